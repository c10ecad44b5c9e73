//! An incoming hook as the API takes it.

use serde_json::Value;

use crate::text::json::Tree;

/// The one algorithm that the vendor has listed for signed requests (its JavaScript SDK of 2022).
const ALGORITHM: &str = "sha256";

/// An incoming hook to create, or to put in the place of one that is there (API description, `HookPipelineCreate`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingHook {
    /// The hook's name.
    pub name: String,
    /// The header in which the sender signs the body with the hook's secret; without one nothing is signed.
    pub signature_header: Option<String>,
    /// What is read from the request.
    pub variables: Vec<Variable>,
    /// What must hold for the request to start the pipeline.
    pub conditions: Vec<BodyCondition>,
}

/// A variable that an incoming hook reads from the request's body (`HookVariable`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The name, by which templates know it.
    pub name: String,
    /// The dot path in the body; empty means the name.
    pub path: String,
    /// The type of its value.
    pub kind: VariableKind,
    /// Whether a request without it is refused.
    pub required: bool,
    /// The value when the request has none.
    pub default: Option<Value>,
}

/// The type of a variable's value (`HookVariableType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// A list.
    Array,
    /// True or false.
    Boolean,
}

impl VariableKind {
    /// The API's word.
    pub fn word(self) -> &'static str {
        match self {
            VariableKind::String => "string",
            VariableKind::Integer => "integer",
            VariableKind::Array => "array",
            VariableKind::Boolean => "boolean",
        }
    }

    /// The type that a word of the API means.
    pub fn parse(word: &str) -> Option<VariableKind> {
        use VariableKind::{Array, Boolean, Integer, String};
        [String, Integer, Array, Boolean].into_iter().find(|kind| kind.word() == word)
    }
}

/// A condition of an incoming hook: the value at a path of the body is one of some (`TriggerWhenCondition`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyCondition {
    /// What it is for.
    pub name: String,
    /// The dot path in the body.
    pub path: String,
    /// The values with which the request starts the pipeline.
    pub accepted: Vec<Value>,
}

impl IncomingHook {
    /// The payload. An update has the hook's id in front, and replaces the whole hook.
    pub fn payload(&self, id: Option<&str>) -> Tree {
        let text = |text: &str| Tree::Value(Value::String(text.to_string()));
        let truth = |truth: bool| Tree::Value(Value::Bool(truth));
        let variable = |v: &Variable| {
            let mut fields = vec![("name", text(&v.name))];
            if !v.path.is_empty() {
                fields.push(("path", text(&v.path)));
            }
            fields.push(("type", text(v.kind.word())));
            fields.push(("required", truth(v.required)));
            if let Some(default) = &v.default {
                fields.push(("default_value", Tree::Value(default.clone())));
            }
            Tree::object(fields)
        };
        let condition = |c: &BodyCondition| {
            let accepted = c.accepted.iter().cloned().map(Tree::Value).collect();
            Tree::object([
                ("name", text(&c.name)),
                ("type", text("request_body")),
                ("path", text(&c.path)),
                ("accepted_values", Tree::List(accepted)),
            ])
        };
        let mut payload = Vec::new();
        if let Some(id) = id {
            payload.push(("id", text(id)));
        }
        payload.push(("name", text(&self.name)));
        payload.push(("active", truth(true)));
        payload.push(("requires_secret", truth(self.signature_header.is_some())));
        if let Some(header) = &self.signature_header {
            payload.push(("secret_algorithm", text(ALGORITHM)));
            payload.push(("secret_header_name", text(header)));
        }
        let variables = Tree::List(self.variables.iter().map(variable).collect());
        payload.push(("settings", Tree::object([("variables", variables)])));
        let conditions = Tree::List(self.conditions.iter().map(condition).collect());
        payload.push(("trigger_when", Tree::object([("conditions", conditions)])));
        Tree::object(payload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    #[test]
    fn the_payload_has_what_the_api_asks_for() {
        let mut hook = IncomingHook {
            name: "Push".into(),
            signature_header: Some("x-hub-signature-256".into()),
            variables: vec![
                Variable {
                    name: "commit_hash".into(),
                    path: "after".into(),
                    kind: VariableKind::String,
                    required: true,
                    default: None,
                },
                Variable {
                    name: "number".into(),
                    path: String::new(),
                    kind: VariableKind::Integer,
                    required: false,
                    default: Some(json!(7)),
                },
            ],
            conditions: vec![BodyCondition {
                name: "Branch".into(),
                path: "ref".into(),
                accepted: vec![json!("refs/heads/main")],
            }],
        };
        let mut wanted = json!({
            "id": "u", "name": "Push", "active": true,
            "requires_secret": true, "secret_algorithm": "sha256", "secret_header_name": "x-hub-signature-256",
            "settings": {"variables": [
                {"name": "commit_hash", "path": "after", "type": "string", "required": true},
                {"name": "number", "type": "integer", "required": false, "default_value": 7},
            ]},
            "trigger_when": {"conditions": [
                {"name": "Branch", "type": "request_body", "path": "ref", "accepted_values": ["refs/heads/main"]},
            ]},
        });
        assert_eq!(to_value(hook.payload(Some("u"))).unwrap(), wanted);
        hook.signature_header = None;
        let fields = wanted.as_object_mut().unwrap();
        for gone in ["id", "secret_algorithm", "secret_header_name"] {
            fields.remove(gone);
        }
        fields["requires_secret"] = json!(false);
        assert_eq!(to_value(hook.payload(None)).unwrap(), wanted);
    }

    #[test]
    fn each_type_is_known_by_the_apis_word() {
        for word in ["string", "integer", "array", "boolean"] {
            assert_eq!(VariableKind::parse(word).map(VariableKind::word), Some(word));
        }
        assert_eq!(VariableKind::parse("float"), None);
    }
}
