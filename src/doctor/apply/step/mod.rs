//! One change on its way: the hook read before, the call, and what undoes it.

mod show;
mod undo;

pub use show::State;

use super::Place;
use super::effect::{Ask, At, Effect, Kind, is_missing, other};
use crate::devopness::endpoint::{self, Answer};
use crate::devopness::error::ApiError;
use crate::devopness::hook::{Direction, Hook, OutgoingHook, StoredHook};
use crate::doctor::change::{Change, Removal, alike, edits, listed_edits, wanted};
use crate::text::json::Tree;

/// What undoes a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// Nobody asked for it.
    No,
    /// Whether anything was done is to be looked for first.
    Look,
    /// A call undoes it.
    Call(Box<Effect>),
    /// There is nothing to undo.
    Nothing,
}

/// One change, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub(super) change: Change,
    known: Vec<String>,
    /// The hook before the change, in full.
    pub(super) kept: Option<(Hook, StoredHook)>,
    /// Why it could not be read.
    unread: Option<ApiError>,
    /// The hook turned out to need no call: it is right, or gone.
    pub(super) settled: bool,
    stale: bool,
    pub(super) effect: Option<Effect>,
    undo: Undo,
    active: bool,
}

impl Step {
    /// Begins. A hook that is kept needs nothing, unless `check` asks whether it is still there.
    pub(super) fn new(change: Change, place: &Place, known: &[String], check: bool) -> Step {
        let mut step = Step {
            settled: !change.acts() && !check,
            change,
            known: known.to_vec(),
            kept: None,
            unread: None,
            stale: false,
            effect: None,
            undo: Undo::No,
            active: false,
        };
        if let Change::Create { new } = &step.change {
            step.effect = Some(step.creation(new, place));
        }
        step
    }

    /// The call that counts at present.
    fn call(&self) -> Option<&Effect> {
        match &self.undo {
            Undo::Call(undo) => Some(undo),
            _ => self.effect.as_ref(),
        }
    }

    fn call_mut(&mut self) -> Option<&mut Effect> {
        match &mut self.undo {
            Undo::Call(undo) => Some(undo),
            _ => self.effect.as_mut(),
        }
    }

    pub(super) fn is_active(&self) -> bool {
        self.active
    }

    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// Whether nothing is left to do, in the direction that was asked for.
    pub(super) fn is_finished(&self) -> bool {
        match &self.undo {
            Undo::Nothing => true,
            Undo::Look => false,
            Undo::Call(undo) => matches!(undo.at(), At::Done | At::Gone | At::Touched),
            Undo::No if self.stale => false,
            Undo::No => self.settled || self.effect.as_ref().is_some_and(|effect| *effect.at() == At::Done),
        }
    }

    /// What was sent, and what was sent to undo it.
    fn calls(&self) -> impl Iterator<Item = &Effect> {
        let undo = match &self.undo {
            Undo::Call(undo) => Some(&**undo),
            _ => None,
        };
        self.effect.iter().chain(undo)
    }

    /// The id of a hook that this step has created, or created again.
    pub(super) fn created(&self) -> impl Iterator<Item = &str> {
        let creates = |effect: &&Effect| matches!(effect.kind(), Kind::Create { .. });
        self.calls().filter(creates).map(Effect::id).filter(|id| !id.is_empty())
    }

    /// Whether a hook of this list is what this step has created, or has created once more.
    pub(super) fn makes(&self, hook: &Hook, hooks: &[Hook]) -> bool {
        let own = |call: &Effect| hooks.iter().find(|own| own.id == call.id());
        self.calls().any(|call| call.makes(hook, own(call)))
    }

    /// Gives up the hook that it has created for an older one that it has created as well.
    pub(super) fn prefer(&mut self, other: &Hook, hooks: &[Hook]) -> Option<Hook> {
        self.effect.as_mut().filter(|_| self.undo == Undo::No)?.prefer(other, hooks)
    }

