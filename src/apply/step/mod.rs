//! One change on its way: the hook read before, the call, and what undoes it.

mod show;

pub use show::State;

use super::effect::{Ask, At, Effect, Kind, is_missing};
use super::{Answer, Place};
use crate::change::{Change, edits, wanted};
use crate::endpoint;
use crate::error::ApiError;
use crate::hook::{Direction, Hook, OutgoingHook, StoredHook};
use crate::json::Tree;

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
            Undo::Call(undo) => matches!(undo.at(), At::Done | At::Gone),
            Undo::No => self.settled || self.effect.as_ref().is_some_and(|effect| *effect.at() == At::Done),
        }
    }

    /// The id of a hook that this step has created, or created again.
    pub(super) fn created(&self) -> impl Iterator<Item = &str> {
        let undo = match &self.undo {
            Undo::Call(undo) => Some(&**undo),
            _ => None,
        };
        let creates = |effect: &&Effect| matches!(effect.kind(), Kind::Create { .. });
        self.effect.as_ref().into_iter().chain(undo).filter(creates).map(Effect::id).filter(|id| !id.is_empty())
    }

    pub(super) fn ask(&self, place: &Place) -> Option<Ask> {
        match (self.call(), self.change.hook()) {
            (Some(call), _) => call.ask(&place.target),
            (None, Some(hook)) if self.unread.is_none() && !self.stale => {
                let request = Box::new(endpoint::hook(&place.target, &hook.direction, &hook.id));
                Some(Ask::Send { request, settles: false })
            }
            _ => None,
        }
    }

    pub(super) fn sending(&mut self) {
        self.active = true;
    }

    pub(super) fn answered(&mut self, answer: Result<Answer<'_>, ApiError>, place: &Place) {
        self.active = false;
        match self.call_mut() {
            Some(call) => call.answered(answer),
            None => match answer.and_then(|a| endpoint::parse_hook(a.status, a.body, a.retry_after)) {
                // Nothing is changed on the word of an answer about another hook.
                Ok((_, stored)) if self.change.hook().is_none_or(|listed| listed.id != stored.id) => {
                    self.unread = Some(ApiError::Unexpected { status: 200 });
                }
                Ok((hook, stored)) => self.read(hook, stored, place),
                Err(error) if is_missing(&error) => self.missing(place),
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
        } else if self.change.hook().is_some_and(|listed| !is_as_listed(listed, &now)) {
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

    /// There is no such hook any more: nothing is left to remove or to switch, and what was to be updated is created. But
    /// where it was to be kept, no other may be removed on its account.
    fn missing(&mut self, place: &Place) {
        match &self.change {
            Change::Update { new, .. } => self.effect = Some(self.creation(new, place)),
            change if change.acts() => self.settled = true,
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
            Undo::No if *effect.at() == At::Gone => self.missing(place),
            Undo::Look if effect.is_done() => self.undo = self.reverse(effect, place),
            Undo::Look if !matches!(effect.at(), At::Lost { .. }) => self.undo = Undo::Nothing,
            _ => {}
        }
    }

    /// The call that undoes what was done.
    pub(super) fn reverse(&self, effect: &Effect, place: &Place) -> Undo {
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
        Undo::Call(Box::new(Effect::new(request, direction.clone(), id, kind)))
    }

    /// Turns round, or goes on after a stop on the way back. What may have been done is looked for first.
    pub(super) fn undo(&mut self, place: &Place) {
        if self.is_undoing() {
            return self.resume();
        }
        self.undo = match &mut self.effect {
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
    pub(super) fn resume(&mut self) {
        self.unread = None;
        if let Some(call) = self.call_mut() {
            call.resume();
        }
    }

    /// Nobody will tell the outcome of the call that is under way.
    pub(super) fn abandon(&mut self, place: &Place) {
        if self.active {
            self.answered(Err(ApiError::NoAnswer), place);
        }
    }
}

/// Whether a hook is what the list said. What a list leaves out counts as unchanged.
fn is_as_listed(listed: &Hook, now: &Hook) -> bool {
    let mut listed = listed.clone();
    if listed.body.is_null() && listed.headers.is_empty() {
        (listed.body, listed.headers) = (now.body.clone(), now.headers.clone());
    }
    edits(&listed, now).is_empty()
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
