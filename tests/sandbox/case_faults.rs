//! Each named failure, as a client meets it.

use super::sandbox::faults::FAULTS;
use super::*;
use std::collections::BTreeSet;
use std::time::Duration;

/// Creates a hook; `None` when the connection closes without an answer.
async fn create(sandbox: &Sandbox, pipeline: u64) -> Option<Got> {
    let url = format!("{}/pipelines/{pipeline}/hooks/outgoing", sandbox.url());
    match send_as(ALL, "POST", &url, OUTGOING.as_bytes()).await {
        Ok(got) => Some(got),
        Err(why) => {
            assert!(why.is_request() && !why.is_timeout() && !why.is_connect(), "{why:?}");
            None
        }
    }
}

async fn list(sandbox: &Sandbox, pipeline: u64) -> Got {
    call(sandbox, "GET", &format!("/pipelines/{pipeline}/hooks"), "").await
}

/// For each failure: what three creates answer (0 stands for a dropped one), what the list then answers, and how many
/// hooks there are more than at the start.
const TABLE: &[(u64, [u16; 3], u16, usize)] = &[
    (9401, [401; 3], 401, 0),
    (9402, [402; 3], 402, 0),
    (9403, [403; 3], 403, 0),
    (9404, [404; 3], 404, 0),
    (9409, [409; 3], 409, 0),
    (9415, [415; 3], 415, 0),
    (94220, [422; 3], 200, 0),
    (94221, [422; 3], 200, 0),
    (94222, [422; 3], 200, 0),
    (94223, [422; 3], 200, 0),
    (94224, [422; 3], 200, 0),
    (94225, [422; 3], 200, 0),
    (9429, [429; 3], 429, 0),
    (94290, [429; 3], 429, 0),
    (9500, [500; 3], 500, 0),
    (9503, [503; 3], 503, 0),
    (9200, [201; 3], 200, 3),
    (9201, [201; 3], 200, 3),
    (9030, [201; 3], 200, 3),
    (9031, [201; 3], 200, 0),
    (9032, [201; 3], 200, 3),
    (9040, [0; 3], 200, 0),
    (9041, [0, 201, 201], 200, 3),
    (9042, [0, 201, 201], 200, 2),
    (9043, [201, 500, 201], 200, 2),
    (9044, [0; 3], 500, 0),
    (9045, [201, 0, 201], 200, 3),
    (9050, [201; 3], 200, 3),
    (9051, [201; 3], 200, 3),
    (9060, [201; 3], 200, 3),
    (9061, [201; 3], 200, 3),
    (9062, [201; 3], 200, 3),
    (9063, [201; 3], 200, 3),
    (9064, [201; 3], 200, 3),
    (9065, [201; 3], 200, 4),
    (9066, [201; 3], 200, 2),
    (9067, [201; 3], 200, 4),
    (9070, [201; 3], 200, 3),
    (9071, [201; 3], 200, 3),
    (9072, [201; 3], 200, 3),
    (9073, [201; 3], 200, 3),
    (9074, [201; 3], 200, 3),
    (9075, [201; 3], 200, 3),
    (9076, [201; 3], 200, 3),
    (9081, [201; 3], 200, 3),
    (9100, [201; 3], 200, 3),
    (9101, [201; 3], 200, 3),
    (9102, [201; 3], 200, 3),
    (9103, [201; 3], 200, 3),
    (9104, [201; 3], 200, 3),
    (9105, [201; 3], 200, 3),
    (9106, [201; 3], 200, 3),
    (9107, [201; 3], 200, 3),
    (9110, [201; 3], 200, 3),
    (9112, [201; 3], 200, 3),
    (9113, [201; 3], 200, 3),
    (9114, [201; 3], 200, 3),
    (9115, [201; 3], 200, 3),
    (9116, [201; 3], 200, 3),
    (9117, [201; 3], 200, 3),
    (9120, [201; 3], 200, 3),
    (9121, [201; 3], 200, 3),
    (9122, [201; 3], 200, 3),
    (9123, [201; 3], 200, 3),
    (9124, [201; 3], 200, 3),
    (9130, [201; 3], 200, 3),
    (9131, [201; 3], 200, 3),
    (9132, [201; 3], 200, 3),
    (9133, [201; 3], 200, 3),
    (9134, [201; 3], 200, 3),
    (9135, [201; 3], 200, 3),
    (9136, [201; 3], 200, 3),
    (9046, [0; 3], 200, 3),
    (9160, [422; 3], 200, 3),
    (9161, [401; 3], 200, 3),
    (9162, [403; 3], 200, 3),
    (9163, [500; 3], 200, 3),
    (9164, [201; 3], 200, 3),
    (9165, [201; 3], 200, 3),
    (9166, [201; 3], 200, 3),
    (9167, [201; 3], 200, 3),
    (9168, [201; 3], 200, 0),
    (9169, [201; 3], 200, 3),
    (9170, [201; 3], 200, 3),
    (9171, [201; 3], 200, 3),
    (9172, [201; 3], 200, 3),
    (9173, [201; 3], 200, 3),
    (9174, [201; 3], 200, 3),
    (9175, [201; 3], 200, 3),
    (9176, [201; 3], 200, 3),
    (9177, [201; 3], 200, 3),
    (9150, [201; 3], 200, 3),
    (9151, [201; 3], 200, 3),
    (9152, [201; 3], 200, 3),
    (9153, [201; 3], 200, 3),
    (9154, [201; 3], 200, 3),
    (9140, [201, 201, 500], 200, 2),
    (9141, [201, 201, 500], 200, 2),
    (9142, [500, 201, 201], 200, 2),
];

