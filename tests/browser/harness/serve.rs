//! The built bundle on a local port, with a record of what was asked for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::sandbox::Sandbox;

/// Below the ports that systems give to outgoing connections, so that none of those takes one of the three in a row.
const FIRST_PORT: u16 = 20_000;
const PORTS: u16 = 10_000;

/// The served bundle. It serves until it is dropped.
pub struct Site {
    /// The page's port. The sandbox has the next one, and the relay's is the one after.
    pub port: u16,
    files: Arc<Files>,
    serving: JoinHandle<()>,
}

struct Files {
    by_path: BTreeMap<String, (&'static str, Vec<u8>)>,
    asked: Mutex<Vec<String>>,
}

impl Site {
    /// Serves the page and, one port above, the sandbox: that is where a page from this machine looks for it.
    pub async fn start() -> (Site, Sandbox) {
        let files = Arc::new(Files { by_path: read(&folder()), asked: Mutex::default() });
        // Tests run side by side in one process, and other processes may hold ports too: whoever finds one taken goes on.
        static NEXT: AtomicU16 = AtomicU16::new(0);
        for _ in 0..500 {
            let step = NEXT.fetch_add(1, Ordering::Relaxed);
            let seed = u16::try_from(std::process::id() % 1000).unwrap_or_default();
            let port = FIRST_PORT + (seed * 10 + step * 3) % PORTS;
            let Ok(tcp) = TcpListener::bind(("127.0.0.1", port)).await else { continue };
            let Ok(sandbox) = Sandbox::start(port + 1).await else { continue };
            if TcpListener::bind(("127.0.0.1", port + 2)).await.is_err() {
                continue;
            }
            let service = Router::new().fallback(answer).with_state(Arc::clone(&files));
            let serving = tokio::spawn(async move {
                // `axum::serve` retries failed accepts by itself and never returns.
                let _ = axum::serve(tcp, service).await;
            });
            return (Site { port, files, serving }, sandbox);
        }
        panic!("There are no three free ports in a row between {FIRST_PORT} and {}.", FIRST_PORT + PORTS);
    }

    /// The page's origin.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The paths asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.files.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the bundle has this file.
    pub fn has(&self, path: &str) -> bool {
        self.files.by_path.contains_key(path)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn folder() -> PathBuf {
    std::env::var_os("HOOK_BUILDER_DIST")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"), PathBuf::from)
}

fn read(folder: &Path) -> BTreeMap<String, (&'static str, Vec<u8>)> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else { continue };
        let kind = match entry.path().extension().and_then(|end| end.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        files.insert(format!("/{}", entry.file_name().to_string_lossy()), (kind, bytes));
    }
    let index = files.get("/index.html").cloned();
    let index = index.unwrap_or_else(|| panic!("There is no page in {}: run make build first.", folder.display()));
    files.insert("/".to_owned(), index);
    files
}

async fn answer(State(files): State<Arc<Files>>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let response = match files.by_path.get(&path) {
        Some((kind, bytes)) => Response::builder().header("content-type", *kind).body(Body::from(bytes.clone())),
        None => Response::builder().status(StatusCode::NOT_FOUND).body(Body::empty()),
    };
    files.asked.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    response.expect("fixed words make a valid answer")
}
