//! Elements that are made anew when their key changes.

use super::{Element, Reading};

/// What is made, and when. The key stays inside the closure that compares it, so that all regions are of one type.
pub(super) struct Region<M> {
    is_new: Box<dyn FnMut(&M) -> bool>,
    make: Reading<M, Vec<Element<M>>>,
    /// What was made last, once more.
    #[cfg(debug_assertions)]
    twin: Vec<Element<M>>,
}

impl<M: 'static> Region<M> {
    pub(super) fn new(is_new: Box<dyn FnMut(&M) -> bool>, make: Reading<M, Vec<Element<M>>>) -> Region<M> {
        Region {
            is_new,
            make,
            #[cfg(debug_assertions)]
            twin: Vec::new(),
        }
    }

    /// The elements, if the key is another one than before.
    pub(super) fn made_anew(&mut self, model: &M) -> Option<Vec<Element<M>>> {
        if (self.is_new)(model) {
            #[cfg(debug_assertions)]
            {
                self.twin = self.make(model);
            }
            return Some(self.make(model));
        }
        #[cfg(debug_assertions)]
        self.compare(model);
        None
    }

    /// The elements as they are with this model.
    pub(super) fn make(&self, model: &M) -> Vec<Element<M>> {
        (self.make)(model)
    }

    /// Whether what was made for this key would still be made so: else the key misses something.
    #[cfg(debug_assertions)]
    fn compare(&self, model: &M) {
        let html = |list: &[Element<M>]| list.iter().map(|element| element.html(model)).collect::<String>();
        let (kept, new) = (html(&self.twin), html(&self.make(model)));
        assert_eq!(kept, new, "a region is made for a key that misses what it shows");
    }

    /// Follows the model as a browser would, without one.
    #[cfg(all(test, not(target_arch = "wasm32")))]
    pub(super) fn keep_up(&mut self, model: &M) {
        self.made_anew(model);
        self.twin.iter_mut().for_each(|element| element.keep_up(model));
    }
}
