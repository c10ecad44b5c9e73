//! The tokens that are known by their form: those of Devopness, and those that each provider gives away.

use crate::secret::{Forms, OWN_FORMS};

/// All of them. Editions of one provider share theirs.
pub const FORMS: Forms = Forms(&[
    OWN_FORMS,
    super::github::TOKENS,
    super::gitlab::TOKENS,
    super::bitbucket_cloud::TOKENS,
    super::bitbucket_data_center::TOKENS,
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    #[test]
    fn no_form_of_a_token_hides_another() {
        let all: Vec<_> = FORMS.all().collect();
        for (i, form) in all.iter().enumerate() {
            assert!(form.prefix.len() >= 4 && !form.kind.is_empty(), "{form:?}");
            assert!(all[..i].iter().all(|other| !form.prefix.starts_with(other.prefix)), "{form:?} is never reached");
        }
    }

    #[test]
    fn what_is_no_token_of_devopness_is_refused() {
        let fault = |text: &str| Secret::parse(text).unwrap().fault(FORMS).unwrap_or_default();
        for form in FORMS.0[1..].iter().copied().flatten() {
            for text in [form.prefix.to_string(), ["Bearer ", form.prefix, "documentation_page1"].concat()] {
                assert!(fault(&text).contains(form.kind), "{text}: {}", fault(&text));
            }
        }
        assert!(fault("https://x:glpat-abcdEFGH1234ijkLMN56@gitlab.com/a/b").contains("(password)"));
        assert!(fault("devopness_pat_“abc”").contains("characters"));
        for text in ["123456789012", &"a".repeat(4097)] {
            assert!(fault(text).starts_with("This is no access token."), "{text}");
        }
        for text in [
            "devopness_pat_abcdefgh1234",
            "devopness_proj_ghp_abcdefgh1234",
            "dvpn_something_longer",
            "short",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123",
            "12|0123456789abcdefABCDEF",
        ] {
            assert_eq!(fault(text), "", "{text}");
        }
    }
}
