//! How Devopness gets into each provider: whose repository is meant, and what the credential behind
//! `{{ application.source_provider.access_token }}` may do there. In a slice of its own, since only the doctor needs it.
//!
//! The vendor names its providers of source code `github`, `gitlab` and `bitbucket` (API description, `ProviderCode`) and
//! does not say whether one runs on a server of one's own. Which token the template gives for each kind of credential, and
//! with which rights, it does not document either; the words on that are guesses and say so.

use super::{Location, bitbucket_cloud, bitbucket_data_center, github, gitlab};
use crate::devopness::resource::AuthKind;
use crate::text::percent::decode;

/// What is known of each provider's credentials, in the order of [`super::PROVIDERS`].
pub const CREDENTIALS: &[&dyn Credentials] = &[
    &github::CLOUD,
    &gitlab::CLOUD,
    &bitbucket_cloud::BitbucketCloud,
    &github::ENTERPRISE_SERVER,
    &gitlab::SELF_MANAGED,
    &bitbucket_data_center::BitbucketDataCenter,
];

/// The credentials of the provider with that id.
pub fn credentials(id: &str) -> Option<&'static dyn Credentials> {
    CREDENTIALS.iter().copied().find(|credentials| credentials.id() == id)
}

/// Those of the provider that Devopness means by a code, in the edition whose host is known.
pub fn by_code(code: &str) -> Option<&'static dyn Credentials> {
    CREDENTIALS.iter().copied().find(|credentials| credentials.code() == code && credentials.page("x").is_some())
}

/// One provider's credentials at Devopness.
pub trait Credentials: Sync {
    /// The id of the provider, as in [`super::Provider::id`].
    fn id(&self) -> &'static str;
    /// The provider's code at Devopness. Editions of one provider share it.
    fn code(&self) -> &'static str;
    /// The address of a repository's page, from its full name; `None` for an edition that runs at the user's place, since
    /// Devopness does not tell where.
    fn page(&self, repository: &str) -> Option<String>;
    /// Whether upper and lower case make no difference in a repository's name.
    fn ignores_case(&self) -> bool {
        false
    }
    /// A repository's full name as Devopness has it; `None` where the place names it by a number or a UUID.
    fn full_name(&self, location: &Location) -> Option<String> {
        Some(decode(&location.parts.join("/")))
    }
    /// What is known of a credential of that kind when it comes to writing a status.
    fn writing(&self, kind: &AuthKind) -> Writing;
    /// Why all the hooks of a status must use one account; empty where they need not.
    fn one_account(&self) -> &'static str {
        ""
    }
    /// Whether the hash stands in the wrong place of a hook's target: a mistake that this provider's addresses invite.
    fn misplaces_hash(&self, _target: &str) -> bool {
        false
    }
}

/// What is known of whether a credential may write a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Whether it very likely may: what such a credential is asked for at its making suffices.
    pub likely: bool,
    /// What is known and what is not, in full sentences.
    pub text: &'static str,
}

/// For a kind of which the page knows nothing.
const UNKNOWN: Writing = Writing { likely: false, text: "This page does not know this kind of credential." };

