//! A phone: 360 px wide.

use crate::harness::{Page, test_at};
use crate::sandbox::faults::{Act, Verb};

async fn fits(page: &Page, state: &str) {
    let script = "return [document.documentElement.scrollWidth, innerWidth]";
    let widths: (u32, u32) = serde_json::from_value(page.script(script).await).unwrap();
    assert_eq!(widths.1, 360);
    assert!(widths.0 <= widths.1, "{state}: the page is {} px wide and scrolls sideways", widths.0);
}

#[tokio::test]
async fn the_job_works_without_scrolling_sideways() {
    test_at(360, async |page| {
        fits(page, "empty").await;
        page.fill("513", "https://gitlab.com/acme/platform/with-a-rather-long-name/shop-of-everything").await;
        fits(page, "filled in").await;
        page.unfold_all().await;
        page.press("Add a body field").await;
        fits(page, "all folds open").await;
        page.press("Remove body field").await;
        for format in ["JSON payload", "Provider request", "cURL"] {
            page.tab(format).await;
            fits(page, format).await;
        }
        page.use_sandbox("devopness_pat_readonly").await;
        page.expect_failed_calls();
        page.press("Create hooks").await;
        page.hears("Nothing was created. Checks:").await;
        fits(page, "a check failed").await;
        page.type_into("Access token", crate::harness::TOKEN).await;
        page.press("Check only").await;
        page.check_says("The token is accepted", "passed", "").await;
        fits(page, "checked").await;
        page.sandbox.fail(513, Verb::Create, 2, Act::Status(403));
        page.press("Create hooks").await;
        page.plan_says(["create", "create", "create"]).await;
        fits(page, "planned").await;
        page.confirm().await;
        page.sees("The token may not create an outgoing hook in pipeline 513 (403)").await;
        fits(page, "failed").await;
        page.press("Continue").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        fits(page, "created").await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 513").await;
        fits(page, "listed").await;
    })
    .await;
}

#[tokio::test]
async fn a_set_is_changed_without_scrolling_sideways() {
    test_at(360, async |page| {
        page.prepare(541).await;
        page.press("Create hooks").await;
        page.plan_says(["update", "update", "update"]).await;
        fits(page, "updates planned").await;
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        fits(page, "updated").await;
        page.press("Undo all").await;
        page.hears("Undone: the pipeline has what it had before.").await;
        fits(page, "undone").await;
        page.type_into("Pipeline", "9131").await;
        page.create().await;
        page.hears("3 of 3 hooks are in the list, but 3 not as sent.").await;
        page.sees("The API has something else than was sent").await;
        fits(page, "changed by the API").await;
        page.type_into("Pipeline", "543").await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: remove 3").await;
        fits(page, "removals planned").await;
    })
    .await;
}
