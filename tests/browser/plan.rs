//! The plan: shown field by field, and nothing done before it is confirmed.

use serde_json::{Value, json};

use std::time::Duration;

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};
use crate::sandbox::world::Outgoing;

const CHANGED: &str = "Nothing was sent: the pipeline's hooks have changed since this plan was made.";

fn puts(page: &Page) -> Vec<Value> {
    let calls = page.sandbox.requests().into_iter().filter(|call| call.method == "PUT");
    calls.map(|call| serde_json::from_slice(&call.body).expect("a body is JSON")).collect()
}

/// What the form would send, by event.
async fn payloads(page: &Page) -> Vec<Value> {
    page.tab("JSON payload").await;
    let mut all = Vec::new();
    for event in ["Failed…", "Completed…", "Started…"] {
        page.tab(event).await;
        all.push(serde_json::from_str(&page.output("JSON payload").await).expect("the payload is JSON"));
    }
    all
}

/// A call of somebody else, who changes the same hooks.
async fn meanwhile(page: &Page, method: reqwest::Method, path: &str, body: &Value) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a plain client can always be built");
    let call = client
        .request(method, format!("{}{path}", page.sandbox.url()))
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(body.to_string());
    assert_eq!(call.send().await.expect("the sandbox answers").status(), 204, "{path}");
}

