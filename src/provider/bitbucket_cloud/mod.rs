//! Bitbucket Cloud: <https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/>.
//!
//! The hash stands in the middle of the address. `key` is limited to 40 characters
//! (<https://jira.atlassian.com/browse/BCLOUD-23984>), `name` to 255 and `url` to 450
//! (<https://github.com/jenkinsci/bitbucket-branch-source-plugin/pull/928>); `url` must have a host with a dot
//! (<https://github.com/runatlantis/atlantis/issues/710>). No limit of `description` is documented: 255 is kept to.

pub(super) mod causes;
mod credential;
pub(super) mod fault;
mod receiver;
pub mod sender;

pub(super) use credential::misplaced;

use super::fault::Fault;
use super::path::{Server, is_dots, only, two_parts};
use super::repository::Place;
use super::{BranchUse, Location, Provider};
use crate::devopness::event::Event;
use crate::provider::status::{CommitStatus, Light, Part};
use crate::secret::TokenForm;
use crate::text::percent::encode;
use crate::text::word::has_word;

/// Bitbucket Cloud.
pub struct BitbucketCloud;

/// Pages of Bitbucket that look like a workspace in an address: those that its own menus and documents name.
const PAGES: &str = "account admin api blog dashboard explore features gateway help plans product projects repo repositories \
    search site snippets socialauth spaces support teams users workspaces xhr";

/// Where Bitbucket keeps pages and files of repositories
/// (<https://support.atlassian.com/bitbucket-cloud/docs/publishing-a-website-on-bitbucket-cloud/>).
pub(super) const BESIDE: &str = "bitbucket.io bytebucket.org";

/// As they look in public examples; no page of the vendor lists them.
pub(super) const TOKENS: &[TokenForm] = &[
    TokenForm { prefix: "ATCTT", kind: "Bitbucket access token" },
    TokenForm { prefix: "ATATT", kind: "Atlassian API token" },
    TokenForm { prefix: "ATBB", kind: "Bitbucket app password" },
];

impl Provider for BitbucketCloud {
    fn id(&self) -> &'static str {
        "bitbucket"
    }

    fn name(&self) -> &'static str {
        "Bitbucket"
    }

    fn docs(&self) -> &'static str {
        "https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/"
    }

    fn self_hosted(&self) -> bool {
        false
    }

    fn claims(&self, host: &str) -> bool {
        matches!(host, "bitbucket.org" | "api.bitbucket.org" | "altssh.bitbucket.org")
    }

    fn domains(&self) -> &'static [&'static str] {
        &["bitbucket.org"]
    }

    fn example(&self) -> &'static str {
        "https://bitbucket.org/workspace/repository"
    }

    fn placeholder(&self) -> Location {
        let parts = vec!["<workspace>".into(), "<repository>".into()];
        Location::new("https://api.bitbucket.org/2.0", parts, "<workspace>/<repository>")
    }

    fn locate(&self, place: &Place, _server: Option<&Server>) -> Result<Location, Fault> {
        // The page calls the API on its own host; the version that came before has the same names.
        let call = match place.path.as_slice() {
            [api, call @ ..] if has_word("api !api", api) => Some(call),
            call if place.host.as_deref().is_some_and(|host| host.starts_with("api.")) => Some(call),
            _ => None,
        };
        let path = match call.unwrap_or(&place.path) {
            [version, word, rest @ ..] if has_word("1.0 2.0", version) && word == "repositories" => rest,
            _ if call.is_some() => return Err(Fault::OwnPage),
            path => path,
        };
        let [workspace, repository] = two_parts(place, path, PAGES)?;
        if place.host.is_some() && !place.ssh && repository == "workspace" {
            return Err(Fault::OwnPage);
        }
        if !is_uuid(workspace) && !only(workspace, "-_") {
            return Err(Fault::Owner(workspace.clone()));
        }
        if !is_uuid(repository) && !is_slug(repository) {
            return Err(Fault::Name(repository.clone()));
        }
        let shown = [workspace.as_str(), "/", repository].concat();
        Ok(Location::new("https://api.bitbucket.org/2.0", vec![encode(workspace), encode(repository)], shown))
    }

    fn target_url(&self, location: &Location, hash: &str) -> String {
        [&location.root, "/repositories/", &location.parts.join("/"), "/commit/", hash, "/statuses/build"].concat()
    }

    fn states(&self) -> &'static [&'static str] {
        &["INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED"]
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
            body.push(("refname", branch.clone()));
        }
        body
    }

    fn fields(&self) -> &'static [&'static str] {
        &["state", "url", "description", "key", "name", "refname"]
    }

    fn part(&self, field: &str) -> Option<Part> {
        if field == "refname" { Some(Part::Branch) } else { part(field) }
    }

    fn limits(&self) -> &'static [(Part, usize)] {
        &[(Part::Key, 40), (Part::Description, 255), (Part::Link, 450)]
    }

    fn requires_link(&self) -> bool {
        true
    }

    fn dotted_link(&self) -> bool {
        true
    }

    fn branch(&self) -> Option<BranchUse> {
        Some(BranchUse { field: "refname", why: "With it the status also counts for the pull request of that branch." })
    }
}

/// The words that the cloud and Data Center share.
pub(super) fn preset(event: Event) -> &'static str {
    match event {
        Event::Started => "INPROGRESS",
        Event::Failed => "FAILED",
        Event::Completed => "SUCCESSFUL",
        Event::Queued => "",
    }
}

pub(super) fn light(state: &str) -> Light {
    match state {
        "INPROGRESS" => Light::Waiting,
        "FAILED" => Light::Bad,
        "SUCCESSFUL" => Light::Good,
        _ => Light::Neutral,
    }
}

/// The fields that the cloud and Data Center share. `name` is what people see in place of the key.
pub(super) fn body(status: &CommitStatus) -> Vec<(&'static str, String)> {
    let mut body = vec![("state", status.state.clone()), ("url", status.link.clone())];
    if !status.description.is_empty() {
        body.push(("description", status.description.clone()));
    }
    body.push(("key", status.key.clone()));
    body.push(("name", status.key.clone()));
    body
}

pub(super) fn part(field: &str) -> Option<Part> {
    match field {
        "state" => Some(Part::State),
        "url" => Some(Part::Link),
        "description" => Some(Part::Description),
        "key" | "name" => Some(Part::Key),
        _ => None,
    }
}

/// <https://support.atlassian.com/bitbucket-cloud/docs/what-is-a-slug/>
fn is_slug(text: &str) -> bool {
    let hyphens_only = text.bytes().all(|b| b == b'-');
    let hyphens_sound = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
    text.len() <= 62 && !is_dots(text) && only(text, "_-.") && (hyphens_only || hyphens_sound)
}

fn is_uuid(text: &str) -> bool {
    text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).is_some_and(|t| {
        t.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && t.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
    })
}
