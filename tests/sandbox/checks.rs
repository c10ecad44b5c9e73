//! The strict check of a create or an update: every field known, of its type, within its length.

use serde_json::{Map, Value};

use super::answer::{Answer, Problems};
use super::values::{Checker, is_scalar};

/// Which way a hook goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The API is called.
    Incoming,
    /// The API calls.
    Outgoing,
}

impl Direction {
    /// The direction that a path segment names.
    pub fn of(segment: &str) -> Option<Direction> {
        match segment {
            "incoming" => Some(Direction::Incoming),
            "outgoing" => Some(Direction::Outgoing),
            _ => None,
        }
    }

    /// The word for it in bodies, which is not the one in paths.
    pub fn kind(self) -> &'static str {
        match self {
            Direction::Incoming => "in",
            Direction::Outgoing => "out",
        }
    }
}

const ACTIONS: [&str; 12] = [
    "check_provisioned",
    "configure",
    "delete",
    "deploy",
    "get_status",
    "provision",
    "reload",
    "remove",
    "restart",
    "rotate_key",
    "start",
    "stop",
];
const EVENTS: [&str; 5] =
    ["action.status_changed", "action.queued", "action.started", "action.completed", "action.failed"];
const VARIABLES: [&str; 4] = ["string", "integer", "array", "boolean"];

/// Checks a body and returns its object. `update` is the id in the path of a PUT, which the body must repeat.
pub fn hook(body: &[u8], direction: Direction, update: Option<&str>) -> Result<Map<String, Value>, Answer> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|why| Answer::error(400, &format!("The body is not valid JSON: {why}.")))?;
    let Value::Object(object) = value else {
        let mut problems = Problems::default();
        problems.add("body", "The body must be an object.".to_owned());
        return Err(Answer::invalid(problems));
    };
    let mut problems = Problems::default();
    let mut check = Checker { problems: &mut problems, object: &object, prefix: "" };
    let known = ["name", "active", "requires_secret", "secret_algorithm", "secret_header_name", "trigger_when"];
    let further: &[&str] = match direction {
        Direction::Incoming => &["settings", "action_type"],
        Direction::Outgoing => &["settings", "action_type", "target_url"],
    };
    let own: &[&str] = if update.is_some() { &["id"] } else { &[] };
    check.known(&[&known[..], further, own].concat());
    if let Some(id) = update
        && let Some(sent) = check.required_text("id", 36)
        && !sent.eq_ignore_ascii_case(id)
    {
        check.add("id", "must be the id of the hook");
    }
    check.required_text("name", 60);
    check.boolean("active");
    check.optional_text("secret_algorithm", 20);
    check.optional_text("secret_header_name", 64);
    if let Some(action) = check.optional_text("action_type", usize::MAX) {
        check.one_of("action_type", action, &ACTIONS);
    }
    match direction {
        Direction::Incoming => secret(&mut check),
        Direction::Outgoing => {
            check.boolean("requires_secret");
            target(&mut check);
        }
    }
    trigger(&mut problems, object.get("trigger_when"), direction);
    settings(&mut problems, object.get("settings"), direction);
    if problems.0.is_empty() { Ok(object) } else { Err(Answer::invalid(problems)) }
}

fn secret(check: &mut Checker<'_>) {
    if check.required_boolean("requires_secret") == Some(true) {
        for name in ["secret_algorithm", "secret_header_name"] {
            // A wrong type has been reported already.
            if check.object.get(name).is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty())) {
                check.add(name, "is required when requires_secret is true");
            }
        }
    }
}

fn target(check: &mut Checker<'_>) {
    let Some(url) = check.required_text("target_url", usize::MAX) else { return };
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
        check.add("target_url", "must be a URL that starts with http:// or https://");
    }
}

