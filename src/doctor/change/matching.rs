//! Which hook of a pipeline belongs to which planned one.

use super::edit::{edits, wanted};
use super::report::{Report, key, plain_target, same_location, with_holes};
use super::{Change, Changes, Note, Removal, only_event};
use crate::devopness::hook::{Condition, Direction, Hook, OutgoingHook, guard};
use crate::devopness::pipeline::pipeline_text;
use crate::form::plan::{Plan, ReadyPlan};

/// How well a hook fits a planned one, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It belongs to the set that is edited.
    Edited,
    /// It sends the wanted key to the wanted address.
    Status,
    /// It sends the wanted key to the wanted repository, with another variable or at an address that is not right.
    Repository,
    /// Without any key, to the same repository, under the same name.
    Name,
}

/// What the planned hooks report, all of them the same.
struct Own<'a> {
    plan: &'a Plan,
    address: String,
    holes: String,
    key: Option<String>,
}

/// How a hook's report stands to that, where it is to the same repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kin {
    /// It sends the wanted key to the wanted address.
    Status,
    /// It sends the wanted key to another address.
    Repository,
    /// No key.
    Keyless,
    /// Another key: another status.
    OtherKey,
}

impl Own<'_> {
    fn new(plan: &Plan) -> Own<'_> {
        let hook = plan.hooks.first().map(|planned| wanted(&planned.hook)).unwrap_or_default();
        let (address, holes) = (plain_target(&hook.target_url), with_holes(&hook.target_url));
        Own { plan, address, holes, key: key(plan.provider, &hook) }
    }

    fn kin(&self, hook: &Hook) -> Option<Kin> {
        let address = plain_target(&hook.target_url) == self.address;
        let same_location = || {
            let report = Report::to(self.plan.provider, hook);
            report.is_some_and(|report| same_location(&report.location, &self.plan.location))
        };
        if !address && with_holes(&hook.target_url) != self.holes && !same_location() {
            return None;
        }
        Some(match key(self.plan.provider, hook) {
            None => Kin::Keyless,
            key if key != self.key => Kin::OtherKey,
            _ if address => Kin::Status,
            _ => Kin::Repository,
        })
    }
}

/// Works out what has to change. `hooks` is the pipeline's whole list, `edited` the ids of the hooks that were opened into
/// the form to be edited: they are taken for the planned ones whatever they report now.
pub fn changes(plan: &ReadyPlan, hooks: &[Hook], edited: &[String]) -> Changes {
    let plan = plan.plan();
    let own = Own::new(plan);
    let mut known: Vec<String> = Vec::new();
    let mut left: Vec<(&Hook, Option<Kin>)> = Vec::new();
    for hook in hooks {
        // A list of several pages may show one hook twice, when others come and go meanwhile.
        if !hook.id.is_empty() && !known.contains(&hook.id) {
            known.push(hook.id.clone());
            if hook.direction == Direction::Outgoing {
                left.push((hook, own.kin(hook)));
            }
        }
    }
    let mut list = Vec::new();
    for planned in &plan.hooks {
        let (new, event) = (&planned.hook, planned.event);
        let mut fitting = Vec::new();
        for (hook, kin) in &left {
            if only_event(hook) == Some(event)
                && let Some(fit) = fit(*kin, new, hook, edited)
            {
                fitting.push((fit, hook.active == Some(false), edits(hook, &wanted(new)), *hook));
            }
        }
        let best = (0..fitting.len()).min_by_key(|at| {
            let (fit, off, edits, _) = &fitting[*at];
            (*fit, *off, edits.len())
        });
        let Some(best) = best else {
            list.push(Change::Create { new: new.clone() });
            continue;
        };
        let (_, _, edits, best) = fitting.remove(best);
        list.push(match edits.is_empty() {
            true => Change::Keep { new: new.clone(), hook: best.clone() },
            false => Change::Update { new: new.clone(), hook: best.clone(), edits },
        });
        let mut done = vec![best.id.as_str()];
        for (fit, _, _, hook) in &fitting {
            done.push(&hook.id);
            let (hook, answer) = ((*hook).clone(), surplus(plan, *fit, new, best, hook));
            list.push(match answer {
                Ok(why) => Change::Remove { hook, why },
                Err(note) => Change::Leave { hook, note },
            });
        }
        left.retain(|(hook, _)| !done.contains(&hook.id.as_str()));
    }
    list.extend(left.iter().filter_map(|(hook, kin)| aside(plan, hook, *kin, edited)));
    Changes { list, known }
}

