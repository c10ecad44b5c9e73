//! GitLab.com and self-managed GitLab: <https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>.
//!
//! A status is a job in the stage `external` of the commit's pipeline. The limits of 255 characters are the page's; that
//! the link must be http or https is GitLab's own validation (`app/models/generic_commit_status.rb` in
//! <https://gitlab.com/gitlab-org/gitlab>), and so are the rules for paths (`lib/gitlab/path_regex.rb`).

pub(super) mod causes;
mod credential;
mod doubt;
pub(super) mod fault;
mod jobs;
mod place;
pub(super) mod quirks;
mod receiver;
pub mod sender;

use super::fault::Fault;
use super::path::{Server, below_server};
use super::repository::Place;
use super::{BranchUse, Location, Provider};
use crate::devopness::event::Event;
use crate::provider::status::{CommitStatus, Light, Part};
use crate::secret::TokenForm;

/// GitLab in one of its editions.
pub struct GitLab {
    self_managed: bool,
}

/// GitLab.com.
pub const CLOUD: GitLab = GitLab { self_managed: false };
/// GitLab on a server of one's own.
pub const SELF_MANAGED: GitLab = GitLab { self_managed: true };

/// Where GitLab keeps pages of projects (<https://docs.gitlab.com/user/project/pages/>).
pub(super) const BESIDE: &str = "gitlab.io";

/// <https://docs.gitlab.com/security/tokens/#token-prefixes>. OAuth tokens have none.
pub(super) const TOKENS: &[TokenForm] = &[
    TokenForm { prefix: "glpat-", kind: "GitLab access token" },
    TokenForm { prefix: "gldt-", kind: "GitLab deploy token" },
    TokenForm { prefix: "glcbt-", kind: "GitLab CI job token" },
    TokenForm { prefix: "glptt-", kind: "GitLab trigger token" },
    TokenForm { prefix: "glrt-", kind: "GitLab runner token" },
    TokenForm { prefix: "gloas-", kind: "secret of an OAuth application at GitLab" },
    TokenForm { prefix: "glft-", kind: "GitLab feed token" },
    TokenForm { prefix: "glsoat-", kind: "GitLab SCIM token" },
    TokenForm { prefix: "glagent-", kind: "GitLab agent token" },
    TokenForm { prefix: "glimt-", kind: "GitLab incoming mail token" },
    TokenForm { prefix: "glffct-", kind: "GitLab feature flags token" },
    TokenForm { prefix: "glwt-", kind: "GitLab workspace token" },
];

impl Provider for GitLab {
    fn id(&self) -> &'static str {
        if self.self_managed { "gitlab-self-managed" } else { "gitlab" }
    }

    fn name(&self) -> &'static str {
        if self.self_managed { "GitLab self-managed" } else { "GitLab" }
    }

    fn docs(&self) -> &'static str {
        "https://docs.gitlab.com/api/commits/#set-commit-pipeline-status"
    }

    fn self_hosted(&self) -> bool {
        self.self_managed
    }

    fn claims(&self, host: &str) -> bool {
        !self.self_managed && matches!(host, "gitlab.com" | "altssh.gitlab.com")
    }

    fn domains(&self) -> &'static [&'static str] {
        if self.self_managed { &[] } else { &["gitlab.com"] }
    }

    fn has_name(&self, place: &Place) -> bool {
        // A project's id, or groups within groups.
        !self.self_managed && (place.number().is_some() || place.path.len() > 2)
    }

    fn suggests(&self, host: &str) -> bool {
        self.self_managed && host.starts_with("gitlab.")
    }

    fn example(&self) -> &'static str {
        if self.self_managed {
            "https://gitlab.example.com/group/project"
        } else {
            "https://gitlab.com/group/subgroup/project"
        }
    }

    fn placeholder(&self) -> Location {
        let root = if self.self_managed { "https://<host>" } else { "https://gitlab.com" };
        Location::new(root, vec!["<project_id>".into()], "<project>")
    }

    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, Fault> {
        let (root, path) = if self.self_managed {
            below_server(place, server)?
        } else {
            ("https://gitlab.com".to_string(), place.path.clone())
        };
        place::locate(self, place, &root, &path)
    }

    fn target_url(&self, location: &Location, hash: &str) -> String {
        [&location.root, "/api/v4/projects/", &location.parts.concat(), "/statuses/", hash].concat()
    }

    fn states(&self) -> &'static [&'static str] {
        &["pending", "running", "success", "failed", "canceled", "skipped"]
    }

    fn preset(&self, event: Event) -> &'static str {
        match event {
            Event::Started => "running",
            Event::Failed => "failed",
            Event::Completed => "success",
            Event::Queued => "pending",
        }
    }

    fn queued(&self) -> &'static str {
        "GitLab refuses “pending” while the same status is pending or running, so of two deploys of one commit at the same time \
         the second loses this report."
    }

    fn light(&self, state: &str) -> Light {
        match state {
            "success" => Light::Good,
            "failed" => Light::Bad,
            "pending" | "running" => Light::Waiting,
            _ => Light::Neutral,
        }
    }

    fn key_term(&self) -> &'static str {
        "name"
    }

    /// <https://docs.gitlab.com/api/rest/authentication/>.
    fn token_headers(&self) -> &'static [&'static str] {
        &["Authorization", "PRIVATE-TOKEN", "JOB-TOKEN"]
    }

    fn headers(&self) -> &'static [(&'static str, &'static str)] {
        &[("Accept", "application/json"), ("Content-Type", "application/json")]
    }

    fn body(&self, status: &CommitStatus) -> Vec<(&'static str, String)> {
        let mut body = vec![("state", status.state.clone())];
        if !status.link.is_empty() {
            body.push(("target_url", status.link.clone()));
        }
        if !status.description.is_empty() {
            body.push(("description", status.description.clone()));
        }
        body.push(("name", status.key.clone()));
        if let Some(branch) = &status.branch {
            body.push(("ref", branch.clone()));
        }
        body
    }

    fn fields(&self) -> &'static [&'static str] {
        &["state", "target_url", "description", "name", "context", "ref", "coverage", "pipeline_id"]
    }

    fn part(&self, field: &str) -> Option<Part> {
        match field {
            "state" => Some(Part::State),
            "target_url" => Some(Part::Link),
            "description" => Some(Part::Description),
            "name" | "context" => Some(Part::Key),
            "ref" => Some(Part::Branch),
            _ => None,
        }
    }

    fn limits(&self) -> &'static [(Part, usize)] {
        // No limit of `name` is documented, and GitLab's own code has none.
        &[(Part::Description, 255), (Part::Link, 255)]
    }

    fn branch(&self) -> Option<BranchUse> {
        Some(BranchUse {
            field: "ref",
            why: "Without it GitLab picks a branch that holds the commit, and answers 404 when it finds none.",
        })
    }
}
