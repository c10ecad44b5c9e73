//! Texts in quotes, by the rules of each language.

use std::cell::Cell;

use super::language::Language;
use super::language::Language::{CSharp, Go, Java, JavaScript, Kotlin, Php, PowerShell, Python, Ruby, Rust};
use super::scan::{Escapes, Holes, Literal, Rules, find, scan};

/// How many number signs or quotes may begin a text.
const SIGNS_MAX: usize = 20;

/// The text that begins here, and how long it is with its quotes. What is read of one that does not end is taken off `room`:
/// each quote of a text might begin another such one, and all of them would be read to the end.
pub fn literal(language: Language, text: &str, at: usize, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let before = room.get();
    let read = if before > 0 { begun(language, text, at, room) } else { None };
    if read.is_some() {
        room.set(before);
    }
    read
}

fn begun(language: Language, text: &str, at: usize, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let rest = &text[at..];
    if language == PowerShell
        && rest.starts_with(['h', '$'])
        && let Some(bare) = bare(rest, room)
    {
        return Some(bare);
    }
    let prefix = prefix(language, text, at);
    let quoted = &rest[prefix.len()..];
    let first = quoted.chars().next()?;
    let hash = language == Rust && prefix.contains('r') && first == '#';
    if !(matches!(first, '"' | '\'' | '`') || hash || matches!(first, '<' | '@' | '“' | '”' | '‘' | '’' | '„'))
    {
        return None;
    }
    let rules = |close, escapes, holes, doubled, lines| Rules { language, close, escapes, holes, doubled, lines };
    let read = |open: usize, rules: &Rules<'_>| {
        let (literal, end) = scan(&quoted[open..], rules, room)?;
        Some((literal, prefix.len() + open + end))
    };
    let has = |letter: char| prefix.contains([letter, letter.to_ascii_uppercase()]);
    match (language, first) {
        (JavaScript, '`') => read(1, &rules("`", Escapes::All, Holes::DollarBrace, false, true)),
        (JavaScript, '"') => read(1, &rules("\"", Escapes::All, Holes::None, false, false)),
        (JavaScript, '\'') => read(1, &rules("'", Escapes::All, Holes::None, false, false)),
        (Python, '"' | '\'') => {
            let escapes = if has('r') { Escapes::None } else { Escapes::All };
            let holes = if has('f') { Holes::Brace } else { Holes::None };
            for (long, short) in [("\"\"\"", "\""), ("'''", "'")] {
                if quoted.starts_with(long) {
                    return read(3, &rules(long, escapes, holes, false, true));
                }
                if quoted.starts_with(short) {
                    return read(1, &rules(short, escapes, holes, false, false));
                }
            }
            None
        }
        (PowerShell, '@') => here_string(quoted, room),
        (PowerShell, '"' | '“' | '”' | '„') => {
            read(first.len_utf8(), &rules("\"", Escapes::Backtick, Holes::Dollar, true, true))
        }
        (PowerShell, '\'' | '‘' | '’') => {
            read(first.len_utf8(), &rules("'", Escapes::None, Holes::None, true, true))
        }
        (Go, '`') => read(1, &rules("`", Escapes::None, Holes::None, false, true)),
        (Go | Java, '"') if !quoted.starts_with("\"\"\"") => {
            read(1, &rules("\"", Escapes::All, Holes::None, false, false))
        }
        (Java, '"') => {
            let (literal, end) = read(3, &rules("\"\"\"", Escapes::None, Holes::None, false, true))?;
            let text = unindent(&literal.text);
            let rules = rules("\0", Escapes::All, Holes::None, false, true);
            let (literal, _) = scan(&[&text, "\0"].concat(), &rules, room)?;
            Some((literal, end))
        }
        (Kotlin, '"') if quoted.starts_with("\"\"\"") => {
            read(3, &rules("\"\"\"", Escapes::None, Holes::Dollar, false, true))
        }
        (Kotlin, '"') => read(1, &rules("\"", Escapes::All, Holes::Dollar, false, false)),
        (Rust, '"' | '#') if has('r') => {
            let signs = quoted.bytes().take_while(|b| *b == b'#').take(SIGNS_MAX).count();
            let close = ["\"", &"#".repeat(signs)].concat();
            let open = signs + 1;
            quoted[signs..].starts_with('"').then_some(())?;
            read(open, &rules(&close, Escapes::None, Holes::None, false, true))
        }
        (Rust, '"') => read(1, &rules("\"", Escapes::All, Holes::None, false, true)),
        (Rust | Go | Java | Kotlin | CSharp, '\'') => character(quoted),
        (CSharp, '"') => c_sharp(prefix, quoted, room).map(|(literal, end)| (literal, prefix.len() + end)),
        (Php, '"') => read(1, &rules("\"", Escapes::All, Holes::Dollar, false, true)),
        (Php | Ruby, '\'') => read(1, &rules("'", Escapes::Few, Holes::None, false, true)),
        (Ruby, '"') => read(1, &rules("\"", Escapes::All, Holes::Hash, false, true)),
        (Php | Ruby, '<') => here_document(language, quoted, room),
        _ => None,
    }
}

/// The letters in front of a quote that belong to it. They stand alone.
fn prefix(language: Language, text: &str, at: usize) -> &str {
    let letters = match language {
        Python => "rRbBfFuU",
        Rust => "rbc",
        CSharp => "$@",
        _ => return "",
    };
    let rest = &text[at..];
    let end = rest.bytes().take_while(|b| letters.contains(char::from(*b))).take(SIGNS_MAX).count();
    let alone = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if alone && rest[end..].starts_with(['"', '\'', '#']) { &rest[..end] } else { "" }
}

