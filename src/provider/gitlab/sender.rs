//! The webhooks of GitLab: <https://docs.gitlab.com/user/project/integrations/webhook_events/>.
//!
//! That page does not show a deleted branch: its push has `checkout_sha` null and a hash of zeros in `after`
//! (`lib/gitlab/data_builder/push.rb` in <https://gitlab.com/gitlab-org/gitlab>). There is no ping; a test of the webhook
//! sends a push or a merge request that exists.

use super::super::sender::{
    Accepted, BranchPath, Guard, Happening, Remark, RequestPaths, Sender, Signature, Trigger, Webhook,
};

/// GitLab in one of its editions, as a sender.
pub struct GitLabSender {
    self_managed: bool,
}

/// GitLab.com.
pub const CLOUD: GitLabSender = GitLabSender { self_managed: false };
/// GitLab on a server of one's own.
pub const SELF_MANAGED: GitLabSender = GitLabSender { self_managed: true };

const PUSH: Webhook = Webhook {
    title: "Push",
    hash: "checkout_sha",
    whole_hash: true,
    into: BranchPath { path: "ref", prefix: "refs/heads/" },
    branch: None,
    request: None,
    guards: &[Guard { name: "No tags", path: "object_kind", accepted: &[Accepted::Text("push")] }],
    fork: None,
    remarks: &[
        Remark {
            text: "When a branch is deleted, GitLab sends a push without a commit hash, and no value that a condition could compare. \
                   Only the required commit hash keeps it from starting a deploy.",
            guess: true,
        },
        Remark {
            text: "GitLab sends nothing for a push that changes more than three branches, unless its administrator has raised that \
                   limit.",
            guess: false,
        },
    ],
};

const MERGE_REQUEST: Webhook = Webhook {
    title: "Merge request",
    hash: "object_attributes.last_commit.id",
    whole_hash: true,
    into: BranchPath { path: "object_attributes.target_branch", prefix: "" },
    branch: Some("object_attributes.source_branch"),
    request: Some(RequestPaths { number: "object_attributes.iid", title: "object_attributes.title" }),
    guards: &[
        Guard { name: "Merge requests", path: "object_kind", accepted: &[Accepted::Text("merge_request")] },
        Guard {
            name: "Opened or changed",
            path: "object_attributes.action",
            accepted: &[Accepted::Text("open"), Accepted::Text("update"), Accepted::Text("reopen")],
        },
    ],
    fork: None,
    remarks: &[Remark {
        text: "GitLab says “update” for new commits, but also for a new label or description: those start a deploy too.",
        guess: false,
    }],
};

impl Sender for GitLabSender {
    fn id(&self) -> &'static str {
        if self.self_managed { "gitlab-self-managed" } else { "gitlab" }
    }

    fn docs(&self) -> &'static str {
        "https://docs.gitlab.com/user/project/integrations/webhooks/"
    }

    fn payload_docs(&self) -> &'static str {
        "https://docs.gitlab.com/user/project/integrations/webhook_events/"
    }

    fn webhook(&self, trigger: Trigger) -> &'static Webhook {
        match trigger {
            Trigger::Push => &PUSH,
            Trigger::Request => &MERGE_REQUEST,
        }
    }

    fn signature(&self) -> Signature {
        // The secret token is on the page of `docs`; the signing token is that of
        // <https://gitlab.com/gitlab-org/gitlab/-/merge_requests/230944>.
        Signature::Unusable(
            "GitLab sends its secret token as it stands, and its newer signing token signs more than the body and writes it in \
             another form. Devopness checks an HMAC of the body, which neither of them is.",
        )
    }

    fn steps(&self, trigger: Trigger, _signed: bool) -> Vec<&'static str> {
        vec![
            "Open the project at GitLab, then Settings, Webhooks, Add new webhook.",
            "URL: paste the hook's address.",
            "Leave the secret token empty: Devopness does not look at it.",
            match trigger {
                Trigger::Push => "Trigger: tick “Push events” and nothing else.",
                Trigger::Request => "Trigger: tick “Merge request events” and nothing else.",
            },
            "Press Add webhook.",
        ]
    }

    fn sample(&self, what: Happening) -> Option<&'static str> {
        Some(match what {
            Happening::Push => {
                r#"{"object_kind": "push", "event_name": "push", "before": "1111111111111111111111111111111111111111",
                    "after": "$hash", "ref": "refs/heads/$branch", "checkout_sha": "$hash", "total_commits_count": 1}"#
            }
            Happening::Tag => {
                r#"{"object_kind": "tag_push", "event_name": "tag_push",
                    "before": "0000000000000000000000000000000000000000", "after": "$hash", "ref": "refs/tags/v1.0.0",
                    "checkout_sha": "$hash", "total_commits_count": 0}"#
            }
            Happening::Deletion => {
                r#"{"object_kind": "push", "event_name": "push", "before": "$hash",
                    "after": "0000000000000000000000000000000000000000", "ref": "refs/heads/$branch", "checkout_sha": null,
                    "total_commits_count": 0}"#
            }
            Happening::Ping => return None,
            Happening::Opened => {
                r#"{"object_kind": "merge_request", "event_type": "merge_request", "object_attributes": {"iid": "$number",
                    "title": "$title", "state": "opened", "action": "open", "source_branch": "$branch",
                    "target_branch": "$into", "source_project_id": 14, "target_project_id": 14,
                    "last_commit": {"id": "$hash"}}}"#
            }
            Happening::Updated => {
                r#"{"object_kind": "merge_request", "event_type": "merge_request", "object_attributes": {"iid": "$number",
                    "title": "$title", "state": "opened", "action": "update", "source_branch": "$branch",
                    "target_branch": "$into", "source_project_id": 14, "target_project_id": 14,
                    "oldrev": "1111111111111111111111111111111111111111", "last_commit": {"id": "$hash"}}}"#
            }
            Happening::Closed => {
                r#"{"object_kind": "merge_request", "event_type": "merge_request", "object_attributes": {"iid": "$number",
                    "title": "$title", "state": "merged", "action": "merge", "source_branch": "$branch",
                    "target_branch": "$into", "source_project_id": 14, "target_project_id": 14,
                    "last_commit": {"id": "$hash"}}}"#
            }
            Happening::Fork => {
                r#"{"object_kind": "merge_request", "event_type": "merge_request", "object_attributes": {"iid": "$number",
                    "title": "$title", "state": "opened", "action": "open", "source_branch": "$branch",
                    "target_branch": "$into", "source_project_id": 15, "target_project_id": 14,
                    "last_commit": {"id": "$hash"}}}"#
            }
        })
    }
}
