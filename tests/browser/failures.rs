//! Failures on the way to the API, told apart as far as a browser can.

use serde_json::json;

use crate::harness::{Page, TOKEN, test};

/// Creates, and waits for an answer that is lost while the list cannot be read either.
async fn lost(page: &Page, what: &str, next: &str) {
    page.expect_failed_calls();
    page.press("Create hooks").await;
    page.lines_say(["may exist: the answer was lost", "waiting", "waiting"]).await;
    page.sees(what).await;
    page.sees(next).await;
    page.sees("could not be read either").await;
    assert!(page.has("button", "Create the rest").await);
}

#[tokio::test]
async fn errors_of_the_server_and_of_what_stands_before_it() {
    test(async |page| {
        for (pipeline, what, next, made) in [
            (9500, "The API failed (500): Server Error", "It is not your fault.", 0),
            (9503, "The API failed (503).", "It is not your fault.", 0),
            (9200, "is not JSON, so it is hardly the API's.", "Check the API's address", 1),
        ] {
            page.open().await;
            page.prepare(pipeline).await;
            let before = page.posted().len();
            lost(page, what, next).await;
            // While nobody knows whether it exists, nothing is sent again.
            let asked = page.sandbox.requests().len();
            page.press("Create the rest").await;
            page.until("the list was asked for again", async || page.sandbox.requests().len() > asked).await;
            page.lines_say(["may exist: the answer was lost", "waiting", "waiting"]).await;
            assert_eq!((page.made(pipeline).len(), page.posted().len()), (made, before + 1));
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_the_browser_hides() {
    test(async |page| {
        page.allow_console("blocked by CORS policy", "the browser itself tells of an answer that it hides");
        for (pipeline, made) in [(9050, 1), (9051, 0)] {
            page.open().await;
            page.prepare(pipeline).await;
            lost(page, "No answer that this page may read.", "The cURL commands above do the same").await;
            page.sees("(CORS)").await;
            assert_eq!(page.made(pipeline).len(), made);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_listens() {
    test(async |page| {
        // Above the relay's port, which this test does not use, nobody listens.
        let closed = format!("http://127.0.0.1:{}", page.site.port + 2);
        page.allow_origin(&closed);
        page.fill("512", "acme/shop").await;
        page.choose("API", "Another base URL").await;
        page.type_into("API base URL", &closed).await;
        page.type_into("Access token", TOKEN).await;
        lost(page, "No answer that this page may read.", "the server cannot be reached").await;
        // The right address after all: a new place, so nothing there can be a duplicate.
        page.type_into("API base URL", &page.sandbox.url()).await;
        page.press("Create hooks").await;
        page.hears("Done: 3 of 3 hooks exist.").await;
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
        let network = |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        page.devtools("Network.enable", json!({})).await;
        page.devtools("Network.emulateNetworkConditions", network(true)).await;
        page.press("Create hooks").await;
        page.lines_say(["failed", "waiting", "waiting"]).await;
        page.sees("This device has no network.").await;
        page.sees("Connect to the network, then go on.").await;
        page.devtools("Network.emulateNetworkConditions", network(false)).await;
        page.press("Create the rest").await;
        page.hears("Done: 3 of 3 hooks exist.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
    })
    .await;
}
