//! PowerShell's own `Invoke-RestMethod`. The body is ASCII, since each version has another encoding for it.
//!
//! 5.1 would send `/` for a `%2F` of an address. No call of the API needs one: its ids are numbers and letters.

use super::quote::powershell;
use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE};
use crate::devopness::request::{ApiRequest, HeaderValue, Method};

/// `Invoke-RestMethod` for PowerShell 5.1 and 7.
pub struct InvokeRestMethod;

/// 5.1 may offer older protocols alone, which few servers take any more. 7 does not go by it.
const PROTOCOL: &str = "[Net.ServicePointManager]::SecurityProtocol = \
                        [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12";

impl Format for InvokeRestMethod {
    fn id(&self) -> &'static str {
        "invoke-rest-method"
    }

    fn label(&self) -> &'static str {
        "PowerShell Invoke-RestMethod"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let mut commands = vec![PROTOCOL.to_string()];
        commands.extend(job.calls.iter().map(|call| command(call.request)));
        commands.join("\n\n")
    }
}

impl Output for InvokeRestMethod {
    fn group(&self) -> Group {
        Group::Command
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.ps1"
    }

    fn note(&self) -> &'static str {
        "For PowerShell 5.1 and 7. Set the variable $env:DEVOPNESS_TOKEN to your access token first. The braces of Devopness \
         stand in a literal text, which PowerShell leaves alone."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "[Net.ServicePointManager]", words: "Lets PowerShell 5.1 use TLS 1.2; 7 does so anyway." },
            Line { code: "$headers = @{", words: "The headers of the request." },
            Line { code: "'Accept'", words: "Asks for an answer in JSON." },
            Line {
                code: "'Authorization'",
                words: "Your access token, which PowerShell reads from the variable DEVOPNESS_TOKEN.",
            },
            Line { code: "$body = @'", words: "The hook: what Devopness sends to the provider, and at which event." },
            Line { code: "Invoke-RestMethod -Method", words: "Sends one request, with this method." },
            Line { code: "-Uri", words: "The call of the Devopness API, with the pipeline's number." },
            Line { code: "-MaximumRedirection 0", words: "Goes to this address only, so that the token does." },
            Line { code: "-ContentType", words: "Says that the body is JSON." },
            Line { code: "-Body", words: "Sends the hook." },
        ]
    }
}

fn command(request: &ApiRequest) -> String {
    let mut text = String::from("$headers = @{\n");
    let mut kind = None;
    for (name, value) in &request.headers {
        match value {
            // 5.1 refuses it among the others.
            HeaderValue::Text(text) if name.eq_ignore_ascii_case("content-type") => kind = Some(*text),
            HeaderValue::Text(value) => text.push_str(&["  '", name, "' = '", value, "'\n"].concat()),
            HeaderValue::BearerToken => {
                text.push_str(&["  '", name, "' = \"Bearer $env:", TOKEN_VARIABLE, "\"\n"].concat());
            }
        }
    }
    text.push_str("}\n");
    if let Some(body) = &request.body {
        text.push_str(&["$body = ", &powershell::json(body), "\n"].concat());
    }
    let method = match request.method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Delete => "Delete",
    };
    let mut options = vec![
        ["Invoke-RestMethod -Method ", method].concat(),
        ["-Uri ", &powershell::url(&request.url)].concat(),
        "-Headers $headers".into(),
        "-MaximumRedirection 0".into(),
    ];
    options.extend(kind.map(|kind| ["-ContentType '", kind, "'"].concat()));
    if request.body.is_some() {
        options.push("-Body $body".into());
    }
    text.push_str(&options.join(" `\n  "));
    text
}
