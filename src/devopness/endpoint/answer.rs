//! What came back of a call.

use serde_json::Value;

use super::{Call, retry};
use crate::devopness::error::{ApiError, Cause, Words, words};
use crate::text::json;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub call: Call,
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// The header `Retry-After`, where the browser may read it, with seconds from now in place of a date.
    pub retry_after: Option<String>,
}

impl Answer {
    /// A good answer as JSON.
    ///
    /// # Errors
    /// Any other status, and what is no JSON.
    pub fn json(&self) -> Result<Value, ApiError> {
        self.done()?;
        json::parse(&self.body).map_err(|_| self.call.failed(Cause::NotJson { status: self.status }))
    }

    /// Nothing, where the status is a good one.
    ///
    /// # Errors
    /// Any other status.
    pub fn done(&self) -> Result<(), ApiError> {
        if (200..300).contains(&self.status) { Ok(()) } else { Err(self.refused()) }
    }

    /// The error of an answer that refuses, in whichever shape it has its words.
    pub fn refused(&self) -> ApiError {
        let Words { message, fields, page } = words(&self.body);
        let retry_after = self.retry_after.as_deref().and_then(retry::seconds);
        self.call.failed(Cause::Refused { status: self.status, message, fields, retry_after, page })
    }

    /// Reads it as one thing: a good status, and what `read` understands.
    ///
    /// # Errors
    /// An error status, and what `read` does not understand.
    pub fn one<T>(&self, read: impl Fn(&Value) -> Option<T>) -> Result<T, ApiError> {
        read(&self.json()?).ok_or_else(|| self.unexpected())
    }

    /// Reads it as a page of a list: a good status and an array. Each item is read by `read`.
    ///
    /// # Errors
    /// Everything that is no list.
    pub fn page<T>(&self, read: impl Fn(&Value) -> T) -> Result<Vec<T>, ApiError> {
        match self.json()? {
            Value::Array(items) => Ok(items.iter().map(read).collect()),
            _ => Err(self.unexpected()),
        }
    }

    /// An answer without a word on waiting.
    pub fn of(call: Call, status: u16, body: &str) -> Answer {
        Answer { call, status, body: body.to_string(), retry_after: None }
    }

    /// The error that it is not what was asked for.
    pub fn unexpected(&self) -> ApiError {
        self.call.failed(Cause::Unexpected { status: self.status })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_one_thing_or_as_a_page() {
        let answer =
            |status: u16, body: &str| Answer { retry_after: Some("7".into()), ..Answer::of(Call::Me, status, body) };
        let failed = |cause: Cause| Call::Me.failed(cause);
        assert_eq!(answer(200, "7").one(Value::as_u64), Ok(7));
        assert_eq!(answer(200, "[]").one(Value::as_u64), Err(failed(Cause::Unexpected { status: 200 })));
        assert_eq!(answer(200, "[7, null]").page(Value::as_u64), Ok(vec![Some(7), None]));
        assert_eq!(answer(200, "7").page(Value::as_u64), Err(failed(Cause::Unexpected { status: 200 })));
        assert_eq!(answer(200, "<html>").one(Value::as_u64), Err(failed(Cause::NotJson { status: 200 })));
        let limited = answer(429, "").refused();
        assert_eq!(answer(429, "").one(Value::as_u64), Err(limited.clone()));
        assert_eq!(answer(429, "").page(Value::as_u64), Err(limited));
    }
}
