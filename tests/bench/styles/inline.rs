//! Leptos' `view!` written out for each field, as a page is written whose fields differ.

#![recursion_limit = "512"]

mod form;

use form::Form;
use leptos::prelude::*;

macro_rules! field {
    ($form:ident, $at:expr) => {
        view! {
            <div class="field" data-filled=move || $form.with(|form| (!form.texts[$at].is_empty()).then_some(""))>
                <label class="field__label">{concat!("Field ", $at)}</label>
                <input
                    class="field__input"
                    prop:value=move || $form.with(|form| form.texts[$at].clone())
                    aria-invalid=move || $form.with(|form| if form.is_missing($at) { "true" } else { "false" })
                    on:input=move |event| $form.update(|form| form.texts[$at] = event_target_value(&event))
                    on:blur=move |_| $form.update(|form| form.left[$at] = true)
                />
                <p class="note" data-tone=move || $form.with(|form| form.tone($at))>
                    {move || $form.with(|form| form.note($at))}
                </p>
            </div>
        }
    };
}

macro_rules! fields {
    ($form:ident: $($at:literal)*) => {
        vec![$(field!($form, $at).into_any()),*]
    };
}

fn main() {
    mount_to_body(|| {
        let form = RwSignal::new(Form::default());
        let fields = fields!(form: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
        #[cfg(feature = "eighty")]
        let fields = (
            fields,
            fields!(form:
            20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49
            50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79),
        );
        view! { <main>{fields}</main> }
    });
}
