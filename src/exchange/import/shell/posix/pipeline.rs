//! The programs of a statement, word by word.

use super::super::{Command, Known, Stream, Word};

/// What the word that is read is for.
#[derive(Clone, Default, PartialEq)]
pub(super) enum Role {
    #[default]
    Argument,
    /// The value of a variable.
    Value(String),
    Input,
    InputText,
    /// The name of the file that is written, and whether that is added to it.
    Output(bool),
    Nothing,
}

/// A pipeline on its way.
#[derive(Default)]
pub(super) struct Pipeline {
    pub(super) commands: Vec<Command>,
    /// The files that they write.
    pub(super) outputs: Vec<Option<(String, bool)>>,
    /// Texts that begin in the next line: whose, how they end, whether tabs in front of their lines are no part of them,
    /// and whether they are taken as they stand.
    pub(super) documents: Vec<(usize, String, bool, bool)>,
    pub(super) word: Option<Word>,
    pub(super) role: Role,
}

impl Pipeline {
    pub(super) fn begin_command(&mut self) {
        self.commands.push(Command::default());
        self.outputs.push(None);
    }

    /// The word that is read.
    pub(super) fn word(&mut self) -> &mut Word {
        self.word.get_or_insert_default()
    }

    /// Whether the last command has nothing yet.
    pub(super) fn is_bare(&self) -> bool {
        let bare = |command: &Command| command.words.is_empty() && command.input.is_none();
        self.word.is_none() && self.commands.last().is_none_or(bare)
    }

    pub(super) fn redirect(&mut self, role: Role, known: &mut Known) {
        self.end_word(known);
        self.role = role;
    }

    pub(super) fn end_word(&mut self, known: &mut Known) {
        let Some(mut word) = self.word.take() else { return };
        let (Some(command), Some(output)) = (self.commands.last_mut(), self.outputs.last_mut()) else { return };
        match std::mem::take(&mut self.role) {
            Role::Argument => command.words.push(word),
            Role::Value(name) => known.set(&name, vec![word]),
            Role::Input => {
                let known = known.file(&word.text);
                command.input = Some(known.unwrap_or(Stream::File(word.text)));
            }
            Role::InputText => {
                word.text.push('\n');
                command.input = Some(Stream::Text(word));
            }
            Role::Output(added) => *output = Some((word.text, added)),
            Role::Nothing => {}
        }
    }
}
