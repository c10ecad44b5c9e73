//! The programs. Each is written twice: once of the calls of all forms, for a server that takes everything, so that one
//! program goes through them all; and once for the sandbox, of the calls in a hook's life.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use hook_builder::devopness::endpoint::{delete_hook, hook, list_hooks, list_hooks_page, restore_hook, update_hook};
use hook_builder::devopness::hook::{Direction, StoredHook};
use hook_builder::devopness::request::ApiRequest;
use hook_builder::exchange::export::{Call, Job, Kind};
use hook_builder::form::plan::Plan;
use hook_builder::form::planned::PlannedHook;
use hook_builder::form::values::FormValues;
use hook_builder::text::json::{self, Tree};

use crate::command::request_difference;
use crate::harness::{self, Place, case, cases, output, run};
use crate::sandbox::faults::{Act, Shape, Verb};
use crate::server::Server;
use crate::{Proof, random};

pub const PROOFS: &[Proof] = &[
    Proof { id: "javascript-fetch", tool: "Node", run: true, prove: |proof| prove(proof, fetch) },
    Proof {
        id: "node-sdk",
        tool: "Node, a stand-in for @devopness/sdk-js 3",
        run: false,
        prove: |proof| prove(proof, node_sdk),
    },
    Proof { id: "python-requests", tool: "Python, requests 2.32.5", run: true, prove: |proof| prove(proof, python) },
    Proof { id: "python-sdk", tool: "Python, devopness 2.8.5", run: true, prove: |proof| prove(proof, python) },
    Proof { id: "go", tool: "Go", run: true, prove: |proof| prove(proof, go) },
    Proof { id: "rust", tool: "rustc, reqwest 0.13", run: true, prove: |proof| prove(proof, rust) },
];

#[test]
fn interpreted_programs_are_proven() {
    PROOFS[..4].iter().for_each(|proof| (proof.prove)(proof));
}

#[test]
fn compiled_programs_are_proven() {
    PROOFS[4..].iter().for_each(|proof| (proof.prove)(proof));
}

/// A token that would break out of any quotes in which it stood.
const TOKEN: &str = "devopness_pat_a'b\"c$(id)`id`\\d!!e%PATH%{f}${g}#";

/// Puts the programs `forms` and `hooks` into files, compiles them, and gives what runs each.
type Prepare = fn(&Place, &Proof, [String; 2]) -> [Command; 2];

/// A request, the name of its hook, and the form that they are from.
struct Sent {
    request: ApiRequest,
    hook: String,
    form: String,
}

fn sent(request: ApiRequest, hook: &str) -> Sent {
    Sent { request, hook: hook.into(), form: "no form".into() }
}

fn render(proof: &Proof, calls: &[Sent], list: &ApiRequest) -> String {
    let calls = calls.iter().map(|call| Call { request: &call.request, hook: &call.hook, sample: None }).collect();
    output(proof.id).render(&Job { kind: Kind::Changes, list, calls })
}

fn plan(base: &str) -> Plan {
    case("", FormValues::new("540", "acme/shop"), base).plan
}

