//! The whole job without a mouse.

use thirtyfour::Key;

use crate::harness::{Page, TOKEN, test};

/// Whether the browser draws a mark around what has the cursor. A choice of colours is a hidden input: its mark is on the
/// text beside it.
const MARKED: &str = "const e = document.activeElement;
    return [e, e.nextElementSibling, e.closest('label')].some((at) => {
        if (!at) return false;
        const style = getComputedStyle(at);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    })";

/// Presses Tab until something with this name has the cursor; each stop on the way must be marked.
async fn tab_to(page: &Page, name: &str) {
    let mut stops = Vec::new();
    for _ in 0..80 {
        page.keys(Key::Tab).await;
        let now = page.focused().await;
        assert_eq!(page.script(MARKED).await, true, "nothing shows that “{now}” has the cursor");
        if now.starts_with(name) {
            return;
        }
        stops.push(now);
    }
    panic!("Tab never came to “{name}”, but to: {stops:?}");
}

#[tokio::test]
async fn the_whole_job_by_keys() {
    test(async |page| {
        tab_to(page, "Pipeline").await;
        page.keys("512").await;
        tab_to(page, "Repository").await;
        page.keys("https://github.com/acme/shop").await;
        tab_to(page, "Status and events").await;
        page.keys(Key::Enter).await;
        page.until("the fold is open", async || page.has("field", "Status key").await).await;
        tab_to(page, "Status key").await;
        page.keys(Key::End + "-keys").await;
        tab_to(page, "Started").await;
        page.keys(Key::Right).await;
        page.until("the next tab has the cursor", async || page.focused().await.starts_with("Failed")).await;
        assert!(page.output("cURL").await.contains("action.failed"));
        page.keys(Key::End).await;
        page.until("the last tab has the cursor", async || page.focused().await.starts_with("Completed")).await;
        page.keys(Key::Right).await;
        page.until("it goes round", async || page.focused().await.starts_with("Started")).await;
        tab_to(page, "cURL").await;
        page.keys(Key::Right).await;
        assert!(page.output("JSON payload").await.contains("ci/devopness(build)-keys"));
        tab_to(page, "API").await;
        page.keys("Local").await;
        page.sees("A stand-in at http://127.0.0.1:").await;
        tab_to(page, "Access token").await;
        page.keys(TOKEN).await;
        tab_to(page, "Create hooks").await;
        page.keys(Key::Enter).await;
        page.hears("Done: 3 of 3 hooks exist.").await;
        assert_eq!(page.made(512).len(), 3);
        tab_to(page, "List hooks").await;
        page.keys(Key::Enter).await;
        page.sees("4 hooks in pipeline 512").await;
        // The table scrolls, so it can be reached too.
        tab_to(page, "4 hooks in pipeline 512").await;
    })
    .await;
}

#[tokio::test]
async fn every_stop_is_marked_with_all_folds_open() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.unfold_all().await;
        page.press("Add a body field").await;
        page.script("document.activeElement.blur(); scrollTo(0, 0)").await;
        tab_to(page, "List hooks").await;
    })
    .await;
}
