//! What is left of a request's token: how it was sent, whether there was one at all, and of what kind it was.

use super::mask::{Secrets, TEXT_MAX};
use super::names::queries;
use crate::devopness::hook::Header;
use crate::secret::{Forms, TokenForm, is_secret_name, split};
use crate::text::template::{Piece, scan};

/// What is left of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// There was a place for one, with nothing in it, or with a word for nothing.
    Empty,
    /// A variable was sent in its place, as it stands in the hook.
    Unexpanded(String),
    /// There was one.
    Hidden {
        /// What its beginning tells.
        form: Option<&'static TokenForm>,
        /// How long it was.
        chars: usize,
    },
}

/// How a request said who sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The header that carried it; empty when it stood in the address.
    pub header: String,
    /// The word in front of it, such as `Bearer`.
    pub scheme: String,
    /// What is left of it.
    pub token: Token,
}

impl Credential {
    /// A credential without secrets, should one of them stand in a variable or in a word.
    pub(super) fn masked(mut self, secrets: &Secrets) -> Credential {
        for text in [&mut self.header, &mut self.scheme] {
            *text = secrets.mask(text, TEXT_MAX);
        }
        if let Token::Unexpanded(text) = &mut self.token {
            *text = secrets.mask(text, TEXT_MAX);
        }
        self
    }

    /// What is known of it, in a few words.
    pub fn shown(&self) -> String {
        let place = if self.header.is_empty() { "In the address" } else { &self.header };
        let scheme = if self.scheme.is_empty() { String::new() } else { [" ", &self.scheme].concat() };
        let token = match &self.token {
            Token::Empty => "without a token".to_string(),
            Token::Unexpanded(text) => ["with the variable itself: ", text].concat(),
            Token::Hidden { form, chars } => {
                let count = chars.to_string();
                match form {
                    Some(form) => [form.kind, " (", form.prefix, "…), ", &count, " characters"].concat(),
                    None => ["a token of ", &count, " characters"].concat(),
                }
            }
        };
        crate::text::json::visible(&[place, ":", &scheme, " ", &token].concat())
    }
}

/// What some programs write for a value that is not there.
const NOTHING: [&str; 6] = ["null", "none", "undefined", "nil", "false", "[object object]"];

/// Whether a token is none: empty, or a word for nothing.
pub fn is_nothing(token: &str) -> bool {
    token.trim().is_empty() || NOTHING.iter().any(|word| token.trim().eq_ignore_ascii_case(word))
}

/// Whether a token is a variable, or several, and nothing else.
pub fn is_unexpanded(token: &str) -> bool {
    let blank = |piece: Piece| match piece {
        Piece::Text(text) => text.trim().is_empty(),
        Piece::Variable(_, path) => path.len() <= 200,
        Piece::Unclosed(_) => false,
    };
    token.contains("{{") && scan(token).all(blank)
}

/// How a request with these headers and this address says who sends it.
pub fn credential(url: &str, headers: &[Header], forms: Forms) -> Option<Credential> {
    let named = |wanted: fn(&str) -> bool| headers.iter().find(|header| wanted(&header.name.to_ascii_lowercase()));
    // Cookies are no token, and a token against forged forms is none of an account.
    let header = named(|name| name == "authorization")
        .or_else(|| named(|name| name.ends_with("token") && !name.contains("csrf") && !name.contains("xsrf")));
    if let Some(header) = header {
        let (scheme, token) = split(&header.value);
        let (header, scheme) = (header.name.chars().take(40).collect(), scheme.to_string());
        return Some(Credential { header, token: left(&scheme, token, forms), scheme });
    }
    let (_, value) = queries(url).find(|(name, _)| is_secret_name(name))?;
    Some(Credential { header: String::new(), scheme: String::new(), token: left("", value, forms) })
}

fn left(scheme: &str, token: &str, forms: Forms) -> Token {
    let nobody = scheme.eq_ignore_ascii_case("basic") && super::spelling::base64(token).as_deref() == Some(":");
    if is_nothing(token) || nobody {
        return Token::Empty;
    }
    if is_unexpanded(token) {
        return Token::Unexpanded(token.to_string());
    }
    Token::Hidden { form: forms.of(token), chars: token.chars().count() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::tokens::FORMS;

    #[test]
    fn what_is_left_of_a_token_says_how_it_was_sent() {
        let check = |name: &str, value: &str, expected: &str| {
            let header = Header { name: name.into(), value: value.into() };
            let got = credential("https://h/", &[header], FORMS).map(|c| c.shown());
            assert_eq!(got.as_deref().unwrap_or_default(), expected, "{name}: {value}");
        };
        check(
            "Authorization",
            "Bearer ghs_abcdefghij0123456789",
            "Authorization: Bearer GitHub App token (ghs_…), 24 characters",
        );
        check("authorization", "token abcdefghij", "authorization: token a token of 10 characters");
        check("Authorization", "abcdefghij", "Authorization: a token of 10 characters");
        check("Authorization", "Bearer ", "Authorization: Bearer without a token");
        check("Authorization", "Bearer", "Authorization: Bearer without a token");
        check("Authorization", "Bearer null", "Authorization: Bearer without a token");
        check("Authorization", "", "Authorization: without a token");
        check("Authorization", "Basic Og==", "Authorization: Basic without a token");
        check("Authorization", "Bearer {{ a.b }}", "Authorization: Bearer with the variable itself: {{ a.b }}");
        check(
            "PRIVATE-TOKEN",
            "glpat-abcdefghij0123456789",
            "PRIVATE-TOKEN: GitLab access token (glpat-…), 26 characters",
        );
        check("X-CSRF-Token", "abc", "");
        check("Accept", "abc", "");
    }

    #[test]
    fn a_token_may_stand_in_the_address() {
        let of = |url: &str| credential(url, &[], FORMS).map(|c| c.shown());
        assert_eq!(
            of("https://h/?a=1&private_token=abcdef").as_deref(),
            Some("In the address: a token of 6 characters")
        );
        assert_eq!(of("https://h/?a=1&key=abcdef"), None);
        assert_eq!(of("https://h/?access_token="), Some("In the address: without a token".into()));
    }
}
