//! What is said of every call that fails in every way: one table, `golden_errors.txt`, that a person reads through.
//! `UPDATE_GOLDENS=1 cargo test --test core` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use hook_builder::devopness::endpoint::{Answer, Call, HookKind};
use hook_builder::devopness::error::{ApiError, Cause};

use crate::goldens::compare;

/// Every call that the page makes.
fn calls() -> Vec<Call> {
    use HookKind::{Incoming, Outgoing};
    vec![
        Call::Me,
        Call::Projects,
        Call::Project(3),
        Call::Environments(3),
        Call::Environment(12),
        Call::Applications(12),
        Call::Application(34),
        Call::Pipelines(34),
        Call::Pipeline(512),
        Call::Hooks(512),
        Call::Create(Outgoing, 512),
        Call::Create(Incoming, 512),
        Call::Hook(Outgoing),
        Call::Hook(Incoming),
        Call::Update(Outgoing),
        Call::Update(Incoming),
        Call::Delete(Outgoing),
        Call::Delete(Incoming),
        Call::Deliveries(Outgoing),
        Call::Deliveries(Incoming),
        Call::Delivery,
    ]
}

const STATUSES: [u16; 18] = [302, 400, 401, 402, 403, 404, 405, 409, 410, 413, 415, 418, 422, 429, 500, 502, 503, 504];

/// Every way in which a call can fail.
fn failures(call: Call) -> Vec<ApiError> {
    let mut all: Vec<ApiError> = STATUSES.iter().map(|status| Answer::of(call, *status, "").refused()).collect();
    let causes = [
        Cause::Offline,
        Cause::NoAnswer,
        Cause::TimedOut(30),
        Cause::CutOff { status: 200 },
        Cause::NotJson { status: 200 },
        Cause::TooLong { status: 200 },
        Cause::Unexpected { status: 200 },
        Cause::TokenToSend,
        Cause::TokenInHook,
    ];
    all.extend(causes.map(|cause| call.failed(cause)));
    all
}

#[test]
fn every_call_says_of_every_failure_what_happened_and_what_to_do() {
    let mut text = String::new();
    for call in calls() {
        let _ = writeln!(text, "=== {}", call.deed());
        for error in failures(call) {
            let _ = writeln!(text, "{}\n    {}", error.what(), error.next_step());
        }
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/core/golden_errors.txt");
    compare([(path, text)]);
}

#[test]
fn a_sentence_names_its_own_subject_and_no_other() {
    for call in calls() {
        for error in failures(call) {
            let said = format!("{} {}", error.what(), error.next_step());
            let names_pipeline = matches!(call, Call::Pipeline(_) | Call::Hooks(_) | Call::Create(..));
            assert!(names_pipeline || !said.contains("512") && !said.contains("pipeline's number"), "{said}");
            let about = |word: &str| said.contains(word) && !call.deed().contains(word);
            assert!(!about("incoming") && !about("outgoing") && !about("delivery"), "{said}");
            for text in [error.what(), error.next_step()] {
                assert!(text.ends_with('.') && !text.contains("  ") && !text.contains("the the"), "{text}");
                assert!(text.starts_with(|c: char| c.is_ascii_uppercase()), "{text}");
            }
        }
        let status = |status: u16| Answer::of(call, status, "").refused();
        assert!(status(404).what().contains(&call.subject()) && status(403).what().contains(&call.deed()));
    }
}

#[test]
fn the_words_of_the_api_follow_and_so_does_the_wait() {
    let say = |status: u16, body: &str, retry_after: Option<&str>| {
        let answer = Answer::of(Call::Hooks(512), status, body);
        Answer { retry_after: retry_after.map(str::to_string), ..answer }.refused()
    };
    assert_eq!(
        say(404, r#"{"message": "No such pipeline."}"#, None).what(),
        "The API does not know pipeline 512 (404): No such pipeline."
    );
    assert_eq!(
        say(502, "<html>nginx</html>", None).what(),
        "The server in front of the API got no usable answer from it (502). The answer is a web page, and not in the API's own words."
    );
    assert_eq!(say(429, "", Some(" 7 ")).next_step(), "Wait 7 seconds, then try again.");
    assert_eq!(say(429, "", Some("soon")).next_step(), "Wait a minute, then try again.");
    assert_eq!(say(503, "", Some("120")).next_step(), "It is not your fault. Try again in 2 minutes.");
}

#[test]
fn an_answer_is_lost_where_the_server_may_have_acted() {
    for call in calls() {
        for error in failures(call) {
            let lost = match error.cause {
                Cause::Offline | Cause::TokenToSend | Cause::TokenInHook => false,
                Cause::Refused { status, .. } => status >= 500,
                _ => true,
            };
            assert_eq!(error.answer_lost(), lost, "{error:?}");
        }
    }
}
