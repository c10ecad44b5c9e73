//! Where secrets stand by their names: headers, fields of bodies, and parts of addresses.

use crate::devopness::hook::Header;

/// How the names of secrets end.
const SECRET: [&str; 19] = [
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "credential",
    "credentials",
    "signature",
    "apikey",
    "authkey",
    "accesskey",
    "privatekey",
    "secretkey",
    "signingkey",
    "encryptionkey",
    "accountkey",
];
/// The same, where they are words of their own.
const SECRET_WORDS: [&str; 3] = ["pass", "pw", "sig"];
/// How much of a name's end tells what has it, in bytes.
const NAME_MAX: usize = 100;

/// Whether what has this name holds a secret: a header, a body's field or a part of an address. The end of a name says what it
/// is: a password's policy is none.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let name = &name[name.ceil_char_boundary(name.len().saturating_sub(NAME_MAX))..];
    let word = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let name = ["value", "confirmation"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    SECRET.iter().any(|end| name.ends_with(end)) || SECRET_WORDS.iter().any(|own| word.eq_ignore_ascii_case(own))
}

/// The most cookies of a header that are looked at: more than is shown of them.
const COOKIES_MAX: usize = 1000;

/// Whether a header is one of cookies.
pub(super) fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("cookie") || name.eq_ignore_ascii_case("set-cookie")
}

/// The name of a hash function in front of a signature.
pub(super) fn is_algorithm(word: &str) -> bool {
    word.len() <= 8 && word.starts_with("sha")
}

/// What a header sets, or gives back. Behind the first of `Set-Cookie` stand its conditions, but several may be joined.
pub(super) fn cookies(header: &Header) -> impl Iterator<Item = (&str, &str)> {
    header.value.split([';', ',']).take(COOKIES_MAX).filter_map(|cookie| {
        let (name, value) = cookie.split_once('=').unwrap_or(("", cookie));
        let condition = ["path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "partitioned"];
        let is_condition = |text: &str| condition.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
        (!is_condition(name) && !is_condition(value)).then_some((name.trim(), value.trim()))
    })
}

/// What stands in front of the host, and where.
pub fn login(url: &str) -> Option<(&str, usize)> {
    let start = url.find("://")? + 3;
    let authority = url[start..].split(['/', '?', '#']).next()?;
    let (login, _) = authority.rsplit_once('@')?;
    Some((login, start))
}

/// The named values of an address.
pub fn queries(url: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split(['&', ';', '#', '?']).filter_map(|pair| pair.split_once('='))
}