#[tokio::test]
async fn each_failure_does_what_it_says() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_millis(2), Duration::from_millis(1));
    let named: BTreeSet<u64> = FAULTS.iter().map(|fault| fault.id).collect();
    assert_eq!(named, TABLE.iter().map(|row| row.0).collect(), "the table and the failures belong together");
    assert_eq!(named.len(), FAULTS.len());
    for (pipeline, creates, listed, more) in TABLE {
        let before = sandbox.hooks(*pipeline).len();
        for (place, expected) in creates.iter().enumerate() {
            let got = create(&sandbox, *pipeline).await;
            let status = got.as_ref().map_or(0, |got| got.status);
            assert_eq!(status, *expected, "create {} of {pipeline}", place + 1);
            assert_eq!(sandbox.requests().last().unwrap().status.unwrap_or(0), *expected);
        }
        assert_eq!(list(&sandbox, *pipeline).await.status, *listed, "list of {pipeline}");
        assert_eq!(sandbox.hooks(*pipeline).len(), before + more, "hooks of {pipeline}");
    }
}

#[tokio::test]
async fn errors_come_in_every_shape() {
    let sandbox = sandbox().await;
    let cases = [
        (94220, "/errors/settings.request_headers.0.value/0", "string"),
        (94221, "/errors/name/0", "object"),
        (94222, "/errors/name", "string"),
        (94223, "/errors/0", "string"),
        (94225, "/errors/billing.seat_count/0", "string"),
    ];
    for (pipeline, pointer, kind) in cases {
        let json = create(&sandbox, pipeline).await.unwrap().json();
        let value = json.pointer(pointer).unwrap();
        assert_eq!(if value.is_string() { "string" } else { "object" }, kind, "{json}");
        assert!(json["message"].is_string());
    }
    assert!(create(&sandbox, 94224).await.unwrap().json().get("errors").is_none());
}

