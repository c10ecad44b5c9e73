//! Quotations of an answer for one line, and the addresses in them.

use crate::text::json::visible;

/// The most characters of a quotation, addresses in it aside.
pub(super) const QUOTE_MAX: usize = 200;
/// The most bytes of an address that is kept whole: more is none that a person can open.
const ADDRESS_MAX: usize = 2048;
/// The most addresses from behind the end of a quotation.
const ADDRESSES_MAX: usize = 3;

/// A quotation for one line, cut. The addresses in it are kept whole, those behind the cut too: a half one leads nowhere.
pub fn quote(text: &str) -> String {
    let text = visible(text.trim());
    let Some((cut, _)) = text.char_indices().nth(QUOTE_MAX) else { return text };
    let mut end = cut;
    let mut behind = Vec::new();
    for (start, stop) in addresses(&text) {
        if start < cut {
            end = end.max(stop);
        } else if behind.len() < ADDRESSES_MAX {
            behind.push(&text[start..stop]);
        }
    }
    let mut short = text[..end].to_string();
    if end < text.len() {
        short.push('…');
    }
    for address in behind {
        short.push(' ');
        short.push_str(address);
    }
    short
}

/// Where addresses of the web stand in a text: start and end of each.
pub fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("://") {
        let at = from + at;
        let scheme = ["https", "http"].iter().find(|scheme| {
            let start = at.checked_sub(scheme.len()).and_then(|start| text.get(start..at));
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let rest = &text[at + 3..];
        let ends = |c: char| c.is_whitespace() || c.is_control() || "\"'<>`“”‘’«»\\".contains(c);
        let end = rest.find(ends).unwrap_or(rest.len());
        let whole = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}']);
        from = at + 3 + end;
        if let Some(scheme) = scheme
            && !whole.is_empty()
            && whole.len() <= ADDRESS_MAX
        {
            found.push((at - scheme.len(), at + 3 + whole.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_quotation_is_never_cut() {
        let long = "x".repeat(190);
        let address = "https://github.com/organizations/acme/settings/oauth_application_policy";
        assert_eq!(quote(&format!("{long} {address}.")), format!("{long} {address}…"));
        assert_eq!(quote(&format!("{long} and so on, at length: see ({address}), {address}")), {
            let start: String = format!("{long} and so on, at length").chars().take(QUOTE_MAX).collect();
            format!("{start}… {address} {address}")
        });
        assert_eq!(quote(&"é".repeat(300)).chars().count(), QUOTE_MAX + 1);
        assert_eq!(quote(" short https://a.b/c "), "short https://a.b/c");
        // What is too long to be opened is none.
        assert_eq!(quote(&format!("https://a.b/{}", "x".repeat(5000))).chars().count(), QUOTE_MAX + 1);
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = addresses(text).into_iter().map(|(start, end)| &text[start..end]).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("see https://a.b/c?d=e#f.", &["https://a.b/c?d=e#f"]);
        check("required; url=https://github.com/orgs/x/sso?y=z; next", &["https://github.com/orgs/x/sso?y=z"]);
        check("(HTTP://a.b) “https://c.d/e” <https://f>", &["HTTP://a.b", "https://c.d/e", "https://f"]);
        check("ftp://a.b é://c https:// ://", &[]);
        check("https://https://a.b", &["https://https://a.b"]);
    }
}
