//! What the refusals of Bitbucket Data Center mean. The status codes are those of the vendor's description of its REST API
//! 9.4; the words are those of answers that public issues quote, named at each.

mod access;

use crate::devopness::delivery::header;
use crate::devopness::hook::Header;
use crate::provider::refusal::causes::Causes;
use crate::provider::refusal::{Address, Rule, Seen, Spot, Sure, find_hash, quote};
use crate::provider::status::Part;

/// The causes of Bitbucket Data Center.
pub struct DataCenter;

impl Causes for DataCenter {
    fn id(&self) -> &'static str {
        "bitbucket-data-center"
    }

    fn has_path(&self, address: &Address) -> bool {
        ["api", "build-status"].iter().any(|name| address.after(&["rest", name, "*"]).is_some())
    }

    fn spot<'a>(&self, address: &Address<'a>) -> Spot<'a> {
        // The resource from before 7.14, which takes the hash at its end.
        if let Some(rest) = address.after(&["rest", "build-status", "*", "commits"]) {
            return Spot::Hash(rest.first().copied().unwrap_or_default());
        }
        match address.after(&["rest", "api", "*", "projects", "*", "repos", "*"]).unwrap_or_default() {
            ["commits", hash, "builds", ..] => Spot::Hash(hash),
            ["commits", "builds"] | ["commits", "builds", ""] => Spot::Hash(""),
            rest => find_hash(rest).map_or(Spot::Nowhere, Spot::Misplaced),
        }
    }

    fn rules(&self) -> &'static [&'static [Rule]] {
        &[access::RULES, RULES]
    }

    fn guesses(&self) -> &'static [Rule] {
        GUESSES
    }

    fn event_of<'a>(&self, headers: &'a [Header]) -> Option<&'a str> {
        if header(headers, "X-Hook-UUID").is_some() { None } else { header(headers, "X-Event-Key") }
    }

    fn pings(&self) -> &'static [&'static str] {
        &["diagnostics:ping"]
    }
}

const RULES: &[Rule] = &[
    Rule {
        id: "hash-place",
        sure: Sure::Sure,
        when: |seen| match seen.spot {
            Spot::Misplaced(hash) if seen.refused() => Some(quote(hash)),
            _ => None,
        },
        what: "The commit hash stands in the wrong place of the address: “{}”. At {p} it belongs between /commits/ and /builds.",
        way_out: "Open the set in the form and save it: the form writes the whole address.",
    },
    Rule {
        id: "server-too-old",
        sure: Sure::Sure,
        // A path without a call is answered so: https://github.com/sourcegraph/sourcegraph-public-snapshot/issues/8883. Since 7.14:
        // https://developer.atlassian.com/server/bitbucket/reference/api-changelog/
        when: |seen| {
            seen.says(&[404, 405], "null for uri").filter(|_| seen.hash_is_whole() || seen.spot == Spot::Nowhere)
        },
        what: "The server does not know this call: “{}”. Either it is older than 7.14, since which {p} takes build statuses there, or the \
               address's path is wrong.",
        way_out: "Check “Server address”, with the path that the server is installed under. A server before 7.14 has to be updated. Of \
                  repository and commit this says nothing.",
    },
    Rule {
        id: "repository-hidden",
        sure: Sure::Sure,
        // https://github.com/jfrog/froggit-go, `vcsclient/bitbucketserver_test.go`
        when: |seen| {
            let gone = ["NoSuchRepositoryException", "NoSuchProjectException"];
            gone.iter().find_map(|exception| seen.raises(&[404], exception))
        },
        what: "{p} has no such repository: “{}”.",
        way_out: "Check the project's key and the repository's name in “Repository”. A personal one, such as a fork, has a ~ and the user in \
                  place of the project's key. It may have been renamed or moved.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        when: |seen| {
            let words = ["255", "at most", "too long"];
            words.iter().find_map(|word| seen.says_of(&[400], "key", word))
        },
        what: "The status key is longer than {p} takes: “{}”.",
        way_out: "Shorten “Status key”, in all hooks of the set alike.",
    },
    Rule {
        id: "link-refused",
        sure: Sure::Sure,
        // https://github.com/danger/danger-js/issues/588
        when: |seen| seen.says(&[400], "valid url"),
        what: "{p} does not take the link: “{}”.",
        way_out: "“Details link” must be a whole address, and every variable in it must be one that is filled in.",
    },
    Rule {
        id: "branch-refused",
        sure: Sure::Sure,
        when: bad_branch,
        what: "{p} does not take the branch: “{}”. It must start with refs/ and be up to 1024 characters long.",
        way_out: "The variable that “Branch variable” names must hold the bare name of the branch, without refs/heads/.",
    },
    Rule {
        id: "state-refused",
        sure: Sure::Likely,
        when: |seen| {
            let (_, state) = seen.part(Part::State)?;
            (seen.is(&[400]) && matches!(state, "CANCELLED" | "UNKNOWN")).then(|| quote(state))
        },
        what: "{p} has the state “{}” only since 8.0, so this server may be older.",
        way_out: "Choose INPROGRESS, SUCCESSFUL or FAILED in the event's field “state”.",
    },
    Rule {
        id: "commit-not-found",
        sure: Sure::Sure,
        when: |seen| {
            let said = seen.says(&[404], "commit").filter(|text| text.to_ascii_lowercase().contains("does not exist"));
            seen.raises(&[400, 404], "NoSuchCommitException").or(said).filter(|_| seen.hash_is_whole())
        },
        what: "The repository has no such commit: “{}”. It belongs to another repository, such as a fork.",
        way_out: "Check that “Repository” is the one that the application is deployed from.",
    },
    Rule {
        id: "repository-hidden",
        sure: Sure::Likely,
        when: |seen| {
            let said = seen.says_one(&[404], &["repository", "project"])?;
            let said = said.to_ascii_lowercase();
            let other = said.starts_with("commit ") || said.contains("null for uri");
            (!other).then(|| seen.message())
        },
        what: "{p} finds no such repository: “{}”.",
        way_out: "Check the project's key and the repository's name in “Repository”. A personal one has a ~ in front of the user.",
    },
    Rule {
        id: "server-too-old",
        sure: Sure::Likely,
        // Some answer such a path with a page, or with nothing.
        when: |seen| {
            let bare = seen.is(&[404, 405]) && (seen.is_page() || seen.message().is_empty());
            (bare && seen.hash_is_whole()).then(String::new)
        },
        what: "The server has nothing at this address. {p} takes build statuses there since 7.14, so this server may be older, or it may be \
               installed under a path.",
        way_out: "Check “Server address”, with the path that the server is installed under. A server before 7.14 has to be updated.",
    },
];

const GUESSES: &[Rule] = &[Rule {
    id: "token-refused",
    sure: Sure::Likely,
    when: |seen| (seen.is(&[401]) && !seen.is_page()).then(|| seen.message()),
    what: "{p} does not know the token, or its account may not see the repository: “{}”. It answers 401 for both.",
    way_out: "Put an HTTP access token with read permission for the repository behind Bearer in the header Authorization. Tokens of a \
              project or a repository work with Bearer only.",
}];

fn bad_branch(seen: &Seen) -> Option<String> {
    let (_, branch) = seen.part(Part::Branch)?;
    let doubled = branch.starts_with("refs/heads/refs/");
    let bad = !branch.starts_with("refs/") || doubled || branch.chars().count() > 1024 || branch == "refs/heads/";
    (seen.is(&[400]) && bad).then(|| quote(branch))
}
