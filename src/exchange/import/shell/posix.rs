//! bash, dash, zsh and fish: words, pipelines, redirections, and texts that stand beside a command.
//!
//! The rules are those of <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html>, of
//! <https://www.gnu.org/software/bash/manual/bash.html#Shell-Syntax> and of
//! <https://fishshell.com/docs/current/language.html#quotes>. A line that begins with an option goes on with the command
//! before it, though the shell would have wanted a backslash.

mod pipeline;
mod quotes;

use super::cursor::Cursor;
use super::output::output;
use super::word::{LEVELS_MAX, is_option};
use super::{Command, Known, Stream, Word};
use pipeline::{Pipeline, Role};

/// How many programs of a pipeline may hand on a text.
const PIPED_MAX: usize = 20;

/// What is a quote, and what is a blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What bash takes for one.
    Plain,
    /// What a person takes for one.
    Typeset,
    /// What fish takes for one.
    Fish,
}

pub fn read(text: &str, at: usize, known: &mut Known, style: Style) -> Option<(Vec<Command>, usize)> {
    let mut inner = Vec::new();
    let mut reader = Reader { cursor: Cursor { text, at }, known, style, inner: &mut inner, levels: LEVELS_MAX };
    let mut commands = reader.pipeline(None)?;
    let end = reader.cursor.at;
    inner.append(&mut commands);
    Some((inner, end))
}

struct Reader<'a, 'k> {
    cursor: Cursor<'a>,
    known: &'k mut Known,
    style: Style,
    /// The commands inside words.
    inner: &'k mut Vec<Command>,
    levels: usize,
}

impl Reader<'_, '_> {
    /// A pipeline up to its end, or to the bracket that closes it, which is left.
    fn pipeline(&mut self, close: Option<char>) -> Option<Vec<Command>> {
        let mut line = Pipeline::default();
        line.begin_command();
        // Behind a line that goes on, and before anything else.
        let mut goes_on = false;
        while let Some(c) = self.cursor.peek().filter(|c| Some(*c) != close) {
            if self.assignment(&mut line)? {
                continue;
            }
            self.cursor.next();
            let fresh = line.word.is_none();
            let behind = goes_on;
            goes_on &= c.is_whitespace();
            match c {
                '\n' => {
                    line.end_word(self.known);
                    self.documents(&mut line)?;
                    let open = line.commands.len() > 1 && line.is_bare();
                    if !(open || !line.is_bare() && self.cursor.find_option()) {
                        break;
                    }
                }
                '\r' if self.cursor.rest().starts_with('\n') => line.end_word(self.known),
                '#' if fresh => {
                    self.cursor.skip_line();
                    if behind {
                        self.cursor.next();
                        goes_on = true;
                    }
                }
                '\\' if self.cursor.line_goes_on() => goes_on = true,
                '\\' => self.escaped(line.word()),
                ';' => break,
                '|' if self.cursor.take("|") => break,
                '|' => {
                    self.cursor.take("&");
                    line.end_word(self.known);
                    line.begin_command();
                }
                '&' if self.cursor.take(">") => line.redirect(Role::Nothing, self.known),
                // In an address that lacks its quotes.
                '&' if line.word.as_ref().is_some_and(|word| word.text.contains("://"))
                    && self.cursor.peek().is_some_and(char::is_alphanumeric) =>
                {
                    line.word().text.push('&');
                }
                '&' => {
                    self.cursor.take("&");
                    break;
                }
                '<' | '>' => self.redirection(c, &mut line)?,
                '(' if fresh && self.style == Style::Fish => {
                    let stream = self.substitution()?;
                    stream.push_to(line.word());
                }
                '(' | ')' if fresh => {
                    if !line.is_bare() {
                        break;
                    }
                }
                '`' => match self.backticks() {
                    Some(stream) => stream.push_to(line.word()),
                    // It closes what the command stands in.
                    None => break,
                },
                '"' if fresh && let Some(words) = self.quoted_list() => {
                    for word in words {
                        line.word = Some(word);
                        line.end_word(self.known);
                    }
                }
                '$' => self.unquoted_dollar(&mut line)?,
                c if self.is_blank(c) => line.end_word(self.known),
                '\'' if self.style == Style::Typeset && self.is_apostrophe() => line.word().text.push(c),
                c => match self.closing(c, fresh) {
                    Some(quote) => self.quoted(quote, line.word())?,
                    None if self.style == Style::Typeset && is_invisible(c) => {}
                    None => line.word().text.push(c),
                },
            }
        }
        line.end_word(self.known);
        self.documents(&mut line)?;
        Some(self.run(line))
    }

