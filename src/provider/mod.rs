//! The source providers: how each of them wants to be told a commit's status.
//!
//! A provider is one file with one or more `impl Provider`, and a line in [`PROVIDERS`]. Nothing outside its file knows its
//! name, words or limits. Lengths and rules for links count for what the provider receives, after variables are filled in.

mod bitbucket_cloud;
mod bitbucket_data_center;
mod github;
mod gitlab;

use crate::event::Event;
use crate::field::Field;
use crate::repository::{Place, encode, parse_place};
use crate::status::{CommitStatus, Light, Part};

/// All providers. Those of the cloud come first: they are known by their hosts.
pub const PROVIDERS: &[&dyn Provider] = &[
    &github::CLOUD,
    &gitlab::CLOUD,
    &bitbucket_cloud::BitbucketCloud,
    &github::ENTERPRISE_SERVER,
    &gitlab::SELF_MANAGED,
    &bitbucket_data_center::BitbucketDataCenter,
];

/// The provider that stands in until anything says which it is.
pub const DEFAULT: &dyn Provider = PROVIDERS[0];

/// The provider with that id.
pub fn by_id(id: &str) -> Option<&'static dyn Provider> {
    PROVIDERS.iter().copied().find(|p| p.id() == id)
}

/// A repository as its provider's API names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The address in front of the provider's paths, without a slash at the end.
    pub root: String,
    /// The parts that name the repository, percent-encoded, or placeholders in angle brackets.
    pub parts: Vec<String>,
    /// The repository as a person would say it.
    pub shown: String,
}

/// A complaint about the repository or the server's address.
pub type LocateError = (Field, String);

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
    /// Whether a host's name makes this self-hosted provider likely.
    fn suggests(&self, _host: &str) -> bool {
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
    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, LocateError>;
    /// The address that takes the status. `hash` is a template or a sample, never encoded.
    fn target_url(&self, location: &Location, hash: &str) -> String;
    /// The provider's words for a state.
    fn states(&self) -> &'static [&'static str];
    /// The word for an event.
    fn preset(&self, event: Event) -> &'static str;
    /// How a state looks on the commit.
    fn light(&self, state: &str) -> Light;
    /// What the provider calls the status key.
    fn key_term(&self) -> &'static str;
    /// Headers that the provider asks for or recommends, besides `Authorization`.
    fn headers(&self) -> &'static [(&'static str, &'static str)];
    /// The body's fields in the guide's order. Parts that are empty are left out.
    fn body(&self, status: &CommitStatus) -> Vec<(&'static str, String)>;
    /// All fields that the provider's call knows, those of [`Provider::body`] among them.
    fn fields(&self) -> &'static [&'static str];
    /// The part of the status that a body field carries, for telling where an API's complaint belongs.
    fn part(&self, field: &str) -> Option<Part>;
    /// The most characters of a part.
    fn limits(&self) -> &'static [(Part, usize)];
    /// Parts that the provider insists on, besides the state and the key.
    fn requires(&self, _part: Part) -> bool {
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

/// The address of a self-hosted provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    scheme: String,
    host: String,
    path: Vec<String>,
}

/// Reads a server's address: `https://host`, also with a port or under a path; the part from `/api` or `/rest` on is cut.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn parse_server(text: &str) -> Result<Server, String> {
    let sentence = "A server's address starts with https:// (or http://) and a host, such as https://git.example.com.";
    let text = text.trim();
    let text = if text.contains("://") { text.to_string() } else { ["https://", text].concat() };
    let mut place = parse_place(&text).map_err(|_| sentence.to_string())?;
    let Some((scheme, host)) = place.scheme.zip(place.host) else {
        return Err(sentence.into());
    };
    if let Some(end) = place.path.iter().position(|s| s == "api" || s == "rest") {
        place.path.truncate(end);
    }
    Ok(Server { scheme, host, path: place.path })
}

impl Server {
    fn root(&self) -> String {
        below(&[&self.scheme, "://", &self.host].concat(), &self.path)
    }
}

