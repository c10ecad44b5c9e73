//! What the part remembers: one value beside the model, which lives as long as the page.

use hook_builder::doctor::apply::Apply;
use hook_builder::page::shared::Shared;

use super::changes::Planned;
use super::check::Check;
use super::editing::Editing;
use super::hooks::Hooks;
use super::incoming::Incoming;
use super::picker::Finder;
use super::simulator::Simulator;
use crate::app::part::Part;
use crate::app::slot::Slot;
use crate::app::state::{Model, Page};

/// What the part remembers.
#[derive(Default)]
pub struct State {
    /// The pipeline that is being chosen.
    pub finder: Finder,
    /// The checklist.
    pub check: Check,
    /// What creating would change.
    pub changes: Shared<Planned>,
    /// The changes that are being made, or were.
    pub apply: Option<Shared<Apply>>,
    /// The pipeline's hooks, and what is done with them.
    pub hooks: Hooks,
    /// The incoming hook that is built.
    pub incoming: Incoming,
    /// The timeline.
    pub simulator: Simulator,
    /// The set that is opened into the form.
    pub editing: Option<Shared<Editing>>,
    /// Whether each use of the page counts for the token.
    pub watched: bool,
}

static SLOT: Slot<State> = Slot::new(Part::Doctor);

/// What the doctor remembers.
pub fn own(model: &Model) -> &State {
    SLOT.of(model)
}

/// What the doctor remembers, to be changed together with the model.
pub fn own_mut(model: &mut Model) -> &mut State {
    SLOT.of_mut(model)
}

/// Changes what the doctor remembers.
pub fn change(page: Page, change: impl FnOnce(&mut State)) {
    SLOT.change(page, change);
}
