//! One full set, or what was there before: Continue and Undo after each kind of failure.

use serde_json::{Value, json};

use crate::harness::{Page, test};
use crate::sandbox::faults::{Act, Verb};

const UNDONE: &str = "Undone: the pipeline has what it had before.";
const DONE: &str = "Done: 3 of 3 hooks are in place.";

/// What the hooks of a pipeline do. Ids and times may be new once a hook was created again.
fn state(page: &Page, pipeline: u64) -> Vec<Value> {
    let told = |mut hook: Value| {
        if let Some(hook) = hook.as_object_mut() {
            hook.retain(|name, _| {
                ["type", "name", "active", "target_url", "action_type", "settings", "trigger_when"]
                    .contains(&name.as_str())
            });
        }
        // No conditions are no conditions, whether that is said or not.
        if let Some(when) = hook["trigger_when"].as_object_mut() {
            when.retain(|name, value| name != "conditions" || *value != json!([]));
        }
        hook
    };
    let mut all: Vec<Value> = page.sandbox.hooks(pipeline).into_iter().map(told).collect();
    all.sort_by_key(|hook| [&hook["name"], &hook["settings"]["request_body"]["description"]].map(Value::to_string));
    all
}

/// How many hooks are as the form wants them, by their description.
fn new_ones(page: &Page, pipeline: u64) -> usize {
    let hooks = page.made(pipeline);
    hooks.iter().filter(|hook| hook["settings"]["request_body"]["description"] != "As it was described before").count()
}

/// Confirms the plan for a pipeline on a fresh page.
async fn start(page: &Page, pipeline: u64) {
    page.expect_failed_calls();
    page.open().await;
    page.prepare(pipeline).await;
    page.create().await;
}

async fn undo(page: &Page) {
    page.press("Undo all").await;
    page.hears(UNDONE).await;
    assert!(!page.has("button", "Undo all").await && !page.has("button", "Continue").await);
}

#[tokio::test]
async fn a_set_that_was_begun_is_undone() {
    test(async |page| {
        let before = page.sandbox.hooks(512);
        page.sandbox.fail(512, Verb::Create, 2, Act::Status(403));
        start(page, 512).await;
        page.lines_say(["created, id ", "failed", "waiting"]).await;
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        assert_eq!(page.made(512).len(), 1);
        undo(page).await;
        page.lines_say(["undone: deleted again", "nothing to undo", "nothing to undo"]).await;
        assert_eq!(page.sandbox.hooks(512), before);
        // A fresh start is possible.
        page.create().await;
        page.hears(DONE).await;
        assert_eq!(page.made(512).len(), 3);
        undo(page).await;
        assert_eq!(page.sandbox.hooks(512), before);
    })
    .await;
}

