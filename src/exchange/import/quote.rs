//! Quotations of what was pasted.

/// The most characters that are quoted of a text.
const QUOTE_MAX: usize = 80;

/// A text of somebody's in a sentence.
pub fn quoted(text: &str) -> String {
    let start: String = text.chars().take(QUOTE_MAX).collect();
    let rest = if start.len() < text.len() { "…" } else { "" };
    ["“", &start, rest, "”"].concat()
}
