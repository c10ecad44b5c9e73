//! Request headers and extra body fields: added, changed, removed.

use serde_json::{Value, json};

use crate::harness::{Page, choose_in, test};

async fn settings(page: &Page) -> Value {
    let payload: Value = serde_json::from_str(&page.output("JSON payload").await).expect("the payload is JSON");
    payload["settings"].clone()
}

#[tokio::test]
async fn headers_are_added_and_removed() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.tab("JSON payload").await;
        page.unfold("Request headers").await;
        let before = settings(page).await["request_headers"].as_array().unwrap().len();
        page.press("Add a header").await;
        page.until("the cursor is in the new row", async || page.focused().await == "Header name").await;
        page.sees("This header has no name. Name it, such as Accept, or remove it.").await;
        page.keys("X-Trace").await;
        page.keys(thirtyfour::Key::Tab).await;
        page.keys("on").await;
        let headers = settings(page).await["request_headers"].clone();
        assert_eq!(headers.as_array().unwrap().len(), before + 1);
        assert_eq!(headers[before], json!({ "name": "X-Trace", "value": "on" }));

        page.press("Remove header X-Trace").await;
        assert_eq!(settings(page).await["request_headers"].as_array().unwrap().len(), before);
        page.until("the cursor goes on", async || page.focused().await == "Add a header").await;

        page.press("Remove header Authorization").await;
        page.sees("No header carries a token, so the provider will refuse the status.").await;
        page.press("Put back the recommended headers").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        assert_eq!(settings(page).await["request_headers"].as_array().unwrap().len(), before);
    })
    .await;
}

#[tokio::test]
async fn extra_body_fields_have_types() {
    test(async |page| {
        page.fill("513", "https://gitlab.com/acme/platform/shop").await;
        page.tab("JSON payload").await;
        page.unfold("Extra body fields").await;
        page.press("Add a body field").await;
        page.until("the cursor is in the new row", async || page.focused().await == "Body field name").await;
        page.keys("coverage").await;
        let kind = page.field("Body field type").await;
        for (choice, text, value) in [
            ("Whole number", "87", json!(87)),
            ("True or false", "true", json!(true)),
            ("Text", "87 %", json!("87 %")),
            ("JSON", "{\"a\": [1, null]}", json!({ "a": [1, null] })),
        ] {
            choose_in(&kind, choice).await;
            page.type_into("Body field value", text).await;
            assert_eq!(settings(page).await["request_body"]["coverage"], value, "{choice}");
        }
        page.type_into("Body field value", "{\"a\": ").await;
        page.note_says("Body field value", "This is not JSON: look at line 1", true).await;
        page.press("Remove body field coverage").await;
        assert_eq!(settings(page).await["request_body"].get("coverage"), None);
        page.until("the cursor goes on", async || page.focused().await == "Add a body field").await;
    })
    .await;
}
