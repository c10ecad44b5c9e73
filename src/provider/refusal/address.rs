//! The address of a delivery, taken apart as far as the diagnosis needs it.

use crate::devopness::delivery::mask::MASK;
use crate::text::percent::decode;

/// An address taken apart. Nothing is decoded, and nothing is refused: what is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address<'a> {
    /// What stands in front of `://`.
    pub scheme: &'a str,
    /// The host in lower case, without user, password and port.
    pub host: String,
    /// The path's segments, empty ones among them.
    pub path: Vec<&'a str>,
}

impl<'a> Address<'a> {
    /// Takes an address apart.
    pub fn parse(url: &'a str) -> Address<'a> {
        let (scheme, rest) = url.trim().split_once("://").unwrap_or(("", url.trim()));
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
        Address { scheme, host: host.to_ascii_lowercase(), path: path.split('/').collect() }
    }

    /// What follows these segments, wherever they stand; `*` stands for any segment that is not empty.
    pub fn after(&self, words: &[&str]) -> Option<&[&'a str]> {
        let fits = |at: &usize| {
            words.iter().zip(&self.path[*at..]).all(|(word, own)| word == own || *word == "*" && !own.is_empty())
        };
        let last = self.path.len().checked_sub(words.len())?;
        (0..=last).find(fits).map(|at| &self.path[at + words.len()..])
    }

    /// Whether Devopness, which is on the internet, can hardly reach the host: a bare name or a private address (RFC 1918).
    pub fn is_private(&self) -> bool {
        let host = self.host.as_str();
        let numbers: Vec<u8> = host.split('.').filter_map(|part| part.parse().ok()).collect();
        match numbers.as_slice() {
            [10 | 127, _, _, _] | [192, 168, _, _] | [169, 254, _, _] => true,
            [172, second, _, _] => (16..32).contains(second),
            _ => {
                let ends = [".local", ".internal", ".lan", ".localhost", ".intranet"];
                !host.is_empty() && !host.contains(['.', '[', '{', '<']) || ends.iter().any(|end| host.ends_with(end))
            }
        }
    }
}

/// Where the hash stands in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot<'a> {
    /// In its place; it may be empty.
    Hash(&'a str),
    /// Somewhere else.
    Misplaced(&'a str),
    /// The address is none that takes a commit's status.
    Nowhere,
}

/// What a text in the place of a hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashForm {
    /// A whole one: 40 characters, or 64 in repositories with SHA-256.
    Whole,
    /// The beginning of one.
    Short,
    /// Zeros: what git has in place of a commit that is not there, as in the push that deletes a branch.
    Zeros,
    /// Nothing, or a word for it.
    Empty,
    /// A variable that was not filled in.
    Unexpanded,
    /// Anything else, such as a branch.
    Other,
}

/// Tells what stands in the place of a hash.
pub fn hash_form(text: &str) -> HashForm {
    let text = decode(text);
    let text = text.trim();
    let hex = text.bytes().all(|b| b.is_ascii_hexdigit());
    if crate::devopness::delivery::is_nothing(text) {
        HashForm::Empty
    } else if text.contains("{{") || text.contains("}}") {
        HashForm::Unexpanded
    } else if hex && text.len() >= 7 && text.bytes().all(|b| b == b'0') {
        HashForm::Zeros
    } else if hex && matches!(text.len(), 40 | 64) {
        HashForm::Whole
    } else if hex && (4..40).contains(&text.len()) {
        HashForm::Short
    } else {
        HashForm::Other
    }
}

/// The first segment that can only be meant as a hash: a whole or short one of at least seven characters, or a variable.
pub fn find_hash<'a>(path: &[&'a str]) -> Option<&'a str> {
    path.iter().copied().find(|segment| match hash_form(segment) {
        HashForm::Whole | HashForm::Zeros | HashForm::Unexpanded => true,
        HashForm::Short => segment.len() >= 7 && *segment != MASK,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart_whatever_it_is() {
        let check = |url: &str, scheme: &str, host: &str, path: &[&str]| {
            let expected = Address { scheme, host: host.into(), path: path.to_vec() };
            assert_eq!(Address::parse(url), expected, "{url}");
        };
        check("https://API.github.com:443/repos/a/b?x=/y#z", "https", "api.github.com", &["repos", "a", "b"]);
        check("http://****@h/x/", "http", "h", &["x", ""]);
        check("https://[::1]:8080/x", "https", "[::1]:8080", &["x"]);
        check("https://h", "https", "h", &[""]);
        check("h/x", "", "h", &["x"]);
        check("", "", "", &[""]);
        check("https://h//statuses/{{ a.b }}", "https", "h", &["", "statuses", "{{ a.b }}"]);
        check("https://https://h/x", "https", "https", &["", "h", "x"]);
    }

    #[test]
    fn segments_are_found_wherever_they_stand() {
        let address = Address::parse("https://h/api/v3/repos/a/b/statuses/c");
        assert_eq!(address.after(&["repos", "*", "*", "statuses"]), Some(["c"].as_slice()));
        assert_eq!(address.after(&["api", "v3"]).map(<[_]>::len), Some(5));
        assert_eq!(address.after(&["repos", "x"]), None);
        assert_eq!(Address::parse("https://h/repos//b/statuses").after(&["repos", "*"]), None);
        assert_eq!(Address::parse("").after(&["a", "b"]), None);
        assert_eq!(Address::parse("https://h/a").after(&["a"]), Some([].as_slice()));
    }

    #[test]
    fn a_host_that_only_its_own_network_knows_is_private() {
        for host in
            ["localhost", "gitlab", "10.1.2.3", "192.168.0.1", "172.16.0.1", "127.0.0.1", "git.local", "a.internal"]
        {
            assert!(Address::parse(&["https://", host, "/x"].concat()).is_private(), "{host}");
        }
        for host in ["github.com", "172.32.0.1", "11.1.2.3", "1.2.3", "", "[::1]", "{{ a }}", "<host>"] {
            assert!(!Address::parse(&["https://", host, "/x"].concat()).is_private(), "{host}");
        }
    }

    #[test]
    fn a_hash_has_a_form() {
        let check = |text: &str, form: HashForm| assert_eq!(hash_form(text), form, "{text}");
        check(&"a1".repeat(20), HashForm::Whole);
        check(&"A1".repeat(32), HashForm::Whole);
        check(&"0".repeat(40), HashForm::Zeros);
        check("8d1f5c0", HashForm::Short);
        check(&"a".repeat(39), HashForm::Short);
        check(&"a".repeat(41), HashForm::Other);
        check("", HashForm::Empty);
        check("%20", HashForm::Empty);
        check("null", HashForm::Empty);
        check("None", HashForm::Empty);
        check("{{ a.b }}", HashForm::Unexpanded);
        check("%7B%7B%20a.b%20%7D%7D", HashForm::Unexpanded);
        check("main", HashForm::Other);
        check("abc", HashForm::Other);
        check("0000", HashForm::Short);
    }

    #[test]
    fn a_hash_is_found_in_the_wrong_place() {
        let long = "a1".repeat(20);
        assert_eq!(find_hash(&["commit", "statuses", "build", &long]), Some(long.as_str()));
        assert_eq!(find_hash(&["commit", "8d1f5c0e2b7a"]), Some("8d1f5c0e2b7a"));
        assert_eq!(find_hash(&["commit", "feed", "main"]), None);
        assert_eq!(find_hash(&["x", "{{ a }}"]), Some("{{ a }}"));
    }
}
