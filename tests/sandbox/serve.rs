//! From HTTP to a reaction and back: reading, recording, delaying, answering, and one line of log.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};

use super::answer::{Answer, Reaction};
use super::state::State;
use super::{Recorded, cors, faults, routes};
use crate::listen::{Cut, Unread, read};

/// The largest body that is read.
const LIMIT: usize = 1 << 20;

/// A request in the pieces that the routes look at.
pub struct Call<'a> {
    /// The method.
    pub method: &'a Method,
    /// The path's segments, as they were sent.
    pub segments: Vec<&'a str>,
    /// The raw path.
    pub path: &'a str,
    /// The raw query.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
}

/// Serves one request.
///
/// # Errors
/// [`Cut`] where the request gets no answer.
pub async fn serve(state: Arc<State>, request: Request) -> Result<Response<Body>, Cut> {
    // Knows of what is let go from here on.
    let let_go = state.let_go.notified();
    let (parts, body) = request.into_parts();
    let body = read(body, LIMIT, state.limits.body).await;
    let path = parts.uri.path();
    let recorded = Recorded {
        method: parts.method.to_string(),
        path: path.to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers.iter().map(|(name, value)| (name.to_string(), lossy(value))).collect(),
        body: body.as_ref().map(|bytes| bytes.to_vec()).unwrap_or_default(),
        status: None,
    };
    let mut log =
        Log { state: &state, number: state.record(recorded), line: format!("{} {path}", parts.method), open: true };

    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let fault = faults::of(&segments);
    let reaction = match &body {
        _ if cors::is_options(&parts.method) => {
            cors::preflight(&parts.headers, routes::methods(&segments), !fault.preflight).into()
        }
        Err(Unread::Large) => Answer::error(413, "The body is larger than 1 MiB.").into(),
        Err(Unread::Slow) => Answer::error(408, "The body took too long to arrive.").into(),
        Ok(body) => {
            let (method, headers, query) = (&parts.method, &parts.headers, parts.uri.query().unwrap_or_default());
            routes::react(&state, &Call { method, segments, path, query, headers, body })
        }
    };
    let Reaction { answer, wait } = reaction;
    if !wait.is_zero() {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = let_go => {}
        }
    }
    let Some(mut answer) = answer else {
        log.end(None, "");
        return Err(Cut);
    };
    if !cors::is_options(&parts.method) && fault.cors {
        answer = cors::open(answer, &parts.headers);
    }
    log.end(Some(answer.status), &answer.note);
    Ok(render(answer, state.closes.load(Ordering::Relaxed)))
}

fn render(answer: Answer, closes: bool) -> Response<Body> {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if closes {
        response.headers_mut().insert("connection", HeaderValue::from_static("close"));
    }
    let kind = answer.kind.map(|kind| ("content-type".to_owned(), kind.to_owned()));
    for (name, value) in kind.into_iter().chain(answer.headers) {
        // Each value was read from a header or written here; what still is no header is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&value)) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

fn lossy(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// One request's entry in the record and its line of log. A client that leaves while its answer is held back ends the
/// handler in the middle, hence the line is also written when this is dropped.
struct Log<'a> {
    state: &'a State,
    number: u64,
    line: String,
    open: bool,
}

impl Log<'_> {
    fn end(&mut self, status: Option<u16>, note: &str) {
        self.open = false;
        self.state.answered(self.number, status);
        let status = status.map_or("connection closed without an answer".to_owned(), |status| status.to_string());
        // A name may hold line breaks or control codes, which must not reach a terminal.
        let note = if note.is_empty() { String::new() } else { format!(" ({})", note.escape_debug()) };
        self.print(&format!("{status}{note}"));
    }

    fn print(&self, end: &str) {
        if self.state.verbose.load(Ordering::Relaxed) {
            // Standard output may be a pipe that was closed; the sandbox outlives it.
            let _ = writeln!(std::io::stdout(), "{} -> {end}", self.line);
        }
    }
}

impl Drop for Log<'_> {
    fn drop(&mut self) {
        if self.open {
            self.print("the client left before the answer");
        }
    }
}
