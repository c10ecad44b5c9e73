//! Cross-origin rules as a browser meets them, preflights included.

use axum::http::{HeaderMap, Method};

use super::answer::Answer;

/// The only request headers a page may send.
const HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];
const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// Answers a preflight. A refusal is an answer without the allowing headers, as browsers understand it. What is no
/// preflight is told the methods of its path.
pub fn preflight(headers: &HeaderMap, methods: &[&str], refuse: bool) -> Answer {
    let answer = Answer::empty(204).with("vary", "Origin".to_owned());
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(method)) = (text("origin"), text("access-control-request-method")) else {
        return answer.with("allow", [methods, &["OPTIONS"]].concat().join(", "));
    };
    // The header may come more than once, and each of them counts.
    let asked = headers.get_all("access-control-request-headers").iter();
    let headers_fit = asked.into_iter().all(|line| line.to_str().is_ok_and(all_allowed));
    if refuse || !METHODS.contains(&method) || !headers_fit {
        return answer;
    }
    answer
        .with("access-control-allow-origin", origin.to_owned())
        .with("access-control-allow-methods", METHODS.join(", "))
        .with("access-control-allow-headers", "Accept, Authorization, Content-Type".to_owned())
}

fn all_allowed(line: &str) -> bool {
    line.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .all(|name| HEADERS.iter().any(|allowed| name.eq_ignore_ascii_case(allowed)))
}

/// Adds to an answer what lets the page at the request's origin read it.
pub fn open(answer: Answer, headers: &HeaderMap) -> Answer {
    let answer = answer.with("vary", "Origin".to_owned());
    match headers.get("origin").and_then(|value| value.to_str().ok()) {
        None => answer,
        Some(origin) => answer
            .with("access-control-allow-origin", origin.to_owned())
            .with("access-control-expose-headers", "Link, Retry-After, X-Devopness-Action-Id".to_owned()),
    }
}

/// Whether this is a preflight or another OPTIONS request.
pub fn is_options(method: &Method) -> bool {
    method == Method::OPTIONS
}
