//! What the part remembers: one value beside the model, which lives as long as the page.

use hook_builder::apply::Apply;
use js_sys::{Array, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

use super::changes::Planned;
use super::check::Check;
use super::editing::Editing;
use super::hooks::Hooks;
use super::incoming::Incoming;
use super::picker::Finder;
use super::simulator::Simulator;

/// A place of the page where the part shows something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Below the pipeline's field.
    Pipeline,
    /// Below the buttons of the section that creates.
    Create,
    /// The list of hooks.
    Hooks,
    /// In the fold of the incoming hook.
    Incoming,
    /// In the fold of the simulator.
    Simulator,
}

/// How many places there are.
const PLACES: usize = 5;

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
    /// Counted up with each call of changes that are being made.
    pub steps_version: u64,
    versions: [u64; PLACES],
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

/// The memory, made once. It is never given back: the page needs it to its end.
pub fn start() -> &'static mut State {
    // Without its style the part works all the same.
    let _ = dress();
    Box::leak(Box::default())
}

/// Adds the part's own style to the page's, as a sheet that the policy need not name.
fn dress() -> Result<(), JsValue> {
    let make: js_sys::Function = Reflect::get(&window(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&make, &Array::new())?;
    let replace: js_sys::Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &include_str!("../../../style/doctor.css").into())?;
    Reflect::set(&document(), &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
    Ok(())
}
