//! A set that is there, opened into the form: the form gives the same hooks again, wherever it can say them.

use std::sync::Arc;

use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Hook, guard};
use hook_builder::doctor::change::{Change, Opened, changes, open_set};
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, ReadyPlan, plan};
use hook_builder::form::problem::Problem;
use hook_builder::form::values::{ExtraKind, FormValues};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::forms::forms;
use crate::properties::{any_form, config};

/// The payloads of a plan.
fn payloads(plan: &Plan) -> Vec<Value> {
    plan.hooks.iter().map(|hook| serde_json::to_value(hook.hook.payload(None)).expect("a payload")).collect()
}

/// The hooks as the API gives them back.
fn hooks(plan: &Plan) -> Vec<Hook> {
    let answer = |(at, mut payload): (usize, Value)| {
        payload["id"] = json!(format!("id-{at}"));
        payload["type"] = json!("out");
        Hook::parse(&payload).expect("a hook")
    };
    payloads(plan).into_iter().enumerate().map(answer).collect()
}

/// Opens the hooks into an untouched form that has only what no hook says.
fn open(form: &FormValues, hooks: &[Hook]) -> Option<Opened> {
    let mut fresh = FormValues::new(&form.pipeline, "");
    (fresh.api, fresh.action_type) = (form.api.clone(), form.action_type);
    fresh.set_text(Field::ApiOther, form.api_other.clone());
    open_set(&fresh, &hooks.iter().collect::<Vec<_>>())
}

fn comes_back(form: &FormValues) {
    let before = plan(form);
    let hooks = hooks(&before);
    let opened = open(form, &hooks).unwrap_or_else(|| panic!("{:#?}", before.location));
    assert_eq!(opened.lost, []);
    let after = plan(&opened.form);
    assert_eq!(payloads(&after), payloads(&before));
    assert_eq!(after.problems.iter().filter(|p| p.blocks()).collect::<Vec<_>>(), Vec::<&Problem>::new());
    let ready = ReadyPlan::new(Arc::new(after)).expect("the plan is ready");
    let all = changes(&ready, &hooks, &opened.ids);
    assert!(all.list.iter().all(|change| matches!(change, Change::Keep { .. })), "{all:#?}");
    // Opened into its own form, the repository keeps its spelling.
    let again = open_set(form, &hooks.iter().collect::<Vec<_>>()).expect("a set");
    assert_eq!((again.form.repository, again.form.server), (form.repository.clone(), form.server.clone()));
}

#[test]
fn every_form_comes_back() {
    for (id, name, form) in forms().into_iter().filter(|(_, name, _)| *name != "hostile") {
        eprintln!("{id}, {name}");
        comes_back(&form);
    }
}