/// An address with more segments.
fn below(root: &str, path: &[String]) -> String {
    let mut address = root.to_string();
    for segment in path {
        address.push('/');
        address.push_str(&encode(segment));
    }
    address
}

/// A segment that whoever sends a request would resolve away, and so call another path.
fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Where a self-hosted repository stands: the server's address, and the path below it.
fn below_server(place: &Place, server: Option<&Server>) -> Result<(String, Vec<String>), LocateError> {
    match (server, &place.host) {
        (Some(server), Some(host)) if host.split(':').next() != server.host.split(':').next() => Err((
            Field::Server,
            ["The repository is on ", host, ", but this address names ", &server.host, ". Clear it, or correct one of the two."].concat(),
        )),
        (Some(server), _) => {
            let path = place.path.strip_prefix(server.path.as_slice()).unwrap_or(&place.path);
            Ok((server.root(), path.to_vec()))
        }
        (None, Some(host)) => Ok(([place.scheme.as_deref().unwrap_or("https"), "://", host].concat(), place.path.clone())),
        (None, None) => Err((
            Field::Server,
            "Which server is it on? Give its address, such as https://git.example.com, or paste the repository's whole address.".into(),
        )),
    }
}

/// Every character must be an ASCII letter, a digit, or one of `others`.
fn only(text: &str, others: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || others.as_bytes().contains(&b))
}

fn bad_repository(text: impl Into<String>) -> LocateError {
    (Field::Repository, text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slice_is_sound() {
        for (i, p) in PROVIDERS.iter().enumerate() {
            let id = p.id();
            assert!(PROVIDERS[..i].iter().all(|q| q.id() != id && q.name() != p.name()), "{id} stands twice");
            assert!(p.docs().starts_with("https://"), "{id}");
            assert!(p.headers().contains(&("Content-Type", "application/json")), "{id}");
            for event in Event::ALL {
                assert!(p.states().contains(&p.preset(event)), "{id}");
            }
            let lights = [Light::Waiting, Light::Bad, Light::Good];
            assert_eq!(Event::ALL.map(|e| p.light(p.preset(e))), lights, "{id}");
            assert_eq!(p.target_url(&p.placeholder(), "H").matches('H').count(), 1, "{id}");
        }
    }

    #[test]
    fn a_body_has_only_the_providers_own_fields_and_each_part_once() {
        let status = CommitStatus {
            state: "the-state".into(),
            key: "the-key".into(),
            description: "the-description".into(),
            link: "the-link".into(),
            branch: Some("the-branch".into()),
        };
        for p in PROVIDERS {
            let body = p.body(&status);
            for (name, value) in &body {
                assert!(p.fields().contains(name), "{}: {name}", p.id());
                let part = p.part(name).unwrap_or_else(|| panic!("{}: {name}", p.id()));
                let expected = match part {
                    Part::State => "the-state",
                    Part::Key => "the-key",
                    Part::Description => "the-description",
                    Part::Link => "the-link",
                    Part::Branch => "the-branch",
                };
                assert!(value.ends_with(expected), "{}: {name} is {value}", p.id());
            }
            assert_eq!(body.iter().any(|(_, v)| v.ends_with("the-branch")), p.branch().is_some(), "{}", p.id());
        }
    }

    #[test]
    fn a_servers_address_is_read_with_or_without_what_follows_it() {
        let check = |text: &str, root: Option<&str>| {
            assert_eq!(parse_server(text).ok().map(|s| s.root()).as_deref(), root, "{text}")
        };
        check("https://git.acme.dev", Some("https://git.acme.dev"));
        check(" git.acme.dev/ ", Some("https://git.acme.dev"));
        check("http://git.acme.dev:8080/gitlab/", Some("http://git.acme.dev:8080/gitlab"));
        check("https://acme.dev/gitlab/api/v4", Some("https://acme.dev/gitlab"));
        check("https://acme.dev/bitbucket/rest/api/latest", Some("https://acme.dev/bitbucket"));
        check("ftp://acme.dev", None);
        check("https://", None);
        check("https://a b", None);
        check("", None);
    }
}
