//! What a project's address may mean as well.

use super::super::fault::sentence;
use super::super::path::{Server, below, below_server};
use super::super::repository::Place;
use super::super::{Doubt, Input, Provider};
use super::GitLab;
use super::place::{is_page, is_port, named, parts};
use crate::text::percent::encode;
use crate::text::word::has_word;

/// Words that a server may be installed under, and that are seldom a group's name.
const SERVER_PATHS: &str = "git gitlab scm vcs code repo repos source src";

impl GitLab {
    /// Whether the address may mean another project than [`Provider::locate`] finds. It is right in what it finds.
    pub fn doubt(&self, place: &Place, server: Option<&Server>) -> Result<Option<Doubt>, String> {
        let say = |fault| sentence(self, &fault);
        let (root, path) = if self.self_managed {
            below_server(place, server).map_err(say)?
        } else {
            ("https://gitlab.com".to_string(), place.path.clone())
        };
        let parts = parts(self, place, &path).map_err(say)?;
        let names = parts.names;
        let root = below(&root, &path[..parts.above]).map_err(say)?;
        let long = names.join("/");
        let at_repository = |text, other| Ok(Some(Doubt { text, input: Input::Repository, other }));
        match parts.page {
            None if is_port(place, names) => {
                let (port, rest) = (&names[0], names[1..].join("/"));
                let text = format!(
                    "Git reads {port} as a group here, so {long} was taken. If it is a port, the project is {rest}."
                );
                at_repository(text, format!("{root}/{rest}.git"))
            }
            None if parts.is_call => Ok(None),
            None => Ok(self.below_path(place, server, &root, names)),
            // What cannot be a name is a page.
            _ if named(String::new(), names).is_err() => Ok(None),
            Some(page) if names[page + 1..].iter().any(|word| is_page(word, false)) && !place.clone => Err(format!(
                "This may be {} or a project below it: several of the words behind it are pages of GitLab, and may be names as \
                 well. Paste the address that GitLab shows for cloning, or write the name alone.",
                names[..page].join("/")
            )),
            Some(page) => {
                let (short, word) = (names[..page].join("/"), &names[page]);
                let taken = if parts.is_name { &long } else { &short };
                let text = format!(
                    "This may be {short} or {long}: “{word}” is a page of GitLab, and may be a name as well. {taken} was taken."
                );
                let other = if parts.is_name { &short } else { &long };
                let ending = if parts.is_name { "" } else { ".git" };
                let call = || format!("{root}/api/v4/projects/{}", encode(other));
                at_repository(text, if parts.is_call { call() } else { format!("{root}/{other}{ending}") })
            }
        }
    }

    /// That a self-managed GitLab may be installed under a path, which then is no group: always where the host's name does not
    /// say that GitLab has it for itself, and otherwise where the word is seldom a group's. Of a call's address it is known.
    fn below_path(&self, place: &Place, server: Option<&Server>, root: &str, names: &[String]) -> Option<Doubt> {
        let host = place.host.as_deref().filter(|_| self.self_managed && server.is_none() && !place.ssh)?;
        let [first, rest @ ..] = names else { return None };
        let is_likely = has_word(SERVER_PATHS, first) || !self.suggests(host);
        if rest.len() < 2 || !is_likely {
            return None;
        }
        let (taken, rest, other) = (names.join("/"), rest.join("/"), format!("{root}/{first}"));
        let text = format!(
            "{taken} was taken for the project. If GitLab runs below /{first} there, its address is {other} and the project {rest}."
        );
        Some(Doubt { text, input: Input::Server, other })
    }
}
