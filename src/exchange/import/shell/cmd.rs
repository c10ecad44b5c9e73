//! The Command Prompt of Windows. First it takes its own escapes away, then the program takes its line apart by the rules of
//! Microsoft's C runtime
//! (<https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments>).

use super::cursor::Cursor;
use super::output::output;
use super::{Command, Known, Stream, Word};

/// How long a placeholder such as `<pipeline_id>` may be, in bytes.
const PLACEHOLDER_MAX: usize = 60;

/// Reads a pipeline. `everywhere` says whether a caret is an escape inside quotes too.
pub fn read(text: &str, at: usize, known: &mut Known, everywhere: bool) -> Option<(Vec<Command>, usize)> {
    let mut cursor = Cursor { text, at };
    let mut lines = vec![String::new()];
    let mut quoted = false;
    while let Some(c) = cursor.next() {
        let line = lines.last_mut()?;
        match c {
            '"' => {
                quoted = !quoted;
                line.push(c);
            }
            '^' if everywhere || !quoted => {
                // Behind a line that goes on, the next character means itself as well: a second line break is one.
                if cursor.line_goes_on() {
                    if cursor.take("\r\n") || cursor.take("\n") {
                        line.push('\n');
                    }
                } else if let Some(c) = cursor.next() {
                    // A quote of the program's stays one.
                    line.push(c);
                }
            }
            // Two are one in a file of commands.
            '%' if cursor.take("%") => line.push('%'),
            '%' => variable(&mut cursor, line, known),
            '\n' if !quoted && !line.trim().is_empty() && cursor.find_option() => line.push(' '),
            '\n' if !quoted => break,
            '&' if !quoted => {
                cursor.take("&");
                break;
            }
            '|' if !quoted && cursor.take("|") => break,
            '|' if !quoted => lines.push(String::new()),
            '\r' if cursor.rest().starts_with('\n') => {}
            c => line.push(c),
        }
    }
    let mut commands: Vec<Command> = Vec::new();
    for line in &lines {
        let piped = commands.last().and_then(|before| output(before, known));
        let mut command = command(line, known)?;
        command.input = command.input.or(piped);
        commands.push(command);
    }
    Some((commands, cursor.at))
}

/// What stands behind a percent sign. A variable that is not known stays with its name.
fn variable(cursor: &mut Cursor<'_>, line: &mut String, known: &mut Known) {
    let mut ahead = *cursor;
    let name = ahead.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
    let words = if ahead.take("%") && !name.is_empty() { known.variable(&name.to_ascii_uppercase()) } else { None };
    match words.as_deref() {
        Some([word]) => {
            line.push_str(&word.text);
            *cursor = ahead;
        }
        _ => line.push('%'),
    }
}

/// A program's line, without its carets.
fn command(line: &str, known: &mut Known) -> Option<Command> {
    let trimmed = line.trim_start().trim_start_matches('@');
    let behind = |name: &str| {
        trimmed.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(|_| &trimmed[name.len()..])
    };
    if let Some(value) = behind("set ") {
        let value = value.trim();
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
        if let Some((name, value)) = value.split_once('=') {
            known.set(&name.trim().to_ascii_uppercase(), vec![Word::of(value)]);
        }
        return Some(Command::default());
    }
    // It writes its line as it stands, quotes and all.
    if let Some(text) = behind("echo ") {
        return Some(Command { words: vec![Word::of("echo"), Word::of(text.trim_end())], input: None });
    }
    let (line, input) = without_redirection(line);
    let words = runtime(&line)?.into_iter().map(word).collect();
    let input = input.map(|name| known.file(&name).unwrap_or(Stream::File(name)));
    Some(Command { words, input })
}

/// A word, with the variable in it that the text does not say.
fn word(text: String) -> Word {
    let mut parts = text.split('%').skip(1);
    let open = parts.find(|part| part.len() > 1 && part.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'));
    let open = open.map(|name| ["%", name, "%"].concat());
    Word { open, ..Word::of(&text) }
}

/// A line without what is said of files, and the file that is read.
fn without_redirection(line: &str) -> (String, Option<String>) {
    let (mut out, mut input) = (String::new(), None);
    let mut cursor = Cursor { text: line, at: 0 };
    let mut quoted = false;
    while let Some(c) = cursor.next() {
        quoted ^= c == '"';
        let placeholder = || {
            let near = &cursor.rest()[..cursor.rest().floor_char_boundary(PLACEHOLDER_MAX)];
            let name = near.split('>').next().unwrap_or_default();
            near.len() > name.len()
                && name.starts_with(|c: char| c.is_ascii_alphabetic())
                && !name.contains([' ', '.', '\\'])
        };
        match c {
            '<' if !quoted && placeholder() => {
                let name = cursor.take_while(|c| c != '>');
                cursor.next();
                out.extend(["<", name, ">"]);
            }
            '<' | '>' if !quoted => {
                cursor.take(">");
                cursor.take_while(|c| c == ' ' || c == '&');
                let quote = cursor.take("\"");
                let name = cursor.take_while(|c| if quote { c != '"' } else { !c.is_whitespace() });
                cursor.take(if quote { "\"" } else { "" });
                if c == '<' {
                    input = Some(name.to_string());
                } else if out.ends_with([' ', '\t']) || out.ends_with(" 2") || out.ends_with(" 1") {
                    let kept = out.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                    out.truncate(kept);
                }
            }
            c => out.push(c),
        }
    }
    (out, input)
}

/// What a program makes of words that come without escapes: those with blanks are put in quotes, and that is all.
pub fn as_given_without_escapes(command: &mut Command) {
    let line: Vec<String> = command
        .words
        .iter()
        .map(|word| {
            let bare = word.text.is_empty() || word.text.contains(char::is_whitespace);
            if bare && !word.text.starts_with('"') { ["\"", &word.text, "\""].concat() } else { word.text.clone() }
        })
        .collect();
    let Some(words) = runtime(&line.join(" ")) else { return };
    let open = command.words.iter().find_map(|word| word.open.clone());
    let value = |text: &str| command.words.iter().find(|word| word.text == text).and_then(|word| word.value.clone());
    command.words = words
        .into_iter()
        .map(|text| {
            let open = open.clone().filter(|open| text.contains(open.as_str()));
            Word { open, value: if text.is_empty() { value(&text) } else { None }, text }
        })
        .collect();
}

/// The words of a program's line. Backslashes mean something in front of a quote alone.
fn runtime(line: &str) -> Option<Vec<String>> {
    let mut cursor = Cursor { text: line, at: 0 };
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let mut quoted = false;
    while let Some(c) = cursor.next() {
        match c {
            '\\' => {
                let count = 1 + cursor.take_while(|c| c == '\\').len();
                let quote = cursor.rest().starts_with('"');
                let word = word.get_or_insert_default();
                word.extend(std::iter::repeat_n('\\', if quote { count / 2 } else { count }));
                if quote && count % 2 == 1 {
                    cursor.next();
                    word.push('"');
                }
            }
            '"' if quoted && cursor.take("\"") => word.get_or_insert_default().push('"'),
            '"' => {
                word.get_or_insert_default();
                quoted = !quoted;
            }
            c if c.is_whitespace() && !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (!quoted).then_some(words)
}
