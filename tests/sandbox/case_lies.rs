//! Answers that say something else than what was done, and lists that lack what is there.

use serde_json::json;

use super::sandbox::faults::{Act, Alter, Id, Less, Verb};
use super::sandbox::world::{Outgoing, SPARE};
use super::*;

async fn create(sandbox: &Sandbox, pipeline: u64) -> Got {
    call(sandbox, "POST", &format!("/pipelines/{pipeline}/hooks/outgoing"), OUTGOING).await
}

/// The ids that the list tells.
async fn listed(sandbox: &Sandbox, pipeline: u64) -> Vec<Value> {
    let list = call(sandbox, "GET", &format!("/pipelines/{pipeline}/hooks"), "").await.json();
    list.as_array().unwrap().iter().map(|hook| hook["id"].clone()).collect()
}

fn ids(sandbox: &Sandbox, pipeline: u64) -> Vec<Value> {
    sandbox.hooks(pipeline).iter().map(|hook| hook["id"].clone()).collect()
}

/// Calls the last hook of a pipeline.
async fn last(sandbox: &Sandbox, pipeline: u64, method: &str) -> Got {
    let id = ids(sandbox, pipeline).pop().unwrap();
    let body = json!({ "id": id, "name": "Replaced", "target_url": "https://example.com/{{ action.id }}" });
    let body = if method == "PUT" { body.to_string() } else { String::new() };
    call(sandbox, method, &format!("/hooks/outgoing/{}", id.as_str().unwrap()), &body).await
}

#[tokio::test]
async fn a_refusal_may_have_written() {
    let sandbox = sandbox().await;
    for (pipeline, status) in SPARE.zip([401, 403, 404, 422, 429, 500]) {
        sandbox.seed(pipeline, Outgoing::Full);
        for verb in [Verb::Create, Verb::Update, Verb::Delete] {
            sandbox.fail(pipeline, verb, 1, Act::Denies(status));
        }
        let before = sandbox.hooks(pipeline).len();
        let got = create(&sandbox, pipeline).await;
        assert!(got.status == status && got.json()["message"].is_string(), "{got:?}");
        assert_eq!(sandbox.hooks(pipeline).len(), before + 1);
        assert_eq!(last(&sandbox, pipeline, "PUT").await.status, status);
        assert_eq!(sandbox.hooks(pipeline)[before]["name"], "Replaced");
        assert_eq!(last(&sandbox, pipeline, "DELETE").await.status, status);
        assert_eq!(sandbox.hooks(pipeline).len(), before);
        // It is so once.
        assert_eq!(create(&sandbox, pipeline).await.status, 201);
    }
}

#[tokio::test]
async fn a_success_may_have_done_nothing() {
    let sandbox = sandbox().await;
    let pipeline = SPARE.start;
    sandbox.seed(pipeline, Outgoing::Full);
    for verb in [Verb::Create, Verb::Update, Verb::Delete] {
        sandbox.fail_each(pipeline, verb, Act::Pretends);
    }
    sandbox.fail(pipeline, Verb::Create, 3, Act::Works);
    let before = sandbox.hooks(pipeline);
    for _ in 0..2 {
        let got = create(&sandbox, pipeline).await;
        assert_eq!(got.status, 201);
        let path = format!("/hooks/outgoing/{}", got.json()["id"].as_str().unwrap());
        assert_eq!(call(&sandbox, "GET", &path, "").await.status, 404);
        assert_eq!(last(&sandbox, pipeline, "PUT").await.status, 204);
        assert_eq!(last(&sandbox, pipeline, "DELETE").await.status, 204);
        assert_eq!(sandbox.hooks(pipeline), before);
    }
    assert_eq!((create(&sandbox, pipeline).await.status, sandbox.hooks(pipeline).len()), (201, before.len() + 1));
}

