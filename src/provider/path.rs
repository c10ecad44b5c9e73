//! The path in a repository's address, as every provider looks at it.

use super::fault::Fault;
use super::repository::Place;
use crate::text::percent::encode;
use crate::text::word::has_word;

/// The address of a self-hosted provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub(super) root: String,
    pub(super) host: String,
    pub(super) path: Vec<String>,
}

/// An address with more segments.
pub(super) fn below(root: &str, path: &[String]) -> Result<String, Fault> {
    let mut address = root.to_string();
    for segment in path {
        if is_dots(segment) {
            return Err(Fault::Dots);
        }
        address.push('/');
        address.push_str(&encode(segment));
    }
    Ok(address)
}

/// A segment that whoever sends a request would resolve away, and so call another path.
pub(super) fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Where a self-hosted repository stands: the server's address, and the path below it.
pub(super) fn below_server(place: &Place, server: Option<&Server>) -> Result<(String, Vec<String>), Fault> {
    match (server, &place.host) {
        (Some(server), Some(host)) if host.split(':').next() != server.host.split(':').next() => Err(Fault::Server(
            ["The repository is on ", host, ", but this address names ", &server.host, ". Clear it, or correct one of the two."].concat(),
        )),
        (Some(server), _) => {
            let path = place.path.strip_prefix(server.path.as_slice()).unwrap_or(&place.path);
            Ok((server.root.clone(), path.to_vec()))
        }
        (None, Some(host)) => Ok(([place.scheme.as_deref().unwrap_or("https"), "://", host].concat(), place.path.clone())),
        (None, None) => Err(Fault::Server(
            "Which server is it on? Give its address, such as https://git.example.com, or paste the repository's whole address.".into(),
        )),
    }
}

/// Every character must be an ASCII letter, a digit, or one of `others`.
pub(super) fn only(text: &str, others: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || others.as_bytes().contains(&b))
}

/// The two parts of a name, where the provider has no more. `pages` are words that look like the first part in an address.
pub(super) fn two_parts<'a>(place: &Place, path: &'a [String], pages: &str) -> Result<[&'a String; 2], Fault> {
    match path {
        [first, _, ..] if place.host.is_some() && !place.ssh && has_word(pages, first) => Err(Fault::OwnPage),
        // The address of a branch's or file's page may end in .git as well.
        [first, second, rest @ ..] if !place.clone || rest.is_empty() || !place.ssh && rest.len() > 1 => {
            Ok([first, second])
        }
        _ => Err(Fault::Parts),
    }
}
