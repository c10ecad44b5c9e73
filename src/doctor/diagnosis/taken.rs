//! Requests that were taken.

use super::FINE;
use super::request::variable_left;
use crate::provider::refusal::{HashForm, Rule, Seen, Sure, quote};
use crate::provider::status::Part;

/// The rules for status codes from 200 to 299.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "taken-by-a-page",
        sure: Sure::Likely,
        when: |seen| (taken(seen) && seen.is_page()).then(|| quote(&seen.delivery.response_body.raw)),
        what: "A web page answered, and no API. So no status was written, although the status code is a good one.",
        way_out: "Check the host in “Server address”: it must be that of the API, without a sign-in page or a proxy in front.",
    },
    Rule {
        id: "taken-unexpanded",
        sure: Sure::Sure,
        when: |seen| if taken(seen) { variable_left(seen) } else { None },
        what: "{p} took it, but a variable was not filled in, so it is shown as it stands: “{}”.",
        way_out: "Correct the variable's name in that field of the form. The list of variables has those that are known; what an \
                  incoming hook does not declare cannot be filled in.",
    },
    Rule {
        id: "taken-short-hash",
        sure: Sure::Likely,
        when: |seen| match seen.hash() {
            Some((HashForm::Short, text)) if taken(seen) && text.len() < 12 => Some(quote(text)),
            _ => None,
        },
        what: "{p} took it, but the hash is a short one: “{}”. A status may then be kept without being shown on the commit.",
        way_out: "Let the incoming hook read the whole hash. See whether the commit shows the status.",
    },
    Rule {
        id: "taken-not-a-hash",
        sure: Sure::Likely,
        when: |seen| match seen.hash() {
            Some((HashForm::Other | HashForm::Empty | HashForm::Zeros, text)) if taken(seen) => Some(quote(text)),
            _ => None,
        },
        what: "{p} took it, but in the place of the commit hash stands something else: “{}”. The status may be on another commit, \
               such as the newest one of a branch.",
        way_out: "“Commit hash variable” must name the variable that holds the hash, and not the branch.",
    },
    Rule {
        id: FINE,
        sure: Sure::Sure,
        when: |seen| taken(seen).then(|| seen.part(Part::State).map_or(String::new(), |(_, state)| quote(state))),
        what: "{p} took it.",
        way_out: "",
    },
];

fn taken(seen: &Seen) -> bool {
    (200..300).contains(&seen.status())
}
