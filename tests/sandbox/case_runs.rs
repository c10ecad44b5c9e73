//! Whole runs: which hooks fire, what they send, and what the commits show.

use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::json;

use super::sandbox::faults::{Act, Verb};
use super::sandbox::world::{COMMIT, Outgoing};
use super::*;

/// Presses a button of the sandbox's page.
async fn press(sandbox: &Sandbox, pipeline: u64, button: &str) {
    let body = format!("pipeline={pipeline}&press={button}");
    let got = send("POST", &format!("{}/sandbox/press", sandbox.url()), &[], body.as_bytes()).await.unwrap();
    assert_eq!((got.status, got.header("location")), (303, Some("/#happened")));
}

/// The newest action of a pipeline, and its deliveries in full: event hooks by name, oldest first.
async fn last(sandbox: &Sandbox, pipeline: u64) -> (Value, Vec<Value>) {
    let actions = call(sandbox, "GET", &format!("/pipelines/{pipeline}/actions"), "").await.json();
    let action = actions[0].clone();
    let mut all = Vec::new();
    for hook in sandbox.hooks(pipeline).iter().filter(|hook| hook["type"] == "out") {
        let list = format!("/hooks/outgoing/{}/requests", hook["id"].as_str().unwrap());
        for item in call(sandbox, "GET", &list, "").await.json().as_array().unwrap() {
            if item["action_id"] == action["id"] {
                let path = format!("/hook-requests/{}", item["id"].as_str().unwrap());
                all.push(call(sandbox, "GET", &path, "").await.json());
            }
        }
    }
    all.sort_by_key(|delivery| delivery["created_at"].to_string());
    (action, all)
}

/// Creates the hooks that the page would for an untouched form.
async fn create(sandbox: &Sandbox, pipeline: u64, repository: &str) {
    for planned in plan(&FormValues::new(&pipeline.to_string(), repository)).hooks {
        let body = serde_json::to_string(&planned.request.body).unwrap();
        let got = call(sandbox, "POST", &format!("/pipelines/{pipeline}/hooks/outgoing"), &body).await;
        assert_eq!(got.status, 201);
    }
}

#[tokio::test]
async fn a_push_ends_in_a_green_or_red_dot_at_each_provider() {
    let sandbox = sandbox().await;
    let cases = [
        (512, "github", "acme/shop", "https://github.com/acme/shop", "success", "failure"),
        (513, "gitlab", "acme/platform/shop", "https://gitlab.com/acme/platform/shop", "success", "failed"),
        (514, "bitbucket", "acme/shop", "https://bitbucket.org/acme/shop", "SUCCESSFUL", "FAILED"),
    ];
    for (pipeline, provider, shown, address, good, bad) in cases {
        create(&sandbox, pipeline, address).await;
        for (button, state) in [("push-completed", good), ("push-failed", bad)] {
            press(&sandbox, pipeline, button).await;
            let (action, deliveries) = last(&sandbox, pipeline).await;
            let statuses: Vec<_> = deliveries.iter().map(|own| own["response_status_code"].as_u64()).collect();
            assert_eq!(statuses, [Some(201), Some(201)], "{pipeline}: {deliveries:?}");
            let commit = deliveries[0]["url"].as_str().unwrap().split('/').find(|part| part.len() == 40).unwrap();
            let states: Vec<String> =
                sandbox.shown(provider, shown, commit).into_iter().map(|record| record.state).collect();
            assert_eq!(states, [state], "{pipeline}");
            assert_eq!(action["status"] == "completed", state == good);
            assert_eq!(action["action_data"]["commit"]["hash"], commit);
        }
    }
}

#[tokio::test]
async fn a_run_by_hand_has_no_hash() {
    let sandbox = sandbox().await;
    press(&sandbox, 540, "run-completed").await;
    let (action, deliveries) = last(&sandbox, 540).await;
    assert_eq!(action["triggered_from"]["trigger_type"], "manual");
    for delivery in &deliveries {
        assert!(delivery["url"].as_str().unwrap().ends_with("/repos/acme/shop/statuses/"), "{delivery}");
        assert_eq!(delivery["response_status_code"], 404);
    }
    assert_eq!(deliveries.len(), 2);
}

