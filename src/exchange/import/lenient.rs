//! Reading JSON as people write it: with notes, commas at the end or none at all, other quotes, names without quotes, and
//! values that are left out or stand in angle brackets. What is JSON is read as [`crate::text::json::parse`] reads it.

use serde_json::{Map, Value};

use crate::text::json;

/// How deeply lists and objects may stand in one another.
const DEPTH_MAX: usize = 128;

/// What was read.
pub struct Read {
    /// The value. A field without a value is left out.
    pub value: Value,
    /// Where it ends in the text.
    pub end: usize,
    /// The fields that have no value, or a placeholder for one.
    pub missing: Vec<String>,
    /// What is wrong with its texts.
    pub notes: Vec<String>,
    /// Whether a text has an escape or a line break that JSON does not have: a language around it may mean something else.
    pub odd: bool,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where the text stops being like JSON.
    pub at: usize,
    /// How far the text was looked through for the end of what begins there.
    pub looked: usize,
}

/// Reads the value that starts at `start`; text may follow it.
///
/// # Errors
/// Where the text stops being like JSON.
pub fn read(text: &str, start: usize) -> Result<Read, Stop> {
    let mut reader = Reader { at: start, looked: start, ..Reader::new(text) };
    match reader.value(DEPTH_MAX) {
        Some(Some(value)) => {
            let notes = reader.notes();
            Ok(Read { value, end: reader.at, missing: reader.missing, notes, odd: reader.odd })
        }
        _ => {
            let at = reader.at.clamp(start, text.len());
            Err(Stop { at, looked: reader.looked.max(at) })
        }
    }
}

/// Reads a text that is one value and nothing else, apart from notes and a comma or semicolon at the end.
pub fn read_all(text: &str) -> Option<Read> {
    let read = read(text, 0).ok()?;
    let mut rest = Reader { at: read.end, ..Reader::new(text) };
    while matches!(rest.peek(), Some(b',' | b';')) {
        rest.at += 1;
    }
    rest.peek().is_none().then_some(read)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    missing: Vec<String>,
    looked: usize,
    /// The first half of a character that lacks its other.
    half: Option<&'a str>,
    /// The first escape that no language has.
    escape: Option<&'a str>,
    /// Whether there are typographic quotes in the place of plain ones.
    curly: bool,
    odd: bool,
}

