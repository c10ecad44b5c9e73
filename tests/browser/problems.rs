//! Problems: beside the field and in the summary, a hint while a field was not left yet.

use crate::harness::test;

#[tokio::test]
async fn a_required_field_is_a_hint_until_it_was_left() {
    test(async |page| {
        page.sees("Still to fill in:").await;
        page.note_says("Pipeline", "Which pipeline deploys it?", false).await;
        page.note_says("Repository", "Which repository is deployed?", false).await;
        let problems = page.problems().await;
        assert!(problems[0].starts_with("Pipeline: ") && problems[1].starts_with("Repository: "), "{problems:?}");
        page.field("Pipeline").await.click().await.unwrap();
        page.note_says("Pipeline", "Which pipeline deploys it?", false).await;
        page.keys(thirtyfour::Key::Tab).await;
        page.note_says("Pipeline", "Which pipeline deploys it?", true).await;
        page.note_says("Repository", "Which repository is deployed?", false).await;
        page.hears("1 to correct:").await;
        page.type_into("Pipeline", "512").await;
        page.note_says("Pipeline", "Pipeline 512", false).await;
        page.type_into("Pipeline", "five").await;
        page.until("it is a fault at once", async || page.note("Pipeline").await.1).await;
    })
    .await;
}

#[tokio::test]
async fn create_names_what_is_missing_and_sends_nothing() {
    test(async |page| {
        page.use_sandbox(crate::harness::TOKEN).await;
        page.press("Create hooks").await;
        page.hears("Nothing was sent: name the pipeline first.").await;
        page.hears("1 to correct:").await;
        page.until("the cursor is there", async || page.focused().await == "Pipeline").await;
        page.note_says("Pipeline", "Which pipeline deploys it?", true).await;
        // The repository the API may know.
        page.note_says("Repository", "Which repository is deployed?", false).await;
        assert_eq!(page.sandbox.requests().len(), 0);

        page.type_into("Pipeline", "512").await;
        page.unfold("Status and events").await;
        let name = page.event_field("Failed", "Hook name").await;
        page.retype(&name, "").await;
        page.type_into("Status key", "").await;
        page.press("Create hooks").await;
        page.hears("Nothing was created: first fill in or correct what is marked.").await;
        page.hears("2 to correct:").await;
        page.until("the cursor is in the first of them", async || page.focused().await == "Status key").await;
        assert!(page.note("Status key").await.1);
        assert_eq!(name.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        assert_eq!(page.written(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_limit_shows_at_the_field_and_in_the_summary_and_goes_away() {
    test(async |page| {
        page.fill("514", "https://bitbucket.org/acme/shop").await;
        page.unfold("Status and events").await;
        page.type_into("Status key", &"k".repeat(40)).await;
        page.sees("3 hooks ready for acme/shop at Bitbucket.").await;
        page.type_into("Status key", &"k".repeat(41)).await;
        let words = "Bitbucket takes at most 40 characters here; this has 41.";
        page.note_says("Status key", words, true).await;
        page.hears("1 to correct:").await;
        assert_eq!(page.problems().await, [format!("Status key: {words}")]);
        page.keys(thirtyfour::Key::Backspace).await;
        page.sees("3 hooks ready for acme/shop at Bitbucket.").await;
        assert!(!page.note("Status key").await.1);
        assert!(page.problems().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_one_provider_asks_alone_stands_at_the_field_in_its_own_tone() {
    test(async |page| {
        page.fill("512", "https://gitlab.com/acme/shop").await;
        page.unfold("Status and events").await;
        page.type_into("Status key", &"k".repeat(256)).await;
        page.note_says("Status key", "GitLab documents no limit here", false).await;
        assert_eq!(page.problems().await.len(), 1);
        page.type_into("Status key", "ci/devopness").await;
        page.type_into("Details link", "https://-acme.dev/x").await;
        page.note_says("Details link", "GitLab refuses “-acme.dev” as a link's host", true).await;
        page.type_into("Repository", "https://github.com/acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        assert!(!page.note("Details link").await.1);
    })
    .await;
}

#[tokio::test]
async fn a_problem_leads_to_its_field_through_a_closed_fold() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.unfold("Status and events").await;
        let name = page.event_field("Completed", "Hook name").await;
        page.retype(&name, "CI(build): started").await;
        page.unfold("Status and events").await;
        page.until("the fold is closed", async || !page.has("field", "Status key").await).await;
        page.find("link", "Completed: hook name…").await.click().await.unwrap();
        page.until("the fold is open again", async || page.has("field", "Status key").await).await;
        let focused = page.browser.active_element().await.unwrap();
        assert_eq!(focused.element_id(), name.element_id(), "the cursor is in the very field");
        page.type_into("Pipeline", "").await;
        page.find("link", "Pipeline…").await.click().await.unwrap();
        page.until("the cursor is in Pipeline", async || page.focused().await == "Pipeline").await;
    })
    .await;
}
