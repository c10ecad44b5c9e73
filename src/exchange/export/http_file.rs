//! A file of requests for editors: the HTTP Client of JetBrains' IDEs, REST Client of VS Code, httpYac, Visual Studio.

use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE, client};

/// The `.http` file.
pub struct HttpFile;

impl Format for HttpFile {
    fn id(&self) -> &'static str {
        "http-file"
    }

    fn label(&self) -> &'static str {
        ".http file"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let mut text = [
            "# The access token. VS Code, Visual Studio and httpYac read the environment variable ",
            TOKEN_VARIABLE,
            ".\n# An IDE of JetBrains reads it from http-client.private.env.json beside this file, whose variables come before\n",
            "# those of the file: {\"devopness\": {\"",
            TOKEN_VARIABLE,
            "\": \"…\"}}. Run the requests with that environment.\n@",
            TOKEN_VARIABLE,
            " = {{$processEnv ",
            TOKEN_VARIABLE,
            "}}",
        ]
        .concat();
        let variable = ["{{", TOKEN_VARIABLE, "}}"].concat();
        for call in &job.calls {
            let request = call.request;
            text.push_str(&["\n\n### ", &client::name(call), "\n"].concat());
            text.push_str(&[request.method.name(), " ", &request.url].concat());
            for (name, value) in client::headers(request, &variable) {
                text.push_str(&["\n", name, ": ", &value].concat());
            }
            // No line of a pretty JSON text begins with a character that an editor claims: `#`, `<`, `>` or `/`.
            if let Some(body) = &request.body {
                text.push_str(&["\n\n", &client::body(body)].concat());
            }
        }
        text
    }
}

impl Output for HttpFile {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.http"
    }

    fn note(&self) -> &'static str {
        "For IDEs of JetBrains, VS Code (REST Client), Visual Studio and httpYac. The access token is the variable \
         DEVOPNESS_TOKEN: of the environment, or in an IDE of JetBrains of http-client.private.env.json. The editors \
         claim {{ }}, so the bodies write these braces as \\u007b and \\u007d, which JSON reads as the same."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "@DEVOPNESS_TOKEN", words: "Names the access token, which stands outside of the file." },
            Line { code: "###", words: "Begins a request, with what it does as its name." },
            Line { code: "POST", words: "The method, and the call of the Devopness API with the pipeline's number." },
            Line { code: "Accept", words: "Asks for an answer in JSON." },
            Line { code: "Authorization", words: "Your access token, from the variable." },
            Line { code: "Content-Type", words: "Says that the body is JSON." },
            Line {
                code: "\\u007b\\u007b",
                words: "Two braces of a Devopness variable, written so that the editor leaves them alone.",
            },
        ]
    }
}
