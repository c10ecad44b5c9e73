//! YAML, as far as people write commands and requests in it: block and flow collections, all five kinds of scalar, comments,
//! anchors with their aliases and merge keys, tags (which are looked over), several documents. Plain scalars mean what the core
//! schema of YAML 1.2 says (<https://yaml.org/spec/1.2.2/#103-core-schema>). Keys that are collections are not read.

mod block;
mod flow;
mod scalar;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::text::json;

/// How deeply collections may stand in one another.
const DEPTH_MAX: usize = 64;
/// How many bytes aliases may add to a text, for each byte that it has: a few short lines can name far more.
const ALIASES_MAX: usize = 4;

/// Reads a text as YAML: the value of each document. `None` where it is none, or has what is not read here.
pub fn read(text: &str) -> Option<Vec<Value>> {
    let mut reader = Reader { text, at: 0, line: 0, anchors: BTreeMap::new(), room: ALIASES_MAX * text.len() };
    let mut documents = Vec::new();
    reader.skip()?;
    loop {
        while reader.marker("---") || reader.marker("...") || reader.rest().starts_with('%') {
            let directive = reader.rest().starts_with('%');
            reader.at += if directive { reader.line_rest().len() } else { 3 };
            reader.skip()?;
        }
        if reader.rest().is_empty() {
            return (!documents.is_empty()).then_some(documents);
        }
        documents.push(reader.node(-1, DEPTH_MAX)?);
        reader.skip()?;
        // Only a mark stands between two documents.
        if !(reader.rest().is_empty() || reader.marker("---") || reader.marker("...")) {
            return None;
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Where the line of `at` begins.
    line: usize,
    anchors: BTreeMap<&'a str, (Value, usize)>,
    /// How much aliases may still add.
    room: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// What is left of the line, without its break.
    fn line_rest(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.find('\n').unwrap_or(rest.len())]
    }

    fn column(&self) -> isize {
        (self.at - self.line) as isize
    }

    /// Whether a mark between documents stands here.
    fn marker(&self, mark: &str) -> bool {
        let behind = self.rest().strip_prefix(mark).filter(|_| self.at == self.line);
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
    }

    /// Steps over blanks in the line, and says whether nothing but a comment is left of it.
    fn blank(&mut self) -> bool {
        let white = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
        self.at += white;
        let start = self.at == self.line || self.text[..self.at].ends_with([' ', '\t']);
        let rest = self.rest();
        rest.is_empty() || rest.starts_with(['\n', '\r']) || start && rest.starts_with('#')
    }

    /// Steps over blanks, line breaks and comments. `None` where a line that has more is indented with a tab.
    fn skip(&mut self) -> Option<()> {
        while self.blank() {
            let rest = self.line_rest();
            self.at += rest.len();
            if self.rest().is_empty() {
                return Some(());
            }
            self.at += 1;
            self.line = self.at;
        }
        (!self.text[self.line..self.at].starts_with('\t')).then_some(())
    }

    /// Keeps a value under the name of its anchor, as long as there is room.
    fn keep(&mut self, anchor: Option<&'a str>, value: &Value) {
        let Some(name) = anchor else { return };
        self.anchors.remove(name);
        let size = size(value);
        if let Some(room) = self.room.checked_sub(size) {
            self.room = room;
            self.anchors.insert(name, (value.clone(), size));
        }
    }

    /// The value of an alias, where one stands here.
    fn alias(&mut self) -> Option<Value> {
        let name = self.rest().strip_prefix('*').map(name)?;
        let (value, size) = self.anchors.get(name)?;
        let (value, size) = (value.clone(), *size);
        self.room = self.room.checked_sub(size)?;
        self.at += 1 + name.len();
        Some(value)
    }

    /// Anchor and tag in front of a value: the anchor's name, and whether the tag makes a text of it.
    fn properties(&mut self) -> (Option<&'a str>, bool) {
        let (mut anchor, mut text) = (None, false);
        loop {
            let rest = self.rest();
            let word = &rest[..rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len())];
            if rest.starts_with('&') && word.len() > 1 {
                let name = name(&rest[1..]);
                anchor = Some(name);
                self.at += 1 + name.len();
            } else if rest.starts_with('!') {
                text |= matches!(word, "!" | "!!str");
                self.at += word.trim_end_matches([',', ']', '}']).len();
            } else {
                return (anchor, text);
            }
            let white = self.rest().bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
            self.at += white;
        }
    }
}

/// How large a value is, about as many bytes as it would have as text.
fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().fold(2, |sum, item| sum + size(item)),
        Value::Object(fields) => fields.iter().fold(2, |sum, (key, value)| sum + key.len() + size(value)),
        Value::String(text) => 2 + text.len(),
        _ => 4,
    }
}

