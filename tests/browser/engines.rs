//! What must work in Firefox and WebKit too. Chromium takes the same steps in the tests of the files that they come from.

use crate::harness::{Engine, Page, test_in};
use crate::{draft, first_view, journey, lost, offline, policy, share, token_kept};

/// Takes steps on the opened page.
async fn opened(engine: Engine, steps: impl AsyncFnOnce(&Page)) {
    test_in(engine, async |page| {
        page.open().await;
        page.record_violations().await;
        steps(page).await;
    })
    .await;
}

macro_rules! engines {
    ($($start:ident $name:ident: $steps:expr;)*) => {
        mod firefox {
            use super::*;
            $(#[tokio::test] async fn $name() { $start(Engine::Firefox, $steps).await; })*
        }
        mod webkit {
            use super::*;
            $(#[tokio::test] async fn $name() { $start(Engine::WebKit, $steps).await; })*
        }
    };
}

engines! {
    opened github: journey::to_github;
    opened gitlab: journey::to_gitlab;
    opened bitbucket: journey::to_bitbucket;
    opened a_fault_and_continue: lost::go_on_after_a_lost_answer;
    test_in the_first_view_is_taken_over: first_view::fill_in_before_the_program;
    opened each_file_is_asked_for_once: first_view::count_requests;
    opened the_policy_refuses_every_way_out: policy::try_every_way_out;
    opened a_link_is_shared: share::share;
    opened links_are_opened: share::open_links;
    opened a_draft_comes_back: draft::come_back_to_a_draft;
    opened a_token_is_kept: token_kept::keep_a_token;
    opened without_a_network: offline::go_offline;
    opened an_update: offline::update;
}
