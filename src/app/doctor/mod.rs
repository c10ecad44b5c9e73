//! The doctor: all that talks to the API, and what explains it. It is loaded once it is needed, and is no part of what a
//! first visit loads: see [`later`](super::later).
//!
//! Whatever only this module uses is in its file alone: functions, texts, tables. It may use everything of the page and
//! the core. What the page itself uses too stays in the page's file, and so does the script for each function of the
//! browser, whoever calls it.

mod apply;
mod call;
mod calls;
mod care;
mod changes;
mod check;
mod confirm;
mod deliveries;
mod editing;
mod fill_in;
mod headline;
mod hooks;
mod incoming;
mod listing;
mod lock;
mod picker;
mod progress;
mod simulator;
mod state;
mod token;

pub use calls::Calls;
pub use state::State;

use leptos::prelude::document;

use super::element::Element;
use super::part::{Act, Place, Table};
use super::state::{Model, Page};

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table =
    Table { start: state::start, changed: None, act, view, take_out: Some(token::take_out), version };

fn version(model: &Model, place: Place) -> u64 {
    let Some(state) = model.doctor.as_deref() else { return 0 };
    // Checklist and plan follow the form. Both numbers only grow, so their sum changes with each of them.
    let form = if place == Place::Create && state.check.reading.is_some() { model.plan_version } else { 0 };
    state.version(place) + form
}

fn act(page: Page, act: Act) {
    match act {
        Act::Check | Act::Create => check::press(page, act),
        Act::List => listing::press(page),
        Act::Pick => picker::press(page),
        Act::Incoming => incoming::toggle(page),
        Act::Simulate => simulator::toggle(page),
        Act::KeepToken => token::keep(page),
        Act::TakeToken => token::take_back(page),
        // The others are other parts'.
        _ => {}
    }
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    let Some(state) = model.doctor.as_deref() else { return Vec::new() };
    match place {
        Place::Create => {
            let parts =
                [check::view(page, model, state), changes::view(page, model, state), apply::view(page, model, state)];
            parts.into_iter().flatten().collect()
        }
        Place::Hooks => hooks::view(page, model, state),
        Place::Pipeline => {
            let mut parts = editing::view(page, model, state);
            parts.extend(picker::view(page, model, state));
            parts
        }
        Place::Incoming => incoming::view(page, state),
        Place::Simulator => simulator::view(page, state),
        Place::Token => token::view(page),
        _ => Vec::new(),
    }
}

/// Whether the folded part around an element is open. What is not on the screen yet is on its way there.
fn is_open(id: &str) -> bool {
    let fold = document().get_element_by_id(id).and_then(|element| element.closest("details").ok().flatten());
    fold.is_none_or(|fold| fold.has_attribute("open"))
}
