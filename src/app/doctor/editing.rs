//! A set of the list, opened into the form to be edited as one. What was typed is not lost: it is asked about first, and
//! the form can be put back as it was.

use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::change::{Edit, open_set};
use hook_builder::form::field::Field;
use hook_builder::form::values::{FormValues, ROWS_FULL};
use hook_builder::page::Before;
use hook_builder::page::list::groups::title;
use hook_builder::page::shared::Shared;

use super::care::{Asked, Question, Spot};
use super::changes::differences;
use super::hooks;
use super::state::{change, own, own_mut};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus_id};

/// The set that is opened, and the form as it was before.
#[derive(Clone)]
pub struct Editing {
    title: String,
    count: usize,
    /// What the form cannot say.
    lost: Vec<Edit>,
    opened: FormValues,
    /// None until the form shows the set.
    before: Option<Before>,
}

/// The form, as it would be with the set of a group, with the rest that is remembered.
fn opened(model: &Model, number: usize) -> Option<(Editing, Vec<String>)> {
    let read = hooks::hooks(model).read()?;
    let set = read.groups.get(number)?.set()?;
    let own: Vec<&Hook> = set.hooks.iter().filter_map(|at| read.hooks.get(*at)).collect();
    let mut form = model.form().clone();
    if model.plan().pipeline.is_none_or(|pipeline| pipeline.id != read.pipeline) {
        form.set_text(Field::Pipeline, read.pipeline.to_string());
    }
    let opened = open_set(&form, &own)?;
    let editing =
        Editing { title: title(set), count: opened.ids.len(), lost: opened.lost, opened: opened.form, before: None };
    Some((editing, opened.ids))
}

/// The press of Edit as one.
pub fn press(page: Page, number: usize) {
    let fields = page.peek(|model| opened(model, number).map(|(editing, _)| replaced(model, &editing.opened)));
    match fields {
        None => page.announce(
            &[
                "This set cannot be opened into the form: it has no hook for just one event, or too many rows. ",
                ROWS_FULL,
            ]
            .concat(),
        ),
        Some(fields) if fields.is_empty() => open(page, number),
        Some(fields) => {
            hooks::change(page, |hooks| {
                hooks.asked = Some(Asked { spot: Spot::Group(number), what: Question::Replace(fields) });
            });
            leptos::prelude::request_animation_frame(|| focus_id("confirm-hooks"));
        }
    }
}

/// Opens the set.
pub fn open(page: Page, number: usize) {
    let mut title = None;
    page.update(|model| title = show(model, number));
    let Some(title) = title else { return };
    page.announce(&["The form shows the set ", &title, "."].concat());
    leptos::prelude::request_animation_frame(|| focus_id("editing-title"));
}

/// Shows a set in the form; gives its title.
pub fn show(model: &mut Model, number: usize) -> Option<String> {
    let (mut editing, ids) = opened(model, number)?;
    let title = editing.title.clone();
    let origin = model.origin();
    let before = model.take_over(editing.opened.clone(), origin, &[Field::Repository, Field::Provider]);
    let state = own_mut(model);
    // Undo goes back to what was typed, not to another set in between.
    let first = state.editing.take().filter(|first| *before.form() == first.opened);
    editing.before = first.and_then(|first| first.before.clone()).or(Some(before));
    let planned = state.changes.change();
    planned.clear();
    planned.edited = ids;
    state.editing = Some(Shared::new(editing));
    state.hooks.asked = None;
    Some(title)
}

/// The press of Put the form back.
fn undo(page: Page, (): ()) {
    page.update(|model| {
        let state = own_mut(model);
        let Some(editing) = state.editing.take() else { return };
        let planned = state.changes.change();
        planned.clear();
        planned.edited.clear();
        editing.before.clone().into_iter().for_each(|before| model.put_back(before));
    });
    page.announce("The form is what it was before the set was opened.");
    focus_id(&Field::Pipeline.id());
}

/// The set is what the form says: it is edited no longer.
pub fn end(page: Page) {
    change(page, |state| {
        state.changes.change().edited.clear();
        state.editing = None;
    });
}

/// The fields whose content the set would take the place of, though somebody has put it there.
fn replaced(model: &Model, new: &FormValues) -> Vec<String> {
    let now = model.form();
    let default = FormValues::default();
    let base = own(model).editing.as_ref().map_or(&default, |editing| &editing.opened);
    let mut fields = vec![
        Field::Pipeline,
        Field::Repository,
        Field::Provider,
        Field::Server,
        Field::StatusKey,
        Field::Link,
        Field::HashVariable,
        Field::BranchVariable,
    ];
    for event in Event::ALL {
        fields.extend([Field::State(event), Field::Description(event), Field::HookName(event)]);
    }
    let is_lost = |field: &Field| {
        let text = now.text(*field);
        let filled = model.is_filled(*field);
        !text.trim().is_empty() && !filled && text != new.text(*field) && text != base.text(*field)
    };
    let mut lost: Vec<String> = fields.into_iter().filter(is_lost).map(Field::label).collect();
    let mut switch = |field: Field, on: fn(&FormValues, Event) -> bool, event: Event| {
        if on(now, event) != on(new, event) && on(now, event) != on(base, event) {
            lost.push(field.label());
        }
    };
    for event in Event::ALL {
        switch(Field::On(event), |form, event| form.event(event).on, event);
    }
    switch(Field::OnlyHookRuns, |form, _| form.only_hook_runs, Event::Started);
    let has_header = |form: &FormValues, name: &str, value: &str| {
        form.headers.iter().any(|row| row.name == name && row.value == value)
    };
    let own_header = now.headers.iter().any(|row| {
        let kept = has_header(new, &row.name, &row.value) || has_header(base, &row.name, &row.value);
        !(row.recommended || kept || row.name.is_empty() && row.value.is_empty())
    });
    if own_header {
        lost.push(Field::Headers.label());
    }
    let has_extra = |form: &FormValues, name: &str, value: &str| {
        form.extra.iter().any(|row| row.name == name && row.value == value)
    };
    let own_extra = now.extra.iter().any(|row| {
        let kept = has_extra(new, &row.name, &row.value) || has_extra(base, &row.name, &row.value);
        !(kept || row.name.is_empty() && row.value.is_empty())
    });
    if own_extra {
        lost.push("Extra body fields".to_string());
    }
    lost
}

/// At the top of the form: which set it shows.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| own(model).editing.clone(), view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let Some(editing) = &own(model).editing else { return Vec::new() };
    let count = match editing.count {
        1 => "its one hook".to_string(),
        count => ["its ", &count.to_string(), " hooks"].concat(),
    };
    let words = [
        "The form shows this set. Create hooks plans what changes in ",
        &count,
        ", and does nothing before you confirm it.",
    ];
    let mut panel = classed("section", "panel editing")
        .attr("aria-labelledby", "editing-title")
        .child(
            classed("h3", "panel__title")
                .attr("id", "editing-title")
                .attr("tabindex", "-1")
                .text(&["Editing ", &editing.title].concat()),
        )
        .child(el("p").text(&words.concat()));
    if !editing.lost.is_empty() {
        let words = "The form cannot say all of it. With a plan from it, this would change too:";
        panel = panel
            .child(classed("p", "note").attr("data-tone", "warning").text(words))
            .child(differences(&editing.lost));
    }
    let back = button(page, "button", "Put the form back", (), undo).attr("id", "editing-undo");
    vec![panel.child(classed("div", "buttons").child(back))]
}
