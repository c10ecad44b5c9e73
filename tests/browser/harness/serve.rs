//! The built bundle on a local port, with a record of what was asked for.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use tokio::net::TcpListener;
use tokio::sync::watch;
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
    /// The bundle as it was built.
    bundle: BTreeMap<String, File>,
    /// What is served of it.
    by_path: Mutex<BTreeMap<String, File>>,
    /// Which headers go with which paths.
    headers: Vec<(String, String, String)>,
    asked: Mutex<Vec<String>>,
    /// What browsers reported that the policy refused.
    violations: Mutex<Vec<String>>,
    /// A path whose answer is held back until there is none.
    held: watch::Sender<Option<String>>,
}

#[derive(Clone)]
struct File {
    status: StatusCode,
    kind: &'static str,
    content: Vec<u8>,
}

/// The bundle that may call servers on this machine, as `make serve` does: what most tests need.
pub const LOCAL: &str = "target/local";
/// The bundle that goes to hosts.
pub const RELEASE: &str = "dist";

/// How the path of a file begins that is named after its content. Where it is loaded once it is needed a word follows.
const HASHED: &str = "/page-";

/// Where browsers report what the policy refuses.
pub const REPORTS: &str = "/violations";

impl Site {
    /// Serves the page and, one port above, the sandbox: that is where a page from this machine looks for it.
    pub async fn start(bundle: &str) -> (Site, Sandbox) {
        let files = Arc::new(Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(bundle)));
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
        lock(&self.files.asked).clone()
    }

    /// What the policy has refused, as the browser reports it, from the first line of the page on.
    pub fn violations(&self) -> Vec<String> {
        lock(&self.files.violations).clone()
    }

    /// Whether the bundle has this file.
    pub fn has(&self, path: &str) -> bool {
        lock(&self.files.by_path).contains_key(path)
    }

    /// A file as it is served, as text.
    pub fn text(&self, path: &str) -> String {
        let files = lock(&self.files.by_path);
        let file = files.get(path).unwrap_or_else(|| panic!("the bundle has no {path}"));
        String::from_utf8_lossy(&file.content).into_owned()
    }

    /// The path of the file of this kind that is named after its content and loaded at once.
    pub fn only(&self, end: &str) -> String {
        self.one(end, |path| path.strip_prefix(HASHED).is_some_and(|hash| !hash.contains('-')))
    }

    /// The path of a file of the program that is loaded once it is needed: a part, or what parts share.
    pub fn later(&self, word: &str) -> String {
        let start = format!("{HASHED}{word}-");
        self.one(".wasm", |path| path.starts_with(&start))
    }

    /// The paths of all of these.
    pub fn all_later(&self) -> Vec<String> {
        let files = lock(&self.files.by_path);
        let is_later = |path: &&String| {
            path.ends_with(".wasm") && path.strip_prefix(HASHED).is_some_and(|rest| rest.contains('-'))
        };
        files.keys().filter(is_later).cloned().collect()
    }

    fn one(&self, end: &str, is_meant: impl Fn(&str) -> bool) -> String {
        let files = lock(&self.files.by_path);
        let mut found = files.keys().filter(|path| is_meant(path) && path.ends_with(end));
        let path = found.next().unwrap_or_else(|| panic!("the bundle has no file that ends in {end}"));
        assert_eq!(found.next(), None, "there must be one file that ends in {end}");
        path.clone()
    }

    /// A header as it goes with a path.
    pub fn header(&self, path: &str, name: &str) -> String {
        let mut found = self.files.headers_of(path).filter(|(found, _)| found.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.to_owned()).unwrap_or_else(|| panic!("{path} has no header {name}"))
    }

    /// Holds the answer to this path back, as a slow line would.
    pub fn hold(&self, path: &str) {
        self.files.held.send_replace(Some(path.to_owned()));
    }

    /// Gives what was held back.
    pub fn let_go(&self) {
        self.files.held.send_replace(None);
    }

    /// Puts another content in a file's place, as a new version or a broken host would.
    pub fn replace(&self, path: &str, content: &str) {
        lock(&self.files.by_path).remove(&format!("{path}.br"));
        lock(&self.files.by_path).get_mut(path).expect("only what is served can change").content = content.into();
        if path == "/index.html" {
            self.replace("/", content);
        }
    }

    /// Serves a file under another path too, as a new version would.
    pub fn add(&self, path: &str, same_as: &str) {
        let file = lock(&self.files.by_path).get(same_as).expect("only what is served has a copy").clone();
        lock(&self.files.by_path).insert(path.to_owned(), file);
    }

    /// Answers an error in place of a file.
    pub fn withhold(&self, path: &str) {
        self.replace(path, "");
        lock(&self.files.by_path).get_mut(path).expect("only what is served can go").status = StatusCode::NOT_FOUND;
    }

    /// Serves a file again as the bundle has it.
    pub fn put_back(&self, path: &str) {
        let file = self.files.bundle.get(path).expect("only what the bundle has can be put back").clone();
        lock(&self.files.by_path).insert(path.to_owned(), file);
    }

    /// Ends the server, and with it the network as far as the page can tell.
    pub fn stop(&self) {
        self.serving.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Files {
    fn read(folder: &Path) -> Files {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(content) = std::fs::read(entry.path()) else { continue };
            let kind = match entry.path().extension().and_then(|end| end.to_str()) {
                Some("html") => "text/html; charset=utf-8",
                Some("js") => "text/javascript",
                Some("json") => "application/json",
                Some("svg") => "image/svg+xml",
                Some("wasm") => "application/wasm",
                Some("webmanifest") => "application/manifest+json",
                Some("br") => "application/octet-stream",
                _ => continue,
            };
            let path = format!("/{}", entry.file_name().to_string_lossy());
            files.insert(path, File { status: StatusCode::OK, kind, content });
        }
        let index = files.get("/index.html").cloned();
        let index = index.unwrap_or_else(|| panic!("There is no page in {}: run make build first.", folder.display()));
        files.insert("/".to_owned(), index);
        if let Some(copy) = files.get("/index.html.br").cloned() {
            files.insert("/.br".to_owned(), copy);
        }
        // The bundle says itself which headers its host is to send.
        let headers = std::fs::read_to_string(folder.join("_headers")).expect("the bundle has a file for its headers");
        let mut rules = Vec::new();
        let mut pattern = "";
        for line in headers.lines() {
            match line.strip_prefix("  ").and_then(|line| line.split_once(": ")) {
                Some((name, value)) => rules.push((pattern.to_owned(), name.to_owned(), value.to_owned())),
                None => pattern = line,
            }
        }
        let by_path = Mutex::new(files.clone());
        let (asked, violations, held) = (Mutex::default(), Mutex::default(), watch::Sender::new(None));
        Files { bundle: files, by_path, headers: rules, asked, violations, held }
    }

    fn headers_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let rules = self.headers.iter().filter(move |(pattern, ..)| {
            pattern.strip_suffix('*').map_or(pattern == path, |start| path.starts_with(start))
        });
        rules.map(|(_, name, value)| (name.as_str(), value.as_str()))
    }
}

