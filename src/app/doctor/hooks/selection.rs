//! Several hooks at once.

use hook_builder::devopness::hook::{Direction, Hook};

use super::super::care::{self, Spot};
use super::{Hooks, change, hooks};
use crate::app::Element;
use crate::app::element::{button, classed};
use crate::app::state::{Model, Page};

/// The box of one hook.
pub fn tick(page: Page, at: usize, hook: &Hook) -> Element {
    classed("input", "hook__tick")
        .attr("type", "checkbox")
        .attr("id", &["select-", &hook.id].concat())
        .attr("aria-label", &["Select ", &super::called(hook)].concat())
        .switch("checked", at, |model, at| {
            hooks(model).hook(at).is_some_and(|hook| hooks(model).selected.contains(&hook.id))
        })
        .on(page, "change", at, |page, at, event| {
            let on = leptos::prelude::event_target_checked(&event);
            change(page, |hooks| {
                let id = hooks.hook(at).map(|hook| hook.id.clone());
                id.into_iter().for_each(|id| select(hooks, id, on));
            });
        })
}

fn select(hooks: &mut Hooks, id: String, on: bool) {
    hooks.selected.retain(|own| *own != id);
    if on {
        hooks.selected.push(id);
    }
}

/// The box of a set.
pub fn select_group(page: Page, number: usize, on: bool) {
    change(page, |hooks| {
        let Some(read) = hooks.read() else { return };
        let group = read.groups.get(number).into_iter().flat_map(|group| &group.hooks);
        let ids: Vec<String> = group.map(|at| read.hooks[*at].id.clone()).filter(|id| !id.is_empty()).collect();
        ids.into_iter().for_each(|id| select(hooks, id, on));
    });
}

/// What can be done with all that are selected.
pub fn bar(page: Page) -> Element {
    let key =
        |model: &Model, ()| (hooks(model).selected.len(), hooks(model).read().cloned(), hooks(model).asked.clone());
    classed("div", "selection").region(page, (), key, |page, model, ()| parts(page, hooks(model)))
}

/// The button that selects all that the filter leaves.
pub fn all(page: Page) -> Element {
    let press = |page, ()| {
        change(page, |hooks| {
            let Some(read) = hooks.read() else { return };
            let found = hooks.found().into_iter().flat_map(|(_, places)| places).map(|at| &read.hooks[at]);
            let can = |hook: &&Hook| !hook.id.is_empty() && !matches!(hook.direction, Direction::Other(_));
            hooks.selected = found.filter(can).map(|hook| hook.id.clone()).collect();
        });
    };
    button(page, "button", "Select all found", (), press).attr("id", "select-found")
}

fn parts(page: Page, hooks: &Hooks) -> Vec<Element> {
    let count = hooks.selected.len();
    if count == 0 {
        return Vec::new();
    }
    let press = |text: &str, id, act: fn(Page, ())| button(page, "button button--small", text, (), act).attr("id", id);
    let about = || classed("span", "visually-hidden").text(" the selected hooks");
    let words = if count == 1 { "One selected".to_string() } else { [&count.to_string(), " selected"].concat() };
    let bar = classed("div", "selection__bar")
        .child(classed("strong", "selection__count").text(&words))
        .child(press("Pause", "pause-selected", |page, ()| care::switch(page, (Spot::Selected, false))).child(about()))
        .child(press("Resume", "resume-selected", |page, ()| care::switch(page, (Spot::Selected, true))).child(about()))
        .child(press("Delete", "delete-selected", |page, ()| care::ask(page, Spot::Selected)).child(about()))
        .child(press("Select none", "select-none", |page, ()| {
            change(page, |hooks| hooks.selected.clear());
            crate::app::state::focus_id("select-found");
        }));
    [Some(bar), care::question(page, hooks, Spot::Selected)].into_iter().flatten().collect()
}
