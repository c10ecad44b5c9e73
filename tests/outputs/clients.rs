//! The files for API clients.

mod jetbrains;

use std::path::Path;
use std::process::Command;

use hook_builder::devopness::endpoint::{self, Target};
use hook_builder::devopness::hook::{Direction, StoredHook};
use hook_builder::devopness::request::ApiRequest;
use hook_builder::exchange::export::{Call, Job, Kind, TOKEN_VARIABLE};
use hook_builder::form::plan::Plan;
use hook_builder::text::json::Tree;
use serde_json::Value;

use crate::Proof;
use crate::harness::{Case, Place, TOKEN, cases, output, run};

pub const PROOFS: &[Proof] = &[
    Proof { id: "http-file", tool: "httpYac; JetBrains' rules by a model", run: true, prove },
    Proof { id: "postman", tool: "newman", run: true, prove },
    Proof { id: "insomnia", tool: "insomnia-importers, nunjucks", run: true, prove },
    Proof { id: "bruno", tool: "@usebruno/schema, @usebruno/cli", run: true, prove: prove_bruno },
    Proof { id: "openapi", tool: "@seriousme/openapi-schema-validator, swagger-client", run: true, prove: openapi },
];

/// One test for each, so that they run side by side.
fn proven(id: &str) {
    let proof = PROOFS.iter().find(|proof| proof.id == id).expect("it is in the list");
    (proof.prove)(proof);
}

#[test]
fn the_http_file_is_proven() {
    proven("http-file");
}

#[test]
fn postman_is_proven() {
    proven("postman");
}

#[test]
fn insomnia_is_proven() {
    proven("insomnia");
}

#[test]
fn bruno_is_proven() {
    proven("bruno");
}

