//! What stands in quotes, and what a dollar sign or a backslash means.

use super::super::cursor::Cursor;
use super::super::{Stream, Word};
use super::pipeline::Pipeline;
use super::{Reader, Style};

impl Reader<'_, '_> {
    /// The words of a list in quotes, `"${NAME[@]}"`, behind its first quote.
    pub fn quoted_list(&mut self) -> Option<Vec<Word>> {
        let mut ahead = self.cursor;
        let name = ahead.take("${").then(|| ahead.take_while(|c| c.is_ascii_alphanumeric() || c == '_'))?;
        let words = ahead.take("[@]}\"").then(|| self.known.variable(name)).flatten()?;
        self.cursor = ahead;
        Some(words)
    }

    /// The end of the quote that a character opens.
    pub fn closing(&self, c: char, fresh: bool) -> Option<char> {
        match c {
            '\'' | '"' => Some(c),
            '“' | '”' | '„' | '‟' | '″' if self.style == Style::Typeset => Some('”'),
            // Inside a word it is an apostrophe.
            '‘' | '’' | '‚' | '‛' | '′' if self.style == Style::Typeset && fresh => Some('’'),
            _ => None,
        }
    }

    /// What stands between a quote and its end.
    pub fn quoted(&mut self, close: char, word: &mut Word) -> Option<()> {
        match close {
            '"' => self.double(word),
            '\'' if self.style == Style::Fish => loop {
                match self.cursor.next()? {
                    '\'' => return Some(()),
                    '\\' if self.cursor.take("'") => word.text.push('\''),
                    '\\' if self.cursor.take("\\") => word.text.push('\\'),
                    c => word.text.push(c),
                }
            },
            '\'' => {
                word.text.push_str(self.cursor.until("'")?);
                Some(())
            }
            '”' => {
                let end = |c: char| matches!(c, '“' | '”' | '‟' | '″' | '"');
                self.between(end, word)
            }
            _ => self.between(|c| matches!(c, '’' | '‛' | '′' | '‘' | '\''), word),
        }
    }

    /// What stands between typographic quotes, of which each ends the other, but for an apostrophe inside a word.
    fn between(&mut self, end: impl Fn(char) -> bool, word: &mut Word) -> Option<()> {
        loop {
            let c = self.cursor.next()?;
            let inside = |c: char| c.is_alphanumeric();
            let apostrophe = word.text.ends_with(inside) && self.cursor.peek().is_some_and(inside);
            if end(c) && !apostrophe {
                return Some(());
            }
            word.text.push(c);
        }
    }

    fn double(&mut self, word: &mut Word) -> Option<()> {
        loop {
            match self.cursor.next()? {
                '"' => return Some(()),
                c => self.in_double(c, "\"\\$`", word)?,
            }
        }
    }

    /// A text that begins behind a command, with its variables.
    pub fn expanded(&mut self, text: &str, word: &mut Word) -> Option<()> {
        let cursor = Cursor { text, at: 0 };
        let levels = self.levels.checked_sub(1)?;
        let mut inside = Reader { cursor, known: self.known, style: self.style, inner: self.inner, levels };
        while let Some(c) = inside.cursor.next() {
            inside.in_double(c, "\\$`", word)?;
        }
        Some(())
    }

    fn in_double(&mut self, c: char, escaped: &str, word: &mut Word) -> Option<()> {
        match c {
            '\\' if self.cursor.take("\n") || self.cursor.take("\r\n") => {}
            '\\' => match self.cursor.peek().filter(|c| escaped.contains(*c)) {
                Some(c) => {
                    self.cursor.next();
                    word.text.push(c);
                }
                None => word.text.push('\\'),
            },
            '`' => self.backticks()?.push_to(word),
            '$' => {
                let words = self.dollar(word)?;
                for (at, more) in words.iter().enumerate() {
                    word.text.push_str(if at > 0 { " " } else { "" });
                    word.push_word(more);
                }
            }
            c => word.text.push(c),
        }
        Some(())
    }

    /// A backslash outside of quotes.
    pub fn escaped(&mut self, word: &mut Word) {
        let Some(c) = self.cursor.next() else { return };
        if self.style == Style::Fish && matches!(c, 'n' | 't' | 'r' | 'e' | 'x' | 'u' | 'U' | '0'..='7') {
            self.cursor.at -= 1;
            let mut bytes = Vec::new();
            self.escape_of_c(&mut bytes);
            word.text.push_str(&String::from_utf8_lossy(&bytes));
        } else {
            word.text.push(c);
        }
    }

    pub fn unquoted_dollar(&mut self, line: &mut Pipeline) -> Option<()> {
        if self.style != Style::Fish && self.cursor.take("'") {
            return self.of_c(line.word());
        }
        if self.cursor.take("\"") {
            return self.double(line.word());
        }
        let before = self.cursor.at;
        let words = self.dollar(line.word())?;
        let split = self.style != Style::Fish && self.cursor.text[before..self.cursor.at].bytes().all(|b| b != b'[');
        for (at, more) in words.iter().enumerate() {
            if at > 0 {
                line.end_word(self.known);
            }
            // A body in JSON is meant to be one word, which it is in zsh.
            if !split || more.text.starts_with(['{', '[']) || words.len() > 1 {
                line.word().push_word(more);
                continue;
            }
            let mut parts = more.text.split_whitespace();
            let first = parts.next().unwrap_or_default();
            line.word().push_word(&Word { text: first.into(), ..more.clone() });
            for part in parts {
                line.end_word(self.known);
                line.word().push_word(&Word { text: part.into(), ..more.clone() });
            }
        }
        Some(())
    }

