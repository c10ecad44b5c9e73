//! Variables of a file, which stand in its addresses and bodies.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

/// How often the value of a variable may name another.
const LEVELS_MAX: usize = 4;
/// How much may be put in for the variables of a file, in bytes: some name each other many times.
const MORE_MAX: usize = 1 << 20;
/// How long the name of a variable may be.
const NAME_MAX: usize = 200;

/// The variables that have one value in the whole file. One that has several, for several environments, has none here: nobody
/// knows which is meant.
pub struct Variables {
    values: BTreeMap<String, Option<String>>,
    room: Cell<usize>,
}

impl Default for Variables {
    fn default() -> Variables {
        Variables { values: BTreeMap::new(), room: Cell::new(MORE_MAX) }
    }
}

impl Variables {
    /// All that a file defines.
    pub fn of(file: &Value) -> Variables {
        let mut variables = Variables::default();
        variables.collect(file, "");
        variables
    }

    /// Adds a variable.
    pub fn add(&mut self, name: &str, value: &str) {
        let name = name.trim();
        match self.values.get_mut(name) {
            None => drop(self.values.insert(name.into(), Some(value.into()))),
            Some(own) => {
                if own.as_deref() != Some(value) {
                    *own = None;
                }
            }
        }
    }

    fn collect(&mut self, value: &Value, key: &str) {
        match value {
            Value::Array(items) => {
                // Of pairs, as Postman, Bruno and Thunder Client have them.
                let pairs = matches!(key, "variable" | "variables" | "values" | "vars" | "req" | "data" | "envs");
                for item in items {
                    let name = ["key", "name", "id"].iter().find_map(|name| item.get(*name)?.as_str());
                    let scalar = item.get("value").and_then(scalar);
                    match (name, scalar) {
                        (Some(name), Some(value)) if pairs && !is_off(item) => self.add(name, &value),
                        _ => self.collect(item, ""),
                    }
                }
            }
            Value::Object(fields) => {
                // Of names, as Insomnia, Ansible and CI systems have them.
                if matches!(key, "data" | "env" | "vars" | "variables" | "environment") {
                    self.names(value, "");
                }
                for (name, value) in fields {
                    // What a server answered defines nothing.
                    if !matches!(name.as_str(), "body" | "response" | "responses" | "settings" | "example") {
                        self.collect(value, name);
                    }
                }
            }
            _ => {}
        }
    }

    fn names(&mut self, value: &Value, prefix: &str) {
        for (name, value) in value.as_object().into_iter().flatten() {
            let name = [prefix, name].concat();
            match scalar(value) {
                Some(value) => self.add(&name, &value),
                // GitLab writes a description beside the value of a variable.
                None => match value.get("value").and_then(scalar) {
                    Some(value) => self.add(&name, &value),
                    None if name.len() < NAME_MAX => self.names(value, &[&name, "."].concat()),
                    None => {}
                },
            }
        }
    }

    fn value(&self, name: &str) -> Option<&str> {
        let name = name.trim();
        let name = name.strip_prefix("_.").unwrap_or(name);
        self.values.get(name)?.as_deref()
    }

    /// A text with the values of the variables that stand in it in braces, as `{{ name }}`. The others stay as they are.
    pub fn resolve(&self, text: &str) -> String {
        self.level(text, LEVELS_MAX)
    }

    /// Whether there is room for a value, which is taken then.
    fn fits(&self, value: &str) -> bool {
        let left = self.room.get().checked_sub(value.len());
        self.room.set(left.unwrap_or_default());
        left.is_some()
    }

    fn level(&self, text: &str, levels: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '<']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let (open, close) = if from.starts_with('{') { ("{{", "}}") } else { ("<<", ">>") };
            let inside = from.strip_prefix(open).map(|inside| &inside[..inside.floor_char_boundary(NAME_MAX)]);
            let name = inside.and_then(|inside| Some(&inside[..inside.find(close)?]));
            let value = name.and_then(|name| self.value(name)).filter(|value| levels > 0 && self.fits(value));
            match (name, value) {
                (Some(name), Some(value)) => {
                    out.push_str(&self.level(value, levels - 1));
                    rest = &from[name.len() + 4..];
                }
                _ => {
                    out.push_str(&from[..1]);
                    rest = &from[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// A command with the values of the variables of its job that stand in addresses, as `$NAME/` or `/${NAME}`, and of those
    /// that are a whole word, as `"$NAME"`. Elsewhere quotes say whether a shell puts them in.
    pub fn in_addresses(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let (name, length) = name(from);
            let behind = &from[length..];
            let address = before.ends_with('/') || behind.starts_with('/');
            let constant = |value: &&str| !value.contains(['$', '{', '%']);
            let value = self.value(name);
            match value.filter(constant).filter(|value| address && self.fits(value)) {
                // A whole word of a command.
                None if before.ends_with('"')
                    && behind.starts_with('"')
                    && value.is_some_and(|value| self.fits(value)) =>
                {
                    let value = value.unwrap_or_default();
                    out.pop();
                    out.push_str(&["'", &value.replace('\'', "'\\''"), "'"].concat());
                    rest = &behind[1..];
                }
                Some(value) => {
                    out.push_str(value);
                    rest = &from[length..];
                }
                None => {
                    out.push('$');
                    rest = &from[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// The name behind a dollar sign, and how long it is with its braces.
fn name(text: &str) -> (&str, usize) {
    let bare = |text: &str| text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let between = |open: &str, close: &str| {
        let inside = text.strip_prefix(open)?;
        let inside = &inside[..inside.floor_char_boundary(NAME_MAX)];
        let name = &inside[..inside.find(close)?];
        Some((name, open.len() + name.len() + close.len()))
    };
    // GitHub, Azure, shells.
    let long = between("${{", "}}").and_then(|(name, length)| Some((name.trim().strip_prefix("env.")?, length)));
    long.or_else(|| between("${", "}")).or_else(|| between("$(", ")")).unwrap_or_else(|| {
        let end = 1 + bare(&text[1..]);
        (&text[1..end], end)
    })
}

/// Whether an item of a list is switched off.
pub fn is_off(item: &Value) -> bool {
    let is = |name: &str, value: bool| item.get(name).and_then(Value::as_bool) == Some(value);
    is("disabled", true) || is("isDisabled", true) || is("enabled", false) || is("active", false)
}

/// A value that can stand in a text.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
