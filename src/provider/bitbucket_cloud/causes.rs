//! What the refusals of Bitbucket Cloud mean
//! (<https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>). The words of its validation are
//! those of answers that public issues quote, named at each.

use crate::delivery::header;
use crate::diagnosis::{Address, HashForm, Rule, Spot, Sure, find_hash, quote};
use crate::hook::Header;
use crate::provider::causes::Causes;

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

    fn rules(&self) -> &'static [Rule] {
        RULES
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
        when: |seen| match seen.spot() {
            Spot::Misplaced(hash) if seen.refused() => Some(quote(hash)),
            _ => None,
        },
        what: "The commit hash stands in the wrong place of the address: “{}”. At {p} it belongs between /commit/ and \
               /statuses/build.",
        way_out: "Open the set in the form and save it: the form writes the whole address.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        // https://jira.atlassian.com/browse/BCLOUD-23984
        when: |seen| seen.says_of(&[400], "key", "at most"),
        what: "The status key is longer than the 40 characters that {p} takes: “{}”.",
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
        id: "scope",
        sure: Sure::Sure,
        when: |seen| seen.says(&[401, 403], "privilege scopes"),
        what: "{p} knows the token, but it lacks a scope: “{}”.",
        way_out: "An OAuth or access token needs the scope repository, an API token read:repository:bitbucket. Reading is enough: {p} \
                  asks for no more to write a status.",
    },
    Rule {
        id: "app-password",
        sure: Sure::Sure,
        // https://community.atlassian.com/forums/Bitbucket-articles/ba-p/3106901
        when: |seen| {
            (seen.is(&[401, 403, 410]) && ["basic", "bearer", ""].iter().any(|s| seen.sent_as(s, "ATBB")))
                .then(String::new)
        },
        what: "The request was sent with an app password. {p} removed these on 28 July 2026.",
        way_out: "Create an access token of the repository, or an API token with the scope read:repository:bitbucket, and use it in the \
                  header Authorization.",
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
        sure: Sure::Likely,
        when: |seen| {
            let hash = matches!(seen.hash(), Some((HashForm::Whole, _)))
                || matches!(seen.hash(), Some((HashForm::Short, text)) if text.len() >= 7);
            seen.says(&[404], "commit").filter(|_| hash)
        },
        what: "The repository has no such commit: “{}”. It belongs to another repository, such as a fork.",
        way_out: "Check that “Repository” is the one that the application is deployed from, and that the hash is a whole one.",
    },
    Rule {
        id: "repository-hidden",
        sure: Sure::Likely,
        when: |seen| seen.says(&[404], "repository"),
        what: "{p} finds no such repository, or hides it from this token: “{}”. It may have been renamed or moved.",
        way_out: "Check workspace and name in “Repository”. Then give the account behind the token access to it.",
    },
];

const GUESSES: &[Rule] = &[
    Rule {
        id: "other-account",
        sure: Sure::Likely,
        // https://developer.atlassian.com/cloud/bitbucket/bitbucket-api-changes-commit-status/
        when: |seen| (seen.is(&[403]) && !seen.is_page()).then(|| seen.message()),
        what: "{p} knows the token, but refuses to write this status (403): “{}”. Most likely another account created the status with \
               this {key} on this commit: only that account, or an administrator of the repository, may change it. Which words are \
               used for that is not documented.",
        way_out: "Let all hooks of the set use the token of one account. For a commit that another account has marked already, choose \
                  another “Status key”.",
    },
    Rule {
        id: "token-refused",
        sure: Sure::Sure,
        when: |seen| seen.is(&[401]).then(|| seen.message()),
        what: "{p} does not know the token, or not any more (401): “{}”.",
        way_out: "Connect the application's credential at {p} again, in Devopness. A token of your own stands behind Bearer in the \
                  header Authorization, if it is an access token of a repository, project or workspace.",
    },
];
