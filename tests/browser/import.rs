//! What a person has already, pasted or dropped into the box: recognised, shown as the change of the form, and taken on a
//! press alone.

use std::io::Write;

use hook_builder::exchange::export::{FORMATS, Job};
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::json;

use crate::harness::{Page, test, test_at};

/// All commands of a form that differs from a fresh one.
fn commands() -> String {
    let mut form = FormValues::new("77", "https://gitlab.com/acme/web/shop");
    form.set_text(Field::StatusKey, "ci/old".into());
    let plan = plan(&form);
    FORMATS[0].render(&Job::set(&plan.list, &plan.hooks))
}

/// Puts a text into the box at once, as pasting does.
async fn paste(page: &Page, text: &str) {
    let field = page.field("Paste or drop it here").await;
    field.focus().await.unwrap();
    page.devtools("Input.insertText", json!({ "text": text })).await;
}

async fn open(page: &Page) {
    page.press("Import …").await;
    page.until("the box is ready", async || page.focused().await == "Paste or drop it here").await;
}

/// What the form would become: each line as field, old, new.
async fn changes(page: &Page) -> Vec<String> {
    let script =
        "return [...document.querySelectorAll('dl[aria-label=\"Changes of the form\"] > *')].map((e) => e.innerText)";
    let lines = page.script(script).await;
    lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().replace('\n', " ")).collect()
}

#[tokio::test]
async fn a_command_is_recognised_shown_and_taken_on_a_press() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        open(page).await;
        page.inspect().await;
        paste(page, &commands()).await;
        page.sees("fields of the form would change.").await;
        page.inspect().await;
        let shown = changes(page).await;
        for part in ["Pipeline", "from 512 to 77", "Status key", "from ci/devopness(build) to ci/old"] {
            assert!(shown.iter().any(|line| line == part), "{part} is missing in {shown:?}");
        }
        assert_eq!(
            page.field("Pipeline").await.prop("value").await.unwrap().as_deref(),
            Some("512"),
            "nothing is taken yet"
        );
        page.press("Take over").await;
        page.hears("Taken over: ").await;
        page.until("the form has it", async || page.output("cURL").await.contains("/pipelines/77/")).await;
        assert!(page.output("cURL").await.contains("ci/old"));
        page.sees("3 hooks ready for acme/web/shop at GitLab.").await;
        page.inspect().await;
        // Nothing typed is lost.
        page.press("Put the form back").await;
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
        assert!(page.output("cURL").await.contains("/pipelines/512/"));
        assert_eq!(
            page.requests().await.iter().filter(|url| url.contains("/pipelines/")).count(),
            0,
            "nothing was sent"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_in_a_sentence() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        open(page).await;
        paste(page, "Dear sir or madam").await;
        page.sees("Nothing in it could be read").await;
        assert!(!page.has("button", "Take over").await);
        page.inspect().await;
        page.script("document.getElementById('import-text').select()").await;
        paste(page, &commands().replace("$DEVOPNESS_TOKEN", "devopness_pat_abcdefgh12345678")).await;
        page.sees("in plain text, so nothing of it is taken").await;
        assert!(!page.has("button", "Take over").await);
        page.press("Close").await;
        assert_eq!(page.focused().await, "Import …");
        let kept = page.script("return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.body.innerText])").await;
        assert!(!kept.as_str().unwrap().contains("devopness_pat_abcdefgh"), "{kept}");
        page.sees("3 hooks ready for acme/shop at GitHub.").await;
    })
    .await;
}

#[tokio::test]
async fn what_the_form_says_already_changes_nothing_and_the_form_may_change_meanwhile() {
    test(async |page| {
        open(page).await;
        paste(page, "https://github.com/acme/shop").await;
        page.sees("would change.").await;
        page.type_into("Repository", "https://github.com/acme/shop").await;
        page.sees("The form says this already.").await;
        assert!(!page.has("button", "Take over").await);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_read_where_it_is_chosen_or_dropped() {
    test_at(360, async |page| {
        let mut file = tempfile(page);
        file.0.write_all(commands().as_bytes()).unwrap();
        open(page).await;
        page.field("Or choose a file").await.send_keys(file.1.to_str().unwrap()).await.unwrap();
        page.sees("fields of the form would change.").await;
        page.press("Close").await;
        open(page).await;
        page.script(
            "const data = new DataTransfer(); data.items.add(new File(['https://bitbucket.org/acme/shop'], 'x.txt'));
             const box = document.getElementById('import-text');
             for (const type of ['dragover', 'drop']) {
                 box.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
             }",
        )
        .await;
        page.sees("would change.").await;
        page.inspect().await;
        page.press("Take over").await;
        page.sees("at Bitbucket").await;
        let wide = page.script("return document.documentElement.scrollWidth").await;
        assert!(wide.as_u64().unwrap() <= 360, "something stands out of the page: {wide}");
    })
    .await;
}

fn tempfile(_: &Page) -> (std::fs::File, std::path::PathBuf) {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{}.sh", std::process::id()));
    (std::fs::File::create(&path).unwrap(), path)
}

#[tokio::test]
async fn a_condition_that_the_form_has_no_words_for_is_kept_shown_and_removed_on_a_press() {
    test(async |page| {
        page.fill("512", "acme/shop").await;
        let mut form = FormValues::new("512", "https://github.com/acme/shop");
        let accepted = vec![json!("main"), json!(7)];
        form.conditions.push(hook_builder::devopness::hook::Condition { path: "action.branch".into(), accepted });
        let plan = plan(&form);
        open(page).await;
        paste(page, &FORMATS[0].render(&Job::set(&plan.list, &plan.hooks))).await;
        page.press("Take over").await;
        page.unfold("Status and events").await;
        page.sees("Only when action.branch is \"main\" or 7: this condition came with the hook.").await;
        assert!(page.output("cURL").await.contains("\"action.branch\""));
        page.inspect().await;
        // It stands in the link as well, and is shown by the page that the link opens.
        page.press("Share").await;
        page.hears("copied").await;
        page.browser.refresh().await.unwrap();
        page.runs().await;
        page.unfold("Status and events").await;
        page.sees("Only when action.branch is \"main\" or 7").await;
        page.press("Remove the condition for action.branch").await;
        page.hears("The condition is removed.").await;
        assert!(!page.output("cURL").await.contains("action.branch"));
        assert_eq!(page.focused().await, "Report only deploys that a hook started");
    })
    .await;
}
