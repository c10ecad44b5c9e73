//! The single rules of a body's check, each of which names its field by the dotted key the API would use.

use serde_json::{Map, Value};

use super::answer::Problems;

/// Checks the fields of one object.
pub struct Checker<'a> {
    /// Where problems are noted.
    pub problems: &'a mut Problems,
    /// The object whose fields are checked.
    pub object: &'a Map<String, Value>,
    /// The key of that object with a dot behind it; empty for the body itself.
    pub prefix: &'a str,
}

impl<'a> Checker<'a> {
    /// Notes a problem; `rest` completes "The … field".
    pub fn add(&mut self, name: &str, rest: &str) {
        let key = format!("{}{name}", self.prefix);
        self.problems.add(&key, format!("The {key} field {rest}."));
    }

    /// Refuses each field that is not in the list.
    pub fn known(&mut self, names: &[&str]) {
        for name in self.object.keys().filter(|name| !names.contains(&name.as_str())) {
            self.add(name, "is not known");
        }
    }

    /// A string of at most `most` characters that may be missing.
    pub fn optional_text(&mut self, name: &str, most: usize) -> Option<&'a str> {
        let value = self.object.get(name)?;
        let Some(text) = value.as_str() else {
            self.add(name, "must be a string");
            return None;
        };
        // The API counts characters, not bytes.
        if text.chars().count() > most {
            self.add(name, &format!("must not be greater than {most} characters"));
            return None;
        }
        Some(text)
    }

    /// As `optional_text`, but missing, null and blank are refused alike: the API's framework trims, and reads blank
    /// as null.
    pub fn required_text(&mut self, name: &str, most: usize) -> Option<&'a str> {
        let missing = match self.object.get(name) {
            None | Some(Value::Null) => true,
            Some(value) => value.as_str().is_some_and(|text| text.trim().is_empty()),
        };
        if missing {
            self.add(name, "is required");
            return None;
        }
        self.optional_text(name, most)
    }

    /// A boolean that may be missing.
    pub fn boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.object.get(name)?;
        if !value.is_boolean() {
            self.add(name, "must be true or false");
        }
        value.as_bool()
    }

    /// A boolean that must be there.
    pub fn required_boolean(&mut self, name: &str) -> Option<bool> {
        if self.object.get(name).is_none() {
            self.add(name, "is required");
        }
        self.boolean(name)
    }

    /// Refuses a word that is not in the list.
    pub fn one_of(&mut self, name: &str, word: &str, words: &[&str]) {
        if !words.contains(&word) {
            let key = format!("{}{name}", self.prefix);
            self.problems.add(&key, format!("The selected {key} is invalid."));
        }
    }

    /// The object at this key; anything else that is there is refused.
    pub fn object(problems: &mut Problems, key: &str, value: Option<&'a Value>) -> Option<&'a Map<String, Value>> {
        let value = value?;
        if !value.is_object() {
            problems.add(key, format!("The {key} field must be an object."));
        }
        value.as_object()
    }

    /// The items of the array at this key, each with its own key; anything else that is there is refused.
    pub fn items(problems: &mut Problems, key: &str, value: Option<&'a Value>) -> Vec<(String, &'a Value)> {
        match value {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                items.iter().enumerate().map(|(index, item)| (format!("{key}.{index}"), item)).collect()
            }
            Some(_) => {
                problems.add(key, format!("The {key} field must be an array."));
                Vec::new()
            }
        }
    }
}

/// Whether a value is a string, a number or a boolean.
pub fn is_scalar(value: &Value) -> bool {
    value.is_string() || value.is_number() || value.is_boolean()
}
