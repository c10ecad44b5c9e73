//! Secrets that stand literally in a text: tokens of a known form, what follows `Bearer` or `Basic`, a password in an
//! address, a private key, and whatever stands where the name says that it is secret.
//!
//! Form and randomness tell a secret together: a beginning that some token has may as well be that of a word. Where a name
//! alone says that there is a secret, it only might be one: a false alarm must not keep a person from working.

use super::find::Literal;
use super::forms::Forms;
use super::named::{is_named_secret, is_stand_in};
use super::names::{is_secret_name, split};
use crate::text::template::{Piece, scan};

impl Forms {
    /// The first secret in a text that holds one beyond doubt.
    pub fn literal(self, text: &str) -> Option<Literal> {
        self.secrets(text).next()
    }

    /// The first secret in the value of a header or of a body's field, whose name may say that it is one.
    pub fn literal_in_header(self, name: &str, value: &str) -> Option<Literal> {
        self.literal(value).or_else(|| {
            if !is_secret_name(name) {
                return None;
            }
            let (_, token) = split(value);
            let mut likely = None;
            for piece in scan(token) {
                let Piece::Text(text) = piece else { continue };
                for word in text.split(|c: char| !is_sign(c)).filter(|word| !word.is_empty() && !is_stand_in(word)) {
                    let start = word.as_ptr() as usize - value.as_ptr() as usize;
                    let certain = is_named_secret(word);
                    let found = Literal { kind: "token", place: start..start + word.len(), certain };
                    if certain {
                        return Some(found);
                    }
                    likely = likely.or(Some(found));
                }
            }
            likely
        })
    }
}

/// What a token is made of, in any of its alphabets, or what stands for one.
fn is_sign(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.~+/=$<*%".contains(c)
}

#[cfg(test)]
mod tests {
    use crate::provider::tokens::FORMS;

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123";

    #[test]
    fn secrets_are_known_by_their_form_and_by_their_place() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = FORMS.literal(text);
            let got = found.as_ref().map(|found| (found.kind, &text[found.place.clone()]));
            assert_eq!(got, expected, "{text}");
            // Whatever stands around it.
            let wide = ["é {\"a\": \"", text, "\"}"].concat();
            assert_eq!(FORMS.literal(&wide).map(|found| found.kind), expected.map(|(kind, _)| kind), "{wide}");
        };
        for form in FORMS.all() {
            let token = [form.prefix, "abcDEF12"].concat();
            check(&token, Some((form.kind, &token)));
            check(&[form.prefix, "abc"].concat(), None);
            check(&["x", &token].concat(), None);
        }
        check(JWT, Some(("JSON Web Token", JWT)));
        check(
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.",
            Some(("JSON Web Token", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.")),
        );
        check("eyJhbGciOiJIUzI1NiJ9", None);
        check("eyJ.is.short", None);
        check("Bearer abc123def4", Some(("token", "abc123def4")));
        check("bearer  AbCdEfGhIjKlMnOpQrStUv", Some(("token", "AbCdEfGhIjKlMnOpQrStUv")));
        check("Basic dXNlcjpwYXNzd29yZA==", Some(("token", "dXNlcjpwYXNzd29yZA==")));
        check("Basic dXNlcjpwYXNzYWJjZGVmZ2hp", Some(("token", "dXNlcjpwYXNzYWJjZGVmZ2hp")));
        for sentence in
            ["Bearer authentication-and-authorization works", "a bearer token", "Basic 12345678", "Bearer x1"]
        {
            check(sentence, None);
        }
        check("https://ci:p@h/x", Some(("password", "p")));
        check("see https://a.b/ or git+https://oauth2:s3cret@gitlab.com/a/b", Some(("password", "s3cret")));
        for address in [
            "https://a.b/?x=y:z@w",
            "https://ci@h/x",
            "https://ci:@h",
            "git@github.com:acme/shop",
            "https://h:8080/@x",
            "https://a.b and c: d@e",
        ] {
            check(address, None);
        }
        for stand_in in ["$TOKEN", "${TOKEN}", "<token>", "****", "{{a.b}}", "%TOKEN%"] {
            check(&["https://ci:", stand_in, "@h/x"].concat(), None);
            check(&["https://h/?access_token=", stand_in].concat(), None);
            check(&["Bearer ", stand_in].concat(), None);
        }
        check("https://h/?a=1&private_token=abcdef123456", Some(("token", "abcdef123456")));
        check("https://h/?a=1&key=abcdef123456", None);
        // The end of an escape is no part of a token.
        let token = "ghp_a8Kd02mXq9Zt5Lw3Rv7Yc1Nb6Hs4Gj0Fe2Px";
        let kind = FORMS.of(token).map_or("", |form| form.kind);
        for escape in ["%3D", "%2F", "\\u003D"] {
            check(&["a", escape, token].concat(), Some((kind, token)));
        }
        check("a\\nAKIA2J4XQ7LMN5PRT3VW", Some(("token", "AKIA2J4XQ7LMN5PRT3VW")));
        check("Bearer {{ application.source_provider.access_token }}", None);
        check("8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", None);
        check("", None);
    }

    #[test]
    fn a_name_makes_a_value_a_secret() {
        let check = |name: &str, value: &str, expected: Option<&str>| {
            let got = FORMS.literal_in_header(name, value).map(|found| (&value[found.place], found.certain));
            assert_eq!(got, expected.map(|secret| (secret, true)), "{name}: {value}");
        };
        check("Authorization", "token abc123def4", Some("abc123def4"));
        check("authorization ", " abcdefghijklmnopqrst", Some("abcdefghijklmnopqrst"));
        check("PRIVATE-TOKEN", "abcdefgh12", Some("abcdefgh12"));
        check("PRIVATE-TOKEN", "{{ a.b }}abcdefgh12", Some("abcdefgh12"));
        check("X-Api-Key", "abcdefgh12", Some("abcdefgh12"));
        check("client_secret", "abcdefgh12", Some("abcdefgh12"));
        for (name, value) in [
            ("Authorization", "Bearer {{ application.source_provider.access_token }}"),
            ("Authorization", "Bearer $GITHUB_TOKEN_2026"),
            ("Accept", "application/vnd.github.v3+json"),
            ("X-Request-Id", "abcdefgh12"),
            ("X-Token", ""),
        ] {
            check(name, value, None);
        }
        // What only might be a secret.
        for (name, value, word) in [
            ("Authorization", "Bearer abc", "abc"),
            ("PRIVATE-TOKEN", "plain-word", "plain-word"),
            ("password", "horse", "horse"),
            ("X-Auth-Key", "12345678901234567890", "12345678901234567890"),
        ] {
            let found = FORMS.literal_in_header(name, value).map(|found| (&value[found.place], found.certain));
            assert_eq!(found, Some((word, false)), "{name}: {value}");
        }
    }
}
