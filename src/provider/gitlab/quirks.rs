//! What GitLab asks of texts though its documents do not say so: of links by its own code
//! (`gems/gitlab-http/lib/gitlab/http_v2/url_blocker.rb` in <https://gitlab.com/gitlab-org/gitlab>).

use crate::provider::quirks::Quirk;
use crate::provider::status::Part;
use crate::text::template::worst;

/// How long a name was in GitLab's database on MySQL, which it left in 2019 with version 12.1
/// (<https://about.gitlab.com/2019/06/27/removing-mysql-support>). PostgreSQL has no limit for it.
const NAME_MAX: usize = 255;

/// Those of both editions.
pub const QUIRKS: &[Quirk] = &[
    Quirk { part: Part::Key, is_refused: false, when: long_name },
    Quirk { part: Part::Link, is_refused: true, when: odd_link },
];

fn long_name(text: &str) -> Option<String> {
    let chars = worst(text).chars;
    (chars > NAME_MAX).then(|| {
        format!(
            "This can have {chars} characters. GitLab documents no limit here, but servers from before 2019 take at most \
             {NAME_MAX}, and nobody reads more."
        )
    })
}

/// A link that would do elsewhere.
fn odd_link(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let elsewhere = web && !host.is_empty() && !host.contains("{{") && !text.contains(char::is_control);
    if !elsewhere || host.contains(char::is_whitespace) {
        return None;
    }
    link_fault(text)?;
    Some(if matches!(scheme, "https" | "http") {
        format!(
            "GitLab refuses “{host}” as a link's host: it begins with a letter or a digit, and a number may follow behind a colon."
        )
    } else {
        "GitLab takes https:// and http:// in small letters only.".into()
    })
}

/// Why GitLab does not take a link, in its own words.
pub(super) fn link_fault(link: &str) -> Option<&'static str> {
    const INVALID: &str = "URI is invalid";
    if link.is_empty() {
        return None;
    }
    let (scheme, rest) = match link.split_once(':') {
        Some((scheme, rest)) if !scheme.is_empty() && !scheme.contains(['/', '?', '#']) => (scheme, rest),
        _ => ("", link),
    };
    let authority = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let path = &rest[authority.map_or(0, |authority| authority.len() + 2)..];
    let host = authority.map_or("", |authority| authority.rsplit('@').next().unwrap_or_default());
    let (host, port) = match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (host, ""),
    };
    let bad_host = host.contains(|c: char| "<>{}\\\"".contains(c) || c.is_whitespace());
    let bad_port = port.len() > 5 || !port.bytes().all(|b| b.is_ascii_digit());
    // One of version 6, in brackets or without; letters of other scripts begin a host as well.
    let inner = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let is_ip = inner.contains("::") && inner.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b))
        || inner.starts_with(|c: char| c.is_ascii_alphanumeric());
    let nothing = web && host.is_empty() && path.split(['?', '#']).next().is_none_or(str::is_empty);
    if link.contains(['\n', '\r']) || bad_host || bad_port || nothing {
        Some(INVALID)
    } else if !matches!(scheme, "http" | "https") {
        Some("Only allowed schemes are http, https")
    } else if host.starts_with(|c: char| c.is_ascii_punctuation()) && !is_ip {
        Some("Hostname or IP address invalid")
    } else {
        None
    }
}
