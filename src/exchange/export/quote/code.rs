//! What JavaScript, Python, Go and Rust have in common.

use serde_json::Value;

use crate::text::json::{self, Tree};

/// A line of text in double quotes. What nobody would see in it is shown as `\uXXXX`, so that only two characters are left
/// that mean something there.
pub fn line(text: &str) -> String {
    ["\"", &json::visible(text).replace('\\', "\\\\").replace('"', "\\\""), "\""].concat()
}

/// A pipeline's number. A placeholder is a text, and so is a number that a language could read as another one.
pub fn number(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit()) && is_kept(text) { text.into() } else { line(text) }
}

/// Whether a program that reads all numbers as doubles writes those of this body in the same way again. None that has more
/// than 15 digits, ends in a zero behind its point, or has an exponent or would get one counts as such.
pub fn keeps_numbers(body: &Tree) -> bool {
    match body {
        Tree::Value(value) => value_keeps(value),
        Tree::List(items) => items.iter().all(keeps_numbers),
        Tree::Object(fields) => fields.iter().all(|(_, value)| keeps_numbers(value)),
    }
}

fn value_keeps(value: &Value) -> bool {
    match value {
        Value::Number(number) => is_kept(&number.to_string()),
        Value::Array(items) => items.iter().all(value_keeps),
        Value::Object(fields) => fields.values().all(value_keeps),
        _ => true,
    }
}

fn is_kept(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "1"));
    let plain = !whole.is_empty() && [whole, part].concat().bytes().all(|b| b.is_ascii_digit());
    // Smaller ones than 0.0001 are written with an exponent by Python.
    plain
        && number != "-0"
        && (whole == "0" || !whole.starts_with('0'))
        && whole.len() + part.len() <= 15
        && part.len() <= 4
        && !part.ends_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_in_its_quotes() {
        assert_eq!(line("a\"b\\n\n\u{202e}{{ é"), r#""a\"b\\n\\u000a\\u202e{{ é""#);
    }

    #[test]
    fn a_pipeline_is_a_number_where_it_can_be_one() {
        for (text, wanted) in [("512", "512"), ("0", "0"), ("0512", "\"0512\""), ("<pipeline_id>", "\"<pipeline_id>\"")]
        {
            assert_eq!(number(text), wanted);
        }
        assert_eq!(number("12345678901234567890"), "\"12345678901234567890\"");
        assert_eq!(number("1.5"), "\"1.5\"");
    }

    #[test]
    fn numbers_are_kept_that_a_double_gives_back_letter_by_letter() {
        for kept in ["0", "7", "-2", "12345678901", "87.5", "-0.5", "0.0001", "1234567890.1234", "true", "\"1e400\""] {
            let body = Tree::object([("list", Tree::List(vec![Tree::Value(json::parse(kept).unwrap())]))]);
            assert!(keeps_numbers(&body), "{kept}");
        }
        for lost in ["-0", "1.50", "0.00001", "1e3", "1E400", "12345678901234567", "12345678901.12345", "1.0", "-0.0"] {
            let value = json::parse(&["{\"a\": [", lost, "]}"].concat()).unwrap();
            assert!(!keeps_numbers(&Tree::Value(value)), "{lost}");
        }
    }
}
