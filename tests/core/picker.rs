//! The way from all projects to one pipeline, against a world of lists.

use std::collections::BTreeMap;

use hook_builder::devopness::endpoint::{Answer, Call, Target};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::doctor::picker::{Level, Picker, Ticket};
use serde_json::{Value, json};

/// The lists by their paths.
type World = BTreeMap<&'static str, Vec<Value>>;

fn named(id: u64, name: &str) -> Value {
    json!({"id": id, "name": name})
}

fn pipeline(id: u64, operation: &str) -> Value {
    json!({"id": id, "name": format!("Run {id}"), "operation": operation, "resource_type": "application"})
}

/// Two projects; the first has a live and an archived environment, the second one live environment with one application.
fn world() -> World {
    let archived = json!({"id": 12, "name": "old", "type": "staging", "archived_at": "2026-01-05"});
    let repository = json!({
        "id": 34, "name": "shop", "repository": "acme/shop", "credential": {"provider": {"code": "github"}},
    });
    BTreeMap::from([
        ("/projects", vec![named(3, "Shop"), named(4, "Blog"), json!(null)]),
        ("/projects/3/environments", vec![archived.clone(), named(11, "live")]),
        ("/projects/4/environments", vec![named(21, "only")]),
        ("/environments/11/applications", vec![repository, named(35, "admin")]),
        ("/environments/12/applications", vec![]),
        ("/environments/21/applications", vec![named(36, "blog")]),
        ("/pipelines/application/34", vec![pipeline(520, "restart"), pipeline(512, "deploy"), pipeline(513, "deploy")]),
        ("/pipelines/application/35", vec![pipeline(521, "restart")]),
        ("/pipelines/application/36", vec![pipeline(514, "deploy")]),
    ])
}

fn start() -> Picker {
    Picker::start(Target { base: "https://h".into(), relay: None })
}

fn answer(value: &Value) -> Result<Answer, ApiError> {
    Ok(Answer::of(Call::Projects, 200, &value.to_string()))
}

/// Answers from the world until nothing more is asked for; returns the calls.
fn run(picker: &mut Picker, world: &World) -> Vec<String> {
    let mut calls = Vec::new();
    while let Some((ticket, request)) = picker.call() {
        assert!(picker.call().is_none(), "one call at a time");
        let (path, query) = request.url["https://h".len()..].split_once('?').unwrap();
        let page: usize =
            query.strip_prefix("page=").and_then(|q| q.strip_suffix("&per_page=100")).unwrap().parse().unwrap();
        let items: Vec<Value> = world[path].iter().skip(100 * (page - 1)).take(100).cloned().collect();
        calls.push(format!("{path} {page}"));
        picker.answered(ticket, answer(&items.into()));
    }
    calls
}

fn ids(picker: &Picker) -> Vec<u64> {
    picker.rows().map(|row| row.id).collect()
}

fn trail(picker: &Picker) -> Vec<u64> {
    picker.trail().map(|(_, row)| row.id).collect()
}

#[test]
fn one_list_after_the_other_leads_to_a_pipeline() {
    let (mut picker, world) = (start(), world());
    assert_eq!(picker.reading(), Some(0));
    assert_eq!(run(&mut picker, &world), ["/projects 1"]);
    // What has no id cannot be picked.
    assert_eq!((picker.level(), ids(&picker), picker.reading()), (Level::Project, vec![3, 4], None));
    assert!(!picker.can_go_back());
    picker.choose(99);
    assert_eq!((picker.level(), run(&mut picker, &world)), (Level::Project, vec![]));
    picker.choose(3);
    assert_eq!((ids(&picker), picker.reading()), (vec![], Some(0)));
    assert_eq!(run(&mut picker, &world), ["/projects/3/environments 1"]);
    // The archived one comes last, and says so.
    assert_eq!(ids(&picker), [11, 12]);
    assert!(picker.rows().last().is_some_and(|row| row.unlikely && row.note == "staging, archived"));
    picker.choose(11);
    assert_eq!(run(&mut picker, &world), ["/environments/11/applications 1"]);
    picker.choose(34);
    assert_eq!(run(&mut picker, &world), ["/pipelines/application/34 1"]);
    assert_eq!((ids(&picker), trail(&picker)), (vec![512, 513, 520], vec![3, 11, 34]));
    assert!(picker.picked().is_none());
    picker.choose(512);
    let picked = picker.picked().expect("a pipeline");
    assert_eq!((picked.pipeline.id, picked.application.repository.as_str()), (512, "acme/shop"));
    assert_eq!((run(&mut picker, &world), trail(&picker)), (vec![], vec![3, 11, 34, 512]));
    // A second press changes nothing.
    picker.choose(513);
    assert_eq!(trail(&picker), [3, 11, 34, 512]);
}

