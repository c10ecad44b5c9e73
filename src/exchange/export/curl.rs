//! The cURL command, in the shape of the vendor's guide
//! (<https://www.devopness.com/docs/applications/integrate-application-deployments-to-ci-workflows>): one option a line.

use super::quote::posix;
use super::{Format, Group, Job, Line, Output};
use crate::devopness::request::ApiRequest;

/// The environment variable that stands for the access token.
pub const TOKEN_VARIABLE: &str = "DEVOPNESS_TOKEN";

/// cURL for bash, dash, zsh and fish.
pub struct Curl;

impl Format for Curl {
    fn id(&self) -> &'static str {
        "curl"
    }

    fn label(&self) -> &'static str {
        "cURL"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| curl(call.request)).collect();
        commands.join("\n\n")
    }
}

impl Output for Curl {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.curl.sh"
    }

    fn note(&self) -> &'static str {
        "For bash, dash, zsh and fish. Set the variable DEVOPNESS_TOKEN to your access token first."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "curl --request", words: "Sends one request, with this method." },
            Line { code: "--url", words: "The call of the Devopness API, with the pipeline's number." },
            Line {
                code: "--header \"Authorization",
                words: "Your access token, which the shell reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "--header 'Accept", words: "Asks for an answer in JSON." },
            Line { code: "--header 'Content-Type", words: "Says that the body is JSON." },
            Line { code: "--data", words: "The hook: what Devopness sends to the provider, and at which event." },
        ]
    }
}

/// The command that sends a request. The token is the variable `DEVOPNESS_TOKEN`, inside double quotes so that the shell
/// fills it in.
pub fn curl(request: &ApiRequest) -> String {
    let mut lines =
        vec![["curl --request ", request.method.name()].concat(), ["--url ", &posix::url(&request.url)].concat()];
    for (name, value) in &request.headers {
        lines.push(["--header ", &posix::header(name, ": ", value)].concat());
    }
    if let Some(body) = &request.body {
        // Two spaces for the lines below `--data`, so that they stand under it.
        lines.push(["--data ", &posix::json(body).replace('\n', "\n  ")].concat());
    }
    lines.join(" \\\n  ")
}
