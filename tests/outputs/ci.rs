//! The jobs of CI systems: read by the systems' own parsers, then run as they run them.

use std::path::{Path, PathBuf};

use hook_builder::devopness::endpoint;
use hook_builder::devopness::hook::Direction;
use hook_builder::exchange::export::{Call, Job, Kind};
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
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
    for (event, name) in hook_builder::devopness::event::Event::USUAL.into_iter().zip([
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

/// What the systems' parsers make of files.
fn read(place: &Place, files: &[PathBuf]) -> Vec<Value> {
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs/ci.mjs");
    let (ended, told) = run(place.command("node").arg(reader).arg(tools()).arg(TOKEN).args(files));
    assert!(ended.status.success(), "{told}");
    serde_json::from_slice(&ended.stdout).expect("the reader writes JSON")
}

/// Writes an output of all golden forms and of those that the API takes, each once to keep hooks and once to change them.
/// Gives the files, and the scripts that must come out of them.
fn write(place: &Place, id: &str, name: &str) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut scripts) = (Vec::new(), Vec::new());
    let mut add = |job: &Job<'_>, options: &str| {
        let text = output(id).render(job);
        files.push(place.file(&format!("{}{name}", files.len()), &text));
        let begin = format!("\nbegin {options}\n");
        scripts.push(output("script-sh").render(job).replace("\nbegin \"$@\"\n", &begin));
    };
    for case in cases("https://api.example.com").into_iter().chain(accepted(&place.sandbox.url())) {
        add(&case.job(), "--update");
        with_changes(&case, |job| add(job, ""));
    }
    (files, scripts)
}

/// GitHub's parser finds nothing wrong, and the script letter by letter, without an expression in it. Those forms that the
/// API takes are run too, as GitHub runs a step.
fn github(proof: &Proof) {
    let place = Place::new();
    let (files, scripts) = write(&place, proof.id, "devopness-hooks.yml");
    let steps = read(&place, &files);
    for (at, (step, wanted)) in steps.iter().zip(&scripts).enumerate() {
        let file = &files[at];
        let text = std::fs::read_to_string(file).expect("it was written");
        assert_eq!((&step["problems"], &step["steps"]), (&json!([]), &json!(1)), "{text}");
        assert_eq!((&step["expression"], text.matches("${{").count()), (&json!(false), 1), "{text}");
        assert_eq!(step["env"], json!({ "DEVOPNESS_TOKEN": TOKEN }));
        assert_eq!(step["run"].as_str().map(str::trim_end), Some(&**wanted));
        let keeps = at % 2 == 0;
        assert_eq!(step["runs"], json!([true, !keeps, true, true]), "a push of another branch keeps no hooks");
        let events = if keeps { json!(["workflow_dispatch", "push"]) } else { json!(["workflow_dispatch"]) };
        assert_eq!(step["events"], events);
    }
    let forms = accepted(&place.sandbox.url());
    let own = steps[steps.len() - 2 * forms.len()..].iter().step_by(2);
    for (case, step) in forms.iter().zip(own) {
        let step = place.file("step.sh", step["run"].as_str().expect("there is a script"));
        keeps(case, &place, || run(place.command("bash").arg("-e").arg(&step)));
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

/// The script of each form is in the YAML letter by letter. Those forms that the API takes are run by gitlab-ci-local, in a
/// repository of their own and without a container.
fn gitlab(proof: &Proof) {
    let place = Place::new();
    let (files, scripts) = write(&place, proof.id, ".gitlab-ci.yml");
    for (read, wanted) in read(&place, &files).iter().zip(&scripts) {
        let job = &read["devopness-hooks"];
        assert_eq!(job["script"].as_array().map(Vec::len), Some(1), "{job:#}");
        assert_eq!(job["script"][0].as_str().map(str::trim_end), Some(&**wanted));
    }
    let git = |words: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
        let (ended, told) = run(place.command("git").args(who).args(words));
        assert!(ended.status.success(), "{told}");
    };
    git(&["init", "--quiet"]);
    git(&["commit", "--quiet", "--allow-empty", "--message=start"]);
    git(&["remote", "add", "origin", "git@gitlab.com:acme/shop.git"]);
    git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let start = tools().join("node_modules/gitlab-ci-local/src/index.js");
    for case in accepted(&place.sandbox.url()) {
        place.file(".gitlab-ci.yml", &output(proof.id).render(&case.job()));
        keeps(&case, &place, || {
            let mut command = place.command("node");
            command.arg(&start).args(["--force-shell-executor", "--no-color", "devopness-hooks"]);
            run(command.args(["--variable", &format!("DEVOPNESS_TOKEN={TOKEN}")]))
        });
    }
}