    /// What stands behind a dollar sign. The words of a variable are given; all else goes into the word.
    fn dollar(&mut self, word: &mut Word) -> Option<Vec<Word>> {
        let start = self.cursor.at;
        let written = |end: usize, text: &str| ["$", &text[start..end]].concat();
        if self.cursor.rest().starts_with("((") {
            self.cursor.until("))")?;
            word.push_open(&written(self.cursor.at, self.cursor.text));
            return Some(Vec::new());
        }
        if self.cursor.take("(") {
            self.substitution()?.push_to(word);
            return Some(Vec::new());
        }
        let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let braces = self.cursor.take("{");
        let name = self.cursor.take_while(in_name);
        let rest = if braces { self.cursor.until("}")? } else { "" };
        if name.is_empty() {
            let written = written(self.cursor.at, self.cursor.text);
            // Its own numbers, such as that of the last error.
            let own = !braces && self.cursor.peek().is_some_and(|c| "@*#?".contains(c));
            if braces || own {
                word.push_open(&written)
            } else {
                word.text.push_str(&written)
            }
            return Some(Vec::new());
        }
        let known = self.known.variable(name);
        match (known, rest) {
            (Some(mut words), "") => {
                words.truncate(if self.style == Style::Fish { words.len() } else { 1 });
                Some(words)
            }
            (Some(words), "[@]" | "[*]") => Some(words),
            (Some(mut words), rest) if rest.starts_with([':', '-']) => {
                words.truncate(1);
                Some(words)
            }
            (None, rest) if rest.starts_with(":-") => Some(vec![Word::of(&rest[2..])]),
            _ => {
                word.push_open(&written(self.cursor.at, self.cursor.text));
                Some(Vec::new())
            }
        }
    }

    /// What the commands in brackets write.
    pub fn substitution(&mut self) -> Option<Stream> {
        if self.cursor.take("<") {
            let name = self.cursor.until(")")?.trim();
            return Some(self.known.file(name).unwrap_or_else(|| Stream::File(name.to_string())));
        }
        self.commands_in(')')
    }

    /// What the commands between backticks write.
    pub fn backticks(&mut self) -> Option<Stream> {
        let mut ahead = self.cursor;
        let mut text = String::new();
        loop {
            match ahead.next()? {
                '`' => break,
                '\\' if ahead.peek().is_some_and(|c| "`\\$".contains(c)) => text.extend(ahead.next()),
                c => text.push(c),
            }
        }
        let levels = self.levels.checked_sub(1)?;
        text.push(')');
        let cursor = Cursor { text: &text, at: 0 };
        let mut inside = Reader { cursor, known: self.known, style: self.style, inner: self.inner, levels };
        let stream = inside.commands_in(')');
        self.cursor = ahead;
        stream
    }

    /// `$'…'`: bytes, with the escapes of C.
    fn of_c(&mut self, word: &mut Word) -> Option<()> {
        let mut bytes = Vec::new();
        loop {
            match self.cursor.next()? {
                '\'' => break,
                '\\' => self.escape_of_c(&mut bytes),
                c => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
            }
        }
        word.text.push_str(&String::from_utf8_lossy(&bytes));
        Some(())
    }

    fn escape_of_c(&mut self, bytes: &mut Vec<u8>) {
        let Some(c) = self.cursor.next() else { return };
        let cursor = &mut self.cursor;
        match c {
            'a' => bytes.push(7),
            'b' => bytes.push(8),
            'e' | 'E' => bytes.push(27),
            'f' => bytes.push(12),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'v' => bytes.push(11),
            '\\' | '\'' | '"' | '?' => bytes.push(c as u8),
            '0'..='7' => {
                cursor.at -= 1;
                bytes.push(number(cursor, 8, 3).unwrap_or_default() as u8);
            }
            // As JavaScript writes it; no shell knows it, but nothing else can be meant.
            'u' if let Some(code) = braces(cursor) => bytes.extend(code.encode_utf8(&mut [0; 4]).bytes()),
            'x' | 'u' | 'U' => {
                let most = if c == 'x' {
                    2
                } else if c == 'u' {
                    4
                } else {
                    8
                };
                let Some(mut code) = number(cursor, 16, most) else {
                    return bytes.extend([b'\\', c as u8]);
                };
                if c == 'x' {
                    return bytes.push(code as u8);
                }
                // Two halves of one character.
                let mut ahead = *cursor;
                if (0xd800..0xdc00).contains(&code)
                    && ahead.take("\\u")
                    && let Some(low @ 0xdc00..0xe000) = number(&mut ahead, 16, 4)
                {
                    code = 0x1_0000 + 0x400 * (code - 0xd800) + (low - 0xdc00);
                    *cursor = ahead;
                }
                match char::from_u32(code) {
                    Some(c) => bytes.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                    // Half a character stays as JSON writes it.
                    None => bytes.extend(format!("\\u{code:04x}").bytes()),
                }
            }
            'c' => bytes.extend(cursor.next().map(|c| c as u8 & 0x1f)),
            c => bytes.extend(['\\', c].iter().collect::<String>().bytes()),
        }
    }
}

/// A number of so many digits at most.
fn number(cursor: &mut Cursor<'_>, base: u32, most: usize) -> Option<u32> {
    let rest = cursor.rest();
    let len = rest.bytes().take(most).take_while(|b| (*b as char).is_digit(base)).count();
    let value = u32::from_str_radix(&rest[..len], base).ok()?;
    cursor.at += len;
    Some(value)
}

/// `{1F680}`, the number of a character in brackets.
fn braces(cursor: &mut Cursor<'_>) -> Option<char> {
    let mut ahead = *cursor;
    let code = ahead.take("{").then(|| number(&mut ahead, 16, 6))??;
    let c = char::from_u32(code).filter(|_| ahead.take("}"))?;
    *cursor = ahead;
    Some(c)
}
