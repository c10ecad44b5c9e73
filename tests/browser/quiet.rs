//! The page makes no request before a button that sends is pressed.

use crate::harness::{TOKEN, test};

#[tokio::test]
async fn nothing_is_sent_before_a_press() {
    test(async |page| {
        let mut loaded = page.requests().await;
        page.unfold_all().await;
        page.fill("https://app.devopness.com/projects/3/environments/12/pipelines/512", "acme/shop").await;
        for repository in ["git@gitlab.com:acme/platform/shop.git", "https://bitbucket.org/acme/shop"] {
            page.type_into("Repository", repository).await;
        }
        for provider in ["GitLab self-managed", "Bitbucket Data Center", "GitHub Enterprise Server"] {
            page.choose("Provider", provider).await;
        }
        page.type_into("Server address", "https://git.example.com").await;
        for (label, text) in [
            ("Status key", "ci/other"),
            ("Details link", "https://example.com/{{ action.id }}"),
            ("Commit hash variable", "sha"),
            ("Branch variable", "branch"),
        ] {
            page.type_into(label, text).await;
        }
        for event in ["Started…", "Failed…", "Completed…"] {
            page.tab(event).await;
            for format in ["JSON payload", "Provider request", "cURL"] {
                page.tab(format).await;
            }
        }
        page.press("Add a header").await;
        page.press("Add a body field").await;
        page.press("Copy cURL").await;
        for api in ["Staging: staging-api.devopness.com", "Another base URL"] {
            page.choose("API", api).await;
        }
        page.type_into("API base URL", "https://api.example.com").await;
        page.use_sandbox(TOKEN).await;
        page.press("Forget").await;

        // The rest of the program is among them: one part the token field calls, the others what shows itself by them.
        page.unfold("The incoming hook").await;
        page.unfold("Try it without sending").await;
        page.unfold("What each line does").await;
        page.press("Import …").await;
        for path in page.site.all_later() {
            let later = format!("{}{path}", page.site.origin());
            page.until("it is there", async || page.requests().await.contains(&later)).await;
            // Some came by themselves.
            if !loaded.contains(&later) {
                loaded.push(later);
            }
        }
        // Which part comes first depends on how fast the form is filled in.
        let mut asked = page.requests().await;
        asked.sort();
        loaded.sort();
        assert_eq!(asked, loaded, "only the bundle's own files were asked for");
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn only_light_or_dark_is_kept() {
    test(async |page| {
        let theme = "return document.documentElement.dataset.theme ?? null";
        page.script("document.querySelector('input[value=dark]').click()").await;
        page.until("the page is dark", async || page.script(theme).await == "dark").await;
        page.fill("512", "acme/shop").await;
        page.open().await;
        assert_eq!(page.script(theme).await, "dark");
        assert_eq!(page.field("Pipeline").await.prop("value").await.unwrap().as_deref(), Some(""));
        let kept =
            page.script("return [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]").await;
        assert_eq!(kept, serde_json::json!([["hook-builder.theme"], [], ""]));
    })
    .await;
}
