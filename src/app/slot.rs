//! The memory of a part that is loaded later. The page keeps it without knowing what it is: only the part itself can read
//! it, through its slot.

use std::any::Any;
use std::sync::OnceLock;

use super::part::Part;
use super::state::{Model, Page};

/// What a part remembers, as the page sees it.
pub type Memory = Option<Box<dyn Any + Send + Sync>>;

/// Where a part finds its own memory in the model. It is made when something is remembered first.
pub struct Slot<S> {
    part: Part,
    none: OnceLock<S>,
}

impl<S: Default + Send + Sync + 'static> Slot<S> {
    /// The slot of a part.
    pub const fn new(part: Part) -> Slot<S> {
        Slot { part, none: OnceLock::new() }
    }

    /// What the part remembers.
    pub fn of<'a>(&'a self, model: &'a Model) -> &'a S {
        let memory = model.memories[self.part as usize].as_ref().and_then(|memory| memory.downcast_ref());
        memory.unwrap_or_else(|| self.none.get_or_init(S::default))
    }

    /// What the part remembers, to be changed.
    pub fn of_mut<'a>(&self, model: &'a mut Model) -> &'a mut S {
        let memory = model.memories[self.part as usize].get_or_insert_with(|| Box::new(S::default()));
        match memory.downcast_mut() {
            Some(memory) => memory,
            None => unreachable!("each part has one kind of memory"),
        }
    }

    /// Changes what the part remembers.
    pub fn change(&self, page: Page, change: impl FnOnce(&mut S)) {
        page.update(|model| change(self.of_mut(model)));
    }
}
