//! The stand-in providers over HTTP, as the commands of the page call them.

use serde_json::json;

use super::sandbox::world::COMMIT;
use super::*;

async fn post(sandbox: &Sandbox, path: &str, token: &str, body: &Value) -> Got {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", &*bearer), ("content-type", "application/json"), ("user-agent", "curl/8")];
    send("POST", &format!("{}/provider/{path}", sandbox.url()), &headers, body.to_string().as_bytes()).await.unwrap()
}

fn states(sandbox: &Sandbox, provider: &str, shown: &str) -> Vec<(String, String)> {
    sandbox.shown(provider, shown, COMMIT).into_iter().map(|record| (record.key, record.state)).collect()
}

#[tokio::test]
async fn each_stand_in_keeps_to_its_rules() {
    let sandbox = sandbox().await;
    let github = format!("github/repos/acme/shop/statuses/{COMMIT}");
    let gitlab = format!("gitlab/api/v4/projects/acme%2Fplatform%2Fshop/statuses/{COMMIT}");
    let bitbucket = format!("bitbucket/2.0/repositories/acme/shop/commit/{COMMIT}/statuses/build");
    let cases = [
        (&*github, "sandbox-writer", json!({ "state": "pending", "context": "a" }), 201),
        (&github, "sandbox-writer", json!({ "state": "running" }), 422),
        (&github, "nobody", json!({ "state": "pending" }), 401),
        (&github, "sandbox-reader", json!({ "state": "pending" }), 404),
        (&github, "sandbox-noscope", json!({ "state": "pending" }), 403),
        (&github[..60], "sandbox-writer", json!({ "state": "pending" }), 422),
        ("github/repos/acme/shop/statuses/", "sandbox-writer", json!({ "state": "pending" }), 404),
        ("github/repos/acme/other/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", "sandbox-writer", json!({}), 404),
        (&gitlab, "sandbox-writer", json!({ "state": "running", "name": "a" }), 201),
        (&gitlab, "sandbox-writer", json!({ "state": "running", "name": "a" }), 400),
        (&gitlab.replace("%2F", "/"), "sandbox-writer", json!({ "state": "running" }), 404),
        (&gitlab, "sandbox-reader", json!({ "state": "running" }), 403),
        (&bitbucket, "sandbox-writer", json!({ "state": "FAILED", "key": "a", "url": "https://a.b" }), 201),
        (&bitbucket, "sandbox-writer", json!({ "state": "FAILED", "key": "a".repeat(41), "url": "https://a.b" }), 400),
        (&bitbucket, "sandbox-other", json!({ "state": "FAILED", "key": "a", "url": "https://a.b" }), 403),
    ];
    for (path, token, body, status) in cases {
        let got = post(&sandbox, path, token, &body).await;
        assert_eq!(got.status, status, "{path} {token} {body}: {got:?}");
        assert!(got.header("content-type").is_some(), "{got:?}");
    }
    for (provider, shown, state) in [
        ("github", "acme/shop", "pending"),
        ("gitlab", "acme/platform/shop", "running"),
        ("bitbucket", "acme/shop", "FAILED"),
    ] {
        assert_eq!(states(&sandbox, provider, shown), [("a".to_owned(), state.to_owned())]);
    }
}

#[tokio::test]
async fn a_hook_may_point_at_a_stand_in() {
    let sandbox = sandbox().await;
    let target = format!("{}/provider/github/repos/acme/shop/statuses/{COMMIT}", sandbox.url());
    let hook = json!({ "name": "Here", "target_url": target, "trigger_when": { "events": ["action.completed"] },
        "settings": { "request_body": { "state": "success", "context": "here" }, "request_headers": [
            { "name": "Authorization", "value": "Bearer sandbox-writer" }, { "name": "User-Agent", "value": "x" }] } });
    assert_eq!(call(&sandbox, "POST", "/pipelines/512/hooks/outgoing", &hook.to_string()).await.status, 201);
    let press = format!("{}/sandbox/press", sandbox.url());
    assert_eq!(send("POST", &press, &[], b"pipeline=512&press=run-completed").await.unwrap().status, 303);
    assert_eq!(states(&sandbox, "github", "acme/shop"), [("here".to_owned(), "success".to_owned())]);
}