async fn answer(State(files): State<Arc<Files>>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    if path == REPORTS {
        let report = axum::body::to_bytes(request.into_body(), 100_000).await.unwrap_or_default();
        lock(&files.violations).push(String::from_utf8_lossy(&report).into_owned());
        return Response::new(Body::empty());
    }
    lock(&files.asked).push(path.clone());
    // The sender lives as long as the files.
    let _ = files.held.subscribe().wait_for(|held| held.as_ref() != Some(&path)).await;
    let takes = request.headers().get("accept-encoding").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (file, copy) = {
        let files = lock(&files.by_path);
        let copy = files.get(&format!("{path}.br")).filter(|_| takes.contains("br")).cloned();
        (files.get(&path).cloned(), copy)
    };
    let mut response = Response::builder();
    for (name, value) in files.headers_of(&path) {
        let report = if name == "Content-Security-Policy" { format!("; report-uri {REPORTS}") } else { String::new() };
        response = response.header(name, [value, &report].concat());
    }
    let response = match file {
        Some(file) => {
            let response = response.status(file.status).header("content-type", file.kind);
            match copy {
                Some(copy) => response.header("content-encoding", "br").body(Body::from(copy.content)),
                None => response.body(Body::from(file.content)),
            }
        }
        None => response.status(StatusCode::NOT_FOUND).body(Body::empty()),
    };
    response.expect("fixed words make a valid answer")
}
