//! The relay's tests, part of the test target `sandbox`: it forwards to a sandbox in the same process.

#[path = "mod.rs"]
mod server;

use std::time::Duration;

use server::{Relay, Upstreams};

use super::*;
use crate::listen::Limits;

const PAGE: &str = "http://127.0.0.1:8080";

fn upstreams(production: &str) -> Upstreams {
    // Nothing listens on port 1 of this machine.
    let staging = "http://127.0.0.1:1".to_owned();
    Upstreams { production: production.to_owned(), staging, patience: Duration::from_secs(20) }
}

/// A relay in front of a sandbox, for the tests that hold both.
pub struct Served(Relay);

impl Served {
    pub fn url(&self) -> String {
        self.0.url()
    }

    /// The relay, what leads to a path of the sandbox, and the name by which it wants to be called, with the page's origin.
    pub fn address(&self, path: &str) -> (String, String, String) {
        let host = self.0.url().replace("http://", "");
        (self.0.url(), format!("/production{path}"), format!("{host}\r\norigin: {PAGE}"))
    }
}

pub async fn relay_to(sandbox: &Sandbox, limits: Limits) -> Served {
    Served(Relay::start_with(0, PAGE, upstreams(&sandbox.url()), limits).await.unwrap())
}

async fn pair() -> (Sandbox, Relay) {
    let sandbox = sandbox().await;
    let relay = Relay::start(0, PAGE, upstreams(&sandbox.url())).await.unwrap();
    (sandbox, relay)
}

/// Sends what the page would send, with further headers.
async fn page(relay: &Relay, method: &str, path: &str, more: &[(&str, &str)], body: &str) -> Got {
    let mut headers = vec![
        ("origin", PAGE),
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("authorization", "Bearer devopness_pat_sandbox"),
    ];
    headers.extend(more);
    send(method, &format!("{}{path}", relay.url()), &headers, body.as_bytes()).await.unwrap()
}

