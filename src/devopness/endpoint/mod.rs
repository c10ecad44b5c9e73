//! The calls of the Devopness API that hook-builder makes: one builder and one parser for each. Nothing else writes its
//! addresses. The calls are those of the vendor's API description (<https://api-docs.devopness.com>).

mod call;
mod deliveries;
mod hooks;
mod pages;
mod resources;
pub mod retry;

pub use call::{Call, HookKind};
pub use deliveries::{deliveries_page, delivery};
pub use hooks::{
    HOOK_PLACEHOLDER, base_of_list, create_incoming, create_outgoing, delete_hook, hook, list_hooks, list_hooks_page,
    parse_created, parse_done, parse_hook, parse_hooks, restore_hook, update_hook,
};
pub use pages::Pages;
pub use resources::{
    application, applications_page, environment, environments_page, me, pipeline, pipelines_page, project,
    projects_page,
};

use serde_json::Value;

use crate::devopness::error::{ApiError, Cause};
use crate::devopness::request::{Answer, ApiRequest, HeaderValue, Method};
use crate::form::values::{Api, FormValues};
use crate::text::json::{self, Tree};
use crate::text::percent::encode;
use crate::text::word::is_number;

/// The API that real projects use.
pub const PRODUCTION: &str = "https://api.devopness.com";
/// The API that the vendor's description names second.
pub const STAGING: &str = "https://staging-api.devopness.com";
/// The most items of a page, and what a list is read with.
pub const PER_PAGE: usize = 100;

/// Every operation declares these three as required, on `GET` too.
const HEADERS: [(&str, HeaderValue); 3] = [
    ("Accept", HeaderValue::Text("application/json")),
    ("Authorization", HeaderValue::BearerToken),
    ("Content-Type", HeaderValue::Text("application/json")),
];

/// Where the calls go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The API's base URL, without a slash at the end. It is what outputs show.
    pub base: String,
    /// The address that stands in for `base` when the browser sends: the relay's.
    pub relay: Option<String>,
}

