//! The source providers: how each of them wants to be told a commit's status.
//!
//! A provider is one folder, with one file for each thing that is asked of it: how it wants to be told ([`Provider`]), what
//! it does with a request ([`receiver`]), what its refusals mean ([`refusal::causes`]), what its credentials need ([`credential`]),
//! what it sends itself ([`sender`]), what it asks of texts that others do not ([`quirks`]), and why a place is none of its repositories ([`fault`]). Nothing outside its folder knows its name, words or limits. All but the first are
//! traits of their own: a method of [`Provider`] is part of what the page loads at first, for every provider. Lengths and rules for links count for what the provider receives, after variables are filled in.

mod bitbucket_cloud;
mod bitbucket_data_center;
pub mod credential;
mod edition;
pub mod fault;
mod github;
mod gitlab;
mod path;
pub mod quirks;
pub mod receiver;
pub mod refusal;
pub mod repository;
pub mod sender;
mod server;
pub mod status;
pub mod tokens;

pub use edition::{BranchUse, Doubt, Input, Location, Provider};
pub use path::Server;
pub use server::{parse_server, server_address};

use fault::Fault;
use repository::Place;

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

/// The names of the editions that run at the users' places, or of those that do not.
pub fn names(self_hosted: bool, last: &str) -> String {
    let names: Vec<&str> = PROVIDERS.iter().filter(|p| p.self_hosted() == self_hosted).map(|p| p.name()).collect();
    match names.split_last() {
        Some((end, [])) => end.to_string(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    }
}

/// Whether any provider expects a token in a header of this name.
pub fn carries_token(header: &str) -> bool {
    let is = |name: &&str| header.trim().eq_ignore_ascii_case(name);
    PROVIDERS.iter().any(|provider| provider.token_headers().iter().any(is))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::provider::status::{CommitStatus, Light, Part};

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
