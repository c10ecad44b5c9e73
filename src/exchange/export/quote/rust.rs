//! Rust: in a raw string a text stands as it is, but for a quote with a number sign behind it.

use crate::text::json::{self, Tree};

/// The JSON of a body. A text that begins with a number sign would end the string; JSON writes the sign as `\u0023` then.
pub fn json(body: &Tree) -> String {
    let plain = json::pretty(body, |_| false);
    let text = if plain.contains("\"#") { json::pretty(body, |c| c == '#') } else { plain };
    ["r#\"", &text, "\"#"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_string() {
        let check = |text: &str, wanted: &str| assert_eq!(json(&Tree::Value(text.into())), wanted);
        check("PR #7", "r#\"\"PR #7\"\"#");
        check("#7 \"#\" #", "r#\"\"\\u00237 \\\"\\u0023\\\" \\u0023\"\"#");
        check(&"\"####".repeat(99), &["r#\"\"", &"\\\"\\u0023\\u0023\\u0023\\u0023".repeat(99), "\"\"#"].concat());
    }
}
