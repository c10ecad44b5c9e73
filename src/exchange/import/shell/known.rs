//! What stands in variables and files.

use std::collections::BTreeMap;

use super::word::{Stream, Word};

/// What is known of variables and files, on the way through a text.
#[derive(Default)]
pub struct Known {
    variables: BTreeMap<String, Vec<Word>>,
    pub(super) files: BTreeMap<String, Stream>,
    /// How many bytes variables may still become: each may hold several others.
    room: usize,
}

impl Known {
    /// What is known in front of a text of this length.
    pub fn before(len: usize) -> Known {
        Known { room: 4 * len, ..Known::default() }
    }

    /// The words that a variable stands for.
    pub(super) fn variable(&mut self, name: &str) -> Option<Vec<Word>> {
        let words = self.variables.get(name)?;
        let len = words.iter().map(|word| word.text.len() + 1).sum();
        self.room = self.room.checked_sub(len)?;
        Some(words.clone())
    }

    pub(super) fn set(&mut self, name: &str, words: Vec<Word>) {
        self.variables.insert(name.to_string(), words);
    }

    /// What stands in a file that a command wrote.
    pub fn file(&mut self, name: &str) -> Option<Stream> {
        let stream = self.files.get(name)?;
        if let Stream::Text(word) = stream {
            self.room = self.room.checked_sub(word.text.len())?;
        }
        Some(stream.clone())
    }
}
