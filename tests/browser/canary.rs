//! A marked token goes through the whole job; then everything that a browser can hold is searched for it.

use serde_json::{Value, json};

use crate::harness::{Page, TOKEN, test};

/// Everything a script of the page itself could find: address, history, storage of every kind, markup, fields, timing.
const PLACES: &str = "const done = arguments[0]; (async () => {
    const found = { address: location.href, history: [history.length, history.state], name: window.name };
    found.markup = document.documentElement.outerHTML;
    found.text = document.documentElement.textContent;
    found.fields = [...document.querySelectorAll('input:not([type=password]), select, textarea')].map((e) => e.value);
    found.attributes = [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.value));
    found.storage = [{ ...localStorage }, Object.keys(sessionStorage), document.cookie];
    // Looked at apart: by choice it holds the token.
    found.tab = { ...sessionStorage };
    found.databases = await indexedDB.databases();
    found.caches = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const response = await cache.match(request);
            const text = await response.text();
            // Megabytes, which need not leave the browser unless they hold it.
            const held = SPELLINGS.some((each) => text.includes(each)) ? text : text.length;
            found.caches.push([request.url, [...request.headers], [...response.headers], held]);
        }
    }
    found.performance = performance.getEntries().map((entry) => JSON.stringify(entry));
    found.globals = Object.getOwnPropertyNames(window).map((name) => {
        try { return name + String(window[name]); } catch { return name; }
    });
    return JSON.stringify(found);
})().then(done, (why) => done('failed: ' + why))";

/// The token, as it is and in base 64.
const SPELLINGS: [&str; 2] = [TOKEN, "ZGV2b3BuZXNzX3BhdF9zYW5kYm94"];

#[tokio::test]
async fn the_token_goes_to_the_api_and_nowhere_else() {
    test(async |page| {
        for name in ["clipboard-read", "clipboard-write"] {
            let permission = json!({ "permission": { "name": name }, "setting": "granted" });
            page.devtools("Browser.setPermission", permission).await;
        }
        let folder = std::env::temp_dir().join(format!("hook-builder-canary-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for downloads can be made");
        let downloads = json!({ "behavior": "allow", "downloadPath": folder, "eventsEnabled": true });
        page.devtools("Browser.setDownloadBehavior", downloads).await;

        let mut seen = Vec::new();
        page.expect_failed_calls();
        page.prepare(512).await;
        look(page, &mut seen).await;
        press_everything(page, &mut seen).await;
        // Every way in which a call can fail has a text of its own, in which an answer or a request could be repeated.
        for (pipeline, ends) in [
            (94220, "Stopped: 0 of 3 hooks are in place."),
            (9142, "Stopped: 0 of 3 hooks are in place."),
            (9120, "Stopped: 0 of 3 hooks are in place."),
            (9130, "3 of 3 hooks are in the list, but 3 not as sent."),
            (543, "Done: 3 of 3 hooks are in place."),
            (9500, "Nothing was created: the pipeline's hooks could not be read."),
            (9200, "Nothing was created: the pipeline's hooks could not be read."),
            (9073, "Nothing was created. Checks:"),
            (9401, "Nothing was created. Checks:"),
        ] {
            page.type_into("Pipeline", &pipeline.to_string()).await;
            if ends.starts_with("Nothing") {
                page.press("Create hooks").await;
            } else {
                page.create().await;
            }
            page.hears(ends).await;
            look(page, &mut seen).await;
            // Which says something else, so that the same words are heard anew.
            page.press("List hooks").await;
            page.hears("listed.").await;
            look(page, &mut seen).await;
        }
        // The one place that has it besides the calls: the field it was typed into, which masks it.
        let field = page.field("Access token").await;
        assert_eq!(field.attr("type").await.unwrap().as_deref(), Some("password"));
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(TOKEN));
        page.press("Forget").await;
        page.hears("The token is forgotten.").await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some(""));
        look(page, &mut seen).await;
        kept_by_choice(page, &mut seen).await;
        page.open().await;
        look(page, &mut seen).await;

        for (place, text) in &seen {
            assert!(!SPELLINGS.iter().any(|token| text.contains(token)), "the token is in {place}");
        }
        assert_eq!(std::fs::read_dir(&folder).expect("the folder is there").count(), 0, "nothing was downloaded");
        std::fs::remove_dir_all(&folder).expect("the folder can go");
        every_request(page).await;
    })
    .await;
}

