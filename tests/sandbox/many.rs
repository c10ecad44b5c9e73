//! A thousand hooks for the pipelines whose lists are long, with the odd ones that real lists hold.

use serde_json::{Value, json};

use super::checks::Direction;
use super::deliveries::{self, Reply, Sent};
use super::world;

/// The pipeline whose list is odd; the other long lists are plain, as their paging is what matters.
const ODD: u64 = 9061;

/// The pipeline with the hook that has very many deliveries.
pub const DELIVERED: u64 = 9081;
/// How many its first hook has.
const DELIVERIES: u64 = 10_000;

/// The hook at this place (from 0) of a long list.
pub fn hook(pipeline: u64, place: u64, url: &str) -> Value {
    let events = ["action.queued", "action.started", "action.completed", "action.failed", "action.status_changed"];
    let event = events[place as usize % events.len()];
    let direction = if place % 4 == 3 { Direction::Incoming } else { Direction::Outgoing };
    let about = world::pipeline(pipeline).unwrap_or_default();
    let body = match direction {
        Direction::Incoming => json!({
            "name": format!("Push {place:04}"),
            "requires_secret": false,
            "settings": { "variables": [
                { "name": "commit_hash", "path": "after", "type": "string", "required": true, "default_value": null },
            ] },
            "trigger_when": { "conditions": [] },
        }),
        Direction::Outgoing => json!({
            "name": format!("Status {place:04}"),
            "active": !place.is_multiple_of(5),
            "target_url": format!("https://example.com/{place}/statuses/{{{{ action.id }}}}"),
            "settings": { "request_headers": [], "request_body": {} },
            "trigger_when": { "events": [event], "conditions": [] },
        }),
    };
    let fields = body.as_object().cloned().unwrap_or_default();
    // Numbers far above those of hooks made later, so that the ids differ; the last five digits are the time.
    let number = pipeline * 100_000 + place;
    let mut hook = world::hook(&fields, direction, &about, number, url);
    if pipeline == ODD {
        make_odd(&mut hook, place);
    }
    hook
}

fn make_odd(hook: &mut Value, place: u64) {
    match place {
        // Fields are missing.
        0 => *hook = json!({ "id": hook["id"], "type": hook["type"], "name": "Only a name" }),
        1 => hook["trigger_when"] = json!({ "events": ["action.teleported"], "conditions": [] }),
        2 => hook["trigger_when"] = json!([]),
        4 => {
            for field in ["action_type", "target_url", "settings", "trigger_when", "pipeline_id", "active"] {
                hook[field] = Value::Null;
            }
        }
        5 => hook["trigger_when"] = json!({ "events": ["action.started", "action.failed"], "conditions": null }),
        // Text that breaks a page which pastes it into its markup or lays it out in a fixed width.
        6 => hook["name"] = json!("<img src=x onerror=alert(1)> & \"quotes\" 'and' \u{202e}reversed"),
        8 => hook["a_field_of_tomorrow"] = json!({ "deep": [1, 2.5, "3"] }),
        9 => hook["settings"] = json!([]),
        place if place % 10 == 0 => hook["name"] = json!("W".repeat(60)),
        place if place % 10 == 2 => hook["name"] = json!("部署".repeat(30)),
        _ => {}
    }
}

/// The deliveries of a hook in a long list, oldest first: all answers that a provider gives, over and over.
pub fn deliveries(hook: &Value) -> Vec<Value> {
    if hook["pipeline_id"] != DELIVERED || hook["name"] != "Status 0000" {
        return Vec::new();
    }
    let made = (0..DELIVERIES).map(|place| {
        let status = [201, 201, 201, 404, 422, 503, 201, 401][place as usize % 8];
        let url = format!("https://example.com/0/statuses/{place:040x}");
        let headers = vec![("Authorization".to_owned(), "Bearer sandbox-writer".to_owned())];
        let sent = Sent { url, headers, body: json!({ "state": "pending", "description": format!("Deploy {place}") }) };
        let reply = Reply { status, headers: Vec::new(), body: json!({ "id": place }) };
        deliveries::record(hook, Some(place + 1), &sent, Some(&reply), DELIVERED * 100_000 + place)
    });
    made.collect()
}
