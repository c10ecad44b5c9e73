//! The access token. The input is the text as pasted.

#![no_main]

use hook_builder::secret::{Secret, TokenKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(secret) = Secret::parse(text) else {
        // Nothing is lost but white space and the two words that stand in front of a token in a header.
        let rest = text
            .split_whitespace()
            .filter(|word| !word.eq_ignore_ascii_case("authorization:") && !word.eq_ignore_ascii_case("bearer"));
        assert_eq!(rest.count(), 0);
        return;
    };
    assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(****) Secret(****)");
    let value = secret.authorization();
    let token = value.strip_prefix("Bearer ").expect("the scheme comes first");
    assert!(!token.is_empty() && !token.contains(char::is_whitespace), "{token:?}");
    assert_eq!(Secret::parse(&value).as_ref(), Some(&secret));
    assert_eq!(Secret::parse(&["Authorization: ", &value].concat()).as_ref(), Some(&secret));
    assert_eq!(secret.fits_header(), token.bytes().all(|b| (0x21..=0x7e).contains(&b)));
    match secret.last_four() {
        Some(last) => assert!(token.ends_with(&last) && last.chars().count() == 4 && token.chars().count() >= 12),
        None => assert!(token.chars().count() < 12),
    }
    let known = token.starts_with("devopness_pat_") || token.starts_with("devopness_proj_");
    assert_eq!(secret.kind() != TokenKind::Unknown, known);
});