#[tokio::test]
async fn bodies_and_headers_of_failures() {
    let sandbox = sandbox().await;
    for (pipeline, seconds) in [(9429, Some("7")), (94290, None)] {
        assert_eq!(create(&sandbox, pipeline).await.unwrap().header("retry-after"), seconds);
        assert_eq!(list(&sandbox, pipeline).await.header("retry-after"), seconds);
    }
    for got in
        [create(&sandbox, 9503).await.unwrap(), create(&sandbox, 9200).await.unwrap(), list(&sandbox, 9200).await]
    {
        assert!(
            got.text.starts_with("<!DOCTYPE html>") && got.header("content-type").unwrap().starts_with("text/html")
        );
    }
    assert_eq!(create(&sandbox, 9201).await.unwrap().text, "[]");
    assert!(list(&sandbox, 9500).await.json()["message"].is_string());
}

#[tokio::test]
async fn a_dropped_request_ends_without_one_byte() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let sandbox = sandbox().await;
    let head = format!(
        "POST /pipelines/9040/hooks/outgoing HTTP/1.1\r\nhost: a\r\naccept: application/json\r\n\
         content-type: application/json\r\nauthorization: Bearer {ALL}\r\ncontent-length: {}\r\n\r\n",
        OUTGOING.len()
    );
    let mut stream = tokio::net::TcpStream::connect(sandbox.url().replace("http://", "")).await.unwrap();
    stream.write_all(format!("{head}{OUTGOING}").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = tokio::time::timeout(HANG, stream.read_to_end(&mut answer)).await;
    assert_eq!(read.expect("the connection is closed at once").unwrap(), 0);
}

#[tokio::test]
async fn a_body_is_checked_before_it_counts() {
    let sandbox = sandbox().await;
    let bad = call(&sandbox, "POST", "/pipelines/9041/hooks/outgoing", "{}").await;
    assert_eq!(bad.status, 422);
    assert!(create(&sandbox, 9041).await.is_none());
}

#[tokio::test]
async fn a_held_answer_holds_up_nobody_and_ends_with_the_sandbox() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_secs(3600), Duration::from_secs(3600));
    let url = format!("{}/pipelines/9030/hooks/outgoing", sandbox.url());
    let held = tokio::spawn(async move { send_as(ALL, "POST", &url, OUTGOING.as_bytes()).await });
    // Other requests are answered meanwhile, and the hook of the held one shows up beside the incoming one.
    while list(&sandbox, 9030).await.json().as_array().is_none_or(|hooks| hooks.len() < 2) {}
    assert!(!held.is_finished());
    let create = sandbox.requests().into_iter().find(|request| request.method == "POST").unwrap();
    assert_eq!(create.status, None);
    drop(sandbox);
    let why = held.await.unwrap().expect_err("the connection ended");
    assert!(!why.is_timeout(), "{why:?}");
}

#[tokio::test]
async fn a_held_answer_comes_once_it_is_let_go() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_secs(3600), Duration::from_secs(3600));
    let url = format!("{}/pipelines/9030/hooks/outgoing", sandbox.url());
    let held = tokio::spawn(async move { send_as(ALL, "POST", &url, OUTGOING.as_bytes()).await });
    while sandbox.hooks(9030).len() < 2 {
        tokio::task::yield_now().await;
    }
    assert!(!held.is_finished());
    sandbox.let_go();
    assert_eq!(held.await.unwrap().unwrap().status, 201);
}

#[tokio::test]
async fn a_client_that_leaves_loses_no_write() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_secs(3600), Duration::from_secs(3600));
    let url = format!("{}/pipelines/9032/hooks/outgoing", sandbox.url());
    let held = tokio::spawn(async move { send_as(ALL, "POST", &url, OUTGOING.as_bytes()).await });
    // There is an incoming one already.
    while sandbox.hooks(9032).len() < 2 {
        tokio::task::yield_now().await;
    }
    held.abort();
    assert!(held.await.unwrap_err().is_cancelled());
    assert_eq!(sandbox.requests()[0].status, None);
    assert_eq!((sandbox.hooks(9032).len(), call(&sandbox, "GET", "/users/me", "").await.status), (2, 200));
}
