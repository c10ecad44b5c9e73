//! What stands in quotes, and what a dollar sign or a backtick means.

use serde_json::Value;

use super::super::Word;
use super::super::cursor::Cursor;
use super::Reader;

impl Reader<'_, '_> {
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

pub fn in_name(c: char) -> bool {
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
