//! The checklist before anything is written: what it says of each pipeline and token, and what one press does about it.

use serde_json::{Value, json};

use crate::harness::{Page, TOKEN, test};

const PIPELINE: &str = "The pipeline deploys an application";
const REPOSITORY: &str = "The repository is the application's";
const OTHER: &str = "Another repository than the application's";
const PROVIDER: &str = "Another provider than the application's";
const UNSURE: &str = "Whether the repository is the application's is not known";
const CREDENTIAL: &str = "The application's credential is active";
const CONDITIONS: &str = "The pipeline has conditions of its own";
const HASH: &str = "An incoming hook reads the commit hash";
const ALREADY: &str = "No other hook reports the same";
const PERMISSIONS: &str = "The token may work with the pipeline's hooks";
const ACCEPTED: &str = "The token is accepted";
const MANUAL: &str = "Deploys started by hand are left out";
const GITHUB: &str = "https://github.com/acme/shop";

/// The paths of the calls that the sandbox received, but for the questions that the browser itself asks before.
fn asked(page: &Page) -> Vec<String> {
    let calls = page.sandbox.requests().into_iter().filter(|call| call.method != "OPTIONS");
    calls.map(|call| format!("{} {}", call.method, call.path)).collect()
}

async fn value(page: &Page, label: &str) -> String {
    page.field(label).await.prop("value").await.unwrap().unwrap_or_default()
}

/// Wants to create, and is kept from it by the checklist.
async fn is_stopped(page: &Page) {
    page.press("Create hooks").await;
    page.hears("Nothing was created. Checks: ").await;
    page.until("the cursor is on the outcome", async || page.focused().await.starts_with("Checks: ")).await;
    assert!(!page.has("button", "Confirm: …").await);
    assert_eq!(page.written(), Vec::<String>::new());
}

#[tokio::test]
async fn it_reads_what_the_api_knows_and_writes_nothing() {
    test(async |page| {
        page.prepare(512).await;
        page.press("Check only").await;
        page.hears("Checks: 1 with a warning, ").await;
        page.until("the cursor is on the outcome", async || page.focused().await.starts_with("Checks: ")).await;
        let calls = [
            "/users/me",
            "/pipelines/512",
            "/applications/34",
            "/projects/3",
            "/environments/12",
            "/pipelines/512/hooks",
        ];
        assert_eq!(asked(page), calls.map(|path| format!("GET {path}")));
        for (title, text) in [
            ("The API answers this page", &*page.sandbox.url()),
            (ACCEPTED, "A personal token of “Sam Sandbox”"),
            (PERMISSIONS, "It may read, create, change and delete hooks in this environment."),
            (PIPELINE, "“Deploy shop from GitHub” deploys an application."),
            (REPOSITORY, "The application's repository is “acme/shop” at GitHub, as in the form."),
            (CREDENTIAL, "“GitHub of Sam”, made by OAuth, is active."),
            (HASH, "It is read as “commit_hash”."),
            (ALREADY, "None of the hooks here reports this status."),
            ("The provider takes every status", "By the rules that are known of GitHub"),
        ] {
            page.check_says(title, "passed", text).await;
        }
        page.check_says(MANUAL, "warning", "A deploy that a person starts has no commit hash.").await;
        assert!(!page.has("button", "Confirm: …").await, "only the checklist was asked for");
    })
    .await;
}

