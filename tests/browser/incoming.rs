//! The incoming hook: built after the main form, created with its secret shown once, and looked for when an answer is
//! lost.

use serde_json::{Value, json};
use thirtyfour::{By, Key};

use crate::accessible::{check, load};
use crate::harness::{Page, TOKEN, test, test_at};

const FOLD: &str = "The incoming hook";
const PRESS: &str = "Create the incoming hook";
const PAYLOAD: &str = "JSON payload of the incoming hook";
/// A pipeline of the sandbox that has no hooks.
const EMPTY: u64 = 9060;

/// Opens the builder for a repository.
async fn build(page: &Page, pipeline: u64, repository: &str) {
    page.fill(&pipeline.to_string(), repository).await;
    page.use_sandbox(TOKEN).await;
    page.unfold(FOLD).await;
    page.find("button", PRESS).await;
}

/// The request's body as it is shown.
async fn payload(page: &Page) -> Value {
    let format = page.find_in("tab", "JSON payload", Some(("tablist", "Format of the incoming hook"))).await;
    format.click().await.expect("a tab can be pressed");
    let text = page.output(PAYLOAD).await;
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// Chooses what starts the deploy: by the words, since the radio button itself cannot be seen.
async fn choose(page: &Page, trigger: &str) {
    let label = page.find("radio", trigger).await.find(By::XPath("..")).await.expect("a choice has a label");
    label.click().await.expect("a choice can be pressed");
}

/// The incoming hooks that the sandbox holds.
fn incoming(page: &Page, pipeline: u64) -> Vec<Value> {
    page.sandbox.hooks(pipeline).into_iter().filter(|hook| hook["type"] == "in").collect()
}

/// Presses the button, and confirms where the pipeline has a hook already that may do.
async fn create(page: &Page) {
    page.press(PRESS).await;
    page.until("the hooks were read", async || page.script(&format!("return {QUESTION} || !{WORKING}")).await == true)
        .await;
    if page.has("button", ANYWAY).await {
        page.press(ANYWAY).await;
    }
}

const ANYWAY: &str = "Create another all the same";
const QUESTION: &str = "document.body.innerText.includes('Create another all the same')";
const WORKING: &str = "document.body.innerText.includes('Reading the hooks that the pipeline has')";

/// The incoming hooks of a pipeline that were not there before.
fn new(page: &Page, pipeline: u64, before: &[Value]) -> Vec<Value> {
    incoming(page, pipeline).into_iter().filter(|hook| before.iter().all(|old| old["id"] != hook["id"])).collect()
}

/// The table of variables, cell by cell.
async fn variables(page: &Page) -> Vec<String> {
    let rows = page.script(
        "return [...[...document.querySelectorAll('table')].find((t) => t.caption?.innerText === 'What it hands over')
             .tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.innerText.trim()).join(' | '))",
    );
    serde_json::from_value(rows.await).expect("rows are texts")
}

/// Whatever could hold a secret: the whole document, all stores, all addresses.
async fn everything(page: &Page) -> String {
    let places = "return JSON.stringify([document.documentElement.outerHTML, location.href, history.state,
        { ...localStorage }, { ...sessionStorage }, document.cookie, document.title, window.name,
        [...document.querySelectorAll('input')].map((input) => input.value)])";
    let mut all = vec![page.script(places).await.to_string()];
    all.extend(page.requests().await);
    all.extend(page.console().await.into_iter().map(|(_, text)| text));
    all.join("\n")
}

