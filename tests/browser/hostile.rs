//! Answers that no API of good will gives: the page stays alive, says what it can, and takes text for text.

use crate::harness::{Page, test};

async fn list(page: &Page, pipeline: u64) {
    page.open().await;
    page.prepare(pipeline).await;
    page.press("List hooks").await;
}

/// The page still does its main job.
async fn is_alive(page: &Page) {
    page.type_into("Pipeline", "777").await;
    page.until("the output follows", async || page.output("cURL").await.contains("/pipelines/777/")).await;
}

#[tokio::test]
async fn what_is_too_long_or_too_deep_is_not_read() {
    test(async |page| {
        for (pipeline, words) in
            [(9071, "is far longer than any of the API's"), (9072, "is not JSON, so it is hardly the API's")]
        {
            list(page, pipeline).await;
            page.hears("The hooks could not be listed.").await;
            page.sees(words).await;
            page.sees("Check the API's address").await;
            is_alive(page).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_create_with_an_endless_answer_is_looked_for() {
    test(async |page| {
        page.prepare(9070).await;
        page.create().await;
        page.lines_say(["created, id ", "created, id ", "created, id "]).await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!((page.made(9070).len(), page.posted().len()), (3, 3));
        is_alive(page).await;
    })
    .await;
}

#[tokio::test]
async fn wrong_types_are_hooks_of_which_nothing_is_known() {
    test(async |page| {
        list(page, 9073).await;
        page.hears("14 hooks listed.").await;
        let table = page.table().await;
        assert_eq!(table.len(), 14);
        assert_eq!(table[0][..6], ["—"; 6], "nothing is made up");
        is_alive(page).await;
    })
    .await;
}

#[tokio::test]
async fn text_is_text_and_what_cannot_be_seen_is_shown() {
    test(async |page| {
        list(page, 9074).await;
        page.hears("One hook listed.").await;
        let row = page.table().await.remove(0);
        for part in ["\\u0000", "\\u001b[31m", "\\u202e", "\\u200b", "</td><script>alert(1)</script>&amp;"] {
            assert!(row[1].contains(part), "{part} is missing in {row:?}");
        }
        assert!(!row.concat().chars().any(|c| c.is_control() || c == '\u{202e}'), "{row:?}");
        assert_eq!(page.script("return document.querySelectorAll('li[data-direction] script').length").await, 0);
        // A thousand hooks, with an image among them that would run a script.
        list(page, 9061).await;
        page.hears("1000 hooks listed.").await;
        page.press("Show all").await;
        page.sees("<img src=x onerror=alert(1)>").await;
        assert_eq!(page.script("return document.querySelectorAll('li[data-direction] img').length").await, 0);
    })
    .await;
}

#[tokio::test]
async fn keys_of_javascripts_own_objects_are_keys_like_others() {
    test(async |page| {
        list(page, 9075).await;
        page.hears("2 hooks listed.").await;
        let table = page.table().await;
        assert_eq!((table[0][1].as_str(), table[1][1].as_str(), table[1][2].as_str()), ("—", "Plain", "—"));
        assert_eq!(page.script("return [{}.polluted ?? null, {}.name ?? null]").await, serde_json::json!([null, null]));
        is_alive(page).await;
    })
    .await;
}

#[tokio::test]
async fn a_name_of_a_megabyte_is_cut() {
    test(async |page| {
        list(page, 9076).await;
        page.hears("One hook listed.").await;
        assert_eq!(page.table().await[0][1].chars().filter(|c| *c == 'W').count(), 5000);
        let wide = page.script("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(wide.as_i64().is_some_and(|pixels| pixels <= 0), "the page must not scroll sideways");
        is_alive(page).await;
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_hooks_are_listed() {
    test(async |page| {
        list(page, 9064).await;
        page.hears("10000 hooks listed.").await;
        page.sees("10000 hooks in pipeline 9064").await;
        page.sees("9950 more are not shown.").await;
        is_alive(page).await;
        page.press("Show all").await;
        let rows = "return document.querySelectorAll('li[data-direction]').length";
        let all = async || page.script(rows).await == 10_000;
        page.until_within(std::time::Duration::from_secs(90), "all rows are there", all).await;
        is_alive(page).await;
    })
    .await;
}
