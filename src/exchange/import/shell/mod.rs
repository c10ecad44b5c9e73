//! Commands taken apart into words, by the rules of the shell that they were written for.

mod cmd;
mod cursor;
mod output;
mod posix;
pub mod powershell;
mod table;

use std::collections::BTreeMap;

use serde_json::Value;

use cursor::Cursor;

/// How much of a command's first line says which shell it was written for, in bytes.
const LINE_MAX: usize = 4096;
/// How deeply commands may stand in one another.
const LEVELS_MAX: usize = 8;

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
    fn push_open(&mut self, written: &str) {
        self.text.push_str(written);
        self.open.get_or_insert_with(|| written.to_string());
    }

    fn push_word(&mut self, other: &Word) {
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

/// What is known of variables and files, on the way through a text.
#[derive(Default)]
pub struct Known {
    variables: BTreeMap<String, Vec<Word>>,
    files: BTreeMap<String, Stream>,
    /// How many bytes variables may still become: each may hold several others.
    room: usize,
}

impl Known {
    /// What is known in front of a text of this length.
    pub fn before(len: usize) -> Known {
        Known { room: 4 * len, ..Known::default() }
    }

    /// The words that a variable stands for.
    fn variable(&mut self, name: &str) -> Option<Vec<Word>> {
        let words = self.variables.get(name)?;
        let len = words.iter().map(|word| word.text.len() + 1).sum();
        self.room = self.room.checked_sub(len)?;
        Some(words.clone())
    }

    fn set(&mut self, name: &str, words: Vec<Word>) {
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

/// The language of a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// bash and the like.
    Posix,
    /// The same after a program for letters had it: with its quotes, dashes and blanks.
    Typeset,
    /// fish.
    Fish,
    /// The Command Prompt of Windows.
    Cmd,
    /// The same with carets that are escapes inside quotes as well, as Chrome up to 2023 copied a request.
    Carets,
    /// PowerShell.
    PowerShell,
    /// PowerShell up to 7.2, which gives its quotes to programs without escapes.
    WindowsPowerShell,
}

impl Dialect {
    /// All of them, in the order in which they are tried.
    const ALL: [Dialect; 7] = [
        Dialect::Posix,
        Dialect::Cmd,
        Dialect::Typeset,
        Dialect::PowerShell,
        Dialect::WindowsPowerShell,
        Dialect::Carets,
        Dialect::Fish,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Posix | Dialect::Typeset => "bash",
            Dialect::Fish => "fish",
            Dialect::Cmd | Dialect::Carets => "the Windows Command Prompt",
            Dialect::PowerShell | Dialect::WindowsPowerShell => "PowerShell",
        }
    }

    /// All of them, first the one that the command at a place was most likely written for. A line that goes on says it for
    /// sure; otherwise variables and quotes do.
    pub fn in_turn(text: &str, start: usize) -> impl Iterator<Item = Dialect> {
        let before = text[..start].rsplit('\n').next().unwrap_or_default();
        let likely = match Dialect::of(&text[start..]) {
            _ if before.contains("PS ") && before.contains('>') => Dialect::PowerShell,
            Dialect::Posix | Dialect::PowerShell if before.contains(":\\") => Dialect::Cmd,
            likely => likely,
        };
        // With its ending a program is one of Windows.
        let is_windows = text[start..].starts_with("curl.exe");
        let mut all = Dialect::ALL;
        all.sort_by_key(|dialect| {
            let of_windows = matches!(dialect, Dialect::Cmd | Dialect::PowerShell | Dialect::WindowsPowerShell);
            (*dialect != likely, is_windows && !of_windows)
        });
        all.into_iter()
    }

    fn of(command: &str) -> Dialect {
        let start = &command[..command.floor_char_boundary(LINE_MAX)];
        let (line, whole) = start.split_once('\n').map_or((start, false), |(line, _)| (line.trim_end(), true));
        let percent = || line.split('%').skip(1).any(|word| word.len() > 2 && word.bytes().all(is_upper));
        match line.chars().last() {
            Some('\\') if whole => Dialect::Posix,
            Some('^') if whole => Dialect::Cmd,
            Some('`') if whole => Dialect::PowerShell,
            _ if ["Invoke-", "irm ", "iwr "].iter().any(|name| line.starts_with(name)) => Dialect::PowerShell,
            _ if line.contains(" -Uri ") || line.contains(" -Method ") => Dialect::PowerShell,
            _ if line.contains("$env:") || line.contains("@'") || line.contains("`\"") => Dialect::PowerShell,
            _ if line.contains("^\"") => Dialect::Cmd,
            _ if percent() && !has_other_escapes(line) => Dialect::Cmd,
            _ if line.starts_with("curl.exe") => Dialect::PowerShell,
            _ => Dialect::Posix,
        }
    }

    /// Reads the statement that begins at a place: the programs of a pipeline, and where it ends. `None` where a quote does
    /// not end.
    pub fn read(self, text: &str, at: usize, known: &mut Known) -> Option<(Vec<Command>, usize)> {
        match self {
            Dialect::Posix => posix::read(text, at, known, posix::Style::Plain),
            Dialect::Typeset => posix::read(text, at, known, posix::Style::Typeset),
            Dialect::Fish => posix::read(text, at, known, posix::Style::Fish),
            Dialect::Cmd => cmd::read(text, at, known, false),
            Dialect::Carets => cmd::read(text, at, known, true),
            Dialect::PowerShell => powershell::read(text, at, known),
            Dialect::WindowsPowerShell => {
                let (mut commands, end) = powershell::read(text, at, known)?;
                commands.iter_mut().for_each(cmd::as_given_without_escapes);
                Some((commands, end))
            }
        }
    }
}

/// Whether quotes or escapes stand in a line that mean nothing to cmd.
fn has_other_escapes(line: &str) -> bool {
    let behind = |(at, _): (usize, &str)| line[at + 1..].chars().next();
    line.contains('\'')
        || line.match_indices('\\').filter_map(behind).any(|c| !(c.is_alphanumeric() || matches!(c, '"' | '\\' | '/')))
}

fn is_upper(b: u8) -> bool {
    b.is_ascii_uppercase() || b == b'_'
}

/// Whether the line at a place goes on with what can only belong to the command before: an option.
fn is_option(text: &str) -> bool {
    let name = text.strip_prefix("--").or(text.strip_prefix('-')).unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests;
