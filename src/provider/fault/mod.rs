//! Why a place is no repository of a provider. What finds that out is a part of what the page loads at first; the sentences
//! are apart from it, because few need them.

mod sentence;

pub use sentence::sentence;

/// What keeps a place from being a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is one of the provider's own pages; where a repository is named so, its name alone is read.
    OwnPage,
    /// It has not the parts of a repository's name.
    Parts,
    /// Whoever sends a request would resolve a part of it away.
    Dots,
    /// It is the wiki of a repository.
    Wiki,
    /// This cannot stand in front of a repository's name.
    Owner(String),
    /// This cannot be a repository's name.
    Name(String),
    /// The server's address does not fit: a full sentence.
    Server(String),
}
