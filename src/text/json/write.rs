//! JSON as text.

use serde_json::Value;

use super::{Fields, Tree, is_invisible};

/// How long a text commonly becomes, in bytes.
const USUAL: usize = 1024;

/// Writes a value over several lines, two spaces an indent. Characters for which `escape` is true become `\uXXXX`, and so
/// do those that a person cannot see or that turn the direction of text, since the value must be what it looks like.
pub fn pretty(value: &dyn Json, escape: fn(char) -> bool) -> String {
    let mut is_plain = [false; 256];
    for byte in b' '..0x7f {
        is_plain[usize::from(byte)] = !matches!(byte, b'"' | b'\\') && !escape(char::from(byte));
    }
    let mut writer = Writer { text: String::with_capacity(USUAL), depth: 0, is_plain, escape };
    value.write(&mut writer);
    writer.text
}

/// What can be written as JSON.
pub trait Json {
    /// Writes it.
    fn write(&self, to: &mut Writer);
}

/// JSON that is being written.
pub struct Writer {
    text: String,
    depth: usize,
    /// Which bytes are characters that stand in a text as they are.
    is_plain: [bool; 256],
    escape: fn(char) -> bool,
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.text.push('"');
        let (mut plain, mut at) = (0, 0);
        while let Some(next) = text.as_bytes()[at..].iter().position(|byte| !self.is_plain[usize::from(*byte)]) {
            at += next;
            let Some(c) = text[at..].chars().next() else { break };
            let end = at + c.len_utf8();
            if c.is_ascii() || (self.escape)(c) || is_invisible(c) {
                self.text.push_str(&text[plain..at]);
                match c {
                    '\n' => self.text.push_str("\\n"),
                    '\r' => self.text.push_str("\\r"),
                    '\t' => self.text.push_str("\\t"),
                    '\u{8}' => self.text.push_str("\\b"),
                    '\u{c}' => self.text.push_str("\\f"),
                    '"' if !(self.escape)(c) => self.text.push_str("\\\""),
                    '\\' if !(self.escape)(c) => self.text.push_str("\\\\"),
                    _ => push_escaped(&mut self.text, c),
                }
                plain = end;
            }
            at = end;
        }
        self.text.push_str(&text[plain..]);
        self.text.push('"');
    }

    /// A list or an object, by its brackets and its items. An item has a name in an object alone.
    fn block<'a>(&mut self, brackets: [char; 2], items: impl Iterator<Item = (Option<&'a str>, &'a dyn Json)>) {
        self.text.push(brackets[0]);
        self.depth += 1;
        let before = self.text.len();
        for (name, item) in items {
            if self.text.len() > before {
                self.text.push(',');
            }
            self.line();
            if let Some(name) = name {
                self.string(name);
                self.text.push_str(": ");
            }
            item.write(self);
        }
        self.depth -= 1;
        if self.text.len() > before {
            self.line();
        }
        self.text.push(brackets[1]);
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

impl Json for Value {
    fn write(&self, to: &mut Writer) {
        match self {
            Value::Null => to.text.push_str("null"),
            Value::Bool(flag) => to.text.push_str(if *flag { "true" } else { "false" }),
            // As it was typed.
            Value::Number(number) => to.text.push_str(number.as_str()),
            Value::String(text) => to.string(text),
            Value::Array(items) => to.block(['[', ']'], items.iter().map(|item| (None, item as &dyn Json))),
            Value::Object(fields) => {
                to.block(['{', '}'], fields.iter().map(|(name, value)| (Some(name.as_str()), value as &dyn Json)));
            }
        }
    }
}

impl Json for Tree {
    fn write(&self, to: &mut Writer) {
        match self {
            Tree::Value(value) => value.write(to),
            Tree::List(items) => to.block(['[', ']'], items.iter().map(|item| (None, item as &dyn Json))),
            Tree::Object(fields) => {
                to.block(['{', '}'], fields.iter().map(|(name, value)| (Some(name.as_str()), value as &dyn Json)));
            }
        }
    }
}

impl Json for Fields {
    fn write(&self, to: &mut Writer) {
        to.block(['{', '}'], self.0.iter().map(|(name, value)| (Some(name.as_str()), value as &dyn Json)));
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.block(['[', ']'], self.iter().map(|item| (None, item as &dyn Json)));
    }
}

impl Json for &str {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl Json for String {
    fn write(&self, to: &mut Writer) {
        to.string(self);
    }
}

/// Writes a character as `\uXXXX`, twice where UTF-16 needs two units.
pub(super) fn push_escaped(text: &mut String, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        text.push_str("\\u");
        text.extend([12, 8, 4, 0].map(|shift| char::from(b"0123456789abcdef"[usize::from(*unit >> shift & 15)])));
    }
}
