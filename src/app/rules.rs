//! The rules that a form with nothing but two texts cannot break. Nothing is sent that they have not
//! seen: see [`later`](super::later).

use hook_builder::form::rules::GUARD;

use super::part::Table;

/// The one way into this module: what the page reached in another way would be part of the page's file.
pub static TABLE: Table = Table {
    start: |model| model.take_rules(&GUARD),
    act: |_, _| {},
    view: |_, _| Vec::new(),
    changed: None,
    calls: None,
};