/// The API that the form names.
///
/// # Errors
/// What is wrong with a typed base URL, with the URL as far as it can be used in a text.
pub fn target(form: &FormValues) -> Result<Target, (Target, String)> {
    let direct = |base: &str| Ok(Target { base: base.to_string(), relay: None });
    let relayed = |base: &str, relay: &str, path: &str| {
        Ok(Target { base: base.to_string(), relay: Some([relay, path].concat()) })
    };
    match &form.api {
        Api::Production => direct(PRODUCTION),
        Api::Staging => direct(STAGING),
        Api::Sandbox(address) => direct(address),
        Api::ProductionRelay(relay) => relayed(PRODUCTION, relay, "/production"),
        Api::StagingRelay(relay) => relayed(STAGING, relay, "/staging"),
        Api::Other => match parse_base(&form.api_other) {
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

fn request(call: Call, method: Method, target: &Target, path: &[&str], body: Option<Tree>) -> ApiRequest {
    ApiRequest { call, method, url: [target.base.as_str(), &path.concat()].concat(), headers: HEADERS, body }
}

/// One page of a list, counted from 1, of [`PER_PAGE`] items.
fn page_of(call: Call, target: &Target, path: &[&str], page: usize) -> ApiRequest {
    let query = ["?page=", &page.to_string(), "&per_page=", &PER_PAGE.to_string()].concat();
    request(call, Method::Get, target, &[path, &[&query]].concat(), None)
}

/// Reads a good answer as JSON.
///
/// # Errors
/// Any other status, and what is no JSON.
pub fn parse(answer: &Answer) -> Result<Value, ApiError> {
    if !(200..300).contains(&answer.status) {
        return Err(ApiError::refused(answer));
    }
    json::parse(&answer.body).map_err(|_| answer.call.failed(Cause::NotJson { status: answer.status }))
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
    fn the_form_names_the_api_and_its_relay() {
        let form = |api: Api, typed: &str| {
            let mut form = FormValues::default();
            (form.api, form.api_other) = (api, typed.into());
            form
        };
        let check = |api: Api, base: &str, relay: Option<&str>| {
            assert_eq!(target(&form(api, "")), Ok(Target { base: base.into(), relay: relay.map(str::to_string) }));
        };
        let here = || "http://127.0.0.1:8082".to_string();
        check(Api::Production, "https://api.devopness.com", None);
        check(Api::Staging, "https://staging-api.devopness.com", None);
        check(Api::Sandbox(here()), "http://127.0.0.1:8082", None);
        check(Api::ProductionRelay(here()), "https://api.devopness.com", Some("http://127.0.0.1:8082/production"));
        check(Api::StagingRelay(here()), "https://staging-api.devopness.com", Some("http://127.0.0.1:8082/staging"));
        let typed = Target { base: "https://api.example.com".into(), relay: None };
        assert_eq!(target(&form(Api::Other, "https://api.example.com/")), Ok(typed));
        let (placeholder, sentence) = target(&form(Api::Other, "example")).unwrap_err();
        assert_eq!((placeholder.base.as_str(), placeholder.relay), ("<api_base_url>", None));
        assert!(sentence.contains("starts with https://"), "{sentence}");
    }

    #[test]
    fn only_a_hook_with_an_id_counts_as_created() {
        let parse =
            |status: u16, body: &str| parse_created(&Answer::of(Call::Create(HookKind::Outgoing, 512), status, body));
        let created = parse(201, r#"{"id": "u", "name": "CI"}"#).unwrap();
        assert_eq!((created.id.as_str(), created.name.as_str()), ("u", "CI"));
        assert!(parse(200, r#"{"id": 7}"#).is_ok_and(|hook| hook.id == "7"));
        for odd in ["{}", r#"{"id": ""}"#, "null", "[]", r#""u""#] {
            assert_eq!(parse(201, odd).unwrap_err().cause, Cause::Unexpected { status: 201 }, "{odd}");
        }
        for no_json in ["", "<html>", "{"] {
            assert_eq!(parse(201, no_json).unwrap_err().cause, Cause::NotJson { status: 201 }, "{no_json}");
        }
        // A refusal is one whatever stands in it, and a redirect is none of an answer that was asked for.
        for status in [199, 300, 302, 404, 422, 500] {
            for body in [r#"{"id": "u"}"#, "<html>"] {
                assert_eq!(parse(status, body).unwrap_err().status(), Some(status));
            }
        }
    }

    #[test]
    fn a_page_of_hooks_keeps_its_length_whatever_stands_in_it() {
        let parse = |status: u16, body: &str| parse_hooks(&Answer::of(Call::Hooks(512), status, body));
        assert_eq!(parse(200, "[]"), Ok(vec![]));
        let hooks = parse(200, r#"[{"id": "a"}, null, 7, {"id": "b"}]"#).unwrap();
        let ids: Vec<&str> = hooks.iter().map(|hook| hook.id.as_str()).collect();
        assert_eq!(ids, ["a", "", "", "b"]);
        assert_eq!(parse(200, r#"{"data": []}"#).unwrap_err().cause, Cause::Unexpected { status: 200 });
        assert_eq!(parse(200, "<html>").unwrap_err().cause, Cause::NotJson { status: 200 });
        assert!(parse(401, "[]").is_err_and(|error| !error.answer_lost()));
    }

    #[test]
    fn pages_are_asked_for_by_number() {
        let target = Target { base: "https://api.example.com".into(), relay: None };
        assert_eq!(list_hooks(&target, "5").url, "https://api.example.com/pipelines/5/hooks");
        assert_eq!(
            list_hooks_page(&target, "5", 2).url,
            "https://api.example.com/pipelines/5/hooks?page=2&per_page=100"
        );
    }
}
