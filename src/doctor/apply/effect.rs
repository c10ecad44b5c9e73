//! One call that changes something: never sent again before it was looked what became of it, and read back when done.

use crate::devopness::endpoint::{self, Answer, Call, HookKind, Target};
use crate::devopness::error::{ApiError, Cause};
use crate::devopness::hook::{Direction, Hook, StoredHook};
use crate::devopness::request::ApiRequest;
use crate::doctor::change::{Edit, alike, differences, edits, listed_edits};

/// What a call does, with what is needed to tell later whether it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It creates a hook.
    Create {
        /// The hook as the API would give it back.
        wanted: Hook,
        /// The ids of the hooks that were there before: none of them can be the new one.
        known: Vec<String>,
    },
    /// It puts something in the place of a hook.
    Replace {
        /// The hook as the API would give it back.
        wanted: Hook,
        /// The hook as it was before any change.
        kept: StoredHook,
        /// Whether it is what was kept that is put there.
        back: bool,
    },
    /// It deletes a hook.
    Delete,
}

/// Where a call stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// To be sent if the hook is still as this run has left it.
    Unchecked,
    /// Not sent, or known not to have been done.
    Ready,
    /// Not sent, since somebody else has changed the hook meanwhile.
    Touched,
    /// Its answer is lost, and it is to be looked for, unless looking failed. What is not there then is sent again only
    /// where a person asked for it.
    Lost { error: ApiError, failed: Option<ApiError>, resend: bool },
    /// Its answer was lost, and it was not done when that was looked for.
    NotThere(ApiError),
    /// It was answered as done, or its hook as gone, and a look shows something else.
    Denied,
    /// Refused.
    Failed(ApiError),
    /// There is no hook of that id.
    Gone,
    /// Done, and to be read back.
    Unread,
    /// Done, as reading the hook itself shows, but the list shows something else still.
    Unlisted,
    /// Done.
    Done,
}

/// What is needed next.
pub enum Ask {
    /// To send this. It `settles` something where it only reads what became of an earlier call.
    Send { request: Box<ApiRequest>, settles: bool },
    /// To read the list.
    List,
}

/// A call and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    request: ApiRequest,
    direction: Direction,
    kind: Kind,
    at: At,
    /// Whether it was sent without being answered as done. Then the server may have acted, whatever it said, and may act
    /// later still.
    doubtful: bool,
    id: String,
    differs: Vec<Edit>,
    unread: Option<ApiError>,
    /// The hook as it was read when it was done.
    left: Option<Hook>,
    /// The hook as it must still be for this to be sent: as it was read, or as it was sent, since either may be told wrong.
    expected: Option<[Hook; 2]>,
    /// Whether it was read, and not only answered, that the hook is gone.
    seen_gone: bool,
    /// Whether the list has shown the end: what appears later is somebody else's.
    ended: bool,
}

impl Effect {
    /// A call that is still to be sent. `id` is the hook's; empty where it has none yet.
    pub fn new(request: ApiRequest, direction: Direction, id: &str, kind: Kind) -> Effect {
        Effect {
            request,
            direction,
            kind,
            at: At::Ready,
            doubtful: false,
            id: id.to_string(),
            differs: Vec::new(),
            unread: None,
            left: None,
            expected: None,
            seen_gone: false,
            ended: false,
        }
    }

    /// A call that undoes another: it is not sent once somebody else has changed what that one has left.
    pub fn undoing(self, other: &Effect) -> Effect {
        let expected = match (&other.kind, &other.left) {
            (Kind::Create { wanted, .. } | Kind::Replace { wanted, .. }, Some(left)) => {
                Some([left.clone(), wanted.clone()])
            }
            _ => None,
        };
        let at = if expected.is_some() { At::Unchecked } else { At::Ready };
        Effect { at, expected, ..self }
    }

    /// What is sent.
    pub fn request(&self) -> &ApiRequest {
        &self.request
    }

    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    pub fn at(&self) -> &At {
        &self.at
    }

    /// The hook's id; empty while it has none.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where the hook that is there now differs from what was sent.
    pub fn differs(&self) -> &[Edit] {
        &self.differs
    }

    /// Why it could not be read back.
    pub fn unread(&self) -> Option<&ApiError> {
        self.unread.as_ref()
    }

    /// Whether the server has done it.
    pub fn is_done(&self) -> bool {
        matches!(self.at, At::Unread | At::Unlisted | At::Done)
    }

    /// Whether the server may have done it, or may do it yet, although that is not known.
    pub fn may_be_done(&self) -> bool {
        self.doubtful && !self.is_done()
    }

    /// Whether it is for the list to tell what became of it.
    pub fn is_looked_for(&self) -> bool {
        matches!((&self.at, &self.kind), (At::Lost { .. }, Kind::Create { .. }))
    }

    /// What is needed next; nothing once it is done, or before a person has pressed something.
    pub fn ask(&self, target: &Target) -> Option<Ask> {
        match &self.at {
            At::Ready => Some(Ask::Send { request: Box::new(self.request.clone()), settles: false }),
            At::Unchecked => {
                let request = Box::new(endpoint::hook(target, &self.direction, &self.id));
                Some(Ask::Send { request, settles: false })
            }
            At::Lost { failed: Some(_), .. } => None,
            At::Lost { .. } if matches!(self.kind, Kind::Create { .. }) => Some(Ask::List),
            At::Lost { .. } | At::Unread => {
                let request = Box::new(endpoint::hook(target, &self.direction, &self.id));
                Some(Ask::Send { request, settles: true })
            }
            At::NotThere(_) | At::Denied | At::Failed(_) | At::Gone | At::Touched | At::Unlisted | At::Done => None,
        }
    }

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

    fn compare(&mut self, hook: &Hook, stored: &StoredHook) {
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

    /// The list has shown the end.
    pub fn end(&mut self) {
        self.ended = true;
    }

    fn not_there(&mut self) {
        if let At::Lost { error, resend, .. } = &self.at {
            self.at = match error {
                _ if *resend => At::Ready,
                // It was answered as created, and only then not found.
                error if is_missing(error) => At::Denied,
                error => At::NotThere(error.clone()),
            };
        }
    }

    fn look_failed(&mut self, why: ApiError) {
        if let At::Lost { failed, .. } = &mut self.at {
            *failed = Some(why);
        }
    }

    /// Goes on after a stop: what failed is looked for first, since a server may act late, and may have acted whatever it
    /// said. It is sent again where it was not done.
    pub fn resume(&mut self) {
        self.at = match &self.at {
            At::Failed(_) if self.expected.is_some() && !self.doubtful => At::Unchecked,
            At::Touched => At::Unchecked,
            At::Lost { error, .. } | At::NotThere(error) | At::Failed(error) => {
                At::Lost { error: error.clone(), failed: None, resend: true }
            }
            At::Denied => At::Lost { error: self.request.call.failed(Cause::NoAnswer), failed: None, resend: true },
            At::Unlisted => At::Unread,
            _ => return,
        };
    }

    /// Looks whether it was done, before it is undone.
    pub fn look(&mut self) {
        let error = match &self.at {
            At::Lost { error, .. } | At::NotThere(error) | At::Failed(error) => error.clone(),
            _ => self.request.call.failed(Cause::NoAnswer),
        };
        self.at = At::Lost { error, failed: None, resend: false };
    }
}

/// The error that an answer is about another hook.
pub fn other(direction: &Direction) -> ApiError {
    Call::Hook(HookKind::of(direction)).failed(Cause::Unexpected { status: 200 })
}

/// Whether the API knows no such hook.
pub fn is_missing(error: &ApiError) -> bool {
    error.status() == Some(404)
}