/// The text in the panel of the created hook that stands beside a label.
async fn beside(page: &Page, label: &str) -> String {
    let script = format!(
        "const label = [...document.querySelectorAll('.handover__label')].find((e) => e.textContent === '{label}');
         return label?.nextElementSibling.textContent ?? ''"
    );
    page.script(&script).await.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn it_fits_the_provider_and_what_the_main_form_says() {
    test(async |page| {
        page.fill("512", "https://github.com/acme/shop").await;
        page.unfold(FOLD).await;
        for (repository, push, request, hash, request_hash, signed) in [
            ("https://github.com/acme/shop", "Push", "Pull request", "after", "pull_request.head.sha", true),
            (
                "https://gitlab.com/acme/shop",
                "Push",
                "Merge request",
                "checkout_sha",
                "object_attributes.last_commit.id",
                false,
            ),
            (
                "https://bitbucket.org/acme/shop",
                "Push",
                "Pull request",
                "push.changes.0.new.target.hash",
                "pullrequest.source.commit.hash",
                true,
            ),
        ] {
            page.type_into("Repository", repository).await;
            choose(page, push).await;
            let row = format!("commit_hash | {hash} | string | required");
            page.until(&format!("it says {row}"), async || variables(page).await.contains(&row)).await;
            assert_eq!(page.has("checkbox", "Only signed requests").await, signed, "{repository}");
            assert_eq!(payload(page).await["requires_secret"], json!(signed), "{repository}");
            choose(page, request).await;
            let row = format!("commit_hash | {request_hash} | string | required");
            page.until(&format!("it says {row}"), async || variables(page).await.contains(&row)).await;
            page.sees("The branches that it wants to go into").await;
        }
        // Names and paths follow the main form, and what was typed here stays.
        page.type_into("Branches", "develop").await;
        page.unfold("Status and events").await;
        page.type_into("Commit hash variable", "sha").await;
        page.type_into("Status key", "by {{ action.triggered_from.hook_parsed_variables.author }}").await;
        page.type_into("Path of “author”", "actor.nickname").await;
        let rows = ["sha | pullrequest.source.commit.hash | string | required", "author | actor.nickname | string | –"];
        page.until("the table follows", async || {
            let found = variables(page).await;
            rows.iter().all(|row| found.iter().any(|found| found == row))
        })
        .await;
        let field = page.field("Branches").await.prop("value").await.unwrap();
        assert_eq!(field.as_deref(), Some("develop"));
        assert!(payload(page).await["trigger_when"]["conditions"].to_string().contains("develop"));
    })
    .await;
}

#[tokio::test]
async fn it_is_created_as_shown_and_its_secret_is_seen_once() {
    test(async |page| {
        permit(page).await;
        build(page, EMPTY, "https://github.com/acme/shop").await;
        page.press("List hooks").await;
        page.sees("Pipeline 9060 has no hooks.").await;
        page.type_into("Incoming hook name", "From GitHub").await;
        let shown = payload(page).await;
        assert_eq!(shown["name"], "From GitHub");
        page.press(PRESS).await;
        page.hears("The incoming hook exists. Its address and its secret stand below: copy both now.").await;
        assert_eq!(page.posted(), [shown]);
        let made = incoming(page, EMPTY);
        assert_eq!((made.len(), beside(page, "Address").await.as_str()), (1, made[0]["url"].as_str().unwrap()));
        // The list that was read has it too.
        page.sees("1 hook in pipeline 9060").await;
        page.sees("Open the repository at GitHub, then Settings, Webhooks, Add webhook.").await;
        page.find("link", "The provider's page on it (opens a new tab)").await;

        let mut seen = everything(page).await;
        page.press("Copy the secret").await;
        page.hears("Secret copied.").await;
        seen += &everything(page).await;
        let secret = page.clipboard().await;
        assert!(secret.len() >= 32 && !seen.contains(&secret), "before “Show” the secret is nowhere");
        page.press("Show the secret").await;
        page.until("the secret is shown", async || beside(page, "Secret").await == secret).await;
        assert!(!page.announced().await.contains(&secret));
        page.until("the cursor stays", async || page.focused().await == "Hide the secret").await;
        page.press("Hide the secret").await;
        page.until("the secret is masked", async || !everything(page).await.contains(&secret)).await;
        page.press("Copy the address").await;
        page.hears("Address copied.").await;
        assert_eq!(page.clipboard().await, made[0]["url"].as_str().unwrap());

        // As long as it is here, no other takes its place.
        page.press(PRESS).await;
        page.hears("The last hook's secret is still here.").await;
        page.press("Forget the secret").await;
        page.hears("The secret is forgotten.").await;
        page.sees("Nobody can read it any more.").await;
        assert!(!everything(page).await.contains(&secret) && !page.has("button", "Show the secret").await);
        // The same again is nothing to do.
        page.press(PRESS).await;
        page.hears("There is nothing to do: the pipeline has this very hook already.").await;
        assert_eq!(page.posted().len(), 1);
    })
    .await;
}

async fn permit(page: &Page) {
    for name in ["clipboard-read", "clipboard-write"] {
        for origin in [page.site.origin(), page.sandbox.url()] {
            let permission = json!({ "permission": { "name": name }, "setting": "granted", "origin": origin });
            page.devtools("Browser.setPermission", permission).await;
        }
    }
}

#[tokio::test]
async fn the_tokens_forget_wipes_it_and_a_closed_fold_keeps_it() {
    test(async |page| {
        build(page, EMPTY, "https://bitbucket.org/acme/shop").await;
        page.press(PRESS).await;
        page.hears("The incoming hook exists.").await;
        page.unfold(FOLD).await;
        page.until("the fold is closed", async || !page.has("button", PRESS).await).await;
        page.unfold(FOLD).await;
        page.find("button", "Show the secret").await;
        page.press("Forget").await;
        page.sees("The secret is forgotten. Nobody can read it any more.").await;
        assert!(!page.has("button", "Show the secret").await && !page.has("button", "Copy the secret").await);
    })
    .await;
}

#[tokio::test]
async fn where_nothing_is_signed_there_is_no_secret() {
    test(async |page| {
        build(page, EMPTY, "https://gitlab.com/acme/shop").await;
        page.sees("So nothing is signed.").await;
        page.sees("Whoever knows the hook's address can start the pipeline").await;
        page.press(PRESS).await;
        page.hears("The incoming hook exists. Its address stands below.").await;
        assert!(!page.has("button", "Show the secret").await);
        page.sees("Leave the secret token empty").await;
        assert_eq!(incoming(page, EMPTY)[0]["requires_secret"], false);
    })
    .await;
}

#[tokio::test]
async fn a_hook_that_may_do_is_shown_first() {
    test(async |page| {
        build(page, 512, "https://github.com/acme/shop").await;
        let before = incoming(page, 512).len();
        page.press(PRESS).await;
        page.hears("The pipeline has an incoming hook already that hands over all that is needed.").await;
        page.press("Leave it").await;
        page.until("the question is gone", async || !page.has("button", "Leave it").await).await;
        assert_eq!(page.focused().await, PRESS);
        page.press(PRESS).await;
        page.find("button", ANYWAY).await;
        // A question about another hook than the form gives is void.
        page.type_into("Branches", "next").await;
        page.until("the question is gone", async || !page.has("button", ANYWAY).await).await;
        assert_eq!(page.posted().len(), 0);
        page.press(PRESS).await;
        page.press(ANYWAY).await;
        page.hears("The incoming hook exists.").await;
        assert_eq!((page.posted().len(), incoming(page, 512).len()), (1, before + 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_said_and_nothing_is_sent() {
    test(async |page| {
        page.use_sandbox(TOKEN).await;
        page.unfold(FOLD).await;
        page.press(PRESS).await;
        page.until("the cursor is in Pipeline", async || page.focused().await == "Pipeline").await;
        page.fill("9060", "https://github.com/acme/shop").await;
        page.unfold("Status and events").await;
        page.type_into("Status key", "{{ action.triggered_from.hook_parsed_variables.author }}").await;
        page.note_says("Path of “author”", "Where does it stand in the provider's request?", false).await;
        page.press(PRESS).await;
        page.note_says("Path of “author”", "Where does it stand in the provider's request?", true).await;
        page.until("the cursor is there", async || page.focused().await == "Path of “author”").await;
        page.type_into("Path of “author”", "sender.login").await;
        page.type_into("Branches", "release/*").await;
        page.note_says("Branches", "a condition compares whole names", true).await;
        page.press(PRESS).await;
        page.hears("Nothing was sent. “release/*” cannot be a branch").await;
        page.type_into("Branches", "").await;
        page.press("Forget").await;
        page.press(PRESS).await;
        page.hears("Nothing was sent: an access token is needed.").await;
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_lost_secret_is_made_anew_and_a_lost_address_is_found() {
    test(async |page| {
        page.lose_answers();
        page.expect_failed_calls();
        build(page, 9041, "https://github.com/acme/shop").await;
        let before = incoming(page, 9041);
        create(page).await;
        page.hears("The hook was created, but the answer with its secret was lost.").await;
        let lost = new(page, 9041, &before);
        assert_eq!((page.posted().len(), lost.len()), (1, 1));
        page.press("Delete it and create it anew").await;
        page.hears("The incoming hook exists. Its address and its secret").await;
        let made = new(page, 9041, &before);
        assert_eq!((page.posted().len(), made.len()), (2, 1));
        assert_ne!(made[0]["id"], lost[0]["id"]);
        page.press("Forget the secret").await;

        page.open().await;
        build(page, 9201, "https://gitlab.com/acme/shop").await;
        let before = incoming(page, 9201);
        create(page).await;
        page.sees("The answer was lost, but the hook is in the list, and so is its address.").await;
        let made = new(page, 9201, &before);
        assert_eq!(made.len(), 1);
        assert_eq!(beside(page, "Address").await, made[0]["url"].as_str().unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_hook_that_a_repeated_request_has_made_twice_is_told_and_removed() {
    test(async |page| {
        page.expect_failed_calls();
        build(page, 9041, "https://github.com/acme/shop").await;
        let before = incoming(page, 9041);
        create(page).await;
        page.hears("The incoming hook is there twice: the request was repeated on its way, or somebody else").await;
        assert_eq!((page.posted().len(), new(page, 9041, &before).len()), (2, 2));
        page.press("Remove the duplicate").await;
        page.hears("The duplicate is removed.").await;
        let left = new(page, 9041, &before);
        assert_eq!(left.len(), 1);
        // What is left is the hook whose address and secret are shown.
        assert_eq!(beside(page, "Address").await, left[0]["url"].as_str().unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_was_not_made_can_be_sent_again() {
    test(async |page| {
        page.lose_answers();
        page.expect_failed_calls();
        build(page, 9042, "https://github.com/acme/shop").await;
        let before = incoming(page, 9042);
        create(page).await;
        page.hears("The hook was not created: the answer was lost, and it is not in the list.").await;
        create(page).await;
        page.hears("The incoming hook exists.").await;
        assert_eq!((page.posted().len(), new(page, 9042, &before).len()), (2, 1));
        page.press("Forget the secret").await;
        for (pipeline, words, next) in [
            ("94220", "The hook was not created.", "The name is not liked."),
            (
                "9044",
                "Nothing was created: the pipeline's hooks could not be read.",
                "The API failed to list the hooks of pipeline 9044 (500)",
            ),
            ("9403", "Nothing was created: the pipeline's hooks could not be read.", "hook:read"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            create(page).await;
            page.hears(words).await;
            page.sees(next).await;
        }
    })
    .await;
}

#[tokio::test]
async fn two_presses_send_one_hook() {
    test(async |page| {
        page.sandbox.set_delays(std::time::Duration::ZERO, std::time::Duration::from_millis(400));
        build(page, 9032, "https://gitlab.com/acme/shop").await;
        page.press(PRESS).await;
        page.press(PRESS).await;
        page.hears("Another job is under way.").await;
        page.press(ANYWAY).await;
        page.press(PRESS).await;
        page.hears("Another job is under way.").await;
        page.hears("The incoming hook exists.").await;
        assert_eq!(page.posted().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_whole_of_it_by_keys() {
    test(async |page| {
        page.fill("9060", "https://github.com/acme/shop").await;
        page.use_sandbox(TOKEN).await;
        tab_to(page, "The incoming hook").await;
        page.keys(Key::Enter).await;
        page.find("button", PRESS).await;
        tab_to(page, "Push").await;
        page.keys(Key::Right).await;
        page.until("the trigger is chosen", async || page.focused().await == "Pull request").await;
        page.sees("pull_request.head.sha").await;
        tab_to(page, "Branches").await;
        page.keys(Key::End + ", next").await;
        page.until("the output follows", async || page.output("cURL of the incoming hook").await.contains("next"))
            .await;
        tab_to(page, PRESS).await;
        page.keys(Key::Enter).await;
        page.hears("The incoming hook exists.").await;
        assert_eq!(page.focused().await, PRESS);
        tab_to(page, "Show the secret").await;
        page.keys(Key::Enter).await;
        page.until("it is shown", async || page.focused().await == "Hide the secret").await;
        tab_to(page, "Forget the secret").await;
        page.keys(Key::Enter).await;
        page.hears("The secret is forgotten.").await;
    })
    .await;
}

/// Presses Tab until something with this name has the cursor.
async fn tab_to(page: &Page, name: &str) {
    for _ in 0..90 {
        page.keys(Key::Tab).await;
        if page.focused().await.starts_with(name) {
            return;
        }
    }
    panic!("Tab never came to “{name}”.");
}

#[tokio::test]
async fn it_is_for_everybody_and_fits_a_phone() {
    test_at(360, async |page| {
        load(page).await;
        build(page, EMPTY, "https://bitbucket.org/acme/shop").await;
        choose(page, "Pull request").await;
        check(page, "incoming hook, open").await;
        fits(page, "open").await;
        page.press(PRESS).await;
        page.hears("The incoming hook exists.").await;
        check(page, "incoming hook, created").await;
        page.press("Show the secret").await;
        fits(page, "created").await;
        page.press("Forget the secret").await;
        page.type_into("Pipeline", "512").await;
        page.press(PRESS).await;
        page.find("button", "Leave it").await;
        check(page, "incoming hook, asked").await;
        fits(page, "asked").await;
    })
    .await;
}

async fn fits(page: &Page, state: &str) {
    let wide = page.script("return document.documentElement.scrollWidth").await;
    assert!(wide.as_u64() <= Some(360), "{state}: the page is {wide} px wide and scrolls sideways");
}
