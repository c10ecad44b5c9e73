//! The scripts: they read first, write what is missing, and can be run again.

use std::path::PathBuf;

use hook_builder::devopness::endpoint::{self, Target};
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Direction, StoredHook};
use hook_builder::devopness::request::ApiRequest;
use hook_builder::exchange::export::{Call, Job, Kind};
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
use serde_json::{Value, json};

use crate::Proof;
use crate::command::request_difference;
use crate::forms;
use crate::harness::{Case, Place, TOKEN, case, cases, output, run};
use crate::sandbox::faults::{Act, Shape, Verb};

pub const PROOFS: &[Proof] = &[
    Proof { id: "script-sh", tool: "bash, dash, zsh, BusyBox sh, curl, jq", run: true, prove: every_form },
    Proof {
        id: "script-powershell",
        tool: "the grammar of tree-sitter-powershell 0.26.4",
        run: false,
        prove: powershell,
    },
];

/// The shells, with what makes each of them take a script.
const SHELLS: &[&[&str]] = &[
    &["bash", "--noprofile", "--norc"],
    &["dash"],
    &["zsh", "-f"],
    &["zsh", "--emulate", "sh", "-f"],
    &["busybox", "sh"],
];

#[test]
fn the_script_for_sh_is_proven() {
    every_form(&PROOFS[0]);
}

#[test]
fn the_script_for_powershell_is_proven() {
    powershell(&PROOFS[1]);
}

/// A script beside the sandbox that it is run against.
struct Stage {
    place: Place,
    shell: &'static [&'static str],
    script: PathBuf,
}

impl Stage {
    fn new(shell: &'static [&'static str]) -> Stage {
        Stage { place: Place::new(), shell, script: PathBuf::new() }
    }

    /// Writes the script of a job.
    fn write(&mut self, job: &Job<'_>) {
        self.script = self.place.file("devopness-hooks.sh", &output("script-sh").render(job));
    }

    /// An untouched form for a pipeline of the sandbox.
    fn plain(shell: &'static [&'static str], pipeline: u64) -> (Stage, Case) {
        let mut stage = Stage::new(shell);
        let form = FormValues::new(&pipeline.to_string(), "https://github.com/acme/shop");
        let case = case("plain", form, &stage.place.sandbox.url());
        stage.write(&case.job());
        (stage, case)
    }

    /// Runs it; what it ended with, and what it said. The token is never in that.
    fn run(&self, options: &[&str]) -> (i32, String) {
        self.run_with(options, |command| command)
    }

    fn run_with(
        &self,
        options: &[&str],
        change: impl FnOnce(&mut std::process::Command) -> &mut std::process::Command,
    ) -> (i32, String) {
        let mut command = self.place.command(self.shell[0]);
        command.args(&self.shell[1..]).arg(&self.script).args(options);
        let (ended, told) = run(change(&mut command));
        assert!(!told.contains(TOKEN), "{:?}: the token is told: {told}", self.shell);
        (ended.status.code().unwrap_or(-1), told)
    }

    /// Runs it, and compares what it ended with, what it wrote (`POST`, …) and what is in its words.
    fn check(&self, options: &[&str], code: i32, methods: &[&str], words: &[&str]) -> String {
        self.place.sandbox.clear();
        let (ended, told) = self.run(options);
        let written: Vec<String> = writes(&self.place).into_iter().map(|request| request.method).collect();
        assert_eq!((ended, written.join(" ")), (code, methods.join(" ")), "{:?} {options:?}: {told}", self.shell);
        for word in words {
            assert!(told.contains(word), "{:?} {options:?}: “{word}” is not in: {told}", self.shell);
        }
        told
    }
}

/// What arrived, apart from what only reads.
pub fn writes(place: &Place) -> Vec<crate::server::Received> {
    place.received().into_iter().filter(|request| request.method != "GET").collect()
}

