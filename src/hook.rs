//! The hook: as the API takes it ([`OutgoingHook`]), written strictly, and as the API gives it back ([`Hook`]), read
//! leniently.

use serde::Serialize;
use serde::ser::SerializeStruct;
use serde_json::Value;

use crate::event::Event;
use crate::json::Fields;

/// The most characters of a hook's name (API description, `HookPipelineCreate`).
pub const NAME_MAX: usize = 60;
/// The most characters of a request header's name (`HookOutgoingRequestHeader`).
pub const HEADER_NAME_MAX: usize = 256;
/// The most characters of a request header's value.
pub const HEADER_VALUE_MAX: usize = 4096;

/// The most characters that are kept of a text in an answer: more than any text that the API itself takes.
const TEXT_MAX: usize = 5000;

/// An outgoing hook to create.
///
/// `target_url` is in the vendor's guide and in every answer, though not in the API description's create model;
/// `action_type` is in the guide and has left that model, so it can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingHook {
    /// The hook's name.
    pub name: String,
    /// Whether `"action_type": "deploy"` is sent.
    pub action_type: bool,
    /// The address that Devopness calls.
    pub target_url: String,
    /// The headers that Devopness sends.
    pub headers: Vec<Header>,
    /// The body that Devopness sends.
    pub body: Fields,
    /// The event that it waits for.
    pub event: Event,
}

/// A header of the request that Devopness sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

#[derive(Serialize)]
struct Settings<'a> {
    request_headers: &'a [Header],
    request_body: &'a Fields,
}

#[derive(Serialize)]
struct TriggerWhen {
    events: [&'static str; 1],
}

/// The payload, in the guide's key order.
impl Serialize for OutgoingHook {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = if self.action_type { 6 } else { 5 };
        let mut payload = serializer.serialize_struct("OutgoingHook", fields)?;
        payload.serialize_field("name", &self.name)?;
        // Without it the default is not documented.
        payload.serialize_field("active", &true)?;
        if self.action_type {
            payload.serialize_field("action_type", "deploy")?;
        }
        payload.serialize_field("target_url", &self.target_url)?;
        payload.serialize_field("settings", &Settings { request_headers: &self.headers, request_body: &self.body })?;
        payload.serialize_field("trigger_when", &TriggerWhen { events: [self.event.name()] })?;
        payload.end()
    }
}

impl OutgoingHook {
    /// Whether a hook of the API is this one: same direction, name, event and target. An inactive one is not.
    pub fn is(&self, hook: &Hook) -> bool {
        hook.direction == Direction::Outgoing
            && hook.active != Some(false)
            && hook.name == self.name
            && hook.target_url == self.target_url
            && hook.events == [self.event.name()]
    }
}

/// Which way a hook points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It waits for a request and starts the pipeline.
    Incoming,
    /// It sends a request.
    Outgoing,
    /// A word that is not known.
    Other(String),
}

impl Default for Direction {
    fn default() -> Self {
        Direction::Other(String::new())
    }
}

impl Direction {
    /// The word for it.
    pub fn word(&self) -> &str {
        match self {
            Direction::Incoming => "incoming",
            Direction::Outgoing => "outgoing",
            Direction::Other(word) => word,
        }
    }
}

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
        Some(Hook {
            id: text("id"),
            name: text("name"),
            events,
            target_url: if target_url.is_empty() { text("url") } else { target_url },
            direction,
            active: object.get("active").and_then(Value::as_bool),
            created_at: text("created_at"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        };
        let listed = Hook {
            id: "u".into(),
            name: "CI".into(),
            direction: Direction::Outgoing,
            events: vec!["action.failed".into()],
            target_url: "https://h/x".into(),
            active: Some(true),
            created_at: String::new(),
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
}
