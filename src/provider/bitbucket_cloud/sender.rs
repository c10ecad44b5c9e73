//! The webhooks of Bitbucket Cloud: <https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/>.
//!
//! A deleted branch is a change whose `new` is null. What kind of request it is stands in the header `X-Event-Key` alone. That
//! requests are signed in `X-Hub-Signature` as `sha256=` and hexadecimal digits is on
//! <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>. The hash of a pull request has 12 characters
//! (<https://jira.atlassian.com/browse/BCLOUD-21201>). The names of the menus are from general knowledge.

use super::super::sender::{
    Accepted, BranchPath, Guard, Happening, Remark, RequestPaths, Sender, Signature, Trigger, Webhook,
};

/// Bitbucket Cloud as a sender.
pub struct BitbucketCloud;

const PUSH: Webhook = Webhook {
    title: "Push",
    hash: "push.changes.0.new.target.hash",
    whole_hash: true,
    into: BranchPath { path: "push.changes.0.new.name", prefix: "" },
    branch: Some("push.changes.0.new.name"),
    request: None,
    guards: &[Guard {
        name: "No deletions, no tags",
        path: "push.changes.0.new.type",
        accepted: &[Accepted::Text("branch")],
    }],
    fork: None,
    remarks: &[Remark {
        text: "A push can change several branches at once; only the first of them is looked at.",
        guess: false,
    }],
};

const PULL_REQUEST: Webhook = Webhook {
    title: "Pull request",
    hash: "pullrequest.source.commit.hash",
    whole_hash: false,
    into: BranchPath { path: "pullrequest.destination.branch.name", prefix: "" },
    branch: Some("pullrequest.source.branch.name"),
    request: Some(RequestPaths { number: "pullrequest.id", title: "pullrequest.title" }),
    guards: &[Guard { name: "Still open", path: "pullrequest.state", accepted: &[Accepted::Text("OPEN")] }],
    fork: None,
    remarks: &[
        Remark {
            text: "In pull requests Bitbucket sends only the first 12 characters of the commit hash. It takes them for a commit's \
                   status as well, though its documents ask for the whole hash.",
            guess: true,
        },
        Remark {
            text: "Bitbucket sends “Updated” for new commits, but also for a new title or description: those start a deploy too.",
            guess: true,
        },
    ],
};

impl Sender for BitbucketCloud {
    fn id(&self) -> &'static str {
        "bitbucket"
    }

    fn docs(&self) -> &'static str {
        "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/"
    }

    fn payload_docs(&self) -> &'static str {
        "https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/"
    }

    fn webhook(&self, trigger: Trigger) -> &'static Webhook {
        match trigger {
            Trigger::Push => &PUSH,
            Trigger::Request => &PULL_REQUEST,
        }
    }

    fn signature(&self) -> Signature {
        Signature::Header { name: "x-hub-signature", in_guide: false }
    }

    fn steps(&self, trigger: Trigger, signed: bool) -> Vec<&'static str> {
        let mut steps = vec![
            "Open the repository at Bitbucket, then Repository settings, Webhooks, Add webhook.",
            "Title: write what you like. URL: paste the hook's address.",
        ];
        steps.push(if signed { "Secret: paste the secret." } else { "Secret: leave it empty." });
        steps.push(match trigger {
            Trigger::Push => "Triggers: leave “Repository push”.",
            Trigger::Request => {
                "Triggers: choose from the full list, clear “Push”, and tick “Created” and “Updated” under “Pull request”."
            }
        });
        steps.push("Press Save.");
        steps
    }

    fn sample(&self, what: Happening) -> Option<&'static str> {
        Some(match what {
            Happening::Push => {
                r#"{"push": {"changes": [{"created": false, "closed": false, "forced": false,
                    "old": {"type": "branch", "name": "$branch",
                            "target": {"type": "commit", "hash": "1111111111111111111111111111111111111111"}},
                    "new": {"type": "branch", "name": "$branch", "target": {"type": "commit", "hash": "$hash"}}}]}}"#
            }
            Happening::Tag => {
                r#"{"push": {"changes": [{"created": true, "closed": false, "forced": false, "old": null,
                    "new": {"type": "tag", "name": "v1.0.0", "target": {"type": "commit", "hash": "$hash"}}}]}}"#
            }
            Happening::Deletion => {
                r#"{"push": {"changes": [{"created": false, "closed": true, "forced": false,
                    "old": {"type": "branch", "name": "$branch", "target": {"type": "commit", "hash": "$hash"}},
                    "new": null}]}}"#
            }
            Happening::Ping => return None,
            Happening::Opened | Happening::Updated => {
                r#"{"pullrequest": {"id": "$number", "title": "$title", "state": "OPEN",
                    "source": {"branch": {"name": "$branch"}, "commit": {"hash": "$short"},
                               "repository": {"full_name": "acme/shop"}},
                    "destination": {"branch": {"name": "$into"}, "repository": {"full_name": "acme/shop"}}}}"#
            }
            Happening::Closed => {
                r#"{"pullrequest": {"id": "$number", "title": "$title", "state": "MERGED",
                    "source": {"branch": {"name": "$branch"}, "commit": {"hash": "$short"},
                               "repository": {"full_name": "acme/shop"}},
                    "destination": {"branch": {"name": "$into"}, "repository": {"full_name": "acme/shop"}}}}"#
            }
            Happening::Fork => {
                r#"{"pullrequest": {"id": "$number", "title": "$title", "state": "OPEN",
                    "source": {"branch": {"name": "$branch"}, "commit": {"hash": "$short"},
                               "repository": {"full_name": "ada/shop"}},
                    "destination": {"branch": {"name": "$into"}, "repository": {"full_name": "acme/shop"}}}}"#
            }
        })
    }
}
