//! How tokens begin.

pub(super) const PERSONAL: &str = "devopness_pat_";
pub(super) const PROJECT: &str = "devopness_proj_";

/// A form that a kind of token is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenForm {
    /// How it begins.
    pub prefix: &'static str,
    /// What it is, such as “GitHub App token”.
    pub kind: &'static str,
}

/// The tokens of Devopness itself (`ApiTokenTypePrefix` in the API's description).
pub const OWN_FORMS: &[TokenForm] = &[
    TokenForm { prefix: PERSONAL, kind: "personal access token of Devopness" },
    TokenForm { prefix: PROJECT, kind: "project token of Devopness" },
];

/// The forms of tokens that secrets are known by. Each maker of tokens brings its own, the longer beginning first.
#[derive(Clone, Copy, Debug)]
pub struct Forms(pub &'static [&'static [TokenForm]]);

impl Forms {
    /// All of them.
    pub fn all(self) -> impl Iterator<Item = &'static TokenForm> {
        self.0.iter().copied().flatten()
    }

    /// The form of a token, by its beginning.
    pub fn of(self, token: &str) -> Option<&'static TokenForm> {
        // Nearly all texts begin with another letter than any form.
        let first = token.as_bytes().first();
        self.all().find(|form| form.prefix.as_bytes().first() == first && token.starts_with(form.prefix))
    }
}
