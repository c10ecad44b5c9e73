//! The access token: kept in memory, shown nowhere, sent to the chosen API only.

use crate::harness::{TOKEN, test};

#[tokio::test]
async fn the_token_is_nowhere_but_in_the_calls() {
    test(async |page| {
        page.prepare(512).await;
        page.type_into("Access token", &format!("  Bearer  {TOKEN} ")).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        page.press("List hooks").await;
        page.sees("4 hooks in pipeline 512").await;
        let calls = page.sandbox.requests();
        let calls: Vec<_> = calls.iter().filter(|call| call.method != "OPTIONS").collect();
        // Six for the checklist, the list at Confirm and at the end, a create and a look at what became of it for each hook,
        // and the list that was asked for.
        assert_eq!(calls.len(), 6 + 2 + 3 * 2 + 1);
        for call in calls {
            assert_eq!(call.header("authorization"), Some("Bearer devopness_pat_sandbox"));
            assert!(!call.path.contains(TOKEN) && !call.query.contains(TOKEN));
            assert_eq!((call.header("referer"), call.header("cookie")), (None, None));
        }

        let mut seen = vec![page.text().await, page.announced().await];
        for event in ["Started…", "Failed…", "Completed…"] {
            page.tab(event).await;
            for format in ["cURL", "JSON payload", "Provider request"] {
                page.tab(format).await;
                seen.push(page.output(format).await);
            }
        }
        page.unfold_all().await;
        let places = "return JSON.stringify([document.documentElement.outerHTML, location.href, history.state,
            { ...localStorage }, { ...sessionStorage }, document.cookie, document.title, window.name])";
        seen.push(page.script(places).await.to_string());
        seen.extend(page.requests().await);
        seen.extend(page.console().await.into_iter().map(|(_, text)| text));
        for text in seen {
            assert!(!text.contains(TOKEN), "the token stands in: {text}");
        }
        let field = page.field("Access token").await;
        assert_eq!(field.attr("type").await.unwrap().as_deref(), Some("password"), "the field masks it");
        assert_eq!(page.script("return indexedDB.databases().then((all) => all.length)").await, 0);

        page.open().await;
        assert_eq!(page.field("Access token").await.prop("value").await.unwrap().as_deref(), Some(""));
    })
    .await;
}

#[tokio::test]
async fn its_kind_and_last_four_characters_are_shown_until_it_is_forgotten() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        page.choose("API", "Local sandbox").await;
        for (token, note) in [
            ("devopness_pat_abcdefgh1234", "Personal token, ending in 1234."),
            ("Bearer devopness_proj_abcdefgh9876", "Project token, ending in 9876."),
            ("dvpn_something_longer", "Not like the tokens we know"),
            ("short", "Not like the tokens we know (devopness_pat_…, devopness_proj_…); it will be tried."),
        ] {
            page.type_into("Access token", token).await;
            page.note_says("Access token", note, false).await;
        }
        page.press("Forget").await;
        page.hears("The token is forgotten.").await;
        page.note_says("Access token", "Personal or project token.", false).await;
        assert_eq!(page.field("Access token").await.prop("value").await.unwrap().as_deref(), Some(""));

        page.press("Create hooks").await;
        page.hears("Nothing was sent: an access token is needed.").await;
        page.until("the cursor is in the token's field", async || page.focused().await == "Access token").await;
        for button in ["Check only", "List hooks"] {
            page.press(button).await;
            page.hears("Nothing was sent: an access token is needed.").await;
        }
        assert_eq!(page.sandbox.requests().len(), 0);
        // Whether it is missing or cannot be sent, its own line must say so.
        assert!(page.note("Access token").await.1, "a missing token counts as a fault once it is asked for");
    })
    .await;
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_not_sent() {
    test(async |page| {
        page.prepare(512).await;
        page.type_into("Access token", "“devopness_pat_sandbox”").await;
        page.press("Create hooks").await;
        page.hears("Nothing was sent").await;
        assert_eq!(page.sandbox.requests().len(), 0);
        let (note, wrong) = page.note("Access token").await;
        assert!(wrong && !note.contains("it will be tried"), "the note must say what is wrong with it: {note}");
    })
    .await;
}
