//! Bodies and requests that no client of good will sends. The sandbox answers each, and goes on.

use super::sandbox::checks::{Direction, hook};
use super::*;
use proptest::prelude::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test]
async fn broken_bodies_are_refused() {
    let sandbox = sandbox().await;
    let deep = "[".repeat(100_000);
    let cases: &[(&[u8], u16)] = &[
        (b"", 400),
        (b"{", 400),
        (b"{\"name\":\"a\"} x", 400),
        (b"\xff\xfe\x00", 400),
        (b"{\"name\":\"\xc3\x28\"}", 400),
        (b"{\"name\":\"\\ud800\"}", 400),
        (b"name=a", 400),
        (deep.as_bytes(), 400),
        (b"[]", 422),
        (b"null", 422),
        (b"\"x\"", 422),
        (b"{\"$serde_json::private::Number\":\"1\"}", 422),
        (b"{\"\":{\"\":[]}}", 422),
        (b"{\"name\":1e999999999}", 422),
    ];
    for (body, status) in cases {
        let url = format!("{}/pipelines/512/hooks/outgoing", sandbox.url());
        let got = send_as(ALL, "POST", &url, body).await.unwrap();
        assert_eq!(got.status, *status, "{:?}", String::from_utf8_lossy(&body[..body.len().min(40)]));
        assert!(got.json()["message"].is_string());
    }
    assert_eq!(sandbox.hooks(512).len(), 1);
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let sandbox = sandbox().await;
    let url = format!("{}/pipelines/512/hooks/outgoing", sandbox.url());
    let fits = send_as(ALL, "POST", &url, &vec![b' '; 1 << 20]).await.unwrap();
    assert_eq!(fits.status, 400);
    // Most of a much larger body would still be unsent when the answer comes, and the client might report that instead.
    let over = send_as(ALL, "POST", &url, &vec![b' '; (1 << 20) + 1]).await.unwrap();
    assert_eq!((over.status, over.json()["message"].is_string()), (413, true));
}

#[tokio::test]
async fn what_is_hardly_http_does_not_stop_it() {
    let sandbox = sandbox().await;
    let address = sandbox.url().replace("http://", "");
    let cases: &[&[u8]] = &[
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /users/me HTTP/1.1\r\nhost: a\r\naccept: \xff\xfe\r\nconnection: close\r\n\r\n",
        b"GET http://other.example/users/me HTTP/1.1\r\nhost: other.example\r\nconnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nhost: a\r\norigin: \xff\r\naccess-control-request-method: GET\r\n\
            connection: close\r\n\r\n",
        b"POST /pipelines/512/hooks/outgoing HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST /pipelines/512/hooks/outgoing HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\nhalf",
    ];
    for bytes in cases {
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // The server may also reset such a connection, which is as good an end.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(
            !answer.starts_with(b"HTTP/1.1 5") && !answer.starts_with(b"HTTP/1.1 2") || bytes.starts_with(b"OPTIONS")
        );
        assert_eq!(call(&sandbox, "GET", "/users/me", "").await.status, 200);
    }
}

/// Any JSON, with the fields of a hook more often than chance would have it.
fn json() -> impl Strategy<Value = Value> {
    let words = [
        "id",
        "name",
        "settings",
        "trigger_when",
        "request_headers",
        "request_body",
        "variables",
        "events",
        "conditions",
        "accepted_values",
        "value",
        "x",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        let fields = prop::collection::vec((prop::sample::select(words.to_vec()), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            fields.prop_map(|fields| fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()),
        ]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_checked(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = hook(&bytes, Direction::Outgoing, None);
    }

    #[test]
    fn any_json_is_checked(value in json(), incoming: bool, update: bool) {
        let direction = if incoming { Direction::Incoming } else { Direction::Outgoing };
        if let Err(answer) = hook(value.to_string().as_bytes(), direction, update.then_some("x")) {
            prop_assert_eq!(answer.status, 422);
            let body: Value = serde_json::from_slice(&answer.body).unwrap();
            prop_assert!(body["errors"].as_object().is_some_and(|errors| !errors.is_empty()));
        }
    }
}
