//! What became of a hook's requests: the list, one delivery in plain words, and nobody's token.

use crate::accessible::{check, load};
use crate::copy::permit;
use crate::harness::{Page, test, test_at};

/// The pipeline with one delivery for each cause.
const RECORDED: u64 = 9080;
/// The pipeline whose first hook has 10,000 deliveries.
const MANY: u64 = 9081;

/// Lists the hooks of a pipeline and opens the deliveries of one.
async fn open(page: &Page, pipeline: u64, hook: &str) {
    page.prepare(pipeline).await;
    page.press("List hooks").await;
    page.sees("hooks in pipeline").await;
    page.type_into("Find", hook).await;
    page.press(&format!("Deliveries “{hook}”")).await;
    page.find("region", &format!("Deliveries of “{hook}”")).await;
}

/// Opens the deliveries of another hook of the list.
async fn open_other(page: &Page, hook: &str) {
    page.type_into("Find", hook).await;
    page.press(&format!("Deliveries “{hook}”")).await;
    page.find("region", &format!("Deliveries of “{hook}”")).await;
}

#[tokio::test]
async fn each_cause_is_told_in_a_few_words_and_in_full() {
    test(async |page| {
        open(page, RECORDED, "Fine").await;
        let causes = [
            ("Fine", "201 · as it should be", "GitHub took it"),
            ("Hash empty", "404 · hash empty", "no commit hash"),
            ("Hash short", "422 · hash short", "hash"),
            ("State refused at GitLab", "400 · state refused", "state"),
            ("Key too long", "400 · key too long", "40"),
            ("GitLab transition", "400 · transition", "status"),
            ("Token refused at GitHub", "401 · token refused", "token"),
            ("Bitbucket hash in the wrong place", "404 · hash place", "hash"),
            ("Rate limit at GitHub", "403 · rate limit", "limit"),
            ("Repository moved", "301 · moved", "moved"),
            ("Provider down", "503 · provider down", "GitHub"),
            ("No answer", "no answer", "answer"),
            ("User-Agent missing", "403 · user agent missing", "User-Agent"),
            ("Answer that nobody knows", "418 · cause not known", "cannot tell"),
            ("App not approved", "403 · app not approved", "restricting-access-to-your-organization-s-data/"),
            ("Single sign-on", "403 · single sign on", "authorization_request=A1b2C3d4E5f6"),
        ];
        for (hook, words, full) in causes {
            if hook != "Fine" {
                open_other(page, hook).await;
            }
            page.until(&format!("{hook} has a delivery"), async || page.items("Deliveries").await.len() == 1).await;
            assert!(page.items("Deliveries").await[0].contains("not looked at"));
            page.press("Diagnose the last one").await;
            page.hears("1 delivery looked at").await;
            let item = page.items("Deliveries").await.remove(0);
            assert!(item.contains(words), "{hook}: {item}");
            page.press("Explain…").await;
            page.until("the diagnosis stands there", async || {
                page.items("Deliveries").await[0].contains("What was sent")
            })
            .await;
            let item = page.items("Deliveries").await.remove(0);
            assert!(item.contains(full), "{hook}: {item}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_organisations_policy_is_told_with_the_page_that_settles_it() {
    test(async |page| {
        open(page, RECORDED, "Token lives too long").await;
        page.press("Explain…").await;
        page.sees("The organisation takes no token that lives as long as this one").await;
        page.sees("Give the token an earlier end, on the page that the answer names").await;
        page.sees("Sure: the delivery shows it.").await;
        let address = "https://github.com/settings/personal-access-tokens/12885303";
        let link = page.find("link", &format!("{address} (opens a new tab)")).await;
        for (name, value) in [("href", address), ("target", "_blank"), ("rel", "noopener noreferrer")] {
            assert_eq!(link.attr(name).await.unwrap().as_deref(), Some(value));
        }
        // A page of the API is none for people.
        open_other(page, "Repository moved").await;
        page.press("Explain…").await;
        page.sees("The repository was renamed or moved").await;
        assert!(!page.text().await.contains("The answer names this page"));
    })
    .await;
}

#[tokio::test]
async fn a_delivery_shows_request_answer_and_command_without_a_token() {
    test(async |page| {
        open(page, RECORDED, "Token in another header").await;
        page.press("Explain…").await;
        page.sees("What was sent").await;
        // All that is folded is there all the same.
        for fold in ["What was sent…", "The answer…", "The provider's request as cURL…"] {
            page.find("summary", fold).await.click().await.expect("a fold can be opened");
        }
        let html = page.script("return document.documentElement.outerHTML").await;
        let html = html.as_str().expect("a page is a text");
        for secret in ["glpat-not-a-real-token-0001", "ghp_notARealTokenButLooksLikeOne00000001", "sandbox-writer"] {
            assert!(!html.contains(secret), "{secret} is in the page");
        }
        page.sees("PRIVATE-TOKEN").await;
        page.sees("POST https://gitlab.com/api/v4/projects/").await;
        let body = page.output("What was sent: body").await;
        assert!(body.starts_with("{\n  ") && body.contains("\"state\": \"running\""), "{body}");
        assert!(page.output("The answer: body").await.contains("\"status\": \"running\""));
        let command = page.output("provider's request").await;
        assert!(command.starts_with("curl --request POST") && command.contains("$PROVIDER_TOKEN"), "{command}");
        permit(page, "granted").await;
        page.press("Copy provider's request").await;
        page.hears("provider's request copied.").await;
        assert_eq!(page.clipboard().await, command);
        let link = page.find("link", "Action 794613284671 (opens a new tab)").await;
        for (name, value) in [
            ("href", "https://app.devopness.com/actions/794613284671"),
            ("target", "_blank"),
            ("rel", "noopener noreferrer"),
        ] {
            assert_eq!(link.attr(name).await.unwrap().as_deref(), Some(value));
        }
    })
    .await;
}

#[tokio::test]
async fn a_diagnosis_leads_to_the_field_and_says_when_the_form_is_about_something_else() {
    test(async |page| {
        open(page, RECORDED, "Hash short").await;
        page.press("Explain…").await;
        page.press("To the field “Commit hash variable”").await;
        page.until("the cursor is there", async || page.focused().await == "Commit hash variable").await;
        let words = "The form above is not about this hook's status.";
        assert!(!page.text().await.contains(words), "the form is about the hook's repository and key");
        page.type_into("Repository", "https://github.com/acme/web").await;
        page.sees(words).await;
    })
    .await;
}

#[tokio::test]
async fn a_repetition_names_the_delivery_that_it_repeats() {
    test(async |page| {
        open(page, RECORDED, "Retried").await;
        page.until("both are listed", async || page.items("Deliveries").await.len() == 2).await;
        page.press("Diagnose the last 2").await;
        page.hears("2 deliveries looked at: 1 as it should be.").await;
        let items = page.items("Deliveries").await;
        assert!(items[0].contains("201 · as it should be") && items[0].contains("retry of 2"), "{items:?}");
        assert!(items[1].contains("502 · provider down") && !items[1].contains("retry of"), "{items:?}");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_deliveries_are_read_on_demand_stopped_and_found() {
    test(async |page| {
        open(page, MANY, "Status 0000").await;
        page.sees("100 read, and there may be more.").await;
        page.sees("The newest 50 of 100 deliveries").await;
        assert_eq!(page.items("Deliveries").await.len(), 50);
        page.press("Read more").await;
        page.sees("200 read, and there may be more.").await;
        page.press("Read all").await;
        page.press("Stop").await;
        page.sees("read, and there may be more.").await;
        page.press("Read all").await;
        page.sees("The newest 50 of 10000 deliveries").await;
        assert!(!page.has("button", "Read more").await);
        page.type_into("Find deliveries", "action-less").await;
        page.sees("0 of 10000 deliveries").await;
        page.type_into("Find deliveries", "12:46:39").await;
        page.sees("1 of 10000 deliveries").await;
        page.type_into("Find deliveries", "").await;
        page.press("Show more deliveries").await;
        page.sees("The newest 100 of 10000 deliveries").await;
        page.press("Diagnose the last 10").await;
        page.hears("10 deliveries looked at: ").await;
        page.type_into("Find deliveries", "token refused").await;
        page.sees("2 of 10000 deliveries").await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_is_said_where_it_was_asked_for() {
    test(async |page| {
        page.expect_failed_calls();
        open(page, RECORDED, "Fine").await;
        page.type_into("Access token", "devopness_pat_wrong").await;
        page.press("Explain…").await;
        page.until("the failure is told", async || page.items("Deliveries").await[0].contains("(401)")).await;
        page.press("Diagnose the last one").await;
        page.hears("Not all could be read.").await;
        page.type_into("Access token", crate::harness::TOKEN).await;
        page.press("Diagnose the last one").await;
        page.hears("1 delivery looked at: 1 as it should be.").await;
    })
    .await;
}

#[tokio::test]
async fn by_keyboard_a_panel_is_opened_read_and_closed() {
    test(async |page| {
        use thirtyfour::Key;
        open(page, RECORDED, "Fine").await;
        page.until("the cursor is at the title", async || page.focused().await == "Deliveries of “Fine”").await;
        page.keys(Key::Tab + Key::Tab).await;
        assert_eq!(page.focused().await, "Diagnose the last one");
        page.keys(Key::Enter).await;
        page.hears("1 delivery looked at").await;
        page.press("Close the deliveries").await;
        page.until("the cursor is back", async || page.focused().await == "Deliveries “Fine”").await;
    })
    .await;
}

#[tokio::test]
async fn on_a_phone_nothing_scrolls_sideways() {
    test_at(360, async |page| {
        open(page, RECORDED, "Hash not expanded, encoded").await;
        page.press("Explain…").await;
        page.sees("What was sent").await;
        for fold in ["What was sent…", "The answer…", "The provider's request as cURL…"] {
            page.find("summary", fold).await.click().await.expect("a fold can be opened");
        }
        let wide = page.script("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(wide.as_i64().is_some_and(|pixels| pixels <= 0), "the page scrolls sideways by {wide} px");
    })
    .await;
}

#[tokio::test]
async fn axe_finds_nothing_in_deliveries() {
    test(async |page| {
        load(page).await;
        open(page, RECORDED, "Hash empty").await;
        page.press("Diagnose the last one").await;
        page.hears("1 delivery looked at").await;
        check(page, "diagnosed").await;
        page.press("Explain…").await;
        page.sees("What was sent").await;
        for fold in ["What was sent…", "The answer…", "The provider's request as cURL…"] {
            page.find("summary", fold).await.click().await.expect("a fold can be opened");
        }
        check(page, "explained").await;
        open_other(page, "Fine").await;
        page.press("Explain…").await;
        page.sees("What was sent").await;
        check(page, "as it should be").await;
    })
    .await;
}
