//! The exchange: texts that leave the page, as far as few need them, and what is said of links, of the draft and of what was
//! read. It is loaded once it is needed, and is no part of what a first visit loads: see [`later`](super::later).

mod conditions;
mod explanation;
mod formats;
mod keeping;
mod reading;
mod save;

use hook_builder::exchange::export::{FORMATS, OUTPUTS, Output};

use super::dress::dress;
use super::part::{Act, Part, Place, Table};
use super::sections::outputs::{copy_all, format};
use super::slot::Slot;
use super::state::{Model, Page};
use crate::app::Element;

/// What the part remembers.
pub struct State {
    /// The format that is chosen among all, as its place in [`OUTPUTS`].
    output: usize,
    /// The label of what is written in it, once somebody has chosen.
    job: Option<&'static str>,
    /// What a press has taken in place of an address's first meaning.
    taken: Option<reading::Taken>,
}

impl Default for State {
    fn default() -> Self {
        // The first that has no tab of its own.
        let is_new = |output: &&dyn Output| FORMATS.iter().all(|format| format.id() != output.id());
        State { output: OUTPUTS.iter().position(is_new).unwrap_or_default(), job: None, taken: None }
    }
}

static SLOT: Slot<State> = Slot::new(Part::Exchange);

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table =
    Table { start: |_| dress(include_str!("../../../style/exchange.css")), changed: None, act, view, calls: None };

fn act(page: Page, act: Act) {
    match act {
        Act::CopyAll => copy_all(page, page.peek(output), formats::TEXT),
        Act::Download => save::press(page),
        Act::Keep(press) => keeping::press(page, press),
        // The others are other parts', or show something as soon as the part is here.
        _ => {}
    }
}

fn view(page: Page, place: Place) -> Vec<Element> {
    let view = match place {
        Place::Formats => formats::place(page),
        Place::Explanation => explanation::place(page),
        Place::Notice => keeping::place(page),
        Place::Reading => reading::place(page),
        Place::Conditions => conditions::place(page),
        _ => return Vec::new(),
    };
    vec![view]
}

/// What the part remembers.
fn own(model: &Model) -> &State {
    SLOT.of(model)
}

/// Changes what the part remembers.
fn change(page: Page, change: impl FnOnce(&mut State)) {
    SLOT.change(page, change);
}

/// The output that is shown.
fn output(model: &Model) -> &'static dyn Output {
    OUTPUTS[place_of(model)]
}

/// Its place in the list: that of the tab's format, or of the one that is chosen among all.
fn place_of(model: &Model) -> usize {
    let of_tab = format(model).and_then(|format| OUTPUTS.iter().position(|output| output.id() == format.id()));
    of_tab.unwrap_or_else(|| own(model).output)
}
