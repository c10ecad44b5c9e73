//! Finding secrets in a text, in one pass: what is looked at is looked at a few times at most, however long the text.

use std::ops::Range;

use super::foreign::{self, WEBHOOKS, parts};
use super::forms::Forms;
use super::named::{SKIP_MAX, is_named_secret, is_quote, is_stand_in};
use super::random::{is_random, may_be_random};

/// The fewest characters behind the beginning of a token of Devopness or of a provider.
pub(super) const BODY_MIN: usize = 8;
/// The fewest characters of the first word in the beginning of such a token, and in a webhook's address.
const MAKER_MIN: usize = 4;
/// The fewest characters of the first word in the beginning of a token of anybody else.
const FOREIGN_MAKER_MIN: usize = 2;
/// The fewest characters of a token of anybody else.
pub(super) const FOREIGN_MIN: usize = 20;
/// How much of an address tells whether it is a webhook's own, in bytes.
const WEBHOOK_MAX: usize = 200;
/// How much of a token tells whether it is random, in bytes.
pub(super) const ENOUGH: usize = 72;

/// A secret that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What it is, in words without an article.
    pub kind: &'static str,
    /// Where it stands.
    pub place: Range<usize>,
    /// Whether it is one beyond doubt, and not only by its name.
    pub certain: bool,
}

/// The secrets of a text, from its start to its end.
pub(crate) struct Secrets<'a> {
    pub(super) text: &'a str,
    at: usize,
    /// Where the word ends that was stepped over last.
    pub(super) word: Range<usize>,
    /// Where the words end that stand side by side with only `-`, `.` and `~` between them.
    pub(super) run: Range<usize>,
    /// Whether keys in JSON (RFC 7517) may stand there.
    pub(super) has_keys: bool,
    /// Whether a known beginning is enough, whatever stands behind it.
    wary: bool,
    forms: Forms,
}

impl Forms {
    /// All secrets of a text that are ones beyond doubt.
    pub(super) fn secrets(self, text: &str) -> Secrets<'_> {
        let has_keys = text.contains("kty");
        Secrets { text, at: 0, word: 0..0, run: 0..0, has_keys, wary: false, forms: self }
    }

    /// The secrets of a text that somebody is shown, and with them what begins like a token, though words stand behind it.
    pub(crate) fn secrets_and_alike(self, text: &str) -> Secrets<'_> {
        Secrets { wary: true, ..self.secrets(text) }
    }
}

/// Whether a text begins so. Nearly all begin with another letter, so that is looked at first.
pub(super) fn begins(text: &str, start: &str) -> bool {
    text.as_bytes().first() == start.as_bytes().first() && text.starts_with(start)
}

fn in_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

pub(super) fn in_run(b: u8) -> bool {
    in_word(b) || matches!(b, b'-' | b'.' | b'~')
}

/// Whether the name of an address's user is a token: build machines clone so, and no person has such a name. What begins like a
/// token is one, unless it stands for one that was left out.
fn is_token_user(user: &str, forms: Forms) -> bool {
    let body = forms.of(user).map(|form| &user[form.prefix.len()..]);
    let is_hex = user.bytes().all(|b| b.is_ascii_hexdigit()) && user.bytes().any(|b| b.is_ascii_digit());
    let differ = |text: &str| text.bytes().fold(0u64, |seen, b| seen | 1 << (b & 63)).count_ones() > 3;
    body.is_some_and(|body| body.len() >= BODY_MIN && differ(body))
        || user.len() >= FOREIGN_MIN && (is_random(user) || is_hex && differ(user))
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
    pub(super) fn end(&self, at: usize, of: impl Fn(u8) -> bool) -> usize {
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
        let form = || self.forms.of(rest);
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
        if at == self.run.start
            && word >= FOREIGN_MAKER_MIN
            && rest.len() >= FOREIGN_MIN
            && may_be_random(rest)
            && foreign::is_token(rest)
        {
            return literal("token", self.run.end);
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
        let starts_part = rest.len() > 2 * BODY_MIN && (at == self.run.start || self.text.as_bytes()[at - 1] == b'.');
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
        if behind && scheme(&self.text[before]) || in_quotes && self.is_option(name) {
            let end = self.end(at, |b| in_run(b) || matches!(b, b'+' | b'/' | b'='));
            // Behind `Bearer` or `Basic` a sentence may go on.
            return literal("token", end).filter(|found| is_named_secret(&self.text[found.place.clone()]));
        }
        None
    }

    /// A token in a word that begins with the end of an escape: `\ntoken` in JSON, `%3Dtoken` in an address.
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
            Some((user, "")) => literal("token", user).filter(|_| is_token_user(user, self.forms)),
            Some((_, password)) => literal("password", password).filter(|_| !is_stand_in(password)),
            None => {
                let web = self.text[self.word.clone()].to_ascii_lowercase();
                // With Sentry the name is a key that everybody may see
                // (<https://docs.sentry.io/concepts/key-terms/dsn-explainer/>).
                let is_public = authority[login.len()..].contains("sentry");
                let web = matches!(web.as_str(), "http" | "https") && self.word.end == at && !is_public;
                literal("token", login).filter(|_| web && is_token_user(login, self.forms))
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
        let path = WEBHOOKS.iter().find(|start| begins(rest, start)).map(|start| &rest[start.len()..])?;
        let start = self.text.len() - path.len();
        let in_path = |b: u8| in_run(b) || matches!(b, b'/' | b'@');
        let enough = path.bytes().take(WEBHOOK_MAX).take_while(|b| in_path(*b)).count();
        path[..enough].split('/').any(|part| part.len() >= 16 && is_random(part)).then(|| self.end(start, in_path))
    }
}
