//! Bitbucket Data Center and Server, the resource of 7.14 and later:
//! <https://developer.atlassian.com/server/bitbucket/how-tos/updating-build-status-for-commits>.
//!
//! The hash stands in the middle of the address, behind `commits`. The limits are those of the vendor's description of
//! its REST API 9.4: key and name 255, url 450, `ref` 1024 and starting with `refs/`.

pub(super) mod causes;
mod credential;
pub(super) mod fault;
mod receiver;
pub mod sender;

use super::bitbucket_cloud::{body, light, part, preset};
use super::fault::Fault;
use super::path::{Server, below, below_server, is_dots, only};
use super::repository::Place;
use super::{BranchUse, Location, Provider};
use crate::devopness::event::Event;
use crate::provider::status::{CommitStatus, Light, Part};
use crate::secret::TokenForm;
use crate::text::percent::encode;
use crate::text::word::has_word;

/// <https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html>.
pub(super) const TOKENS: &[TokenForm] =
    &[TokenForm { prefix: "BBDC-", kind: "HTTP access token of Bitbucket Data Center" }];

/// Bitbucket Data Center.
pub struct BitbucketDataCenter;

/// The product's own pages that look like a project's key in an address, as its menus and its administration have them.
const PAGES: &str =
    "about account admin dashboard getting-started login logout mvc plugins profile repos rest s setup status";

impl Provider for BitbucketDataCenter {
    fn id(&self) -> &'static str {
        "bitbucket-data-center"
    }

    fn name(&self) -> &'static str {
        "Bitbucket Data Center"
    }

    fn docs(&self) -> &'static str {
        "https://developer.atlassian.com/server/bitbucket/how-tos/updating-build-status-for-commits"
    }

    fn self_hosted(&self) -> bool {
        true
    }

    fn claims(&self, _host: &str) -> bool {
        false
    }

    fn suggests(&self, host: &str) -> bool {
        host.starts_with("bitbucket.") || host.starts_with("stash.")
    }

    fn example(&self) -> &'static str {
        "https://bitbucket.example.com/projects/PROJECT/repos/repository"
    }

    fn placeholder(&self) -> Location {
        let parts = vec!["<project_key>".into(), "<repository>".into()];
        Location::new("https://<host>", parts, "<project_key>/<repository>")
    }

    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, Fault> {
        let (root, path) = below_server(place, server)?;
        let (context, key, repository) = find(&path).ok_or(Fault::Parts)?;
        if place.host.is_some() && !place.ssh && has_word(PAGES, &key) {
            return Err(Fault::OwnPage);
        }
        let context = context.split(|s| has_word("rest plugins", s)).next().unwrap_or_default();
        let root = below(&root, context)?;
        let shown = [&key, "/", &repository].concat();
        let bare = key.strip_prefix('~').unwrap_or(&key);
        if bare.is_empty()
            || is_dots(bare)
            || is_dots(&repository)
            || !only(bare, "-_.")
            || repository.len() > 128
            || !only(&repository, "-_.")
        {
            return Err(Fault::Name(shown));
        }
        Ok(Location::new(root, vec![encode(&key), encode(&repository)], shown))
    }

    fn target_url(&self, location: &Location, hash: &str) -> String {
        let [key, repository] = location.parts.as_slice() else { return location.root.clone() };
        [&location.root, "/rest/api/latest/projects/", key, "/repos/", repository, "/commits/", hash, "/builds"]
            .concat()
    }

    fn states(&self) -> &'static [&'static str] {
        &["INPROGRESS", "SUCCESSFUL", "FAILED", "CANCELLED", "UNKNOWN"]
    }

    fn preset(&self, event: Event) -> &'static str {
        preset(event)
    }

    fn light(&self, state: &str) -> Light {
        light(state)
    }

    fn key_term(&self) -> &'static str {
        "key"
    }

    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        &[("Accept", "application/json"), ("Content-Type", "application/json")]
    }

    fn body(&self, status: &CommitStatus) -> Vec<(&'static str, String)> {
        let mut body = body(status);
        if let Some(branch) = &status.branch {
            body.push(("ref", ["refs/heads/", branch].concat()));
        }
        body
    }

    fn fields(&self) -> &'static [&'static str] {
        &[
            "state",
            "url",
            "description",
            "key",
            "name",
            "ref",
            "buildNumber",
            "parent",
            "duration",
            "lastUpdated",
            "testResults",
        ]
    }

    fn part(&self, field: &str) -> Option<Part> {
        if field == "ref" { Some(Part::Branch) } else { part(field) }
    }

    fn limits(&self) -> &'static [(Part, usize)] {
        &[(Part::Key, 255), (Part::Description, 255), (Part::Link, 450)]
    }

    fn requires_link(&self) -> bool {
        true
    }

    fn branch(&self) -> Option<BranchUse> {
        Some(BranchUse {
            field: "ref",
            why: "With it the build also stands at that branch and its pull requests. The variable must hold the bare name, without refs/heads/.",
        })
    }
}

/// Whether an address of two parts, which is none of the product's own for a repository, is one of its pages below the path that
/// the server is installed under.
pub(super) fn is_page(place: &Place) -> bool {
    let is_address = place.host.is_some() && !place.clone;
    is_address && matches!(place.path.as_slice(), [_, page] if has_word(PAGES, page) || page == "projects")
}

/// The server of an address of the resource for build statuses from before 7.14, which names a commit and no repository:
/// <https://docs.atlassian.com/bitbucket-server/docs/4.14.4/how-tos/updating-build-status-for-commits.html>.
pub(super) fn old_resource(place: &Place) -> Option<String> {
    let at = place.path.windows(2).position(|pair| pair[0] == "rest" && pair[1] == "build-status")?;
    let root = [place.scheme.as_deref().unwrap_or("https"), "://", place.host.as_deref()?].concat();
    below(&root, &place.path[..at]).ok()
}

/// Context path, project key and repository, in the forms of the product's pages, clone addresses and API.
fn find(path: &[String]) -> Option<(&[String], String, String)> {
    for (i, word) in path.iter().enumerate() {
        match (word.as_str(), &path[i + 1..]) {
            ("projects", [key, repos, repository, ..]) if repos == "repos" => {
                return Some((&path[..i], key.clone(), repository.clone()));
            }
            ("users", [user, repos, repository, ..]) if repos == "repos" => {
                return Some((&path[..i], ["~", user].concat(), repository.clone()));
            }
            ("scm", [key, repository]) => return Some((&path[..i], key.clone(), repository.clone())),
            _ => {}
        }
    }
    match path {
        [key, repository] if !matches!(key.as_str(), "projects" | "users" | "scm") => {
            Some((&[], key.clone(), repository.clone()))
        }
        _ => None,
    }
}
