//! What a status is at GitLab: a job in the stage `external` of the pipeline that a commit has on a branch. The rules are
//! those of GitLab's own code, see the sources of [`super::receiver`].

use crate::provider::receiver::{Account, Repository, StatusRecord};

/// What a request asks for.
pub(super) struct Status {
    pub state: String,
    pub key: String,
    pub branch: Option<String>,
    pub link: Option<String>,
    pub description: Option<String>,
}

/// The pipelines that statuses have made for a commit, oldest first: number and branch.
pub(super) fn pipelines(repository: &Repository, commit: &str) -> Vec<(u64, String)> {
    let mut pipelines: Vec<(u64, String)> = Vec::new();
    for record in repository.statuses.iter().filter(|record| record.commit == commit) {
        if pipelines.iter().all(|(_, branch)| *branch != record.branch) {
            pipelines.push((record.id, record.branch.clone()));
        }
    }
    pipelines
}

/// Changes the job that is under way, or makes a new one in the place of those that are over. Gives its number.
pub(super) fn store(
    repository: &mut Repository,
    commit: &str,
    branch: &str,
    status: Status,
    account: &Account,
) -> Result<u64, String> {
    let named = |record: &StatusRecord| record.commit == commit && record.branch == branch && record.key == status.key;
    let next = repository.next_id();
    let open = repository.statuses.iter_mut().find(|record| {
        named(record)
            && !record.hidden
            && record.account == account.name
            && matches!(record.state.as_str(), "pending" | "running")
    });
    if let Some(record) = open {
        if let Some(event) = refused(&record.state, &status.state) {
            let message = [
                "Cannot transition status via :",
                event,
                " from :",
                &record.state,
                " (Reason(s): Status cannot transition via \"",
                event,
                "\")",
            ];
            return Err(message.concat());
        }
        record.state = status.state;
        // What is not sent stays as it is.
        record.link = status.link.unwrap_or_else(|| record.link.clone());
        record.description = status.description.unwrap_or_else(|| record.description.clone());
        return Ok(record.id);
    }
    for record in repository.statuses.iter_mut().filter(|record| named(record)) {
        record.hidden = true;
    }
    repository.statuses.push(StatusRecord {
        id: next,
        commit: commit.to_string(),
        key: status.key,
        state: status.state,
        description: status.description.unwrap_or_default(),
        link: status.link.unwrap_or_default(),
        branch: branch.to_string(),
        account: account.name.clone(),
        hidden: false,
    });
    Ok(next)
}

/// GitLab's word for a change of a job that it refuses.
fn refused(from: &str, to: &str) -> Option<&'static str> {
    match (from, to) {
        ("running", "running") => Some("run"),
        ("pending" | "running", "pending") => Some("enqueue"),
        ("running", "skipped") => Some("skip"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::receiver::case::{Case, check};

    #[test]
    fn jobs_change_as_gitlabs_own_do() {
        let run =
            "Cannot transition status via :run from :running (Reason(s): Status cannot transition via \\\"run\\\")";
        let enqueue = "Cannot transition status via :enqueue from :";
        let skip = "Cannot transition status via :skip from :running";
        let states = ["pending", "running", "success", "failed", "canceled", "skipped"];
        for from in states {
            for to in states {
                let says = match (from, to) {
                    ("running", "running") => run,
                    ("pending" | "running", "pending") => enqueue,
                    ("running", "skipped") => skip,
                    _ => "",
                };
                let change = |c: &mut Case| {
                    c.set("state", json!(from));
                    assert_eq!(c.send().status, 201);
                    c.set("state", json!(to));
                };
                let status = if says.is_empty() { 201 } else { 400 };
                check("gitlab", &[from, " then ", to].concat(), change, status, says);
            }
        }
    }

    /// The states that stand in the memory, with their account; those in brackets are hidden.
    fn memory(case: &Case) -> Vec<String> {
        let show = |r: &StatusRecord| [&r.state, " ", &r.branch, " ", &r.account].concat();
        let records = case.repository.statuses.iter();
        records.map(|r| if r.hidden { ["(", &show(r), ")"].concat() } else { show(r) }).collect()
    }

    #[test]
    fn a_job_that_is_over_or_of_another_account_is_replaced() {
        let check = |steps: &[(&str, &str, &str)], expected: &[&str]| {
            let mut case = Case::of("gitlab");
            for (token, state, branch) in steps {
                case.token(token);
                case.set("state", json!(state));
                case.set("ref", json!(branch));
                case.send();
            }
            assert_eq!(memory(&case), expected, "{steps:?}");
        };
        let (mine, other) = ("sandbox-writer", "sandbox-other");
        check(&[(mine, "running", "main"), (mine, "success", "main")], &["success main writer"]);
        check(
            &[(mine, "success", "main"), (mine, "running", "main")],
            &["(success main writer)", "running main writer"],
        );
        check(
            &[(mine, "running", "main"), (other, "success", "main")],
            &["(running main writer)", "success main other"],
        );
        check(&[(mine, "running", "main"), (mine, "running", "next")], &["running main writer", "running next writer"]);
        check(
            &[(mine, "running", "main"), (other, "running", "main"), (mine, "success", "main")],
            &["(running main writer)", "(running main other)", "success main writer"],
        );
    }

    #[test]
    fn what_is_not_sent_stays_and_a_refusal_changes_nothing() {
        let mut case = Case::of("gitlab");
        case.send();
        let before = case.repository.clone();
        case.set("description", json!("Another"));
        assert_eq!(case.send().status, 400);
        assert_eq!(case.repository, before);
        case.set("state", json!("success"));
        case.set("target_url", json!(null));
        case.send();
        let record = &case.repository.statuses[0];
        assert_eq!(
            (record.description.as_str(), record.link.as_str()),
            ("Another", "https://app.devopness.com/actions/1")
        );
    }
}
