//! An address that may mean two repositories: what was taken is said beside the field, and one press takes the other, and
//! the first again.

use crate::accessible;
use crate::harness::{Page, TOKEN, test};

const JOBS: &str = "https://gitlab.com/acme/web/jobs";
const OTHER: &str = "Use “https://gitlab.com/acme/web/jobs.git”";

async fn value(page: &Page, label: &str) -> String {
    page.field(label).await.prop("value").await.unwrap().unwrap_or_default()
}

#[tokio::test]
async fn the_other_meaning_is_one_press_away_and_so_is_the_first() {
    test(async |page| {
        page.fill("512", JOBS).await;
        page.note_says("Repository", "This may be acme/web or acme/web/jobs: “jobs” is a page of GitLab", false).await;
        assert!(page.output("cURL").await.contains("acme%2Fweb/statuses"));
        accessible::load(page).await;
        accessible::check(page, "an address of two meanings").await;
        page.press(OTHER).await;
        page.note_says("Repository", "acme/web/jobs at GitLab", false).await;
        page.sees("3 hooks ready for acme/web/jobs at GitLab.").await;
        assert!(page.output("cURL").await.contains("acme%2Fweb%2Fjobs/statuses"));
        assert_eq!(page.focused().await, "Undo", "whoever works by keyboard stays there");
        accessible::check(page, "the other meaning").await;
        page.press("Undo").await;
        assert_eq!(value(page, "Repository").await, JOBS);
        page.press(OTHER).await;
        page.type_into("Repository", "https://gitlab.com/acme/web").await;
        page.note_says("Repository", "acme/web at GitLab", false).await;
        assert!(!page.has("button", "Undo").await && !page.has("button", OTHER).await);
    })
    .await;
}

#[tokio::test]
async fn a_server_below_a_path_is_offered() {
    test(async |page| {
        page.fill("512", "https://gitlab.internal/scm/apps/play").await;
        page.note_says("Repository", "scm/apps/play was taken for the project.", false).await;
        page.press("Use “https://gitlab.internal/scm”").await;
        page.note_says("Repository", "apps/play at GitLab self-managed, on gitlab.internal", false).await;
        assert_eq!(value(page, "Server address").await, "https://gitlab.internal/scm");
        page.press("Undo").await;
        assert_eq!(value(page, "Server address").await, "");
    })
    .await;
}

#[tokio::test]
async fn with_a_token_the_application_decides() {
    test(async |page| {
        page.fill("512", "https://github.com/acme/shop.").await;
        page.note_says("Repository", "The “.” at the end was taken for a part of the name.", false).await;
        page.use_sandbox(TOKEN).await;
        page.press("Check only").await;
        // Each answer makes the lines anew, with their buttons.
        page.hears("Checks: ").await;
        let title = "Another repository than the application's";
        page.check_says(title, "failed", "but its address may mean the application's as well.").await;
        // It stands beside the field and in the checklist.
        let buttons = page.find_all("button", "Use “https://github.com/acme/shop”", None).await;
        buttons.last().expect("there is one").click().await.unwrap();
        page.check_says("The repository is the application's", "passed", "as in the form").await;
    })
    .await;
}

#[tokio::test]
async fn a_token_in_place_of_a_user_gets_into_no_address_and_no_draft() {
    test(async |page| {
        let token = "0123456789abcdef0123456789abcdef01234567";
        page.fill("512", &format!("https://{token}@github.com/acme/shop.git")).await;
        page.note_says("Repository", "This text holds a secret (token).", true).await;
        let kept = page.script("return location.href + JSON.stringify({ ...localStorage })").await.to_string();
        assert!(!kept.contains(token), "{kept}");
        page.type_into("Repository", "https://user:@github.com/acme/shop").await;
        page.note_says("Repository", "acme/shop at GitHub", false).await;
    })
    .await;
}