fn fit(kin: Option<Kin>, new: &OutgoingHook, hook: &Hook, edited: &[String]) -> Option<Fit> {
    match kin {
        _ if edited.contains(&hook.id) => Some(Fit::Edited),
        Some(Kin::Status) => Some(Fit::Status),
        Some(Kin::Repository) => Some(Fit::Repository),
        Some(Kin::Keyless) if hook.name == new.name => Some(Fit::Name),
        _ => None,
    }
}

/// What becomes of a hook that fits beside a better one.
fn surplus(plan: &Plan, fit: Fit, new: &OutgoingHook, best: &Hook, hook: &Hook) -> Result<Removal, Note> {
    let address = plain_target(&hook.target_url);
    if fit == Fit::Name {
        return Err(Note::OtherStatus);
    }
    if address != plain_target(&new.target_url) && address != plain_target(&best.target_url) {
        return Err(Note::OtherAddress);
    }
    let conditions = &hook.conditions;
    let guarded = |own: &Condition| guard::is_former(own) || guard::is_of(own, &pipeline_text(plan.pipeline));
    let plain = conditions.iter().all(guarded);
    if plain || [&new.conditions, &best.conditions].contains(&conditions) {
        Ok(Removal::Duplicate)
    } else {
        Err(Note::OwnConditions)
    }
}

