//! The access token where it does not belong: another vendor's in its field, and the right one in answers and in the form.

use hook_builder::provider::tokens::FORMS;
use serde_json::json;

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::faults::{Act, Verb};
use crate::share::{fragment, fragment_is};

/// What stands in the token's place.
const MASK: &str = "‹your access token›";
/// A token of a form that nobody knows.
const UNKNOWN: &str = "dvpn_abc123def456";

/// Whether a text is in a part of the page or in what the browser keeps of it.
async fn is_in(page: &Page, part: &str, text: &str) -> bool {
    let places = "return [document.querySelector('{part}').outerHTML, location.href,
        JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })].join(' ')";
    page.script(&places.replace("{part}", part)).await.as_str().is_some_and(|all| all.contains(text))
}

async fn is_anywhere(page: &Page, text: &str) -> bool {
    is_in(page, "html", text).await
}

#[tokio::test]
async fn another_vendors_token_is_refused_before_anything_is_sent() {
    test(async |page| {
        page.prepare(512).await;
        page.find("checkbox", "Keep it until this tab closes").await.click().await.expect("the box can be ticked");
        for form in FORMS.0[1..].iter().copied().flatten() {
            let token = [form.prefix, "abcDEF123456ghiJKL78"].concat();
            page.type_into("Access token", &token).await;
            page.note_says("Access token", form.kind, true).await;
            assert!(!is_anywhere(page, &token).await, "{token} is kept");
        }
        page.type_into("Access token", "Bearer ghp_abcDEF123456ghiJKL78").await;
        for button in ["Create hooks", "Check only", "List hooks"] {
            page.press(button).await;
            page.hears("Nothing was sent. This is no token of Devopness").await;
        }
        assert!(!page.has("button", "Confirm: …").await);
        assert_eq!(page.sandbox.requests().len(), 0);
        assert_eq!(page.script("return sessionStorage.getItem('hook-builder.token')").await, json!(null));
        // The right one is all that is needed.
        page.type_into("Access token", TOKEN).await;
        page.press("List hooks").await;
        page.hears("One hook listed.").await;
    })
    .await;
}

#[tokio::test]
async fn what_an_answer_reflects_of_the_token_is_masked() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(512).await;
        for (count, says) in (1..).zip([
            "The token devopness_pat_sandbox is not liked.",
            "The token \\u0064evopness\\u005fpat_sandbox is not liked.",
            "The token \\\\u0064evopness_pat_sandbox is not liked.",
            "The token devopness%5Fpat%5fsandbox is not liked.",
            "The token devopness_pat_\u{200b}sandbox is not liked.",
            // `Bearer devopness_pat_sandbox`
            "The token QmVhcmVyIGRldm9wbmVzc19wYXRfc2FuZGJveA== is not liked.",
        ]) {
            page.sandbox.fail(512, Verb::List, count, Act::Says(says));
            page.press("List hooks").await;
            page.hears("The hooks could not be listed.").await;
            let said = format!("The token {MASK} is not liked.");
            page.until("the answer is shown", async || page.text().await.matches(&said).count() >= 1).await;
            for part in ["pat_sandbox", "pat_\u{200b}sandbox", "evopness_pat", "%5Fpat", "QmVhcmVy"] {
                assert!(!is_anywhere(page, part).await, "{part} of {says} is shown");
            }
        }
        page.sandbox.fail(512, Verb::Pipeline, 1, Act::Says("Not devopness_pat_sandbox."));
        page.press("Check only").await;
        page.sees(&format!("Not {MASK}.")).await;
        assert!(!is_anywhere(page, "pat_sandbox").await);
    })
    .await;
}

