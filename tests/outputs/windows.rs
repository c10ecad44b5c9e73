//! The commands for Windows, whose shells no machine of these tests has: a model says what each makes of the text. What it
//! starts is curl, and that is run.

use std::fs;
use std::process::Stdio;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;

use crate::Proof;
use crate::command::request_difference;
use crate::commands::{changes, written};
use crate::harness::{Case, Place, TOKEN, case, cases, output, run};
use crate::model::Run;
use crate::model::cmd::{self, Mode};
use crate::model::powershell::{self, Sent, Version};
use crate::server::Received;

pub const PROOFS: &[Proof] = &[
    Proof { id: "curl-cmd", tool: "a model of cmd, curl", run: false, prove: curl_cmd },
    Proof { id: "curl-powershell", tool: "a model of PowerShell 5.1 and 7, curl", run: false, prove: curl_powershell },
    Proof { id: "invoke-rest-method", tool: "a model of PowerShell 5.1 and 7", run: false, prove: invoke_rest_method },
];

#[test]
fn commands_for_windows_are_proven() {
    PROOFS.iter().for_each(|proof| (proof.prove)(proof));
}

/// The golden forms, and one whose texts are too long for a line of cmd.
fn all_cases(base: &str) -> Vec<Case> {
    let mut cases = cases(base);
    let mut form = FormValues::new("512", "https://github.com/acme/shop");
    let id = form.add_header();
    form.set_text(Field::HeaderName(id), "X-Long".into());
    form.set_text(Field::HeaderValue(id), "%é\"".repeat(1300));
    cases.push(case("long", form, base));
    cases
}

/// Starts what a model says was started, with the input and the files that it had then.
fn start(place: &Place, runs: &[Run]) -> String {
    let mut told = String::new();
    for run_of in runs {
        for (name, text) in &run_of.files {
            fs::write(name, text).expect("a file can be written");
        }
        let mut command = place.command("curl");
        command.args(&run_of.arguments[1..]);
        if let Some(input) = &run_of.input {
            command.stdin(Stdio::from(fs::File::open(place.file("input", input)).expect("it was written")));
        }
        told += &run(&mut command).1;
    }
    told
}

fn curl_cmd(proof: &Proof) {
    for mode in [Mode::Window, Mode::File] {
        let place = Place::new();
        let cases = all_cases(&place.sandbox.url());
        let changes: Vec<_> = cases.iter().take(1).map(changes).collect();
        let written = written(proof.id, &cases, &changes);
        let folder = place.folder.to_string_lossy();
        // What would be filled in if a percent sign of a text were left to cmd.
        let variables = [("DEVOPNESS_TOKEN", TOKEN), ("TEMP", &*folder), ("PATH", "C:\\WRONG"), ("HOME", "C:\\WRONG")];
        let runs = cmd::run(&written.text, mode, &variables);
        place.expect(&format!("{} {mode:?}", proof.id), &written.requests, &start(&place, &runs));
    }
}

#[test]
fn a_text_that_is_too_long_for_cmd_goes_through_base64() {
    let cases = all_cases("http://127.0.0.1:1");
    let coded: Vec<&str> = cases
        .iter()
        .filter(|case| output("curl-cmd").render(&case.job()).contains("certutil"))
        .map(|case| &*case.name)
        .collect();
    assert_eq!(coded, ["long"]);
}

fn curl_powershell(proof: &Proof) {
    for version in [Version::V5, Version::V7] {
        let place = Place::new();
        let cases = all_cases(&place.sandbox.url());
        let changes: Vec<_> = cases.iter().take(1).map(changes).collect();
        let written = written(proof.id, &cases, &changes);
        let folder = place.folder.join("A folder");
        fs::create_dir_all(&folder).expect("a folder can be made below target");
        let ended = powershell::run(&written.text, version, &folder.to_string_lossy(), &[("DEVOPNESS_TOKEN", TOKEN)]);
        assert!(ended.sent.is_empty());
        place.expect(&format!("{} {version:?}", proof.id), &written.requests, &start(&place, &ended.runs));
    }
}

fn invoke_rest_method(proof: &Proof) {
    let base = "http://127.0.0.1:1";
    for version in [Version::V5, Version::V7] {
        let cases = all_cases(base);
        let changes: Vec<_> = cases.iter().take(1).map(changes).collect();
        let written = written(proof.id, &cases, &changes);
        let ended = powershell::run(&written.text, version, "C:\\T", &[("DEVOPNESS_TOKEN", TOKEN)]);
        assert!(ended.runs.is_empty());
        assert_eq!(ended.sent.len(), written.requests.len());
        for (request, sent) in written.requests.iter().zip(&ended.sent) {
            assert_eq!(request_difference(request, &received(sent, base), TOKEN), None, "{version:?} {sent:#?}");
        }
    }
}

fn received(sent: &Sent, base: &str) -> Received {
    let mut headers = HeaderMap::new();
    for (name, value) in &sent.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        headers.append(name, HeaderValue::from_str(value).expect("a header's value"));
    }
    let path = sent.url.strip_prefix(base).expect("the address that was written").to_string();
    Received { method: sent.method.clone(), path, headers, body: sent.body.clone() }
}
