//! Where secrets stand in headers and addresses.

use crate::devopness::hook::Header;

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
