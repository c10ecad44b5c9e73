//! The tests of the sandbox and of the relay, which forwards to it.

#[path = "../listen.rs"]
mod listen;

#[path = "mod.rs"]
mod sandbox;

mod case_agreement;
mod case_changes;
mod case_checks;
mod case_connections;
mod case_deliveries;
mod case_faults;
mod case_hooks;
mod case_hostile;
mod case_http;
mod case_lies;
mod case_page;
mod case_paging;
mod case_providers;
mod case_runs;
mod case_trigger;
mod case_world;

#[path = "../relay/tests.rs"]
mod relay;

use reqwest::header::HeaderMap;
use sandbox::Sandbox;
use serde_json::Value;

/// After how long a test counts as hanging.
const HANG: std::time::Duration = std::time::Duration::from_secs(30);
const ALL: &str = "devopness_pat_sandbox";

/// Headers to send.
type Headers<'a> = &'a [(&'a str, &'a str)];

/// An answer, read to its end.
#[derive(Debug)]
struct Got {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|why| panic!("{why} in {self:?}"))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

fn client() -> reqwest::Client {
    // The environment may name a proxy, and an answer must be seen as it was sent.
    // The time-out only ends a test whose request would hang for ever.
    let builder = reqwest::Client::builder().timeout(HANG).no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.build().expect("a plain client can always be built")
}

/// Sends a request with exactly these headers.
async fn send(method: &str, url: &str, headers: Headers<'_>, body: &[u8]) -> reqwest::Result<Got> {
    let method = method.parse().expect("a test names a valid method");
    let mut request = client().request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !body.is_empty() {
        request = request.body(body.to_vec());
    }
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Got { status, headers, text: response.text().await? })
}

/// Sends a request with the three headers of the API.
async fn send_as(token: &str, method: &str, url: &str, body: &[u8]) -> reqwest::Result<Got> {
    let bearer = format!("Bearer {token}");
    let headers = [("accept", "application/json"), ("content-type", "application/json"), ("authorization", &*bearer)];
    send(method, url, &headers, body).await
}

/// Sends a request that may do everything and must be answered.
async fn call(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> Got {
    let url = format!("{}{path}", sandbox.url());
    send_as(ALL, method, &url, body.as_bytes()).await.unwrap_or_else(|why| panic!("{method} {path}: {why:?}"))
}

async fn sandbox() -> Sandbox {
    Sandbox::start(0).await.expect("a free port exists")
}

/// A body that every pipeline accepts.
const OUTGOING: &str = r#"{"name":"CI(build): started","active":true,"target_url":"https://example.com/{{ action.id }}",
"settings":{"request_headers":[{"name":"Authorization",
"value":"Bearer {{ application.source_provider.access_token }}"}],
"request_body":{"state":"pending"}},"trigger_when":{"events":["action.started"]}}"#;
