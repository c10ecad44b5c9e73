//! What has to change in a pipeline so that it has the planned hooks, each once: worked out from a list that was read
//! completely, and shown before anything is done ([`crate::doctor::apply`] does it).
//!
//! A hook belongs to a planned one when it waits for exactly that event and reports the same status: the same key to the
//! same address, or, where none does, the same key to the same repository. Another key is another status, and hooks of
//! other statuses and other repositories are never touched.

mod edit;
mod matching;
mod open;
mod report;
mod sets;

pub use edit::{Edit, MASK, alike, differences, edits, listed_edits, wanted};
pub use matching::changes;
pub use open::{Opened, fits, open_likely, open_set, open_status};
pub use report::{Report, key, plain_target};
pub use sets::{Drift, Set, drift, sets};

use crate::devopness::event::Event;
use crate::devopness::hook::{Direction, Hook, OutgoingHook};

/// One thing to do, or to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// No hook does this yet.
    Create {
        /// What to create.
        new: OutgoingHook,
    },
    /// A hook does just this already.
    Keep {
        /// What was planned.
        new: OutgoingHook,
        /// The hook.
        hook: Hook,
    },
    /// A hook does this, but not in the planned way.
    Update {
        /// What to make of it.
        new: OutgoingHook,
        /// The hook.
        hook: Hook,
        /// What differs.
        edits: Vec<Edit>,
    },
    /// A hook is to be paused or resumed, and is to stay as it is otherwise.
    Switch {
        /// The hook.
        hook: Hook,
        /// Whether it is to be active.
        on: bool,
    },
    /// A hook is to go.
    Remove {
        /// The hook.
        hook: Hook,
        /// Why it is to go.
        why: Removal,
    },
    /// A hook that is not touched, but that a person should know of.
    Leave {
        /// The hook.
        hook: Hook,
        /// What is to know.
        note: Note,
    },
}

/// Why a hook is to be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Another hook reports the same status to the same address for the same event.
    Duplicate,
    /// It belongs to the set that is edited, and its event was turned off.
    TurnedOff,
    /// A person chose it from the list.
    Chosen,
    /// It is what was just created, once more.
    Twin,
}

impl Removal {
    /// The reason in one sentence.
    pub fn text(self) -> &'static str {
        match self {
            Removal::Duplicate => "Another hook reports the same for the same event, so each deploy is reported twice.",
            Removal::TurnedOff => "This hook belongs to the set that you edit, and its event is turned off.",
            Removal::Chosen => "You chose this hook.",
            Removal::Twin => "This hook was created twice: the request was repeated on its way.",
        }
    }
}

/// What is to know of a hook that is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// It reports the same status for other events than exactly one that is planned.
    OtherEvents,
    /// It reports the same status for the same event, but to another address of the same repository.
    OtherAddress,
    /// It does the same, but only under conditions of its own.
    OwnConditions,
    /// It has the name of a planned hook, but reports another status.
    OtherStatus,
}

impl Note {
    /// The note in one or two sentences.
    pub fn text(self) -> &'static str {
        match self {
            Note::OtherEvents => {
                "This hook reports the same status for several or for other events. It stays as it is: if both report one event, the later of the two is what the commit shows."
            }
            Note::OtherAddress => {
                "This hook reports the same status, with another variable or to another address. It stays as it is: delete it if nothing needs it."
            }
            Note::OwnConditions => {
                "This hook reports the same, but only under conditions of its own. It stays as it is."
            }
            Note::OtherStatus => {
                "This hook has the same name, but reports another status. It stays as it is: with another name the two could be told apart."
            }
        }
    }
}

impl Change {
    /// The event that it is about; `None` for a hook that waits for none or for several.
    pub fn event(&self) -> Option<Event> {
        match self {
            Change::Create { new } | Change::Keep { new, .. } | Change::Update { new, .. } => Some(new.event),
            Change::Switch { hook, .. } | Change::Remove { hook, .. } | Change::Leave { hook, .. } => only_event(hook),
        }
    }

    /// The hook that is there.
    pub fn hook(&self) -> Option<&Hook> {
        match self {
            Change::Create { .. } => None,
            Change::Keep { hook, .. }
            | Change::Update { hook, .. }
            | Change::Switch { hook, .. }
            | Change::Remove { hook, .. }
            | Change::Leave { hook, .. } => Some(hook),
        }
    }

    /// What is to be there afterwards.
    pub fn planned(&self) -> Option<&OutgoingHook> {
        match self {
            Change::Create { new } | Change::Keep { new, .. } | Change::Update { new, .. } => Some(new),
            Change::Switch { .. } | Change::Remove { .. } | Change::Leave { .. } => None,
        }
    }

