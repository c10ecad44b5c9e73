//! Reading JSON.
//!
//! `serde_json` has a reader too; in the page it would cost 5 KB (brotli), most of it for reading into types that are not
//! [`Value`]. The tests hold this one against it.

use serde_json::{Map, Number, Value};

/// How deeply lists and objects may stand in one another, as in `serde_json`.
const DEPTH_MAX: usize = 128;

/// Where a text is no JSON: line and column, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// Reads one JSON value (RFC 8259). Numbers keep their digits; of two fields of one name the last counts.
///
/// # Errors
/// Where the text stops being JSON, or goes deeper than 128.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text, at: 0 };
    reader.value(DEPTH_MAX).filter(|_| reader.peek().is_none()).ok_or_else(|| {
        let before = text.get(..reader.at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Fault {
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    })
}

/// Whether a text is a number in JSON's grammar.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && !leading_zero && digits(fraction) && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let skip = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.at += skip;
        rest.get(skip).copied()
    }

    /// Steps over one expected byte.
    fn take(&mut self, byte: u8) -> Option<()> {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found.then_some(())
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.peek()? {
            b'{' => self.object(depth.checked_sub(1)?).map(Value::Object),
            b'[' => self.array(depth.checked_sub(1)?).map(Value::Array),
            b'"' => self.string().map(Value::String),
            b't' => self.word("true").map(|()| Value::Bool(true)),
            b'f' => self.word("false").map(|()| Value::Bool(false)),
            b'n' => self.word("null").map(|()| Value::Null),
            _ => self.number().map(Value::Number),
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found.then_some(())
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(items);
        }
        loop {
            items.push(self.value(depth)?);
            if self.take(b',').is_none() {
                return self.take(b']').map(|()| items);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Map<String, Value>> {
        let mut fields = Map::new();
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(fields);
        }
        loop {
            self.peek();
            let name = self.string()?;
            self.take(b':')?;
            fields.insert(name, self.value(depth)?);
            if self.take(b',').is_none() {
                // The page's map is sorted; where another crate asks serde_json to keep the order, this sorts it too.
                fields.sort_keys();
                return self.take(b'}').map(|()| fields);
            }
        }
    }

    fn number(&mut self) -> Option<Number> {
        let rest = &self.text[self.at..];
        let end = rest
            .bytes()
            .position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
            .unwrap_or(rest.len());
        let number = &rest[..end];
        is_number(number).then(|| {
            self.at += end;
            // serde_json's own reader of numbers would bring the float code into the page, 1.4 KB (brotli).
            Number::from_string_unchecked(number.to_string())
        })
    }

    fn string(&mut self) -> Option<String> {
        let mut out = String::new();
        self.word("\"")?;
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|b| b == b'"' || b == b'\\' || b < b' ')?;
            out.push_str(&rest[..plain]);
            self.at += plain;
            if self.word("\"").is_some() {
                return Some(out);
            }
            self.word("\\")?;
            out.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit);
                }
                self.word("\\u")?;
                let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                return char::from_u32(0x1_0000 + 0x400 * (unit - 0xd800) + low);
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        let unit = digits.iter().try_fold(0, |unit, digit| Some(16 * unit + char::from(*digit).to_digit(16)?))?;
        self.at += 4;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_reads_what_serde_json_reads() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        for text in [
            "null",
            " true ",
            "false",
            "0",
            "-0",
            "-1.50e+3",
            "1e400",
            "12345678901234567890123",
            r#""""#,
            r#""a\"\\\/\b\f\n\r\té""#,
            r#""\u00e9\ud83d\ude00""#,
            "[]",
            "[1,[2],{}]",
            r#"{"a":1,"b":{"c":[null]},"a":2}"#,
            "\t{\n\"x\" : [ 1 , 2 ] }\r\n",
            &deep(127),
            "",
            " ",
            "nul",
            "tru e",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "--1",
            "0x1",
            "NaN",
            "'a'",
            "\"a",
            "\"\\x\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83d\\ue000\"",
            "\"\\ud83d\\u0041\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"tab\there\"",
            "\"nul\0\"",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\":}",
            "[1]]",
            "1 2",
            "\u{feff}1",
            "// x\n1",
            &deep(129),
            "\u{a0}1",
        ] {
            assert_eq!(spelled(parse(text).ok()), serde_json::from_str(text).ok(), "{text:?}");
        }
    }

    /// The value as `serde_json` spells it, which writes `1e5` as `1e+5`.
    fn spelled(value: Option<Value>) -> Option<Value> {
        value.map(|value| serde_json::from_str(&value.to_string()).expect("what was read can be written and read"))
    }

    #[test]
    fn numbers_stay_as_they_were_typed() {
        for text in ["1e5", "1E+05", "-0.10", "12345678901234567890.0"] {
            assert_eq!(parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_fault_names_its_place() {
        let check = |text: &str, line, column| assert_eq!(parse(text), Err(Fault { line, column }), "{text:?}");
        check("", 1, 1);
        check("{\"a\": 1,\n \"é\": x}", 2, 7);
        check("[1, 2", 1, 6);
        check("[1] 2", 1, 5);
    }

    proptest! {
        #[test]
        fn whatever_the_text_both_agree(text in r#"[\[\]{},:"\\ \n0-9eE.+\-truefalsn/bué😀]{0,24}"#) {
            prop_assert_eq!(spelled(parse(&text).ok()), serde_json::from_str::<Value>(&text).ok());
        }

        #[test]
        fn what_was_written_is_read(text in any::<String>(), number in any::<i64>()) {
            let value = serde_json::json!({ &text: [number, text, null, true] });
            prop_assert_eq!(spelled(parse(&value.to_string()).ok()), Some(value));
        }
    }
}
