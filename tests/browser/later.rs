//! The parts of the program that are loaded once they are needed: not before, once, checked by their hashes, and without
//! a network.

use serde_json::json;

use crate::harness::{Page, TOKEN, test, test_release};

/// What is said where a part does not come.
const MISSING: &str = "A part of this page could not be loaded from its host.";
/// The part with all that talks to the API.
const DOCTOR: &str = "doctor";
/// The part with texts that leave the page.
const EXCHANGE: &str = "exchange";
/// The part that reads what a person has already.
const IMPORT: &str = "import";
/// What these two use, and no other.
const BOTH: &str = "doctor_exchange";
/// The rest of the page, on which all of them stand.
const REST: &str = "doctor_exchange_import_rest_rules";
/// The rules, on which these three stand.
const RULES: &str = "doctor_exchange_import_rules";

/// How often the page itself asked for a file. The service worker takes it too, with all other files.
async fn asked(page: &Page, word: &str) -> usize {
    let path = page.site.later(word);
    page.requests().await.into_iter().filter(|url| url.ends_with(&path)).count()
}

/// The same for each part.
async fn parts_asked(page: &Page) -> [usize; 3] {
    [asked(page, DOCTOR).await, asked(page, EXCHANGE).await, asked(page, IMPORT).await]
}

async fn is_asked(page: &Page, word: &str, times: usize) {
    let what = format!("{word} was asked for {times} times");
    page.until(&what, async || asked(page, word).await == times).await;
}