/// While its box is ticked the token is in the tab's own storage, also after the page was loaded anew, and nowhere else.
async fn kept_by_choice(page: &Page, seen: &mut Vec<(&'static str, String)>) {
    let tick = async || {
        page.find("checkbox", "Keep it until this tab closes").await.click().await.expect("a box can be ticked")
    };
    page.type_into("Access token", TOKEN).await;
    look(page, seen).await;
    tick().await;
    look(page, seen).await;
    page.browser.refresh().await.expect("the page can be loaded anew");
    page.runs().await;
    page.until("the token is back", async || {
        page.field("Access token").await.prop("value").await.is_ok_and(|value| value.as_deref() == Some(TOKEN))
    })
    .await;
    look(page, seen).await;
    page.press("Share").await;
    page.hears("Link copied.").await;
    clipboard(page, seen).await;
    page.press("List hooks").await;
    page.hears("listed.").await;
    look(page, seen).await;
    tick().await;
    look(page, seen).await;
    tick().await;
    page.press("Forget").await;
    page.hears("The token is forgotten.").await;
    look(page, seen).await;
}

/// Every output is shown and copied, every part opened, the whole job done.
async fn press_everything(page: &Page, seen: &mut Vec<(&'static str, String)>) {
    page.press("Copy list command").await;
    page.hears("list command copied.").await;
    clipboard(page, seen).await;
    page.unfold_all().await;
    for event in ["Started…", "Failed…", "Completed…"] {
        page.tab(event).await;
        for format in ["cURL", "JSON payload", "Provider request"] {
            page.tab(format).await;
            page.press(&format!("Copy {format}")).await;
            page.hears(&format!("{format} copied.")).await;
            clipboard(page, seen).await;
            look(page, seen).await;
        }
    }
    page.press("Copy all").await;
    page.hears("All: Provider request copied.").await;
    clipboard(page, seen).await;
    page.press("Check only").await;
    page.hears("Checks: ").await;
    look(page, seen).await;
    page.press("Create hooks").await;
    page.find("button", "Confirm: create 3").await;
    look(page, seen).await;
    page.confirm().await;
    page.hears("Done: 3 of 3 hooks are in place.").await;
    page.press("List hooks").await;
    page.sees("4 hooks in pipeline 512").await;
    look(page, seen).await;
    page.press("Undo all").await;
    page.hears("Undone: the pipeline has what it had before.").await;
    look(page, seen).await;
}

async fn clipboard(page: &Page, seen: &mut Vec<(&'static str, String)>) {
    seen.push(("the clipboard", page.clipboard().await));
}

/// Everything that can be looked at now.
async fn look(page: &Page, seen: &mut Vec<(&'static str, String)>) {
    let search = PLACES.replace("SPELLINGS", &json!(SPELLINGS).to_string());
    let places = page.script_async(&search).await.as_str().unwrap_or_default().to_owned();
    assert!(places.starts_with('{'), "the search itself failed: {places}");
    let mut places: Value = serde_json::from_str(&places).expect("the search gives JSON");
    let chosen = page.script("return document.querySelector('#keep-token')?.checked ?? false").await == true;
    let tab = places["tab"].take();
    let kept = tab["hook-builder.token"].as_str().map(|text| text.split_once(' ').map_or(text, |(_, token)| token));
    let expected = if chosen { Some(format!("Bearer {TOKEN}")) } else { None };
    assert_eq!((kept, tab.as_object().map(|all| all.len())), (expected.as_deref(), Some(usize::from(chosen))), "{tab}");
    seen.push(("the page's own reach", places.to_string()));
    // A screen reader may be told the length of a password, and nothing else.
    let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await;
    seen.push(("the accessibility tree", tree.to_string()));
    seen.push(("the console", page.console().await.into_iter().map(|(_, text)| text + "\n").collect()));
    let history = page.devtools("Page.getNavigationHistory", json!({})).await;
    seen.push(("the history", history.to_string()));
    let cookies = page.devtools("Network.getAllCookies", json!({})).await;
    assert_eq!(cookies["cookies"], json!([]));
}

/// Only calls of the chosen API carry it, in one header.
async fn every_request(page: &Page) {
    let api = page.sandbox.url();
    let mut carried = 0;
    for event in page.events("Network.requestWillBeSent").await {
        let request = &event["request"];
        let url = request["url"].as_str().unwrap_or_default().to_owned();
        let mut request = request.clone();
        if url.starts_with(&format!("{api}/"))
            && let Some(headers) = request["headers"].as_object_mut()
            && let Some(Value::String(value)) = headers.remove("authorization")
        {
            assert_eq!(value, format!("Bearer {TOKEN}"));
            carried += 1;
        }
        assert!(!request.to_string().contains(TOKEN), "a request to {url} carries the token elsewhere");
    }
    assert!(carried >= 10, "the calls were seen");
    // The tab that reads the clipboard asks the sandbox for a page, too.
    for call in page.sandbox.requests().iter().filter(|call| !["/", "/favicon.ico"].contains(&call.path.as_str())) {
        assert!(!call.path.contains(TOKEN) && !call.query.contains(TOKEN), "an address holds it");
        assert!(!String::from_utf8_lossy(&call.body).contains(TOKEN), "a body holds it");
        let headers = call.headers.iter().filter(|(_, value)| value.contains(TOKEN));
        assert!(headers.clone().all(|(name, _)| name == "authorization"), "another header holds it");
        assert_eq!((call.header("referer"), call.header("cookie")), (None, None));
    }
}
