//! One call of the Devopness API, before anything is sent. The cURL on the page and the browser's own call both start with an
//! [`ApiRequest`].

use crate::devopness::endpoint::Call;
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