#[tokio::test]
async fn what_fails_is_said_and_stops() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(520).await;
        for (pipeline, repository, title, text) in [
            ("520", GITHUB, PIPELINE, "does the operation “restart” on a resource of the type “application”."),
            ("9404", GITHUB, PIPELINE, "The API does not know pipeline 9404 (404): Not Found"),
            ("530", GITHUB, HASH, "The pipeline has no incoming hook."),
            ("531", GITHUB, HASH, "Only a paused incoming hook reads the commit hash as “commit_hash”."),
            ("532", GITHUB, HASH, "“Push to main” does not read it, but “source_type”, “source_ref”, “sha”."),
            ("552", GITHUB, CREDENTIAL, "“GitHub of Sam”, made by OAuth, is not active"),
            ("513", GITHUB, PROVIDER, "“acme/platform/shop” at GitLab. The form means GitHub"),
            ("514", "https://gitlab.com/acme/shop", PROVIDER, "“acme/shop” at Bitbucket. The form means GitLab"),
            ("9401", GITHUB, ACCEPTED, "The API does not accept the token (401): Unauthenticated."),
            ("9403", GITHUB, PERMISSIONS, "The token may not read this pipeline's hooks (403)"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.type_into("Repository", repository).await;
            is_stopped(page).await;
            page.check_says(title, "failed", text).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_only_a_warning_or_not_known_stops_nothing() {
    test(async |page| {
        page.prepare(533).await;
        for (pipeline, repository, title, verdict, text) in [
            ("533", GITHUB, HASH, "passed", "It is not required, so a request without it may start a deploy"),
            ("535", GITHUB, CONDITIONS, "warning", "“Author”: “sender.login” must be “ada”."),
            ("512", "https://github.com/acme/other", OTHER, "warning", "The form names “acme/other”"),
            ("541", GITHUB, ALREADY, "warning", "differs from the plan in: Body field description."),
            ("543", GITHUB, ALREADY, "warning", "is one too many."),
            ("551", GITHUB, CREDENTIAL, "not checked", "The API names no credential of the application."),
            ("553", GITHUB, CREDENTIAL, "warning", "The vendor does not document"),
            ("554", "https://bitbucket.org/acme/shop", CREDENTIAL, "warning", "made of a pasted token, is active."),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.type_into("Repository", repository).await;
            page.press("Check only").await;
            page.check_says(title, verdict, text).await;
            page.sees("Checks: ").await;
            page.press("Create hooks").await;
            page.find("button", "Confirm: …").await;
        }
        assert_eq!(page.written(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn each_token_is_told_apart() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(512).await;
        for (token, title, text) in [
            ("devopness_pat_expired", ACCEPTED, "The token has expired."),
            ("devopness_pat_revoked", ACCEPTED, "The token was revoked."),
            ("devopness_pat_mistyped", ACCEPTED, "It may be mistyped, expired or revoked."),
            ("devopness_pat_readonly", PERMISSIONS, "lacks the permission hook:create"),
        ] {
            page.type_into("Access token", token).await;
            is_stopped(page).await;
            page.check_says(title, "failed", text).await;
        }
        // The better token creates.
        page.type_into("Access token", TOKEN).await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
    })
    .await;
}

#[tokio::test]
async fn a_project_token_works_in_its_own_project() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(512).await;
        page.type_into("Access token", "devopness_proj_sandbox").await;
        page.press("Check only").await;
        page.check_says(ACCEPTED, "passed", "A project token: it works in its own project only").await;
        assert!(!asked(page).contains(&"GET /users/me".to_owned()), "a project token may not ask whose it is");
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(512).len(), 3);

        let before = page.written();
        page.type_into("Pipeline", "561").await;
        page.press("Create hooks").await;
        page.hears("Nothing was created. Checks: ").await;
        page.check_says(PIPELINE, "failed", "The token may not read pipeline 561 (403)").await;
        assert_eq!(page.written(), before);
    })
    .await;
}

