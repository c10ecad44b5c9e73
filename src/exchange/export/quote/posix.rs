//! bash, dash, zsh and fish, inside single quotes.
//!
//! In the first three nothing but `'` means anything there; fish also reads `\\` and `\'`. JSON can write both characters
//! as `\uXXXX`, so a JSON text needs no shell escape at all, and reads the same in all four.

use crate::devopness::request::HeaderValue;
use crate::exchange::export::TOKEN_VARIABLE;
use crate::text::json::{self, Json};

/// JSON inside single quotes.
pub fn json(value: &dyn Json) -> String {
    ["'", &json::pretty(value, |c| c == '\'' || c == '\\'), "'"].concat()
}

/// An address inside single quotes: what could end them is percent-encoded, which an address allows.
pub fn url(url: &str) -> String {
    ["'", &url.replace('\'', "%27").replace('\\', "%5C"), "'"].concat()
}

/// Any text inside single quotes. None where there is something in it that a terminal would act upon or nobody would see:
/// the four shells share no way to write that.
pub fn text(text: &str) -> Option<String> {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' => out.push_str("'\\''"),
            '\\' => out.push_str("'\\\\'"),
            c if c.is_control() && c != '\n' || json::is_invisible(c) => return None,
            c => out.push(c),
        }
    }
    out.push('\'');
    Some(out)
}

/// A header inside quotes, with what stands between its name and its value. The token is the variable, inside double quotes
/// so that the shell fills it in.
pub fn header(name: &str, separator: &str, value: &HeaderValue) -> String {
    match value {
        HeaderValue::Text(text) => ["'", name, separator, text, "'"].concat(),
        HeaderValue::BearerToken => ["\"", name, separator, "Bearer $", TOKEN_VARIABLE, "\""].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_quoted_and_the_token_is_a_variable() {
        assert_eq!(header("Accept", ": ", &HeaderValue::Text("a/b")), "'Accept: a/b'");
        let token = header("Authorization", ":", &HeaderValue::BearerToken);
        assert_eq!(token, "\"Authorization:Bearer $DEVOPNESS_TOKEN\"");
    }

    #[test]
    fn a_text_that_is_no_json_is_quoted_for_four_shells() {
        let check = |plain: &str, quoted: &str| assert_eq!(text(plain).as_deref(), Some(quoted), "{plain:?}");
        check("", "''");
        check("a=b&c $x `y` \"z\"\n", "'a=b&c $x `y` \"z\"\n'");
        check("it's", r"'it'\''s'");
        check(r"a\b\'", r"'a'\\'b'\\''\'''");
        for unseen in ["a\0", "\u{1b}[2J", "\t", "\r\n", "\u{202e}é"] {
            assert_eq!(text(unseen), None, "{unseen:?}");
        }
    }
}
