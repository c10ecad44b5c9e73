//! One hook of the list.

use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Direction, Hook};
use hook_builder::doctor::change::Set;
use hook_builder::text::json::visible;

use super::super::care::{self, Spot};
use super::super::deliveries::{self, Panel};
use super::{Hooks, badges, hooks, or_dash, selection};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// The hook at a place of the list.
pub fn view(page: Page, hooks: &Hooks, set: Option<&Set>, at: usize, hook: &Hook) -> Element {
    let active = match hook.active {
        Some(true) => "yes",
        Some(false) => "paused",
        None => "—",
    };
    // Of 2015-05-12T15:50:38.000000Z, date, hour and minute are shown.
    let created = match hook.created_at.get(..16) {
        Some(start) => visible(start).replace('T', " ") + " UTC",
        None => or_dash(&hook.created_at),
    };
    let mut name = classed("p", "hook__name");
    // The colour that the commit gets, where the hook reports one.
    let light = set.and_then(|_| Event::ALL.into_iter().find(|event| hook.events == [event.name()])).map(light);
    if let Some(light) = light {
        name = name.attr("data-light", light).child(classed("span", "dot").attr("aria-hidden", "true"));
    }
    name = name
        .child(el("strong").attr("data-part", "name").text(&or_dash(&hook.name)))
        .children(badges::of_hook(set, at, hook));
    let is_made = !hook.id.is_empty() && hooks.made.contains(&hook.id);
    if is_made {
        name = name.child(classed("span", "hook__mark").text("just created"));
    }
    let incoming = hook.direction == Direction::Incoming;
    if incoming {
        name = name.child(el("span").region(page, at, |model, _| model.form().hash_variable.clone(), badges::declares));
    }
    let body = classed("div", "hook__body")
        .child(name)
        .child(classed("span", "hook__created").attr("data-part", "created").text(&created));
    let part = |part, text: &str| el("code").attr("data-part", part).text(text);
    // No incoming hook waits for an event.
    let events = if incoming { String::new() } else { or_dash(&hook.events.join(", ")) };
    let what =
        classed("p", "hook__what").child(part("events", &events)).child(part("target", &or_dash(&hook.target_url)));
    let body = body.child(what);
    let class = if is_made { "hook hook--made" } else { "hook" };
    let mut row =
        classed("li", class).attr("data-direction", &or_dash(hook.direction.word())).attr("data-active", active);
    // What has no id, or points nowhere, no call can name.
    let reachable = !hook.id.is_empty() && !matches!(hook.direction, Direction::Other(_));
    if reachable {
        row = row.child(selection::tick(page, at, hook));
    }
    row = row.child(body);
    if reachable {
        row = row.child(actions(page, at, hook));
    }
    if let Some(question) = care::question(page, hooks, Spot::Row(at)) {
        row = row.child(question);
    }
    row.region(page, at, serial, panel)
}

/// The colour of a commit after an event.
fn light(event: Event) -> &'static str {
    match event {
        Event::Queued | Event::Started => "waiting",
        Event::Failed => "bad",
        Event::Completed => "good",
    }
}

/// The panel of deliveries that stands in the row.
fn open(model: &Model, at: usize) -> Option<&Panel> {
    let id = &hooks(model).hook(at)?.id;
    hooks(model).deliveries.open.as_ref().filter(|panel| panel.hook().id == *id)
}

fn serial(model: &Model, at: usize) -> Option<u64> {
    open(model, at).map(Panel::serial)
}

fn panel(page: Page, model: &Model, at: usize) -> Vec<Element> {
    open(model, at).map(|panel| deliveries::view(page, panel)).into_iter().collect()
}

fn actions(page: Page, at: usize, hook: &Hook) -> Element {
    let name = super::called(hook);
    let press = |text: &str, act: fn(Page, usize)| {
        let id = [text, "-", &hook.id].concat().to_lowercase();
        let about = classed("span", "visually-hidden").text(&[" ", &name].concat());
        button(page, "button button--small", text, at, act).attr("id", &id).child(about)
    };
    let pause = match hook.active {
        Some(false) => press("Resume", |page, at| care::switch(page, (Spot::Row(at), true))),
        _ => press("Pause", |page, at| care::switch(page, (Spot::Row(at), false))),
    };
    let open =
        press("Deliveries", deliveries::press).state("aria-expanded", at, |model, at| self::open(model, at).is_some());
    let delete = press("Delete", |page, at| care::ask(page, Spot::Row(at)));
    classed("div", "hook__buttons").child(open).child(pause).child(delete)
}
