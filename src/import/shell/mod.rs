//! Commands taken apart into words, by the rules of the shell that they were written for.

mod cmd;
mod posix;
pub mod powershell;

/// How much of a command's first line says which shell it was written for, in bytes.
const LINE_MAX: usize = 4096;

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
        let start = &command[..command.floor_char_boundary(LINE_MAX)];
        let (line, whole) = start.split_once('\n').map_or((start, false), |(line, _)| (line.trim_end(), true));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Words, what is read besides, and what follows the command.
    fn check(dialect: Dialect, text: &str, words: &[&str], input: Option<&str>, rest: &str) {
        let (command, end) = dialect.read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (command.words, command.input.as_deref(), &text[end..]),
            (words.iter().map(|word| word.to_string()).collect(), input, rest),
            "{text}"
        );
    }

    #[test]
    fn bash_reads_its_quotes() {
        let check = |text: &str, words: &[&str], input, rest: &str| check(Dialect::Posix, text, words, input, rest);
        check(
            "a 'b c'\\''d' \"e $F \\\"g\\\" \\n\" h\\ i '' # j",
            &["a", "b c'd", "e $F \"g\" \\n", "h i", ""],
            None,
            "",
        );
        check("a \\\n  b \\  \r\n c\nd", &["a", "b", "c"], None, "d");
        check(r"a $'b\'\u00e9\x41\n' $'c'; d", &["a", "b'éA\n", "c"], None, " d");
        check("a \"b\\\nc\" | d", &["a", "bc"], None, " d");
        check("a <<'E' -b\nx 'y\nE\nc", &["a", "-b"], Some("x 'y"), "c");
        check("a <<-E\n\tx\n\tE\n", &["a"], Some("x"), "");
        check("a <<< 'b c' -d\n", &["a", "-d"], Some("b c"), "");
        check("a https://h/<id>/x?y#z", &["a", "https://h/<id>/x?y#z"], None, "");
        for open in ["a 'b", "a \"b", "a $'b", "a <<E\nx", "a \\"] {
            assert!(Dialect::Posix.read(open).is_none(), "{open}");
        }
    }

    #[test]
    fn cmd_and_the_program_read_one_after_the_other() {
        let check = |text: &str, words: &[&str], rest: &str| check(Dialect::Cmd, text, words, None, rest);
        check("a \"b c\" ^\n  d ^\r\n e\nf", &["a", "b c", "d", "e"], "f");
        check(r#"a "{\"b\": \"c\\\" d\"}" e"#, &["a", r#"{"b": "c\" d"}"#, "e"], "");
        check(r#"a ^"{^\^"b^\^": 1 ^& 2}^" & c"#, &["a", r#"{"b": 1 & 2}"#], " c");
        check(
            "a \"b^\" ^^ c\\d \"e\"\"f\" \"g\\\\\" %%H%% %I%",
            &["a", "b^", "^", "c\\d", "e\"f", "g\\", "%H%", "%I%"],
            "",
        );
        check("a ^\"b^\n\nc^\"", &["a", "b\nc"], "");
        check("a ^\"b^\r\n\r\nc^\"", &["a", "b\nc"], "");
        assert!(Dialect::Cmd.read("a \"b").is_none());
    }

    #[test]
    fn powershell_reads_its_quotes() {
        let check = |text: &str, words: &[&str], rest: &str| check(Dialect::PowerShell, text, words, None, rest);
        check(
            "a 'b ''c'' `d' `\n \"e `\"f`\" \"\"g\"\" $env:H`n\" `i; j",
            &["a", "b 'c' `d", "e \"f\" \"g\" $env:H\n", "i"],
            " j",
        );
        check("a @'\nb 'c'\n\"d\"\n'@ | e", &["a", "b 'c'\n\"d\""], " e");
        check("a @\"\r\nb `$c \"d\"\r\n\"@", &["a", "b $c \"d\""], "");
        check("a @'\n'@ b", &["a", "", "b"], "");
        check("a ‘b’ “c” @d", &["a", "b", "c", "@d"], "");
        for open in ["a 'b", "a \"b", "a @'\nb", "a `"] {
            assert!(Dialect::PowerShell.read(open).is_none(), "{open}");
        }
    }

    #[test]
    fn the_shell_is_known_by_its_line() {
        let check = |command: &str, dialect: Dialect| assert_eq!(Dialect::of(command), dialect, "{command}");
        check("curl 'x' \\\n -d y", Dialect::Posix);
        check("curl \"x\" ^\n -d y", Dialect::Cmd);
        check("curl.exe \"x\" `\n -d y", Dialect::PowerShell);
        check("curl 'x' -d '$env:X %PATH% ^\"' \\\n -d y", Dialect::Posix);
        check("curl \"x\" -H \"Authorization: Bearer %TOKEN%\"", Dialect::Cmd);
        check("curl \"x\" -H \"Authorization: Bearer $env:TOKEN\"", Dialect::PowerShell);
        check("curl.exe x", Dialect::PowerShell);
        check("curl x%20y%2F", Dialect::Posix);
    }
}
