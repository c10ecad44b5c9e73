//! Reading the repository is enough to write a status (the vendor's description of its REST API 9.4, `REPO_READ`), with an
//! HTTP access token: <https://confluence.atlassian.com/bitbucketserver091/http-access-tokens-1443038354.html>. Whether
//! Devopness reaches a Bitbucket of one's own at all is documented nowhere.

use super::BitbucketDataCenter;
use crate::devopness::resource::AuthKind;
use crate::provider::Provider;
use crate::provider::bitbucket_cloud::misplaced;
use crate::provider::credential::{Credentials, Writing, writing};

impl Credentials for BitbucketDataCenter {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn code(&self) -> &'static str {
        "bitbucket"
    }

    fn page(&self, _repository: &str) -> Option<String> {
        None
    }

    fn writing(&self, kind: &AuthKind) -> Writing {
        writing(
            kind,
            [
                "Bitbucket Data Center asks for the permission to read the repository. Whether Devopness has credentials for a \
                 server of one's own, the vendor does not document.",
                "Bitbucket Data Center has no credentials of this kind that this page knows. It asks for the permission to read the \
                 repository.",
                "Bitbucket Data Center asks for an HTTP access token that may read the repository. The API does not show what this \
                 credential's token may do.",
            ],
        )
    }

    fn misplaces_hash(&self, target: &str) -> bool {
        misplaced(target, "/rest/api/", "/commits/", "/builds") && target.contains("/repos/")
    }
}
