//! Secrets that stand literally in a text: tokens of a known form, what follows `Bearer` or `Basic`, a password in an
//! address, and whatever stands where the name says that it is secret.
//!
//! What only might be a secret, such as a short plain word, is none: a false alarm would keep a person from working.

use std::ops::Range;

use super::forms;
use crate::delivery::names::{is_secret_name, login, queries};
use crate::template::{Piece, scan};

/// The fewest characters behind a known beginning that make a token.
const FORM_MIN: usize = 8;

/// A secret that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What it is, in words without an article.
    pub kind: &'static str,
    /// Where it stands.
    pub place: Range<usize>,
}

/// The first secret in a text that holds one beyond doubt.
pub fn literal(text: &str) -> Option<Literal> {
    let mut at = 0;
    while at < text.len() {
        if let Some((form, len)) = form_at(text, at) {
            let word = &text[at..at + len];
            // Behind `Bearer` or `Basic` a sentence may go on.
            let certain = match form {
                Form::Known(_) => true,
                Form::Behind => is_random(word),
            };
            if certain {
                let kind = if let Form::Known(kind) = form { kind } else { "token" };
                return Some(Literal { kind, place: at..at + len });
            }
        }
        at = next_boundary(text, at + 1);
    }
    let part = |part: &str, kind| {
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        Literal { kind, place: start..start + part.len() }
    };
    password(text).map(|password| part(password, "password")).or_else(|| {
        let secret = |(name, value): &(&str, &str)| is_secret_name(name) && is_token(value);
        queries(text).find(secret).map(|(_, value)| part(value, "token"))
    })
}

/// The same for the value of a header or of a body's field, whose name may say that it is secret.
pub fn literal_in_header(name: &str, value: &str) -> Option<Literal> {
    literal(value).or_else(|| {
        if !is_secret_name(name) {
            return None;
        }
        for piece in scan(value) {
            let Piece::Text(text) = piece else { continue };
            for word in text.split(|c: char| !is_sign(c)) {
                if is_token(word) {
                    let start = word.as_ptr() as usize - value.as_ptr() as usize;
                    return Some(Literal { kind: "token", place: start..start + word.len() });
                }
            }
        }
        None
    })
}

/// How a secret is known.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// By its own form, which is one of this kind.
    Known(&'static str),
    /// By the word in front of it.
    Behind,
}

/// The next place from which on a text can be cut.
pub(crate) fn next_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// How many bytes of a text, from a place on, are a token of a known form, or one behind `Bearer` or `Basic`.
pub(crate) fn form_at(text: &str, at: usize) -> Option<(Form, usize)> {
    let bytes = text.as_bytes();
    let in_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if !in_word(bytes[at]) || at > 0 && in_word(bytes[at - 1]) {
        return None;
    }
    let length = |text: &str, more: &[u8]| {
        text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(b) || more.contains(b)).count()
    };
    let rest = &text[at..];
    for form in forms() {
        if let Some(token) = rest.strip_prefix(form.prefix) {
            let len = length(token, b"");
            return (len >= FORM_MIN).then_some((Form::Known(form.kind), form.prefix.len() + len));
        }
    }
    if rest.starts_with("eyJ") {
        // RFC 7519: three parts in base64, of which the first begins with `{"`. Unsigned, the last is empty.
        let len = length(rest, b"");
        let mut parts = rest[..len].split('.').map(str::len);
        if parts.next() >= Some(FORM_MIN) && parts.next() >= Some(FORM_MIN) && parts.next().is_some() {
            return Some((Form::Known("JSON Web Token"), len));
        }
    }
    let before = text[..at].trim_end_matches(' ');
    let behind = |scheme: &str| {
        let start = before.len().checked_sub(scheme.len()).and_then(|start| before.get(start..));
        before.len() < at && start.is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    };
    if !behind("bearer") && !behind("basic") {
        return None;
    }
    let len = length(rest, b"+/=");
    // A sentence about a token has words behind the scheme.
    is_token(&rest[..len]).then_some((Form::Behind, len))
}

/// What a token is made of, in any of its alphabets, or what stands for one.
fn is_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.~+/=$<*%".contains(c)
}

/// Whether a word is long enough for a token, and stands for none.
fn is_token(word: &str) -> bool {
    let len = word.chars().count();
    let digit = word.bytes().any(|b| b.is_ascii_digit());
    !is_stand_in(word) && (len >= 20 || len >= FORM_MIN && digit)
}

/// Whether a word is one that nobody would write: it has digits among letters, or changes between small and large ones.
fn is_random(word: &str) -> bool {
    let has = |of: fn(&u8) -> bool| word.bytes().any(|b| of(&b));
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
        || has(u8::is_ascii_lowercase) && word.bytes().skip(1).any(|b| b.is_ascii_uppercase())
}