/// Panics with the first difference between what was to be written and what was.
pub fn expect_writes(name: &str, place: &Place, requests: &[&ApiRequest], told: &str) {
    let written = writes(place);
    for (at, request) in requests.iter().enumerate() {
        let found =
            written.get(at).map_or(Some("nothing arrived".into()), |got| request_difference(request, got, TOKEN));
        if let Some(found) = found {
            panic!("{name}, request {at}: {found}\nreceived: {:#?}\nthe script said: {told}", written.get(at));
        }
    }
    assert_eq!(written.len(), requests.len(), "{name}: more was written than was asked for: {told}");
}

/// Each form in each shell: three creates, and nothing more when it is run again. The hostile forms have names that the API
/// refuses for their length, so each of their hooks is sent by itself, and once more under a name that is short enough. What
/// a form puts into a script is the same text for all shells, so one goes through all of them.
fn every_form(_: &Proof) {
    std::thread::scope(|scope| {
        for shell in SHELLS {
            let all = forms::forms().into_iter();
            let some =
                all.filter(|(provider, kind, _)| shell[0] == "dash" || *provider == "github" || *kind == "hostile");
            scope.spawn(move || some.for_each(|form| every_hook(shell, form)));
        }
    });
}

fn every_hook(shell: &'static [&'static str], (provider, kind, mut form): (&str, &str, FormValues)) {
    let name = format!("{shell:?}, {provider}/{kind}");
    let mut stage = Stage::new(shell);
    let url = stage.place.sandbox.url();
    if kind == "hostile" {
        let refused = case(&name, form.clone(), &url);
        for hook in &refused.plan.hooks {
            stage.place.sandbox.clear();
            stage.write(&Job::hook(&refused.plan.list, hook));
            let (code, told) = stage.run(&[]);
            assert!(code == 2 && told.contains("The name field must not be greater"), "{name}: {code} {told}");
            expect_writes(&name, &stage.place, &[&hook.request], &told);
        }
        stage.place.sandbox.clear();
        for event in Event::USUAL {
            let hook_name: String = form.event(event).hook_name.chars().take(60).collect();
            form.set_text(Field::HookName(event), hook_name);
        }
    }
    let case = case(&name, form, &url);
    stage.write(&case.job());
    let (code, told) = stage.run(&[]);
    assert_eq!(code, 0, "{}: {told}", case.name);
    expect_writes(&case.name, &stage.place, &case.requests(), &told);
    stage.check(&[], 0, &[], &["All hooks are in place."]);
}

/// In each shell, so that the words of the scripts are tried in all of them.
fn in_each_shell(check: impl Fn(&'static [&'static str]) + Sync) {
    std::thread::scope(|scope| {
        for shell in SHELLS {
            let check = &check;
            scope.spawn(move || check(shell));
        }
    });
}

#[test]
fn what_is_missing_is_created_and_what_differs_is_told_and_left() {
    in_each_shell(|shell| {
        let (stage, case) = Stage::plain(shell, 542);
        stage.check(&["--dry-run"], 0, &[], &["Would create: CI(build): failed", "nothing was changed"]);
        let told = stage.check(&[], 0, &["POST"], &["In place: CI(build): started", "Created: CI(build): failed"]);
        expect_writes("542", &stage.place, &[&case.plan.hooks[1].request], &told);
        stage.check(&["--update"], 0, &[], &["In place: CI(build): failed"]);

        let (stage, _) = Stage::plain(shell, 544);
        stage.check(&[], 3, &[], &["Differs: CI(build): completed", "Active: paused, wanted: active", "--update"]);

        let (stage, _) = Stage::plain(shell, 543);
        stage.check(&["--update"], 3, &[], &["In place: CI(build): started", "There is another one: hook "]);

        let (stage, _) = Stage::plain(shell, 540);
        stage.check(&[], 0, &[], &["All hooks are in place."]);
    });
}

