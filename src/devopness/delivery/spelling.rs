//! Secrets as texts spell them: escaped for addresses and for JSON, and in base64.

/// How much of a long secret must stand in a text to be taken for it. What follows is compared as far as it agrees.
const VALUE_ENOUGH: usize = 40;

/// How many bytes of a text, from its start, are a secret.
pub(super) fn matches_at(text: &[u8], secret: &[u8]) -> Option<usize> {
    let mut at = 0;
    for (count, wanted) in secret.iter().enumerate() {
        match byte_at(&text[at..], *wanted) {
            Some(len) => at += len,
            None if count >= VALUE_ENOUGH => return Some(at),
            None => return None,
        }
    }
    Some(at)
}

/// How many bytes of a text spell one byte: one, or more where it is escaped.
fn byte_at(text: &[u8], wanted: u8) -> Option<usize> {
    let hex = |digits: &[u8]| {
        digits.iter().try_fold(0, |number: u32, digit| Some(16 * number + char::from(*digit).to_digit(16)?))
    };
    match text {
        [b'%', rest @ ..] if rest.get(..2).and_then(hex) == Some(u32::from(wanted)) => Some(3),
        [b'\\', b'u', rest @ ..] if rest.get(..4).and_then(hex) == Some(u32::from(wanted)) => Some(6),
        [b'\\', escaped, ..] if *escaped == wanted => Some(2),
        [plain, ..] if *plain == wanted => Some(1),
        _ => None,
    }
}

/// Reads base64 in either alphabet, as far as it is a text.
pub fn base64(text: &str) -> Option<String> {
    crate::text::base64::decode(&text.replace('-', "+").replace('_', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_in_both_alphabets() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(base64(text).as_deref(), expected, "{text}");
        check("", Some(""));
        check("Og==", Some(":"));
        check("dXNlcjpwYXNz", Some("user:pass"));
        check("dXNlcjpwYXNzMQ", Some("user:pass1"));
        check("Pz8/Pj4-", Some("???>>>"));
        check("Pz8_Pj4+", Some("???>>>"));
        check("a b", None);
        check("/w==", None);
    }
}
