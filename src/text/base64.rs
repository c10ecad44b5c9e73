//! Base64 in its first alphabet (RFC 4648, section 4), as it stands in `Authorization: Basic`.

/// Decodes a text, with or without the signs that fill it up. `None` for what is no base64, or no text.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_and_nothing_else() {
        for (coded, text) in [
            ("", Some("")),
            ("Og==", Some(":")),
            ("dXNlcjpwYXNz", Some("user:pass")),
            ("dXNlcjpwYXNzMQ", Some("user:pass1")),
            ("Pz8/Pj4+", Some("???>>>")),
            ("Pz8_Pj4-", None),
            ("a b", None),
            ("/w==", None),
        ] {
            assert_eq!(decode(coded).as_deref(), text, "{coded}");
        }
    }
}
