//! The token in the tab's own storage: by choice, and never for long.

use serde_json::json;

use crate::accessible;
use crate::harness::{Page, TOKEN, test};
use crate::share::{fragment_is, value};

/// Everything that the browser keeps for the page: the tab's storage without the time, and the rest.
async fn kept(page: &Page) -> (String, String) {
    let token = page.script("return sessionStorage.getItem('hook-builder.token') ?? ''").await;
    let rest = page
        .script("return JSON.stringify([{ ...localStorage }, location.href, document.cookie, name, history.state])")
        .await;
    let token = token.as_str().unwrap_or_default();
    (token.split_once(' ').map_or(token, |(_, token)| token).to_owned(), rest.to_string())
}

async fn kept_is(page: &Page, expected: &str) {
    page.until(&format!("“{expected}” is kept"), async || kept(page).await.0 == expected).await;
    assert!(!kept(page).await.1.contains(TOKEN));
}

async fn tick(page: &Page) {
    page.find("checkbox", "Keep it until this tab closes").await.click().await.expect("a box can be ticked");
}

async fn reload(page: &Page) {
    page.browser.refresh().await.expect("the page can be loaded anew");
    page.runs().await;
    page.offers("API", "Local sandbox").await;
}

const BEARER: &str = "Bearer devopness_pat_sandbox";

/// Keeps a token by choice, loads the page again, and forgets it.
pub async fn keep_a_token(page: &Page) {
    page.prepare(512).await;
    fragment_is(page, "#v1&pipeline=512&repository=https://github.com/acme/shop&api=sandbox").await;
    kept_is(page, "").await;
    reload(page).await;
    assert_eq!(value(page, "Access token").await, "");
    page.type_into("Access token", TOKEN).await;
    tick(page).await;
    kept_is(page, BEARER).await;
    accessible::load(page).await;
    accessible::check(page, "the token is kept").await;
    reload(page).await;
    page.note_says("Access token", "Personal token", false).await;
    assert_eq!(value(page, "Access token").await, TOKEN);
    assert!(page.find("checkbox", "Keep it until this tab closes").await.is_selected().await.expect("a box"));
    page.press("List hooks").await;
    page.hears("listed.").await;
    // It follows the field.
    page.type_into("Access token", "devopness_pat_another").await;
    kept_is(page, "Bearer devopness_pat_another").await;
    tick(page).await;
    kept_is(page, "").await;
    assert_eq!(value(page, "Access token").await, "devopness_pat_another", "it is still in use");
    tick(page).await;
    kept_is(page, "Bearer devopness_pat_another").await;
    page.press("Forget").await;
    page.hears("The token is forgotten.").await;
    kept_is(page, "").await;
    page.type_into("Access token", TOKEN).await;
    kept_is(page, "").await;
}

#[tokio::test]
async fn it_is_kept_by_choice_alone() {
    test(keep_a_token).await;
}

#[tokio::test]
async fn another_tab_does_not_have_it() {
    test(async |page| {
        page.prepare(512).await;
        tick(page).await;
        kept_is(page, BEARER).await;
        let own = page.browser.window().await.expect("the page has a window");
        let tab = page.browser.new_tab().await.expect("a tab can be opened");
        page.browser.switch_to_window(tab).await.expect("the tab is there");
        page.come_back("").await;
        assert_eq!(value(page, "Access token").await, "");
        kept_is(page, "").await;
        page.browser.close_window().await.expect("a tab can be closed");
        page.browser.switch_to_window(own).await.expect("the page is still there");
    })
    .await;
}

/// Moves the page's clock on.
async fn later(page: &Page, minutes: u32) {
    page.script(&format!("const now = Date.now.bind(Date); Date.now = () => now() + {minutes} * 60000")).await;
}

async fn is_forgotten(page: &Page) {
    page.hears("The token is forgotten: nobody used the page for half an hour.").await;
    kept_is(page, "").await;
    assert_eq!(value(page, "Access token").await, "");
    assert!(!page.find("checkbox", "Keep it until this tab closes").await.is_selected().await.expect("a box"));
}

#[tokio::test]
async fn half_an_hour_without_a_key_or_a_pointer_ends_it() {
    test(async |page| {
        // The page looks once a minute; here a minute is short.
        let fast = "const real = window.setTimeout.bind(window);
            window.setTimeout = (act, wait, ...more) => real(act, wait === 60000 ? 20 : wait, ...more)";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": fast })).await;
        page.open().await;
        page.prepare(512).await;
        tick(page).await;
        kept_is(page, BEARER).await;
        // Use of the page counts from then on.
        later(page, 29).await;
        page.keys(thirtyfour::Key::Shift).await;
        later(page, 29).await;
        page.until("it was looked at", async || kept(page).await.0 == BEARER).await;
        later(page, 2).await;
        is_forgotten(page).await;
    })
    .await;
}

#[tokio::test]
async fn a_tab_that_slept_forgets_it_at_the_first_key() {
    test(async |page| {
        page.prepare(512).await;
        tick(page).await;
        kept_is(page, BEARER).await;
        later(page, 31).await;
        page.keys(thirtyfour::Key::Shift).await;
        is_forgotten(page).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_too_old_is_not_taken_back() {
    test(async |page| {
        for (change, stays) in [
            ("since - 29 * 60", true),
            ("since - 30 * 60", false),
            // From the future, or no time at all.
            ("since + 3600", false),
            ("'x'", false),
        ] {
            page.open().await;
            page.prepare(512).await;
            tick(page).await;
            kept_is(page, BEARER).await;
            let script = format!(
                "const name = 'hook-builder.token', [time, ...rest] = sessionStorage.getItem(name).split(' ');
                 const since = Number(time); sessionStorage.setItem(name, [{change}, ...rest].join(' '))"
            );
            page.script(&script).await;
            reload(page).await;
            page.until(change, async || (value(page, "Access token").await == TOKEN) == stays).await;
            kept_is(page, if stays { BEARER } else { "" }).await;
            page.press("Forget").await;
            kept_is(page, "").await;
        }
    })
    .await;
}