#[tokio::test]
async fn only_hooks_fire_that_are_meant() {
    let sandbox = sandbox().await;
    let when = [
        ("queued", json!({ "events": ["action.queued"] })),
        ("started", json!({ "events": ["action.started"], "conditions": [] })),
        ("completed", json!({ "events": ["action.completed"] })),
        ("failed", json!({ "events": ["action.failed"] })),
        ("two", json!({ "events": ["action.queued", "action.failed"] })),
        ("any", json!({ "events": ["action.status_changed"] })),
        ("none", json!({ "events": [] })),
        (
            "by hook",
            json!({ "events": ["action.started"], "conditions": [
            { "path": "action.triggered_from.trigger_type", "accepted_values": ["hook"] }] }),
        ),
        (
            "by number",
            json!({ "events": ["action.started"], "conditions": [
            { "path": "action.pipeline.id", "accepted_values": [1, 512] }] }),
        ),
        (
            "by both",
            json!({ "events": ["action.started"], "conditions": [
            { "path": "action.pipeline.id", "accepted_values": ["512"] },
            { "path": "action.triggered_from.trigger_type", "accepted_values": ["manual"] }] }),
        ),
        (
            "by nothing",
            json!({ "events": ["action.started"], "conditions": [
            { "path": "action.nothing", "accepted_values": ["null", ""] }] }),
        ),
    ];
    for (name, when) in when {
        for active in [true, false] {
            let body = json!({ "name": format!("{name}{}", if active { "" } else { ", paused" }), "active": active,
                "target_url": "https://api.github.com/{{ action.status }}", "trigger_when": when });
            let got = call(&sandbox, "POST", "/pipelines/512/hooks/outgoing", &body.to_string()).await;
            assert_eq!(got.status, 201, "{got:?}");
        }
    }
    let cases = [
        (
            "push-completed",
            "queued: queued, two: queued, any: queued, started: in-progress, any: in-progress, \
            by hook: in-progress, by number: in-progress, completed: completed, any: completed",
        ),
        (
            "run-failed",
            "queued: queued, two: queued, any: queued, started: in-progress, any: in-progress, \
            by number: in-progress, by both: in-progress, failed: failed, two: failed, any: failed",
        ),
    ];
    for (button, expected) in cases {
        press(&sandbox, 512, button).await;
        let fired: Vec<String> = last(&sandbox, 512)
            .await
            .1
            .iter()
            .map(|delivery| {
                let url = delivery["url"].as_str().unwrap();
                format!("{}: {}", delivery["hook"]["name"].as_str().unwrap(), url.rsplit('/').next().unwrap())
            })
            .collect();
        assert_eq!(fired.join(", "), expected, "{button}");
    }
}

#[tokio::test]
async fn variables_are_filled_in_everywhere() {
    let sandbox = sandbox().await;
    let body = json!({
        "name": "All", "target_url": "https://example.com/{{ action.id }}/{{application.repository_name}}?x={{ nothing.at.all }}",
        "settings": {
            "request_headers": [
                { "name": "X-{{ user.name }}", "value": "Bearer {{ application.source_provider.access_token }}" }],
            "request_body": { "{{ key }}": { "list": ["{{ action.status }}", 7, null], "open": "{{ action",
                "from": "{{ action.triggered_from.hook_parsed_variables.commit_hash }}",
                "nested": "{{ action.project.organization.name }}", "null": "[{{ action.trigger_comment }}]",
                "secret": "{{ hook.secret }}", "page": "{{ action.url_web_permalink }}" } },
        },
        "trigger_when": { "events": ["action.started"] },
    });
    let created = call(&sandbox, "POST", "/pipelines/513/hooks/outgoing", &body.to_string()).await;
    assert_eq!(created.status, 201);
    press(&sandbox, 513, "push-completed").await;
    let (action, deliveries) = last(&sandbox, 513).await;
    let sent = &deliveries[0];
    assert_eq!(sent["url"], "https://example.com/794613284672/shop?x=");
    assert_eq!(sent["request_headers"], json!({ "X-Sam Sandbox": "Bearer sandbox-writer" }));
    assert_eq!(
        sent["request_body"],
        json!({ "{{ key }}": { "list": ["in-progress", 7, null], "open": "{{ action",
            "from": action["action_data"]["commit"]["hash"], "nested": "Acme", "null": "[]", "secret": "",
            "page": "https://devopness.com/actions/794613284672" } })
    );
    assert_eq!(sent["response_status_code"], Value::Null, "nothing answers there");
}