#[tokio::test]
async fn one_press_takes_the_name_that_the_incoming_hook_declares() {
    test(async |page| {
        page.prepare(532).await;
        is_stopped(page).await;
        page.check_says(HASH, "failed", "Use “sha”, which one reads").await;
        page.press("Use “sha”").await;
        page.hears("Commit hash variable changed.").await;
        page.check_says(MANUAL, "warning", "").await;
        assert!(!page.items("Checks to look at").await.iter().any(|item| item.starts_with(HASH)));
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        for hook in page.made(532) {
            let target = hook["target_url"].as_str().unwrap_or_default();
            assert!(target.contains("hook_parsed_variables.sha }}"), "{target}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_press_leaves_out_deploys_that_a_person_starts() {
    test(async |page| {
        page.prepare(534).await;
        page.press("Check only").await;
        page.check_says(MANUAL, "warning", "the hooks then wait for a constant").await;
        page.press("Report only deploys that a hook started").await;
        page.check_says(MANUAL, "passed", "the hooks wait for its constant pipeline_id").await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let path = "action.triggered_from.hook_parsed_variables.pipeline_id";
        let guard = json!([{ "path": path, "accepted_values": [534] }]);
        for hook in page.posted() {
            assert_eq!(hook["trigger_when"]["conditions"], guard);
        }
        // An incoming hook without the constant would start deploys that nothing reports.
        page.type_into("Pipeline", "512").await;
        page.press("Check only").await;
        page.check_says(MANUAL, "failed", "No incoming hook declares the constant pipeline_id with 512").await;
    })
    .await;
}

#[tokio::test]
async fn the_pipeline_alone_is_enough() {
    test(async |page| {
        page.use_sandbox(TOKEN).await;
        for (pipeline, repository, application, shown) in [
            ("512", GITHUB, "shop-github", "acme/shop at GitHub"),
            (
                "550",
                "https://gitlab.com/acme/platform/web/frontend",
                "frontend",
                "acme/platform/web/frontend at GitLab",
            ),
            ("514", "https://bitbucket.org/acme/shop", "shop-bitbucket", "acme/shop at Bitbucket"),
        ] {
            page.type_into("Pipeline", pipeline).await;
            page.press("Check only").await;
            let note = format!("Filled in. It is the repository of the application “{application}”.");
            page.note_says("Repository", &note, false).await;
            assert_eq!(value(page, "Repository").await, repository);
            page.sees(&format!("3 hooks ready for {shown}.")).await;
            page.check_says(REPOSITORY, "passed", "as in the form").await;
        }
        // Straight to the hooks.
        page.type_into("Pipeline", "513").await;
        page.create().await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        let target: Value = page.made(513)[0]["target_url"].clone();
        assert!(target.as_str().is_some_and(|url| url.contains("/acme%2Fplatform%2Fshop/")), "{target}");
        // What is typed now is typed, and no longer filled in.
        page.type_into("Repository", "https://gitlab.com/acme/platform/shop").await;
        page.note_says("Repository", "acme/platform/shop at GitLab", false).await;
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_never_overwritten_without_asking() {
    test(async |page| {
        let typed = "https://github.com/acme/other";
        page.fill("512", typed).await;
        page.use_sandbox(TOKEN).await;
        page.press("Check only").await;
        page.check_says(OTHER, "warning", "The form names “acme/other”").await;
        assert_eq!(value(page, "Repository").await, typed);
        page.press("Use “https://github.com/acme/shop”").await;
        page.hears("Repository changed.").await;
        assert_eq!(value(page, "Repository").await, GITHUB);
        page.check_says(REPOSITORY, "passed", "as in the form").await;

        // The same of a provider.
        page.choose("Provider", "GitLab").await;
        page.press("Check only").await;
        page.check_says(UNSURE, "not checked", "“acme/shop” at GitHub. The form names none yet that can be.").await;
        assert_eq!((value(page, "Provider").await, value(page, "Repository").await), ("gitlab".into(), GITHUB.into()));
        // What was typed and taken back may be filled in.
        page.choose("Provider", "By the repository's host: GitHub").await;
        page.type_into("Repository", "").await;
        page.press("Check only").await;
        page.note_says("Repository", "Filled in. It is the repository", false).await;
        assert_eq!(value(page, "Repository").await, GITHUB);
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_while_it_reads_is_kept() {
    test(async |page| {
        page.use_sandbox(TOKEN).await;
        page.type_into("Pipeline", "9032").await;
        page.press("Check only").await;
        page.sees("Checking …").await;
        page.type_into("Repository", "acme/mine").await;
        let busy = page.find("button", "Create hooks").await.attr("aria-disabled").await.unwrap();
        assert_eq!(busy.as_deref(), Some("true"));
        page.check_says(HASH, "waiting", "This is being read: the list of hooks.").await;
        page.hears("Checks: ").await;
        assert_eq!(value(page, "Repository").await, "acme/mine");
        page.check_says(OTHER, "warning", "The form names “acme/mine”").await;
    })
    .await;
}

#[tokio::test]
async fn it_follows_the_form_and_says_when_it_is_about_something_else() {
    test(async |page| {
        page.prepare(512).await;
        page.press("Check only").await;
        page.check_says(REPOSITORY, "passed", "as in the form").await;
        page.type_into("Repository", "https://github.com/acme/other").await;
        page.check_says(OTHER, "warning", "The form names “acme/other”").await;
        page.type_into("Pipeline", "513").await;
        page.check_says(PIPELINE, "not checked", "The form names another pipeline or API").await;
        page.type_into("Pipeline", "512").await;
        page.check_says(PIPELINE, "passed", "deploys an application.").await;
        page.choose("API", "Staging: staging-api.devopness.com").await;
        page.check_says(PIPELINE, "not checked", "The form names another pipeline or API").await;
        assert_eq!(asked(page).len(), 6, "nothing is read without a press");
    })
    .await;
}

#[tokio::test]
async fn hooks_that_are_named_can_be_looked_at() {
    test(async |page| {
        page.prepare(543).await;
        page.press("Check only").await;
        page.check_says(ALREADY, "warning", "each deploy would be reported twice").await;
        page.press("Show these hooks").await;
        page.sees("7 hooks in pipeline 543").await;
    })
    .await;
}
