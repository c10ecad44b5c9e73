//! Collections that stand by their indentation.

use serde_json::{Map, Value};

use super::{Reader, insert, merge, plain};

impl<'a> Reader<'a> {
    /// The node that begins here, or in a later line; `indent` is the column of what it belongs to. A value that is left out is
    /// null.
    pub(super) fn node(&mut self, indent: isize, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let start = self.at;
        let (anchor, text) = self.properties();
        if self.blank() && start < self.at {
            // What follows in the next lines has the anchor.
            self.skip()?;
            let sequence = self.is_item() && self.column() == indent;
            if self.column() <= indent && !sequence || self.rest().is_empty() {
                return Some(if text { Value::String(String::new()) } else { Value::Null });
            }
        }
        let value = if self.is_item() {
            self.sequence(depth)?
        } else if self.key().is_some() {
            self.mapping(depth)?
        } else {
            self.inline(indent, text, depth)?
        };
        self.keep(anchor, &value);
        Some(value)
    }

    /// Whether an item of a sequence begins here.
    fn is_item(&self) -> bool {
        let behind = self.rest().strip_prefix('-').filter(|_| !self.marker("---"));
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']))
    }

    fn sequence(&mut self, depth: usize) -> Option<Value> {
        let column = self.column();
        let mut items = Vec::new();
        while self.column() == column && self.is_item() {
            self.at += 1;
            items.push(self.value(column, false, depth)?);
            self.skip()?;
        }
        Some(Value::Array(items))
    }

    fn mapping(&mut self, depth: usize) -> Option<Value> {
        let column = self.column();
        let (mut fields, mut merged) = (Map::new(), Vec::new());
        while self.column() == column
            && !self.marker("---")
            && let Some((key, end)) = self.key()
        {
            self.at = end;
            let value = self.value(column, true, depth)?;
            insert(&mut fields, &mut merged, key, value);
            self.skip()?;
        }
        Some(merge(fields, merged))
    }

    /// What stands behind a dash or the colon of a key.
    fn value(&mut self, column: isize, of_key: bool, depth: usize) -> Option<Value> {
        if !self.blank() {
            let start = self.at;
            let (anchor, text) = self.properties();
            if start == self.at && !of_key {
                return self.node(column, depth);
            }
            if !self.blank() {
                let inner = !of_key && (self.is_item() || self.key().is_some());
                let value = if inner { self.node(column, depth)? } else { self.inline(column, text, depth)? };
                self.keep(anchor, &value);
                return Some(value);
            }
            self.skip()?;
            let value = self.below(column, of_key, depth)?;
            self.keep(anchor, &value);
            return Some(value);
        }
        self.skip()?;
        self.below(column, of_key, depth)
    }

    /// The value in the lines below its key or dash, if there is one.
    fn below(&mut self, column: isize, of_key: bool, depth: usize) -> Option<Value> {
        let own = self.column() > column || of_key && self.column() == column && self.is_item();
        if own && !self.rest().is_empty() && !self.marker("---") && !self.marker("...") {
            // The items of a key may stand below it without an indentation of their own.
            return self.node(column, depth);
        }
        Some(Value::Null)
    }

    /// A scalar, an alias or a flow collection, which begins here.
    fn inline(&mut self, indent: isize, text: bool, depth: usize) -> Option<Value> {
        let rest = self.rest();
        match rest.bytes().next()? {
            b'|' | b'>' => Some(Value::String(self.literal(indent)?)),
            b'*' => self.alias(),
            b'"' | b'\'' => {
                let quoted = self.quoted()?;
                self.blank().then_some(Value::String(quoted))
            }
            // A template that lacks its quotes is meant as a text.
            b'[' | b'{' if !rest.starts_with("{{") => {
                let value = self.flow(depth)?;
                self.blank().then_some(value)
            }
            b'@' | b'`' | b'%' | b'&' | b',' | b']' | b'}' => None,
            b'?' if rest[1..].starts_with([' ', '\n', '\r']) => None,
            _ => {
                let own = self.plain(indent)?;
                Some(if text { Value::String(own) } else { plain(&own) })
            }
        }
    }

    /// The key that begins here, and where its colon ends. It stands in one line.
    pub(super) fn key(&self) -> Option<(String, usize)> {
        let line = self.line_rest();
        let after = |end: usize| {
            let white = line[end..].len() - line[end..].trim_start_matches([' ', '\t']).len();
            let behind = line[end + white..].strip_prefix(':')?;
            let ends = behind.is_empty() || behind.starts_with([' ', '\t', '\r']);
            ends.then_some(self.at + end + white + 1)
        };
        let first = line.bytes().next()?;
        if matches!(first, b'"' | b'\'') {
            let mut inner = Reader { text: line, at: 0, line: 0, anchors: Default::default(), room: 0 };
            let key = inner.quoted()?;
            return Some((key, after(inner.at)?));
        }
        let second = line.as_bytes().get(1);
        let plain = match first {
            b'-' | b'?' | b':' => second.is_some_and(|b| !b.is_ascii_whitespace()),
            first => !b"[]{},#&*!|>%@`".contains(&first) || line.starts_with("{{"),
        };
        if !plain {
            return None;
        }
        let ends = |at: &usize| after(*at).is_some();
        let end = line.match_indices(':').map(|(at, _)| at).find(ends)?;
        let key = line[..end].trim_end();
        // A command is no key, although YAML takes it for one: it lacks its quotes.
        let command = |word: &str| key.strip_prefix(word).is_some_and(|rest| rest.contains(['"', '\'', '{']));
        let comment = key.contains(" #") || ["curl ", "curl.exe ", "wget ", "http ", "echo "].into_iter().any(command);
        (!comment).then(|| Some((key.to_string(), after(end)?)))?
    }
}
