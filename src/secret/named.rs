//! Secrets that a name tells, or a word in front of them: assignments, options of commands, logins.

use std::ops::Range;

use super::find::{ENOUGH, Literal, Secrets, in_run};
use super::names::is_secret_name;
use super::random::is_random;

/// The fewest characters of a secret that its name alone, or the word in front of it, tells.
const NAMED_MIN: usize = 8;
/// The fewest characters of a secret that stands in the line behind its name.
const NEXT_LINE_MIN: usize = 12;
/// How much stands at most between a sign and a value, in bytes.
pub(super) const SKIP_MAX: usize = 24;
/// How much of a text in front of a word, or behind it, may say what it is, in bytes.
const AROUND: usize = 200;
/// The most characters of a name that are looked at.
const NAME_MAX: usize = 64;
/// What stands in place of a password in an example.
const EXAMPLES: [&str; 5] = ["password", "pass", "pwd", "secret", "token"];

impl Secrets<'_> {
    /// Whether a name in front of a word is an option of a command, `--token`, or a word of a `.netrc`, that
    /// says that a secret follows.
    pub(super) fn is_option(&self, name: Range<usize>) -> bool {
        let before = &self.text.as_bytes()[name.start.saturating_sub(AROUND)..name.start];
        before.ends_with(b"--") && is_secret(&self.text[name.clone()])
            || self.text[name].eq_ignore_ascii_case("password") && before.windows(6).any(|word| word == b"login ")
    }

    /// The password behind the option `-u` or `--user` of a command.
    pub(super) fn user(&self, at: usize) -> Option<Literal> {
        let bytes = self.text.as_bytes();
        let quotes = |b: &&u8| matches!(b, b' ' | b'=' | b'"' | b'\'');
        let start = self.run.start - bytes[..self.run.start].iter().rev().take(3).take_while(quotes).count();
        let ends = |option: &str| bytes[..start].ends_with(option.as_bytes());
        let joined = ends(" -") && bytes[start] == b'u' && start == self.run.start;
        if self.run.end != at || !joined && (start == self.run.start || !ends("-u") && !ends("--user")) {
            return None;
        }
        let in_password = |b: u8| b > b' ' && !matches!(b, b'"' | b'\'');
        let enough = at + 1 + bytes[at + 1..].iter().take(ENOUGH).take_while(|b| in_password(**b)).count();
        if !is_named_secret(&self.text[at + 1..self.text.floor_char_boundary(enough)]) {
            return None;
        }
        Some(Literal { kind: "password", place: at + 1..self.end(at + 1, in_password), certain: true })
    }

    /// The place behind a sign that says what a name means, and behind what may stand in front of the value.
    pub(super) fn value(&self, sign: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = sign + 1 + usize::from(matches!(bytes.get(sign + 1), Some(b'=' | b'>')));
        let end = bytes.len().min(at + SKIP_MAX);
        // In JSON and YAML the value may stand in the next line, there behind signs that say so.
        let in_lines = bytes[sign] == b':';
        while at < end {
            let is_skipped = match bytes[at] {
                b'\n' | b'\r' | b'\t' | b'|' | b'>' => in_lines,
                b'n' | b'r' | b't' => in_lines && bytes[at - 1] == b'\\',
                b'-' | b'+' => matches!(bytes[at - 1], b'|' | b'>'),
                other => is_quote(other),
            };
            if !is_skipped {
                break;
            }
            at += 1;
        }
        at
    }

    /// What stands behind a name that says that it is secret.
    pub(super) fn named(&self, at: usize) -> Option<Literal> {
        let bytes = self.text.as_bytes();
        // Quotes and spaces stand between name and sign; were there more, the two would not belong together.
        if self.word.is_empty() || at - self.word.end > 4 || !bytes[self.word.end..at].iter().all(|b| is_quote(*b)) {
            return None;
        }
        let start = self.run.start.max(self.word.end.saturating_sub(NAME_MAX));
        let name = &self.text[start..self.word.end];
        // The secret part of a key in JSON (RFC 7518, 6.2.2, 6.3.2 and 6.4.1).
        let in_key = self.has_keys && matches!(name, "d" | "k");
        if bytes[at] == b'>' && !self.text[..self.run.start].ends_with('<')
            || !in_key && (name.len() < 2 || !is_secret(name))
        {
            return None;
        }
        let mut start = self.value(at);
        for scheme in ["bearer ", "basic ", "token ", "ssws ", "base64:", "hawk ", "digest "] {
            let word = bytes.get(start..start + scheme.len());
            if word.is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes())) {
                start += scheme.len();
                // These name their parts.
                let rest = &bytes[start..bytes.len().min(start + 2 * AROUND)];
                let part =
                    |name: &[u8]| rest.windows(name.len()).position(|part| part == name).map(|at| at + name.len());
                if matches!(scheme, "hawk " | "digest ") {
                    start += part(b"mac=").or_else(|| part(b"response="))?;
                }
                start += bytes[start..].iter().take(4).take_while(|b| is_quote(**b)).count();
            }
        }
        if name == "PASS" && bytes[start..].starts_with(b"Test") {
            // So a test is reported.
            return None;
        }
        let end = self.end(start, |b| in_run(b) || matches!(b, b'+' | b'/' | b'%'));
        let end = self.end(end, |b| b == b'=');
        let found = Literal { kind: "token", place: start..end, certain: true };
        let between = &self.text[at + 1..start];
        // What stands in the next line, and is no value, may be code: it goes on with other signs.
        let is_line = end - start >= NEXT_LINE_MIN
            && bytes.get(end).is_none_or(|b| b.is_ascii_whitespace() || is_quote(*b) || b",}])".contains(b));
        let in_next_line = between.contains('\n') || between.contains("\\n");
        (is_named_secret(&self.text[start..end]) && (is_line || !in_next_line)).then_some(found)
    }

    /// The private part of a key of PuTTY, line by line (<https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html>).
    pub(super) fn lines(&self, at: usize) -> Option<Literal> {
        if self.run.end != at || &self.text[self.run.clone()] != "Private-Lines" {
            return None;
        }
        let count = self.end(at + 1, |b| b.is_ascii_digit() || b == b' ');
        let escape = ["\\r\\n", "\\n"].iter().find(|escape| self.text[count..].starts_with(**escape));
        let start = self.end(count + escape.map_or(0, |escape| escape.len()), |b| b <= b' ');
        let end = self.end(start, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'\r' | b'\n'));
        let found = Literal { kind: "private key", place: start..end, certain: true };
        is_named_secret(&self.text[start..end]).then_some(found)
    }
}

