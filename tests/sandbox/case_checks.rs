//! Each rule for bodies: what is refused, and under which key.

use super::*;
use serde_json::json;

/// Creates a hook from this body, and returns the keys of the fields that are refused for it.
async fn keys(sandbox: &Sandbox, direction: &str, body: &Value) -> Vec<String> {
    let got = call(sandbox, "POST", &format!("/pipelines/512/hooks/{direction}"), &body.to_string()).await;
    if got.status == 201 {
        return Vec::new();
    }
    assert_eq!(got.status, 422, "{got:?}");
    let json = got.json();
    assert_eq!(json["message"], "The given data was invalid.");
    let errors = json["errors"].as_object().unwrap();
    for (key, sentences) in errors {
        // Each sentence names its field, so that it can be shown on its own.
        assert!(sentences.as_array().unwrap().iter().all(|text| text.as_str().unwrap().contains(key) || key == "body"));
    }
    errors.keys().cloned().collect()
}

fn merged(base: &str, patch: Value) -> Value {
    let mut body: Value = serde_json::from_str(base).unwrap();
    for (key, value) in patch.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

#[tokio::test]
async fn outgoing_bodies() {
    let sandbox = sandbox().await;
    let headers = |items: Value| json!({ "settings": { "request_headers": items } });
    let body = |value: Value| json!({ "settings": { "request_body": value } });
    let events = |items: Value| json!({ "trigger_when": { "events": items } });
    let conditions = |items: Value| json!({ "trigger_when": { "conditions": items } });
    let (x60, x61) = ("é".repeat(60), "é".repeat(61));
    let cases = [
        (json!({}), ""),
        (json!({ "name": x60 }), ""),
        (json!({ "name": x61 }), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": "  " }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "name": 5 }), "name"),
        (json!({ "active": "true" }), "active"),
        (json!({ "active": null }), "active"),
        (json!({ "requires_secret": 1 }), "requires_secret"),
        (json!({ "requires_secret": true }), ""),
        (json!({ "secret_algorithm": "a".repeat(20), "secret_header_name": "a".repeat(64) }), ""),
        (json!({ "secret_algorithm": "a".repeat(21) }), "secret_algorithm"),
        (json!({ "secret_header_name": "a".repeat(65) }), "secret_header_name"),
        (json!({ "action_type": "restart" }), ""),
        (json!({ "action_type": "Deploy" }), "action_type"),
        (json!({ "action_type": [] }), "action_type"),
        (json!({ "target_url": "http://{{ a.b }}/" }), ""),
        (json!({ "target_url": "" }), "target_url"),
        (json!({ "target_url": "{{ url }}" }), "target_url"),
        (json!({ "target_url": "ftp://x" }), "target_url"),
        (json!({ "target_url": "https://" }), "target_url"),
        (json!({ "target_url": 1 }), "target_url"),
        (json!({ "type": "out" }), "type"),
        (json!({ "id": "x" }), "id"),
        (json!({ "Name": "x", "url": null }), "Name url"),
        (json!({ "settings": null }), "settings"),
        (json!({ "settings": [] }), "settings"),
        (json!({ "settings": {} }), ""),
        (json!({ "settings": { "variables": [] } }), "settings.variables"),
        (headers(json!({})), "settings.request_headers"),
        (headers(json!(["x"])), "settings.request_headers.0"),
        (headers(json!([{ "value": "v" }])), "settings.request_headers.0.name"),
        (headers(json!([{ "name": "n" }])), "settings.request_headers.0.value"),
        (
            headers(json!([{ "name": "n", "value": "v" }, { "name": 1, "value": "" }])),
            "settings.request_headers.1.name settings.request_headers.1.value",
        ),
        (headers(json!([{ "name": "n", "value": "v", "secret": true }])), "settings.request_headers.0.secret"),
        (headers(json!([{ "name": "n".repeat(256), "value": "v".repeat(4096) }])), ""),
        (
            headers(json!([{ "name": "n".repeat(257), "value": "v".repeat(4097) }])),
            "settings.request_headers.0.name settings.request_headers.0.value",
        ),
        (body(json!("text")), ""),
        (body(json!({ "a": [1, null] })), ""),
        (body(json!([{}, { "a": 1 }])), ""),
        (body(json!([{}, 1, []])), "settings.request_body.1 settings.request_body.2"),
        (body(json!(5)), "settings.request_body"),
        (body(json!(null)), "settings.request_body"),
        (json!({ "trigger_when": [] }), "trigger_when"),
        (json!({ "trigger_when": { "event": [] } }), "trigger_when.event"),
        (events(json!("action.started")), "trigger_when.events"),
        (events(json!(["action.queued", "action.status_changed", "action.completed", "action.failed"])), ""),
        (events(json!(["action.started", "action.skipped", 5])), "trigger_when.events.1 trigger_when.events.2"),
        (conditions(json!([{ "path": "a.b", "accepted_values": ["x", 1, true] }])), ""),
        (conditions(json!([{}])), "trigger_when.conditions.0.path trigger_when.conditions.0.accepted_values"),
        (conditions(json!([{ "path": "a", "accepted_values": "x" }])), "trigger_when.conditions.0.accepted_values"),
        (
            conditions(json!([{ "path": "a", "accepted_values": [null, {}] }])),
            "trigger_when.conditions.0.accepted_values.0 trigger_when.conditions.0.accepted_values.1",
        ),
        (
            conditions(json!([{ "path": "a", "accepted_values": [], "type": "request_body" }])),
            "trigger_when.conditions.0.type",
        ),
    ];
    for (patch, expected) in cases {
        let found = keys(&sandbox, "outgoing", &merged(OUTGOING, patch.clone())).await;
        assert_eq!(found.join(" "), expected, "{patch}");
    }
    assert_eq!(keys(&sandbox, "outgoing", &json!({})).await, ["name", "target_url"]);
}

#[tokio::test]
async fn incoming_bodies() {
    let sandbox = sandbox().await;
    let base = r#"{"name":"Push","requires_secret":false}"#;
    let variable = |patch: Value| {
        let item = merged(r#"{"name":"commit_hash","path":"after","type":"string","required":true}"#, patch);
        json!({ "settings": { "variables": [item] } })
    };
    let condition = |patch: Value| {
        let item =
            merged(r#"{"name":"n","type":"request_body","path":"ref","accepted_values":["refs/heads/main"]}"#, patch);
        json!({ "trigger_when": { "conditions": [item] } })
    };
    let cases = [
        (json!({}), ""),
        (json!({ "requires_secret": null }), "requires_secret"),
        (json!({ "requires_secret": true }), "secret_algorithm secret_header_name"),
        (json!({ "requires_secret": true, "secret_algorithm": "sha256", "secret_header_name": "x" }), ""),
        (
            json!({ "requires_secret": true, "secret_algorithm": 1, "secret_header_name": " " }),
            "secret_algorithm secret_header_name",
        ),
        (json!({ "target_url": "https://x" }), "target_url"),
        (json!({ "action_type": "deploy" }), ""),
        (json!({ "settings": { "request_body": "x" } }), "settings.request_body"),
        (json!({ "settings": { "variables": {} } }), "settings.variables"),
        (json!({ "settings": { "variables": [1] } }), "settings.variables.0"),
        (
            json!({ "settings": { "variables": [{}] } }),
            "settings.variables.0.name settings.variables.0.type settings.variables.0.required",
        ),
        (variable(json!({})), ""),
        (variable(json!({ "type": "number" })), "settings.variables.0.type"),
        (variable(json!({ "required": "yes" })), "settings.variables.0.required"),
        (variable(json!({ "path": 0 })), "settings.variables.0.path"),
        (variable(json!({ "default": 1 })), "settings.variables.0.default"),
        (variable(json!({ "default_value": [1, "a", null, {}] })), ""),
        (variable(json!({ "default_value": {} })), "settings.variables.0.default_value"),
        (variable(json!({ "default_value": [[]] })), "settings.variables.0.default_value"),
        (condition(json!({})), ""),
        (condition(json!({ "accepted_values": [null, 1.5] })), ""),
        (condition(json!({ "type": "header" })), "trigger_when.conditions.0.type"),
        (condition(json!({ "name": 1 })), "trigger_when.conditions.0.name"),
        (condition(json!({ "operator": "=" })), "trigger_when.conditions.0.operator"),
    ];
    for (patch, expected) in cases {
        let found = keys(&sandbox, "incoming", &merged(base, patch.clone())).await;
        assert_eq!(found.join(" "), expected, "{patch}");
    }
    assert_eq!(keys(&sandbox, "incoming", &json!({ "name": "x" })).await, ["requires_secret"]);
}

#[tokio::test]
async fn updates_are_checked_as_strictly() {
    let sandbox = sandbox().await;
    let id = sandbox.hooks(512)[0]["id"].as_str().unwrap().to_owned();
    let cases = [
        (json!({ "name": "x", "requires_secret": false }), "id"),
        (json!({ "id": "2ab973e1-9528-4d67-aff0-209d74975830", "name": "x", "requires_secret": false }), "id"),
        (json!({ "id": id.to_uppercase(), "requires_secret": false }), "name"),
        (json!({ "id": id, "name": "x", "requires_secret": false, "created_at": "x" }), "created_at"),
    ];
    for (body, key) in cases {
        let got = call(&sandbox, "PUT", &format!("/hooks/incoming/{id}"), &body.to_string()).await;
        assert_eq!(got.status, 422);
        assert!(got.json()["errors"].as_object().is_some_and(|errors| errors.keys().eq([key])), "{got:?}");
    }
    assert_eq!(sandbox.hooks(512)[0]["name"], "Push to main");
}
