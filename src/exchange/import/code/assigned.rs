//! What a program sets its names to.

use serde_json::Value;

use super::constants::Constants;
use super::scan::HOLE;
use super::text::text;
use super::token::{Token, Tokens};
use super::value::Objects;

/// All constants of a program.
pub fn constants(tokens: &Tokens<'_>) -> Constants {
    let mut constants = Constants::none();
    for at in 0..tokens.len() {
        let compared =
            |at: usize| ['=', '!', '<', '>', '+', '-', '*', '/', '|', '?'].iter().any(|sign| tokens.is(at, *sign));
        let set = tokens.is(at, '=') && !tokens.is(at + 1, '=') && !tokens.is(at + 1, '>');
        // An argument with a name, or the value that one has if it is left out, is none.
        let argument = tokens.inside(at).is_some_and(|open| tokens.is(open, '('));
        if !set || at == 0 || compared(at - 1) || argument || constants.is_full() {
            continue;
        }
        let Some(name) = name(tokens, at) else { continue };
        let value = read(tokens, &constants, at + 1);
        constants.set(name, value);
    }
    constants
}

fn read(tokens: &Tokens<'_>, constants: &Constants, at: usize) -> Option<Value> {
    let ends = |end: usize| tokens.begins_line(end) || [';', ',', '}', ')'].iter().any(|sign| tokens.is(end, *sign));
    if let Some((text, end)) = text(tokens, constants, at) {
        let whole = !text.changed && !text.text.contains(HOLE) && ends(end);
        return whole.then_some(Value::String(text.text));
    }
    let mut objects = Objects::new(tokens, constants);
    if !objects.begins(at) {
        return None;
    }
    let (value, end) = objects.value(at)?;
    // What is worked out in part is read where it stands.
    value.filter(|_| objects.missing.is_empty() && objects.skipped.is_empty() && ends(end))
}

/// The name that is set by the sign at a place: the word in front of it, or in front of its type.
fn name<'a>(tokens: &Tokens<'a>, at: usize) -> Option<&'a str> {
    let before = if tokens.is(at - 1, ':') { at.checked_sub(2)? } else { at - 1 };
    // `let x: &str =` and `const x: string =`.
    for place in (before.saturating_sub(4)..before).rev() {
        let typed = tokens.is(place, ':') && matches!(tokens.at(place.checked_sub(1)?), Some(Token::Word(_)));
        if tokens.begins_line(place + 1) {
            break;
        }
        if typed {
            return tokens.word(place - 1);
        }
    }
    let word = tokens.word(before)?;
    // What an object has is no variable.
    let part = before > 0 && tokens.is(before - 1, '.');
    (!part).then_some(word)
}
