//! The list of hooks as a place to work: sets with what is wrong with them, pausing, deleting, undoing, editing as one.

use serde_json::Value;

use crate::accessible::{check, load};
use crate::copy::permit;
use crate::harness::{Page, TOKEN, test, test_at};

const STARTED: &str = "“CI(build): started”";
const SET: &str = "ci/devopness(build) on acme/shop at GitHub";

async fn list(page: &Page, pipeline: u64) {
    page.prepare(pipeline).await;
    page.press("List hooks").await;
    page.sees(&format!("in pipeline {pipeline}")).await;
}

/// Whether each outgoing hook is active, in the order in which the sandbox made them.
fn active(page: &Page, pipeline: u64) -> Vec<bool> {
    page.made(pipeline).iter().map(|hook| hook["active"] == true).collect()
}

fn ids(hooks: &[Value]) -> Vec<String> {
    hooks.iter().map(|hook| hook["id"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn each_set_shows_what_is_wrong_with_it() {
    test(async |page| {
        page.use_sandbox(TOKEN).await;
        page.type_into("Repository", "https://github.com/acme/shop").await;
        for (pipeline, words, absent) in [
            ("540", &["same as the form", "declares commit_hash"][..], "incomplete"),
            ("541", &["differs from the form"], "incomplete"),
            ("542", &["incomplete: no failed", "a deploy that fails stays yellow"], "duplicate"),
            ("543", &["3 duplicates", "Duplicates report the same event twice."], "incomplete"),
            ("544", &["1 paused"], "incomplete"),
            ("532", &["does not declare commit_hash"], "incomplete"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.press("List hooks").await;
            page.sees(&format!("in pipeline {pipeline}")).await;
            for words in words {
                page.sees(words).await;
            }
            assert!(!page.text().await.contains(absent), "{pipeline}");
        }
        // Badges that compare with the form follow it.
        page.type_into("Pipeline", "540").await;
        page.press("List hooks").await;
        page.sees("same as the form").await;
        page.unfold("Status and events").await;
        page.type_into("Details link", "https://example.com/{{ action.id }}").await;
        page.sees("differs from the form").await;
        page.type_into("Status key", "another").await;
        page.until("the form is about another status", async || {
            let text = page.text().await;
            !text.contains("differs from the form") && !text.contains("same as the form")
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_hook_is_paused_resumed_and_put_back() {
    test(async |page| {
        list(page, 540).await;
        let before = page.made(540);
        page.press(&format!("Pause {STARTED}")).await;
        page.hears("Paused “CI(build): started”: it does not fire until it is resumed.").await;
        page.find("button", &format!("Resume {STARTED}")).await;
        assert_eq!(active(page, 540), [false, true, true]);
        page.press("Undo").await;
        page.hears("Undone: all is as it was before.").await;
        page.find("button", &format!("Pause {STARTED}")).await;
        let same = |hooks: &[Value]| {
            let what = ["id", "name", "active", "target_url", "settings", "trigger_when"];
            hooks.iter().map(|hook| what.map(|name| hook[name].clone())).collect::<Vec<_>>()
        };
        assert_eq!(same(&page.made(540)), same(&before));
    })
    .await;
}

#[tokio::test]
async fn a_deletion_names_the_hook_and_undo_makes_it_anew() {
    test(async |page| {
        list(page, 540).await;
        let before = ids(&page.made(540));
        page.press(&format!("Delete {STARTED}")).await;
        page.sees("Delete “CI(build): started”? Its deliveries go with it.").await;
        page.sees("Undo creates it again, with a new id.").await;
        page.until("the cursor is at the answer", async || page.focused().await == "Delete").await;
        page.press("Keep").await;
        page.until("the cursor is back", async || page.focused().await == format!("Delete {STARTED}")).await;
        assert_eq!(page.written(), Vec::<String>::new());

        page.press(&format!("Delete {STARTED}")).await;
        page.press("Delete").await;
        page.hears("Deleted “CI(build): started”.").await;
        page.sees("3 hooks in pipeline 540").await;
        page.sees("incomplete: no started").await;
        page.press("Undo").await;
        page.hears("Undone: what was deleted exists again, with a new id.").await;
        page.sees("4 hooks in pipeline 540").await;
        page.sees("just created").await;
        let after = ids(&page.made(540));
        assert_eq!(after.len(), 3);
        assert!(!after.contains(&before[0]) && before[1..].iter().all(|id| after.contains(id)), "{after:?}");
    })
    .await;
}

#[tokio::test]
async fn an_incoming_hook_made_anew_gives_its_new_secret_once() {
    test(async |page| {
        list(page, 540).await;
        page.press("Delete “Push to main”").await;
        page.sees("another address and another secret: both must then be entered at the provider again.").await;
        page.press("Delete").await;
        page.hears("Deleted “Push to main”.").await;
        page.press("Undo").await;
        page.hears("Undone: what was deleted exists again, with a new id.").await;
        page.sees("has another address now.").await;
        let hooks = page.sandbox.hooks(540);
        let incoming = hooks.iter().find(|hook| hook["type"] == "in").expect("it exists again");
        page.sees(incoming["url"].as_str().expect("it has an address")).await;
        let shown = async || {
            let html = page.script("return document.documentElement.outerHTML").await;
            html.as_str().unwrap_or_default().to_owned()
        };
        permit(page, "granted").await;
        page.press("Copy secret of “Push to main”").await;
        page.hears("Secret copied.").await;
        let secret = page.clipboard().await;
        assert!(secret.len() >= 16, "a secret is long");
        assert!(!shown().await.contains(&secret), "the secret is in the page before anybody asked for it");
        page.press("Show secret of “Push to main”").await;
        page.sees(&secret).await;
        page.press("Hide").await;
        page.until("it is gone", async || !shown().await.contains(&secret)).await;
    })
    .await;
}

#[tokio::test]
async fn a_set_and_a_selection_are_treated_as_one() {
    test(async |page| {
        list(page, 540).await;
        page.press(&format!("Pause set {SET}")).await;
        page.hears("Paused 3 hooks: they do not fire until they are resumed.").await;
        assert_eq!(active(page, 540), [false; 3]);
        page.press(&format!("Resume set {SET}")).await;
        page.hears("Resumed 3 hooks.").await;
        assert_eq!(active(page, 540), [true; 3]);

        for name in ["Select “CI(build): started”", "Select “CI(build): failed”"] {
            page.find("checkbox", name).await.click().await.expect("a box can be ticked");
        }
        page.sees("2 selected").await;
        page.press("Pause the selected hooks").await;
        page.hears("Paused 2 hooks: they do not fire until they are resumed.").await;
        assert_eq!(active(page, 540), [false, false, true]);
        page.press("Select none").await;
        page.press("Select all found").await;
        page.sees("4 selected").await;
        page.press("Delete the selected hooks").await;
        page.sees("Delete 4 hooks: ").await;
        page.press("Delete").await;
        page.hears("Deleted 4 hooks.").await;
        page.sees("Pipeline 540 has no hooks.").await;
        assert_eq!(page.sandbox.hooks(540).len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_set_is_edited_as_one_and_what_was_typed_is_not_lost() {
    test(async |page| {
        list(page, 541).await;
        page.press(&format!("Edit as one {SET}")).await;
        page.sees(&format!("Editing {SET}")).await;
        page.unfold("Status and events").await;
        let description = page.event_field("Failed", "Description").await;
        assert_eq!(description.value().await.unwrap().as_deref(), Some("As it was described before"));
        page.sees("same as the form").await;
        // What is typed now is an update of these hooks, whatever it makes of them.
        page.type_into("Status key", "ci/renamed").await;
        page.press("Put the form back").await;
        page.until("the form is as before", async || {
            page.field("Status key").await.value().await.unwrap().as_deref() == Some("ci/devopness(build)")
        })
        .await;

        page.type_into("Status key", "my own").await;
        page.press(&format!("Edit as one {SET}")).await;
        page.sees("The set takes the place of what the form has now in: Status key.").await;
        page.press("Keep the form").await;
        assert_eq!(page.field("Status key").await.value().await.unwrap().as_deref(), Some("my own"));
        page.press(&format!("Edit as one {SET}")).await;
        page.press("Replace what is typed").await;
        page.sees(&format!("Editing {SET}")).await;
        page.type_into("Status key", "ci/renamed").await;
        let before = ids(&page.made(541));
        page.press("Create hooks").await;
        page.press("Confirm: update 3").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(ids(&page.made(541)), before, "they are the same hooks");
        for hook in page.made(541) {
            assert_eq!(hook["settings"]["request_body"]["context"], "ci/renamed");
        }
        assert!(!page.text().await.contains("Editing"), "it is done");
        page.sees("ci/renamed on acme/shop at GitHub").await;
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_is_told_and_can_be_gone_on_with() {
    test(async |page| {
        page.expect_failed_calls();
        list(page, 540).await;
        page.type_into("Access token", "devopness_pat_readonly").await;
        page.press(&format!("Pause set {SET}")).await;
        page.hears("Stopped before all was done.").await;
        page.sees("The token may not change the outgoing hook (403)").await;
        page.type_into("Access token", TOKEN).await;
        page.press("Continue").await;
        page.hears("Paused 3 hooks").await;
        assert_eq!(active(page, 540), [false; 3]);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_done_to_a_hook_that_somebody_has_changed() {
    test(async |page| {
        list(page, 540).await;
        page.press(&format!("Delete {STARTED}")).await;
        // Meanwhile, elsewhere.
        let hook = page.made(540).remove(0);
        let id = hook["id"].as_str().unwrap().to_owned();
        let mut body = serde_json::Map::new();
        for name in ["id", "active", "target_url", "settings", "trigger_when"] {
            body.insert(name.into(), hook[name].clone());
        }
        body.insert("name".into(), "Renamed elsewhere".into());
        let client = reqwest::Client::new();
        let url = format!("{}/hooks/outgoing/{id}", page.sandbox.url());
        let call = client.put(url).bearer_auth(TOKEN).header("Accept", "application/json");
        let call = call.header("Content-Type", "application/json").body(Value::Object(body).to_string());
        let answer = call.send().await;
        assert!(answer.expect("the sandbox answers").status().is_success());
        page.press("Delete").await;
        page.hears("Stopped: a hook is no longer what the list said.").await;
        assert_eq!(page.made(540).len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_thousand_hooks_are_found_by_typing() {
    test(async |page| {
        list(page, 9081).await;
        page.sees("1000 hooks in pipeline 9081").await;
        assert_eq!(page.table().await.len(), 50);
        page.type_into("Find", "incoming 0003").await;
        page.sees("1 of 1000 hooks").await;
        assert_eq!(page.table().await[0][1].split(' ').next(), Some("Push"));
        page.type_into("Find", "paused queued").await;
        page.until("only those are shown", async || {
            let table = page.table().await;
            !table.is_empty() && table.iter().all(|row| row[4] == "paused" && row[2] == "action.queued")
        })
        .await;
        page.type_into("Find", "nothing like it").await;
        page.sees("0 of 1000 hooks").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_phone_nothing_scrolls_sideways() {
    test_at(360, async |page| {
        let fits = async |state: &str| {
            let wide = page.script("return document.documentElement.scrollWidth - innerWidth").await;
            assert!(wide.as_i64().is_some_and(|pixels| pixels <= 0), "{state}: sideways by {wide} px");
        };
        list(page, 543).await;
        fits("listed").await;
        page.press(&format!("Delete set {SET}")).await;
        page.sees("Delete 6 hooks").await;
        fits("asked").await;
        page.press("Delete").await;
        page.hears("Deleted 6 hooks.").await;
        fits("deleted").await;
        page.press("Undo").await;
        page.hears("Undone: what was deleted exists again").await;
        fits("undone").await;
        page.press(&format!("Edit as one {SET}")).await;
        page.sees(&format!("Editing {SET}")).await;
        fits("edited").await;
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_the_list_at_work() {
    test(async |page| {
        load(page).await;
        list(page, 543).await;
        check(page, "sets, duplicates, badges").await;
        page.find("checkbox", "Select “Push to main”").await.click().await.expect("a box can be ticked");
        page.press("Delete the selected hooks").await;
        page.sees("Delete “Push to main”?").await;
        check(page, "asked").await;
        page.press("Delete").await;
        page.hears("Deleted “Push to main”.").await;
        check(page, "deleted").await;
        page.press("Undo").await;
        page.sees("has another secret, too.").await;
        check(page, "made anew").await;
        page.press(&format!("Pause set {SET}")).await;
        page.hears("Paused 6 hooks").await;
        check(page, "a set paused").await;
        page.press(&format!("Edit as one {SET}")).await;
        page.sees(&format!("Editing {SET}")).await;
        check(page, "edited as one").await;
    })
    .await;
}