#[test]
fn a_list_with_one_entry_is_chosen_by_itself() {
    let (mut picker, world) = (start(), world());
    run(&mut picker, &world);
    picker.choose(4);
    let calls = ["/projects/4/environments 1", "/environments/21/applications 1", "/pipelines/application/36 1"];
    assert_eq!(run(&mut picker, &world), calls);
    assert_eq!(picker.picked().map(|picked| picked.pipeline.id), Some(514));
    // Back leads to where a person chose, and the only entry is not chosen anew at once.
    picker.back();
    assert_eq!((picker.level(), ids(&picker), picker.can_go_back()), (Level::Project, vec![3, 4], false));
    assert_eq!(run(&mut picker, &world), Vec::<String>::new());
    picker.back();
    assert_eq!(ids(&picker), [3, 4]);
}

#[test]
fn the_only_entry_is_left_to_the_person_where_it_is_hardly_meant() {
    let (mut picker, mut world) = (start(), world());
    run(&mut picker, &world);
    picker.choose(3);
    run(&mut picker, &world);
    picker.choose(11);
    run(&mut picker, &world);
    picker.choose(35);
    run(&mut picker, &world);
    assert_eq!((ids(&picker), picker.picked().is_none()), (vec![521], true));
    picker.choose(521);
    assert_eq!(picker.picked().map(|picked| picked.pipeline.id), Some(521));
    picker.back();
    assert_eq!((picker.level(), ids(&picker), picker.picked().is_none()), (Level::Pipeline, vec![521], true));
    let archived = json!({"id": 12, "name": "old", "archived_at": "2026-01-05"});
    world.insert("/projects/3/environments", vec![archived]);
    let mut picker = start();
    run(&mut picker, &world);
    picker.choose(3);
    run(&mut picker, &world);
    assert_eq!((picker.level(), ids(&picker)), (Level::Environment, vec![12]));
}

#[test]
fn back_leads_one_choice_back_and_an_answer_for_another_list_is_not_taken() {
    let (mut picker, world) = (start(), world());
    run(&mut picker, &world);
    picker.choose(3);
    let (late, _) = picker.call().expect("a call");
    picker.back();
    assert_eq!((picker.level(), ids(&picker)), (Level::Project, vec![3, 4]));
    picker.answered(late, answer(&json!([named(77, "late")])));
    assert_eq!((picker.level(), ids(&picker)), (Level::Project, vec![3, 4]));
    picker.choose(4);
    let (ticket, _) = picker.call().expect("a call");
    assert_ne!(ticket, late);
    picker.answered(late, answer(&json!([named(77, "late"), named(78, "late")])));
    assert_eq!(picker.reading(), Some(0));
    picker.answered(ticket, answer(&json!([named(1, "a"), named(2, "b")])));
    assert_eq!(ids(&picker), [1, 2]);
    // Twice the same answer counts once.
    picker.answered(ticket, answer(&json!([named(5, "c"), named(6, "d")])));
    assert_eq!(ids(&picker), [1, 2]);
}

#[test]
fn long_lists_are_read_page_by_page() {
    let (mut picker, mut world) = (start(), world());
    world.insert("/projects", (1..=250).map(|id| named(id, &format!("p{id}"))).collect());
    assert_eq!(run(&mut picker, &world), ["/projects 1", "/projects 2", "/projects 3"]);
    assert_eq!(picker.rows().count(), 250);
    assert_eq!(picker.remark(), None);
    // Twice the same answer is not taken for the next page.
    let mut twice = start();
    let page: Value = (1..=100).map(|id| named(id, "x")).collect::<Vec<_>>().into();
    let (ticket, _) = twice.call().expect("a call");
    twice.answered(ticket, answer(&page));
    twice.answered(ticket, answer(&page));
    assert_eq!((twice.reading(), twice.remark()), (Some(100), None));
    // What may be one of many is not chosen by itself.
    let mut odd = start();
    let page: Value = (1..=100).map(|id| if id == 1 { named(1, "x") } else { json!(null) }).collect::<Vec<_>>().into();
    for _ in 0..2 {
        let (ticket, _) = odd.call().expect("a call");
        odd.answered(ticket, answer(&page));
    }
    assert_eq!((odd.level(), ids(&odd)), (Level::Project, vec![1]));
    let mut stuck = start();
    let page: Value = (1..=100).map(|id| named(id, "x")).collect::<Vec<_>>().into();
    for read in [0, 100] {
        assert_eq!(stuck.reading(), Some(read));
        let (ticket, _) = stuck.call().expect("a call");
        stuck.answered(ticket, answer(&page));
    }
    assert!(stuck.call().is_none());
    assert_eq!(stuck.rows().count(), 100);
    assert!(stuck.remark().unwrap().contains("may be more"));
}

