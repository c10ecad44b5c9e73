//! The provider's token goes where a person has seen it go: the host is named, a form of others says so, a host of which
//! nothing is known wants a tick, and nobody swaps the form while a token is here.

use hook_builder::exchange::export::{FORMATS, Job};
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::json;

use crate::accessible;
use crate::harness::{Page, TOKEN, test};
use crate::share::{fragment, fragment_is, value};

const USUAL: &str = "#v1&pipeline=512&repository=acme/shop";
/// A form for a server of which nobody here knows anything.
const STRANGER: &str =
    "#v1&provider=github-enterprise-server&pipeline=512&repository=acme/shop&server=https://git.evil.example";
const GOES: &str = "The status, and the provider's token with it, will go to ";

async fn is_gone(page: &Page, words: &str) {
    page.until(&format!("“{words}” is gone"), async || !page.text().await.contains(words)).await;
}

async fn reload(page: &Page) {
    page.browser.refresh().await.expect("the page can be loaded anew");
    page.runs().await;
    page.offers("API", "Local sandbox").await;
}

/// Plans, and tries to confirm without the tick: by mouse and by keys.
async fn wants_a_tick(page: &Page, host: &str) {
    page.use_sandbox(TOKEN).await;
    page.press("Create hooks").await;
    let to = format!("To {host}.");
    page.plan_says([&*to; 3]).await;
    let item = &page.items("Changes").await[0];
    assert!(item.starts_with("create CI(build): started") && item.contains(&to), "{item}");
    let missing = format!("Nothing was sent: first tick that it may go to {host}.");
    page.press("Confirm: create 3").await;
    page.hears(&missing).await;
    page.until("the cursor is on the box", async || page.focused().await.starts_with(&format!("Send to {host}: ")))
        .await;
    // Enter on a box ticks nothing, and the button still refuses.
    page.keys(thirtyfour::Key::Enter).await;
    page.script("document.getElementById('confirm-plan').focus()").await;
    page.keys(thirtyfour::Key::Enter).await;
    page.until("the cursor is on the box", async || page.focused().await.starts_with("Send to ")).await;
    assert_eq!((page.written(), page.made(512).len()), (Vec::new(), 0));
}

async fn tick(page: &Page) {
    page.find("checkbox", "Send to …").await.click().await.expect("a box can be ticked");
}

