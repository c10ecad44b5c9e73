//! A text that a program puts together, as far as it is constant.

use super::constants::Constants;
use super::language::Language;
use super::scan::HOLE;
use super::token::{Token, Tokens};

/// How many texts may be joined.
const TERMS_MAX: usize = 1000;

/// Functions of a text that change nothing that matters here.
const HARMLESS: [&str; 20] = [
    "trim",
    "strip",
    "encode",
    "to_string",
    "to_owned",
    "into",
    "as_bytes",
    "getBytes",
    "trimIndent",
    "stripIndent",
    "freeze",
    "to_json",
    "toString",
    "as_str",
    "toRequestBody",
    "toByteArray",
    "strip_heredoc",
    "squish",
    "valueOf",
    "ToString",
];

/// A text of a program.
#[derive(Default)]
pub struct Text {
    /// The text, with [`HOLE`] where something is put in.
    pub text: String,
    /// Whether the program does something else to it.
    pub changed: bool,
}

/// The text that begins at a place, joined from all its parts, and where it ends. It begins with a text in quotes, or with a
/// constant that another is joined to.
pub fn text(tokens: &Tokens<'_>, constants: &Constants, start: usize) -> Option<(Text, usize)> {
    let mut out = Text::default();
    let mut at = start;
    let mut quotes = false;
    for _ in 0..TERMS_MAX {
        // What stands behind a name are its arguments.
        let called = at > 0 && (tokens.word(at - 1).is_some() || tokens.is(at - 1, ')') || tokens.is(at - 1, '!'));
        let open = !called && tokens.is(at, '(') && matches!(tokens.at(at + 1), Some(Token::Text(_)));
        match tokens.at(at)? {
            Token::Text(literal) => {
                quotes = true;
                let mut holes = literal.holes.iter();
                for c in literal.text.chars() {
                    let value = if c == HOLE { holes.next().and_then(|hole| constants.hole(hole)) } else { None };
                    match value {
                        Some(value) => out.text.push_str(&value),
                        None => out.text.push(c),
                    }
                }
                at += 1;
            }
            Token::Sign('(') if open && tokens.close(at) > at + 1 => {
                let (inner, end) = text(tokens, constants, at + 1).filter(|(_, end)| *end == tokens.close(at))?;
                quotes = true;
                out.text.push_str(&inner.text);
                out.changed |= inner.changed;
                at = end + 1;
            }
            Token::Word(word) => {
                let (value, end) = name(tokens, constants, at, word)?;
                match value {
                    Some(value) => out.text.push_str(&value),
                    None => out.text.push(HOLE),
                }
                at = end;
            }
            Token::Sign(_) => return None,
        }
        while let Some((end, harmless)) = method(tokens, at) {
            out.changed |= !harmless;
            at = end;
        }
        let join = tokens.is(at, tokens.language.join()) && !tokens.is(at + 1, '=');
        if join {
            at += 1;
            continue;
        }
        let adjacent = matches!(tokens.language, Language::Python | Language::Ruby)
            && matches!(tokens.at(at), Some(Token::Text(_)))
            && (!tokens.begins_line(at)
                || tokens.inside(at).is_some_and(|open| !tokens.is(open, '{') && !tokens.is(open, '[')));
        if !adjacent {
            out.changed |=
                tokens.is(at, '%') || tokens.word(at).is_some_and(|word| word == "f") && tokens.is(at - 1, '-');
            out.changed |= is_formatted(tokens, start);
            return quotes.then_some((out, at));
        }
    }
    None
}

/// Whether a text is the pattern of a function that fills it.
fn is_formatted(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = at
        .checked_sub(2)
        .filter(|_| tokens.is(at - 1, '('))
        .and_then(|at| if tokens.is(at, '!') { tokens.word(at.checked_sub(1)?) } else { tokens.word(at) });
    word.is_some_and(|word| {
        let word = word.to_ascii_lowercase();
        word.ends_with("printf") || word == "format" || word == "formatted"
    })
}

/// The value of a name, and where it ends. One with a part behind it is worked out.
fn name(tokens: &Tokens<'_>, constants: &Constants, at: usize, word: &str) -> Option<(Option<String>, usize)> {
    let mut end = at + 1;
    let mut whole = word.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '$');
    // As PHP and PowerShell write what an object has.
    while !tokens.begins_line(end)
        && (tokens.is(end, '(')
            || tokens.is(end, '[')
            || tokens.language != Language::Php && tokens.is(end, '.')
            || tokens.is(end, '?'))
    {
        whole = false;
        end = if tokens.is(end, '(') || tokens.is(end, '[') { tokens.close(end) + 1 } else { end + 2 };
    }
    // Only where it is joined to a text; the rest is for others.
    let joined = tokens.is(end, tokens.language.join()) || at > 0 && tokens.is(at - 1, tokens.language.join());
    joined.then(|| (if whole { constants.text(word) } else { None }, end))
}

/// A function of a text behind it, where that ends, and whether it changes nothing.
pub(super) fn method(tokens: &Tokens<'_>, at: usize) -> Option<(usize, bool)> {
    let dot = tokens.is(at, '.');
    let word = tokens.word(at + 1).filter(|_| dot && tokens.language != Language::Php)?;
    let harmless = HARMLESS.contains(&word);
    let mut end = at + 2;
    if tokens.is(end, '(') {
        end = tokens.close(end) + 1;
    }
    Some((end, harmless))
}
