//! Two hooks compared field by field, in words for people.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::report::{body, plain_target};
use crate::devopness::hook::{Condition, Direction, Hook, OutgoingHook, StoredHook};
use crate::text::json::visible;
use crate::text::template::{Piece, scan};

/// What stands in the place of a token.
pub const MASK: &str = "****";

/// One field that differs. Both texts are made for one line of a screen: a token in a header is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Which field, such as `Target URL`, `Header Accept` or `Body field context`.
    pub field: String,
    /// What stands there; `None` when the field is not there.
    pub old: Option<String>,
    /// What is to stand there; `None` when the field is to go.
    pub new: Option<String>,
}

/// A planned hook as the API would give it back: active, and without an id.
pub fn wanted(hook: &OutgoingHook) -> Hook {
    let mut body = Map::new();
    for (name, value) in &hook.body.0 {
        body.insert(name.clone(), value.clone());
    }
    Hook {
        name: hook.name.clone(),
        direction: Direction::Outgoing,
        events: vec![hook.event.name().to_string()],
        target_url: hook.target_url.clone(),
        active: Some(true),
        headers: hook.headers.clone(),
        body: Value::Object(body),
        conditions: hook.conditions.clone(),
        ..Hook::default()
    }
}

/// What would have to change in `old` to make it `new`: nothing when they are identical. Neither the order of headers,
/// body fields and conditions counts, nor the case of a header's name. An answer that does not say whether a hook is
/// active says nothing against it.
pub fn edits(old: &Hook, new: &Hook) -> Vec<Edit> {
    let mut edits = Vec::new();
    let text = |text: &str| Value::String(text.to_string());
    let word = |active: bool| text(if active { "yes" } else { "no" });
    let active = old.active.zip(new.active);
    for (field, old, new) in [
        ("Name", text(&old.name), text(&new.name)),
        ("Active", word(active.is_none_or(|(old, _)| old)), word(active.is_none_or(|(_, new)| new))),
        ("Events", text(&old.events.join(", ")), text(&new.events.join(", "))),
        ("Target URL", text(&old.target_url), text(&new.target_url)),
    ] {
        push(&mut edits, field.into(), Some(&old), Some(&new), shown);
    }
    let headers = |hook: &Hook| hook.headers.iter().map(|h| (h.name.clone(), text(&h.value))).collect::<Vec<_>>();
    pair(&mut edits, "Header ", &headers(old), &headers(new), header);
    match (&old.body, &new.body) {
        (Value::Object(old), Value::Object(new)) => {
            pair(&mut edits, "Body field ", &fields(old), &fields(new), |_, value| shown("", value));
        }
        (old, new) => push(&mut edits, "Body".into(), Some(old), Some(new), shown),
    }
    // The API's schema has texts alone there, though its own examples have numbers.
    let accepted = |value: &Value| if let Value::Number(own) = value { text(&own.to_string()) } else { value.clone() };
    let same = |a: &Condition, b: &Condition| {
        a.path == b.path && a.accepted.iter().map(accepted).eq(b.accepted.iter().map(accepted))
    };
    let conditions = |hook: &Hook, other: &Hook| {
        let lone = hook.conditions.iter().filter(|own| !other.conditions.iter().any(|other| same(own, other)));
        lone.map(|c| (c.path.clone(), Value::Array(c.accepted.clone()))).collect::<Vec<_>>()
    };
    pair(&mut edits, "Condition ", &conditions(old, new), &conditions(new, old), shown);
    edits
}

/// What would have to change in a hook of a list to make it `new`, as far as the list tells: it may leave the headers and
/// the body out.
pub fn listed_edits(listed: &Hook, new: &Hook) -> Vec<Edit> {
    if listed.body.is_null() && listed.headers.is_empty() {
        return edits(&Hook { headers: new.headers.clone(), body: new.body.clone(), ..listed.clone() }, new);
    }
    edits(listed, new)
}

/// Whether a hook of a list is what a create has made, though the answer to it is unknown. An API may cut a name, spell the
/// variables of an address in its own way, and lose headers; it makes no other status of it.
pub fn alike(listed: &Hook, wanted: &Hook) -> bool {
    let target = |hook: &Hook| {
        let braces = hook.target_url.replace("%7B", "{").replace("%7D", "}").replace("%20", " ");
        plain_target(&braces)
    };
    listed.direction == wanted.direction
        && listed.events == wanted.events
        && (listed.name == wanted.name || !listed.name.is_empty() && wanted.name.starts_with(&listed.name))
        && target(listed) == target(wanted)
        && (listed.body.is_null() || same_json(&body(listed).unwrap_or_default(), &body(wanted).unwrap_or_default()))
}

