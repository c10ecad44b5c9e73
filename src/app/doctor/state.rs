//! What the part remembers: one value beside the model, which lives as long as the page.

use hook_builder::doctor::apply::Apply;

use super::calls::{Calls, calls};
use super::changes::Planned;
use super::check::Check;
use super::editing::Editing;
use super::hooks::Hooks;
use super::incoming::Incoming;
use super::picker::Finder;
use super::simulator::Simulator;
use crate::app::dress::dress;
use crate::app::part::Place;
use crate::app::state::Model;

/// What the part remembers.
#[derive(Default)]
pub struct State {
    /// The pipeline that is being chosen.
    pub finder: Finder,
    /// The checklist.
    pub check: Check,
    /// What creating would change.
    pub changes: Planned,
    /// The changes that are being made, or were.
    pub apply: Option<Apply>,
    /// The pipeline's hooks, and what is done with them.
    pub hooks: Hooks,
    /// The incoming hook that is built.
    pub incoming: Incoming,
    /// The timeline.
    pub simulator: Simulator,
    /// The set that is opened into the form.
    pub editing: Option<Editing>,
    /// Gives the calls of the changes, or those that undo them. A pointer, so that the exchange can ask for them without having
    /// what works them out.
    pub calls: Option<fn(&Model, bool) -> Option<Calls>>,
    /// Counted up with each call of changes that are being made.
    pub steps_version: u64,
    /// Whether each use of the page counts for the token.
    pub watched: bool,
    versions: [u64; Place::COUNT],
}

impl State {
    /// Changes when what is shown at a place must be made anew.
    pub fn version(&self, place: Place) -> u64 {
        self.versions[place as usize]
    }

    /// What is shown at a place is no longer true.
    pub fn refresh(&mut self, place: Place) {
        self.versions[place as usize] += 1;
    }
}

/// Makes the memory. It is never given back: the page needs it to its end.
pub fn start(model: &mut Model) {
    dress(include_str!("../../../style/doctor.css"));
    model.doctor = Some(Box::leak(Box::new(State { calls: Some(calls), ..State::default() })));
}
