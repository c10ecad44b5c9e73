//! The checklist from its first call to its last line, against answers like the sandbox's.

use hook_builder::devopness::endpoint::{Answer, Call, Target};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::doctor::preflight::{Action, Ask, Evidence, Line, Preflight, Verdict, lines, stops, summary};
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use hook_builder::secret::TokenKind;
use serde_json::{Value, json};

/// What the API answers by path: a status and a body.
fn sandbox(path: &str) -> (u16, Value) {
    let pipeline = |id: u64, application: u64, operation: &str| {
        json!({
            "id": id, "name": format!("Pipeline {id}"), "operation": operation, "resource_type": "application",
            "resource_id": application, "project_id": 3, "environment_id": 12,
        })
    };
    let application = |id: u64, code: &str, repository: &str| {
        json!({
            "id": id, "name": format!("shop-{code}"), "repository": repository, "default_branch": "main",
            "credential": {
                "name": "Sam's", "provider": {"code": code}, "provider_auth_type": "oauth", "active": true,
            },
        })
    };
    let hooks = |pipeline: u64, path: &str| {
        json!([{
            "id": "11", "name": "Push to main", "type": "in", "active": true, "trigger_when": [],
            "settings": {"variables": [
                {"name": "source_ref", "path": path, "type": "string", "required": true},
                {"name": "commit_hash", "path": path, "type": "string", "required": true},
                {"name": "pipeline_id", "type": "integer", "default_value": pipeline},
            ]},
        }])
    };
    let permissions = ["hook:read", "hook:create", "hook:update", "hook:delete"];
    let found = match path {
        "/users/me" => json!({"id": 7, "name": "Sam Sandbox"}),
        "/environments/12" => json!({"id": 12, "name": "live", "current_user_permissions": permissions}),
        "/projects/3" => json!({"id": 3, "name": "Sandbox", "current_user_permissions": permissions}),
        "/pipelines/512" => pipeline(512, 34, "deploy"),
        "/pipelines/513" => pipeline(513, 35, "deploy"),
        "/pipelines/514" => pipeline(514, 36, "deploy"),
        "/pipelines/520" => pipeline(520, 34, "restart"),
        "/applications/34" => application(34, "github", "acme/shop"),
        "/applications/35" => application(35, "gitlab", "acme/platform/shop"),
        "/applications/36" => application(36, "bitbucket", "acme/shop"),
        "/pipelines/512/hooks?page=1&per_page=100" => hooks(512, "after"),
        "/pipelines/513/hooks?page=1&per_page=100" => hooks(513, "checkout_sha"),
        "/pipelines/514/hooks?page=1&per_page=100" => hooks(514, "push.changes.0.new.target.hash"),
        "/pipelines/520/hooks?page=1&per_page=100" => json!([]),
        _ => return (404, json!({"message": "Not Found"})),
    };
    (200, found)
}

fn target() -> Target {
    plan(&FormValues::default()).target
}

fn answer(status: u16, body: &Value) -> Result<Answer, ApiError> {
    Ok(Answer::of(Call::Pipeline(512), status, &body.to_string()))
}

/// Reads with a token of that kind. `api` answers a path; returns what was asked for.
fn read(
    pipeline: Option<u64>,
    token: Option<TokenKind>,
    api: &dyn Fn(&str) -> Result<Answer, ApiError>,
) -> (Evidence, Vec<Ask>) {
    let mut preflight = Preflight::start(target(), pipeline, token, true);
    let mut asked = Vec::new();
    while let Some((ask, request)) = preflight.next() {
        assert!(!preflight.evidence().done);
        asked.push(ask);
        preflight.answered(ask, api(request.url.strip_prefix("https://api.devopness.com").expect("the API's address")));
        assert!(asked.len() < 200);
    }
    assert!(preflight.evidence().done);
    (preflight.evidence().clone(), asked)
}

fn of_sandbox(path: &str) -> Result<Answer, ApiError> {
    let (status, body) = sandbox(path);
    answer(status, &body)
}

