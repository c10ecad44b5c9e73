//! What can happen: runs of the pipeline, as a person would tell them.

use crate::devopness::event::Event;
use crate::provider::receiver::Receiver;

/// Something that happens.
#[derive(Debug)]
pub struct Scenario {
    /// A short name that never changes.
    pub id: &'static str,
    /// What happens, in plain words.
    pub label: &'static str,
    /// How the runs start.
    pub start: Start,
    /// How things stand at the provider.
    pub world: World,
    /// The events in their order, each with the number of its run. [`Event::Queued`] is left out where it has no hook.
    pub steps: &'static [(usize, Event)],
}

/// How a run starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// By a push.
    Push,
    /// By a pull request whose payload has the hash in a short form.
    ShortHash,
    /// By hand.
    Hand,
}

/// How things stand at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// As they should.
    Usual,
    /// The account behind the token may only read.
    Reader,
    /// The repository was renamed or moved.
    Moved,
}

/// All scenarios, the usual first.
pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "success",
        label: "A push is deployed, and it works",
        start: Start::Push,
        world: World::Usual,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Completed)],
    },
    Scenario {
        id: "failure",
        label: "A push is deployed, and it fails",
        start: Start::Push,
        world: World::Usual,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Failed)],
    },
    Scenario {
        id: "again",
        label: "It fails, and the same commit is deployed again",
        start: Start::Push,
        world: World::Usual,
        steps: &[
            (1, Event::Queued),
            (1, Event::Started),
            (1, Event::Failed),
            (2, Event::Queued),
            (2, Event::Started),
            (2, Event::Completed),
        ],
    },
    Scenario {
        id: "overlap",
        label: "The same commit is deployed twice at the same time",
        start: Start::Push,
        world: World::Usual,
        steps: &[
            (1, Event::Queued),
            (1, Event::Started),
            (2, Event::Queued),
            (2, Event::Started),
            (1, Event::Completed),
            (2, Event::Completed),
        ],
    },
    Scenario {
        id: "short-hash",
        label: "A pull request is deployed, whose hash comes in its short form",
        start: Start::ShortHash,
        world: World::Usual,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Completed)],
    },
    Scenario {
        id: "by-hand",
        label: "Somebody starts the deploy by hand",
        start: Start::Hand,
        world: World::Usual,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Completed)],
    },
    Scenario {
        id: "reader",
        label: "The token may read the repository, but not write to it",
        start: Start::Push,
        world: World::Reader,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Completed)],
    },
    Scenario {
        id: "moved",
        label: "The repository was renamed or moved",
        start: Start::Push,
        world: World::Moved,
        steps: &[(1, Event::Queued), (1, Event::Started), (1, Event::Completed)],
    },
];

impl Scenario {
    /// The scenario with that id.
    pub fn by_id(id: &str) -> Option<&'static Scenario> {
        SCENARIOS.iter().find(|scenario| scenario.id == id)
    }

    /// Whether it can happen at a provider: only some send short hashes.
    pub fn fits(&self, receiver: &dyn Receiver) -> bool {
        self.start != Start::ShortHash || receiver.sends_short_hashes()
    }
}
