//! The list of template variables, each a press away from the field that was last in use.

use hook_builder::text::template::{MEANINGS, VARIABLES};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::fold;
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page};

/// The list of variables.
pub fn variables(page: Page) -> Element {
    let goal = |model: &Model, ()| {
        match model.last_field() {
        Some(field) => ["A press inserts it at the cursor in “", &field.label(), "”."].concat(),
        None => "Put the cursor into a field first: status key, description, details link, the value of a header or body field."
            .to_string(),
    }
    };
    // One listener for all: which of them was pressed stands on it.
    let list = classed("ul", "variables").on(page, "click", (), press).still(|list| {
        list.children(VARIABLES.iter().zip(MEANINGS).map(|(variable, meaning)| {
            let doubt = if variable.doubtful { " (may come out empty: a related thing is not reached)" } else { "" };
            let name = classed("button", "variable__name").attr("type", "button");
            let meaning = classed("span", "variable__meaning")
                .text(&[meaning, doubt, ", e.g. "].concat())
                .child(el("code").text(variable.example));
            classed("li", "variable").child(name.text(&["{{ ", variable.path, " }}"].concat())).child(meaning)
        }))
    });
    let body = classed("div", "fold__body").child(classed("p", "note").live_text((), goal)).child(list);
    let title = el("h2").still(|title| title.text("Template variables"));
    fold(title, |_| "{{ action.id }}, {{ action.status }} …".to_string(), body)
}

fn press(page: Page, (): (), event: Event) {
    let pressed = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(button) = pressed.filter(|element| element.tag_name() == "BUTTON") {
        insert(page, &button.text_content().unwrap_or_default());
    }
}

fn insert(page: Page, template: &str) {
    let Some(field) = page.peek(|model| model.last_field()) else {
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
    let text =
        [&String::from_utf16_lossy(&units[..start]), template, &String::from_utf16_lossy(&units[end..])].concat();
    page.type_in(field, text);
    let caret = (start + template.len()) as u32;
    leptos::prelude::request_animation_frame(move || {
        let _ = input.focus();
        let _ = input.set_selection_range(caret, caret);
    });
    page.announce(&[template, " inserted into ", &field.label(), "."].concat());
}
