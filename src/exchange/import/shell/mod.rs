//! Commands taken apart into words, by the rules of the shell that they were written for.

mod cmd;
mod cursor;
mod known;
mod output;
mod posix;
pub mod powershell;
mod table;
mod word;

pub use known::Known;
pub use word::{Command, Stream, Word};

/// How much of a command's first line says which shell it was written for, in bytes.
const LINE_MAX: usize = 4096;
/// The language of a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// bash and the like.
    Posix,
    /// bash after a program for letters had it: with its quotes, dashes and blanks.
    Typeset,
    /// fish.
    Fish,
    /// The Command Prompt of Windows.
    Cmd,
    /// The Command Prompt with carets that are escapes inside quotes as well, as Chrome up to 2023 copied a request.
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

    /// What people call it.
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

#[cfg(test)]
mod tests;
