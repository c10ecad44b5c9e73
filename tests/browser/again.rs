//! Pressing twice never makes a hook twice.

use std::time::Duration;

use serde_json::json;

use crate::harness::test;

#[tokio::test]
async fn a_double_click_makes_three_hooks() {
    test(async |page| {
        page.prepare(512).await;
        for name in ["Create hooks", "Confirm: create 3"] {
            let button = page.find("button", name).await;
            page.browser.action_chain().double_click_element(&button).perform().await.unwrap();
        }
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
        let lists =
            page.sandbox.requests().into_iter().filter(|call| call.method == "GET" && call.path.ends_with("/hooks"));
        assert_eq!(lists.count(), 3, "for the plan, at Confirm, and at the end");

        // One more press, by mouse and by key, sends nothing either.
        page.press("Create hooks").await;
        page.hears("These hooks exist already. Nothing was sent.").await;
        page.plan_says(["keep", "keep", "keep"]).await;
        assert!(!page.has("button", "Confirm: …").await, "there is nothing to confirm");
        page.find("button", "Create hooks").await.focus().await.unwrap();
        page.keys(thirtyfour::Key::Enter).await;
        page.plan_says(["keep", "keep", "keep"]).await;
        assert_eq!((page.made(512).len(), page.written().len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn presses_in_one_moment_make_three_hooks() {
    test(async |page| {
        // Long enough for a second set, if there was one.
        page.sandbox.set_delays(Duration::ZERO, Duration::from_millis(200));
        page.prepare(9032).await;
        for name in ["Create hooks", "Confirm: create 3"] {
            let button = page.find("button", name).await.to_json().unwrap();
            page.browser.execute("for (let i = 0; i < 5; i += 1) arguments[0].click()", vec![button]).await.unwrap();
        }
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(9032).len(), page.written().len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn a_changed_form_changes_what_is_there_and_makes_what_is_new() {
    test(async |page| {
        page.prepare(512).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let before = page.made(512);

        // Another name for the same status is the same hook.
        page.unfold("Status and events").await;
        let name = page.event_field("Failed", "Hook name").await;
        page.retype(&name, "CI(build): broken").await;
        page.press("Create hooks").await;
        page.plan_says(["keep", "update CI(build): broken", "keep"]).await;
        page.confirm().await;
        page.until("it has its new name", async || page.made(512)[0]["name"] == json!("CI(build): broken")).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let now = page.made(512);
        assert_eq!((now.len(), &now[1..], &now[0]["id"]), (3, &before[1..], &before[0]["id"]));
        assert_eq!(page.written().len(), 4);

        // Another status is another hook, and what reports the first one stays.
        page.type_into("Status key", "ci/other").await;
        page.press("Create hooks").await;
        page.confirm().await;
        page.until("three more exist", async || page.made(512).len() == 6).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(512)[..3].to_vec(), page.posted().len()), (now, 6));
    })
    .await;
}
