//! What the refusals of Bitbucket Cloud mean
//! (<https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>). The words of its validation are
//! those of answers that public issues quote, named at each.

mod access;

use crate::devopness::delivery::header;
use crate::devopness::hook::Header;
use crate::provider::refusal::causes::Causes;
use crate::provider::refusal::{Address, HashForm, Rule, Spot, Sure, find_hash, quote};

/// The causes of Bitbucket Cloud.
pub struct Cloud;

impl Causes for Cloud {
    fn id(&self) -> &'static str {
        "bitbucket"
    }

    fn has_path(&self, address: &Address) -> bool {
        address.after(&["2.0", "repositories"]).is_some()
    }

    fn spot<'a>(&self, address: &Address<'a>) -> Spot<'a> {
        match address.after(&["2.0", "repositories", "*", "*"]).unwrap_or_default() {
            ["commit", hash, "statuses", "build", ..] => Spot::Hash(hash),
            ["commit", "statuses", "build"] | ["commit", "statuses", "build", ""] => Spot::Hash(""),
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
        header(headers, "X-Hook-UUID").and(header(headers, "X-Event-Key"))
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
        what: "The commit hash stands in the wrong place of the address: “{}”. At {p} it belongs between /commit/ and \
               /statuses/build.",
        way_out: "Open the set in the form and save it: the form writes the whole address.",
    },
    Rule {
        id: "address-odd",
        sure: Sure::Sure,
        // https://developer.atlassian.com/cloud/bitbucket/rest/intro/ has all calls that there are.
        when: |seen| {
            seen.says(&[404], "no api hosted at this url")
                .filter(|_| seen.hash_is_whole() || seen.spot == Spot::Nowhere)
        },
        what: "This is no address at which {p} takes a commit's status: “{}”.",
        way_out: "Open the set in the form, check “Repository”, and save it: the form writes the whole address.",
    },
    Rule {
        id: "branch-refused",
        sure: Sure::Sure,
        when: |seen| {
            let words = ["at most", "valid", "required", "invalid"];
            words.iter().find_map(|word| seen.says_of(&[400], "refname", word))
        },
        what: "{p} does not take the branch: “{}”.",
        way_out: "The variable that “Branch variable” names must hold the bare name of the branch.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        // https://jira.atlassian.com/browse/BCLOUD-23984
        when: |seen| seen.says_of(&[400], "key", "at most").or_else(|| seen.says_of(&[400], "name", "at most")),
        what: "The status key is longer than {p} takes, which is 40 characters, and 255 for its name: “{}”.",
        way_out: "Shorten “Status key”, in all hooks of the set alike. Variables in it count with what they become.",
    },
    Rule {
        id: "link-refused",
        sure: Sure::Sure,
        // https://github.com/runatlantis/atlantis/issues/710
        when: |seen| seen.says_of(&[400], "url", "valid url"),
        what: "{p} does not take the link: “{}”. Its host must have a dot in it, so localhost and other bare names are refused.",
        way_out: "“Details link” must be a whole address with a host such as app.devopness.com, and every variable in it must be one \
                  that is filled in.",
    },
    Rule {
        id: "link-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(&[400], "url", "at most"),
        what: "The link is longer than {p} takes: “{}”.",
        way_out: "Shorten “Details link”. Variables in it count with what they become.",
    },
    Rule {
        id: "description-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(&[400], "description", "at most"),
        what: "The description is longer than {p} takes: “{}”.",
        way_out: "Shorten the event's description. Variables in it count with what they become.",
    },
    Rule {
        id: "state-refused",
        sure: Sure::Sure,
        when: |seen| seen.says_of(&[400], "state", "valid"),
        what: "{p} does not know this state: “{}”. It knows INPROGRESS, SUCCESSFUL, FAILED and STOPPED.",
        way_out: "Choose one of the offered words in the event's field “state”.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        // https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens
        when: |seen| (seen.is(&[401]) && seen.sent_as("bearer", "ATATT")).then(String::new),
        what: "An API token of Atlassian was sent as Bearer. It is documented for Basic only, together with the account's email \
               address.",
        way_out: "Write the header Authorization as Basic, a space, and email:token in base64. An access token of the repository can \
                  stay with Bearer.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| {
            seen.scheme().filter(|scheme| seen.is(&[401]) && !matches!(scheme.as_str(), "" | "bearer" | "basic"))
        },
        what: "The word in front of the token is “{}”, which {p} does not know.",
        way_out: "Write the header Authorization as Bearer, a space, and the token.",
    },
    Rule {
        id: "commit-not-found",
        sure: Sure::Sure,
        when: |seen| {
            let hash = matches!(seen.hash(), Some((HashForm::Whole, _)))
                || matches!(seen.hash(), Some((HashForm::Short, text)) if text.len() >= 7);
            let phrases = [
                "commit not found",
                "no such commit",
                "changeset not found",
                "unknown commit",
                "commit does not exist",
            ];
            seen.says_one(&[404], &phrases).filter(|_| hash)
        },
        what: "The repository has no such commit: “{}”. It belongs to another repository, such as a fork.",
        way_out: "Check that “Repository” is the one that the application is deployed from, and that the hash is a whole one.",
    },
    Rule {
        id: "repository-hidden",
        sure: Sure::Likely,
        when: |seen| {
            let said = seen.says_one(&[404], &["repository", "workspace"]);
            said.filter(|said| !said.to_ascii_lowercase().starts_with("commit "))
        },
        what: "{p} finds no such repository, or hides it from this token: “{}”. It may have been renamed or moved.",
        way_out: "Check workspace and name in “Repository”. Then give the account behind the token access to it.",
    },
    Rule {
        id: "other-account",
        sure: Sure::Likely,
        // Which words are used for that is not documented, only that it is refused:
        // https://developer.atlassian.com/cloud/bitbucket/bitbucket-api-changes-commit-status/
        when: |seen| {
            let phrases = [
                "created this build status",
                "created this status",
                "created the build status",
                "created by another",
                "another user",
                "another account",
            ];
            seen.says_one(&[403], &phrases)
        },
        what: "Another account created the status with this {key} on this commit: “{}”. Only that account, or an administrator of the \
               repository, may change it.",
        way_out: "Let all hooks of the set use the token of one account. For a commit that another account has marked already, choose \
                  another “Status key”.",
    },
];

