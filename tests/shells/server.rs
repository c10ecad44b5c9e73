//! A server on this machine that takes everything and keeps it in the order of arrival.

use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use tokio::runtime::Runtime;

/// One request, as it came over the wire.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

/// The running server. It ends with its runtime, when it is dropped.
pub struct Server {
    pub url: String,
    log: Arc<Mutex<Vec<Received>>>,
    _runtime: Runtime,
}

impl Server {
    pub fn start() -> Server {
        let log: Arc<Mutex<Vec<Received>>> = Arc::default();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime can be made");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port can be had");
        listener.set_nonblocking(true).expect("a socket can be made non-blocking");
        let url = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let kept = log.clone();
        let app = Router::new().fallback(move |request: Request| {
            let kept = kept.clone();
            async move {
                let (parts, body) = request.into_parts();
                let body = axum::body::to_bytes(body, 1 << 20).await.unwrap_or_default().to_vec();
                // The text as it was sent: a parsed address could have been tidied up.
                let path = parts.uri.path_and_query().map_or(String::new(), |path| path.to_string());
                let method = parts.method.to_string();
                kept.lock().expect("no handler panics").push(Received { method, path, headers: parts.headers, body });
                StatusCode::CREATED
            }
        });
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("the socket is non-blocking");
            axum::serve(listener, app).await.expect("a bound socket can be served");
        });
        Server { url, log, _runtime: runtime }
    }

    /// Everything so far.
    pub fn received(&self) -> Vec<Received> {
        self.log.lock().expect("no handler panics").clone()
    }
}
