//! GitLab.com and self-managed GitLab: <https://docs.gitlab.com/api/commits/#set-commit-pipeline-status>.
//!
//! A status is a job in the stage `external` of the commit's pipeline. The limits of 255 characters are the page's; that
//! the link must be http or https is GitLab's own validation (`app/models/generic_commit_status.rb` in
//! <https://gitlab.com/gitlab-org/gitlab>), and so are the rules for paths (`lib/gitlab/path_regex.rb`).

pub(super) mod causes;
mod credential;
mod jobs;
pub(super) mod quirks;
mod receiver;
pub mod sender;

use super::{
    BranchUse, LocateError, Location, Place, Provider, Server, bad_repository, below, below_server, encode, is_dots,
    only,
};
use crate::event::Event;
use crate::repository::is_number;
use crate::secret::TokenForm;
use crate::status::{CommitStatus, Light, Part};

/// GitLab in one of its editions.
pub struct GitLab {
    self_managed: bool,
}

/// GitLab.com.
pub const CLOUD: GitLab = GitLab { self_managed: false };
/// GitLab on a server of one's own.
pub const SELF_MANAGED: GitLab = GitLab { self_managed: true };

/// Words that follow the project in addresses from before the separator `/-/`.
const BELOW_PROJECT: [&str; 12] = [
    "blob",
    "tree",
    "raw",
    "blame",
    "commit",
    "commits",
    "merge_requests",
    "issues",
    "pipelines",
    "jobs",
    "wikis",
    "tags",
];

/// Pages of GitLab that look like a group in an address.
const NOT_GROUPS: [&str; 7] = ["groups", "projects", "users", "dashboard", "explore", "admin", "help"];

/// <https://docs.gitlab.com/security/tokens/#token-prefixes>. OAuth tokens have none.
const TOKENS: &[TokenForm] = &[
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
        Location {
            root: if self.self_managed { "https://<host>" } else { "https://gitlab.com" }.into(),
            parts: vec!["<project_id>".into()],
            shown: "<project>".into(),
        }
    }

    fn locate(&self, place: &Place, server: Option<&Server>) -> Result<Location, LocateError> {
        let (root, path) = if self.self_managed {
            below_server(place, server)?
        } else {
            ("https://gitlab.com".to_string(), place.path.clone())
        };
        // In front of `api/v4` stands the path that a self-managed GitLab is installed under.
        let api = path.windows(2).position(|pair| pair[0] == "api" && pair[1] == "v4");
        let (root, path, from_api) = match api {
            Some(at) => (below(&root, &path[..at])?, &path[at + 2..], true),
            None => (root, &path[..], false),
        };
        let path = match path {
            // The API takes a whole name as one segment, in which no word is a page's and no number a project's.
            [word, rest @ ..]
                if from_api && word == "projects" && place.joined.start + rest.len() == place.path.len() =>
            {
                &place.path[place.joined.clone()]
            }
            // `projects` is a reserved name at GitLab, so `projects/42` is always the project with that number.
            [word, number, ..] if word == "projects" && is_number(number) => return Ok(numbered(root, number)),
            [number] if is_number(number) => return Ok(numbered(root, number)),
            [word, rest @ ..] if word == "projects" && from_api => above_page(rest, place, true),
            _ => above_page(path, place, from_api),
        };
        let [groups @ .., project] = path else {
            return Err(missing_group());
        };
        if place.host.is_some() && !from_api && path.first().is_some_and(|first| NOT_GROUPS.contains(&first.as_str())) {
            return Err(bad_repository(
                "This address is none of a project. Open the project at GitLab and copy its address.",
            ));
        }
        if project.ends_with(".wiki") {
            return Err(bad_repository("This is a project's wiki, which has no commit statuses. Leave out “.wiki”."));
        }
        if groups.is_empty() {
            return Err(missing_group());
        }
        for (i, part) in path.iter().enumerate() {
            let group = i < groups.len();
            let ending = part.ends_with(".git") || part.ends_with(".atom") || group && part.ends_with('.');
            if part.starts_with('-') || is_dots(part) || ending || part.len() > 255 || !only(part, "_-.") {
                let what = if group { "” cannot be a group at GitLab" } else { "” cannot be a project at GitLab" };
                return Err(bad_repository(
                    [
                        "“", part, what,
                        ": paths have letters, digits, “_”, “-” and “.”, do not start with “-” and do not end in “.git” or “.atom”. The path can differ from the name on the page.",
                    ]
                    .concat(),
                ));
            }
        }
        let shown = [&groups.join("/"), "/", project].concat();
        Ok(Location { root, parts: vec![encode(&shown)], shown })
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

    fn tokens(&self) -> &'static [TokenForm] {
        if self.self_hosted() { &[] } else { TOKENS }
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

fn numbered(root: String, number: &str) -> Location {
    Location { root, parts: vec![number.to_string()], shown: ["project ", number].concat() }
}

/// The segments of the name, without those of the page or the call that follow it.
fn above_page<'a>(path: &'a [String], place: &Place, from_api: bool) -> &'a [String] {
    let end = path.iter().enumerate().position(|(i, s)| {
        s == "-"
            || i > 1
                && !place.clone
                && (BELOW_PROJECT.contains(&s.as_str()) || from_api && matches!(s.as_str(), "statuses" | "repository"))
    });
    &path[..end.unwrap_or(path.len())]
}

fn missing_group() -> LocateError {
    bad_repository(
        "A GitLab project stands in a group or under a user: group/project, with subgroups between. Its number works as well.",
    )
}
