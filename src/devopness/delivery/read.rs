//! Headers and bodies, in whichever form they come.

use std::borrow::Cow;

use serde_json::Value;

use super::mask::Secrets;
use crate::devopness::hook::Header;
use crate::text::json::{self, visible};

/// The most headers that are kept.
const HEADERS_MAX: usize = 200;
/// The most characters of a body that are kept: what a page can show without a person waiting for it.
pub const BODY_MAX: usize = 20_000;

/// A body as it was sent, without secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The value, where the body is an object or a list in JSON. Where [`Body::cut`] is true, the end is missing.
    pub json: Option<Value>,
    /// The text, where the body is none.
    pub raw: String,
    /// For a screen: JSON with indents, or the text; what cannot be seen is written by its number.
    pub text: String,
    /// Whether something was left out because there was too much of it.
    pub cut: bool,
}

impl Body {
    /// A body, masked and cut.
    pub(super) fn masked(value: &Value, secrets: &Secrets) -> Body {
        let mut room = BODY_MAX;
        match value {
            Value::Array(_) | Value::Object(_) => {
                let (value, cut) = (secrets.mask_value(value, &mut room), room == 0);
                let text = json::pretty(&value, |_| false);
                Body { text: shorten(&text), json: Some(value), raw: String::new(), cut }
            }
            other => {
                let mut raw = secrets.mask(&text(Some(other)), BODY_MAX + 1);
                let cut = raw.chars().count() > BODY_MAX;
                raw = self::cut(&raw, BODY_MAX);
                let lines: Vec<String> = raw.lines().map(visible).collect();
                Body { text: shorten(&lines.join("\n")), cut, raw, json: None }
            }
        }
    }

    /// Whether there is no body.
    pub fn is_empty(&self) -> bool {
        self.json.is_none() && self.raw.is_empty()
    }

    /// A text field of a JSON object.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.json.as_ref()?.get(name)?.as_str()
    }
}

/// Escapes and indents make a text longer than what it stands for.
fn shorten(text: &str) -> String {
    cut(text, 3 * BODY_MAX)
}

/// The first characters of a text.
pub(super) fn cut(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// A single value as text. Numbers stay as they were typed.
pub(super) fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(flag)) => flag.to_string(),
        _ => String::new(),
    }
}

/// A body, where it is a text that holds JSON, as what it holds. A text may hold a text that holds it.
pub(super) fn unwrap(value: &Value) -> Cow<'_, Value> {
    let mut value = Cow::Borrowed(value);
    for _ in 0..2 {
        let Value::String(text) = value.as_ref() else { break };
        let Ok(inner) = json::parse(text) else { break };
        if !matches!(inner, Value::Array(_) | Value::Object(_) | Value::String(_)) {
            break;
        }
        value = Cow::Owned(inner);
    }
    value
}

/// Headers as an object, whose values may be lists, as a list of objects with name and value, as a list of pairs, or as
/// a text with a line for each.
pub(super) fn headers(value: Option<&Value>) -> Vec<Header> {
    let mut headers = Vec::new();
    match value.map(unwrap).as_deref() {
        Some(Value::Object(by_name)) => {
            for (name, value) in by_name {
                headers.push(Header { name: name.clone(), value: joined(Some(value)) });
            }
        }
        Some(Value::Array(items)) => {
            for item in items {
                match item {
                    Value::Object(object) => headers.push(Header {
                        name: text(object.get("name").or(object.get("key"))),
                        value: joined(object.get("value")),
                    }),
                    Value::Array(pair) => headers.push(Header { name: text(pair.first()), value: joined(pair.get(1)) }),
                    Value::String(line) => headers.extend(line_of(line)),
                    _ => {}
                }
            }
        }
        Some(Value::String(text)) => headers.extend(text.lines().filter_map(line_of)),
        _ => {}
    }
    headers.truncate(HEADERS_MAX);
    headers
}

fn line_of(line: &str) -> Option<Header> {
    let (name, value) = line.split_once(':')?;
    Some(Header { name: name.trim().to_string(), value: value.trim().to_string() })
}

