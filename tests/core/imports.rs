//! Import of an export is the identity, for every output that can be read back. The outputs are read from the slice, so a
//! new one is tried without being named here.

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Condition, guard};
use hook_builder::exchange::export::{Job, OUTPUTS, Output};
use hook_builder::exchange::import::import;
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::problem::Problem;
use hook_builder::form::values::FormValues;
use proptest::prelude::*;
use serde_json::Value;

use crate::forms::forms;
use crate::opened::right_form;
use crate::properties::{any_form, config};

/// The outputs that cannot be read back, and why.
const NOT_READ_BACK: [(&str, &str); 2] = [
    ("provider-curl", "it has sample values in place of the variables, and neither pipeline nor hooks"),
    ("provider-request", "it has sample values in place of the variables, and neither pipeline nor hooks"),
];

fn read_back() -> impl Iterator<Item = &'static &'static dyn Output> {
    OUTPUTS.iter().filter(|output| NOT_READ_BACK.iter().all(|(id, _)| *id != output.id()))
}

fn payloads(plan: &Plan) -> Vec<Value> {
    plan.hooks.iter().map(|hook| serde_json::to_value(hook.hook.payload(None)).expect("a payload")).collect()
}

/// Imports every output of the form into an untouched one, which has to give the same plan.
fn comes_back(form: &FormValues) {
    let before = plan(form);
    for output in read_back() {
        let text = output.render(&Job::set(&before.list, &before.hooks));
        let mut fresh = FormValues::default();
        if !text.contains("/pipelines/") {
            // A body alone says neither.
            (fresh.pipeline, fresh.api) = (form.pipeline.clone(), form.api.clone());
            fresh.set_text(Field::ApiOther, form.api_other.clone());
        }
        if let [_] = before.hooks[..] {
            // One hook says nothing of the other events.
            for event in Event::ALL {
                fresh.events[event.index()].on = form.event(event).on;
            }
        }
        let imported = import(&text, &fresh).unwrap_or_else(|error| panic!("{}: {error}\n{text}", output.id()));
        let told = |finding: &&String| {
            !finding.contains("not Devopness’ own address") && !finding.starts_with("Fields of two providers")
        };
        assert_eq!(imported.findings.iter().find(told), None, "{}: {}\n{text}", output.id(), imported.what);
        let after = plan(&imported.form);
        assert_eq!(payloads(&after), payloads(&before), "{}\n{text}", output.id());
        assert_eq!(after.target.base, before.target.base, "{}", output.id());
        assert_eq!(after.pipeline.map(|p| p.id), before.pipeline.map(|p| p.id), "{}", output.id());
        assert_eq!(after.problems.iter().find(|problem| problem.blocks()), None::<&Problem>, "{}", output.id());
        let again = import(&text, form).expect("it was read before");
        assert_eq!(again.changes, [], "{}: {} into its own form", output.id(), again.what);
    }
}

#[test]
fn every_output_of_every_form_is_read_back() {
    for (id, name, form) in forms().into_iter().filter(|(_, name, _)| *name != "hostile") {
        eprintln!("{id}, {name}");
        comes_back(&form);
    }
}

#[test]
fn what_is_not_read_back_is_still_an_output_and_says_why() {
    for (id, why) in NOT_READ_BACK {
        assert!(OUTPUTS.iter().any(|output| output.id() == id) && !why.is_empty(), "{id}");
    }
    assert!(read_back().count() >= 2);
}

/// The guard against runs by hand is a switch of the form. What other versions of the page or other people wrote in its place is a
/// condition, which stays as it is.
#[test]
fn each_guard_comes_back_as_what_it_was_in_every_output() {
    let own = Condition { path: "action.type".into(), accepted: vec!["deploy".into(), 7.into()] };
    for (is_on, conditions) in [
        (true, vec![]),
        (true, vec![guard::condition("7"), guard::former(), own.clone()]),
        (false, vec![own, guard::former()]),
    ] {
        let mut form = FormValues::new("512", "acme/shop");
        (form.only_hook_runs, form.conditions) = (is_on, conditions);
        let before = plan(&form);
        for output in read_back() {
            let text = output.render(&Job::set(&before.list, &before.hooks));
            let fresh = FormValues::new("512", "");
            let found = import(&text, &fresh).expect("it can be read").form;
            assert_eq!((found.only_hook_runs, &found.conditions), (is_on, &form.conditions), "{}", output.id());
            assert_eq!(payloads(&plan(&found)), payloads(&before), "{}", output.id());
        }
    }
}

/// The base URLs of an API, and how the form names them.
fn api() -> impl Strategy<Value = (Api, &'static str)> {
    prop::sample::select(vec![
        (Api::Production, ""),
        (Api::Staging, ""),
        (Api::Sandbox("http://127.0.0.1:8081".into()), ""),
        (Api::StagingRelay("http://127.0.0.1:8082".into()), ""),
        (Api::Other, "https://api.acme.dev:8443/devopness"),
        (Api::Other, "http://[::1]:8081/a%20b"),
    ])
}

fn condition() -> impl Strategy<Value = Condition> {
    let accepted = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        ".{0,9}".prop_map(Value::from)
    ];
    let accepted = prop::collection::vec(accepted, 0..3);
    ("[a-z]{1,5}\\.[a-z_]{1,9}", accepted).prop_map(|(path, accepted)| Condition { path, accepted })
}

proptest! {
    // Each of them is written by every output, and read again.
    #![proptest_config(ProptestConfig { cases: 60, ..config() })]

    #[test]
    fn every_output_of_a_form_that_is_right_is_read_back(
        form in right_form(),
        pipeline in 1..=i64::MAX,
        (api, api_other) in api(),
        conditions in prop::collection::vec(condition(), 0..3),
    ) {
        let mut form = form;
        (form.pipeline, form.api, form.api_other) = (pipeline.to_string(), api, api_other.to_string());
        form.conditions = conditions;
        comes_back(&form);
    }

    #[test]
    fn of_any_form_each_output_is_read_or_refused_in_one_sentence(form in any_form(), into in any_form()) {
        let plan = plan(&form);
        for output in OUTPUTS {
            let text = output.render(&Job::set(&plan.list, &plan.hooks));
            match import(&text, &into) {
                Ok(imported) => {
                    let texts = imported.findings.iter().chain([&imported.what]);
                    prop_assert!(texts.into_iter().all(|text| !text.contains(char::is_control)));
                    let told = |field: &Field| imported.changes.iter().any(|change| change.field == field.label());
                    // The same state may be written out, or left to the provider's usual word.
                    let usual = |field: &Field| matches!(field, Field::State(_));
                    let mut changed = Field::TEXTS.into_iter().filter(|field| into.text(*field) != imported.form.text(*field));
                    prop_assert_eq!(changed.find(|field| !told(field) && !usual(field)), None, "it changes, and nobody is told");
                    prop_assert_eq!(import(&text, &imported.form).map(|again| again.changes), Ok(vec![]));
                }
                Err(sentence) => prop_assert!(sentence.ends_with('.') && !sentence.contains(char::is_control)),
            }
        }
    }
}