#[tokio::test]
async fn an_identical_set_needs_nothing() {
    test(async |page| {
        page.prepare(540).await;
        let before = page.sandbox.hooks(540);
        page.press("Create hooks").await;
        page.hears("These hooks exist already. Nothing was sent.").await;
        page.sees(&format!("Nothing to do in pipeline 540 at {}: the hooks are there", page.sandbox.url())).await;
        page.plan_says(["keep CI(build): started", "keep CI(build): failed", "keep CI(build): completed"]).await;
        for (line, hook) in page.items("Changes").await.iter().zip(page.made(540)) {
            let id = hook["id"].as_str().unwrap_or_default();
            assert!(line.contains(&format!("It is there already, id {id}.")), "{line}");
        }
        assert!(!page.has("button", "Confirm: …").await);
        assert_eq!((page.written(), page.sandbox.hooks(540)), (Vec::new(), before));
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_created_and_nothing_else() {
    test(async |page| {
        page.prepare(542).await;
        let before = page.made(542);
        page.press("Create hooks").await;
        page.plan_says(["keep", "create CI(build): failed", "keep"]).await;
        page.press("Confirm: create 1").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.lines_say(["created, id ", "there already, id ", "there already, id "]).await;
        assert_eq!(page.written(), ["POST /pipelines/542/hooks/outgoing"]);
        assert_eq!((&page.made(542)[..2], page.made(542).len()), (&before[..], 3));
    })
    .await;
}

#[tokio::test]
async fn an_update_is_shown_field_by_field_and_sends_the_whole_hook() {
    test(async |page| {
        page.prepare(541).await;
        let payloads = payloads(page).await;
        let ids: Vec<Value> = page.made(541).iter().map(|hook| hook["id"].clone()).collect();
        page.press("Create hooks").await;
        page.plan_says(["update CI(build): started", "update CI(build): failed", "update CI(build): completed"]).await;
        for (line, (payload, id)) in page.items("Changes").await[1..].iter().zip(payloads.iter().zip(&ids[1..])) {
            let new = payload["settings"]["request_body"]["description"].as_str().unwrap_or_default();
            let edit = format!("Body field description As it was described before {new}");
            assert!(line.contains(&edit) && line.contains(id.as_str().unwrap_or_default()), "{line}");
        }
        assert_eq!(page.written(), Vec::<String>::new());
        page.press("Confirm: update 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.lines_say(["updated, id ", "updated, id ", "updated, id "]).await;
        // The ends before the start.
        let sent = puts(page);
        assert_eq!((sent.len(), page.written().len(), page.made(541).len()), (3, 3, 3));
        for (put, payload) in sent.iter().zip(&payloads) {
            assert!(ids.contains(&put["id"]), "{put}");
            for (name, value) in payload.as_object().expect("a payload is an object") {
                assert_eq!(&put[name], value, "{name} of {put}");
            }
            let kept = page.made(541).into_iter().find(|hook| hook["id"] == put["id"]).expect("the hook is there");
            assert_eq!((&kept["settings"], &kept["target_url"]), (&payload["settings"], &payload["target_url"]));
        }
        // Each is read before it is changed, and read back.
        let reads = page.sandbox.requests().into_iter();
        let reads = reads.filter(|call| call.method == "GET" && call.path.starts_with("/hooks/outgoing/"));
        assert_eq!(reads.count(), 6);
        page.press("Create hooks").await;
        page.hears("These hooks exist already. Nothing was sent.").await;
        assert_eq!(page.written().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_paused_hook_becomes_active() {
    test(async |page| {
        page.prepare(544).await;
        page.press("Create hooks").await;
        page.plan_says(["keep", "keep", "Active no yes"]).await;
        page.press("Confirm: update 1").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(544).iter().filter(|hook| hook["active"] == true).count(), 3);
        assert_eq!(page.written().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn duplicates_are_removed_only_when_that_is_confirmed() {
    test(async |page| {
        page.prepare(543).await;
        let before = page.made(543);
        page.press("Create hooks").await;
        page.plan_says(["keep", "remove", "keep", "remove", "keep", "remove"]).await;
        page.sees("Another hook reports the same for the same event, so each deploy is reported twice.").await;
        // Without the removals there is nothing left to confirm.
        page.find("button", "Confirm: remove 3").await;
        page.find("checkbox", "Delete nothing").await.click().await.unwrap();
        page.until("there is nothing to confirm", async || !page.has("button", "Confirm:…").await).await;
        page.find("checkbox", "Delete nothing").await.click().await.unwrap();
        assert_eq!((page.written(), &page.made(543)), (Vec::new(), &before));
        page.press("Confirm: remove 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let kept = "there already, id ";
        page.lines_say([kept, kept, kept, "deleted", "deleted", "deleted"]).await;
        assert_eq!(page.made(543), before[..3]);
        let deletes = page.written();
        assert!(
            deletes.len() == 3 && deletes.iter().all(|call| call.starts_with("DELETE /hooks/outgoing/")),
            "{deletes:?}"
        );

        page.press("Undo all").await;
        page.hears("Undone: the pipeline has what it had before.").await;
        page.sees("undone: created again, with a new id: ").await;
        assert_eq!(page.made_names(543).len(), 6);
    })
    .await;
}

#[tokio::test]
async fn delete_nothing_leaves_the_rest_of_the_plan() {
    test(async |page| {
        page.prepare(543).await;
        page.unfold("Status and events").await;
        for event in ["Started", "Failed", "Completed"] {
            page.retype(&page.event_field(event, "Description").await, "Another description").await;
        }
        page.press("Create hooks").await;
        page.find("button", "Confirm: update 3, remove 3").await;
        page.find("checkbox", "Delete nothing").await.click().await.unwrap();
        page.press("Confirm: update 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let writes = page.written();
        assert!(writes.len() == 3 && writes.iter().all(|call| call.starts_with("PUT ")), "{writes:?}");
        assert_eq!(page.made(543).len(), 6);
    })
    .await;
}

#[tokio::test]
async fn hooks_of_another_status_are_left_alone() {
    test(async |page| {
        page.prepare(540).await;
        let before = page.sandbox.hooks(540);
        page.unfold("Status and events").await;
        page.type_into("Status key", "ci/other").await;
        page.press("Create hooks").await;
        page.plan_says(["create", "create", "create", "leave", "leave", "leave"]).await;
        page.sees("This hook has the same name, but reports another status. It stays as it is").await;
        page.press("Confirm: create 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((&page.sandbox.hooks(540)[..4], page.written().len()), (&before[..], 3));
    })
    .await;
}

#[tokio::test]
async fn all_can_be_left_as_it_is() {
    test(async |page| {
        page.prepare(541).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: update 3").await;
        page.press("Leave all as it is").await;
        page.hears("Nothing was changed.").await;
        assert!(!page.has("button", "Confirm: …").await && !page.text().await.contains("What will be done"));
        assert_eq!(page.written(), Vec::<String>::new());
        // The checklist stays to be read.
        page.check_says("No other hook reports the same", "warning", "").await;
    })
    .await;
}

#[tokio::test]
async fn a_form_that_was_changed_must_be_planned_anew() {
    test(async |page| {
        page.prepare(512).await;
        let changed = "The form was changed since. Press Create hooks for a plan that fits it.";
        page.unfold("Status and events").await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        page.retype(&page.event_field("Failed", "Description").await, "It broke").await;
        page.sees(changed).await;
        assert!(!page.has("button", "Confirm: …").await);
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        page.choose("API", "Staging: staging-api.devopness.com").await;
        page.sees(changed).await;
        assert!(!page.has("button", "Confirm: …").await);
        page.choose("API", "Local sandbox").await;
        page.type_into("Pipeline", "533").await;
        assert!(!page.has("button", "Confirm: …").await);
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.made(533).len()), (0, 3));
        assert_eq!(page.made(533)[0]["settings"]["request_body"]["description"], "It broke");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_has_changed_since_is_not_touched() {
    test(async |page| {
        page.prepare(541).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: update 3").await;
        // The failed one is the first that would be changed.
        let hook = page.made(541)[1].clone();
        let path = format!("/hooks/outgoing/{}", hook["id"].as_str().unwrap_or_default());
        let mut body = json!({ "id": hook["id"], "name": "Theirs" });
        for field in ["target_url", "settings", "trigger_when"] {
            body[field] = hook[field].clone();
        }
        meanwhile(page, reqwest::Method::PUT, &path, &body).await;
        page.sandbox.clear();
        let before = page.made(541);
        page.confirm().await;
        page.sees(CHANGED).await;
        page.plan_says(["update", "Name Theirs CI(build): failed", "update"]).await;
        assert_eq!((page.made(541), page.written().len()), (before, 0));
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made_names(541), ["CI(build): started", "CI(build): failed", "CI(build): completed"]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_has_deleted_since_is_created() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(541).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: update 3").await;
        let path = format!("/hooks/outgoing/{}", page.made(541)[1]["id"].as_str().unwrap_or_default());
        meanwhile(page, reqwest::Method::DELETE, &path, &json!({})).await;
        page.confirm().await;
        page.sees(CHANGED).await;
        page.press("Confirm: create 1, update 2").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.lines_say(["created, id ", "updated, id ", "updated, id "]).await;
        let mut names = page.made_names(541);
        names.sort();
        assert_eq!(names, ["CI(build): completed", "CI(build): failed", "CI(build): started"]);
        assert_eq!(page.posted().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_set_that_somebody_else_has_created_since_is_not_created_once_more() {
    test(async |page| {
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        page.sandbox.seed(512, Outgoing::Full);
        let before = page.sandbox.hooks(512);
        page.confirm().await;
        page.sees(CHANGED).await;
        page.sees("Nothing to do in pipeline 512").await;
        assert_eq!((page.sandbox.hooks(512), page.written().len()), (before, 0));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_looked_at_again_is_not_sent() {
    test(async |page| {
        page.expect_failed_calls();
        // The checklist has read it.
        page.sandbox.fail(512, Verb::List, 2, Act::Status(500));
        page.prepare(512).await;
        page.create().await;
        page.sees("Nothing was sent: the list of hooks could not be read again. The API failed to list the hooks")
            .await;
        assert_eq!(page.written().len(), 0);
        page.confirm().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(512).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_keeps_changing_is_not_written_to() {
    test(async |page| {
        page.prepare(9067).await;
        page.create().await;
        page.sees("Nothing was sent: the list of hooks was too long to be read to its end, or kept changing").await;
        assert_eq!(page.written().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_hook_that_is_not_what_the_list_says_is_not_touched() {
    test(async |page| {
        page.expect_failed_calls();
        page.sandbox.fail(541, Verb::Read, 1, Act::Status(404));
        page.prepare(541).await;
        let before = page.made(541);
        page.create().await;
        page.lines_say(["not touched: somebody has changed it since the plan was made", "waiting", "waiting"]).await;
        page.hears("Press Create hooks for a new plan, or Undo.").await;
        assert_eq!(page.made(541), before);
        assert!(!page.has("button", "Continue").await, "going on is no use");
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
    })
    .await;
}

#[tokio::test]
async fn two_tabs_do_not_change_one_pipeline_at_a_time() {
    test(async |page| {
        page.sandbox.set_delays(Duration::from_secs(60), Duration::from_secs(60));
        page.sandbox.fail(512, Verb::Create, 1, Act::Slow);
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        let first = page.browser.window().await.expect("the page has a window");
        let second = page.browser.new_tab().await.expect("a tab can be opened");
        page.browser.switch_to_window(second.clone()).await.expect("the tab is there");
        page.open().await;
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.find("button", "Confirm: create 3").await;
        page.browser.switch_to_window(first.clone()).await.expect("the tab is there");
        page.confirm().await;
        page.until("the first create is on its way", async || page.posted().len() == 1).await;
        page.browser.switch_to_window(second).await.expect("the tab is there");
        page.confirm().await;
        page.hears("Nothing was sent: another tab of this browser is changing the hooks of this pipeline.").await;
        page.sandbox.let_go();
        page.browser.switch_to_window(first).await.expect("the tab is there");
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
    })
    .await;
}