    /// The list has shown the end of what was sent.
    pub(super) fn end(&mut self) {
        if let Some(effect) = &mut self.effect {
            effect.end();
        }
    }

    /// Whether it removes a hook that was created once more than it should be.
    pub(super) fn removes_twin(&self) -> bool {
        matches!(self.change, Change::Remove { why: Removal::Twin, .. })
    }

    /// Whether it has a hook deleted.
    pub(super) fn deletes(&self) -> bool {
        self.effect.as_ref().is_some_and(|effect| *effect.kind() == Kind::Delete)
    }

    /// Whether it waits for a list to tell what became of its call.
    pub(super) fn is_looked_for(&self) -> bool {
        self.call().is_some_and(Effect::is_looked_for)
    }

    pub(super) fn ask(&self, place: &Place) -> Option<Ask> {
        match (self.call(), self.change.hook()) {
            _ if self.stale && self.undo == Undo::No => None,
            (Some(call), _) => call.ask(&place.target),
            (None, Some(hook)) if self.unread.is_none() => {
                let request = Box::new(endpoint::hook(&place.target, &hook.direction, &hook.id));
                Some(Ask::Send { request, settles: false })
            }
            _ => None,
        }
    }

    pub(super) fn sending(&mut self) {
        self.active = true;
    }

    pub(super) fn answered(&mut self, answer: Result<Answer, ApiError>, taken: &[String], place: &Place) {
        self.active = false;
        match self.call_mut() {
            Some(call) => call.answered(answer, taken),
            None => match answer.and_then(|a| endpoint::parse_hook(&a)) {
                // Nothing is changed on the word of an answer about another hook.
                Ok((_, stored)) if self.change.hook().is_none_or(|listed| listed.id != stored.id) => {
                    self.unread = Some(other(self.change.hook().map_or(&Direction::Outgoing, |hook| &hook.direction)));
                }
                Ok((hook, stored)) => self.read(hook, stored, place),
                Err(error) if is_missing(&error) => self.missing(),
                Err(error) => self.unread = Some(error),
            },
        }
        self.follow(place);
    }

    pub(super) fn looked(&mut self, hooks: Result<&[Hook], ApiError>, taken: &[String], place: &Place) {
        if let Some(call) = self.call_mut() {
            call.looked(hooks, taken);
        }
        self.follow(place);
    }

    /// Takes the list that is read before going on: a hook that is there already, and was not made by this run, is not made
    /// once more.
    pub(super) fn preceded(&mut self, hooks: &[Hook], taken: &[String], undoing: bool) {
        let own = self.change.hook().filter(|own| hooks.iter().any(|hook| hook.id == own.id));
        let begun = matches!(&self.undo, Undo::Call(undo) if *undo.at() != At::Ready);
        if self.removes_twin() && !self.is_finished() && !undoing {
            // The one that stays must still be there.
            let stays = |hook: &Hook| {
                taken.contains(&hook.id) && self.change.hook().is_some_and(|own| edits(own, hook).is_empty())
            };
            self.stale = !hooks.iter().any(stays);
        }
        if self.is_undoing() && own.is_some() && self.deletes() && !begun {
            // It was said to be deleted, and was not.
            self.undo = Undo::Nothing;
        }
        if let (Undo::No, Some(effect)) = (&self.undo, &self.effect)
            && let (At::Ready, Kind::Create { wanted, known }) = (effect.at(), effect.kind())
        {
            let other = |hook: &Hook| !known.contains(&hook.id) && !taken.contains(&hook.id);
            self.stale = !effect.may_be_done() && hooks.iter().any(|hook| other(hook) && alike(hook, wanted));
        }
    }