#[tokio::test]
async fn a_body_may_be_a_text_or_a_list() {
    let sandbox = sandbox().await;
    let bodies = [json!("state={{ action.status }}"), json!([{ "state": "{{ action.status }}" }])];
    for body in &bodies {
        let hook = json!({ "name": "Odd", "target_url": "https://api.github.com/x", "settings": { "request_body": body },
            "trigger_when": { "events": ["action.started"] } });
        assert_eq!(call(&sandbox, "POST", "/pipelines/520/hooks/outgoing", &hook.to_string()).await.status, 201);
    }
    press(&sandbox, 520, "run-completed").await;
    let sent: Vec<Value> = last(&sandbox, 520).await.1.iter().map(|own| own["request_body"].clone()).collect();
    assert_eq!(sent, [json!("state=in-progress"), json!([{ "state": "in-progress" }])]);
}

#[tokio::test]
async fn credentials_decide_what_the_provider_says() {
    let sandbox = sandbox().await;
    // Pipeline, repository, status of each delivery.
    let cases = [
        (551, "https://github.com/acme/shop", 401),
        (552, "https://github.com/acme/shop", 401),
        (553, "https://github.com/acme/shop", 201),
        (554, "https://bitbucket.org/acme/shop", 201),
        (550, "https://gitlab.com/acme/platform/web/frontend", 201),
        (561, "https://github.com/acme/storefront", 201),
        // A hook that reports to another repository than the application's: the commit is not there.
        (562, "https://gitlab.com/acme/platform/shop", 404),
        // And one that nobody has.
        (563, "https://bitbucket.org/acme/nowhere", 404),
    ];
    for (pipeline, repository, status) in cases {
        create(&sandbox, pipeline, repository).await;
        press(&sandbox, pipeline, "push-completed").await;
        for delivery in last(&sandbox, pipeline).await.1 {
            assert_eq!(delivery["response_status_code"], status, "{pipeline}: {delivery}");
        }
    }
}

#[tokio::test]
async fn a_rerun_of_a_commit_and_a_commit_that_nobody_knows() {
    let sandbox = sandbox().await;
    create(&sandbox, 513, "https://gitlab.com/acme/platform/shop").await;
    let url = sandbox.hooks(513)[0]["url"].as_str().unwrap().to_owned();
    let push = async |hash: &str, end: &str| {
        let body = json!({ "checkout_sha": hash, "sandbox": end }).to_string();
        assert_eq!(send("POST", &url, &[], body.as_bytes()).await.unwrap().status, 200);
        last(&sandbox, 513).await.1.iter().map(|own| own["response_status_code"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(push(COMMIT, "failed").await, [json!(201), json!(201)]);
    assert_eq!(push(COMMIT, "completed").await, [json!(201), json!(201)]);
    let shown = sandbox.shown("gitlab", "acme/platform/shop", COMMIT);
    assert_eq!(shown.iter().map(|record| record.state.as_str()).collect::<Vec<_>>(), ["success"]);
    assert_eq!(push("0000000000000000000000000000000000000001", "completed").await, [json!(404), json!(404)]);
    sandbox.at_provider("gitlab", "acme/platform/shop", |repository| repository.down = Some(503));
    assert_eq!(push(COMMIT, "completed").await, [json!(503), json!(503)]);
}

#[tokio::test]
async fn what_a_failed_create_left_behind_does_not_fire() {
    let sandbox = sandbox().await;
    sandbox.fail(512, Verb::Create, 1, Act::Cut { written: false });
    let url = format!("{}/pipelines/512/hooks/outgoing", sandbox.url());
    assert!(send_as(ALL, "POST", &url, OUTGOING.as_bytes()).await.is_err());
    press(&sandbox, 512, "push-completed").await;
    assert!(last(&sandbox, 512).await.1.is_empty());
}

#[tokio::test]
async fn the_newest_deliveries_and_actions_are_remembered() {
    let sandbox = sandbox().await;
    sandbox.set_most(4);
    sandbox.seed(512, Outgoing::Stranger);
    let mut started = std::collections::BTreeSet::new();
    for _ in 0..6 {
        press(&sandbox, 512, "push-completed").await;
        started.insert(last(&sandbox, 512).await.0["id"].as_u64());
    }
    assert_eq!(started.len(), 6, "each action has an id of its own");
    let count = async |path: &str| call(&sandbox, "GET", path, "").await.json().as_array().unwrap().len();
    assert_eq!(count("/pipelines/512/actions").await, 4);
    // Each run made two deliveries: what came in, and what the hook sent.
    let mut deliveries = 0;
    for hook in sandbox.hooks(512) {
        let direction = if hook["type"] == "in" { "incoming" } else { "outgoing" };
        deliveries += count(&format!("/hooks/{direction}/{}/requests", hook["id"].as_str().unwrap())).await;
    }
    assert_eq!(deliveries, 4);
}
