//! Failures of reading, replacing and deleting one hook, and hooks that come back otherwise than they were sent.

use std::time::Duration;

use serde_json::json;

use super::sandbox::faults::{Act, Verb};
use super::*;

/// Does the same to each outgoing hook of a pipeline, one after the other: the statuses, 0 for a dropped one.
async fn each(sandbox: &Sandbox, pipeline: u64, method: &str, count: usize) -> Vec<u16> {
    let hooks = sandbox.hooks(pipeline).into_iter().filter(|hook| hook["type"] == "out").take(count);
    let mut statuses = Vec::new();
    for hook in hooks {
        let id = hook["id"].as_str().unwrap();
        let body = json!({ "id": id, "name": "Replaced", "target_url": "https://example.com/{{ action.id }}",
            "settings": { "request_headers": [{ "name": "a", "value": "b" }] } });
        let body = if method == "PUT" { body.to_string() } else { String::new() };
        let got = send_as(ALL, method, &format!("{}/hooks/outgoing/{id}", sandbox.url()), body.as_bytes()).await;
        statuses.push(got.map_or(0, |got| got.status));
    }
    statuses
}

#[tokio::test]
async fn updates_fail_in_their_ways() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_millis(2), Duration::from_millis(1));
    // The three answers, and which of the three hooks are replaced afterwards.
    let cases = [
        (9100, [403, 403, 403], [false, false, false]),
        (9101, [422, 422, 422], [false, false, false]),
        (9102, [204, 500, 204], [true, false, true]),
        (9103, [204, 429, 204], [true, false, true]),
        (9104, [204, 0, 204], [true, false, true]),
        (9105, [204, 0, 204], [true, true, true]),
        (9106, [204, 204, 204], [true, true, true]),
        (9107, [204, 204, 204], [true, false, true]),
    ];
    for (pipeline, statuses, replaced) in cases {
        assert_eq!(each(&sandbox, pipeline, "PUT", 3).await, statuses, "{pipeline}");
        let now: Vec<bool> = sandbox.hooks(pipeline)[1..].iter().map(|hook| hook["name"] == "Replaced").collect();
        assert_eq!(now, replaced, "{pipeline}");
    }
}

#[tokio::test]
async fn deletes_fail_in_their_ways() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_millis(2), Duration::from_millis(1));
    let cases = [
        (9110, [403, 403, 403], 6),
        (9112, [204, 500, 204], 4),
        (9113, [204, 404, 204], 4),
        (9114, [204, 0, 204], 4),
        (9115, [204, 0, 204], 3),
        (9116, [204, 204, 204], 3),
        (9117, [204, 204, 204], 4),
        (9140, [403, 403, 403], 3),
        (9141, [0, 204, 204], 0),
    ];
    for (pipeline, statuses, left) in cases {
        for _ in sandbox.hooks(pipeline).len()..4 {
            sandbox.fail(pipeline, Verb::Create, 3, Act::Works);
            assert_eq!(
                call(&sandbox, "POST", &format!("/pipelines/{pipeline}/hooks/outgoing"), OUTGOING).await.status,
                201
            );
        }
        assert_eq!(each(&sandbox, pipeline, "DELETE", 3).await, statuses, "{pipeline}");
        let outgoing = sandbox.hooks(pipeline).iter().filter(|hook| hook["type"] == "out").count();
        assert_eq!(outgoing, left, "{pipeline}");
    }
}

#[tokio::test]
async fn reads_fail_in_their_ways() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_millis(2), Duration::from_millis(1));
    let cases =
        [(9120, [403, 403, 403]), (9121, [200, 500, 200]), (9122, [200, 0, 200]), (9123, [200; 3]), (9124, [200; 3])];
    for (pipeline, statuses) in cases {
        assert_eq!(each(&sandbox, pipeline, "GET", 3).await, statuses, "{pipeline}");
    }
}

