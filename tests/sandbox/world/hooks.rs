//! Hooks as the API keeps and shows them.

use serde_json::{Map, Value, json};

use super::user;
use crate::sandbox::checks::Direction;

/// What stands in the place of a secret that is not shown.
pub const MASK: &str = "*****";
const PRIVATE: [&str; 4] = ["secret", "secret_algorithm", "secret_header_name", "created_by_user"];

/// A new hook in full, from a checked body. `number` makes its id, secret and time, so that a run can be repeated.
pub fn hook(body: &Map<String, Value>, direction: Direction, pipeline: &Value, number: u64, url: &str) -> Value {
    let id = uuid(number);
    let incoming = direction == Direction::Incoming;
    let given = |name: &str, otherwise: Value| body.get(name).cloned().unwrap_or(otherwise);
    json!({
        "id": id,
        "name": given("name", json!("")),
        "type": direction.kind(),
        "action_type": given("action_type", pipeline["operation"].clone()),
        "url": if incoming { json!(format!("{url}/hooks/incoming/{id}")) } else { Value::Null },
        "target_url": given("target_url", Value::Null),
        "is_auto_generated": false,
        "requires_secret": given("requires_secret", json!(false)),
        "verify_ssl": true,
        "active": given("active", json!(true)),
        "project_id": pipeline["project_id"],
        "environment_id": pipeline["environment_id"],
        "pipeline_id": pipeline["id"],
        "resource_type": "application",
        "resource_id": pipeline["resource_id"],
        "settings": given("settings", Value::Null),
        // A server written in PHP shows an object without fields as an empty array; the real one has been seen to.
        "trigger_when": given("trigger_when", json!([])),
        "secret": if incoming { format!("{:016x}{:016x}", mix(!number), mix(!number << 8)) } else { MASK.to_owned() },
        "secret_algorithm": given("secret_algorithm", Value::Null),
        "secret_header_name": given("secret_header_name", Value::Null),
        "created_by_user": user(),
        "created_at": time(number),
        "updated_at": time(number),
    })
}

/// The hook as it is kept: the secret is shown in the answer to the create and never again.
pub fn masked(hook: &Value) -> Value {
    let mut hook = hook.clone();
    hook["secret"] = json!(MASK);
    hook
}

/// The hook as lists show it.
pub fn relation(hook: &Value) -> Value {
    let mut hook = hook.clone();
    if let Some(fields) = hook.as_object_mut() {
        fields.retain(|name, _| !PRIVATE.contains(&name.as_str()));
    }
    hook
}

/// The hook after an update, which replaces all that a body can say.
pub fn replaced(now: &Value, body: &Map<String, Value>, direction: Direction, number: u64) -> Value {
    let pipeline = json!({ "operation": now["action_type"] });
    let mut next = masked(&hook(body, direction, &pipeline, number, ""));
    for kept in ["id", "url", "project_id", "environment_id", "pipeline_id", "resource_id", "created_at"] {
        next[kept] = now[kept].clone();
    }
    next
}

/// A UUID of version 4 in form; the same number always gives the same one.
pub fn uuid(number: u64) -> String {
    let (high, low) = (mix(number), mix(number ^ (1 << 63)));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff
    )
}

/// A commit's hash; the same number always gives the same one.
pub fn commit(number: u64) -> String {
    format!("{:016x}{:016x}{:08x}", mix(number), mix(!number), mix(number << 8) >> 32)
}

/// The finishing step of the splitmix64 generator: it maps distinct numbers to distinct, random-looking ones.
fn mix(number: u64) -> u64 {
    let mut word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// The sandbox's clock: one second for each number, from a fixed Monday morning on, over and over for a day.
pub fn time(number: u64) -> String {
    let number = number % 100_000;
    let (second, minute, hour) = (number % 60, number / 60 % 60, 10 + number / 3600);
    let (day, hour) = (5 + hour / 24, hour % 24);
    format!("2026-01-{day:02}T{hour:02}:{minute:02}:{second:02}.000000Z")
}
