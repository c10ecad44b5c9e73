//! Every output, run by the tool that reads it, against the sandbox: what arrives must be the very request that the core
//! wrote. What no machine of these tests can run is read by a model of its documented rules instead.

mod ci;
mod clients;
mod code;
#[path = "../shells/command.rs"]
#[allow(dead_code)]
mod command;
mod commands;
#[path = "../core/forms.rs"]
#[allow(dead_code)]
mod forms;
mod harness;
#[path = "../listen.rs"]
mod listen;
mod model;
mod processes;
mod provider;
#[path = "../shells/random.rs"]
#[allow(dead_code)]
mod random;
#[path = "../sandbox/mod.rs"]
mod sandbox;
mod scripts;
#[path = "../shells/server.rs"]
#[allow(dead_code)]
mod server;
#[path = "../shells/shell.rs"]
#[allow(dead_code)]
mod shell;
mod texts;
mod windows;
mod yaml;

use hook_builder::exchange::export::OUTPUTS;

/// How an output is proven.
pub struct Proof {
    /// The output's id.
    pub id: &'static str,
    /// The tool that runs it, as in the README's table.
    pub tool: &'static str,
    /// Whether the tool itself runs it here; else it is read by a model.
    pub run: bool,
    /// Writes the output of several forms, runs it, and panics with what differs.
    pub prove: fn(&Proof),
}

/// One list a kind of tool.
const PROOFS: &[&[Proof]] =
    &[commands::PROOFS, windows::PROOFS, provider::PROOFS, scripts::PROOFS, code::PROOFS, clients::PROOFS, ci::PROOFS];

fn proofs() -> impl Iterator<Item = &'static Proof> {
    PROOFS.iter().flat_map(|proofs| proofs.iter())
}

#[test]
fn every_output_has_a_proof_and_every_proof_an_output() {
    for output in OUTPUTS {
        assert!(proofs().any(|proof| proof.id == output.id()), "{} is proven by nothing", output.id());
    }
    for proof in proofs() {
        assert!(OUTPUTS.iter().any(|output| output.id() == proof.id), "{} is no output", proof.id);
    }
}

#[test]
fn the_readme_says_where_each_output_was_run() {
    let readme = include_str!("../../README.md");
    for proof in proofs() {
        let output = OUTPUTS.iter().find(|output| output.id() == proof.id).expect("the test above finds it");
        let result = if proof.run { "run" } else { "not run" };
        let row = format!("| {} | {} | {result} |", output.label(), proof.tool);
        assert!(readme.contains(&row), "The README's table of outputs lacks this row:\n{row}");
    }
}
