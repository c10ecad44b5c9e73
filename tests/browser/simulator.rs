//! What a commit would show, moment by moment, without a network.

use thirtyfour::Key;

use crate::accessible::{check, load};
use crate::harness::{Page, test, test_at};

const FOLD: &str = "Try it without sending";
const WORKS: &str = "A push is deployed, and it works";
const FAILS: &str = "A push is deployed, and it fails";
const AGAIN: &str = "It fails, and the same commit is deployed again";
const OVERLAP: &str = "The same commit is deployed twice at the same time";
const SHORT: &str = "A pull request is deployed, whose hash comes in its short form";
const HAND: &str = "Somebody starts the deploy by hand";
const READER: &str = "The token may read the repository, but not write to it";
const MOVED: &str = "The repository was renamed or moved";

async fn choose(page: &Page, scenario: &str) {
    page.find("radio", scenario).await.click().await.expect("a scenario can be chosen");
}

/// The timeline in short: for each moment its event, run, outcome, and the states on the commit.
async fn timeline(page: &Page) -> Vec<String> {
    let script = "const list = document.querySelector('ol[aria-label=Timeline]');
        return [...(list?.children ?? [])].map((moment) => [
            ...[...moment.querySelector('p').children].map((part) => part.textContent),
            ...[...moment.querySelectorAll('[data-light]')].map((status) => status.dataset.light),
        ].join(' '))";
    serde_json::from_value(page.script(script).await).expect("moments are texts")
}

async fn shows(page: &Page, moments: &[&str], summary: &str) {
    let what = format!("the timeline is {moments:?}");
    page.until(&what, async || timeline(page).await == moments).await;
    page.hears(summary).await;
}

