//! What looks like a hook or a body, and was not read. It is told by the names of fields that nothing else has: where a text
//! gives more of them a value than were read, something of it is left.

use crate::exchange::import::found::{Found, HOOKS_MAX, Request};
use crate::exchange::import::quote::quoted;

/// The fields that a hook has once.
const OF_HOOK: [&str; 2] = ["trigger_when", "request_body"];
/// The fields by which a body is known.
const OF_BODY: [&str; 4] = ["trigger_when", "request_body", "target_url", "state"];
/// The options by which a command is given a body.
const OPTIONS: [&str; 4] = ["-d", "--data", "--json", "--post-data"];

/// How far from its state an answer has a field that tells it, in bytes.
const ANSWER_MAX: usize = 1000;

/// Says that a hook or a body was left, if one was.
pub fn unread(text: &str, found: &Found) -> Option<String> {
    if found.hooks.len() >= HOOKS_MAX {
        return None;
    }
    let read = |field: &str| {
        let in_hook = |hook: &&serde_json::Map<String, serde_json::Value>| match field {
            "request_body" => hook.get("settings").is_some_and(|settings| settings.get(field).is_some()),
            field => hook.contains_key(field),
        };
        found.hooks.iter().filter(in_hook).count()
    };
    for field in OF_HOOK {
        if let Some(at) = given(text, field).nth(read(field)).filter(|_| !found.hooks.is_empty()) {
            return Some(format!("There is another hook in it that could not be read, at {}.", start(text, at)));
        }
    }
    let told = !found.findings.is_empty() || !found.hooks.is_empty();
    let has_body =
        |request: &&Request| request.body.is_some() || !request.fields.is_empty() || request.url.contains("state=");
    let bodies = found.requests.iter().filter(has_body).count();
    let state = given(text, "state").nth(bodies).filter(|at| !told && (bodies == 0 || !is_answer(text, *at)));
    let body = || OF_BODY.iter().find_map(|field| given(text, field).next());
    let option = || OPTIONS.iter().find_map(|option| options(text, option).next());
    let at = state.or_else(|| body().or_else(option).filter(|_| !told && bodies == 0))?;
    let place = start(text, at);
    Some(format!("What stands at {place} looks like a body, but could not be read: paste the JSON of the body alone."))
}

/// Where a text gives a field its value, in whatever quotes: `"state": …`, `\"state\":…`, `state=…`, `'state' => …`.
fn given<'a>(text: &'a str, field: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_.$-".contains(c);
    let is_quote = |c: char| c.is_whitespace() || "\"'`\\^]“”‘’".contains(c);
    let places = text.match_indices(field).map(|(at, _)| at);
    places.filter(move |at| {
        let rest = text[at + field.len()..].trim_start_matches(is_quote);
        let rest = rest.strip_prefix("&quot;").unwrap_or(rest);
        let value = rest.strip_prefix([':', '=']).unwrap_or_default();
        // A description of the API says what kind of value it has.
        let kind = value.trim_start_matches(|c: char| is_quote(c) || c == '{');
        let is_kind = ["type\"", "type:", "$ref"].iter().any(|word| kind.starts_with(word))
            || field == "trigger_when" && kind.starts_with("description");
        !text[..*at].ends_with(is_part) && !value.is_empty() && !is_kind
    })
}

/// Whether what stands at a place is what the provider answered: it has fields there that nobody sends.
fn is_answer(text: &str, at: usize) -> bool {
    let start = text.floor_char_boundary(at.saturating_sub(ANSWER_MAX));
    let near = &text[start..text.floor_char_boundary(at + ANSWER_MAX)];
    ["\"id\":", "\"created_at\":", "\"created_on\":", "\"node_id\":"].iter().any(|field| near.contains(field))
}

/// Where an option of a command stands as a word of its own.
fn options<'a>(text: &'a str, option: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(option).map(|(at, _)| at).filter(|at| text[..*at].ends_with([' ', '\n', '\t']))
}

/// The beginning of what stands at a place, from the start of its line or what is near.
fn start(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1).max(text.floor_char_boundary(at.saturating_sub(40)));
    let rest = &text[line..];
    quoted(rest.lines().next().unwrap_or_default().trim())
}