/// Double quotes as a text for people has them.
const CURLY: [char; 4] = ['“', '”', '„', '‟'];

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Reader<'a> {
        Reader { text, at: 0, missing: Vec::new(), looked: 0, half: None, escape: None, curly: false, odd: false }
    }

    fn notes(&self) -> Vec<String> {
        let half = self.half.map(|half| {
            format!("“{half}” is half of a character, and becomes “�”: write the character itself, or both halves.")
        });
        let curly = self.curly.then(|| {
            "These are typographic quotes, which JSON does not have: they are read as plain ones.".to_string()
        });
        let escape =
            self.escape.map(|escape| format!("“{escape}” is no escape of JSON, so its backslash is left out."));
        half.into_iter().chain(curly).chain(escape).collect()
    }

    /// The quote that stands here.
    fn quote(&self) -> Option<char> {
        self.rest().chars().next().filter(|c| matches!(c, '"' | '\'') || CURLY.contains(c))
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What is found in the rest. Where nothing is, all of it was looked through.
    fn find(&mut self, find: impl Fn(&'a str) -> Option<usize>) -> Option<usize> {
        let found = find(self.rest());
        if found.is_none() {
            self.looked = self.text.len();
        }
        found
    }

    /// The next byte that is neither white space nor in a note.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let rest = self.rest();
            let text = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{a0}', '\u{feff}']);
            self.at += rest.len() - text.len();
            let note = if text.starts_with("//") || text.starts_with('#') {
                text.find('\n').unwrap_or(text.len())
            } else if text.starts_with("/*") {
                text.find("*/").map_or(text.len(), |end| end + 2)
            } else if text.starts_with("...") {
                3
            } else {
                return text.bytes().next();
            };
            self.at += note;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// A value; nothing inside where none stands there, or only a placeholder.
    fn value(&mut self, depth: usize) -> Option<Option<Value>> {
        let Some(first) = self.peek() else { return Some(None) };
        if let Some(quote) = self.quote() {
            return Some(Some(Value::String(self.string(quote)?)));
        }
        let value = match first {
            b'{' if self.rest().starts_with("{{") => {
                // A variable that lacks its quotes.
                let end = self.find(|rest| rest.find("}}"))? + 2;
                let text = &self.rest()[..end];
                self.at += end;
                Value::String(text.to_string())
            }
            b'{' => Value::Object(self.object(depth.checked_sub(1)?)?),
            b'[' => Value::Array(self.array(depth.checked_sub(1)?)?),
            b',' | b'}' | b']' => return Some(None),
            b'<' => {
                let end = self.find(|rest| rest.find(['>', '\n']))?;
                let closed = self.rest()[end..].starts_with('>');
                self.at += end + 1;
                return closed.then_some(None);
            }
            b'-' | b'0'..=b'9' => self.number()?,
            _ => return self.word(),
        };
        Some(Some(value))
    }

    fn number(&mut self) -> Option<Value> {
        let rest = self.rest();
        let end = rest.bytes().position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        let number = &rest[..end.unwrap_or(rest.len())];
        let value = json::parse(number).ok().filter(Value::is_number)?;
        self.at += number.len();
        Some(value)
    }

    /// A word without quotes: a name of JSON or Python for a value, or a variable of a program, which is none.
    fn word(&mut self) -> Option<Option<Value>> {
        let word = self.bare()?;
        if matches!(self.rest().bytes().next(), Some(b'(' | b'.' | b'[')) {
            return None;
        }
        Some(match word {
            "true" | "True" => Some(Value::Bool(true)),
            "false" | "False" => Some(Value::Bool(false)),
            "null" | "None" => Some(Value::Null),
            _ => None,
        })
    }

    fn bare(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || b"_$-".contains(&b))).unwrap_or(rest.len());
        let word = &rest[..end];
        self.at += end;
        word.starts_with(|c: char| !c.is_ascii_digit() && c != '-').then_some(word)
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            while self.take(b',') {}
            if self.take(b']') {
                return Some(items);
            }
            self.peek()?;
            let start = self.at;
            items.extend(self.value(depth)?);
            if self.at == start {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Map<String, Value>> {
        let mut fields = Map::new();
        self.at += 1;
        loop {
            while self.take(b',') {}
            if self.take(b'}') {
                // As everywhere else, also where another crate asks serde_json to keep the order.
                fields.sort_keys();
                return Some(fields);
            }
            let first = self.peek()?;
            let name = match self.quote() {
                Some(quote) => self.string(quote)?,
                None if first == b'<' => {
                    // A placeholder for whole fields.
                    self.value(depth)?;
                    continue;
                }
                None => self.bare()?.to_string(),
            };
            if !self.take(b':') {
                return None;
            }
            match self.value(depth)? {
                Some(value) => drop(fields.insert(name, value)),
                None => self.missing.push(name),
            }
        }
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        let curly = CURLY.contains(&quote);
        self.curly |= curly;
        self.at += quote.len_utf8();
        let ends = |c: char| if curly { CURLY.contains(&c) } else { c == quote };
        loop {
            let rest = self.rest();
            let plain = self.find(|rest| rest.find(|c: char| ends(c) || c == '\\'))?;
            out.push_str(&rest[..plain]);
            self.odd |= rest[..plain].contains('\n');
            let c = rest[plain..].chars().next()?;
            self.at += plain + c.len_utf8();
            if c != '\\' {
                return Some(out);
            }
            let behind = self.rest();
            let (c, length) = escape(behind)?;
            let own = behind.starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u']) || behind.starts_with(quote);
            self.odd |= !own;
            if !own && !behind.starts_with(['\'', '`', '$', 'x', 'U', '\n', '\r', '"']) {
                self.escape = self.escape.or(self.text.get(self.at - 1..self.at + length));
            }
            if c == Some(char::REPLACEMENT_CHARACTER) && behind.starts_with('u') && !behind[1..].starts_with(['f', 'F'])
            {
                self.half = self.half.or(self.text.get(self.at - 1..self.at + length));
            }
            out.extend(c.map(|c| if curly && CURLY.contains(&c) { '"' } else { c }));
            self.at += length;
        }
    }
}

/// What an escape means, in JSON, JavaScript, Python, Go and Rust alike, and how long it is behind its backslash. Half of a
/// character becomes the sign for a broken one, and a line break that is escaped nothing.
pub fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let first = text.chars().next()?;
    let hex = |start: usize, count: usize| {
        let digits = text.get(start..start + count).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let whole = |code: u32| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some(match first {
        'n' => (Some('\n'), 1),
        'r' => (Some('\r'), 1),
        't' => (Some('\t'), 1),
        'b' => (Some('\u{8}'), 1),
        'f' => (Some('\u{c}'), 1),
        '\n' => (None, 1),
        'x' if let Some(code) = hex(1, 2) => (Some(whole(code)), 3),
        'U' if let Some(code) = hex(1, 8) => (Some(whole(code)), 9),
        'u' if text[1..].starts_with('{')
            && let Some(end) = text.get(2..9.min(text.len())).and_then(|digits| digits.find('}'))
            && let Some(code) = hex(2, end) =>
        {
            (Some(whole(code)), end + 3)
        }
        'u' if let Some(unit) = hex(1, 4) => {
            let low = text.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| hex(7, 4));
            match low.and_then(|low| low.checked_sub(0xdc00)).filter(|low| *low < 0x400) {
                Some(low) if (0xd800..0xdc00).contains(&unit) => {
                    (Some(whole(0x1_0000 + 0x400 * (unit - 0xd800) + low)), 11)
                }
                _ => (Some(whole(unit)), 5),
            }
        }
        other => (Some(other), other.len_utf8()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn json_as_people_write_it_is_read() {
        let check = |text: &str, value: Value, missing: &[&str]| {
            let read = read_all(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (read.value, read.missing),
                (value, missing.iter().map(|name| name.to_string()).collect()),
                "{text}"
            );
        };
        check("// a\n{\"a\": 1, /* b */ \"c\": 2, # d\n}", json!({"a": 1, "c": 2}), &[]);
        check(
            "{a: 'x\\'y', $b_1: True, \"c\": None, d: null,}",
            json!({"a": "x'y", "$b_1": true, "c": null, "d": null}),
            &[],
        );
        check(
            "{\"a\": , \"b\": <x>, \"c\": <\"x\" | \"y\">, \"d\": pipelineId, \"e\":}",
            json!({}),
            &["a", "b", "c", "d", "e"],
        );
        check("{\"a\": {{ action.id }}, <more>, ...}", json!({"a": "{{ action.id }}"}), &[]);
        check("{\"a\": 1\n \"b\": 2 \"c\": [1 2,,3,]}", json!({"a": 1, "b": 2, "c": [1, 2, 3]}), &[]);
        check("{\"a\": \"line\nnext\\\nsame\\/\\q\"}", json!({"a": "line\nnextsame/q"}), &[]);
        check("{“a”: “x \\” 'y' \"z\"”, „b“: ”c”}", json!({"a": "x \" 'y' \"z\"", "b": "c"}), &[]);
        check("[1, {\"a\": 2}];", json!([1, {"a": 2}]), &[]);
        for text in [
            "",
            "{",
            "{\"a\": f(1)}",
            "{\"a\" 1}",
            "{\"a\": x.y}",
            "{1: 2}",
            "{\"a\": \"b}",
            "[1",
            "{} x",
            "{\"a\": 01}",
            "{\"a\": <x}",
        ] {
            assert!(read_all(text).is_none(), "{text}");
        }
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(read_all(&deep(128)).is_some() && read_all(&deep(129)).is_none());
    }

    #[test]
    fn an_escape_means_what_it_means_in_most_languages() {
        let check = |text: &str, c: char, length: usize| assert_eq!(escape(text), Some((Some(c), length)), "{text}");
        check("n", '\n', 1);
        check("x41b", 'A', 3);
        check("u00e9", 'é', 5);
        check("u{1F680}", '🚀', 8);
        check("U0001F680", '🚀', 9);
        check("ud83d\\ude80", '🚀', 11);
        check("ud83d\\u0041", '\u{fffd}', 5);
        check("ude80", '\u{fffd}', 5);
        check("u{110000}", '\u{fffd}', 9);
        check("u12", 'u', 1);
        check("u{}", 'u', 1);
        check("é", 'é', 2);
        assert_eq!((escape("\nx"), escape("")), (Some((None, 1)), None));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 30, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_json_is_read_as_json(value in any_json(), behind in "[ \n]?[a-z}\\]]{0,3}") {
            let text = value.to_string();
            prop_assert_eq!(read_all(&text).map(|read| read.value), json::parse(&text).ok());
            if value.is_object() || value.is_array() {
                let read = read(&[&text, behind.as_str()].concat(), 0).ok();
                prop_assert_eq!(read.map(|read| (read.value, read.end)), json::parse(&text).ok().map(|value| (value, text.len())));
            }
        }

        #[test]
        fn any_text_is_read_or_not(text in r#"[\[\]{},:"'\\ \n0-9eE.+<>/#a-dnux-]{0,40}"#) {
            if let Ok(read) = read(&text, 0) {
                prop_assert!(text.is_char_boundary(read.end));
            }
        }
    }
}