    /// Takes the list that was read when all seemed to be done.
    pub(super) fn proved(&mut self, hooks: &[Hook], taken: &[String], place: &Place) {
        if self.undo == Undo::Nothing {
            // It was said to be gone, and is there: perhaps with the change.
            if let Some(effect) = self.effect.as_mut().filter(|effect| effect.is_falsely_gone(hooks)) {
                effect.deny();
                self.undo = Undo::Look;
            }
            return;
        }
        if let Some(call) = self.call_mut() {
            call.proved(hooks, taken);
        } else if let Some(own) = self.change.hook() {
            let now = hooks.iter().find(|hook| hook.id == own.id);
            self.stale = match &self.change {
                // Nothing was sent for it, so it must be there as it was.
                Change::Keep { .. } => now.is_none_or(|now| !edits(own, now).is_empty()),
                Change::Update { .. } => now.is_none(),
                // It was gone when it was to be removed or switched.
                _ => now.is_some() && self.kept.is_none(),
            };
        }
        self.follow(place);
    }

    /// Takes the hook as it stands before the change.
    fn read(&mut self, now: Hook, stored: StoredHook, place: &Place) {
        let replaced = match &self.change {
            Change::Update { new, .. } => Some((wanted(new), update(new, &stored))),
            Change::Switch { on, .. } => {
                Some((Hook { active: Some(*on), ..now.clone() }, stored.with_active(*on).update()))
            }
            _ => None,
        };
        let (id, direction) = (&stored.id, &now.direction);
        if replaced.as_ref().is_some_and(|(wanted, _)| edits(&now, wanted).is_empty()) {
            self.settled = true;
        } else if self.change.hook().is_some_and(|listed| !listed_edits(listed, &now).is_empty()) {
            self.stale = true;
        } else if !self.change.acts() {
            self.settled = true;
        } else if let Some((wanted, body)) = replaced {
            let request = endpoint::update_hook(&place.target, direction, id, body);
            let kind = Kind::Replace { wanted, kept: stored.clone(), back: false };
            self.effect = Some(Effect::new(request, direction.clone(), id, kind));
        } else {
            let request = endpoint::delete_hook(&place.target, direction, id);
            self.effect = Some(Effect::new(request, direction.clone(), id, Kind::Delete));
        }
        self.kept = Some((now, stored));
    }

    /// There is no such hook any more: nothing is left to remove or to switch. What was to be changed or kept is not what
    /// the list said.
    fn missing(&mut self) {
        match &self.change {
            Change::Remove { .. } | Change::Switch { .. } => self.settled = true,
            _ => self.stale = true,
        }
    }

    fn creation(&self, new: &OutgoingHook, place: &Place) -> Effect {
        let request = endpoint::create_outgoing(&place.target, &place.pipeline, new);
        let kind = Kind::Create { wanted: wanted(new), known: self.known.clone() };
        Effect::new(request, Direction::Outgoing, "", kind)
    }

    /// What follows from an outcome by itself.
    fn follow(&mut self, place: &Place) {
        let Some(effect) = &self.effect else { return };
        match &self.undo {
            Undo::No if *effect.at() == At::Gone => self.missing(),
            Undo::Look if effect.is_done() => self.undo = self.reverse(effect, place),
            Undo::Look if !matches!(effect.at(), At::Lost { .. }) => self.undo = Undo::Nothing,
            _ => {}
        }
    }
}

/// The body of an update. `PUT` replaces the whole hook, so what this page does not know of its settings is said again;
/// conditions that are to go are said to be none.
pub(super) fn update(new: &OutgoingHook, kept: &StoredHook) -> Tree {
    let mut payload = new.payload(Some(&kept.id));
    let Tree::Object(fields) = &mut payload else { return payload };
    for (name, part) in fields {
        let (Tree::Object(own), Some(old)) = (part, kept.get(name).and_then(|old| old.as_object())) else { continue };
        for (key, value) in old {
            if !own.iter().any(|(name, _)| name == key) {
                let value = if key == "conditions" { Tree::List(Vec::new()) } else { Tree::Value(value.clone()) };
                own.push((key.clone(), value));
            }
        }
    }
    payload
}
