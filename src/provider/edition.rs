//! What is asked of every provider.

use super::fault::Fault;
use super::path::Server;
use super::repository::Place;
use super::status::{CommitStatus, Light, Part};
use crate::devopness::event::Event;

/// A repository as its provider's API names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The address in front of the provider's paths, without a slash at the end.
    pub root: String,
    /// The parts that name the repository, percent-encoded, or placeholders in angle brackets.
    pub parts: Vec<String>,
    /// The repository as a person would say it.
    pub shown: String,
    /// Whether the address can mean nothing else, as far as it was looked at.
    pub is_sure: bool,
}

impl Location {
    /// A repository of which nobody can doubt which it is.
    pub fn new(root: impl Into<String>, parts: Vec<String>, shown: impl Into<String>) -> Location {
        Location { root: root.into(), parts, shown: shown.into(), is_sure: true }
    }
}

/// What a person types of the place that gets the status. They only make sense together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The repository in any form.
    Repository,
    /// The provider, chosen by hand.
    Provider,
    /// The address of a self-hosted provider.
    Server,
}

/// That an address may mean something else than was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What was taken, and what else may be meant: full sentences.
    pub text: String,
    /// Where the other meaning is said.
    pub input: Input,
    /// What to write there.
    pub other: String,
}

/// How a provider uses the branch.
#[derive(Clone, Copy, Debug)]
pub struct BranchUse {
    /// The body's field.
    pub field: &'static str,
    /// Why one wants it: a full sentence.
    pub why: &'static str,
}

/// One provider in one edition.
pub trait Provider: Sync {
    /// A short name that never changes, for links and tests.
    fn id(&self) -> &'static str;
    /// The name as its vendor writes it.
    fn name(&self) -> &'static str;
    /// The vendor's page on the call.
    fn docs(&self) -> &'static str;
    /// Whether the provider runs at the user's place, so that its address must be known.
    fn self_hosted(&self) -> bool;
    /// Whether a host is this provider's own beyond doubt. Hosts are in lower case.
    fn claims(&self, host: &str) -> bool;
    /// The domains that its own hosts stand under, which others may imitate. An edition of one's own has none.
    fn domains(&self) -> &'static [&'static str] {
        &[]
    }
    /// Whether a host's name makes this self-hosted provider likely.
    fn suggests(&self, _host: &str) -> bool {
        false
    }
    /// Whether a name without a host, as far as it says, is for this provider to have alone.
    fn has_name(&self, _place: &Place) -> bool {
        false
    }
    /// A repository's form at this provider, for the field's hint.
    fn example(&self) -> &'static str;
    /// What stands in the text while the repository is not known.
    fn placeholder(&self) -> Location;
    /// Finds the repository in a place. `server` is the address that the user gave for a self-hosted provider.
    ///
    /// # Errors
    /// What is wrong and what would be right.
    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, Fault>;
    /// The address that takes the status. `hash` is a template or a sample, never encoded.
    fn target_url(&self, location: &Location, hash: &str) -> String;
    /// The provider's words for a state.
    fn states(&self) -> &'static [&'static str];
    /// The word for an event; empty where the provider has none, which only [`Event::Queued`] may lack.
    fn preset(&self, event: Event) -> &'static str;
    /// Whether the provider has a word for an event.
    fn reports(&self, event: Event) -> bool {
        !self.preset(event).is_empty()
    }
    /// What reporting [`Event::Queued`] does besides, where there is something to know: a full sentence.
    fn queued(&self) -> &'static str {
        ""
    }
    /// How a state looks on the commit.
    fn light(&self, state: &str) -> Light;
    /// What the provider calls the status key.
    fn key_term(&self) -> &'static str;
    /// Headers that the provider asks for or recommends, besides `Authorization`.
    fn headers(&self) -> &'static [(&'static str, &'static str)];
    /// The headers in which it expects a token.
    fn token_headers(&self) -> &'static [&'static str] {
        &["Authorization"]
    }
    /// The body's fields in the guide's order. Parts that are empty are left out.
    fn body(&self, status: &CommitStatus) -> Vec<(&'static str, String)>;
    /// All fields that the provider's call knows, those of [`Provider::body`] among them.
    fn fields(&self) -> &'static [&'static str];
    /// The part of the status that a body field carries, for telling where an API's complaint belongs.
    fn part(&self, field: &str) -> Option<Part>;
    /// The most characters of a part.
    fn limits(&self) -> &'static [(Part, usize)];
    /// Whether the provider insists on a link, besides the state and the key.
    fn requires_link(&self) -> bool {
        false
    }
    /// Whether a link's host must have a dot in it.
    fn dotted_link(&self) -> bool {
        false
    }
    /// How the branch is used, if it is.
    fn branch(&self) -> Option<BranchUse> {
        None
    }
}
