//! PowerShell: its quotes, its backtick, and texts of several lines.

use super::{Command, Words};

pub fn read(text: &str) -> Option<(Command, usize)> {
    let mut words = Words::new(text);
    while let Some(c) = words.next() {
        match c {
            '@' if words.word.is_none() && here(&words, "'") => long(&mut words, "'")?,
            '@' if words.word.is_none() && here(&words, "\"") => long(&mut words, "\"")?,
            '\'' | '‘' | '’' => single(&mut words)?,
            '"' | '“' | '”' => double(&mut words)?,
            '`' if words.line_goes_on() => {}
            '`' => {
                let c = words.next()?;
                words.push(escaped(c));
            }
            '#' if words.word.is_none() => words.at += words.rest().find('\n').unwrap_or(words.rest().len()),
            '\n' | ';' | '|' => break,
            c if c.is_whitespace() => words.end_word(),
            c => words.push(c),
        }
    }
    Some(words.done())
}

/// Whether a text of several lines begins: nothing but its quote stands in the line.
fn here(words: &Words<'_>, quote: &str) -> bool {
    let behind = words.rest().strip_prefix(quote);
    behind.is_some_and(|rest| rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').starts_with('\n'))
}

/// `@'…'@` and `@"…"@`, each end in a line of its own.
fn long(words: &mut Words<'_>, quote: &str) -> Option<()> {
    words.until("\n")?;
    let end = ["\n", quote, "@"].concat();
    // It may be empty, and then one line break is all there is.
    words.at -= 1;
    let inside = words.until(&end)?;
    let inside = inside.strip_prefix('\n').unwrap_or(inside);
    words.begin();
    if quote == "'" {
        words.word.get_or_insert_default().push_str(inside.trim_end_matches('\r'));
        return Some(());
    }
    let mut chars = inside.trim_end_matches('\r').chars();
    while let Some(c) = chars.next() {
        let c = if c == '`' { escaped(chars.next()?) } else { c };
        words.push(c);
    }
    Some(())
}

fn single(words: &mut Words<'_>) -> Option<()> {
    words.begin();
    loop {
        match words.next()? {
            '\'' | '‘' | '’' => match words.rest().chars().next() {
                Some(c @ ('\'' | '‘' | '’')) => {
                    words.next();
                    words.push(c);
                }
                _ => return Some(()),
            },
            c => words.push(c),
        }
    }
}

fn double(words: &mut Words<'_>) -> Option<()> {
    words.begin();
    loop {
        match words.next()? {
            '"' | '“' | '”' => match words.rest().chars().next() {
                Some(c @ ('"' | '“' | '”')) => {
                    words.next();
                    words.push(c);
                }
                _ => return Some(()),
            },
            '`' => {
                let c = words.next()?;
                words.push(escaped(c));
            }
            c => words.push(c),
        }
    }
}

/// What a backtick makes of the character behind it.
pub fn escaped(c: char) -> char {
    match c {
        '0' => '\0',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    }
}