/// An address that stands without quotes, as an argument of a command may.
fn bare(text: &str, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let end = text.find(|c: char| c.is_whitespace() || ";|)\"',}".contains(c)).unwrap_or(text.len());
    let word = &text[..end];
    let name = || {
        word[1..].find(|c: char| !c.is_alphanumeric() && c != '_').is_some_and(|end| word[1 + end..].starts_with('/'))
    };
    let address = word.starts_with("https://") || word.starts_with("http://") || word.starts_with('$') && name();
    address.then(|| double(word, room)).flatten().map(|literal| (literal, end))
}

/// What PowerShell makes of a text in double quotes.
fn double(text: &str, room: &Cell<usize>) -> Option<Literal> {
    let rules = Rules {
        language: PowerShell,
        close: "\0\0",
        escapes: Escapes::Backtick,
        holes: Holes::Dollar,
        doubled: false,
        lines: true,
    };
    scan(&[text, "\0\0"].concat(), &rules, room).map(|(literal, _)| literal)
}

/// `@'…'@` and `@"…"@`, each end in a line of its own.
fn here_string(text: &str, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let quote = text[1..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (line, inside) = text[2..].split_once('\n')?;
    line.trim().is_empty().then_some(())?;
    let end = ["\n", if quote == '"' { "\"" } else { "'" }, "@"].concat();
    let start = 2 + line.len();
    let length = find(&text[start..], &end, room)?;
    let inside = &inside[..length.saturating_sub(1)].trim_end_matches('\r');
    let end = start + length + end.len();
    if quote == '\'' {
        return Some((Literal { text: inside.to_string(), holes: Vec::new() }, end));
    }
    Some((double(inside, room)?, end))
}

/// `<<<NAME` of PHP, `<<~NAME` and `<<-NAME` of Ruby.
fn here_document(language: Language, text: &str, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let open = if language == Php { "<<<" } else { "<<" };
    let rest = text.strip_prefix(open)?;
    let sign = rest.starts_with(['~', '-']);
    let rest = &rest[usize::from(sign)..];
    let (line, _) = rest.split_once('\n')?;
    let name = line.trim_start().trim_start_matches(['\'', '"']);
    let name = &name[..name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len())];
    name.starts_with(|c: char| c.is_alphabetic()).then_some(())?;
    let plain = line.trim_start().starts_with('\'');
    let start = text.len() - rest.len() + line.len() + 1;
    let mut length = 0;
    for line in text[start..].split_inclusive('\n') {
        let behind = line.trim_start().strip_prefix(name);
        if behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
            let lines = &text[start..start + length];
            let lines = lines.strip_suffix('\n').unwrap_or(lines);
            // PHP takes the indentation of the end, Ruby that of the text.
            let body = if sign || language == Php { unindent(&["\n", lines].concat()) } else { lines.to_string() };
            let end = start + length + line.len() - behind?.len();
            if plain {
                return Some((Literal { text: body, holes: Vec::new() }, end));
            }
            let holes = if language == Php { Holes::Dollar } else { Holes::Hash };
            let rules = Rules { language, close: "\0\0", escapes: Escapes::All, holes, doubled: false, lines: true };
            let (literal, _) = scan(&[&body, "\0\0"].concat(), &rules, room)?;
            return Some((literal, end));
        }
        length += line.len();
    }
    room.set(room.get().saturating_sub(length));
    None
}

/// A character in single quotes, which is no text.
fn character(text: &str) -> Option<(Literal, usize)> {
    let rest = &text[1..];
    let c = rest.chars().next()?;
    let length = if c == '\\' { 1 + rest[1..].chars().next()?.len_utf8() } else { c.len_utf8() };
    rest[length..].starts_with('\'').then(|| (Literal::default(), length + 2))
}

/// `"…"`, `@"…"`, `$"…"` and three quotes or more.
fn c_sharp(prefix: &str, quoted: &str, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let verbatim = prefix.contains('@');
    let holes = if prefix.contains('$') { Holes::Brace } else { Holes::None };
    let signs = quoted.bytes().take_while(|b| *b == b'"').take(SIGNS_MAX).count();
    if signs >= 3 && !verbatim {
        let close = "\"".repeat(signs);
        let inside = &quoted[signs..];
        let end = find(inside, &close, room)?;
        let text = unindent(&inside[..end]);
        if holes != Holes::None {
            return Some((
                Literal { text: [&text, "\u{10ffff}"].concat(), holes: vec![String::new()] },
                2 * signs + end,
            ));
        }
        return Some((Literal { text, holes: Vec::new() }, 2 * signs + end));
    }
    let escapes = if verbatim { Escapes::None } else { Escapes::All };
    let rules = Rules { language: CSharp, close: "\"", escapes, holes, doubled: verbatim, lines: verbatim };
    let (literal, end) = scan(&quoted[1..], &rules, room)?;
    Some((literal, end + 1))
}

/// A text of several lines without the indentation that all of them have, and without its first, empty one.
fn unindent(text: &str) -> String {
    let text = text.strip_prefix('\r').unwrap_or(text);
    let text = text.strip_prefix('\n').unwrap_or(text);
    let width = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let last = text.rsplit('\n').next().filter(|line| line.trim().is_empty() && text.contains('\n'));
    let full = text.lines().filter(|line| !line.trim().is_empty());
    let least = full.chain(last).map(width).min().unwrap_or_default();
    let lines: Vec<&str> =
        text.split('\n').map(|line| line.get(least..).unwrap_or_default().trim_end_matches('\r')).collect();
    lines.join("\n")
}
