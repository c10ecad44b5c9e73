//! What a provider does with a request that reports a commit status: the rules stand here once, for the simulator, for
//! preflight and for the stand-ins of the sandbox.
//!
//! A receiver is pure: it reads the request, changes the [`Repository`] that stands for the provider's memory, and
//! answers. Where the vendor does not document what happens, the provider's file says so, and what is done here is a guess.

#[cfg(test)]
pub(super) mod case;
mod memory;
mod reply;
mod request;
mod sample;

pub(super) use memory::link_host;
pub(super) use reply::{number, text, text_or_null};
pub use sample::COMMIT;

use super::{Provider, bitbucket_cloud, bitbucket_data_center, github, gitlab};
use crate::devopness::hook::Header;

/// The receiving side of each provider, in the order of [`super::PROVIDERS`]. They stand in a slice of their own, so that
/// the page's first part need not carry them.
pub const RECEIVERS: &[&dyn Receiver] = &[
    &github::CLOUD,
    &gitlab::CLOUD,
    &bitbucket_cloud::BitbucketCloud,
    &github::ENTERPRISE_SERVER,
    &gitlab::SELF_MANAGED,
    &bitbucket_data_center::BitbucketDataCenter,
];

/// The receiving side of the provider with that id.
pub fn receiver(id: &str) -> Option<&'static dyn Receiver> {
    RECEIVERS.iter().copied().find(|receiver| receiver.id() == id)
}

/// A provider that takes commit statuses.
pub trait Receiver: Sync {
    /// The id of the provider, as in [`super::Provider::id`].
    fn id(&self) -> &'static str;
    /// Takes a request: answers it, and changes the repository as the provider would. Any request gets an answer.
    fn receive(&self, request: &Received, repository: &mut Repository) -> Reply;
    /// What of these rules the vendor does not document, as far as it decides something: full sentences.
    fn guesses(&self) -> &'static str;
    /// Whether what the provider sends about a pull request has the commit's hash in a short form.
    fn sends_short_hashes(&self) -> bool {
        false
    }
    /// The statuses that a commit shows now: the newest of each key, in the order in which they came.
    fn shown<'a>(&self, repository: &'a Repository, commit: &str) -> Vec<&'a StatusRecord> {
        let mut shown: Vec<&StatusRecord> = Vec::new();
        for record in repository.statuses.iter().filter(|record| record.commit == commit && !record.hidden) {
            shown.retain(|earlier| !self.same_status(earlier, record));
            shown.push(record);
        }
        shown
    }
    /// Whether of two records of one commit only the newer one is shown.
    fn same_status(&self, a: &StatusRecord, b: &StatusRecord) -> bool {
        a.key == b.key
    }
}

/// A request as a provider receives it.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The method, such as `POST`.
    pub method: &'a str,
    /// The whole address as it was sent, with its percent-encoding.
    pub url: &'a str,
    /// The headers.
    pub headers: &'a [Header],
    /// The body.
    pub body: &'a str,
}

/// What a request shows of who sends it, in its header `Authorization`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// No such header.
    Missing,
    /// `Bearer {token}`.
    Bearer(String),
    /// `token {token}`.
    Token(String),
    /// `Basic`, of which only the password counts here.
    Basic(String),
    /// Something else.
    Unreadable,
}

/// What the provider answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The headers that tell something.
    pub headers: Vec<Header>,
    /// The body.
    pub body: String,
}

/// A repository at a provider, as far as commit statuses go: the whole memory of a [`Receiver`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// The address in front of the provider's paths, as in [`super::Location::root`].
    pub root: String,
    /// The parts that name the repository, percent-encoded, as in [`super::Location::parts`].
    pub parts: Vec<String>,
    /// A number that names it as well, and stays when it is renamed: the project's at GitLab, the repository's at GitHub.
    pub number: Option<String>,
    /// The full hashes of its commits.
    pub commits: Vec<String>,
    /// Its branches.
    pub branches: Vec<Branch>,
    /// Who may call.
    pub accounts: Vec<Account>,
    /// The names of the CI jobs in the pipeline of every commit (GitLab).
    pub jobs: Vec<String>,
    /// Whether a report is taken that has the state which the status has already. GitLab refuses it up to now, and means to
    /// take it: <https://gitlab.com/gitlab-org/gitlab/-/issues/556757>.
    pub takes_repeats: bool,
    /// Where it is now, if it was renamed or moved: the new parts, joined by slashes.
    pub moved_to: Option<String>,
    /// The status code of every answer, while the provider is out of order.
    pub down: Option<u16>,
    /// Whether the account has used up what it may call.
    pub rate_limited: bool,
    /// Every status that was taken, oldest first.
    pub statuses: Vec<StatusRecord>,
}

