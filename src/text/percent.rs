//! Percent-encoding, as RFC 3986 has it.

/// What RFC 3986 leaves alone in any place of an address, besides letters and digits.
const UNRESERVED: &[u8] = b"-._~";

/// Writes a text. Letters, digits and the four unreserved signs stay as they are, and so do those in `plain`.
pub fn push(out: &mut String, text: &str, plain: &[u8]) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || UNRESERVED.contains(&byte) || plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
            }
        }
    }
}

/// A text with everything encoded that has a meaning anywhere in an address.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, b"");
    out
}

/// Decodes a text. What is no escape stays as it is, and so does the whole text where the bytes are no text.
pub fn decode(text: &str) -> String {
    let (bytes, _) = bytes(text);
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

/// Decodes a text; none where a `%` begins no escape, or where the bytes are no text.
pub fn decode_strictly(text: &str) -> Option<String> {
    let (bytes, is_sound) = bytes(text);
    String::from_utf8(bytes).ok().filter(|_| is_sound)
}

/// The bytes that a text stands for, and whether each `%` begins an escape.
fn bytes(text: &str) -> (Vec<u8>, bool) {
    let mut out = Vec::with_capacity(text.len());
    let mut is_sound = true;
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        let escape = if *first == b'%' { digit(0).zip(digit(1)) } else { None };
        is_sound &= *first != b'%' || escape.is_some();
        out.push(escape.map_or(*first, |(high, low)| (16 * high + low) as u8));
        rest = if escape.is_some() { &after[2..] } else { after };
    }
    (out, is_sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_and_decoding_are_inverse() {
        for text in ["", "group/sub group/é", "{a-b}", "100%", "%2F", "%", "%4", "%zz", "a+b"] {
            assert_eq!(decode(&encode(text)), text);
            assert_eq!(decode_strictly(&encode(text)).as_deref(), Some(text));
        }
        assert_eq!(encode("group/sub/{x}"), "group%2Fsub%2F%7Bx%7D");
        let mut out = String::new();
        push(&mut out, "a/b:c é", b"/:");
        assert_eq!(out, "a/b:c%20%C3%A9");
    }

    #[test]
    fn what_is_no_escape_stays_or_is_refused() {
        for (text, lenient, is_sound) in [
            ("%ff%2", "%ff%2", false),
            ("a%zz%20b", "a%zz b", false),
            ("%", "%", false),
            ("%4", "%4", false),
            ("%%41", "%A", false),
            ("é%c3%a9", "éé", true),
        ] {
            assert_eq!(decode(text), lenient, "{text}");
            assert_eq!(decode_strictly(text).is_some(), is_sound, "{text}");
        }
        for broken in ["a%ff", "%C3"] {
            assert_eq!((decode(broken).as_str(), decode_strictly(broken)), (broken, None));
        }
    }
}
