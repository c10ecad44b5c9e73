//! Import of an export is the identity, for every output that can be read back. The outputs are read from the slice, so a
//! new one is tried without being named here.

use hook_builder::export::{Job, OUTPUTS, Output};
use hook_builder::field::Field;
use hook_builder::form::FormValues;
use hook_builder::import::import;
use hook_builder::plan::{Plan, plan};
use hook_builder::problem::Problem;
use proptest::prelude::*;
use serde_json::Value;

use crate::forms::forms;
use crate::opened::right_form;
use crate::properties::{any_form, config};

/// The outputs that cannot be read back, and why.
const NOT_READ_BACK: [(&str, &str); 1] =
    [("provider-request", "it has sample values in place of the variables, and neither pipeline nor hooks")];

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
        // Once more changes nothing, and so does the import into the form itself.
        for form in [form, &imported.form] {
            let again = import(&text, form).expect("it was read before");
            assert_eq!(again.changes, [], "{}: {}", output.id(), again.what);
        }
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

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_output_of_a_form_that_is_right_is_read_back(form in right_form()) {
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
                    prop_assert_eq!(import(&text, &imported.form).map(|again| again.changes), Ok(vec![]));
                }
                Err(sentence) => prop_assert!(sentence.ends_with('.') && !sentence.contains(char::is_control)),
            }
        }
    }
}
