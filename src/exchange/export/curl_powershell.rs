//! cURL for PowerShell. The body goes through a file: 5.1 loses the quotes inside an argument, and what it makes of a text
//! for another program's input depends on two settings.

use super::quote::powershell;
use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE};
use crate::devopness::request::{ApiRequest, HeaderValue};

/// cURL for PowerShell 5.1 and 7 on Windows.
pub struct CurlPowerShell;

impl Format for CurlPowerShell {
    fn id(&self) -> &'static str {
        "curl-powershell"
    }

    fn label(&self) -> &'static str {
        "cURL for PowerShell"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let commands: Vec<String> = job.calls.iter().map(|call| command(call.request)).collect();
        commands.join("\n\n")
    }
}

impl Output for CurlPowerShell {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.curl.ps1"
    }

    fn note(&self) -> &'static str {
        "For PowerShell 5.1 and 7 on Windows. Set the variable $env:DEVOPNESS_TOKEN to your access token first. The braces of \
         Devopness stand in a literal text, which PowerShell leaves alone."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "$body = @'", words: "The hook: what Devopness sends to the provider, and at which event." },
            Line { code: "GetTempFileName", words: "A new file in your folder for temporary files." },
            Line { code: "WriteAllText", words: "Writes the hook into it, so that no quote of it can get lost." },
            Line { code: "curl.exe --request", words: "Sends one request, with this method." },
            Line { code: "--url", words: "The call of the Devopness API, with the pipeline's number." },
            Line { code: "--header 'Accept", words: "Asks for an answer in JSON." },
            Line {
                code: "--header \"Authorization",
                words: "Your access token, which PowerShell reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "--header 'Content-Type", words: "Says that the body is JSON." },
            Line { code: "--data-binary", words: "Sends the file as it is." },
            Line { code: "Remove-Item", words: "Removes the file." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut lines = Vec::new();
    if let Some(body) = &request.body {
        lines.push(["$body = ", &powershell::json(body)].concat());
        lines.push("$file = [IO.Path]::GetTempFileName()\n[IO.File]::WriteAllText($file, $body)".into());
    }
    let mut options = vec![
        ["curl.exe --request ", request.method.name()].concat(),
        ["--url ", &powershell::url(&request.url)].concat(),
    ];
    for (name, value) in &request.headers {
        options.push(match value {
            HeaderValue::Text(text) => ["--header '", name, ": ", text, "'"].concat(),
            HeaderValue::BearerToken => ["--header \"", name, ": Bearer $env:", TOKEN_VARIABLE, "\""].concat(),
        });
    }
    if request.body.is_some() {
        options.push("--data-binary \"@$file\"".into());
    }
    lines.push(options.join(" `\n  "));
    if request.body.is_some() {
        lines.push("Remove-Item -LiteralPath $file".into());
    }
    lines.join("\n")
}
