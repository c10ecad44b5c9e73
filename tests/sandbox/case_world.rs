//! What there is to pick from, who sees it, and what pipelines start with.

use hook_builder::devopness::hook::{Hook, OutgoingHook};
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::json;

use super::sandbox::faults::FAULTS;
use super::sandbox::world::PIPELINES;
use super::*;

async fn list(sandbox: &Sandbox, path: &str) -> Vec<Value> {
    let got = call(sandbox, "GET", path, "").await;
    got.json().as_array().unwrap_or_else(|| panic!("{path}: {got:?}")).clone()
}

fn names(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["name"].as_str()).collect()
}

#[tokio::test]
async fn there_is_something_to_pick_from() {
    let sandbox = sandbox().await;
    assert_eq!(names(&list(&sandbox, "/projects").await), ["Sandbox", "Storefront"]);
    let environments = list(&sandbox, "/projects/5/environments").await;
    let archived: Vec<_> = environments.iter().map(|environment| environment["archived_at"].is_null()).collect();
    assert_eq!(archived, [true, false, true]);
    let counts = [(12, 8), (21, 4), (22, 1), (23, 0)];
    for (environment, count) in counts {
        assert_eq!(list(&sandbox, &format!("/environments/{environment}/applications")).await.len(), count);
    }
    let first = list(&sandbox, "/pipelines/application/54?per_page=100").await;
    let second = list(&sandbox, "/pipelines/application/54?per_page=100&page=2").await;
    assert_eq!((first.len(), second.len()), (100, 30));
    assert_eq!(names(&second)[..2], ["Deploy service 034", "Reload service 034"]);
    let read = call(&sandbox, "GET", &format!("/pipelines/{}", second[0]["id"]), "").await.json();
    assert_eq!((&read["operation"], &read["project_id"], &read["steps"]), (&json!("deploy"), &json!(5), &json!([])));
}

#[tokio::test]
async fn each_kind_of_credential_is_there() {
    let sandbox = sandbox().await;
    let cases = [
        (34, "github", "acme/shop", json!(["oauth", true])),
        (37, "gitlab", "acme/platform/web/frontend", json!(["oauth", true])),
        (38, "", "acme/shop", json!([null, null])),
        (39, "github", "acme/shop", json!(["oauth", false])),
        (40, "github", "acme/shop", json!(["application", true])),
        (41, "bitbucket", "acme/shop", json!(["api_credentials", true])),
    ];
    for (id, code, repository, credential) in cases {
        let application = call(&sandbox, "GET", &format!("/applications/{id}"), "").await.json();
        let own = &application["credential"];
        assert_eq!(application["repository"], repository);
        assert_eq!(own["provider"]["code"].as_str().unwrap_or_default(), code);
        assert_eq!(json!([own["provider_auth_type"], own["active"]]), credential, "{id}");
    }
}

#[tokio::test]
async fn a_projects_token_stays_in_its_project() {
    let sandbox = sandbox().await;
    let cases = [
        ("/projects/5", 403),
        ("/projects/5/environments", 403),
        ("/environments/21/applications", 403),
        ("/applications/51", 403),
        ("/applications/51/hooks", 403),
        ("/pipelines/application/54", 403),
        ("/pipelines/561", 403),
        ("/pipelines/561/hooks", 403),
        ("/pipelines/6000/actions", 403),
        ("/projects/4", 404),
        ("/pipelines/512", 200),
        ("/pipelines/9061/hooks", 200),
        ("/pipelines/9080/actions", 200),
        ("/actions/794613284671", 200),
    ];
    let ask = async |path: &str| {
        send_as("devopness_proj_sandbox", "GET", &format!("{}{path}", sandbox.url()), b"").await.unwrap()
    };
    for (path, status) in cases {
        assert_eq!(ask(path).await.status, status, "{path}");
    }
    assert_eq!(names(ask("/projects").await.json().as_array().unwrap()), ["Sandbox"]);
    let foreign = sandbox.hooks(561)[0]["id"].as_str().unwrap().to_owned();
    for path in ["", "/requests"] {
        assert_eq!(ask(&format!("/hooks/incoming/{foreign}{path}")).await.status, 403);
    }
}

#[test]
fn no_id_stands_twice() {
    let mut ids: Vec<u64> = PIPELINES.iter().map(|pipeline| pipeline.id).collect();
    ids.extend(FAULTS.iter().map(|fault| fault.id));
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
}

/// What the page's own plan for an untouched form says of the hooks of this pipeline: how many of them it would keep.
fn kept(sandbox: &Sandbox, pipeline: u64) -> (usize, usize) {
    let planned: Vec<OutgoingHook> =
        plan(&FormValues::new(&pipeline.to_string(), "acme/shop")).hooks.into_iter().map(|own| own.hook).collect();
    let same = |hook: &Value| {
        let read = Hook::parse(hook).unwrap();
        let body = |own: &OutgoingHook| serde_json::to_value(own.payload(None)).unwrap()["settings"].clone();
        planned.iter().any(|own| own.is(&read) && body(own) == hook["settings"])
    };
    let outgoing: Vec<Value> = sandbox.hooks(pipeline).into_iter().filter(|hook| hook["type"] == "out").collect();
    (outgoing.len(), outgoing.iter().filter(|hook| same(hook)).count())
}

#[tokio::test]
async fn sets_are_as_their_sentences_say() {
    let sandbox = sandbox().await;
    let cases =
        [(530, (0, 0)), (540, (3, 3)), (541, (3, 0)), (542, (2, 2)), (543, (6, 6)), (544, (3, 2)), (9100, (3, 0))];
    for (pipeline, expected) in cases {
        assert_eq!(kept(&sandbox, pipeline), expected, "{pipeline}");
    }
}

#[tokio::test]
async fn incoming_hooks_are_as_their_sentences_say() {
    let sandbox = sandbox().await;
    let cases = [
        (512, Some((true, "commit_hash", true))),
        (520, None),
        (530, None),
        (531, Some((false, "commit_hash", true))),
        (532, Some((true, "sha", true))),
        (533, Some((true, "commit_hash", false))),
    ];
    for (pipeline, expected) in cases {
        let hooks: Vec<Hook> = sandbox.hooks(pipeline).iter().filter_map(Hook::parse).collect();
        let got =
            hooks.first().map(|hook| (hook.active.unwrap(), &*hook.variables[2].name, hook.variables[2].required));
        assert_eq!(got, expected, "{pipeline}");
    }
}
