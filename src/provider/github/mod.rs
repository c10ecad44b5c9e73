//! GitHub.com and GitHub Enterprise Server: <https://docs.github.com/en/rest/commits/statuses>.
//!
//! The newest status of a commit and `context` is the one that is shown. The limits are not in the published description;
//! they are those of the 422 answers that public issues quote: description 140
//! (<https://github.com/sclorg/testing-farm-as-github-action/pull/187>), context 255
//! (<https://github.com/runatlantis/atlantis/issues/2506>), an http or https `target_url`
//! (<https://github.com/jenkinsci/ghprb-plugin/issues/661>).

pub(super) mod causes;
mod credential;
pub(super) mod fault;
mod host;
pub(super) mod quirks;
mod receiver;
pub mod sender;

use super::fault::Fault;
use super::path::{Server, below_server, is_dots, only, two_parts};
use super::repository::Place;
use super::{Location, Provider};
use crate::devopness::event::Event;
use crate::provider::status::{CommitStatus, Light, Part};
use crate::secret::TokenForm;
use crate::text::percent::encode;
use crate::text::word::{has_word, is_number};

/// GitHub in one of its editions.
pub struct GitHub {
    enterprise_server: bool,
}

/// GitHub.com, and GHE.com with data residency.
pub const CLOUD: GitHub = GitHub { enterprise_server: false };
/// GitHub Enterprise Server.
pub const ENTERPRISE_SERVER: GitHub = GitHub { enterprise_server: true };

/// Pages of GitHub that look like an owner in an address, so that nobody can have their names. GitHub publishes no list: they
/// are those of <https://github.com/Mottie/github-reserved-names> with pages below them, and of GitHub's own menus.
const PAGES: &str = "about account admin advisories agents api apps articles assets blog business codespaces codeload \
    collections community contact copilot customer-stories dashboard discussions docs edu education enterprise \
    enterprises events explore features gist gists github-copilot integrations issues join login logout marketplace mcp \
    mobile models new nonprofit notifications oauth open-source organizations orgs pages partners personal plans \
    premium-support pricing projects pulls raw readme repositories resources search security sessions settings showcases \
    signin signup site solutions spark sponsors stafftools stars status support team teams topics tos trending uploads \
    user-attachments users watching why-github";

/// Where GitHub keeps files and pages of repositories (<https://api.github.com/meta>).
pub(super) const BESIDE: &str = "github.io githubusercontent.com githubassets.com ghcr.io github.dev";

/// <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github>, “GitHub's
/// token formats”.
pub(super) const TOKENS: &[TokenForm] = &[
    TokenForm { prefix: "github_pat_", kind: "fine-grained personal access token of GitHub" },
    TokenForm { prefix: "ghp_", kind: "classic personal access token of GitHub" },
    TokenForm { prefix: "gho_", kind: "OAuth token of GitHub" },
    TokenForm { prefix: "ghu_", kind: "GitHub App token for a user" },
    TokenForm { prefix: "ghs_", kind: "GitHub App token" },
    TokenForm { prefix: "ghr_", kind: "refresh token of GitHub" },
];