#[tokio::test]
async fn calls_pass_and_answers_return() {
    let (sandbox, relay) = pair().await;
    let got = page(&relay, "POST", "/production/pipelines/512/hooks/outgoing", &[], OUTGOING).await;
    assert_eq!((got.status, got.json()["name"].as_str()), (201, Some("CI(build): started")));
    assert_eq!(got.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(got.header("access-control-expose-headers"), Some("Link, Retry-After, X-Devopness-Action-Id"));
    let path = format!("/production/hooks/outgoing/{}", got.json()["id"].as_str().unwrap());
    let update = format!(r#"{{"id":{},"name":"Other","target_url":"https://x"}}"#, got.json()["id"]);
    assert_eq!(page(&relay, "PUT", &path, &[], &update).await.status, 204);
    assert_eq!(page(&relay, "DELETE", &path, &[], "").await.status, 204);
    assert_eq!(page(&relay, "GET", &path, &[], "").await.status, 404);
    let list = page(&relay, "GET", "/production/pipelines/9061/hooks?per_page=3&page=2&x=%2F..%2f", &[], "").await;
    assert!(list.header("link").is_some_and(|link| link.contains("rel=\"next\"")));
    assert_eq!(sandbox.requests().last().unwrap().query, "per_page=3&page=2&x=%2F..%2f");
    assert_eq!(page(&relay, "GET", "/production/pipelines/9429/hooks", &[], "").await.header("retry-after"), Some("7"));
    let web = page(&relay, "GET", "/production/pipelines/9503/hooks", &[], "").await;
    assert_eq!((web.status, web.header("content-type")), (503, Some("text/html; charset=utf-8")));
}

#[tokio::test]
async fn only_three_headers_reach_the_api() {
    let (sandbox, relay) = pair().await;
    let more = [("cookie", "a=b"), ("referer", PAGE), ("x-forwarded-for", "1.2.3.4"), ("accept-language", "en")];
    for (method, path, body) in
        [("GET", "/production/users/me", ""), ("POST", "/production/pipelines/512/hooks/outgoing", OUTGOING)]
    {
        page(&relay, method, path, &more, body).await;
        let request = sandbox.requests().pop().unwrap();
        let mut names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let mut expected = vec!["accept", "authorization", "content-type", "host", "user-agent"];
        if method == "POST" {
            expected.insert(2, "content-length");
        }
        assert_eq!(names, expected);
        assert_eq!(request.body, body.as_bytes());
    }
}

#[tokio::test]
async fn only_the_page_is_answered() {
    let (sandbox, relay) = pair().await;
    let port = relay.url().rsplit(':').next().unwrap().to_owned();
    let (own, other) = (format!("127.0.0.1:{port}"), format!("localhost:{port}"));
    let (rebound, wrong) = (format!("evil.example:{port}"), "127.0.0.1:1".to_owned());
    let cases: &[(Headers<'_>, bool)] = &[
        (&[("origin", PAGE)], true),
        (&[("origin", "http://localhost:8080"), ("host", &other)], true),
        (&[("origin", PAGE), ("host", &own)], true),
        (&[], false),
        (&[("origin", "null")], false),
        (&[("origin", "http://127.0.0.1:8081")], false),
        (&[("origin", "https://127.0.0.1:8080")], false),
        (&[("origin", "http://127.0.0.1:8080/")], false),
        (&[("origin", "http://127.0.0.1:8080.evil.example")], false),
        (&[("origin", PAGE), ("origin", "http://evil.example")], false),
        (&[("origin", PAGE), ("host", &rebound)], false),
        (&[("origin", PAGE), ("host", &wrong)], false),
        (&[("origin", PAGE), ("host", "127.0.0.1")], false),
    ];
    for (headers, good) in cases {
        for method in ["GET", "OPTIONS"] {
            sandbox.clear();
            let got = send(method, &format!("{}/production/users/me", relay.url()), headers, b"").await.unwrap();
            assert_eq!(got.status == 403, !good, "{method} {headers:?}");
            assert_eq!(got.header("access-control-allow-origin").is_some(), *good, "{method} {headers:?}");
            assert_eq!(sandbox.requests().len(), usize::from(*good && method == "GET"));
            assert!(*good || got.json()["message"].is_string());
        }
    }
}

#[tokio::test]
async fn preflights_are_the_relays_own() {
    let (sandbox, relay) = pair().await;
    let (method, headers) = ("access-control-request-method", "access-control-request-headers");
    let cases: &[(Headers<'_>, bool)] = &[
        (&[(method, "POST"), (headers, "accept,authorization,content-type")], true),
        (&[(method, "GET")], true),
        (&[(method, "PATCH")], false),
        (&[(method, "POST"), (headers, "x-more")], false),
        (&[], false),
    ];
    for (more, granted) in cases {
        let all: Vec<_> = [("origin", PAGE)].iter().chain(*more).copied().collect();
        let got = send("OPTIONS", &format!("{}/production/users/me", relay.url()), &all, b"").await.unwrap();
        assert_eq!((got.status, got.header("access-control-allow-methods").is_some()), (204, *granted), "{more:?}");
    }
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn no_path_leads_elsewhere() {
    let (sandbox, relay) = pair().await;
    let cases = [
        ("/", 404),
        ("/users/me", 404),
        ("/production", 404),
        ("/productions/users/me", 404),
        ("/production@evil.example/users/me", 404),
        ("//evil.example/production/users/me", 404),
        ("/production/", 400),
        ("/production//evil.example/", 400),
        ("/production/../staging/users", 400),
        ("/production/a/./b", 400),
        ("/production/%2e%2E/users", 400),
        ("/production/a%2Fb", 400),
        ("/production/a%5cb", 400),
        ("/production/%252e%252e/users", 400),
    ];
    let address = relay.url().replace("http://", "");
    for (path, status) in cases {
        // A client would tidy up such a path itself, so it is written by hand.
        let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\norigin: {PAGE}\r\nconnection: close\r\n\r\n");
        assert!(raw(&address, &request).await.starts_with(&format!("HTTP/1.1 {status} ")), "{path}");
    }
    let absolute = format!(
        "GET http://evil.example/production/users/me HTTP/1.1\r\nhost: {address}\r\norigin: {PAGE}\r\n\
         connection: close\r\n\r\n"
    );
    assert!(raw(&address, &absolute).await.starts_with("HTTP/1.1 403 "));
    assert!(sandbox.requests().is_empty());
}

async fn raw(address: &str, request: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_redirect_is_passed_back_and_not_followed() {
    let tcp = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", tcp.local_addr().unwrap());
    let hits = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let count = std::sync::Arc::clone(&hits);
    let service = axum::Router::new().fallback(move || async move {
        count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let headers = [("location", "/elsewhere"), ("set-cookie", "a=b"), ("x-devopness-action-id", "5")];
        (axum::http::StatusCode::TEMPORARY_REDIRECT, headers, "moved")
    });
    tokio::spawn(async move { axum::serve(tcp, service).await });
    let relay = Relay::start(0, "http://localhost:8080/", upstreams(&url)).await.unwrap();
    for (method, body) in [("GET", ""), ("POST", "{}")] {
        let got = page(&relay, method, "/production/here", &[], body).await;
        assert_eq!((got.status, got.text.as_str(), got.header("x-devopness-action-id")), (307, "moved", Some("5")));
        assert_eq!((got.header("location"), got.header("set-cookie")), (None, None));
    }
    assert_eq!(hits.load(std::sync::atomic::Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_api_that_does_not_answer_is_a_gateway_error() {
    let sandbox = sandbox().await;
    sandbox.set_delays(Duration::from_secs(3600), Duration::from_secs(3600));
    let impatient = Upstreams { patience: Duration::from_millis(300), ..upstreams(&sandbox.url()) };
    let relay = Relay::start(0, PAGE, impatient).await.unwrap();
    let cases = [
        ("GET", "/staging/users/me", "", 502),
        ("POST", "/production/pipelines/9040/hooks/outgoing", OUTGOING, 502),
        ("POST", "/production/pipelines/9031/hooks/outgoing", OUTGOING, 504),
    ];
    // A plain server behind an encrypted address shows that encryption is set up, and that its failure is told as well.
    let encrypted = sandbox.url().replace("http:", "https:");
    let mistaken =
        Relay::start(0, PAGE, Upstreams { staging: encrypted, ..upstreams("http://127.0.0.1:1") }).await.unwrap();
    let got = page(&mistaken, "GET", "/staging/users/me", &[], "").await;
    assert_eq!(got.status, 502);
    assert!(got.text.contains("got no answer from the API: io: received corrupt message"), "{got:?}");
    for (method, path, body, status) in cases {
        let got = page(&relay, method, path, &[], body).await;
        assert_eq!((got.status, got.header("access-control-allow-origin")), (status, Some(PAGE)), "{path}");
        assert!(got.json()["message"].as_str().is_some_and(|text| text.ends_with('.')), "{got:?}");
    }
}

#[tokio::test]
async fn methods_and_bodies_have_limits() {
    let (sandbox, relay) = pair().await;
    assert_eq!(page(&relay, "PATCH", "/production/users/me", &[], "").await.status, 405);
    let over = "x".repeat((1 << 20) + 1);
    let path = "/production/pipelines/512/hooks/outgoing";
    assert_eq!(page(&relay, "POST", path, &[], &over).await.status, 413);
    assert!(sandbox.requests().is_empty());
    assert_eq!(page(&relay, "POST", path, &[], &over[1..]).await.status, 400);
}

#[tokio::test]
async fn a_start_that_fails_is_one_sentence() {
    for wrong in [
        "",
        "127.0.0.1:8080",
        "https://127.0.0.1:8080",
        "http://example.com",
        "http://localhost:x",
        "http://localhost:8080/a",
        "http://a@localhost:80",
    ] {
        assert!(Relay::start(0, wrong, Upstreams::default()).await.is_err_and(|why| why.contains(wrong)), "{wrong}");
    }
    let relay = Relay::start(0, "http://localhost:80", Upstreams::default()).await.unwrap();
    let port = relay.url().rsplit(':').next().unwrap().parse().unwrap();
    let why = Relay::start(port, PAGE, Upstreams::default()).await.err().expect("the port is taken");
    assert!(why.contains("already in use"));
}
