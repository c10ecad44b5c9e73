//! A planned hook as text. An output is one file here and a line in [`FORMATS`].

mod curl;
mod delivery;
mod payload;
pub mod quote;

pub use curl::curl;

use crate::plan::PlannedHook;

/// One output.
pub trait Format: Sync {
    /// A short name that never changes.
    fn id(&self) -> &'static str;
    /// The name on the page.
    fn label(&self) -> &'static str;
    /// The text, without a line break at the end.
    fn render(&self, hook: &PlannedHook) -> String;
    /// Several texts as one.
    fn join(&self, texts: &[String]) -> String {
        texts.join("\n\n") + "\n"
    }
}

/// All outputs, the most useful first.
pub const FORMATS: &[&dyn Format] = &[&curl::Curl, &payload::Payload, &delivery::ProviderRequest];

/// One format of several hooks.
pub fn render_all<'a>(format: &dyn Format, hooks: impl IntoIterator<Item = &'a PlannedHook>) -> String {
    let texts: Vec<String> = hooks.into_iter().map(|hook| format.render(hook)).collect();
    format.join(&texts)
}
