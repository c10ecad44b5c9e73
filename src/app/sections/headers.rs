//! The headers of the request that Devopness sends to the provider.

use hook_builder::form::field::Field;
use hook_builder::form::values::{FormValues, ROWS_FULL, ROWS_MAX};
use leptos::prelude::request_animation_frame;

use super::field::{no_hint, note, text_field};
use super::fold;
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus, focus_id};

/// The list of request headers.
pub fn headers(page: Page) -> Element {
    let add = |page: Page, ()| add_row(page, FormValues::add_header, Field::HeaderName);
    let body = classed("div", "fold__body")
        .child(note(Field::Headers, |_| {
            "Devopness puts the token of the application's own credential in place of the variable: no provider token is needed here."
                .into()
        }))
        .child(el("div").region(page, (), |model, ()| ids(model), rows))
        .child(
            classed("div", "fold__actions")
                .child(button(page, "button", "Add a header", (), add).attr("id", "add-header"))
                .region(page, (), |model, ()| model.form().lacks_recommended_headers(), put_back),
        );
    let digest = |model: &Model| model.form().headers.iter().map(|row| row.name.trim()).collect::<Vec<_>>().join(", ");
    fold(
        el("h2").attr("id", &Field::Headers.id()).attr("tabindex", "-1").still(|title| title.text("Request headers")),
        digest,
        body,
    )
}

/// Adds a row, and puts the cursor into it. Where the form is full, its rules say so in plain sight.
pub fn add_row(page: Page, add: fn(&mut FormValues) -> u32, name: fn(u32) -> Field) {
    if page.peek(|model| model.form().rows() >= ROWS_MAX) {
        return page.announce(ROWS_FULL);
    }
    let mut id = 0;
    page.edit(Field::Headers, |form| id = add(form));
    request_animation_frame(move || focus(name(id)));
}

fn ids(model: &Model) -> Vec<u32> {
    model.form().headers.iter().map(|row| row.id).collect()
}

fn rows(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let row = |id| {
        classed("div", "row")
            .child(text_field(page, Field::HeaderName(id), no_hint))
            .child(text_field(page, Field::HeaderValue(id), no_hint))
            .child(remove_row(page, id, Field::HeaderName(id), "add-header"))
    };
    ids(model).into_iter().map(row).collect()
}

fn put_back(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let press = |page: Page, ()| page.edit(Field::Headers, |form| form.recommend_headers());
    let button = model
        .form()
        .lacks_recommended_headers()
        .then(|| button(page, "button", "Put back the recommended headers", (), press));
    button.into_iter().collect()
}

/// The button that removes a row, named after what it removes. The cursor goes on to `then`, since its own place is gone.
pub fn remove_row(page: Page, id: u32, name: Field, then: &'static str) -> Element {
    let press = |page: Page, (id, name, then): (u32, Field, &'static str)| {
        page.edit(name, |form| form.remove_row(id));
        request_animation_frame(move || focus_id(then));
    };
    button(page, "button row__remove", "×", (id, name, then), press).live_attr("aria-label", name, |model, name| {
        let what = if matches!(name, Field::HeaderName(_)) { "Remove header " } else { "Remove body field " };
        Some([what, model.form().text(name)].concat())
    })
}
