//! bash, dash, zsh: quotes, escapes, lines that go on, and texts that stand beside a command.

use super::{Command, Words};
use crate::import::lenient::escape;

pub fn read(text: &str) -> Option<(Command, usize)> {
    let mut words = Words::new(text);
    // A text that begins in the next line: how it ends, and whether tabs in front of its lines are no part of it.
    let mut here: Option<(String, bool)> = None;
    // The place of the word that the command reads.
    let mut string = None;
    while let Some(c) = words.next() {
        match c {
            '\'' => {
                let inside = words.until("'")?;
                words.word.get_or_insert_default().push_str(inside);
            }
            '"' => double(&mut words)?,
            '$' if words.take("'") => ansi(&mut words)?,
            '$' if words.take("\"") => double(&mut words)?,
            '\\' if words.line_goes_on() => {}
            '\\' => {
                let c = words.next()?;
                words.push(c);
            }
            '#' if words.word.is_none() => words.at += words.rest().find('\n').unwrap_or(words.rest().len()),
            '\n' => break,
            ';' | '|' | '&' if here.is_none() => break,
            '<' if words.word.is_none() && words.take("<") => {
                if words.take("<") {
                    string = Some(words.command.words.len());
                    continue;
                }
                let tabs = words.take("-");
                let line = words.rest().split(['\n', ';', '|', '&', ' ']).find(|word| !word.is_empty())?;
                words.at += words.rest().find(line)? + line.len();
                here = Some((line.trim().trim_matches(['\'', '"', '\\']).to_string(), tabs));
            }
            c if c.is_whitespace() => words.end_word(),
            c => words.push(c),
        }
    }
    words.end_word();
    if let Some(at) = string.filter(|at| *at < words.command.words.len()) {
        words.command.input = Some(words.command.words.remove(at));
    }
    if let Some((end, tabs)) = here {
        let mut input = Vec::new();
        loop {
            let rest = words.rest();
            let line = rest.split('\n').next().filter(|_| !rest.is_empty())?;
            words.at = words.text.len().min(words.at + line.len() + 1);
            let line = if tabs { line.trim_start_matches('\t') } else { line };
            if line.trim_end_matches('\r') == end {
                break;
            }
            input.push(line);
        }
        words.command.input = Some(input.join("\n"));
    }
    Some(words.done())
}

fn double(words: &mut Words<'_>) -> Option<()> {
    words.begin();
    loop {
        match words.next()? {
            '"' => return Some(()),
            '\\' => match words.next()? {
                '\n' => {}
                c => {
                    if !matches!(c, '"' | '\\' | '$' | '`') {
                        words.push('\\');
                    }
                    words.push(c);
                }
            },
            c => words.push(c),
        }
    }
}

/// `$'…'`, with the escapes of C.
fn ansi(words: &mut Words<'_>) -> Option<()> {
    words.begin();
    loop {
        match words.next()? {
            '\'' => return Some(()),
            '\\' => {
                let (c, length) = escape(words.rest())?;
                words.at += length;
                words.word.get_or_insert_default().extend(c);
            }
            c => words.push(c),
        }
    }
}
