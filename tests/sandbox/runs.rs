//! Running a pipeline: an action goes through its statuses without waiting, and each of them fires the outgoing hooks that
//! wait for it.

use serde_json::{Value, json};

use super::actions::{self, Cause};
use super::state::{Inner, State};
use super::{deliveries, expand, providers, world};

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Well.
    Completed,
    /// Without success.
    Failed,
    /// Not yet: it is left running, so that another one can overlap with it.
    Later,
}

impl End {
    /// The end that a word names; an unknown word ends well.
    pub fn of(word: &str) -> End {
        match word {
            "failed" => End::Failed,
            "later" => End::Later,
            _ => End::Completed,
        }
    }
}

/// Runs a pipeline, and gives the action's id. `None` when there is no such pipeline.
pub fn run(state: &State, inner: &mut Inner, pipeline: u64, cause: &Cause, end: End) -> Option<u64> {
    let id = inner.actions.first().and_then(|newest| newest["id"].as_u64()).map_or(world::FIRST_ACTION, |id| id + 1);
    let action = actions::new(id, pipeline, cause, inner.next())?;
    inner.actions.insert(0, action);
    inner.actions.truncate(inner.most.max(1));
    step(state, inner, id, "queued", "action.queued");
    step(state, inner, id, "in-progress", "action.started");
    finish(state, inner, id, end);
    Some(id)
}

/// The oldest action of a pipeline that was left running.
pub fn running(inner: &Inner, pipeline: u64) -> Option<u64> {
    let mut own = inner.actions.iter().rev().filter(|action| action["pipeline_id"] == pipeline);
    own.find(|action| action["status"] == "in-progress")?["id"].as_u64()
}

/// Ends an action.
pub fn finish(state: &State, inner: &mut Inner, id: u64, end: End) {
    match end {
        End::Completed => step(state, inner, id, "completed", "action.completed"),
        End::Failed => step(state, inner, id, "failed", "action.failed"),
        End::Later => {}
    }
}

/// Takes an action into its next status, upon which the hooks fire that wait for the event.
fn step(state: &State, inner: &mut Inner, id: u64, status: &str, event: &str) {
    let Some(place) = inner.actions.iter().position(|action| action["id"] == id) else { return };
    let mut action = inner.actions[place].clone();
    actions::enter(&mut action, status, inner.next());
    let pipeline = action["pipeline_id"].as_u64().unwrap_or_default();
    for hook in inner.hooks_of(pipeline, &state.url).clone() {
        if fires(&hook, event) && holds(&hook, &action) {
            deliver(state, inner, &hook, &mut action);
        }
    }
    inner.actions[place] = action;
}

fn fires(hook: &Value, event: &str) -> bool {
    let events = hook["trigger_when"]["events"].as_array().into_iter().flatten();
    hook["type"] == "out"
        && hook["active"] != false
        && events.into_iter().any(|own| own == event || own == "action.status_changed")
}

/// Whether the action meets all conditions. Values are compared as they are written, a number as its digits.
fn holds(hook: &Value, action: &Value) -> bool {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let values = json!({ "action": action });
    let mut conditions = hook["trigger_when"]["conditions"].as_array().into_iter().flatten();
    conditions.all(|condition| {
        let found = expand::at(condition["path"].as_str().unwrap_or_default(), &values).map(word);
        let mut accepted = condition["accepted_values"].as_array().into_iter().flatten();
        found.is_some_and(|found| accepted.any(|value| word(value) == found))
    })
}

/// Sends what the hook says, and keeps what came of it.
fn deliver(state: &State, inner: &mut Inner, hook: &Value, action: &mut Value) {
    let application = action["resource"]["id"].as_u64().and_then(world::application);
    let id = hook["id"].as_str().unwrap_or_default();
    let mut own = hook.clone();
    own["secret"] = json!(inner.secret(id));
    let variables = &action["triggered_from"]["hook_parsed_variables"];
    let values = json!({
        "action": action, "application": application.map(world::Application::values), "user": world::user(), "hook": own,
        "deployment": { "source": { "pull_request_id": variables["pull_request_id"] } },
    });
    let sent = deliveries::outgoing(hook, &values);
    let reply = providers::send(&mut inner.places, &state.url, &sent);
    let delivery = deliveries::record(hook, action["id"].as_u64(), &sent, reply.as_ref(), inner.next());
    action["hook_requests"]["outgoing"] = deliveries::summary(&delivery);
    inner.deliver(delivery);
}
