//! Collections in brackets, as in JSON.

use serde_json::{Map, Value};

use super::{Reader, insert, merge, plain};

impl<'a> Reader<'a> {
    /// A node inside brackets.
    pub(super) fn flow(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.skip_flow()?;
        let (anchor, text) = self.properties();
        let rest = self.rest();
        let value = match rest.bytes().next()? {
            b'[' => self.list(depth)?,
            b'{' if !rest.starts_with("{{") => self.object(depth)?,
            b'*' => self.alias()?,
            b'"' | b'\'' => Value::String(self.quoted()?),
            b'?' if rest[1..].starts_with([' ', '\n', '\r']) => return None,
            _ => {
                let own = self.plain_in_flow()?;
                if text { Value::String(own) } else { plain(&own) }
            }
        };
        self.keep(anchor, &value);
        Some(value)
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_flow()?;
            if self.take(']') {
                return Some(Value::Array(items));
            }
            let item = self.flow(depth)?;
            self.skip_flow()?;
            let item = if self.take(':') {
                let value = self.flow(depth)?;
                Value::Object(Map::from_iter([(key(item)?, value)]))
            } else {
                item
            };
            items.push(item);
            self.skip_flow()?;
            if !self.take(',') && !self.rest().starts_with(']') {
                return None;
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let (mut fields, mut merged) = (Map::new(), Vec::new());
        loop {
            self.skip_flow()?;
            if self.take('}') {
                return Some(merge(fields, merged));
            }
            let key = key(self.flow(depth)?)?;
            self.skip_flow()?;
            let value = if self.take(':') {
                self.skip_flow()?;
                if self.rest().starts_with([',', '}']) { Value::Null } else { self.flow(depth)? }
            } else {
                Value::Null
            };
            insert(&mut fields, &mut merged, key, value);
            self.skip_flow()?;
            if !self.take(',') && !self.rest().starts_with('}') {
                return None;
            }
        }
    }

    /// Steps over blanks, breaks and comments; inside brackets, indentation means nothing.
    fn skip_flow(&mut self) -> Option<()> {
        while self.blank() {
            if self.line_rest().len() == self.rest().len() {
                return None;
            }
            self.next_line();
        }
        Some(())
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        self.at += usize::from(found);
        found
    }

    fn plain_in_flow(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            let line = self.line_rest();
            let mut end = line.len();
            let mut template = 0;
            for (at, c) in line.char_indices() {
                let next = &line[at + c.len_utf8()..];
                // A template that lacks its quotes is meant as a text.
                match c {
                    '{' if next.starts_with('{') => {
                        template = line[at..].find("}}").map_or(line.len(), |end| at + end + 2)
                    }
                    _ if at < template => {}
                    ',' | '[' | ']' | '{' | '}' => end = at,
                    ':' if next.is_empty() || next.starts_with([' ', '\t', '\r', ',', '[', ']', '{', '}']) => end = at,
                    '#' if at == 0 || line[..at].ends_with([' ', '\t']) => end = at,
                    _ => continue,
                }
                if end < line.len() {
                    break;
                }
            }
            out.push_str(line[..end].trim_end());
            self.at += end;
            if end < line.len() {
                break;
            }
            self.skip_flow()?;
            if self.rest().starts_with([',', '[', ']', '{', '}', ':']) {
                break;
            }
            out.push(' ');
        }
        (!out.is_empty() || self.rest().starts_with([':', ','])).then_some(out)
    }
}

fn key(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Null => Some(String::new()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}
