//! Whether a host is what it seems to be: the provider's token goes to it.
//!
//! Browsers show a host whose letters may be mistaken for others in its `xn--` form
//! (<https://chromium.googlesource.com/chromium/src/+/main/docs/idn.md>); the forms are those of RFC 3492. Which hosts are
//! imitated is told by the providers ([`crate::provider::Provider::domains`]).

use crate::provider::repository::{Place, is_cloud};
use crate::provider::{PROVIDERS, beside};
use crate::text::word::is_number;

/// Cyrillic and Greek letters that look like Latin ones.
const CONFUSABLE: &str = "асеорхуіјѕһԁԛԝӏгкɡνορυικχτα";

/// Endings under which anybody can have a name, besides those of countries, which have two letters
/// (<https://www.iana.org/domains/root/db>). Others may be a company's own, as in `gitlab.corp`: there nobody else has a name.
const PUBLIC: &str = "com org net info biz name pro mobi int edu gov dev app page cloud tech technology online site website web \
    store shop live life world digital space network systems software codes tools build run host hosting academy agency blog \
    club group team zone xyz top icu one click link email support help wiki work works ninja guru today services solutions \
    ltd inc llc company center security engineering foundation science studio media news social login";
/// What stands in front of a country's ending, and is a part of it.
const IN_COUNTRIES: &str = "co com org net ac edu gov gob gouv go or ne nom web";
/// Endings of countries that are read as `com` or stand for no country any more.
const LIKE_COM: [&str; 4] = ["co", "cm", "om", "io"];

/// What is wrong with the host of a place, if anything: a full sentence. `text` is what the place was read from.
pub fn place_fault(place: &Place, text: &str) -> Option<String> {
    let host = place.host.as_deref().filter(|host| !is_cloud(host))?;
    fault(host).or_else(|| {
        let hides =
            ["What stands before the “@” hides the host, which is ", host, ". Leave it out, if that host is meant."];
        let authority = text.split_once("://").map_or(text, |(_, rest)| rest).split(['/', '?', '#']).next();
        let user = authority.and_then(|authority| authority.rsplit_once('@'));
        let hidden = place.odd_user || user.is_some_and(|(user, _)| names_domain(user));
        hidden.then(|| hides.concat())
    })
}

/// What is wrong with a host that is none of a provider's own, in lower case and perhaps with a port.
fn fault(host: &str) -> Option<String> {
    let name = host.split(':').next().unwrap_or_default();
    if let Some((provider, _)) = beside().find(|(_, domain)| is_below(name, domain)) {
        let (owner, example) = (provider.name(), provider.example());
        return Some(format!(
            "“{host}” is a host of {owner}, but none that has repositories. Open the repository's page and copy its address, \
             such as {example}."
        ));
    }
    let labels: Option<Vec<Vec<char>>> = name.split('.').map(decode).collect();
    let labels = labels.unwrap_or_default();
    if let Some(domain) = imitated(&labels) {
        let other = ["” looks like ", domain, ", but is another host, which would get the provider's token. Write "];
        return Some(["“", host, &other.concat(), domain, " if you mean it."].concat());
    }
    if labels.is_empty() || labels.iter().any(|label| deceives(label)) {
        let other = "” stands for letters that look like others, or for none. Type the real name of the host.";
        return Some(["“", host, other].concat());
    }
    let last = name.rsplit('.').next().unwrap_or_default();
    (is_number(last) && !is_ipv4(name) || last.starts_with("0x")).then(|| {
        let right = "” is read as a number. Write the host's name, or its address as four numbers, such as 192.0.2.1.";
        ["“", host, right].concat()
    })
}

/// Whether a host stands below a domain, whose owner then has it.
fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a text is an IPv4 address in the one form that everybody reads the same way.
fn is_ipv4(host: &str) -> bool {
    let part = |part: &str| part.parse::<u8>().is_ok() && (part == "0" || !part.starts_with(['0', '+']));
    host.split('.').count() == 4 && host.split('.').all(part)
}