#[tokio::test]
async fn the_doctor_comes_once_the_token_field_is_used() {
    test_release(async |page| {
        page.is_kept().await;
        page.fill("512", "acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        page.unfold_all().await;
        page.tab("JSON payload").await;
        assert_eq!(parts_asked(page).await, [0, 0, 0]);
        page.field("Access token").await.focus().await.unwrap();
        is_asked(page, DOCTOR, 1).await;
        // What only the part does.
        page.press("Check only").await;
        page.hears("Nothing was sent: an access token is needed.").await;
        page.type_into("Access token", "devopness_pat_abcdefgh1234").await;
        page.field("Pipeline").await.focus().await.unwrap();
        page.field("Access token").await.focus().await.unwrap();
        page.unfold("The incoming hook").await;
        page.unfold("Try it without sending").await;
        page.note_says("Access token", "Personal token, ending in 1234.", false).await;
        assert_eq!(parts_asked(page).await, [1, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn whatever_needs_a_part_brings_it_and_no_other() {
    for (what, part) in [
        ("Create hooks", DOCTOR),
        ("Check only", DOCTOR),
        ("List hooks", DOCTOR),
        ("Pick …", DOCTOR),
        ("The incoming hook", DOCTOR),
        ("Try it without sending", DOCTOR),
        ("What each line does", EXCHANGE),
        ("Download", EXCHANGE),
        ("More formats", EXCHANGE),
        ("Import …", IMPORT),
    ] {
        test_release(async |page| {
            page.fill("512", "acme/shop").await;
            page.sees("3 hooks ready for acme/shop at GitHub.").await;
            assert_eq!(parts_asked(page).await, [0, 0, 0]);
            if page.has("button", what).await {
                page.press(what).await;
            } else if page.has("tab", what).await {
                page.tab(what).await;
            } else {
                page.unfold(what).await;
            }
            is_asked(page, part, 1).await;
            let is_it = |of: &str| usize::from(of == part);
            assert_eq!(parts_asked(page).await, [DOCTOR, EXCHANGE, IMPORT].map(is_it), "{what}");
        })
        .await;
    }
}

/// Waits until the two fields are followed, while the rest of the page is held back.
async fn visit_without_rest(page: &Page) {
    page.forget().await;
    page.site.hold(&page.site.later(REST));
    page.visit().await;
    page.until("the command follows", async || {
        page.type_into("Pipeline", "512").await;
        page.output("cURL").await.contains("/pipelines/512/")
    })
    .await;
}

async fn waits(page: &Page, times: u64) {
    let waiting = "return document.querySelectorAll('button[aria-busy=true]').length";
    page.until("presses are seen to wait", async || page.script(waiting).await == times).await;
}

#[tokio::test]
async fn two_fields_and_the_commands_work_before_the_rest_of_the_page_and_what_is_done_there_waits() {
    test(async |page| {
        visit_without_rest(page).await;
        page.type_into("Repository", "gitlab.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitLab.").await;
        page.tab("JSON payload").await;
        page.tab("Failed…").await;
        page.press("Copy JSON payload").await;
        page.hears("JSON payload copied.").await;
        waits(page, 0).await;

        page.unfold_all().await;
        page.type_into("Status key", "ci/early").await;
        page.press("Add a body field").await;
        page.press("List hooks").await;
        waits(page, 2).await;
        assert!(!page.has("button", "Remove body field").await);
        assert!(!page.announced().await.contains("token is needed"));
        assert_ne!(page.script("return document.documentElement.dataset.program ?? null").await, "running");
        page.site.let_go();

        page.runs().await;
        page.hears("Nothing was sent: an access token is needed.").await;
        page.find("button", "Remove body field").await;
        page.until("the output follows", async || page.output("JSON payload").await.contains("ci/early")).await;
        waits(page, 0).await;
        let value = page.script("return document.querySelector('[id^=header-value]').value").await;
        assert_eq!(value, "Bearer {{ application.source_provider.access_token }}");
    })
    .await;
}

#[tokio::test]
async fn a_rest_of_the_page_that_does_not_come_can_be_loaded_again_and_what_waits_is_done_then() {
    for changed in [false, true] {
        test(async |page| {
            let path = page.site.later(REST);
            spoil(page, &path, changed);
            page.forget().await;
            page.visit().await;
            page.sees(MISSING).await;
            page.fill("512", "acme/shop").await;
            page.until("the command follows", async || page.output("cURL").await.contains("/pipelines/512/")).await;
            page.press("Check only").await;
            waits(page, 1).await;
            let before = asked(page, REST).await;
            page.press("Load it again").await;
            is_asked(page, REST, before + 1).await;
            page.find("button", "Load it again").await;
            page.site.put_back(&path);
            page.press("Load it again").await;
            page.runs().await;
            page.hears("Nothing was sent: an access token is needed.").await;
            assert!(!page.has("button", "Load it again").await && !page.text().await.contains(MISSING));
        })
        .await;
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_rules_are_here() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.later(RULES));
        page.open().await;
        page.prepare(512).await;
        page.press("Check only").await;
        page.sees("Loading …").await;
        assert_eq!(page.sandbox.requests().len(), 0);
        page.site.let_go();
        page.hears("Checks: ").await;
    })
    .await;
}

#[tokio::test]
async fn what_parts_share_comes_before_them_and_once() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.later(BOTH));
        page.open().await;
        let before = asked(page, BOTH).await;
        page.unfold("What each line does").await;
        page.press("List hooks").await;
        // Both are there, but neither may run yet.
        is_asked(page, EXCHANGE, 1).await;
        is_asked(page, DOCTOR, 1).await;
        is_asked(page, BOTH, before + 1).await;
        page.sees("Loading …").await;
        let text = async || [page.text().await, page.announced().await].concat();
        assert!(!text().await.contains("Sends one request"));
        assert!(!text().await.contains("Nothing was sent"));
        page.site.let_go();
        page.sees("Sends one request, with this method.").await;
        page.hears("Nothing was sent: name the pipeline first.").await;
        assert!(!page.text().await.contains("Loading …"));
        assert_eq!(asked(page, BOTH).await, before + 1);
        // Each part has its style, whichever came last.
        let sheets = page.script("return document.adoptedStyleSheets.length").await;
        assert_eq!(sheets, 2);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_typed_before_the_program_came_calls_the_doctor_too() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.only(".wasm"));
        page.visit().await;
        let before = asked(page, DOCTOR).await;
        page.type_into("Access token", TOKEN).await;
        page.site.let_go();
        is_asked(page, DOCTOR, before + 1).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_pressed_while_a_part_loads_is_done_when_it_is_here() {
    test(async |page| {
        page.forget().await;
        page.site.hold(&page.site.later(DOCTOR));
        page.open().await;
        page.prepare(512).await;
        page.press("List hooks").await;
        page.press("Check only").await;
        // The other part neither waits for this one nor takes the place of what was pressed.
        page.unfold("What each line does").await;
        page.sees("Sends one request, with this method.").await;
        assert_eq!(page.sandbox.requests().len(), 0);
        page.site.let_go();
        // The last one is what is wanted.
        page.hears("Checks: ").await;
        assert!(!page.text().await.contains("hook in pipeline 512"));
    })
    .await;
}

#[tokio::test]
async fn the_doctor_shares_everything_with_the_page() {
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

/// Lets a file be missing, or be another than the page was built with.
fn spoil(page: &Page, path: &str, changed: bool) {
    page.allow_console("", "the browser reports each file that is missing or changed");
    if changed {
        // A whole module, which would run if nobody looked at its hash.
        page.site.replace(path, "\0asm\u{1}\0\0\0");
    } else {
        page.site.withhold(path);
    }
}

#[tokio::test]
async fn a_doctor_that_does_not_come_or_was_changed_can_be_loaded_again() {
    for changed in [false, true] {
        test(async |page| {
            let path = page.site.later(DOCTOR);
            spoil(page, &path, changed);
            page.forget().await;
            page.open().await;
            let before = asked(page, DOCTOR).await;
            page.prepare(512).await;
            is_asked(page, DOCTOR, before + 1).await;
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
            let before = asked(page, DOCTOR).await;
            page.press("Load it again").await;
            is_asked(page, DOCTOR, before + 1).await;
            // The sentence may still be that of the first attempt; the button stands there once the second has failed.
            page.find("button", "Load it again").await;
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
async fn an_exchange_that_does_not_come_can_be_loaded_again_whichever_of_its_files_is_missing() {
    for (word, changed) in [(EXCHANGE, false), (EXCHANGE, true), (BOTH, false), (BOTH, true)] {
        test(async |page| {
            let path = page.site.later(word);
            spoil(page, &path, changed);
            page.forget().await;
            page.open().await;
            page.fill("512", "acme/shop").await;
            page.unfold("What each line does").await;
            page.hears(MISSING).await;
            let before = asked(page, word).await;
            page.press("Load it again").await;
            is_asked(page, word, before + 1).await;
            // The sentence may still be that of the first attempt; the button stands there once the second has failed.
            page.find("button", "Load it again").await;
            page.site.put_back(&path);
            page.press("Load it again").await;
            page.sees("Sends one request, with this method.").await;
            // The other part comes on top of what is here.
            page.press("Check only").await;
            page.hears("Nothing was sent: an access token is needed.").await;
            assert!(!page.has("button", "Load it again").await && !page.text().await.contains(MISSING));
            assert!(page.has("button", "Copy cURL").await, "{word}, changed: {changed}");
        })
        .await;
    }
}

#[tokio::test]
async fn an_import_that_does_not_come_can_be_loaded_again_and_then_opens_its_box() {
    test(async |page| {
        let path = page.site.later(IMPORT);
        spoil(page, &path, false);
        page.forget().await;
        page.open().await;
        page.fill("512", "acme/shop").await;
        page.press("Import …").await;
        page.hears(MISSING).await;
        page.sees(MISSING).await;
        assert!(page.has("button", "Copy cURL").await, "all else works as before");
        page.site.put_back(&path);
        page.press("Load it again").await;
        page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
        assert!(!page.has("button", "Load it again").await);
    })
    .await;
}

/// Of two parts each brings a file along that another one needs as well: what came with the first is there, and the second
/// waits for the rest all the same.
#[tokio::test]
async fn a_part_waits_for_all_its_files_also_where_another_one_has_brought_the_last() {
    test(async |page| {
        page.forget().await;
        // From the first: the service worker takes it too, and the browser would have it from there.
        page.site.hold(&page.site.later(BOTH));
        page.open().await;
        page.press("Import …").await;
        page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
        let text = json!({ "text": "https://gitlab.com/api/v4/projects/acme%2Fweb/statuses/4f2a" });
        page.devtools("Input.insertText", text).await;
        page.sees("of the form would change.").await;
        page.press("Take over").await;
        is_asked(page, EXCHANGE, 1).await;
        is_asked(page, BOTH, 1).await;
        assert!(!page.has("button", "I have looked at it").await, "it is not all here yet");
        page.site.let_go();
        page.hears("This form came from an import.").await;
        page.find("button", "I have looked at it").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_over_brings_what_says_where_it_comes_from() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        let before = asked(page, EXCHANGE).await;
        page.press("Import …").await;
        page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
        let text = json!({ "text": "https://gitlab.com/api/v4/projects/acme%2Fweb/statuses/4f2a" });
        page.devtools("Input.insertText", text).await;
        page.sees("of the form would change.").await;
        assert_eq!(asked(page, EXCHANGE).await, before);
        page.press("Take over").await;
        is_asked(page, EXCHANGE, before + 1).await;
        page.sees("This form came from an import.").await;
    })
    .await;
}

#[tokio::test]
async fn after_a_visit_no_part_needs_a_network() {
    test(async |page| {
        page.is_kept().await;
        page.site.stop();
        page.devtools("Network.clearBrowserCache", json!({})).await;
        page.open().await;
        page.unfold("What each line does").await;
        page.sees("Sends one request, with this method.").await;
        page.press("Import …").await;
        page.sees("Start from what you have").await;
        page.prepare(512).await;
        page.press("Check only").await;
        page.hears("Checks: ").await;
        page.press("List hooks").await;
        page.sees("1 hook in pipeline 512").await;
    })
    .await;
}
