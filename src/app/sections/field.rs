//! A field of the form: label, input, and the line under it that is help until something is to be said.

use hook_builder::form::field::Field;

use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, Tone, typed};

/// The help under a field.
pub type Hint = fn(&Model) -> String;

/// A text field with its own name as label.
pub fn text_field(page: Page, field: Field, hint: Hint) -> Element {
    labelled(field, &field.label(), text_input(page, field), hint)
}

/// A text field with a button beside it.
pub fn text_field_with(page: Page, field: Field, hint: Hint, beside: Element) -> Element {
    let group = classed("div", "field__group").child(text_input(page, field)).child(beside);
    labelled(field, &field.label(), group, hint)
}

/// A text field under another label, where a group around it says the rest.
pub fn text_field_as(page: Page, field: Field, label: &str) -> Element {
    labelled(field, label, text_input(page, field), no_hint)
}

/// A field around any input: label, input, line of help.
#[inline(never)]
pub fn labelled(field: Field, label: &str, input: Element, hint: Hint) -> Element {
    classed("div", "field")
        .child(classed("label", "field__label").attr("for", &field.id()).text(label))
        .child(input)
        .child(note(field, hint))
}

/// An input that shows the form's text and changes it.
#[inline(never)]
fn text_input(page: Page, field: Field) -> Element {
    plain_input(page, field, "text")
        .value(field, |model, field| model.form().text(field).to_string())
        .on(page, "input", field, |page, field, event| {
            page.type_in(field, typed(&event));
            // What is typed for an event shows in that event's output.
            if let Field::Description(event) | Field::HookName(event) = field {
                page.update(|model| model.show_event(event.index()));
            }
        })
        .on(page, "focus", field, |page, field, _| {
            if field.takes_variables() {
                page.update(|model| model.use_field(field));
            }
        })
}

/// An input that the browser leaves alone: no completion, no spelling.
pub fn plain_input(page: Page, field: Field, kind: &str) -> Element {
    described(page, field, el("input"))
        .attr("type", kind)
        .attr("class", "field__input field__input--mono")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
}

/// A choice. `options` are value and text; `chosen` gives the value of the chosen one.
pub fn select(
    page: Page,
    field: Field,
    options: impl IntoIterator<Item = (&'static str, Element)>,
    chosen: fn(&Model, Field) -> &str,
    choose: fn(Page, Field, String),
) -> Element {
    let options = options.into_iter().map(move |(value, option)| {
        option
            .attr("value", value)
            .switch("selected", (field, value, chosen), |model, (field, value, chosen)| chosen(model, field) == value)
    });
    described(page, field, el("select"))
        .attr("class", "field__input")
        .on(page, "change", (field, choose), |page, (field, choose), event| choose(page, field, typed(&event)))
        .children(options)
}

/// What every input of the form has: id, description, state, and that leaving it counts.
#[inline(never)]
pub fn described(page: Page, field: Field, input: Element) -> Element {
    input
        .attr("id", &field.id())
        .attr("aria-describedby", &note_id(field))
        .state("aria-invalid", field, |model, field| matches!(model.note(field), Some((Tone::Error, _))))
        .on(page, "blur", field, |page, field, _| {
            // The token is needed for two buttons only, which ask for it themselves.
            if field != Field::Token {
                page.touch(field);
            }
        })
}

/// A box to tick.
#[inline(never)]
pub fn check(
    page: Page,
    field: Field,
    label: &str,
    is_on: fn(&Model, Field) -> bool,
    turn: fn(Page, Field, bool),
) -> Element {
    let input = described(page, field, el("input")).attr("type", "checkbox").switch("checked", field, is_on).on(
        page,
        "change",
        (field, turn),
        |page, (field, turn), event| {
            turn(page, field, leptos::prelude::event_target_checked(&event));
        },
    );
    classed("label", "check").child(input).child(el("span").text(label))
}

/// The line under a field.
#[inline(never)]
pub fn note(field: Field, hint: Hint) -> Element {
    classed("p", "note")
        .attr("id", &note_id(field))
        .live_attr("data-tone", field, |model: &Model, field| {
            model.note(field).map(|(tone, _)| tone.word().to_string())
        })
        .live_text((field, hint), |model, (field, hint)| match model.note(field) {
            Some((_, text)) => text.to_string(),
            None => hint(model),
        })
}

/// The id of the line under a field.
fn note_id(field: Field) -> String {
    field.id() + "-note"
}

/// No help.
pub fn no_hint(_: &Model) -> String {
    String::new()
}
