//! What GitHub's refusals mean. The words are those of its documentation
//! (<https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>) and of answers that public issues
//! quote, named at each.

mod access;
mod body;

use super::GitHub;
use crate::devopness::delivery::header;
use crate::devopness::hook::Header;
use crate::provider::Provider;
use crate::provider::refusal::causes::Causes;
use crate::provider::refusal::{Address, HashForm, Rule, Seen, Spot, Sure, quote};

/// The causes of one edition.
pub struct GitHubCauses(&'static GitHub);

/// Those of GitHub.com.
pub const CLOUD: GitHubCauses = GitHubCauses(&super::CLOUD);
/// Those of GitHub Enterprise Server.
pub const ENTERPRISE_SERVER: GitHubCauses = GitHubCauses(&super::ENTERPRISE_SERVER);

impl Causes for GitHubCauses {
    fn id(&self) -> &'static str {
        self.0.id()
    }

    fn has_path(&self, address: &Address) -> bool {
        // Others have copied GitHub's paths, below another beginning.
        let beginning = |words: &[&str]| address.after(words).is_some();
        below_repository(address).is_some()
            && beginning(&["api", "v3"]) == self.0.self_hosted()
            && !beginning(&["api", "v1"])
    }

    fn spot<'a>(&self, address: &Address<'a>) -> Spot<'a> {
        match below_repository(address) {
            Some(rest) => Spot::Hash(rest.first().copied().unwrap_or_default()),
            None => Spot::Nowhere,
        }
    }

    fn rules(&self) -> &'static [&'static [Rule]] {
        &[access::RULES, RULES, body::RULES]
    }

    fn guesses(&self) -> &'static [Rule] {
        GUESSES
    }

    fn event_of<'a>(&self, headers: &'a [Header]) -> Option<&'a str> {
        header(headers, "X-GitHub-Event")
    }

    fn pings(&self) -> &'static [&'static str] {
        &["ping"]
    }
}

/// What follows the word for statuses behind a repository's name, or its number.
fn below_repository<'b, 'a>(address: &'b Address<'a>) -> Option<&'b [&'a str]> {
    address.after(&["repos", "*", "*", "statuses"]).or_else(|| address.after(&["repositories", "*", "statuses"]))
}

