//! What an incoming hook makes of a request: the values that it reads, and whether the pipeline starts. The simulator and
//! the sandbox both ask here, so that they cannot differ.
//!
//! The vendor documents the parts (API description, `HookVariable` and `TriggerWhenCondition`), not all that follows from
//! them. These rules are guesses:
//!
//! 1. A number in a path counts an array's items from 0, as in `push.changes.0.new.name`.
//! 2. All conditions must hold, not one of them.
//! 3. Values are compared with their type: `"1"` is not `1`. What is not there counts as null.
//! 4. A required variable without a value keeps the pipeline from starting.
//! 5. Null, and a value of another type than the declared one, count as no value.

use serde_json::Value;

use crate::devopness::hook::{Direction, Hook, IncomingHook, Variable, VariableKind};
use crate::text::json::visible;

/// What came of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Each declared variable in its order, with its value: from the request, else its default, else none.
    pub variables: Vec<(String, Option<Value>)>,
    /// Whether the pipeline starts.
    pub starts: bool,
    /// Why it does not, in one or two sentences; those that rest on a guess say so. `None` exactly when it starts.
    pub why_not: Option<String>,
}

impl Reading {
    /// The value of a variable; `None` where it is not declared, or has none.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.variables.iter().find(|(own, _)| own == name).and_then(|(_, value)| value.as_ref())
    }
}

/// Reads a request's body as a hook that the API gave would. A paused hook and an outgoing one start nothing. Whether the
/// signature is right is for the caller to say.
pub fn read(hook: &Hook, body: &Value) -> Reading {
    let conditions = hook.conditions.iter().map(|c| (c.path.as_str(), c.accepted.as_slice()));
    let mut reading = evaluate(&hook.variables, conditions, body);
    let off = if hook.direction == Direction::Outgoing {
        Some("This is an outgoing hook: it waits for no request.")
    } else if hook.active == Some(false) {
        Some("The incoming hook is paused.")
    } else {
        None
    };
    if let Some(off) = off {
        reading.starts = false;
        reading.why_not = Some(off.into());
    }
    reading
}

/// Reads a request's body as a hook that is not created yet would.
pub fn read_planned(hook: &IncomingHook, body: &Value) -> Reading {
    let conditions = hook.conditions.iter().map(|c| (c.path.as_str(), c.accepted.as_slice()));
    evaluate(&hook.variables, conditions, body)
}

fn evaluate<'a>(
    variables: &[Variable],
    conditions: impl Iterator<Item = (&'a str, &'a [Value])>,
    body: &Value,
) -> Reading {
    let mut why_not = None;
    for (path, accepted) in conditions {
        let found = at(body, path).unwrap_or(&Value::Null);
        if why_not.is_none() && !accepted.iter().any(|value| same(value, found)) {
            why_not = Some(unaccepted(path, found, accepted));
        }
    }
    let mut read = Vec::new();
    for variable in variables {
        let path = if variable.path.is_empty() { &variable.name } else { &variable.path };
        let found = at(body, path).filter(|value| !value.is_null());
        let value = found.filter(|value| fits(variable.kind, value)).or(variable.default.as_ref()).cloned();
        if why_not.is_none() && variable.required && value.is_none() {
            why_not = Some(lacking(variable, path, found));
        }
        read.push((variable.name.clone(), value));
    }
    Reading { variables: read, starts: why_not.is_none(), why_not }
}

