//! Texts of any kind: templates, JSON, base64.

pub(crate) mod base64;
pub mod json;
pub mod template;
