//! Writing an answer.

use serde_json::Value;

use super::Reply;
use crate::devopness::hook::Header;
use crate::text::json::{Tree, pretty};

impl Reply {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: &Tree) -> Reply {
        Reply::new(status, "application/json", pretty(body, |_| false))
    }

    /// An answer with a page for people.
    pub fn html(status: u16, text: &str) -> Reply {
        let body = ["<html><body><h1>", text, "</h1></body></html>\n"].concat();
        Reply::new(status, "text/html", body)
    }

    /// An answer with plain text.
    pub fn text(status: u16, text: &str) -> Reply {
        Reply::new(status, "text/plain", text.to_string())
    }

    /// An answer without a body.
    pub fn empty(status: u16) -> Reply {
        Reply { status, headers: Vec::new(), body: String::new() }
    }

    /// The answer with one more header.
    pub fn with(mut self, name: &str, value: &str) -> Reply {
        self.headers.push(Header { name: name.into(), value: value.into() });
        self
    }

    /// Whether the status was taken.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn new(status: u16, media_type: &str, body: String) -> Reply {
        Reply { status, headers: Vec::new(), body }.with("Content-Type", media_type)
    }
}

/// A text as JSON.
pub fn text(text: &str) -> Tree {
    Tree::Value(Value::String(text.to_string()))
}

/// A text as JSON, `null` where it is empty.
pub fn text_or_null(value: &str) -> Tree {
    if value.is_empty() { Tree::Value(Value::Null) } else { text(value) }
}

/// A number as JSON.
pub fn number(number: u64) -> Tree {
    Tree::Value(Value::from(number))
}
