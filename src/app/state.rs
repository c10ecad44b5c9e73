//! The page's state: one [`Model`] in one signal. It is written by events and by finished calls, never by effects.

use std::ops::{Deref, DerefMut};

use hook_builder::form::field::Field;
use hook_builder::form::values::FormValues;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Element;
use super::element::Following;
use super::later::{self, Later};
use super::part::Part;
use super::slot::Memory;

pub use hook_builder::page::Tone;

/// What the page knows, beside the parts of its program, of which it knows how far they have come.
#[derive(Default)]
pub struct Model {
    known: hook_builder::page::Model,
    /// The parts that are loaded when they are first needed.
    pub later: [Later; Part::ALL.len()],
    /// What they remember.
    pub memories: [Memory; Part::ALL.len()],
}

impl Deref for Model {
    type Target = hook_builder::page::Model;

    fn deref(&self) -> &Self::Target {
        &self.known
    }
}

impl DerefMut for Model {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.known
    }
}

/// A handle on the model, for every part of the page.
#[derive(Clone, Copy)]
pub struct Page(RwSignal<Model>);

impl Page {
    /// A fresh page.
    pub fn new() -> Page {
        Page(RwSignal::new(Model::default()))
    }

    /// Shows an element that follows the model.
    pub fn show(self, element: Element) -> Following<Model> {
        element.follow(self.0, later::observe(self))
    }

    /// Reads the model once.
    pub fn peek<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.0.with_untracked(read)
    }

    /// Changes the model.
    pub fn update(self, change: impl FnOnce(&mut Model)) {
        let mut change = Some(change);
        self.update_with(&mut |model| {
            if let Some(change) = change.take() {
                change(model);
            }
        });
    }

    /// One function of the signal's for all changes.
    #[inline(never)]
    fn update_with(self, change: &mut dyn FnMut(&mut Model)) {
        self.0.update(change);
    }

    /// Changes the form at a field.
    pub fn edit(self, field: Field, change: impl FnOnce(&mut FormValues)) {
        self.update(|model| model.edit(field, change));
    }

    /// Takes what was typed into a field.
    pub fn type_in(self, field: Field, text: String) {
        self.update(|model| model.type_in(field, text));
    }

    /// A field was left: an empty one is now a fault.
    pub fn touch(self, field: Field) {
        self.update(|model| model.touch(field));
    }

    /// A person wants to go on: all that keeps the plan from being sent is now a fault. Gives the first.
    pub fn touch_blocking(self) -> Option<Field> {
        let mut first = None;
        self.update(|model| first = model.touch_blocking());
        first
    }

    /// Reads a text aloud.
    pub fn announce(self, text: &str) {
        self.update(|model| model.announce(text.to_string()));
    }
}

/// Brings a field into view, opening what it is folded in, and puts the cursor there.
pub fn focus(field: Field) {
    focus_id(&field.id());
}

/// The same for any element.
pub fn focus_id(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let mut above = element.parent_element();
    while let Some(parent) = above {
        if parent.tag_name() == "DETAILS" {
            let _ = parent.set_attribute("open", "");
        }
        above = parent.parent_element();
    }
    if let Ok(element) = element.dyn_into::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// The text of the input or choice that an event came from.
pub fn typed(event: &web_sys::Event) -> String {
    event_target_value(event)
}
