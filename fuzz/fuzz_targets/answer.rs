//! Answers of the API. The first line of the input is the status, the second the header `Retry-After`, the rest the body.

#![no_main]

use hook_builder::devopness::endpoint::{Answer, Call, HookKind, parse_created, parse_hooks};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Hook;
use hook_builder::form::rules::field_of_key;
use hook_builder::form::values::FormValues;
use hook_builder::provider::PROVIDERS;
use hook_builder::text::json::{is_invisible, parse};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let status = lines.next().and_then(|line| line.parse().ok()).unwrap_or(200);
    let retry_after = lines.next().filter(|line| !line.is_empty());
    let body = lines.next().unwrap_or_default();
    let good = (200..300).contains(&status);
    let answer = |call: Call| Answer { retry_after: retry_after.map(str::to_string), ..Answer::of(call, status, body) };
    match parse_created(&answer(Call::Create(HookKind::Outgoing, 512))) {
        Ok(hook) => assert!(good && !hook.id.is_empty()),
        Err(error) => check_error(status, body, &error),
    }
    match parse_hooks(&answer(Call::Hooks(512))) {
        Ok(hooks) => {
            let Ok(Value::Array(items)) = parse(body) else { panic!("a list was read from what is none") };
            assert!(good);
            assert_eq!(hooks, items.iter().map(|item| Hook::parse(item).unwrap_or_default()).collect::<Vec<_>>());
        }
        Err(error) => check_error(status, body, &error),
    }
    check_error(status, body, &answer(Call::Delivery).refused());
});

fn check_error(status: u16, body: &str, error: &ApiError) {
    for text in [error.what(), error.next_step()] {
        check_text(&text, 1200);
        assert!(!text.is_empty());
    }
    match &error.cause {
        Cause::Refused { status: own, message, fields, .. } => {
            assert_eq!(*own, status);
            check_text(message, 501);
            assert!(fields.len() <= 50);
            let mut form = FormValues::new("512", "acme/shop");
            form.add_extra();
            for (key, text) in fields {
                check_text(key, 501);
                check_text(text, 501);
                for provider in PROVIDERS {
                    field_of_key(&form, *provider, Event::Failed, key);
                }
            }
            assert_eq!(error.answer_lost(), (500..600).contains(&status));
        }
        Cause::NotJson { status: own } => assert!(*own == status && parse(body).is_err() && error.answer_lost()),
        Cause::Unexpected { status: own } => assert!(*own == status && parse(body).is_ok() && error.answer_lost()),
        other => panic!("no answer gives {other:?}"),
    }
}

/// What people are shown has an end, and nothing in it that turns or hides what stands around it.
fn check_text(text: &str, max: usize) {
    assert!(text.chars().count() <= max, "{} characters", text.chars().count());
    assert!(!text.chars().any(|c| c.is_control() || is_invisible(c)), "{text:?}");
}
