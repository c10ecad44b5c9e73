//! The policy: what it says, that it holds, and that the page offers nothing that it refuses.

use std::collections::BTreeMap;

use serde_json::json;

use crate::harness::{Page, TOKEN, test, test_release};

/// The directives of the page's own policy, and those that its host adds.
async fn directives(page: &Page) -> BTreeMap<String, String> {
    let meta = page.script("return document.querySelector('meta[http-equiv=Content-Security-Policy]').content").await;
    let meta = meta.as_str().unwrap_or_default().to_owned();
    let header = page.site.header("/", "Content-Security-Policy");
    assert_eq!(header, format!("{meta}; frame-ancestors 'none'"), "page and host say the same");
    let split = |directive: &str| {
        let (name, value) = directive.trim().split_once(' ').unwrap_or((directive, ""));
        (name.to_owned(), value.to_owned())
    };
    header.split(';').map(split).collect()
}

#[tokio::test]
async fn it_is_as_strict_as_promised() {
    test_release(async |page| {
        let mut directives = directives(page).await;
        let mut take = |name: &str| directives.remove(name).unwrap_or_else(|| panic!("there is no {name}"));
        for (name, value) in [
            ("default-src", "'none'"),
            ("connect-src", "'self' https://api.devopness.com https://staging-api.devopness.com"),
            ("img-src", "'self'"),
            ("manifest-src", "'self'"),
            ("worker-src", "'self'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
            ("object-src", "'none'"),
            ("frame-ancestors", "'none'"),
            ("require-trusted-types-for", "'script'"),
            ("trusted-types", "hook-builder"),
        ] {
            assert_eq!(take(name), value, "{name}");
        }
        for (name, fixed) in [("script-src", vec!["'self'", "'wasm-unsafe-eval'"]), ("style-src", vec!["'self'"])] {
            let sources = take(name);
            let hashes: Vec<&str> = sources.split(' ').filter(|source| !fixed.contains(source)).collect();
            assert!(hashes.len() == 1 && hashes[0].starts_with("'sha256-"), "{name} {sources}");
        }
        assert_eq!(directives, BTreeMap::new(), "nothing else is allowed");
        for (name, value) in [
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
        ] {
            assert_eq!(page.site.header("/", name), value);
        }
        assert!(page.site.header("/", "Permissions-Policy").contains("clipboard-read=()"));
    })
    .await;
}

#[tokio::test]
async fn everything_that_is_loaded_is_pinned() {
    test_release(async |page| {
        let pinned =
            "return [...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((e) => e.integrity)";
        let hashes = page.script(pinned).await;
        let hashes = hashes.as_array().expect("a list");
        assert!(!hashes.is_empty() && hashes.iter().all(|h| h.as_str().is_some_and(|h| h.starts_with("sha256-"))));
        let handlers = "return [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes])
            .filter(({ name }) => name.startsWith('on') || name === 'style').length";
        assert_eq!(page.script(handlers).await, 0, "there are no inline handlers and styles");
        // The WebAssembly, all of it, is fetched by a script in two places, with the hash that stands beside each name.
        let script = page.site.text(&page.site.only(".js"));
        let name = |path: String| path.trim_start_matches('/').to_owned();
        let page_itself = name(page.site.only(".wasm"));
        assert!(script.contains(&format!("fetch(new URL('{page_itself}', import.meta.url), {{ integrity: 'sha256-")));
        assert!(script.contains("fetch(new URL(path, import.meta.url), { integrity, cache })"));
        assert_eq!(script.matches("fetch(new URL(").count(), 2);
        for path in page.site.all_later().into_iter().map(name) {
            assert!(script.contains(&format!("[\"{path}\",\"sha256-")), "{path} has no hash");
        }
    })
    .await;
}

/// Each attempt must be refused by the browser, under this directive.
const ATTEMPTS: &[(&str, &str)] = &[
    ("connect-src", "fetch('https://example.com/').catch(() => 0)"),
    ("connect-src", "navigator.sendBeacon('https://example.com/', 'x')"),
    ("connect-src", "new WebSocket('wss://example.com/')"),
    ("img-src", "new Image().src = 'https://example.com/x.png'"),
    (
        "require-trusted-types-for",
        "document.head.append(Object.assign(document.createElement('script'), { textContent: '1' }))",
    ),
    ("require-trusted-types-for", "document.createElement('script').src = 'https://example.com/x.js'"),
    // The window's: Firefox gives a test's script one of its own.
    ("require-trusted-types-for", "setTimeout(() => window.eval('1'))"),
    ("style-src-elem", "document.head.append(Object.assign(document.createElement('style'), { textContent: '*{}' }))"),
    ("style-src-attr", "document.body.setAttribute('style', 'color: red')"),
    (
        "frame-src",
        "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))",
    ),
    (
        "form-action",
        "document.body.append(Object.assign(document.createElement('form'), { action: 'https://example.com/', id: 'f' })); document.getElementById('f').submit()",
    ),
    (
        "base-uri",
        "document.head.append(Object.assign(document.createElement('base'), { href: 'https://example.com/' }))",
    ),
    ("require-trusted-types-for", "document.body.innerHTML = '<b>x</b>'"),
    ("trusted-types", "trustedTypes.createPolicy('another', {})"),
];

/// Tries what the policy must refuse.
pub async fn try_every_way_out(page: &Page) {
    page.allow_reports();
    page.allow_console("violates the following Content Security Policy", "each line tells of a refused attempt");
    page.allow_console("violates the following Content Security policy", "the same of a policy of Trusted Types");
    page.allow_console("The action has been blocked", "the same for markup and scripts");
    page.allow_console("Refused to", "the same in other words");
    for (directive, attempt) in ATTEMPTS {
        page.script("window.violations.length = 0").await;
        page.script(&format!("try {{ {attempt} }} catch {{}}")).await;
        let refused = async || {
            let seen = page.script("return window.violations.map((line) => line.split(':')[0])").await;
            seen.as_array().is_some_and(|seen| seen.contains(&json!(directive)))
        };
        page.until(&format!("{directive} refuses {attempt}"), refused).await;
    }
    page.script("window.violations.length = 0").await;
    page.until("the browser reports it", async || page.site.violations().len() >= ATTEMPTS.len()).await;
    page.expect_refused_requests("example.com").await;
}

#[tokio::test]
async fn the_browser_refuses_every_way_out() {
    test_release(try_every_way_out).await;
}

async fn choices(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('option')].map((o) => o.text)";
    serde_json::from_value(page.script(script).await).expect("a list of texts")
}