fn checklist(pipeline: u64, repository: &str, token: TokenKind) -> Vec<Line> {
    let (evidence, _) = read(Some(pipeline), Some(token), &of_sandbox);
    let mut form = FormValues::new(&pipeline.to_string(), repository);
    form.only_hook_runs = true;
    lines(&evidence, &form, &plan(&form))
}

fn verdict(lines: &[Line], id: &str) -> Option<Verdict> {
    lines.iter().find(|line| line.id == id).map(|line| line.verdict)
}

const CHECKED: [&str; 9] =
    ["api", "token", "permissions", "pipeline", "repository", "credential", "hash-variable", "already", "refusals"];

#[test]
fn the_pipelines_of_the_sandbox_pass_and_the_restart_fails() {
    for (pipeline, repository, account) in [
        (512, "https://github.com/acme/shop", false),
        (513, "https://gitlab.com/acme/platform/shop", true),
        (514, "https://bitbucket.org/acme/shop", true),
    ] {
        for token in [TokenKind::Personal, TokenKind::Project, TokenKind::Unknown] {
            let lines = checklist(pipeline, repository, token);
            let ids: Vec<&str> = lines.iter().map(|line| line.id).collect();
            let mut expected = CHECKED.to_vec();
            expected.extend(account.then_some("account"));
            expected.push("manual");
            assert_eq!(ids, expected);
            // Two deploys of one commit at the same time are not to GitLab's liking, whatever the form says.
            let warned = pipeline == 513;
            for line in &lines {
                if warned && line.id == "refusals" {
                    assert_eq!(line.verdict, Verdict::Warn, "{line:?}");
                    continue;
                }
                assert_eq!(line.verdict, Verdict::Pass, "{line:?}");
                assert!(line.text.ends_with('.') && line.next.is_empty() && !line.title.is_empty(), "{line:?}");
            }
            assert!(!stops(&lines));
            let words = match warned {
                true => format!("Checks: 1 with a warning, {} passed.", lines.len() - 1),
                false => format!("Checks: {} passed.", lines.len()),
            };
            assert_eq!(summary(&lines), words);
        }
    }
    let lines = checklist(520, "https://github.com/acme/shop", TokenKind::Personal);
    assert_eq!(verdict(&lines, "pipeline"), Some(Verdict::Fail));
    assert_eq!(verdict(&lines, "hash-variable"), Some(Verdict::Fail));
    assert_eq!(verdict(&lines, "repository"), Some(Verdict::Pass));
    assert!(stops(&lines));
    assert_eq!(summary(&lines), "Checks: 2 failed, 8 passed.");
}

#[test]
fn each_thing_is_asked_for_once_and_only_where_it_can_follow() {
    use Ask::{Application, Environment, Hooks, Me, Pipeline, Project};
    let check = |pipeline: Option<u64>, token: Option<TokenKind>, expected: &[Ask]| {
        assert_eq!(read(pipeline, token, &of_sandbox).1, expected, "{pipeline:?} {token:?}");
    };
    let personal = Some(TokenKind::Personal);
    check(Some(512), personal, &[Me, Pipeline, Application, Project, Environment, Hooks]);
    check(Some(512), Some(TokenKind::Project), &[Pipeline, Application, Project, Environment, Hooks]);
    check(Some(512), Some(TokenKind::Unknown), &[Pipeline, Application, Project, Environment, Hooks]);
    // Of a pipeline that is not there nothing else is.
    check(Some(999), personal, &[Me, Pipeline]);
    check(None, personal, &[Me]);
    check(None, Some(TokenKind::Project), &[]);
    check(Some(512), None, &[]);
    let forbidden = Preflight::start(target(), Some(512), personal, false);
    assert!(forbidden.next().is_none() && forbidden.evidence().done && forbidden.evidence().forbidden);
    // A pipeline that says little has nothing that could follow but its hooks.
    let bare = |path: &str| match path {
        "/pipelines/512" => answer(200, &json!({"id": 512, "resource_type": "daemon", "resource_id": 34})),
        path => of_sandbox(path),
    };
    assert_eq!(read(Some(512), personal, &bare).1, [Me, Pipeline, Hooks]);
}

