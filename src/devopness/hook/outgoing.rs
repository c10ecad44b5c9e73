//! An outgoing hook as the API takes it.

use serde_json::Value;

use super::{Direction, Header, Hook};
use crate::devopness::event::Event;
use crate::text::json::{Fields, Tree, pretty, visible};

/// An outgoing hook to create, or to put in the place of one that is there.
///
/// `target_url` is in the vendor's guide and in every answer, though not in the API description's create model;
/// `action_type` is in the guide and has left that model, so it can be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingHook {
    /// The hook's name.
    pub name: String,
    /// Whether `"action_type": "deploy"` is sent.
    pub action_type: bool,
    /// The address that Devopness calls.
    pub target_url: String,
    /// The headers that Devopness sends.
    pub headers: Vec<Header>,
    /// The body that Devopness sends.
    pub body: Fields,
    /// The event that it waits for.
    pub event: Event,
    /// What else must hold for it to fire.
    pub conditions: Vec<Condition>,
}

/// A condition of an outgoing hook: the value at a path is one of some (API description,
/// `HookOutgoingTriggerWhenCondition`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The dot path, as in a template variable.
    pub path: String,
    /// The values with which the hook fires.
    pub accepted: Vec<Value>,
}

impl Condition {
    /// When the hook fires, for a person to read.
    pub fn words(&self) -> String {
        let path = visible(&self.path);
        let accepted = |value: &Value| pretty(&Tree::Value(value.clone()), |_| false);
        match self.accepted.iter().map(accepted).collect::<Vec<_>>().as_slice() {
            [] => ["Never: no value of ", &path, " is accepted"].concat(),
            values => ["Only when ", &path, " is ", &values.join(" or ")].concat(),
        }
    }
}

impl OutgoingHook {
    /// The payload, in the guide's key order. An update has the hook's id in front, and replaces the whole hook.
    pub fn payload(&self, id: Option<&str>) -> Tree {
        let text = |text: &str| Tree::Value(Value::String(text.to_string()));
        let header = |h: &Header| Tree::object([("name", text(&h.name)), ("value", text(&h.value))]);
        let body = self.body.0.iter().map(|(name, value)| (name.as_str(), Tree::Value(value.clone())));
        let settings = [
            ("request_headers", Tree::List(self.headers.iter().map(header).collect())),
            ("request_body", Tree::object(body)),
        ];
        let mut when = vec![("events", Tree::List(vec![text(self.event.name())]))];
        if !self.conditions.is_empty() {
            let condition = |c: &Condition| {
                let accepted = c.accepted.iter().cloned().map(Tree::Value).collect();
                Tree::object([("path", text(&c.path)), ("accepted_values", Tree::List(accepted))])
            };
            when.push(("conditions", Tree::List(self.conditions.iter().map(condition).collect())));
        }
        let mut payload = Vec::new();
        if let Some(id) = id {
            payload.push(("id", text(id)));
        }
        payload.push(("name", text(&self.name)));
        // Without it the default is not documented.
        payload.push(("active", Tree::Value(Value::Bool(true))));
        if self.action_type {
            payload.push(("action_type", text("deploy")));
        }
        payload.push(("target_url", text(&self.target_url)));
        payload.push(("settings", Tree::object(settings)));
        payload.push(("trigger_when", Tree::object(when)));
        Tree::object(payload)
    }

    /// Whether a hook of the API is this one: same direction, name, event and target. An inactive one is not.
    pub fn is(&self, hook: &Hook) -> bool {
        hook.direction == Direction::Outgoing
            && hook.active != Some(false)
            && hook.name == self.name
            && hook.target_url == self.target_url
            && hook.events == [self.event.name()]
    }
}