#[test]
fn an_update_replaces_what_differs_by_what_is_shown() {
    in_each_shell(|shell| {
        let (stage, case) = Stage::plain(shell, 541);
        let words =
            ["Differs: CI(build): started", "Body field description: \"As it was described before\", wanted: \""];
        stage.check(&[], 3, &[], &words);
        stage.check(&["--update", "--dry-run"], 0, &[], &["Would update: CI(build): started"]);
        let hooks = stage.place.sandbox.hooks(541);
        let told = stage.check(&["--update"], 0, &["PUT", "PUT", "PUT"], &["Updated: CI(build): failed"]);
        let updates: Vec<ApiRequest> = case
            .plan
            .hooks
            .iter()
            .map(|planned| {
                let event = planned.event.name();
                let hook = hooks.iter().find(|hook| hook["trigger_when"]["events"][0] == event).expect("it is there");
                let id = hook["id"].as_str().expect("it has an id");
                endpoint::update_hook(&case.plan.target, &Direction::Outgoing, id, planned.hook.payload(Some(id)))
            })
            .collect();
        expect_writes("541", &stage.place, &updates.iter().collect::<Vec<_>>(), &told);
        stage.check(&[], 0, &[], &[]);
    });
}

#[test]
fn each_field_that_differs_is_named_and_no_header_is_shown() {
    let (stage, _) = Stage::plain(SHELLS[1], 540);
    for (change, words) in [
        (json!({"name": "Other\u{1b}[2J"}), r#"Name: "Other\u001b[2J", wanted: "CI(build): started""#),
        (json!({"target_url": "https://API.github.com/repos/Acme/shop/statuses/{{sha}}/"}), "Target URL: "),
        (
            json!({"settings": {"request_headers": [{"name": "authorization", "value": "Bearer ghp_x"}]}}),
            "Header authorization: another value",
        ),
        (json!({"settings": {"request_headers": [{"name": "X-A", "value": "hidden"}]}}), "Header x-a: too much"),
        (json!({"settings": {"request_body": {"state": 1}}}), r#"Body field state: 1, wanted: "pending""#),
        (
            json!({"trigger_when": {"conditions": [{"path": "p", "accepted_values": [1]}]}}),
            "Condition p: [1], wanted: none",
        ),
    ] {
        stage.drift(540, &change);
        let told = stage.check(&[], 3, &[], &["Differs: CI(build): started, hook ", words]);
        assert!(!told.contains("ghp_x") && !told.contains("hidden") && !told.contains('\u{1b}'), "{told}");
        stage.check(&["--update"], 0, &["PUT"], &[]);
    }
    // Neither the order of headers nor the case of their names counts, and another key is another status.
    let hook = &stage.place.sandbox.hooks(540)[1];
    let mut headers = hook["settings"]["request_headers"].as_array().expect("it has headers").clone();
    headers.reverse();
    headers.iter_mut().for_each(|header| header["name"] = json!(header["name"].as_str().unwrap().to_uppercase()));
    stage.drift(540, &json!({"settings": {"request_headers": headers}}));
    stage.check(&[], 0, &[], &[]);
    stage.drift(540, &json!({"settings": {"request_body": {"context": "another"}}}));
    stage.check(&[], 0, &["POST"], &["Created: CI(build): started"]);
}

impl Stage {
    /// Changes the first outgoing hook of a pipeline behind the script's back, each field of an object by itself.
    fn drift(&self, pipeline: u64, change: &Value) {
        let hook =
            self.place.sandbox.hooks(pipeline).into_iter().find(|hook| hook["type"] == "out").expect("it has one");
        let stored = StoredHook::parse(&hook).expect("the sandbox gives hooks");
        let mut body = serde_json::to_value(stored.update()).expect("a hook can be written");
        for (name, value) in change.as_object().expect("fields") {
            merge(&mut body[name], value);
        }
        let path = self.place.file("drift.json", &body.to_string());
        let mut command = self.place.command("curl");
        let url = format!("{}/hooks/outgoing/{}", self.place.sandbox.url(), stored.id);
        command.args(["--silent", "--fail", "--request", "PUT", "--url", &url, "--header", "Accept: application/json"]);
        command.args([
            "--header",
            &format!("Authorization: Bearer {TOKEN}"),
            "--json",
            &format!("@{}", path.display()),
        ]);
        let (ended, told) = run(&mut command);
        assert!(ended.status.success(), "{told}");
    }
}

fn merge(old: &mut Value, new: &Value) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            new.iter().for_each(|(name, new)| merge(old.entry(name).or_insert(Value::Null), new));
        }
        (old, new) => *old = new.clone(),
    }
}

