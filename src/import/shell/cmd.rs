//! The Command Prompt of Windows. First it takes its own escapes away, then the program takes its line apart by the rules of
//! Microsoft's C runtime.

use super::{Command, Words};

pub fn read(text: &str) -> Option<(Command, usize)> {
    let mut line = Words::new(text);
    line.begin();
    let mut quoted = false;
    while let Some(c) = line.next() {
        match c {
            '"' => {
                quoted = !quoted;
                line.push(c);
            }
            '^' if !quoted => {
                // Behind a line that goes on, the next character means itself as well: a second line break is one.
                if line.line_goes_on() && line.take("\r\n") {
                    line.push('\n');
                } else if let Some(c) = line.next() {
                    line.push(c);
                }
            }
            // Two are one in a file of commands. A single one stays, with the name of its variable.
            '%' if line.take("%") => line.push('%'),
            '\n' | '&' | '|' if !quoted => break,
            c => line.push(c),
        }
    }
    let end = line.at;
    let words = runtime(&line.word?)?;
    Some((Command { words, input: None }, end))
}

/// The words of a program's line. Backslashes mean something in front of a quote alone.
fn runtime(line: &str) -> Option<Vec<String>> {
    let mut words = Words::new(line);
    let mut quoted = false;
    while let Some(c) = words.next() {
        match c {
            '\\' => {
                let more = words.rest().bytes().take_while(|b| *b == b'\\').count();
                words.at += more;
                let count = 1 + more;
                let quote = words.rest().starts_with('"');
                for _ in 0..if quote { count / 2 } else { count } {
                    words.push('\\');
                }
                if quote && count % 2 == 1 {
                    words.at += 1;
                    words.push('"');
                }
            }
            '"' if quoted && words.take("\"") => words.push('"'),
            '"' => {
                words.begin();
                quoted = !quoted;
            }
            c if c.is_whitespace() && !quoted => words.end_word(),
            c => words.push(c),
        }
    }
    (!quoted).then(|| words.done().0.words)
}