/// The domain of a provider that a host imitates: by carrying it among other words, by a slip of the key, by signs and
/// letters that look like others.
fn imitated(labels: &[Vec<char>]) -> Option<&'static str> {
    let is_joint = |c: &char| matches!(c, '-' | '_');
    let joined: Vec<Vec<char>> =
        labels.iter().map(|label| label.iter().copied().filter(|c| !is_joint(c)).collect()).collect();
    let words: Vec<Vec<char>> = labels.iter().flat_map(|label| label.split(is_joint)).map(<[char]>::to_vec).collect();
    let domains = PROVIDERS.iter().flat_map(|provider| provider.domains());
    domains.copied().find(|domain| {
        let own: Vec<char> = outline(&domain.chars().filter(|c| *c != '.').collect::<Vec<char>>());
        // A short one is a part of too many words.
        let is_long = own.len() > 8;
        let zone = domain.rsplit('.').next().map_or(0, str::len);
        carries(labels, &joined, domain)
            || is_torn(&joined, &own)
            || [&joined, &words].into_iter().any(|parts| {
                parts.iter().any(|part| is_long && ends_with(&outline(part), &own))
                    || parts.windows(2).enumerate().any(|(at, pair)| {
                        let second = outline(&pair[1]);
                        let pair = outline(&pair.concat());
                        // Within a host, a name of somebody's own that is like `com` is no slip: gitlab.cern.ch.
                        let may_slip = at + 2 == parts.len() || second[..] == own[own.len() - zone..];
                        pair == own || is_long && (ends_with(&pair, &own) || may_slip && is_slip(&pair, &own))
                    })
            })
    })
}

/// Whether the name directly under a public ending carries the name of a domain: `github.net`, `githubapi.com` and
/// `github-login.com` are for anybody to have. Such a name may be the genuine one of somebody who rents out servers, but
/// nothing tells it from the others, and a token that went to them is lost: it is refused. Below somebody's own name
/// everything is theirs: `github-login.acme.com`.
///
/// A name of three letters may be anybody's, and so only what is read as its own domain is refused.
fn carries(labels: &[Vec<char>], joined: &[Vec<char>], domain: &str) -> bool {
    let (name, zone) = domain.split_once('.').unwrap_or((domain, ""));
    let text =
        |at: usize| labels.len().checked_sub(at).map(|at| labels[at].iter().collect::<String>()).unwrap_or_default();
    let (last, before) = (text(1), text(2));
    let in_country = last.chars().count() == 2;
    let is_generic = PUBLIC.split(' ').any(|ending| ending == last);
    let ending = 1 + usize::from(in_country && labels.len() > 2 && IN_COUNTRIES.split(' ').any(|part| part == before));
    let Some(own) = joined.len().checked_sub(ending + 1).map(|at| outline(&joined[at])) else { return false };
    let name = outline(&name.chars().collect::<Vec<char>>());
    if name.len() < 4 {
        let alike = |(a, b): (&char, &char)| {
            a == b || ["hn", "hb", "gq", "g9", "ec", "e3"].contains(&&*String::from_iter([*a, *b]))
        };
        let looks = name.len() == own.len() && name.iter().zip(&own).all(alike);
        return if own == name { is_generic || LIKE_COM.contains(&&*last) } else { looks && last == zone };
    }
    if !(in_country || is_generic || !last.is_ascii()) {
        return false;
    }
    own.windows(name.len()).enumerate().any(|(at, part)| {
        // “Digit” and “legit” end like the name begins.
        let is_other_word = matches!(&own[..at], [.., 'd', 'l'] | [.., 'l', 'e']);
        !is_other_word && part.iter().zip(&name).all(|pair| is_like(&pair)) && is_mostly_plain(part)
    })
}

/// Whether labels that stand side by side are a domain but for the dots between them: `git.hub.com` reads like `github.com`.
/// Whoever has `hub.com` cannot name a server so here; nobody else is kept from anything.
fn is_torn(joined: &[Vec<char>], own: &[char]) -> bool {
    (0..joined.len()).any(|first| {
        let mut text: Vec<char> = Vec::new();
        joined[first..].iter().any(|label| {
            text.extend(label);
            text.len() >= own.len() && own.len() > 8 && outline(&text) == own
        })
    })
}

/// Whether a user's name is read as a domain: `github-com`. Names of machines have only its first word: `gitlab-ci-token`.
fn names_domain(user: &str) -> bool {
    let words: Vec<Vec<char>> = user
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| outline(&word.to_ascii_lowercase().chars().collect::<Vec<char>>()))
        .collect();
    PROVIDERS.iter().flat_map(|provider| provider.domains()).any(|domain| {
        let own = outline(&domain.chars().filter(|c| *c != '.').collect::<Vec<char>>());
        words.contains(&own) || words.windows(2).any(|pair| pair.concat() == own)
    })
}

