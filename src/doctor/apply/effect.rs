//! One call that changes something: never sent again before it was looked what became of it, and read back when done.

mod answer;
mod list;

use crate::devopness::endpoint::{self, Call, HookKind, Target};
use crate::devopness::error::{ApiError, Cause};
use crate::devopness::hook::{Direction, Hook, StoredHook};
use crate::devopness::request::ApiRequest;
use crate::doctor::change::Edit;

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

    /// The list has shown the end.
    pub fn end(&mut self) {
        self.ended = true;
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
