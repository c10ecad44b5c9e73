//! The jobs of CI systems: read by the systems' own parsers, then run as they run them.

use std::path::{Path, PathBuf};
use std::process::Command;

use hook_builder::endpoint;
use hook_builder::export::{Call, Job, Kind};
use hook_builder::field::Field;
use hook_builder::form::FormValues;
use hook_builder::hook::Direction;
use serde_json::{Value, json};

use crate::Proof;
use crate::forms::HOSTILE;
use crate::harness::{Case, Place, TOKEN, case, cases, output, run};
use crate::scripts::{expect_writes, writes};

pub const PROOFS: &[Proof] = &[
    Proof { id: "github-actions", tool: "@actions/workflow-parser 0.3.61, bash", run: true, prove: github },
    Proof { id: "gitlab-ci", tool: "gitlab-ci-local 4.62.0", run: true, prove: gitlab },
];

#[test]
fn the_workflow_for_github_is_proven() {
    github(&PROOFS[0]);
}

#[test]
fn the_job_for_gitlab_is_proven() {
    gitlab(&PROOFS[1]);
}

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/outputs")
}

/// Forms that the API takes: an untouched one, and one with everything in it that means something to a CI system.
fn accepted(url: &str) -> Vec<Case> {
    let plain = FormValues::new("512", "https://github.com/acme/shop");
    let mut hostile = FormValues::new("513", "https://github.com/acme/web");
    let claimed = "${{ secrets.DEVOPNESS_TOKEN }} $[[ inputs.x ]] $CI_JOB_TOKEN $(id) {{ action.id }}";
    hostile
        .set_text(Field::StatusKey, [claimed, "\u{fffe}\u{ffff}\u{85}\u{2028}\u{feff}\t| > # : - ", HOSTILE].concat());
    for (event, name) in hook_builder::event::Event::USUAL.into_iter().zip([
        "${{ secrets.DEVOPNESS_TOKEN }} $[[ inputs.x ]] '\\\"`id`",
        "$DEVOPNESS_TOKEN ${DEVOPNESS_TOKEN} \u{fffe}\u{2028}\u{feff}\t: #",
        "JSON\nJSON\n'\"; exit 7; # 部署 😀",
    ]) {
        hostile.set_text(Field::HookName(event), name.into());
        hostile.set_text(Field::Description(event), [claimed, name].concat());
    }
    vec![case("plain", plain, url), case("claimed", hostile, url)]
}

