//! Tabs after the WAI-ARIA pattern (<https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>): one tab stop, arrows move and select.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::app::Element;
use crate::app::element::{button, el};
use crate::app::state::{Model, Page};

/// A choice of the model: how to read and how to change the place that is selected.
pub type Choice = (fn(&Model) -> usize, fn(&mut Model, usize));

/// Whether the tab at a place is not offered at present.
pub type Hidden = fn(&Model, usize) -> bool;

/// A row of tabs. `tabs` gives each tab's id and its button's content; the panel is the caller's, with the id `panel`.
pub fn tabs(
    page: Page,
    label: &str,
    class: &str,
    panel: &str,
    choice: Choice,
    hidden: Hidden,
    tabs: impl IntoIterator<Item = (String, Element)>,
) -> Element {
    let faces = tabs.into_iter().enumerate().map(|(at, (id, face))| {
        button(page, "tabs__tab", "", (choice.1, at), |page, (select, at)| page.update(|model| select(model, at)))
            .attr("role", "tab")
            .attr("id", &id)
            .live_attr("hidden", (hidden, at), |model, (hidden, at)| hidden(model, at).then(String::new))
            .attr("aria-controls", panel)
            .state("aria-selected", (choice.0, at), |model, (read, at)| read(model) == at)
            .live_attr("tabindex", (choice.0, at), |model, (read, at)| {
                Some(if read(model) == at { "0" } else { "-1" }.to_string())
            })
            .child(face)
    });
    el("div")
        .attr("role", "tablist")
        .attr("aria-label", label)
        .attr("class", &["tabs ", class].concat())
        .on(page, "keydown", (choice, hidden), on_key)
        .children(faces)
}

fn on_key(page: Page, ((read, select), hidden): (Choice, Hidden), event: Event) {
    let Some(list) = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let tabs = list.children();
    let now = page.peek(read);
    // Hidden tabs stand behind the others.
    let count = (0..tabs.length() as usize).take_while(|at| !page.peek(|model| hidden(model, *at))).count();
    let to = match event.unchecked_ref::<KeyboardEvent>().key().as_str() {
        "ArrowRight" | "ArrowDown" => (now + 1) % count,
        "ArrowLeft" | "ArrowUp" => (now + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return,
    };
    event.prevent_default();
    page.update(|model| select(model, to));
    if let Some(tab) = tabs.item(to as u32).and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
        let _ = tab.focus();
    }
}