#[test]
fn what_is_typed_narrows_the_rows_of_one_list() {
    let (mut picker, world) = (start(), world());
    run(&mut picker, &world);
    picker.set_filter("SHO".into());
    assert_eq!((ids(&picker), picker.filter()), (vec![3], "SHO"));
    assert_eq!(picker.remark(), None);
    picker.set_filter("none such".into());
    assert_eq!(ids(&picker), Vec::<u64>::new());
    assert!(picker.remark().unwrap().contains("all these words"));
    // What is filtered away can still be meant by its id.
    picker.choose(3);
    assert_eq!(picker.filter(), "");
    run(&mut picker, &world);
    picker.set_filter("live".into());
    assert_eq!(ids(&picker), [11]);
    picker.back();
    assert_eq!(ids(&picker), [3, 4]);
}

#[test]
fn an_empty_list_says_what_is_missing() {
    let mut lists = world();
    lists.insert("/projects", vec![]);
    let mut picker = start();
    assert_eq!(picker.remark(), None);
    run(&mut picker, &lists);
    assert!(picker.remark().unwrap().contains("sees no project"));
    let mut picker = start();
    run(&mut picker, &world());
    picker.choose(3);
    run(&mut picker, &world());
    picker.choose(12);
    run(&mut picker, &world());
    assert_eq!(picker.remark(), Some("This environment has no application."));
    for (path, words) in [("/projects/4/environments", "no environment"), ("/pipelines/application/36", "no pipeline")]
    {
        let mut lists = world();
        lists.insert(path, vec![]);
        let mut picker = start();
        run(&mut picker, &lists);
        picker.choose(4);
        run(&mut picker, &lists);
        assert!(picker.remark().unwrap().contains(words), "{path}");
    }
}

#[test]
fn a_failure_is_told_and_reading_goes_on_where_it_stopped() {
    let mut picker = start();
    let fail = |picker: &mut Picker, answer: Result<Answer, ApiError>| -> Ticket {
        let (ticket, _) = picker.call().expect("a call");
        picker.answered(ticket, answer);
        ticket
    };
    let page: Value = (1..=100).map(|id| named(id, "x")).collect::<Vec<_>>().into();
    fail(&mut picker, answer(&page));
    let refused = Answer::of(Call::Projects, 403, r#"{"message": "Forbidden."}"#);
    fail(&mut picker, Ok(refused));
    assert!(picker.call().is_none() && picker.reading().is_none());
    let (what, next) = picker.failure().expect("a failure");
    assert_eq!(what, "The token may not list the projects (403): Forbidden.");
    assert!(next.ends_with("Or type the pipeline's number."), "{next}");
    picker.retry();
    assert!(picker.failure().is_none());
    assert_eq!(picker.reading(), Some(100));
    fail(&mut picker, Err(Call::Projects.failed(Cause::Offline)));
    assert!(picker.failure().is_some_and(|(what, _)| what == "This device has no network."));
    picker.retry();
    let (ticket, request) = picker.call().expect("a call");
    assert!(request.url.contains("page=2&"), "{}", request.url);
    picker.answered(ticket, answer(&json!([named(101, "last")])));
    assert_eq!(picker.rows().count(), 101);
    // Going on or back leaves the failure behind.
    picker.choose(101);
    fail(&mut picker, answer(&json!({})));
    assert!(picker.failure().is_some_and(|(what, _)| what.contains("not what was asked for")));
    picker.back();
    assert!(picker.failure().is_none());
    assert_eq!(picker.rows().count(), 101);
}
