//! The order in which changes are made.

use crate::devopness::event::Event;
use crate::doctor::change::{Change, Changes, Removal};

/// Whether another hook is removed because this one does the same: then it must still be there.
pub(super) fn stays_alone(change: &Change, changes: &Changes) -> bool {
    let goes = |other: &Change| matches!(other, Change::Remove { why: Removal::Duplicate, .. });
    changes.list.iter().any(|other| goes(other) && other.event() == change.event())
}

/// How many different turns [`turn_of`] gives.
pub(super) const TURNS: usize = 14;

/// The turn of a change; `None` when there is nothing to do or to show.
pub(super) fn turn_of(change: &Change) -> Option<usize> {
    // The ends before the start.
    let event = |from: usize| match change.event() {
        Some(Event::Failed) | None => from,
        Some(Event::Completed) => from + 1,
        Some(Event::Started) => from + 2,
        Some(Event::Queued) => from + 3,
    };
    match change {
        Change::Leave { .. } => None,
        Change::Create { .. } => Some(event(0)),
        Change::Update { .. } | Change::Switch { .. } => Some(event(4)),
        Change::Keep { .. } => Some(8),
        // The start before the ends.
        Change::Remove { .. } => Some(22 - event(9)),
    }
}
