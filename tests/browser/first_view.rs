//! The first view: it stands before the program runs, does not move when it does, and takes nothing back that was typed.

use serde_json::json;

use crate::harness::{Page, test, test_at, test_release};

/// Opens the page anew while its program is held back.
async fn visit_without_program(page: &Page) {
    page.forget().await;
    first_visit_without_program(page).await;
}

/// Opens the page, of which the browser has nothing yet, while its program is held back.
async fn first_visit_without_program(page: &Page) {
    page.site.hold(&page.site.only(".wasm"));
    // The page is loaded when everything but the program is.
    page.visit().await;
    assert_ne!(page.script("return document.documentElement.dataset.program ?? null").await, "running");
}

async fn runs(page: &Page) {
    page.site.let_go();
    page.runs().await;
}

#[tokio::test]
async fn it_is_the_whole_form_before_the_program_has_come() {
    test_release(async |page| {
        let whole = page.text().await;
        visit_without_program(page).await;
        assert_eq!(page.text().await, whole, "the program adds nothing to what is seen");
        assert!(page.output("cURL").await.contains("/pipelines/<pipeline_id>/hooks/outgoing"));
        runs(page).await;
        assert_eq!(page.text().await, whole);
    })
    .await;
}

#[tokio::test]
async fn nothing_moves_when_the_program_takes_over() {
    // Two frames after the page is there, since the frames before may show half of what the browser has read so far.
    let watch = "requestAnimationFrame(() => requestAnimationFrame(() => {
        window.moved = [];
        new PerformanceObserver((list) => {
            for (const { value, sources } of list.getEntries()) {
                window.moved.push(`${value} by ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80))}`);
            }
        }).observe({ type: 'layout-shift' });
    }))";
    for width in [1280, 360] {
        test_at(width, async |page| {
            for colours in ["light", "dark"] {
                page.colours(colours).await;
                visit_without_program(page).await;
                page.script(watch).await;
                page.until("shifts are watched", async || page.script("return window.moved").await == json!([])).await;
                runs(page).await;
                page.offers("API", "Local sandbox").await;
                assert_eq!(page.script("return window.moved").await, json!([]), "{width} px, {colours}");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn a_kept_choice_of_colours_holds_from_the_first_paint() {
    test(async |page| {
        page.script("document.querySelector('input[value=dark]').click()").await;
        let theme = "return document.documentElement.dataset.theme ?? null";
        page.until("the page is dark", async || page.script(theme).await == "dark").await;
        visit_without_program(page).await;
        assert_eq!(page.script(theme).await, "dark");
        assert_eq!(page.script("return getComputedStyle(document.body).backgroundColor").await, "rgb(19, 21, 23)");
        runs(page).await;
        let chosen = "return document.querySelector('input[name=theme]:checked').value";
        page.until("the switch shows it", async || page.script(chosen).await == "dark").await;
    })
    .await;
}

/// Fills the form in on a first visit, before the program has come, and looks for it afterwards.
pub async fn fill_in_before_the_program(page: &Page) {
    first_visit_without_program(page).await;
    page.fill("512", "acme/shop").await;
    page.choose("Provider", "GitLab").await;
    page.unfold("Status and events").await;
    page.type_into("Status key", "ci/early").await;
    page.find_in("checkbox", "Create a hook for this event", Some(("group", "Failed…"))).await.click().await.unwrap();
    page.type_into("Access token", "devopness_pat_abcdefgh1234").await;
    page.choose("API", "Staging: staging-api.devopness.com").await;
    // The cursor stays where it is, with what is selected.
    page.script("const key = document.querySelector('[id$=key]'); key.focus(); key.setSelectionRange(1, 3)").await;
    assert!(page.output("cURL").await.contains("<pipeline_id>"), "nothing follows yet");
    runs(page).await;

    let curl = async || page.output("cURL").await;
    page.until("the command follows", async || curl().await.contains("ci/early")).await;
    let command = curl().await;
    for part in ["https://staging-api.devopness.com/pipelines/512/", "https://gitlab.com/api/v4/projects/acme%2Fshop/"]
    {
        assert!(command.contains(part), "{part} is missing in {command}");
    }
    assert_eq!(page.focused().await, "Status key");
    let selected = "const e = document.activeElement; return [e.selectionStart, e.selectionEnd, e.value]";
    assert_eq!(page.script(selected).await, json!([1, 3, "ci/early"]));
    page.note_says("Access token", "Personal token, ending in 1234.", false).await;
    page.tab("Failed…").await;
    page.sees("This event is off").await;
    for (label, value) in [("Pipeline", "512"), ("Repository", "acme/shop")] {
        assert_eq!(page.field(label).await.prop("value").await.unwrap().as_deref(), Some(value));
    }
}

#[tokio::test]
async fn what_is_typed_and_chosen_before_is_kept_and_used() {
    test(async |page| {
        page.forget().await;
        fill_in_before_the_program(page).await;
    })
    .await;
}

/// Counts at the server what a first visit asks for. The worker, which comes last, may ask for all again: whether it does
/// is up to what the browser keeps by itself.
pub async fn count_requests(page: &Page) {
    let asked = page.site.asked();
    let count =
        |path: &str| asked.iter().take_while(|asked| *asked != "/worker.js").filter(|asked| *asked == path).count();
    for path in ["/", &page.site.only(".js"), &page.site.only(".wasm")] {
        assert_eq!(count(path), 1, "{path} in {asked:?}");
    }
}

#[tokio::test]
async fn each_file_is_asked_for_once() {
    test_release(async |page| {
        count_requests(page).await;
        page.until("the worker has come", async || page.site.asked().iter().any(|path| path == "/worker.js")).await;
        for end in [".js", ".wasm"] {
            let path = page.site.only(end);
            let requests = page.requests().await.into_iter().filter(|url| url.ends_with(&path)).count();
            assert_eq!(requests, 1, "{path}");
        }
    })
    .await;
}

/// What stands in place of the form.
async fn commands_stand_alone(page: &Page, reason: &str) {
    page.sees("This browser cannot run the form. Here are its commands.").await;
    let text = page.text().await;
    assert!(text.contains(reason), "{text}");
    for part in [
        "https://api.devopness.com/pipelines/<pipeline_id>/hooks/outgoing",
        "https://api.github.com/repos/<owner>/<repository>/statuses/",
        "Bearer $DEVOPNESS_TOKEN",
        "action.started",
        "action.failed",
        "action.completed",
        "curl --request GET",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert_eq!(text.matches("curl --request POST").count(), 3);
    assert!(!text.contains("Create the hooks from here"), "a form that does nothing is not shown");
    let wide = page.script("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(wide.as_i64().is_some_and(|pixels| pixels <= 0), "the page must not scroll sideways");
}

#[tokio::test]
async fn without_javascript_the_commands_stand_in_its_place() {
    test_at(360, async |page| {
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        page.visit().await;
        let found = page.devtools("Accessibility.getFullAXTree", json!({})).await;
        let nodes = found["nodes"].as_array().into_iter().flatten().filter(|node| node["ignored"] != true);
        let names: Vec<&str> = nodes.filter_map(|node| node["name"]["value"].as_str()).collect();
        let text = names.join("\n");
        assert!(text.contains("JavaScript is switched off in this browser."), "{text}");
        assert!(text.contains("curl --request POST") && text.contains("<pipeline_id>"), "{text}");
        assert!(!names.contains(&"Create hooks"), "a form that does nothing is not shown");
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
        page.open().await;
    })
    .await;
}

#[tokio::test]
async fn a_program_that_cannot_start_says_so() {
    test(async |page| {
        page.allow_console("", "each of these failures is one that the browser reports");
        let reason = "This browser did not start the page's program.";
        let (script, wasm) = (page.site.only(".js"), page.site.only(".wasm"));
        let refusals: [(&str, &dyn Fn()); 3] = [
            ("the WebAssembly was changed on the way", &|| page.site.replace(&wasm, "\0asm changed")),
            ("the WebAssembly is missing", &|| page.site.withhold(&wasm)),
            ("the script was changed on the way", &|| page.site.replace(&script, "alert(1)")),
        ];
        for (what, refuse) in refusals {
            page.forget().await;
            refuse();
            page.visit().await;
            commands_stand_alone(page, reason).await;
            assert_eq!(page.script("return window.violations").await, json!([]), "{what}");
        }
        page.script("window.violations = []").await;
    })
    .await;
}

#[tokio::test]
async fn a_browser_without_webassembly_says_so() {
    test(async |page| {
        page.allow_console("WebAssembly is not defined", "the browser reports what the page could not start");
        let source = json!({ "source": "delete globalThis.WebAssembly" });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", source).await;
        page.visit().await;
        commands_stand_alone(page, "It needs WebAssembly and the page's own files, unchanged").await;
    })
    .await;
}
