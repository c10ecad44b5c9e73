//! A token in plain text, which is never taken.

use serde_json::{Map, Value};

use super::found::{Found, Request};
use crate::devopness::delivery::names::{login, queries};
use crate::devopness::hook::Header;
use crate::exchange::export::{PROVIDER_TOKEN_VARIABLE, TOKEN_VARIABLE};
use crate::form::values::AUTHORIZATION;
use crate::provider::tokens::FORMS;
use crate::secret::{Literal, is_secret_name};

/// Whether there is a token in plain text in what was read, and what to write in its place. `plain` is the one that the text
/// itself shows.
pub fn has_secret(text: &str, plain: Option<&Literal>, found: &Found) -> Option<String> {
    let own = || ["$", TOKEN_VARIABLE].concat();
    let providers = || ["$", PROVIDER_TOKEN_VARIABLE].concat();
    let in_hooks = || AUTHORIZATION["Bearer ".len()..].to_string();
    if let Some(literal) = plain {
        let token = &text[literal.place.clone()];
        let holds = |value: &str| value.contains(token);
        return Some(match () {
            () if literal.kind.contains("Devopness") => own(),
            () if found.headers.iter().any(|header| holds(&header.value)) => own(),
            () if found.hooks.iter().any(|hook| holds_text(hook, token)) => in_hooks(),
            () if found.hooks.is_empty() && !found.requests.is_empty() => providers(),
            () => own(),
        });
    }
    if let Some(literal) = found.hooks.iter().find_map(in_hook) {
        return Some(if literal.kind.contains("Devopness") { own() } else { in_hooks() });
    }
    // A request is signed in with a token, whatever that looks like.
    let plain = |header: &Header| is_secret_name(&header.name) && is_plain(&header.value);
    if found.headers.iter().any(plain) {
        return Some(own());
    }
    let signed = |request: &Request| request.headers.iter().any(plain) || is_plain_address(&request.url);
    found.requests.iter().any(signed).then(providers)
}

/// Whether one of the texts in a hook has another in it.
fn holds_text(hook: &Map<String, Value>, text: &str) -> bool {
    fn holds(value: &Value, text: &str) -> bool {
        match value {
            Value::String(own) => own.contains(text),
            Value::Array(items) => items.iter().any(|item| holds(item, text)),
            Value::Object(fields) => fields.values().any(|value| holds(value, text)),
            _ => false,
        }
    }
    hook.values().any(|value| holds(value, text))
}

/// The secret in a hook, in which the text itself may not show it.
fn in_hook(hook: &Map<String, Value>) -> Option<Literal> {
    let headers = hook.get("settings").and_then(|settings| settings.get("request_headers")).and_then(Value::as_array);
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let header = |value: &Value| {
        FORMS.literal_in_header(&text(value, "name"), &text(value, "value")).filter(|secret| secret.certain)
    };
    let all = || FORMS.literal(&Value::Object(hook.clone()).to_string());
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
    // Of a login only the password is a secret, of a cookie only what follows its name.
    let token = token.rsplit_once(':').map_or(token, |(_, password)| password);
    let token = token
        .split_once('=')
        .map_or(token, |(_, value)| if value.trim_matches('=').is_empty() { token } else { value });
    let marks = ["<", "{", "***", "•", "...", "…", "[REDACTED]"].iter().any(|mark| token.contains(mark));
    let name = token.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    let small = token.to_ascii_lowercase();
    let word = ["token", "bearer", "basic", "secret", "password", "redacted", "changeme"].contains(&small.as_str());
    let yours = ["your", "my-", "my_", "change-", "change_", "replace-", "replace_", "insert-", "insert_"];
    let yours = yours.iter().any(|start| small.starts_with(start)) || small.bytes().all(|b| b == b'x');
    !(token.is_empty() || token.starts_with('@') || marks || has_variable(token) || name || word || yours)
}

/// Whether a shell would put something else in: `$NAME`, `$(…)`, `%NAME%`.
fn has_variable(text: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '_';
    let posix = text.split('$').skip(1).any(|rest| rest.starts_with(|c| is_name(c) || "({".contains(c)));
    let percent =
        text.split('%').skip(1).any(|word| word.len() > 1 && word.starts_with(is_name) && word.bytes().all(is_word));
    posix || percent && text.matches('%').count() > 1
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}
