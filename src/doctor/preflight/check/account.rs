//! Whether one account writes the whole status, where the provider insists on it. The hooks of the plan share their headers;
//! a hook that is here may have others.

use super::Head;
use crate::devopness::hook::{Header, Hook};
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::provider::credential::credentials;

const HEAD: Head = ("account", "One account writes the whole status");

pub fn check(ground: &Ground) -> Vec<Line> {
    let why = credentials(ground.plan.provider.id()).map_or("", |own| own.one_account());
    if why.is_empty() {
        return Vec::new();
    }
    let changes = match ground.changes(HEAD) {
        Ok(changes) => changes,
        Err(line) => return vec![*line],
    };
    let wanted = ground.plan.hooks.first().map(|planned| tokens(&planned.hook.headers)).unwrap_or_default();
    let others: Vec<&Hook> = changes.list.iter().filter_map(|change| change.hook()).collect();
    let others: Vec<&Hook> = others.into_iter().filter(|hook| tokens(&hook.headers) != wanted).collect();
    if others.is_empty() {
        return vec![Line::new(HEAD, Verdict::Pass, &["All hooks of the status use the same token. ", why])];
    }
    // What stands there may be a token, so it is not shown.
    let points = others.iter().map(|hook| [&quoted(&hook.name), " has another token or none."].concat()).collect();
    let ids = others.iter().map(|hook| hook.id.clone()).collect();
    let text = ["A hook here reports the same status with another token, perhaps of another account. ", why];
    let next =
        "Give all hooks of a status the same header Authorization. What another account has already written stays.";
    vec![Line::new(HEAD, Verdict::Warn, &text).points(points).next(&[next]).action(Action::ShowHooks(ids))]
}

/// The headers by which a provider knows the account, in a fixed order.
fn tokens(headers: &[Header]) -> [Option<&str>; 2] {
    ["authorization", "private-token"].map(|name| {
        let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        header.map(|header| header.value.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::preflight::sample::{Sample, refused};

    #[test]
    fn a_hook_with_another_token_is_named_and_the_token_is_not() {
        for (pipeline, insists) in [(512, false), (513, true), (514, true)] {
            let check = |change: &dyn Fn(&mut Hook), verdict: Verdict| {
                let mut sample = Sample::of(pipeline);
                let mut hooks = sample.planned_hooks();
                hooks.truncate(1);
                change(&mut hooks[0]);
                sample.add_hooks(hooks);
                let line = sample.lines().into_iter().find(|line| line.id == "account");
                assert_eq!(line.as_ref().map(|line| line.verdict), insists.then_some(verdict), "{pipeline}");
                assert!(!format!("{line:?}").contains("glpat-secret"));
                line.filter(|_| verdict == Verdict::Warn)
            };
            check(&|_| {}, Verdict::Pass);
            check(&|hook| hook.headers[0].name = "AUTHORIZATION".into(), Verdict::Pass);
            check(&|hook| hook.target_url = "https://example.com".into(), Verdict::Pass);
            check(&|hook| hook.headers.clear(), Verdict::Warn);
            check(
                &|hook| hook.headers.push(Header { name: "PRIVATE-TOKEN".into(), value: "glpat-secret".into() }),
                Verdict::Warn,
            );
            let line = check(&|hook| hook.headers[0].value = "Bearer glpat-secret".into(), Verdict::Warn);
            if let Some(line) = line {
                assert_eq!(line.points, ["“CI(build): started” has another token or none."]);
                assert_eq!(line.actions, [Action::ShowHooks(vec!["1".into()])]);
            }
        }
    }

    #[test]
    fn without_the_list_nothing_is_known() {
        let mut sample = Sample::of(513);
        sample.evidence.hooks = Some(Err(refused(403, "")));
        assert!(sample.lines().iter().all(|line| line.id != "account"), "another line tells of the list");
        (sample.evidence.hooks, sample.evidence.done) = (None, false);
        sample.expect("account", Verdict::Waiting, "", "");
    }
}
