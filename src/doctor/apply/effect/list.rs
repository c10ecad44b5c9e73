//! What the list of hooks says of a call.

use super::{At, Effect, Kind, is_missing};
use crate::devopness::error::ApiError;
use crate::devopness::hook::{Direction, Hook};
use crate::doctor::change::{Edit, alike, edits, listed_edits};

impl Effect {
    /// The hook is there, so that it was not deleted, whatever was answered.
    pub fn still_there(&mut self) {
        if self.kind == Kind::Delete {
            self.deny();
            self.doubtful = false;
        }
    }

    /// Whether the API said that there is no such hook, and lists it.
    pub fn is_falsely_gone(&self, hooks: &[Hook]) -> bool {
        self.at == At::Gone && hooks.iter().any(|hook| hook.id == self.id)
    }

    /// It was answered as done, and is seen not to be.
    pub fn deny(&mut self) {
        (self.at, self.doubtful) = (At::Denied, true);
        if matches!(self.kind, Kind::Create { .. }) {
            self.id.clear();
        }
    }

    /// Takes the list that was read when all seemed to be done: of what it does not show, nothing else counts.
    pub fn proved(&mut self, hooks: &[Hook], taken: &[String]) {
        if self.is_falsely_gone(hooks) {
            return self.deny();
        }
        let own = hooks.iter().find(|hook| hook.id == self.id);
        if self.at != At::Done {
            return;
        }
        match (&self.kind, own) {
            (Kind::Delete, None) => {}
            // What this run has created itself, its undoing deletes later.
            (Kind::Replace { back: true, .. }, None) if taken.contains(&self.id) => {}
            (Kind::Replace { back: true, .. }, None) => self.at = At::Gone,
            // A list may be behind: what was read of the hook itself is newer.
            (Kind::Delete, Some(_)) if self.seen_gone => self.at = At::Unlisted,
            (Kind::Delete, Some(_)) => self.at = At::Unread,
            (Kind::Replace { .. }, None) => self.deny(),
            (Kind::Create { .. }, None) => match self.found(hooks, taken) {
                Some(id) => (self.id, self.at) = (id, At::Unread),
                None if self.left.is_some() && self.unread.is_none() => self.at = At::Unlisted,
                None => self.deny(),
            },
            (Kind::Create { wanted, .. } | Kind::Replace { wanted, .. }, Some(hook)) => {
                let mut listed = listed_edits(hook, wanted);
                if hook.direction != wanted.direction {
                    let word = |hook: &Hook| Some(hook.direction.word().to_string());
                    listed.push(Edit { field: "Type".into(), old: word(hook), new: word(wanted) });
                }
                let replaces = matches!(self.kind, Kind::Replace { .. });
                let undone = replaces && self.unread.is_some() && !listed.is_empty();
                // A list may leave parts out, and the hook itself has told more.
                for edit in listed {
                    if self.differs.iter().all(|own| own.field != edit.field) {
                        self.differs.push(edit);
                    }
                }
                if undone {
                    self.deny();
                }
            }
        }
    }

    /// The pipeline's hooks, or why they could not be read. `taken` are the ids of hooks that other calls have created.
    pub fn looked(&mut self, hooks: Result<&[Hook], ApiError>, taken: &[String]) {
        if !self.is_looked_for() {
            return;
        }
        match hooks {
            Ok(hooks) => match self.found(hooks, taken) {
                Some(id) => (self.id, self.at) = (id, At::Unread),
                None => self.not_there(),
            },
            Err(error) => self.look_failed(error),
        }
    }

    /// The id of the hook that this call has created, as far as a list tells.
    fn found(&self, hooks: &[Hook], taken: &[String]) -> Option<String> {
        hooks.iter().find(|hook| self.makes(hook, None) && !taken.contains(&hook.id)).map(|hook| hook.id.clone())
    }

    /// Whether a hook that was not there before is what this call has created, or has created once more. `own` is the hook
    /// that is known to be its own, as the list has it: whatever the API made of the one, it made of the other.
    pub fn makes(&self, hook: &Hook, own: Option<&Hook>) -> bool {
        let Kind::Create { wanted, known } = &self.kind else { return false };
        // Of what came to its end nothing comes late, unless its answer was lost.
        let sent = self.doubtful || self.is_done() && !self.ended;
        let copy = |own: &Hook| own.direction == hook.direction && edits(own, hook).is_empty();
        let fits = alike(hook, wanted) || own.is_some_and(copy);
        sent && fits && !hook.id.is_empty() && !known.contains(&hook.id)
    }

    /// Gives up the hook that is known to be its own for another that it makes, where that one is older. Whoever sees both
    /// chooses the same one, so that of two who remove what is too many neither removes the other's last.
    pub fn prefer(&mut self, other: &Hook, hooks: &[Hook]) -> Option<Hook> {
        let own = hooks.iter().find(|hook| hook.id == self.id)?;
        let age = |hook: &Hook| (hook.created_at.clone(), hook.id.clone());
        let is_older = other.direction == Direction::Outgoing && age(other) < age(own);
        (is_older && self.makes(other, Some(own))).then(|| {
            self.id.clone_from(&other.id);
            own.clone()
        })
    }

    pub(super) fn not_there(&mut self) {
        if let At::Lost { error, resend, .. } = &self.at {
            self.at = match error {
                _ if *resend => At::Ready,
                // It was answered as created, and only then not found.
                error if is_missing(error) => At::Denied,
                error => At::NotThere(error.clone()),
            };
        }
    }

    pub(super) fn look_failed(&mut self, why: ApiError) {
        if let At::Lost { failed, .. } = &mut self.at {
            *failed = Some(why);
        }
    }
}
