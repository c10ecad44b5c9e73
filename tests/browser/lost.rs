//! Answers that are lost on the way: what was written is found, what was not is sent again only when asked for.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Page, test};
use crate::sandbox::faults::{Act, Verb};

// The ends come before the start.
const NAMES: [&str; 3] = ["CI(build): failed", "CI(build): completed", "CI(build): started"];
const CREATED: &str = "created, id ";
const NOT_THERE: &str = "not created yet: the answer was lost, and the list does not show it. It may still come";
const MAY_EXIST: &str = "may exist: the answer was lost";

async fn start(page: &Page, pipeline: u64) {
    page.lose_answers();
    page.expect_failed_calls();
    page.prepare(pipeline).await;
    page.create().await;
}

/// Exactly the three hooks exist, after so many creates.
fn exactly_three(page: &Page, pipeline: u64, creates: usize) {
    assert_eq!(page.made_names(pipeline), NAMES);
    assert_eq!(page.posted().len(), creates);
}

#[tokio::test]
async fn written_then_dropped_is_found_in_the_list() {
    test(async |page| {
        start(page, 9041).await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        exactly_three(page, 9041, 3);
        page.open().await;
        start(page, 9045).await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        assert_eq!((page.made_names(9045), page.posted().len()), (NAMES.map(str::to_owned).to_vec(), 6));
    })
    .await;
}

/// Loses the answer to the first create, and continues.
pub async fn go_on_after_a_lost_answer(page: &Page) {
    start(page, 9042).await;
    page.lines_say([NOT_THERE, "waiting", "waiting"]).await;
    page.hears("Stopped: 0 of 3 hooks are in place.").await;
    assert_eq!((page.made(9042).len(), page.posted().len()), (0, 1), "nothing is sent again by itself");
    page.press("Continue").await;
    page.lines_say([CREATED, CREATED, CREATED]).await;
    exactly_three(page, 9042, 4);
}

#[tokio::test]
async fn dropped_before_the_write_is_sent_again_only_when_asked_for() {
    test(go_on_after_a_lost_answer).await;
}

#[tokio::test]
async fn a_server_error_in_the_middle_is_looked_after() {
    test(async |page| {
        start(page, 9043).await;
        page.lines_say([CREATED, NOT_THERE, "waiting"]).await;
        page.sees("The API failed to create an outgoing hook in pipeline 9043 (500): Server Error").await;
        page.sees("It is not your fault.").await;
        assert_eq!(page.made_names(9043), NAMES[..1]);
        page.press("Continue").await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        exactly_three(page, 9043, 4);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_the_wrong_shape_is_looked_after() {
    test(async |page| {
        start(page, 9201).await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        exactly_three(page, 9201, 3);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_blindly_while_the_list_fails_too() {
    test(async |page| {
        // The first list is the checklist's, the second Confirm's.
        page.sandbox.fail(512, Verb::Create, 1, Act::Cut { written: true });
        for list in [3, 4] {
            page.sandbox.fail(512, Verb::List, list, Act::Status(500));
        }
        start(page, 512).await;
        page.lines_say([MAY_EXIST, "waiting", "waiting"]).await;
        page.sees("Whether it was done could not be read either.").await;
        page.press("Continue").await;
        let lists = || page.sandbox.requests().into_iter().filter(|call| call.path.ends_with("/hooks")).count();
        page.until("the list was asked for again", async || lists() >= 4).await;
        page.sees("The list of hooks could not be read: ").await;
        page.lines_say([MAY_EXIST, "waiting", "waiting"]).await;
        assert_eq!((page.made(512).len(), page.posted().len()), (1, 1));
        // Once the list can be read, what exists is not sent again.
        page.press("Continue").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        exactly_three(page, 512, 3);
    })
    .await;
}

#[tokio::test]
async fn after_thirty_seconds_without_an_answer_the_list_tells() {
    test(async |page| {
        // Half a minute takes three seconds here.
        let fast = "const real = window.setTimeout.bind(window);
            window.setTimeout = (act, wait, ...more) => real(act, wait === 30000 ? 3000 : wait, ...more)";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": fast })).await;
        page.open().await;
        page.sandbox.set_delays(Duration::from_secs(3600), Duration::ZERO);
        start(page, 9030).await;
        page.until("the first create arrived", async || page.posted().len() == 1).await;
        // The first one is on its way to be late; the others need not be.
        page.sandbox.set_delays(Duration::ZERO, Duration::ZERO);
        page.lines_say([CREATED, CREATED, CREATED]).await;
        exactly_three(page, 9030, 3);
    })
    .await;
}
