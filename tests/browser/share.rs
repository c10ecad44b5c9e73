//! The form in the page's address: it follows, it comes back, it can be given away, and no secret gets into it.

use serde_json::json;

use crate::accessible;
use crate::copy::permit;
use crate::harness::{Engine, Page, TOKEN, test};

pub async fn fragment(page: &Page) -> String {
    page.script("return location.hash").await.as_str().unwrap_or_default().to_owned()
}

/// Waits until the address has this fragment.
pub async fn fragment_is(page: &Page, expected: &str) {
    page.until(&format!("the address ends with “{expected}”"), async || fragment(page).await == expected).await;
}

pub async fn value(page: &Page, label: &str) -> String {
    page.field(label).await.prop("value").await.ok().flatten().unwrap_or_default()
}

const USUAL: &str = "#v1&pipeline=512&repository=acme/shop";

#[tokio::test]
async fn the_address_follows_the_form_and_a_reload_keeps_it() {
    test(async |page| {
        assert_eq!(fragment(page).await, "", "a first visit has a clean address");
        page.unfold("Status and events").await;
        page.press("Copy cURL").await;
        page.fill("512", "acme/shop").await;
        fragment_is(page, USUAL).await;
        page.type_into("Status key", "ci/x y").await;
        let link = [USUAL, "&status-key=ci/x+y"].concat();
        fragment_is(page, &link).await;
        assert_eq!(page.script("return history.length").await, page.script("return history.length").await);
        page.browser.refresh().await.expect("the page can be loaded anew");
        page.runs().await;
        page.until("the form is back", async || value(page, "Pipeline").await == "512").await;
        assert!(page.output("cURL").await.contains("ci/x y"));
        assert_eq!(fragment(page).await, link);
        // What is as in a fresh form is not in the address.
        page.unfold("Status and events").await;
        page.type_into("Status key", "ci/devopness(build)").await;
        page.fill("", "").await;
        fragment_is(page, "").await;
        assert_eq!(page.script("return location.href.endsWith('#')").await, false);
    })
    .await;
}

#[tokio::test]
async fn many_keys_make_few_addresses() {
    test(async |page| {
        let count = "const own = history.replaceState.bind(history); window.written = 0;
            history.replaceState = (...all) => { written += 1; own(...all); }";
        page.script(count).await;
        page.fill("512", "https://github.com/acme/a-repository-with-a-very-long-name").await;
        fragment_is(page, "#v1&pipeline=512&repository=https://github.com/acme/a-repository-with-a-very-long-name")
            .await;
        let written = page.script("return written").await.as_u64().unwrap_or_default();
        assert!((1..=12).contains(&written), "{written} addresses for some sixty keys");
    })
    .await;
}

/// Goes to a link, back and forward.
pub async fn open_links(page: &Page) {
    page.fill("512", "acme/shop").await;
    fragment_is(page, USUAL).await;
    // As if pasted into the address bar.
    let other = "#v1&pipeline=77&repository=https://gitlab.com/acme/web&on-failed=off&body-text=note:by+me";
    page.script(&format!("location.hash = {other:?}")).await;
    page.until("the form is the link's", async || value(page, "Pipeline").await == "77").await;
    assert!(page.output("cURL").await.contains("/pipelines/77/"));
    page.tab("Failed…").await;
    page.sees("This event is off").await;
    page.type_into("Pipeline", "78").await;
    fragment_is(page, &other.replace("77", "78")).await;
    page.browser.back().await.expect("there is a page before");
    page.until("the form before is back", async || value(page, "Pipeline").await == "512").await;
    assert_eq!(value(page, "Repository").await, "acme/shop");
    page.browser.forward().await.expect("there is a page behind");
    page.until("and so is the link's", async || value(page, "Pipeline").await == "78").await;
}

#[tokio::test]
async fn a_link_opens_its_form_and_back_brings_back_the_one_before() {
    test(open_links).await;
}

#[tokio::test]
async fn links_within_the_page_leave_the_form_alone() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.type_into("Repository", "").await;
        page.type_into("Pipeline", "512").await;
        fragment_is(page, "#v1&pipeline=512").await;
        page.find("link", "Repository…").await.click().await.expect("a problem is a link");
        page.until("the cursor is in the field", async || page.focused().await == "Repository").await;
        page.script("location.hash = 'status-key'").await;
        page.type_into("Repository", "acme/web").await;
        fragment_is(page, "#v1&pipeline=512&repository=acme/web").await;
        assert_eq!(value(page, "Pipeline").await, "512");
    })
    .await;
}

/// Presses Share for the first time on a page. That waits for a part of the program, and WebKit lets a page copy during the
/// press alone: so there it takes a second one.
async fn first_press(page: &Page) {
    page.press("Share").await;
    if page.engine == Engine::WebKit {
        page.hears("The link could not be copied: the browser refused. It stands in the address bar.").await;
        page.press("Share").await;
    }
}

