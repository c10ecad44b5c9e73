//! The webhooks of GitHub: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>.
//!
//! The bodies of `push`, `ping` and `pull_request` are those of that page; how they are signed is on
//! <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>. A ping is sent as soon as a webhook is
//! created. A push that deletes a branch has `deleted` true and a hash of zeros.

use super::super::sender::{Accepted, BranchPath, Guard, Happening, RequestPaths, Sender, Signature, Trigger, Webhook};

/// GitHub in one of its editions, as a sender.
pub struct GitHubSender {
    enterprise_server: bool,
}

/// GitHub.com, and GHE.com with data residency.
pub const CLOUD: GitHubSender = GitHubSender { enterprise_server: false };
/// GitHub Enterprise Server.
pub const ENTERPRISE_SERVER: GitHubSender = GitHubSender { enterprise_server: true };

const PUSH: Webhook = Webhook {
    title: "Push",
    hash: "after",
    whole_hash: true,
    into: BranchPath { path: "ref", prefix: "refs/heads/" },
    branch: None,
    request: None,
    // A ping has no `deleted`.
    guards: &[Guard { name: "No deletions, no pings", path: "deleted", accepted: &[Accepted::Truth(false)] }],
    fork: None,
    remarks: &[],
};

const PULL_REQUEST: Webhook = Webhook {
    title: "Pull request",
    hash: "pull_request.head.sha",
    whole_hash: true,
    into: BranchPath { path: "pull_request.base.ref", prefix: "" },
    branch: Some("pull_request.head.ref"),
    request: Some(RequestPaths { number: "pull_request.number", title: "pull_request.title" }),
    guards: &[Guard {
        name: "Opened or changed",
        path: "action",
        accepted: &[Accepted::Text("opened"), Accepted::Text("synchronize"), Accepted::Text("reopened")],
    }],
    fork: Some(Guard { name: "No forks", path: "pull_request.head.repo.fork", accepted: &[Accepted::Truth(false)] }),
    remarks: &[],
};

impl Sender for GitHubSender {
    fn id(&self) -> &'static str {
        if self.enterprise_server { "github-enterprise-server" } else { "github" }
    }

    fn docs(&self) -> &'static str {
        if self.enterprise_server {
            "https://docs.github.com/en/enterprise-server@latest/webhooks/using-webhooks/creating-webhooks"
        } else {
            "https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks"
        }
    }

    fn payload_docs(&self) -> &'static str {
        if self.enterprise_server {
            "https://docs.github.com/en/enterprise-server@latest/webhooks/webhook-events-and-payloads"
        } else {
            "https://docs.github.com/en/webhooks/webhook-events-and-payloads"
        }
    }

    fn webhook(&self, trigger: Trigger) -> &'static Webhook {
        match trigger {
            Trigger::Push => &PUSH,
            Trigger::Request => &PULL_REQUEST,
        }
    }

    fn signature(&self) -> Signature {
        Signature::Header { name: "x-hub-signature-256", in_guide: true }
    }

    fn steps(&self, trigger: Trigger, signed: bool) -> Vec<&'static str> {
        let mut steps = vec![
            "Open the repository at GitHub, then Settings, Webhooks, Add webhook.",
            "Payload URL: paste the hook's address.",
            "Content type: choose application/json.",
        ];
        steps.push(if signed { "Secret: paste the secret." } else { "Secret: leave it empty." });
        steps.push(match trigger {
            Trigger::Push => "Events: leave “Just the push event”.",
            Trigger::Request => {
                "Events: choose “Let me select individual events”, clear “Pushes” and tick “Pull requests”."
            }
        });
        steps.push("Press Add webhook. GitHub sends a ping at once, which starts nothing.");
        steps
    }

    fn sample(&self, what: Happening) -> Option<&'static str> {
        Some(match what {
            Happening::Push => {
                r#"{"ref": "refs/heads/$branch", "before": "1111111111111111111111111111111111111111", "after": "$hash",
                    "created": false, "deleted": false, "forced": false, "head_commit": {"id": "$hash"}}"#
            }
            Happening::Tag => {
                r#"{"ref": "refs/tags/v1.0.0", "before": "0000000000000000000000000000000000000000", "after": "$hash",
                    "created": true, "deleted": false, "forced": false, "head_commit": {"id": "$hash"}}"#
            }
            Happening::Deletion => {
                r#"{"ref": "refs/heads/$branch", "before": "$hash", "after": "0000000000000000000000000000000000000000",
                    "created": false, "deleted": true, "forced": false, "head_commit": null}"#
            }
            Happening::Ping => {
                r#"{"zen": "Keep it simple.", "hook_id": 7, "hook": {"type": "Repository", "active": true}}"#
            }
            Happening::Opened => {
                r#"{"action": "opened", "number": "$number", "pull_request": {"number": "$number", "title": "$title",
                    "state": "open", "head": {"ref": "$branch", "sha": "$hash", "repo": {"fork": false}},
                    "base": {"ref": "$into"}}}"#
            }
            Happening::Updated => {
                r#"{"action": "synchronize", "number": "$number", "pull_request": {"number": "$number", "title": "$title",
                    "state": "open", "head": {"ref": "$branch", "sha": "$hash", "repo": {"fork": false}},
                    "base": {"ref": "$into"}}}"#
            }
            Happening::Closed => {
                r#"{"action": "closed", "number": "$number", "pull_request": {"number": "$number", "title": "$title",
                    "state": "closed", "merged": true,
                    "head": {"ref": "$branch", "sha": "$hash", "repo": {"fork": false}}, "base": {"ref": "$into"}}}"#
            }
            Happening::Fork => {
                r#"{"action": "opened", "number": "$number", "pull_request": {"number": "$number", "title": "$title",
                    "state": "open", "head": {"ref": "$branch", "sha": "$hash", "repo": {"fork": true}},
                    "base": {"ref": "$into"}}}"#
            }
        })
    }
}