#[tokio::test]
async fn an_update_that_fails_can_be_undone_or_continued() {
    test(async |page| {
        page.lose_answers();
        // What stops it, and how many hooks are new by then.
        for (pipeline, stops) in [
            (9100, Some(0)),
            (9101, Some(0)),
            (9102, Some(1)),
            (9103, Some(1)),
            (9104, Some(1)),
            (9105, None),
            (9120, Some(0)),
            (9124, Some(0)),
        ] {
            let before = state(page, pipeline);
            start(page, pipeline).await;
            match stops {
                Some(count) => {
                    page.hears(&format!("Stopped: {count} of 3 hooks are in place.")).await;
                    assert_eq!(new_ones(page, pipeline), count, "{pipeline}");
                    // What fails once only can be gone on with.
                    if count == 1 {
                        page.press("Continue").await;
                        page.hears(DONE).await;
                        assert_eq!(new_ones(page, pipeline), 3, "{pipeline}");
                    }
                }
                None => {
                    page.hears(DONE).await;
                    assert_eq!(new_ones(page, pipeline), 3, "{pipeline}");
                }
            }
            undo(page).await;
            assert_eq!(state(page, pipeline), before, "{pipeline}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_update_that_fails_in_the_middle_is_undone_from_there() {
    test(async |page| {
        page.lose_answers();
        page.sandbox.fail(541, Verb::Update, 2, Act::Status(403));
        for pipeline in [541, 9104] {
            let before = state(page, pipeline);
            start(page, pipeline).await;
            page.hears("Stopped: 1 of 3 hooks are in place.").await;
            undo(page).await;
            page.lines_say(["undone: it is what it was", "nothing to undo", "nothing to undo"]).await;
            assert_eq!(state(page, pipeline), before, "{pipeline}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deletion_that_fails_can_be_undone_or_continued() {
    test(async |page| {
        page.lose_answers();
        // How many of the six hooks are left when it stops.
        for (pipeline, stops) in [(9110, Some(6)), (9112, Some(5)), (9113, Some(4)), (9114, Some(5)), (9115, None)] {
            let before = state(page, pipeline);
            start(page, pipeline).await;
            match stops {
                Some(left) => {
                    page.hears("Stopped: 3 of 3 hooks are in place.").await;
                    assert_eq!(page.made(pipeline).len(), left, "{pipeline}");
                    if left == 5 {
                        page.press("Continue").await;
                        page.hears(DONE).await;
                        assert_eq!(page.made(pipeline).len(), 3, "{pipeline}");
                    }
                }
                None => page.hears(DONE).await,
            }
            if pipeline == 9113 {
                // 404 is as good as deleted, unless the list has the hook still.
                page.sees("not deleted, though the API said so: a look shows it").await;
            }
            undo(page).await;
            assert_eq!(state(page, pipeline), before, "{pipeline}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_back_is_said_and_stops_nothing() {
    test(async |page| {
        page.lose_answers();
        // The second time one hook is read is the look after the first update.
        for pipeline in [9121, 9122] {
            let before = state(page, pipeline);
            start(page, pipeline).await;
            page.hears("3 of 3 hooks are in the list, but 1 could not be read back. See below.").await;
            page.sees("It could not be read back to be compared.").await;
            assert_eq!(new_ones(page, pipeline), 3);
            undo(page).await;
            assert_eq!(state(page, pipeline), before, "{pipeline}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_api_makes_of_a_hook_is_shown() {
    test(async |page| {
        for (pipeline, field, has, sent) in [
            (9130, "Header Authorization", "", "Bearer {{ application.source_provider.access_token }}"),
            (9131, "Target URL", "%7B%7B%20", "{{ action.triggered_from.hook_parsed_variables.commit_hash }}"),
            (9133, "Header Authorization", "", "Bearer {{ application.source_provider.access_token }}"),
            (9134, "Target URL", "%7B%7B%20", "{{ action.triggered_from.hook_parsed_variables.commit_hash }}"),
        ] {
            let before = state(page, pipeline);
            start(page, pipeline).await;
            page.hears("3 of 3 hooks are in the list, but 3 not as sent. See below what differs.").await;
            let lines = page.lines().await;
            let said = "The API has something else than was sent: struck through is what it has, then what was sent.";
            for line in &lines {
                for part in [said, field, has, sent] {
                    assert!(line.contains(part), "{pipeline}: {part} is missing in {line}");
                }
            }
            page.press("Undo all").await;
            // An update that loses something loses it on the way back, too.
            page.hears(if pipeline < 9133 { "Undone, but for 3 hooks." } else { UNDONE }).await;
            if pipeline >= 9133 {
                assert_eq!(state(page, pipeline), before, "{pipeline}");
            }
        }
        // It is told of the one hook that has it.
        page.open().await;
        page.prepare(9135).await;
        page.unfold("Status and events").await;
        page.retype(&page.event_field("Failed", "Hook name").await, "CI(build): failed at last").await;
        page.create().await;
        page.hears("3 of 3 hooks are in the list, but 1 not as sent. See below what differs.").await;
        let lines = page.lines().await;
        assert!(lines[0].contains("Name CI(build): failed at CI(build): failed at last"), "{lines:?}");
        assert!(!lines[1..].concat().contains("The API has something else"), "{lines:?}");
    })
    .await;
}

#[tokio::test]
async fn an_undoing_that_fails_says_so_and_goes_on() {
    test(async |page| {
        page.lose_answers();
        // The third create fails, and no deletion is allowed.
        start(page, 9140).await;
        page.hears("Stopped: 2 of 3 hooks are in place.").await;
        page.press("Undo all").await;
        page.hears("Undoing stopped. See below what happened, then go on.").await;
        page.sees("The token may not delete the outgoing hook (403)").await;
        assert_eq!(page.made(9140).len(), 2);
        let deletes = page.written().len();
        page.press("Continue undoing").await;
        page.until("it was tried again", async || page.written().len() > deletes).await;
        page.hears("Undoing stopped.").await;
        assert_eq!(page.made(9140).len(), 2);

        // The answer to the first deletion is lost, although it is done.
        start(page, 9141).await;
        page.hears("Stopped: 2 of 3 hooks are in place.").await;
        undo(page).await;
        assert_eq!(page.made(9141).len(), 0);

        // One is created, two are changed, and putting the first one back fails once.
        let before = state(page, 9142);
        start(page, 9142).await;
        page.hears("Stopped: 0 of 3 hooks are in place.").await;
        page.press("Continue").await;
        page.hears(DONE).await;
        assert_eq!((new_ones(page, 9142), page.made(9142).len()), (3, 3));
        page.press("Undo all").await;
        page.hears("Undoing stopped.").await;
        page.press("Continue undoing").await;
        page.hears(UNDONE).await;
        assert_eq!(state(page, 9142), before);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_corrected_after_a_failure_belongs_to_the_same_set() {
    test(async |page| {
        let before = page.sandbox.hooks(512);
        page.sandbox.fail(512, Verb::Create, 2, Act::Status(403));
        start(page, 512).await;
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        page.unfold("Status and events").await;
        for event in ["Started", "Failed", "Completed"] {
            page.retype(&page.event_field(event, "Description").await, "Corrected").await;
        }
        page.sees("The form was changed since. Continue sends what was confirmed").await;
        page.press("Create hooks").await;
        page.plan_says(["create", "update", "create"]).await;
        page.press("Confirm: create 2, update 1").await;
        page.hears(DONE).await;
        let made = page.made(512);
        assert!(
            made.len() == 3 && made.iter().all(|hook| hook["settings"]["request_body"]["description"] == "Corrected")
        );
        // Undo takes back what the first attempt did, too.
        undo(page).await;
        assert_eq!(page.sandbox.hooks(512), before);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_set_is_undone_and_other_pipelines_are_left_alone() {
    test(async |page| {
        page.sandbox.fail(541, Verb::Update, 1, Act::Slow);
        let before = state(page, 541);
        start(page, 541).await;
        page.lines_say(["sending …", "waiting", "waiting"]).await;
        page.press("Cancel").await;
        page.hears("Stopped: 1 of 3 hooks are in place.").await;
        // By now the form means another one: Undo is about what was confirmed.
        page.type_into("Pipeline", "540").await;
        undo(page).await;
        assert_eq!(state(page, 541), before);
        assert!(page.written().iter().all(|call| call.starts_with("PUT ")), "{:?}", page.written());
    })
    .await;
}
