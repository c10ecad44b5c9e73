//! Taking secrets out of texts: by the name of what holds them, by their value wherever it stands again, and by the form of
//! tokens that are known.
//!
//! A value counts as found in a text also where it stands there as addresses (`%2F`) or JSON (`\/`, `\u002f`) write it.

use serde_json::Value;

use super::names::{cookies, is_algorithm, is_cookie, login, queries};
use super::spelling::{base64, matches_at};
use super::token::{is_nothing, is_unexpanded};
use crate::devopness::hook::Header;
use crate::secret::{Forms, is_secret_name, split};
use crate::text::percent::decode;
use crate::text::template::{Piece, scan};

/// The most characters that are kept of an address or of a header's value.
pub(super) const TEXT_MAX: usize = 5000;
/// What stands in place of a secret.
pub const MASK: &str = "****";
/// The fewest characters of a secret that is looked for by its value. A shorter one is masked in its own place only: no
/// provider has such tokens, and half of every text would be masked with it.
const VALUE_MIN: usize = 6;
/// The most secrets that are looked for.
const SECRETS_MAX: usize = 32;
/// How many bytes behind what is kept of a text are looked at, so that a token is known that stands at the cut.
const BEYOND: usize = 4096;
/// How many bytes of a text are looked through for tokens to look for elsewhere: far more than is shown of one.
const LEARN_MAX: usize = 100_000;
/// The most values of a body that are looked through.
const LEARN_VALUES_MAX: usize = 10_000;

/// The secrets of one delivery. They are forgotten once it is read.
pub struct Secrets {
    values: Vec<String>,
    forms: Forms,
}

impl Secrets {
    /// None yet. Tokens of these forms are known wherever they stand.
    pub fn new(forms: Forms) -> Secrets {
        Secrets { values: Vec::new(), forms }
    }

    fn learn(&mut self, value: &str) {
        let value = value.trim();
        let known = self.values.iter().any(|own| own == value) || self.values.len() >= SECRETS_MAX;
        if value.len() >= VALUE_MIN && !known && !is_nothing(value) && !is_unexpanded(value) {
            self.values.push(value.to_string());
            // A longer secret may begin with a shorter one.
            self.values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        }
    }

    /// Learns what a header holds, if its name says that it holds a secret.
    pub fn learn_header(&mut self, header: &Header) {
        if !is_secret_name(&header.name) {
            return self.learn_words(&header.value);
        }
        if is_cookie(&header.name) {
            return cookies(header).for_each(|(_, value)| self.learn(value));
        }
        let (scheme, token) = split(&header.value);
        self.learn(token);
        self.learn(token.split_once('=').map_or("", |(_, value)| value));
        for piece in scan(token) {
            if let Piece::Text(text) = piece {
                self.learn(text);
            }
        }
        if scheme.eq_ignore_ascii_case("basic")
            && let Some(plain) = base64(token)
        {
            self.learn_login(&plain);
        }
    }

    /// Learns `user:password`. A user's name is no secret, unless a token stands in its place.
    fn learn_login(&mut self, login: &str) {
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        self.learn(password);
        let token = password.is_empty() || password == "x-oauth-basic" || user.len() >= 20 && !user.contains('@');
        if token {
            self.learn(user);
        }
        if password.len() >= VALUE_MIN {
            self.learn(login);
        }
    }

    /// Learns what an address holds: a password in front of the host, and values whose names say so.
    pub fn learn_url(&mut self, url: &str) {
        if let Some((login, _)) = login(url) {
            self.learn(login);
            self.learn_login(&decode(login));
        }
        for (name, value) in queries(url) {
            if is_secret_name(name) {
                self.learn(&decode(value));
            }
        }
        self.learn_words(url);
    }

    /// Learns what a body's fields hold, if their names say so.
    pub fn learn_body(&mut self, body: &Value) {
        let mut left = LEARN_VALUES_MAX;
        self.learn_value(body, &mut left);
    }

