//! Finding secrets in a text, in one pass: what is looked at is looked at a few times at most, however long the text.

use std::ops::Range;

use super::foreign::{self, WEBHOOKS, parts};
use super::forms;
use super::literal::Literal;
use super::random::{is_random, may_be_random};
use crate::delivery::names::is_secret_name;

/// The fewest characters behind the beginning of a token of Devopness or of a provider.
pub(super) const BODY_MIN: usize = 8;
/// The fewest characters of the first word in the beginning of such a token, and in a webhook's address.
const MAKER_MIN: usize = 4;
/// The same of a token of anybody else.
const FOREIGN_MAKER_MIN: usize = 2;
/// The fewest characters of a token of anybody else.
pub(super) const FOREIGN_MIN: usize = 20;
/// The fewest characters of a secret that its name alone, or the word in front of it, tells.
pub(super) const NAMED_MIN: usize = 8;
/// How much of an address tells whether it is a webhook's own, in bytes.
const WEBHOOK_MAX: usize = 200;
/// The most characters of a name that are looked at.
const NAME_MAX: usize = 64;
/// How much stands at most between a sign and a value, in bytes.
const SKIP_MAX: usize = 24;
/// How much of a text in front of a word, or behind it, may say what it is, in bytes.
const AROUND: usize = 200;
/// How much of a token tells whether it is random, in bytes.
const ENOUGH: usize = 72;
/// What stands in place of a password in an example.
const EXAMPLES: [&str; 5] = ["password", "pass", "pwd", "secret", "token"];

/// The secrets of a text, from its start to its end.
pub(crate) struct Secrets<'a> {
    text: &'a str,
    at: usize,
    /// Where the word ends that was stepped over last.
    word: Range<usize>,
    /// Where the words end that stand side by side with only `-`, `.` and `~` between them.
    run: Range<usize>,
    /// Whether keys in JSON (RFC 7517) may stand there.
    has_keys: bool,
    /// Whether a known beginning is enough, whatever stands behind it.
    wary: bool,
}

/// All secrets of a text that are ones beyond doubt.
pub(crate) fn secrets(text: &str) -> Secrets<'_> {
    Secrets { text, at: 0, word: 0..0, run: 0..0, has_keys: text.contains("kty"), wary: false }
}

/// The same for a text that somebody is shown: with what begins like a token, though words stand behind it.
pub(crate) fn secrets_and_alike(text: &str) -> Secrets<'_> {
    Secrets { wary: true, ..secrets(text) }
}

fn in_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

fn in_run(b: u8) -> bool {
    in_word(b) || matches!(b, b'-' | b'.' | b'~')
}

impl Iterator for Secrets<'_> {
    type Item = Literal;

    fn next(&mut self) -> Option<Literal> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            let at = self.at;
            let found = match byte {
                b':' => self
                    .login(at)
                    .or_else(|| self.number(at))
                    .or_else(|| self.user(at))
                    .or_else(|| self.lines(at))
                    .or_else(|| self.named(at)),
                b'=' | b'>' => self.named(at),
                b'-' => self.key(at),
                byte if in_word(*byte) => self.token(at).or_else(|| self.token_behind_escape(at)),
                _ => None,
            };
            if let Some(found) = found {
                self.at = found.place.end;
                return Some(found);
            }
            self.at = if in_word(*byte) { self.word.end } else { at + 1 };
        }
        None
    }
}

impl<'a> Secrets<'a> {
    /// How many bytes from a place on are of this kind.
    fn end(&self, at: usize, of: impl Fn(u8) -> bool) -> usize {
        at + self.text.as_bytes()[at..].iter().take_while(|b| of(**b)).count()
    }

