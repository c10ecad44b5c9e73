//! What a step shows of itself.

use super::{Step, Undo};
use crate::devopness::error::ApiError;
use crate::doctor::apply::effect::{At, Effect, Kind};
use crate::doctor::change::{Change, Edit};

/// Where a step stands, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State<'a> {
    /// Nothing was sent yet.
    Waiting,
    /// A call of it is under way.
    Active,
    /// The hook was right before anything was sent.
    Kept,
    /// Created, with its id.
    Created(&'a str),
    /// Changed.
    Updated,
    /// Deleted.
    Removed,
    /// It was gone already, so that there was nothing to do.
    Gone,
    /// A call was refused: nothing was done by it.
    Failed(&'a ApiError),
    /// An answer was lost: it may or may not have been done.
    Lost(&'a ApiError),
    /// An answer was lost, and what was to be done is not done.
    NotThere(&'a ApiError),
    /// The API said that it is done, and what was read shows that it is not.
    Denied,
    /// The hook is no longer what the list said, so that the changes must be worked out anew.
    Stale,
    /// Undone: there was nothing to undo.
    Nothing,
    /// Undone: what was created is deleted.
    Deleted,
    /// Undone: the hook is what it was.
    Restored,
    /// Undone: the hook was created again, with this id.
    Recreated(&'a str),
    /// To be undone, but somebody else has deleted the hook meanwhile.
    Vanished,
    /// To be undone, but somebody else has changed the hook meanwhile.
    Touched,
    /// Done, as the hook itself shows, but the list shows something else still.
    Unlisted,
}

impl Step {
    /// The change.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// The hook's name, as it is to be or as it was.
    pub fn name(&self) -> &str {
        self.change.planned().map_or_else(|| self.change.hook().map_or("", |hook| &hook.name), |new| &new.name)
    }

    /// The hook's id, where there is a hook.
    pub fn id(&self) -> Option<&str> {
        self.call().map(Effect::id).filter(|id| !id.is_empty()).or(self.change.hook().map(|hook| hook.id.as_str()))
    }

    /// Where the API has something else than was sent: `old` is what it has, `new` what was sent. Nothing failed, but a
    /// person should know.
    pub fn differs(&self) -> &[Edit] {
        self.call().map_or(&[], Effect::differs)
    }

    /// Why the hook could not be read back after it was written, if so.
    pub fn not_read_back(&self) -> Option<&ApiError> {
        self.call().and_then(Effect::unread)
    }

    /// Why a lost answer could not be looked for, if so.
    pub fn look_error(&self) -> Option<&ApiError> {
        match self.call().map(Effect::at) {
            Some(At::Lost { failed, .. }) => failed.as_ref(),
            _ => None,
        }
    }

    /// Whether it is being undone, or is undone.
    pub fn is_undoing(&self) -> bool {
        self.undo != Undo::No
    }

    /// Where it stands.
    pub fn state(&self) -> State<'_> {
        if self.active {
            return State::Active;
        }
        let undone = matches!(self.undo, Undo::Call(_));
        let kind = self.effect.as_ref().map(Effect::kind);
        match (self.call().map(Effect::at), kind) {
            (Some(At::Gone), _) if self.undo == Undo::Nothing => State::Vanished,
            _ if self.undo == Undo::Nothing => State::Nothing,
            _ if self.stale => State::Stale,
            (None, _) => match &self.unread {
                Some(error) => State::Failed(error),
                None if !self.settled => State::Waiting,
                None if self.kept.is_none() && self.change.acts() => State::Gone,
                None => State::Kept,
            },
            (Some(At::Failed(error)), _) => State::Failed(error),
            (Some(At::Lost { error, .. }), _) => State::Lost(error),
            (Some(At::NotThere(error)), _) => State::NotThere(error),
            (Some(At::Denied), _) => State::Denied,
            (Some(At::Touched), _) => State::Touched,
            (Some(At::Unlisted), _) => State::Unlisted,
            (Some(At::Gone), _) if undone => State::Vanished,
            (Some(At::Gone), _) => State::Gone,
            (Some(At::Done | At::Unread), Some(kind)) if undone => match kind {
                Kind::Create { .. } => State::Deleted,
                Kind::Replace { .. } => State::Restored,
                Kind::Delete => State::Recreated(self.id().unwrap_or_default()),
            },
            (Some(At::Ready), _) if !undone => State::Waiting,
            (_, Some(Kind::Create { .. })) => State::Created(self.effect.as_ref().map_or("", Effect::id)),
            (_, Some(Kind::Replace { .. })) => State::Updated,
            (_, _) => State::Removed,
        }
    }
}
