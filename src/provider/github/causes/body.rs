//! What GitHub does not take of a request's values. The words are those of its documentation
//! (<https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>, “Validation Failed”) and of answers that
//! public issues quote, named at each.

use crate::provider::refusal::{Rule, Sure};

/// The rules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "key-missing",
        sure: Sure::Sure,
        // https://github.com/woodpecker-ci/woodpecker/issues/2716
        when: |seen| seen.error_of(&[422], "context", &["missing_field", "missing"]),
        what: "The status has an empty {key}, by which {p} tells it from others: “{}”.",
        way_out: "Write one into “Status key”, the same in all hooks of the set. If it is a variable, it came out empty.",
    },
    Rule {
        id: "state-refused",
        sure: Sure::Sure,
        when: |seen| {
            let said = seen
                .says_of(&[422], "state", "not included")
                .or_else(|| seen.says(&[422], "\"state\" wasn't supplied"));
            said.or_else(|| seen.error_of(&[422], "state", &["missing_field", "missing", "invalid"]))
        },
        what: "{p} has no such state: “{}”. It knows pending, success, failure and error.",
        way_out: "Choose one of the offered words in the event's field “state”.",
    },
    Rule {
        id: "description-too-long",
        sure: Sure::Sure,
        // https://github.com/sclorg/testing-farm-as-github-action/pull/187
        when: |seen| seen.says_of(&[422], "description", "too long"),
        what: "The description is longer than the 140 characters that {p} takes: “{}”.",
        way_out: "Shorten the event's description. Variables in it count with what they become.",
    },
    Rule {
        id: "description-characters",
        sure: Sure::Likely,
        // https://github.com/unicode-org/jira-github-pr-check/issues/28
        when: |seen| seen.says(&[422], "unicode").or_else(|| seen.says_of(&[422], "description", "invalid")),
        what: "{p} does not take some characters of the description: “{}”.",
        way_out: "Take emoji out of the event's description.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        // https://github.com/runatlantis/atlantis/issues/2506
        when: |seen| seen.says_of(&[422], "context", "too long"),
        what: "The status key is longer than the 255 characters that {p} takes: “{}”.",
        way_out: "Shorten “Status key”, in all hooks of the set alike.",
    },
    Rule {
        id: "link-refused",
        sure: Sure::Sure,
        // https://github.com/jenkinsci/ghprb-plugin/issues/661
        when: |seen| {
            let said = seen.says(&[422], "must use http").or_else(|| seen.says_of(&[422], "target_url", "is invalid"));
            said.or_else(|| seen.error_of(&[422], "target_url", &["invalid", "missing_field"]))
        },
        what: "{p} does not take the link: “{}”.",
        way_out: "“Details link” must start with https:// or http://, and every variable in it must be one that is filled in.",
    },
    Rule {
        id: "link-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(&[422], "target_url", "too long"),
        what: "The link is longer than {p} takes: “{}”.",
        way_out: "Shorten “Details link”. Variables in it count with what they become.",
    },
    Rule {
        id: "value-refused",
        sure: Sure::Likely,
        // https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api, “Validation Failed”
        when: |seen| {
            seen.says_one(
                &[422],
                &["is not a string", "is not a member of", "is not a permitted key", "no subschema in"],
            )
        },
        what: "{p} does not take the kind of a value in the body: “{}”.",
        way_out: "Look at the field that the answer names, in “More body fields” and in the event's fields: a text belongs into quotes.",
    },
    Rule {
        id: "api-version",
        sure: Sure::Likely,
        // https://docs.github.com/en/rest/about-the-rest-api/api-versions
        when: |seen| seen.says(&[400], "version").filter(|_| seen.sent("X-GitHub-Api-Version").is_some()),
        what: "{p} does not have the version that the header X-GitHub-Api-Version asks for: “{}”.",
        way_out: "Set that header to 2022-11-28 under “Request headers”, or take it out.",
    },
];
