//! A hook as the API gives it.

use serde_json::Value;

use super::{Condition, Direction, Header, StoredHook, Variable, VariableKind};

/// The most characters that are kept of a text in an answer: more than any text that the API itself takes.
const TEXT_MAX: usize = 5000;

/// A hook as the API gives it. What is missing or of another type is empty.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Hook {
    /// The id, a UUID.
    pub id: String,
    /// The name.
    pub name: String,
    /// Incoming or outgoing.
    pub direction: Direction,
    /// The events that an outgoing hook waits for, as the API spells them.
    pub events: Vec<String>,
    /// Where an outgoing hook sends; for an incoming one, its own address.
    pub target_url: String,
    /// Whether it works at present, if the answer says so.
    pub active: Option<bool>,
    /// When it was created, as the API writes it: UTC, ISO 8601.
    pub created_at: String,
    /// The headers that an outgoing hook sends.
    pub headers: Vec<Header>,
    /// The body that an outgoing hook sends; null when the answer does not say.
    pub body: Value,
    /// What an incoming hook reads from its requests.
    pub variables: Vec<Variable>,
    /// What else must hold for it to fire, of either direction.
    pub conditions: Vec<Condition>,
    /// The hook as it could be written again, if the answer tells enough of it.
    pub stored: Option<StoredHook>,
}

