//! A token in plain text, which is never taken.

use serde_json::{Map, Value};

use super::found::Found;
use crate::delivery::names::{is_secret_name, login, queries};
use crate::export::{PROVIDER_TOKEN_VARIABLE, TOKEN_VARIABLE};
use crate::form::AUTHORIZATION;
use crate::hook::Header;
use crate::secret::{Literal, literal, literal_in_header};

/// Whether there is a token in plain text in what was read, and what to write in its place. `plain` is the one that the text
/// itself shows.
pub fn has_secret(plain: Option<&Literal>, found: &Found) -> Option<String> {
    let own = || ["$", TOKEN_VARIABLE].concat();
    let instead = || match (found.hooks.is_empty(), found.requests.is_empty()) {
        (true, true) => own(),
        (true, false) => ["$", PROVIDER_TOKEN_VARIABLE].concat(),
        (false, _) => AUTHORIZATION["Bearer ".len()..].to_string(),
    };
    if let Some(literal) = plain.cloned().or_else(|| found.hooks.iter().find_map(in_hook)) {
        return Some(if literal.kind.contains("Devopness") { own() } else { instead() });
    }
    // A request is signed in with a token, whatever that looks like.
    let plain = |header: &Header| is_secret_name(&header.name) && is_plain(&header.value);
    if found.headers.iter().any(plain) {
        return Some(if found.requests.is_empty() { own() } else { instead() });
    }
    found.requests.iter().any(|request| is_plain_address(&request.url)).then(instead)
}

/// The secret in a hook, in which the text itself may not show it.
fn in_hook(hook: &Map<String, Value>) -> Option<Literal> {
    let headers = hook.get("settings").and_then(|settings| settings.get("request_headers")).and_then(Value::as_array);
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let header =
        |value: &Value| literal_in_header(&text(value, "name"), &text(value, "value")).filter(|secret| secret.certain);
    let all = || literal(&Value::Object(hook.clone()).to_string());
    headers.into_iter().flatten().find_map(header).or_else(all)
}

/// Whether an address has a password in front of its host, or a token among its values.
fn is_plain_address(url: &str) -> bool {
    let password = login(url).and_then(|(login, _)| login.split_once(':'));
    password.is_some_and(|(_, password)| is_plain(password))
        || queries(url).any(|(name, value)| is_secret_name(name) && is_plain(value))
}

/// Whether the value of a header holds a token as it is. A variable of a shell, a template, a placeholder or a mask is none.
fn is_plain(value: &str) -> bool {
    let mut token = value.trim();
    for scheme in ["bearer ", "basic ", "token "] {
        if token.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
            token = token[scheme.len()..].trim();
        }
    }
    // Of a login only the password is a secret.
    let token = token.rsplit_once(':').map_or(token, |(_, password)| password);
    let stands_in = ["$", "<", "{", "***", "•", "...", "…", "%", "@"].iter().any(|mark| token.contains(mark));
    let name = token.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let word = ["token", "bearer", "basic", "xxx"].iter().any(|word| token.eq_ignore_ascii_case(word));
    let yours = token.to_ascii_lowercase().starts_with("your");
    !(token.is_empty() || stands_in || name || word || yours)
}