fn prove(proof: &Proof, prepare: Prepare) {
    let (place, server) = (Place::new(), Server::start());
    // What a home says of the API's host must not take the token's place.
    place.file(".netrc", "machine 127.0.0.1 login somebody password secret\n");
    let (forms, hooks) = (forms(&server.url), hooks(&place));
    let texts =
        [render(proof, &forms, &plan(&server.url).list), render(proof, &hooks, &plan(&place.sandbox.url()).list)];
    let [mut run_forms, mut run_hooks] = prepare(&place, proof, texts);

    let (ended, told) = run(run_forms.env("DEVOPNESS_TOKEN", TOKEN));
    let received = server.received();
    for (at, Sent { request, form, .. }) in forms.iter().enumerate() {
        let found =
            received.get(at).map_or(Some("nothing arrived".into()), |got| request_difference(request, got, TOKEN));
        if let Some(found) = found {
            panic!("{}, call {at}, of {form}: {found}\n{:#?}\nit said: {told}", proof.id, received.get(at));
        }
    }
    assert_eq!(received.len(), forms.len(), "{}: more arrived than was asked for: {told}", proof.id);
    assert!(ended.status.success(), "{}: {told}", proof.id);

    let (ended, told) = run(run_hooks.env("DEVOPNESS_TOKEN", " \n"));
    assert_eq!(ended.status.code(), Some(1), "{}: {told}", proof.id);
    assert!(told.contains("Set the variable DEVOPNESS_TOKEN to your access token first."), "{}: {told}", proof.id);
    place.expect(proof.id, &[], &told);

    let (ended, told) = run(run_hooks.env("DEVOPNESS_TOKEN", harness::TOKEN));
    // The last but one is refused, so the last is not sent.
    let sent: Vec<&ApiRequest> = hooks[..hooks.len() - 1].iter().map(|call| &call.request).collect();
    place.expect(proof.id, &sent, &told);
    assert_eq!(ended.status.code(), Some(1), "{}: {told}", proof.id);
    assert!(told.contains("Create refused: ") && told.contains("The name is not liked."), "{}: {told}", proof.id);
    assert!(!told.contains(harness::TOKEN), "{}: {told}", proof.id);
    for created in place.sandbox.hooks(540).iter().rev().take(4) {
        let id = created["id"].as_str().expect("a hook has an id");
        assert!(told.contains(id), "{}: {id} is not in {told}", proof.id);
    }
}

/// A body that a language could take for another.
const ODD: [&str; 2] = [
    r###"{"1": "\"\"\"'''`#", "#": "#", "{{ a }}": "${b} {c} %s %(d)s \\", "n": [0, -7, 87.5, 12345678901, true, null]}"###,
    r###"{"__proto__": {"__proto__": [1e400, -0, 1.50, 0.000001, 123456789012345678901234567890]}, "": "`\"#\"##\\"}"###,
];

/// The calls of the golden forms, of some with any text, and each of the other calls for hooks.
fn forms(base: &str) -> Vec<Sent> {
    let any = random::forms(20).into_iter().map(|form| case("a random form", form, base));
    let mut calls = Vec::new();
    for case in cases(base).into_iter().chain(any) {
        let form = &case.name;
        let of = |hook: PlannedHook| Sent { request: hook.request, hook: hook.hook.name, form: form.clone() };
        calls.extend(case.plan.hooks.into_iter().map(of));
    }
    let target = plan(base).target;
    for direction in [Direction::Incoming, Direction::Outgoing] {
        for body in ODD {
            let body = Tree::Value(json::parse(body).expect("it is JSON"));
            calls.push(sent(update_hook(&target, &direction, "a b/é", body), "a\nb\u{202e}\"\\`${x}{{ y }}#"));
        }
        calls.push(sent(hook(&target, &direction, "c%2Fd"), ""));
        calls.push(sent(delete_hook(&target, &direction, "..%"), "{}"));
    }
    calls.push(sent(list_hooks(&target, "512"), "list"));
    calls.push(sent(list_hooks_page(&target, "512", 2), "list"));
    calls
}

/// Calls in the life of a pipeline's hooks: listed, read, updated, deleted, created, and one more that is refused. The last
/// is never to be sent.
fn hooks(place: &Place) -> Vec<Sent> {
    let plan = plan(&place.sandbox.url());
    let target = &plan.target;
    let stored: Vec<StoredHook> = place.sandbox.hooks(540).iter().filter_map(StoredHook::parse).collect();
    let of = |direction: Direction| stored.iter().filter(move |hook| hook.direction == direction);
    let [first, second, ..] = of(Direction::Outgoing).collect::<Vec<_>>()[..] else { panic!("it has a set of hooks") };
    let incoming = of(Direction::Incoming).next().expect("it has an incoming hook");
    let paused = first.with_active(false).update();
    let mut calls = vec![
        sent(list_hooks(target, "540"), "all"),
        sent(list_hooks_page(target, "540", 1), "a page"),
        sent(hook(target, &Direction::Outgoing, &first.id), &first.name),
        sent(update_hook(target, &Direction::Outgoing, &first.id, paused), &first.name),
        sent(delete_hook(target, &Direction::Outgoing, &second.id), &second.name),
        sent(restore_hook(target, "540", incoming), &incoming.name),
    ];
    calls.extend(plan.hooks.iter().map(|hook| sent(hook.request.clone(), &hook.hook.name)));
    place.sandbox.fail(540, Verb::Create, 5, Act::Invalid(Shape::Strings));
    calls.push(sent(plan.hooks[0].request.clone(), "refused"));
    calls.push(sent(delete_hook(target, &Direction::Outgoing, &first.id), &first.name));
    calls
}

