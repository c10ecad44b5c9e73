//! A planned hook as text. An output is one file here and a line in [`FORMATS`].

mod curl;
mod payload;
mod provider_curl;
mod provider_request;
pub mod quote;

pub use curl::curl;
pub use provider_curl::{TOKEN_VARIABLE as PROVIDER_TOKEN_VARIABLE, delivery_curl, sample_curl};

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
pub const FORMATS: &[&dyn Format] = &[&curl::Curl, &payload::Payload, &provider_request::ProviderRequest];

/// One format of several hooks.
pub fn render_all<'a>(format: &dyn Format, hooks: impl IntoIterator<Item = &'a PlannedHook>) -> String {
    let texts: Vec<String> = hooks.into_iter().map(|hook| format.render(hook)).collect();
    format.join(&texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::form::FormValues;
    use crate::json;
    use crate::plan::plan;

    #[test]
    fn outputs_are_known_by_words_that_never_change() {
        let words: Vec<_> = FORMATS.iter().map(|format| (format.id(), format.label())).collect();
        let wanted = [("curl", "cURL"), ("payload", "JSON payload"), ("provider-request", "Provider request")];
        assert_eq!(words, wanted);
    }

    #[test]
    fn several_hooks_are_one_text_that_can_be_pasted_as_a_whole() {
        let plan = plan(&FormValues::new("512", "acme/shop"));
        for format in FORMATS {
            let texts: Vec<String> = plan.hooks.iter().map(|hook| format.render(hook)).collect();
            let all = render_all(*format, &plan.hooks);
            assert!(texts.iter().all(|text| all.contains(text)) && all.ends_with('\n'), "{all}");
            if format.id() == "payload" {
                let list = json::parse(&all).expect("the payloads are a list");
                let names: Vec<_> =
                    list.as_array().unwrap().iter().map(|hook| hook["name"].as_str().unwrap()).collect();
                assert_eq!(names, ["CI(build): started", "CI(build): failed", "CI(build): completed"]);
            } else {
                assert_eq!(all, texts.join("\n\n") + "\n");
            }
        }
        let one = plan.hooks.iter().filter(|hook| hook.event == Event::Failed);
        assert_eq!(json::parse(&render_all(FORMATS[1], one)).unwrap().as_array().unwrap().len(), 1);
    }
}
