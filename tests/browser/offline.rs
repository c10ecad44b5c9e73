//! Without a network, and with a newer version: the page is there, of one version, and keeps no answer of the API.

use serde_json::json;

use crate::harness::{Page, test};

/// Every address that the browser keeps, by cache.
async fn kept(page: &Page) -> Vec<String> {
    let all = page
        .script_async(
            "const done = arguments[0]; (async () => {
                 const found = [];
                 for (const name of await caches.keys()) {
                     for (const { url } of await (await caches.open(name)).keys()) found.push(url);
                 }
                 return found;
             })().then(done)",
        )
        .await;
    serde_json::from_value(all).expect("a list of addresses")
}

/// Ends the host, and does everything without it.
pub async fn go_offline(page: &Page) {
    page.is_kept().await;
    page.site.stop();
    page.open().await;
    page.prepare(512).await;
    page.sees("3 hooks ready for acme/shop at GitHub.").await;
    assert!(page.output("cURL").await.contains("/pipelines/512/hooks/outgoing"));
    // The API is another matter: it is never answered from what was kept.
    page.create().await;
    page.hears("Done: 3 of 3 hooks are in place.").await;
    page.press("List hooks").await;
    page.sees("4 hooks in pipeline 512").await;
    let api = page.sandbox.url();
    let kept = kept(page).await;
    assert!(!kept.is_empty() && !kept.iter().any(|url| url.starts_with(&api)), "{kept:?}");
}

#[tokio::test]
async fn after_the_first_visit_the_page_needs_no_network() {
    test(go_offline).await;
}