#[test]
fn after_a_failure_it_says_what_was_done_and_finishes_when_run_again() {
    in_each_shell(|shell| {
        for (act, words, left) in [
            (Act::Status(401), "HTTP status 401: Unauthenticated.", 2),
            (Act::Cut { written: true }, "Whether it was carried out is not known.", 1),
            (Act::Html, "it is not known whether it was created", 1),
            // What follows is told by jq and not by the shell, so one shell is enough.
            (Act::Status(500), "HTTP status 500: Server Error", 2),
            (Act::Invalid(Shape::Strings), "name: The name is already in use. The name is not liked.", 2),
            (Act::Invalid(Shape::Objects), "name: The name is already in use.", 2),
            (Act::Invalid(Shape::List), "The value must not hold a line break.", 2),
            (Act::Gateway, "HTTP status 503", 2),
            (Act::Cut { written: false }, "Whether it was carried out is not known.", 2),
            (Act::WrongShape, "it is not known whether it was created", 1),
        ]
        .into_iter()
        .take(if shell[0] == "dash" { usize::MAX } else { 3 })
        {
            let (stage, _) = Stage::plain(shell, 512);
            stage.place.sandbox.fail(512, Verb::Create, 2, act);
            let done = "Done before that:\n  Created: CI(build): started";
            stage.check(
                &[],
                2,
                &["POST", "POST"],
                &["Stopped at POST http", "/pipelines/512/hooks/outgoing", words, done],
            );
            stage.check(&[], 0, &["POST"; 2][..left], &["In place: CI(build): started"]);
            assert_eq!(stage.place.sandbox.hooks(512).iter().filter(|hook| hook["type"] == "out").count(), 3);
        }
    });
}

#[test]
fn a_list_is_read_to_its_end_or_nothing_is_written() {
    let (stage, _) = Stage::plain(SHELLS[1], 9061);
    stage.check(&[], 0, &["POST", "POST", "POST"], &[]);
    assert_eq!(stage.place.received().len(), 11 + 3);
    stage.check(&[], 0, &[], &["All hooks are in place."]);
    for (pipeline, words) in [
        (9062, "a page came twice"),
        (9063, "HTTP status 500"),
        (9200, "no list of hooks"),
        (9072, "no list of hooks"),
        (9401, "HTTP status 401"),
        (9404, "HTTP status 404"),
        (9429, "HTTP status 429"),
        (9503, "HTTP status 503"),
    ] {
        let (stage, _) = Stage::plain(SHELLS[1], pipeline);
        stage.check(&["--update"], 2, &[], &["Stopped at GET", words, "Nothing was changed before that."]);
    }
    for pipeline in [9073, 9074, 9075, 9076] {
        let (stage, _) = Stage::plain(SHELLS[1], pipeline);
        let told = stage.check(&["--dry-run"], 0, &[], &["Would create: CI(build): started"]);
        assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
    }
}

