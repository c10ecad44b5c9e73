//! The list in groups: the sets that report one status each, the incoming hooks, the other outgoing ones.

use crate::devopness::hook::{Direction, Hook};
use crate::doctor::change::{Set, sets};
use crate::text::json::visible;

/// What the hooks of a group have in common.
#[derive(Clone)]
pub enum Kind {
    /// They report one status of one repository.
    Set(Box<Set>),
    /// They wait for a request.
    Incoming,
    /// They send something else.
    Outgoing,
    /// Which way they point is not known.
    Unknown,
}

/// Hooks that stand together, by their places in the list.
#[derive(Clone)]
pub struct Group {
    /// What they have in common.
    pub kind: Kind,
    /// Their places.
    pub hooks: Vec<usize>,
}

/// The groups of a list, none of them empty, sets first.
pub fn groups(hooks: &[Hook]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for set in sets(hooks) {
        groups.push(Group { hooks: set.hooks.clone(), kind: Kind::Set(Box::new(set)) });
    }
    let mut in_set = vec![false; hooks.len()];
    groups.iter().flat_map(|group| &group.hooks).for_each(|at| in_set[*at] = true);
    for (kind, fits) in [
        (Kind::Incoming, (|way| *way == Direction::Incoming) as fn(&Direction) -> bool),
        (Kind::Outgoing, |way| *way == Direction::Outgoing),
        (Kind::Unknown, |way| matches!(way, Direction::Other(_))),
    ] {
        let hooks: Vec<usize> = (0..hooks.len()).filter(|at| !in_set[*at] && fits(&hooks[*at].direction)).collect();
        if !hooks.is_empty() {
            groups.push(Group { kind, hooks });
        }
    }
    groups
}

impl Group {
    /// The group's title. `alone` when there is no set, so that nothing is “other”.
    pub fn title(&self, alone: bool) -> String {
        match &self.kind {
            Kind::Set(set) => title(set),
            Kind::Incoming => "Incoming hooks".into(),
            Kind::Outgoing if alone => "Outgoing hooks".into(),
            Kind::Outgoing => "Other outgoing hooks".into(),
            Kind::Unknown => "Hooks of another kind".into(),
        }
    }

    /// The set, if it is one.
    pub fn set(&self) -> Option<&Set> {
        match &self.kind {
            Kind::Set(set) => Some(set),
            _ => None,
        }
    }
}

/// A set's title: which status of which repository.
pub fn title(set: &Set) -> String {
    let key = set.key.as_deref().map_or_else(|| "A status without a key".to_string(), visible);
    [&key, " on ", &visible(&set.location.shown), " at ", set.provider.name()].concat()
}
