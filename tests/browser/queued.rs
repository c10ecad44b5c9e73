//! The optional fourth event: a deploy that waits for its turn.

use serde_json::Value;

use crate::harness::{TOKEN, test};

const SWITCH: &str = "Create a hook for this event";

#[tokio::test]
async fn it_is_offered_where_the_provider_has_a_word_for_it_and_made_with_the_others() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        assert!(!page.has("tab", "Queued…").await, "who does not want it does not see it");
        page.unfold("Status and events").await;
        page.sees("Optional: reports “pending” while the deploy waits for its turn.").await;
        let switch = page.find_in("checkbox", SWITCH, Some(("group", "Queued…"))).await;
        switch.click().await.unwrap();
        page.sees("4 hooks ready for acme/shop at GitHub.").await;
        page.tab("Queued…").await;
        page.tab("JSON payload").await;
        let payload: Value = serde_json::from_str(&page.output("JSON payload").await).expect("the payload is JSON");
        assert_eq!(payload["trigger_when"]["events"][0], "action.queued");
        assert_eq!(payload["settings"]["request_body"]["state"], "pending");

        // Bitbucket has no such state: the choice waits until there is one again.
        page.choose("Provider", "Bitbucket").await;
        page.sees("3 hooks ready for acme/shop at Bitbucket.").await;
        page.until("there is no tab for it", async || !page.has("tab", "Queued…").await).await;
        assert!(page.output("JSON payload").await.contains("\"action.started\""), "another one is shown in its place");
        page.choose("Provider", "GitLab").await;
        page.sees("GitLab refuses “pending” while the same status is pending or running").await;
        page.choose("Provider", "GitHub").await;
        page.tab("Queued…").await;

        page.use_sandbox(TOKEN).await;
        page.create().await;
        page.hears("Done: 4 of 4 hooks are in place.").await;
        let made = page.made(512);
        let events = made.iter().filter_map(|hook| hook["trigger_when"]["events"][0].as_str());
        assert_eq!(events.filter(|event| *event == "action.queued").count(), 1);
        assert_eq!(made.len(), 4);
    })
    .await;
}
