//! How texts stand in a link: letters, digits and a few signs as they are, a space as `+`, and everything else as `%XX`.
//! What is left alone survives in every address bar, mail and chat, and can be read.

use crate::text::percent;

/// Writes a text. A colon stays one only where `colon` says so: elsewhere it ends the text.
pub fn push(link: &mut String, text: &str, colon: bool) {
    let plain: &[u8] = if colon { b"/@:" } else { b"/@" };
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            link.push('+');
        }
        percent::push(link, word, plain);
    }
}

/// Reads a text. `None` for an escape that is none, and for bytes that are no text.
pub fn read(text: &str) -> Option<String> {
    percent::decode_strictly(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_what_needs_no_escape_has_none() {
        for (text, written) in [
            ("", ""),
            ("https://app.devopness.com/actions/7", "https://app.devopness.com/actions/7"),
            ("{{ action.id }}", "%7B%7B+action.id+%7D%7D"),
            ("a+b&c=d#e%", "a%2Bb%26c%3Dd%23e%25"),
            ("é\u{202e}\0\n", "%C3%A9%E2%80%AE%00%0A"),
            ("-._~/@", "-._~/@"),
        ] {
            let mut out = String::new();
            push(&mut out, text, true);
            assert_eq!((out.as_str(), read(&out).as_deref()), (written, Some(text)));
        }
        let mut name = String::new();
        push(&mut name, "a:b", false);
        assert_eq!(name, "a%3Ab");
        for broken in ["%", "%4", "%zz", "a%ff", "%C3"] {
            assert_eq!(read(broken), None, "{broken}");
        }
        assert_eq!(read("é%c3%a9{}").as_deref(), Some("éé{}"));
    }
}