/// Shares a form, then one with a secret in it.
pub async fn share(page: &Page) {
    permit(page, "granted").await;
    page.fill("512", "acme/shop").await;
    page.type_into("Access token", TOKEN).await;
    first_press(page).await;
    page.hears("Link copied. It holds the form, and no token.").await;
    let link = page.clipboard().await;
    assert_eq!(link, format!("{}/{USUAL}", page.site.origin()));

    page.unfold("Request headers").await;
    page.find_all("field", "Header value", None).await[0].click().await.expect("a header can be edited");
    page.retype(&page.find_all("field", "Header value", None).await[0].clone(), "Bearer ghp_0123456789abcdefghij")
        .await;
    page.press("Share").await;
    page.hears("Nothing was copied. This value holds a secret (classic personal access token of GitHub)").await;
    assert_eq!(page.focused().await, "Header value");
    assert_eq!(page.clipboard().await, link, "the clipboard is as it was");
    let places = "return location.href + JSON.stringify([{ ...localStorage }, { ...sessionStorage }])";
    let kept = page.script(places).await.to_string();
    assert!(!kept.contains("ghp_") && kept.contains("acme/shop"), "{kept}");
    // Nor is it planned.
    page.choose("API", "Local sandbox").await;
    page.press("Create hooks").await;
    page.hears("Nothing was created").await;
    assert!(page.sandbox.requests().iter().all(|call| call.method != "POST"));

    // A fresh page has the plainest link.
    page.open().await;
    first_press(page).await;
    page.hears("Link copied.").await;
    assert_eq!(page.clipboard().await, format!("{}/", page.site.origin()));
}

#[tokio::test]
async fn share_copies_the_link_and_refuses_a_secret() {
    test(share).await;
}

#[tokio::test]
async fn a_refused_copy_points_to_the_address_bar() {
    test(async |page| {
        permit(page, "denied").await;
        page.fill("512", "acme/shop").await;
        page.press("Share").await;
        page.hears("The link could not be copied: the browser refused. It stands in the address bar.").await;
        assert_eq!(fragment(page).await, USUAL);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_cannot_be_read_says_so_and_changes_nothing() {
    test(async |page| {
        accessible::load(page).await;
        page.fill("512", "acme/shop").await;
        fragment_is(page, USUAL).await;
        for (link, words) in [
            ("#v2&pipeline=1", "This link was made by a newer version of this page."),
            ("#v1&pipeline=1&colour=red", "This link is damaged at “colour=red”. Ask for it again."),
        ] {
            page.script(&format!("location.hash = {link:?}")).await;
            page.hears(words).await;
            assert_eq!(
                (value(page, "Pipeline").await, value(page, "Repository").await),
                ("512".into(), "acme/shop".into())
            );
        }
        accessible::check(page, "a broken link").await;
        page.press("Close").await;
        page.until("the words are gone", async || !page.text().await.contains("damaged")).await;
        page.come_back("#v2&pipeline=1").await;
        page.hears("This link was made by a newer version of this page.").await;
        assert_eq!(value(page, "Pipeline").await, "512", "the draft is there all the same");
        assert_eq!(fragment(page).await, "#v2&pipeline=1");
    })
    .await;
}

#[tokio::test]
async fn an_api_that_a_link_names_waits_for_a_person() {
    test(async |page| {
        let link = [USUAL, "&api-base-url=https://api.example.com&api=other"].concat();
        page.come_back(&link).await;
        page.hears("This link wants another API to be called: https://api.example.com. Your token would go there.")
            .await;
        assert!(page.output("cURL").await.contains("https://api.devopness.com/"));
        assert_eq!(value(page, "API").await, "production");
        accessible::load(page).await;
        accessible::check(page, "another API").await;
        page.press("Stay with Production").await;
        page.until("the words are gone", async || !page.text().await.contains("another API to be called")).await;
        assert!(page.output("cURL").await.contains("https://api.devopness.com/"));

        page.come_back(&link).await;
        page.press("Use it").await;
        page.until("it is used", async || page.output("cURL").await.contains("https://api.example.com/")).await;
        assert_eq!(value(page, "API base URL").await, "https://api.example.com");
        // The page's own address needs no second question.
        fragment_is(page, &link).await;
        page.browser.refresh().await.expect("the page can be loaded anew");
        page.runs().await;
        page.until("it is used again", async || page.output("cURL").await.contains("https://api.example.com/")).await;

        page.come_back(&[USUAL, "&api=sandbox"].concat()).await;
        page.hears("This link wants another API to be called").await;
        assert_eq!(value(page, "API").await, "production");
        page.press("Use it").await;
        page.until("the sandbox is chosen", async || value(page, "API").await == "sandbox").await;
        page.browser.refresh().await.expect("the page can be loaded anew");
        page.runs().await;
        page.until("it is chosen again", async || value(page, "API").await == "sandbox").await;
        page.type_into("Access token", TOKEN).await;
        page.press("List hooks").await;
        page.hears("listed.").await;
        assert!(page.requests().await.iter().all(|url| !url.contains("api.example.com")));
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_before_the_program_came_goes_over_the_link() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.only(".wasm"));
        page.browser.goto("about:blank").await.expect("an empty page can be opened");
        let link = format!("{}/{USUAL}&status-key=ci/x&on-started=off", page.site.origin());
        page.browser.goto(link).await.expect("the page can be opened");
        page.type_into("Pipeline", "77").await;
        page.choose("Provider", "GitLab").await;
        page.site.let_go();
        page.runs().await;
        fragment_is(page, "#v1&provider=gitlab&pipeline=77&repository=acme/shop&status-key=ci/x&on-started=off").await;
        let values = [value(page, "Pipeline").await, value(page, "Repository").await, value(page, "Provider").await];
        assert_eq!(json!(values), json!(["77", "acme/shop", "gitlab"]));
    })
    .await;
}
