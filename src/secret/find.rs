//! Finding secrets in a text, in one pass: what is looked at is looked at a few times at most, however long the text.

use std::ops::Range;

use super::foreign::{PREFIXES, WEBHOOKS};
use super::forms;
use super::literal::Literal;
use super::random::{is_random, may_be_random};
use crate::delivery::names::is_secret_name;

/// The fewest characters behind the beginning of a token of Devopness or of a provider.
const BODY_MIN: usize = 8;
/// The fewest characters of the first word in the beginning of such a token, and in a webhook's address.
const MAKER_MIN: usize = 4;
/// The same of a token of anybody else.
const FOREIGN_MAKER_MIN: usize = 2;
/// The fewest characters of a token of anybody else.
const FOREIGN_MIN: usize = 20;
/// The fewest characters of a secret that its name alone, or the word in front of it, tells.
pub(super) const NAMED_MIN: usize = 8;
/// How much of an address tells whether it is a webhook's own, in bytes.
const WEBHOOK_MAX: usize = 200;
/// The most characters of a name that are looked at.
const NAME_MAX: usize = 64;
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
    /// Whether a known beginning is enough, whatever stands behind it.
    wary: bool,
}

/// All secrets of a text that are ones beyond doubt.
pub(crate) fn secrets(text: &str) -> Secrets<'_> {
    Secrets { text, at: 0, word: 0..0, run: 0..0, wary: false }
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
                b':' => self.login(at).or_else(|| self.bot(at)).or_else(|| self.named(at)),
                b'=' => self.named(at),
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
        if at >= self.run.end {
            self.run = at..self.end(at, in_run);
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
            let begins = |prefix| rest.strip_prefix(prefix).is_some_and(|body: &str| is_random(body));
            if PREFIXES.split(' ').any(begins) || is_aws(rest) || is_twilio(rest) || is_azure(rest) || is_general(rest)
            {
                return literal("token", self.run.end);
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
        let scheme = |word: &str| ["bearer", "basic"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
        if behind && scheme(&self.text[before]) {
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

    /// What stands behind a name that says that it is secret.
    fn named(&self, at: usize) -> Option<Literal> {
        let bytes = self.text.as_bytes();
        let quotes = |b: u8| matches!(b, b' ' | b'"' | b'\'' | b'`' | b'\\');
        // Quotes and spaces stand between name and sign; were there more, the two would not belong together.
        if self.word.is_empty() || at - self.word.end > 4 || !bytes[self.word.end..at].iter().all(|b| quotes(*b)) {
            return None;
        }
        let start = self.run.start.max(self.word.end.saturating_sub(NAME_MAX));
        if self.word.end - start < 2 || !is_secret_name(&self.text[start..self.word.end]) {
            return None;
        }
        let mut start = at + 1;
        for scheme in ["", "bearer ", "basic ", "token "] {
            let skip = bytes[start..].iter().take(4).take_while(|b| quotes(**b)).count();
            let word = bytes.get(start + skip..start + skip + scheme.len());
            if word.is_some_and(|word| word.eq_ignore_ascii_case(scheme.as_bytes())) {
                start += skip + scheme.len();
            }
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
                let web = matches!(web.as_str(), "http" | "https") && self.word.end == at;
                literal("token", login).filter(|_| web && login.len() >= FOREIGN_MIN && is_random(login))
            }
        }
    }

    /// The token of a bot at Telegram: its number and 35 characters (<https://core.telegram.org/bots/api>).
    fn bot(&self, at: usize) -> Option<Literal> {
        let number = &self.text[self.word.clone()];
        let digits = number.trim_start_matches("bot");
        if self.word.end != at || !(8..=10).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let end = self.end(at + 1, |b| in_word(b) || b == b'-');
        let found = Literal { kind: "token", place: self.word.start..end, certain: true };
        (end - at == 36 && is_random(&self.text[at + 1..end])).then_some(found)
    }

    /// A private key in the form of RFC 7468, up to its last line.
    fn key(&self, at: usize) -> Option<Literal> {
        let rest = &self.text.as_bytes()[at..];
        let label = rest.strip_prefix(b"-----BEGIN")?;
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

/// What the parts of a token with dots say that it is: a JSON Web Token (RFC 7519), whose first part begins with `{"`, a
/// token of Discord (<https://discord.com/developers/docs/reference>), or one of HCP Terraform
/// (<https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens>).
fn parts(rest: &str) -> Option<&'static str> {
    let mut parts = rest.splitn(4, '.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    // One of Airtable has two parts (<https://airtable.com/developers/web/api/authentication>).
    if first.starts_with("pat") && first.len() == 17 && second.len() == 64 && is_random(second) {
        return Some("token");
    }
    let third = third?;
    let random = |least: [usize; 3]| {
        let both = [(first, least[0]), (second, least[1]), (third, least[2])];
        both.into_iter().all(|(part, least)| part.len() >= least) && is_random(first)
    };
    if first.starts_with("eyJ") && random([BODY_MIN, BODY_MIN, 0]) && is_random(second) {
        return Some("JSON Web Token");
    }
    let discord = first.len() <= 28 && second.len() <= 7 && random([24, 6, 27]) && is_random(third);
    let terraform = second == "atlasv1" && random([14, 0, 40]);
    (discord || terraform).then_some("token")
}

/// Whether a text has the form that most makers of tokens have settled on, whoever made it: a few small letters, a sign, and
/// behind it, among others, a long part of small and large letters and digits. Keys that are meant for everybody to see and
/// sums of what is no secret have it as well.
fn is_general(text: &str) -> bool {
    const NONE: [&str; 6] = ["pk", "pub", "sha", "nonce", "md5", "hash"];
    let Some((maker, body)) = text.split_once(['_', '-', '.']) else { return false };
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if !(2..=12).contains(&maker.len()) || !maker.bytes().all(lower) || NONE.iter().any(|none| maker.starts_with(none))
    {
        return false;
    }
    body.split(['_', '-', '.', '~']).any(|part| {
        let count = |of: fn(&u8) -> bool| part.bytes().filter(of).count();
        let kinds = [count(u8::is_ascii_lowercase), count(u8::is_ascii_uppercase), count(u8::is_ascii_digit)];
        part.len() >= FOREIGN_MIN && kinds.into_iter().all(|count| count >= 2) && is_random(part)
    })
}

/// An access key of AWS: sixteen of the signs of base32 behind its beginning, which need not look random
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>).
fn is_aws(text: &str) -> bool {
    let body = text.strip_prefix("AKIA").or(text.strip_prefix("ASIA")).unwrap_or_default().as_bytes();
    let digits = body.iter().filter(|b| b.is_ascii_digit()).count();
    body.len() == 16 && digits >= 2 && body.iter().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(b))
}

/// An API key of Twilio (<https://www.twilio.com/docs/iam/api-keys>).
fn is_twilio(text: &str) -> bool {
    text.len() == 34 && text.strip_prefix("SK").is_some_and(|body| body.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The secret of a client at Microsoft Entra, which has `8Q~` behind its first three characters
/// (<https://learn.microsoft.com/en-us/purview/sit-defn-client-secret-api-key>).
fn is_azure(text: &str) -> bool {
    text.len() >= 37 && matches!(text.as_bytes()[3..6], [b'0'..=b'9', b'Q', b'~'])
}

/// Whether a text is a secret, where its name or the word in front of it says that there is one.
pub(super) fn is_named_secret(text: &str) -> bool {
    text.len() >= NAMED_MIN && !is_stand_in(text) && is_random(text)
}

/// Whether a text stands for a secret without being one: a variable, a placeholder, a mask, or nothing.
pub(super) fn is_stand_in(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['$', '<', '*', '%', '{', '…', '•'])
        || text.bytes().all(|b| b | 32 == b'x')
        || EXAMPLES.iter().any(|word| text.eq_ignore_ascii_case(word))
}
