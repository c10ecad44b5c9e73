//! GNU Wget.

use super::quote::posix;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::ApiRequest;

/// GNU Wget, for bash, dash, zsh, fish and busybox sh.
pub struct Wget;

impl Format for Wget {
    fn id(&self) -> &'static str {
        "wget"
    }

    fn label(&self) -> &'static str {
        "Wget"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| command(call.request)).collect();
        commands.join("\n\n")
    }
}

impl Output for Wget {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.wget.sh"
    }

    fn note(&self) -> &'static str {
        "For GNU Wget 1.15 or later in bash, dash, zsh, fish and busybox sh. Set the variable DEVOPNESS_TOKEN to your access \
         token first."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "wget --method", words: "Sends one request, with this method." },
            Line {
                code: "--tries 1",
                words: "Sends it once: Wget would try again by itself, and could make a second hook.",
            },
            Line { code: "--max-redirect 0", words: "Goes to this address only, so that the token does." },
            Line { code: "--output-document -", words: "Prints the answer instead of keeping it in a file." },
            Line { code: "--content-on-error", words: "Prints it too when the API refuses." },
            Line { code: "--header 'Accept", words: "Asks for an answer in JSON." },
            Line {
                code: "--header \"Authorization",
                words: "Your access token, which the shell reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "--header 'Content-Type", words: "Says that the body is JSON." },
            Line { code: "--body-data", words: "The hook: what Devopness sends to the provider, and at which event." },
            Line { code: "'https://", words: "The call of the Devopness API, with the pipeline's number." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut lines = vec![
        ["wget --method ", request.method.name(), " --tries 1 --max-redirect 0"].concat(),
        "--no-verbose --output-document - --content-on-error".into(),
    ];
    for (name, value) in &request.headers {
        lines.push(["--header ", &posix::header(name, ": ", value)].concat());
    }
    if let Some(body) = &request.body {
        lines.push(["--body-data ", &posix::json(body)].concat());
    }
    lines.push(posix::url(&request.url));
    lines.join(" \\\n  ")
}
