//! The same script for PowerShell, in ASCII: Windows PowerShell reads a file without a mark in the machine's own characters.
//!
//! The JSON of each hook stands in a here-string of single quotes, in which nothing is read but its end: `'@` at the head
//! of a line, which no line of JSON can be.

use super::script::{Step, hook_address, keeps, shown, steps};
use super::{Format, Group, Job, Line, Output};
use crate::text::json::{self, Tree};

const COMMON: &str = include_str!("script/common.ps1");
/// Start, functions and end of what keeps hooks, and of what carries out changes.
const SET: [&str; 3] =
    [include_str!("script/set_start.ps1"), include_str!("script/set.ps1"), include_str!("script/set_end.ps1")];
const CHANGES: [&str; 3] = [
    include_str!("script/changes_start.ps1"),
    include_str!("script/changes.ps1"),
    include_str!("script/changes_end.ps1"),
];

/// The script for PowerShell.
pub struct PowerShell;

impl Format for PowerShell {
    fn id(&self) -> &'static str {
        "script-powershell"
    }

    fn label(&self) -> &'static str {
        "Script for PowerShell"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let [start, functions, end] = if keeps(job) { SET } else { CHANGES };
        let create = job.calls.first().map_or("", |call| &call.request.url);
        let addresses = [
            "\n$listAddress = ",
            &text(&job.list.url),
            "\n$createAddress = ",
            &text(create),
            "\n$hookAddress = ",
            &text(&hook_address(&job.list.url)),
            "\n\n",
        ]
        .concat();
        let read = if keeps(job) { "Read-Hooks\n" } else { "" };
        let written: Vec<String> =
            steps(job).iter().map(|(call, step)| write(call.hook, &call.request.url, step)).collect();
        [start, &addresses, COMMON, "\n", functions, read, &written.concat(), end.trim_end()].concat()
    }
}

impl Output for PowerShell {
    fn group(&self) -> Group {
        Group::Script
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.ps1"
    }

    fn note(&self) -> &'static str {
        "For Windows PowerShell 5.1 and PowerShell 7. Set $env:DEVOPNESS_TOKEN to your access token first, and try -DryRun. PowerShell reads no braces inside the single-quoted here-strings."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "param(", words: "The options, which the lines above explain." },
            Line { code: "$listAddress =", words: "The calls of the Devopness API, with the pipeline's number." },
            Line {
                code: "function Send-Call",
                words: "Sends one request. Your access token is read from the variable DEVOPNESS_TOKEN.",
            },
            Line {
                code: "function Get-Differences",
                words: "Compares a listed hook with a wanted one, field by field.",
            },
            Line { code: "Read-Hooks", words: "Reads all pages of the pipeline's list before anything is written." },
            Line {
                code: "Confirm-Hook @(",
                words: "One hook: the field of its body that holds the status key, and its JSON. It is created where it is missing, and shown where it differs.",
            },
            Line { code: "exit 0", words: "Ends with 0 where all hooks are in place." },
        ]
    }
}

fn write(name: &str, url: &str, step: &Step<'_>) -> String {
    let url = text(url);
    let call = match step {
        Step::Ensure { body, keys } => {
            let keys: Vec<String> = keys.iter().map(|key| text(key)).collect();
            ["Confirm-Hook @(", &keys.join(", "), ") ", &here_string(body)].concat()
        }
        Step::Create { body, direction } => {
            ["Add-Hook ", &text(direction), " ", &url, " ", &here_string(body)].concat()
        }
        Step::Update { body } => ["Set-Hook ", &url, " ", &here_string(body)].concat(),
        Step::Delete => ["Remove-Hook ", &text(&shown(name)), " ", &url, "\n"].concat(),
    };
    ["\n# ", &ascii(&shown(name)), "\n", &call].concat()
}

/// JSON as it stands, in ASCII.
fn here_string(body: &Tree) -> String {
    ["@'\n", &json::pretty(body, |c| !c.is_ascii()), "\n'@\n"].concat()
}

/// A text of one line inside single quotes.
fn text(text: &str) -> String {
    ["'", &ascii(text).replace('\'', "''"), "'"].concat()
}

fn ascii(text: &str) -> String {
    let quoted = json::pretty(&text, |c| !c.is_ascii());
    // Between the quotes that JSON puts around it, with its two own escapes taken back.
    quoted[1..quoted.len() - 1].replace("\\\"", "\"").replace("\\\\", "\\")
}
