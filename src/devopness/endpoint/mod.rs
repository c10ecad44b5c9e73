//! The calls of the Devopness API that hook-builder makes: one builder and one parser for each. Nothing else writes its
//! addresses. The calls are those of the vendor's API description (<https://api-docs.devopness.com>).

mod answer;
mod call;
mod deliveries;
mod hooks;
mod pages;
mod resources;
pub mod retry;
mod target;

pub use answer::Answer;
pub use call::{Call, HookKind};
pub use deliveries::{deliveries_page, delivery};
pub use hooks::{
    HOOK_PLACEHOLDER, base_of_list, create_incoming, create_outgoing, delete_hook, hook, list_hooks, list_hooks_page,
    parse_created, parse_hook, parse_hooks, restore_hook, update_hook,
};
pub use pages::Pages;
pub use resources::{
    application, applications_page, environment, environments_page, me, pipeline, pipelines_page, project,
    projects_page,
};
pub use target::{Api, PRODUCTION, STAGING, Target, target};

use crate::devopness::request::{ApiRequest, HeaderValue, Method};
use crate::text::json::Tree;

/// The most items of a page, and what a list is read with.
pub const PER_PAGE: usize = 100;

/// Every operation declares these three as required, on `GET` too.
const HEADERS: [(&str, HeaderValue); 3] = [
    ("Accept", HeaderValue::Text("application/json")),
    ("Authorization", HeaderValue::BearerToken),
    ("Content-Type", HeaderValue::Text("application/json")),
];

fn request(call: Call, method: Method, target: &Target, path: &[&str], body: Option<Tree>) -> ApiRequest {
    ApiRequest { call, method, url: [target.base.as_str(), &path.concat()].concat(), headers: HEADERS, body }
}

/// One page of a list, counted from 1, of [`PER_PAGE`] items.
fn page_of(call: Call, target: &Target, path: &[&str], page: usize) -> ApiRequest {
    let query = ["?page=", &page.to_string(), "&per_page=", &PER_PAGE.to_string()].concat();
    request(call, Method::Get, target, &[path, &[&query]].concat(), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::error::Cause;

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
