//! Which variables hold a secret. The catalogue has two; the names of others tell by themselves, since nobody knows all that
//! the vendor fills in.

use super::{Piece, VARIABLES, find, scan};

/// Words in the names of secrets, without the signs between them.
const WORDS: [&str; 9] =
    ["token", "secret", "passw", "passphrase", "privatekey", "apikey", "accesskey", "credential", "sourceprovider"];

/// Whether a variable of this path may hold a secret: by its name, or as an object that has one in it.
pub fn holds_secret(path: &str) -> bool {
    if has_word(&plain(path)) {
        return true;
    }
    // An object may stand in front of a filter or a `*`, or in a call. What the catalogue has is none.
    find(path).is_none() && path.split(['|', '(', ')', ',', '*']).any(|part| is_above_secret(&plain(part)))
}

/// Whether a path is that of an object that has a secret in it.
fn is_above_secret(path: &[u8]) -> bool {
    let path = path.strip_suffix(b".").unwrap_or(path);
    let is_above = |full: &[u8]| full.get(path.len()) == Some(&b'.') && full.starts_with(path);
    let holds = |full: &str| is_above(full.as_bytes()) && has_word(&plain(full));
    path.len() >= 4 && VARIABLES.iter().any(|variable| holds(variable.path))
}

/// A path without the signs that one may write in it or not.
fn plain(path: &str) -> Vec<u8> {
    path.bytes().filter(|b| b.is_ascii_alphanumeric() || *b == b'.').map(|b| b.to_ascii_lowercase()).collect()
}

fn has_word(path: &[u8]) -> bool {
    let begins = |rest: &[u8], word: &str| rest[0] == word.as_bytes()[0] && rest.starts_with(word.as_bytes());
    (0..path.len()).any(|at| WORDS.iter().any(|word| begins(&path[at..], word)))
}

/// The first variable in a text that may hold a secret, as it stands there.
pub fn secret_in(text: &str) -> Option<&str> {
    scan(text).find_map(|piece| match piece {
        Piece::Variable(whole, path) if holds_secret(path) => Some(whole),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_known_by_its_name_and_by_what_is_in_it() {
        for path in [
            "application.source_provider.access_token",
            "hook.secret",
            "hook . secret",
            "HOOK.Secret",
            "hook['secret']",
            "hook.secret_algorithm",
            "hook",
            "application",
            "application.source_provider",
            "application.credential",
            "user.password",
            "user.api_key",
            "x.private-key",
            "action.triggered_from.hook_parsed_variables.accessToken",
            "a {{ hook.secret",
            "hook | json",
            "hook|json",
            "toJson(hook)",
            "hook.*",
            "application|e",
        ] {
            assert!(holds_secret(path), "{path}");
        }
        for path in [
            "",
            "action",
            "action.id",
            "user.name",
            "user",
            "application.name | e",
            "hook.id",
            "appl",
            "a.key",
            ".",
            "|",
        ] {
            assert!(!holds_secret(path), "{path}");
        }
        for variable in VARIABLES {
            let known = ["application.source_provider.access_token", "hook.secret"];
            assert_eq!(holds_secret(variable.path), known.contains(&variable.path), "{}", variable.path);
        }
    }

    #[test]
    fn it_is_found_in_whatever_stands_around_it() {
        for (text, found) in [
            ("{{hook.secret}}", Some("{{hook.secret}}")),
            ("a {{ action.id }} {{ hook . secret }} b", Some("{{ hook . secret }}")),
            ("{{\thook.secret\n}}", Some("{{\thook.secret\n}}")),
            ("{{{ hook.secret }}}", Some("{{{ hook.secret }}")),
            ("hook.secret", None),
            ("{ hook.secret }", None),
            ("{{ action.id }} hook.secret {{ user.name }}", None),
            ("", None),
        ] {
            assert_eq!(secret_in(text), found, "{text}");
        }
    }
}
