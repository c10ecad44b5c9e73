//! Failures on the way to the API, told apart as far as a browser can.

use serde_json::json;

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};

/// Creates, and waits for an answer that is lost while the list cannot be read either.
async fn lost(page: &Page, what: &str, next: &str) {
    page.expect_failed_calls();
    page.create().await;
    page.lines_say(["may exist: the answer was lost", "waiting", "waiting"]).await;
    page.sees(what).await;
    page.sees(next).await;
    page.sees("Whether it was done could not be read either.").await;
    assert!(page.has("button", "Continue").await && page.has("button", "Undo all").await);
}

/// Wants to create, and waits for the reason why it cannot be planned.
async fn no_plan(page: &Page, what: &str, next: &str) {
    page.expect_failed_calls();
    page.press("Create hooks").await;
    page.hears("Nothing was created: the pipeline's hooks could not be read.").await;
    page.sees("No plan could be made").await;
    page.sees(what).await;
    page.sees(next).await;
    assert!(!page.has("button", "Confirm: …").await);
}

#[tokio::test]
async fn errors_of_the_server_and_of_what_stands_before_it() {
    test(async |page| {
        // The checklist reads the list, and so does Confirm; the third is the look at what became of the create.
        for (count, act, what, next, made) in [
            (
                1,
                Act::Status(500),
                "The API failed to create an outgoing hook in pipeline 512 (500): Server Error",
                "It is not your fault.",
                0,
            ),
            (
                2,
                Act::Gateway,
                "The API is not available at the moment (503). The answer is a web page",
                "It is not your fault.",
                0,
            ),
            (3, Act::Html, "is not JSON, so it is hardly the API's.", "Check the API's address", 1),
        ] {
            page.sandbox.fail(512, Verb::Create, count, act);
            for list in [3, 4] {
                page.sandbox.fail(512, Verb::List, 4 * (count - 1) + list, Act::Status(500));
            }
            page.open().await;
            page.prepare(512).await;
            let before = page.posted().len();
            lost(page, what, next).await;
            // While nobody knows whether it exists, nothing is sent again.
            let asked = page.sandbox.requests().len();
            page.press("Continue").await;
            page.until("the list was asked for again", async || page.sandbox.requests().len() > asked).await;
            page.lines_say(["may exist: the answer was lost", "waiting", "waiting"]).await;
            assert_eq!((page.made(512).len(), page.posted().len()), (made, before + 1));
        }
    })
    .await;
}

#[tokio::test]
async fn without_the_list_nothing_is_planned() {
    test(async |page| {
        page.prepare(9500).await;
        for (pipeline, what, next) in [
            ("9500", "The API failed to list the hooks of pipeline 9500 (500): Server Error", "It is not your fault."),
            ("9503", "The API is not available at the moment (503).", "It is not your fault."),
            ("9200", "is not JSON, so it is hardly the API's.", "Check the API's address"),
            (
                "9409",
                "The API reports a conflict when asked to list the hooks of pipeline 9409 (409)",
                "Try again in a while",
            ),
            ("9415", "does not accept the content type of the request to list the hooks", "Check the API's address"),
            ("9402", "The limit of the organisation's plan is reached (402)", "See the organisation's plan"),
            (
                "94290",
                "The API has received too many calls (429): Too Many Attempts.",
                "Wait a minute, then try again.",
            ),
        ] {
            page.type_into("Pipeline", pipeline).await;
            no_plan(page, what, next).await;
        }
        assert_eq!(page.written(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_the_browser_hides() {
    test(async |page| {
        page.allow_console("blocked by CORS policy", "the browser itself tells of an answer that it hides");
        page.prepare(9050).await;
        for pipeline in ["9050", "9051"] {
            page.type_into("Pipeline", pipeline).await;
            no_plan(page, "No answer that this page may read.", "The commands that this page writes do the same").await;
            page.sees("(CORS)").await;
        }
        assert_eq!(page.written(), Vec::<String>::new());
        // The create itself meets the same.
        page.lose_answers();
        page.sandbox.fail(512, Verb::Create, 1, Act::Cut { written: true });
        page.sandbox.fail(512, Verb::List, 3, Act::Cut { written: false });
        page.type_into("Pipeline", "512").await;
        lost(page, "No answer that this page may read.", "The commands that this page writes do the same").await;
        assert_eq!(page.made(512).len(), 1);
        page.press("Continue").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn nobody_listens() {
    test(async |page| {
        // Above the relay's port, which this test does not use, nobody listens.
        let closed = format!("http://127.0.0.1:{}", page.site.port + 2);
        page.allow_origin(&closed);
        page.expect_failed_calls();
        page.fill("512", "acme/shop").await;
        page.choose("API", "Another base URL").await;
        page.type_into("API base URL", &closed).await;
        page.type_into("Access token", TOKEN).await;
        page.press("Create hooks").await;
        page.hears("Nothing was created. Checks: 1 failed").await;
        page.check_says("The API answers this page", "failed", "No answer that this page may read.").await;
        page.check_says("The API answers this page", "failed", "the server cannot be reached").await;
        assert!(!page.has("button", "Confirm: …").await);
        // The right address after all.
        page.type_into("API base URL", &page.sandbox.url()).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(512).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn another_base_url_is_https_or_this_machine() {
    test(async |page| {
        page.prepare(512).await;
        page.choose("API", "Another base URL").await;
        for (url, words) in [
            ("http://api.example.com", "Over http:// the token could be read on the way."),
            ("https://user:pw@api.example.com", "without user name"),
            ("api.example.com", "starts with https://"),
        ] {
            page.type_into("API base URL", url).await;
            page.note_says("API base URL", words, true).await;
            page.press("Create hooks").await;
            page.until("the cursor is there", async || page.focused().await == "API base URL").await;
        }
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn no_network_at_all() {
    test(async |page| {
        page.prepare(512).await;
        page.devtools("Network.enable", json!({})).await;
        let network = async |offline: bool| {
            let line = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            page.devtools("Network.emulateNetworkConditions", line).await;
        };
        network(true).await;
        page.press("Create hooks").await;
        page.hears("Nothing was created. Checks: 1 failed").await;
        page.check_says("The API answers this page", "failed", "This device has no network.").await;
        page.sees("Connect to the network, then go on.").await;
        assert_eq!(page.sandbox.requests().len(), 0);
        // The same between plan and confirmation.
        network(false).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        network(true).await;
        page.confirm().await;
        page.sees("Nothing was sent: the list of hooks could not be read again. This device has no network.").await;
        network(false).await;
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
    })
    .await;
}