#[tokio::test]
async fn a_hook_that_holds_the_token_is_masked_and_never_written() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(512).await;
        let hook = json!({
            "name": "CI(build): started", "active": true, "action_type": "deploy",
            "target_url": "https://api.github.com/repos/acme/shop/statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}",
            "settings": {
                "request_headers": [{ "name": "X-Odd", "value": format!("Bearer {TOKEN}") }],
                "request_body": { "context": "ci/devopness(build)", "description": TOKEN },
            },
            "trigger_when": { "events": ["action.started"] },
        });
        let create = "const done = arguments[0]; fetch('{url}/pipelines/512/hooks/outgoing', { method: 'POST', body: {body},
            headers: { accept: 'application/json', 'content-type': 'application/json', authorization: 'Bearer {token}' } })
            .then(({ status }) => done(status))";
        let create = create.replace("{url}", &page.sandbox.url()).replace("{token}", TOKEN);
        assert_eq!(page.script_async(&create.replace("{body}", &json!(hook.to_string()).to_string())).await, 201);
        let before = page.sandbox.hooks(512);
        assert!(before.iter().any(|hook| hook.to_string().contains(TOKEN)), "the API keeps what it was given");
        page.press("List hooks").await;
        page.hears("2 hooks listed.").await;
        page.press("Create hooks").await;
        page.confirm().await;
        page.sees("Your access token stands in this hook").await;
        assert!(!is_anywhere(page, TOKEN).await);
        let written = page.sandbox.requests().into_iter().filter(|call| call.method == "PUT" || call.method == "DELETE");
        assert_eq!(written.count(), 0);
        let after = page.sandbox.hooks(512);
        assert!(before.iter().all(|hook| after.contains(hook)), "what was there is as it was");
    })
    .await;
}

#[tokio::test]
async fn the_token_in_a_field_is_an_error_there_whatever_its_form() {
    test(async |page| {
        page.expect_failed_calls();
        page.fill("512", "acme/shop").await;
        page.use_sandbox(UNKNOWN).await;
        page.unfold("Status and events").await;
        let usual = "#v1&pipeline=512&repository=acme/shop&api=sandbox";
        fragment_is(page, usual).await;
        for text in [UNKNOWN, "x dvpn%5Fabc123def456", "QmVhcmVyIGR2cG5fYWJjMTIzZGVmNDU2"] {
            page.type_into("Status key", text).await;
            page.note_says("Status key", "This is your access token", true).await;
            fragment_is(page, "").await;
            page.press("Create hooks").await;
            page.press("Share").await;
            page.hears("Nothing was copied. This is your access token").await;
            assert!(!is_in(page, ".outputs", text).await, "{text} is kept, or stands in an output");
            assert!(page.output("cURL").await.contains(MASK));
            assert!(!page.has("button", "Confirm: …").await);
            page.type_into("Status key", "ci/devopness(build)").await;
            fragment_is(page, usual).await;
        }
        // The checklist was read, with the token in its header alone.
        for call in page.sandbox.requests() {
            assert!(["GET", "OPTIONS"].contains(&call.method.as_str()), "{} {}", call.method, call.path);
            assert!(!call.path.contains(UNKNOWN) && !call.query.contains(UNKNOWN));
        }

        // It was in the form before anybody could know that it is a token.
        page.press("Forget").await;
        page.type_into("Status key", UNKNOWN).await;
        page.until("the link has it", async || fragment(page).await.contains(UNKNOWN)).await;
        page.type_into("Access token", UNKNOWN).await;
        page.note_says("Status key", "This is your access token", true).await;
        fragment_is(page, "").await;
        assert!(!is_in(page, ".outputs", UNKNOWN).await);
    })
    .await;
}

#[tokio::test]
async fn no_other_field_sends_the_token_either() {
    test(async |page| {
        page.fill("9060", "acme/shop").await;
        page.use_sandbox(TOKEN).await;
        page.unfold("The incoming hook").await;
        page.type_into("Incoming hook name", &format!("From GitHub {TOKEN}")).await;
        page.press("Create the incoming hook").await;
        page.sees("Nothing was sent: your access token stands in what was to be sent.").await;
        assert!(page.sandbox.requests().iter().all(|call| !String::from_utf8_lossy(&call.body).contains(TOKEN)));
        assert_eq!(page.sandbox.hooks(9060).len(), 0);
    })
    .await;
}