/// The words for each kind: OAuth, app, pasted token. `likely` counts for OAuth alone.
pub(super) fn writing(kind: &AuthKind, [oauth, app, token]: [&'static str; 3]) -> Writing {
    match kind {
        AuthKind::OAuth => Writing { likely: true, text: oauth },
        AuthKind::App => Writing { likely: false, text: app },
        AuthKind::ApiCredentials => Writing { likely: false, text: token },
        AuthKind::Other(_) => UNKNOWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::repository::parse_place;
    use crate::provider::{PROVIDERS, by_id};

    const KINDS: [AuthKind; 3] = [AuthKind::OAuth, AuthKind::App, AuthKind::ApiCredentials];

    #[test]
    fn each_provider_has_its_credentials_and_words_for_each_kind() {
        let ids: Vec<&str> = CREDENTIALS.iter().map(|c| c.id()).collect();
        assert_eq!(ids, PROVIDERS.iter().map(|p| p.id()).collect::<Vec<_>>());
        for (own, provider) in CREDENTIALS.iter().zip(PROVIDERS) {
            assert_eq!(own.page("a/b").is_none(), provider.self_hosted(), "{}", own.id());
            for kind in KINDS {
                let writing = own.writing(&kind);
                assert!(writing.text.ends_with('.') && writing != UNKNOWN, "{}: {kind:?}", own.id());
                assert_eq!(writing.likely, kind == AuthKind::OAuth, "{}: {kind:?}", own.id());
            }
            assert_eq!(own.writing(&AuthKind::Other("x".into())), UNKNOWN);
        }
    }

    #[test]
    fn a_code_means_the_edition_whose_host_is_known() {
        for code in ["github", "gitlab", "bitbucket"] {
            assert_eq!(by_code(code).map(|c| c.id()), Some(code));
        }
        assert!(by_code("aws").is_none() && by_code("").is_none());
    }

    #[test]
    fn the_page_of_a_repository_leads_back_to_it() {
        for (code, name) in [
            ("github", "acme/shop"),
            ("gitlab", "acme/platform/shop"),
            ("gitlab", "acme/platform/jobs"),
            ("bitbucket", "acme/shop"),
        ] {
            let own = by_code(code).unwrap();
            let provider = by_id(own.id()).unwrap();
            let place = parse_place(&own.page(name).unwrap()).unwrap();
            assert!(provider.claims(place.host.as_deref().unwrap()), "{code}");
            let location = provider.locate(&place, None).unwrap();
            assert_eq!(own.full_name(&location).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_repository_that_is_named_by_a_number_or_a_uuid_has_no_name_to_compare() {
        let name = |id: &str, text: &str| {
            let location = by_id(id).unwrap().locate(&parse_place(text).unwrap(), None).unwrap();
            credentials(id).unwrap().full_name(&location)
        };
        assert_eq!(name("github", "https://api.github.com/repositories/7"), None);
        assert_eq!(name("gitlab", "4711"), None);
        assert_eq!(name("gitlab", "a/4711").as_deref(), Some("a/4711"));
        let uuid = "{01234567-89ab-cdef-0123-456789abcdef}";
        assert_eq!(name("bitbucket", &["acme/", uuid].concat()), None);
        assert_eq!(name("bitbucket", &[uuid, "/shop"].concat()), None);
        let data_center = "https://git.example.com/projects/ACME/repos/shop";
        assert_eq!(name("bitbucket-data-center", data_center).as_deref(), Some("ACME/shop"));
    }

    #[test]
    fn only_bitbucket_invites_a_hash_in_the_wrong_place() {
        let hash = "{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
        let cloud = "https://api.bitbucket.org/2.0/repositories/acme/shop";
        let server = "https://git.example.com/rest/api/latest/projects/ACME/repos/shop";
        for (id, target, expected) in [
            ("bitbucket", [cloud, "/commit/statuses/build/", hash].concat(), true),
            ("bitbucket", [cloud, "/commit/statuses/build/{{hash}}/"].concat(), true),
            ("bitbucket", [cloud, "/commit/", hash, "/statuses/build"].concat(), false),
            ("bitbucket", [cloud, "/commit/", hash, "/statuses/build/", hash].concat(), false),
            ("bitbucket", [cloud, "/commit/8d1f5c0e/statuses/build"].concat(), false),
            ("bitbucket", [cloud, "/commit/", hash].concat(), true),
            ("bitbucket", [cloud, "/commit/", hash, "/"].concat(), true),
            ("bitbucket", [cloud, "/statuses/build/", hash].concat(), true),
            // Other calls, which a hook may make as well.
            ("bitbucket", [cloud, "/commit/", hash, "/comments"].concat(), false),
            ("bitbucket", [cloud, "/pullrequests/{{ id }}"].concat(), false),
            ("bitbucket-data-center", [server, "/commits/", hash, "/comments"].concat(), false),
            ("bitbucket", ["https://api.github.com/repos/acme/shop/statuses/", hash].concat(), false),
            ("bitbucket", cloud.to_string(), false),
            ("bitbucket", String::new(), false),
            ("bitbucket-data-center", [server, "/commits/builds/", hash].concat(), true),
            ("bitbucket-data-center", [server, "/commits/", hash].concat(), true),
            ("bitbucket-data-center", [server, "/commits/", hash, "/builds"].concat(), false),
            ("bitbucket-data-center", ["https://git.example.com/rest/build-status/1.0/commits/", hash].concat(), false),
            ("bitbucket-data-center", ["https://git.example.com/commits/", hash].concat(), false),
            ("bitbucket-data-center", "https://jira.example.com/rest/api/2/builds/{{ id }}".to_string(), false),
            ("github", ["https://api.github.com/repos/acme/shop/statuses/", hash].concat(), false),
            ("gitlab", ["https://gitlab.com/api/v4/projects/1/statuses/", hash].concat(), false),
        ] {
            assert_eq!(credentials(id).unwrap().misplaces_hash(&target), expected, "{target}");
        }
    }

    #[test]
    fn where_one_account_is_needed_it_is_said_why() {
        let needed = |id: &str| !credentials(id).unwrap().one_account().is_empty();
        for (id, expected) in [
            ("github", false),
            ("github-enterprise-server", false),
            ("gitlab", true),
            ("gitlab-self-managed", true),
            ("bitbucket", true),
            ("bitbucket-data-center", false),
        ] {
            assert_eq!(needed(id), expected, "{id}");
        }
    }
}
