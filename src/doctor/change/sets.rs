//! The sets in a list of hooks: which hooks report one status together, and what is wrong with each set.

use super::report::{Report, plain_target};
use super::{Change, changes, only_event};
use crate::devopness::event::Event;
use crate::devopness::hook::Hook;
use crate::form::plan::ReadyPlan;
use crate::provider::{Location, Provider};

/// The hooks that report one status of one repository. Hooks are named by their places in the list.
#[derive(Clone)]
pub struct Set {
    /// The provider that they call.
    pub provider: &'static dyn Provider,
    /// The repository.
    pub location: Location,
    /// The status key; `None` when they name none, so that the provider's own stands in.
    pub key: Option<String>,
    /// All hooks of the set.
    pub hooks: Vec<usize>,
    /// The usual events that no hook of the set waits for.
    pub missing: Vec<Event>,
    /// Hooks that do what another one does.
    pub duplicates: Vec<usize>,
    /// Hooks that are paused.
    pub inactive: Vec<usize>,
    /// Hooks whose address is not the provider's call, so that nothing can come of them.
    pub wrong: Vec<usize>,
}

/// Fires whenever the status of a deploy changes, so for every other event as well.
const EVERY_CHANGE: &str = "action.status_changed";

/// Finds the sets, in the order of their first hooks. What reports no commit status is in none.
pub fn sets(hooks: &[Hook]) -> Vec<Set> {
    let mut sets: Vec<(Report, Set)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for (at, hook) in hooks.iter().enumerate() {
        let Some(report) = Report::of(hook) else { continue };
        // A list of several pages may show one hook twice.
        if !hook.id.is_empty() && seen.contains(&hook.id.as_str()) {
            continue;
        }
        seen.push(&hook.id);
        let own = sets.iter().position(|(other, _)| other.key == report.key && other.same_place(&report));
        let own = own.unwrap_or_else(|| {
            let (provider, location, key) = (report.provider, report.location.clone(), report.key.clone());
            let (missing, none) = (Event::USUAL.to_vec(), Vec::new);
            let set = Set {
                provider,
                location,
                key,
                missing,
                hooks: none(),
                duplicates: none(),
                inactive: none(),
                wrong: none(),
            };
            sets.push((report.clone(), set));
            sets.len() - 1
        });
        let set = &mut sets[own].1;
        set.hooks.push(at);
        if hook.active == Some(false) {
            set.inactive.push(at);
        }
        if !report.sound {
            set.wrong.push(at);
        }
        let waits = |event: &Event| hook.events.iter().any(|name| name == event.name() || name == EVERY_CHANGE);
        set.missing.retain(|event| !waits(event));
    }
    let mut sets: Vec<Set> = sets.into_iter().map(|(_, set)| set).collect();
    for set in &mut sets {
        let is_one_too_many = |at: &usize| set.hooks.iter().any(|other| precedes(hooks, *other, *at));
        set.duplicates = set.hooks.iter().copied().filter(is_one_too_many).collect();
    }
    sets
}

/// Whether two hooks of a set do the same, and the first of them is the one to keep: the active one, or the earlier.
fn precedes(hooks: &[Hook], first: usize, second: usize) -> bool {
    let (a, b) = (&hooks[first], &hooks[second]);
    let same = only_event(a).is_some()
        && only_event(a) == only_event(b)
        && plain_target(&a.target_url) == plain_target(&b.target_url)
        && a.conditions == b.conditions;
    same && (a.active == Some(false), first) < (b.active == Some(false), second)
}

/// How the set that belongs to the form stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drift {
    /// There is no such set.
    Nothing,
    /// The set is what the form says.
    Same,
    /// The set differs from the form.
    Differs,
}

