//! Secrets as texts spell them: escaped for addresses and for JSON, in base64, and by the form of known tokens.

use super::token::forms;

/// How much of a long secret must stand in a text to be taken for it. What follows is compared as far as it agrees.
const VALUE_ENOUGH: usize = 40;
/// The fewest characters behind a known beginning that make a token.
const FORM_MIN: usize = 8;

/// The next place from which on a text can be cut.
pub(super) fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

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

/// How many bytes of a text, from a place on, are a token of a known form, or one behind `Bearer` or `Basic`.
pub(super) fn form_at(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let in_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if !in_word(bytes[at]) || at > 0 && in_word(bytes[at - 1]) {
        return None;
    }
    let length = |text: &str, more: &[u8]| {
        text.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(b) || more.contains(b)).count()
    };
    let rest = &text[at..];
    for form in forms() {
        if let Some(token) = rest.strip_prefix(form.prefix) {
            let len = length(token, b"");
            return (len >= FORM_MIN).then_some(form.prefix.len() + len);
        }
    }
    let before = text[..at].trim_end_matches(' ');
    let behind = |scheme: &str| {
        let start = before.len().checked_sub(scheme.len()).and_then(|start| before.get(start..));
        before.len() < at && start.is_some_and(|word| word.eq_ignore_ascii_case(scheme))
    };
    if !behind("bearer") && !behind("basic") {
        return None;
    }
    let len = length(rest, b"+/=");
    // A sentence about a token has words behind the scheme.
    let sound = len >= 20 || len >= FORM_MIN && rest[..len].bytes().any(|b| b.is_ascii_digit());
    sound.then_some(len)
}

/// Reads base64 in either alphabet, as far as it is a text.
pub fn base64(text: &str) -> Option<String> {
    crate::base64::decode(&text.replace('-', "+").replace('_', "/"))
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
