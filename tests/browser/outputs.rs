//! Outputs follow what is typed and chosen.

use serde_json::{Value, json};

use crate::harness::{Page, choose_in, test};

/// The payload that is shown.
async fn payload(page: &Page) -> Value {
    serde_json::from_str(&page.output("JSON payload").await).expect("the payload is JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[tokio::test]
async fn outputs_follow_every_key_press() {
    test(async |page| {
        let curl = page.output("cURL").await;
        assert!(curl.contains("/pipelines/<pipeline_id>/hooks/outgoing"), "what is missing is marked: {curl}");
        let pipeline = page.field("Pipeline").await;
        let mut typed = String::new();
        for digit in ["5", "1", "2"] {
            pipeline.send_keys(digit).await.unwrap();
            typed += digit;
            // No waiting: the output has changed before the key press is over.
            assert!(page.output("cURL").await.contains(&format!("/pipelines/{typed}/hooks/outgoing")));
            assert!(page.output("list command").await.contains(&format!("/pipelines/{typed}/hooks'")));
        }
        let repository = page.field("Repository").await;
        for letter in "acme/shop".chars() {
            repository.send_keys(letter.to_string()).await.unwrap();
        }
        assert!(page.output("cURL").await.contains("https://api.github.com/repos/acme/shop/statuses/"));
        page.unfold("Status and events").await;
        page.type_into("Status key", "it's \"$HOME\" & `id`").await;
        page.tab("JSON payload").await;
        assert_eq!(payload(page).await["settings"]["request_body"]["context"], "it's \"$HOME\" & `id`");
        page.tab("Provider request").await;
        let request = page.output("Provider request").await;
        assert!(request.contains("POST") && request.contains("api.github.com"), "{request}");
        assert!(!request.contains("{{ action.id }}"), "sample values are filled in: {request}");
    })
    .await;
}

#[tokio::test]
async fn the_provider_decides_states_headers_and_body() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.tab("JSON payload").await;
        page.note_says("Provider", "No host is given, so GitHub is assumed.", false).await;
        for (provider, states, fields, url) in [
            (
                "GitHub",
                ["pending", "failure", "success"],
                &["state", "target_url", "description", "context"][..],
                "https://api.github.com/repos/acme/shop/statuses/",
            ),
            (
                "GitLab",
                ["running", "failed", "success"],
                &["state", "target_url", "description", "name"],
                "https://gitlab.com/api/v4/projects/acme%2Fshop/statuses/",
            ),
            (
                "Bitbucket",
                ["INPROGRESS", "FAILED", "SUCCESSFUL"],
                &["state", "url", "description", "key", "name"],
                "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/",
            ),
        ] {
            page.choose("Provider", provider).await;
            for (event, state) in ["Started", "Failed", "Completed"].iter().zip(states) {
                page.tab(&format!("{event} {state}")).await;
                let payload = payload(page).await;
                let body = &payload["settings"]["request_body"];
                assert_eq!(body["state"], state);
                assert_eq!(keys(body), fields, "{provider} has fields of its own");
                assert!(payload["target_url"].as_str().unwrap().starts_with(url), "{payload}");
                let first = &payload["settings"]["request_headers"][0];
                let token = "Bearer {{ application.source_provider.access_token }}";
                assert_eq!(first, &json!({ "name": "Authorization", "value": token }));
            }
            let headers = payload(page).await["settings"]["request_headers"].to_string();
            assert_eq!(headers.contains("application/vnd.github+json"), provider == "GitHub", "{headers}");
        }
    })
    .await;
}

#[tokio::test]
async fn another_host_is_asked_about() {
    test(async |page| {
        page.fill("512", "https://code.example.com/acme/shop").await;
        page.note_says("Provider", "What runs at code.example.com?", false).await;
        assert!(!page.has("field", "Server address").await);
        page.tab("JSON payload").await;
        for (provider, url) in [
            ("GitHub Enterprise Server", "https://code.example.com/api/v3/repos/acme/shop/statuses/"),
            ("GitLab self-managed", "https://code.example.com/api/v4/projects/acme%2Fshop/statuses/"),
        ] {
            page.choose("Provider", provider).await;
            assert!(payload(page).await["target_url"].as_str().unwrap().starts_with(url));
            assert!(page.has("field", "Server address").await);
        }
        page.type_into("Repository", "https://code.example.com/gitlab/acme/shop").await;
        page.type_into("Server address", "https://code.example.com/gitlab").await;
        let url = "https://code.example.com/gitlab/api/v4/projects/acme%2Fshop/statuses/";
        assert!(payload(page).await["target_url"].as_str().unwrap().starts_with(url));
    })
    .await;
}

#[tokio::test]
async fn an_event_can_be_changed_and_turned_off() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.unfold("Status and events").await;
        let failed = Some(("group", "Failed…"));
        choose_in(&page.event_field("Failed", "State").await, "error").await;
        page.retype(&page.event_field("Failed", "Description").await, "It broke").await;
        page.retype(&page.event_field("Failed", "Hook name").await, "Broken").await;
        page.tab("Failed error").await;
        page.tab("JSON payload").await;
        let shown = payload(page).await;
        let body = &shown["settings"]["request_body"];
        assert_eq!((&shown["name"], &body["state"]), (&json!("Broken"), &json!("error")));
        assert_eq!(body["description"], "It broke");
        assert_eq!(shown["trigger_when"]["events"], json!(["action.failed"]));

        page.find_in("checkbox", "Create a hook for this event", failed).await.click().await.unwrap();
        page.sees("Without this hook the status of a failed deploy never turns red.").await;
        page.sees("Ready; worth a look:").await;
        assert!(page.has("tab", "Failed off").await);
        assert_eq!(page.output("JSON payload").await, "This event is off: no hook will be created for it.");
        page.use_sandbox(crate::harness::TOKEN).await;
        page.create().await;
        page.hears("Done: 2 of 2 hooks are in place.").await;
        assert_eq!(page.made_names(512), ["CI(build): completed", "CI(build): started"]);
    })
    .await;
}

#[tokio::test]
async fn the_page_address_of_a_pipeline_is_understood() {
    test(async |page| {
        page.type_into(
            "Pipeline",
            "https://app.devopness.com/projects/3/environments/12/applications/34/pipelines/512",
        )
        .await;
        page.note_says("Pipeline", "Pipeline 512", false).await;
        let (note, _) = page.note("Pipeline").await;
        for part in ["project 3", "environment 12", "application 34"] {
            assert!(note.contains(part), "{note}");
        }
        assert!(page.output("cURL").await.contains("/pipelines/512/hooks/outgoing"));
    })
    .await;
}
