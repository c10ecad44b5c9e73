//! What the refusals of Bitbucket Data Center mean. The status codes are those of the vendor's description of its REST API
//! 9.4; the words are those of answers that public issues quote, named at each.

use crate::delivery::header;
use crate::diagnosis::{Address, Rule, Seen, Spot, Sure, find_hash, quote};
use crate::hook::Header;
use crate::provider::causes::Causes;
use crate::status::Part;

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

    fn rules(&self) -> &'static [Rule] {
        RULES
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
        when: |seen| match seen.spot() {
            Spot::Misplaced(hash) if seen.refused() => Some(quote(hash)),
            _ => None,
        },
        what: "The commit hash stands in the wrong place of the address: “{}”. At {p} it belongs between /commits/ and /builds.",
        way_out: "Open the set in the form and save it: the form writes the whole address.",
    },
    Rule {
        id: "no-permission",
        sure: Sure::Sure,
        // https://github.com/jenkinsci/bitbucket-branch-source-plugin/pull/998
        when: |seen| seen.says(&[401, 403], "not permitted"),
        what: "{p} knows the token, but its account may not see the repository: “{}”. It answers 401 for that too.",
        way_out: "Give the account, or the token, read permission for the repository; that is enough for build statuses.",
    },
    Rule {
        id: "forged-form",
        sure: Sure::Likely,
        when: |seen| seen.says(&[403], "xsrf"),
        what: "{p} took the request for a forged form of a browser: “{}”.",
        way_out: "Under “Request headers”, set Content-Type to application/json, and add X-Atlassian-Token with the value no-check.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(&[400], "key", "255"),
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
        when: |seen| seen.says(&[400, 404], "commit").filter(|_| seen.hash_is_whole()),
        what: "The repository has no such commit: “{}”. It belongs to another repository, such as a fork.",
        way_out: "Check that “Repository” is the one that the application is deployed from.",
    },
    Rule {
        id: "repository-hidden",
        sure: Sure::Likely,
        when: |seen| seen.says(&[404], "repository").or_else(|| seen.says(&[404], "project")),
        what: "{p} finds no such repository: “{}”.",
        way_out: "Check the project's key and the repository's name in “Repository”. A personal one has a ~ in front of the user.",
    },
    Rule {
        id: "server-too-old",
        sure: Sure::Likely,
        // A path without a resource is answered by “null for uri”, or with a page.
        when: |seen| {
            let bare = seen.is(&[404, 405]) && (seen.is_page() || seen.message().is_empty());
            seen.says(&[404], "null for uri").or_else(|| (bare && seen.hash_is_whole()).then(String::new))
        },
        what: "The server has nothing at this address: “{}”. {p} takes build statuses there since 7.14, so this server may be older, \
               or it may be installed under a path.",
        way_out: "Check “Server address”, with the path that the server is installed under. A server before 7.14 has to be updated.",
    },
];

const GUESSES: &[Rule] = &[Rule {
    id: "token-refused",
    sure: Sure::Likely,
    when: |seen| seen.is(&[401]).then(|| seen.message()),
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
