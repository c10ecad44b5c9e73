//! What a person typed, and what follows from it.

pub mod choice;
pub mod field;
pub mod plan;
pub mod planned;
pub mod problem;
pub mod reading;
pub mod rules;
pub mod values;
