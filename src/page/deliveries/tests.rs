//! What can happen to a panel of deliveries.

use serde_json::{Value, json};

use super::*;
use crate::devopness::delivery::{parse_deliveries, parse_delivery};
use crate::devopness::endpoint::{Answer, Call};
use crate::devopness::error::Cause;
use crate::form::values::FormValues;
use crate::provider::tokens::FORMS;

fn answer(body: &Value) -> Answer {
    Answer { call: Call::Hooks(512), status: 200, body: body.to_string(), retry_after: None }
}

fn entry(id: &str, minute: usize) -> Value {
    json!({
        "id": id, "created_at": format!("2026-01-01T10:{minute:02}:00.000000Z"),
        "response_status_code": 404, "hook": {"type": "out"},
    })
}

/// A panel with so many deliveries, the oldest first.
fn panel(count: usize) -> Panel {
    let hook = Hook { id: "7".into(), ..Hook::default() };
    let mut panel = Panel::open(hook, 3, crate::form::plan::plan(&FormValues::new("512", "acme/shop")).target);
    let all: Vec<Value> = (0..count).map(|at| entry(&format!("d{at}"), at)).collect();
    panel.take(parse_deliveries(&answer(&Value::Array(all)), FORMS).unwrap_or_default());
    panel
}

fn judged(panel: &Panel) -> (Delivery, Verdict) {
    let delivery = parse_delivery(&answer(&entry("d1", 1)), FORMS).unwrap_or_else(|error| panic!("{error:?}"));
    let verdict = Verdict::of(&delivery, panel.provider());
    (delivery, verdict)
}

#[test]
fn the_newest_stand_first_and_only_so_many_are_in_sight() {
    let mut panel = panel(60);
    assert_eq!((panel.hook().id.as_str(), panel.serial(), panel.pages().items().len()), ("7", 3, 60));
    assert_eq!((panel.in_sight().len(), panel.found(), panel.in_sight()[0]), (50, 60, 59));
    assert_eq!(panel.newest()[..2], ["d59", "d58"]);
    assert_eq!(panel.newest().len(), NEWEST);
    panel.show_more();
    assert_eq!(panel.in_sight().len(), 60);
    panel.find("10:05".into());
    assert_eq!((panel.in_sight(), panel.filter()), (&[5][..], "10:05"));
    panel.find(String::new());
    assert_eq!(panel.in_sight().len(), 50, "what was asked for more is forgotten");
}

#[test]
fn a_job_begins_and_ends_with_what_came_of_it() {
    let mut panel = panel(2);
    assert_eq!(panel.job(), Job::Nothing);
    panel.begin(Job::Listing);
    panel.stop();
    assert_eq!((panel.job(), panel.is_stopping()), (Job::Listing, true));
    panel.end(Some(Call::Hooks(512).failed(Cause::NoAnswer)));
    assert_eq!((panel.job(), panel.failed().map(|error| &error.cause)), (Job::Nothing, Some(&Cause::NoAnswer)));
    panel.begin(Job::Diagnosing(0, 2));
    assert!(!panel.is_stopping() && panel.failed().is_none());
    let (_, verdict) = judged(&panel);
    panel.diagnosed("d1", &verdict, (1, 2));
    assert_eq!((panel.job(), panel.verdict("d1").is_some()), (Job::Diagnosing(1, 2), true));
    assert!(panel.verdict("d0").is_none());
}

#[test]
fn what_became_of_a_delivery_is_kept_and_found_by_its_words() {
    let mut panel = panel(3);
    let before = panel.verdicts().clone();
    panel.show("d1");
    assert!(panel.shows("d1") && !panel.shows("d2") && matches!(panel.shown(), Some((_, Shown::Reading))));
    let read = judged(&panel);
    let words = read.1.words.clone();
    panel.explain("d1", Ok(read));
    assert!(matches!(panel.shown(), Some((id, Shown::Read(_))) if id == "d1"));
    assert!(*panel.verdicts() != before && panel.verdict("d1").is_some_and(|verdict| verdict.words == words));
    panel.find(words.to_uppercase());
    assert_eq!(panel.in_sight(), [1]);
    panel.explain("d2", Err(Call::Hooks(512).failed(Cause::NoAnswer)));
    assert!(matches!(panel.shown(), Some((_, Shown::Failed(_)))) && panel.verdict("d2").is_none());
    panel.hide();
    assert!(panel.shown().is_none());
}

#[test]
fn a_time_is_written_for_people() {
    for (text, expected) in
        [("2015-05-12T15:50:38.000000Z", "2015-05-12 15:50:38 UTC"), ("", "time not given"), ("yesterday", "yesterday")]
    {
        assert_eq!(time(text), expected);
    }
}
