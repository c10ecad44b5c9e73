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
use super::element::Element;
use super::part::{Act, Place, Table};
use super::sections::outputs::{copy_all, format};
use super::state::{Model, Page};

/// What the part remembers.
pub struct State {
    /// The format that is chosen among all, as its place in [`OUTPUTS`].
    output: usize,
    /// The label of what is written in it, once somebody has chosen.
    job: Option<&'static str>,
    /// What a press has taken in place of an address's first meaning.
    taken: Option<reading::Taken>,
}

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table { start, changed: None, act, view, take_out: None, version };

/// Makes the memory. It is never given back: the page needs it to its end.
fn start(model: &mut Model) {
    dress(include_str!("../../../style/exchange.css"));
    // The first that has no tab of its own.
    let is_new = |output: &&dyn Output| FORMATS.iter().all(|format| format.id() != output.id());
    let output = OUTPUTS.iter().position(is_new).unwrap_or_default();
    model.exchange = Some(Box::leak(Box::new(State { output, job: None, taken: None })));
}

fn version(model: &Model, place: Place) -> u64 {
    match place {
        Place::Formats => formats::version(model),
        Place::Explanation => explanation::version(model),
        Place::Notice => keeping::version(model),
        Place::Reading => reading::version(model),
        Place::Conditions => conditions::version(model),
        _ => 0,
    }
}

fn act(page: Page, act: Act) {
    match act {
        Act::CopyAll => copy_all(page, page.peek(output), formats::TEXT),
        Act::Download => save::press(page),
        Act::Keep(press) => keeping::press(page, press),
        // The others are other parts', or show something as soon as the part is here.
        _ => {}
    }
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    match place {
        Place::Formats => formats::view(page, model),
        Place::Explanation => explanation::view(model),
        Place::Notice => keeping::view(page, model),
        Place::Reading => reading::view(page, model),
        Place::Conditions => conditions::view(page, model),
        _ => Vec::new(),
    }
}

/// The output that is shown.
fn output(model: &Model) -> &'static dyn Output {
    OUTPUTS[place_of(model)]
}

/// Its place in the list: that of the tab's format, or of the one that is chosen among all.
fn place_of(model: &Model) -> usize {
    let of_tab = format(model).and_then(|format| OUTPUTS.iter().position(|output| output.id() == format.id()));
    of_tab.unwrap_or_else(|| model.exchange.as_deref().map_or(0, |state| state.output))
}

/// Changes what the part remembers.
fn change(page: Page, change: impl FnOnce(&mut State)) {
    page.update(|model| {
        if let Some(state) = model.exchange.as_deref_mut() {
            change(state);
        }
    });
}
