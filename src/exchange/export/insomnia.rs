//! A collection for Insomnia: its export format 4, which older versions import and today's too.

use super::{Call, Format, Group, Job, Line, Output, TOKEN_VARIABLE, client};
use crate::text::json::Tree;
use client::text;

/// The Insomnia collection.
pub struct Insomnia;

/// Names that stand in for ids. Insomnia makes real ones when it imports.
const WORKSPACE: &str = "__WORKSPACE_ID__";
const ENVIRONMENT: &str = "__BASE_ENVIRONMENT_ID__";

impl Format for Insomnia {
    fn id(&self) -> &'static str {
        "insomnia"
    }

    fn label(&self) -> &'static str {
        "Insomnia collection"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let base = job.base();
        let mut resources = vec![
            Tree::object([
                ("_id", text(WORKSPACE)),
                ("_type", text("workspace")),
                ("parentId", Tree::Value(().into())),
                ("name", text("Devopness hooks")),
                ("description", text(self.note())),
                ("scope", text("collection")),
            ]),
            Tree::object([
                ("_id", text(ENVIRONMENT)),
                ("_type", text("environment")),
                ("parentId", text(WORKSPACE)),
                ("name", text("Base Environment")),
                ("data", Tree::object([("base_url", text(base)), (TOKEN_VARIABLE, text(""))])),
            ]),
        ];
        resources.extend(job.calls.iter().enumerate().map(|(at, call)| resource(at + 1, call, base)));
        client::file([
            ("_type", text("export")),
            ("__export_format", Tree::Value(4.into())),
            ("resources", Tree::List(resources)),
        ])
    }
}

fn resource(number: usize, call: &Call<'_>, base: &str) -> Tree {
    let token = ["{{ _.", TOKEN_VARIABLE, " }}"].concat();
    let header = |(name, value)| Tree::object([("name", text(name)), ("value", text(value))]);
    let body = call
        .request
        .body
        .as_ref()
        .map_or(vec![], |body| vec![("mimeType", text("application/json")), ("text", text(client::body(body)))]);
    Tree::object([
        ("_id", text(["__REQ_", &number.to_string(), "__"].concat())),
        ("_type", text("request")),
        ("parentId", text(WORKSPACE)),
        ("name", text(client::name(call))),
        // The list is sorted by it.
        ("metaSortKey", Tree::Value(number.into())),
        ("method", text(call.request.method.name())),
        ("url", text(["{{ _.base_url }}", client::path(call.request, base)].concat())),
        ("headers", Tree::List(client::headers(call.request, &token).map(header).collect())),
        ("body", Tree::object(body)),
        // Insomnia's "Beautify JSON" turns every \u007b into a brace. With this it looks for no template in a body.
        ("settingDisableRenderRequestBody", Tree::Value(true.into())),
    ])
}

impl Output for Insomnia {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.insomnia.json"
    }

    fn note(&self) -> &'static str {
        "For Insomnia's Import. Put the access token into DEVOPNESS_TOKEN of the collection's base environment. Insomnia \
         claims {{ }}, {% %} and {# #}: the requests switch that off for their bodies, which also write these braces as \
         \\u007b and \\u007d; JSON reads them as the same."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "\"__export_format\"", words: "Tells Insomnia the format of the file." },
            Line { code: "\"data\"", words: "The variables: the address of the API, and the empty one for the token." },
            Line { code: "\"name\"", words: "What a request does, as it stands in Insomnia's list." },
            Line { code: "{{ _.base_url }}", words: "The address of the Devopness API, which Insomnia fills in." },
            Line { code: "{{ _.DEVOPNESS_TOKEN }}", words: "Your access token, which Insomnia fills in." },
            Line {
                code: "\"text\"",
                words: "The hook as JSON: what Devopness sends to the provider, and at which event.",
            },
            Line {
                code: "\"settingDisableRenderRequestBody\"",
                words: "Insomnia looks for no variables of its own in the body.",
            },
        ]
    }
}