#[tokio::test]
async fn a_new_hook_may_be_told_by_a_wrong_id() {
    let sandbox = sandbox().await;
    for (pipeline, id) in SPARE.zip([Id::Number, Id::Dots, Id::Unknown, Id::Other]) {
        sandbox.fail_each(pipeline, Verb::Create, Act::Misnames(id));
        let before = ids(&sandbox, pipeline);
        let mut told = Vec::new();
        for _ in 0..3 {
            let got = create(&sandbox, pipeline).await;
            assert_eq!(got.status, 201);
            told.push(got.json()["id"].clone());
        }
        let now = ids(&sandbox, pipeline);
        assert_eq!((now.len(), listed(&sandbox, pipeline).await), (before.len() + 3, now.clone()));
        match id {
            // The incoming hook's, and then twice that of the first outgoing one.
            Id::Other => assert_eq!(told, [now[0].clone(), now[1].clone(), now[1].clone()]),
            _ => assert!(told.iter().all(|id| *id == told[0] && !now.contains(id)), "{told:?}"),
        }
        match id {
            Id::Number => assert!(told[0].is_u64()),
            Id::Dots => assert_eq!(told[0], ".."),
            Id::Unknown => assert_eq!(told[0].as_str().map(str::len), Some(36)),
            Id::Other => {}
        }
    }
}

#[tokio::test]
async fn a_list_may_lack_hooks_once() {
    let sandbox = sandbox().await;
    let pipeline = SPARE.start;
    sandbox.seed(pipeline, Outgoing::Full);
    sandbox.fail(pipeline, Verb::List, 1, Act::Lists(Less::All));
    sandbox.fail(pipeline, Verb::List, 3, Act::Lists(Less::Newest));
    let all = ids(&sandbox, pipeline);
    assert_eq!(all.len(), 4);
    for expected in [&[][..], &all, &all[..3], &all] {
        assert_eq!(listed(&sandbox, pipeline).await, expected);
    }
    assert_eq!(sandbox.seen(pipeline, Verb::List), 4);
}

#[tokio::test]
async fn a_hook_may_be_shown_as_it_is_not() {
    let sandbox = sandbox().await;
    let pipeline = SPARE.start;
    sandbox.seed(pipeline, Outgoing::Full);
    let before = sandbox.hooks(pipeline);
    sandbox.fail(pipeline, Verb::Read, 1, Act::Status(404));
    sandbox.fail(pipeline, Verb::Read, 2, Act::Alters(Alter::Host));
    sandbox.fail(pipeline, Verb::Delete, 1, Act::Status(404));
    assert_eq!(last(&sandbox, pipeline, "GET").await.status, 404);
    let shown = last(&sandbox, pipeline, "GET").await.json();
    assert_eq!(shown["target_url"], "https://elsewhere.example/{{ action.id }}");
    assert_eq!(shown["name"], before[3]["name"]);
    assert_eq!(last(&sandbox, pipeline, "GET").await.json(), before[3]);
    // It says that it is gone, and it stays.
    assert_eq!(last(&sandbox, pipeline, "DELETE").await.status, 404);
    assert_eq!(sandbox.hooks(pipeline), before);
    // What is written otherwise is shown so by everything.
    sandbox.fail(pipeline, Verb::Update, 1, Act::Alters(Alter::Host));
    assert_eq!(last(&sandbox, pipeline, "PUT").await.status, 204);
    assert_eq!(sandbox.hooks(pipeline)[3]["target_url"], "https://elsewhere.example/{{ action.id }}");
}

#[tokio::test]
async fn the_named_ones_are_these() {
    let sandbox = sandbox().await;
    let written = |pipeline| sandbox.hooks(pipeline).iter().filter(|hook| hook["name"] == "Replaced").count();
    for (pipeline, method, status, left, replaced) in [
        (9171, "DELETE", 404, 7, 0),
        (9172, "DELETE", 204, 7, 0),
        (9173, "DELETE", 500, 6, 0),
        (9174, "PUT", 204, 4, 0),
        (9175, "PUT", 422, 4, 1),
        (9136, "PUT", 204, 4, 1),
        (9176, "GET", 404, 4, 0),
        (9177, "GET", 200, 4, 0),
    ] {
        assert_eq!(last(&sandbox, pipeline, method).await.status, status, "{pipeline}");
        assert_eq!((sandbox.hooks(pipeline).len(), written(pipeline)), (left, replaced), "{pipeline}");
    }
    for (pipeline, counts) in [(9169, [4, 0, 4]), (9170, [4, 3, 4])] {
        for count in counts {
            assert_eq!(listed(&sandbox, pipeline).await.len(), count, "{pipeline}");
        }
    }
}
