//! A token in plain text, which is never taken.

use serde_json::{Map, Value};

use super::found::Found;
use crate::delivery::names::{is_secret_name, queries};
use crate::export::{PROVIDER_TOKEN_VARIABLE, TOKEN_VARIABLE};
use crate::form::AUTHORIZATION;
use crate::hook::Header;
use crate::secret::forms;

/// The fewest characters behind the beginning that tokens of one kind share.
const REST_MIN: usize = 4;

/// Whether there is a token in plain text in what was read, and what to write in its place.
pub fn has_secret(text: &str, found: &Found) -> Option<String> {
    let own = || ["$", TOKEN_VARIABLE].concat();
    let of_provider = || ["$", PROVIDER_TOKEN_VARIABLE].concat();
    let template = || AUTHORIZATION["Bearer ".len()..].to_string();
    let hooks: Vec<String> = found.hooks.iter().map(|hook| Value::Object(hook.clone()).to_string()).collect();
    for form in forms() {
        let shown = |text: &str| has_token(text, form.prefix);
        if shown(text) || hooks.iter().any(|hook| shown(hook)) || found.headers.iter().any(|h| shown(&h.value)) {
            let devopness = form.prefix.starts_with("devopness");
            return Some(if devopness {
                own()
            } else if hooks.is_empty() {
                of_provider()
            } else {
                template()
            });
        }
    }
    let is_secret = |header: &Header| is_secret_name(&header.name) && is_literal(&header.value);
    let address = |url: &str| {
        let authority =
            url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        let login = authority.rsplit_once('@').and_then(|(login, _)| login.split_once(':'));
        login.is_some_and(|(_, password)| is_literal(password))
            || queries(url).any(|(name, value)| is_secret_name(name) && is_literal(value))
    };
    if found.headers.iter().any(is_secret) || found.requests.iter().any(|request| address(&request.url)) {
        return Some(if found.requests.is_empty() { own() } else { of_provider() });
    }
    // In a program, where no header is told from other texts.
    let inside = |text: &str| {
        text.split(|c: char| c.is_whitespace() || "\"'`".contains(c)).next().unwrap_or_default().to_string()
    };
    let bearer = |at: usize| {
        let token = inside(&text[at..]);
        token.len() >= 4 * REST_MIN && token.bytes().any(|b| b.is_ascii_digit()) && is_literal(&token)
    };
    if text.match_indices("earer ").any(|(at, word)| bearer(at + word.len())) {
        return Some(if found.hooks.is_empty() { own() } else { template() });
    }
    let settings = found.hooks.iter().filter_map(|hook| hook.get("settings")?.get("request_headers")?.as_array());
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let header = |value: &Value| Header { name: text(value, "name"), value: text(value, "value") };
    let target = |hook: &Map<String, Value>| hook.get("target_url").and_then(Value::as_str).is_some_and(address);
    let secret = settings.flatten().map(header).any(|header| is_secret(&header)) || found.hooks.iter().any(target);
    secret.then(template)
}

/// Whether a token that begins like this stands in a text.
fn has_token(text: &str, prefix: &str) -> bool {
    let least = if prefix.ends_with(['_', '-']) { REST_MIN } else { 4 * REST_MIN };
    let inside = |b: &u8| b.is_ascii_alphanumeric() || b"_-".contains(b);
    text.match_indices(prefix).any(|(at, _)| {
        let starts = !text[..at].bytes().next_back().is_some_and(|b| b.is_ascii_alphanumeric());
        starts && text[at + prefix.len()..].bytes().take_while(inside).count() >= least
    })
}

/// Whether a header's value holds a token as it is. A variable of a shell, a template, a placeholder or a mask is none.
fn is_literal(value: &str) -> bool {
    let mut token = value.trim();
    for scheme in ["bearer ", "basic ", "token "] {
        if token.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            token = token[scheme.len()..].trim();
        }
    }
    // Of a login only the password is a secret.
    let token = token.rsplit_once(':').map_or(token, |(_, password)| password);
    let stands_in = ["$", "<", "{{", "{", "***", "•", "...", "…", "%", "@"].iter().any(|mark| token.contains(mark));
    let name = token.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let word = ["token", "bearer", "basic", "xxx"].iter().any(|word| token.eq_ignore_ascii_case(word));
    let yours = token.to_ascii_lowercase().starts_with("your");
    !(token.is_empty() || stands_in || name || word || yours)
}
