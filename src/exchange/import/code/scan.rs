//! The characters of a text in quotes, with what its language escapes and puts in.

use std::cell::Cell;

use super::language::Language;
use super::language::Language::{CSharp, Go, Java, JavaScript, Kotlin, Php, PowerShell, Python, Ruby, Rust};

/// Stands in a text where the program puts something in. Nothing else may use this character.
pub const HOLE: char = '\u{10ffff}';

/// How long an expression inside a text may be, in bytes.
const HOLE_MAX: usize = 500;

/// A text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Literal {
    /// The text, with [`HOLE`] where the program puts something in.
    pub text: String,
    /// What it puts in there.
    pub holes: Vec<String>,
}

/// How a backslash, or PowerShell's backtick, is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Means itself.
    None,
    /// Only in front of itself and of the quote.
    Few,
    /// As in the language's own texts in double quotes.
    All,
    /// PowerShell's backtick.
    Backtick,
}

/// How a program puts something in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holes {
    /// Not at all.
    None,
    /// `${…}`.
    DollarBrace,
    /// `$name`, `${…}`, in PHP also `{$…}`, in PowerShell `$(…)`.
    Dollar,
    /// `#{…}`.
    Hash,
    /// `{…}`, with two braces for one.
    Brace,
}

pub(super) struct Rules<'a> {
    pub(super) language: Language,
    pub(super) close: &'a str,
    pub(super) escapes: Escapes,
    pub(super) holes: Holes,
    /// Whether two quotes are one.
    pub(super) doubled: bool,
    /// Whether it may go over several lines.
    pub(super) lines: bool,
}

/// A text from behind its opening quote, and where it ends behind its closing one.
pub(super) fn scan(text: &str, rules: &Rules<'_>, room: &Cell<usize>) -> Option<(Literal, usize)> {
    let mut at = 0;
    let read = scan_from(text, rules, &mut at);
    room.set(room.get().saturating_sub(at));
    read
}

/// Where a text is closed.
pub(super) fn find(text: &str, close: &str, room: &Cell<usize>) -> Option<usize> {
    let found = text.find(close);
    room.set(room.get().saturating_sub(found.unwrap_or(text.len())));
    found
}

fn scan_from(text: &str, rules: &Rules<'_>, place: &mut usize) -> Option<(Literal, usize)> {
    let mut literal = Literal::default();
    let mut at = 0;
    let typographic = rules.language == PowerShell && rules.close.len() == 1;
    loop {
        *place = at;
        let rest = &text[at..];
        let c = rest.chars().next()?;
        let next = at + c.len_utf8();
        let own = match rules.close {
            "\"" if typographic => matches!(c, '"' | '“' | '”' | '„'),
            "'" if typographic => matches!(c, '\'' | '‘' | '’'),
            close => rest.starts_with(close),
        };
        if own {
            let length = if typographic { c.len_utf8() } else { rules.close.len() };
            let behind = text[at + length..].chars().next();
            let again = rules.doubled
                && behind.is_some_and(|b| b == c || typographic && b.is_ascii() == c.is_ascii() && same(b, c));
            if !again {
                return Some((literal, at + length));
            }
            let second = behind?;
            literal.text.push(second);
            at += length + second.len_utf8();
            continue;
        }
        if c == '\n' && !rules.lines {
            return None;
        }
        if let Some((name, length)) = hole(rest, rules)? {
            match name {
                Some(name) => {
                    literal.text.push(HOLE);
                    literal.holes.push(name);
                }
                None => literal.text.push(c),
            }
            at += length;
            continue;
        }
        let escape = match rules.escapes {
            Escapes::None => None,
            Escapes::Few => {
                (c == '\\' && text[next..].starts_with(['\\', '\''])).then(|| (text[next..].chars().next(), 1))
            }
            Escapes::All => {
                if c == '\\' {
                    Some(escaped(rules.language, &text[next..])?)
                } else {
                    None
                }
            }
            Escapes::Backtick => {
                if c == '`' {
                    Some(backtick(&text[next..])?)
                } else {
                    None
                }
            }
        };
        match escape {
            Some((c, length)) => {
                literal.text.extend(c);
                at = next + length;
            }
            None => {
                // Otherwise it would look like a hole.
                literal.text.push(if c == HOLE { char::REPLACEMENT_CHARACTER } else { c });
                at = next;
            }
        }
    }
}

fn same(a: char, b: char) -> bool {
    let double = |c: char| matches!(c, '"' | '“' | '”' | '„');
    double(a) == double(b) && (double(a) || matches!(a, '\'' | '‘' | '’'))
}