const RULES: &[Rule] = &[
    Rule {
        id: "user-agent-missing",
        sure: Sure::Sure,
        when: |seen| seen.says(&[403], "user-agent header").or_else(|| seen.says(&[403], "administrative rules")),
        what: "{p} refuses requests that do not name a program: “{}”.",
        way_out: "Add the header User-Agent with the value devopness under “Request headers”. The form does so by itself for {p}.",
    },
    Rule {
        id: "accept-refused",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api, “Media types”
        when: |seen| seen.says(&[415], "'accept' header"),
        what: "{p} has no answer of the kind that the header Accept asks for: “{}”.",
        way_out: "Set Accept to application/vnd.github+json under “Request headers”. The form does so by itself for {p}.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api, “Resource not accessible”
        when: |seen| seen.says(&[403], "not accessible by personal access token"),
        what: "{p} knows the token, but it may not write commit statuses: “{}”.",
        way_out: "In the token's own settings at {p}, give it the repository permission “Commit statuses”, read and write, and this \
                  repository. An organisation may have to approve that.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // https://github.com/dpb587/github-status-resource/issues/7
        when: |seen| seen.says(&[403], "resource not accessible"),
        what: "{p} knows the token, but it may not write commit statuses: “{}”.",
        way_out: "Give the GitHub App the repository permission “Commit statuses”, read and write: in its own settings, and once more where \
                  it is installed, since a new permission has to be accepted there.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        when: |seen| {
            seen.says_one(
                &[403],
                &["must have push access", "must have admin rights", "write access to repository not granted"],
            )
        },
        what: "The account behind the token may not write to the repository: “{}”.",
        way_out: "At {p}, in the repository's Settings, under Collaborators, give the account the role Write. Or use the token of one that \
                  has it; a classic or OAuth one needs the scope repo:status besides.",
    },
    Rule {
        id: "scope",
        sure: Sure::Sure,
        when: |seen| seen.says_one(&[401, 403], &["required scopes"]),
        what: "{p} knows the token, but it lacks a scope: “{}”.",
        way_out: "Give the token the scope repo:status. Connect the application's credential again, or put a token with that scope into the \
                  header Authorization.",
    },
    Rule {
        id: "scope",
        sure: Sure::Likely,
        // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
        when: missing_scope,
        what: "The token may not write commit statuses: it has {}. {p} answers 404 for that too.",
        way_out: "Give the token the scope repo:status. Connect the application's credential again, or put a token with that scope into the \
                  header Authorization.",
    },
    Rule {
        id: "rate-limit",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
        when: |seen| seen.says(&[422], "submitted too quickly"),
        what: "{p} had too much to write for now, from this account: “{}”.",
        way_out: "Deploy again in a few minutes, and let fewer hooks report to this repository at the same time.",
    },
    Rule {
        id: "statuses-limit",
        sure: Sure::Sure,
        // https://docs.github.com/en/rest/commits/statuses
        when: |seen| seen.says(&[422], "maximum number of statuses"),
        what: "This commit already has 1000 statuses with this {key}, the most that {p} keeps: “{}”.",
        way_out: "Push a new commit, or change “Status key” in all hooks of the set. Look for what deploys this commit so often.",
    },
    Rule {
        id: "commit-not-found",
        sure: Sure::Sure,
        // https://github.com/rust-lang/homu/issues/141
        when: |seen| seen.says(&[422], "no commit found").filter(|_| seen.hash_is_whole()),
        what: "The repository has no such commit: “{}”. It belongs to another repository, such as a fork, or was never pushed.",
        way_out: "Check that “Repository” is the one that the application is deployed from. For pull requests from forks, the hash \
                  is in the repository that they go to only once {p} has taken them over.",
    },
    Rule {
        id: "hash-short",
        sure: Sure::Sure,
        // https://github.com/renovatebot/renovate/issues/7180
        when: |seen| match seen.hash() {
            Some((HashForm::Short, text)) => seen.says(&[422], "sha").map(|_| quote(text)),
            _ => None,
        },
        what: "The hash in the address is a short one: “{}”. {p} wants the whole hash of 40 characters.",
        way_out: "Correct the path of the variable in the incoming hook, so that it reads the whole hash.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[401]) && is_basic(seen)).then(String::new),
        what: "The token was sent as a password (Basic). {p} does not take the password of an account.",
        way_out: "Write the header Authorization as Bearer, a space, and the token.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| {
            let known = ["", "bearer", "token", "basic"];
            seen.scheme().filter(|scheme| seen.is(&[401]) && !known.contains(&scheme.as_str()))
        },
        what: "The word in front of the token is “{}”, which {p} does not know.",
        way_out: "Write the header Authorization as Bearer, a space, and the token.",
    },
];

const GUESSES: &[Rule] = &[
    Rule {
        id: "organisation-policy",
        sure: Sure::Likely,
        // https://docs.github.com/en/organizations/managing-programmatic-access-to-your-organization
        when: |seen| {
            seen.says_one(&[403], &["appear to have the correct authorization credentials", "forbids access via"])
        },
        what: "A policy of the organisation or of the enterprise keeps the token out: “{}”.",
        way_out: "An owner has to allow it, in the organisation's Settings at {p}, under Third-party Access or Personal access tokens. Or \
                  use a token of a kind that the policy allows.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| (seen.is(&[401]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} does not know the token, or not any more (401): “{}”.",
        way_out: "Connect the application's credential at {p} again, in Devopness. A token of your own may have expired: put a new \
                  one into the header Authorization.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[403]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} knows the token, but it may not write commit statuses (403): “{}”.",
        way_out: "A classic or OAuth token needs the scope repo:status. A fine-grained token or a GitHub App needs the repository \
                  permission “Commit statuses”, read and write.",
    },
    Rule {
        id: "scope-hidden",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[404]) && seen.hash_is_whole()).then(|| seen.message()),
        what: "{p} answers 404 for a repository that is not there, and also for one that the token may not write to: “{}”. The \
               address itself is as it should be.",
        way_out: "Check “Repository” letter by letter. Then give the account behind the token write access to it, and the token the \
                  scope repo:status (classic, OAuth) or the permission “Commit statuses” (fine-grained, GitHub App).",
    },
];

fn is_basic(seen: &Seen) -> bool {
    seen.credential().is_some_and(|credential| credential.scheme.eq_ignore_ascii_case("basic"))
}

/// The scopes of a classic or OAuth token, where none of those is among them that the call asks for.
fn missing_scope(seen: &Seen) -> Option<String> {
    let scopes = seen.got("x-oauth-scopes").filter(|_| seen.is(&[403, 404]))?;
    let enough = ["repo", "repo:status", "public_repo"];
    if scopes.split(',').any(|scope| enough.contains(&scope.trim())) {
        return None;
    }
    Some(if scopes.trim().is_empty() { "no scopes".into() } else { format!("only the scopes “{}”", quote(scopes)) })
}
