//! The only file that uses the network. One call, one answer, within [`LIMIT_SECONDS`].

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use hook_builder::endpoint::Target;
use hook_builder::error::ApiError;
use hook_builder::request::{ApiRequest, HeaderValue, Method};
use hook_builder::secret::Secret;
use leptos::prelude::{set_timeout_with_handle, window};
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect};

/// How long a call may take, as in the vendor's own SDK.
pub const LIMIT_SECONDS: u32 = 30;

/// What came back.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// The header `Retry-After`, where the browser may read it.
    pub retry_after: Option<String>,
}

/// Sends a request with the token: to the target itself, or to the relay in its place.
///
/// Redirects are not followed, so the token cannot travel on to another host.
pub async fn send(request: &ApiRequest, target: &Target, token: &Secret) -> Result<Answer, ApiError> {
    if !window().navigator().on_line() {
        return Err(ApiError::Offline);
    }
    let controller = AbortController::new().map_err(|_| ApiError::NoAnswer)?;
    let timed_out = Rc::new(Cell::new(false));
    let timer = {
        let (controller, timed_out) = (controller.clone(), timed_out.clone());
        let abort = move || {
            timed_out.set(true);
            controller.abort();
        };
        set_timeout_with_handle(abort, Duration::from_secs(u64::from(LIMIT_SECONDS))).ok()
    };
    let answer = fetch(request, target, token, &controller).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.map_err(|_| if timed_out.get() { ApiError::TimedOut(LIMIT_SECONDS) } else { ApiError::NoAnswer })
}

async fn fetch(
    request: &ApiRequest,
    target: &Target,
    token: &Secret,
    controller: &AbortController,
) -> Result<Answer, gloo_net::Error> {
    let url = match &target.relay {
        Some(relay) => request.url.replacen(&target.base, relay, 1),
        None => request.url.clone(),
    };
    let mut builder = RequestBuilder::new(&url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
        })
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.signal()));
    for (name, value) in &request.headers {
        builder = match value {
            HeaderValue::Text(text) => builder.header(name, text),
            HeaderValue::BearerToken => builder.header(name, &token.authorization()),
        };
    }
    let response = match &request.body {
        Some(body) => builder.body(hook_builder::json::pretty(body, |_| false))?.send().await?,
        None => builder.send().await?,
    };
    let retry_after = response.headers().get("Retry-After");
    Ok(Answer { status: response.status(), body: response.text().await?, retry_after })
}