/// Changes as they could be planned: an update, a delete and a create.
fn with_changes(case: &Case, check: impl FnOnce(&Job<'_>)) {
    let planned = &case.plan.hooks[0].hook;
    let requests = [
        endpoint::update_hook(&case.plan.target, &Direction::Outgoing, "a", planned.payload(Some("a"))),
        endpoint::delete_hook(&case.plan.target, &Direction::Outgoing, "b"),
        endpoint::create_outgoing(&case.plan.target, "512", planned),
    ];
    let calls = requests.iter().map(|request| Call { request, hook: &planned.name, sample: None }).collect();
    check(&Job { kind: Kind::Changes, list: &case.plan.list, calls });
}

/// What GitHub's parser makes of a workflow: its one step has no expression in its script, and the token from the secret.
fn read_workflow(place: &Place, text: &str, events: &[&str]) -> Value {
    let file = place.file("devopness-hooks.yml", text);
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs/ci.mjs");
    let mut command = place.command("node");
    command.arg(reader).arg(file).arg(tools()).arg(TOKEN).args(events);
    let (ended, told) = run(&mut command);
    assert!(ended.status.success(), "{told}");
    let read: Value = serde_json::from_slice(&ended.stdout).expect("the reader writes JSON");
    assert_eq!(read["problems"], json!([]), "{text}");
    assert_eq!((&read["only"], &read["expression"]), (&json!(true), &json!(false)), "{text}");
    assert_eq!(read["env"], json!({ "DEVOPNESS_TOKEN": TOKEN }));
    assert_eq!(text.matches("${{").count(), 1, "{text}");
    read
}

/// Every form through the parser: the script arrives letter by letter. Those that the API takes are run too, as GitHub runs
/// a step, twice.
fn github(proof: &Proof) {
    let place = Place::new();
    let script = |job: &Job<'_>| output("script-sh").render(job);
    let events = ["push main", "push other", "workflow_dispatch other", "schedule main"];
    for case in cases("https://api.example.com") {
        let read = read_workflow(&place, &output(proof.id).render(&case.job()), &events);
        let wanted = script(&case.job()).replace("\nbegin \"$@\"\n", "\nbegin --update\n");
        assert_eq!(read["run"].as_str().map(str::trim_end), Some(&*wanted), "{}", case.name);
        let runs =
            json!({ "push main": true, "push other": false, "workflow_dispatch other": true, "schedule main": true });
        assert_eq!(read["runs"], runs);
    }
    for case in accepted(&place.sandbox.url()) {
        let read = read_workflow(&place, &output(proof.id).render(&case.job()), &[]);
        let step = place.file("step.sh", read["run"].as_str().expect("there is a script"));
        let step = || run(place.command("bash").args(["--noprofile", "--norc", "-e"]).arg(&step));
        keeps(&case, &place, step);
        with_changes(&case, |job| {
            let read = read_workflow(&place, &output(proof.id).render(job), &[]);
            let wanted = script(job).replace("\nbegin \"$@\"\n", "\nbegin \n");
            assert_eq!(read["run"].as_str().map(str::trim_end), Some(&*wanted));
            assert_eq!(read["on"], json!({ "workflow_dispatch": {} }));
        });
    }
}

/// Run twice: it creates what is missing, and then leaves it. A changed hook is replaced.
fn keeps(case: &Case, place: &Place, step: impl Fn() -> (std::process::Output, String)) {
    place.sandbox.clear();
    let (ended, told) = step();
    assert!(ended.status.success() && !told.contains(TOKEN), "{}: {told}", case.name);
    expect_writes(&case.name, place, &case.requests(), &told);
    place.sandbox.clear();
    let (ended, told) = step();
    assert!(ended.status.success() && writes(place).is_empty(), "{}: {told}", case.name);
    assert!(told.contains("All hooks are in place."), "{told}");
}

/// Every form through the parser of gitlab-ci-local, which runs those that the API takes in a repository of their own.
fn gitlab(proof: &Proof) {
    let place = Place::new();
    let git = |words: &[&str]| {
        let mut command = place.command("git");
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
        let (ended, told) = run(command.args(who).args(words));
        assert!(ended.status.success(), "{told}");
    };
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--allow-empty", "--message=start"]);
    git(&["remote", "add", "origin", "git@gitlab.com:acme/shop.git"]);
    let local = |words: &[&str]| -> Command {
        let mut command = place.command("node");
        command.arg(tools().join("node_modules/gitlab-ci-local").join(local_start())).args(words);
        command.args(["--variable", &format!("DEVOPNESS_TOKEN={TOKEN}"), "--no-color"]);
        command
    };
    let preview = |text: &str| -> String {
        place.file(".gitlab-ci.yml", text);
        let (ended, told) = run(&mut local(&["--preview"]));
        assert!(ended.status.success(), "{told}\n{text}");
        String::from_utf8(ended.stdout).expect("it is UTF-8")
    };
    for case in cases("https://api.example.com") {
        let text = output(proof.id).render(&case.job());
        let shown = preview(&text);
        assert!(shown.contains("begin --update"), "{shown}");
    }
    for case in accepted(&place.sandbox.url()) {
        place.file(".gitlab-ci.yml", &output(proof.id).render(&case.job()));
        keeps(&case, &place, || run(&mut local(&["--force-shell-executor", "devopness-hooks"])));
    }
}

fn local_start() -> &'static str {
    "src/index.js"
}
