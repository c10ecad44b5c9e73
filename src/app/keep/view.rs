//! What is seen of sharing and keeping. What a press does is in the exchange, and the token's box in the doctor.

use leptos::prelude::event_target_checked;

use super::Press;
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::{Model, Page};

/// The button that copies the link.
pub fn share(page: Page) -> Element {
    button(page, "button masthead__share", "Share", Act::Keep(Press::Share), later::press)
}

/// What is to be said about the link or the draft: nothing, most of the time.
pub fn notice(page: Page) -> Element {
    classed("div", "keep").attr("role", "status").child(later::place(page, Place::Notice))
}

/// The end of the page: whether there are drafts, and a new beginning.
pub fn draft(page: Page) -> Element {
    let turn = |page: Page, on: bool| {
        page.update(|model| model.turn_drafts(on));
        later::press(page, Act::Keep(Press::Drafts));
    };
    let drafts = tick(page, "keep-draft", "Keep a draft in this browser", |model| !model.keep().is_off(), turn);
    let fresh = button(page, "button", "Start over", Act::Keep(Press::StartOver), later::press);
    classed("section", "section draft").attr("aria-label", "Draft").child(drafts).child(fresh)
}

/// A box to tick that is no field of the form.
pub fn tick(page: Page, id: &str, label: &str, is_on: fn(&Model) -> bool, turn: fn(Page, bool)) -> Element {
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", id)
        .switch("checked", is_on, |model, is_on| is_on(model))
        .on(page, "change", turn, |page, turn, event| turn(page, event_target_checked(&event)));
    classed("label", "check").child(input).child(el("span").text(label))
}
