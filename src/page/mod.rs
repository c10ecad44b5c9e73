//! What the page knows, as far as no browser is needed for it.

pub mod shared;
