//! The body alone, as JSON.

use super::Format;
use crate::json;
use crate::plan::PlannedHook;

/// The JSON payload.
pub struct Payload;

impl Format for Payload {
    fn id(&self) -> &'static str {
        "payload"
    }

    fn label(&self) -> &'static str {
        "JSON payload"
    }

    fn render(&self, hook: &PlannedHook) -> String {
        hook.request.body.as_ref().map(|body| json::pretty(body, |_| false)).unwrap_or_default()
    }

    /// A list, since several values one after the other are no JSON.
    fn join(&self, texts: &[String]) -> String {
        ["[\n", &texts.join(",\n"), "\n]\n"].concat()
    }
}
