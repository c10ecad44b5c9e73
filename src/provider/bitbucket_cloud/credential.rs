//! The scope, which is a read scope though a status is written:
//! <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>; one account for a key:
//! <https://developer.atlassian.com/cloud/bitbucket/bitbucket-api-changes-commit-status/>; API tokens go with an email
//! address as Basic authorization: <https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/>.

use super::BitbucketCloud;
use crate::devopness::resource::AuthKind;
use crate::provider::credential::{Credentials, Writing, writing};
use crate::provider::{Location, Provider};
use crate::text::percent::decode;
use crate::text::template::{Piece, scan};

impl Credentials for BitbucketCloud {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn code(&self) -> &'static str {
        "bitbucket"
    }

    fn page(&self, repository: &str) -> Option<String> {
        Some(["https://bitbucket.org/", repository].concat())
    }

    fn full_name(&self, location: &Location) -> Option<String> {
        Some(decode(&location.parts.join("/"))).filter(|name| !name.contains('{'))
    }

    fn writing(&self, kind: &AuthKind) -> Writing {
        writing(
            kind,
            [
                "Bitbucket asks for the scope repository only, though a status is written with it. The API does not show the scopes \
                 of this credential.",
                "Bitbucket has no credentials of this kind that this page knows. It asks for the scope repository.",
                "Bitbucket asks for the scope repository (read:repository:bitbucket for an API token). An API token is documented \
                 with its owner's email address only, and not behind the word Bearer; access tokens of a repository, project or \
                 workspace work with it. The API does not show which of them this is.",
            ],
        )
    }

    fn one_account(&self) -> &'static str {
        "Bitbucket lets only the account that made a status, or an administrator of the repository, change it."
    }

    fn misplaces_hash(&self, target: &str) -> bool {
        misplaced(target, "/2.0/repositories/", "/commit/", "/statuses/build")
    }
}

/// Whether an address below `api` means a status, by its `end` or because nothing follows the commit, but is not the whole
/// address of one: `commit`, a variable, `end`. The vendor's guide appends the hash to a prefix for every provider, and
/// here it must stand in the middle.
pub(in crate::provider) fn misplaced(target: &str, api: &str, commit: &str, end: &str) -> bool {
    let pieces: Vec<Piece> = scan(target.trim_end_matches('/')).collect();
    let has_variable = pieces.iter().any(|piece| matches!(piece, Piece::Variable(..)));
    let right = pieces.windows(3).any(|three| {
        matches!(three, [Piece::Text(before), Piece::Variable(..), Piece::Text(after)]
            if before.ends_with(commit) && after.starts_with(end))
    });
    let cut = matches!(pieces.as_slice(), [.., Piece::Text(before), Piece::Variable(..)] if before.ends_with(commit));
    target.contains(api) && has_variable && !right && (cut || target.contains(end))
}
