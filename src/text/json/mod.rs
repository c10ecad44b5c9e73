//! JSON as text: pretty, in the order given, and with chosen characters as `\uXXXX`, so that one value can be written for a
//! screen or for any shell.

mod parse;
mod write;

pub use parse::{Fault, parse};
pub use write::{Json, pretty};

use serde::Serialize;
use serde_json::Value;

use write::push_escaped;

/// An object whose fields keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, Value)>);

impl Fields {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }
}

impl Serialize for Fields {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A value whose objects keep the order of their fields, on every level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A value as it stands.
    Value(Value),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// An object of these fields.
    pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Tree)>) -> Tree {
        Tree::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
    }
}

impl Serialize for Tree {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Value(value) => value.serialize(serializer),
            Tree::List(items) => serializer.collect_seq(items),
            Tree::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

/// Characters that are there but cannot be seen, or that reorder what is shown around them.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text for one line of a screen: what cannot be seen in it, or would break it, is written as `\uXXXX`.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_invisible(c) {
            push_escaped(&mut out, c);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_and_invisible_characters_are_escaped_and_the_value_is_the_same() {
        let value =
            serde_json::json!({"k'": ["a\\b", "\u{202e}x\u{0}\n", "é😀", "\u{e0001}"], "n": 1, "e": {}, "a": []});
        let text = pretty(&value, |c| c == '\'' || c == '\\' || c == '😀');
        assert!(!text.contains('\'') && !text.contains("\\\\"), "{text}");
        assert!(
            text.contains(r"\u005c")
                && text.contains(r"\u202e")
                && text.contains(r"\ud83d\ude00")
                && text.contains('é'),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn numbers_stay_as_they_were_typed() {
        let value: Value = serde_json::from_str("[12345678901234567890123, 1e400, 0.10]").unwrap();
        let text = pretty(&value, |_| false);
        assert!(
            text.contains("12345678901234567890123")
                && text.contains("e+400") | text.contains("e400")
                && text.contains("0.10"),
            "{text}"
        );
    }

    #[test]
    fn a_chosen_quote_or_backslash_has_no_short_escape() {
        assert_eq!(pretty(&"a\"\\", |c| c == '"'), r#""a\u0022\\""#);
        assert_eq!(pretty(&"a\"\\", |c| c == '\\'), r#""a\"\u005c""#);
        assert_eq!(pretty(&"a\"\\\n", |_| false), r#""a\"\\\n""#);
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_its_number() {
        assert_eq!(visible("é a\n\u{0}\u{202e}\u{e0001}."), r"é a\u000a\u0000\u202e\udb40\udc01.");
        assert_eq!(visible("plain – “text”"), "plain – “text”");
        assert_eq!(visible(""), "");
    }

    #[test]
    fn of_two_fields_of_one_name_the_first_is_found() {
        let fields = Fields(vec![("a".into(), 1.into()), ("b".into(), 2.into()), ("a".into(), 3.into())]);
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("c")), (Some(&1.into()), Some(&2.into()), None));
    }
}