/// A branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name, without `refs/heads/`.
    pub name: String,
    /// The full hashes of its commits.
    pub commits: Vec<String>,
    /// Whether only maintainers may change it, with GitLab's default protection.
    pub protected: bool,
}

/// The account behind a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The token.
    pub token: String,
    /// The account's name.
    pub name: String,
    /// What the account may do with the repository.
    pub access: Access,
    /// Whether the token has the scope or permission that the call needs.
    pub scoped: bool,
}

/// What an account may do with a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Not even see it.
    None,
    /// Read it: GitLab's Reporter and Guest.
    Read,
    /// Push to it: GitLab's Developer.
    Write,
    /// Manage it: GitLab's Maintainer, an admin of the repository elsewhere.
    Admin,
}

/// One status of a commit, as the provider keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusRecord {
    /// Counts up over the repository, in place of a time.
    pub id: u64,
    /// The full hash of the commit.
    pub commit: String,
    /// What tells it from other statuses: context, name or key.
    pub key: String,
    /// The provider's word.
    pub state: String,
    /// The line for people.
    pub description: String,
    /// The link to the details.
    pub link: String,
    /// The branch it belongs to, where the provider keeps that.
    pub branch: String,
    /// The name of the account that sent it.
    pub account: String,
    /// Whether a newer one took its place (GitLab).
    pub hidden: bool,
}

/// The most characters of a field's value, and how many it has, where those are too many.
pub(super) fn too_long(provider: &dyn Provider, field: &str, value: &str) -> Option<(usize, usize)> {
    let (_, max) = provider.limits().iter().find(|(part, _)| provider.part(field) == Some(*part))?;
    let chars = value.chars().count();
    (chars > *max).then_some((*max, chars))
}

#[cfg(test)]
mod tests {
    use super::case::Case;
    use super::*;
    use crate::provider::PROVIDERS;

    #[test]
    fn each_provider_has_its_receiver() {
        let ids = |of: Vec<&'static str>| of;
        assert_eq!(ids(RECEIVERS.iter().map(|r| r.id()).collect()), ids(PROVIDERS.iter().map(|p| p.id()).collect()));
        for provider in PROVIDERS {
            assert_eq!(receiver(provider.id()).map(|r| r.id()), Some(provider.id()));
        }
        assert!(receiver("sourcehut").is_none());
    }

    #[test]
    fn every_state_of_a_provider_is_taken_and_shown() {
        for provider in PROVIDERS {
            for state in provider.states() {
                let mut case = Case::of(provider.id());
                case.set("state", (*state).into());
                let reply = case.send();
                assert!(reply.is_success(), "{}: {state}: {reply:?}", provider.id());
                let shown = receiver(provider.id()).unwrap().shown(&case.repository, COMMIT);
                let shown: Vec<_> =
                    shown.iter().map(|record| (record.state.as_str(), record.account.as_str())).collect();
                assert_eq!(shown, [(*state, "writer")], "{}", provider.id());
            }
        }
    }

    #[test]
    fn the_newest_of_each_key_is_shown() {
        for provider in PROVIDERS {
            let mut case = Case::of(provider.id());
            let key = provider.body(&case.status).into_iter().find(|(_, v)| *v == case.status.key).unwrap().0;
            let [waiting, good] = [
                provider.preset(crate::devopness::event::Event::Started),
                provider.preset(crate::devopness::event::Event::Completed),
            ];
            for (name, state) in [("one", waiting), ("two", waiting), ("one", good)] {
                case.set(key, name.into());
                case.set("state", state.into());
                case.send();
            }
            let receiver = receiver(provider.id()).unwrap();
            let mut shown: Vec<_> =
                receiver.shown(&case.repository, COMMIT).iter().map(|r| (r.key.as_str(), r.state.as_str())).collect();
            shown.sort_unstable();
            assert_eq!(shown, [("one", good), ("two", waiting)], "{}", provider.id());
            assert!(receiver.shown(&case.repository, &case.repository.commits[1]).is_empty());
        }
    }

    #[test]
    fn any_request_gets_an_answer() {
        let urls = [
            "",
            "é",
            "https://",
            "https://api.github.com",
            "https://api.github.com/",
            "//",
            "https://gitlab.com/%ff?%=&&",
        ];
        let bodies = ["", "null", "[", "{\"state\":", "{\"state\":{}}", "\u{0}", "{\"key\":1e999}"];
        for receiver in RECEIVERS {
            for body in bodies {
                for url in urls {
                    let mut case = Case::of(receiver.id());
                    case.url = url.into();
                    case.body = body.into();
                    assert!(!case.send().is_success());
                }
                let mut case = Case::of(receiver.id());
                case.body = body.into();
                assert!((400..500).contains(&case.send().status), "{}: {body}", receiver.id());
                assert_eq!(case.repository.statuses, []);
            }
        }
    }
}