#[test]
fn openapi_is_proven() {
    proven("openapi");
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
        let json = r#"{"id": "u", "type": "out", "name": "{{ action.id }} {{action.id}} {% a %} {# b", "target_url": "https://{{ a }}"}"#;
        let stored = stored(json);
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

/// What `scripts/setup.sh outputs` has installed from npm.
const MODULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/tools/outputs/node_modules");

fn installed(packages: &[&str]) {
    for package in packages {
        let found = Path::new(MODULES).join(package).is_dir();
        assert!(found, "The npm package {package} is missing: run `scripts/setup.sh outputs`.");
    }
}

/// A package's own program.
fn program(place: &Place, package: &str, path: &str) -> Command {
    installed(&[package]);
    let mut command = place.command("node");
    command.arg(Path::new(MODULES).join(package).join(path)).env("NO_COLOR", "1");
    command
}

/// One of this folder's own scripts, which loads packages.
fn script(place: &Place, name: &str, packages: &[&str]) -> Command {
    installed(packages);
    let mut command = place.command("node");
    command.arg(format!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs/clients/{}"), name)).arg(MODULES);
    command
}

/// Runs a command that must end well, and gives what it said.
fn well(command: &mut Command) -> String {
    let (ended, told) = run(command);
    assert!(ended.status.success(), "{command:?}: {told}");
    told
}

/// Sends a file's requests by its program, in which variables of the names of Devopness hold [`WRONG`]. Gives what it said.
type Send = fn(&Place, &str) -> String;

fn prove(proof: &Proof) {
    let send = SENDERS.iter().find(|(id, _)| *id == proof.id).expect("each has a program").1;
    let place = Place::new();
    let all = All::new(&place);
    let told = send(&place, &output(proof.id).render(&all.job()));
    place.expect(proof.id, &all.requests(), &told);
}

const SENDERS: &[(&str, Send)] = &[
    ("http-file", httpyac),
    ("postman", newman),
    ("insomnia", |place, text| insomnia(place, text, "render")),
    ("bruno", |place, text| bruno(place, text, "yml")),
];

/// What VS Code reads. What an IDE of JetBrains makes of the same file is modelled in a file of its own.
fn httpyac(place: &Place, text: &str) -> String {
    place.file("http-client.env.json", &format!(r#"{{"dev": {{"action": {{"id": "{WRONG}"}}}}}}"#));
    let file = place.file("hooks.http", text);
    let mut command = program(place, "httpyac", "bin/httpyac.js");
    run(command.arg("send").arg(file).args(["--all", "--output", "short", "--env", "dev"])).1
}

fn newman(place: &Place, text: &str) -> String {
    let file = place.file("collection.json", text);
    let mut command = program(place, "newman", "bin/newman.js");
    command.arg("run").arg(file).args(["--env-var", &format!("{TOKEN_VARIABLE}={TOKEN}")]);
    run(command.args(["--env-var", &format!("action.id={WRONG}")])).1
}

/// `setting` obeys a request's own setting, `render` fills in every body.
fn insomnia(place: &Place, text: &str, bodies: &str) -> String {
    let file = place.file("collection.json", text);
    well(script(place, "insomnia.mjs", &["insomnia-importers", "nunjucks"]).arg(file).arg(bodies))
}

/// Bruno keeps a collection as a folder, in one of two formats.
fn bruno(place: &Place, text: &str, format: &str) -> String {
    let file = place.file("collection.json", text);
    let folder = place.folder.join(format);
    well(script(place, "bruno.mjs", &["@usebruno/cli", "@usebruno/schema"]).arg(file).arg(&folder).arg(format));
    let mut command = program(place, "@usebruno/cli", "bin/bru.js");
    run(command.current_dir(folder).args(["run", "--env-var", &format!("action.id={WRONG}")])).1
}

fn prove_bruno(proof: &Proof) {
    prove(proof);
    let place = Place::new();
    let all = All::new(&place);
    let told = bruno(&place, &output(proof.id).render(&all.job()), "bru");
    place.expect(proof.id, &all.requests(), &told);
}

/// Without the escapes each of the programs puts its own variable in, so what is proven above is proven by them alone.
#[test]
fn the_programs_claim_braces_that_are_not_escaped() {
    for (id, send) in SENDERS {
        let place = Place::new();
        let target = Target { base: place.sandbox.url(), relay: None };
        let list = endpoint::list_hooks(&target, "512");
        let stored = stored(r#"{"id": "u", "type": "out", "name": "by {{action.id}}"}"#);
        let request = &endpoint::restore_hook(&target, "512", &stored);
        let job = Job { kind: Kind::Undo, list: &list, calls: vec![Call { request, hook: "x", sample: None }] };
        let told = send(&place, &without_escapes(&output(id).render(&job)));
        let received = place.received();
        let body = received.first().map_or("".into(), |received| String::from_utf8_lossy(&received.body));
        assert!(body.contains(r#""by wrong""#), "{id}: {body}\n{told}");
    }
}

fn stored(json: &str) -> StoredHook {
    StoredHook::parse(&serde_json::from_str(json).expect("it is JSON")).expect("it is a hook")
}

/// Insomnia's own button to tidy a body undoes the escapes; its setting keeps the text all the same.
#[test]
fn insomnia_leaves_a_tidied_body_alone() {
    let place = Place::new();
    let all = All::new(&place);
    let told = insomnia(&place, &without_escapes(&output("insomnia").render(&all.job())), "setting");
    place.expect("insomnia", &all.requests(), &told);
}

fn without_escapes(text: &str) -> String {
    let text = text.replace(r"\\u007b", "{").replace(r"\\u007d", "}");
    text.replace(r"\u007b", "{").replace(r"\u007d", "}")
}

fn openapi(proof: &Proof) {
    let place = Place::new();
    let mut all = All::new(&place);
    // A page of the list is the same operation as the list itself, which is always described.
    all.others.pop();
    let file = place.file("openapi.json", &output(proof.id).render(&all.job()));
    let told =
        well(script(&place, "openapi.mjs", &["@seriousme/openapi-schema-validator", "swagger-client"]).arg(file));
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
