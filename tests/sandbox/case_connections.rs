//! Connections: kept or closed, cut in both, bounded in number and in time; and what is remembered of them.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::relay::relay_to;
use super::sandbox::Connections;
use super::sandbox::faults::{Act, Verb};
use super::sandbox::world::SPARE;
use super::*;
use crate::listen::Limits;

/// A connection that is used by hand, as a browser uses one.
pub struct Line(TcpStream);

impl Line {
    pub async fn open(url: &str) -> Line {
        Line(TcpStream::connect(url.replace("http://", "")).await.unwrap())
    }

    pub async fn write(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    /// Everything up to the end of the connection.
    pub async fn rest(&mut self) -> String {
        let mut text = String::new();
        let read = tokio::time::timeout(HANG, self.0.read_to_string(&mut text)).await;
        // A server may end a connection with or without reading what was still under way.
        let _ = read.expect("the connection ends");
        text
    }

    /// One answer; empty where the connection ends instead.
    pub async fn answer(&mut self) -> String {
        let mut text = Vec::new();
        while !is_whole(&text) {
            let read = tokio::time::timeout(HANG, self.0.read_buf(&mut text)).await.expect("something comes");
            if read.unwrap_or_default() == 0 {
                break;
            }
        }
        String::from_utf8(text).unwrap()
    }

    /// Sends the beginning of a head that has no end, until the connection ends.
    async fn trickle(&mut self) {
        self.write("GET / HTTP/1.1\r\nx: ").await;
        while self.0.write_all(b"y").await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    /// Sends a request, and reads its answer.
    async fn call(&mut self, method: &str, path: &str, body: &str) -> String {
        self.write(&request(method, path, body)).await;
        self.answer().await
    }
}

fn is_whole(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_none_or(|length| body.len() >= length.parse().unwrap_or_default())
}

pub fn request(method: &str, path: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: a\r\naccept: application/json\r\ncontent-type: application/json\r\n\
         authorization: Bearer {ALL}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn connections_are_kept_or_closed() {
    let sandbox = sandbox().await;
    let mut line = Line::open(&sandbox.url()).await;
    for _ in 0..3 {
        let answer = line.call("GET", "/users/me", "").await;
        assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("connection: close"), "{answer}");
    }
    sandbox.connections(Connections::Closed);
    assert!(line.call("GET", "/users/me", "").await.contains("connection: close"));
    assert_eq!(line.rest().await, "");
    sandbox.connections(Connections::Kept);
    let mut line = Line::open(&sandbox.url()).await;
    for _ in 0..2 {
        assert!(line.call("GET", "/users/me", "").await.starts_with("HTTP/1.1 200"));
    }
}

#[tokio::test]
async fn a_cut_ends_a_used_connection_without_one_byte() {
    let sandbox = sandbox().await;
    for (pipeline, (connections, written)) in SPARE.zip([
        (Connections::Kept, true),
        (Connections::Kept, false),
        (Connections::Closed, true),
        (Connections::Closed, false),
    ]) {
        sandbox.connections(connections);
        sandbox.fail(pipeline, Verb::Create, 2, Act::Cut { written });
        let path = format!("/pipelines/{pipeline}/hooks/outgoing");
        let mut line = Line::open(&sandbox.url()).await;
        assert!(line.call("POST", &path, OUTGOING).await.starts_with("HTTP/1.1 201"));
        if connections == Connections::Closed {
            line = Line::open(&sandbox.url()).await;
        }
        assert_eq!(line.call("POST", &path, OUTGOING).await, "");
        assert_eq!(sandbox.requests().last().unwrap().status, None);
        // What a browser does then: the same once more, on a new connection.
        let mut line = Line::open(&sandbox.url()).await;
        assert!(line.call("POST", &path, OUTGOING).await.starts_with("HTTP/1.1 201"));
        assert_eq!(sandbox.hooks(pipeline).len(), 1 + 2 + usize::from(written));
    }
}

#[tokio::test]
async fn every_repetition_may_be_cut_too() {
    let sandbox = sandbox().await;
    sandbox.fail_each(SPARE.start, Verb::Create, Act::Cut { written: true });
    let path = format!("/pipelines/{}/hooks/outgoing", SPARE.start);
    for _ in 0..3 {
        let mut line = Line::open(&sandbox.url()).await;
        assert!(line.call("GET", "/users/me", "").await.starts_with("HTTP/1.1 200"));
        assert_eq!(line.call("POST", &path, OUTGOING).await, "");
    }
    assert_eq!((sandbox.hooks(SPARE.start).len(), sandbox.seen(SPARE.start, Verb::Create)), (4, 3));
}

/// The servers with these limits: the sandbox, and a relay in front of it.
async fn both(limits: Limits) -> (Sandbox, super::relay::Served) {
    let sandbox = Sandbox::start_with(0, limits).await.unwrap();
    let relay = relay_to(&sandbox, limits).await;
    (sandbox, relay)
}

const SHORT: Duration = Duration::from_millis(60);

#[tokio::test]
async fn a_head_has_its_time() {
    let (sandbox, relay) = both(Limits { head: SHORT, ..Limits::default() }).await;
    for url in [sandbox.url(), relay.url()] {
        // Nothing at all, a beginning, and one that goes on for ever.
        assert_eq!(Line::open(&url).await.rest().await, "");
        let mut line = Line::open(&url).await;
        line.write("GET /users/me HTTP/1.1\r\nhost: a\r\n").await;
        assert_eq!(line.rest().await, "");
        let mut line = Line::open(&url).await;
        tokio::time::timeout(HANG, line.trickle()).await.expect("the connection ends");
        // A kept connection that is idle ends as well.
        let mut line = Line::open(&url).await;
        line.write(&request("GET", "/users/me", "")).await;
        assert!(line.rest().await.starts_with("HTTP/1.1 "));
    }
    assert_eq!(sandbox.requests().len(), 1);
}

#[tokio::test]
async fn a_body_has_its_time() {
    let (sandbox, relay) = both(Limits { body: SHORT, ..Limits::default() }).await;
    let path = "/pipelines/512/hooks/outgoing";
    for (url, path, host) in [(sandbox.url(), path.to_owned(), "a".to_owned()), relay.address(path)] {
        let whole = request("POST", &path, OUTGOING).replace("host: a", &format!("host: {host}"));
        let mut line = Line::open(&url).await;
        line.write(&whole[..whole.len() - 1]).await;
        let answer = line.rest().await;
        assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("The body took too long to arrive."), "{answer}");
    }
    assert_eq!(sandbox.hooks(512).len(), 1);
}

#[tokio::test]
async fn an_answer_that_nobody_takes_ends() {
    let limits = Limits { answer: SHORT, connections: 1, ..Limits::default() };
    let sandbox = Sandbox::start_with(0, limits).await.unwrap();
    let mut held = Line::open(&sandbox.url()).await;
    // 50 MB, more than what lies between the two takes.
    held.write(&request("GET", "/pipelines/9071/hooks", "")).await;
    let mut other = Line::open(&sandbox.url()).await;
    assert!(other.call("GET", "/users/me", "").await.starts_with("HTTP/1.1 200"));
    assert!(held.rest().await.len() < 50_000_000);
}

#[tokio::test]
async fn connections_are_bounded() {
    let (sandbox, relay) = both(Limits { connections: 2, ..Limits::default() }).await;
    for url in [sandbox.url(), relay.url()] {
        let (mut first, mut second) = (Line::open(&url).await, Line::open(&url).await);
        let mut third = Line::open(&url).await;
        third.write(&request("GET", "/projects", "")).await;
        let mut waiting = tokio::spawn(async move { third.answer().await });
        for _ in 0..20 {
            for line in [&mut first, &mut second] {
                assert!(line.call("GET", "/users/me", "").await.starts_with("HTTP/1.1 "));
            }
            assert!(!waiting.is_finished());
        }
        drop(first);
        assert!((&mut waiting).await.unwrap().starts_with("HTTP/1.1 "));
        assert!(second.call("GET", "/users/me", "").await.starts_with("HTTP/1.1 "));
    }
}

#[tokio::test]
async fn the_newest_requests_are_remembered() {
    let sandbox = sandbox().await;
    let paths = |sandbox: &Sandbox| -> Vec<String> {
        sandbox.requests().into_iter().map(|request| format!("{} {:?}", request.path, request.status)).collect()
    };
    sandbox.set_record(3, 1 << 20);
    let mut line = Line::open(&sandbox.url()).await;
    for id in 1..=5 {
        line.call("GET", &format!("/none/{id}"), "").await;
    }
    assert_eq!(paths(&sandbox), ["/none/3 Some(404)", "/none/4 Some(404)", "/none/5 Some(404)"]);
    // So many bytes, and no single one that is larger than that.
    sandbox.set_record(100, 5000);
    for id in 6..=9 {
        line.call("POST", &format!("/none/{id}"), &"x".repeat(2000)).await;
    }
    assert_eq!(paths(&sandbox), ["/none/8 Some(404)", "/none/9 Some(404)"]);
    line.call("POST", "/none/10", &"x".repeat(6000)).await;
    assert_eq!(sandbox.requests().len(), 0);
    line.call("GET", "/none/11", "").await;
    sandbox.clear();
    line.call("GET", "/none/12", "").await;
    assert_eq!(paths(&sandbox), ["/none/12 Some(404)"]);
}
