//! A collection for Postman and for what reads its files: format v2.1.

use super::{Format, Group, Job, Line, Output, TOKEN_VARIABLE, client};
use crate::text::json::Tree;
use client::text;

/// The Postman collection.
pub struct Postman;

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

impl Format for Postman {
    fn id(&self) -> &'static str {
        "postman"
    }

    fn label(&self) -> &'static str {
        "Postman collection"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let base = job.base();
        let token = ["{{", TOKEN_VARIABLE, "}}"].concat();
        let pair = |key: &str, value: String| Tree::object([("key", text(key)), ("value", text(value))]);
        let item = |call: &super::Call<'_>| {
            let headers = client::headers(call.request, &token).map(|(name, value)| pair(name, value)).collect();
            let mut request = vec![
                ("method", text(call.request.method.name())),
                ("header", Tree::List(headers)),
                ("url", text(["{{baseUrl}}", client::path(call.request, base)].concat())),
            ];
            if let Some(body) = &call.request.body {
                let json = Tree::object([("raw", Tree::object([("language", text("json"))]))]);
                let raw = text(client::body(body));
                request.push(("body", Tree::object([("mode", text("raw")), ("raw", raw), ("options", json)])));
            }
            Tree::object([("name", text(client::name(call))), ("request", Tree::object(request))])
        };
        let info = [("name", text("Devopness hooks")), ("description", text(self.note())), ("schema", text(SCHEMA))];
        client::file([
            ("info", Tree::object(info)),
            ("item", Tree::List(job.calls.iter().map(item).collect())),
            ("variable", Tree::List(vec![pair("baseUrl", base.into()), pair(TOKEN_VARIABLE, String::new())])),
        ])
    }
}

impl Output for Postman {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.postman_collection.json"
    }

    fn note(&self) -> &'static str {
        "For Postman's Import (collection v2.1). Put the access token into a secret variable DEVOPNESS_TOKEN of an \
         environment, or into that of the collection as its current value, which is not shared. Postman claims {{ }}, \
         so the bodies write these braces as \\u007b and \\u007d, which JSON reads as the same."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "\"schema\"", words: "Tells Postman the format of the file." },
            Line { code: "\"name\"", words: "What a request does, as it stands in Postman's list." },
            Line { code: "{{DEVOPNESS_TOKEN}}", words: "Your access token, which Postman fills in." },
            Line { code: "{{baseUrl}}", words: "The address of the Devopness API, which stands below." },
            Line {
                code: "\"raw\"",
                words: "The hook as JSON: what Devopness sends to the provider, and at which event.",
            },
            Line {
                code: "\\\\u007b\\\\u007b",
                words: "Two braces of a Devopness variable, written so that Postman leaves them alone.",
            },
            Line { code: "\"variable\"", words: "The collection's variables; the token's is empty." },
        ]
    }
}
