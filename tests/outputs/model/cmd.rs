//! Windows cmd, with delayed expansion off and a code page that has ASCII.
//!
//! The rules are those of <https://learn.microsoft.com/windows-server/administration/windows-commands/cmd> (quotes, the
//! caret, special characters), `…/set` (`%name%`, `%name:~-1%`), `…/echo`, `…/certutil`, of
//! <https://learn.microsoft.com/troubleshoot/windows-client/shell-experience/command-line-string-limitation>, and, where those
//! say nothing of the order of things, of <https://stackoverflow.com/questions/4094699>, which found it out by experiment:
//! each line is first expanded, then cut into commands, then run.

use std::collections::BTreeMap;

use super::{Run, argv};

/// Where the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Pasted into the window.
    Window,
    /// In a file that was started without arguments.
    File,
}

/// Runs a text and gives the programs that it started.
pub fn run(text: &str, mode: Mode, variables: &[(&str, &str)]) -> Vec<Run> {
    assert!(text.bytes().all(|b| b == b'\n' || (b' '..=b'~').contains(&b)), "only ASCII is known: {text:?}");
    let variables = variables.iter().map(|(name, value)| (name.to_uppercase(), value.to_string())).collect();
    let mut cmd = Cmd { mode, variables, files: BTreeMap::new(), runs: Vec::new() };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let command = cmd.command(line, &mut lines);
        if command.text == "(" {
            cmd.block(command, &mut lines);
        } else {
            cmd.start(command);
        }
    }
    cmd.runs
}

struct Cmd {
    mode: Mode,
    variables: BTreeMap<String, String>,
    files: BTreeMap<String, String>,
    runs: Vec<Run>,
}

/// One command, without its carets and redirections.
#[derive(Default)]
struct Command {
    text: String,
    input: Option<String>,
    output: Option<String>,
}

