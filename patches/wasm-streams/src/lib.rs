//! Stands in for the crate `wasm-streams`.
//!
//! Leptos always links `server_fn`, whose client streams bodies with `wasm-streams`. That crate exports JavaScript classes,
//! and what is exported cannot be left out of the program: 4.6 KB (brotli) of WebAssembly and JavaScript that this page
//! never calls, since it has no server functions. This crate has the four functions that `server_fn` names and exports
//! nothing. A stream made from Rust is empty, and a stream from the browser gives nothing.

use futures_util::stream::{Empty, Stream, empty};
use wasm_bindgen::{JsValue, UnwrapThrowExt};

/// A stream of the browser.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> ReadableStream {
        ReadableStream(raw)
    }

    /// An empty stream of the browser.
    pub fn from_stream(_stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> ReadableStream {
        ReadableStream(web_sys::ReadableStream::new().unwrap_throw())
    }

    /// The stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that gives nothing.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }
}
