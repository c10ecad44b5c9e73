//! A phone: 360 px wide.

use crate::harness::{Page, test_at};

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
        page.sees("The token may not do this (403)").await;
        fits(page, "failed").await;
        page.type_into("Access token", crate::harness::TOKEN).await;
        page.press("Create the rest").await;
        page.hears("Done: 3 of 3 hooks exist.").await;
        fits(page, "created").await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 513").await;
        fits(page, "listed").await;
    })
    .await;
}
