//! bash, dash, zsh and fish, inside single quotes.
//!
//! In the first three nothing but `'` means anything there; fish also reads `\\` and `\'`. JSON can write both characters
//! as `\uXXXX`, so a JSON text needs no shell escape at all, and reads the same in all four.

use serde::Serialize;

use crate::json;

/// JSON inside single quotes.
pub fn json(value: &impl Serialize) -> String {
    ["'", &json::pretty(value, |c| c == '\'' || c == '\\'), "'"].concat()
}

/// An address inside single quotes: what could end them is percent-encoded, which an address allows.
pub fn url(url: &str) -> String {
    ["'", &url.replace('\'', "%27").replace('\\', "%5C"), "'"].concat()
}
