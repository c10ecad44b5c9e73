//! A command, taken apart.

use serde_json::Value;

/// How deeply commands may stand in one another.
pub(super) const LEVELS_MAX: usize = 8;

/// A word of a command.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// The word without its quotes. What the shell alone knows stands in it as it was written.
    pub text: String,
    /// The first part of it that the shell alone knows: a variable, or what a program writes.
    pub open: Option<String>,
    /// The table or the list that it is in PowerShell.
    pub value: Option<Value>,
}

impl Word {
    /// A word that says all.
    pub fn of(text: &str) -> Word {
        Word { text: text.into(), ..Word::default() }
    }

    /// Adds what the shell alone knows, as it is written.
    pub(super) fn push_open(&mut self, written: &str) {
        self.text.push_str(written);
        self.open.get_or_insert_with(|| written.to_string());
    }

    pub(super) fn push_word(&mut self, other: &Word) {
        self.text.push_str(&other.text);
        if self.open.is_none() {
            self.open.clone_from(&other.open);
        }
    }
}

/// What a command reads, or writes.
#[derive(Clone, Debug, PartialEq)]
pub enum Stream {
    /// This text.
    Text(Word),
    /// A file of this name.
    File(String),
    /// What a program puts together, by the beginning of its command.
    Computed(String),
}

/// One program with what it is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Command {
    /// Its name and arguments.
    pub words: Vec<Word>,
    /// What it reads, where the text says it.
    pub input: Option<Stream>,
}

/// Whether the line at a place goes on with what can only belong to the command before: an option.
pub(super) fn is_option(text: &str) -> bool {
    let name = text.strip_prefix("--").or(text.strip_prefix('-')).unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}