/// Whether a text stands for a secret without being one: a variable, a placeholder, a mask, or nothing.
fn is_stand_in(text: &str) -> bool {
    text.is_empty() || text.starts_with(['$', '<', '*', '%', '{'])
}

/// The password of the first address that has one.
fn password(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        // An address ends at the next space, as far as nobody has put one inside of a variable.
        let address = rest[at..].split(|c: char| c.is_whitespace() || c.is_control() || "\"'<>".contains(c)).next()?;
        if let Some((login, _)) = login(address)
            && let Some((_, password)) = login.split_once(':')
            && !is_stand_in(password)
        {
            return Some(password);
        }
        rest = &rest[at + 3..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123";

    #[test]
    fn secrets_are_known_by_their_form_and_by_their_place() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = literal(text);
            let got = found.as_ref().map(|found| (found.kind, &text[found.place.clone()]));
            assert_eq!(got, expected, "{text}");
            // Whatever stands around it.
            let wide = ["é {\"a\": \"", text, "\"}"].concat();
            assert_eq!(literal(&wide).map(|found| found.kind), expected.map(|(kind, _)| kind), "{wide}");
        };
        for form in forms() {
            let token = [form.prefix, "abcDEF12"].concat();
            check(&token, Some((form.kind, &token)));
            check(&[form.prefix, "abc"].concat(), None);
            check(&["x", &token].concat(), None);
        }
        check(JWT, Some(("JSON Web Token", JWT)));
        check(
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.",
            Some(("JSON Web Token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.")),
        );
        check("eyJhbGciOiJIUzI1NiJ9", None);
        check("eyJ.is.short", None);
        check("Bearer abc123def4", Some(("token", "abc123def4")));
        check("bearer  AbCdEfGhIjKlMnOpQrStUv", Some(("token", "AbCdEfGhIjKlMnOpQrStUv")));
        check("Basic dXNlcjpwYXNzd29yZA==", Some(("token", "dXNlcjpwYXNzd29yZA==")));
        check("Basic dXNlcjpwYXNzYWJjZGVmZ2hp", Some(("token", "dXNlcjpwYXNzYWJjZGVmZ2hp")));
        for sentence in
            ["Bearer authentication-and-authorization works", "a bearer token", "Basic 12345678", "Bearer x1"]
        {
            check(sentence, None);
        }
        check("https://ci:p@h/x", Some(("password", "p")));
        check("see https://a.b/ or git+https://oauth2:s3cret@gitlab.com/a/b", Some(("password", "s3cret")));
        for address in [
            "https://a.b/?x=y:z@w",
            "https://ci@h/x",
            "https://ci:@h",
            "git@github.com:acme/shop",
            "https://h:8080/@x",
            "https://a.b and c: d@e",
        ] {
            check(address, None);
        }
        for stand_in in ["$TOKEN", "${TOKEN}", "<token>", "****", "{{a.b}}", "%TOKEN%"] {
            check(&["https://ci:", stand_in, "@h/x"].concat(), None);
            check(&["https://h/?access_token=", stand_in].concat(), None);
            check(&["Bearer ", stand_in].concat(), None);
        }
        check("https://h/?a=1&private_token=abcdef123456", Some(("token", "abcdef123456")));
        check("https://h/?a=1&key=abcdef123456", None);
        check("Bearer {{ application.source_provider.access_token }}", None);
        check("8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", None);
        check("", None);
    }

    #[test]
    fn a_name_makes_a_value_a_secret() {
        let check = |name: &str, value: &str, expected: Option<&str>| {
            let got = literal_in_header(name, value).map(|found| &value[found.place]);
            assert_eq!(got, expected, "{name}: {value}");
        };
        check("Authorization", "token abc123def4", Some("abc123def4"));
        check("authorization ", " abcdefghijklmnopqrst", Some("abcdefghijklmnopqrst"));
        check("PRIVATE-TOKEN", "abcdefgh12", Some("abcdefgh12"));
        check("PRIVATE-TOKEN", "{{ a.b }}abcdefgh12", Some("abcdefgh12"));
        check("X-Api-Key", "abcdefgh12", Some("abcdefgh12"));
        check("client_secret", "abcdefgh12", Some("abcdefgh12"));
        for (name, value) in [
            ("Authorization", "Bearer {{ application.source_provider.access_token }}"),
            ("Authorization", "Bearer x"),
            ("Authorization", "Bearer $GITHUB_TOKEN_2026"),
            ("PRIVATE-TOKEN", "plain-word"),
            ("PRIVATE-TOKEN", "<your token, 20 characters>"),
            ("Accept", "application/vnd.github.v3+json"),
            ("X-Request-Id", "abcdefgh12"),
            ("X-Token", ""),
        ] {
            check(name, value, None);
        }
    }
}
