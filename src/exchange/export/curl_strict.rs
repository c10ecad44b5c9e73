//! The cURL command with the token where no list of processes shows it: curl reads that header from its input, and `printf`
//! is a part of each of the shells.

use super::quote::posix;
use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE};
use crate::devopness::request::{ApiRequest, HeaderValue};

/// cURL for bash, dash, zsh, fish and busybox sh, without the token in an argument.
pub struct CurlStrict;

impl Format for CurlStrict {
    fn id(&self) -> &'static str {
        "curl-strict"
    }

    fn label(&self) -> &'static str {
        "cURL, strict"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| command(call.request)).collect();
        commands.join("\n\n")
    }
}

impl Output for CurlStrict {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.strict.sh"
    }

    fn note(&self) -> &'static str {
        "For bash, dash, zsh, fish and busybox sh, on a machine that others use too: your token does not show in the list of \
         processes. Needs curl 7.55 or later, and the variable DEVOPNESS_TOKEN."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line {
                code: "printf 'Authorization",
                words: "The shell itself writes the header with your access token, from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "| curl --request", words: "Sends one request, with this method." },
            Line { code: "--url", words: "The call of the Devopness API, with the pipeline's number." },
            Line { code: "--header 'Accept", words: "Asks for an answer in JSON." },
            Line { code: "--header @-", words: "Takes the header that the shell has written." },
            Line { code: "--header 'Content-Type", words: "Says that the body is JSON." },
            Line { code: "--data", words: "The hook: what Devopness sends to the provider, and at which event." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut written = String::new();
    let mut lines =
        vec![["curl --request ", request.method.name()].concat(), ["--url ", &posix::url(&request.url)].concat()];
    for (name, value) in &request.headers {
        lines.push(match value {
            HeaderValue::Text(_) => ["--header ", &posix::header(name, ": ", value)].concat(),
            HeaderValue::BearerToken => {
                written = ["printf '", name, ": Bearer %s\\n' \"$", TOKEN_VARIABLE, "\" | "].concat();
                "--header @-".into()
            }
        });
    }
    if let Some(body) = &request.body {
        lines.push(["--data ", &posix::json(body)].concat());
    }
    [written, lines.join(" \\\n  ")].concat()
}
