//! The policy of a page, and what a host says of its proxy: nothing beyond what is written is allowed. The input is both
//! texts, parted by a line break.

#![no_main]

use hook_builder::devopness::policy::{Policy, parse_proxy};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://hooks.example.com";
const FOLDER: &str = "https://hooks.example.com/tools/";

fuzz_target!(|input: &str| {
    let (text, url) = input.split_once('\n').unwrap_or((input, ""));
    let policy = Policy::parse(text, ORIGIN);
    let names = |source: &str| {
        let origin = if source == "'self'" { ORIGIN } else { source.trim_end_matches(":*") };
        url.get(..origin.len()).is_some_and(|start| start.eq_ignore_ascii_case(origin))
    };
    let sources = || text.split(|c: char| c == ';' || c.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let limited = text.split(';').any(|directive| directive.split_ascii_whitespace().next() == Some("connect-src"));
    if limited && policy.allows(url) && !sources().any(|source| source == "*") {
        assert!(sources().any(names), "{text} does not name {url}");
    }
    if let Some(proxy) = parse_proxy(text, FOLDER) {
        let path = proxy.strip_prefix(FOLDER).expect("a proxy is below the page");
        assert!(!path.split('/').any(|part| part.is_empty() || part.starts_with('.')), "{proxy}");
    }
});
