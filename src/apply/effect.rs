//! One call that changes something: never sent again before it was looked what became of it, and read back when done.

use super::Answer;
use crate::change::{Edit, differences, edits, plain_target};
use crate::endpoint::{self, Target};
use crate::error::ApiError;
use crate::hook::{Direction, Hook, StoredHook};
use crate::request::ApiRequest;

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
    /// Not sent, or known not to have been done.
    Ready,
    /// Its answer is lost, and it is to be looked for, unless looking failed. What is not there then is sent again only
    /// where a person asked for it.
    Lost { error: ApiError, failed: Option<ApiError>, resend: bool },
    /// Its answer was lost, and it was not done when that was looked for.
    NotThere(ApiError),
    /// Refused.
    Failed(ApiError),
    /// There is no hook of that id.
    Gone,
    /// Done, and to be read back.
    Unread,
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
    /// Whether an answer was lost: then the server may act later still.
    was_lost: bool,
    id: String,
    differs: Vec<Edit>,
    unread: Option<ApiError>,
}

impl Effect {
    /// A call that is still to be sent. `id` is the hook's; empty where it has none yet.
    pub fn new(request: ApiRequest, direction: Direction, id: &str, kind: Kind) -> Effect {
        Effect {
            request,
            direction,
            kind,
            at: At::Ready,
            was_lost: false,
            id: id.to_string(),
            differs: Vec::new(),
            unread: None,
        }
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
        matches!(self.at, At::Unread | At::Done)
    }

    /// Whether the server may have done it, or may do it yet, although that is not known.
    pub fn may_be_done(&self) -> bool {
        self.was_lost && !self.is_done() && self.at != At::Gone
    }

    /// What is needed next; nothing once it is done, or before a person has pressed something.
    pub fn ask(&self, target: &Target) -> Option<Ask> {
        match &self.at {
            At::Ready => Some(Ask::Send { request: Box::new(self.request.clone()), settles: false }),
            At::Lost { failed: Some(_), .. } => None,
            At::Lost { .. } if matches!(self.kind, Kind::Create { .. }) => Some(Ask::List),
            At::Lost { .. } | At::Unread => {
                let request = Box::new(endpoint::hook(target, &self.direction, &self.id));
                Some(Ask::Send { request, settles: true })
            }
            At::NotThere(_) | At::Failed(_) | At::Gone | At::Done => None,
        }
    }

    /// The outcome of what was asked for.
    pub fn answered(&mut self, answer: Result<Answer<'_>, ApiError>) {
        match self.at {
            At::Ready => self.sent(answer),
            At::Lost { .. } => self.read(answer),
            At::Unread => self.read_back(answer),
            _ => {}
        }
    }

    fn sent(&mut self, answer: Result<Answer<'_>, ApiError>) {
        let done = answer.and_then(|a| match &self.kind {
            Kind::Create { wanted, .. } => {
                let hook = endpoint::parse_created(a.status, a.body, a.retry_after)?;
                Ok(Some((edits(&hook, wanted), hook.id)))
            }
            // The API says nothing then. Whatever speaks in its place may not have passed the request on.
            _ if !a.body.trim().is_empty() => endpoint::parse(a.status, a.body, a.retry_after).map(|_| None),
            _ => endpoint::parse_done(a.status, a.body, a.retry_after).map(|()| None),
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
            Err(error) if error.answer_lost() => {
                self.was_lost = true;
                At::Lost { error, failed: None, resend: false }
            }
            Err(error) => At::Failed(error),
        };
    }

    /// Takes what was read in place of a lost answer.
    fn read(&mut self, answer: Result<Answer<'_>, ApiError>) {
        let deletes = self.kind == Kind::Delete;
        match answer.and_then(|a| endpoint::parse_hook(a.status, a.body, a.retry_after)) {
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
            Err(error) if is_missing(&error) => self.at = if deletes { At::Done } else { At::Gone },
            Err(error) => self.look_failed(error),
        }
    }

    /// Takes what was read after it was done. What cannot be read stops nothing: the hook is there.
    fn read_back(&mut self, answer: Result<Answer<'_>, ApiError>) {
        match answer.and_then(|a| endpoint::parse_hook(a.status, a.body, a.retry_after)) {
            Ok((hook, stored)) => self.compare(&hook, &stored),
            Err(error) => self.unread = Some(error),
        }
        self.at = At::Done;
    }

    fn compare(&mut self, hook: &Hook, stored: &StoredHook) {
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
        let (At::Lost { .. }, Kind::Create { wanted, known }) = (&self.at, &self.kind) else { return };
        let is_it = |hook: &&Hook| {
            hook.direction == wanted.direction
                && hook.name == wanted.name
                && hook.events == wanted.events
                && plain_target(&hook.target_url) == plain_target(&wanted.target_url)
                && !hook.id.is_empty()
                && !known.contains(&hook.id)
                && !taken.contains(&hook.id)
        };
        match hooks {
            Ok(hooks) => match hooks.iter().find(is_it) {
                Some(hook) => (self.id, self.at) = (hook.id.clone(), At::Unread),
                None => self.not_there(),
            },
            Err(error) => self.look_failed(error),
        }
    }

    fn not_there(&mut self) {
        if let At::Lost { error, resend, .. } = &self.at {
            self.at = if *resend { At::Ready } else { At::NotThere(error.clone()) };
        }
    }

    fn look_failed(&mut self, why: ApiError) {
        if let At::Lost { failed, .. } = &mut self.at {
            *failed = Some(why);
        }
    }

    /// Goes on after a stop: what was refused is sent again. What may have been done is looked for first, since a server
    /// may act late, and is sent again where it was not.
    pub fn resume(&mut self) {
        self.at = match &self.at {
            At::Failed(_) if !self.was_lost => At::Ready,
            At::Lost { error, .. } | At::NotThere(error) | At::Failed(error) => {
                At::Lost { error: error.clone(), failed: None, resend: true }
            }
            _ => return,
        };
    }

    /// Looks whether it was done, before it is undone.
    pub fn look(&mut self) {
        let error = match &self.at {
            At::Lost { error, .. } | At::NotThere(error) | At::Failed(error) => error.clone(),
            _ => ApiError::NoAnswer,
        };
        self.at = At::Lost { error, failed: None, resend: false };
    }
}

/// Whether the API knows no such hook.
pub fn is_missing(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused { status: 404, .. })
}
