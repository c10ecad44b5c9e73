//! The part of the program that is loaded once it is needed: not before, once, checked by its hash, and without a network.

use serde_json::json;

use crate::harness::{Page, TOKEN, test, test_release};

/// How often the page itself asked for the part. The service worker takes it too, with all other files.
async fn asked(page: &Page) -> usize {
    let path = page.site.later();
    page.requests().await.into_iter().filter(|url| url.ends_with(&path)).count()
}

/// What is seen of the part, once it is there.
const SHOWN: &str = "The doctor looks at the hooks";

#[tokio::test]
async fn it_comes_once_the_token_field_is_used() {
    test_release(async |page| {
        page.is_kept().await;
        page.fill("512", "acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        assert_eq!(asked(page).await, 0);
        assert!(!page.text().await.contains(SHOWN));
        page.field("Access token").await.focus().await.unwrap();
        page.sees(SHOWN).await;
        page.type_into("Access token", TOKEN).await;
        page.field("Pipeline").await.focus().await.unwrap();
        page.field("Access token").await.focus().await.unwrap();
        assert_eq!(asked(page).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_typed_before_the_program_came_calls_it_too() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.only(".wasm"));
        page.visit().await;
        page.type_into("Access token", TOKEN).await;
        page.site.let_go();
        page.sees(SHOWN).await;
    })
    .await;
}

#[tokio::test]
async fn it_shares_everything_with_the_page() {
    test(async |page| {
        page.type_into("Access token", TOKEN).await;
        page.sees(SHOWN).await;
        // Its parts follow the model, and its buttons act on the page.
        page.press("Ask the doctor").await;
        page.hears("The doctor has nothing to say yet.").await;
        page.type_into("Pipeline", "512").await;
        page.type_into("Repository", "https://gitlab.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitLab.").await;
        page.press("Ask the doctor").await;
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.hears("Done: 3 of 3 hooks exist.").await;
    })
    .await;
}

#[tokio::test]
async fn what_does_not_come_or_was_changed_can_be_loaded_again() {
    for changed in [false, true] {
        test(async |page| {
            page.allow_console("", "the browser reports each file that is missing or changed");
            let path = page.site.later();
            if changed {
                // A whole module, which would run if nobody looked at its hash.
                page.site.replace(&path, "\0asm\u{1}\0\0\0");
            } else {
                page.site.withhold(&path);
            }
            page.forget().await;
            page.open().await;
            page.type_into("Access token", TOKEN).await;
            page.hears("A part of this page could not be loaded from its host.").await;
            // All else works as before.
            page.prepare(512).await;
            page.press("List hooks").await;
            page.sees("1 hook in pipeline 512").await;
            page.press("Load it again").await;
            page.hears("A part of this page could not be loaded from its host.").await;
            assert!(!page.text().await.contains(SHOWN), "changed: {changed}");
            page.site.put_back(&path);
            page.press("Load it again").await;
            page.sees(SHOWN).await;
            assert!(!page.has("button", "Load it again").await);
        })
        .await;
    }
}

#[tokio::test]
async fn after_a_visit_it_needs_no_network() {
    test(async |page| {
        page.is_kept().await;
        page.site.stop();
        page.devtools("Network.clearBrowserCache", json!({})).await;
        page.open().await;
        page.type_into("Access token", TOKEN).await;
        page.sees(SHOWN).await;
    })
    .await;
}
