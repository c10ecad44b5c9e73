//! A collection for Bruno, as the one JSON file that Bruno itself exports and imports. On disk it becomes a folder with a
//! file for each request.

use super::{Call, Format, Group, Job, Line, Output, TOKEN_VARIABLE, client};
use crate::text::json::Tree;
use client::text;

/// The Bruno collection.
pub struct Bruno;

impl Format for Bruno {
    fn id(&self) -> &'static str {
        "bruno"
    }

    fn label(&self) -> &'static str {
        "Bruno collection"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let items = job.calls.iter().enumerate().map(|(at, call)| item(at + 1, call)).collect();
        client::file([
            ("name", text("Devopness hooks")),
            ("version", text("1")),
            ("items", Tree::List(items)),
            ("environments", Tree::List(vec![])),
        ])
    }
}

fn item(number: usize, call: &Call<'_>) -> Tree {
    let token = ["{{process.env.", TOKEN_VARIABLE, "}}"].concat();
    let on = || ("enabled", Tree::Value(true.into()));
    let header = |(name, value)| Tree::object([("name", text(name)), ("value", text(value)), on()]);
    let body = match &call.request.body {
        Some(body) => vec![("mode", text("json")), ("json", text(client::body(body)))],
        None => vec![("mode", text("none"))],
    };
    let none = || Tree::List(vec![]);
    let request = [
        ("url", text(&*call.request.url)),
        ("method", text(call.request.method.name())),
        ("headers", Tree::List(client::headers(call.request, &token).map(header).collect())),
        ("params", none()),
        ("body", Tree::object(body)),
        ("auth", Tree::object([("mode", text("none"))])),
    ];
    Tree::object([
        ("type", text("http-request")),
        ("name", text(client::name(call))),
        // A hook's name may be too long for that of a file, and two may be alike.
        ("filename", text(["request-", &number.to_string()].concat())),
        ("seq", Tree::Value(number.into())),
        ("request", Tree::object(request)),
    ])
}

impl Output for Bruno {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.bruno.json"
    }

    fn note(&self) -> &'static str {
        "For Bruno's Import, as a Bruno collection. Put the access token into a file .env in the collection's folder: \
         DEVOPNESS_TOKEN=…; the command line also takes it from the environment. Bruno claims {{ }}, so the bodies write \
         these braces as \\u007b and \\u007d, which JSON reads as the same."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "\"version\"", words: "Tells Bruno the format of the file." },
            Line { code: "\"name\"", words: "What a request does, as it stands in Bruno's list." },
            Line { code: "\"filename\"", words: "The name of the request's file in the collection's folder." },
            Line { code: "\"url\"", words: "The call of the Devopness API, with the pipeline's number." },
            Line { code: "{{process.env.DEVOPNESS_TOKEN}}", words: "Your access token, which Bruno fills in." },
            Line {
                code: "\"json\"",
                words: "The hook as JSON: what Devopness sends to the provider, and at which event.",
            },
            Line {
                code: "\\\\u007b\\\\u007b",
                words: "Two braces of a Devopness variable, written so that Bruno leaves them alone.",
            },
        ]
    }
}
