//! Scopes: <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>; the permission
//! “Commit statuses”: <https://docs.github.com/en/rest/commits/statuses>. That Devopness asks for `repo` is an example in its
//! API description (<https://api-docs.devopness.com>).

use super::GitHub;
use crate::devopness::resource::AuthKind;
use crate::provider::credential::{Credentials, Writing, writing};
use crate::provider::{Location, Provider};
use crate::text::percent::decode;

impl Credentials for GitHub {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn code(&self) -> &'static str {
        "github"
    }

    fn page(&self, repository: &str) -> Option<String> {
        (!self.enterprise_server).then(|| ["https://github.com/", repository].concat())
    }

    fn full_name(&self, location: &Location) -> Option<String> {
        (location.parts.len() > 1).then(|| decode(&location.parts.join("/")))
    }

    fn ignores_case(&self) -> bool {
        // “The name is not case sensitive” stands at owner and repo of every call.
        true
    }

    fn writing(&self, kind: &AuthKind) -> Writing {
        writing(
            kind,
            [
                "GitHub asks for the scope repo:status, which repo includes; the vendor's examples ask for repo. The API does not \
                 show the scopes of this credential. Its owner must be allowed to push to the repository.",
                "GitHub asks an app for the permission “Commit statuses: write” in this repository. The vendor does not document \
                 which token a hook gets from a GitHub App, nor whether it has this permission.",
                "GitHub asks for the scope repo:status, or for the permission “Commit statuses: write” of a fine-grained token. The \
                 API does not show what this credential's token may do. Its owner must be allowed to push to the repository.",
            ],
        )
    }
}