/// Whether a text is a secret, where its name or the word in front of it says that there is one.
pub(super) fn is_named_secret(text: &str) -> bool {
    text.len() >= NAMED_MIN && !is_stand_in(text) && is_random(text) && !is_algorithm(text)
}

/// Whether a text is the name of an algorithm: short words, one of which ends with a number that such names end with.
fn is_algorithm(text: &str) -> bool {
    const SIZES: [&str; 6] = ["1", "256", "384", "512", "2048", "4096"];
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_name = |word: &str| {
        let name = word.trim_end_matches(|c: char| c.is_ascii_digit());
        (2..=7).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphabetic())
            && SIZES.contains(&&word[name.len()..])
    };
    text.len() <= 40 && words.clone().all(|word| word.len() <= 9) && words.any(is_name)
}

/// Whether a name says that it is a secret's. Some say so in a text alone: as a field's name they may mean another thing.
pub(super) fn is_secret(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "_auth",
        "senha",
        "passwort",
        "kennwort",
        "motdepasse",
        "wachtwoord",
        "contrasena",
        "app_key",
        "master_key",
        "secret_key_base",
        "sessionid",
        "sessid",
        "_session",
        "connect.sid",
    ];
    let ends = |end: &&str| {
        let start = name.len().checked_sub(end.len());
        start.and_then(|start| name.get(start..)).is_some_and(|own| own.eq_ignore_ascii_case(end))
    };
    is_secret_name(name) || name.eq_ignore_ascii_case("auth") || NAMES.iter().any(ends)
}

/// Whether it may stand between a name, a sign and a value.
pub(super) fn is_quote(b: u8) -> bool {
    matches!(b, b' ' | b'"' | b'\'' | b'`' | b'\\')
}

/// Whether a text stands for a secret without being one: a variable, a placeholder, a mask, or nothing.
pub(super) fn is_stand_in(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '<', '*', '%', '{', '…', '•'])
        || text.bytes().all(|b| b | 32 == b'x')
        || EXAMPLES.iter().any(|word| text.eq_ignore_ascii_case(word))
}
