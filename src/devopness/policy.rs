//! What the page's own Content-Security-Policy lets it call. The browser enforces it; the page reads it too, so that it
//! offers nothing that the browser would refuse, and can say why.
//!
//! Source: <https://www.w3.org/TR/CSP3/#match-url-to-source-list>.

use serde_json::Value;

use crate::devopness::endpoint::{PRODUCTION, STAGING};
use crate::text::json;

/// The list of `connect-src`, and the origin that `'self'` means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    origin: String,
    sources: Vec<String>,
}

impl Default for Policy {
    /// The strictest that a bundle comes with: this origin and the two hosts of Devopness.
    fn default() -> Self {
        Policy { origin: String::new(), sources: ["'self'", PRODUCTION, STAGING].map(str::to_string).to_vec() }
    }
}

impl Policy {
    /// Reads the text of a policy; `origin` is the page's own. Where no directive speaks of connections, all are allowed.
    pub fn parse(text: &str, origin: &str) -> Policy {
        let of = |name: &str| {
            text.split(';').find_map(|directive| {
                let mut words = directive.split_ascii_whitespace();
                words.next().filter(|word| word.eq_ignore_ascii_case(name))?;
                Some(words.map(str::to_string).collect())
            })
        };
        let sources = of("connect-src").or_else(|| of("default-src")).unwrap_or_else(|| vec!["*".to_string()]);
        Policy { origin: origin.to_string(), sources }
    }

    /// Whether an address may be called.
    pub fn allows(&self, url: &str) -> bool {
        self.sources.iter().any(|source| match source.as_str() {
            "*" => true,
            "'self'" => matches(url, &self.origin),
            source => matches(url, source),
        })
    }

    /// What may be called besides this origin and the two hosts of Devopness, as the policy names it.
    pub fn others(&self) -> String {
        let known = ["'self'", "'none'", PRODUCTION, STAGING];
        let others: Vec<&str> = self.sources.iter().map(String::as_str).filter(|s| !known.contains(s)).collect();
        others.join(", ")
    }
}

/// Whether an address falls under a source: an origin, whose port may be `*`. Other kinds of sources, which no bundle has,
/// count as none: better an offer too few than one that the browser refuses.
fn matches(url: &str, source: &str) -> bool {
    let (origin, any_port) = source.strip_suffix(":*").map_or((source, false), |origin| (origin, true));
    let Some((start, rest)) = url.split_at_checked(origin.len()).filter(|_| origin.contains("://")) else {
        return false;
    };
    let rest = match rest.strip_prefix(':') {
        Some(port) if any_port => port.trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => rest,
    };
    start.eq_ignore_ascii_case(origin) && (rest.is_empty() || rest.starts_with('/'))
}

