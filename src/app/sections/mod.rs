//! The page from top to bottom. Each section has its words in its own file.

mod code_block;
mod create;
mod deploy;
mod extra_fields;
mod field;
mod headers;
mod hooks;
mod masthead;
mod more;
pub mod outputs;
mod problems;
mod status;
mod tabs;
mod variables;

pub use code_block::code_block;
pub use create::create;
pub use deploy::deploy;
pub use extra_fields::extra_fields;
pub use headers::headers;
pub use hooks::hooks;
pub use masthead::{masthead, tools};
pub use more::more;
pub use outputs::outputs;
pub use status::status;
pub use tabs::tabs;
pub use variables::variables;

use hook_builder::devopness::error::ApiError;

use super::element::{classed, el};
use super::state::Model;
use crate::app::Element;

/// A folded part: its title and, while it is closed, a digest of what is in it.
fn fold(title: Element, digest: fn(&Model) -> String, body: Element) -> Element {
    let summary = classed("summary", "fold__summary")
        .child(title.attr("class", "fold__title"))
        .child(classed("span", "fold__digest").live_text(digest, |model, digest| digest(model)));
    classed("details", "fold").child(summary).child(body)
}

/// A line of help.
pub fn help(text: &str) -> Element {
    el("p").attr("class", "note").text(text)
}

/// What went wrong with a call, the API's words on single fields, and what to do next.
pub fn error_lines(error: &ApiError) -> Element {
    let line = |(key, text): &(String, String)| {
        if key.is_empty() {
            return el("li").text(text);
        }
        el("li").child(el("code").text(key)).text(&format!(": {text}"))
    };
    let mut lines = el("div").child(classed("p", "progress__error").text(&error.what()));
    if !error.fields().is_empty() {
        lines = lines.child(classed("ul", "progress__fields").children(error.fields().iter().map(line)));
    }
    lines.child(classed("p", "progress__next").text(&error.next_step()))
}
