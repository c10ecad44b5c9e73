//! Python: in a raw string between three double quotes a text stands as it is, as long as it has no three of them in a row
//! and does not end in one or in a backslash.

use crate::text::json::{self, Tree};

/// The JSON of a body, which is an object. Quotes that follow one another are at most two there: within a text each has its
/// backslash, which a raw string keeps together with the quote.
pub fn json(body: &Tree) -> String {
    ["r\"\"\"", &json::pretty(body, |_| false), "\"\"\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_string() {
        let texts = ["\"\"\"", "\\", "\\\"\"\"", "", "'''", "\r\n"];
        let fields = texts.map(|text| (text, Tree::Value(text.into())));
        let quoted = json(&Tree::object(fields));
        let inside = quoted.strip_prefix("r\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")).unwrap();
        assert!(!inside.contains("\"\"\"") && inside.ends_with('}'), "{quoted}");
        for text in texts {
            assert_eq!(json::parse(inside).unwrap()[text], text);
        }
    }
}
