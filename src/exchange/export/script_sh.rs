//! One script for sh: it lists first, creates what is missing, and says what differs.
//!
//! The JSON of each hook stands in a heredoc whose quoted delimiter no line of JSON can be, so the shell reads nothing in
//! it. `$` is written as `\u0024` in it, so that a CI system which runs the script finds no expression of its own either.

use super::quote::posix;
use super::script::{COMPARE, Step, hook_address, keeps, shown, steps};
use super::{Format, Group, Job, Line, Output};
use crate::text::json::{self, Tree};

const START: &str = include_str!("script/start.sh");
const COMMON: &str = include_str!("script/common.sh");
const SET: &str = include_str!("script/set.sh");
const CHANGES: &str = include_str!("script/changes.sh");
const END: &str = include_str!("script/end.sh");

/// The POSIX script.
pub struct Script;

impl Format for Script {
    fn id(&self) -> &'static str {
        "script-sh"
    }

    fn label(&self) -> &'static str {
        "Script for sh"
    }

    fn render(&self, job: &Job<'_>) -> String {
        script(job, "\"$@\"")
    }
}

impl Output for Script {
    fn group(&self) -> Group {
        Group::Script
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.sh"
    }

    fn note(&self) -> &'static str {
        "For sh, bash, dash, zsh and BusyBox, with curl and jq. Set the variable DEVOPNESS_TOKEN to your access token first, and try --dry-run. The shell reads no braces inside the quoted heredocs."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "set -eu", words: "Ends at the first command that fails, and at a variable that is not set." },
            Line { code: "list_address=", words: "The calls of the Devopness API, with the pipeline's number." },
            Line { code: "library='", words: "What jq compares the listed hooks with the wanted ones by." },
            Line {
                code: "own_option()",
                words: "The options; --help explains them, and the numbers that the script ends with.",
            },
            Line {
                code: "printf 'Authorization",
                words: "Hands your access token to curl through a pipe, so that it is in no list of processes.",
            },
            Line {
                code: "    read_hooks",
                words: "Reads all pages of the pipeline's list before anything is written.",
            },
            Line {
                code: "    ensure '",
                words: "One hook: its name, the field of its body that holds the status key, and its JSON. It is created where it is missing, and shown where it differs.",
            },
            Line { code: "begin ", words: "Looks for the tools and the token, then takes the steps." },
        ]
    }
}

/// The script. `options` is what it is started with: its own arguments, or an option.
pub fn script(job: &Job<'_>, options: &str) -> String {
    let keeps = keeps(job);
    let list = posix::url(&job.list.url);
    let mut parts = vec![START, "\nlist_address=", &list];
    let (create, hook) = (job.calls.first().map(|call| posix::url(&call.request.url)), hook_address(&job.list.url));
    let hook = posix::url(&hook);
    if keeps {
        parts.extend(["\ncreate_address=", create.as_deref().unwrap_or("''"), "\nhook_address=", &hook]);
    }
    let own = if keeps { SET } else { CHANGES };
    let written: Vec<String> =
        steps(job).iter().map(|(call, step)| write(call.hook, &call.request.url, step)).collect();
    let written = written.concat();
    // A function must do something.
    let first = if keeps { "    read_hooks\n" } else { "    :\n" };
    parts.extend([
        "\n\nlibrary='\n",
        COMPARE,
        "'\n\n",
        own,
        "\n",
        COMMON,
        "\nsteps() {\n",
        first,
        &written,
        "}\n\nbegin ",
    ]);
    parts.extend([options, "\n", END.trim_end()]);
    parts.concat()
}

fn write(name: &str, url: &str, step: &Step<'_>) -> String {
    let (name, url) = (text(&shown(name)), posix::url(url));
    match step {
        Step::Ensure { body, keys } => {
            let keys = json::pretty(keys, |_| false).split_whitespace().collect::<Vec<_>>().join(" ");
            ["    ensure ", &name, " '", &keys, "' ", &heredoc(body)].concat()
        }
        Step::Create { body, direction } => {
            ["    create ", &name, " ", direction, " ", &url, " ", &heredoc(body)].concat()
        }
        Step::Update { body } => ["    update ", &name, " ", &url, " ", &heredoc(body)].concat(),
        Step::Delete => ["    delete ", &name, " ", &url, "\n"].concat(),
    }
}

/// JSON as the input of a command.
fn heredoc(body: &Tree) -> String {
    // YAML, in which the script can stand, has no place for the two that are no characters.
    let json = json::pretty(body, |c| matches!(c, '$' | '\u{fffe}' | '\u{ffff}'));
    ["<<'JSON'\n", &json, "\nJSON\n"].concat()
}

/// A text of one line inside single quotes.
fn text(text: &str) -> String {
    ["'", &text.replace('\'', "'\\''"), "'"].concat()
}
