//! Texts of any kind: templates, JSON, encodings, words.

pub(crate) mod base64;
pub mod json;
pub mod percent;
pub mod template;
pub(crate) mod word;