    fn learn_value(&mut self, body: &Value, left: &mut usize) {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return;
        }
        match body {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if is_secret_name(name) => self.learn(text),
                        other => self.learn_value(other, left),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn_value(item, left)),
            Value::String(text) => self.learn_words(text),
            _ => {}
        }
    }

    /// Learns tokens of a known form, so that their values are found in another spelling too.
    fn learn_words(&mut self, text: &str) {
        let text = &text[..text.floor_char_boundary(LEARN_MAX)];
        for secret in self.forms.secrets_and_alike(text).take(SECRETS_MAX) {
            self.learn(&text[secret.place]);
        }
    }

    /// A text without secrets, cut behind so many characters. Only as much of the text is looked at as is kept, since it may
    /// be of any length.
    pub fn mask(&self, text: &str, max: usize) -> String {
        let text = &text[..text.floor_char_boundary(kept(max))];
        let bytes = text.as_bytes();
        let mut found = self.forms.secrets_and_alike(text).map(|secret| secret.place).peekable();
        let mut firsts = [false; 256];
        for value in &self.values {
            firsts[usize::from(value.as_bytes()[0])] = true;
        }
        if !self.values.is_empty() {
            // Escapes begin so.
            (firsts[usize::from(b'%')], firsts[usize::from(b'\\')]) = (true, true);
        }
        let mut out = String::new();
        let (mut at, mut chars) = (0, 0);
        while chars < max && at < bytes.len() {
            let known = || self.values.iter().find_map(|value| matches_at(&bytes[at..], value.as_bytes()));
            let len = if firsts[usize::from(bytes[at])] { known() } else { None };
            while found.next_if(|place| place.start < at).is_some() {}
            let own = found.peek().filter(|place| place.start == at).map(|place| place.end);
            if let Some(end) = len.map(|len| at + len).max(own) {
                out.push_str(MASK);
                chars += MASK.len();
                at = text.ceil_char_boundary(end);
            } else {
                let end = text.ceil_char_boundary(at + 1);
                out.push_str(&text[at..end]);
                chars += 1;
                at = end;
            }
        }
        out
    }

    /// An address without secrets.
    pub fn mask_url(&self, url: &str) -> String {
        let mut url = url[..url.floor_char_boundary(kept(TEXT_MAX))].to_string();
        if let Some((login, start)) = login(&url) {
            url.replace_range(start..start + login.len(), MASK);
        }
        let mut out = String::new();
        let mut rest = url.as_str();
        while let Some(at) = rest.find(['?', '&', ';']) {
            let (before, after) = rest.split_at(at + 1);
            out.push_str(before);
            let end = after.find(['?', '&', ';', '#']).unwrap_or(after.len());
            match after[..end].split_once('=') {
                Some((name, value)) if is_secret_name(name) && !is_nothing(value) && !is_unexpanded(&decode(value)) => {
                    out.push_str(&[name, "=", MASK].concat());
                    rest = &after[end..];
                }
                _ => rest = after,
            }
        }
        out.push_str(rest);
        self.mask(&out, TEXT_MAX)
    }

    /// Headers without secrets.
    pub fn mask_headers(&self, headers: &[Header]) -> Vec<Header> {
        headers
            .iter()
            .map(|header| Header {
                name: self.mask(&header.name, TEXT_MAX),
                value: self.mask(&self.mask_named(header), TEXT_MAX),
            })
            .collect()
    }

    /// A header's value without what its name says is a secret. The word in front stays, and so does a variable.
    fn mask_named(&self, header: &Header) -> String {
        if !is_secret_name(&header.name) {
            return header.value.clone();
        }
        if is_cookie(&header.name) {
            let masked: Vec<String> = cookies(header).map(|(name, _)| [name, "=", MASK].concat()).collect();
            return masked.join("; ");
        }
        let (scheme, token) = split(&header.value);
        if is_nothing(token) || is_unexpanded(token) {
            return header.value.clone();
        }
        let mut value = if scheme.is_empty() { String::new() } else { [scheme, " "].concat() };
        match token.split_once('=') {
            Some((word, _)) if is_algorithm(word) => value.push_str(&[word, "=", MASK].concat()),
            _ if token.contains("{{") => {
                for piece in scan(token) {
                    match piece {
                        Piece::Variable(text, path) if path.len() <= 200 => value.push_str(text),
                        Piece::Text(text) if text.trim().is_empty() => value.push_str(text),
                        _ => value.push_str(MASK),
                    }
                }
            }
            _ => value.push_str(MASK),
        }
        value
    }

    /// As much of a text as there is room for, without secrets.
    fn take(&self, text: &str, room: &mut usize) -> String {
        let kept = self.mask(text, *room);
        *room = room.saturating_sub(kept.chars().count());
        kept
    }

    /// A body without secrets. `room` is how many characters are kept; what is beyond is left out.
    pub fn mask_value(&self, value: &Value, room: &mut usize) -> Value {
        *room = room.saturating_sub(1);
        match value {
            Value::String(text) => Value::String(self.take(text, room)),
            Value::Number(number) => {
                let text = number.to_string();
                let masked = self.take(&text, room);
                if masked == text { value.clone() } else { Value::String(masked) }
            }
            Value::Array(items) => {
                let mut kept = Vec::new();
                for item in items {
                    if *room == 0 {
                        break;
                    }
                    kept.push(self.mask_value(item, room));
                }
                Value::Array(kept)
            }
            Value::Object(fields) => {
                let mut kept = serde_json::Map::new();
                for (name, item) in fields {
                    if *room == 0 {
                        break;
                    }
                    let item = match item {
                        Value::String(text) if is_secret_name(name) && !is_nothing(text) && !is_unexpanded(text) => {
                            Value::String(MASK.into())
                        }
                        other => self.mask_value(other, room),
                    };
                    kept.insert(self.take(name, room), item);
                }
                Value::Object(kept)
            }
            other => other.clone(),
        }
    }
}