/// A text with one sign for all that look alike.
fn outline(text: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in text {
        match c {
            'n' if out.last() == Some(&'r') => {
                out.pop();
                out.push('m');
            }
            _ => out.push(match c {
                '0' => 'o',
                '1' | 'i' => 'l',
                '5' => 's',
                other => *other,
            }),
        }
    }
    out
}

/// Any other letter may look like one of a to z.
fn is_like((a, b): &(&char, &char)) -> bool {
    a == b || !a.is_ascii()
}

/// Whether at least half of it are letters that everybody knows: the rest may look like anything.
fn is_mostly_plain(text: &[char]) -> bool {
    2 * text.iter().filter(|c| c.is_ascii()).count() >= text.len()
}

fn ends_with(text: &[char], end: &[char]) -> bool {
    let text = &text[text.len().saturating_sub(end.len())..];
    text.len() == end.len() && text.iter().zip(end).all(|pair| is_like(&pair)) && is_mostly_plain(text)
}

/// Whether two texts differ by one letter at most, or by two that changed places.
fn is_slip(text: &[char], own: &[char]) -> bool {
    let start = text.iter().zip(own).take_while(is_like).count();
    let (rest, own) = (&text[start..], &own[start..]);
    let end = rest.iter().rev().zip(own.iter().rev()).take_while(is_like).count();
    let differs = match (&rest[..rest.len() - end], &own[..own.len() - end]) {
        ([a, b], [c, d]) => a != d || b != c,
        (a, b) => a.len() > 1 || b.len() > 1,
    };
    !differs && is_mostly_plain(text)
}

/// Whether a label has letters of several alphabets, or only such as look like Latin ones.
fn deceives(label: &[char]) -> bool {
    let alphabet = |c: &char| match *c as u32 {
        0x61..=0x7a | 0xdf..=0x24f | 0x1e00..=0x1eff => 1,
        0x370..=0x3ff | 0x1f00..=0x1fff => 2,
        0x400..=0x52f => 3,
        0x250..=0x36f
        | 0x530..=0x58f
        | 0x10a0..=0x10ff
        | 0x13a0..=0x13ff
        | 0x1d00..=0x1dbf
        | 0x2c60..=0x2cff
        | 0xa640..=0xabbf => 4,
        _ => 0,
    };
    let mut letters = label.iter().map(alphabet).filter(|alphabet| *alphabet > 0);
    let first = letters.next().unwrap_or(1);
    letters.any(|other| other != first) || first > 1 && label.iter().all(|c| c.is_ascii() || CONFUSABLE.contains(*c))
}

/// A label as the letters that it stands for (RFC 3492, 6.2). `None` where it stands for nothing.
fn decode(label: &str) -> Option<Vec<char>> {
    let Some(code) = label.strip_prefix("xn--") else { return Some(label.chars().collect()) };
    let (plain, code) = code.rsplit_once('-').unwrap_or(("", code));
    let mut out: Vec<char> = plain.chars().collect();
    let mut digits = code.bytes();
    let (mut n, mut at, mut bias) = (128u32, 0u32, 72u32);
    while digits.len() > 0 {
        let (before, mut weight, mut k) = (at, 1u32, 36u32);
        loop {
            let digit = match digits.next()? {
                b @ b'a'..=b'z' => b - b'a',
                b @ b'0'..=b'9' => b - b'0' + 26,
                _ => return None,
            };
            let digit = u32::from(digit);
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let limit = k.saturating_sub(bias).clamp(1, 26);
            if digit < limit {
                break;
            }
            weight = weight.checked_mul(36 - limit)?;
            k += 36;
        }
        let count = out.len() as u32 + 1;
        let mut delta = (at - before) / if before == 0 { 700 } else { 2 };
        delta += delta / count;
        bias = 0;
        while delta > 455 {
            delta /= 35;
            bias += 36;
        }
        bias += 36 * delta / (delta + 38);
        n = n.checked_add(at / count)?;
        at %= count;
        // Below stand signs for controlling a screen.
        out.insert(at as usize, char::from_u32(n).filter(|c| *c > '\u{a0}')?);
        at += 1;
    }
    out.iter().any(|c| !c.is_ascii()).then_some(out)
}