    /// Whether the sign that was read stands between letters.
    fn is_apostrophe(&self) -> bool {
        let before = self.cursor.text[..self.cursor.at - 1].chars().next_back();
        [before, self.cursor.peek()].into_iter().all(|c| c.is_some_and(char::is_alphabetic))
    }

    fn is_blank(&self, c: char) -> bool {
        matches!(c, ' ' | '\t') || self.style == Style::Typeset && c.is_whitespace()
    }

    /// Lets each command read what the one before it writes, and keeps what is written to files.
    fn run(&mut self, line: Pipeline) -> Vec<Command> {
        let mut piped = None;
        let count = line.commands.len();
        let mut commands = Vec::new();
        for (at, (mut command, file)) in line.commands.into_iter().zip(line.outputs).enumerate() {
            command.input = command.input.or(piped.take());
            if let (Some((name, added)), Some(written)) = (&file, output(&command, self.known)) {
                let before = self.known.files.get(name).filter(|_| *added).cloned();
                let whole = match (before, written) {
                    (Some(Stream::Text(mut before)), Stream::Text(more)) => {
                        before.push_word(&more);
                        Stream::Text(before)
                    }
                    (_, written) => written,
                };
                self.known.files.insert(name.clone(), whole);
            } else if at + 1 < count.min(PIPED_MAX) {
                piped = output(&command, self.known);
            }
            if let (Some("read"), Some(Stream::Text(word)), Some(name)) =
                (command.words.first().map(|word| word.text.as_str()), &command.input, command.words.last())
            {
                self.known.set(&name.text, vec![word.clone()]);
            }
            commands.push(command);
        }
        if let [command] = commands.as_slice()
            && self.style == Style::Fish
            && command.words.first().is_some_and(|word| word.text == "set")
        {
            let mut words = command.words[1..].iter().filter(|word| !is_option(&word.text));
            if let Some(name) = words.next() {
                self.known.set(&name.text, words.cloned().collect());
            }
        }
        commands
    }

    /// Begins the value of a variable, where a word does that. A list of values in brackets is read whole.
    fn assignment(&mut self, line: &mut Pipeline) -> Option<bool> {
        let before = &line.commands.last()?.words;
        let declares =
            |word: &Word| matches!(word.text.as_str(), "export" | "local" | "readonly" | "declare" | "typeset");
        let possible = line.word.is_none()
            && line.role == Role::Argument
            && before.first().is_none_or(|first| declares(first) && before.len() < 4);
        let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
        if !possible || !self.cursor.peek().is_some_and(starts) {
            return Some(false);
        }
        let mut ahead = self.cursor;
        let name = ahead.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        if !ahead.take("=") {
            return Some(false);
        }
        self.cursor = ahead;
        if !self.cursor.take("(") {
            line.role = Role::Value(name.to_string());
            line.word();
            return Some(true);
        }
        let mut words = Vec::new();
        self.levels = self.levels.checked_sub(1)?;
        while !self.cursor.take(")") {
            let start = self.cursor.at;
            words.extend(self.pipeline(Some(')'))?.into_iter().flat_map(|command| command.words));
            if self.cursor.at == start {
                return None;
            }
        }
        self.levels += 1;
        self.known.set(name, words);
        Some(true)
    }

