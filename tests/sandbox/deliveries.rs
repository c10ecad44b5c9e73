//! Deliveries, which the API calls hook requests: what a hook has sent or received, and what came back.
//!
//! The shapes are those of `RequestRelation` and `HookRequest` in the API's description. It does not say how a request is
//! kept that got no answer; here its status, headers and body are then null.

use serde_json::{Map, Value, json};

use super::{expand, world};

/// Headers by name, as they were sent.
pub type Headers = Vec<(String, String)>;

/// A request that a hook sends or receives.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The whole address.
    pub url: String,
    /// The headers.
    pub headers: Headers,
    /// The body: JSON, or the text that was none.
    pub body: Value,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body: JSON, or the text that was none; null when there was none.
    pub body: Value,
}

/// What an outgoing hook sends in a run with these values.
pub fn outgoing(hook: &Value, values: &Value) -> Sent {
    let text = |value: &Value| expand::text(value.as_str().unwrap_or_default(), values);
    let headers = hook["settings"]["request_headers"].as_array().into_iter().flatten();
    let headers = headers.map(|header| (text(&header["name"]), text(&header["value"]))).collect();
    Sent { url: text(&hook["target_url"]), headers, body: expand::value(&hook["settings"]["request_body"], values) }
}

/// The delivery in full, but for its hook. `number` makes its id and time.
pub fn record(hook: &Value, action: Option<u64>, sent: &Sent, reply: Option<&Reply>, number: u64) -> Value {
    // Far above the numbers of hooks, so that no id stands for both.
    let (id, time) = (world::uuid(number | 1 << 48), world::time(number));
    json!({
        "id": id, "hook_id": hook["id"], "action_id": action, "retry_of": null, "ip_address": "203.0.113.7",
        "url": sent.url, "request_headers": object(&sent.headers), "request_body": sent.body,
        "response_status_code": reply.map(|reply| reply.status),
        "response_headers": reply.map(|reply| object(&reply.headers)),
        "response_body": reply.map(|reply| &reply.body),
        "created_at": time, "updated_at": time,
    })
}

/// A server written in PHP shows an object without fields as an empty array.
fn object(headers: &Headers) -> Value {
    if headers.is_empty() {
        return json!([]);
    }
    Value::Object(headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Map<_, _>>())
}

/// The delivery as lists show it.
pub fn relation(delivery: &Value) -> Value {
    let names = ["id", "hook_id", "action_id", "retry_of", "ip_address", "created_at", "updated_at"];
    Value::Object(names.iter().map(|name| ((*name).to_owned(), delivery[*name].clone())).collect())
}

/// The delivery as its action shows it.
pub fn summary(delivery: &Value) -> Value {
    let mut summary = relation(delivery);
    summary["url"] = delivery["url"].clone();
    summary["response_status_code"] = delivery["response_status_code"].clone();
    summary
}

/// The delivery in full, with its hook as that is now; null once it is deleted.
pub fn full(delivery: &Value, hook: Option<&Value>) -> Value {
    let mut full = delivery.clone();
    if let Some(fields) = full.as_object_mut() {
        let last = ["created_at", "updated_at"].map(|name| (name, fields.shift_remove(name)));
        fields.insert("hook".to_owned(), hook.map_or(Value::Null, world::relation));
        fields.extend(last.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
    full
}
