//! A link, as somebody may have opened it. The input is what stands behind `#v1&`, and the whole link as well.

#![no_main]

use hook_builder::exchange::link::{read, write};
use hook_builder::form::plan::plan;
use hook_builder::form::rules::GUARD;
use hook_builder::form::values::FormValues;
use hook_builder::provider::tokens::FORMS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(secret) = FORMS.literal(text) {
        assert!(!text[secret.place].is_empty() && !secret.kind.is_empty());
    }
    for link in [text, &["#v1&", text].concat()] {
        match read(link) {
            Ok(form) => check(&form),
            Err(fault) => assert!(fault.sentence().ends_with('.') && fault.sentence().chars().count() < 400),
        }
    }
});

fn check(form: &FormValues) {
    let link = match write(form) {
        Ok(link) => link,
        Err(secret) => {
            assert!(plan(form).problems.iter().any(|problem| problem.field == secret.field && problem.blocks()));
            return;
        }
    };
    assert!((GUARD.secrets)(form).is_empty());
    assert!(link.starts_with("#v1") && link.bytes().all(|b| b.is_ascii_graphic()), "{link}");
    // Row ids aside, which are counted anew, the form is the same.
    let again = read(&link).expect("what is written can be read");
    assert_eq!(write(&again).as_deref(), Ok(link.as_str()));
    assert_eq!(read(&link).as_ref(), Ok(&again));
    let (plan, again) = (plan(form), plan(&again));
    assert_eq!((plan.hooks, plan.list), (again.hooks, again.list));
}