/// Any form that is right, with texts in it that are not plain.
pub fn right_form() -> impl Strategy<Value = FormValues> {
    let form = prop::sample::select(
        forms().into_iter().filter(|form| form.1 == "plain" || form.1 == "placed").collect::<Vec<_>>(),
    );
    let text = "[a-zé'\"\\\\/]{1,4}( \\{\\{ ?action\\.id ?\\}\\})?[a-z😀]{0,9}";
    let name = "[a-zA-Z0-9_-]{1,12}";
    let extra = prop_oneof![
        (Just(ExtraKind::Text), any::<String>()),
        (Just(ExtraKind::Number), any::<i64>().prop_map(|number| number.to_string())),
        (Just(ExtraKind::Bool), any::<bool>().prop_map(|flag| flag.to_string())),
        (
            Just(ExtraKind::Json),
            "(\\[[0-9]\\.[0-9]{1,3}, null\\]|\\{\"a\": \\{\"b\": true\\}\\}|1e5|-0\\.50|null|\"x\")"
                .prop_map(String::from)
        ),
    ];
    (
        (form, name, prop::option::of(name), any::<[bool; 4]>(), any::<[bool; 3]>()),
        prop::collection::vec(text, 10),
        (prop::collection::vec((name, extra), 0..4), prop::collection::vec((name, "[!-~]{1,20}"), 0..3), 0..8_usize),
    )
        .prop_map(|((form, hash, branch, on, flags), texts, (extras, headers, state))| {
            let (_, _, mut form) = form;
            form.set_text(Field::StatusKey, texts[8].clone());
            form.set_text(Field::HashVariable, hash);
            form.set_text(Field::BranchVariable, branch.unwrap_or_default());
            let states = form.provider().provider().states();
            for event in Event::ALL {
                let at = event.index();
                form.events[at].on = on[at] || event == Event::Failed;
                form.set_text(Field::HookName(event), [&texts[at], event.word()].concat());
                form.set_text(Field::Description(event), if flags[0] { String::new() } else { texts[4 + at].clone() });
                form.set_text(Field::State(event), states.get(state + at).copied().unwrap_or_default().into());
            }
            (form.only_hook_runs, form.action_type) = (flags[1], flags[2]);
            for (at, (name, (kind, value))) in extras.into_iter().enumerate() {
                let id = form.add_extra();
                form.set_text(Field::ExtraName(id), format!("{at}{name}"));
                form.set_text(Field::ExtraKind(id), kind.label().into());
                form.set_text(Field::ExtraValue(id), value);
            }
            for (at, (name, value)) in headers.into_iter().enumerate() {
                let id = form.add_header();
                form.set_text(Field::HeaderName(id), format!("x{at}{name}"));
                form.set_text(Field::HeaderValue(id), value);
            }
            form
        })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_form_that_is_right_comes_back(form in right_form()) {
        let blocking: Vec<Problem> = plan(&form).problems.into_iter().filter(Problem::blocks).collect();
        prop_assert_eq!(blocking, vec![], "the form is not right");
        comes_back(&form);
    }

    #[test]
    fn of_any_hooks_either_all_comes_back_or_what_is_lost_is_told(form in any_form()) {
        let before = plan(&form);
        let hooks = hooks(&before);
        let Some(opened) = open(&form, &hooks) else { return Ok(()) };
        let after = plan(&opened.form);
        let same = |name: &str| {
            let part = |plan: &Plan| payloads(plan).iter().map(|payload| payload[name].clone()).collect::<Vec<_>>();
            part(&before) == part(&after)
        };
        if opened.lost.is_empty() {
            prop_assert!(["name", "target_url", "trigger_when"].iter().all(|name| same(name)));
        }
    }
}

fn github(change: impl FnOnce(&mut Vec<Hook>)) -> (FormValues, Vec<Hook>) {
    let form = FormValues::new("512", "https://github.com/acme/shop");
    let mut hooks = hooks(&plan(&form));
    change(&mut hooks);
    (form, hooks)
}

/// What is lost, each as one line: field, what the hook has, what the form makes of it.
fn lost(case: &str, change: impl FnOnce(&mut Vec<Hook>), expected: &[&str]) -> FormValues {
    let (form, hooks) = github(change);
    let opened = open(&form, &hooks).unwrap_or_else(|| panic!("{case}"));
    let text = |text: &Option<String>| text.clone().unwrap_or("–".into());
    let lines: Vec<String> =
        opened.lost.iter().map(|e| format!("{}: {} > {}", e.field, text(&e.old), text(&e.new))).collect();
    assert_eq!(lines, expected, "{case}");
    opened.form
}

#[test]
fn what_the_form_cannot_say_is_told() {
    lost("nothing", |_| (), &[]);
    lost("off", |hooks| hooks[1].active = Some(false), &["Failed: Active: no > yes"]);
    lost(
        "another key in one",
        |hooks| hooks[1].body["context"] = json!("x"),
        &["Failed: Body field context: x > ci/devopness(build)"],
    );
    lost("an extra field in one", |hooks| hooks[2].body["note"] = json!([1]), &["Completed: Body field note: [1] > –"]);
    lost(
        "a header in one",
        |hooks| drop(hooks[2].headers.remove(1)),
        &["Completed: Header Accept: – > application/vnd.github+json"],
    );
    let own = hook_builder::devopness::hook::Condition { path: "action.id".into(), accepted: vec![json!(1)] };
    lost(
        "a condition",
        |hooks| hooks[0].conditions.push(own),
        &["Failed: Condition action.id: – > [1]", "Completed: Condition action.id: – > [1]"],
    );
    // The guard that earlier versions wrote stays what it is, and so does the one of another pipeline.
    for (condition, is_guard) in
        [(guard::former(), false), (guard::condition("512"), true), (guard::condition("7"), false)]
    {
        let form = lost("a guard", |hooks| hooks.iter_mut().for_each(|h| h.conditions = vec![condition.clone()]), &[]);
        assert_eq!((form.only_hook_runs, form.conditions.is_empty()), (is_guard, is_guard));
    }
    let both = vec![guard::former(), guard::condition("512")];
    let form = lost("both guards", |hooks| hooks.iter_mut().for_each(|h| h.conditions = both.clone()), &[]);
    assert!(form.only_hook_runs && form.conditions == [guard::former()]);
    lost(
        "two events",
        |hooks| hooks[0].events.push("action.failed".into()),
        &["CI(build): started: Events: action.started, action.failed > –"],
    );
    let url = "https://api.github.com/repos/acme/shop/statuses/";
    let other = [url, "{{ action.action_data.commit.hash }}"].concat();
    let usual = [url, "{{ action.triggered_from.hook_parsed_variables.commit_hash }}"].concat();
    let line = format!("Started: Target URL: {other} > {usual}");
    lost("a variable of another kind", |hooks| hooks[0].target_url = other.clone(), &[&line]);
    let body = json!({"state": "pending", "context": "ci", "description": ""});
    let form = lost(
        "an empty description",
        |hooks| {
            hooks.truncate(1);
            hooks[0].body = body.clone();
        },
        &["Started: Body field description:  > –"],
    );
    assert_eq!((form.link.as_str(), form.event(Event::Started).description.as_str(), form.extra.len()), ("", "", 0));
    // A body that is kept as a text is read, and would be written as an object.
    let (form, hooks) = github(|hooks| hooks.iter_mut().for_each(|h| h.body = json!(h.body.to_string())));
    let opened = open(&form, &hooks).expect("a set");
    assert_eq!(
        opened.lost.iter().map(|edit| edit.field.as_str()).collect::<Vec<_>>(),
        ["Started: Body", "Failed: Body", "Completed: Body"]
    );
    assert_eq!((&opened.form.status_key, &opened.form.link), (&form.status_key, &form.link));
}

