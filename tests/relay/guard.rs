//! Who may use the relay: the one page, in a browser on this machine, and nobody who only looks like it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};

use super::Refusal;

const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];
const HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];
/// The two names of this machine under which a page or a relay is reached.
const NAMES: [&str; 2] = ["127.0.0.1", "localhost"];

/// Reads the page's origin, and returns both spellings of it.
pub fn origins(page: &str) -> Result<Vec<String>, String> {
    let wrong = || format!("\"{page}\" is no page on this machine; a page is given as http://127.0.0.1:8080.");
    let origin = page.strip_suffix('/').unwrap_or(page);
    let authority = origin.strip_prefix("http://").ok_or_else(wrong)?;
    let (name, port) = match authority.split_once(':') {
        // Browsers leave out the port that belongs to http.
        None | Some((_, "80")) => (authority.trim_end_matches(":80"), String::new()),
        Some((name, port)) => {
            let number: u16 = port.parse().map_err(|_| wrong())?;
            (name, format!(":{number}"))
        }
    };
    if !NAMES.contains(&name) {
        return Err(wrong());
    }
    Ok(NAMES.iter().map(|name| format!("http://{name}{port}")).collect())
}

/// The check that each request passes first.
pub struct Guard {
    hosts: Vec<String>,
    origins: Vec<String>,
}

impl Guard {
    /// A guard for a relay at this port and a page of these origins.
    pub fn new(port: u16, origins: Vec<String>) -> Guard {
        Guard { hosts: NAMES.iter().map(|name| format!("{name}:{port}")).collect(), origins }
    }

    /// Returns the origin of a request that comes from the page. The host is checked too: a foreign name that leads to
    /// this machine would make a foreign page look like a local one.
    pub fn admit(&self, request: &Request) -> Result<HeaderValue, Refusal> {
        let absolute = request.uri().authority().is_some();
        if absolute || only(request.headers(), "host").is_none_or(|host| !is_one(&self.hosts, host)) {
            return Err((StatusCode::FORBIDDEN, "The relay answers on 127.0.0.1 and localhost only.".to_owned()));
        }
        match only(request.headers(), "origin") {
            Some(origin) if is_one(&self.origins, origin) => Ok(origin.clone()),
            _ => Err((StatusCode::FORBIDDEN, "The relay answers its own page only.".to_owned())),
        }
    }
}

/// The header of this name, unless it is missing or comes more than once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

fn is_one(allowed: &[String], value: &HeaderValue) -> bool {
    allowed.iter().any(|allowed| allowed.as_bytes() == value.as_bytes())
}

/// Answers a preflight of the page. A refusal lacks the headers that would allow the request.
pub fn preflight(headers: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let method = only(headers, "access-control-request-method").and_then(|value| value.to_str().ok());
    let names = headers.get_all("access-control-request-headers");
    let fits = names.iter().all(|line| line.to_str().is_ok_and(all_allowed));
    if fits && method.is_some_and(|method| METHODS.contains(&method)) {
        let allow = [
            ("access-control-allow-methods", "GET, POST, PUT, DELETE"),
            ("access-control-allow-headers", "Accept, Authorization, Content-Type"),
        ];
        for (name, value) in allow {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    response
}

fn all_allowed(line: &str) -> bool {
    let names = line.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.into_iter().all(|name| HEADERS.iter().any(|allowed| name.eq_ignore_ascii_case(allowed)))
}

/// Lets the page read the answer.
pub fn open(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert("access-control-allow-origin", origin);
    headers.insert("vary", HeaderValue::from_static("Origin"));
    let exposed = HeaderValue::from_static("Link, Retry-After, X-Devopness-Action-Id");
    headers.insert("access-control-expose-headers", exposed);
}
