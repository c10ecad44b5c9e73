//! Actions: the runs of pipelines. The shapes are those of `Action` and `ActionRelation` in the API's description.

use serde_json::{Value, json};

use super::world;

/// What started a run.
#[derive(Clone, Debug)]
pub struct Cause {
    /// What the API says of it under `triggered_from`, with `hook_parsed_variables`, which are in the guides only.
    pub triggered_from: Value,
    /// The commit that is deployed.
    pub commit: String,
}

impl Cause {
    /// A person pressed the button: no hook, and so no variables.
    pub fn manual() -> Cause {
        Cause {
            triggered_from: json!({
                "origin": "https://app.devopness.com", "trigger_type": "manual", "name": "Sam Sandbox",
                "email": "sam@example.com", "ip_address": "203.0.113.7", "user_id": 7, "hook_id": null,
                "hook_request_id": null,
            }),
            commit: world::COMMIT.to_owned(),
        }
    }

    /// An incoming hook received a request.
    pub fn hook(hook: &Value, request: &Value, variables: Value) -> Cause {
        Cause {
            commit: variables["commit_hash"].as_str().unwrap_or(world::COMMIT).to_owned(),
            triggered_from: json!({
                "origin": null, "trigger_type": "hook", "name": hook["name"], "email": null,
                "ip_address": "203.0.113.7", "user_id": null, "hook_id": hook["id"], "hook_request_id": request["id"],
                "hook_parsed_variables": variables,
            }),
        }
    }
}

/// A new action, before it is queued. `number` is its time.
pub fn new(id: u64, pipeline: u64, cause: &Cause, number: u64) -> Option<Value> {
    let pipeline = world::pipeline(pipeline)?;
    let application = world::application(pipeline["resource_id"].as_u64()?)?;
    let environment = world::environment(application.environment)?;
    let (repository, hash, time) =
        (format!("{}/{}", application.owner, application.repository), &cause.commit, world::time(number));
    let page = format!("{}/commit/{hash}", application.address());
    let mut action = json!({
        "id": id, "pipeline_id": pipeline["id"], "pipeline": { "id": pipeline["id"], "name": pipeline["name"] },
        "retry_of": null, "status": null, "status_human_readable": null, "status_reason_code": null,
        "status_reason_human_readable": null, "type": pipeline["operation"],
        "type_human_readable": pipeline["operation_human_readable"],
        "url_web_permalink": format!("https://devopness.com/actions/{id}"), "trigger_comment": null,
        "action_data": {
            "release_name": "2026-01-05-10-00-00",
            "commit": {
                "repository": repository, "author_name": "Sam Sandbox", "author_email": "sam@example.com",
                "committed_at": time, "hash": hash, "message": "Speed up the checkout page", "url": page,
                "clone_url": format!("{}.git", application.address()), "download_url": format!("{page}.tar.gz"),
            },
            "deployment": {
                "type": "deploy", "source_type": "commit", "source_ref": hash, "repository": repository,
                "provider_name": application.code, "pipeline_id": pipeline["id"],
            },
        },
        "triggered_from": cause.triggered_from, "parent": null, "children": [], "triggered_by_user": world::user(),
        "resource": {
            "id": application.id, "type": "application", "type_human_readable": "Application",
            "data": application.relation(),
        },
        "summary": { "targets": null }, "project": environment["project"], "organization": world::organization(),
        "environment": environment, "targets": [], "hook_requests": { "incoming": null, "outgoing": null },
        "started_at": null, "completed_at": null, "created_at": time, "updated_at": time,
    });
    enter(&mut action, "pending", number);
    Some(action)
}

/// Takes the action into a status, in the API's words.
pub fn enter(action: &mut Value, status: &str, number: u64) {
    let code = status.to_uppercase().replace('-', "_");
    let words = match status {
        "in-progress" => "In Progress".to_owned(),
        status => status[..1].to_uppercase() + &status[1..],
    };
    let time = world::time(number);
    let one = |counted: &str| u8::from(counted == status);
    action["status"] = json!(status);
    action["status_human_readable"] = json!(words);
    action["status_reason_code"] = json!(code);
    action["status_reason_human_readable"] = json!(format!("{words}: as the sandbox was told."));
    action["summary"]["targets"] = json!({
        "count": 1, "pending": u8::from(matches!(status, "pending" | "queued")), "in_progress": one("in-progress"),
        "completed": one("completed"), "failed": one("failed"),
    });
    match status {
        "in-progress" => action["started_at"] = json!(time),
        "completed" | "failed" => action["completed_at"] = json!(time),
        _ => {}
    }
    action["updated_at"] = json!(time);
}

/// The action as `GET /actions/{id}` shows it: without what only templates can reach.
pub fn full(action: &Value) -> Value {
    let mut full = action.clone();
    if let Some(fields) = full.as_object_mut() {
        fields.shift_remove("pipeline");
    }
    if let Some(from) = full["triggered_from"].as_object_mut() {
        from.shift_remove("hook_parsed_variables");
    }
    full
}

/// The action as lists show it.
pub fn relation(action: &Value) -> Value {
    let mut relation = full(action);
    if let Some(fields) = relation.as_object_mut() {
        let full = ["pipeline_id", "retry_of", "parent", "children", "triggered_by_user", "hook_requests"];
        fields.retain(|name, _| !full.contains(&name.as_str()));
    }
    relation
}
