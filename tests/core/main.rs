//! The proof of the pure core: texts that were looked at once and kept, the vendors' rules written a second time by hand,
//! the repository in all its spellings, and properties that hold for any text. Neither network nor shell.

mod addresses;
mod apply;
mod bodies;
mod diagnosis;
mod errors;
mod forms;
mod goldens;
// The bench and a fuzz target need the other parts of it.
#[allow(dead_code, unused_imports)]
#[path = "../growth/mod.rs"]
mod growth;
mod growth_of_time;
mod hosts;
mod import_commands;
mod import_files;
mod imports;
mod imports_told;
mod incoming;
mod limits;
mod links;
mod opened;
mod picker;
mod preflight;
mod properties;
mod repositories;
mod rules;
mod secrets;
mod sources;
mod spellings;
mod wrapped;