/// What differs in the settings that this page does not know: all of them shall stay as they are.
pub fn differences(now: &StoredHook, kept: &StoredHook) -> Vec<Edit> {
    let mut edits = Vec::new();
    for part in ["settings", "trigger_when"] {
        let other = |hook: &StoredHook| {
            let all = hook.get(part).and_then(Value::as_object).map(fields).unwrap_or_default();
            let known = ["request_headers", "request_body", "events", "conditions"];
            all.into_iter().filter(|(name, _)| !known.contains(&name.as_str())).collect::<Vec<_>>()
        };
        // The API's own additions are no difference.
        let kept = other(kept);
        let now: Vec<_> = other(now).into_iter().filter(|(name, _)| kept.iter().any(|(own, _)| own == name)).collect();
        pair(&mut edits, "Setting ", &now, &kept, shown);
    }
    edits
}

type Show = fn(&str, &Value) -> String;

fn fields(object: &Map<String, Value>) -> Vec<(String, Value)> {
    object.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Compares what has names. Of several with one name, the first of each side belong together.
fn pair(edits: &mut Vec<Edit>, what: &str, old: &[(String, Value)], new: &[(String, Value)], show: Show) {
    // Only the names of headers have no case, and no two body fields differ by it alone.
    let key = |name: &str| if what == "Header " { name.to_ascii_lowercase() } else { name.to_string() };
    let mut left: BTreeMap<(String, usize), &(String, Value)> = BTreeMap::new();
    for (at, pair) in old.iter().enumerate() {
        left.insert((key(&pair.0), at), pair);
    }
    for (name, value) in new {
        let own = key(name);
        let first = left.range((own.clone(), 0)..).next().map(|(key, _)| key.clone());
        let before = first.filter(|(other, _)| *other == own).and_then(|key| left.remove(&key)).map(|(_, value)| value);
        push(edits, [what, name].concat(), before, Some(value), |_, value| show(name, value));
    }
    let mut left: Vec<_> = left.into_iter().map(|((_, at), pair)| (at, pair)).collect();
    left.sort_unstable_by_key(|(at, _)| *at);
    for (_, (name, value)) in left {
        push(edits, [what, name].concat(), Some(value), None, |_, value| show(name, value));
    }
}

fn push(
    edits: &mut Vec<Edit>,
    field: String,
    old: Option<&Value>,
    new: Option<&Value>,
    show: impl Fn(&str, &Value) -> String,
) {
    let alike = match (old, new) {
        (Some(old), Some(new)) => same_json(old, new),
        _ => false,
    };
    // A text and what it reads like would look the same.
    let unlike = old.zip(new).is_some_and(|(old, new)| old.is_string() != new.is_string());
    let text = |value: &Value| if unlike { visible(&value.to_string()) } else { show(&field, value) };
    if !alike {
        edits.push(Edit { old: old.map(text), new: new.map(text), field: visible(&field) });
    }
}

/// Whether two values mean the same: 87.50 and 87.5 do, as a server that reads and writes numbers makes one of the other.
pub fn same_json(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => plain(&a.to_string()) == plain(&b.to_string()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same_json(a, b)))
        }
        _ => a == b,
    }
}

