//! The calls of changes, to be written as text for another tool: before anything was sent as far as the list tells, and
//! afterwards as they were made.

use super::effect::Kind;
use super::step::{Step, Undo, update};
use super::{Apply, Place};
use crate::devopness::endpoint;
use crate::devopness::event::Event;
use crate::devopness::hook::{Direction, StoredHook};
use crate::devopness::request::ApiRequest;
use crate::doctor::change::Change;

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The request.
    pub request: ApiRequest,
    /// The name of its hook.
    pub hook: String,
    /// The event of the planned hook that it writes; `None` when it deletes one, or puts an earlier one back.
    pub event: Option<Event>,
}

impl Apply {
    /// The calls that make the changes, in the order in which the page makes them. `None` when the list tells too little of
    /// a hook to write it again.
    pub fn calls(&self) -> Option<Vec<Planned>> {
        let mut calls = Vec::new();
        for step in self.steps.iter().filter(|step| step.is_to_act()) {
            let event = step.change().planned().map(|new| new.event);
            calls.push(Planned { request: step.written(&self.place)?, hook: step.name().to_string(), event });
        }
        Some(calls)
    }

    /// The calls that undo them, in the order in which the page would make them: of the calls that were made, or of all
    /// while none was. Then the ids of hooks that are still to be created are placeholders
    /// ([`endpoint::HOOK_PLACEHOLDER`]). `None` as above.
    pub fn undo_calls(&self) -> Option<Vec<Planned>> {
        let begun = self.has_begun();
        let mut calls = Vec::new();
        for twin in &self.twins {
            let request = endpoint::delete_hook(&self.place.target, &twin.direction, &twin.id);
            calls.push(Planned { request, hook: twin.name.clone(), event: None });
        }
        for step in self.steps.iter().rev().filter(|step| if begun { step.has_acted() } else { step.is_to_act() }) {
            // What it removed was never there before.
            if step.removes_twin() {
                continue;
            }
            let hook = step.change().hook().map_or(step.name(), |hook| &hook.name).to_string();
            calls.push(Planned { request: step.undone(&self.place)?, hook, event: None });
        }
        if let Some(before) = self.before.as_deref().filter(|before| before.has_begun()) {
            calls.extend(before.undo_calls()?);
        }
        Some(calls)
    }

    fn has_begun(&self) -> bool {
        self.steps.iter().any(Step::has_acted)
    }
}

impl Step {
    fn is_to_act(&self) -> bool {
        self.change.acts() && !self.settled
    }

    fn has_acted(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| effect.is_done())
    }

    /// The hook before the change, as far as it is known.
    fn before(&self) -> Option<StoredHook> {
        match &self.kept {
            Some((_, stored)) => Some(stored.clone()),
            None => self.change.hook()?.stored.clone(),
        }
    }

    fn written(&self, place: &Place) -> Option<ApiRequest> {
        if let Some(effect) = &self.effect {
            return Some(effect.request().clone());
        }
        let (hook, target) = (self.change.hook()?, &place.target);
        let body = match &self.change {
            Change::Update { new, .. } => match self.before() {
                Some(stored) => update(new, &stored),
                None => new.payload(Some(&hook.id)),
            },
            Change::Switch { on, .. } => self.before()?.with_active(*on).update(),
            _ => return Some(endpoint::delete_hook(target, &hook.direction, &hook.id)),
        };
        Some(endpoint::update_hook(target, &hook.direction, &hook.id, body))
    }

    fn undone(&self, place: &Place) -> Option<ApiRequest> {
        if let Some(effect) = self.effect.as_ref().filter(|effect| effect.is_done()) {
            return match self.reverse(effect, place) {
                Undo::Call(call) => Some(call.request().clone()),
                _ => None,
            };
        }
        let target = &place.target;
        let Some(hook) = self.change.hook() else {
            return Some(endpoint::delete_hook(target, &Direction::Outgoing, endpoint::HOOK_PLACEHOLDER));
        };
        let stored = self.before()?;
        let creates = matches!(self.effect.as_ref().map(|effect| effect.kind()), Some(Kind::Create { .. }));
        Some(match &self.change {
            Change::Remove { .. } => endpoint::restore_hook(target, &place.pipeline, &stored),
            // The hook was gone, so it is created instead.
            _ if creates => endpoint::delete_hook(target, &Direction::Outgoing, endpoint::HOOK_PLACEHOLDER),
            _ => endpoint::update_hook(target, &hook.direction, &hook.id, stored.update()),
        })
    }
}
