//! Scalars: as a block, in quotes, and plain.

use super::Reader;

impl<'a> Reader<'a> {
    /// `|` and `>`. `indent` is the column of what the text belongs to.
    pub(super) fn literal(&mut self, indent: isize) -> Option<String> {
        let header = self.line_rest().trim_end();
        let folded = header.starts_with('>');
        let (mut keep, mut strip, mut digit) = (false, false, None);
        let mut signs = header[1..].chars();
        for c in signs.by_ref() {
            match c {
                '+' => keep = true,
                '-' => strip = true,
                '1'..='9' => digit = c.to_digit(10),
                ' ' | '\t' => break,
                _ => return None,
            }
        }
        let behind = signs.as_str().trim_start();
        if !(behind.is_empty() || behind.starts_with('#')) {
            return None;
        }
        self.next_line();
        let least = usize::try_from(indent + 1).unwrap_or_default();
        let mut width = digit.map(|digit| usize::try_from(indent).unwrap_or_default() + digit as usize);
        let mut lines: Vec<&str> = Vec::new();
        while !self.rest().is_empty() {
            let line = self.line_rest().trim_end_matches('\r');
            let spaces = line.bytes().take_while(|b| *b == b' ').count();
            let empty = spaces == line.len();
            let own = match width {
                Some(width) => spaces >= width,
                None => spaces >= least,
            };
            if !empty && (!own || self.marker("---") || self.marker("...")) {
                break;
            }
            if !empty && width.is_none() {
                width = Some(spaces);
            }
            lines.push(line.get(width.unwrap_or(usize::MAX)..).unwrap_or_default());
            self.next_line();
        }
        let text = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |at| at + 1);
        let (own, trailing) = lines.split_at(text);
        let mut out = if folded { fold(own) } else { own.join("\n") };
        if !strip && !own.is_empty() {
            out.push('\n');
        }
        if keep {
            out.extend(trailing.iter().map(|_| '\n'));
        }
        Some(out)
    }

    pub(super) fn next_line(&mut self) {
        let length = self.line_rest().len();
        self.at = self.text.len().min(self.at + length + 1);
        self.line = self.at;
    }

    /// A text in quotes, which may go over several lines.
    pub(super) fn quoted(&mut self) -> Option<String> {
        let quote = self.rest().chars().next()?;
        self.at += 1;
        let mut out = String::new();
        // Blanks up to here are meant, even at the end of a line.
        let mut meant = 0;
        loop {
            let c = self.rest().chars().next()?;
            match c {
                '\n' => {
                    out.truncate(meant.max(out.trim_end_matches([' ', '\t', '\r']).len()));
                    let breaks = self.fold_lines();
                    out.push_str(&folded(breaks));
                    meant = out.len();
                    continue;
                }
                '\'' if quote == c && self.rest().starts_with("''") => {
                    out.push(c);
                    self.at += 2;
                }
                c if c == quote => {
                    self.at += 1;
                    return Some(out);
                }
                '\\' if quote == '"' => {
                    self.at += 1;
                    self.escape(&mut out)?;
                    meant = out.len();
                }
                c => {
                    out.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    /// Steps over line breaks and blanks inside a text, and says how many breaks there were.
    fn fold_lines(&mut self) -> usize {
        let mut breaks = 0;
        while self.rest().starts_with(['\n', ' ', '\t', '\r']) {
            if self.rest().starts_with('\n') {
                breaks += 1;
                self.line = self.at + 1;
            }
            self.at += 1;
        }
        breaks
    }

    /// What stands behind a backslash in double quotes (<https://yaml.org/spec/1.2.2/#57-escaped-characters>).
    fn escape(&mut self, out: &mut String) -> Option<()> {
        let c = self.rest().chars().next()?;
        let hex = |digits: usize| {
            let digits = self.rest().get(1..1 + digits).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
            u32::from_str_radix(digits, 16).ok()
        };
        let (c, length) = match c {
            '0' => ('\0', 1),
            'a' => ('\u{7}', 1),
            'b' => ('\u{8}', 1),
            't' | '\t' => ('\t', 1),
            'n' => ('\n', 1),
            'v' => ('\u{b}', 1),
            'f' => ('\u{c}', 1),
            'r' => ('\r', 1),
            'e' => ('\u{1b}', 1),
            'N' => ('\u{85}', 1),
            '_' => ('\u{a0}', 1),
            'L' => ('\u{2028}', 1),
            'P' => ('\u{2029}', 1),
            ' ' | '"' | '/' | '\\' => (c, 1),
            'x' => (char::from_u32(hex(2)?)?, 3),
            'U' => (char::from_u32(hex(8)?)?, 9),
            'u' => {
                hex(4)?;
                let (c, length) = crate::exchange::import::lenient::escape(self.rest())?;
                (c.unwrap_or(char::REPLACEMENT_CHARACTER), length)
            }
            '\n' | '\r' => {
                // The break is none, and neither are the blanks that the next line begins with.
                self.next_line();
                let breaks = self.fold_lines();
                out.extend((0..breaks).map(|_| '\n'));
                return Some(());
            }
            _ => return None,
        };
        out.push(c);
        self.at += length;
        Some(())
    }

    /// A text without quotes outside of flow collections. Lines that are indented further go on with it.
    pub(super) fn plain(&mut self, indent: isize) -> Option<String> {
        let mut out = String::new();
        loop {
            let line = self.line_rest();
            let comment = line.match_indices('#').find(|(at, _)| *at == 0 || line[..*at].ends_with([' ', '\t']));
            let own = &line[..comment.map_or(line.len(), |(at, _)| at)];
            out.push_str(own.trim_end());
            self.at += line.len();
            let (at, start) = (self.at, self.line);
            if comment.is_some() || self.rest().is_empty() {
                return Some(out);
            }
            let breaks = self.fold_lines();
            let ends = self.column() <= indent || self.rest().is_empty() || self.rest().starts_with('#');
            if ends || self.marker("---") || self.marker("...") {
                (self.at, self.line) = (at, start);
                return Some(out);
            }
            // A field that stands in the middle of a text is indented wrongly.
            let word = |key: &String| key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
            if self.key().is_some_and(|(key, _)| word(&key)) {
                return None;
            }
            out.push_str(&folded(breaks));
        }
    }
}

/// What line breaks inside a text mean: one is a blank, of several each but the first is one.
fn folded(breaks: usize) -> String {
    if breaks == 1 { " ".into() } else { "\n".repeat(breaks.saturating_sub(1)) }
}

/// Lines of a folded block: a break between two of them is a blank, unless one begins with a blank itself.
fn fold(lines: &[&str]) -> String {
    let mut out = String::new();
    // The last line with text, and how many empty ones have followed.
    let (mut last, mut empty): (Option<&str>, usize) = (None, 0);
    for line in lines {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        let wide = |line: &str| line.starts_with([' ', '\t']);
        match last {
            None => out.extend((0..empty).map(|_| '\n')),
            Some(last) if wide(last) || wide(line) => out.extend((0..=empty).map(|_| '\n')),
            Some(_) if empty == 0 => out.push(' '),
            Some(_) => out.extend((0..empty).map(|_| '\n')),
        }
        out.push_str(line);
        (last, empty) = (Some(*line), 0);
    }
    out
}
