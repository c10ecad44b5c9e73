//! The pipeline's hooks: the head of the section, and the place where the list appears.

use super::help;
use crate::app::Element;
use crate::app::element::{button, classed};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::{Model, Page};

/// The list of hooks.
pub fn hooks(page: Page) -> Element {
    let head = classed("div", "section__head")
        .child(classed("h2", "section__title").attr("id", "hooks-title").still(|title| title.text("Existing hooks")))
        .child(button(page, "button", "List hooks", Act::List, later::press).state(
            "aria-disabled",
            (),
            |model: &Model, ()| model.is_busy(),
        ));
    classed("section", "section hooks")
        .attr("aria-labelledby", "hooks-title")
        .child(head)
        .child(help("Lists the hooks that the pipeline above has already. It takes the token above."))
        .child(later::place(page, Place::Hooks))
}
