//! Copying, and what happens when the browser refuses it.

use serde_json::json;

use crate::harness::{Page, test};

/// Lets the browser grant or refuse what pages ask of the clipboard, where it can be told so.
pub async fn permit(page: &Page, setting: &str) {
    if !page.engine.has_devtools() {
        return;
    }
    for name in ["clipboard-read", "clipboard-write"] {
        for origin in [page.site.origin(), page.sandbox.url()] {
            let permission = json!({ "permission": { "name": name }, "setting": setting, "origin": origin });
            page.devtools("Browser.setPermission", permission).await;
        }
    }
}

#[tokio::test]
async fn what_is_shown_is_copied_and_announced() {
    test(async |page| {
        permit(page, "granted").await;
        page.fill("512", "https://github.com/acme/shop").await;
        for name in ["cURL", "JSON payload", "Provider request"] {
            page.tab(name).await;
            page.press(&format!("Copy {name}")).await;
            page.hears(&format!("{name} copied.")).await;
            assert_eq!(page.clipboard().await, page.output(name).await);
        }
        page.press("Copy list command").await;
        page.hears("list command copied.").await;
        assert_eq!(page.clipboard().await, page.output("list command").await);

        page.tab("cURL").await;
        page.press("Copy all").await;
        page.hears("All: cURL copied.").await;
        let all = page.clipboard().await;
        assert_eq!(all.matches("curl --request POST").count(), 3);
        for event in ["Started…", "Failed…", "Completed…"] {
            page.tab(event).await;
            assert!(all.contains(&page.output("cURL").await));
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_copy_selects_the_text_and_says_so() {
    test(async |page| {
        permit(page, "denied").await;
        page.fill("512", "https://github.com/acme/shop").await;
        for (button, name, output) in
            [("Copy cURL", "cURL", "cURL"), ("Copy list command", "list command", "list command")]
        {
            page.press(button).await;
            page.hears(&format!("{name} could not be copied: the browser refused. The text shown is selected")).await;
            let selected = page.script("return getSelection().toString()").await;
            assert_eq!(selected, json!(page.output(output).await));
        }
    })
    .await;
}
