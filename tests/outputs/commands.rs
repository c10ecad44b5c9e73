//! The outputs of the first view.

use hook_builder::request::ApiRequest;

use crate::Proof;
use crate::harness::{Place, cases, output, run};

pub const PROOFS: &[Proof] = &[
    Proof { id: "curl", tool: "bash, dash, zsh, fish, curl", run: true, prove: curl },
    Proof { id: "payload", tool: "curl", run: true, prove: payload },
];

#[test]
fn commands_are_proven() {
    PROOFS.iter().for_each(|proof| (proof.prove)(proof));
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

/// Each body from a file, as a person would send it.
fn payload(proof: &Proof) {
    let place = Place::new();
    let cases = cases(&place.sandbox.url());
    let mut requests = Vec::new();
    let mut told = String::new();
    for hook in cases.iter().flat_map(|case| case.plan.hooks.iter().map(move |hook| (case, hook))) {
        let job = hook_builder::export::Job::hook(&hook.0.plan.list, hook.1);
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
