//! Answers that are lost on the way: what was written is found, what was not is sent again only when asked for.

use std::time::Duration;

use crate::harness::{Page, test};

const NAMES: [&str; 3] = ["CI(build): started", "CI(build): failed", "CI(build): completed"];
const CREATED: &str = "created, id ";
const FOUND: &str = "created: the answer was lost, but it is in the list, id ";
const NOT_THERE: &str = "not created: the answer was lost, and it is not in the list";
const MAY_EXIST: &str = "may exist: the answer was lost";

async fn start(page: &Page, pipeline: u64) {
    page.expect_failed_calls();
    page.prepare(pipeline).await;
    page.press("Create hooks").await;
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
        page.lines_say([FOUND, CREATED, CREATED]).await;
        exactly_three(page, 9041, 3);
        page.open().await;
        start(page, 9045).await;
        page.lines_say([CREATED, FOUND, CREATED]).await;
        assert_eq!(page.made_names(9045), NAMES);
    })
    .await;
}

#[tokio::test]
async fn dropped_before_the_write_is_sent_again_only_when_asked_for() {
    test(async |page| {
        start(page, 9042).await;
        page.lines_say([NOT_THERE, "", ""]).await;
        assert_eq!((page.made(9042).len(), page.posted().len()), (0, 1), "nothing is sent again by itself");
        page.press("Create the rest").await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        exactly_three(page, 9042, 4);
    })
    .await;
}

#[tokio::test]
async fn a_server_error_in_the_middle_is_looked_after() {
    test(async |page| {
        start(page, 9043).await;
        page.lines_say([CREATED, NOT_THERE, ""]).await;
        page.sees("The API failed (500): Server Error").await;
        page.sees("It is not your fault.").await;
        assert_eq!(page.made_names(9043), NAMES[..1]);
        page.press("Create the rest").await;
        page.lines_say([CREATED, CREATED, CREATED]).await;
        exactly_three(page, 9043, 4);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_the_wrong_shape_is_looked_after() {
    test(async |page| {
        start(page, 9201).await;
        page.lines_say([FOUND, FOUND, FOUND]).await;
        exactly_three(page, 9201, 3);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_blindly_while_the_list_fails_too() {
    test(async |page| {
        start(page, 9044).await;
        page.lines_say([MAY_EXIST, "", ""]).await;
        page.sees("The list of hooks, which would tell whether it exists, could not be read either.").await;
        let asked = page.sandbox.requests().len();
        page.press("Create the rest").await;
        page.until("the list was asked for again", async || page.sandbox.requests().len() > asked).await;
        page.lines_say([MAY_EXIST, "", ""]).await;
        assert_eq!((page.made(9044).len(), page.posted().len()), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn after_thirty_seconds_without_an_answer_the_list_tells() {
    test(async |page| {
        page.sandbox.set_delays(Duration::from_secs(40), Duration::ZERO);
        start(page, 9030).await;
        page.until("the first create arrived", async || page.posted().len() == 1).await;
        // The first one is on its way to be late; the others need not be.
        page.sandbox.set_delays(Duration::ZERO, Duration::ZERO);
        page.until_within(Duration::from_secs(60), "the time is over", async || {
            page.lines().await.first().is_some_and(|line| line.contains(FOUND))
        })
        .await;
        page.lines_say([FOUND, CREATED, CREATED]).await;
        exactly_three(page, 9030, 3);
    })
    .await;
}