/// Reads what the page's host says of itself: `{"api_proxy": "./devopness"}` names the folder under which it passes
/// calls on to the API. `folder` is the page's own address up to its last slash. `None` where there is no such proxy, or
/// it is not below the page.
pub fn parse_proxy(text: &str, folder: &str) -> Option<String> {
    let value = json::parse(text).ok()?;
    let path = value.get("api_proxy").and_then(Value::as_str)?.strip_prefix("./")?.trim_end_matches('/');
    let sound = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
    };
    path.split('/').all(sound).then(|| [folder, path].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_of_a_bundle_allows_its_three_places_and_nothing_else() {
        let text = "default-src 'none'; script-src 'self'; connect-src 'self' https://api.devopness.com https://staging-api.devopness.com; base-uri 'none'";
        let policy = Policy::parse(text, "https://hooks.example.com");
        for allowed in [
            "https://api.devopness.com",
            "https://api.devopness.com/pipelines/1/hooks",
            "https://API.devopness.com/x",
            "https://staging-api.devopness.com",
            "https://hooks.example.com/tools/devopness",
        ] {
            assert!(policy.allows(allowed), "{allowed}");
        }
        for refused in [
            "http://api.devopness.com",
            "https://api.devopness.com:8443",
            "https://api.devopness.com.evil.example",
            "https://evil.example/https://api.devopness.com",
            "https://xapi.devopness.com",
            "http://127.0.0.1:8081",
            "api.devopness.com",
            "",
        ] {
            assert!(!policy.allows(refused), "{refused}");
        }
        assert_eq!(policy.others(), "");
        assert_eq!(Policy::default().others(), "");
        assert!(Policy::default().allows(PRODUCTION) && !Policy::default().allows("https://other.example"));
    }

    #[test]
    fn a_source_is_an_origin_whose_port_may_be_any() {
        let allows = |source: &str, url: &str| {
            Policy::parse(&format!("connect-src {source}"), "http://127.0.0.1:8080").allows(url)
        };
        for (source, url, expected) in [
            ("http://127.0.0.1:*", "http://127.0.0.1:8081/pipelines", true),
            ("http://127.0.0.1:*", "http://127.0.0.1:8081", true),
            ("http://127.0.0.1:*", "http://127.0.0.1/x", true),
            ("http://127.0.0.1:*", "http://127.0.0.1:8081.evil.example", false),
            ("http://127.0.0.1:*", "http://127.0.0.1:80x/", false),
            ("http://127.0.0.1:*", "http://127.0.0.2:8081", false),
            ("http://127.0.0.1:*", "http://127.0.0.10:8081", false),
            ("http://localhost:9000", "http://localhost:9000", true),
            ("http://localhost:9000", "http://localhost:9001", false),
            ("http://localhost:9000", "http://localhost:90001", false),
            ("'self'", "http://127.0.0.1:8080/api", true),
            ("'self'", "http://127.0.0.1:8081/api", false),
            ("'self'", "http://127.0.0.1:80801/api", false),
            ("'none'", "https://api.devopness.com", false),
            ("https://ä.example", "https://xy.example", false),
            // Kinds that no bundle has.
            ("https:", "https://api.example.com", false),
            ("*.example.com", "https://api.example.com", false),
            ("api.example.com", "https://api.example.com", false),
            ("*", "https://anything.example", true),
        ] {
            assert_eq!(allows(source, url), expected, "{source} and {url}");
        }
    }

    #[test]
    fn without_a_word_on_connections_the_default_counts_and_without_that_all_is_allowed() {
        assert!(!Policy::parse("default-src 'none'", "https://x.example").allows("https://x.example"));
        assert!(Policy::parse("script-src 'none'", "").allows("https://x.example"));
        assert!(Policy::parse("", "").allows("https://x.example"));
        let policy = Policy::parse("CONNECT-SRC https://a.example http://127.0.0.1:* 'self'", "https://x.example");
        assert_eq!(policy.others(), "https://a.example, http://127.0.0.1:*");
    }

    #[test]
    fn a_proxy_is_a_folder_below_the_page() {
        let read = |text: &str| parse_proxy(text, "https://x.example/tools/");
        assert_eq!(read(r#"{"api_proxy":"./devopness"}"#).as_deref(), Some("https://x.example/tools/devopness"));
        assert_eq!(read(r#"{"api_proxy":"./a/b-c_1.2/"}"#).as_deref(), Some("https://x.example/tools/a/b-c_1.2"));
        for refused in [
            "{}",
            "",
            "<html>",
            r#"{"api_proxy":null}"#,
            r#"{"api_proxy":""}"#,
            r#"{"api_proxy":"./"}"#,
            r#"{"api_proxy":"/devopness"}"#,
            r#"{"api_proxy":"devopness"}"#,
            r#"{"api_proxy":"./../other"}"#,
            r#"{"api_proxy":"./a/../../other"}"#,
            r#"{"api_proxy":"./a//b"}"#,
            r#"{"api_proxy":".//evil.example"}"#,
            r#"{"api_proxy":"https://evil.example"}"#,
            r#"{"api_proxy":"./a?b"}"#,
            r#"{"api_proxy":"./a%2e"}"#,
        ] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }
}
