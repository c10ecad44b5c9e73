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

/// Any text inside single quotes. What a terminal would act upon, or nobody would see, is written by `printf`; the one
/// character that no argument can hold, NUL, is left out.
pub fn text(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\0' => {}
            '\'' | '\\' => out.push_str(&["'\\", c.encode_utf8(&mut [0; 4]), "'"].concat()),
            '\n' => out.push(c),
            c if c.is_control() || json::is_invisible(c) => {
                out.push_str("'\"$(printf '");
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push('\\');
                    out.extend([byte >> 6, byte >> 3 & 7, byte & 7].map(|digit| char::from(b'0' + digit)));
                }
                out.push_str("')\"'");
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_no_json_is_quoted_for_four_shells() {
        let check = |plain: &str, quoted: &str| assert_eq!(text(plain), quoted, "{plain:?}");
        check("", "''");
        check("a=b&c $x `y` \"z\"", "'a=b&c $x `y` \"z\"'");
        check("it's", r"'it'\''s'");
        check(r"a\b\'", r"'a'\\'b'\\''\'''");
        check("a\nb\0c", "'a\nbc'");
        check("\u{1b}[2J\t", r#"''"$(printf '\033')"'[2J'"$(printf '\011')"''"#);
        check("\u{202e}é", r#"''"$(printf '\342\200\256')"'é'"#);
    }
}