impl Hook {
    /// Reads a hook; `None` when the value is no object.
    pub fn parse(value: &Value) -> Option<Hook> {
        let object = value.as_object()?;
        let text = |key: &str| match object.get(key) {
            Some(Value::String(text)) => text.chars().take(TEXT_MAX).collect(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let direction = match text("type").as_str() {
            "in" => Direction::Incoming,
            "out" => Direction::Outgoing,
            other => Direction::Other(other.to_string()),
        };
        let events = object.get("trigger_when").and_then(|t| t.get("events")).and_then(Value::as_array);
        let events = events.into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect();
        let target_url = text("target_url");
        let settings = object.get("settings");
        Some(Hook {
            id: text("id"),
            name: text("name"),
            events,
            target_url: if target_url.is_empty() { text("url") } else { target_url },
            direction,
            active: object.get("active").and_then(Value::as_bool),
            created_at: text("created_at"),
            headers: items(settings.and_then(|s| s.get("request_headers")), read_header),
            body: settings.and_then(|s| s.get("request_body")).cloned().unwrap_or_default(),
            variables: items(settings.and_then(|s| s.get("variables")), read_variable),
            conditions: items(object.get("trigger_when").and_then(|t| t.get("conditions")), read_condition),
            stored: StoredHook::parse(value).filter(|stored| stored.get("settings").is_some()),
        })
    }
}

/// The items of a list that can be read.
fn items<T>(list: Option<&Value>, read: fn(&Value) -> Option<T>) -> Vec<T> {
    let mut items = Vec::new();
    for item in list.and_then(Value::as_array).into_iter().flatten() {
        items.extend(read(item));
    }
    items
}

fn text_at(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).map(|text| text.chars().take(TEXT_MAX).collect()).unwrap_or_default()
}

fn read_header(value: &Value) -> Option<Header> {
    value.is_object().then(|| Header { name: text_at(value, "name"), value: text_at(value, "value") })
}

fn read_condition(value: &Value) -> Option<Condition> {
    let accepted = value.get("accepted_values").and_then(Value::as_array).cloned().unwrap_or_default();
    value.is_object().then(|| Condition { path: text_at(value, "path"), accepted })
}

/// A type that is not known counts as text, the commonest.
fn read_variable(value: &Value) -> Option<Variable> {
    value.is_object().then(|| Variable {
        name: text_at(value, "name"),
        path: text_at(value, "path"),
        kind: VariableKind::parse(&text_at(value, "type")).unwrap_or(VariableKind::String),
        required: value.get("required").and_then(Value::as_bool).unwrap_or(false),
        default: value.get("default_value").filter(|v| !v.is_null()).cloned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::devopness::hook::OutgoingHook;
    use crate::text::json::Fields;

    #[test]
    fn answers_are_read_leniently() {
        let parse = |json: &str| Hook::parse(&serde_json::from_str(json).unwrap());
        assert_eq!(parse("null"), None);
        assert_eq!(parse("[1]"), None);
        let empty = parse("{}").unwrap();
        assert_eq!((empty.id.as_str(), empty.direction.word(), empty.active), ("", "", None));
        let odd = parse(
            r#"{"id": 7, "name": null, "type": "sideways", "trigger_when": [], "active": "yes", "settings": 1e400}"#,
        )
        .unwrap();
        assert_eq!((odd.id.as_str(), odd.direction.word(), odd.events.len(), odd.active), ("7", "sideways", 0, None));
        let long = Hook::parse(&serde_json::json!({ "name": "x".repeat(1_000_000) })).unwrap();
        assert_eq!(long.name.len(), TEXT_MAX);
        let incoming =
            parse(r#"{"id":"u","type":"in","url":"https://h","target_url":null,"trigger_when":{"events":null}}"#)
                .unwrap();
        assert_eq!((incoming.direction, incoming.target_url.as_str()), (Direction::Incoming, "https://h"));
    }

    #[test]
    fn a_hook_is_known_by_direction_name_event_and_target_unless_it_is_off() {
        let own = OutgoingHook {
            name: "CI".into(),
            action_type: true,
            target_url: "https://h/x".into(),
            headers: Vec::new(),
            body: Fields::default(),
            event: Event::Failed,
            conditions: Vec::new(),
        };
        let listed = Hook {
            id: "u".into(),
            name: "CI".into(),
            direction: Direction::Outgoing,
            events: vec!["action.failed".into()],
            target_url: "https://h/x".into(),
            active: Some(true),
            ..Hook::default()
        };
        assert!(own.is(&listed));
        // An answer that does not say whether a hook works at present says nothing against it.
        assert!(own.is(&Hook { active: None, ..listed.clone() }));
        for other in [
            Hook { active: Some(false), ..listed.clone() },
            Hook { direction: Direction::Incoming, ..listed.clone() },
            Hook { direction: Direction::default(), ..listed.clone() },
            Hook { name: "ci".into(), ..listed.clone() },
            Hook { target_url: "https://h/y".into(), ..listed.clone() },
            Hook { events: vec!["action.started".into()], ..listed.clone() },
            Hook { events: vec!["action.failed".into(), "action.started".into()], ..listed.clone() },
            Hook { events: vec![], ..listed.clone() },
        ] {
            assert!(!own.is(&other), "{other:?}");
        }
    }

    #[test]
    fn a_direction_has_its_word() {
        let word = |kind: &str| Hook::parse(&serde_json::json!({ "type": kind })).unwrap().direction.word().to_string();
        assert_eq!(["in", "out", "both"].map(word), ["incoming", "outgoing", "both"]);
    }

    #[test]
    fn what_a_hook_does_is_read_as_far_as_it_can_be() {
        let hook = Hook::parse(&serde_json::json!({
            "settings": {
                "request_headers": [{"name": "Accept", "value": "a"}, null, {"name": 7}],
                "request_body": {"state": "pending"},
                "variables": [{"name": "commit_hash", "path": "after", "type": "string", "required": true}, {"type": "float"}, 1],
            },
            "trigger_when": {"conditions": [{"path": "p", "accepted_values": ["x", 1]}, {"path": "q"}, []]},
        }))
        .unwrap();
        let headers: Vec<_> = hook.headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
        assert_eq!(headers, [("Accept", "a"), ("", "")]);
        assert_eq!(hook.body, serde_json::json!({"state": "pending"}));
        let variables: Vec<_> =
            hook.variables.iter().map(|v| (v.name.as_str(), v.path.as_str(), v.kind.word(), v.required)).collect();
        assert_eq!(variables, [("commit_hash", "after", "string", true), ("", "", "string", false)]);
        let conditions: Vec<_> = hook.conditions.iter().map(|c| (c.path.as_str(), c.accepted.len())).collect();
        assert_eq!(conditions, [("p", 2), ("q", 0)]);
    }
}
