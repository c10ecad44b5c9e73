//! The Content-Security-Policy of the bundle.

/// What the page may call, and nothing else that would differ between bundles.
pub struct Policy {
    connect: Vec<String>,
}

/// The hosts of the API, as the vendor's description names them (<https://api-docs.devopness.com>).
const API: [&str; 2] = [hook_builder::devopness::endpoint::PRODUCTION, hook_builder::devopness::endpoint::STAGING];

/// This machine: the sandbox and the relay take the ports after the page's own.
const LOCAL: [&str; 2] = ["http://127.0.0.1:*", "http://localhost:*"];

impl Policy {
    /// A policy that also admits the origins of `connect`, and this machine when `local`.
    pub fn new(connect: &[String], local: bool) -> Policy {
        let own = ["'self'"].into_iter().chain(API).map(str::to_owned);
        let local = LOCAL.into_iter().filter(|_| local).map(str::to_owned);
        Policy { connect: own.chain(connect.iter().cloned()).chain(local).collect() }
    }

    /// The policy's text for a page with these inline scripts and styles, given as hashes.
    pub fn text(&self, scripts: &[String], styles: &[String]) -> String {
        [
            "default-src 'none'".to_owned(),
            format!("script-src 'self' 'wasm-unsafe-eval' {}", scripts.join(" ")),
            format!("style-src 'self' {}", styles.join(" ")),
            format!("connect-src {}", self.connect.join(" ")),
            "img-src 'self'".to_owned(),
            "manifest-src 'self'".to_owned(),
            "worker-src 'self'".to_owned(),
            "base-uri 'none'".to_owned(),
            "form-action 'none'".to_owned(),
            "object-src 'none'".to_owned(),
            "require-trusted-types-for 'script'".to_owned(),
            "trusted-types hook-builder".to_owned(),
        ]
        .join("; ")
    }
}

/// An origin as `--connect` takes it: a scheme, a host, perhaps a port. Anything more could smuggle a directive in.
pub fn parse_origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").unwrap_or_default();
    let sound = !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.:".contains(&b))
        && !host.starts_with(['.', ':', '-']);
    if sound {
        Ok(text.to_owned())
    } else {
        Err(format!("--connect takes an origin such as https://api.example.com, without a path, not \"{text}\"."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_over_https_are_taken() {
        for good in ["https://api.example.com", "https://api.example.com:8443"] {
            assert_eq!(parse_origin(good).as_deref(), Ok(good));
        }
        for bad in
            ["", "https://", "http://api.example.com", "https://a.example/x", "https://a; script-src *", "https://*"]
        {
            assert!(parse_origin(bad).is_err(), "{bad}");
        }
    }
}
