//! GitHub.com and GitHub Enterprise Server: <https://docs.github.com/en/rest/commits/statuses>.
//!
//! The newest status of a commit and `context` is the one that is shown. The limits are not in the published description;
//! they are those of the 422 answers that public issues quote: description 140
//! (<https://github.com/sclorg/testing-farm-as-github-action/pull/187>), context 255
//! (<https://github.com/runatlantis/atlantis/issues/2506>), an http or https `target_url`
//! (<https://github.com/jenkinsci/ghprb-plugin/issues/661>).

pub(super) mod causes;
mod credential;
pub(super) mod quirks;
mod receiver;
pub mod sender;

use super::{LocateError, Location, Place, Provider, Server, bad_repository, below_server, encode, is_dots, only};
use crate::event::Event;
use crate::secret::TokenForm;
use crate::status::{CommitStatus, Light, Part};

/// GitHub in one of its editions.
pub struct GitHub {
    enterprise_server: bool,
}

/// GitHub.com, and GHE.com with data residency.
pub const CLOUD: GitHub = GitHub { enterprise_server: false };
/// GitHub Enterprise Server.
pub const ENTERPRISE_SERVER: GitHub = GitHub { enterprise_server: true };

/// Pages of GitHub that look like an owner in an address.
const NOT_OWNERS: [&str; 16] = [
    "orgs",
    "users",
    "settings",
    "enterprises",
    "marketplace",
    "notifications",
    "topics",
    "features",
    "sponsors",
    "apps",
    "collections",
    "explore",
    "login",
    "search",
    "about",
    "codespaces",
];

/// <https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github>, “GitHub's
/// token formats”.
const TOKENS: &[TokenForm] = &[
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
            && (matches!(host, "github.com" | "api.github.com" | "ssh.github.com") || host.ends_with(".ghe.com"))
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
        Location {
            root: if self.enterprise_server { "https://<host>/api/v3" } else { "https://api.github.com" }.into(),
            parts: vec!["<owner>".into(), "<repository>".into()],
            shown: "<owner>/<repository>".into(),
        }
    }

    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, LocateError> {
        let (root, path) = if self.enterprise_server {
            let (root, path) = below_server(place, server)?;
            (root + "/api/v3", path)
        } else {
            (cloud_root(place.host.as_deref()), place.path.clone())
        };
        let path = path.strip_prefix(["api".to_string(), "v3".to_string()].as_slice()).unwrap_or(&path);
        let path = match path {
            [first, rest @ ..] if first == "repos" && rest.len() > 1 => rest,
            _ => path,
        };
        let [owner, repository, rest @ ..] = path else {
            return Err(bad_repository("A GitHub repository is an owner and a name: owner/repository."));
        };
        if NOT_OWNERS.contains(&owner.as_str()) && place.host.is_some() {
            return Err(bad_repository(
                "This address is none of a repository. Open the repository at GitHub and copy its address.",
            ));
        }
        if place.clone && !rest.is_empty() {
            return Err(bad_repository("A GitHub repository has one owner in front of its name: owner/repository."));
        }
        if owner.chars().count() > 50 || owner.starts_with('-') || !only(owner, "-_") {
            return Err(bad_repository(
                [
                    "“", owner,
                    "” cannot be an owner at GitHub: that is up to 39 letters, digits and single hyphens, not starting with a hyphen.",
                ]
                .concat(),
            ));
        }
        if repository.ends_with(".wiki") {
            return Err(bad_repository(
                "This is a repository's wiki, which has no commit statuses. Leave out “.wiki”.",
            ));
        }
        if repository.len() > 100 || !only(repository, "-_.") || is_dots(repository) {
            return Err(bad_repository(
                [
                    "“",
                    repository,
                    "” cannot be a repository at GitHub: that is up to 100 letters, digits, “-”, “_” and “.”.",
                ]
                .concat(),
            ));
        }
        Ok(Location {
            root,
            parts: vec![encode(owner), encode(repository)],
            shown: [owner.as_str(), "/", repository].concat(),
        })
    }

    fn target_url(&self, location: &Location, hash: &str) -> String {
        [&location.root, "/repos/", &location.parts.join("/"), "/statuses/", hash].concat()
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

    fn tokens(&self) -> &'static [TokenForm] {
        if self.self_hosted() { &[] } else { TOKENS }
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

/// The API of GitHub.com, or of a company's own place at GHE.com.
fn cloud_root(host: Option<&str>) -> String {
    match host.filter(|h| h.ends_with(".ghe.com")) {
        Some(host) => ["https://api.", host.strip_prefix("api.").unwrap_or(host)].concat(),
        None => "https://api.github.com".into(),
    }
}
