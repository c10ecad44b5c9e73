//! The hooks that pipelines start with.

use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::{Map, Value, json};

use super::{Application, application, hook, pipeline, recorded};
use crate::sandbox::checks::Direction;

/// The incoming hook that a pipeline starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// None.
    Nothing,
    /// One for pushes, with the paths and the signature of the application's provider.
    Push,
    /// That one, paused.
    Inactive,
    /// That one, with `sha` in place of `commit_hash`.
    OtherName,
    /// That one, with a commit hash that need not be there.
    OptionalHash,
    /// That one, with the constant that the guard against runs by hand waits for.
    Guarded,
}

/// The outgoing hooks that a pipeline starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// None.
    Nothing,
    /// The three that an untouched form gives for the application's repository.
    Full,
    /// Those, with other descriptions.
    Changed,
    /// Those without the one for `action.failed`.
    Incomplete,
    /// Those two, with other descriptions.
    ChangedIncomplete,
    /// Those, and each of them once more.
    Duplicates,
    /// Those, the last one paused.
    Inactive,
    /// One for each cause of a failed delivery.
    Recorded,
    /// One that tells somebody else, and is nobody's to change.
    Stranger,
}

/// The hooks in full, their secrets readable, oldest first; none where there is no such pipeline or application.
pub fn seeded(id: u64, of: u64, incoming: Incoming, outgoing: Outgoing, url: &str) -> Vec<Value> {
    let (Some(pipeline), Some(application)) = (pipeline(id), application(of)) else { return Vec::new() };
    let incoming = push(id, application, incoming).map(|body| (Direction::Incoming, body));
    let outgoing = set(id, application, outgoing).into_iter().map(|body| (Direction::Outgoing, body));
    // Numbers far above those of hooks made later, so that the ids differ.
    let made = incoming.into_iter().chain(outgoing).zip(id * 100_000..);
    made.map(|((direction, body), number)| hook(&body, direction, &pipeline, number, url)).collect()
}

fn push(pipeline: u64, application: &Application, kind: Incoming) -> Option<Map<String, Value>> {
    let (commit, header) = match application.code {
        "github" => ("after", Some("x-hub-signature-256")),
        "gitlab" => ("checkout_sha", None),
        _ => ("push.changes.0.new.target.hash", Some("x-hub-signature")),
    };
    let name = if kind == Incoming::OtherName { "sha" } else { "commit_hash" };
    let required = kind != Incoming::OptionalHash;
    let mut body = json!({
        "name": "Push to main",
        "active": kind != Incoming::Inactive,
        "requires_secret": header.is_some(),
        "trigger_when": { "conditions": [] },
        "settings": { "variables": [
            { "name": "source_type", "type": "string", "required": false, "default_value": "commit" },
            { "name": "source_ref", "path": commit, "type": "string", "required": required, "default_value": null },
            { "name": name, "path": commit, "type": "string", "required": required, "default_value": null },
        ] },
    });
    if kind == Incoming::Guarded
        && let Some(variables) = body["settings"]["variables"].as_array_mut()
    {
        variables
            .push(json!({ "name": "pipeline_id", "type": "integer", "required": false, "default_value": pipeline }));
    }
    if let Some(header) = header {
        body["secret_algorithm"] = json!("sha256");
        body["secret_header_name"] = json!(header);
    }
    body.as_object().filter(|_| kind != Incoming::Nothing).cloned()
}

/// The bodies that an untouched form sends for this repository.
pub fn untouched(pipeline: u64, repository: &str) -> Vec<Map<String, Value>> {
    let plan = plan(&FormValues::new(&pipeline.to_string(), repository));
    let body = |body| serde_json::to_value(body).ok()?.as_object().cloned();
    plan.hooks.into_iter().filter_map(|planned| body(planned.request.body)).collect()
}

fn stranger() -> Option<Map<String, Value>> {
    let body = json!({
        "name": "Tell the chat", "active": true, "target_url": "https://chat.example/{{ action.id }}",
        "settings": { "request_body": { "text": "A deploy is done" } },
        "trigger_when": { "events": ["action.completed"] },
    });
    body.as_object().cloned()
}

fn is_no_failure(hook: &Map<String, Value>) -> bool {
    hook["trigger_when"]["events"][0] != "action.failed"
}

fn set(pipeline: u64, application: &Application, kind: Outgoing) -> Vec<Map<String, Value>> {
    match kind {
        Outgoing::Nothing => return Vec::new(),
        Outgoing::Recorded => return recorded::hooks(),
        Outgoing::Stranger => return stranger().into_iter().collect(),
        _ => {}
    }
    let mut hooks = untouched(pipeline, &application.address());
    match kind {
        Outgoing::Nothing | Outgoing::Recorded | Outgoing::Stranger | Outgoing::Full => {}
        Outgoing::Changed | Outgoing::ChangedIncomplete => {
            if kind == Outgoing::ChangedIncomplete {
                hooks.retain(is_no_failure);
            }
            for hook in &mut hooks {
                hook["settings"]["request_body"]["description"] = json!("As it was described before");
            }
        }
        Outgoing::Incomplete => hooks.retain(is_no_failure),
        Outgoing::Duplicates => hooks.extend(hooks.clone()),
        Outgoing::Inactive => {
            if let Some(hook) = hooks.last_mut() {
                hook["active"] = json!(false);
            }
        }
    }
    hooks
}
