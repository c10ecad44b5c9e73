//! JavaScript: JSON is an expression of the language, but for numbers that a double cannot hold and for the one name that
//! means something else there.

use serde_json::Value;

use super::code::keeps_numbers;
use crate::text::json::{self, Tree};

/// A text in double quotes.
pub fn string(text: &str) -> String {
    json::pretty(&text, |_| false)
}

/// A body as an object, where writing it as JSON gives the same body again.
pub fn object(body: &Tree) -> Option<String> {
    (keeps_numbers(body) && !has_prototype(body)).then(|| json::pretty(body, |_| false))
}

/// `__proto__` would set what the object inherits, and be left out of its JSON.
fn has_prototype(body: &Tree) -> bool {
    match body {
        Tree::Value(value) => value_has(value),
        Tree::List(items) => items.iter().any(has_prototype),
        Tree::Object(fields) => fields.iter().any(|(name, value)| name == "__proto__" || has_prototype(value)),
    }
}

fn value_has(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(value_has),
        Value::Object(fields) => fields.iter().any(|(name, value)| name == "__proto__" || value_has(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_out_again_is_an_object() {
        let check = |text: &str, is_object: bool| {
            let value = json::parse(text).unwrap();
            let tree = Tree::object([("body", Tree::List(vec![Tree::Value(value)]))]);
            assert_eq!(object(&tree).is_some(), is_object, "{text}");
        };
        check(r#"{"a": [1.5, "__proto__"]}"#, true);
        check(r#"{"a": [1.50]}"#, false);
        check(r#"{"a": [{"__proto__": 1}]}"#, false);
        let named = Tree::object([("__proto__", Tree::List(vec![]))]);
        assert_eq!(object(&named), None);
        assert_eq!(string("a\"\u{2028}\n'"), r#""a\"\u2028\n'""#);
    }
}