#[test]
fn what_is_missing_on_the_machine_is_said_and_nothing_is_sent() {
    in_each_shell(|shell| {
        let (stage, _) = Stage::plain(shell, 512);
        let check = |tools: &[&str], token: Option<&str>, options: &[&str], code: i32, words: &str| {
            let folder = stage.place.folder.join(format!("bin {}", tools.len()));
            std::fs::create_dir_all(&folder).expect("a folder can be made");
            for tool in tools {
                let found = std::env::split_paths(&std::env::var_os("PATH").unwrap())
                    .map(|path| path.join(tool))
                    .find(|path| path.is_file());
                let _ = std::os::unix::fs::symlink(found.expect("the tool is installed"), folder.join(tool));
            }
            let (ended, told) = stage.run_with(options, |command| {
                match token {
                    Some(token) => command.env("DEVOPNESS_TOKEN", token),
                    None => command.env_remove("DEVOPNESS_TOKEN"),
                };
                // The shell itself is found by the old path.
                if tools.is_empty() { command } else { command.env("PATH", &folder) }
            });
            assert_eq!(ended, code, "{shell:?}: {told}");
            assert!(told.contains(words), "{shell:?}: {words} is not in {told}");
            assert!(stage.place.received().is_empty());
        };
        let shell_too = |tools: &[&'static str]| [tools, &[shell[0]]].concat();
        check(&shell_too(&["curl", "mktemp", "cat"]), Some(TOKEN), &[], 1, "The program jq is missing");
        check(&shell_too(&["jq"]), Some(TOKEN), &[], 1, "The program curl is missing");
        check(&[], None, &[], 1, "The variable DEVOPNESS_TOKEN is empty");
        check(&[], Some(""), &[], 1, "The variable DEVOPNESS_TOKEN is empty");
        check(&[], Some("a\nX-Evil: 1"), &[], 1, "holds a space or a line break");
        check(&[], None, &["--forse"], 1, "There is no option --forse");
        check(&[], None, &["--help"], 0, "It ends with\n  0  all hooks are in place\n  1  ");
    });
}

/// Each program looks at the arguments of all processes before it does its work.
#[test]
fn the_token_is_in_no_list_of_processes() {
    const OTHER: &str = "devopness_proj_sandbox";
    in_each_shell(|shell| {
        let (stage, _) = Stage::plain(shell, 541);
        let folder = stage.place.folder.join("bin");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        for tool in ["curl", "jq", "cat", "sed", "head", "mktemp", "rm", "printf", "echo"] {
            let spy = format!(
                "#!/bin/bash\nfor file in /proc/[0-9]*/cmdline; do\n  while IFS= read -r -d '' word; do echo \"$word\"; done <$file\n\
                 done >>'{}' 2>/dev/null\nPATH=/usr/bin:/bin exec {tool} \"$@\"\n",
                stage.place.folder.join("seen").display()
            );
            let path = stage.place.file(&format!("bin/{tool}"), &spy);
            std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it can be run");
        }
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let (code, told) =
            stage.run_with(&["--update"], |command| command.env("DEVOPNESS_TOKEN", OTHER).env("PATH", path));
        assert!(code == 0 && !told.contains(OTHER), "{shell:?}: {code} {told}");
        let seen = std::fs::read_to_string(stage.place.folder.join("seen")).expect("the programs looked");
        assert!(seen.contains("--write-out") && !seen.contains(OTHER), "{shell:?}: the token is an argument");
    });
}

/// Updates the first hook, deletes the second, and creates an incoming one.
#[test]
fn changes_are_carried_out_in_their_order_and_only_once() {
    in_each_shell(|shell| {
        for (kind, fail) in [
            (Kind::Changes, None),
            (Kind::Undo, None),
            (Kind::Changes, Some((Verb::Delete, "DELETE", "Updated: CI(build): started"))),
            (Kind::Undo, Some((Verb::Create, "POST", "Deleted: CI(build): failed"))),
            (Kind::Undo, Some((Verb::Update, "PUT", "Nothing was changed before that."))),
        ] {
            let (mut stage, case) = Stage::plain(shell, 541);
            let hooks = stage.place.sandbox.hooks(541);
            let mut incoming = hooks.iter().find(|hook| hook["type"] == "in").expect("there is one").clone();
            incoming["name"] = json!("It's ${{ here }}");
            let out: Vec<&str> =
                hooks.iter().filter(|h| h["type"] == "out").map(|h| h["id"].as_str().unwrap()).collect();
            let target: &Target = &case.plan.target;
            let payload = case.plan.hooks[0].hook.payload(Some(out[0]));
            let requests = [
                endpoint::update_hook(target, &Direction::Outgoing, out[0], payload),
                endpoint::delete_hook(target, &Direction::Outgoing, out[1]),
                endpoint::restore_hook(target, "541", &StoredHook::parse(&incoming).unwrap()),
            ];
            let names = ["CI(build): started", "CI(build): failed", "It's ${{ here }}"];
            let calls =
                requests.iter().zip(names).map(|(request, hook)| Call { request, hook, sample: None }).collect();
            stage.write(&Job { kind, list: &case.plan.list, calls });
            stage.check(
                &["--dry-run"],
                0,
                &[],
                &["Would update: ", "Would delete: ", "Would create: It's $ {{ here }}"],
            );
            let all = ["PUT", "DELETE", "POST"];
            match fail {
                None => {
                    let told = stage.check(&[], 0, &all, &["All steps are done."]);
                    expect_writes("changes", &stage.place, &requests.iter().collect::<Vec<_>>(), &told);
                }
                Some((verb, method, done)) => {
                    stage.place.sandbox.fail(541, verb, 1, Act::Status(500));
                    let at = all.iter().position(|own| *own == method).unwrap();
                    stage.check(&[], 2, &all[..=at], &["HTTP status 500: Server Error", done]);
                    stage.check(&[], 0, &all[at..], &["All steps are done."]);
                }
            }
            stage.check(&[], 0, &[], &["In place: CI(build): started", "Gone: CI(build): failed", "In place: It's "]);
            stage.check(&["--update"], 1, &[], &["There is no option --update"]);
        }
    });
}

/// The grammar finds no error, each here-string is the JSON of a hook, and nothing but ASCII is in the file. Nothing else
/// that a person typed is code: the names stand in comments, and in strings where a hook is deleted.
fn powershell(proof: &Proof) {
    let place = Place::new();
    let mut wanted = Vec::new();
    let mut files = Vec::new();
    let mut write = |job: &Job<'_>| {
        let text = output(proof.id).render(job);
        assert!(text.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b)), "{text}");
        files.push(place.file(&format!("{}.ps1", files.len()), &text));
        let bodies = job.calls.iter().filter_map(|call| call.request.body.as_ref());
        let bodies: Vec<Value> = bodies.map(|body| serde_json::to_value(body).expect("it can be written")).collect();
        wanted.push((bodies, job.calls.iter().map(|call| call.request.url.clone()).collect::<Vec<_>>()));
    };
    for case in cases("https://api.example.com") {
        write(&case.job());
        let target = &case.plan.target;
        let planned = &case.plan.hooks[0].hook;
        let requests = [
            endpoint::update_hook(target, &Direction::Outgoing, "a", planned.payload(Some("a"))),
            endpoint::delete_hook(target, &Direction::Outgoing, "b"),
            endpoint::create_outgoing(target, "512", planned),
        ];
        let calls = requests.iter().map(|request| Call { request, hook: &planned.name, sample: None }).collect();
        write(&Job { kind: Kind::Changes, list: &case.plan.list, calls });
    }
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/tools/outputs/python/bin/python");
    let reader = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs/powershell.py");
    let (ended, told) = run(place.command(python).arg(reader).args(&files));
    assert!(ended.status.success(), "{told}");
    let read: Vec<Value> = serde_json::from_slice(&ended.stdout).expect("the reader writes JSON");
    assert_eq!(read.len(), wanted.len());
    for (at, (read, (bodies, urls))) in read.iter().zip(&wanted).enumerate() {
        assert_eq!(read["errors"], json!([]), "file {at}");
        let texts = read["here_strings"].as_array().expect("a list").iter();
        let found: Vec<Value> =
            texts.map(|text| serde_json::from_str(text.as_str().unwrap()).expect("it is JSON")).collect();
        assert_eq!(&found, bodies, "file {at}");
        for url in urls {
            assert!(
                read["strings"].as_array().unwrap().iter().any(|text| text.as_str() == Some(url)),
                "file {at}: {url}"
            );
        }
    }
}
