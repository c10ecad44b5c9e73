//! The way back.

use super::{Step, Undo};
use crate::devopness::endpoint::{self, Call, HookKind};
use crate::devopness::error::Cause;
use crate::devopness::hook::Direction;
use crate::doctor::apply::Place;
use crate::doctor::apply::effect::{Effect, Kind};

impl Step {
    /// The call that undoes what was done.
    pub(in crate::doctor::apply) fn reverse(&self, effect: &Effect, place: &Place) -> Undo {
        let (id, direction) = (effect.id(), self.change.hook().map_or(&Direction::Outgoing, |hook| &hook.direction));
        let (request, kind) = match (effect.kind(), &self.kept) {
            (Kind::Create { .. }, _) => (endpoint::delete_hook(&place.target, direction, id), Kind::Delete),
            (Kind::Replace { .. }, Some((wanted, kept))) => (
                endpoint::update_hook(&place.target, direction, id, kept.update()),
                Kind::Replace { wanted: wanted.clone(), kept: kept.clone(), back: true },
            ),
            (Kind::Delete, Some((wanted, kept))) => (
                endpoint::restore_hook(&place.target, &place.pipeline, kept),
                Kind::Create { wanted: wanted.clone(), known: self.known.clone() },
            ),
            (_, None) => return Undo::Nothing,
        };
        let id = if matches!(kind, Kind::Create { .. }) { "" } else { id };
        let undo = Effect::new(request, direction.clone(), id, kind);
        Undo::Call(Box::new(if *effect.kind() == Kind::Delete { undo } else { undo.undoing(effect) }))
    }

    /// Turns round, or goes on after a stop on the way back. What may have been done is looked for first. `made` means that an
    /// earlier run, which is undone too, has created the hook.
    pub(in crate::doctor::apply) fn undo(&mut self, made: bool, place: &Place) {
        if self.removes_twin() {
            return;
        }
        if self.is_undoing() {
            return self.resume();
        }
        self.undo = match &mut self.effect {
            Some(effect) if made && *effect.kind() == Kind::Delete => Undo::Nothing,
            Some(effect) if effect.may_be_done() => {
                effect.look();
                Undo::Look
            }
            Some(effect) if effect.is_done() => Undo::Look,
            _ => Undo::Nothing,
        };
        self.follow(place);
    }

    /// Goes on after a stop.
    pub(in crate::doctor::apply) fn resume(&mut self) {
        if self.undo == Undo::Nothing {
            return;
        }
        self.unread = None;
        if let Some(call) = self.call_mut() {
            call.resume();
        }
    }

    /// Another run begins, from a list with hooks of these ids. Nobody will tell the outcome of the call that is under way,
    /// and a hook that is there was not deleted, whatever was answered.
    pub(in crate::doctor::apply) fn abandon(&mut self, known: &[String], place: &Place) {
        if let Some(effect) = self.effect.as_mut().filter(|effect| known.iter().any(|id| id == effect.id())) {
            effect.still_there();
        }
        if self.active {
            let call = self.call().map_or(Call::Hook(HookKind::Other), |effect| effect.request().call);
            self.answered(Err(call.failed(Cause::NoAnswer)), &[], place);
        }
    }
}