/// What there is to do or to know of a hook that fits no planned one.
fn aside(plan: &Plan, hook: &Hook, kin: Option<Kin>, edited: &[String]) -> Option<Change> {
    let leave = |note| Some(Change::Leave { hook: hook.clone(), note });
    if edited.contains(&hook.id) {
        return match only_event(hook) {
            Some(_) => Some(Change::Remove { hook: hook.clone(), why: Removal::TurnedOff }),
            None => leave(Note::OtherEvents),
        };
    }
    match kin? {
        Kin::Status | Kin::Repository => leave(Note::OtherEvents),
        Kin::Keyless | Kin::OtherKey => {
            let same_name = plan.hooks.iter().any(|planned| planned.hook.name == hook.name);
            if same_name { leave(Note::OtherStatus) } else { None }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::form::field::Field;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use serde_json::json;
    use std::sync::Arc;

    fn ready(form: &FormValues) -> ReadyPlan {
        ReadyPlan::new(Arc::new(plan(form))).expect("the plan is ready")
    }

    fn github() -> FormValues {
        FormValues::new("512", "https://github.com/acme/shop")
    }

    /// The planned hooks as the pipeline would list them, with the ids `a`, `b` and `c`.
    fn set(form: &FormValues) -> Vec<Hook> {
        let hooks = plan(form).hooks;
        let id = ["a", "b", "c", "d"];
        hooks.iter().zip(id).map(|(planned, id)| Hook { id: id.into(), ..wanted(&planned.hook) }).collect()
    }

    fn with(hook: &Hook, id: &str, change: impl FnOnce(&mut Hook)) -> Hook {
        let mut hook = Hook { id: id.into(), ..hook.clone() };
        change(&mut hook);
        hook
    }

    /// Each change as one line: what, to which hook, and which fields or why.
    fn lines(changes: &Changes) -> Vec<String> {
        let line = |change: &Change| {
            let rest = match change {
                Change::Update { edits, .. } => {
                    edits.iter().map(|edit| edit.field.as_str()).collect::<Vec<_>>().join(", ")
                }
                Change::Remove { why, .. } => format!("{why:?}"),
                Change::Leave { note, .. } => format!("{note:?}"),
                _ => String::new(),
            };
            let id = change.hook().map_or("-", |hook| &hook.id);
            let event = change.event().map_or("-", Event::word);
            format!("{event} {} {id} {rest}", change.word()).trim_end().to_string()
        };
        changes.list.iter().map(line).collect()
    }

    fn check(case: &str, form: &FormValues, hooks: &[Hook], edited: &[&str], expected: &[&str]) {
        let edited: Vec<String> = edited.iter().map(|id| id.to_string()).collect();
        assert_eq!(lines(&changes(&ready(form), hooks, &edited)), expected, "{case}");
    }

    const KEEP: [&str; 3] = ["started keep a", "failed keep b", "completed keep c"];

    #[test]
    fn what_is_missing_is_created_and_what_is_right_is_kept() {
        let (form, own) = (github(), set(&github()));
        check("empty", &form, &[], &[], &["started create -", "failed create -", "completed create -"]);
        check("all", &form, &own, &[], &KEEP);
        check(
            "one missing",
            &form,
            &[own[2].clone(), own[0].clone()],
            &[],
            &["started keep a", "failed create -", "completed keep c"],
        );
        let none = |change: fn(&mut Hook)| own.iter().map(|hook| with(hook, &hook.id, change)).collect::<Vec<_>>();
        let create = ["started create -", "failed create -", "completed create -"];
        check("no id", &form, &none(|h| h.id.clear()), &[], &create);
        check("incoming", &form, &none(|h| h.direction = Direction::Incoming), &[], &create);
        check("nothing known", &form, &[Hook::default(), Hook::default()], &[], &create);
    }

    #[test]
    fn what_differs_is_updated_field_by_field() {
        let (form, own) = (github(), set(&github()));
        let one = |case: &str, change: fn(&mut Hook), expected: &str| {
            let hooks = [with(&own[0], "a", change), own[1].clone(), own[2].clone()];
            check(case, &form, &hooks, &[], &[expected, KEEP[1], KEEP[2]]);
        };
        one("off", |h| h.active = Some(false), "started update a Active");
        one("not said", |h| h.active = None, "started keep a");
        one("name", |h| h.name = "x".into(), "started update a Name");
        one("spaces", |h| h.target_url = h.target_url.replace("{{ ", "{{"), "started update a Target URL");
        one(
            "case of the host",
            |h| h.target_url = h.target_url.replace("api.github", "API.GitHub"),
            "started update a Target URL",
        );
        one("slash", |h| h.target_url.push('/'), "started update a Target URL");
        one(
            "other variable",
            |h| h.target_url = h.target_url.replace("commit_hash", "sha"),
            "started update a Target URL",
        );
        one(
            "case of the repository",
            |h| h.target_url = h.target_url.replace("acme", "Acme"),
            "started update a Target URL",
        );
        one("header", |h| h.headers[0].value = "Bearer x".into(), "started update a Header Authorization");
        one("link", |h| h.body["target_url"] = json!("https://h"), "started update a Body field target_url");
        one("text body", |h| h.body = json!(h.body.to_string()), "started update a Body");
        one(
            "condition",
            |h| h.conditions.push(guard::former()),
            "started update a Condition action.triggered_from.trigger_type",
        );
        one(
            "no key, same name",
            |h| h.body = json!({}),
            "started update a Body field state, Body field target_url, Body field description, Body field context",
        );
    }

    #[test]
    fn the_former_guard_is_brought_to_the_new_one_where_the_form_has_it() {
        let mut form = github();
        let with_former = |hook: &Hook| with(hook, &hook.id, |h| h.conditions = vec![guard::former()]);
        let hooks: Vec<Hook> = set(&form).iter().map(with_former).collect();
        form.set_only_hook_runs(true);
        let constant = "Condition action.triggered_from.hook_parsed_variables.pipeline_id";
        let lines = lines(&changes(&ready(&form), &hooks, &[]));
        assert!(lines[0].contains(constant) && lines[0].contains("trigger_type"), "{lines:?}");
        // An API that has texts in place of numbers has the same condition.
        let own = set(&form);
        let as_text = |h: &mut Hook| h.conditions[0].accepted = vec![json!("512")];
        let texts: Vec<Hook> = own.iter().map(|hook| with(hook, &hook.id, as_text)).collect();
        check("texts", &form, &texts, &[], &KEEP);
    }

    #[test]
    fn another_status_is_never_touched() {
        let (form, own) = (github(), set(&github()));
        let all = |case: &str, change: fn(&mut Hook), expected: &[&str]| {
            let others: Vec<Hook> = own.iter().map(|hook| with(hook, &[&hook.id, "2"].concat(), change)).collect();
            let mut lines = vec!["started create -", "failed create -", "completed create -"];
            lines.extend(expected);
            check(case, &form, &others, &[], &lines);
            // Beside the own set it makes no difference either.
            let mut lines = KEEP.to_vec();
            lines.extend(expected);
            check(case, &form, &[others, own.clone()].concat(), &[], &lines);
        };
        all("repository", |h| h.target_url = h.target_url.replace("shop", "shop2"), &[]);
        all(
            "key",
            |h| h.body["context"] = json!("other"),
            &["started leave a2 OtherStatus", "failed leave b2 OtherStatus", "completed leave c2 OtherStatus"],
        );
        all("key and name", |h| (h.body["context"], h.name) = (json!("other"), "x".into()), &[]);
        all("no key, other name", |h| (h.body["context"], h.name) = (json!(null), "x".into()), &[]);
        all("other host", |h| h.target_url = h.target_url.replace("github.com", "acme.ghe.com"), &[]);
        all(
            "something else",
            |h| (h.target_url, h.body) = ("https://hooks.slack.com/services/T/B".into(), json!({"text": "x"})),
            &[],
        );
        all(
            "comment",
            |h| {
                (h.target_url, h.body) =
                    ("https://api.github.com/repos/acme/shop/issues/{{ n }}/comments".into(), json!({"body": "x"}))
            },
            &[],
        );
    }

    #[test]
    fn a_duplicate_goes_and_the_best_one_stays() {
        let (form, own) = (github(), set(&github()));
        let two = |case: &str, change: &dyn Fn(&mut Hook), expected: &[&str]| {
            let other = with(&own[0], "x", change);
            let rest = [KEEP[1], KEEP[2]];
            for hooks in [[vec![other.clone()], own.clone()].concat(), [own.clone(), vec![other.clone()]].concat()] {
                check(case, &form, &hooks, &[], &[expected, &rest].concat());
            }
        };
        two("off", &|h| h.active = Some(false), &["started keep a", "started remove x Duplicate"]);
        two("name", &|h| h.name = "x".into(), &["started keep a", "started remove x Duplicate"]);
        two("state", &|h| h.body["state"] = json!("error"), &["started keep a", "started remove x Duplicate"]);
        for guard in [guard::former(), guard::condition("512")] {
            two("guard", &|h| h.conditions = vec![guard.clone()], &["started keep a", "started remove x Duplicate"]);
        }
        two(
            "the guard of another pipeline",
            &|h| h.conditions = vec![guard::condition("513")],
            &["started keep a", "started leave x OwnConditions"],
        );
        two(
            "spaces",
            &|h| h.target_url = h.target_url.replace(" }}", "}}"),
            &["started keep a", "started remove x Duplicate"],
        );
        let own_condition = Condition { path: "action.id".into(), accepted: vec![json!(1)] };
        two(
            "condition",
            &|h| h.conditions = vec![own_condition.clone()],
            &["started keep a", "started leave x OwnConditions"],
        );
        two(
            "other variable",
            &|h| h.target_url = h.target_url.replace("commit_hash", "sha"),
            &["started keep a", "started leave x OtherAddress"],
        );
        // An exact copy: the first of the list stays.
        let copy = with(&own[0], "x", |_| ());
        check(
            "copy",
            &form,
            &[own.clone(), vec![copy]].concat(),
            &[],
            &["started keep a", "started remove x Duplicate", KEEP[1], KEEP[2]],
        );
        // The same hook on two pages of the list is one hook.
        check("twice in the list", &form, &[own.clone(), own.clone()].concat(), &[], &KEEP);
        // Neither is right: the nearer one is made so.
        let worse = with(&own[0], "y", |h| (h.name, h.active) = ("x".into(), Some(false)));
        let bad = with(&own[0], "x", |h| h.name = "x".into());
        let hooks = [worse, bad, own[1].clone(), own[2].clone()];
        check("nearer", &form, &hooks, &[], &["started update x Name", "started remove y Duplicate", KEEP[1], KEEP[2]]);
        // Both have the old variable.
        let old = |h: &mut Hook| h.target_url = h.target_url.replace("commit_hash", "sha");
        let hooks = [with(&own[0], "x", old), with(&own[0], "y", old), own[1].clone(), own[2].clone()];
        check(
            "old ones",
            &form,
            &hooks,
            &[],
            &["started update x Target URL", "started remove y Duplicate", KEEP[1], KEEP[2]],
        );
    }

    #[test]
    fn a_hook_for_other_events_is_noted_and_left() {
        let (form, own) = (github(), set(&github()));
        let beside = |case: &str, events: &[&str], expected: &[&str]| {
            let other = with(&own[0], "x", |h| h.events = events.iter().map(|e| e.to_string()).collect());
            check(case, &form, &[vec![other], own.clone()].concat(), &[], &[&KEEP, expected].concat());
        };
        beside("two", &["action.started", "action.failed"], &["- leave x OtherEvents"]);
        beside("every change", &["action.status_changed"], &["- leave x OtherEvents"]);
        beside("none", &[], &["- leave x OtherEvents"]);
        beside("off in the form", &["action.queued"], &["queued leave x OtherEvents"]);
        let elsewhere = with(&own[0], "x", |h| {
            h.events.push("action.failed".into());
            h.target_url = h.target_url.replace("shop", "other");
        });
        check("another repository's", &form, &[vec![elsewhere], own.clone()].concat(), &[], &KEEP);
    }

    #[test]
    fn a_hash_in_the_wrong_place_is_put_right() {
        let form = FormValues::new("512", "https://bitbucket.org/acme/shop");
        let own = set(&form);
        let wrong = |repository: &str| {
            let url =
                ["https://api.bitbucket.org/2.0/repositories/", repository, "/commit/statuses/build/{{ h }}"].concat();
            own.iter().map(|hook| with(hook, &hook.id, |h| h.target_url = url.clone())).collect::<Vec<_>>()
        };
        check(
            "own",
            &form,
            &wrong("acme/shop"),
            &[],
            &["started update a Target URL", "failed update b Target URL", "completed update c Target URL"],
        );
        check(
            "another's",
            &form,
            &wrong("acme/web"),
            &[],
            &["started create -", "failed create -", "completed create -"],
        );
    }

    #[test]
    fn an_edited_set_is_changed_whatever_it_reported() {
        let own = set(&github());
        let mut form = github();
        form.set_text(Field::StatusKey, "new".into());
        form.set_text(Field::Repository, "https://github.com/acme/other".into());
        let updates = |id: &str| format!("update {id} Target URL, Body field context");
        let [a, b, c] = ["a", "b", "c"].map(updates);
        let wanted = [format!("started {a}"), format!("failed {b}"), format!("completed {c}")];
        check("key", &form, &own, &["a", "b", "c"], &wanted.each_ref().map(String::as_str));
        // An event that was turned off, and a duplicate within the set.
        let mut fewer = github();
        fewer.events[0].on = false;
        check(
            "off",
            &fewer,
            &own,
            &["a", "b", "c"],
            &["failed keep b", "completed keep c", "started remove a TurnedOff"],
        );
        check(
            "off, not edited",
            &fewer,
            &own,
            &[],
            &["failed keep b", "completed keep c", "started leave a OtherEvents"],
        );
        let hooks = [own.clone(), vec![with(&own[0], "x", |_| ())]].concat();
        check(
            "duplicate",
            &form,
            &hooks,
            &["a", "b", "c", "x"],
            &[&wanted[0], "started remove x Duplicate", &wanted[1], &wanted[2]],
        );
        // One for several events cannot be a planned one.
        let several = with(&own[0], "x", |h| h.events.push("action.failed".into()));
        check(
            "several",
            &github(),
            &[own, vec![several]].concat(),
            &["x"],
            &[&KEEP[..], &["- leave x OtherEvents"]].concat(),
        );
    }

    #[test]
    fn a_deletion_can_be_left_out() {
        let own = set(&github());
        let changes = changes(&ready(&github()), &[own.clone(), vec![with(&own[0], "x", |_| ())]].concat(), &[]);
        assert!(changes.any());
        assert_eq!(changes.known, ["a", "b", "c", "x"]);
        let kept = changes.without_removals();
        assert_eq!((lines(&kept), kept.any(), kept.known.len()), (KEEP.map(String::from).to_vec(), false, 4));
    }
}
