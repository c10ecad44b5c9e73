//! The scope `api`: <https://docs.gitlab.com/integration/oauth_provider/>; who may write:
//! <https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>; one user for all states of a status:
//! <https://docs.gitlab.com/ci/ci_cd_for_external_repos/external_commit_statuses/>. That Devopness asks for `api` is an example
//! in its API description (<https://api-docs.devopness.com>). GitLab has no apps of GitHub's kind.

use super::GitLab;
use super::place::may_be_page;
use crate::devopness::resource::AuthKind;
use crate::provider::credential::{Credentials, Writing, writing};
use crate::provider::{Location, Provider};
use crate::text::percent::decode;
use crate::text::word::is_number;

impl Credentials for GitLab {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn code(&self) -> &'static str {
        "gitlab"
    }

    fn page(&self, repository: &str) -> Option<String> {
        // A name that has a page's word in it would be read as a page.
        let ending = if may_be_page(repository) { ".git" } else { "" };
        (!self.self_managed).then(|| ["https://gitlab.com/", repository, ending].concat())
    }

    fn full_name(&self, location: &Location) -> Option<String> {
        Some(decode(&location.parts.concat())).filter(|name| !is_number(name))
    }

    fn writing(&self, kind: &AuthKind) -> Writing {
        writing(
            kind,
            [
                "GitLab asks for the scope api, which the vendor's examples ask for, and for the role Developer; for a protected \
                 branch its owner must be allowed to push to it. The API does not show scope or role of this credential.",
                "GitLab has no credentials of this kind that this page knows. It asks for the scope api and the role Developer.",
                "GitLab asks for the scope api and for the role Developer; for a protected branch its owner must be allowed to push \
                 to it. The API does not show what this credential's token may do.",
            ],
        )
    }

    fn one_account(&self) -> &'static str {
        "GitLab updates a running status only for the account that made it; for another account it makes a second one."
    }
}