const GUESSES: &[Rule] = &[
    Rule {
        id: "no-permission",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[403]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} knows the token, but refuses to write this status (403): “{}”. Most likely its account lacks a right in the \
               repository.",
        way_out: "Give the account write access to the repository. If it has that, another account may have created the status with this \
                  {key} on this commit: let all hooks of the set use the token of one account.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Likely,
        // https://github.com/avivsinai/bitbucket-cli/issues/30
        when: |seen| seen.says(&[401], "not supported for this endpoint"),
        what: "{p} does not take this token: “{}”. It may have expired, be none that it knows, or be of a kind that may not write statuses.",
        way_out: "Create an access token of the repository with the scope repository, and write the header Authorization as Bearer, a space, and \
                  the token. A credential of the application can be connected again, in Devopness.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| (seen.is(&[401]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} does not know the token, or not any more (401): “{}”.",
        way_out: "Connect the application's credential at {p} again, in Devopness. A token of your own stands behind Bearer in the \
                  header Authorization, if it is an access token of a repository, project or workspace.",
    },
    Rule {
        id: "call-gone",
        sure: Sure::Likely,
        when: |seen| seen.is(&[410]).then(|| seen.message()),
        what: "{p} does not have this call any more: “{}”.",
        way_out: "Open the set in the form and save it: the form writes the call's present address. If it is the same one, look for news at \
                  {p}.",
    },
];