impl Cmd {
    /// The first step: `%name%`. Text that comes of it is not read again.
    fn expand(&self, line: &str) -> String {
        assert!(line.len() < 8191, "the line is longer than cmd takes it: {} characters", line.len());
        assert!(!line.contains('!'), "with delayed expansion on this would be another text: {line}");
        let file = self.mode == Mode::File;
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            if file && let Some(behind) = rest.strip_prefix('%') {
                out.push('%');
                rest = behind;
                continue;
            }
            if file && rest.starts_with(|c: char| c.is_ascii_digit()) {
                // An argument of the file, of which there are none.
                rest = &rest[1..];
                continue;
            }
            assert!(!file || !rest.starts_with(['*', '~']), "arguments of a file are not known: {line}");
            let end = rest.find(['%', ':']);
            let name = end.map(|end| rest[..end].to_uppercase()).filter(|name| !name.is_empty());
            let value = name.as_ref().and_then(|name| self.variables.get(name));
            let behind = end.map(|end| &rest[end..]).unwrap_or_default();
            let last = behind.strip_prefix(":~-1%");
            match (value, last) {
                (Some(value), Some(behind)) => {
                    out.extend(value.chars().next_back());
                    rest = behind;
                }
                (Some(value), None) => {
                    out.push_str(value);
                    rest = behind.strip_prefix('%').unwrap_or_else(|| panic!("this form is not known: {line}"));
                }
                (None, _) if !file => out.push('%'),
                (None, _) if name.is_some() && behind.starts_with('%') => rest = &behind[1..],
                (None, _) if name.is_some() && behind.starts_with(':') => panic!("this form is not known: {line}"),
                // A sign that nothing belongs to.
                (None, _) => {}
            }
        }
        out + rest
    }

    /// The second step: quotes, carets and redirections, over as many lines as a caret at the end asks for.
    fn command<'a>(&self, line: &str, lines: &mut impl Iterator<Item = &'a str>) -> Command {
        let mut command = Command::default();
        let mut line = self.expand(line);
        let mut length = line.len();
        let mut at = 0;
        let mut quoted = false;
        while let Some(c) = line[at..].chars().next() {
            at += 1;
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '^' => {
                    if at == line.len() {
                        line = self.expand(lines.next().expect("a caret at the very end is not known"));
                        length += line.len();
                        assert!(length < 8191, "the command is longer than cmd takes it: {length} characters");
                        at = 0;
                    }
                    let escaped = line[at..].chars().next().expect("an empty line behind a caret is not known");
                    command.text.push(escaped);
                    at += 1;
                    continue;
                }
                '<' | '>' => {
                    assert!(!command.text.ends_with(|c: char| c.is_ascii_digit()), "handles are not known: {line}");
                    let (target, behind) = target(&line[at..]);
                    let place = if c == '<' { &mut command.input } else { &mut command.output };
                    assert!(place.replace(target).is_none(), "two redirections are not known: {line}");
                    at = line.len() - behind.len();
                    continue;
                }
                '&' | '|' => panic!("{c} is not known: {line}"),
                '(' => assert!(command.text.trim().is_empty(), "a bracket inside a command is not known: {line}"),
                ')' => assert!(line == ")", "a bracket inside a command is not known: {line}"),
                _ => {}
            }
            command.text.push(c);
        }
        assert!(!quoted, "a quote that does not end is not known: {line}");
        if command.output.is_some() && command.text.trim() == "(" {
            command.text = "(".into();
        }
        command
    }

    /// What the lines up to the closing bracket print, into the file.
    fn block<'a>(&mut self, opened: Command, lines: &mut impl Iterator<Item = &'a str>) {
        let mut printed = String::new();
        loop {
            let line = lines.next().expect("a block that does not end is not known");
            let command = self.command(line, lines);
            if command.text == ")" {
                break;
            }
            assert!(command.input.is_none() && command.output.is_none(), "not known inside a block: {line}");
            printed += &echo(&command.text);
        }
        assert!(opened.input.is_none(), "a block with an input is not known");
        self.files.insert(opened.output.expect("a block without a file is not known"), printed);
    }

    fn start(&mut self, command: Command) {
        let (name, rest) = command.text.split_once(' ').unwrap_or((&command.text, ""));
        match name {
            "set" => {
                let inner = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                let (name, value) = inner.and_then(|inner| inner.split_once('=')).expect("set \"name=value\"");
                assert!(!value.contains('"'), "quotes in a value are not known: {value}");
                self.variables.insert(name.to_uppercase(), value.to_string());
            }
            "del" => {
                let [file] = &argv::arguments(rest)[..] else { panic!("one file is known: {rest}") };
                assert!(self.files.remove(file).is_some(), "{file} is not there");
            }
            "certutil" => {
                assert_eq!(command.output.as_deref(), Some("nul"));
                let arguments = argv::arguments(rest);
                let [force, decode, from, to] = &arguments[..] else { panic!("not known: {rest}") };
                assert_eq!((force.as_str(), decode.as_str()), ("-f", "-decode"));
                let decoded = decoded(&self.files[from]);
                self.files.insert(to.clone(), decoded);
            }
            "curl" => {
                assert!(command.output.is_none(), "not known: {}", command.text);
                let arguments = [vec!["curl".to_string()], argv::arguments(rest)].concat();
                let input = command.input.map(|file| self.files[&file].clone());
                self.runs.push(Run { arguments, input, files: self.files.clone() });
            }
            _ => panic!("{name} is not known"),
        }
    }
}

/// The file of a redirection, and what stands behind it.
fn target(text: &str) -> (String, &str) {
    assert!(!text.starts_with(['>', '<', '&', ' ']), "this redirection is not known: {text}");
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').map(|(file, rest)| (file.to_string(), rest)).expect("it ends"),
        None => {
            let end = text.find(' ').unwrap_or(text.len());
            assert!(text[..end].bytes().all(|b| b.is_ascii_alphanumeric()), "this file is not known: {text}");
            (text[..end].to_string(), &text[end..])
        }
    }
}

