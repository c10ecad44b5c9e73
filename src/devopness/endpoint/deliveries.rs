//! The calls for what a hook has sent or received: hook requests in the API's words.

use super::hooks::segment;
use super::{Call, HookKind, Target, page_of, request};
use crate::devopness::hook::Direction;
use crate::devopness::request::{ApiRequest, Method};

/// One page of `GET /hooks/{hook_type}/{hook_id}/requests`.
pub fn deliveries_page(target: &Target, direction: &Direction, id: &str, page: usize) -> ApiRequest {
    page_of(
        Call::Deliveries(HookKind::of(direction)),
        target,
        &["/hooks/", direction.word(), "/", &segment(id), "/requests"],
        page,
    )
}

/// `GET /hook-requests/{hook_request_id}`.
pub fn delivery(target: &Target, id: &str) -> ApiRequest {
    request(Call::Delivery, Method::Get, target, &["/hook-requests/", &segment(id)], None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deliveries_are_listed_of_a_hook_and_read_by_their_own_id() {
        let target = Target { base: "https://h".into(), relay: None };
        let page = deliveries_page(&target, &Direction::Outgoing, "u", 3);
        assert_eq!(page.url, "https://h/hooks/outgoing/u/requests?page=3&per_page=100");
        assert_eq!(delivery(&target, "r/1").url, "https://h/hook-requests/r%2F1");
    }
}
