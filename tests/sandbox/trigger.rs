//! The address that an incoming hook gives: a provider, or a person in its place, calls it to start the pipeline.
//!
//! What the API answers to a request that starts nothing is documented as 403 and 422, but not which of them when. Here a
//! signature that is missing or wrong is 403, and all else that the hook does not accept is 422, a paused hook as well.
//! Refused requests are kept among the deliveries too.

use axum::http::HeaderMap;
use hmac::{Hmac, Mac};
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::incoming::{self, SIGNATURE_PREFIX};
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::actions::Cause;
use super::answer::Answer;
use super::deliveries::{self, Reply, Sent};
use super::faults;
use super::runs::{self, End};
use super::state::State;
use super::world;

/// A body may say how its run shall end, beside what the provider sends: `"sandbox": "failed"`, or `"later"`.
pub const END: &str = "sandbox";

/// The signature of a body, as providers put it into their header.
pub fn sign(secret: &str, body: &[u8]) -> String {
    let signature = mac(secret, body).map(|mac| mac.finalize().into_bytes()).unwrap_or_default();
    let digits: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{SIGNATURE_PREFIX}{digits}")
}

fn mac(secret: &str, body: &[u8]) -> Option<Hmac<Sha256>> {
    Some(Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?.chain_update(body))
}

/// Takes a request to an incoming hook, and runs its pipeline.
pub fn trigger(state: &State, headers: &HeaderMap, body: &[u8], id: &str) -> Result<Answer, Answer> {
    let mut inner = state.lock();
    let hook = inner.hook("in", id).cloned().ok_or_else(|| faults::status(404))?;
    let (secret, number) = (inner.secret(id).unwrap_or_default().to_owned(), inner.next());
    let text = String::from_utf8_lossy(body);
    let value: Option<Value> = serde_json::from_slice(body).ok();
    let own = headers.iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()));
    let sent = Sent {
        url: hook["url"].as_str().unwrap_or_default().to_owned(),
        headers: own.collect(),
        body: value.clone().unwrap_or_else(|| json!(text)),
    };
    let read = read(&hook, &secret, headers, body, value.as_ref());
    let answer = match &read {
        Ok(_) => Answer::json(200, &json!({ "message": "Hook successfully triggered", "errors": null })),
        Err(refusal) => refusal.clone(),
    };
    let answered = serde_json::from_slice(&answer.body).unwrap_or_default();
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let reply = Reply { status: answer.status, headers, body: answered };
    let delivery = deliveries::record(&hook, None, &sent, Some(&reply), number);
    inner.deliver(delivery.clone());
    let action = read.ok().and_then(|variables| {
        let end = End::of(value.as_ref().and_then(|value| value[END].as_str()).unwrap_or_default());
        let cause = Cause::hook(&hook, &delivery, variables);
        runs::run(state, &mut inner, hook["pipeline_id"].as_u64()?, &cause, end)
    });
    inner.belongs(&delivery, action);
    Ok(match action {
        Some(action) => answer.with("x-devopness-action-id", action.to_string()),
        None => answer,
    })
}

/// The variables that the hook reads from the request.
fn read(hook: &Value, secret: &str, headers: &HeaderMap, body: &[u8], value: Option<&Value>) -> Result<Value, Answer> {
    if hook["requires_secret"] == true {
        let header = hook["secret_header_name"].as_str().unwrap_or_default();
        let given = headers
            .get(header)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.strip_prefix(SIGNATURE_PREFIX));
        let given = given.and_then(bytes).unwrap_or_default();
        if mac(secret, body).is_none_or(|mac| mac.verify_slice(&given).is_err()) {
            return Err(Answer::error(403, "The signature is missing or wrong."));
        }
    }
    let Some(value) = value.filter(|value| value.is_object() || value.is_array()) else {
        return Err(Answer::error(
            422,
            "The body must be JSON. At the provider, choose application/json as content type.",
        ));
    };
    let parsed = Hook::parse(hook).unwrap_or_default();
    let reading = incoming::read(&parsed, value);
    let pipeline = hook["pipeline_id"].as_u64().and_then(world::pipeline).unwrap_or_default();
    let own = Hook::parse(&json!({ "type": "in", "trigger_when": pipeline["trigger_when"] })).unwrap_or_default();
    let refusal = reading.why_not.or_else(|| incoming::read(&own, value).why_not);
    if let Some(why_not) = refusal {
        return Err(Answer::error(422, &why_not));
    }
    let given = reading.variables.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Ok(Value::Object(given.collect::<Map<_, _>>()))
}

/// Reads hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
