//! Which API is called, and where it stands.

use crate::text::word::is_number;

/// The API that real projects use.
pub const PRODUCTION: &str = "https://api.devopness.com";
/// The API that the vendor's description names second.
pub const STAGING: &str = "https://staging-api.devopness.com";

/// Which Devopness API is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Api {
    /// <https://api.devopness.com>
    Production,
    /// <https://staging-api.devopness.com>
    Staging,
    /// The sandbox at this address.
    Sandbox(String),
    /// Production, sent through the relay at this address.
    ProductionRelay(String),
    /// Staging, sent through the relay at this address.
    StagingRelay(String),
    /// The base URL that was typed.
    Other,
}

/// Where the calls go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The API's base URL, without a slash at the end. It is what outputs show.
    pub base: String,
    /// The address that stands in for `base` when the browser sends: the relay's.
    pub relay: Option<String>,
}

/// Where the calls of an API go. `typed` is the base URL of [`Api::Other`].
///
/// # Errors
/// What is wrong with a typed base URL, and a placeholder for a text.
pub fn target(api: &Api, typed: &str) -> Result<Target, (Target, String)> {
    let direct = |base: &str| Ok(Target { base: base.to_string(), relay: None });
    let relayed = |base: &str, relay: &str, path: &str| {
        Ok(Target { base: base.to_string(), relay: Some([relay, path].concat()) })
    };
    match api {
        Api::Production => direct(PRODUCTION),
        Api::Staging => direct(STAGING),
        Api::Sandbox(address) => direct(address),
        Api::ProductionRelay(relay) => relayed(PRODUCTION, relay, "/production"),
        Api::StagingRelay(relay) => relayed(STAGING, relay, "/staging"),
        Api::Other => match parse_base(typed) {
            Ok(base) => direct(&base),
            Err(text) => Err((Target { base: "<api_base_url>".into(), relay: None }, text)),
        },
    }
}

/// Reads a base URL: https anywhere, http on this machine only, since the token travels with every call.
fn parse_base(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    if text.is_empty() {
        return Err("Write the API's base URL, such as https://api.example.com.".into());
    }
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let authority = rest.split('/').next().unwrap_or_default();
    let (host, port) = match authority.strip_prefix('[') {
        Some(v6) => v6.split_once(']').unwrap_or(("", "")),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    let path = &rest[authority.len()..];
    let host_sound = |b: u8| b.is_ascii_alphanumeric() || b"-.:".contains(&b);
    // Brackets in a path would make curl send one request for each of what they list.
    let plain =
        host.bytes().all(host_sound) && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b));
    let port_sound = port.is_empty()
        || port.strip_prefix(':').is_some_and(|p| is_number(p) && p.parse::<u16>().is_ok_and(|p| p > 0));
    if host.is_empty() || !plain || !port_sound {
        return Err(
            "A base URL has a host and perhaps a path, without user name, “?” or “#”: https://api.example.com.".into(),
        );
    }
    let loopback = host.eq_ignore_ascii_case("localhost") || host.starts_with("127.") && is_ipv4(host) || host == "::1";
    match scheme.to_ascii_lowercase().as_str() {
        "https" => {}
        "http" if loopback => {}
        "http" => {
            return Err(
                "Over http:// the token could be read on the way. Use https://, or http:// on this machine only."
                    .into(),
            );
        }
        _ => return Err("A base URL starts with https://, such as https://api.example.com.".into()),
    }
    Ok(text.to_string())
}

fn is_ipv4(host: &str) -> bool {
    host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_base_url_is_https_or_loopback() {
        let check = |text: &str, expected: Result<&str, &str>| match (parse_base(text), expected) {
            (Ok(base), Ok(wanted)) => assert_eq!(base, wanted, "{text}"),
            (Err(e), Err(part)) => assert!(e.contains(part), "{text}: {e}"),
            (got, wanted) => panic!("{text}: {got:?}, expected {wanted:?}"),
        };
        check("https://api.example.com", Ok("https://api.example.com"));
        check(" https://api.example.com/devopness/ ", Ok("https://api.example.com/devopness"));
        check("HTTPS://api.example.com:8443", Ok("HTTPS://api.example.com:8443"));
        check("http://127.0.0.1:8081", Ok("http://127.0.0.1:8081"));
        check("http://localhost:8081/x", Ok("http://localhost:8081/x"));
        check("http://[::1]:8081", Ok("http://[::1]:8081"));
        check("http://api.example.com", Err("could be read on the way"));
        check("http://LOCALHOST", Ok("http://LOCALHOST"));
        check("http://127.254.0.1", Ok("http://127.254.0.1"));
        check("http://127.0.0.1.2", Err("could be read on the way"));
        check("http://127.0.0", Err("could be read on the way"));
        check("http://127.0.0.256", Err("could be read on the way"));
        check("http://126.0.0.1", Err("could be read on the way"));
        check("http://[::2]", Err("could be read on the way"));
        check("http://127.evil.example", Err("could be read on the way"));
        check("http://127.0.0.evil", Err("could be read on the way"));
        check("http://localhost.evil.example", Err("could be read on the way"));
        check("", Err("Write the API's base URL"));
        check("api.example.com", Err("starts with https://"));
        check("ftp://api.example.com", Err("starts with https://"));
        check("https://", Err("has a host"));
        check("https://user:pw@api.example.com", Err("has a host"));
        check("https://api.example.com?x=1", Err("has a host"));
        check("https://api.example.com:65535/a-b._~/%20", Ok("https://api.example.com:65535/a-b._~/%20"));
        check("https://api.example.com:0", Err("has a host"));
        check("https://api.example.com:+80", Err("has a host"));
        check("https://api.example.com:", Err("has a host"));
        check("https://api.example.com:99999", Err("has a host"));
        check("https://a'b", Err("has a host"));
        check("https://api.example.com/[1-2]", Err("has a host"));
        check("https://[::1]x/", Err("has a host"));
    }

    #[test]
    fn an_api_has_a_base_and_perhaps_a_relay() {
        let check = |api: Api, base: &str, relay: Option<&str>| {
            assert_eq!(target(&api, ""), Ok(Target { base: base.into(), relay: relay.map(str::to_string) }));
        };
        let here = || "http://127.0.0.1:8082".to_string();
        check(Api::Production, "https://api.devopness.com", None);
        check(Api::Staging, "https://staging-api.devopness.com", None);
        check(Api::Sandbox(here()), "http://127.0.0.1:8082", None);
        check(Api::ProductionRelay(here()), "https://api.devopness.com", Some("http://127.0.0.1:8082/production"));
        check(Api::StagingRelay(here()), "https://staging-api.devopness.com", Some("http://127.0.0.1:8082/staging"));
        let typed = Target { base: "https://api.example.com".into(), relay: None };
        assert_eq!(target(&Api::Other, "https://api.example.com/"), Ok(typed));
        let (placeholder, sentence) = target(&Api::Other, "example").unwrap_err();
        assert_eq!((placeholder.base.as_str(), placeholder.relay), ("<api_base_url>", None));
        assert!(sentence.contains("starts with https://"), "{sentence}");
    }
}
