//! The call to the API: what of a request is passed on, and what of the answer is passed back.

use axum::body::Body;
use axum::http::{self, HeaderMap, Method, Response, StatusCode, Uri};
use ureq::config::AutoHeaderValue;

use super::{Refusal, Upstreams};

/// What the API is told of a request.
const SENT: [&str; 3] = ["accept", "authorization", "content-type"];
/// What the page is told of an answer.
const RETURNED: [&str; 4] = ["content-type", "link", "retry-after", "x-devopness-action-id"];
/// The largest answer that is read: a hundred times the largest page of hooks seen.
const LIMIT: u64 = 16 << 20;

/// Calls the API.
pub struct Forwarder {
    agent: ureq::Agent,
    upstreams: Upstreams,
}

impl Forwarder {
    /// A forwarder to these addresses.
    pub fn new(upstreams: Upstreams) -> Forwarder {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // A redirect could lead a token to another host, so it is passed back and not followed.
            .max_redirects(0)
            .timeout_global(Some(upstreams.patience))
            .user_agent("hook-builder-relay")
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            // A connection kept open may be closed by the API just as a POST is sent, whose fate nobody would know.
            .max_idle_connections(0);
        if upstreams.production.starts_with("http://") {
            // A loopback upstream, as tests have it, lies behind no proxy of the environment.
            config = config.proxy(None);
        }
        Forwarder { agent: config.build().new_agent(), upstreams }
    }

    /// The address that a request's path leads to. Path and query go on as they came, hence what another server might
    /// read as a way out of the path is refused rather than cleaned.
    pub fn url(&self, uri: &Uri) -> Result<String, Refusal> {
        let path = uri.path();
        let split = path.strip_prefix('/').and_then(|rest| rest.split_once('/'));
        let (base, rest) = match split {
            Some(("production", rest)) => (&self.upstreams.production, rest),
            Some(("staging", rest)) => (&self.upstreams.staging, rest),
            _ => {
                let message = "The relay knows paths below /production/ and /staging/ only.";
                return Err((StatusCode::NOT_FOUND, message.to_owned()));
            }
        };
        if !rest.split('/').all(is_plain) {
            return Err((StatusCode::BAD_REQUEST, "The relay passes on plain paths only.".to_owned()));
        }
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Ok(format!("{base}/{rest}{query}"))
    }

    /// Sends a request and reads its answer. This blocks.
    pub fn send(
        &self,
        method: Method,
        url: &str,
        headers: &HeaderMap,
        body: Vec<u8>,
    ) -> Result<Response<Body>, Refusal> {
        let bodiless = body.is_empty() && (method == Method::GET || method == Method::DELETE);
        let mut request = http::Request::builder().method(method).uri(url);
        for name in SENT {
            for value in headers.get_all(name) {
                request = request.header(name, value);
            }
        }
        // A GET with an announced body of no bytes would be an odd sight for the API.
        let outcome = if bodiless {
            request.body(()).map_err(ureq::Error::from).and_then(|request| self.agent.run(request))
        } else {
            request.body(body).map_err(ureq::Error::from).and_then(|request| self.agent.run(request))
        };
        let (parts, mut body) = outcome.map_err(|why| failure(&why))?.into_parts();
        let body = body.with_config().limit(LIMIT).read_to_vec().map_err(|why| failure(&why))?;
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = parts.status;
        for name in RETURNED {
            for value in parts.headers.get_all(name) {
                response.headers_mut().append(name, value.clone());
            }
        }
        Ok(response)
    }
}

/// Whether a path segment means the same to everyone: it is not empty, no dots, and hides none of what would split it.
fn is_plain(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let hidden = ["%2e", "%2f", "%5c", "%25", "%00", "\\"].iter().any(|hidden| lower.contains(hidden));
    !segment.is_empty() && segment != "." && segment != ".." && !hidden
}

/// The sentence for a call that got no answer. The causes are named, as only the relay can see them.
fn failure(why: &ureq::Error) -> Refusal {
    match why {
        ureq::Error::Timeout(_) => {
            let message = "The API did not answer in time; whether it did what was asked is unknown.";
            (StatusCode::GATEWAY_TIMEOUT, message.to_owned())
        }
        ureq::Error::BodyExceedsLimit(_) => {
            (StatusCode::BAD_GATEWAY, "The answer of the API is larger than the relay passes back.".to_owned())
        }
        why => (StatusCode::BAD_GATEWAY, format!("The relay got no answer from the API: {why}.")),
    }
}
