//! What every provider looks up in its memory, and how it remembers.

use super::{Account, Credential, Reply, Repository, StatusRecord};
use crate::text::percent::decode;

impl Repository {
    /// Nothing, or the answer of a provider that is out of order: a page of whatever stands in front of it.
    ///
    /// # Errors
    /// The answer.
    pub fn outage(&self) -> Result<(), Reply> {
        match self.down {
            Some(status) => Err(Reply::html(status, "The server is out of order. Try again later.")),
            None => Ok(()),
        }
    }

    /// Whether segments of an address name this repository, by its old name or by the one it has now.
    pub fn is_named(&self, segments: &[&str]) -> bool {
        self.is_named_as_before(segments)
            || self.moved_to.as_ref().is_some_and(|now| same(segments.iter(), now.split('/')))
    }

    /// Whether segments of an address name this repository as it was called before it moved, if it did.
    pub fn is_named_as_before(&self, segments: &[&str]) -> bool {
        same(segments.iter(), self.parts.iter().map(String::as_str))
    }

    /// The account behind a token.
    pub fn account(&self, token: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.token == token && !token.is_empty())
    }

    /// The commit with that full hash.
    pub fn commit(&self, hash: &str) -> Option<&str> {
        self.commits.iter().map(String::as_str).find(|commit| *commit == hash)
    }

    /// The one commit whose hash begins so, from `least` characters on.
    pub fn commit_that_begins(&self, hash: &str, least: usize) -> Option<&str> {
        let mut found = self.commits.iter().filter(|commit| commit.starts_with(hash) && hash.len() >= least);
        found.next().filter(|_| found.next().is_none()).map(String::as_str)
    }

    /// The number for the next record.
    pub fn next_id(&self) -> u64 {
        self.statuses.last().map_or(1, |record| record.id + 1)
    }

    /// Puts a record in the place of the one with its commit and key, or behind the others. Gives its number.
    pub fn overwrite(&mut self, mut record: StatusRecord) -> u64 {
        record.id = self.next_id();
        match self.statuses.iter_mut().find(|other| other.commit == record.commit && other.key == record.key) {
            Some(other) => {
                record.id = other.id;
                *other = record;
                other.id
            }
            None => {
                let id = record.id;
                self.statuses.push(record);
                id
            }
        }
    }
}

/// Whether names are the same: decoded, in upper or lower case.
fn same<'a, 'b>(segments: impl Iterator<Item = &'a &'a str>, parts: impl Iterator<Item = &'b str>) -> bool {
    let lower = |text: &str| decode(text).to_ascii_lowercase();
    segments.map(|segment| lower(segment)).eq(parts.map(lower))
}

impl Credential {
    /// The token in it.
    pub fn token(&self) -> &str {
        match self {
            Credential::Bearer(token) | Credential::Token(token) | Credential::Basic(token) => token,
            Credential::Missing | Credential::Unreadable => "",
        }
    }
}

/// The host of a link, if it is an address of the web without spaces.
pub fn link_host(link: &str) -> Option<&str> {
    let (scheme, rest) = link.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    if !web || link.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => host,
    };
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Location;
    use crate::provider::receiver::sample::COMMIT;

    fn repository() -> Repository {
        let parts = vec!["acme".to_string(), "%7Bx%7D".to_string()];
        Repository::sample(&Location::new("https://x", parts, ""))
    }

    #[test]
    fn a_repository_is_known_by_its_name_in_any_spelling() {
        let mut repository = repository();
        for (segments, expected) in
            [(["acme", "{x}"], true), (["ACME", "%7bX%7d"], true), (["acme", "y"], false), (["new", "home"], false)]
        {
            assert_eq!(repository.is_named(&segments), expected, "{segments:?}");
        }
        assert!(!repository.is_named(&["acme"]));
        repository.moved_to = Some("new/home".into());
        assert!(repository.is_named(&["new", "home"]) && repository.is_named(&["acme", "{x}"]));
        assert!(repository.is_named_as_before(&["acme", "{x}"]) && !repository.is_named_as_before(&["new", "home"]));
    }

    #[test]
    fn a_short_hash_is_a_commit_when_no_other_begins_so() {
        let mut repository = repository();
        let check = |repository: &Repository, hash: &str, expected: bool| {
            assert_eq!(repository.commit_that_begins(hash, 7).is_some(), expected, "{hash}");
        };
        check(&repository, COMMIT, true);
        check(&repository, &COMMIT[..12], true);
        check(&repository, &COMMIT[..6], false);
        check(&repository, "", false);
        check(&repository, "0000000", false);
        repository.commits.push([&COMMIT[..12], "0000000000000000000000000000"].concat());
        check(&repository, &COMMIT[..12], false);
        check(&repository, COMMIT, true);
        assert_eq!((repository.commit(&COMMIT[..12]), repository.commit(COMMIT)), (None, Some(COMMIT)));
    }

    #[test]
    fn an_empty_token_is_nobodys() {
        let mut repository = repository();
        repository.accounts[0].token.clear();
        assert!(repository.account("").is_none());
        assert_eq!(repository.account("sandbox-reader").map(|account| account.name.as_str()), Some("reader"));
    }

    #[test]
    fn a_record_is_overwritten_in_its_place() {
        let mut repository = repository();
        let record = |key: &str, state: &str| StatusRecord {
            commit: COMMIT.into(),
            key: key.into(),
            state: state.into(),
            ..StatusRecord::default()
        };
        let ids = [("a", "1"), ("b", "2"), ("a", "3")].map(|(key, state)| repository.overwrite(record(key, state)));
        assert_eq!(ids, [1, 2, 1]);
        let states: Vec<&str> = repository.statuses.iter().map(|record| record.state.as_str()).collect();
        assert_eq!(states, ["3", "2"]);
    }

    #[test]
    fn a_link_is_an_address_of_the_web() {
        for (link, host) in [
            ("https://app.devopness.com/actions/1", Some("app.devopness.com")),
            ("HTTP://u:p@localhost:80?x", Some("localhost")),
            ("https://", None),
            ("https:///x", None),
            ("ftp://a.b", None),
            ("{{ link }}", None),
            ("https://a.b/{{ action.id }}", None),
            ("", None),
        ] {
            assert_eq!(link_host(link), host, "{link}");
        }
    }
}
