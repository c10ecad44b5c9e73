//! The doctor: all that talks to the API, and what explains it. It is loaded once it is needed, and is no part of what a
//! first visit loads: see [`later`](super::later).
//!
//! Whatever only this module uses is in its file alone: functions, texts, tables. It may use everything of the page and
//! the core. What the page itself uses too stays in the page's file, and so does the script for each function of the
//! browser, whoever calls it.

mod apply;
mod call;
mod care;
mod changes;
mod check;
mod deliveries;
mod editing;
mod fill_in;
mod hooks;
mod incoming;
mod listing;
mod picker;
mod progress;
mod simulator;
mod state;

pub use state::{Place, State};

use leptos::prelude::document;

use super::element::Element;
use super::state::{Model, Page};

/// What a person can ask of it from the first program's buttons.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Go through the checklist.
    Check,
    /// Go through the checklist, and plan what to create.
    Create,
    /// Read the list of hooks.
    List,
    /// Choose the pipeline from what the token sees.
    Pick,
    /// Build the incoming hook.
    Incoming,
    /// Show what the commit would show.
    Simulate,
}

impl Act {
    /// Where its outcome is shown.
    pub fn place(self) -> Place {
        match self {
            Act::Check | Act::Create => Place::Create,
            Act::List => Place::Hooks,
            Act::Pick => Place::Pipeline,
            Act::Incoming => Place::Incoming,
            Act::Simulate => Place::Simulator,
        }
    }
}

/// What the first program knows of the part.
pub struct Doctor {
    /// Makes its memory, once.
    pub start: fn() -> &'static mut State,
    /// Does what a button asks for.
    pub act: fn(Page, Act),
    /// What it shows at a place.
    pub view: fn(Page, &Model, Place) -> Vec<Element>,
    /// Changes when what it shows at a place must be made anew.
    pub version: fn(&Model, &State, Place) -> u64,
}

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static DOCTOR: Doctor = Doctor { start: state::start, act, view, version };

fn version(model: &Model, state: &State, place: Place) -> u64 {
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
    }
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    let Some(state) = model.later.state() else { return Vec::new() };
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
    }
}

/// Whether the folded part around an element is open. What is not on the screen yet is on its way there.
fn is_open(id: &str) -> bool {
    let fold = document().get_element_by_id(id).and_then(|element| element.closest("details").ok().flatten());
    fold.is_none_or(|fold| fold.has_attribute("open"))
}