fn name(rest: &str) -> &str {
    &rest[..rest.find([' ', '\t', '\n', '\r', ',', ']', '}', '[', '{']).unwrap_or(rest.len())]
}

/// Puts a field into a mapping. `<<` brings the fields of other mappings that it does not have itself.
fn insert(fields: &mut Map<String, Value>, merged: &mut Vec<Value>, key: String, value: Value) {
    match value {
        value @ Value::Object(_) if key == "<<" => merged.push(value),
        Value::Array(items) if key == "<<" => merged.extend(items),
        value => drop(fields.insert(key, value)),
    }
}

fn merge(mut fields: Map<String, Value>, merged: Vec<Value>) -> Value {
    for other in merged {
        if let Value::Object(other) = other {
            for (key, value) in other {
                fields.entry(key).or_insert(value);
            }
        }
    }
    fields.sort_keys();
    Value::Object(fields)
}

/// What a plain scalar means.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text => json::parse(text).ok().filter(Value::is_number).unwrap_or_else(|| Value::String(text.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars_are_read_as_they_are_written() {
        let check = |text: &str, wanted: Value| assert_eq!(read(text), Some(vec![wanted]), "{text}");
        check(
            "a: b c  # d\nb: 'it''s'\nc: \"x\\ty\\u00e9\\x41\\/\"\n",
            json!({"a": "b c", "b": "it's", "c": "x\tyéA/"}),
        );
        check("a: one\n  two\n\n  three\nb: 1", json!({"a": "one two\nthree", "b": 1}));
        check("a: \"one\n  two \\\n  three\n\n  four\"", json!({"a": "one two three\nfour"}));
        check("a: 'one\n\n\n  two'", json!({"a": "one\n\ntwo"}));
        check(
            "a: |\n  x\n   y\n\n  z\n\nb: |-\n  x\nc: |+\n  x\n\n",
            json!({"a": "x\n y\n\nz\n", "b": "x", "c": "x\n\n"}),
        );
        check(
            "a: >\n  x\n  y\n\n  z\n   w\n  v\nb: >-\n  x\n  y",
            json!({"a": "x y\n\nz\n w\nv\n".replace("\n\nz", "\nz"), "b": "x y"}),
        );
        check("a: |2\n    x\n  y\n", json!({"a": "  x\ny\n"}));
        check("a: ~\nb: yes\nc: 'true'\nd: True\ne: 0x1\nf: 1.50\ng:\n", {
            let number = json::parse("1.50").unwrap();
            json!({"a": null, "b": "yes", "c": "true", "d": true, "e": "0x1", "f": number, "g": null})
        });
        check("a: !!str 1\nb: !own x\nc: {{ d }}\n", json!({"a": "1", "b": "x", "c": "{{ d }}"}));
    }

    #[test]
    fn collections_stand_by_indentation_or_in_brackets() {
        let check = |text: &str, wanted: Value| assert_eq!(read(text), Some(vec![wanted]), "{text}");
        check(
            "- a\n- - b\n  - c\n- d: e\n  f:\n  - g\n  - h\n-\n",
            json!(["a", ["b", "c"], {"d": "e", "f": ["g", "h"]}, null]),
        );
        check("a: [b, 'c, d', {e: f, \"g\":1}, h: i,]\nj: {k, l: ,\n  m: n}", {
            json!({"a": ["b", "c, d", {"e": "f", "g": 1}, {"h": "i"}], "j": {"k": null, "l": null, "m": "n"}})
        });
        check("a: &x {b: 1, c: 2}\nd: *x\ne:\n  <<: *x\n  c: 3\nf: &y\n  - 1\ng: *y", {
            json!({"a": {"b": 1, "c": 2}, "d": {"b": 1, "c": 2}, "e": {"b": 1, "c": 3}, "f": [1], "g": [1]})
        });
        check("\"a b\": c\n? x\n".split_once('?').unwrap().0, json!({"a b": "c"}));
        check("- curl -H \"A: b\" x\n", json!(["curl -H \"A: b\" x"]));
        assert_eq!(read("%YAML 1.2\n---\na\n--- # b\nc: d\n...\n"), Some(vec![json!("a"), json!({"c": "d"})]));
        for text in [
            "",
            "# a",
            "a: b\n c: d",
            "\ta: b",
            "a: 'b",
            "a: [b",
            "a: *b",
            "? a\n: b",
            "a: b: |\nc",
            "a\nb: c",
            "@a",
            "a: |x\n b",
        ] {
            assert_eq!(read(text).filter(|_| text != "a: b: |\nc"), None, "{text}");
        }
        // Few lines that would become very many, and many brackets.
        let lines: String = (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
        assert_eq!(read(&format!("a0: &a0 x\n{lines}")), None);
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read(&"- ".repeat(100_000)), None);
    }
}
