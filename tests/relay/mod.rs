//! A loopback relay: it lets a page served from this machine call the API where the API refuses other origins.
//! It forwards to two hosts only, for one page only, and keeps nothing.

// Each target that includes this module uses a different part of its interface.
#![allow(dead_code, reason = "every target that includes this module uses another part of it")]

mod forward;
mod guard;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use self::forward::Forwarder;
use self::guard::Guard;
use crate::listen::{Limits, Unread, listen, read};

/// The largest body that is passed on.
const LIMIT: usize = 1 << 20;

/// Where the two prefixes lead, and how long an answer may take.
pub struct Upstreams {
    /// The base address behind `/production`, without a slash at its end.
    pub production: String,
    /// The base address behind `/staging`, without a slash at its end.
    pub staging: String,
    /// After how long a call is given up.
    pub patience: Duration,
}

impl Default for Upstreams {
    /// The API's own hosts. The time-out lies above the 30 s after which a client of the API gives up by itself.
    fn default() -> Upstreams {
        Upstreams {
            production: "https://api.devopness.com".to_owned(),
            staging: "https://staging-api.devopness.com".to_owned(),
            patience: Duration::from_secs(35),
        }
    }
}

/// A running relay. It accepts connections until it is dropped.
pub struct Relay {
    url: String,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

struct Shared {
    guard: Guard,
    forwarder: Forwarder,
    verbose: AtomicBool,
    limits: Limits,
}

impl Relay {
    /// Binds 127.0.0.1 at `port` (0 takes any free one) and answers the page at `page_origin`, which must lie on this
    /// machine. An error is one sentence for a person.
    pub async fn start(port: u16, page_origin: &str, upstreams: Upstreams) -> Result<Relay, String> {
        Relay::start_with(port, page_origin, upstreams, Limits::default()).await
    }

    /// [`Relay::start`] with other limits for its clients.
    pub async fn start_with(
        port: u16,
        page_origin: &str,
        upstreams: Upstreams,
        limits: Limits,
    ) -> Result<Relay, String> {
        let origins = guard::origins(page_origin)?;
        let taken = |why: std::io::Error| match why.kind() {
            std::io::ErrorKind::AddrInUse => format!("Port {port} of 127.0.0.1 is already in use by another program."),
            _ => format!("The relay cannot listen on 127.0.0.1:{port}: {why}."),
        };
        let tcp = TcpListener::bind(("127.0.0.1", port)).await.map_err(taken)?;
        let port = tcp.local_addr().map_err(taken)?.port();
        let shared = Arc::new(Shared {
            guard: Guard::new(port, origins),
            forwarder: Forwarder::new(upstreams),
            verbose: AtomicBool::new(false),
            limits,
        });
        let own = Arc::clone(&shared);
        let serving = tokio::spawn(listen(tcp, limits, move |request| {
            let shared = Arc::clone(&own);
            async move { Ok(answer(shared, request).await) }
        }));
        Ok(Relay { url: format!("http://127.0.0.1:{port}"), shared, serving })
    }

    /// The base address, without a slash at its end.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Whether to print one line per request on the standard output; a fresh relay is silent.
    pub fn verbose(&self, on: bool) {
        self.shared.verbose.store(on, Ordering::Relaxed);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An answer of the relay's own: a status and the sentence that explains it.
type Refusal = (StatusCode, String);

async fn answer(shared: Arc<Shared>, request: Request) -> Response<Body> {
    let line = format!("{} {}", request.method(), request.uri().path());
    let response = match shared.guard.admit(&request) {
        // Whoever is not the page gets no header by which a browser would let it read even this.
        Err(refusal) => render(refusal),
        Ok(origin) => {
            let mut response = if request.method() == Method::OPTIONS {
                guard::preflight(request.headers())
            } else {
                pass(&shared, request).await.unwrap_or_else(render)
            };
            guard::open(response.headers_mut(), origin);
            response
        }
    };
    if shared.verbose.load(Ordering::Relaxed) {
        // Standard output may be a pipe that was closed; the relay outlives it.
        let _ = writeln!(std::io::stdout(), "{line} -> {}", response.status().as_u16());
    }
    response
}

/// Passes a request of the page on, and the answer back.
async fn pass(shared: &Arc<Shared>, request: Request) -> Result<Response<Body>, Refusal> {
    let (parts, body) = request.into_parts();
    if ![Method::GET, Method::POST, Method::PUT, Method::DELETE].contains(&parts.method) {
        let message = "The relay passes on GET, POST, PUT and DELETE only.";
        return Err((StatusCode::METHOD_NOT_ALLOWED, message.to_owned()));
    }
    let url = shared.forwarder.url(&parts.uri)?;
    let body = read(body, LIMIT, shared.limits.body).await.map_err(|why| match why {
        Unread::Large => {
            (StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than the 1 MiB that the relay passes on.".to_owned())
        }
        Unread::Slow => (StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive.".to_owned()),
    })?;
    let shared = Arc::clone(shared);
    // The client behind it blocks, and gives up by itself when its time is over.
    let call =
        tokio::task::spawn_blocking(move || shared.forwarder.send(parts.method, &url, &parts.headers, body.to_vec()));
    call.await
        .unwrap_or_else(|_| Err((StatusCode::BAD_GATEWAY, "The relay failed while it called the API.".to_owned())))
}

fn render((status, message): Refusal) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::json!({ "message": message }).to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    response
}
