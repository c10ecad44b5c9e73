//! YAML: a text of several lines as a block scalar, in which nothing means anything but line breaks and indentation.

/// The lines of a text, indented to stand below a `|`. Empty lines stay empty: spaces at the end of a line would be part of
/// the text. The text must hold no control character but line breaks, and its first line must not begin with a space.
pub fn block(text: &str, indent: usize) -> String {
    let spaces = " ".repeat(indent);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines() {
        if !line.is_empty() {
            out.push_str(&spaces);
            out.push_str(line);
        }
        out.push('\n');
    }
    out.pop();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_but_an_empty_one_is_indented() {
        assert_eq!(block("a\n\n  b: '|'\n", 4), "    a\n\n      b: '|'");
        assert_eq!(block("", 4), "");
    }
}
