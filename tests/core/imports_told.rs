//! What people paste, in `pasted/`, and what is made of it, in `golden_imports/`: what was recognised, what would change in an
//! untouched form, and what is wrong or not kept. `UPDATE_GOLDENS=1 cargo test --test core` writes the second anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hook_builder::exchange::import::{TEXT_MAX, import};
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::problem::Problem;
use hook_builder::form::values::FormValues;
use hook_builder::provider::PROVIDERS;

use crate::goldens::compare;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core").join(name)
}

/// What was pasted, with the name of its file.
fn pasted() -> Vec<(String, String)> {
    let files = fs::read_dir(folder("pasted")).expect("there are texts");
    let read = |file: std::io::Result<fs::DirEntry>| {
        let path = file.expect("a folder can be listed").path();
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("a text"))
    };
    files.map(read).collect()
}

fn told(text: &str) -> String {
    let imported = match import(text, &FormValues::default()) {
        Ok(imported) => imported,
        Err(sentence) => return format!("refused: {sentence}\n"),
    };
    let mut out = format!("{}\n", imported.what);
    for change in &imported.changes {
        let text = |text: &Option<String>| text.clone().unwrap_or("–".into());
        out += &format!("  {}: {} > {}\n", change.field, text(&change.old), text(&change.new));
    }
    for finding in &imported.findings {
        out += &format!("! {finding}\n");
    }
    out
}

#[test]
fn what_is_pasted_gives_what_its_golden_file_says() {
    let texts = pasted();
    compare(texts.iter().map(|(name, text)| (folder("golden_imports").join(name), told(text))));
    let goldens = fs::read_dir(folder("golden_imports")).expect("there are goldens").count();
    assert_eq!(goldens, texts.len(), "each golden has a text");
}

#[test]
fn every_sentence_is_one_and_nothing_changes_twice() {
    for (name, text) in pasted() {
        match import(&text, &FormValues::default()) {
            Ok(imported) => {
                let again = import(&text, &imported.form).expect("it was read before");
                assert_eq!(again.changes, [], "{name}");
                for finding in &imported.findings {
                    assert!(finding.ends_with('.') && !finding.contains(char::is_control), "{name}: {finding}");
                }
            }
            Err(sentence) => {
                assert!(sentence.ends_with('.') && sentence.matches(". ").count() == 0, "{name}: {sentence}");
                assert!(!sentence.contains(char::is_control), "{name}: {sentence}");
            }
        }
    }
}

#[test]
fn a_line_break_of_windows_is_a_line_break() {
    for (name, text) in pasted() {
        assert_eq!(told(&text.replace('\n', "\r\n")), told(&text), "{name}");
    }
}

/// A hook of GitHub with another header, or another text in it.
fn hook(header: &str, text: &str) -> String {
    let url =
        "https://api.github.com/repos/acme/shop/statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
    format!(
        r#"{{"name": "CI", "target_url": "{url}", "settings": {{"request_headers": [{header}], "request_body": {{"state": "success", "context": "ci", "description": "{text}"}}}}, "trigger_when": {{"events": ["action.completed"]}}}}"#
    )
}

