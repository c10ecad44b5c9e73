//! The files for API clients.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use hook_builder::endpoint::{self, Target};
use hook_builder::export::{Call, Job, Kind, TOKEN_VARIABLE};
use hook_builder::hook::{Direction, StoredHook};
use hook_builder::json::Tree;
use hook_builder::plan::Plan;
use hook_builder::request::ApiRequest;
use serde_json::Value;

use crate::Proof;
use crate::harness::{Case, Place, TOKEN, cases, output, run};

pub const PROOFS: &[Proof] = &[
    Proof { id: "http-file", tool: "httpYac", run: true, prove: http_file },
    Proof { id: "postman", tool: "newman", run: true, prove: postman },
    Proof { id: "insomnia", tool: "insomnia-importers, nunjucks", run: true, prove: insomnia },
    Proof { id: "bruno", tool: "@usebruno/schema, @usebruno/cli", run: true, prove: bruno },
    Proof { id: "openapi", tool: "@seriousme/openapi-schema-validator, swagger-client", run: true, prove: openapi },
];

/// The tests of this module, one for each proof, so that they run side by side.
fn prove(id: &str) {
    let proof = PROOFS.iter().find(|proof| proof.id == id).expect("it is in the list");
    (proof.prove)(proof);
}

#[test]
fn the_http_file_is_proven() {
    prove("http-file");
}

#[test]
fn postman_is_proven() {
    prove("postman");
}

#[test]
fn insomnia_is_proven() {
    prove("insomnia");
}

#[test]
fn bruno_is_proven() {
    prove("bruno");
}

#[test]
fn openapi_is_proven() {
    prove("openapi");
}

/// What a client would put in for `{{ action.id }}`, had it the chance.
const WRONG: &str = "wrong";

/// All hooks of all golden forms, and a call of each other method: one job, so that a program starts once.
struct All {
    cases: Vec<Case>,
    others: Vec<ApiRequest>,
}

impl All {
    fn new(place: &Place) -> All {
        let base = place.sandbox.url();
        let target = Target { base: base.clone(), relay: None };
        let stored =
            r#"{"id": "u", "type": "out", "name": "{{ action.id }} {% a %} {# b", "target_url": "https://{{ a }}"}"#;
        let stored = StoredHook::parse(&serde_json::from_str(stored).expect("it is JSON")).expect("it is a hook");
        let hook = |number: u8| format!("0e6a3f5c-0000-4000-8000-00000000000{number}");
        let direction = Direction::Outgoing;
        let others = vec![
            endpoint::restore_hook(&target, "512", &stored),
            endpoint::update_hook(&target, &direction, &hook(1), stored.update()),
            endpoint::update_hook(&target, &direction, &hook(2), stored.update()),
            endpoint::delete_hook(&target, &direction, &hook(1)),
            endpoint::delete_hook(&target, &direction, &hook(2)),
            endpoint::hook(&target, &direction, &hook(1)),
            // An id of an answer may hold anything.
            endpoint::delete_hook(&target, &direction, "../{{ action.id }}?:x"),
            endpoint::list_hooks_page(&target, "512", 2),
        ];
        All { cases: cases(&base), others }
    }

    fn plan(&self) -> &Plan {
        &self.cases[0].plan
    }

    fn job(&self) -> Job<'_> {
        let hooks = self.cases.iter().flat_map(|case| &case.plan.hooks);
        let mut calls: Vec<Call<'_>> = hooks
            .map(|hook| Call { request: &hook.request, hook: &hook.hook.name, sample: Some(&hook.sample) })
            .collect();
        calls.extend(self.others.iter().map(|request| Call { request, hook: "{{ action.id }}", sample: None }));
        Job { kind: Kind::Changes, list: &self.plan().list, calls }
    }

    fn requests(&self) -> Vec<&ApiRequest> {
        let hooks = self.cases.iter().flat_map(|case| case.requests());
        hooks.chain(&self.others).collect()
    }
}

/// A program that `scripts/setup.sh outputs` has installed from npm.
fn modules() -> PathBuf {
    let modules = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/tools/outputs/node_modules"));
    assert!(modules.is_dir(), "The API clients are missing: run `scripts/setup.sh outputs`.");
    modules
}

