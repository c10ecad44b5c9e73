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
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod token;

#[cfg(all(test, not(target_arch = "wasm32")))]
pub use token::take_out;

use leptos::prelude::document;

use super::dress::dress;
use super::element::el;
use super::part::{Act, Place, Table};
use super::state::Page;
use crate::app::Element;

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table {
    start: |model| {
        dress(include_str!("../../../style/doctor.css"));
        model.take_finder(token::take_out);
    },
    changed: None,
    act,
    view,
    calls: Some(calls::calls),
};

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

fn view(page: Page, place: Place) -> Vec<Element> {
    let view = match place {
        Place::Create => el("div").child(check::place(page)).child(changes::place(page)).child(confirm::place(page)),
        Place::Hooks => hooks::place(page),
        Place::Pipeline => el("div").child(editing::place(page)).child(picker::place(page)),
        Place::Incoming => incoming::place(page),
        Place::Simulator => simulator::place(page),
        Place::Token => token::view(page),
        _ => return Vec::new(),
    };
    vec![view]
}

/// Whether the folded part around an element is open. What is not on the screen yet is on its way there.
fn is_open(id: &str) -> bool {
    let fold = document().get_element_by_id(id).and_then(|element| element.closest("details").ok().flatten());
    fold.is_none_or(|fold| fold.has_attribute("open"))
}
