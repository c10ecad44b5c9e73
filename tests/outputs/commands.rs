//! The outputs of the first view, and the commands for shells that run here.

use std::path::Path;

use hook_builder::devopness::endpoint;
use hook_builder::devopness::hook::Direction;
use hook_builder::devopness::request::ApiRequest;
use hook_builder::exchange::export::{Call, Job, Kind};

use crate::Proof;
use crate::harness::{Case, Place, TOKEN, cases, output, run};
use crate::shell::{Input, SHELLS, Shell};

pub const PROOFS: &[Proof] = &[
    Proof { id: "curl", tool: "bash, dash, zsh, fish, curl", run: true, prove: curl },
    Proof { id: "curl-strict", tool: "bash, dash, zsh, fish, busybox sh, curl", run: true, prove: in_every_shell },
    Proof { id: "wget", tool: "bash, dash, zsh, fish, busybox sh, GNU Wget", run: true, prove: in_every_shell },
    Proof { id: "httpie", tool: "bash, dash, zsh, fish, busybox sh, HTTPie", run: true, prove: httpie },
    Proof { id: "payload", tool: "curl", run: true, prove: payload },
];

/// An id with what an address has to encode. Commands that name a hook have it in their address.
const ID: &str = "7%41\"&'é ^!%PATH%";

#[test]
fn commands_are_proven() {
    PROOFS.iter().filter(|proof| proof.id != "httpie").for_each(|proof| (proof.prove)(proof));
}

/// By itself, since it is slow: it runs beside the others.
#[test]
fn httpie_is_proven() {
    PROOFS.iter().filter(|proof| proof.id == "httpie").for_each(|proof| (proof.prove)(proof));
}

/// What a plan may come to beside creating: to read the list, to update the first hook, to delete one.
pub fn changes(case: &Case) -> Vec<ApiRequest> {
    let (target, outgoing) = (&case.plan.target, Direction::Outgoing);
    let body = case.plan.hooks[0].hook.payload(Some(ID));
    vec![
        endpoint::list_hooks_page(target, "512", 1),
        endpoint::update_hook(target, &outgoing, ID, body),
        endpoint::delete_hook(target, &outgoing, ID),
    ]
}

/// Such requests as a job.
pub fn changes_job<'a>(case: &'a Case, requests: &'a [ApiRequest]) -> Job<'a> {
    let calls = requests.iter().map(|request| Call { request, hook: "A hook", sample: None }).collect();
    Job { kind: Kind::Changes, list: &case.plan.list, calls }
}

/// One output's texts of all cases, and all requests that are to arrive from them.
pub struct Written<'a> {
    pub text: String,
    pub requests: Vec<&'a ApiRequest>,
}

/// Writes all cases, their changes behind them.
pub fn written<'a>(id: &str, cases: &'a [Case], changes: &'a [Vec<ApiRequest>]) -> Written<'a> {
    let mut texts: Vec<String> = cases.iter().map(|case| output(id).render(&case.job())).collect();
    let mut requests: Vec<&ApiRequest> = cases.iter().flat_map(Case::requests).collect();
    for (case, changes) in cases.iter().zip(changes) {
        texts.push(output(id).render(&changes_job(case, changes)));
        requests.extend(changes);
    }
    Written { text: texts.join("\n\n") + "\n", requests }
}

/// All commands of all forms in one shell; `tests/shells` goes through the others.
fn curl(proof: &Proof) {
    let place = Place::new();
    let cases = cases(&place.sandbox.url());
    let texts: Vec<String> = cases.iter().map(|case| output(proof.id).render(&case.job())).collect();
    let script = place.file("commands", &texts.join("\n\n"));
    let (_, told) = run(place.command("bash").arg(script));
    let requests: Vec<&ApiRequest> = cases.iter().flat_map(|case| case.requests()).collect();
    place.expect(proof.id, &requests, &told);
}

fn in_every_shell(proof: &Proof) {
    for shell in SHELLS {
        in_shell(proof.id, shell, &std::env::var("PATH").unwrap_or_default(), |_| true);
    }
}

fn in_shell(id: &str, shell: &Shell, path: &str, wanted: fn(&Case) -> bool) {
    let place = Place::new();
    let mut cases = cases(&place.sandbox.url());
    cases.retain(wanted);
    let changes: Vec<Vec<ApiRequest>> =
        cases.iter().filter(|case| case.name == "gitlab/hostile").map(changes).collect();
    assert_eq!(changes.len(), 1);
    cases.sort_by_key(|case| case.name != "gitlab/hostile");
    let written = written(id, &cases, &changes);
    let variables = [("LC_ALL", "C.UTF-8"), ("DEVOPNESS_TOKEN", TOKEN), ("PATH", path)];
    let told = shell.run(&written.text, Input::File, &variables);
    place.expect(&format!("{id} in {}", shell.name), &written.requests, &told);
}

/// Each command takes a third of a second, so only bash runs all forms. The other shells run the hostile ones; what they do
/// with the same quotes is the same as with curl.
fn httpie(proof: &Proof) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/outputs/python/bin");
    assert!(folder.join("http").is_file(), "HTTPie is missing: scripts/setup.sh outputs installs it");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    for shell in SHELLS {
        // It takes a third of a second to start, so one shell has the ordinary and the hostile forms, the others two.
        let wanted = if shell.name == "bash" {
            |case: &Case| case.name.ends_with("/plain") || case.name.ends_with("/hostile")
        } else {
            |case: &Case| case.name.ends_with("b/hostile")
        };
        in_shell(proof.id, shell, &path, wanted);
    }
}

/// Each body from a file, as a person would send it.
fn payload(proof: &Proof) {
    let place = Place::new();
    let cases = cases(&place.sandbox.url());
    let mut requests = Vec::new();
    let mut told = String::new();
    for hook in cases.iter().flat_map(|case| case.plan.hooks.iter().map(move |hook| (case, hook))) {
        let job = hook_builder::exchange::export::Job::hook(&hook.0.plan.list, hook.1);
        place.file("body.json", &output(proof.id).render(&job));
        let mut command = place.command("curl");
        command.args(["--silent", "--url", &hook.1.request.url, "--header", "Accept: application/json"]);
        command.args(["--header", &format!("Authorization: Bearer {}", crate::harness::TOKEN)]);
        command.args(["--header", "Content-Type: application/json", "--data-binary", "@body.json"]);
        told += &run(&mut command).1;
        requests.push(&hook.1.request);
    }
    place.expect(proof.id, &requests, &told);
}