/// What `scripts/setup.sh outputs` has installed.
fn tool(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/outputs").join(path);
    assert!(path.exists(), "{} is missing: `scripts/setup.sh outputs` installs it.", path.display());
    path
}

fn write(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn fetch(place: &Place, _: &Proof, [forms, hooks]: [String; 2]) -> [Command; 2] {
    [("forms.mjs", forms), ("hooks.mjs", hooks)].map(|(name, text)| {
        let mut command = place.command("node");
        command.arg(place.file(name, &text));
        command
    })
}

fn node_sdk(place: &Place, proof: &Proof, texts: [String; 2]) -> [Command; 2] {
    let modules = place.folder.join("node_modules");
    let package = modules.join("@devopness/sdk-js");
    write(package.join("package.json"), include_str!("code/sdk-js/package.json"));
    write(package.join("index.js"), include_str!("code/sdk-js/index.js"));
    symlink(tool("node_modules/axios"), modules.join("axios")).expect("a link can be made");
    fetch(place, proof, texts)
}

fn python(place: &Place, _: &Proof, [forms, hooks]: [String; 2]) -> [Command; 2] {
    [("forms.py", forms), ("hooks.py", hooks)].map(|(name, text)| {
        let mut command = place.command(tool("python/bin/python"));
        // As on a console that lacks most characters.
        command.env("PYTHONIOENCODING", "ascii").arg(place.file(name, &text));
        command
    })
}

fn go(place: &Place, proof: &Proof, [forms, hooks]: [String; 2]) -> [Command; 2] {
    place.file("go.mod", "module programs\n\ngo 1.16\n");
    write(place.folder.join("forms/main.go"), &(forms + "\n"));
    write(place.folder.join("hooks/main.go"), &(hooks + "\n"));
    let (format, told) = run(place.command("gofmt").args(["-l", "."]));
    assert!(format.status.success() && format.stdout.is_empty(), "{} is not formatted: {told}", proof.id);
    let mut build = place.command("go");
    build.env("GOFLAGS", "-mod=mod").env("GOPROXY", "off").env("GOTOOLCHAIN", "local");
    build.env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-cache"));
    let (built, told) = run(build.args(["build", "-o", "bin/", "./..."]));
    assert!(built.status.success(), "{}: {told}", proof.id);
    ["forms", "hooks"].map(|name| place.command(place.folder.join("bin").join(name)))
}

/// In two editions, and without what only https needs. The folder is always the same, so that what the programs depend on
/// is compiled once.
fn rust(place: &Place, proof: &Proof, [forms, hooks]: [String; 2]) -> [Command; 2] {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust-programs");
    write(folder.join("Cargo.toml"), "[workspace]\nmembers = [\"forms\", \"hooks\"]\nresolver = \"2\"\n");
    write(folder.join("Cargo.lock"), include_str!("../../Cargo.lock"));
    for (name, edition, text) in [("forms", "2021", forms), ("hooks", "2024", hooks)] {
        let package = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n");
        let dependencies = "[dependencies]\nserde_json = \"1\"\n\
            reqwest = { version = \"0.13\", features = [\"blocking\"], default-features = false }\n";
        write(folder.join(name).join("Cargo.toml"), &(package + dependencies));
        write(folder.join(name).join("src/main.rs"), &text);
    }
    // With this machine's own settings: it is the toolchain that compiles the tests.
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--offline", "--quiet", "--target-dir", "target"]).current_dir(&folder);
    build.env("RUSTFLAGS", "-D warnings").env("CARGO_PROFILE_DEV_DEBUG", "false").env_remove("CARGO_BUILD_TARGET");
    let (built, told) = run(&mut build);
    assert!(built.status.success(), "{}: {told}", proof.id);
    ["forms", "hooks"].map(|name| place.command(folder.join("target/debug").join(name)))
}
