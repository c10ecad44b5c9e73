//! PowerShell: its quotes, its backtick, texts of several lines, and variables.
//!
//! The rules are those of <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>
//! and `…/about_parsing`.

mod quotes;

pub use quotes::escaped;
use quotes::in_name;
use serde_json::Value;

use super::cursor::Cursor;
use super::output::output;
use super::table::table;
use super::word::LEVELS_MAX;
use super::{Command, Known, Stream, Word};

pub fn read(text: &str, at: usize, known: &mut Known) -> Option<(Vec<Command>, usize)> {
    let mut reader = Reader { cursor: Cursor { text, at }, known, levels: LEVELS_MAX };
    let commands = reader.statement(None)?;
    Some((commands, reader.cursor.at))
}

pub(super) struct Reader<'a, 'k> {
    pub cursor: Cursor<'a>,
    pub known: &'k mut Known,
    pub levels: usize,
}

impl Reader<'_, '_> {
    /// A pipeline, or a variable that is set to what one gives, up to the bracket that closes it.
    pub fn statement(&mut self, close: Option<char>) -> Option<Vec<Command>> {
        self.blanks();
        let name = self.set_variable();
        let commands = self.pipeline(close)?;
        if let Some(name) = name {
            let word = self.result(&commands);
            self.known.set(&name, vec![word]);
        }
        Some(commands)
    }

    /// The name of the variable that the statement sets.
    fn set_variable(&mut self) -> Option<String> {
        let mut ahead = self.cursor;
        if ahead.peek() == Some('[') {
            // A type in front of it.
            ahead.until("]")?;
            ahead.take_while(|c| c == ' ');
        }
        let name = ahead.take("$").then(|| ahead.take_while(in_name)).filter(|name| !name.is_empty())?;
        ahead.take_while(|c| c == ' ' || c == '\t');
        if !ahead.take("=") {
            return None;
        }
        self.cursor = ahead;
        Some(name.to_lowercase())
    }

    fn pipeline(&mut self, close: Option<char>) -> Option<Vec<Command>> {
        let mut commands: Vec<Command> = vec![Command::default()];
        loop {
            self.blanks();
            let Some(c) = self.cursor.peek().filter(|c| Some(*c) != close) else { break };
            match c {
                '\n' | ';' => {
                    self.cursor.next();
                    let bare = commands.last()?.words.is_empty();
                    let open = bare && commands.len() > 1;
                    let is_next = c == '\n' && !bare && (self.cursor.find_option() || self.next_is_pipe());
                    if !open && !is_next {
                        break;
                    }
                }
                '#' => self.cursor.skip_line(),
                '|' => {
                    self.cursor.next();
                    if self.cursor.take("|") {
                        break;
                    }
                    let word = self.result(&commands);
                    commands.push(Command { words: Vec::new(), input: Some(Stream::Text(word)) });
                }
                '&' if self.cursor.rest().starts_with("&&") => {
                    self.cursor.at += 2;
                    break;
                }
                '&' | '{' | '}' | ')' | ',' | '=' => {
                    self.cursor.next();
                    // A block begins or ends: what stands there is another command.
                    if matches!(c, '{' | '}') && !commands.last()?.words.is_empty() {
                        break;
                    }
                }
                _ => {
                    let start = self.cursor.at;
                    let words = self.words(close)?;
                    commands.last_mut()?.words.extend(words);
                    if self.cursor.at == start {
                        return None;
                    }
                }
            }
        }
        Some(commands)
    }

    fn next_is_pipe(&self) -> bool {
        self.cursor.rest().trim_start().starts_with("| ")
    }

    /// Steps over blanks and lines that go on.
    pub fn blanks(&mut self) {
        loop {
            self.cursor.take_while(|c| c.is_whitespace() && c != '\n');
            let mut ahead = self.cursor;
            if !(ahead.take("`") && ahead.line_goes_on()) {
                return;
            }
            self.cursor = ahead;
        }
    }