fn trigger(problems: &mut Problems, value: Option<&Value>, direction: Direction) {
    let Some(object) = Checker::object(problems, "trigger_when", value) else { return };
    Checker { problems, object, prefix: "trigger_when." }.known(&["events", "conditions"]);
    for (key, item) in Checker::items(problems, "trigger_when.events", object.get("events")) {
        match item.as_str() {
            None => problems.add(&key, format!("The {key} field must be a string.")),
            Some(word) if !EVENTS.contains(&word) => problems.add(&key, format!("The selected {key} is invalid.")),
            Some(_) => {}
        }
    }
    for (key, item) in Checker::items(problems, "trigger_when.conditions", object.get("conditions")) {
        condition(problems, &key, item, direction);
    }
}

fn condition(problems: &mut Problems, key: &str, item: &Value, direction: Direction) {
    let Some(object) = Checker::object(problems, key, Some(item)) else { return };
    let prefix = &format!("{key}.");
    let mut check = Checker { problems, object, prefix };
    match direction {
        Direction::Outgoing => check.known(&["path", "accepted_values"]),
        Direction::Incoming => {
            check.known(&["name", "type", "path", "accepted_values"]);
            check.optional_text("name", usize::MAX);
            if let Some(kind) = check.required_text("type", usize::MAX) {
                check.one_of("type", kind, &["request_body"]);
            }
        }
    }
    check.required_text("path", usize::MAX);
    let Some(values) = object.get("accepted_values") else {
        return check.add("accepted_values", "is required");
    };
    for (key, value) in Checker::items(problems, &format!("{key}.accepted_values"), Some(values)) {
        // Only the schema of incoming conditions lets a value be null.
        let fits = is_scalar(value) || (value.is_null() && direction == Direction::Incoming);
        if !fits {
            problems.add(&key, format!("The {key} field must be a string, a number or a boolean."));
        }
    }
}

fn settings(problems: &mut Problems, value: Option<&Value>, direction: Direction) {
    let Some(object) = Checker::object(problems, "settings", value) else { return };
    let mut check = Checker { problems, object, prefix: "settings." };
    if direction == Direction::Incoming {
        check.known(&["variables"]);
        for (key, item) in Checker::items(problems, "settings.variables", object.get("variables")) {
            variable(problems, &key, item);
        }
        return;
    }
    check.known(&["request_headers", "request_body"]);
    for (key, item) in Checker::items(problems, "settings.request_headers", object.get("request_headers")) {
        let Some(object) = Checker::object(problems, &key, Some(item)) else { continue };
        let mut check = Checker { problems, object, prefix: &format!("{key}.") };
        check.known(&["name", "value"]);
        check.required_text("name", 256);
        check.required_text("value", 4096);
    }
    let key = "settings.request_body";
    match object.get("request_body") {
        None | Some(Value::String(_) | Value::Object(_)) => {}
        Some(Value::Array(items)) => {
            for (index, _) in items.iter().enumerate().filter(|(_, item)| !item.is_object()) {
                problems.add(&format!("{key}.{index}"), format!("The {key}.{index} field must be an object."));
            }
        }
        Some(_) => problems.add(key, format!("The {key} field must be a string, an object or an array of objects.")),
    }
}

fn variable(problems: &mut Problems, key: &str, item: &Value) {
    let Some(object) = Checker::object(problems, key, Some(item)) else { return };
    let mut check = Checker { problems, object, prefix: &format!("{key}.") };
    check.known(&["name", "path", "type", "required", "default_value"]);
    check.required_text("name", usize::MAX);
    check.optional_text("path", usize::MAX);
    if let Some(kind) = check.required_text("type", usize::MAX) {
        check.one_of("type", kind, &VARIABLES);
    }
    check.required_boolean("required");
    match object.get("default_value") {
        Some(Value::Object(_)) => check.add("default_value", "must be a string, a number, a boolean, an array or null"),
        Some(Value::Array(items)) if items.iter().any(Value::is_array) => {
            check.add("default_value", "must not hold an array in its array");
        }
        _ => {}
    }
}
