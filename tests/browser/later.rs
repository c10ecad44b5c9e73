//! The part of the program that is loaded once it is needed: not before, once, checked by its hash, and without a network.

use serde_json::json;

use crate::harness::{Page, TOKEN, test, test_release};

/// What is said where the part does not come.
const MISSING: &str = "A part of this page could not be loaded from its host.";

/// How often the page itself asked for the part. The service worker takes it too, with all other files.
async fn asked(page: &Page) -> usize {
    let path = page.site.later();
    page.requests().await.into_iter().filter(|url| url.ends_with(&path)).count()
}

async fn is_asked(page: &Page, times: usize) {
    page.until(&format!("it was asked for {times} times"), async || asked(page).await == times).await;
}

#[tokio::test]
async fn it_comes_once_the_token_field_is_used() {
    test_release(async |page| {
        page.is_kept().await;
        page.fill("512", "acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        page.unfold_all().await;
        page.tab("JSON payload").await;
        assert_eq!(asked(page).await, 0);
        page.field("Access token").await.focus().await.unwrap();
        is_asked(page, 1).await;
        // What only the part does.
        page.press("Check only").await;
        page.hears("Nothing was sent: an access token is needed.").await;
        page.type_into("Access token", "devopness_pat_abcdefgh1234").await;
        page.field("Pipeline").await.focus().await.unwrap();
        page.field("Access token").await.focus().await.unwrap();
        page.unfold("The incoming hook").await;
        page.unfold("Try it without sending").await;
        page.note_says("Access token", "Personal token, ending in 1234.", false).await;
        assert_eq!(asked(page).await, 1);
    })
    .await;
}

#[tokio::test]
async fn whatever_needs_it_brings_it() {
    for what in ["Create hooks", "Check only", "List hooks", "Pick …", "The incoming hook", "Try it without sending"]
    {
        test_release(async |page| {
            page.fill("512", "acme/shop").await;
            page.sees("3 hooks ready for acme/shop at GitHub.").await;
            assert_eq!(asked(page).await, 0);
            if page.has("button", what).await {
                page.press(what).await;
            } else {
                page.unfold(what).await;
            }
            is_asked(page, 1).await;
        })
        .await;
    }
}

#[tokio::test]
async fn a_token_that_was_typed_before_the_program_came_calls_it_too() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.only(".wasm"));
        page.visit().await;
        let before = asked(page).await;
        page.type_into("Access token", TOKEN).await;
        page.site.let_go();
        is_asked(page, before + 1).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_pressed_while_it_loads_is_done_when_it_is_here() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.later());
        page.open().await;
        page.prepare(512).await;
        page.press("List hooks").await;
        page.press("Check only").await;
        assert_eq!(page.sandbox.requests().len(), 0);
        page.site.let_go();
        // The last one is what is wanted.
        page.hears("Checks: ").await;
        assert!(!page.text().await.contains("hook in pipeline 512"));
    })
    .await;
}

#[tokio::test]
async fn it_shares_everything_with_the_page() {
    test(async |page| {
        // What it shows follows the form, and its buttons change the form, from which the page's outputs follow.
        page.prepare(532).await;
        page.press("Check only").await;
        page.check_says("An incoming hook reads the commit hash", "failed", "as “commit_hash”").await;
        page.press("Use “sha”").await;
        page.check_says("An incoming hook reads the commit hash", "passed", "It is read as “sha”.").await;
        page.unfold("Status and events").await;
        let value = page.field("Commit hash variable").await.prop("value").await.unwrap();
        assert_eq!(value.as_deref(), Some("sha"));
        assert!(page.output("cURL").await.contains("hook_parsed_variables.sha }}"));
        page.type_into("Commit hash variable", "other").await;
        page.check_says("An incoming hook reads the commit hash", "failed", "as “other”").await;
        page.type_into("Pipeline", "512").await;
        page.check_says("The pipeline deploys an application", "not checked", "names another pipeline").await;
        page.type_into("Commit hash variable", "commit_hash").await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
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
            let before = asked(page).await;
            page.prepare(512).await;
            is_asked(page, before + 1).await;
            // Nobody has asked for anything yet.
            assert!(!page.text().await.contains(MISSING), "changed: {changed}");
            page.press("List hooks").await;
            page.hears(MISSING).await;
            page.find_in("button", "Load it again", Some(("region", "Existing hooks"))).await;
            // All else works as before.
            page.type_into("Pipeline", "513").await;
            page.until("the output follows", async || page.output("cURL").await.contains("/pipelines/513/")).await;
            page.type_into("Pipeline", "512").await;
            // It stands beside what was pressed last.
            page.press("Check only").await;
            page.find_in("button", "Load it again", Some(("region", "Create the hooks from here"))).await;
            let before = asked(page).await;
            page.press("Load it again").await;
            is_asked(page, before + 1).await;
            page.sees(MISSING).await;
            assert_eq!(page.sandbox.requests().len(), 0, "changed: {changed}");
            page.site.put_back(&path);
            page.press("Load it again").await;
            page.hears("Checks: ").await;
            page.check_says("The pipeline deploys an application", "passed", "deploys an application.").await;
            assert!(!page.has("button", "Load it again").await && !page.text().await.contains(MISSING));
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
        page.prepare(512).await;
        page.press("Check only").await;
        page.hears("Checks: ").await;
        page.press("List hooks").await;
        page.sees("1 hook in pipeline 512").await;
    })
    .await;
}
