//! What was pasted, into an untouched form. The input is the text. What is taken makes a form whose outputs are read back to
//! the same hooks.

#![no_main]

use std::sync::Arc;

use hook_builder::exchange::export::{Job, OUTPUTS};
use hook_builder::exchange::import::import;
use hook_builder::form::plan::{Plan, ReadyPlan, plan};
use hook_builder::form::values::FormValues;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// The outputs that have sample values in place of the variables.
const NOT_READ_BACK: [&str; 2] = ["provider-curl", "provider-request"];

fuzz_target!(|text: &str| {
    let imported = match import(text, &FormValues::default()) {
        Ok(imported) => imported,
        Err(sentence) => return check(&sentence),
    };
    check(&[&imported.what, "."].concat());
    imported.findings.iter().for_each(|finding| check(finding));
    for change in &imported.changes {
        assert_ne!(change.old, change.new, "{change:?}");
        assert!([&change.old, &change.new].into_iter().flatten().all(|text| !text.contains(char::is_control)));
    }
    let again = import(text, &imported.form).expect("it was read before");
    assert_eq!(again.changes, [], "{:#?}", imported.form);

    let before = plan(&imported.form);
    if ReadyPlan::new(Arc::new(before.clone())).is_none() {
        return;
    }
    for output in OUTPUTS.iter().filter(|output| !NOT_READ_BACK.contains(&output.id())) {
        let text = output.render(&Job::set(&before.list, &before.hooks));
        match import(&text, &imported.form) {
            Ok(again) => assert_eq!(payloads(&plan(&again.form)), payloads(&before), "{}: {text}", output.id()),
            // Where a link has a password in it, say.
            Err(sentence) => assert!(sentence.contains("token"), "{}: {sentence}\n{text}", output.id()),
        }
    }
});

fn payloads(plan: &Plan) -> Vec<Value> {
    plan.hooks
        .iter()
        .map(|hook| serde_json::to_value(hook.hook.payload(None)).expect("a hook can be written"))
        .collect()
}

/// One line that ends as a sentence does.
fn check(sentence: &str) {
    assert!(sentence.ends_with('.') && !sentence.contains(char::is_control), "{sentence:?}");
}
