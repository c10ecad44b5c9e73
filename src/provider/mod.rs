//! The source providers: how each of them wants to be told a commit's status.
//!
//! A provider is one folder, with one file for each thing that is asked of it: how it wants to be told ([`Provider`]), what
//! it does with a request ([`receiver`]), what its refusals mean ([`refusal::causes`]), what its credentials need ([`credential`]),
//! what it sends itself ([`sender`]), what it asks of texts that others do not ([`quirks`]), and why a place is none of its repositories ([`fault`]). Nothing outside its folder knows its name, words or limits. All but the first are
//! traits of their own: a method of [`Provider`] is part of what the page loads at first, for every provider. Lengths and rules for links count for what the provider receives, after variables are filled in.

mod bitbucket_cloud;
mod bitbucket_data_center;
pub mod credential;
pub mod fault;
mod github;
mod gitlab;
pub mod quirks;
pub mod receiver;
pub mod refusal;
pub mod repository;
pub mod sender;
pub mod status;
pub mod tokens;

use fault::Fault;

use crate::devopness::event::Event;
use crate::provider::repository::{Place, parse_place};
use crate::provider::status::{CommitStatus, Light, Part};
use crate::text::percent::encode;
use crate::text::word::has_word;

/// All providers. Those of the cloud come first: they are known by their hosts.
pub const PROVIDERS: &[&dyn Provider] = &[
    &github::CLOUD,
    &gitlab::CLOUD,
    &bitbucket_cloud::BitbucketCloud,
    &github::ENTERPRISE_SERVER,
    &gitlab::SELF_MANAGED,
    &bitbucket_data_center::BitbucketDataCenter,
];

/// Hosts of the providers that hold files and pages of repositories, but no repositories.
pub fn beside() -> impl Iterator<Item = (&'static dyn Provider, &'static str)> {
    let own = PROVIDERS.iter().flat_map(|provider| provider.domains().iter().map(move |domain| (*provider, *domain)));
    let others = [github::BESIDE, gitlab::BESIDE, bitbucket_cloud::BESIDE];
    let others =
        others.into_iter().zip(PROVIDERS).flat_map(|(hosts, own)| hosts.split(' ').map(move |host| (*own, host)));
    own.chain(others)
}

/// The provider, and its server, whose call an address is that tells a commit's status and names no repository.
pub fn without_repository(place: &Place) -> Option<(&'static dyn Provider, String)> {
    let center: &dyn Provider = &bitbucket_data_center::BitbucketDataCenter;
    bitbucket_data_center::old_resource(place).map(|server| (center, server))
}

/// The provider that stands in until anything says which it is.
pub const DEFAULT: &dyn Provider = PROVIDERS[0];

/// The provider with that id.
pub fn by_id(id: &str) -> Option<&'static dyn Provider> {
    PROVIDERS.iter().copied().find(|p| p.id() == id)
}

/// Whether any provider expects a token in a header of this name.
pub fn carries_token(header: &str) -> bool {
    let is = |name: &&str| header.trim().eq_ignore_ascii_case(name);
    PROVIDERS.iter().any(|provider| provider.token_headers().iter().any(is))
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
    /// Whether the address can mean nothing else, as far as it was looked at.
    pub is_sure: bool,
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

/// What a repository's address may mean besides what [`Provider::locate`] takes.
///
/// # Errors
/// Where it may mean too much: what to write instead.
pub fn doubt(provider: &dyn Provider, place: &Place, server: Option<&Server>) -> Result<Option<Doubt>, String> {
    if let Some(own) = [github::CLOUD, github::ENTERPRISE_SERVER].into_iter().find(|own| own.id() == provider.id()) {
        return own.place_fault(place).filter(|_| server.is_none()).map_or(Ok(None), Err);
    }
    if provider.id() == bitbucket_data_center::BitbucketDataCenter.id() && bitbucket_data_center::is_page(place) {
        return Err(fault::sentence(provider, &Fault::OwnPage));
    }
    let own = [gitlab::CLOUD, gitlab::SELF_MANAGED].into_iter().find(|own| own.id() == provider.id());
    own.map_or(Ok(None), |own| own.doubt(place, server))
}

impl Location {
    /// A repository of which nobody can doubt which it is.
    pub fn new(root: impl Into<String>, parts: Vec<String>, shown: impl Into<String>) -> Location {
        Location { root: root.into(), parts, shown: shown.into(), is_sure: true }
    }
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

/// The address of a self-hosted provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    root: String,
    host: String,
    path: Vec<String>,
}

/// Reads a server's address: `https://host`, also with a port or under a path; the part from `/api` or `/rest` on is cut.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn parse_server(text: &str) -> Result<Server, String> {
    let sentence = "A server's address starts with https:// (or http://) and a host, such as https://git.example.com.";
    let text = server_address(text);
    if !text.is_ascii() {
        return Err("A server's address has letters from a to z alone. Others may only look like them.".into());
    }
    let mut place = parse_place(&text).map_err(|_| sentence.to_string())?;
    let Some((scheme, host)) = place.scheme.zip(place.host) else {
        return Err(sentence.into());
    };
    if let Some(end) = place.path.iter().position(|s| s == "api" || s == "rest") {
        place.path.truncate(end);
    }
    let root = below(&[&scheme, "://", &host].concat(), &place.path).map_err(|_| sentence.to_string())?;
    Ok(Server { root, host, path: place.path })
}