/// What a line of `echo` prints: everything behind the one space.
fn echo(text: &str) -> String {
    let said = text.strip_prefix("echo ").unwrap_or_else(|| panic!("only echo is known inside a block: {text}"));
    let word = said.trim().to_lowercase();
    assert!(!["", "on", "off"].contains(&word.as_str()) && !word.contains("/?"), "echo would not print this: {said}");
    [said, "\r\n"].concat()
}

/// What base64 stands for (RFC 4648, section 4).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|b| !b"\r\n=".contains(b)) {
        let sign = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".iter().position(|b| *b == byte);
        bits = bits << 6 | sign.expect("it is base64") as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    String::from_utf8(bytes).expect("a text was coded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str, mode: Mode) -> Vec<String> {
        let variables = [("NAME", "a&b"), ("TWO", "%%"), ("Temp", "C:\\T")];
        let [run] = &run(text, mode, &variables)[..] else { panic!("one program is started: {text}") };
        run.arguments[1..].to_vec()
    }

    #[test]
    fn known_examples_are_read_as_known() {
        // The text, and what arrives from the window and from a file.
        for (text, window, file) in [
            ("curl \"%NAME%\" \"%name%1\"", "a&b,a&b1", "a&b,a&b1"),
            ("curl \"%NONE%\" x", "%NONE%,x", ",x"),
            ("curl 100%% a%2Fb%", "100%%,a%2Fb%", "100%,aFb"),
            ("curl a%TWO:~-1%2F%TEMP%", "a%2FC:\\T", "a%2FC:\\T"),
            ("curl ^&^^^\"a b^\" \"^&\"", "&^a b,^&", "&^a b,^&"),
            ("curl a ^\n  \"b c\" ^\n  d", "a,b c,d", "a,b c,d"),
            ("curl \"a\\\"b\\\"\" \"c\\\\\"", "a\"b\",c\\", "a\"b\",c\\"),
        ] {
            assert_eq!(arguments(text, Mode::Window).join(","), window, "{text}");
            assert_eq!(arguments(text, Mode::File).join(","), file, "{text}");
        }
    }

    #[test]
    fn a_block_prints_into_a_file_that_a_program_reads() {
        let text = ">\"%TEMP%\\f\" (\necho {\necho   \"a\": \"b & c\"\necho }\n)\ncurl -d @- <\"%TEMP%\\f\"\ndel \"%TEMP%\\f\"";
        for mode in [Mode::Window, Mode::File] {
            let runs = run(text, mode, &[("TEMP", "C:\\T")]);
            assert_eq!(runs[0].input.as_deref(), Some("{\r\n  \"a\": \"b & c\"\r\n}\r\n"));
            assert_eq!(runs[0].arguments, ["curl", "-d", "@-"]);
            assert!(runs[0].files.contains_key("C:\\T\\f"));
        }
    }

    #[test]
    fn a_sign_of_ones_own_is_the_same_in_both() {
        for mode in [Mode::Window, Mode::File] {
            let text = "set \"PERCENT=%%\"\ncurl \"a%PERCENT:~-1%2F%PERCENT:~-1%2a\"";
            assert_eq!(arguments(text, mode), ["a%2F%2a"]);
        }
    }

    #[test]
    fn other_syntax_is_not_guessed() {
        for text in [
            "curl a & b",
            "curl a | b",
            "curl a >>x",
            "curl a 2>x",
            "curl \"a",
            "curl (a)",
            "curl !a!",
            "curl é",
            "curl a^",
            "curl %NAME:a=b%",
            "dir",
            "if a==a curl",
            ">x (\ndir\n)",
            ">x (\necho on\n)",
            ">x (\necho a /?\n)",
            ">x (\necho a) b\n)",
            ">x (\necho a\n",
            "curl <x",
        ] {
            for mode in [Mode::Window, Mode::File] {
                assert!(std::panic::catch_unwind(|| run(text, mode, &[("NAME", "a")])).is_err(), "{text}");
            }
        }
        let long = ["curl ", &"x".repeat(8190)].concat();
        assert!(std::panic::catch_unwind(|| run(&long, Mode::File, &[])).is_err());
    }
}
