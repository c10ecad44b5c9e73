//! Fields of the body besides the provider's usual ones.

use hook_builder::form::field::Field;
use hook_builder::form::values::{ExtraKind, FormValues};

use super::field::{labelled, no_hint, select, text_field};
use super::fold;
use super::headers::{add_row, remove_row};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// The list of extra body fields.
pub fn extra_fields(page: Page) -> Element {
    let add = |page: Page, ()| add_row(page, FormValues::add_extra, Field::ExtraName);
    let known = |model: &Model, ()| {
        let provider = model.plan().provider;
        [
            provider.name(),
            " knows ",
            &provider.fields().join(", "),
            ". Those that the fields above fill are not repeated here.",
        ]
        .concat()
    };
    let digest = |model: &Model| match model.form().extra.as_slice() {
        [] => "none".to_string(),
        rows => rows.iter().map(|row| row.name.trim()).collect::<Vec<_>>().join(", "),
    };
    let body = classed("div", "fold__body")
        .child(classed("p", "note").live_text((), known))
        .child(el("div").region(page, (), |model, ()| ids(model), rows))
        .child(
            classed("div", "fold__actions")
                .child(button(page, "button", "Add a body field", (), add).attr("id", "add-body-field")),
        );
    fold(el("h2").still(|title| title.text("Extra body fields")), digest, body)
}

fn ids(model: &Model) -> Vec<u32> {
    model.form().extra.iter().map(|row| row.id).collect()
}

fn rows(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let row = |id| {
        let kind = Field::ExtraKind(id);
        let kinds = ExtraKind::ALL.map(|kind| (kind.label(), el("option").text(kind.label())));
        let kinds = select(
            page,
            kind,
            kinds,
            |model, field| model.form().text(field),
            |page, field, label| page.type_in(field, label),
        );
        classed("div", "row row--three")
            .child(text_field(page, Field::ExtraName(id), no_hint))
            .child(labelled(kind, &kind.label(), kinds, no_hint))
            .child(text_field(page, Field::ExtraValue(id), no_hint))
            .child(remove_row(page, id, Field::ExtraName(id), "add-body-field"))
    };
    ids(model).into_iter().map(row).collect()
}
