//! The cURL command, in the shape of the vendor's guide
//! (<https://www.devopness.com/docs/applications/integrate-application-deployments-to-ci-workflows>): one option a line.

use super::Format;
use super::quote::posix;
use crate::plan::PlannedHook;
use crate::request::{ApiRequest, HeaderValue};

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

    fn render(&self, hook: &PlannedHook) -> String {
        curl(&hook.request)
    }
}

/// The command that sends a request. The token is the variable `DEVOPNESS_TOKEN`, inside double quotes so that the shell
/// fills it in.
pub fn curl(request: &ApiRequest) -> String {
    let mut lines =
        vec![["curl --request ", request.method.name()].concat(), ["--url ", &posix::url(&request.url)].concat()];
    for (name, value) in &request.headers {
        lines.push(match value {
            HeaderValue::Text(text) => ["--header '", name, ": ", text, "'"].concat(),
            HeaderValue::BearerToken => ["--header \"", name, ": Bearer $", TOKEN_VARIABLE, "\""].concat(),
        });
    }
    if let Some(body) = &request.body {
        // Two spaces for the lines below `--data`, so that they stand under it.
        lines.push(["--data ", &posix::json(body).replace('\n', "\n  ")].concat());
    }
    lines.join(" \\\n  ")
}
