//! The list of template variables, each a press away from the field that was last in use.

use hook_builder::template::{VARIABLES, Variable};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::fold;
use crate::app::element::{Element, button, classed, el};
use crate::app::state::{Model, Page};

/// The list of variables.
pub fn variables(page: Page) -> Element {
    let goal = |model: &Model, ()| {
        match model.last_field {
        Some(field) => ["A press inserts it at the cursor in “", &field.label(), "”."].concat(),
        None => "Put the cursor into a field first: status key, description, details link, the value of a header or body field."
            .to_string(),
    }
    };
    let rows = VARIABLES.iter().map(|variable| {
        let unconfirmed = if variable.unconfirmed { " (not documented as a variable; may work)" } else { "" };
        classed("li", "variable")
            .child(button(page, "variable__name", &["{{ ", variable.path, " }}"].concat(), variable, insert))
            .child(
                classed("span", "variable__meaning")
                    .text(&[variable.meaning, unconfirmed, ", e.g. "].concat())
                    .child(el("code").text(variable.example)),
            )
    });
    let body = classed("div", "fold__body")
        .child(classed("p", "note").live_text((), goal))
        .child(classed("ul", "variables").children(rows));
    fold(el("h2").text("Template variables"), |_| "{{ action.id }}, {{ action.status }} …".to_string(), body)
}

fn insert(page: Page, variable: &'static Variable) {
    let Some(field) = page.peek(|model| model.last_field) else {
        return page.announce("Put the cursor into a field first.");
    };
    let input = document().get_element_by_id(&field.id()).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else {
        return page.announce("That field is not there any more: put the cursor into another one.");
    };
    // The browser counts in UTF-16 units.
    let units: Vec<u16> = input.value().encode_utf16().collect();
    let at = |place: Option<u32>| place.map_or(units.len(), |p| (p as usize).min(units.len()));
    let start = at(input.selection_start().ok().flatten());
    let end = at(input.selection_end().ok().flatten()).max(start);
    let template = ["{{ ", variable.path, " }}"].concat();
    let text =
        [String::from_utf16_lossy(&units[..start]), template.clone(), String::from_utf16_lossy(&units[end..])].concat();
    page.type_in(field, text);
    let caret = (start + template.len()) as u32;
    leptos::prelude::request_animation_frame(move || {
        let _ = input.focus();
        let _ = input.set_selection_range(caret, caret);
    });
    page.announce(&[&template, " inserted into ", &field.label(), "."].concat());
}
