//! What GitLab does not take of a request's values. The words are those of its own code (`app/models/commit_status.rb`,
//! `app/models/generic_commit_status.rb` and `app/validators/addressable_url_validator.rb` in
//! <https://gitlab.com/gitlab-org/gitlab>).

use super::BODY;
use crate::provider::refusal::{Rule, Sure};

/// The rules.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "name-taken",
        sure: Sure::Sure,
        when: |seen| seen.says_of(BODY, "name", "already been taken"),
        what: "A CI job of this pipeline has the same name as the status: “{}”.",
        way_out: "Choose another “Status key”, in all hooks of the set, that no job of the project's CI file has.",
    },
    Rule {
        id: "state-refused",
        sure: Sure::Sure,
        when: |seen| {
            let said =
                ["valid value", "is missing", "is required"].iter().find_map(|word| seen.says_of(BODY, "state", word));
            said.or_else(|| seen.says_of(BODY, "status", "is invalid"))
        },
        what: "{p} does not know this state: “{}”. Older servers lack “skipped”.",
        way_out: "Choose another of the offered words in the event's field “state”.",
    },
    Rule {
        id: "link-refused",
        sure: Sure::Sure,
        when: |seen| {
            let words = ["is blocked", "must be a valid url", "invalid"];
            words.iter().find_map(|word| seen.says_of(BODY, "target_url", word))
        },
        what: "{p} does not take the link: “{}”.",
        way_out: "“Details link” must start with https:// or http://, its host with a letter or a digit, and every variable in it must be \
                  one that is filled in.",
    },
    Rule {
        id: "link-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(BODY, "target_url", "too long"),
        what: "The link is longer than the 255 characters that {p} takes: “{}”.",
        way_out: "Shorten “Details link”. Variables in it count with what they become.",
    },
    Rule {
        id: "description-too-long",
        sure: Sure::Sure,
        when: |seen| seen.says_of(BODY, "description", "too long"),
        what: "The description is longer than the 255 characters that {p} takes: “{}”.",
        way_out: "Shorten the event's description. Variables in it count with what they become.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        // A server with MySQL, before 12.1.
        when: |seen| seen.says_of(BODY, "name", "too long"),
        what: "The status key is longer than this server takes: “{}”.",
        way_out: "Shorten “Status key”, in all hooks of the set alike. Variables in it count with what they become.",
    },
    Rule {
        id: "branch-refused",
        sure: Sure::Sure,
        when: |seen| seen.says_of(BODY, "ref", "too long"),
        what: "{p} does not take the branch: “{}”.",
        way_out: "“Branch variable” must name the variable that holds the name of the branch, of up to 255 characters.",
    },
    Rule {
        id: "value-refused",
        sure: Sure::Sure,
        when: |seen| {
            seen.says_one(
                &[400],
                &["pipeline_id is invalid", "coverage is invalid", "ref is invalid", "name is invalid"],
            )
        },
        what: "{p} does not take the kind of a value in the body: “{}”.",
        way_out: "Correct the field that the answer names, in “More body fields”: pipeline_id and coverage are numbers, the others texts.",
    },
];