    /// What the last command gives.
    fn result(&mut self, commands: &[Command]) -> Word {
        let Some(command) = commands.last() else { return Word::default() };
        let input = match &command.input {
            Some(Stream::Text(word)) => Some(word),
            _ => None,
        };
        match command.words.as_slice() {
            [] => input.cloned().unwrap_or_default(),
            [name, rest @ ..] if name.text.eq_ignore_ascii_case("ConvertTo-Json") => {
                let named = |word: &&Word| {
                    !word.text.starts_with('-') && (word.value.is_some() || word.text.parse::<u8>().is_err())
                };
                let from = rest.iter().find(named).or(input).cloned().unwrap_or_default();
                let text = match &from.value {
                    Some(value) => value.to_string(),
                    None => Value::String(from.text.clone()).to_string(),
                };
                Word { text, value: None, open: from.open }
            }
            [word] if word.value.is_some() || !is_command(&word.text) => word.clone(),
            // Texts that are joined.
            [first, rest @ ..] if rest.chunks(2).all(|pair| pair[0].text == "+") && !is_command(&first.text) => {
                let mut whole = first.clone();
                rest.iter().skip(1).step_by(2).for_each(|word| whole.push_word(word));
                whole
            }
            [name, ..]
                if matches!(name.text.as_str(), "Get-Content" | "gc" | "cat" | "type" | "echo" | "Write-Output") =>
            {
                match output(command, self.known) {
                    Some(Stream::Text(word)) => word,
                    Some(Stream::File(name)) => {
                        Word { open: Some(["Get-Content ", &name].concat()), ..Word::default() }
                    }
                    _ => Word::default(),
                }
            }
            words => {
                let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                let written = words.join(" ");
                Word { open: Some(written.clone()), text: written, value: None }
            }
        }
    }

    /// The word that stands here; several where a table or a list stands for them.
    fn words(&mut self, close: Option<char>) -> Option<Vec<Word>> {
        let mut word = Word::default();
        let mut ahead = self.cursor;
        if ahead.take("@") && ahead.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            let name = ahead.take_while(in_name);
            let known = self.known.variable(&name.to_lowercase());
            self.cursor = ahead;
            return Some(splatted(name, known));
        }
        let mut fresh = true;
        while let Some(c) = self.cursor.peek() {
            let in_word = !(c.is_whitespace() || Some(c) == close || matches!(c, ';' | '|' | ')' | '}'));
            if !in_word {
                break;
            }
            let before = self.cursor.at;
            match c {
                '@' | '[' if fresh => match table(self)? {
                    Some(whole) => return Some(vec![whole]),
                    None => {
                        self.cursor.next();
                        word.text.push(c);
                    }
                },
                '(' => {
                    self.cursor.next();
                    let inside = self.group()?;
                    if fresh {
                        word = inside;
                    } else {
                        word.push_word(&inside);
                    }
                }
                '$' if fresh => {
                    self.cursor.next();
                    let words = self.variable(&mut word)?;
                    if let [one] = words.as_slice() {
                        word = one.clone();
                    }
                }
                // A word that begins with a quote ends with it.
                '\'' | '"' | '‘' | '’' | '“' | '”' if fresh => {
                    self.part(&mut word)?;
                    break;
                }
                '`' => {
                    self.cursor.next();
                    if self.cursor.line_goes_on() {
                        break;
                    }
                    word.text.push(escaped(self.cursor.next()?));
                }
                _ => self.part(&mut word)?,
            }
            fresh = false;
            if self.cursor.at == before {
                return None;
            }
        }
        Some(vec![word])
    }

    /// What a pipeline in brackets gives.
    pub fn group(&mut self) -> Option<Word> {
        self.levels = self.levels.checked_sub(1)?;
        let mut last = Word::default();
        while !self.cursor.take(")") {
            let start = self.cursor.at;
            let commands = self.statement(Some(')'))?;
            last = self.result(&commands);
            if self.cursor.at == start {
                return None;
            }
        }
        self.levels += 1;
        Some(last)
    }
}

/// The parameters that a table stands for.
fn splatted(name: &str, known: Option<Vec<Word>>) -> Vec<Word> {
    let Some(words) = known else {
        let written = ["@", name].concat();
        return vec![Word { open: Some(written.clone()), text: written, value: None }];
    };
    let mut out = Vec::new();
    for word in words {
        match word.value {
            Some(Value::Object(fields)) => {
                for (name, value) in fields {
                    out.push(Word::of(&["-", &name].concat()));
                    let open = word.open.clone();
                    out.push(match value {
                        Value::String(text) => Word { text, open, value: None },
                        value => Word { text: value.to_string(), open, value: Some(value) },
                    });
                }
            }
            Some(Value::Array(items)) => {
                out.extend(items.iter().map(|item| Word::of(item.as_str().unwrap_or_default())))
            }
            _ => out.push(word),
        }
    }
    out
}

/// Whether a word alone is a program's name rather than a text.
fn is_command(text: &str) -> bool {
    let (verb, noun) = text.split_once('-').unwrap_or((text, ""));
    let letters = |text: &str| text.bytes().all(|b| b.is_ascii_alphabetic());
    matches!(text, "curl" | "curl.exe" | "irm" | "iwr" | "wget" | "gc" | "cat" | "type" | "echo")
        || !noun.is_empty() && verb.starts_with(|c: char| c.is_ascii_uppercase()) && letters(verb) && letters(noun)
}
