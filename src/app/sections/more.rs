//! What stands before and after the three hooks: the hook that starts the deploy, and a try without any call. Both are
//! loaded when they are opened.

use super::fold;
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::Page;

/// The two folded parts at the end of the page.
pub fn more(page: Page) -> Element {
    let part = |title: &'static str, digest, place, act| {
        let body = classed("div", "fold__body").child(later::place(page, place));
        fold(el("h2").still(|element| element.text(title)), digest, body).on(page, "toggle", act, |page, act, _| {
            later::press(page, act);
        })
    };
    classed("section", "section more")
        .attr("aria-label", "Before and after")
        .child(part(
            "The incoming hook",
            |_| "starts the deploy and hands over the commit hash".into(),
            Place::Incoming,
            Act::Incoming,
        ))
        .child(part("Try it without sending", |_| "what the commit will show".into(), Place::Simulator, Act::Simulate))
}
