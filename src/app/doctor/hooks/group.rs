//! One group of the list: title, badges, what can be done with all of it, and its rows.

use hook_builder::page::list::Read;
use hook_builder::page::list::groups::{self, Group, Kind};

use super::super::care::{self, Spot};
use super::super::editing;
use super::{Hooks, badges, hooks, row};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// The group of that number, with these of its hooks.
pub fn view(page: Page, hooks: &Hooks, read: &Read, number: usize, shown: &[usize]) -> Element {
    let group = &read.groups[number];
    let alone = read.groups.iter().all(|group| group.set().is_none());
    let id = ["group-", &number.to_string()].concat();
    let name = group.title(alone);
    let title = classed("h3", "group__title").attr("id", &id).text(&name);
    let mut head = classed("div", "group__head").child(head_of(page, group, number, title));
    if group.set().is_some() {
        head = head.child(actions(page, read, group, number, &name));
    }
    let mut section = classed("section", "group").attr("aria-labelledby", &id).child(head);
    if let Some(set) = group.set() {
        let (_, words) = badges::of_set(set);
        if !words.is_empty() {
            let lines = words.into_iter().map(|words| el("li").text(words));
            section = section.child(classed("ul", "group__words").children(lines));
        }
    }
    if let Some(question) = care::question(page, hooks, Spot::Group(number)) {
        section = section.child(question);
    }
    let rows = shown.iter().map(|at| row::view(page, hooks, group.set(), *at, &read.hooks[*at]));
    section.child(classed("ul", "group__hooks").attr("aria-label", &name).children(rows))
}

fn head_of(page: Page, group: &Group, number: usize, title: Element) -> Element {
    let mut line = classed("div", "group__name");
    if let Kind::Set(set) = &group.kind {
        let select = el("input")
            .attr("type", "checkbox")
            .attr("id", &["select-group-", &number.to_string()].concat())
            .attr("aria-label", &["Select the set ", &groups::title(set)].concat())
            .switch("checked", number, all_selected)
            .on(page, "change", number, |page, number, event| {
                let on = leptos::prelude::event_target_checked(&event);
                super::selection::select_group(page, number, on);
            });
        let (badges, _) = badges::of_set(set);
        let badges = classed("span", "group__badges").children(badges).child(el("span").region(
            page,
            number,
            |model, _| model.plan().clone(),
            badges::against_form,
        ));
        line = line.child(select).child(el("div").child(title).child(badges));
    } else {
        line = line.child(title);
    }
    line
}

fn all_selected(model: &Model, number: usize) -> bool {
    let hooks = hooks(model);
    let Some(read) = hooks.read() else { return false };
    let Some(group) = read.groups.get(number) else { return false };
    !hooks.selected.is_empty() && group.hooks.iter().all(|at| hooks.selected.contains(&read.hooks[*at].id))
}

/// What can be done with a set.
fn actions(page: Page, read: &Read, group: &Group, number: usize, name: &str) -> Element {
    let press = |text: &str, class, act: fn(Page, usize)| {
        let id = [text, "-group-", &number.to_string()].concat().to_lowercase().replace(' ', "-");
        let about = classed("span", "visually-hidden").text(&[" ", name].concat());
        button(page, class, text, number, act).attr("id", &id).child(about)
    };
    let active = |on: bool| group.hooks.iter().any(|at| read.hooks[*at].active.unwrap_or(true) == on);
    let mut buttons = vec![press("Edit as one", "button button--small", editing::press)];
    if active(true) {
        buttons
            .push(press("Pause set", "button button--small", |page, at| care::switch(page, (Spot::Group(at), false))));
    }
    if active(false) {
        buttons
            .push(press("Resume set", "button button--small", |page, at| care::switch(page, (Spot::Group(at), true))));
    }
    buttons.push(press("Delete set", "button button--small", |page, at| care::ask(page, Spot::Group(at))));
    classed("div", "hook__buttons").children(buttons)
}
