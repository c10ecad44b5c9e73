//! The request of a command, on its way.

use serde_json::Value;

use crate::devopness::hook::Header;
use crate::exchange::import::found::Request;
use crate::exchange::import::lenient;
use crate::exchange::import::shell::{Stream, Word};

/// A request that a command sends.
#[derive(Default)]
pub struct Call {
    pub method: Option<String>,
    pub request: Request,
    /// The parts of its body.
    pub parts: Vec<String>,
    /// What is added to its address.
    pub query: Vec<String>,
    /// The beginning of what only the shell knows of the body.
    pub open: Option<String>,
    /// Whether words are left over, as they are in a reading by the wrong rules.
    pub is_odd: bool,
    /// What is not read, and why.
    pub findings: Vec<String>,
    pub program: &'static str,
}

impl Call {
    pub fn of(program: &'static str) -> Call {
        Call { program, ..Call::default() }
    }

    pub fn header(&mut self, name: &str, value: &str) {
        self.request.headers.push(Header { name: name.trim().into(), value: value.trim().into() });
    }

    /// A header as `Name: value`.
    pub fn header_line(&mut self, line: &str) {
        match line.split_once([':', ';']) {
            Some((name, value)) => {
                self.is_odd |= name.trim().contains(char::is_whitespace) || name.starts_with(|c: char| !c.is_ascii());
                self.header(name, value);
            }
            None => self.is_odd |= !line.starts_with(['@', '$', '%']),
        }
    }

    /// The address; a second one is a word too many.
    pub fn url(&mut self, url: &str) {
        let is_url = url.contains(['/', '.', '$', '%']) || url.contains("localhost");
        if self.request.url.is_empty() && is_url && !url.starts_with('{') {
            self.request.url = url.to_string();
        } else {
            self.is_odd = true;
        }
    }

    /// A part of the body.
    pub fn part(&mut self, word: &Word) {
        if self.open.is_none() {
            self.open.clone_from(&word.open);
        }
        self.parts.push(word.text.clone());
    }

    /// A part of the body that comes from somewhere else.
    pub fn stream(&mut self, stream: Option<Stream>) {
        match stream {
            Some(Stream::Text(word)) => self.part(&word),
            Some(Stream::File(_)) => self.in_file(),
            Some(Stream::Computed(written)) => self.part(&Word { open: Some(written), ..Word::default() }),
            None => {
                self.is_odd = true;
                self.findings.push("The body comes from another program: paste its text as well.".into());
            }
        }
    }

    pub fn in_file(&mut self) {
        self.findings.push("The body is in a file: paste the file’s text as well.".into());
    }

    /// The finished request; `None` where nothing of one stands there.
    pub fn done(mut self) -> Option<Call> {
        let url = &self.request.url;
        let has_body = !self.parts.is_empty() || !self.request.fields.is_empty();
        let is_address = url.contains("://") || url.contains("/hooks") || has_body && url.contains('/');
        if !is_address && (self.request.headers.is_empty() || !has_body) {
            return None;
        }
        if !self.query.is_empty() {
            let sign = if url.contains('?') { "&" } else { "?" };
            self.request.url = [url, sign, &self.query.join("&")].concat();
        }
        if !self.parts.is_empty() {
            self.request.body = Some(self.parts.join("&"));
        }
        self.method.get_or_insert_with(|| if has_body { "POST" } else { "GET" }.into());
        Some(self)
    }

    /// How well the reading explains what stands there: 4 is all of it. `has_body` says whether a body stands somewhere.
    pub fn score(&self, has_body: bool) -> usize {
        let score = match self.request.body.as_deref() {
            None if !self.request.fields.is_empty() => 4,
            None if !has_body => 4,
            None if self.findings.is_empty() => 1,
            None => 3,
            Some(body) => match explained(body) {
                _ if self.open.is_some() && body.trim().is_empty() => 3,
                Explained::Nothing if self.open.is_some() => 3,
                Explained::Nothing => 0,
                Explained::Gaps => 2,
                Explained::Loosely => 3,
                Explained::All => 4,
            },
        };
        if self.is_odd { score.min(2) } else { score }
    }
}

/// How much of a body a reading explains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Explained {
    Nothing,
    /// All but the values of some fields.
    Gaps,
    /// All of it, though it is not JSON to the letter.
    Loosely,
    All,
}

/// How much is explained of a body.
pub fn explained(body: &str) -> Explained {
    if body.trim().is_empty() {
        return Explained::All;
    }
    let is_body = |value: &Value| value.is_object() || value.is_array();
    if crate::text::json::parse(body).is_ok_and(|value| is_body(&value)) {
        return Explained::All;
    }
    match lenient::read_all(body).filter(|read| is_body(&read.value)) {
        Some(read) if read.missing.is_empty() => Explained::Loosely,
        Some(_) => Explained::Gaps,
        _ if body.contains('=') && !body.contains(['{', '"']) => Explained::All,
        _ => Explained::Nothing,
    }
}
