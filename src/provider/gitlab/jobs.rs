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
    // One that was hidden by another account's is still this account's own.
    let open = repository.statuses.iter_mut().find(|record| {
        named(record) && record.account == account.name && matches!(record.state.as_str(), "pending" | "running")
    });
    let hidden = open.as_ref().is_some_and(|record| record.hidden);
    let id = if let Some(record) = open {
        let repeats = repository.takes_repeats && record.state == status.state;
        if let Some(event) = refused(&record.state, &status.state).filter(|_| !repeats) {
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
        record.id
    } else {
        repository.statuses.push(StatusRecord {
            id: next,
            commit: commit.to_string(),
            key: status.key.clone(),
            state: status.state,
            description: status.description.unwrap_or_default(),
            link: status.link.unwrap_or_default(),
            branch: branch.to_string(),
            account: account.name.clone(),
            hidden: false,
        });
        next
    };
    // Whichever was written hides all others of its name, and stays hidden where it was.
    for record in repository.statuses.iter_mut().filter(|record| named(record)) {
        record.hidden = record.id != id || hidden;
    }
    Ok(id)
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
        // Each account finishes its own job, which nobody sees any more.
        let both = [(mine, "running", "main"), (other, "running", "main"), (mine, "success", "main")];
        check(&both[..2], &["(running main writer)", "running main other"]);
        check(&both, &["(success main writer)", "(running main other)"]);
        check(&[&both[..], &[(other, "failed", "main")]].concat(), &["(success main writer)", "(failed main other)"]);
        check(
            &[&both[..], &[(mine, "running", "main")]].concat(),
            &["(success main writer)", "(running main other)", "running main writer"],
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
        let told = |case: &Case| {
            let record = &case.repository.statuses[0];
            (record.description.clone(), record.link.clone())
        };
        let kept = ("Another".to_string(), "https://app.devopness.com/actions/1".to_string());
        assert_eq!(told(&case), kept);
        // What is empty counts as not sent.
        for empty in ["", "  "] {
            let mut case = Case::of("gitlab");
            case.set("description", json!("Another"));
            case.send();
            case.set("state", json!("success"));
            case.set("description", json!(empty));
            case.set("target_url", json!(empty));
            assert_eq!(case.send().status, 201);
            assert_eq!(told(&case), kept);
        }
    }

    #[test]
    fn a_server_may_take_what_repeats_the_state() {
        for (taken, status) in [(false, 400), (true, 201)] {
            for state in ["pending", "running"] {
                let mut case = Case::of("gitlab");
                case.repository.takes_repeats = taken;
                case.set("state", json!(state));
                case.send();
                case.set("description", json!("Again"));
                assert_eq!(case.send().status, status, "{state}");
                let records = &case.repository.statuses;
                assert_eq!((records.len(), records[0].description == "Again"), (1, taken), "{state}");
            }
            let mut case = Case::of("gitlab");
            case.repository.takes_repeats = taken;
            case.send();
            case.set("state", json!("pending"));
            assert_eq!(case.send().status, 400);
        }
    }
}
