//! Connections: kept or closed, cut in both, bounded in number and in time.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::sandbox::Connections;
use super::sandbox::faults::{Act, Verb};
use super::sandbox::world::SPARE;
use super::*;

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

    /// Sends a create or a list, and reads its answer.
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