    /// The word for what is done.
    pub fn word(&self) -> &'static str {
        match self {
            Change::Create { .. } => "create",
            Change::Keep { .. } => "keep",
            Change::Update { .. } => "update",
            Change::Switch { on: true, .. } => "resume",
            Change::Switch { on: false, .. } => "pause",
            Change::Remove { .. } => "remove",
            Change::Leave { .. } => "leave",
        }
    }

    /// Whether something is sent for it.
    pub fn acts(&self) -> bool {
        !matches!(self, Change::Keep { .. } | Change::Leave { .. })
    }
}

/// All changes, with what the pipeline had when they were worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The changes: for each planned event what becomes of it, and what else there is to do or to know.
    pub list: Vec<Change>,
    /// The ids of all hooks that were there.
    pub known: Vec<String>,
}

impl Changes {
    /// Deletes the hooks of these ids, which a person chose. `hooks` is the pipeline's whole list.
    pub fn removing(ids: &[String], hooks: &[Hook]) -> Changes {
        Changes::chosen(ids, hooks, |hook| Change::Remove { hook, why: Removal::Chosen })
    }

    /// Pauses or resumes the hooks of these ids, as far as they are not what they are to be already.
    pub fn switching(ids: &[String], on: bool, hooks: &[Hook]) -> Changes {
        let mut changes = Changes::chosen(ids, hooks, |hook| Change::Switch { hook, on });
        changes.list.retain(|change| change.hook().is_none_or(|hook| hook.active != Some(on)));
        changes
    }

    fn chosen(ids: &[String], hooks: &[Hook], change: impl Fn(Hook) -> Change) -> Changes {
        let mut changes = Changes { list: Vec::new(), known: Vec::new() };
        for hook in hooks.iter().filter(|hook| !hook.id.is_empty()) {
            // Of a direction that is not known no address is known either.
            let reachable = !matches!(hook.direction, Direction::Other(_));
            if !changes.known.contains(&hook.id) {
                changes.known.push(hook.id.clone());
                changes.list.extend((reachable && ids.contains(&hook.id)).then(|| change(hook.clone())));
            }
        }
        changes
    }

    /// These changes, without those that delete a hook.
    pub fn without_removals(mut self) -> Changes {
        self.list.retain(|change| !matches!(change, Change::Remove { .. }));
        self
    }

    /// Whether there is anything to send.
    pub fn any(&self) -> bool {
        self.list.iter().any(Change::acts)
    }
}

/// The event of a hook that waits for exactly one that is known.
pub fn only_event(hook: &Hook) -> Option<Event> {
    match hook.events.as_slice() {
        [name] => Event::ALL.into_iter().find(|event| event.name() == name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_chose_is_removed_paused_or_resumed() {
        let hook = |id: &str, direction, active| Hook { id: id.into(), direction, active, ..Hook::default() };
        let hooks = [
            hook("a", Direction::Outgoing, Some(true)),
            hook("b", Direction::Incoming, Some(false)),
            hook("c", Direction::Outgoing, None),
            hook("a", Direction::Outgoing, Some(true)),
            hook("d", Direction::Other("x/y".into()), Some(true)),
            hook("", Direction::Outgoing, Some(true)),
        ];
        let all: Vec<String> = ["a", "b", "d", ""].map(String::from).to_vec();
        let lines = |changes: Changes| {
            assert_eq!(changes.known, ["a", "b", "c", "d"]);
            let line = |change: &Change| [change.word(), " ", change.hook().map_or("", |hook| &hook.id)].concat();
            changes.list.iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(lines(Changes::removing(&all, &hooks)), ["remove a", "remove b"]);
        assert_eq!(lines(Changes::switching(&all, false, &hooks)), ["pause a"]);
        assert_eq!(lines(Changes::switching(&all, true, &hooks)), ["resume b"]);
        assert_eq!(lines(Changes::switching(&["c".into()], true, &hooks)), ["resume c"]);
        assert_eq!(lines(Changes::removing(&[], &hooks)), [""; 0]);
    }

    #[test]
    fn each_reason_is_a_sentence() {
        for text in [
            Removal::Duplicate.text(),
            Removal::TurnedOff.text(),
            Removal::Chosen.text(),
            Removal::Twin.text(),
            Note::OtherEvents.text(),
            Note::OtherAddress.text(),
            Note::OwnConditions.text(),
            Note::OtherStatus.text(),
        ] {
            assert!(text.ends_with('.') && text.contains("hook"), "{text}");
        }
    }
}
