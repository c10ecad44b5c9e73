//! Any other text that has hooks in it: scripts, programs, jobs of a CI system, files of programs that send requests.

use super::Importer;
use super::code::Program;
use super::found::Found;

/// Any text.
pub struct Text;

/// What stands in a text of some kind, and the kind. The first that is found counts.
const KINDS: [(&str, &str); 12] = [
    ("Invoke-RestMethod", "A PowerShell script"),
    ("param(", "A PowerShell script"),
    ("$env:", "A PowerShell script"),
    ("runs-on:", "A GitHub Actions job"),
    ("script:", "A GitLab CI job"),
    ("package main", "A Go program"),
    ("reqwest", "A Rust program"),
    ("fetch(", "A JavaScript program"),
    ("@devopness/sdk", "A JavaScript program"),
    ("import ", "A Python program"),
    ("meta {", "A Bruno collection"),
    ("#!", "A shell script"),
];

impl Importer for Text {
    fn read(&self, text: &str) -> Option<Found> {
        // What a program puts together stands nowhere in its text.
        let program = Program.read(text);
        if program.is_some_and(|found| found.hooks.is_empty() && !found.findings.is_empty()) {
            return None;
        }
        let kind = KINDS.iter().find(|(mark, _)| text.contains(mark)).map_or("A text", |(_, kind)| kind);
        let mut found = Found::of(kind);
        found.text(text);
        Some(found)
    }
}