/// How many bytes of a text are looked at of which so many characters are kept.
fn kept(chars: usize) -> usize {
    chars.saturating_mul(4).saturating_add(BEYOND)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::tokens::FORMS;
    use serde_json::json;

    fn secrets(values: &[&str]) -> Secrets {
        let mut secrets = Secrets::new(FORMS);
        values.iter().for_each(|value| secrets.learn(value));
        secrets
    }

    #[test]
    fn a_known_value_is_found_in_every_spelling() {
        let secrets = secrets(&["ab/cd+ef", "ab/cd+efgh", "ä€-secret"]);
        let check = |text: &str, expected: &str| assert_eq!(secrets.mask(text, 1000), expected, "{text}");
        check("", "");
        check("ab/cd+ef", "****");
        check("xab/cd+efx", "x****x");
        check("ab/cd+efgh", "****");
        check("ab%2Fcd%2bef.", "****.");
        check(r"ab\/cd+ef ab\u002fcd\u002Bef", "**** ****");
        check("%61b/cd+ef", "****");
        check("ab/cd+e", "ab/cd+e");
        check("ä€-secret %C3%A4%E2%82%AC-secret é", "**** **** é");
        check("ab/ab/cd+ef", "ab/****");
        check("%", "%");
        check("\\u00", "\\u00");
    }

    #[test]
    fn a_long_secret_is_found_by_its_beginning() {
        let long: String = (0..200).map(|i| char::from(b'a' + (i * 7 % 26) as u8)).collect();
        let secrets = secrets(&[&long]);
        assert_eq!(secrets.mask(&format!("<{long}>"), 1000), "<****>");
        assert_eq!(secrets.mask(&format!("<{}>", &long[..100]), 1000), "<****>");
        assert_eq!(secrets.mask(&long[..30], 1000), long[..30]);
    }

    #[test]
    fn a_text_is_cut_behind_what_was_masked() {
        let secrets = secrets(&["abcdefgh"]);
        for (max, expected) in
            [(0, ""), (1, "é"), (2, "é1"), (3, "é1****"), (6, "é1****"), (7, "é1****2"), (9, "é1****2é")]
        {
            assert_eq!(secrets.mask("é1abcdefgh2é", max), expected, "{max}");
        }
    }

    #[test]
    fn short_words_and_words_for_nothing_are_no_secrets() {
        let secrets = secrets(&["", "abc", "undefined", "{{ a.b }}", "  "]);
        assert_eq!(secrets.mask("abc undefined {{ a.b }}", 1000), "abc undefined {{ a.b }}");
    }

    #[test]
    fn tokens_of_a_known_form_are_found_by_themselves() {
        let check = |text: &str, expected: &str| assert_eq!(Secrets::new(FORMS).mask(text, 1000), expected, "{text}");
        for prefix in
            ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "devopness_pat_", "devopness_proj_"]
        {
            check(&format!("a {prefix}0123456789abcdef."), "a ****");
        }
        check("ATBBabcdefghij0123456789", "****");
        check("xghp_0123456789abcdef", "xghp_0123456789abcdef");
        check("ghp_short", "ghp_short");
        check("Authorization: Bearer abc123def4!", "Authorization: Bearer ****!");
        check("curl -u bearer AbCdEfGhIjKlMnOpQrStUv", "curl -u bearer ****");
        check("Basic dXNlcjpwYXNzd29yZA==", "Basic ****");
        check("A bearer token is required.", "A bearer token is required.");
        check("Bearer authentication failed", "Bearer authentication failed");
        check(
            "Bearer {{ application.source_provider.access_token }}",
            "Bearer {{ application.source_provider.access_token }}",
        );
    }

    #[test]
    fn headers_keep_the_word_in_front_and_what_is_no_secret() {
        let check = |name: &str, value: &str, expected: &str| {
            let header = Header { name: name.into(), value: value.into() };
            let mut secrets = Secrets::new(FORMS);
            secrets.learn_header(&header);
            assert_eq!(secrets.mask_headers(&[header])[0].value, expected, "{name}: {value}");
        };
        check("Authorization", "Bearer abcdefgh", "Bearer ****");
        check("Authorization", "abcdefgh", "****");
        check("Authorization", "Bearer abc", "Bearer ****");
        check("Authorization", "Bearer ", "Bearer ");
        check("Authorization", "Bearer null", "Bearer null");
        check("Authorization", "Bearer {{ a.b }}", "Bearer {{ a.b }}");
        check("Authorization", "Bearer x{{ a.b }}", "Bearer ****{{ a.b }}");
        check("Authorization", "Bearer x{{ a.b", "Bearer ********");
        check("Authorization", "Digest username=\"ci\", response=\"0123\"", "Digest ****");
        check("X-Hub-Signature-256", "sha256=0123456789abcdef", "sha256=****");
        check("Cookie", "a=b; lang=en", "a=****; lang=****");
        check("Set-Cookie", "session=abc; Path=/; Secure; Max-Age=3, b=c", "session=****; b=****");
        check("Accept", "application/json", "application/json");
        check("X-Request-Id", "abcdefgh", "abcdefgh");
    }

    #[test]
    fn addresses_lose_passwords_and_named_values() {
        let check = |url: &str, expected: &str| {
            let mut secrets = Secrets::new(FORMS);
            secrets.learn_url(url);
            assert_eq!(secrets.mask_url(url), expected, "{url}");
        };
        check("https://h/x", "https://h/x");
        check("https://ci:p@h/x@y", "https://****@h/x@y");
        check("https://token@h/token", "https://****@h/token");
        check("https://longtoken@h/longtoken", "https://****@h/****");
        check("https://ci:pass%2Fword@h/pass/word", "https://****@h/****");
        check("https://h/?a=1&private_token=x&b=2#f", "https://h/?a=1&private_token=****&b=2#f");
        check("https://h/?ACCESS_TOKEN=abcdefgh&b=abcdefgh", "https://h/?ACCESS_TOKEN=****&b=****");
        check("https://h/?access_token=&x", "https://h/?access_token=&x");
        check("https://h/?access_token={{ a.b }}", "https://h/?access_token={{ a.b }}");
        check("https://h/?key=x&state=pending", "https://h/?key=x&state=pending");
        check("?token=", "?token=");
    }

    #[test]
    fn bodies_lose_named_values_and_numbers_that_are_a_secret() {
        let body = json!({"access_token": "x", "n": 1234567, "a": [{"Client-Secret": "abcdefgh", "t": "abcdefgh"}], "token": "{{ a }}"});
        let mut secrets = secrets(&["1234567"]);
        secrets.learn_body(&body);
        let masked = secrets.mask_value(&body, &mut 1000);
        let expected = json!({"access_token": "****", "n": "****", "a": [{"Client-Secret": "****", "t": "****"}], "token": "{{ a }}"});
        assert_eq!(masked, expected);
    }
}
