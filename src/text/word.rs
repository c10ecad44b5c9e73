//! What a single word is.

/// Whether a word is among others, which stand in one text. Upper and lower case make no difference.
pub fn has_word(words: &str, word: &str) -> bool {
    words.split(' ').any(|own| own.eq_ignore_ascii_case(word))
}

/// Whether a text is a whole number without sign.
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
