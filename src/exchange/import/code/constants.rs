//! Names in a program that stand for one value in all of it.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

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
    /// None yet.
    pub fn none() -> Constants {
        Constants { values: BTreeMap::new(), room: Cell::new(BYTES_MAX) }
    }

    /// Whether more are not kept.
    pub fn is_full(&self) -> bool {
        self.values.len() >= COUNT_MAX
    }

    /// Takes what a name is set to; none where that is worked out.
    pub fn set(&mut self, name: &str, value: Option<Value>) {
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