#[test]
fn a_token_in_plain_text_is_refused_and_never_said() {
    let header = |name: &str, value: &str| hook(&format!(r#"{{"name": "{name}", "value": "{value}"}}"#), "x");
    let own = |value: &str| format!("curl https://api.devopness.com/pipelines/5/hooks -H 'Authorization: {value}'");
    let status = |rest: &str| {
        format!("curl https://api.github.com/repos/acme/shop/statuses/abc {rest} -d '{{\"state\":\"success\"}}'")
    };
    let template = "{{ application.source_provider.access_token }}";
    for (text, instead) in [
        (own("Bearer s3cr3t-value"), "$DEVOPNESS_TOKEN"),
        (own("bearer devopness_pat_s3cr3ts3cr3t"), "$DEVOPNESS_TOKEN"),
        (
            "DEVOPNESS_TOKEN=devopness_proj_s3cr3ts3cr3t\n".to_string() + &own("Bearer $DEVOPNESS_TOKEN"),
            "$DEVOPNESS_TOKEN",
        ),
        ("curl -u ada:s3cr3t https://api.devopness.com/pipelines/5/hooks".into(), "$DEVOPNESS_TOKEN"),
        (status("-H 'Authorization: token ghp_s3cr3ts3cr3t'"), "$PROVIDER_TOKEN"),
        (status("-H 'Authorization: Basic czNjcjN0OnMzY3IzdA=='"), "$PROVIDER_TOKEN"),
        (status("-H 'PRIVATE-TOKEN: s3cr3t'"), "$PROVIDER_TOKEN"),
        (
            "https://gitlab.com/api/v4/projects/1/statuses/abc?private_token=s3cr3t&state=success".into(),
            "$PROVIDER_TOKEN",
        ),
        ("https://ada:s3cr3t@gitlab.com/acme/shop".into(), "$PROVIDER_TOKEN"),
        (header("Authorization", "Bearer s3cr3ts3cr3t"), template),
        (header("Private-Token", "s3cr3ts3cr3t"), template),
        (header("X-Own", "glpat-s3cr3ts3cr3t"), template),
        (hook("", "github_pat_s3cr3ts3cr3t"), template),
        (hook("", "gh\\u0070_s3cr3ts3cr3t"), template),
        (hook("", "x").replace("https://api", "https://ada:s3cr3ts3cr3t@api"), template),
        ("fetch(x, {headers: {\"Authorization\": \"Bearer 0123456789s3cr3t\"}})".into(), "$DEVOPNESS_TOKEN"),
        // What goes to the API is signed in with its token, whoever's token stands there.
        (
            own("Bearer ghp_s3cr3ts3cr3tA1b2C3d4E5f6G7h8I9j0K1l2") + " -d '" + &hook("", "x").replace('\'', "") + "'",
            "$DEVOPNESS_TOKEN",
        ),
        (
            "curl https://api.devopness.com/pipelines/5/hooks -d '".to_string()
                + &header("Authorization", "Bearer ghp_s3cr3ts3cr3tA1b2C3d4E5f6G7h8I9j0K1l2")
                + "'",
            template,
        ),
        (status("-H 'Cookie: logged_in=yes; user_session=s3cr3t%2Fs3cr3t'"), "$PROVIDER_TOKEN"),
        (status("-u 'ada:s3cr3t$5%'"), "$PROVIDER_TOKEN"),
    ] {
        let sentence = import(&text, &FormValues::default()).expect_err(&text);
        assert!(
            sentence.contains(&format!("write {instead} in its place")) && !sentence.contains("s3cr3t"),
            "{text}: {sentence}"
        );
    }
    for value in [
        "Bearer $DEVOPNESS_TOKEN",
        "Bearer ${TOKEN}",
        "Bearer %TOKEN%",
        "Bearer $env:TOKEN",
        "Bearer <your_api_token>",
        "Bearer {{ x }}",
        "Bearer YOUR_TOKEN",
        "Bearer your-token-here",
        "Bearer ****",
        "Bearer xxxxxxxx",
        "Bearer [REDACTED]",
        "Bearer my-token",
        "Bearer change_me",
        "Bearer insert-token-here",
        "Bearer ",
        "Bearer $(cat token)",
        "Bearer @token",
        "",
    ] {
        assert!(import(&own(value), &FormValues::default()).is_ok(), "{value}");
        assert!(import(&header("Authorization", value), &FormValues::default()).is_ok(), "{value}");
    }
}

#[test]
fn what_the_form_has_and_the_text_does_not_say_stays() {
    let mut form = FormValues::new("512", "https://gitlab.com/acme/shop");
    form.set_text(Field::BranchVariable, "branch".into());
    form.events[1].on = false;
    let imported = import("https://gitlab.com/api/v4/projects/acme%2Fshop/statuses/abc", &form).expect("an address");
    assert_eq!((imported.changes, &imported.form), (vec![], &form));
    // A name that is no template's stays for its own field to say so.
    let mut odd = form.clone();
    odd.set_text(Field::HashVariable, "a}}b".into());
    let imported = import("https://gitlab.com/api/v4/projects/acme%2Fshop/statuses/abc", &odd).expect("an address");
    assert_eq!(imported.form, odd);
    let text = r#"{"state": "failed", "name": "ci", "description": "Broken"}"#;
    let imported = import(text, &form).expect("a status");
    let fields: Vec<&str> = imported.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["Status key", "Failed: description"], "also of an event that is off");
    assert_eq!(imported.form.events[1].description, "Broken");
    let hooks = plan(&form).hooks;
    assert_eq!(plan(&imported.form).hooks.len(), hooks.len());
}

#[test]
fn long_texts_are_read_at_once_or_refused() {
    let long = |piece: &str| piece.repeat(TEXT_MAX / 4 / piece.len());
    let pieces = [
        "{",
        "[",
        "{\"a\":",
        "{{",
        "\"",
        "'",
        "\\",
        "{\\\"",
        "{\"\"",
        "{`\"",
        "curl ",
        "curl '",
        "curl \"",
        "curl x/y <<A\n",
        "curl x/y <<<",
        "curl a://b;",
        "curl \\\n",
        "curl \\\n <<A\n",
        "curl ^\n",
        "curl `\n",
        "echo {\n",
        "a=b&",
        "curl https://a/b\n",
        "wget",
        "POST /x\n",
        "/pipelines/1/hooks ",
        "https://api.devopness.com/pipelines/1/hooks\n",
        "^\n",
        "`\n",
        "@'\n",
        "%",
        "<",
        "//",
        "/*",
        "#\n",
        "{\"name\":\"\",\"settings\":{}},",
        "{\"target_url\":\"{\\\"target_url\\\":\\\"",
        "Bearer ",
        "ghp_",
        "é",
        "\u{0}",
        "{a:",
        "{'a':'",
        "{\n",
        "}",
        "curl https://api.github.com/repos/a/b/statuses/c -d state=success\n",
    ];
    for piece in pieces {
        let text = long(piece);
        let start = Instant::now();
        if let Err(sentence) = import(&text, &FormValues::default()) {
            assert!(sentence.ends_with('.'), "{piece}: {sentence}");
        }
        // A thousandth of that is usual; what grows with the square of the length takes hours.
        assert!(start.elapsed() < Duration::from_secs(20), "{piece}: {:?}", start.elapsed());
    }
    let start = Instant::now();
    let sentence = import(&"{".repeat(10_000_000), &FormValues::default()).expect_err("too long");
    assert!(sentence.contains("megabyte") && start.elapsed() < Duration::from_secs(1), "{sentence}");
}

/// What stands in a text and was not read, one finding each: how it begins.
#[test]
fn what_was_not_read_is_told_by_its_beginning() {
    let whole = hook("", "x");
    let check = |text: &str, quoted: Option<&str>| {
        let told = match import(text, &FormValues::default()) {
            Ok(imported) => imported.findings.join("\n"),
            Err(sentence) => sentence,
        };
        assert_eq!(told.contains("could not be read"), quoted.is_some(), "{text}: {told}");
        assert!(quoted.is_none_or(|quoted| told.contains(quoted)), "{text}: {told}");
    };
    check(&whole, None);
    check(&[&whole, "\n"].concat().repeat(3), None);
    check("https://github.com/acme/shop", None);
    // What the provider answered is no other body.
    let status =
        "curl https://api.github.com/repos/acme/shop/statuses/abc -d '{\"state\":\"success\",\"context\":\"ci\"}'";
    check(&format!("{status}\n{{\"id\":1,\"state\":\"success\",\"context\":\"ci\"}}"), None);
    check("https://gitlab.com/api/v4/projects/1/statuses/abc?state=success&name=ci", None);
    // Beside one that is read, another is computed.
    let computed = "{\"name\": title(), \"settings\": {\"request_body\": body}, \"trigger_when\": when}";
    check(&format!("{whole}\n---\n{computed}"), Some("trigger_when"));
    for body in ["{state: status(), context: 'ci'}", "state=$STATE", "{\\\"state\\\": computed()"] {
        check(&format!("curl https://api.github.com/repos/acme/shop/statuses/abc\n  {body}"), Some("state"));
    }
}

#[test]
fn a_guide_pasted_whole_gives_hooks_that_can_be_sent_at_any_provider() {
    let text = fs::read_to_string(folder("pasted").join("guide_whole.txt")).expect("a text");
    for provider in PROVIDERS {
        let mut form = FormValues::new("512", provider.example());
        form.set_text(Field::Provider, provider.id().into());
        for form in [import(&text, &form).expect("a guide").form, {
            // Typed behind it, it is the same.
            let mut behind = import(&text, &FormValues::default()).expect("a guide").form;
            behind.set_text(Field::Pipeline, "512".into());
            behind.set_text(Field::Repository, provider.example().into());
            behind.set_text(Field::Provider, provider.id().into());
            behind
        }] {
            let plan = plan(&form);
            let blocking: Vec<&Problem> = plan.problems.iter().filter(|problem| problem.blocks()).collect();
            assert_eq!((plan.hooks.len(), blocking), (3, vec![]), "{}", provider.id());
            for hook in &plan.hooks {
                let body = serde_json::to_value(&hook.hook.body).expect("a body is JSON");
                assert_eq!(body[provider.key_term()], "ci/devopness(build)", "{}", provider.id());
                let state = body["state"].as_str().expect("a state");
                assert!(provider.states().contains(&state), "{}: {state}", provider.id());
            }
        }
    }
}
