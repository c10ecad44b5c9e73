//! What the name of a header, a field or a part of an address says of its value.

/// How the names of secrets end.
const SECRET: [&str; 19] = [
    "authorization",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "credential",
    "credentials",
    "signature",
    "apikey",
    "authkey",
    "accesskey",
    "privatekey",
    "secretkey",
    "signingkey",
    "encryptionkey",
    "accountkey",
];
/// The names of secrets that are words of their own.
const SECRET_WORDS: [&str; 3] = ["pass", "pw", "sig"];
/// How much of a name's end tells what has it, in bytes.
const NAME_MAX: usize = 100;

/// Whether what has this name holds a secret: a header, a body's field or a part of an address. The end of a name says what it
/// is: a password's policy is none.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let name = &name[name.ceil_char_boundary(name.len().saturating_sub(NAME_MAX))..];
    let word = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let name = ["value", "confirmation"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    SECRET.iter().any(|end| name.ends_with(end)) || SECRET_WORDS.iter().any(|own| word.eq_ignore_ascii_case(own))
}

/// The words that stand in front of a token in a header.
const SCHEMES: [&str; 5] = ["bearer", "basic", "token", "digest", "negotiate"];

/// Takes a header's value apart: the word in front, if there is one, and the token.
pub fn split(value: &str) -> (&str, &str) {
    let value = value.trim();
    let (first, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
    let known = SCHEMES.iter().any(|scheme| first.eq_ignore_ascii_case(scheme));
    // A word of letters in front of anything else is a scheme as well, but a lone word is a token.
    let word = !rest.is_empty() && first.bytes().all(|b| b.is_ascii_alphabetic()) && first.len() <= 16;
    if known || word { (first, rest.trim()) } else { ("", value) }
}
