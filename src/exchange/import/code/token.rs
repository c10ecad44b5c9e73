//! A program as a list of texts, words and signs.

use std::cell::Cell;

use super::language::Language;
use super::literal::literal;
use super::scan::Literal;

/// How often a program may be read in vain, as texts that do not end.
const VAIN_MAX: usize = 8;

/// A part of a program.
pub enum Token<'a> {
    /// A text in quotes.
    Text(Literal),
    /// A name or a number.
    Word(&'a str),
    /// A sign.
    Sign(char),
}

/// A program's tokens.
pub struct Tokens<'a> {
    /// The language.
    pub language: Language,
    list: Vec<Token<'a>>,
    /// Whether a line begins with the token.
    lines: Vec<bool>,
    /// The bracket that the token stands in, by its place.
    inside: Vec<Option<usize>>,
    /// Where the bracket at a place is closed.
    closed: Vec<usize>,
}

impl<'a> Tokens<'a> {
    /// Takes a program apart. What is none of its language is a list of signs.
    pub fn of(language: Language, text: &'a str) -> Tokens<'a> {
        let mut tokens =
            Tokens { language, list: Vec::new(), lines: Vec::new(), inside: Vec::new(), closed: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let (mut at, mut line) = (0, true);
        let room = Cell::new(VAIN_MAX * text.len());
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if c.is_whitespace() {
                line |= c == '\n';
                at += c.len_utf8();
                continue;
            }
            if let Some(length) = note(language, text, at) {
                at += length;
                continue;
            }
            let (token, length) = if let Some((literal, length)) = literal(language, text, at, &room) {
                (Token::Text(literal), length)
            } else {
                match word(language, rest) {
                    0 => (Token::Sign(c), c.len_utf8()),
                    length => (Token::Word(&rest[..length]), length),
                }
            };
            let place = tokens.list.len();
            let bracket = |c: char, signs: &str| matches!(token, Token::Sign(own) if own == c) && signs.contains(c);
            let begin = if bracket(c, ")]}") { open.pop() } else { None };
            if let Some(begin) = begin {
                tokens.closed[begin] = place;
            }
            tokens.inside.push(open.last().copied());
            tokens.closed.push(place);
            tokens.lines.push(line);
            if bracket(c, "([{") {
                open.push(place);
            }
            tokens.list.push(token);
            line = false;
            at += length;
        }
        // What does not end goes to the end.
        for place in open {
            tokens.closed[place] = tokens.list.len();
        }
        tokens
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The token at a place.
    pub fn at(&self, at: usize) -> Option<&Token<'a>> {
        self.list.get(at)
    }

    /// The word at a place.
    pub fn word(&self, at: usize) -> Option<&'a str> {
        match self.list.get(at) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether a sign stands at a place.
    pub fn is(&self, at: usize, sign: char) -> bool {
        matches!(self.list.get(at), Some(Token::Sign(own)) if *own == sign)
    }

    /// Whether a line begins at a place, or the program ends.
    pub fn begins_line(&self, at: usize) -> bool {
        self.lines.get(at).is_none_or(|begins| *begins)
    }

    /// The bracket that a token stands in.
    pub fn inside(&self, at: usize) -> Option<usize> {
        self.inside.get(at).copied().flatten()
    }

    /// Where the bracket at a place is closed; of anything else, its own place.
    pub fn close(&self, at: usize) -> usize {
        self.closed.get(at).copied().unwrap_or(at)
    }
}

/// How long a note is, where one begins.
fn note(language: Language, text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some((begin, end)) = language.long_note()
        && let Some(inside) = rest.strip_prefix(begin)
    {
        return Some(inside.find(end).map_or(rest.len(), |found| begin.len() + found + end.len()));
    }
    let found = language.notes().iter().any(|sign| rest.starts_with(sign));
    // An attribute of Rust or PHP is none.
    (found && !(language == Language::Php && rest.starts_with("#["))).then(|| rest.find('\n').unwrap_or(rest.len()))
}

/// How long the word is that begins here.
fn word(language: Language, rest: &str) -> usize {
    let mut end = 0;
    let number = rest.starts_with(|c: char| c.is_ascii_digit());
    for (at, c) in rest.char_indices() {
        let inside = at > 0 && rest[end..].chars().nth(1).is_some_and(char::is_alphanumeric);
        let own = match c {
            '$' => at == 0,
            '.' => number && inside,
            '-' => language == Language::PowerShell && !number && inside,
            ':' => language == Language::PowerShell && rest[..at].eq_ignore_ascii_case("$env") && inside,
            c => c.is_alphanumeric() || c == '_',
        };
        if !own {
            break;
        }
        end = at + c.len_utf8();
    }
    if &rest[..end] == "$" { 0 } else { end }
}