#[test]
fn a_failure_stops_the_calls_that_would_only_meet_it_again() {
    use Ask::{Application, Environment, Hooks, Me, Pipeline, Project};
    let refused = |status: u16| answer(status, &Value::Null);
    let failed = |cause: Cause| Err(Call::Pipeline(512).failed(cause));
    let check = |fail: &str, error: Result<Answer, ApiError>, expected: &[Ask]| {
        let api = |path: &str| if path.starts_with(fail) { error.clone() } else { of_sandbox(path) };
        assert_eq!(read(Some(512), Some(TokenKind::Personal), &api).1, expected, "{fail}: {error:?}");
    };
    let all = [Me, Pipeline, Application, Project, Environment, Hooks];
    // A project token in disguise, or a path that a blocker does not like.
    check("/users/me", refused(403), &all);
    check("/users/me", failed(Cause::NoAnswer), &all);
    check("/users/me", refused(401), &[Me]);
    check("/users/me", refused(429), &[Me]);
    check("/users/me", failed(Cause::Offline), &[Me]);
    check("/users/me", failed(Cause::TimedOut(30)), &[Me]);
    check("/users/me", refused(500), &all);
    check("/", failed(Cause::NoAnswer), &[Me, Pipeline]);
    check("/", refused(500), &[Me, Pipeline, Hooks]);
    check("/", refused(403), &[Me, Pipeline, Hooks]);
    check("/", answer(200, &json!("nonsense")), &[Me, Pipeline]);
    check("/pipelines/512", refused(403), &[Me, Pipeline, Hooks]);
    check("/pipelines/512", failed(Cause::NoAnswer), &[Me, Pipeline, Hooks]);
    check("/applications", refused(404), &all);
    check("/applications", failed(Cause::NotJson { status: 200 }), &all);
    check("/applications", failed(Cause::TimedOut(30)), &[Me, Pipeline, Application]);
    check("/projects", refused(429), &[Me, Pipeline, Application, Project]);
    check("/pipelines/512/hooks", refused(500), &all);
}

#[test]
fn hooks_are_read_page_by_page() {
    let page = |from: usize, count: usize| {
        let hooks = (from..from + count).map(|id| json!({"id": id, "type": "in"}));
        answer(200, &hooks.collect::<Vec<_>>().into())
    };
    let long = |path: &str| match path {
        "/pipelines/512/hooks?page=1&per_page=100" => page(0, 100),
        "/pipelines/512/hooks?page=2&per_page=100" => page(100, 100),
        "/pipelines/512/hooks?page=3&per_page=100" => page(200, 3),
        path => of_sandbox(path),
    };
    let (evidence, asked) = read(Some(512), Some(TokenKind::Project), &long);
    // The first two once more, whether anything has changed meanwhile.
    assert_eq!(asked.iter().filter(|ask| **ask == Ask::Hooks).count(), 5);
    assert_eq!((evidence.hooks.unwrap().unwrap().len(), evidence.hooks_cut), (203, false));
    let stuck = |path: &str| if path.contains("/hooks") { page(0, 100) } else { of_sandbox(path) };
    let (evidence, asked) = read(Some(512), Some(TokenKind::Project), &stuck);
    assert_eq!(asked.iter().filter(|ask| **ask == Ask::Hooks).count(), 2);
    assert_eq!((evidence.hooks.unwrap().unwrap().len(), evidence.hooks_cut), (100, true));
    // Without the last page the list is not known.
    let broken = |path: &str| match path {
        "/pipelines/512/hooks?page=1&per_page=100" => page(0, 100),
        "/pipelines/512/hooks?page=2&per_page=100" => answer(500, &json!({})),
        path => of_sandbox(path),
    };
    let (evidence, _) = read(Some(512), Some(TokenKind::Project), &broken);
    assert!(evidence.hooks.is_some_and(|hooks| hooks.is_err()));
}

