//! cURL for Windows cmd. The body goes through a file, because a line of cmd is too short for some, and because quotes inside
//! quotes could not be read by a person.

use super::quote::cmd;
use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE};
use crate::devopness::request::{ApiRequest, HeaderValue};
use crate::text::json;

/// The file of the body.
const FILE: &str = "\"%TEMP%\\devopness-hook.json\"";

/// The file of a body in base64.
const CODED: &str = "\"%TEMP%\\devopness-hook.txt\"";

/// cURL for Windows cmd.
pub struct CurlCmd;

impl Format for CurlCmd {
    fn id(&self) -> &'static str {
        "curl-cmd"
    }

    fn label(&self) -> &'static str {
        "cURL for Windows cmd"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| command(call.request)).collect();
        commands.join("\n")
    }
}

impl Output for CurlCmd {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.bat"
    }

    fn note(&self) -> &'static str {
        "For cmd on Windows 10 and later, pasted into its window or saved as a .bat file. Set the variable DEVOPNESS_TOKEN to \
         your access token first, without quotes. The body passes through a file in your folder for temporary files."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: ">\"%TEMP%", words: "Writes the hook, line by line, into a file for the next command." },
            Line {
                code: "echo",
                words: "One line of the hook: what Devopness sends to the provider, and at which event.",
            },
            Line { code: "curl --request", words: "Sends one request, with this method." },
            Line { code: "--url", words: "The call of the Devopness API, with the pipeline's number." },
            Line { code: "--header \"Accept", words: "Asks for an answer in JSON." },
            Line {
                code: "--header \"Authorization",
                words: "Your access token, which cmd reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "--header \"Content-Type", words: "Says that the body is JSON." },
            Line { code: "--data-binary @-", words: "Sends the file as it is." },
            Line { code: "del", words: "Removes the file." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut lines = Vec::new();
    if cmd::needs_percent(&request.url) {
        lines.push(cmd::PERCENT.to_string());
    }
    if let Some(body) = &request.body {
        lines.push(match cmd::json(body) {
            Some(text) => [">", FILE, " (\n", &text, "\n)"].concat(),
            None => {
                let text = cmd::base64(&json::pretty(body, |_| false));
                [">", CODED, " (\n", &text, "\n)\ncertutil -f -decode ", CODED, " ", FILE, " >nul\ndel ", CODED]
                    .concat()
            }
        });
    }
    let mut options =
        vec![["curl --request ", request.method.name()].concat(), ["--url ", &cmd::url(&request.url)].concat()];
    for (name, value) in &request.headers {
        options.push(match value {
            HeaderValue::Text(text) => ["--header \"", name, ": ", text, "\""].concat(),
            HeaderValue::BearerToken => ["--header \"", name, ": Bearer %", TOKEN_VARIABLE, "%\""].concat(),
        });
    }
    if request.body.is_some() {
        options.push(["--data-binary @- <", FILE].concat());
    }
    lines.push(options.join(" ^\n  "));
    if request.body.is_some() {
        lines.push(["del ", FILE].concat());
    }
    lines.join("\n")
}
