//! The whole job, for each provider.

use serde_json::Value;

use crate::harness::{Page, TOKEN, test};

const EVENTS: [&str; 3] = ["Started…", "Failed…", "Completed…"];

/// From the empty form to the listed hooks. `states` are the provider's words.
async fn journey(page: &Page, pipeline: u64, repository: &str, shown: &str, states: [&str; 3]) {
    page.fill(&pipeline.to_string(), repository).await;
    page.sees(&format!("3 hooks ready for {shown}.")).await;

    let mut curls = Vec::new();
    for (event, state) in EVENTS.iter().zip(states) {
        page.tab(event).await;
        let curl = page.output("cURL").await;
        assert!(curl.starts_with("curl --request POST \\\n"), "{curl}");
        assert!(curl.contains(&format!("/pipelines/{pipeline}/hooks/outgoing")), "{curl}");
        assert!(curl.contains("\"Authorization: Bearer $DEVOPNESS_TOKEN\""), "{curl}");
        assert!(curl.contains(&format!("\"{state}\"")), "{curl}");
        assert!(!curl.contains('<'), "nothing is left to fill in: {curl}");
        curls.push(curl);
    }
    assert!(curls[0] != curls[1] && curls[1] != curls[2], "each event has a command of its own");

    page.use_sandbox(TOKEN).await;
    page.tab("JSON payload").await;
    let mut payloads = Vec::<Value>::new();
    for event in EVENTS {
        page.tab(event).await;
        payloads.push(serde_json::from_str(&page.output("JSON payload").await).expect("the payload is JSON"));
    }
    assert!(page.sandbox.requests().is_empty(), "nothing is sent before the press");

    page.press("Create hooks").await;
    page.hears("See what will be changed, then confirm it.").await;
    page.sees(&format!("What will be done in pipeline {pipeline} at {}", page.sandbox.url())).await;
    page.plan_says(["create CI(build): started", "create CI(build): failed", "create CI(build): completed"]).await;
    assert_eq!(page.written(), Vec::<String>::new(), "nothing is written before it is confirmed");
    page.press("Confirm: create 3").await;
    page.lines_say(["created, id ", "created, id ", "created, id "]).await;
    page.hears("Done: 3 of 3 hooks are in place.").await;
    // The ends come before the start.
    payloads.rotate_left(1);
    assert_eq!(page.posted(), payloads, "what is shown is what is sent");
    let made = page.made(pipeline);
    assert_eq!(made.len(), 3);
    for (hook, payload) in made.iter().zip(&payloads) {
        for field in payload.as_object().expect("a payload is an object").keys().filter(|field| *field != "action_type")
        {
            assert_eq!(&hook[field], &payload[field], "{field}");
        }
    }

    page.press("List hooks").await;
    page.sees(&format!("4 hooks in pipeline {pipeline}")).await;
    let table = page.table().await;
    let count = |at: usize, text: &str| table.iter().filter(|row| row[at].contains(text)).count();
    assert_eq!((count(0, "incoming"), count(0, "outgoing"), count(1, "just created")), (1, 3, 3), "{table:?}");
    for (payload, event) in payloads.iter().zip(["action.failed", "action.completed", "action.started"]) {
        let text = |field: &str| payload[field].as_str().unwrap_or_default().to_owned();
        let row = table.iter().find(|row| row[1].starts_with(&text("name"))).expect("each hook is listed");
        assert_eq!((row[2].as_str(), row[3].as_str(), row[4].as_str()), (event, text("target_url").as_str(), "yes"));
    }
}

/// The journey to GitHub.
pub async fn to_github(page: &Page) {
    let states = ["pending", "failure", "success"];
    journey(page, 512, "https://github.com/acme/shop", "acme/shop at GitHub", states).await;
}

#[tokio::test]
async fn github() {
    test(to_github).await;
}

/// The journey to GitLab.
pub async fn to_gitlab(page: &Page) {
    let states = ["running", "failed", "success"];
    let shown = "acme/platform/shop at GitLab";
    journey(page, 513, "git@gitlab.com:acme/platform/shop.git", shown, states).await;
}

#[tokio::test]
async fn gitlab() {
    test(to_gitlab).await;
}

/// The journey to Bitbucket.
pub async fn to_bitbucket(page: &Page) {
    let states = ["INPROGRESS", "FAILED", "SUCCESSFUL"];
    journey(page, 514, "https://bitbucket.org/acme/shop/src/main/", "acme/shop at Bitbucket", states).await;
}

#[tokio::test]
async fn bitbucket() {
    test(to_bitbucket).await;
}
