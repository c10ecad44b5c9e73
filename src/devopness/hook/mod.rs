//! The hook: as the API takes it ([`OutgoingHook`], [`IncomingHook`]), written strictly, as the API gives it back
//! ([`Hook`]), read leniently, and as it is kept to be put back unchanged ([`StoredHook`]).

pub mod guard;
mod incoming;
mod outgoing;
mod read;
mod stored;

pub use incoming::{BodyCondition, IncomingHook, Variable, VariableKind};
pub use outgoing::{Condition, OutgoingHook};
pub use read::Hook;
pub use stored::StoredHook;

/// The most characters of a hook's name (API description, `HookPipelineCreate`).
pub const NAME_MAX: usize = 60;
/// The most characters of a request header's name (`HookOutgoingRequestHeader`).
pub const HEADER_NAME_MAX: usize = 256;
/// The most characters of a request header's value.
pub const HEADER_VALUE_MAX: usize = 4096;

/// A header of the request that Devopness sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// Which way a hook points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// It waits for a request and starts the pipeline.
    Incoming,
    /// It sends a request.
    Outgoing,
    /// A word that is not known.
    Other(String),
}

impl Default for Direction {
    fn default() -> Self {
        Direction::Other(String::new())
    }
}

impl Direction {
    /// The word for it.
    pub fn word(&self) -> &str {
        match self {
            Direction::Incoming => "incoming",
            Direction::Outgoing => "outgoing",
            Direction::Other(word) => word,
        }
    }
}
