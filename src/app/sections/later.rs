//! What the part of the program shows that is loaded once it is needed.

use crate::app::element::{Element, button, classed};
use crate::app::later::{self, Part};
use crate::app::state::{Model, Page};

/// Changes with what is to be shown.
pub fn later_version(model: &Model, (): ()) -> u64 {
    match model.doctor {
        Part::Away | Part::Coming => 0,
        Part::Failed => 1,
        Part::Here(_) => 2,
    }
}

/// The part's own sections, or that it did not come.
pub fn later(page: Page, model: &Model, (): ()) -> Vec<Element> {
    match model.doctor {
        Part::Away | Part::Coming => Vec::new(),
        Part::Failed => {
            vec![
                classed("section", "section")
                    .child(classed("p", "progress__error").text(later::MISSING))
                    .child(button(page, "button", "Load it again", (), |page, ()| later::need(page))),
            ]
        }
        Part::Here(doctor) => (doctor.sections)(page),
    }
}
