//! Commands taken apart into words, by the rules of the shell that they were written for.

mod cmd;
mod posix;
pub mod powershell;

/// One command.
#[derive(Default)]
pub struct Command {
    /// Its words, without quotes. Variables stand as they were written.
    pub words: Vec<String>,
    /// What it reads, where that stands beside it.
    pub input: Option<String>,
}

/// The language of a shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// bash and the like.
    Posix,
    /// The Command Prompt of Windows.
    Cmd,
    /// PowerShell.
    PowerShell,
}

impl Dialect {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Posix => "bash",
            Dialect::Cmd => "the Windows Command Prompt",
            Dialect::PowerShell => "PowerShell",
        }
    }

    /// The shell that a command was written for. A line that goes on says it for sure; otherwise variables and quotes do.
    pub fn of(command: &str) -> Dialect {
        let line = command.lines().next().unwrap_or_default().trim_end();
        let whole = line.len() < command.trim_end().len();
        let percent = || line.split('%').skip(1).any(|word| word.len() > 2 && word.bytes().all(is_upper));
        match line.chars().last() {
            Some('\\') if whole => Dialect::Posix,
            Some('^') if whole => Dialect::Cmd,
            Some('`') if whole => Dialect::PowerShell,
            _ if line.contains("$env:") || line.contains("@'") || line.contains("`\"") => Dialect::PowerShell,
            _ if line.contains("^\"") || percent() => Dialect::Cmd,
            _ if line.starts_with("curl.exe") => Dialect::PowerShell,
            _ => Dialect::Posix,
        }
    }

    /// Takes the first command of a text apart, and says where it ends. `None` when one of its quotes does not end.
    pub fn read(self, text: &str) -> Option<(Command, usize)> {
        match self {
            Dialect::Posix => posix::read(text),
            Dialect::Cmd => cmd::read(text),
            Dialect::PowerShell => powershell::read(text),
        }
    }
}

fn is_upper(b: u8) -> bool {
    b.is_ascii_uppercase() || b == b'_'
}

/// A text on its way into words.
struct Words<'a> {
    text: &'a str,
    at: usize,
    command: Command,
    word: Option<String>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Words<'a> {
        Words { text, at: 0, command: Command::default(), word: None }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    /// Begins a word that may stay empty, as one in quotes may.
    fn begin(&mut self) {
        self.word.get_or_insert_default();
    }

    /// Steps over the white space and the line break behind the sign of a line that goes on. False where something else
    /// follows.
    fn line_goes_on(&mut self) -> bool {
        let white = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
        let found = self.rest()[white..].starts_with('\n');
        self.at += if found { white + 1 } else { 0 };
        found
    }

    /// What stands in front of the next `end`, which is stepped over as well.
    fn until(&mut self, end: &str) -> Option<&'a str> {
        let (inside, _) = self.rest().split_once(end)?;
        self.at += inside.len() + end.len();
        Some(inside)
    }

    fn end_word(&mut self) {
        self.command.words.extend(self.word.take());
    }

    fn done(mut self) -> (Command, usize) {
        self.end_word();
        (self.command, self.at)
    }
}
