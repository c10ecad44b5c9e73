//! What can be seen of a refused request by itself: address, token and body.

use serde_json::Value;

use crate::devopness::delivery::Token;
use crate::provider::refusal::{HashForm, Rule, Seen, Spot, Sure, quote};
use crate::provider::status::Part;
use crate::text::template::{Piece, scan};

/// The status codes that speak of who asks.
const WHO: &[u16] = &[401, 403, 407];
/// The status codes that speak of the body.
const BODY: &[u16] = &[400, 411, 415, 422];

/// The rules for refusals whose reason stands in the request.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "token-empty",
        sure: Sure::Sure,
        when: |seen| who(seen, |token| matches!(token, Token::Empty)),
        what: "The request had no token ({}). So the variable for it came out empty.",
        way_out: "Connect the application's credential at the provider again, in Devopness. Or write a token of your own into the \
                  header Authorization under “Request headers”; it is then stored in Devopness.",
    },
    Rule {
        id: "token-unexpanded",
        sure: Sure::Sure,
        when: |seen| who(seen, |token| matches!(token, Token::Unexpanded(_))),
        what: "The variable for the token was not filled in ({}).",
        way_out: "Correct its name in the header Authorization: {{ application.source_provider.access_token }}. It is filled in for \
                  pipelines of an application only. A token of your own works as well; it is then stored in Devopness.",
    },
    Rule {
        id: "token-missing",
        sure: Sure::Sure,
        when: |seen| (seen.is(WHO) && seen.credential().is_none()).then(String::new),
        what: "The request did not say who sends it: it has no header Authorization.",
        way_out: "Add the header under “Request headers”: Authorization with the value \
                  Bearer {{ application.source_provider.access_token }}.",
    },
    Rule {
        id: "token-scheme",
        sure: Sure::Likely,
        when: |seen| (seen.is(&[401]) && seen.scheme().is_some_and(|scheme| scheme.is_empty())).then(String::new),
        what: "The header Authorization has a token alone, without the word in front that says how it is to be read.",
        way_out: "Write it as Bearer, a space, and the token, under “Request headers”.",
    },
    Rule {
        id: "address-unexpanded",
        sure: Sure::Sure,
        when: |seen| {
            let other = !matches!(seen.spot, Spot::Hash(hash) if hash.contains("{{"));
            (seen.refused() && other && seen.hash().is_some()).then(|| variable_in(&seen.delivery.url)).flatten()
        },
        what: "A variable in the address was not filled in: “{}”.",
        way_out: "Correct it in the target URL, or open the set in the form and save it: the form writes the repository itself.",
    },
    Rule {
        id: "hash-empty",
        sure: Sure::Sure,
        when: |seen| hash(seen, HashForm::Empty).map(|_| quote(&seen.delivery.url)),
        what: "The address has no commit hash: “{}”. So the variable for it came out empty. A deploy that was started by hand has \
               none, and neither has one whose incoming hook does not declare the variable.",
        way_out: "Let the pipeline's incoming hook declare the variable that “Commit hash variable” names, and start deploys by it. To \
                  keep manual deploys from reporting, switch on “Only deploys that a hook started”; the vendor does not document \
                  that condition.",
    },
    Rule {
        id: "hash-unexpanded",
        sure: Sure::Sure,
        when: |seen| hash(seen, HashForm::Unexpanded),
        what: "The variable for the commit hash was not filled in: “{}” stands in the address.",
        way_out: "Write the name that the pipeline's incoming hook declares into “Commit hash variable”. Names are read with regard \
                  to case.",
    },
    Rule {
        id: "hash-zeros",
        sure: Sure::Sure,
        when: |seen| hash(seen, HashForm::Zeros),
        what: "The hash in the address is all zeros: that is what a push has in place of a commit when it deletes a branch.",
        way_out: "Give the incoming hook a condition, so that it starts on pushes to your branch only, and not on deletions.",
    },
    Rule {
        id: "hash-short",
        sure: Sure::Likely,
        when: |seen| hash(seen, HashForm::Short),
        what: "The hash in the address is a short one: “{}”. {p} wants the whole hash of 40 characters.",
        way_out: "Correct the path of the variable in the incoming hook, so that it reads the whole hash.",
    },
    Rule {
        id: "hash-not-one",
        sure: Sure::Sure,
        when: |seen| hash(seen, HashForm::Other),
        what: "In the place of the commit hash stands something else: “{}”.",
        way_out: "“Commit hash variable” must name the variable that holds the hash, and not the branch. Look at what the \
                  pipeline's incoming hook reads into it.",
    },
    Rule {
        id: "address-odd",
        sure: Sure::Likely,
        when: |seen| {
            let nowhere = seen.provider.is_some() && seen.spot == Spot::Nowhere;
            (nowhere && seen.is(&[404, 405])).then(|| quote(&seen.delivery.url))
        },
        what: "This is no address at which {p} takes a commit's status: “{}”.",
        way_out: "Open the set in the form, check “Repository”, and save it: the form writes the whole address.",
    },
    Rule {
        id: "body-missing",
        sure: Sure::Sure,
        when: |seen| (seen.is(BODY) && seen.delivery.request_body.is_empty()).then(String::new),
        what: "The request had no body, so it said no state.",
        way_out: "Open the set in the form and save it, so that the hook gets its body again.",
    },
    Rule {
        id: "not-json",
        sure: Sure::Likely,
        when: |seen| {
            let media = seen.sent("Content-Type").unwrap_or_default();
            let shown = if media.is_empty() { "no Content-Type" } else { media };
            let said =
                ["parsing json", "valid json", "json object", "malformed json", "json parse", "unsupported media"];
            let words = said.iter().find_map(|phrase| seen.says(BODY, phrase));
            let other = seen.is(BODY) && !media.is_empty() && !media.to_ascii_lowercase().contains("json");
            let text = seen.is(BODY) && seen.delivery.request_body.json.is_none();
            words.or_else(|| (other || text || seen.is(&[415])).then(|| quote(shown)))
        },
        what: "{p} could not read the body as JSON: “{}”.",
        way_out: "Under “Request headers”, Content-Type must be application/json. A variable that comes out with a quote or a line \
                  break can break the body too; the vendor documents no escaping.",
    },
    Rule {
        id: "state-refused",
        sure: Sure::Sure,
        when: |seen| {
            let states = seen.provider?.states();
            let field = seen.part(Part::State).map_or("", |(_, state)| state);
            let shown = if field.is_empty() { "nothing" } else { field };
            (seen.is(BODY) && !states.contains(&field)).then(|| quote(shown))
        },
        what: "“{}” is no state that {p} knows.",
        way_out: "Choose one of the offered words in the event's field “state”.",
    },
    Rule {
        id: "key-missing",
        sure: Sure::Sure,
        when: |seen| {
            let term = seen.provider?.key_term();
            let empty = seen.delivery.request_body.field(term).is_none_or(|key| key.trim().is_empty());
            let words = ["required", "blank", "missing"];
            words.iter().find_map(|word| seen.says_of(BODY, term, word)).filter(|_| empty)
        },
        what: "The status has no {key}, by which {p} tells it from others: “{}”.",
        way_out: "Write one into “Status key”, the same in all hooks of the set. If it is a variable, it came out empty.",
    },
    Rule {
        id: "key-too-long",
        sure: Sure::Sure,
        when: |seen| seen.is(BODY).then(|| seen.too_long(Part::Key)).flatten(),
        what: "The status key is longer than {p} takes: {}.",
        way_out: "Shorten “Status key”, in all hooks of the set alike. Variables in it count with what they become.",
    },
    Rule {
        id: "description-too-long",
        sure: Sure::Sure,
        when: |seen| seen.is(BODY).then(|| seen.too_long(Part::Description)).flatten(),
        what: "The description is longer than {p} takes: {}.",
        way_out: "Shorten the event's description. Variables in it count with what they become.",
    },
    Rule {
        id: "link-too-long",
        sure: Sure::Sure,
        when: |seen| seen.is(BODY).then(|| seen.too_long(Part::Link)).flatten(),
        what: "The link is longer than {p} takes: {}.",
        way_out: "Shorten “Details link”. Variables in it count with what they become.",
    },
    Rule {
        id: "link-refused",
        sure: Sure::Sure,
        when: |seen| if seen.is(BODY) { bad_link(seen) } else { None },
        what: "{p} does not take this as a link: “{}”.",
        way_out: "“Details link” must be a whole address that starts with https:// or http://, and every variable in it must be one \
                  that is filled in.",
    },
    Rule {
        id: "template-unexpanded",
        sure: Sure::Likely,
        when: |seen| if seen.is(BODY) { variable_left(seen) } else { None },
        what: "A variable in the request was not filled in: “{}”. {p} may not take it as it stands.",
        way_out: "Correct the variable's name in that field of the form, or take it out. The list of variables has those that are \
                  known.",
    },
];

