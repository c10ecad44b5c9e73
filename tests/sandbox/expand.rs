//! Template variables, filled in for real: the paths are those of the vendor's guides, and lead into the values of one
//! run. What the API does with a variable that leads nowhere is documented nowhere; here it becomes an empty text.

use hook_builder::text::template::{Piece, scan};
use serde_json::Value;

/// The value at a dot path; a number is a place in a list.
pub fn at<'a>(path: &str, value: &'a Value) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        value => value.get(step),
    })
}

/// A text with its variables filled in. A `{{` that nothing ends stays.
pub fn text(text: &str, values: &Value) -> String {
    let fill = |piece| match piece {
        Piece::Text(text) | Piece::Unclosed(text) => text.to_owned(),
        Piece::Variable(_, path) => match at(path, values) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        },
    };
    scan(text).map(fill).collect()
}

/// A value whose texts, however deep, have their variables filled in. Names of fields stay.
pub fn value(value: &Value, values: &Value) -> Value {
    match value {
        Value::String(own) => Value::String(text(own, values)),
        Value::Array(items) => items.iter().map(|item| self::value(item, values)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, item)| (name.clone(), self::value(item, values))).collect())
        }
        other => other.clone(),
    }
}
