//! What can be chosen for the incoming hook.

use hook_builder::doctor::incoming::{IncomingField, IncomingForm, Source};
use hook_builder::page::incoming::Switch;
use hook_builder::provider::sender::{Signature, Trigger};
use leptos::prelude::event_target_checked;

use super::memory::{self, builder, change, derived};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, Tone, typed};

/// The id of the first field.
pub const FIRST: &str = "incoming-push";

/// The help under a field.
type Hint = fn(&Model) -> String;

/// The whole form.
pub fn view(page: Page) -> Element {
    let switches = el("div")
        .child(switch(
            page,
            Switch::Signed,
            |_| "Only signed requests".into(),
            |model| matches!(derived(model).incoming.sender.signature(), Signature::Header { .. }),
        ))
        .child(switch(page, Switch::Required, |_| "Only requests with a commit hash".into(), |_| true))
        .child(switch(page, Switch::Source, source_label, |_| true))
        .child(switch(page, Switch::Forks, forks_label, |model| derived(model).incoming.webhook.fork.is_some()));
    el("div")
        .child(trigger(page))
        .child(field(page, IncomingField::Branch, |_| IncomingField::Branch.label(), branch_hint, |_| None))
        .child(field(
            page,
            IncomingField::HookName,
            |_| IncomingField::HookName.label(),
            |_| "By this name Devopness lists it.".into(),
            |model| Some(derived(model).form.default_name()),
        ))
        .child(el("div").region(page, (), |model, ()| names(model), paths))
        .child(switches)
}

fn trigger(page: Page) -> Element {
    let choices = Trigger::ALL.map(|trigger| {
        let input = classed("input", "visually-hidden")
            .attr("type", "radio")
            .attr("name", "incoming-trigger")
            .attr("id", if trigger == Trigger::Push { FIRST } else { "incoming-request" })
            .attr("aria-describedby", "incoming-trigger-note")
            .switch("checked", trigger, |model, trigger| derived(model).form.trigger == trigger)
            .on(page, "change", trigger, |page, trigger, _| change(page, |memory| memory.builder.choose(trigger)));
        let title = el("span")
            .live_text(trigger, |model, trigger| derived(model).incoming.sender.webhook(trigger).title.to_string());
        classed("label", "switch__choice").child(input).child(title)
    });
    classed("fieldset", "field")
        .child(classed("legend", "field__label").text(&IncomingField::Trigger.label()))
        .child(classed("div", "switch switch--field").children(choices))
        .child(note(IncomingField::Trigger, |model| {
            let request = derived(model).form.trigger == Trigger::Request;
            if request {
                "When it is opened, and when it gets new commits."
            } else {
                "When commits are pushed to a branch."
            }
            .into()
        }))
}

fn branch_hint(model: &Model) -> String {
    match derived(model).form.trigger {
        Trigger::Request => "The branches that it wants to go into, with commas between them; empty means all.",
        _ => "With commas between them; empty means all.",
    }
    .into()
}

fn source_label(model: &Model) -> String {
    match (IncomingForm { source: true, ..derived(model).form.clone() }).source() {
        Some(Source::Branch) => "Deploy the branch that the request names",
        _ => "Deploy exactly the commit that the request names",
    }
    .into()
}

fn forks_label(model: &Model) -> String {
    let title = derived(model).incoming.webhook.title;
    [title, "s from forks too"].concat()
}

fn switch(page: Page, switch: Switch, label: fn(&Model) -> String, is_offered: fn(&Model) -> bool) -> Element {
    let input = el("input")
        .attr("type", "checkbox")
        .switch("checked", switch, |model, switch| builder(model).is_on(switch))
        .on(page, "change", switch, |page, switch, event| {
            let on = event_target_checked(&event);
            change(page, |memory| memory.builder.turn(switch, on));
        });
    el("div")
        .live_attr("hidden", is_offered, |model, is_offered| (!is_offered(model)).then(String::new))
        .child(classed("label", "check").child(input).child(el("span").live_text(label, |model, label| label(model))))
}

/// The variables that the outgoing hooks use.
fn names(model: &Model) -> Vec<String> {
    derived(model).form.extra.iter().map(|extra| extra.name.clone()).collect()
}

/// A field for each variable of which only its user knows where it stands.
fn paths(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let path = |(at, name): (usize, String)| {
        let label = el("span").text(&["Path of “", &name, "”"].concat());
        let field = IncomingField::Path(at);
        labelled(field, label, input(page, field, |_| None), |_| {
            "The names on the way to it in the request, with dots between them.".into()
        })
    };
    names(model).into_iter().enumerate().map(path).collect()
}

fn field(
    page: Page,
    field: IncomingField,
    label: fn(&Model) -> String,
    hint: Hint,
    placeholder: fn(&Model) -> Option<String>,
) -> Element {
    let label = el("span").live_text(label, |model, label| label(model));
    labelled(field, label, input(page, field, placeholder), hint)
}

fn labelled(field: IncomingField, label: Element, input: Element, hint: Hint) -> Element {
    classed("div", "field")
        .child(classed("label", "field__label").attr("for", &field.id()).child(label))
        .child(input)
        .child(note(field, hint))
}

fn input(page: Page, field: IncomingField, placeholder: fn(&Model) -> Option<String>) -> Element {
    classed("input", "field__input field__input--mono")
        .attr("type", "text")
        .attr("id", &field.id())
        .attr("aria-describedby", &note_id(field))
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .live_attr("placeholder", placeholder, |model, placeholder| placeholder(model))
        .state("aria-invalid", field, |model, field| {
            matches!(builder(model).note(model, field), Some((Tone::Error, _)))
        })
        .value(field, |model, field| builder(model).text(model, field))
        .on(page, "input", field, |page, field, event| memory::type_in(page, field, typed(&event)))
        .on(page, "blur", field, |page, field, _| memory::touch(page, field))
}

/// The line under a field: help, until something is to be said.
fn note(field: IncomingField, hint: Hint) -> Element {
    classed("p", "note")
        .attr("id", &note_id(field))
        .live_attr("data-tone", field, |model, field| {
            builder(model).note(model, field).map(|(tone, _)| tone.word().to_string())
        })
        .live_text((field, hint), |model, (field, hint)| match builder(model).note(model, field) {
            Some((_, text)) => text,
            None => hint(model),
        })
}

fn note_id(field: IncomingField) -> String {
    field.id() + "-note"
}
