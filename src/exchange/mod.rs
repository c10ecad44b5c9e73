//! Requests to text, and text to the form.

pub mod export;
pub mod import;
pub mod link;