/// What the program puts in here, and how long that is; no name where two braces are one. The outer `None` is for a text that
/// cannot be read.
#[allow(clippy::type_complexity)]
fn hole(rest: &str, rules: &Rules<'_>) -> Option<Option<(Option<String>, usize)>> {
    let between = |open: &str| {
        let inside = rest.strip_prefix(open)?;
        let inside = &inside[..inside.floor_char_boundary(HOLE_MAX)];
        let mut depth = 0;
        let end = inside.char_indices().find(|(_, c)| match c {
            '{' | '(' => {
                depth += 1;
                false
            }
            '}' | ')' => {
                depth -= 1;
                depth < 0
            }
            _ => false,
        });
        let (end, _) = end?;
        Some((Some(inside[..end].trim().to_string()), open.len() + end + 1))
    };
    let name = || {
        let name = rest.strip_prefix('$')?;
        name.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(())?;
        let colon = |at: usize| rules.language == PowerShell && name[..at].eq_ignore_ascii_case("env");
        let end = name.char_indices().find(|(at, c)| !(c.is_alphanumeric() || *c == '_' || *c == ':' && colon(*at)));
        let end = end.map_or(name.len(), |(at, _)| at);
        Some((Some(rest[..=end].to_string()), 1 + end))
    };
    Some(match rules.holes {
        Holes::DollarBrace if rest.starts_with("${") => Some(between("${")?),
        Holes::Hash if rest.starts_with("#{") => Some(between("#{")?),
        Holes::Dollar if rest.starts_with("${") => {
            between("${").map(|(name, end)| (name.map(|own| ["$", &own].concat()), end))
        }
        Holes::Dollar if rules.language == PowerShell && rest.starts_with("$(") => {
            let (name, length) = between("$(")?;
            // A character by its number is constant, but for the place that it has.
            Some((name, length))
        }
        Holes::Dollar if rules.language == Php && rest.starts_with("{$") => Some(between("{")?),
        Holes::Dollar => name(),
        Holes::Brace if rest.starts_with("{{") || rest.starts_with("}}") => Some((None, 2)),
        Holes::Brace if rest.starts_with('{') => Some(between("{")?),
        _ => None,
    })
}

/// What stands behind a backslash, and how long it is. Nothing for a line that goes on.
fn escaped(language: Language, rest: &str) -> Option<(Option<char>, usize)> {
    let c = rest.chars().next()?;
    // What means nothing stays as it stands, with its backslash, which is pushed by the caller in its place.
    let kept = || matches!(language, Python | Php);
    let digits = rest.bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    let line = |rest: &str| match language {
        // Rust, and text blocks of Java, begin the next line at its first character.
        Rust => rest.len() - rest.trim_start().len(),
        _ => 1 + usize::from(rest.starts_with("\r\n")),
    };
    Some(match c {
        '\n' | '\r' => (None, line(rest)),
        'a' if matches!(language, Python | Go | CSharp | Ruby) => (Some('\u{7}'), 1),
        'v' if matches!(language, JavaScript | Python | Go | CSharp | Php | Ruby) => (Some('\u{b}'), 1),
        'e' if matches!(language, Php | Ruby) => (Some('\u{1b}'), 1),
        's' if matches!(language, Java | Ruby) => (Some(' '), 1),
        'b' if language == Php => return Some((Some('\\'), 0)),
        '0'..='7' if matches!(language, Python | Go | Java | Php | Ruby) || c == '0' => {
            let length = if matches!(language, JavaScript | Rust | CSharp) { 1 } else { digits };
            (u32::from_str_radix(&rest[..length], 8).ok().and_then(char::from_u32), length)
        }
        'n' | 'r' | 't' | 'b' | 'f' | 'x' | 'u' | 'U' | '\\' | '"' => crate::exchange::import::lenient::escape(rest)?,
        '\'' if !matches!(language, Php) => (Some('\''), 1),
        '$' if matches!(language, Php | Kotlin) => (Some('$'), 1),
        _ if kept() => return Some((Some('\\'), 0)),
        // A compiler refuses the others.
        _ if matches!(language, Go | Rust | Java | Kotlin | CSharp) => return None,
        c => (Some(c), c.len_utf8()),
    })
}

/// What stands behind PowerShell's backtick
/// (<https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_special_characters>).
fn backtick(rest: &str) -> Option<(Option<char>, usize)> {
    let c = rest.chars().next()?;
    Some(match c {
        'a' => (Some('\u{7}'), 1),
        'b' => (Some('\u{8}'), 1),
        'e' => (Some('\u{1b}'), 1),
        'f' => (Some('\u{c}'), 1),
        'v' => (Some('\u{b}'), 1),
        'u' if rest.starts_with("u{") => crate::exchange::import::lenient::escape(rest)?,
        c => (Some(crate::exchange::import::shell::powershell::escaped(c)), c.len_utf8()),
    })
}