/// The value at a dot path. An object's own field of that name comes first; in a list a number counts the items from 0.
fn at<'a>(body: &'a Value, path: &str) -> Option<&'a Value> {
    let mut value = body;
    for segment in path.split('.') {
        value = match value {
            Value::Object(fields) => fields.get(segment)?,
            Value::Array(items) => items.get(index(segment)?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// A segment as a list's index: digits alone, since `parse` would take a sign too.
fn index(segment: &str) -> Option<usize> {
    if segment.bytes().all(|b| b.is_ascii_digit()) { segment.parse().ok() } else { None }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        // Numbers are kept as they were written, and one number can be written in several ways.
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64().is_some_and(|value| b.as_f64() == Some(value)),
        _ => a == b,
    }
}

fn fits(kind: VariableKind, value: &Value) -> bool {
    match kind {
        VariableKind::String => value.is_string(),
        VariableKind::Integer => value.is_i64() || value.is_u64(),
        VariableKind::Array => value.is_array(),
        VariableKind::Boolean => value.is_boolean(),
    }
}

/// The most characters that are shown of a value, and the most values of a list.
const SHOWN_MAX: usize = 80;
const VALUES_MAX: usize = 5;

/// A value in a sentence: a text between quotes, anything else as JSON.
fn shown(value: &Value) -> String {
    let (open, text, close) = match value {
        Value::String(text) => ("“", visible(text), "”"),
        other => ("", visible(&other.to_string()), ""),
    };
    let short: String = text.chars().take(SHOWN_MAX).collect();
    let rest = if short.len() < text.len() { "…" } else { "" };
    [open, &short, rest, close].concat()
}

fn unaccepted(path: &str, found: &Value, accepted: &[Value]) -> String {
    let path = shown(&Value::String(path.into()));
    let is = if found.is_null() { " has no value".into() } else { [" is ", &shown(found)].concat() };
    let mut wanted: Vec<String> = accepted.iter().take(VALUES_MAX).map(shown).collect();
    if accepted.len() > wanted.len() {
        wanted.push("…".into());
    }
    let only = if wanted.is_empty() { "nothing".into() } else { wanted.join(" or ") };
    ["In the request ", &path, &is, ", and the hook's conditions take only ", &only, "."].concat()
}

fn lacking(variable: &Variable, path: &str, found: Option<&Value>) -> String {
    let name = shown(&Value::String(variable.name.clone()));
    let path = shown(&Value::String(path.into()));
    let is = match found {
        None => [" has no value in the request."].concat(),
        Some(found) => [" is ", &shown(found), " in the request, which is no ", variable.kind.word(), "."].concat(),
    };
    let guess = " The vendor does not document what happens then; most likely the request is refused.";
    ["The variable ", &name, " is required, but ", &path, &is, guess].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::hook::BodyCondition;
    use serde_json::json;

    fn variable(name: &str, path: &str, kind: VariableKind) -> Variable {
        Variable { name: name.into(), path: path.into(), kind, required: false, default: None }
    }

    fn hook(json: Value) -> Hook {
        Hook::parse(&json).unwrap()
    }

    #[test]
    fn a_path_leads_through_objects_and_lists() {
        let body = json!({"a": {"b": [{"c": 1}, {"c": 2}], "0": "named"}, "x.y": 3, "n": null, "": {"": 4}});
        let check = |path: &str, expected: Option<Value>| assert_eq!(at(&body, path).cloned(), expected, "{path}");
        check("a.b.0.c", Some(json!(1)));
        check("a.b.1.c", Some(json!(2)));
        check("a.b.01.c", Some(json!(2)));
        check("a.0", Some(json!("named")));
        check("n", Some(Value::Null));
        for path in ["a.b.2.c", "a.b.-1.c", "a.b.+1.c", "a.b.c", "x.y", "a.b.0.c.d", "n.m", "zzz", "a.", ".a", "a..b"] {
            check(path, None);
        }
        check("a.b.99999999999999999999999", None);
        check("", Some(json!({"": 4})));
        for body in [json!(null), json!(7), json!("text"), json!([])] {
            assert_eq!(at(&body, "a"), None, "{body}");
        }
    }

    #[test]
    fn a_value_of_the_declared_type_is_read_and_any_other_gives_way_to_the_default() {
        use VariableKind::{Array, Boolean, Integer, String};
        let check = |kind, value: Value, expected: bool| {
            let mut own = variable("v", "", kind);
            let body = json!({ "v": value.clone() });
            let read = |own: &Variable| evaluate(std::slice::from_ref(own), std::iter::empty(), &body);
            let wanted = expected.then_some(&value).cloned();
            assert_eq!(read(&own).value("v").cloned(), wanted, "{kind:?} {value}");
            own.default = Some(json!("other"));
            assert_eq!(read(&own).value("v").cloned(), Some(wanted.unwrap_or(json!("other"))), "{kind:?} {value}");
        };
        check(String, json!("text"), true);
        check(String, json!(""), true);
        check(String, json!(7), false);
        check(String, json!(null), false);
        check(Integer, json!(7), true);
        check(Integer, json!(-7), true);
        check(Integer, serde_json::from_str("18446744073709551615").unwrap(), true);
        check(Integer, serde_json::from_str("1.5").unwrap(), false);
        check(Integer, json!("7"), false);
        check(Boolean, json!(false), true);
        check(Boolean, json!(0), false);
        check(Array, json!([]), true);
        check(Array, json!({}), false);
    }

    #[test]
    fn a_variable_without_a_path_is_read_under_its_name() {
        let hook = hook(json!({"type": "in", "settings": {"variables": [
            {"name": "source_type", "type": "string", "required": false, "default_value": "branch"},
            {"name": "number", "path": "pull_request.number", "type": "integer", "required": false},
        ]}}));
        let reading = read(&hook, &json!({"pull_request": {"number": 42}}));
        assert_eq!((reading.value("source_type"), reading.value("number")), (Some(&json!("branch")), Some(&json!(42))));
        assert_eq!((reading.starts, reading.why_not.as_deref(), reading.value("other")), (true, None, None));
        assert_eq!(read(&hook, &json!({"source_type": "tag"})).value("source_type"), Some(&json!("tag")));
        let names: Vec<_> = reading.variables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["source_type", "number"]);
    }

    #[test]
    fn every_condition_must_hold() {
        let planned = |pairs: &[(&str, Value)]| IncomingHook {
            name: "Push".into(),
            signature_header: None,
            variables: Vec::new(),
            conditions: pairs
                .iter()
                .map(|(path, accepted)| BodyCondition {
                    name: String::new(),
                    path: path.to_string(),
                    accepted: accepted.as_array().unwrap().clone(),
                })
                .collect(),
        };
        let body = json!({"ref": "refs/heads/main", "deleted": false, "n": 1, "none": null});
        let check = |pairs: &[(&str, Value)], why: Option<&str>| {
            let reading = read_planned(&planned(pairs), &body);
            assert_eq!(reading.starts, why.is_none(), "{pairs:?}");
            match why {
                None => assert_eq!(reading.why_not, None),
                Some(part) => assert!(reading.why_not.as_ref().unwrap().contains(part), "{:?}", reading.why_not),
            }
        };
        check(&[], None);
        check(&[("ref", json!(["refs/heads/main"])), ("deleted", json!([false]))], None);
        check(&[("ref", json!(["refs/heads/dev", "refs/heads/main"]))], None);
        check(&[("n", json!([1]))], None);
        check(&[("n", serde_json::from_str("[1.0]").unwrap())], None);
        check(&[("none", json!([null])), ("zzz", json!([null]))], None);
        let dev = ("ref", json!(["refs/heads/dev", 7]));
        check(
            &[("deleted", json!([false])), dev.clone()],
            Some("“ref” is “refs/heads/main”, and the hook's conditions take only “refs/heads/dev” or 7."),
        );
        check(&[dev, ("deleted", json!([false]))], Some("“ref” is"));
        check(&[("deleted", json!(["false"]))], Some("“deleted” is false"));
        check(&[("n", json!(["1"]))], Some("“n” is 1"));
        check(&[("n", json!([2, true]))], Some("take only 2 or true"));
        check(&[("zzz", json!(["a"]))], Some("“zzz” has no value"));
        check(&[("ref", json!([]))], Some("take only nothing"));
    }

    #[test]
    fn a_required_variable_must_have_a_value() {
        let hook = hook(json!({"type": "in", "settings": {"variables": [
            {"name": "commit_hash", "path": "after", "type": "string", "required": true},
        ]}}));
        let why = |body: Value| read(&hook, &body).why_not.unwrap_or_default();
        assert_eq!(why(json!({"after": "8d1f"})), "");
        let none = "The variable “commit_hash” is required, but “after” has no value in the request. The vendor does not document what happens then; most likely the request is refused.";
        assert_eq!(why(json!({})), none);
        assert_eq!(why(json!({"after": null})), none);
        assert!(why(json!({"after": 7})).contains("“after” is 7 in the request, which is no string."));
        let mut with_default = hook.clone();
        with_default.variables[0].default = Some(json!("main"));
        assert!(read(&with_default, &json!({})).starts);
    }

    #[test]
    fn a_hook_that_is_paused_or_points_the_other_way_starts_nothing() {
        for (kind, active, why) in [
            ("in", Some(true), None),
            ("in", None, None),
            ("in", Some(false), Some("The incoming hook is paused.")),
            ("out", Some(true), Some("This is an outgoing hook: it waits for no request.")),
        ] {
            let reading = read(&hook(json!({"type": kind, "active": active})), &json!({}));
            assert_eq!((reading.starts, reading.why_not.as_deref()), (why.is_none(), why), "{kind} {active:?}");
        }
    }

    #[test]
    fn a_reason_is_short_and_shows_what_cannot_be_seen() {
        let long = "x".repeat(4000) + "\u{202e}";
        let hook = hook(json!({"type": "in", "trigger_when": {"conditions": [
            {"path": &long, "accepted_values": vec![&long; 1000]},
        ]}}));
        let why = read(&hook, &json!({ &long: "a\u{202e}\n" })).why_not.unwrap();
        assert!(why.chars().count() < 800 && why.contains(r"is “a\u202e\u000a”") && why.ends_with("” or …."), "{why}");
        assert_eq!(shown(&json!("x".repeat(SHOWN_MAX))), ["“", &"x".repeat(SHOWN_MAX), "”"].concat());
        assert_eq!(shown(&json!("é".repeat(SHOWN_MAX + 1))), ["“", &"é".repeat(SHOWN_MAX), "…”"].concat());
    }
}
