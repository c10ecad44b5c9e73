//! Small models of what Windows makes of a text, for shells that no machine of these tests has. Each knows the syntax that
//! the outputs use, by its public documentation, and panics on any other rather than guess.

pub mod argv;
pub mod cmd;
pub mod powershell;

use std::collections::BTreeMap;

/// A program that was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its arguments, the program's own name first.
    pub arguments: Vec<String>,
    /// What it was given as its input.
    pub input: Option<String>,
    /// The files that were there then.
    pub files: BTreeMap<String, String>,
}
