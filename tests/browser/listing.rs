//! The list of hooks: none, many, and those of a server that counts wrong.

use crate::harness::test;

#[tokio::test]
async fn a_thousand_hooks_are_listed() {
    test(async |page| {
        page.prepare(9061).await;
        page.press("List hooks").await;
        page.hears("1000 hooks listed.").await;
        page.sees("1000 hooks in pipeline 9061").await;
        page.sees("950 more are not shown.").await;
        assert_eq!(page.table().await.len(), 50);
        page.press("Show all").await;
        page.until("all rows are there", async || page.table().await.len() == 1000).await;
        let pages = page.sandbox.requests().into_iter().filter(|call| call.method == "GET");
        assert!(pages.count() >= 10, "every page was asked for");
        // The rest of the page is none the worse for it.
        page.type_into("Pipeline", "777").await;
        page.until("the output follows", async || page.output("cURL").await.contains("/pipelines/777/")).await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_repeats_its_first_page_is_read_once() {
    test(async |page| {
        page.prepare(9062).await;
        page.press("List hooks").await;
        page.hears("100 hooks listed.").await;
        page.press("Show more").await;
        page.until("all rows are there", async || page.table().await.len() == 100).await;
        let pages = page.sandbox.requests().into_iter().filter(|call| call.method == "GET");
        assert_eq!(pages.count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_is_read_again() {
    test(async |page| {
        page.prepare(9065).await;
        for (pipeline, heard, shown) in [
            ("9065", "251 hooks listed.", "251 hooks in pipeline 9065"),
            ("9066", "249 hooks listed.", "249 hooks in pipeline 9066"),
            ("9067", "hooks listed.", "hooks in pipeline 9067; there may be more"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.press("List hooks").await;
            page.hears(heard).await;
            page.sees(shown).await;
        }
    })
    .await;
}

#[tokio::test]
async fn an_empty_and_a_broken_list_say_so() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(9060).await;
        page.press("List hooks").await;
        page.sees("Pipeline 9060 has no hooks.").await;
        for (pipeline, words, next) in [
            ("9063", "The API failed to list the hooks of pipeline 9063 (500): Server Error", "Try again in a while"),
            ("9404", "The API does not know pipeline 9404 (404)", "Check the pipeline's number"),
            ("9503", "The API is not available at the moment (503).", "Try again in a while"),
            (
                "9200",
                "The answer (200) to the request to list the hooks of pipeline 9200 is not JSON",
                "Check the API's address",
            ),
            ("9050", "No answer that this page may read.", "The browser hides why"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.press("List hooks").await;
            page.hears(&format!("The hooks could not be listed. {words}")).await;
            page.sees(words).await;
            page.sees(next).await;
            assert!(page.has("button", "Try again").await);
        }
        if page.console().await.iter().any(|(_, text)| text.contains("CORS")) {
            page.allow_console("blocked by CORS policy", "the browser itself tells of an answer that it hides");
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_pipeline_nothing_is_listed() {
    test(async |page| {
        page.use_sandbox(crate::harness::TOKEN).await;
        page.press("List hooks").await;
        page.hears("Nothing was sent: name the pipeline first.").await;
        page.until("the cursor is in Pipeline", async || page.focused().await == "Pipeline").await;
        page.note_says("Pipeline", "Which pipeline deploys it?", true).await;
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}
