//! One call of the Devopness API, before anything is sent, and what came back. The cURL on the page and the browser's own
//! call both start with an [`ApiRequest`].

use serde_json::Value;

use crate::devopness::endpoint::{self, Call};
use crate::devopness::error::{ApiError, Cause};
use crate::text::json::Tree;

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name.
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// The value of a request header. The token is named, never held: whoever writes or sends the request puts in a
/// variable's name, or the [`crate::secret::Secret`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderValue {
    /// As it stands.
    Text(&'static str),
    /// `Bearer` and the access token.
    BearerToken,
}

/// A request to the Devopness API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// What it is for.
    pub call: Call,
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// The headers, in the guide's order.
    pub headers: [(&'static str, HeaderValue); 3],
    /// The body.
    pub body: Option<Tree>,
}

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
    /// Reads it as one thing: a good status, and what `read` understands.
    ///
    /// # Errors
    /// Everything else.
    pub fn one<T>(&self, read: impl Fn(&Value) -> Option<T>) -> Result<T, ApiError> {
        read(&endpoint::parse(self)?).ok_or_else(|| self.unexpected())
    }

    /// Reads it as a page of a list: a good status and an array. Each item is read by `read`.
    ///
    /// # Errors
    /// Everything that is no list.
    pub fn page<T>(&self, read: impl Fn(&Value) -> T) -> Result<Vec<T>, ApiError> {
        match endpoint::parse(self)? {
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
        let limited = ApiError::refused(&answer(429, ""));
        assert_eq!(answer(429, "").one(Value::as_u64), Err(limited.clone()));
        assert_eq!(answer(429, "").page(Value::as_u64), Err(limited));
    }
}