#[tokio::test]
async fn another_base_url_is_offered_only_where_the_policy_allows_it() {
    test_release(async |page| {
        let choices = choices(page).await;
        assert!(choices.iter().any(|text| text.starts_with("Staging")));
        for text in ["Another base URL", "Local sandbox", "Production, through this machine"] {
            assert!(!choices.iter().any(|choice| choice == text), "{text} cannot work, so it must not be offered");
        }
        page.note_says("API", "This copy's policy lets it call no other base URL.", false).await;
    })
    .await;
    test(async |page| {
        page.prepare(512).await;
        page.choose("API", "Another base URL").await;
        page.note_says("API", "This copy of the page may call: http://127.0.0.1:*, http://localhost:*.", false).await;
        page.type_into("API base URL", "https://api.example.com").await;
        page.note_says("API base URL", "This copy of the page may not call that address.", true).await;
        assert!(page.output("cURL").await.contains("https://api.example.com/"), "a terminal may");
        for button in ["Create hooks", "Check only", "List hooks"] {
            page.press(button).await;
            page.hears("Nothing was sent. This copy of the page may not call that address.").await;
            page.until("the cursor is there", async || page.focused().await == "API base URL").await;
        }
        page.type_into("API base URL", &page.sandbox.url()).await;
        page.type_into("Access token", TOKEN).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
    })
    .await;
}
