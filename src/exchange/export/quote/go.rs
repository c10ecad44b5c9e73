//! Go: in a raw string between backquotes a text stands as it is, but for the backquote, which JSON writes as `\u0060`.

use crate::text::json::{self, Tree};

/// The JSON of a body.
pub fn json(body: &Tree) -> String {
    ["`", &json::pretty(body, |c| c == '`'), "`"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_string() {
        let quoted = json(&Tree::object([("a`", Tree::Value("`\\`\r".into()))]));
        assert_eq!(quoted, "`{\n  \"a\\u0060\": \"\\u0060\\\\\\u0060\\r\"\n}`");
    }
}