fn plain(number: &str) -> &str {
    let decimal = number.contains('.') && !number.contains(['e', 'E']);
    if decimal { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

fn shown(_: &str, value: &Value) -> String {
    visible(&match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

/// Shows a header's value: of a token only its variables, and the word in front of it.
fn header(name: &str, value: &Value) -> String {
    let value = value.as_str().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let words = ["authorization", "token", "secret", "cookie", "password", "key"];
    if !words.iter().any(|word| name.contains(word)) {
        return visible(value);
    }
    let mut out = String::new();
    let mut rest = value;
    for scheme in ["Bearer ", "Basic ", "Token "] {
        if let Some((start, token)) = value.split_at_checked(scheme.len())
            && start.eq_ignore_ascii_case(scheme)
        {
            out.push_str(start);
            rest = token;
        }
    }
    for piece in scan(rest) {
        match piece {
            Piece::Variable(text, _) => out.push_str(text),
            Piece::Text(text) | Piece::Unclosed(text) if text.trim().is_empty() => out.push_str(text),
            Piece::Text(_) | Piece::Unclosed(_) if out.ends_with(MASK) => {}
            Piece::Text(_) | Piece::Unclosed(_) => out.push_str(MASK),
        }
    }
    visible(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::devopness::hook::{Condition, Header};
    use crate::text::json::Fields;
    use serde_json::json;

    fn hook() -> Hook {
        let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
        wanted(&OutgoingHook {
            name: "CI".into(),
            action_type: true,
            target_url: "https://h/{{ x }}".into(),
            headers: vec![header("Authorization", "Bearer {{ a.b }}"), header("Accept", "text/plain")],
            body: Fields(vec![("coverage".into(), json!(7)), ("state".into(), json!("pending"))]),
            event: Event::Failed,
            conditions: vec![Condition { path: "p".into(), accepted: vec![json!("hook")] }],
        })
    }

    /// Each edit as one line: field, old and new.
    fn lines(old: &Hook, new: &Hook) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or("–".into());
        edits(old, new).iter().map(|e| format!("{}: {} > {}", e.field, text(&e.old), text(&e.new))).collect()
    }

    #[test]
    fn each_field_that_differs_is_named_with_old_and_new() {
        let check = |change: fn(&mut Hook), expected: &[&str]| {
            let mut old = hook();
            change(&mut old);
            assert_eq!(lines(&old, &hook()), expected);
        };
        check(|_| (), &[]);
        check(|h| h.name = "CI(build)".into(), &["Name: CI(build) > CI"]);
        check(|h| h.active = Some(false), &["Active: no > yes"]);
        check(|h| h.active = None, &[]);
        check(|h| h.events.push("action.queued".into()), &["Events: action.failed, action.queued > action.failed"]);
        check(|h| h.target_url = "https://h/{{x}}".into(), &["Target URL: https://h/{{x}} > https://h/{{ x }}"]);
        check(|h| h.headers[1].value = "a\nb".into(), &["Header Accept: a\\u000ab > text/plain"]);
        check(|h| h.headers[1].name = "ACCEPT".into(), &[]);
        check(|h| h.headers.swap(0, 1), &[]);
        check(|h| h.headers.clear(), &["Header Authorization: – > Bearer {{ a.b }}", "Header Accept: – > text/plain"]);
        check(|h| h.headers.push(h.headers[1].clone()), &["Header Accept: text/plain > –"]);
        check(|h| h.body["state"] = json!("failure"), &["Body field state: failure > pending"]);
        check(|h| h.body["State"] = json!(1), &["Body field State: 1 > –"]);
        check(|h| h.body["coverage"] = json!("7"), &["Body field coverage: \"7\" > 7"]);
        check(|h| h.body["coverage"] = serde_json::from_str("7.0").unwrap(), &[]);
        check(|h| h.body = json!("text"), &[r#"Body: "text" > {"coverage":7,"state":"pending"}"#]);
        check(|h| h.body = Value::Null, &[r#"Body: null > {"coverage":7,"state":"pending"}"#]);
        check(|h| h.conditions.clear(), &[r#"Condition p: – > ["hook"]"#]);
        check(|h| h.conditions[0].accepted.push(json!(1)), &[r#"Condition p: ["hook",1] > ["hook"]"#]);
        check(|h| h.conditions[0].path = "q".into(), &[r#"Condition p: – > ["hook"]"#, r#"Condition q: ["hook"] > –"#]);
        // What a hook is known by is no part of what it does.
        check(|h| (h.id, h.created_at) = ("u".into(), "2026".into()), &[]);
    }

    #[test]
    fn of_a_token_only_variables_and_the_word_in_front_are_shown() {
        let check = |name: &str, value: &str, shown: &str| assert_eq!(header(name, &json!(value)), shown, "{name}");
        check(
            "Authorization",
            "Bearer {{ application.source_provider.access_token }}",
            "Bearer {{ application.source_provider.access_token }}",
        );
        check("authorization", "bearer ghp_abc", "bearer ****");
        check("Authorization", "ghp_abc", "****");
        check("Authorization", "Bearer", "****");
        check("Authorization", "Basic {{ user.name }}:pw", "Basic {{ user.name }}****");
        check("PRIVATE-TOKEN", "glpat-abc {{ x", "****");
        check("X-Api-Key", "é{{ x }}", "****{{ x }}");
        check("Authorization", "", "");
        check("Accept", "Bearer abc", "Bearer abc");
    }

    #[test]
    fn a_tokens_change_is_seen_though_neither_is_shown() {
        let (mut old, mut new) = (hook(), hook());
        (old.headers[0].value, new.headers[0].value) = ("Bearer one".into(), "Bearer two".into());
        assert_eq!(lines(&old, &new), ["Header Authorization: Bearer **** > Bearer ****"]);
    }

    #[test]
    fn numbers_are_the_same_however_they_end() {
        let same = |a: &str, b: &str| same_json(&serde_json::from_str(a).unwrap(), &serde_json::from_str(b).unwrap());
        for (a, b) in [("87.50", "87.5"), ("1.0", "1"), ("[1.10, {\"a\": 2}]", "[1.1, {\"a\": 2.0}]"), ("100", "100")] {
            assert!(same(a, b) && same(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("10", "1"),
            ("1.5", "1.05"),
            ("1", "\"1\""),
            ("[1]", "[1, 2]"),
            ("{\"a\": 1}", "{\"b\": 1}"),
            ("{}", "[]"),
            ("{}", "{\"a\": null}"),
        ] {
            assert!(!same(a, b) && !same(b, a), "{a} {b}");
        }
    }
}