#[test]
fn while_it_is_read_lines_wait_and_what_cannot_be_read_is_not_ticked() {
    let mut form = FormValues::new("512", "https://github.com/acme/shop");
    form.only_hook_runs = true;
    let plan = plan(&form);
    let mut preflight = Preflight::start(target(), Some(512), Some(TokenKind::Project), true);
    let waiting = lines(preflight.evidence(), &form, &plan);
    for id in ["api", "token", "permissions", "pipeline", "repository", "credential", "hash-variable", "already"] {
        assert_eq!(verdict(&waiting, id), Some(Verdict::Waiting), "{id}");
    }
    preflight.answered(Ask::Pipeline, answer(401, &json!({"message": "The token has expired."})));
    let after = lines(preflight.evidence(), &form, &plan);
    let text = "The token has expired. The API does not accept the token (401): The token has expired.";
    assert_eq!(after[1].text, text);
    // What fails for all is said once.
    let ids: Vec<&str> = after.iter().map(|line| line.id).collect();
    assert_eq!(ids, ["api", "token", "refusals", "rest"]);
    assert_eq!(after[3].text, "7 more checks wait for what is named above.");
    assert_eq!(after[3].actions, [Action::TryAgain]);
    assert_eq!((verdict(&after, "api"), verdict(&after, "token")), (Some(Verdict::Pass), Some(Verdict::Fail)));
    assert!(stops(&after) && !stops(&waiting));
    assert_eq!(summary(&after), "Checks: 1 failed, 1 could not be made, 2 passed.");
    assert_eq!(summary(&waiting), "Checks: 9 under way, 1 passed.");
    assert_eq!(summary(&[]), "Nothing was checked.");
}

#[test]
fn evidence_about_another_pipeline_or_api_ticks_nothing() {
    let (evidence, _) = read(Some(512), Some(TokenKind::Personal), &of_sandbox);
    let check = |form: &FormValues| {
        let lines = lines(&evidence, form, &plan(form));
        for id in ["api", "token", "permissions", "pipeline", "repository", "credential", "hash-variable", "already"] {
            let line = lines.iter().find(|line| line.id == id).expect(id);
            assert_eq!((line.verdict, line.next.as_str()), (Verdict::Unknown, "Check again."), "{line:?}");
        }
    };
    check(&FormValues::new("513", "https://github.com/acme/shop"));
    let mut staging = FormValues::new("512", "https://github.com/acme/shop");
    staging.api = hook_builder::devopness::endpoint::Api::Staging;
    check(&staging);
    // What is typed otherwise changes the lines at once.
    let form = FormValues::new("512", "https://github.com/acme/other");
    assert_eq!(verdict(&lines(&evidence, &form, &plan(&form)), "repository"), Some(Verdict::Warn));
}

#[test]
fn every_line_of_every_verdict_is_in_full_sentences_whatever_the_api_answers() {
    let odd = [
        json!(null),
        json!([]),
        json!({}),
        json!({"id": 512, "name": "\u{202e}", "operation": "deploy", "resource_type": "application", "resource_id": 34}),
        json!([{"type": "in", "settings": {"variables": [{"name": "\u{0}", "default_value": []}, 7]}}, null]),
        json!({"current_user_permissions": [], "credential": {"provider": []}}),
    ];
    for (first, answers) in odd.iter().enumerate() {
        for (second, hooks) in odd.iter().enumerate() {
            let api = |path: &str| answer(200, if path.contains("/hooks") { hooks } else { answers });
            for repository in ["", "acme/shop", "https://gitlab.example.com/a/b", "4711"] {
                let (evidence, _) = read(Some(512), Some(TokenKind::Personal), &api);
                let mut form = FormValues::new("512", repository);
                form.branch_variable = "{{".into();
                for line in lines(&evidence, &form, &plan(&form)) {
                    let texts = [line.text.as_str(), line.next.as_str()];
                    for text in texts.iter().chain(line.points.iter().map(String::as_str).collect::<Vec<_>>().iter()) {
                        let whole = text.is_empty() || text.ends_with(['.', ')']);
                        assert!(whole && !text.contains('\u{202e}'), "{first} {second}: {line:?}");
                    }
                }
            }
        }
    }
}
