//! The status: its key, and what each event says. Folded away, since the defaults are right for most.

use hook_builder::devopness::event::Event;
use hook_builder::form::field::Field;
use hook_builder::form::planned::state;

use super::field::{check, labelled, no_hint, note, select, text_field, text_field_as};
use super::fold;
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::later;
use crate::app::part::Place;
use crate::app::state::{Model, Page};

/// Status key, the three events, link and variables.
pub fn status(page: Page) -> Element {
    let action_type = check(
        page,
        Field::ActionType,
        "Send action_type",
        |model, _| model.form().action_type,
        |page, field, on| page.edit(field, |form| form.action_type = on),
    );
    let only_hook_runs = check(
        page,
        Field::OnlyHookRuns,
        "Report only deploys that a hook started",
        |model, _| model.form().only_hook_runs,
        |page, field, on| page.edit(field, |form| form.set_only_hook_runs(on)),
    );
    let body = classed("div", "fold__body")
        .child(text_field(page, Field::StatusKey, key_hint))
        .children(Event::USUAL.map(|event| event_fields(page, event)))
        .child(event_fields(page, Event::Queued).live_attr("hidden", (), |model, ()| {
            (!model.plan().provider.reports(Event::Queued)).then(String::new)
        }))
        .child(text_field(page, Field::Link, |_| "Where a click on the status leads.".into()))
        .child(text_field(page, Field::HashVariable, |_| {
            "The variable of the pipeline's incoming hook that holds the commit's hash.".into()
        }))
        .child(text_field(page, Field::BranchVariable, branch_hint))
        .child(only_hook_runs)
        .child(note(Field::OnlyHookRuns, |_| {
            "Deploys that a person starts have no commit hash, so their reports go to a broken address. This keeps them from \
             being sent: the hooks wait for the constant pipeline_id, which the incoming hook must declare."
                .into()
        }))
        .child(later::place(page, Place::Conditions))
        .child(action_type)
        .child(note(Field::ActionType, |_| {
            "As the vendor's guide does, though its API description has no such field any more. Turn it off if the API complains."
                .into()
        }));
    fold(el("h2").still(|title| title.text("Status and events")), |model| model.form().status_key.clone(), body)
}

fn key_hint(model: &Model) -> String {
    let provider = model.plan().provider;
    [
        "One text for all events, so that one status changes its colour. ",
        provider.name(),
        " calls it the ",
        provider.key_term(),
        ".",
    ]
    .concat()
}

fn branch_hint(model: &Model) -> String {
    let provider = model.plan().provider;
    match provider.branch() {
        Some(branch) => {
            ["Optional, such as source_ref; becomes the status's ", branch.field, ". ", branch.why].concat()
        }
        None => ["Not used: a status at ", provider.name(), " belongs to the commit alone."].concat(),
    }
}

fn queued_hint(model: &Model) -> String {
    let provider = model.plan().provider;
    let word = state(model.form(), provider, Event::Queued);
    ["Optional: reports “", word, "” while the deploy waits for its turn. ", provider.queued()].concat()
}

fn event_fields(page: Page, event: Event) -> Element {
    let name = classed("legend", "event__name")
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .text(event.label())
        .child(classed("code", "event__code").text(event.name()));
    let on = check(
        page,
        Field::On(event),
        "Create a hook for this event",
        |model, field| matches!(field, Field::On(event) if model.form().event(event).on),
        |page, field, on| {
            page.edit(field, |form| {
                if let Field::On(event) = field {
                    form.events[event.index()].on = on;
                }
            });
        },
    );
    classed("fieldset", "event")
        .live_attr("data-light", event, light)
        .child(name)
        .child(on)
        .child(note(Field::On(event), if event == Event::Queued { queued_hint } else { no_hint }))
        .child(
            classed("div", "event__row")
                .region(page, event, |model, _| model.plan().provider.id(), states)
                .child(text_field_as(page, Field::Description(event), "Description")),
        )
        .child(text_field_as(page, Field::HookName(event), "Hook name"))
}

fn states(page: Page, model: &Model, event: Event) -> Vec<Element> {
    let field = Field::State(event);
    let words = model.plan().provider.states().iter().map(|word| (*word, el("option").text(word)));
    let chosen = |model: &Model, field| match field {
        Field::State(event) => chosen_state(model, event),
        _ => "",
    };
    let choice = select(page, field, words, chosen, |page, field, word| page.type_in(field, word));
    vec![labelled(field, "State", choice, no_hint)]
}

/// The provider's word that the event will report.
pub fn chosen_state(model: &Model, event: Event) -> &'static str {
    state(model.form(), model.plan().provider, event)
}

/// How it looks, for the style.
pub fn light(model: &Model, event: Event) -> Option<String> {
    Some(model.plan().provider.light(chosen_state(model, event)).word().to_string())
}
