//! One call of the Devopness API, before anything is sent, and what came back. The cURL on the page and the browser's own
//! call both start with an [`ApiRequest`].

use serde_json::Value;

use crate::endpoint;
use crate::error::ApiError;
use crate::json::Tree;

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
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: String,
    /// The header `Retry-After`, where the browser may read it, with seconds from now in place of a date.
    pub retry_after: Option<String>,
}

impl Answer {
    /// Reads it as one thing, as [`endpoint::parse_one`] does.
    ///
    /// # Errors
    /// Everything else.
    pub fn one<T>(&self, read: impl Fn(&Value) -> Option<T>) -> Result<T, ApiError> {
        endpoint::parse_one(self.status, &self.body, self.retry_after.as_deref(), read)
    }

    /// Reads it as a page of a list, as [`endpoint::parse_page`] does.
    ///
    /// # Errors
    /// Everything else.
    pub fn page<T>(&self, read: impl Fn(&Value) -> T) -> Result<Vec<T>, ApiError> {
        endpoint::parse_page(self.status, &self.body, self.retry_after.as_deref(), read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_one_thing_or_as_a_page() {
        let answer = |status: u16, body: &str| Answer { status, body: body.into(), retry_after: Some("7".into()) };
        assert_eq!(answer(200, "7").one(Value::as_u64), Ok(7));
        assert_eq!(answer(200, "[]").one(Value::as_u64), Err(ApiError::Unexpected { status: 200 }));
        assert_eq!(answer(200, "[7, null]").page(Value::as_u64), Ok(vec![Some(7), None]));
        assert_eq!(answer(200, "7").page(Value::as_u64), Err(ApiError::Unexpected { status: 200 }));
        assert_eq!(answer(200, "<html>").one(Value::as_u64), Err(ApiError::NotJson { status: 200 }));
        let limited = ApiError::from_answer(429, None, Some("7"));
        assert_eq!(answer(429, "").one(Value::as_u64), Err(limited.clone()));
        assert_eq!(answer(429, "").page(Value::as_u64), Err(limited));
    }
}