/// Compares the set that belongs to the form with it.
pub fn drift(plan: &ReadyPlan, hooks: &[Hook]) -> Drift {
    let changes = changes(plan, hooks, &[]);
    if changes.list.iter().all(|change| matches!(change, Change::Create { .. } | Change::Leave { .. })) {
        Drift::Nothing
    } else if changes.any() {
        Drift::Differs
    } else {
        Drift::Same
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::hook::Direction;
    use crate::devopness::hook::guard;
    use crate::doctor::change::wanted;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use serde_json::json;
    use std::sync::Arc;

    fn set(repository: &str) -> Vec<Hook> {
        let hooks = plan(&FormValues::new("512", repository)).hooks;
        let hook = |(at, id): (usize, &str)| Hook { id: [repository, id].concat(), ..wanted(&hooks[at].hook) };
        ["a", "b", "c"].into_iter().enumerate().map(hook).collect()
    }

    /// Each set as one line: repository, key, hooks, and what is wrong with it.
    fn lines(hooks: &[Hook]) -> Vec<String> {
        let line = |set: &Set| {
            let words: Vec<&str> = set.missing.iter().map(|event| event.word()).collect();
            let key = set.key.as_deref().unwrap_or("none");
            let rest = [
                ("missing", words.join(" ")),
                ("twice", text(&set.duplicates)),
                ("off", text(&set.inactive)),
                ("wrong", text(&set.wrong)),
            ];
            let rest: String = rest
                .iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(word, text)| format!(", {word} {text}"))
                .collect();
            format!("{} {key}: {}{rest}", set.location.shown, text(&set.hooks))
        };
        sets(hooks).iter().map(line).collect()
    }

    fn text(places: &[usize]) -> String {
        places.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn hooks_that_report_one_status_are_one_set() {
        let github = set("https://github.com/acme/shop");
        let check = |case: &str, change: &dyn Fn(&mut Vec<Hook>), expected: &[&str]| {
            let mut hooks = github.clone();
            change(&mut hooks);
            assert_eq!(lines(&hooks), expected, "{case}");
        };
        let all = "acme/shop ci/devopness(build): 0 1 2";
        check("a set", &|_| (), &[all]);
        check("none", &|hooks| hooks.clear(), &[]);
        check("in any order", &|hooks| hooks.reverse(), &[all]);
        check("one missing", &|hooks| drop(hooks.remove(0)), &["acme/shop ci/devopness(build): 0 1, missing started"]);
        check("one left", &|hooks| hooks.truncate(1), &["acme/shop ci/devopness(build): 0, missing failed completed"]);
        check("off", &|hooks| hooks[1].active = Some(false), &["acme/shop ci/devopness(build): 0 1 2, off 1"]);
        let copy = |hooks: &mut Vec<Hook>, change: fn(&mut Hook)| {
            let mut copy = Hook { id: "x".into(), ..hooks[0].clone() };
            change(&mut copy);
            hooks.insert(0, copy);
        };
        let twice = |word: &str| ["acme/shop ci/devopness(build): 0 1 2 3", word].concat();
        check("a copy", &|hooks| copy(hooks, |_| ()), &[&twice(", twice 1")]);
        check("a paused copy", &|hooks| copy(hooks, |h| h.active = Some(false)), &[&twice(", twice 0, off 0")]);
        check("another spelling", &|hooks| copy(hooks, |h| h.target_url.push('/')), &[&twice(", twice 1")]);
        check("a condition", &|hooks| copy(hooks, |h| h.conditions.push(guard::former())), &[&twice("")]);
        check(
            "another variable",
            &|hooks| copy(hooks, |h| h.target_url = h.target_url.replace("commit_hash", "sha")),
            &[&twice("")],
        );
        check("another name", &|hooks| copy(hooks, |h| h.name = "x".into()), &[&twice(", twice 1")]);
        check("two events", &|hooks| copy(hooks, |h| h.events.push("action.failed".into())), &[&twice("")]);
        check("the same hook again", &|hooks| hooks.push(hooks[0].clone()), &[all]);
        check(
            "every change",
            &|hooks| {
                hooks.truncate(1);
                hooks[0].events = vec!["action.status_changed".into()];
            },
            &["acme/shop ci/devopness(build): 0"],
        );
        check(
            "the optional event",
            &|hooks| hooks[0].events = vec!["action.queued".into()],
            &["acme/shop ci/devopness(build): 0 1 2, missing started"],
        );
        check(
            "another key",
            &|hooks| hooks[0].body["context"] = json!("x"),
            &["acme/shop x: 0, missing failed completed", "acme/shop ci/devopness(build): 1 2, missing started"],
        );
        check(
            "no key",
            &|hooks| hooks[0].body["context"] = json!(null),
            &["acme/shop none: 0, missing failed completed", "acme/shop ci/devopness(build): 1 2, missing started"],
        );
        check(
            "case of the repository",
            &|hooks| hooks[0].target_url = hooks[0].target_url.replace("acme", "ACME"),
            &["ACME/shop ci/devopness(build): 0 1 2"],
        );
        check(
            "something else",
            &|hooks| hooks[0].target_url = "https://example.com/{{ x }}".into(),
            &["acme/shop ci/devopness(build): 1 2, missing started"],
        );
        check(
            "incoming",
            &|hooks| hooks[0].direction = Direction::Incoming,
            &["acme/shop ci/devopness(build): 1 2, missing started"],
        );
    }

    #[test]
    fn each_repository_and_provider_has_its_own_set() {
        let bitbucket = set("https://bitbucket.org/acme/shop");
        let mut hooks = [set("https://github.com/acme/shop"), bitbucket, set("https://github.com/acme/web")].concat();
        hooks[4].target_url =
            "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/{{ h }}".into();
        let key = "ci/devopness(build)";
        let wanted = [
            format!("acme/shop {key}: 0 1 2"),
            format!("acme/shop {key}: 3 4 5, wrong 4"),
            format!("acme/web {key}: 6 7 8"),
        ];
        assert_eq!(lines(&hooks), wanted);
        assert_eq!(sets(&hooks)[1].provider.id(), "bitbucket");
    }

    #[test]
    fn the_set_of_the_form_is_missing_the_same_or_different() {
        let form = FormValues::new("512", "https://github.com/acme/shop");
        let ready = ReadyPlan::new(Arc::new(plan(&form))).unwrap();
        let own = set("https://github.com/acme/shop");
        assert_eq!(drift(&ready, &[]), Drift::Nothing);
        assert_eq!(drift(&ready, &set("https://github.com/acme/web")), Drift::Nothing);
        assert_eq!(drift(&ready, &own), Drift::Same);
        assert_eq!(drift(&ready, &own[1..]), Drift::Differs);
        let mut other = own.clone();
        other[2].name = "x".into();
        assert_eq!(drift(&ready, &other), Drift::Differs);
        let mut several = own;
        several.push(Hook { id: "x".into(), events: vec!["action.queued".into()], ..several[0].clone() });
        assert_eq!(drift(&ready, &several), Drift::Same);
        assert_eq!(drift(&ready, &several[3..]), Drift::Nothing);
    }
}
