//! The sandbox's page for people.

use serde_json::json;

use super::*;

async fn page(sandbox: &Sandbox) -> Got {
    send("GET", &format!("{}/", sandbox.url()), &[], b"").await.unwrap()
}

async fn press(sandbox: &Sandbox, headers: Headers<'_>, body: &str) -> u16 {
    send("POST", &format!("{}/sandbox/press", sandbox.url()), headers, body.as_bytes()).await.unwrap().status
}

#[tokio::test]
async fn the_page_loads_nothing_and_lists_what_can_be_tried() {
    let sandbox = sandbox().await;
    let got = page(&sandbox).await;
    assert_eq!((got.status, got.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(got.header("content-security-policy").unwrap().starts_with("default-src 'none'; "));
    for absent in ["<script", "src=", "http-equiv", "@import", "url("] {
        assert!(!got.text.contains(absent), "{absent}");
    }
    for pipeline in super::sandbox::world::PIPELINES {
        assert!(got.text.contains(&format!("<article id=\"p{}\">", pipeline.id)), "{}", pipeline.id);
    }
    // A push to a pipeline without an incoming hook reaches nobody.
    assert!(got.text.contains("aria-label=\"Push a commit (530)\" disabled>"));
    assert!(got.text.contains("aria-label=\"Push a commit (512)\">") && !got.text.contains("action 7"));
}

#[tokio::test]
async fn a_press_shows_on_the_page() {
    let sandbox = sandbox().await;
    assert_eq!(press(&sandbox, &[], "pipeline=540&press=push-completed").await, 303);
    let text = page(&sandbox).await.text;
    assert!(text.contains("<span class=\"dot good\"></span> ci/devopness(build): success"), "{text}");
    assert!(text.contains("<strong>201</strong> CI(build): completed, action 794613284672, "));
    assert!(text.contains("<strong>200</strong> Push to main, action 794613284672, "));
    assert_eq!(press(&sandbox, &[("origin", &sandbox.url())], "press=push-failed&pipeline=540").await, 303);
    assert!(page(&sandbox).await.text.contains("<span class=\"dot bad\"></span> ci/devopness(build): failure"));
}

#[tokio::test]
async fn runs_can_overlap() {
    let sandbox = sandbox().await;
    for _ in 0..2 {
        assert_eq!(press(&sandbox, &[], "pipeline=540&press=push-later").await, 303);
    }
    for (action, status) in [(794_613_284_672_u64, "failed"), (794_613_284_673, "completed")] {
        let text = page(&sandbox).await.text;
        assert!(text.contains(&format!("<p>Action {action} is running.</p>")));
        assert!(text.contains("<span class=\"dot waiting\"></span> ci/devopness(build): pending"));
        assert_eq!(press(&sandbox, &[], &format!("pipeline=540&press=end-{status}")).await, 303);
        let ended = call(&sandbox, "GET", &format!("/actions/{action}"), "").await.json();
        assert_eq!((ended["status"].as_str(), ended["completed_at"].is_string()), (Some(status), true));
    }
    assert!(!page(&sandbox).await.text.contains("is running"));
}

#[tokio::test]
async fn other_pages_and_other_words_press_nothing() {
    let sandbox = sandbox().await;
    let good = "pipeline=540&press=run-completed";
    for origin in ["null", "https://page.example", ""] {
        assert_eq!(press(&sandbox, &[("origin", origin)], good).await, 403, "{origin}");
    }
    for body in [
        "",
        "pipeline=540",
        "pipeline=540&press=jump-high",
        "pipeline=x&press=run-failed",
        "pipeline=511&press=run-failed",
        "pipeline=540&press=end-completed",
    ] {
        assert_eq!(press(&sandbox, &[], body).await, 404, "{body}");
    }
    assert_eq!(call(&sandbox, "GET", "/pipelines/540/actions", "").await.text, "[]");
}

#[tokio::test]
async fn whatever_a_hook_says_is_text() {
    let sandbox = sandbox().await;
    let evil = "<img src=x onerror=alert(1)>\"'&";
    let hook = json!({ "name": evil, "target_url": format!("https://api.github.com/{evil}"),
        "settings": { "request_body": { "state": evil } }, "trigger_when": { "events": ["action.started"] } });
    assert_eq!(call(&sandbox, "POST", "/pipelines/512/hooks/outgoing", &hook.to_string()).await.status, 201);
    let incoming =
        json!({ "name": evil, "requires_secret": true, "secret_algorithm": "sha256", "secret_header_name": evil });
    assert_eq!(call(&sandbox, "POST", "/pipelines/530/hooks/incoming", &incoming.to_string()).await.status, 201);
    assert_eq!(press(&sandbox, &[], "pipeline=512&press=run-completed").await, 303);
    let text = page(&sandbox).await.text;
    assert!(text.matches("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;").count() >= 4);
    assert!(!text.contains("<img"));
    // A pipeline that fails on purpose comes to the page with its first hook.
    assert!(!text.contains("id=\"p9032\""));
    sandbox.set_delays(std::time::Duration::ZERO, std::time::Duration::ZERO);
    assert_eq!(call(&sandbox, "POST", "/pipelines/9032/hooks/outgoing", OUTGOING).await.status, 201);
    assert!(page(&sandbox).await.text.contains("id=\"p9032\""));
}
