//! The whole job without a mouse.

use thirtyfour::Key;

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};

/// Whether the browser draws a mark around what has the cursor. A choice of colours is a hidden input: its mark is on the
/// text beside it.
const MARKED: &str = "const e = document.activeElement;
    return [e, e.nextElementSibling, e.closest('label')].some((at) => {
        if (!at) return false;
        const style = getComputedStyle(at);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    })";

/// Presses Tab until something with this name has the cursor; each stop on the way must be marked.
pub async fn tab_to(page: &Page, name: &str) {
    go_to(page, name, false).await;
}

/// The same the other way round.
pub async fn back_to(page: &Page, name: &str) {
    go_to(page, name, true).await;
}

/// Waits until something whose name begins so has the cursor.
async fn on(page: &Page, start: &str) {
    page.until(&format!("the cursor is on “{start}”"), async || page.focused().await.starts_with(start)).await;
}

async fn go_to(page: &Page, name: &str, back: bool) {
    let mut stops = Vec::new();
    for _ in 0..80 {
        let keys = page.browser.action_chain();
        let keys = if back { keys.key_down(Key::Shift) } else { keys };
        let keys = keys.key_down(Key::Tab).key_up(Key::Tab);
        let keys = if back { keys.key_up(Key::Shift) } else { keys };
        keys.perform().await.expect("keys can be pressed");
        let now = page.focused().await;
        assert_eq!(
            page.script(MARKED).await,
            true,
            "on the way to “{name}” nothing shows what has the cursor, after {stops:?}"
        );
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
        on(page, "What will be done in pipeline 512").await;
        tab_to(page, "Confirm: create 3").await;
        page.keys(Key::Enter).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        on(page, "Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(512).len(), 3);
        tab_to(page, "List hooks").await;
        page.keys(Key::Enter).await;
        page.sees("4 hooks in pipeline 512").await;
        // What can be done with each of them is reached too.
        tab_to(page, "Delete “CI(build): started”").await;
    })
    .await;
}

#[tokio::test]
async fn checking_planning_stopping_and_undoing_by_keys() {
    test(async |page| {
        page.prepare(532).await;
        tab_to(page, "Check only").await;
        page.keys(Key::Enter).await;
        page.hears("Checks: 1 failed").await;
        on(page, "Checks: 1 failed").await;
        tab_to(page, "Use “sha”").await;
        page.keys(Key::Enter).await;
        page.hears("Commit hash variable changed.").await;
        // The line is gone from those to look at; the cursor is not.
        on(page, "Checks: 1 with a warning").await;
        tab_to(page, "Report only deploys that a hook started").await;
        page.keys(Key::Enter).await;
        page.hears("Only deploys that a hook started will be reported.").await;
        on(page, "Checks: 1 failed").await;
        // The incoming hook has nothing to know them by, so all are reported again.
        let lacks = "No incoming hook declares the constant pipeline_id with 532";
        page.check_says("Deploys started by hand are left out", "failed", lacks).await;
        tab_to(page, "Go to “Only deploys that a hook started”").await;
        page.keys(Key::Enter).await;
        on(page, "Report only deploys that a hook started").await;
        page.keys(Key::Space).await;
        tab_to(page, "Check only").await;
        page.keys(Key::Enter).await;
        on(page, "Checks: 1 with a warning").await;
        back_to(page, "Create hooks").await;
        page.keys(Key::Enter).await;
        on(page, "What will be done").await;
        tab_to(page, "Leave all as it is").await;
        page.keys(Key::Enter).await;
        page.hears("Nothing was changed.").await;
        on(page, "Checks: ").await;

        page.sandbox.fail(532, Verb::Create, 1, Act::Slow);
        back_to(page, "Create hooks").await;
        page.keys(Key::Enter).await;
        on(page, "What will be done").await;
        tab_to(page, "Confirm: create 3").await;
        page.keys(Key::Space).await;
        on(page, "0 of 3 hooks in place").await;
        tab_to(page, "Cancel").await;
        page.keys(Key::Enter).await;
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        on(page, "Stopped: 1 of 3 hooks are in place.").await;
        tab_to(page, "Continue").await;
        page.keys(Key::Enter).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        on(page, "Done: 3 of 3 hooks are in place.").await;
        tab_to(page, "Undo all").await;
        page.keys(Key::Enter).await;
        page.hears("Undone: the pipeline has what it had before.").await;
        on(page, "Undone: the pipeline has what it had before.").await;
        assert_eq!(page.made(532).len(), 0);
    })
    .await;
}

#[tokio::test]
async fn deleting_nothing_is_chosen_by_keys() {
    test(async |page| {
        page.prepare(543).await;
        tab_to(page, "Create hooks").await;
        page.keys(Key::Enter).await;
        on(page, "What will be done").await;
        tab_to(page, "Delete nothing").await;
        page.keys(Key::Space).await;
        page.until("there is nothing to confirm", async || !page.has("button", "Confirm: remove 3").await).await;
        on(page, "Delete nothing").await;
        page.keys(Key::Space).await;
        on(page, "Delete nothing").await;
        tab_to(page, "Confirm: remove 3").await;
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
