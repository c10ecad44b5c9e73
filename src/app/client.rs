//! The only file that uses the network. One call, one answer, within [`LIMIT_SECONDS`].

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method as HttpMethod, RequestBuilder, Response};
use hook_builder::devopness::endpoint::{Answer, Target, retry};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::request::{ApiRequest, HeaderValue, Method};
use hook_builder::secret::Secret;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::{set_timeout_with_handle, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
};

/// How long a call may take, as in the vendor's own SDK.
pub const LIMIT_SECONDS: u32 = 30;

/// The most bytes of an answer that are read. A full page of hooks has some hundred thousand.
const BODY_MAX: usize = 8 << 20;

/// Sends a request with the token: to the target itself, or to the relay in its place.
///
/// Redirects are not followed, so the token cannot travel on to another host.
pub async fn send(request: &ApiRequest, target: &Target, token: &Secret) -> Result<Answer, ApiError> {
    if !window().navigator().on_line() {
        return Err(request.call.failed(Cause::Offline));
    }
    let controller = AbortController::new().map_err(|_| request.call.failed(Cause::NoAnswer))?;
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
    answer.map_err(|cause| request.call.failed(if timed_out.get() { Cause::TimedOut(LIMIT_SECONDS) } else { cause }))
}

#[cfg(target_arch = "wasm32")]
/// A small file of the page's own host, by its relative address.
pub async fn read_own(path: &str) -> Option<String> {
    let response = RequestBuilder::new(path).send().await.ok().filter(Response::ok)?;
    text(&response).await.ok().flatten()
}

async fn fetch(
    request: &ApiRequest,
    target: &Target,
    token: &Secret,
    controller: &AbortController,
) -> Result<Answer, Cause> {
    let url = match &target.relay {
        Some(relay) => request.url.replacen(&target.base, relay, 1),
        None => request.url.clone(),
    };
    let mut builder = RequestBuilder::new(&url)
        .method(match request.method {
            Method::Get => HttpMethod::GET,
            Method::Post => HttpMethod::POST,
            Method::Put => HttpMethod::PUT,
            Method::Delete => HttpMethod::DELETE,
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
    let sent = match &request.body {
        Some(body) => match builder.body(hook_builder::text::json::pretty(body, |_| false)) {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        },
        None => builder.send().await,
    };
    let response = sent.map_err(|_| Cause::NoAnswer)?;
    let status = response.status();
    let header = |name| response.headers().get(name);
    let retry_after = header("Retry-After").map(|text| {
        let now = (js_sys::Date::now() / 1000.0) as u64;
        // The server's own clock knows better what it means.
        retry::from_now(&text, header("Date").and_then(|date| retry::date(&date, now)).unwrap_or(now))
    });
    match text(&response).await {
        Ok(Some(body)) => Ok(Answer { call: request.call, status, body, retry_after }),
        Ok(None) => Err(Cause::TooLong { status }),
        Err(_) => Err(Cause::CutOff { status }),
    }
}

/// The body, piece by piece: `None` as soon as it is longer than [`BODY_MAX`], whatever the server says of its length.
async fn text(response: &Response) -> Result<Option<String>, JsValue> {
    let mut bytes: Vec<u8> = Vec::new();
    let Some(stream) = response.body() else { return Ok(Some(String::new())) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        let value = Reflect::get(&piece, &JsValue::from_str("value"))?;
        if value.is_undefined() {
            // What is no text is no JSON either.
            return Ok(Some(String::from_utf8(bytes).unwrap_or_default()));
        }
        let value: Uint8Array = value.unchecked_into();
        if bytes.len() + value.length() as usize > BODY_MAX {
            let _ = reader.cancel();
            return Ok(None);
        }
        bytes.extend_from_slice(&value.to_vec());
    }
}
