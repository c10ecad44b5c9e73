//! Refusals of the API: each in its own words, with its next step, and messages at their own fields.

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};

/// Creates in this pipeline, and reads what the page says of the first hook.
async fn refused(page: &Page, pipeline: u64, what: &str, next: &str) {
    page.open().await;
    page.prepare(pipeline).await;
    page.create().await;
    page.lines_say(["failed", "waiting", "waiting"]).await;
    page.sees(what).await;
    page.sees(next).await;
    page.hears("Stopped: 0 of 3 hooks are in place.").await;
    assert!(page.has("button", "Continue").await && page.has("button", "Undo all").await);
    assert!(page.made(pipeline).is_empty());
}

#[tokio::test]
async fn each_status_is_told_apart() {
    test(async |page| {
        page.expect_failed_calls();
        let cases = [
            (Act::Status(401), "The API does not accept the token (401): Unauthenticated.", "paste it again"),
            (Act::Status(402), "The limit of the organisation's plan is reached (402)", "See the organisation's plan"),
            (
                Act::Status(403),
                "The token may not create an outgoing hook in pipeline 512 (403)",
                "hook:read and hook:create",
            ),
            (Act::Status(404), "The API does not know pipeline 512 (404): Not Found", "Check the pipeline's number"),
            (
                Act::Status(409),
                "The API reports a conflict when asked to create an outgoing hook",
                "list the hooks to see",
            ),
            (Act::Status(415), "does not accept the content type of the request to create", "Check the API's address"),
            (
                Act::Limited("7"),
                "The API has received too many calls (429): Too Many Attempts.",
                "Wait 7 seconds, then go on.",
            ),
            (
                Act::Status(429),
                "The API has received too many calls (429): Too Many Attempts.",
                "Wait a minute, then go on.",
            ),
        ];
        for (count, (act, what, next)) in (1..).step_by(2).zip(cases) {
            page.sandbox.fail(512, Verb::Create, count, act);
            page.sandbox.fail(512, Verb::Create, count + 1, act);
            refused(page, 512, what, next).await;
            let posts = page.posted().len();
            page.press("Continue").await;
            page.until("the first one was sent again", async || page.posted().len() == posts + 1).await;
            page.lines_say(["failed", "waiting", "waiting"]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_better_token_creates_the_rest() {
    test(async |page| {
        page.expect_failed_calls();
        for (token, pipeline, what) in [
            ("devopness_pat_expired", 512, "The API does not accept the token (401)"),
            ("devopness_pat_readonly", 513, "The token may not create an outgoing hook in pipeline 513 (403)"),
        ] {
            page.open().await;
            page.prepare(pipeline).await;
            page.type_into(
                "Repository",
                if pipeline == 512 { "acme/shop" } else { "https://gitlab.com/acme/platform/shop" },
            )
            .await;
            page.press("Create hooks").await;
            page.find("button", "Confirm: create 3").await;
            page.type_into("Access token", token).await;
            page.confirm().await;
            page.sees(what).await;
            assert!(page.made(pipeline).is_empty());
            page.type_into("Access token", TOKEN).await;
            // An expired one could not even read the list again.
            if pipeline == 512 {
                page.confirm().await;
            } else {
                page.lines_say(["failed", "waiting", "waiting"]).await;
                page.press("Continue").await;
            }
            page.hears("Done: 3 of 3 hooks are in place.").await;
            assert_eq!(page.made(pipeline).len(), 3);
        }
    })
    .await;
}

#[tokio::test]
async fn messages_stand_at_their_own_fields_whatever_their_shape() {
    test(async |page| {
        page.expect_failed_calls();
        let (taken, broken) = ("The name is already in use.", "The value must not hold a line break.");
        for pipeline in [94220, 94221, 94222] {
            refused(page, pipeline, taken, "Correct what is named, then press Create hooks again").await;
            page.sees(broken).await;
            page.unfold("Status and events").await;
            page.unfold("Request headers").await;
            let name = page.event_field("Failed", "Hook name").await;
            assert_eq!(name.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
            let name_note = format!("{}-note", name.id().await.unwrap().unwrap());
            let note = page.browser.find(thirtyfour::By::Id(name_note)).await.unwrap();
            assert!(note.text().await.unwrap().contains(taken));
            let values = page.find_all("field", "Header value", None).await;
            assert_eq!(values[0].attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
            let others = page.event_field("Started", "Hook name").await;
            assert_eq!(others.attr("aria-invalid").await.unwrap().as_deref(), Some("false"));
            // A change makes the message void.
            page.retype(&name, "Another name").await;
            assert_eq!(name.attr("aria-invalid").await.unwrap().as_deref(), Some("false"));
            // What goes on is what was confirmed; the change needs a plan.
            page.sees("The form was changed since. Continue sends what was confirmed").await;
            page.press("Create hooks").await;
            page.plan_says(["create", "create Another name", "create"]).await;
        }
    })
    .await;
}

#[tokio::test]
async fn messages_without_a_field_are_shown_too() {
    test(async |page| {
        page.expect_failed_calls();
        for (pipeline, words) in [
            (94223, "The name is already in use."),
            (94224, "something wrong in the request to create an outgoing hook in pipeline 94224 (422): The given data was invalid."),
            (94225, "billing.seat_count: The plan has no seat left."),
        ] {
            refused(page, pipeline, words, "Correct what is named").await;
        }
    })
    .await;
}