impl Provider for GitHub {
    fn id(&self) -> &'static str {
        if self.enterprise_server { "github-enterprise-server" } else { "github" }
    }

    fn name(&self) -> &'static str {
        if self.enterprise_server { "GitHub Enterprise Server" } else { "GitHub" }
    }

    fn docs(&self) -> &'static str {
        if self.enterprise_server {
            "https://docs.github.com/en/enterprise-server@latest/rest/commits/statuses"
        } else {
            "https://docs.github.com/en/rest/commits/statuses"
        }
    }

    fn self_hosted(&self) -> bool {
        self.enterprise_server
    }

    fn claims(&self, host: &str) -> bool {
        !self.enterprise_server
            && (has_word("github.com api.github.com ssh.github.com github.dev codespaces.new", host)
                || is_editor(host)
                || host.ends_with(".ghe.com"))
    }

    fn domains(&self) -> &'static [&'static str] {
        if self.enterprise_server { &[] } else { &["github.com", "ghe.com"] }
    }

    fn suggests(&self, host: &str) -> bool {
        self.enterprise_server && (host.starts_with("github.") || host.starts_with("ghe."))
    }

    fn example(&self) -> &'static str {
        if self.enterprise_server {
            "https://github.example.com/owner/repository"
        } else {
            "https://github.com/owner/repository"
        }
    }

    fn placeholder(&self) -> Location {
        let root = if self.enterprise_server { "https://<host>/api/v3" } else { "https://api.github.com" };
        Location::new(root, vec!["<owner>".into(), "<repository>".into()], "<owner>/<repository>")
    }

    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, Fault> {
        let (root, path) = if self.enterprise_server {
            let (root, path) = below_server(place, server)?;
            (root + "/api/v3", path)
        } else {
            (cloud_root(place.host.as_deref()), place.path.clone())
        };
        let host = place.host.as_deref().unwrap_or_default();
        let below_api = path.strip_prefix(["api".to_string(), "v3".to_string()].as_slice());
        let path = below_api.unwrap_or(&path);
        // Of the API's calls only those below these words are for a repository.
        let is_call = !host.is_empty() && (below_api.is_some() || host.starts_with("api."));
        let path = match path {
            [first, rest @ ..] if first == "repos" && (is_call || rest.len() > 1) => rest,
            // Where GitHub's own answers send whoever calls a repository by a name that it had once.
            [first, number, ..] if is_call && first == "repositories" && is_number(number) => {
                return Ok(Location::new(root, vec![number.clone()], ["repository ", number].concat()));
            }
            [first, rest @ ..] if is_editor(host) && first == "github" => rest,
            [first, second, rest @ ..] if has_word("codespaces new", first) && second == "new" && rest.len() > 1 => {
                rest
            }
            _ if is_call || is_editor(host) => return Err(Fault::OwnPage),
            _ => path,
        };
        let [owner, repository] = two_parts(place, path, PAGES)?;
        if owner.chars().count() > 50 || owner.starts_with('-') || !only(owner, "-_") {
            return Err(Fault::Owner(owner.clone()));
        }
        if repository.ends_with(".wiki") {
            return Err(Fault::Wiki);
        }
        if repository.len() > 100 || !only(repository, "-_.") || is_dots(repository) {
            return Err(Fault::Name(repository.clone()));
        }
        Ok(Location::new(root, vec![encode(owner), encode(repository)], [owner.as_str(), "/", repository].concat()))
    }

    fn target_url(&self, location: &Location, hash: &str) -> String {
        let by_number = location.parts.len() == 1;
        let repositories = if by_number { "/repositories/" } else { "/repos/" };
        [&location.root, repositories, &location.parts.join("/"), "/statuses/", hash].concat()
    }

    fn states(&self) -> &'static [&'static str] {
        &["pending", "success", "failure", "error"]
    }

    fn preset(&self, event: Event) -> &'static str {
        match event {
            Event::Started => "pending",
            Event::Failed => "failure",
            Event::Completed => "success",
            Event::Queued => "pending",
        }
    }

    fn light(&self, state: &str) -> Light {
        match state {
            "success" => Light::Good,
            "pending" => Light::Waiting,
            _ => Light::Bad,
        }
    }

    fn key_term(&self) -> &'static str {
        "context"
    }

    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        // GitHub.com refuses a request without a User-Agent; what Devopness sends by itself is not documented.
        &[
            ("Accept", "application/vnd.github+json"),
            ("Content-Type", "application/json"),
            ("User-Agent", "devopness"),
            ("X-GitHub-Api-Version", "2022-11-28"),
        ]
    }

    fn body(&self, status: &CommitStatus) -> Vec<(&'static str, String)> {
        let mut body = vec![("state", status.state.clone())];
        if !status.link.is_empty() {
            body.push(("target_url", status.link.clone()));
        }
        if !status.description.is_empty() {
            body.push(("description", status.description.clone()));
        }
        body.push(("context", status.key.clone()));
        body
    }

    fn fields(&self) -> &'static [&'static str] {
        &["state", "target_url", "description", "context"]
    }

    fn part(&self, field: &str) -> Option<Part> {
        match field {
            "state" => Some(Part::State),
            "target_url" => Some(Part::Link),
            "description" => Some(Part::Description),
            "context" => Some(Part::Key),
            _ => None,
        }
    }

    fn limits(&self) -> &'static [(Part, usize)] {
        &[(Part::Description, 140), (Part::Key, 255)]
    }
}

/// An editor in the browser that names the service in front of the repository
/// (<https://code.visualstudio.com/docs/setup/vscode-web>).
fn is_editor(host: &str) -> bool {
    has_word("vscode.dev insiders.vscode.dev", host)
}

/// The API of GitHub.com, or of a company's own place at GHE.com.
fn cloud_root(host: Option<&str>) -> String {
    match host.filter(|h| h.ends_with(".ghe.com")) {
        Some(host) => ["https://api.", host.strip_prefix("api.").unwrap_or(host)].concat(),
        None => "https://api.github.com".into(),
    }
}
