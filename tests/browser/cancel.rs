//! Stopping, and leaving, while hooks are being created.

use std::time::Duration;

use crate::harness::test;
use crate::sandbox::faults::{Act, Verb};
use crate::sandbox::world::SPARE;

/// Longer than any test.
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn cancel_stops_after_the_call_under_way() {
    test(async |page| {
        page.sandbox.set_delays(HOUR, HOUR);
        page.sandbox.fail(512, Verb::Create, 1, Act::Slow);
        page.prepare(512).await;
        page.create().await;
        page.lines_say(["sending …", "waiting", "waiting"]).await;
        page.sees("0 of 3 hooks in place").await;
        page.press("Cancel").await;
        page.hears("Stopping after the call that is under way.").await;
        page.until("the call is under way", async || page.posted().len() == 1).await;
        page.sandbox.let_go();
        page.lines_say(["created, id ", "not sent", "not sent"]).await;
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (1, 1));
        assert!(!page.has("button", "Cancel").await, "there is nothing left to cancel");
        page.press("Continue").await;
        page.lines_say(["created, id ", "created, id ", "created, id "]).await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn leaving_asks_first_only_while_sending() {
    test(async |page| {
        // ChromeDriver says yes to this question by itself, so the page is gone; that it was asked is on record.
        let questions = async || page.events("Page.javascriptDialogOpening").await;
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        page.open().await;
        assert_eq!(questions().await.len(), 0, "nothing is lost by leaving a plan");
        page.prepare(512).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.open().await;
        assert_eq!(questions().await.len(), 0, "nothing is lost by leaving now");

        page.sandbox.set_delays(HOUR, HOUR);
        page.sandbox.fail(SPARE.start, Verb::Create, 1, Act::Slow);
        page.prepare(SPARE.start).await;
        page.create().await;
        page.lines_say(["sending …", "waiting", "waiting"]).await;
        page.open().await;
        let asked = questions().await;
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0]["type"], "beforeunload");
    })
    .await;
}