#[tokio::test]
async fn what_comes_back_is_not_what_was_sent() {
    let sandbox = sandbox().await;
    let name = "Replaced, and longer than 20 characters";
    let headers = json!([{ "name": "a", "value": "b" }]);
    let target = "https://example.com/{{ action.id }}";
    let encoded = "https://example.com/%7B%7B%20action.id%20%7D%7D";
    let short = "Replaced, and longer";
    let cases = [
        (9130, 9133, name, target, Value::Null),
        (9131, 9134, name, encoded, headers.clone()),
        (9132, 9135, short, target, headers.clone()),
    ];
    for (update, create, name_kept, target_kept, headers_kept) in cases {
        let mut body = json!({ "name": name, "target_url": target, "settings": { "request_headers": headers } });
        let path = format!("/pipelines/{create}/hooks/outgoing");
        assert_eq!(call(&sandbox, "POST", &path, &body.to_string()).await.status, 201);
        body["id"] = sandbox.hooks(update)[1]["id"].clone();
        let path = format!("/hooks/outgoing/{}", body["id"].as_str().unwrap());
        assert_eq!(call(&sandbox, "PUT", &path, &body.to_string()).await.status, 204);
        for hook in [&sandbox.hooks(create)[1], &call(&sandbox, "GET", &path, "").await.json()] {
            let kept = (&hook["name"], &hook["target_url"], &hook["settings"]["request_headers"]);
            assert_eq!(kept, (&json!(name_kept), &json!(target_kept), &headers_kept), "{update} {create}");
        }
    }
}

#[tokio::test]
async fn a_test_can_make_any_call_fail() {
    let sandbox = sandbox().await;
    sandbox.fail(540, Verb::Update, 2, Act::Cut { written: false });
    sandbox.fail(540, Verb::Read, 1, Act::Status(500));
    sandbox.fail(540, Verb::Delete, 3, Act::Cut { written: true });
    sandbox.fail(540, Verb::List, 1, Act::Gateway);
    sandbox.fail(540, Verb::Create, 1, Act::Status(409));
    assert_eq!(each(&sandbox, 540, "PUT", 3).await, [204, 0, 204]);
    assert_eq!(each(&sandbox, 540, "GET", 3).await, [500, 200, 200]);
    assert_eq!(each(&sandbox, 540, "DELETE", 3).await, [204, 204, 0]);
    assert_eq!(call(&sandbox, "GET", "/pipelines/540/hooks", "").await.status, 503);
    assert_eq!(call(&sandbox, "POST", "/pipelines/540/hooks/outgoing", OUTGOING).await.status, 409);
    assert_eq!(sandbox.hooks(540).len(), 1);
}

#[tokio::test]
async fn what_is_only_read_can_fail_too() {
    let sandbox = sandbox().await;
    let hook = sandbox.hooks(540)[1]["id"].as_str().unwrap().to_owned();
    let broken = sandbox.hooks(9153)[1]["id"].as_str().unwrap().to_owned();
    let odd = sandbox.hooks(9154)[1]["id"].as_str().unwrap().to_owned();
    let recorded = sandbox.hooks(9080)[1]["id"].as_str().unwrap().to_owned();
    let one = call(&sandbox, "GET", &format!("/hooks/outgoing/{recorded}/requests"), "").await.json()[0]["id"].clone();
    sandbox.fail(0, Verb::Me, 1, Act::Status(500));
    sandbox.fail(512, Verb::Pipeline, 1, Act::Limited("3"));
    sandbox.fail(34, Verb::Application, 1, Act::Html);
    sandbox.fail(540, Verb::Deliveries, 1, Act::Cut { written: false });
    sandbox.fail(9080, Verb::Delivery, 1, Act::Gateway);
    // What the first and the second call answer; 0 stands for a dropped one.
    let cases = [
        ("/users/me".to_owned(), [500, 200]),
        ("/pipelines/512".to_owned(), [429, 200]),
        ("/applications/34".to_owned(), [200, 200]),
        (format!("/hooks/outgoing/{hook}/requests"), [0, 200]),
        (format!("/hook-requests/{}", one.as_str().unwrap()), [503, 200]),
        ("/pipelines/9150".to_owned(), [403, 403]),
        ("/pipelines/9151".to_owned(), [500, 500]),
        ("/pipelines/9152".to_owned(), [0, 0]),
        (format!("/hooks/outgoing/{broken}/requests"), [403, 403]),
        (format!("/hooks/outgoing/{odd}/requests"), [200, 200]),
    ];
    for (path, statuses) in cases {
        let mut got = Vec::new();
        for _ in 0..2 {
            let answer = send_as(ALL, "GET", &format!("{}{path}", sandbox.url()), b"").await;
            got.push(answer.map_or(0, |answer| answer.status));
        }
        assert_eq!(got, statuses, "{path}");
    }
    assert_eq!(call(&sandbox, "GET", &format!("/hooks/outgoing/{odd}/requests"), "").await.text, "{}");
}
