//! Template variables: inserted at the cursor, and watched for slips.

use thirtyfour::Key;

use crate::harness::test;

#[tokio::test]
async fn a_press_inserts_a_variable_at_the_cursor() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.unfold("Status and events").await;
        page.unfold("Template variables").await;
        page.press("{{ action.id }}").await;
        page.hears("Put the cursor into a field first.").await;

        let description = page.event_field("Failed", "Description").await;
        // A character beyond the basic plane counts twice in a browser.
        page.retype(&description, "Nr 🚀 broke").await;
        for _ in 0.." broke".len() {
            description.send_keys(Key::Left).await.unwrap();
        }
        page.sees("A press inserts it at the cursor in “Failed: description”.").await;
        page.press("{{ action.id }}").await;
        page.hears("{{ action.id }} inserted into Failed: description.").await;
        let value = description.prop("value").await.unwrap();
        assert_eq!(value.as_deref(), Some("Nr 🚀{{ action.id }} broke"));
        let focused = async || page.focused().await == "Description";
        page.until("the cursor is back in the field", focused).await;
        // What is typed next goes on behind the variable.
        page.keys("!").await;
        let value = description.prop("value").await.unwrap();
        assert_eq!(value.as_deref(), Some("Nr 🚀{{ action.id }}! broke"));
        page.tab("Failed…").await;
        assert!(page.output("cURL").await.contains("\"description\": \"Nr 🚀{{ action.id }}! broke\""));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_variable_is_flagged_with_the_nearest() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.unfold("Status and events").await;
        page.type_into("Details link", "https://app.devopness.com/actions/{{ action.ID }}").await;
        page.note_says("Details link", "Did you mean {{ action.id }}?", false).await;
        page.sees("Ready; worth a look:").await;
        page.type_into("Details link", "https://app.devopness.com/actions/{{ action.id }}").await;
        page.note_says("Details link", "Where a click on the status leads.", false).await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        page.type_into("Details link", "https://app.devopness.com/actions/{{ action.id").await;
        page.note_says("Details link", "“{{” without “}}”", false).await;
    })
    .await;
}