#[tokio::test]
async fn the_host_is_named_before_anything_is_pressed_and_in_the_plan() {
    test(async |page| {
        assert!(!page.text().await.contains(GOES));
        for (repository, host) in [
            ("acme/shop", "api.github.com"),
            ("https://gitlab.com/acme/shop", "gitlab.com"),
            ("https://bitbucket.org/acme/shop", "api.bitbucket.org"),
            ("https://gitlab.acme.example:8443/acme/shop", "gitlab.acme.example:8443"),
        ] {
            page.fill("512", repository).await;
            page.sees(&format!("{GOES}{host}.")).await;
        }
        // Without a token in it the sentence claims none.
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.plan_says(["To api.github.com.", "To api.github.com.", "To api.github.com."]).await;
        assert!(!page.has("checkbox", "Send to …").await, "a provider's own host needs no tick");
        page.press("Confirm: create 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
    })
    .await;
}

#[tokio::test]
async fn a_link_to_a_look_alike_is_refused() {
    test(async |page| {
        for (link, field, words) in [
            ("#v1&pipeline=512&repository=https://github.com.evil.example/acme/shop", "Repository", "looks like github.com"),
            ("#v1&pipeline=512&repository=https://github.com@evil.example/acme/shop", "Repository", "hides the host, which is evil.example"),
            ("#v1&pipeline=512&repository=https://xn--gthub-n2e.com/acme/shop", "Repository", "looks like github.com"),
            (
                "#v1&provider=gitlab-self-managed&pipeline=512&repository=acme/shop&server=https://gitlab.com.evil.example",
                "Server address",
                "looks like gitlab.com",
            ),
        ] {
            page.come_back(link).await;
            page.note_says(field, words, true).await;
            page.use_sandbox(TOKEN).await;
            page.press("Create hooks").await;
            page.hears("Nothing was created").await;
            assert!(!page.output("cURL").await.contains("evil"), "no command names it");
        }
        assert_eq!(page.written(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_link_to_an_unknown_server_says_so_and_wants_a_tick() {
    test(async |page| {
        page.come_back(STRANGER).await;
        page.hears(&format!("This form came by a link. {GOES}git.evil.example.")).await;
        accessible::load(page).await;
        accessible::check(page, "a form of a link").await;
        wants_a_tick(page, "git.evil.example").await;
        accessible::check(page, "a tick is wanted").await;
        page.check_says("Whether the repository is the application's is not known", "warning", "to “git.evil.example”")
            .await;
        tick(page).await;
        page.press("Confirm: create 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        for hook in page.made(512) {
            let target = hook["target_url"].as_str().unwrap_or_default();
            assert!(target.starts_with("https://git.evil.example/api/v3/repos/acme/shop/statuses/"), "{target}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_tick_counts_for_the_plan_that_it_was_given_to() {
    test(async |page| {
        page.come_back(STRANGER).await;
        wants_a_tick(page, "git.evil.example").await;
        tick(page).await;
        page.type_into("Server address", "https://git.worse.example").await;
        page.sees("The form was changed since.").await;
        wants_a_tick(page, "git.worse.example").await;
    })
    .await;
}

#[tokio::test]
async fn where_a_form_comes_from_is_said_until_it_was_looked_at() {
    test(async |page| {
        let words = "This form came by a link.";
        page.come_back(STRANGER).await;
        page.hears(words).await;
        // Neither a reload nor another field is a look at it.
        reload(page).await;
        page.hears(words).await;
        page.type_into("Pipeline", "513").await;
        let changed = STRANGER.replace("512", "513");
        fragment_is(page, &changed).await;
        reload(page).await;
        page.hears(words).await;
        assert_eq!(value(page, "Pipeline").await, "513");
        page.come_back("").await;
        page.hears(words).await;
        page.press("I have looked at it").await;
        is_gone(page, words).await;
        for fragment in ["", &changed] {
            page.come_back(fragment).await;
            assert_eq!(value(page, "Pipeline").await, "513");
            assert_eq!(page.announced().await.contains(words), !fragment.is_empty(), "a link is one again");
        }
        // The field that says where it goes is one that somebody has looked at once they type in it.
        page.type_into("Server address", "https://git.acme.example").await;
        is_gone(page, words).await;
        page.sees(&format!("{GOES}git.acme.example.")).await;
        fragment_is(page, &changed.replace("evil", "acme")).await;
        reload(page).await;
        page.sees(&format!("{GOES}git.acme.example.")).await;
        assert!(!page.announced().await.contains(words));
    })
    .await;
}

#[tokio::test]
async fn an_import_says_so_and_wants_the_same_tick() {
    test(async |page| {
        let mut form = FormValues::new("512", "https://git.evil.example/acme/shop");
        form.set_text(Field::Provider, "github-enterprise-server".into());
        let made = plan(&form);
        let commands = FORMATS[0].render(&Job::set(&made.list, &made.hooks));
        page.fill("512", "acme/shop").await;
        page.press("Import …").await;
        page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
        page.devtools("Input.insertText", json!({ "text": commands })).await;
        page.press("Take over").await;
        let words = "This form came from an import.";
        page.hears(&format!("{words} {GOES}git.evil.example.")).await;
        page.press("Put the form back").await;
        is_gone(page, words).await;
        page.press("Import …").await;
        page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
        page.devtools("Input.insertText", json!({ "text": commands })).await;
        page.press("Take over").await;
        page.hears(words).await;
        wants_a_tick(page, "git.evil.example").await;
    })
    .await;
}

#[tokio::test]
async fn nobody_swaps_the_form_while_a_token_is_here() {
    test(async |page| {
        accessible::load(page).await;
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.plan_says(["To api.github.com."; 3]).await;
        let own = fragment(page).await;
        // As a page does that has opened this one.
        page.script(&format!("location.hash = {STRANGER:?}")).await;
        page.hears("Another form was put into this page's address.").await;
        assert_eq!(value(page, "Repository").await, "https://github.com/acme/shop");
        fragment_is(page, &own).await;
        accessible::check(page, "another form is offered").await;
        page.script("location.hash = ''").await;
        fragment_is(page, &own).await;
        // What was shown is what is confirmed.
        page.press("Confirm: create 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        for hook in page.made(512) {
            assert!(
                hook["target_url"].as_str().is_some_and(|url| url.starts_with("https://api.github.com/")),
                "{hook}"
            );
        }
        page.script(&format!("location.hash = {STRANGER:?}")).await;
        page.press("Show it").await;
        page.hears(&format!("This form came by a link. {GOES}git.evil.example.")).await;
        page.press("Undo").await;
        page.until("its own form is back", async || value(page, "Repository").await == "https://github.com/acme/shop")
            .await;
        is_gone(page, "This form came by a link.").await;
    })
    .await;
}

#[tokio::test]
async fn nor_by_loading_the_page_anew_where_the_tab_keeps_the_token() {
    test(async |page| {
        page.prepare(512).await;
        page.find("checkbox", "Keep it until this tab closes").await.click().await.expect("a box can be ticked");
        let kept = "return sessionStorage.getItem('hook-builder.token') !== null";
        page.until("the token is kept", async || page.script(kept).await == true).await;
        page.come_back(STRANGER).await;
        page.hears("Another form was put into this page's address.").await;
        assert_eq!(value(page, "Repository").await, "https://github.com/acme/shop", "the draft is shown");
        page.press("Keep this form").await;
        is_gone(page, "Another form was put").await;
        assert!(!fragment(page).await.contains("evil"));
    })
    .await;
}

#[tokio::test]
async fn a_condition_of_a_link_stands_in_the_plan() {
    test(async |page| {
        page.come_back(&[USUAL, "&condition=action.type&accepts=%22never%22&condition=user.name"].concat()).await;
        page.use_sandbox(TOKEN).await;
        page.press("Create hooks").await;
        let words = "Only when action.type is \"never\". Never: no value of user.name is accepted.";
        page.plan_says([words; 3]).await;
        assert_eq!(page.written(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_api_of_a_link_is_forgotten_unless_somebody_agrees() {
    test(async |page| {
        let evil = "https://api.evil.example";
        let everything = "return location.href + JSON.stringify([{ ...localStorage }, { ...sessionStorage }])";
        let link = [USUAL, "&api-base-url=", evil, "&api=other"].concat();
        for link in [&link, &link.replace("&api=other", ""), &link.replace("other", "staging")] {
            page.come_back(link).await;
            page.type_into("Pipeline", "513").await;
            page.until("the draft is written", async || fragment(page).await.contains("513")).await;
            let kept = page.script(everything).await.to_string();
            assert!(!kept.contains("evil"), "{kept}");
            reload(page).await;
            assert!(!page.text().await.contains("evil") && !page.output("cURL").await.contains("evil"));
            assert!(page.requests().await.iter().all(|url| !url.contains("evil.example/")));
        }
        // Not even one that was never touched.
        page.come_back(&link).await;
        page.hears("This link wants another API to be called").await;
        reload(page).await;
        assert!(!page.text().await.contains("evil") && !fragment(page).await.contains("evil"));
    })
    .await;
}