/// What is left of the token, where the answer speaks of who asks.
fn who(seen: &Seen, is: fn(&Token) -> bool) -> Option<String> {
    let credential = seen.credential().filter(|credential| seen.is(WHO) && is(&credential.token))?;
    Some(quote(&credential.shown()))
}

/// The text in the place of the hash, where it has this form and may be why the request was refused.
fn hash(seen: &Seen, form: HashForm) -> Option<String> {
    let (own, text) = seen.hash()?;
    (own == form && seen.refused()).then(|| quote(text))
}

/// A link that cannot be one: without http, without a dot in its host where the provider wants one, or none at all where
/// the provider insists on one.
fn bad_link(seen: &Seen) -> Option<String> {
    let provider = seen.provider?;
    let Some((_, link)) = seen.part(Part::Link) else { return provider.requires_link().then(String::new) };
    let lower = link.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let plain = !host.is_empty() && !link.contains(char::is_whitespace) && !link.contains("{{");
    let dotted = host.contains('.') || !provider.dotted_link();
    (!plain || !dotted).then(|| quote(link))
}

/// The first variable of a text.
fn variable_in(text: &str) -> Option<String> {
    scan(text).find_map(|piece| match piece {
        Piece::Variable(text, _) => Some(quote(text)),
        _ => None,
    })
}

/// The first variable that is left in the body, else in the headers.
pub(super) fn variable_left(seen: &Seen) -> Option<String> {
    let body = &seen.delivery.request_body;
    let found = match &body.json {
        Some(value) => variable_in_value(value),
        None => variable_in(&body.raw),
    };
    found.or_else(|| seen.delivery.request_headers.iter().find_map(|header| variable_in(&header.value)))
}

fn variable_in_value(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => variable_in(text),
        Value::Array(items) => items.iter().find_map(variable_in_value),
        Value::Object(fields) => fields.values().find_map(variable_in_value),
        _ => None,
    }
}
