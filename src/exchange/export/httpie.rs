//! HTTPie. The body goes to `--raw`, which takes it as it is; HTTPie's own signs such as `:=` would write another.

use super::quote::posix;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::ApiRequest;

/// HTTPie, for bash, dash, zsh, fish and busybox sh.
pub struct Httpie;

impl Format for Httpie {
    fn id(&self) -> &'static str {
        "httpie"
    }

    fn label(&self) -> &'static str {
        "HTTPie"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| command(call.request)).collect();
        commands.join("\n\n")
    }
}

impl Output for Httpie {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.httpie.sh"
    }

    fn note(&self) -> &'static str {
        "For HTTPie 3 in bash, dash, zsh, fish and busybox sh. Set the variable DEVOPNESS_TOKEN to your access token first."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "http --ignore-stdin", words: "Sends one request, and takes nothing from the input." },
            Line { code: "--path-as-is", words: "Leaves the address as it is." },
            Line { code: "POST 'https://", words: "The method, and the call of the Devopness API." },
            Line { code: "'Accept:", words: "Asks for an answer in JSON." },
            Line {
                code: "\"Authorization:",
                words: "Your access token, which the shell reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "'Content-Type:", words: "Says that the body is JSON." },
            Line { code: "--raw", words: "The hook: what Devopness sends to the provider, and at which event." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut lines = vec![
        "http --ignore-stdin --path-as-is".to_string(),
        [request.method.name(), " ", &posix::url(&request.url)].concat(),
    ];
    lines.extend(request.headers.iter().map(|(name, value)| posix::header(name, ":", value)));
    if let Some(body) = &request.body {
        lines.push(["--raw ", &posix::json(body)].concat());
    }
    lines.join(" \\\n  ")
}
