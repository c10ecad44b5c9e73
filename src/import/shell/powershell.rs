//! PowerShell: its quotes, its backtick, texts of several lines, and variables.
//!
//! The rules are those of <https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules>
//! and `…/about_parsing`.

use serde_json::Value;

use super::output::output;
use super::table::table;
use super::{Command, Cursor, Known, LEVELS_MAX, Stream, Word};

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

    /// A piece of a word: a quoted text, a variable, or a character.
    pub fn part(&mut self, word: &mut Word) -> Option<()> {
        match self.cursor.next()? {
            '\'' | '‘' | '’' | '‚' | '‛' => self.single(word),
            '"' | '“' | '”' | '„' => self.double(word),
            '$' => {
                let words = self.variable(word)?;
                words.iter().for_each(|more| word.push_word(more));
                Some(())
            }
            c => {
                word.text.push(c);
                Some(())
            }
        }
    }

    /// Whether a text of several lines begins: nothing but its quote stands in the line.
    pub fn is_long(&self, quote: &str) -> bool {
        let behind = self.cursor.rest().strip_prefix('@').and_then(|rest| rest.strip_prefix(quote));
        behind.is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').starts_with('\n'))
    }

    /// `@'…'@` and `@"…"@`, each end in a line of its own.
    pub fn long(&mut self, quote: &str, word: &mut Word) -> Option<()> {
        self.cursor.until("\n")?;
        let end = ["\n", quote, "@"].concat();
        // It may be empty, and then one line break is all there is.
        self.cursor.at -= 1;
        let inside = self.cursor.until(&end)?;
        let inside = inside.strip_prefix('\n').unwrap_or(inside).trim_end_matches('\r');
        if quote == "'" {
            word.text.push_str(inside);
            return Some(());
        }
        let levels = self.levels.checked_sub(1)?;
        let mut reader = Reader { cursor: Cursor { text: inside, at: 0 }, known: self.known, levels };
        while let Some(c) = reader.cursor.next() {
            reader.in_double(c, word)?;
        }
        Some(())
    }

    fn single(&mut self, word: &mut Word) -> Option<()> {
        let is_quote = |c: char| matches!(c, '\'' | '‘' | '’' | '‚' | '‛');
        loop {
            let c = self.cursor.next()?;
            if !is_quote(c) {
                word.text.push(c);
            } else if let Some(second) = self.cursor.peek().filter(|c| is_quote(*c)) {
                self.cursor.next();
                word.text.push(second);
            } else {
                return Some(());
            }
        }
    }

    fn double(&mut self, word: &mut Word) -> Option<()> {
        let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„');
        loop {
            let c = self.cursor.next()?;
            if !is_quote(c) {
                self.in_double(c, word)?;
            } else if let Some(second) = self.cursor.peek().filter(|c| is_quote(*c)) {
                self.cursor.next();
                word.text.push(second);
            } else {
                return Some(());
            }
        }
    }

    fn in_double(&mut self, c: char, word: &mut Word) -> Option<()> {
        match c {
            '`' => {
                // A character by its number.
                if self.cursor.take("u{") {
                    let code = u32::from_str_radix(self.cursor.until("}")?, 16).ok()?;
                    word.text.push(char::from_u32(code)?);
                } else {
                    word.text.push(escaped(self.cursor.next()?));
                }
            }
            '$' => {
                let words = self.variable(word)?;
                words.iter().for_each(|more| word.push_word(more));
            }
            c => word.text.push(c),
        }
        Some(())
    }

    /// What stands behind a dollar sign. What a variable is known to be is given; all else goes into the word.
    pub fn variable(&mut self, word: &mut Word) -> Option<Vec<Word>> {
        let start = self.cursor.at;
        if self.cursor.take("(") {
            let mut ahead = self.cursor;
            if let Some(code) = ahead.take("[char]").then(|| ahead.until(")")).flatten() {
                let code = code.trim();
                let code = match code.strip_prefix("0x") {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => code.parse().ok()?,
                };
                self.cursor = ahead;
                return Some(vec![Word::of(&char::from_u32(code)?.to_string())]);
            }
            return Some(vec![self.group()?]);
        }
        let braces = self.cursor.take("{");
        let name = if braces {
            self.cursor.until("}")?
        } else {
            let name = self.cursor.take_while(in_name);
            if name.eq_ignore_ascii_case("env") && self.cursor.take(":") {
                self.cursor.take_while(in_name);
            }
            name
        };
        let value = match name.to_lowercase().as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            "" => {
                word.text.push('$');
                return Some(Vec::new());
            }
            name => {
                if let Some(words) = self.known.variable(name) {
                    return Some(words);
                }
                word.push_open(&["$", &self.cursor.text[start..self.cursor.at]].concat());
                return Some(Vec::new());
            }
        };
        Some(vec![Word { text: name.to_string(), open: None, value: Some(value) }])
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

fn in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// What a backtick makes of the character behind it.
pub fn escaped(c: char) -> char {
    match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        other => other,
    }
}
