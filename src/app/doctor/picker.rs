//! Choosing the pipeline from what the token sees: project, environment, application, pipeline. What was chosen fills the
//! form in.

use hook_builder::doctor::fill::Ask;
use hook_builder::doctor::picker::{Level, Picker};
use hook_builder::form::field::Field;
use hook_builder::page::shared::Shared;
use leptos::prelude::request_animation_frame;
use leptos::task::spawn_local;

use super::call::Caller;
use super::fill_in::fill_in;
use super::state::{self, own};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page, focus, focus_id, typed};

/// How many rows are put on the screen at once.
const ROWS: usize = 50;

/// What choosing remembers.
#[derive(Default)]
pub struct Finder {
    /// While it is being chosen.
    pub picker: Option<Shared<Picker>>,
    /// What would change in fields into which somebody has typed.
    asks: Vec<Ask>,
}

/// The press of Pick: opens the list, or closes it.
pub fn press(page: Page) {
    if page.peek(|model| own(model).finder.picker.is_some()) {
        return close(page);
    }
    let Some(caller) = Caller::of(page) else { return };
    let picker = Picker::start(caller.target.clone());
    update(page, |finder| (finder.picker, finder.asks) = (Some(Shared::new(picker)), Vec::new()));
    go_on(page, caller);
}

fn close(page: Page) {
    update(page, |finder| finder.picker = None);
    focus(Field::Pipeline);
}

fn update(page: Page, change: impl FnOnce(&mut Finder)) {
    state::change(page, |state| change(&mut state.finder));
}

/// Reads what the picker asks for, until a person has to choose, or the pipeline is found.
fn go_on(page: Page, caller: Caller) {
    request_animation_frame(|| focus_id("picker-title"));
    spawn_local(async move {
        loop {
            let mut call = None;
            update(page, |finder| call = finder.picker.as_mut().and_then(|picker| picker.change().call()));
            let Some((ticket, request)) = call else { break };
            let answer = caller.send(&request).await;
            update(page, |finder| {
                if let Some(picker) = &mut finder.picker {
                    picker.change().answered(ticket, answer);
                }
            });
        }
        take(page);
    });
}

/// Once the pipeline is found: the form takes it, and what its application tells.
fn take(page: Page) {
    let picked = page.peek(|model| {
        let picked = own(model).finder.picker.as_ref()?.picked()?;
        Some((picked.pipeline.id, picked.application.clone()))
    });
    let Some((pipeline, application)) = picked else { return };
    page.type_in(Field::Pipeline, pipeline.to_string());
    let asks = fill_in(page, &application);
    let words = ["Pipeline ", &pipeline.to_string(), " chosen."].concat();
    update(page, |finder| (finder.picker, finder.asks) = (None, asks));
    page.announce(&words);
    focus(Field::Pipeline);
}

/// Goes on with the token as it is now.
fn act(page: Page, change: impl FnOnce(&mut Picker)) {
    let Some(caller) = Caller::of(page) else { return };
    update(page, |finder| {
        if let Some(picker) = &mut finder.picker {
            change(picker.change());
        }
    });
    go_on(page, caller);
}

/// Where it is chosen.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), key, view)
}

/// How far choosing is, without what is typed to find rows, and what is asked about the form.
fn key(model: &Model, (): ()) -> (Option<Stand>, Vec<Ask>) {
    let finder = &own(model).finder;
    let stand = finder.picker.as_ref().map(|picker| {
        let trail = picker.trail().map(|(_, row)| row.id).collect();
        (picker.level(), trail, picker.can_go_back(), picker.reading(), picker.failure())
    });
    (stand, finder.asks.clone())
}

/// What is to be picked now, what was picked so far, whether that can be taken back, how many rows were read, and why there
/// are no more.
type Stand = (Level, Vec<u64>, bool, Option<usize>, Option<(String, String)>);

/// The list to choose from, and what is asked about the form.
fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let finder = &own(model).finder;
    if let Some(picker) = &finder.picker {
        return vec![panel(page, picker)];
    }
    finder.asks.iter().enumerate().map(|(at, ask)| ask_view(page, at, ask)).collect()
}

