//! The exchange: texts that leave and enter the page, as far as few need them. It is loaded once it is needed, and is no
//! part of what a first visit loads: see [`later`](super::later).

mod explanation;
mod importing;

use super::dress::dress;
use super::element::Element;
use super::part::{Act, Place, Table};
use super::state::{Model, Page};

/// What the part remembers.
#[derive(Default)]
pub struct State {
    /// What a person has already, and wants to start from.
    importing: importing::Importing,
}

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table { start, act, view, version };

/// Makes the memory. It is never given back: the page needs it to its end.
fn start(model: &mut Model) {
    dress(include_str!("../../../style/exchange.css"));
    model.exchange = Some(Box::leak(Box::default()));
}

fn version(model: &Model, place: Place) -> u64 {
    match place {
        Place::Explanation => explanation::version(model),
        Place::Import => importing::version(model),
        _ => 0,
    }
}

fn act(page: Page, act: Act) {
    // The others show something as soon as the part is here.
    if act == Act::Import {
        importing::press(page);
    }
}

fn view(page: Page, model: &Model, place: Place) -> Vec<Element> {
    match place {
        Place::Explanation => explanation::view(model),
        Place::Import => importing::view(page, model),
        _ => Vec::new(),
    }
}
