//! How texts stand in a link: letters, digits and a few signs as they are, a space as `+`, and everything else as `%XX`.
//! What is left alone survives in every address bar, mail and chat, and can be read.

/// Writes a text. A colon stays one only where `colon` says so: elsewhere it ends the text.
pub fn push(link: &mut String, text: &str, colon: bool) {
    for byte in text.bytes() {
        match byte {
            b' ' => link.push('+'),
            b':' if colon => link.push(':'),
            b'-' | b'.' | b'_' | b'~' | b'/' | b'@' => link.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => link.push(char::from(byte)),
            _ => {
                link.push('%');
                for nibble in [byte >> 4, byte & 15] {
                    link.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
                }
            }
        }
    }
}

/// Reads a text. `None` for an escape that is none, and for bytes that are no text.
pub fn read(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (16 * digit()? + digit()?) as u8
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
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