/// A header's value; several of one name are one with commas between, as HTTP has it.
fn joined(value: Option<&Value>) -> String {
    match value {
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().map(|item| text(Some(item))).collect();
            items.join(", ")
        }
        other => text(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::tokens::FORMS;
    use serde_json::json;

    #[test]
    fn headers_are_read_in_every_form() {
        let check = |value: Value, expected: &[(&str, &str)]| {
            let got = headers(Some(&value));
            let got: Vec<_> = got.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
            assert_eq!(got, expected, "{value}");
        };
        check(
            json!({"A": "1", "B": ["2", "3"], "C": null, "D": 4}),
            &[("A", "1"), ("B", "2, 3"), ("C", ""), ("D", "4")],
        );
        check(
            json!([{"name": "A", "value": "1"}, {"key": "B", "value": [2]}, {}]),
            &[("A", "1"), ("B", "2"), ("", "")],
        );
        check(json!([["A", "1"], ["B", ["2", "3"]], ["C"], []]), &[("A", "1"), ("B", "2, 3"), ("C", ""), ("", "")]);
        check(json!(["A: 1", "odd", 7]), &[("A", "1")]);
        check(json!("A: 1\r\nB: x:y\n\n"), &[("A", "1"), ("B", "x:y")]);
        check(json!("{\"A\": \"1\"}"), &[("A", "1")]);
        check(json!(null), &[]);
        check(json!(7), &[]);
        assert_eq!(headers(None), []);
        let many: Vec<Value> = (0..1000).map(|i| json!([i.to_string(), "x"])).collect();
        assert_eq!(headers(Some(&json!(many))).len(), HEADERS_MAX);
    }

    #[test]
    fn bodies_are_read_in_every_form() {
        let check = |value: Value, json: Option<Value>, text: &str| {
            let body = Body::masked(&unwrap(&value), &Secrets::new(FORMS));
            assert_eq!((body.json.as_ref(), body.text.as_str(), body.cut), (json.as_ref(), text, false), "{value}");
            assert_eq!(body.is_empty(), text.is_empty());
        };
        check(json!(null), None, "");
        check(json!(""), None, "");
        check(json!(7.50), None, "7.5");
        check(json!(true), None, "true");
        check(json!("42"), None, "42");
        check(json!("a=b&c"), None, "a=b&c");
        check(json!("<p>\r\nx\u{202e}\u{0}</p>"), None, "<p>\nx\\u202e\\u0000</p>");
        check(json!({"a": 1}), Some(json!({"a": 1})), "{\n  \"a\": 1\n}");
        check(json!("{\"a\": 1}"), Some(json!({"a": 1})), "{\n  \"a\": 1\n}");
        check(json!("\"{\\\"a\\\": 1}\""), Some(json!({"a": 1})), "{\n  \"a\": 1\n}");
        check(json!("\"said\""), None, "said");
        check(json!([1]), Some(json!([1])), "[\n  1\n]");
        check(json!("{\"a\": 1"), None, "{\"a\": 1");
        let body = Body::masked(&json!({"state": "pending", "n": 1}), &Secrets::new(FORMS));
        assert_eq!((body.field("state"), body.field("n"), body.field("x")), (Some("pending"), None, None));
    }

    #[test]
    fn a_huge_body_is_cut() {
        let check = |value: Value| {
            let body = Body::masked(&unwrap(&value), &Secrets::new(FORMS));
            assert!(body.cut && body.text.chars().count() <= 3 * BODY_MAX, "{}", body.text.len());
            assert!(body.raw.chars().count() <= BODY_MAX);
        };
        check(json!("x".repeat(5_000_000)));
        check(json!({"a": "x".repeat(5_000_000), "b": 1}));
        check(json!(vec![1; 1_000_000]));
        check(json!((0..200_000).map(|i| json!({"n": i})).collect::<Vec<_>>()));
        let exact = Body::masked(&json!("x".repeat(BODY_MAX)), &Secrets::new(FORMS));
        assert_eq!((exact.cut, exact.raw.len()), (false, BODY_MAX));
    }
}
