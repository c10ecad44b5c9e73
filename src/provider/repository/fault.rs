//! Why a text is no place, in sentences, which few need.

/// What keeps a text from being taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// It is longer than any address.
    Long,
    /// It has spaces or control characters in it.
    Spaces,
    /// Browsers read `\` as a slash, others do not.
    Backslash,
    /// It starts with the scheme of something else.
    Scheme(String),
    /// What stands where the host is cannot be one.
    Host(String),
}

impl TextFault {
    /// What is wrong, and what would be right: full sentences.
    pub fn sentence(&self) -> String {
        match self {
            TextFault::Long => "This is longer than the address of any repository. Paste the address alone.".into(),
            TextFault::Spaces => {
                "A repository has no spaces in it. Paste its address, or write it as owner/repository.".into()
            }
            TextFault::Backslash => "A repository's address has no “\\” in it. Write “/” if you mean it.".into(),
            TextFault::Scheme(scheme) => format!(
                "An address that starts with {scheme}:// is none of a repository that we know of. Use https://, ssh:// or \
                 owner/repository."
            ),
            TextFault::Host(host) => format!(
                "“{host}” is not a host's name: that has letters from a to z. A repository's address looks like {}.",
                crate::provider::DEFAULT.example()
            ),
        }
    }
}