#[tokio::test]
async fn without_a_network_calls_say_so() {
    test(async |page| {
        page.expect_failed_calls();
        page.is_kept().await;
        page.open().await;
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        page.devtools("Network.enable", json!({})).await;
        page.devtools("Network.emulateNetworkConditions", offline).await;
        page.prepare(512).await;
        page.press("List hooks").await;
        page.hears("This device has no network.").await;
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn it_can_be_installed_as_an_app() {
    test(async |page| {
        page.is_kept().await;
        let manifest = page.devtools("Page.getAppManifest", json!({})).await;
        assert_eq!(manifest["errors"], json!([]));
        assert_eq!(manifest["url"], format!("{}/manifest.webmanifest", page.site.origin()));
        let errors = page.devtools("Page.getInstallabilityErrors", json!({})).await;
        assert_eq!(errors["installabilityErrors"], json!([]));
    })
    .await;
}

/// How many versions the browser keeps, whole or not.
async fn versions(page: &Page) -> u64 {
    let count = page.script_async("caches.keys().then((all) => arguments[0](all.length))").await;
    count.as_u64().expect("a number")
}

/// Puts something else in the place of a file that the browser keeps.
async fn damage(page: &Page, path: &str) {
    let put = "const done = arguments[0]; (async () => {
        const [name] = await caches.keys();
        await (await caches.open(name)).put('.{path}', new Response('damaged'));
    })().then(() => done(true))";
    assert_eq!(page.script_async(&put.replace("{path}", path)).await, true);
}

/// Whether something else still stands there.
async fn is_damaged(page: &Page, path: &str) -> bool {
    let read = "const done = arguments[0]; caches.match('.{path}').then((kept) => kept?.text()).then(done)";
    page.script_async(&read.replace("{path}", path)).await == "damaged"
}

#[tokio::test]
async fn what_is_damaged_heals_from_the_network() {
    test(async |page| {
        page.is_kept().await;
        // Else the browser would not even ask its worker for a script that it still has in memory.
        page.devtools("Network.enable", json!({})).await;
        page.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
        for path in ["/", &page.site.only(".js"), &page.site.only(".wasm"), &page.site.later("doctor")] {
            page.open().await;
            damage(page, path).await;
            assert!(is_damaged(page, path).await);
            page.open().await;
            page.prepare(512).await;
            page.press("List hooks").await;
            page.hears("One hook listed.").await;
            assert!(!is_damaged(page, path).await, "{path} is kept as the host has it");
        }
        page.site.stop();
        page.open().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_damaged_says_so_without_a_network() {
    test(async |page| {
        page.allow_console("Failed to load resource", "what is damaged cannot be had");
        page.allow_console("Failed to fetch", "the same, as the page's start tells it");
        page.is_kept().await;
        page.open().await;
        let program = page.site.only(".wasm");
        damage(page, &program).await;
        // Another version is on the host.
        page.site.withhold(&program);
        page.visit().await;
        page.sees("what the browser has kept of them may be damaged").await;
        page.site.put_back(&program);
        page.open().await;
        damage(page, &program).await;
        page.site.stop();
        page.visit().await;
        page.sees("With a network, loading the page again may help.").await;
        damage(page, "/").await;
        page.visit().await;
        page.sees("Connect to the network, then load the page again.").await;
    })
    .await;
}

#[tokio::test]
async fn a_tab_keeps_the_version_that_it_runs() {
    test(async |page| {
        page.is_kept().await;
        page.open().await;
        let old = page.browser.window().await.expect("a tab");
        // The newer version has another file in place of this one, and the host has that one alone.
        let (html, worker) = newer(page).await;
        let part = page.site.later("doctor");
        page.site.replace("/worker.js", &worker.replace(&part, "/page-doctor-newer.wasm"));
        page.site.add("/page-doctor-newer.wasm", &part);
        page.site.replace("/index.html", &html);
        page.site.withhold(&part);
        let new = page.browser.new_tab().await.expect("a second tab");
        page.browser.switch_to_window(new.clone()).await.expect("a second tab");
        page.open().await;
        assert!(look_for_a_newer_one(page).await);
        page.press("Load the new version").await;
        page.until("the newer one is there", async || page.browser.title().await.is_ok_and(|title| title == "Newer"))
            .await;
        page.runs().await;
        assert_eq!(versions(page).await, 2, "the first tab runs the older one");
        page.browser.switch_to_window(old).await.expect("the first tab");
        page.prepare(512).await;
        page.press("List hooks").await;
        page.hears("One hook listed.").await;
        // Once nobody runs it, it goes.
        page.open().await;
        page.until("one version is kept", async || versions(page).await == 1).await;
    })
    .await;
}

/// Another version of the page and its worker, as a later build would give them.
async fn newer(page: &Page) -> (String, String) {
    let html = page.site.text("/index.html");
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0;
    let html = html.replace(&format!("<title>{title}</title>"), "<title>Newer</title>");
    let hash = format!(
        "const done = arguments[0]; crypto.subtle.digest('SHA-256', new TextEncoder().encode({})).then((hash) =>
            done('sha256-' + btoa(String.fromCharCode(...new Uint8Array(hash)))))",
        json!(html)
    );
    let hash = page.script_async(&hash).await.as_str().expect("a hash").to_owned();
    let worker = page.site.text("/worker.js");
    let now = worker.split_once("\"./\":\"").and_then(|(_, rest)| rest.split_once('"')).expect("the page's hash").0;
    let version = worker.split_once("VERSION = '").and_then(|(_, rest)| rest.split_once('\'')).expect("a version").0;
    (html, worker.replace(now, &hash).replace(version, "newer"))
}

async fn look_for_a_newer_one(page: &Page) -> bool {
    let update = "const done = arguments[0]; navigator.serviceWorker.ready
        .then((registration) => registration.update()
        .then(() => new Promise((settled) => {
            const worker = registration.installing;
            if (!worker) return settled();
            worker.addEventListener('statechange', () => settled());
        }))
        .then(() => done(registration.waiting !== null)))";
    page.script_async(update).await == true
}

/// Puts a newer version on the host, and takes it when asked.
pub async fn update(page: &Page) {
    page.allow_console("Failed to find a valid digest", "a half-copied version is refused by its hash");
    page.allow_console("Failed to fetch", "the same, as the worker tells it");
    page.is_kept().await;
    page.open().await;
    let title = async || page.browser.title().await.expect("the page has a title");
    let (html, worker) = newer(page).await;
    // Half of it has reached the host: no version is made of two.
    page.site.replace("/worker.js", &worker);
    assert!(!look_for_a_newer_one(page).await);
    assert!(!page.has("button", "Load the new version").await);
    assert_eq!(versions(page).await, 1, "a refused version leaves nothing behind");
    page.site.replace("/index.html", &html);
    assert!(look_for_a_newer_one(page).await);
    page.hears("A new version of this page is ready.").await;
    // Until then everything is as it was, even when the page is loaded again.
    page.open().await;
    assert_ne!(title().await, "Newer");
    page.hears("A new version of this page is ready.").await;
    page.fill("512", "acme/shop").await;
    page.sees("3 hooks ready for acme/shop at GitHub.").await;
    page.press("Later").await;
    assert!(!page.has("button", "Load the new version").await);
    assert_eq!(page.field("Pipeline").await.prop("value").await.unwrap().as_deref(), Some("512"));
    page.open().await;
    page.press("Load the new version").await;
    page.until("the newer one is there", async || title().await == "Newer").await;
    page.until("nothing of the older version is kept", async || versions(page).await == 1).await;
    page.open().await;
    page.fill("512", "acme/shop").await;
    page.sees("3 hooks ready for acme/shop at GitHub.").await;
}

#[tokio::test]
async fn a_newer_version_waits_until_it_is_asked_for() {
    test(update).await;
}
