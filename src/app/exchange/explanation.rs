//! What each line of the shown format does.

use hook_builder::export::{FORMATS, OUTPUTS, Output};

use crate::app::element::{Element, classed, el};
use crate::app::state::Model;

/// Changes with the format.
pub fn version(model: &Model) -> u64 {
    model.format as u64
}

/// The note on the format, and its lines.
pub fn view(model: &Model) -> Vec<Element> {
    let Some(output) = shown(model) else { return Vec::new() };
    let lines = output.lines().iter().map(|line| {
        el("li")
            .child(classed("code", "explained__code").text(line.code))
            .child(classed("span", "explained__words").text(line.words))
    });
    let list = classed("ul", "explained").attr("aria-label", "Lines").children(lines);
    vec![classed("p", "note").text(output.note()), list]
}

/// The output of the format that is shown.
fn shown(model: &Model) -> Option<&'static dyn Output> {
    let id = FORMATS.get(model.format)?.id();
    OUTPUTS.iter().copied().find(|output| output.id() == id)
}
