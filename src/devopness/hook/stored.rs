//! A hook as the API has it, kept to be put back exactly: before a change, and after it was deleted.

use serde_json::Value;

use super::Direction;
use crate::secret::MASK;
use crate::text::json::Tree;

/// What can be written of a hook that the API gave, in the API's own values, those among them that this page does not
/// know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredHook {
    /// Its id.
    pub id: String,
    /// Incoming or outgoing.
    pub direction: Direction,
    /// The name that the list shows.
    pub name: String,
    fields: Vec<(&'static str, Value)>,
}

/// The fields that a create and an update take (API description, `HookPipelineCreate`, `HookUpdate`), with `target_url`,
/// which the vendor's guide sends too. `action_type` follows the pipeline by itself.
const WRITABLE: [&str; 8] = [
    "name",
    "active",
    "requires_secret",
    "secret_algorithm",
    "secret_header_name",
    "target_url",
    "settings",
    "trigger_when",
];

impl StoredHook {
    /// Takes the answer to `GET /hooks/{hook_type}/{hook_id}`. `None` when it is no hook that could be written again.
    pub fn parse(value: &Value) -> Option<StoredHook> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
        let direction = match text("type").as_str() {
            "in" => Direction::Incoming,
            "out" => Direction::Outgoing,
            _ => return None,
        };
        let mut fields = Vec::new();
        for key in WRITABLE {
            let Some(value) = value.get(key).filter(|v| !v.is_null()) else { continue };
            // An empty object may come as an empty list, which no request takes.
            let is_part = matches!(key, "settings" | "trigger_when");
            // Only incoming hooks are signed, and only outgoing ones have a target.
            let foreign = match direction {
                Direction::Incoming => key == "target_url",
                _ => key.contains("secret"),
            };
            if !(foreign || is_part && !value.is_object()) {
                fields.push((key, value.clone()));
            }
        }
        // What is only shown of it must not be written.
        if fields.iter().any(|(_, value)| value.to_string().contains(MASK)) {
            return None;
        }
        Some(StoredHook { id: text("id"), direction, name: text("name"), fields }).filter(|hook| !hook.id.is_empty())
    }

    /// The body that puts it back over what is there under its id (`PUT` replaces the whole hook).
    pub fn update(&self) -> Tree {
        let id = ("id", Tree::Value(Value::String(self.id.clone())));
        Tree::object([id].into_iter().chain(self.written()))
    }

    /// The body that creates it anew. It gets another id then, and an incoming one another secret.
    pub fn create(&self) -> Tree {
        Tree::object(self.written())
    }

    /// The hook as it is once it is paused or resumed.
    pub fn with_active(&self, active: bool) -> StoredHook {
        let mut hook = self.clone();
        hook.fields.retain(|(key, _)| *key != "active");
        hook.fields.push(("active", Value::Bool(active)));
        hook
    }

    /// The value of a writable field.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    fn written(&self) -> impl Iterator<Item = (&'static str, Tree)> {
        self.fields.iter().map(|(key, value)| (*key, Tree::Value(value.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    #[test]
    fn what_can_be_written_is_kept_as_it_stands() {
        let answer = json!({
            "id": "u", "type": "out", "name": "CI", "active": false, "target_url": "https://h/{{ x }}", "url": null,
            "action_type": "deploy", "requires_secret": false, "secret": "*****", "secret_algorithm": null,
            "settings": {"request_headers": [], "request_body": "text", "tomorrow": 1},
            "trigger_when": {"events": ["action.failed"], "conditions": []}, "created_at": "2026",
        });
        let hook = StoredHook::parse(&answer).unwrap();
        let mut wanted = json!({
            "name": "CI", "active": false, "target_url": "https://h/{{ x }}",
            "settings": {"request_headers": [], "request_body": "text", "tomorrow": 1},
            "trigger_when": {"events": ["action.failed"], "conditions": []},
        });
        assert_eq!(to_value(hook.create()).unwrap(), wanted);
        wanted["id"] = json!("u");
        assert_eq!(to_value(hook.update()).unwrap(), wanted);
        wanted["active"] = json!(true);
        assert_eq!(to_value(hook.with_active(true).update()).unwrap(), wanted);
        assert_eq!((hook.get("active"), hook.get("secret")), (Some(&json!(false)), None));
    }

    #[test]
    fn an_incoming_hook_keeps_how_it_is_signed() {
        let answer = json!({
            "id": "u", "type": "in", "name": "Push", "target_url": "", "requires_secret": true,
            "secret_algorithm": "sha256", "secret_header_name": "x-hub-signature-256", "settings": [],
            "trigger_when": [],
        });
        let wanted = json!({
            "name": "Push", "requires_secret": true, "secret_algorithm": "sha256",
            "secret_header_name": "x-hub-signature-256",
        });
        assert_eq!(to_value(StoredHook::parse(&answer).unwrap().create()).unwrap(), wanted);
    }

    #[test]
    fn what_is_no_hook_is_not_kept() {
        for answer in [json!(null), json!({"id": "u"}), json!({"id": "u", "type": "both"}), json!({"type": "in"})] {
            assert_eq!(StoredHook::parse(&answer), None, "{answer}");
        }
    }
}
