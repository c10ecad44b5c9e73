//! The calls for hooks.

use serde_json::Value;

use super::{Target, encode, page_of, parse, parse_page, request};
use crate::error::ApiError;
use crate::hook::{Direction, Hook, IncomingHook, OutgoingHook, StoredHook};
use crate::json::Tree;
use crate::request::{ApiRequest, Method};
use crate::secret::MASK;

/// `POST /pipelines/{pipeline_id}/hooks/outgoing`. `pipeline` is a number, or the placeholder for one.
pub fn create_outgoing(target: &Target, pipeline: &str, hook: &OutgoingHook) -> ApiRequest {
    create(target, pipeline, "outgoing", hook.payload(None))
}

/// `POST /pipelines/{pipeline_id}/hooks/incoming`.
pub fn create_incoming(target: &Target, pipeline: &str, hook: &IncomingHook) -> ApiRequest {
    create(target, pipeline, "incoming", hook.payload(None))
}

/// The call that creates a deleted hook anew: with another id, and an incoming one with another secret.
pub fn restore_hook(target: &Target, pipeline: &str, hook: &StoredHook) -> ApiRequest {
    create(target, pipeline, hook.direction.word(), hook.create())
}

fn create(target: &Target, pipeline: &str, direction: &str, body: Tree) -> ApiRequest {
    request(Method::Post, target, &["/pipelines/", pipeline, "/hooks/", direction], Some(body))
}

/// Reads the answer to a create: 201 and the hook.
///
/// # Errors
/// Everything that is not a created hook.
pub fn parse_created(status: u16, body: &str, retry_after: Option<&str>) -> Result<Hook, ApiError> {
    let value = parse(status, body, retry_after)?;
    Hook::parse(&value).filter(|h| !h.id.is_empty()).ok_or(ApiError::Unexpected { status })
}

/// `GET /hooks/{hook_type}/{hook_id}`.
pub fn hook(target: &Target, direction: &Direction, id: &str) -> ApiRequest {
    one(Method::Get, target, direction, id, None)
}

/// Reads the answer to [`hook`]: as far as it is understood, and as it can be put back.
///
/// # Errors
/// Everything that is not a hook, and a hook that holds the access token.
pub fn parse_hook(status: u16, body: &str, retry_after: Option<&str>) -> Result<(Hook, StoredHook), ApiError> {
    let value = parse(status, body, retry_after)?;
    if body.contains(MASK) {
        return Err(ApiError::TokenInHook);
    }
    Hook::parse(&value).zip(StoredHook::parse(&value)).ok_or(ApiError::Unexpected { status })
}

/// `PUT /hooks/{hook_type}/{hook_id}`. The body replaces the whole hook, so it must say all of it.
pub fn update_hook(target: &Target, direction: &Direction, id: &str, body: Tree) -> ApiRequest {
    one(Method::Put, target, direction, id, Some(body))
}

/// `DELETE /hooks/{hook_type}/{hook_id}`.
pub fn delete_hook(target: &Target, direction: &Direction, id: &str) -> ApiRequest {
    one(Method::Delete, target, direction, id, None)
}

/// What stands in an address in place of the id of a hook that is still to be created.
pub const HOOK_PLACEHOLDER: &str = "<hook_id>";

/// An id as one segment of a path. Whoever sends a request would resolve dots away, and so call another address.
pub(super) fn segment(id: &str) -> String {
    match id {
        "." | ".." => "-".into(),
        HOOK_PLACEHOLDER => id.into(),
        _ => encode(id),
    }
}

fn one(method: Method, target: &Target, direction: &Direction, id: &str, body: Option<Tree>) -> ApiRequest {
    request(method, target, &["/hooks/", direction.word(), "/", &segment(id)], body)
}

/// Reads the answer to [`update_hook`] or [`delete_hook`]: any good status, commonly 204 without a body.
///
/// # Errors
/// Any other status.
pub fn parse_done(status: u16, body: &str, retry_after: Option<&str>) -> Result<(), ApiError> {
    if (200..300).contains(&status) { Ok(()) } else { parse(status, body, retry_after).map(|_| ()) }
}

/// `GET /pipelines/{pipeline_id}/hooks`, as the guide writes it: the first page, of 20.
pub fn list_hooks(target: &Target, pipeline: &str) -> ApiRequest {
    request(Method::Get, target, &["/pipelines/", pipeline, "/hooks"], None)
}

/// The base URL in the address of a [`list_hooks`].
pub fn base_of_list(url: &str) -> &str {
    url.rfind("/pipelines/").map_or(url, |at| &url[..at])
}

/// One page of [`list_hooks`].
pub fn list_hooks_page(target: &Target, pipeline: &str, page: usize) -> ApiRequest {
    page_of(target, &["/pipelines/", pipeline, "/hooks"], page)
}

/// Reads a page of hooks: 200 and an array.
///
/// # Errors
/// Everything that is no list. An item that is no object counts as a hook of which nothing is known, so that a full page
/// is still seen to be full.
pub fn parse_hooks(status: u16, body: &str, retry_after: Option<&str>) -> Result<Vec<Hook>, ApiError> {
    parse_page(status, body, retry_after, |item: &Value| Hook::parse(item).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_has_its_method_and_its_address() {
        let target = Target { base: "https://h".into(), relay: None };
        let stored = StoredHook::parse(&serde_json::json!({"id": "u", "type": "in", "name": "Push"})).unwrap();
        let (incoming, outgoing) = (Direction::Incoming, Direction::Outgoing);
        for (request, wanted) in [
            (hook(&target, &incoming, "u"), "GET https://h/hooks/incoming/u"),
            (update_hook(&target, &outgoing, "u", stored.update()), "PUT https://h/hooks/outgoing/u"),
            (delete_hook(&target, &outgoing, "u"), "DELETE https://h/hooks/outgoing/u"),
            // An answer's id cannot lead a call elsewhere.
            (delete_hook(&target, &outgoing, "../x?y"), "DELETE https://h/hooks/outgoing/..%2Fx%3Fy"),
            (delete_hook(&target, &outgoing, ".."), "DELETE https://h/hooks/outgoing/-"),
            (restore_hook(&target, "512", &stored), "POST https://h/pipelines/512/hooks/incoming"),
            (list_hooks_page(&target, "512", 2), "GET https://h/pipelines/512/hooks?page=2&per_page=100"),
        ] {
            assert_eq!([request.method.name(), " ", &request.url].concat(), wanted);
            assert_eq!(request.body.is_some(), matches!(request.method, Method::Put | Method::Post), "{wanted}");
        }
    }

    #[test]
    fn a_hook_that_holds_the_access_token_is_not_read_to_be_written() {
        let body = |name: &str| ["{\"id\": \"u\", \"type\": \"out\", \"settings\": {\"a\": \"", name, "\"}}"].concat();
        assert!(parse_hook(200, &body("plain"), None).is_ok_and(|(hook, _)| hook.stored.is_some()));
        assert_eq!(parse_hook(200, &body(MASK), None), Err(ApiError::TokenInHook));
        let listed = parse_hooks(200, &["[", &body(MASK), "]"].concat(), None).unwrap_or_default();
        assert!(listed.len() == 1 && listed[0].stored.is_none(), "nor is it put back as it was listed");
    }

    #[test]
    fn an_update_is_done_whatever_the_good_answer_says() {
        assert_eq!(parse_done(204, "", None), Ok(()));
        assert_eq!(parse_done(200, "<html>", None), Ok(()));
        assert!(matches!(parse_done(403, "{}", None), Err(ApiError::Refused { status: 403, .. })));
    }
}
