//! Pressing twice never makes a hook twice.

use serde_json::json;

use crate::harness::test;

#[tokio::test]
async fn a_double_click_makes_three_hooks() {
    test(async |page| {
        page.prepare(512).await;
        let button = page.find("button", "Create hooks").await;
        page.browser.action_chain().double_click_element(&button).perform().await.unwrap();
        page.hears("Done: 3 of 3 hooks exist.").await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));

        // One more press, by mouse and by key, sends nothing either.
        page.press("Create hooks").await;
        page.hears("These hooks exist already. Nothing was sent.").await;
        page.keys(thirtyfour::Key::Enter).await;
        assert_eq!((page.made(512).len(), page.posted().len()), (3, 3));
        assert!(page.text().await.contains("To create others, change something above first."));
    })
    .await;
}

#[tokio::test]
async fn presses_in_one_moment_make_three_hooks() {
    test(async |page| {
        page.prepare(9032).await;
        let button = page.find("button", "Create hooks").await.to_json().unwrap();
        page.browser.execute("for (let i = 0; i < 5; i += 1) arguments[0].click()", vec![button]).await.unwrap();
        page.hears("Done: 3 of 3 hooks exist.").await;
        assert_eq!((page.made(9032).len(), page.posted().len()), (3, 3));
    })
    .await;
}

#[tokio::test]
async fn a_changed_form_makes_what_is_new() {
    test(async |page| {
        page.prepare(512).await;
        page.press("Create hooks").await;
        page.hears("Done: 3 of 3 hooks exist.").await;
        page.unfold("Status and events").await;
        let name = page.event_field("Failed", "Hook name").await;
        page.retype(&name, "CI(build): broken").await;
        page.press("Create hooks").await;
        page.until("the fourth hook exists", async || page.made(512).len() == 4).await;
        page.hears("Done: 3 of 3 hooks exist.").await;
        assert_eq!(page.posted().len(), 4);
        assert_eq!(page.made(512)[3]["name"], json!("CI(build): broken"));
    })
    .await;
}
