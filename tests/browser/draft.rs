//! The draft: it survives the tab, can be switched off, and two tabs do not overwrite each other's.

use serde_json::json;

use crate::accessible;
use crate::harness::{Page, test};
use crate::share::{fragment, fragment_is, value};

async fn draft(page: &Page) -> Option<String> {
    page.script("return localStorage.getItem('hook-builder.draft')").await.as_str().map(str::to_owned)
}

async fn draft_is(page: &Page, expected: Option<&str>) {
    page.until(&format!("the draft is {expected:?}"), async || draft(page).await.as_deref() == expected).await;
}

const USUAL: &str = "#v1&pipeline=512&repository=acme/shop";

/// Leaves a form and comes back to it.
pub async fn come_back_to_a_draft(page: &Page) {
    assert_eq!(draft(page).await, None);
    page.fill("512", "acme/shop").await;
    draft_is(page, Some(USUAL)).await;
    // Even what was typed a moment before leaving.
    page.type_into("Repository", "acme/web").await;
    let link = USUAL.replace("shop", "web");
    page.come_back("").await;
    page.hears("Your draft is back.").await;
    assert_eq!((value(page, "Pipeline").await, value(page, "Repository").await), ("512".into(), "acme/web".into()));
    fragment_is(page, &link).await;
    accessible::load(page).await;
    accessible::check(page, "a draft").await;
    // The words go with the next change.
    page.type_into("Pipeline", "513").await;
    page.until("the words are gone", async || !page.text().await.contains("Your draft is back.")).await;
    // A link is opened in place of the draft, which stays.
    page.come_back("#v1&pipeline=7").await;
    assert_eq!(value(page, "Pipeline").await, "7");
    assert_eq!(draft(page).await.as_deref(), Some(link.replace("512", "513").as_str()));
}

#[tokio::test]
async fn a_draft_survives_the_tab() {
    test(come_back_to_a_draft).await;
}

#[tokio::test]
async fn starting_over_clears_form_address_and_draft_and_can_be_undone() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        draft_is(page, Some(USUAL)).await;
        page.press("Start over").await;
        page.hears("The form is fresh.").await;
        assert_eq!((value(page, "Pipeline").await, value(page, "Repository").await), (String::new(), String::new()));
        assert_eq!((draft(page).await, fragment(page).await), (None, String::new()));
        page.press("Undo").await;
        page.hears("The form is back.").await;
        assert_eq!(value(page, "Pipeline").await, "512");
        assert_eq!((draft(page).await.as_deref(), fragment(page).await.as_str()), (Some(USUAL), USUAL));
        // Beside the words that say that there is a draft it can be done by keys alone.
        page.come_back("").await;
        page.hears("Your draft is back.").await;
        page.script("document.querySelector('#keep-first').focus()").await;
        page.keys(thirtyfour::Key::Enter).await;
        page.hears("The form is fresh.").await;
        page.until("the cursor is on Undo", async || page.focused().await == "Undo").await;
        page.come_back("").await;
        assert_eq!(value(page, "Pipeline").await, "");
    })
    .await;
}

#[tokio::test]
async fn a_switch_turns_drafts_off_and_is_remembered() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        draft_is(page, Some(USUAL)).await;
        let switch = page.find("checkbox", "Keep a draft in this browser").await;
        assert!(switch.is_selected().await.expect("a box is ticked or not"));
        switch.click().await.expect("a box can be unticked");
        draft_is(page, None).await;
        page.type_into("Pipeline", "513").await;
        fragment_is(page, &USUAL.replace("512", "513")).await;
        assert_eq!(draft(page).await, None);
        page.come_back("").await;
        assert_eq!(value(page, "Pipeline").await, "");
        let switch = page.find("checkbox", "Keep a draft in this browser").await;
        assert!(!switch.is_selected().await.expect("a box is ticked or not"));
        page.fill("7", "a/b").await;
        fragment_is(page, "#v1&pipeline=7&repository=a/b").await;
        switch.click().await.expect("a box can be ticked");
        draft_is(page, Some("#v1&pipeline=7&repository=a/b")).await;
        let kept = page.script("return Object.keys(localStorage)").await;
        assert_eq!(kept, json!(["hook-builder.draft"]));
    })
    .await;
}

#[tokio::test]
async fn two_tabs_do_not_overwrite_each_others_draft() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        draft_is(page, Some(USUAL)).await;
        let first = page.browser.window().await.expect("the page has a window");
        let second = page.browser.new_tab().await.expect("a tab can be opened");
        page.browser.switch_to_window(second.clone()).await.expect("the tab is there");
        page.come_back("").await;
        page.hears("Your draft is back.").await;
        page.type_into("Pipeline", "600").await;
        let theirs = USUAL.replace("512", "600");
        draft_is(page, Some(&theirs)).await;

        page.browser.switch_to_window(first.clone()).await.expect("the tab is there");
        page.type_into("Pipeline", "700").await;
        page.hears("Another tab has changed the draft: this form is not kept.").await;
        fragment_is(page, &USUAL.replace("512", "700")).await;
        assert_eq!(draft(page).await.as_deref(), Some(theirs.as_str()));
        accessible::load(page).await;
        accessible::check(page, "another tab's draft").await;
        page.press("Keep this tab's").await;
        draft_is(page, Some(&USUAL.replace("512", "700"))).await;

        page.browser.switch_to_window(second).await.expect("the tab is there");
        page.type_into("Pipeline", "601").await;
        page.hears("Another tab has changed the draft").await;
        page.press("Take the other's").await;
        page.hears("The other draft is shown.").await;
        assert_eq!(value(page, "Pipeline").await, "700");
        page.press("Undo").await;
        page.until("its own form is back", async || value(page, "Pipeline").await == "601").await;
        draft_is(page, Some(&USUAL.replace("512", "601"))).await;
        page.browser.close_window().await.expect("a tab can be closed");
        page.browser.switch_to_window(first).await.expect("the tab is there");
    })
    .await;
}