    fn redirection(&mut self, c: char, line: &mut Pipeline) -> Option<()> {
        if c == '<'
            && let Some(len) = placeholder(self.cursor.rest())
        {
            line.word().text.push('<');
            line.word().text.push_str(&self.cursor.rest()[..len]);
            self.cursor.at += len;
            return Some(());
        }
        if self.cursor.peek() == Some('(') {
            self.cursor.next();
            let name = ["/dev/fd/", &self.cursor.at.to_string()].concat();
            let stream = self.commands_in(')')?;
            self.known.files.insert(name.clone(), stream);
            line.word().text.push_str(&name);
            return Some(());
        }
        // A number in front of it says which stream is meant.
        let number = line.word.take_if(|word| word.text.bytes().all(|b| b.is_ascii_digit()));
        let role = match c {
            '<' if self.cursor.take("<<") => Role::InputText,
            '<' if self.cursor.take("<") => {
                let tabs = self.cursor.take("-");
                self.cursor.take_while(|c| c == ' ' || c == '\t');
                let written = self.cursor.take_while(|c| !c.is_whitespace() && !";|&<>()".contains(c));
                let end: String = written.chars().filter(|c| !"'\"\\".contains(*c)).collect();
                let as_it_stands = end.len() < written.len();
                line.end_word(self.known);
                line.documents.push((line.commands.len() - 1, end, tabs, as_it_stands));
                return Some(());
            }
            '<' if self.cursor.take("&") => Role::Nothing,
            '<' => Role::Input,
            _ => {
                let added = self.cursor.take(">");
                self.cursor.take("|");
                let other = self.cursor.take("&") || number.is_some_and(|number| number.text != "1");
                if other { Role::Nothing } else { Role::Output(added) }
            }
        };
        line.redirect(role, self.known);
        Some(())
    }

    /// The texts that begin in this line.
    fn documents(&mut self, line: &mut Pipeline) -> Option<()> {
        for (command, end, tabs, as_it_stands) in std::mem::take(&mut line.documents) {
            let rest = self.cursor.rest();
            let plain = |line: &str| {
                if tabs { line.trim_start_matches('\t').trim_end() == end } else { line.trim_end() == end }
            };
            // Inside a file that indents its scripts.
            let indented = |line: &str| line.trim() == end;
            let (len, last) = find_line(rest, plain).or_else(|| find_line(rest, indented))?;
            let mut text = String::new();
            for line in rest[..len].split_inclusive('\n') {
                text.push_str(if tabs { line.trim_start_matches('\t') } else { line });
            }
            let mut word = Word::default();
            if as_it_stands {
                word.text = text;
            } else {
                self.expanded(&text, &mut word)?;
            }
            line.commands[command].input = Some(Stream::Text(word));
            self.cursor.at += len + last;
        }
        Some(())
    }

    /// What a command in `$(…)` or its like writes, up to the bracket that ends it.
    fn commands_in(&mut self, close: char) -> Option<Stream> {
        self.levels = self.levels.checked_sub(1)?;
        let start = self.cursor.at;
        let mut last = None;
        while self.cursor.peek() != Some(close) {
            let at = self.cursor.at;
            let commands = self.pipeline(Some(close))?;
            if let Some(command) =
                commands.last().filter(|command| !command.words.is_empty() || command.input.is_some())
            {
                last = output(command, self.known);
            }
            self.inner.extend(commands);
            if self.cursor.at == at {
                return None;
            }
        }
        let written = &self.cursor.text[start..self.cursor.at];
        self.cursor.next();
        self.levels += 1;
        Some(match last {
            Some(stream @ (Stream::Text(_) | Stream::File(_))) => stream,
            _ => Stream::Computed(written.to_string()),
        })
    }
}

impl Stream {
    /// Adds it to a word, as the shell does with what a command writes.
    fn push_to(&self, word: &mut Word) {
        match self {
            Stream::Text(text) => {
                word.push_word(text);
                let len = word.text.trim_end_matches('\n').len();
                word.text.truncate(len);
            }
            Stream::File(name) => word.push_open(&["$(cat ", name, ")"].concat()),
            Stream::Computed(written) => word.push_open(&["$(", written, ")"].concat()),
        }
    }
}

/// How long a placeholder such as `<pipeline_id>` is behind its first bracket.
fn placeholder(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "_- '’".contains(c)))?;
    let inside = &text[..end];
    let named = inside.starts_with(|c: char| c.is_ascii_alphabetic()) && !inside.ends_with(' ');
    (named && text[end..].starts_with('>')).then_some(end + 1)
}

/// Where a line begins, and how long it is with its line break.
fn find_line(text: &str, is: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is(line) {
            return Some((at, line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether a character is nothing at all to a person.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}
