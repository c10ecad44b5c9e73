//! What a person typed, and what follows from it.

pub mod field;
pub mod plan;
pub mod problem;
pub mod rules;
pub mod values;
