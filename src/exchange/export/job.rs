//! What an output is written of: requests to the Devopness API, in the order in which they are to be sent.

use crate::devopness::endpoint;
use crate::devopness::request::{ApiRequest, Method};
use crate::doctor::apply::Planned;
use crate::form::planned::{PlannedHook, Sample};
use crate::text::json;

/// Requests to write as one text.
pub struct Job<'a> {
    /// What they are for.
    pub kind: Kind,
    /// The request that lists the pipeline's hooks: a script reads them before it writes.
    pub list: &'a ApiRequest,
    /// The requests.
    pub calls: Vec<Call<'a>>,
}

/// What the requests of a [`Job`] are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// To create one hook of the form.
    Hook,
    /// To create all hooks of the form.
    Set,
    /// To carry out changes that were planned from the pipeline's list: create, update and delete.
    Changes,
    /// To undo such changes.
    Undo,
}

/// One request of a [`Job`].
pub struct Call<'a> {
    /// The request.
    pub request: &'a ApiRequest,
    /// The name of its hook.
    pub hook: &'a str,
    /// What the provider will receive from a hook that is created or updated by the form, with sample values.
    pub sample: Option<&'a Sample>,
}

impl<'a> Job<'a> {
    /// One hook of a plan.
    pub fn hook(list: &'a ApiRequest, hook: &'a PlannedHook) -> Job<'a> {
        Job { kind: Kind::Hook, list, calls: vec![Call::of(hook)] }
    }

    /// All hooks of a plan.
    pub fn set(list: &'a ApiRequest, hooks: &'a [PlannedHook]) -> Job<'a> {
        Job { kind: Kind::Set, list, calls: hooks.iter().map(Call::of).collect() }
    }

    /// The API's base URL, which the requests have in common.
    pub fn base(&self) -> &'a str {
        endpoint::base_of_list(&self.list.url)
    }

    /// Changes, or their undoing. `hooks` are those of the plan that the changes were made from.
    pub fn changes(kind: Kind, list: &'a ApiRequest, calls: &'a [Planned], hooks: &'a [PlannedHook]) -> Job<'a> {
        let sample = |call: &Planned| hooks.iter().find(|hook| Some(hook.event) == call.event).map(|hook| &hook.sample);
        let call = |call: &'a Planned| Call { request: &call.request, hook: &call.hook, sample: sample(call) };
        Job { kind, list, calls: calls.iter().map(call).collect() }
    }
}

impl<'a> Call<'a> {
    fn of(hook: &'a PlannedHook) -> Call<'a> {
        Call { request: &hook.request, hook: &hook.hook.name, sample: Some(&hook.sample) }
    }

    /// What it does, on one line without anything that could end the line: `Create CI(build): started`. What a person
    /// typed stands in it, so a comment or a string still needs its own language's escapes.
    pub fn title(&self) -> String {
        let verb = match self.request.method {
            Method::Get => "Read ",
            Method::Post => "Create ",
            Method::Put => "Update ",
            Method::Delete => "Delete ",
        };
        [verb, &json::visible(self.hook)].concat()
    }
}