/// What was typed as a server's address, with a scheme.
pub fn server_address(text: &str) -> String {
    let text = text.trim();
    if text.contains("://") { text.to_string() } else { ["https://", text].concat() }
}

/// An address with more segments.
fn below(root: &str, path: &[String]) -> Result<String, Fault> {
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
fn is_dots(segment: &str) -> bool {
    matches!(segment, "." | "..")
}

/// Where a self-hosted repository stands: the server's address, and the path below it.
fn below_server(place: &Place, server: Option<&Server>) -> Result<(String, Vec<String>), Fault> {
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
fn only(text: &str, others: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || others.as_bytes().contains(&b))
}

/// The two parts of a name, where the provider has no more. `pages` are words that look like the first part in an address.
fn two_parts<'a>(place: &Place, path: &'a [String], pages: &str) -> Result<[&'a String; 2], Fault> {
    match path {
        [first, _, ..] if place.host.is_some() && !place.ssh && has_word(pages, first) => Err(Fault::OwnPage),
        // The address of a branch's or file's page may end in .git as well.
        [first, second, rest @ ..] if !place.clone || rest.is_empty() || !place.ssh && rest.len() > 1 => {
            Ok([first, second])
        }
        _ => Err(Fault::Parts),
    }
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
                assert_eq!(p.states().contains(&p.preset(event)), p.reports(event), "{id}");
                assert!(p.reports(event) || event == Event::Queued, "{id}");
            }
            let lights = [Light::Waiting, Light::Bad, Light::Good];
            assert_eq!(Event::USUAL.map(|e| p.light(p.preset(e))), lights, "{id}");
            assert!(!p.reports(Event::Queued) || p.light(p.preset(Event::Queued)) == Light::Waiting, "{id}");
            assert_eq!(p.target_url(&p.placeholder(), "H").matches('H').count(), 1, "{id}");
        }
    }

    #[test]
    fn every_slice_has_every_provider() {
        let mut ids: Vec<&str> = PROVIDERS.iter().map(|p| p.id()).collect();
        assert_eq!(receiver::RECEIVERS.iter().map(|p| p.id()).collect::<Vec<_>>(), ids);
        assert_eq!(credential::CREDENTIALS.iter().map(|p| p.id()).collect::<Vec<_>>(), ids);
        assert_eq!(sender::SENDERS.iter().map(|p| p.id()).collect::<Vec<_>>(), ids);
        // These are in the order in which an address is tried.
        let mut causes: Vec<&str> = refusal::causes::CAUSES.iter().map(|p| p.id()).collect();
        causes.sort_unstable();
        ids.sort_unstable();
        assert_eq!(causes, ids);
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
            assert_eq!(parse_server(text).ok().map(|s| s.root).as_deref(), root, "{text}")
        };
        check("https://git.acme.dev", Some("https://git.acme.dev"));
        check(" git.acme.dev/ ", Some("https://git.acme.dev"));
        check("http://git.acme.dev:8080/gitlab/", Some("http://git.acme.dev:8080/gitlab"));
        check("https://acme.dev/gitlab/api/v4", Some("https://acme.dev/gitlab"));
        check("https://acme.dev/bitbucket/rest/api/latest", Some("https://acme.dev/bitbucket"));
        check("https://acme.dev/a%20b/rest", Some("https://acme.dev/a%20b"));
        // Whoever sends a request takes these away, and so calls another path.
        check("https://acme.dev/gitlab/.", None);
        check("https://acme.dev/gitlab/%2E%2E/x", None);
        check("ftp://acme.dev", None);
        check("https://", None);
        check("https://a b", None);
        check("", None);
    }

    #[test]
    fn each_provider_has_its_own_words() {
        let words = |id: &str| by_id(id).map(|p| (p.name(), p.key_term(), p.self_hosted(), p.docs()));
        let github = "https://docs.github.com/en/rest/commits/statuses";
        let server = "https://docs.github.com/en/enterprise-server@latest/rest/commits/statuses";
        let gitlab = "https://docs.gitlab.com/api/commits/#set-commit-pipeline-status";
        let cloud = "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/";
        let center = "https://developer.atlassian.com/server/bitbucket/how-tos/updating-build-status-for-commits";
        for (id, expected) in [
            ("github", ("GitHub", "context", false, github)),
            ("github-enterprise-server", ("GitHub Enterprise Server", "context", true, server)),
            ("gitlab", ("GitLab", "name", false, gitlab)),
            ("gitlab-self-managed", ("GitLab self-managed", "name", true, gitlab)),
            ("bitbucket", ("Bitbucket", "key", false, cloud)),
            ("bitbucket-data-center", ("Bitbucket Data Center", "key", true, center)),
        ] {
            assert_eq!(words(id), Some(expected));
        }
        assert!(words("sourcehut").is_none());
    }

    #[test]
    fn a_host_is_known_or_guessed_by_its_whole_name() {
        let known = |host: &str| PROVIDERS.iter().filter(|p| p.claims(host)).map(|p| p.id()).collect::<Vec<_>>();
        let likely = |host: &str| PROVIDERS.iter().filter(|p| p.suggests(host)).map(|p| p.id()).collect::<Vec<_>>();
        for (host, owner) in [
            ("github.com", "github"),
            ("api.github.com", "github"),
            ("ssh.github.com", "github"),
            ("acme.ghe.com", "github"),
            ("gitlab.com", "gitlab"),
            ("altssh.gitlab.com", "gitlab"),
            ("bitbucket.org", "bitbucket"),
            ("api.bitbucket.org", "bitbucket"),
            ("altssh.bitbucket.org", "bitbucket"),
        ] {
            assert_eq!(known(host), [owner], "{host}");
        }
        for (host, owner) in [
            ("github.acme.dev", "github-enterprise-server"),
            ("ghe.acme.dev", "github-enterprise-server"),
            ("gitlab.acme.dev", "gitlab-self-managed"),
            ("bitbucket.acme.dev", "bitbucket-data-center"),
            ("stash.acme.dev", "bitbucket-data-center"),
        ] {
            assert_eq!((known(host), likely(host)), (vec![], vec![owner]), "{host}");
        }
        for host in ["ghe.com", "github.com.evil.example", "evilgithub.com", "mygitlab.com", "git.acme.dev", ""] {
            assert_eq!(known(host), Vec::<&str>::new(), "{host}");
        }
        for host in ["mygithub.acme.dev", "git.acme.dev", "acme.dev", ""] {
            assert_eq!(likely(host), Vec::<&str>::new(), "{host}");
        }
    }

    #[test]
    fn every_state_has_its_light() {
        let lights = |id: &str| {
            let provider = by_id(id).expect("a provider");
            provider.states().iter().map(|state| (*state, provider.light(state).word())).collect::<Vec<_>>()
        };
        let github = [("pending", "waiting"), ("success", "good"), ("failure", "bad"), ("error", "bad")];
        let gitlab = [
            ("pending", "waiting"),
            ("running", "waiting"),
            ("success", "good"),
            ("failed", "bad"),
            ("canceled", "neutral"),
            ("skipped", "neutral"),
        ];
        let cloud = [("INPROGRESS", "waiting"), ("SUCCESSFUL", "good"), ("FAILED", "bad"), ("STOPPED", "neutral")];
        let center = [&cloud[..3], &[("CANCELLED", "neutral"), ("UNKNOWN", "neutral")]].concat();
        assert_eq!((lights("github"), lights("github-enterprise-server")), (github.to_vec(), github.to_vec()));
        assert_eq!((lights("gitlab"), lights("gitlab-self-managed")), (gitlab.to_vec(), gitlab.to_vec()));
        assert_eq!((lights("bitbucket"), lights("bitbucket-data-center")), (cloud.to_vec(), center));
    }

    #[test]
    fn only_what_the_provider_calls_so_is_a_part_of_the_status() {
        for p in PROVIDERS {
            assert_eq!(p.part("nothing"), None, "{}", p.id());
            assert_eq!(p.part("state"), Some(Part::State), "{}", p.id());
            assert_eq!(p.part("description"), Some(Part::Description), "{}", p.id());
            if let Some(branch) = p.branch() {
                assert_eq!(p.part(branch.field), Some(Part::Branch), "{}", p.id());
                assert!(branch.why.ends_with('.') && branch.why.contains("branch"), "{}", p.id());
            }
        }
    }
}