fn panel(page: Page, picker: &Picker) -> Element {
    let title = ["Choose the ", picker.level().word()].concat();
    let close = button(page, "button button--small", "Close", (), |page, ()| close(page)).attr("id", "picker-close");
    let mut head = classed("div", "buttons")
        .child(classed("h3", "panel__title").attr("id", "picker-title").attr("tabindex", "-1").text(&title));
    if picker.can_go_back() {
        let back = button(page, "button button--small", "Back", (), |page, ()| act(page, Picker::back));
        head = head.child(back.attr("id", "picker-back"));
    }
    let mut panel = classed("section", "panel picker").attr("aria-labelledby", "picker-title").child(head.child(close));
    let trail: Vec<&str> = picker.trail().map(|(_, row)| row.name.as_str()).collect();
    if !trail.is_empty() {
        panel = panel.child(classed("p", "note").text(&trail.join(" › ")));
    }
    if let Some((what, next)) = picker.failure() {
        let retry = button(page, "button button--small", "Try again", (), |page, ()| act(page, Picker::retry));
        return panel
            .child(classed("p", "progress__error").text(&what))
            .child(classed("p", "progress__next").text(&next))
            .child(retry.attr("id", "picker-retry"));
    }
    if let Some(count) = picker.reading() {
        let words = if count == 0 { "Reading …".to_string() } else { ["Reading … ", &count.to_string()].concat() };
        return panel.child(classed("p", "note").text(&words));
    }
    let label = ["Find a ", picker.level().word()].concat();
    let filter = classed("input", "field__input")
        .attr("id", "picker-filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("aria-label", &label)
        .attr("placeholder", "name or number")
        .value((), |model, ()| picker_of(model).map(|picker| picker.filter().to_string()).unwrap_or_default())
        .on(page, "input", (), |page, (), event| {
            let text = typed(&event);
            update(page, |finder| {
                if let Some(picker) = &mut finder.picker {
                    picker.change().set_filter(text);
                }
            });
        });
    panel.child(filter).region(
        page,
        (),
        |model, ()| own(model).finder.picker.clone(),
        |page, model, ()| picker_of(model).map(|picker| rows(page, picker)).unwrap_or_default(),
    )
}

fn picker_of(model: &Model) -> Option<&Picker> {
    own(model).finder.picker.as_deref()
}

fn rows(page: Page, picker: &Picker) -> Vec<Element> {
    let row = |row: &hook_builder::doctor::picker::Row| {
        let mut face = button(page, "picker__row", "", row.id, |page, id| act(page, |picker| picker.choose(id)))
            .child(classed("span", "picker__name").text(&row.name))
            .child(classed("span", "picker__id").text(&row.id.to_string()));
        if !row.note.is_empty() {
            face = face.child(classed("span", "picker__note").text(&row.note));
        }
        el("li").child(if row.unlikely { face.attr("data-unlikely", "") } else { face })
    };
    let mut list = vec![classed("ul", "picker__rows").children(picker.rows().take(ROWS).map(row))];
    let rest = picker.rows().skip(ROWS).count();
    if rest > 0 {
        let words = [&rest.to_string(), " more: type a part of the name to find them."].concat();
        list.push(classed("p", "note").text(&words));
    }
    if let Some(remark) = picker.remark() {
        list.push(classed("p", "note").text(remark));
    }
    list
}

/// What would change where somebody has typed: never without a press.
fn ask_view(page: Page, at: usize, ask: &Ask) -> Element {
    let new = if ask.new.is_empty() {
        "decided by the repository's host".to_string()
    } else {
        ["“", &ask.new, "”"].concat()
    };
    let words = [&ask.reason, " ", &ask.field.label(), " would be ", &new, "; you typed “", &ask.old, "”."].concat();
    let take = button(page, "button button--small", "Take it over", at, |page, at| {
        let ask = page.peek(|model| own(model).finder.asks.get(at).cloned());
        if let Some(ask) = ask {
            page.edit(ask.field, |form| form.set_text(ask.field, ask.new.clone()));
            update(page, |finder| {
                finder.asks.remove(at);
            });
            focus(ask.field);
        }
    });
    let keep = button(page, "button button--small", "Keep mine", at, |page, at| {
        update(page, |finder| {
            finder.asks.remove(at);
        });
        focus(Field::Pipeline);
    });
    classed("div", "panel picker")
        .child(classed("p", "note").attr("data-tone", "warning").text(&hook_builder::text::json::visible(&words)))
        .child(classed("div", "buttons").child(take).child(keep))
}
