//! The page's own elements.

#[path = "../../../src/app/element/mod.rs"]
#[allow(dead_code)]
mod element;
mod form;

use element::{Element, classed, el};
use form::{COUNT, Form};
use leptos::prelude::{RwSignal, Update, event_target_value};

fn field(form: RwSignal<Form>, at: usize) -> Element<Form> {
    let input = classed("input", "field__input")
        .value(at, |form: &Form, at| form.texts[at].clone())
        .state("aria-invalid", at, |form, at| form.is_missing(at))
        .on(form, "input", at, |form, at, event| form.update(|form| form.texts[at] = event_target_value(&event)))
        .on(form, "blur", at, |form, at, _| form.update(|form| form.left[at] = true));
    classed("div", "field")
        .live_attr("data-filled", at, |form: &Form, at| (!form.texts[at].is_empty()).then(String::new))
        .child(classed("label", "field__label").text(&format!("Field {at}")))
        .child(input)
        .child(
            classed("p", "note")
                .live_attr("data-tone", at, |form: &Form, at| Some(form.tone(at).to_owned()))
                .live_text(at, |form, at| form.note(at)),
        )
}

fn main() {
    let Some(body) = leptos::prelude::document().body() else { return };
    let shown = leptos::mount::mount_to_renderer(&body, || {
        let form = RwSignal::new(Form::default());
        el("main").children((0..COUNT).map(|at| field(form, at))).follow(form, |_| {})
    });
    shown.forget();
}
