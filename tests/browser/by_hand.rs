//! The page as `trunk build` and `trunk serve` give it to who runs them by hand: whole, not split, and with no worker.

use crate::harness::{Page, visit_at};

#[tokio::test]
async fn what_trunk_builds_works() {
    visit_at("target/serve", "/", async |page: &Page| {
        page.open().await;
        page.fill("512", "gitlab.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitLab.").await;
        page.unfold("Status and events").await;
        page.type_into("Status key", "ci/by-hand").await;
        page.until("the command follows", async || page.output("cURL").await.contains("ci/by-hand")).await;
        page.press("Check only").await;
        page.hears("Nothing was sent: an access token is needed.").await;
        page.unfold("What each line does").await;
        page.sees("Sends one request, with this method.").await;
    })
    .await;
}
