//! The part's memory.

use hook_builder::doctor::incoming::IncomingField;
use hook_builder::page::incoming::{Builder, Derived};
use hook_builder::page::shared::Shared;

use super::super::state::{self, own};
use super::job::Job;
use crate::app::state::{Model, Page};

/// The part's memory.
#[derive(Default)]
pub struct Incoming {
    /// Whether it is on the screen.
    pub open: bool,
    /// What was chosen here.
    pub builder: Builder,
    /// The format that is shown, as its place among the tabs.
    pub format: usize,
    /// What came of the last press.
    pub job: Shared<Job>,
}

/// The part's memory.
pub fn memory(model: &Model) -> &Incoming {
    &own(model).incoming
}

/// What was chosen.
pub fn builder(model: &Model) -> &Builder {
    &memory(model).builder
}

/// What follows from all that was chosen.
pub fn derived(model: &Model) -> Shared<Derived> {
    builder(model).derived(model)
}

/// Changes the memory.
pub fn change(page: Page, change: impl FnOnce(&mut Incoming)) {
    state::change(page, |state| change(&mut state.incoming));
}

/// Takes what was typed into a field.
pub fn type_in(page: Page, field: IncomingField, text: String) {
    let derived = page.peek(derived);
    change(page, |memory| memory.builder.type_in(&derived, field, text));
}

/// A field was left.
pub fn touch(page: Page, field: IncomingField) {
    change(page, |memory| memory.builder.touch(field));
}
