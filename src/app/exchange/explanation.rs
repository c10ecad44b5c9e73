//! What each line of the shown format does.

use super::{output, place_of};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::sections::outputs::format;
use crate::app::state::{Model, Page};

/// The lines of the format, and the note on it where it does not stand elsewhere.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| (place_of(model), format(model).is_some()), view)
}

fn view(_: Page, model: &Model, (): ()) -> Vec<Element> {
    let output = output(model);
    let lines = output.lines().iter().map(|line| {
        el("li")
            .child(classed("code", "explained__code").text(line.code))
            .child(classed("span", "explained__words").text(line.words))
    });
    let list = classed("ul", "explained").attr("aria-label", "Lines").children(lines);
    let note = format(model).map(|_| classed("p", "note").text(output.note()));
    note.into_iter().chain([list]).collect()
}
