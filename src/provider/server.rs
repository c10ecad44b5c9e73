//! The address of a self-hosted provider, as a person types it.

use super::path::{Server, below};
use super::repository::parse_place;

/// Reads a server's address: `https://host`, also with a port or under a path; the part from `/api` or `/rest` on is cut.
///
/// # Errors
/// A sentence for the person who typed it.
pub fn parse_server(text: &str) -> Result<Server, String> {
    let sentence = "A server's address starts with https:// (or http://) and a host, such as https://git.example.com.";
    let text = server_address(text);
    if !text.is_ascii() {
        return Err("A server's address has letters from a to z alone. Others may only look like them.".into());
    }
    let mut place = parse_place(&text).map_err(|_| sentence.to_string())?;
    let Some((scheme, host)) = place.scheme.zip(place.host) else {
        return Err(sentence.into());
    };
    if let Some(end) = place.path.iter().position(|s| s == "api" || s == "rest") {
        place.path.truncate(end);
    }
    let root = below(&[&scheme, "://", &host].concat(), &place.path).map_err(|_| sentence.to_string())?;
    Ok(Server { root, host, path: place.path })
}

/// What was typed as a server's address, with a scheme.
pub fn server_address(text: &str) -> String {
    let text = text.trim();
    if text.contains("://") { text.to_string() } else { ["https://", text].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_address_is_read_with_or_without_what_follows_it() {
        let check = |text: &str, root: Option<&str>| {
            assert_eq!(parse_server(text).ok().map(|s| s.root).as_deref(), root, "{text}")
        };
        check("https://git.acme.dev", Some("https://git.acme.dev"));
        check(" git.acme.dev/ ", Some("https://git.acme.dev"));
        check("http://git.acme.dev:8080/gitlab/", Some("http://git.acme.dev:8080/gitlab"));
        check("https://acme.dev/gitlab/api/v4", Some("https://acme.dev/gitlab"));
        check("https://acme.dev/bitbucket/rest/api/latest", Some("https://acme.dev/bitbucket"));
        check("https://acme.dev/a%20b/rest", Some("https://acme.dev/a%20b"));
        // Whoever sends a request takes these away, and so calls another path.
        check("https://acme.dev/gitlab/.", None);
        check("https://acme.dev/gitlab/%2E%2E/x", None);
        check("ftp://acme.dev", None);
        check("https://", None);
        check("https://a b", None);
        check("", None);
    }
}
