//! The webhooks of Bitbucket Data Center: <https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html>.
//!
//! A deleted branch is a change of type `DELETE` with a hash of zeros. A test of the connection has none of these fields; that
//! it is `{"test": true}` is from general knowledge, and so are the names of the menus. That requests are signed in
//! `X-Hub-Signature` is on <https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html>.

use super::super::sender::{
    Accepted, BranchPath, Guard, Happening, Remark, RequestPaths, Sender, Signature, Trigger, Webhook,
};

/// Bitbucket Data Center as a sender.
pub struct BitbucketDataCenter;

const PUSH: Webhook = Webhook {
    title: "Push",
    hash: "changes.0.toHash",
    whole_hash: true,
    into: BranchPath { path: "changes.0.ref.displayId", prefix: "" },
    branch: Some("changes.0.ref.displayId"),
    request: None,
    guards: &[
        Guard { name: "No tags, no tests", path: "changes.0.ref.type", accepted: &[Accepted::Text("BRANCH")] },
        Guard {
            name: "No deletions",
            path: "changes.0.type",
            accepted: &[Accepted::Text("ADD"), Accepted::Text("UPDATE")],
        },
    ],
    fork: None,
    remarks: &[
        Remark {
            text: "A push can change several branches at once; only the first of them is looked at.",
            guess: false,
        },
        UNREACHABLE,
    ],
};

const PULL_REQUEST: Webhook = Webhook {
    title: "Pull request",
    hash: "pullRequest.fromRef.latestCommit",
    whole_hash: true,
    into: BranchPath { path: "pullRequest.toRef.displayId", prefix: "" },
    branch: Some("pullRequest.fromRef.displayId"),
    request: Some(RequestPaths { number: "pullRequest.id", title: "pullRequest.title" }),
    guards: &[Guard {
        name: "Opened or changed",
        path: "eventKey",
        accepted: &[Accepted::Text("pr:opened"), Accepted::Text("pr:from_ref_updated")],
    }],
    fork: None,
    remarks: &[UNREACHABLE],
};

const UNREACHABLE: Remark =
    Remark { text: "The server must be able to reach the Devopness API to send anything to it.", guess: false };

impl Sender for BitbucketDataCenter {
    fn id(&self) -> &'static str {
        "bitbucket-data-center"
    }

    fn docs(&self) -> &'static str {
        "https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html"
    }

    fn payload_docs(&self) -> &'static str {
        "https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html"
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
            "Open the repository at Bitbucket, then Repository settings, Webhooks, Create webhook.",
            "Name: write what you like. URL: paste the hook's address.",
        ];
        steps.push(if signed { "Secret: paste the secret." } else { "Secret: leave it empty." });
        steps.push(match trigger {
            Trigger::Push => "Events: tick “Push” under “Repository” and nothing else.",
            Trigger::Request => {
                "Events: tick “Opened” and “Source branch updated” under “Pull request” and nothing else."
            }
        });
        steps.push("Press Create. A test of the connection starts nothing.");
        steps
    }

    fn sample(&self, what: Happening) -> Option<&'static str> {
        Some(match what {
            Happening::Push => {
                r#"{"eventKey": "repo:refs_changed", "changes": [{"type": "UPDATE", "refId": "refs/heads/$branch",
                    "ref": {"id": "refs/heads/$branch", "displayId": "$branch", "type": "BRANCH"},
                    "fromHash": "1111111111111111111111111111111111111111", "toHash": "$hash"}]}"#
            }
            Happening::Tag => {
                r#"{"eventKey": "repo:refs_changed", "changes": [{"type": "ADD", "refId": "refs/tags/v1.0.0",
                    "ref": {"id": "refs/tags/v1.0.0", "displayId": "v1.0.0", "type": "TAG"},
                    "fromHash": "0000000000000000000000000000000000000000", "toHash": "$hash"}]}"#
            }
            Happening::Deletion => {
                r#"{"eventKey": "repo:refs_changed", "changes": [{"type": "DELETE", "refId": "refs/heads/$branch",
                    "ref": {"id": "refs/heads/$branch", "displayId": "$branch", "type": "BRANCH"},
                    "fromHash": "$hash", "toHash": "0000000000000000000000000000000000000000"}]}"#
            }
            Happening::Ping => r#"{"test": true}"#,
            Happening::Opened => {
                r#"{"eventKey": "pr:opened", "pullRequest": {"id": "$number", "title": "$title", "state": "OPEN",
                    "fromRef": {"id": "refs/heads/$branch", "displayId": "$branch", "latestCommit": "$hash",
                                "repository": {"slug": "shop", "project": {"key": "ACME"}}},
                    "toRef": {"id": "refs/heads/$into", "displayId": "$into",
                              "repository": {"slug": "shop", "project": {"key": "ACME"}}}}}"#
            }
            Happening::Updated => {
                r#"{"eventKey": "pr:from_ref_updated", "previousFromHash": "1111111111111111111111111111111111111111",
                    "pullRequest": {"id": "$number", "title": "$title", "state": "OPEN",
                    "fromRef": {"id": "refs/heads/$branch", "displayId": "$branch", "latestCommit": "$hash",
                                "repository": {"slug": "shop", "project": {"key": "ACME"}}},
                    "toRef": {"id": "refs/heads/$into", "displayId": "$into",
                              "repository": {"slug": "shop", "project": {"key": "ACME"}}}}}"#
            }
            Happening::Closed => {
                r#"{"eventKey": "pr:merged", "pullRequest": {"id": "$number", "title": "$title", "state": "MERGED",
                    "fromRef": {"id": "refs/heads/$branch", "displayId": "$branch", "latestCommit": "$hash",
                                "repository": {"slug": "shop", "project": {"key": "ACME"}}},
                    "toRef": {"id": "refs/heads/$into", "displayId": "$into",
                              "repository": {"slug": "shop", "project": {"key": "ACME"}}}}}"#
            }
            Happening::Fork => {
                r#"{"eventKey": "pr:opened", "pullRequest": {"id": "$number", "title": "$title", "state": "OPEN",
                    "fromRef": {"id": "refs/heads/$branch", "displayId": "$branch", "latestCommit": "$hash",
                                "repository": {"slug": "shop", "project": {"key": "~ADA"},
                                               "origin": {"slug": "shop", "project": {"key": "ACME"}}}},
                    "toRef": {"id": "refs/heads/$into", "displayId": "$into",
                              "repository": {"slug": "shop", "project": {"key": "ACME"}}}}}"#
            }
        })
    }
}