#[tokio::test]
async fn each_scenario_has_its_end_at_each_provider() {
    test(async |page| {
        page.fill("512", "https://github.com/acme/shop").await;
        page.unfold(FOLD).await;
        page.sees("Nothing is sent.").await;
        let good = "The commit ends green.";
        let refused = "The commit shows no status, since";
        for (repository, code, reader, moved) in [
            ("https://github.com/acme/shop", "201", "404", "307"),
            ("https://gitlab.com/acme/shop", "201", "403", "405"),
            ("https://bitbucket.org/acme/shop", "201", "", ""),
        ] {
            page.type_into("Repository", repository).await;
            let started = format!("action.started {code} waiting");
            let completed = format!("action.completed {code} good");
            choose(page, WORKS).await;
            shows(page, &[&started, &completed], good).await;
            choose(page, FAILS).await;
            shows(page, &[&started, &format!("action.failed {code} bad")], "The commit ends red.").await;
            choose(page, AGAIN).await;
            shows(
                page,
                &[
                    &format!("action.started run 1 {code} waiting"),
                    &format!("action.failed run 1 {code} bad"),
                    &format!("action.started run 2 {code} waiting"),
                    &format!("action.completed run 2 {code} good"),
                ],
                good,
            )
            .await;
            choose(page, OVERLAP).await;
            page.until("two runs overlap", async || timeline(page).await.len() == 4).await;
            page.hears(good).await;
            let second = timeline(page).await[1].clone();
            let answer = if repository.contains("gitlab") { "400" } else { code };
            assert_eq!(second, format!("action.started run 2 {answer} waiting"), "{repository}");
            choose(page, HAND).await;
            page.hears(refused).await;
            assert_eq!(timeline(page).await.len(), 2);
            for (scenario, status) in [(READER, reader), (MOVED, moved)] {
                choose(page, scenario).await;
                if !status.is_empty() {
                    let moments = ["started", "completed"].map(|event| format!("action.{event} {status}"));
                    shows(page, &moments.each_ref().map(String::as_str), refused).await;
                }
            }
            assert_eq!(page.has("radio", SHORT).await, repository.contains("bitbucket"));
        }
        choose(page, READER).await;
        shows(page, &["action.started 201 waiting", "action.completed 201 good"], good).await;
        page.sees("since it asks for no more than reading").await;
        choose(page, SHORT).await;
        shows(page, &["action.started 201 waiting", "action.completed 201 good"], good).await;
        // Where the scenario cannot happen, the first one is shown.
        page.type_into("Repository", "https://github.com/acme/shop").await;
        page.until("the first is chosen", async || {
            page.find("radio", WORKS).await.is_selected().await.is_ok_and(|on| on)
        })
        .await;
        assert_eq!(page.sandbox.requests().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn it_follows_the_form() {
    test(async |page| {
        page.fill("512", "https://github.com/acme/shop").await;
        page.unfold(FOLD).await;
        choose(page, HAND).await;
        page.hears("GitHub does not take the report of action.completed").await;
        page.unfold("Status and events").await;
        page.find("checkbox", "Report only deploys that a hook started").await.click().await.unwrap();
        shows(
            page,
            &["action.started not sent", "action.completed not sent"],
            "deploys that were started by hand are left out",
        )
        .await;
        choose(page, FAILS).await;
        let on = page.find_in("checkbox", "Create a hook for this event", Some(("group", "Failed…"))).await;
        on.click().await.unwrap();
        shows(
            page,
            &["action.started 201 waiting", "action.failed no hook waiting"],
            "The commit keeps showing yellow, since there is no hook for action.failed.",
        )
        .await;
        on.click().await.unwrap();
        page.type_into("Status key", "deploys/shop").await;
        page.until("the key follows", async || {
            page.find("summary", "Request and answer for action.started, run 1").await.click().await.is_ok()
                && page.output("Request for action.started, run 1").await.contains("deploys/shop")
        })
        .await;
        let request = page.output("Request for action.started, run 1").await;
        assert!(request.starts_with("POST https://api.github.com/repos/acme/shop/statuses/"), "{request}");
        assert!(request.contains("Authorization: Bearer <token>"), "{request}");
        assert!(page.output("Answer for action.started, run 1").await.starts_with("201"));
        // What does not change the timeline leaves an open request open.
        page.type_into("Pipeline", "513").await;
        assert!(page.has("region", "Request for action.started, run 1").await);
        page.press("Build the incoming hook").await;
        page.until("the cursor is in the other fold", async || page.focused().await == "Push").await;
    })
    .await;
}

#[tokio::test]
async fn by_keys_on_a_phone_and_for_everybody() {
    test_at(360, async |page| {
        load(page).await;
        page.fill("512", "https://gitlab.com/acme/platform/with-a-rather-long-name/shop-of-everything").await;
        page.unfold(FOLD).await;
        page.find("radio", WORKS).await.focus().await.expect("a choice can have the cursor");
        page.keys(Key::Down + Key::Down + Key::Down).await;
        page.hears("The commit ends green. One report was refused on the way.").await;
        assert_eq!(page.focused().await, OVERLAP);
        page.sees("GitLab answers 400").await;
        check(page, "simulator").await;
        for fold in page.find_all("summary", "Request and answer…", None).await {
            fold.click().await.expect("a fold can be opened");
        }
        check(page, "simulator, requests open").await;
        let wide = page.script("return document.documentElement.scrollWidth").await;
        assert!(wide.as_u64() <= Some(360), "the page is {wide} px wide");
    })
    .await;
}

/// What an edit costs while the timeline is open: a generous multiple of what is meant to be under 5 ms.
#[tokio::test]
async fn following_is_cheap() {
    test(async |page| {
        page.fill("512", "https://gitlab.com/acme/shop").await;
        page.unfold(FOLD).await;
        choose(page, OVERLAP).await;
        page.unfold("Status and events").await;
        let script = "const done = arguments[0];
            const input = document.getElementById('status-key');
            const times = [];
            const step = (n) => {
                if (n === 40) return done(times.sort((a, b) => a - b)[20]);
                const start = performance.now();
                input.value = `key-${n}`;
                input.dispatchEvent(new Event('input', { bubbles: true }));
                const channel = new MessageChannel();
                channel.port1.onmessage = () => { times.push(performance.now() - start); setTimeout(step, 0, n + 1); };
                channel.port2.postMessage(0);
            };
            step(0)";
        let median = page.script_async(script).await.as_f64().expect("a time");
        assert!(median < 50.0, "an edit takes {median} ms");
        page.sees("key-39").await;
    })
    .await;
}