#[test]
fn what_the_form_says_is_taken_over() {
    let form = lost("events", |hooks| drop(hooks.remove(1)), &[]);
    assert_eq!(Event::ALL.map(|event| form.event(event).on), [true, false, true, false]);
    let form = lost("queued", |hooks| hooks[1].events = vec!["action.queued".into()], &[]);
    assert_eq!(Event::ALL.map(|event| form.event(event).on), [true, false, true, true]);
    // The preset stays open, so that it goes with the provider.
    assert_eq!((form.event(Event::Started).state.as_str(), form.event(Event::Queued).state.as_str()), ("", "failure"));
    let form = lost(
        "extra",
        |hooks| {
            hooks.iter_mut().for_each(|h| {
                h.body["a"] = json!("t");
                h.body["b"] = json!(-12);
                h.body["c"] = json!(false);
                h.body["d"] = json!({"e": null});
                h.headers.retain(|header| header.name != "User-Agent");
                h.target_url = h.target_url.replace("commit_hash", "sha");
            })
        },
        &[],
    );
    let rows: Vec<_> = form.extra.iter().map(|row| (row.name.as_str(), row.kind, row.value.as_str())).collect();
    let wanted = [
        ("a", ExtraKind::Text, "t"),
        ("b", ExtraKind::Number, "-12"),
        ("c", ExtraKind::Bool, "false"),
        ("d", ExtraKind::Json, r#"{"e":null}"#),
    ];
    assert_eq!((rows, form.hash_variable.as_str()), (wanted.to_vec(), "sha"));
    assert!(form.headers.iter().all(|row| row.recommended) && form.lacks_recommended_headers());
    // The paused one of two decides nothing.
    let form = lost(
        "a paused copy",
        |hooks| {
            let copy = Hook { id: "x".into(), name: "x".into(), active: Some(false), ..hooks[0].clone() };
            hooks.insert(0, copy);
        },
        &[],
    );
    assert_eq!(form.event(Event::Started).hook_name, "CI(build): started");
    let (form, hooks) = github(|hooks| hooks.clear());
    assert_eq!(open(&form, &hooks), None);
    let (form, hooks) = github(|hooks| hooks.iter_mut().for_each(|h| h.target_url = "https://example.com".into()));
    assert_eq!(open(&form, &hooks), None);
}

#[test]
fn a_provider_without_a_word_for_an_event_has_no_hook_for_it() {
    let form = FormValues::new("512", "https://bitbucket.org/acme/shop");
    let mut hooks = hooks(&plan(&form));
    hooks[0].events = vec!["action.queued".into()];
    let opened = open(&form, &hooks).expect("a set");
    let lost: Vec<_> = opened.lost.iter().map(|edit| (edit.field.as_str(), edit.old.as_deref())).collect();
    assert_eq!(lost, [("Queued: Hook", Some("CI(build): started"))]);
}
