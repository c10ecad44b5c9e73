//! Names in a program that stand for one value in all of it.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

use super::literal::HOLE;
use super::token::{Token, Tokens};
use super::value::{Objects, text};

/// How many constants are kept, and how much of them may be put in, in bytes: a few short lines can name far more than a
/// program has.
const COUNT_MAX: usize = 1000;
const BYTES_MAX: usize = 1 << 20;

/// What names stand for. One that is set to several values, or to what is worked out, stands for nothing here.
pub struct Constants {
    /// Each with its size.
    values: BTreeMap<String, Option<(Value, usize)>>,
    room: Cell<usize>,
}

impl Constants {
    /// All constants of a program.
    pub fn of(tokens: &Tokens<'_>) -> Constants {
        let mut constants = Constants { values: BTreeMap::new(), room: Cell::new(BYTES_MAX) };
        for at in 0..tokens.len() {
            let compared =
                |at: usize| ['=', '!', '<', '>', '+', '-', '*', '/', '|', '?'].iter().any(|sign| tokens.is(at, *sign));
            let set = tokens.is(at, '=') && !tokens.is(at + 1, '=') && !tokens.is(at + 1, '>');
            // An argument with a name, or the value that one has if it is left out, is none.
            let argument = tokens.inside(at).is_some_and(|open| tokens.is(open, '('));
            if !set || at == 0 || compared(at - 1) || argument || constants.values.len() >= COUNT_MAX {
                continue;
            }
            let Some(name) = name(tokens, at) else { continue };
            let value = constants.read(tokens, at + 1);
            constants.set(name, value);
        }
        constants
    }

    fn read(&self, tokens: &Tokens<'_>, at: usize) -> Option<Value> {
        let ends =
            |end: usize| tokens.begins_line(end) || [';', ',', '}', ')'].iter().any(|sign| tokens.is(end, *sign));
        if let Some((text, end)) = text(tokens, self, at) {
            let whole = !text.changed && !text.text.contains(HOLE) && ends(end);
            return whole.then_some(Value::String(text.text));
        }
        let mut objects = Objects::new(tokens, self);
        if !objects.begins(at) {
            return None;
        }
        let (value, end) = objects.value(at)?;
        // What is worked out in part is read where it stands.
        value.filter(|_| objects.missing.is_empty() && objects.skipped.is_empty() && ends(end))
    }

    fn set(&mut self, name: &str, value: Option<Value>) {
        let value = value.map(|value| {
            let size = value.as_str().map_or_else(|| value.to_string().len(), str::len);
            (value, size)
        });
        match self.values.get_mut(name) {
            None => drop(self.values.insert(name.into(), value)),
            Some(own) => {
                if *own != value {
                    *own = None;
                }
            }
        }
    }

    /// What a name stands for, as long as there is room.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let (value, size) = self.values.get(name)?.as_ref()?;
        self.room.set(self.room.get().checked_sub(*size)?);
        Some(value)
    }

    /// What a name stands for, where that is a text or a number.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.value(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// What an expression inside a text is worth: a name, or a character by its number in PowerShell.
    pub fn hole(&self, hole: &str) -> Option<String> {
        if let Some(number) = hole.strip_prefix("[char]") {
            let number = number.trim();
            let hex = number.strip_prefix("0x").map(|digits| u32::from_str_radix(digits, 16));
            return char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?).map(String::from);
        }
        self.text(hole)
    }
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
