//! Reading a request: its path below the provider's address, its headers, the credential in it.

use super::{Credential, Received};
use crate::text::base64;

impl<'a> Received<'a> {
    /// The value of a header; names are the same in upper and lower case. An empty value is none.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| header.value.trim()).filter(|value| !value.is_empty())
    }

    /// The segments behind the provider's address, still encoded, and the query. `None` where the address is another one.
    pub fn path(&self, root: &str) -> Option<(Vec<&'a str>, &'a str)> {
        let url = self.url.split('#').next().unwrap_or_default();
        let start = url.get(..root.len()).filter(|start| start.eq_ignore_ascii_case(root))?;
        let (path, query) = url[start.len()..].split_once('?').unwrap_or((&url[start.len()..], ""));
        Some((path.strip_prefix('/')?.split('/').collect(), query))
    }

    /// The media type of the body in lower case, without its parameters.
    pub fn media_type(&self) -> String {
        let value = self.header("Content-Type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether the body says that it is JSON.
    pub fn is_json(&self) -> bool {
        let media = self.media_type();
        media == "application/json" || media.ends_with("+json")
    }

    /// What stands in the header `Authorization`.
    pub fn authorization(&self) -> Credential {
        let Some(value) = self.header("Authorization") else { return Credential::Missing };
        let Some((scheme, rest)) = value.split_once(' ') else { return Credential::Unreadable };
        let rest = rest.trim();
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => Credential::Bearer(rest.to_string()),
            "token" => Credential::Token(rest.to_string()),
            "basic" => base64::decode(rest)
                .and_then(|text| text.split_once(':').map(|(_, password)| Credential::Basic(password.to_string())))
                .unwrap_or(Credential::Unreadable),
            _ => Credential::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::hook::Header;

    fn header(name: &str, value: &str) -> Header {
        Header { name: name.into(), value: value.into() }
    }

    #[test]
    fn the_path_is_what_follows_the_providers_address() {
        let check = |url, expected: Option<(Vec<&str>, &str)>| {
            let request = Received { method: "POST", url, headers: &[], body: "" };
            assert_eq!(request.path("https://git.acme.dev/gitlab"), expected, "{url}");
        };
        check("https://git.acme.dev/gitlab/api/v4", Some((vec!["api", "v4"], "")));
        check("HTTPS://Git.acme.dev/gitlab/a%2Fb//c/?x=1#y", Some((vec!["a%2Fb", "", "c", ""], "x=1")));
        check("https://git.acme.dev/gitlab/", Some((vec![""], "")));
        check("https://git.acme.dev/gitlab", None);
        check("https://git.acme.dev/gitlabs/x", None);
        check("https://git.acme.dev.evil.example/x", None);
        check("é", None);
        check("", None);
    }

    #[test]
    fn the_credential_is_read_in_each_form() {
        let check = |value: &str, expected: Credential| {
            let headers = [header("authorization", value)];
            let request = Received { method: "POST", url: "", headers: &headers, body: "" };
            assert_eq!(request.authorization(), expected, "{value}");
        };
        check("Bearer abc", Credential::Bearer("abc".into()));
        check("bearer  a b ", Credential::Bearer("a b".into()));
        check("token abc", Credential::Token("abc".into()));
        check("Basic bWVAeC55OnNlY3JldDp0d28=", Credential::Basic("secret:two".into()));
        check("Basic YWJj", Credential::Unreadable);
        check("Basic ???", Credential::Unreadable);
        check("Digest abc", Credential::Unreadable);
        check("abc", Credential::Unreadable);
        check(" ", Credential::Missing);
    }

    #[test]
    fn the_media_type_is_read_without_its_parameters() {
        let check = |value: &str, expected| {
            let headers = [header("CONTENT-TYPE", value)];
            let request = Received { method: "POST", url: "", headers: &headers, body: "" };
            assert_eq!(request.is_json(), expected, "{value}");
        };
        check("application/json", true);
        check("Application/JSON; charset=utf-8", true);
        check("application/vnd.github+json", true);
        check("text/plain", false);
        check("", false);
    }
}
