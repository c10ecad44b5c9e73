//! The body alone, as JSON.

use super::{Format, Group, Job, Kind, Line, Output};
use crate::text::json;

/// The JSON payload.
pub struct Payload;

impl Format for Payload {
    fn id(&self) -> &'static str {
        "payload"
    }

    fn label(&self) -> &'static str {
        "JSON payload"
    }

    /// Several as a list, since several values one after the other are no JSON.
    fn render(&self, job: &Job<'_>) -> String {
        let bodies = job.calls.iter().filter_map(|call| call.request.body.as_ref());
        let texts: Vec<String> = bodies.map(|body| json::pretty(body, |_| false)).collect();
        let texts = texts.join(",\n");
        if job.kind == Kind::Hook { texts } else { ["[\n", &texts, "\n]"].concat() }
    }
}

impl Output for Payload {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "devopness-hooks.json"
    }

    fn note(&self) -> &'static str {
        "The body of the request alone, for any tool that sends JSON."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "\"name\"", words: "The hook's name in Devopness." },
            Line { code: "\"active\"", words: "The hook works as soon as it is there." },
            Line {
                code: "\"target_url\"",
                words: "The provider's address for a commit status. Devopness fills in the hash.",
            },
            Line { code: "\"request_headers\"", words: "The headers that Devopness sends to the provider." },
            Line { code: "\"request_body\"", words: "The status, in the provider's own words." },
            Line { code: "\"trigger_when\"", words: "The event of the deploy at which it is sent." },
        ]
    }
}
