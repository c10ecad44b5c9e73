//! Leptos' `view!` in one component, which is told the field by its number.

#![allow(missing_docs)]

mod form;

use form::{COUNT, Form};
use leptos::prelude::*;

#[component]
fn Field(form: RwSignal<Form>, at: usize) -> impl IntoView {
    view! {
        <div class="field" data-filled=move || form.with(|form| (!form.texts[at].is_empty()).then_some(""))>
            <label class="field__label">{format!("Field {at}")}</label>
            <input
                class="field__input"
                prop:value=move || form.with(|form| form.texts[at].clone())
                aria-invalid=move || form.with(|form| if form.is_missing(at) { "true" } else { "false" })
                on:input=move |event| form.update(|form| form.texts[at] = event_target_value(&event))
                on:blur=move |_| form.update(|form| form.left[at] = true)
            />
            <p class="note" data-tone=move || form.with(|form| form.tone(at))>{move || form.with(|form| form.note(at))}</p>
        </div>
    }
}

fn main() {
    mount_to_body(|| {
        let form = RwSignal::new(Form::default());
        view! { <main>{(0..COUNT).map(|at| view! { <Field form at/> }).collect_view()}</main> }
    });
}
