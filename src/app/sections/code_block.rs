//! A text to copy.

use crate::app::Element;
use crate::app::clipboard::copy;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// What a block shows: its text's name, and the text.
pub type Shown = (fn(&Model) -> &'static str, fn(&Model) -> String);

/// A text in monospace, in a part that scrolls by itself, with a button that copies it. The text's name is read aloud with
/// the button.
pub fn code_block(page: Page, id: &'static str, shown: Shown) -> Element {
    let press = |page: Page, (id, (name, text)): (&'static str, Shown)| {
        let (text, name) = page.peek(|model| (text(model), name(model)));
        copy(page, text, name, id);
    };
    let copy = button(page, "button code__copy", "Copy", (id, shown), press)
        .child(classed("span", "visually-hidden").live_text(shown.0, |model, name| [" ", name(model)].concat()));
    let text = classed("pre", "code__text")
        .attr("tabindex", "0")
        .attr("role", "region")
        .live_attr("aria-label", shown.0, |model, name| Some(name(model).to_string()))
        .child(el("code").attr("id", id).live_text(shown.1, |model, text| text(model)));
    classed("div", "code").child(copy).child(text)
}
