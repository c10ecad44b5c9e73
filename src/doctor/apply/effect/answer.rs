//! What the answer to a call says of it.

use super::{At, Effect, Kind, is_missing, other};
use crate::devopness::endpoint::{self, Answer};
use crate::devopness::error::ApiError;
use crate::devopness::hook::{Hook, StoredHook};
use crate::doctor::change::{differences, edits};

impl Effect {
    /// The outcome of what was asked for. `taken` are the ids of hooks that other calls have created.
    pub fn answered(&mut self, answer: Result<Answer, ApiError>, taken: &[String]) {
        match self.at {
            At::Unchecked => self.checked(answer),
            At::Ready => self.sent(answer, taken),
            At::Lost { .. } => self.read(answer),
            At::Unread => self.read_back(answer),
            _ => {}
        }
    }

    /// Takes the hook as it is before it is put back or deleted.
    fn checked(&mut self, answer: Result<Answer, ApiError>) {
        let read = answer.and_then(|a| endpoint::parse_hook(&a));
        self.at = match (read, &self.expected) {
            (Ok((_, stored)), _) if stored.id != self.id => At::Failed(other(&self.direction)),
            (Ok((now, _)), Some(left)) if left.iter().all(|left| !edits(left, &now).is_empty()) => At::Touched,
            (Ok(_), _) => At::Ready,
            (Err(error), _) if is_missing(&error) => At::Gone,
            (Err(error), _) => At::Failed(error),
        };
    }

    fn sent(&mut self, answer: Result<Answer, ApiError>, taken: &[String]) {
        let done = answer.and_then(|a| match &self.kind {
            Kind::Create { wanted, known } => {
                let hook = endpoint::parse_created(&a)?;
                // The id of another hook says nothing of the one that was to be created.
                if known.contains(&hook.id) || taken.contains(&hook.id) {
                    return Err(a.unexpected());
                }
                Ok(Some((edits(&hook, wanted), hook.id)))
            }
            // The API says nothing then. Whatever speaks in its place may not have passed the request on.
            _ if !a.body.trim().is_empty() => a.json().map(|_| None),
            _ => a.done().map(|()| None),
        });
        self.at = match done {
            Ok(created) => {
                if let Some((differs, id)) = created {
                    (self.differs, self.id) = (differs, id);
                }
                if self.kind == Kind::Delete { At::Done } else { At::Unread }
            }
            Err(error) if is_missing(&error) && self.kind == Kind::Delete => At::Done,
            Err(error) if is_missing(&error) && matches!(self.kind, Kind::Replace { .. }) => At::Gone,
            Err(error) if error.answer_lost() => At::Lost { error, failed: None, resend: false },
            Err(error) => At::Failed(error),
        };
        self.doubtful |= matches!(self.at, At::Lost { .. } | At::Failed(_) | At::Gone);
    }

    /// Takes what was read in place of a lost answer.
    fn read(&mut self, answer: Result<Answer, ApiError>) {
        let deletes = self.kind == Kind::Delete;
        match answer.and_then(|a| endpoint::parse_hook(&a)) {
            Ok((hook, stored)) => {
                let done = match &self.kind {
                    Kind::Replace { kept, back, .. } => (stored == *kept) == *back,
                    _ => false,
                };
                if done {
                    self.compare(&hook, &stored);
                    self.at = At::Done;
                } else {
                    self.not_there();
                }
            }
            Err(error) if is_missing(&error) && deletes => (self.at, self.seen_gone) = (At::Done, true),
            Err(error) if is_missing(&error) => self.at = At::Gone,
            Err(error) => self.look_failed(error),
        }
    }

    /// Takes what was read after it was done. What cannot be read stops nothing: the list tells in the end what is there.
    fn read_back(&mut self, answer: Result<Answer, ApiError>) {
        self.at = At::Done;
        let before = self.unread.take();
        match (answer.and_then(|a| endpoint::parse_hook(&a)), &self.kind) {
            // An answer about another hook tells nothing of this one.
            (Ok((_, stored)), _) if stored.id != self.id => self.unread = Some(other(&self.direction)),
            // It was said to be done, and was not.
            (Ok((hook, stored)), Kind::Replace { wanted, kept, back: false })
                if stored == *kept && !edits(&hook, wanted).is_empty() =>
            {
                self.deny();
            }
            (Ok(_), Kind::Delete) => self.deny(),
            (Ok((hook, _)), Kind::Replace { back: true, wanted, .. })
                if !edits(&hook, wanted).is_empty()
                    // Where it is not known how it was left, it is put back once more before it counts as altered.
                    && self.expected.as_ref().map_or(!self.doubtful, |[left, _]| edits(left, &hook).is_empty()) =>
            {
                self.deny();
            }
            (Ok((hook, stored)), _) => self.compare(&hook, &stored),
            (Err(error), Kind::Delete) if is_missing(&error) => self.seen_gone = true,
            (Err(error), kind) => {
                // The answer may have had another hook's id, or none at all: the list has the right one.
                if before.is_none() && matches!(kind, Kind::Create { .. }) && is_missing(&error) {
                    self.at = At::Lost { error: error.clone(), failed: None, resend: false };
                    self.doubtful = true;
                    self.id.clear();
                }
                self.unread = Some(error);
            }
        }
    }

    pub(super) fn compare(&mut self, hook: &Hook, stored: &StoredHook) {
        self.left = Some(hook.clone());
        match &self.kind {
            Kind::Create { wanted, .. } => self.differs = edits(hook, wanted),
            Kind::Replace { wanted, kept, .. } => {
                self.differs = edits(hook, wanted);
                self.differs.extend(differences(stored, kept));
            }
            Kind::Delete => {}
        }
    }
}
