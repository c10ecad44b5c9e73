//! What the sandbox answers: a status, headers and a body, before any of it becomes HTTP.

use std::time::Duration;

use serde_json::{Map, Value, json};

/// One answer. Errors are carried as answers too, so that a check can end a request with `?`.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The content type; `None` for an answer without a body.
    pub kind: Option<&'static str>,
    /// Further headers, such as `Link`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What the log adds in parentheses, such as the name of the hook; empty for nothing.
    pub note: String,
}

impl Answer {
    /// A JSON answer.
    pub fn json(status: u16, body: &Value) -> Answer {
        let kind = Some("application/json");
        Answer { status, kind, headers: Vec::new(), body: body.to_string().into_bytes(), note: String::new() }
    }

    /// An answer without a body, as 204 is.
    pub fn empty(status: u16) -> Answer {
        Answer { status, kind: None, headers: Vec::new(), body: Vec::new(), note: String::new() }
    }

    /// An answer that is a web page, as a gateway in front of the API would give it.
    pub fn html(status: u16) -> Answer {
        let page =
            format!("<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
        let kind = Some("text/html; charset=utf-8");
        Answer { status, kind, headers: Vec::new(), body: page.into_bytes(), note: String::new() }
    }

    /// An error in the API's form.
    pub fn error(status: u16, message: &str) -> Answer {
        Answer::json(status, &json!({ "message": message }))
    }

    /// A 422 whose `errors` has the documented form: arrays of sentences under dotted keys.
    pub fn invalid(errors: Problems) -> Answer {
        let mut answer = Answer::json(422, &json!({ "message": INVALID, "errors": errors.0 }));
        answer.note = errors.0.keys().cloned().collect::<Vec<_>>().join(", ");
        answer
    }

    /// The same answer with a header more.
    pub fn with(mut self, name: &str, value: String) -> Answer {
        self.headers.push((name.to_owned(), value));
        self
    }
}

/// The message of every 422.
pub const INVALID: &str = "The given data was invalid.";

/// The problems found in one body, by dotted key.
#[derive(Clone, Debug, Default)]
pub struct Problems(pub Map<String, Value>);

impl Problems {
    /// Adds a sentence under a key.
    pub fn add(&mut self, key: &str, sentence: String) {
        let list = self.0.entry(key).or_insert_with(|| json!([]));
        if let Value::Array(sentences) = list {
            sentences.push(Value::String(sentence));
        }
    }
}

/// How a request ends: what is answered and when, or that nothing is.
#[derive(Clone, Debug)]
pub struct Reaction {
    /// The answer; `None` closes the connection without one.
    pub answer: Option<Answer>,
    /// How long to hold the answer back. The work of the request is done before.
    pub wait: Duration,
}

impl From<Answer> for Reaction {
    fn from(answer: Answer) -> Reaction {
        Reaction { answer: Some(answer), wait: Duration::ZERO }
    }
}