    /// A token that begins with the word at this place.
    fn token(&mut self, at: usize) -> Option<Literal> {
        let word = at..self.end(at, in_word);
        let before = std::mem::replace(&mut self.word, word);
        let mut name = 0..0;
        if at >= self.run.end {
            let run = at..self.end(at, in_run);
            name = std::mem::replace(&mut self.run, run);
        }
        let rest = &self.text[at..self.run.end];
        let literal = |kind, end| Some(Literal { kind, place: at..end, certain: true });
        let word = self.word.len();
        let form = || forms().find(|form| rest.starts_with(form.prefix));
        if let Some(form) = (word >= MAKER_MIN).then(form).flatten() {
            let body = &rest[form.prefix.len()..];
            if body.len() >= BODY_MIN && (self.wary || may_be_random(body)) {
                return literal(form.kind, self.run.end);
            }
            // Some are in the alphabet of base64 that has two other signs.
            let start = at + form.prefix.len();
            let in_body = |b: u8| in_run(b) || matches!(b, b'+' | b'/');
            let enough = self.text.as_bytes()[start..].iter().take(FOREIGN_MIN).take_while(|b| in_body(**b)).count();
            if enough == FOREIGN_MIN && is_random(&self.text[start..start + enough]) {
                return literal(form.kind, self.end(start, in_body));
            }
        }
        if at == self.run.start && word >= FOREIGN_MAKER_MIN && rest.len() >= FOREIGN_MIN && may_be_random(rest) {
            if foreign::is_token(rest) {
                return literal("token", self.run.end);
            }
        }
        if at == self.run.start
            && let Some(prefix) = foreign::in_base64(rest)
        {
            let start = at + prefix.len();
            let in_body = |b: u8| in_run(b) || matches!(b, b'+' | b'/');
            let enough = start + self.text.as_bytes()[start..].iter().take(ENOUGH).take_while(|b| in_body(**b)).count();
            if enough - at >= FOREIGN_MIN && is_random(&self.text[start..enough]) {
                let end = self.end(enough, in_body);
                return literal("token", self.end(end, |b| b == b'='));
            }
        }
        let starts_part = at == self.run.start || self.text.as_bytes()[at - 1] == b'.';
        if let Some(kind) = starts_part.then(|| parts(rest)).flatten() {
            return literal(kind, self.run.end);
        }
        if word >= MAKER_MIN
            && let Some(end) = self.webhook(at)
        {
            return literal("webhook address", end);
        }
        let between = self.text.get(before.end..at).unwrap_or_default();
        let behind = !between.is_empty() && between.bytes().all(|b| b == b' ');
        let in_quotes = between.starts_with(' ') && between.len() <= SKIP_MAX && between.bytes().all(is_quote);
        let scheme = |word: &str| ["bearer", "basic", "ssws"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
        if behind && scheme(&self.text[before]) || in_quotes && self.is_option(name, at) {
            let end = self.end(at, |b| in_run(b) || matches!(b, b'+' | b'/' | b'='));
            // Behind `Bearer` or `Basic` a sentence may go on.
            return literal("token", end).filter(|found| is_named_secret(&self.text[found.place.clone()]));
        }
        None
    }

    /// The same, where the word begins with the end of an escape: `\ntoken` in JSON, `%3Dtoken` in an address.
    fn token_behind_escape(&mut self, at: usize) -> Option<Literal> {
        let bytes = self.text.as_bytes();
        let hex = |start, count| bytes[start..].iter().take(count).filter(|b| b.is_ascii_hexdigit()).count() == count;
        let len = match bytes[at.checked_sub(1)?] {
            b'%' if hex(at, 2) => 2,
            b'\\' if bytes[at] == b'u' && hex(at + 1, 4) => 5,
            b'\\' if b"bfnrt".contains(&bytes[at]) => 1,
            _ => return None,
        };
        let start = at + len;
        if start >= self.word.end {
            return None;
        }
        self.run.start = start;
        self.token(start)
    }

    /// Whether a name that ends in front of this place is an option of a command, `--token`, or a word of a `.netrc`, that
    /// says that a secret follows.
    fn is_option(&self, name: Range<usize>, at: usize) -> bool {
        let before = &self.text.as_bytes()[at.saturating_sub(AROUND)..name.start];
        before.ends_with(b"--") && is_secret(&self.text[name.clone()])
            || self.text[name].eq_ignore_ascii_case("password") && before.windows(6).any(|word| word == b"login ")
    }

    /// The password behind the option `-u` or `--user` of a command.
    fn user(&self, at: usize) -> Option<Literal> {
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
    fn value(&self, sign: usize) -> usize {
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
    fn named(&self, at: usize) -> Option<Literal> {
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
        is_named_secret(&self.text[start..end]).then_some(found)
    }

    /// The password of an address, or a token in place of its user's name.
    fn login(&self, at: usize) -> Option<Literal> {
        let rest = self.text[at..].strip_prefix("://")?;
        let ends = |b: u8| b <= b' ' || matches!(b, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\');
        let authority = &rest[..rest.bytes().position(ends).unwrap_or(rest.len())];
        let (login, _) = authority.rsplit_once('@')?;
        let literal = |kind, part: &str| {
            let start = part.as_ptr() as usize - self.text.as_ptr() as usize;
            Some(Literal { kind, place: start..start + part.len(), certain: true })
        };
        match login.split_once(':') {
            Some((user, "")) => literal("token", user).filter(|_| user.len() >= FOREIGN_MIN && is_random(user)),
            Some((_, password)) => literal("password", password).filter(|_| !is_stand_in(password)),
            None => {
                let web = self.text[self.word.clone()].to_ascii_lowercase();
                // With Sentry the name is a key that everybody may see
                // (<https://docs.sentry.io/concepts/key-terms/dsn-explainer/>).
                let is_public = authority[login.len()..].contains("sentry");
                let web = matches!(web.as_str(), "http" | "https") && self.word.end == at && !is_public;
                literal("token", login).filter(|_| web && login.len() >= FOREIGN_MIN && is_random(login))
            }
        }
    }

    /// A token behind a number: 35 characters behind that of a bot at Telegram (<https://core.telegram.org/bots/api>), 32
    /// behind that of a user at Asana and a slash (<https://developers.asana.com/docs/personal-access-token>).
    fn number(&self, at: usize) -> Option<Literal> {
        let number = &self.text[self.word.clone()];
        let digits = number.trim_start_matches("bot");
        if self.word.end != at || !(8..=19).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let asana = digits.len() > 12 && self.text[..self.word.start].ends_with('/');
        if digits.len() > 10 && !asana {
            return None;
        }
        let end = self.end(at + 1, |b| in_word(b) || b == b'-');
        let found = Literal { kind: "token", place: self.word.start..end, certain: true };
        (end - at == if asana { 33 } else { 36 } && is_random(&self.text[at + 1..end])).then_some(found)
    }

    /// The private part of a key of PuTTY, line by line (<https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html>).
    fn lines(&self, at: usize) -> Option<Literal> {
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

    /// A private key in the form of RFC 7468, up to its last line.
    fn key(&self, at: usize) -> Option<Literal> {
        let rest = &self.text.as_bytes()[at..];
        // Five signs, or four and a space (RFC 4716, whose name commercial makers write over private ones, too).
        let label = rest.strip_prefix(b"-----BEGIN").or(rest.strip_prefix(b"---- BEGIN"))?;
        let label = &label[..label.len().min(40)];
        let end = label.windows(3).position(|dashes| dashes == b"---")?;
        if !label[..end].windows(7).any(|word| word == b"PRIVATE") {
            return None;
        }
        const LAST: &str = "-----END";
        let rest = &self.text[at..];
        let end = rest.find(LAST).map_or(rest.len(), |last| {
            let line = &rest.as_bytes()[last + LAST.len()..];
            last + LAST.len()
                + line.iter().take(48).take_while(|b| b.is_ascii_uppercase() || b" +-".contains(b)).count()
        });
        Some(Literal { kind: "private key", place: at..at + end, certain: true })
    }

    /// The end of an address that whoever knows it may send to.
    fn webhook(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let path = WEBHOOKS.iter().find_map(|start| rest.strip_prefix(start))?;
        let start = self.text.len() - path.len();
        let in_path = |b: u8| in_run(b) || matches!(b, b'/' | b'@');
        let enough = path.bytes().take(WEBHOOK_MAX).take_while(|b| in_path(*b)).count();
        path[..enough].split('/').any(|part| part.len() >= 16 && is_random(part)).then(|| self.end(start, in_path))
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
fn is_secret(name: &str) -> bool {
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
    is_secret_name(name) || name.eq_ignore_ascii_case("auth") || NAMES.iter().any(|end| ends(end))
}

/// Whether it may stand between a name, a sign and a value.
fn is_quote(b: u8) -> bool {
    matches!(b, b' ' | b'"' | b'\'' | b'`' | b'\\')
}

/// Whether a text stands for a secret without being one: a variable, a placeholder, a mask, or nothing.
pub(super) fn is_stand_in(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '<', '*', '%', '{', '…', '•'])
        || text.bytes().all(|b| b | 32 == b'x')
        || EXAMPLES.iter().any(|word| text.eq_ignore_ascii_case(word))
}
