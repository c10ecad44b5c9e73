//! The repository, in any form a person has at hand. Here a text is taken apart into host and path; which parts of the
//! path are the repository is the provider's own business ([`crate::provider::Provider::locate`]).

mod application;
mod fault;
mod folder;
mod host;
mod place;

pub use fault::TextFault;
pub use folder::is_folder;
pub use host::place_fault;
pub use place::Place;

use crate::text::percent::decode;
use crate::text::word::{has_word, is_number};

/// The longest text that is read, in bytes.
pub const TEXT_MAX: usize = 16 * 1024;
/// The most bytes of a host's name (RFC 1035, 3.1).
const HOST_MAX: usize = 253;
/// Ports that an address may name beside a provider's own host; other numbers are owners there.
const PORTS: &str = "22 80 443";

/// Takes a repository's text apart.
///
/// Understood are: addresses of the web, also of a branch, file or pull request; `https://….git`; `git@host:owner/repo.git`;
/// `ssh://…`; `owner/repo`, with as many groups as GitLab allows; a number, which GitLab calls the project id; each of
/// them also behind `git clone`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_place(text: &str) -> Result<Place, TextFault> {
    if text.len() > TEXT_MAX {
        return Err(TextFault::Long);
    }
    let mut text = text.trim().trim_matches(['"', '\'', '<', '>', '`']).trim();
    for command in ["git clone ", "git remote add origin "] {
        text = text.strip_prefix(command).unwrap_or(text).trim();
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(TextFault::Spaces);
    }
    if text.contains('\\') {
        return Err(TextFault::Backslash);
    }
    let mut place = Place::default();
    let whole = ["https:", text].concat();
    let text = if text.starts_with("//") { &whole } else { text };
    let rest = match text.split_once("://") {
        Some((scheme, rest)) => {
            let scheme = scheme.to_ascii_lowercase();
            match scheme.strip_prefix("git+").unwrap_or(&scheme) {
                web @ ("http" | "https") => place.scheme = Some(web.to_string()),
                "ssh" | "git" => (place.clone, place.ssh) = (true, true),
                _ => return Err(TextFault::Scheme(scheme)),
            }
            let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            let colon = place.colon(authority, path, false);
            place.set_authority(&authority[..colon.unwrap_or(authority.len())])?;
            colon.map_or(path, |colon| &rest[colon + 1..])
        }
        None => place.take_host(text)?,
    };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    for segment in path.split('/') {
        let start = place.path.len();
        // A decoded `%2F` is a separator too: that is how GitLab's own API writes a project's path.
        place.path.extend(decode(segment).split('/').filter(|s| !s.is_empty()).map(str::to_string));
        let stretch = start..place.path.len();
        if stretch.len() > 1 && place.joined.is_empty() {
            place.joined = stretch;
        }
    }
    let name = |segment: &String| segment.strip_suffix(".git").filter(|name| !name.is_empty()).map(str::to_string);
    if let Some((at, name)) = place.path.iter().enumerate().skip(1).find_map(|(at, segment)| Some((at, name(segment)?)))
    {
        // What git itself calls stands below that.
        place.path.truncate(at);
        place.path.push(name);
        place.joined = place.joined.start.min(at + 1)..place.joined.end.min(at + 1);
        place.clone = true;
    }
    Ok(place)
}

impl Place {
    /// Reads the host in front of a text without a scheme and returns what follows it.
    fn take_host<'a>(&mut self, text: &'a str) -> Result<&'a str, TextFault> {
        let (first, after) = text.split_once('/').unwrap_or((text, ""));
        if let Some(colon) = self.colon(first, after, true) {
            (self.clone, self.ssh) = (true, true);
            self.set_authority(&first[..colon])?;
            return Ok(&text[colon + 1..]);
        }
        let names_host = first.contains('.') && (after.contains('/') || is_well_known(first))
            || first.split_once(':').is_some_and(|(_, port)| is_number(port));
        if names_host {
            self.set_authority(first)?;
            return Ok(after);
        }
        Ok(text)
    }

    /// Where the colon stands behind which the path begins, as git has it: `git@host:owner/repo`, also with a scheme that does
    /// not belong there, or without a user. A number is a port where a whole repository follows it.
    fn colon(&self, authority: &str, path: &str, bare: bool) -> Option<usize> {
        let user = authority.rfind('@').map_or(0, |at| at + 1);
        let (host, start) = authority[user..].split_once(':')?;
        let is_path = if is_number(start) {
            let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
            let follows_owner = !path.is_empty() && !path.contains('/') && host.contains('.');
            let is_odd = bare && (user > 0 || is_well_known(host) && !has_word(PORTS, start));
            self.scheme.is_none() && (follows_owner || is_odd)
        } else if self.scheme.is_some() {
            is_well_known(host) && start.starts_with(|c: char| c.is_ascii_alphabetic())
        } else {
            !bare || user > 0 || host.contains('.')
        };
        is_path.then_some(user + host.len())
    }

    fn set_authority(&mut self, authority: &str) -> Result<(), TextFault> {
        let (user, mut host) = authority.rsplit_once('@').unwrap_or(("", authority));
        self.had_password = user.split_once(':').is_some_and(|(_, password)| !password.is_empty());
        if self.ssh {
            // The port of an ssh server is not the port of its web address.
            host = host.split(':').next().unwrap_or_default();
        }
        let (name, port) = host.split_once(':').unwrap_or((host, ""));
        let sound = |label: &str| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        let port_sound = port.is_empty() || is_number(port) && port.parse::<u16>().is_ok_and(|port| port > 0);
        // Of `https://https://github.com/…` the first slashes would end the host.
        let is_scheme = ["http", "https", "ssh"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme));
        if !name.split('.').all(sound) || !port_sound || name.len() > HOST_MAX || is_scheme {
            return Err(TextFault::Host(host.to_string()));
        }
        let host = host.trim_end_matches(':').to_ascii_lowercase();
        let default_port = if self.scheme.as_deref() == Some("http") { ":80" } else { ":443" };
        let host = host.strip_suffix(default_port).unwrap_or(&host);
        let bare = host.strip_prefix("www.").filter(|bare| is_well_known(bare));
        self.odd_user = !user.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_+~:$".contains(&b));
        self.host = Some(bare.unwrap_or(host).to_string());
        Ok(())
    }
}

fn is_well_known(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    is_cloud(host.strip_prefix("www.").unwrap_or(&host))
}

/// Whether a host, in lower case, is a provider's own.
pub fn is_cloud(host: &str) -> bool {
    crate::provider::PROVIDERS.iter().any(|provider| provider.claims(host))
}

/// The host that an address calls, with its port if it names one.
pub fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_the_address_is_noticed_and_dropped() {
        let place = parse_place("https://ci:s3cret@github.com/acme/shop.git").unwrap();
        assert!(place.had_password);
        assert!(!format!("{place:?}").contains("s3cret"));
        assert!(!parse_place("git@github.com:acme/shop.git").unwrap().had_password);
    }
}
