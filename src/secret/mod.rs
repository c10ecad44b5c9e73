//! The access token, and the secret of an incoming hook. A [`Secret`] and a [`HookSecret`] have no `Display` and no
//! `Serialize`, and their `Debug` is a mask, so no output, link, log or error can hold one.
//!
//! Secrets that somebody typed or pasted where they do not belong are plain texts; [`Forms::literal`] finds them.

mod find;
mod foreign;
mod forms;
mod literal;
mod named;
mod names;
mod own;
mod random;

pub use find::Literal;
pub use forms::{Forms, OWN_FORMS, TokenForm};
pub(crate) use names::{is_secret_name, split};
pub use own::MASK;
pub use random::may_hold_secret;

use std::fmt;

use forms::{PERSONAL, PROJECT};

/// The kinds of secrets that are no vendor's own.
const ANYONES: [&str; 2] = ["JSON Web Token", "token"];
/// The most characters of a token: no vendor's has as many.
const LENGTH_MAX: usize = 4096;

/// A Devopness access token, kept in memory only.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What a token's prefix says of it. The prefixes are those of `ApiTokenTypePrefix` in the API's description
/// (<https://api-docs.devopness.com>).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `devopness_pat_…`: everything its owner may do, in all projects.
    Personal,
    /// `devopness_proj_…`: one project, limited by a role.
    Project,
    /// Another prefix. The API may still take it.
    Unknown,
}

impl Secret {
    /// Takes a token as pasted: white space and a leading `Bearer` are dropped. `None` when nothing is left.
    pub fn parse(text: &str) -> Option<Secret> {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        if words.first().is_some_and(|w| w.eq_ignore_ascii_case("authorization:")) {
            words.remove(0);
        }
        if words.first().is_some_and(|w| w.eq_ignore_ascii_case("bearer")) {
            words.remove(0);
        }
        let token = words.concat();
        (!token.is_empty()).then_some(Secret(token))
    }

    /// What the prefix says.
    pub fn kind(&self) -> TokenKind {
        if self.0.starts_with(PERSONAL) {
            TokenKind::Personal
        } else if self.0.starts_with(PROJECT) {
            TokenKind::Project
        } else {
            TokenKind::Unknown
        }
    }

    /// The last four characters, by which its owner recognises it; nothing of a token so short that they would give it away.
    pub fn last_four(&self) -> Option<String> {
        let count = self.0.chars().count();
        (count >= 12).then(|| self.0.chars().skip(count - 4).collect())
    }

    /// Whether the token can stand in an HTTP header at all: visible ASCII only.
    pub fn fits_header(&self) -> bool {
        self.0.bytes().all(|b| b.is_ascii_graphic())
    }

    /// Why a text cannot be an access token of Devopness, if that is certain: another vendor's token must not be sent, and a
    /// text of which parts were found everywhere could not be told from others.
    pub fn fault(&self, forms: Forms) -> Option<String> {
        let is_own = |kind: &str| kind.contains("Devopness");
        let by_prefix = forms.of(&self.0).map(|form| form.kind);
        // A form of no vendor's may be one of Devopness that is not known yet.
        let kind =
            by_prefix.or_else(|| forms.literal(&self.0).map(|found| found.kind).filter(|kind| !ANYONES.contains(kind)));
        if let Some(kind) = kind.filter(|kind| !is_own(kind)) {
            return Some([
                "This is no token of Devopness, but a secret of another service (",
                kind,
                "). It is not sent. Paste a personal or project token of Devopness: devopness_pat_… or devopness_proj_….",
            ].concat());
        }
        if !self.fits_header() {
            return Some("This has characters that no token has. Copy it again.".into());
        }
        let is_number = self.0.bytes().all(|b| b.is_ascii_digit());
        (is_number || self.0.len() > LENGTH_MAX).then(|| "This is no access token. Copy it again.".into())
    }

    /// The value of the `Authorization` header. For the one place that sends requests.
    pub fn authorization(&self) -> String {
        ["Bearer ", &self.0].concat()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(****)")
    }
}

/// The secret of an incoming hook, with which a provider signs its requests. The API gives it once, in the answer to the
/// hook's creation.
#[derive(Clone, PartialEq, Eq)]
pub struct HookSecret(String);

impl HookSecret {
    /// Takes a secret as an answer has it. `None` when there is none, or only the mask that the API gives later (`*****`).
    pub fn parse(text: &str) -> Option<HookSecret> {
        let masked = text.contains("***") || text.chars().all(|c| matches!(c, '*' | '•'));
        (!masked).then(|| HookSecret(text.to_string()))
    }

    /// The secret itself. For the one place that shows it, and copies it on a press.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HookSecret(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_tokens_are_cleaned_and_known_by_their_prefix() {
        let cases = [
            ("devopness_pat_abcdefgh1234", TokenKind::Personal, Some("1234")),
            ("  Bearer devopness_proj_abcdefgh9876\n", TokenKind::Project, Some("9876")),
            ("Authorization: Bearer devopness_pat_x1y2z3w4", TokenKind::Personal, Some("z3w4")),
            ("devopness_pat_ab\n cdefgh", TokenKind::Personal, Some("efgh")),
            ("dvpn_something_longer", TokenKind::Unknown, Some("nger")),
            ("short", TokenKind::Unknown, None),
        ];
        for (text, kind, last) in cases {
            let secret = Secret::parse(text).unwrap();
            assert_eq!((secret.kind(), secret.last_four().as_deref()), (kind, last), "{text}");
        }
        assert_eq!(Secret::parse(" Bearer \t"), None);
    }

    #[test]
    fn debug_is_a_mask() {
        let secret = Secret::parse("devopness_pat_abcdefgh1234").unwrap();
        assert_eq!(format!("{secret:?} {:?}", Some(&secret)), "Secret(****) Some(Secret(****))");
        assert_eq!(secret.authorization(), "Bearer devopness_pat_abcdefgh1234");
    }

    #[test]
    fn a_hooks_secret_is_kept_as_it_stands_and_a_mask_is_none() {
        let secret = HookSecret::parse(" s3cr*t ").unwrap();
        assert_eq!((secret.reveal(), format!("{secret:?}").as_str()), (" s3cr*t ", "HookSecret(****)"));
        for mask in ["", "*", "*****", "•••", "abc*****"] {
            assert_eq!(HookSecret::parse(mask), None, "{mask}");
        }
    }

    #[test]
    fn a_token_with_odd_characters_does_not_fit_a_header() {
        assert!(Secret::parse("devopness_pat_abc-DEF.123").unwrap().fits_header());
        assert!(!Secret::parse("devopness_pat_“abc”").unwrap().fits_header());
    }
}
