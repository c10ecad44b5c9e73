//! The request that the provider will receive, with sample values in place of the variables.

use super::Format;
use crate::json;
use crate::plan::PlannedHook;

/// The provider's request.
pub struct ProviderRequest;

impl Format for ProviderRequest {
    fn id(&self) -> &'static str {
        "provider-request"
    }

    fn label(&self) -> &'static str {
        "Provider request"
    }

    fn render(&self, hook: &PlannedHook) -> String {
        let mut text = ["POST ", &json::visible(&hook.sample.url), "\n"].concat();
        for header in &hook.sample.headers {
            text.push_str(&[&json::visible(&header.name), ": ", &json::visible(&header.value), "\n"].concat());
        }
        text.push('\n');
        text.push_str(&json::pretty(&hook.sample.body, |_| false));
        text
    }
}