fn node(place: &Place, script: &str) -> Command {
    let path = modules().join(script);
    assert!(path.is_file(), "{script} is missing: run `scripts/setup.sh outputs`.");
    let mut command = place.command("node");
    command.arg(path).env("NO_COLOR", "1");
    command
}

/// One of this folder's own scripts, which loads the programs.
fn script(place: &Place, name: &str) -> Command {
    let mut command = place.command("node");
    command.arg(format!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs/clients/{}"), name)).arg(modules());
    command
}

/// Runs a command that must end well, and gives what it said.
fn well(command: &mut Command) -> String {
    let (ended, told) = run(command);
    assert!(ended.status.success(), "{command:?}: {told}");
    told
}

/// Both what VS Code reads, sent by httpYac, and what an IDE of JetBrains reads, by a model of its documented rules.
fn http_file(proof: &Proof) {
    let place = Place::new();
    let all = All::new(&place);
    let text = output(proof.id).render(&all.job());
    place.file("http-client.env.json", &format!(r#"{{"dev": {{"action": {{"id": "{WRONG}"}}}}}}"#));
    let file = place.file("hooks.http", &text);
    let mut command = node(&place, "httpyac/bin/httpyac.js");
    let (_, told) = run(command.arg("send").arg(file).args(["--all", "--output", "short", "--env", "dev"]));
    place.expect(proof.id, &all.requests(), &told);
}

fn postman(proof: &Proof) {
    let place = Place::new();
    let all = All::new(&place);
    let file = place.file("collection.json", &output(proof.id).render(&all.job()));
    let mut command = node(&place, "newman/bin/newman.js");
    command.arg("run").arg(file).args(["--env-var", &format!("action.id={WRONG}")]);
    let (_, told) = run(command.args(["--env-var", &format!("{TOKEN_VARIABLE}={TOKEN}")]));
    place.expect(proof.id, &all.requests(), &told);
}

fn insomnia(proof: &Proof) {
    let place = Place::new();
    let all = All::new(&place);
    let file = place.file("collection.json", &output(proof.id).render(&all.job()));
    let told = well(script(&place, "insomnia.mjs").arg(file));
    place.expect(proof.id, &all.requests(), &told);
}

/// Bruno keeps collections in two formats.
fn bruno(proof: &Proof) {
    for format in ["bru", "yml"] {
        let place = Place::new();
        let all = All::new(&place);
        let file = place.file("collection.json", &output(proof.id).render(&all.job()));
        let folder = place.folder.join(format);
        well(script(&place, "bruno.mjs").arg(file).arg(&folder).arg(format));
        let files = fs::read_dir(&folder).expect("the folder was made").count();
        assert!(files > all.requests().len(), "Only {files} files were made.");
        let mut command = node(&place, "@usebruno/cli/bin/bru.js");
        command.current_dir(folder).args(["run", "--env-var", &format!("action.id={WRONG}")]);
        let (_, told) = run(&mut command);
        place.expect(proof.id, &all.requests(), &told);
    }
}

fn openapi(proof: &Proof) {
    let place = Place::new();
    let mut all = All::new(&place);
    // A page of the list is the same operation as the list itself, which is always described.
    all.others.pop();
    let file = place.file("openapi.json", &output(proof.id).render(&all.job()));
    let told = well(script(&place, "openapi.mjs").arg(file));
    let requests: Vec<ApiRequest> = [&all.plan().list].into_iter().chain(all.requests()).map(as_read).collect();
    place.expect(proof.id, &requests.iter().collect::<Vec<_>>(), &told);
}

/// The request with its numbers as a program of JavaScript reads and writes them: 1.50 becomes 1.5.
fn as_read(request: &ApiRequest) -> ApiRequest {
    fn read(value: &mut Value) {
        match value {
            Value::Number(number) if number.to_string().contains('.') => *value = number.as_f64().into(),
            Value::Array(items) => items.iter_mut().for_each(read),
            Value::Object(fields) => fields.values_mut().for_each(read),
            _ => {}
        }
    }
    let body = request.body.as_ref().map(|body| {
        let mut value = serde_json::to_value(body).expect("a hook can always be written");
        read(&mut value);
        Tree::Value(value)
    });
    ApiRequest { body, ..request.clone() }
}
