//! The request that the provider will receive, with sample values in place of the variables.

use super::{Format, Group, Job, Line, Output};
use crate::form::planned::Sample;
use crate::text::json;

/// The provider's request.
pub struct ProviderRequest;

impl Format for ProviderRequest {
    fn id(&self) -> &'static str {
        "provider-request"
    }

    fn label(&self) -> &'static str {
        "Provider request"
    }

    fn render(&self, job: &Job<'_>) -> String {
        let requests: Vec<String> = job.calls.iter().filter_map(|call| call.sample).map(request).collect();
        requests.join("\n\n")
    }
}

fn request(sample: &Sample) -> String {
    let mut text = ["POST ", &json::visible(&sample.url), "\n"].concat();
    for header in &sample.headers {
        text.push_str(&[&json::visible(&header.name), ": ", &json::visible(&header.value), "\n"].concat());
    }
    text.push('\n');
    text.push_str(&json::pretty(&sample.body, |_| false));
    text
}

impl Output for ProviderRequest {
    fn group(&self) -> Group {
        Group::Client
    }

    fn file_name(&self) -> &'static str {
        "provider-requests.txt"
    }

    fn note(&self) -> &'static str {
        "What the provider receives from Devopness at the event, with sample values in place of the variables."
    }

    fn lines(&self) -> &'static [Line] {
        &[
            Line { code: "POST", words: "The address of the commit's status, with the hash of the deployed commit." },
            Line {
                code: "Authorization",
                words: "The token of the application's own credential, which Devopness fills in.",
            },
            Line { code: "\"state\"", words: "The provider's word for the event." },
        ]
    }
}
