//! The calls for hooks.

use super::{Answer, Call, HookKind, Target, page_of, request};
use crate::devopness::error::{ApiError, Cause};
use crate::devopness::hook::{Direction, Hook, IncomingHook, OutgoingHook, StoredHook};
use crate::devopness::request::{ApiRequest, Method};
use crate::secret::MASK;
use crate::text::json::Tree;
use crate::text::percent::encode;

/// `POST /pipelines/{pipeline_id}/hooks/outgoing`. `pipeline` is a number, or the placeholder for one.
pub fn create_outgoing(target: &Target, pipeline: &str, hook: &OutgoingHook) -> ApiRequest {
    create(target, pipeline, &Direction::Outgoing, hook.payload(None))
}

/// `POST /pipelines/{pipeline_id}/hooks/incoming`.
pub fn create_incoming(target: &Target, pipeline: &str, hook: &IncomingHook) -> ApiRequest {
    create(target, pipeline, &Direction::Incoming, hook.payload(None))
}

/// The call that creates a deleted hook anew: with another id, and an incoming one with another secret.
pub fn restore_hook(target: &Target, pipeline: &str, hook: &StoredHook) -> ApiRequest {
    create(target, pipeline, &hook.direction, hook.create())
}

fn create(target: &Target, pipeline: &str, direction: &Direction, body: Tree) -> ApiRequest {
    let call = Call::Create(HookKind::of(direction), id(pipeline));
    request(call, Method::Post, target, &["/pipelines/", pipeline, "/hooks/", direction.word()], Some(body))
}

/// The number of a pipeline; 0 of a placeholder.
fn id(pipeline: &str) -> u64 {
    pipeline.parse().unwrap_or(0)
}

/// Reads the answer to a create: 201 and the hook.
///
/// # Errors
/// Everything that is not a created hook.
pub fn parse_created(answer: &Answer) -> Result<Hook, ApiError> {
    answer.one(|value| Hook::parse(value).filter(|hook| !hook.id.is_empty()))
}

/// `GET /hooks/{hook_type}/{hook_id}`.
pub fn hook(target: &Target, direction: &Direction, id: &str) -> ApiRequest {
    one(Call::Hook, Method::Get, target, (direction, id), None)
}

/// Reads the answer to [`hook`]: as far as it is understood, and as it can be put back.
///
/// # Errors
/// Everything that is not a hook, and a hook that holds the access token.
pub fn parse_hook(answer: &Answer) -> Result<(Hook, StoredHook), ApiError> {
    let value = answer.json()?;
    if answer.body.contains(MASK) {
        return Err(answer.call.failed(Cause::TokenInHook));
    }
    Hook::parse(&value).zip(StoredHook::parse(&value)).ok_or_else(|| answer.unexpected())
}

/// `PUT /hooks/{hook_type}/{hook_id}`. The body replaces the whole hook, so it must say all of it.
pub fn update_hook(target: &Target, direction: &Direction, id: &str, body: Tree) -> ApiRequest {
    one(Call::Update, Method::Put, target, (direction, id), Some(body))
}

/// `DELETE /hooks/{hook_type}/{hook_id}`.
pub fn delete_hook(target: &Target, direction: &Direction, id: &str) -> ApiRequest {
    one(Call::Delete, Method::Delete, target, (direction, id), None)
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

fn one(
    call: fn(HookKind) -> Call,
    method: Method,
    target: &Target,
    (direction, id): (&Direction, &str),
    body: Option<Tree>,
) -> ApiRequest {
    request(call(HookKind::of(direction)), method, target, &["/hooks/", direction.word(), "/", &segment(id)], body)
}

/// `GET /pipelines/{pipeline_id}/hooks`, as the guide writes it: the first page, of 20.
pub fn list_hooks(target: &Target, pipeline: &str) -> ApiRequest {
    request(Call::Hooks(id(pipeline)), Method::Get, target, &["/pipelines/", pipeline, "/hooks"], None)
}

/// The base URL in the address of a [`list_hooks`].
pub fn base_of_list(url: &str) -> &str {
    url.rfind("/pipelines/").map_or(url, |at| &url[..at])
}

/// One page of [`list_hooks`].
pub fn list_hooks_page(target: &Target, pipeline: &str, page: usize) -> ApiRequest {
    page_of(Call::Hooks(id(pipeline)), target, &["/pipelines/", pipeline, "/hooks"], page)
}

/// Reads a page of hooks: 200 and an array.
///
/// # Errors
/// Everything that is no list. An item that is no object counts as a hook of which nothing is known, so that a full page
/// is still seen to be full.
pub fn parse_hooks(answer: &Answer) -> Result<Vec<Hook>, ApiError> {
    answer.page(|item| Hook::parse(item).unwrap_or_default())
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
        let answer = |body: &str| Answer::of(Call::Hook(HookKind::Outgoing), 200, body);
        assert!(parse_hook(&answer(&body("plain"))).is_ok_and(|(hook, _)| hook.stored.is_some()));
        assert_eq!(parse_hook(&answer(&body(MASK))).unwrap_err().cause, Cause::TokenInHook);
        let listed = parse_hooks(&answer(&["[", &body(MASK), "]"].concat())).unwrap_or_default();
        assert!(listed.len() == 1 && listed[0].stored.is_none(), "nor is it put back as it was listed");
    }

    #[test]
    fn an_update_is_done_whatever_the_good_answer_says() {
        let done = |status: u16, body: &str| Answer::of(Call::Update(HookKind::Outgoing), status, body).done();
        assert_eq!(done(204, ""), Ok(()));
        assert_eq!(done(200, "<html>"), Ok(()));
        assert_eq!(done(403, "{}").unwrap_err().status(), Some(403));
    }
}
