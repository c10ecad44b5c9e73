//! Single cases: the order of calls, what each step says of itself, and other people and APIs that do what they like.

use hook_builder::devopness::endpoint::{Api, Call, HookKind};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::event::Event;
use hook_builder::devopness::request::Method;
use hook_builder::doctor::apply::{Apply, Next, Outcome, State};
use hook_builder::doctor::change::{Changes, changes};
use hook_builder::form::field::Field;
use hook_builder::form::plan::{ReadyPlan, plan};
use hook_builder::form::values::FormValues;
use serde_json::{Value, json};
use std::sync::Arc;

use super::server::{Acted, Fault, Seen, Server, read};
use super::situations::{begin, body, form, planned, ready, situations};
use super::{calm, drive, same_state, states};

fn situation(name: &str) -> Server {
    situations().into_iter().find(|(own, _)| *own == name).expect("a situation").1
}

fn ready_for(form: &FormValues) -> ReadyPlan {
    ReadyPlan::new(Arc::new(plan(form))).expect("the plan is ready")
}

/// The calls that a calm run makes, each as method, the last part of the address, and the name it writes.
fn calls(server: &mut Server, apply: &mut Apply) -> Vec<String> {
    let mut calls = Vec::new();
    loop {
        let (at, request) = match apply.next() {
            Next::Stop => return calls,
            Next::Look => {
                calls.push("LIST".into());
                apply.looked(server.look(Fault::None).as_deref().map_err(Clone::clone));
                continue;
            }
            Next::Send(at, request) => (at, request),
        };
        let body = request.body.as_ref().map_or(Value::Null, |body| serde_json::to_value(body).expect("a body"));
        let last = request.url.rsplit('/').next().unwrap_or_default();
        calls.push(
            format!("{} {last} {}", request.method.name(), body["name"].as_str().unwrap_or_default()).trim().into(),
        );
        apply.sending(at);
        assert_eq!((apply.next(), apply.outcome()), (Next::Stop, Outcome::Running));
        apply.answered(at, read(&request, server.answer(&request, Fault::None)));
    }
}

#[test]
fn the_ends_are_created_before_the_start_and_each_is_read_back() {
    let mut server = Server::default();
    let mut apply = begin(&server);
    assert_eq!(
        states(&apply),
        ["CI(build): failed Waiting", "CI(build): completed Waiting", "CI(build): started Waiting"]
    );
    assert_eq!((apply.outcome(), apply.pipeline(), apply.target()), (Outcome::Running, 512, ready().target()));
    let sent = calls(&mut server, &mut apply);
    let wanted = [
        "POST outgoing CI(build): failed",
        "GET id-1",
        "POST outgoing CI(build): completed",
        "GET id-2",
        "POST outgoing CI(build): started",
        "GET id-3",
        "LIST",
    ];
    assert_eq!(sent, wanted);
    assert_eq!(apply.outcome(), Outcome::Complete);
    assert_eq!(states(&apply)[2], "CI(build): started Created(\"id-3\")");
    assert!(apply.has_all_of(ready()) && apply.steps().iter().all(|step| step.differs().is_empty()));
    // Undoing goes the other way. Each hook is as it was left.
    let undone: Vec<String> = ["id-3", "id-2", "id-1"]
        .iter()
        .flat_map(|id| [format!("GET {id}"), format!("DELETE {id}")])
        .chain(["LIST".to_string(), "LIST".to_string()])
        .collect();
    apply.undo();
    assert_eq!(calls(&mut server, &mut apply), undone);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0));
    assert_eq!(states(&apply)[0], "CI(build): failed Deleted");
    assert!(!apply.has_all_of(ready()));
}

#[test]
fn creating_comes_before_updating_and_removing_comes_last() {
    let mut server = situation("all at once");
    let before = server.clone();
    let mut apply = begin(&server);
    assert_eq!(apply.steps()[2].state(), State::Waiting);
    let sent = calls(&mut server, &mut apply);
    let wanted = [
        "POST outgoing CI(build): completed",
        "GET id-8",
        "GET id-6",
        "PUT id-6 CI(build): failed",
        "GET id-6",
        // The hook that stays is still there.
        "GET id-7",
        "GET id-5",
        "DELETE id-5",
        // What is gone is believed of two lists.
        "LIST",
        "LIST",
    ];
    assert_eq!(sent, wanted);
    let wanted =
        ["completed Created(\"id-8\")", "failed Updated", "started Kept"].map(|line| ["CI(build): ", line].concat());
    assert_eq!(states(&apply)[..3], wanted);
    assert_eq!(states(&apply)[3], "old Removed");
    apply.undo();
    let wanted = [
        "POST outgoing old",
        "GET id-9",
        "GET id-6",
        "PUT id-6 CI(build): failed",
        "GET id-6",
        "GET id-8",
        "DELETE id-8",
        "LIST",
        "LIST",
    ];
    assert_eq!(calls(&mut server, &mut apply), wanted);
    assert!(same_state(&server.hooks, &before.hooks));
    let wanted = ["completed Deleted", "failed Restored", "started Nothing"].map(|line| ["CI(build): ", line].concat());
    assert_eq!(states(&apply)[..3], wanted);
    assert_eq!(states(&apply)[3], "old Recreated(\"id-9\")");
    assert_eq!(
        apply.steps().iter().map(|step| step.id()).collect::<Vec<_>>(),
        ["id-8", "id-6", "id-7", "id-9"].map(Some)
    );
}

#[test]
fn duplicates_for_the_start_go_before_those_for_the_ends() {
    let mut server = Server::default();
    for at in [0, 1, 2, 0, 1, 2] {
        server.add(&body(at));
    }
    let mut apply = begin(&server);
    let sent = calls(&mut server, &mut apply);
    assert_eq!(sent[..3], ["GET id-1", "GET id-2", "GET id-3"]);
    let each = |id| [format!("GET {id}"), format!("DELETE {id}")];
    let removals = [each("id-4"), each("id-6"), each("id-5")].concat();
    assert_eq!(sent[3..9], removals);
    assert_eq!(sent[9..], ["LIST", "LIST"]);
}

#[test]
fn an_update_keeps_unknown_settings_and_says_that_conditions_are_none() {
    let mut server = situation("one differs");
    let mut apply = begin(&server);
    calm(&mut server, &mut apply);
    assert_eq!(server.hooks[1]["settings"]["tomorrow"], json!({"deep": [1.50]}));
    assert_eq!(server.hooks[1]["trigger_when"], json!({"events": ["action.failed"], "conditions": []}));
    assert_eq!(server.hooks[1]["settings"]["request_body"]["description"], "Application building failed");
    // A setting that the API drops is told, though the page does not know it.
    let mut server = situation("one differs");
    server.quirk = Some(|hook| {
        hook["settings"].as_object_mut().map(|settings| settings.remove("tomorrow"));
    });
    let mut apply = begin(&server);
    calm(&mut server, &mut apply);
    let differs: Vec<_> =
        apply.steps()[0].differs().iter().map(|edit| (edit.field.as_str(), edit.old.as_deref())).collect();
    assert_eq!((differs, apply.outcome()), (vec![("Setting tomorrow", None)], Outcome::Complete));
}

#[test]
fn what_the_api_makes_of_a_hook_is_told_and_fails_nothing() {
    for name in ["empty", "one differs"] {
        let mut server = situation(name);
        server.quirk = Some(|hook| {
            hook["target_url"] = json!(hook["target_url"].as_str().map(|url| url.replace("{{ ", "{{")));
            hook["settings"]["request_headers"].as_array_mut().map(|headers| headers.pop());
            hook["verify_ssl"] = json!(false);
        });
        let mut apply = begin(&server);
        calm(&mut server, &mut apply);
        assert_eq!(apply.outcome(), Outcome::Complete);
        let step = apply.steps().iter().find(|step| step.change().event() == Some(Event::Failed)).expect("a step");
        let fields: Vec<&str> = step.differs().iter().map(|edit| edit.field.as_str()).collect();
        assert_eq!(fields, ["Target URL", "Header X-GitHub-Api-Version"], "{name}");
        assert_eq!(step.differs()[1].new.as_deref(), Some("2022-11-28"));
    }
}

#[test]
fn what_cannot_be_read_back_is_told_and_stops_nothing() {
    let mut server = Server::default();
    server.quirk = Some(|hook| hook["name"] = json!("x"));
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| if call == 1 { Fault::Refused(403) } else { Fault::None });
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 3));
    let step = &apply.steps()[0];
    assert!(step.not_read_back().and_then(ApiError::status) == Some(403));
    // Then the answer to the create is what is known.
    assert_eq!(step.differs()[0].field, "Name");
    assert_eq!(apply.steps()[1].not_read_back(), None);
}

#[test]
fn a_hook_that_is_not_what_the_list_said_is_not_touched() {
    for (name, at) in [("one differs", 1), ("a duplicate", 0)] {
        let mut server = situation(name);
        let mut apply = begin(&server);
        server.hooks[at]["name"] = json!("somebody else was here");
        let before = server.hooks.clone();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), apply.next()), (Outcome::Stale, Next::Stop), "{name}");
        assert_eq!(apply.steps().iter().filter(|step| step.state() == State::Stale).count(), 1);
        // Going on is no use; the changes are worked out anew, and Undo still takes all back.
        apply.resume();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), &server.hooks), (Outcome::Stale, &before), "{name}");
        let mut again = Apply::start(ready().target(), 512, planned(&server), Some(apply));
        calm(&mut server, &mut again);
        assert_eq!(again.outcome(), Outcome::Complete);
        assert!(!planned(&server).any());
        again.undo();
        calm(&mut server, &mut again);
        assert_eq!(again.outcome(), Outcome::Undone);
        assert!(same_state(&server.hooks, &before));
    }
}

#[test]
fn a_duplicate_is_not_removed_when_the_hook_that_stays_is_gone_or_changed() {
    for change in
        [|hooks: &mut Vec<Value>| drop(hooks.remove(1)), |hooks: &mut Vec<Value>| hooks[1]["active"] = json!(false)]
    {
        let mut server = situation("a duplicate");
        let mut apply = begin(&server);
        change(&mut server.hooks);
        let before = server.hooks.clone();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), &server.hooks), (Outcome::Stale, &before));
        let kept = apply.steps().iter().find(|step| step.id() == Some("id-2")).expect("a step");
        assert_eq!(kept.state(), State::Stale);
        // The changes that are worked out anew make one full set of what is left.
        let mut again = Apply::start(ready().target(), 512, planned(&server), Some(apply));
        calm(&mut server, &mut again);
        assert!(again.outcome() == Outcome::Complete && !planned(&server).any());
    }
}

#[test]
fn a_list_that_says_less_than_the_hook_is_believed() {
    let mut server = situation("one differs");
    let mut list = server.list();
    for hook in &mut list {
        (hook.headers, hook.body, hook.active) = (Vec::new(), Value::Null, None);
    }
    let mut apply = Apply::start(ready().target(), 512, changes(ready(), &list, &[]), None);
    calm(&mut server, &mut apply);
    // Those that were right are seen to be so, and nothing is sent for them.
    let states: Vec<State> = apply.steps().iter().map(|step| step.state()).collect();
    assert_eq!((states, server.done.len()), (vec![State::Updated, State::Kept, State::Kept], 1));
}

#[test]
fn a_hook_that_is_gone_is_planned_anew_or_needs_no_removal() {
    let gone = |server: &mut Server, apply: &mut Apply, at: usize, hook: usize| {
        for _ in 0..at {
            let Next::Send(step, request) = apply.next() else { panic!("{:#?}", states(apply)) };
            apply.sending(step);
            apply.answered(step, read(&request, server.answer(&request, Fault::None)));
        }
        server.hooks.remove(hook);
        calm(server, apply);
    };
    // Gone before it was read, and gone between reading and writing.
    for calls in [0, 1] {
        let mut server = situation("one differs");
        let mut apply = begin(&server);
        gone(&mut server, &mut apply, calls, 1);
        assert_eq!((apply.outcome(), apply.steps()[0].state()), (Outcome::Stale, State::Stale));
        let before = server.hooks.clone();
        let mut again = Apply::start(ready().target(), 512, planned(&server), Some(apply));
        calm(&mut server, &mut again);
        assert_eq!((again.outcome(), again.steps()[0].state()), (Outcome::Complete, State::Created("id-4")));
        assert!(!planned(&server).any());
        again.undo();
        calm(&mut server, &mut again);
        assert!(again.outcome() == Outcome::Undone && same_state(&server.hooks, &before));
    }
    // A duplicate, before and after it was read.
    for (at, state) in [(1, State::Gone), (2, State::Removed)] {
        let mut server = situation("a duplicate");
        let mut apply = begin(&server);
        gone(&mut server, &mut apply, at, 0);
        assert_eq!((apply.outcome(), apply.steps()[3].state()), (Outcome::Complete, state));
    }
    // Deleted by somebody after it was changed: that is not undone.
    let mut server = situation("one differs");
    let mut apply = begin(&server);
    calm(&mut server, &mut apply);
    server.hooks.remove(1);
    apply.undo();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), apply.steps()[0].state()), (Outcome::Undone, State::Vanished));
}

#[test]
fn an_answer_about_another_hook_changes_nothing() {
    let mut server = situation("a duplicate");
    let mut apply = begin(&server);
    let Next::Send(at, request) = apply.next() else { panic!() };
    assert!(request.url.ends_with("/id-2"));
    apply.sending(at);
    let other = server.hooks[0].to_string();
    apply.answered(at, read(&request, Ok((200, other))));
    let read_outgoing = Call::Hook(HookKind::Outgoing);
    assert_eq!(
        (apply.outcome(), apply.steps()[at].state()),
        (Outcome::Partial, State::Failed(&read_outgoing.failed(Cause::Unexpected { status: 200 })))
    );
    apply.resume();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 3));
}

#[test]
fn each_fault_is_told_as_what_it_is() {
    let stopped = |at: usize, fault: Fault| {
        let mut server = Server::default();
        let mut apply = begin(&server);
        drive(&mut server, &mut apply, &mut |call, _| if call == at { fault } else { Fault::None });
        (server, apply)
    };
    let (_, apply) = stopped(2, Fault::Refused(429));
    let State::Failed(error) = apply.steps()[1].state() else { panic!("{apply:#?}") };
    assert!(matches!(error.cause, Cause::Refused { status: 429, retry_after: Some(7), .. }), "{error:?}");
    assert_eq!((apply.outcome(), apply.steps()[2].state()), (Outcome::Partial, State::Waiting));
    let (_, apply) = stopped(0, Fault::Lost(Acted::Not));
    let late = Call::Create(HookKind::Outgoing, 512).failed(Cause::TimedOut(30));
    assert_eq!(apply.steps()[0].state(), State::NotThere(&late));
    let (server, apply) = stopped(0, Fault::Lost(Acted::Yes));
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 3));
    // The look fails as well: whether it is there stays open, and is looked for at the next press.
    let mut server = Server::default();
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| match call {
        0 => Fault::Lost(Acted::Yes),
        _ => Fault::Offline,
    });
    assert_eq!(apply.steps()[0].state(), State::Lost(&late));
    let offline = Call::Hooks(512).failed(Cause::Offline);
    assert_eq!((apply.outcome(), apply.steps()[0].look_error()), (Outcome::Partial, Some(&offline)));
    apply.resume();
    assert_eq!((apply.next(), apply.outcome(), apply.steps()[0].look_error()), (Next::Look, Outcome::Running, None));
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 3));
}

#[test]
fn a_hook_that_was_there_before_is_not_taken_for_a_lost_one() {
    // Another status under the same name, at the same address, for the same event.
    let mut server = Server::default();
    let mut other = body(1);
    other["settings"]["request_body"]["context"] = json!("other");
    server.add(&other);
    let before = server.hooks.clone();
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| if call == 0 { Fault::Lost(Acted::Not) } else { Fault::None });
    let late = Call::Create(HookKind::Outgoing, 512).failed(Cause::TimedOut(30));
    assert_eq!(apply.steps()[0].state(), State::NotThere(&late));
    apply.undo();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks), (Outcome::Undone, before));
}

#[test]
fn after_a_cancel_it_is_still_read_what_became_of_the_last_call() {
    // Situation, the call that is cancelled and what becomes of it, and how often is read after it.
    for (name, at, fault, reads, state) in [
        ("empty", 0, Fault::None, 1, State::Created("id-1")),
        ("empty", 0, Fault::Lost(Acted::Yes), 2, State::Created("id-1")),
        ("empty", 1, Fault::None, 0, State::Created("id-1")),
        // It was the last one, so that the end is looked at.
        ("one differs", 1, Fault::Lost(Acted::Yes), 2, State::Updated),
        // What was only read before a change is not gone on with.
        ("one differs", 0, Fault::None, 0, State::Waiting),
    ] {
        let mut server = situation(name);
        let mut apply = begin(&server);
        let calls = drive(&mut server, &mut apply, &mut |call, apply| {
            if call == at {
                apply.cancel();
                return fault;
            }
            Fault::None
        });
        assert_eq!((calls, apply.steps()[0].state()), (at + 1 + reads, state), "{name}, {at}, {fault:?}");
    }
}

#[test]
fn what_was_lost_once_is_looked_for_at_every_press() {
    // Lost, not there, sent again and refused: the first call may be carried out later still.
    let mut server = Server::default();
    let mut apply = begin(&server);
    let lost = |call, _: &mut Apply| if call == 0 { Fault::Lost(Acted::Not) } else { Fault::None };
    drive(&mut server, &mut apply, &mut { lost });
    apply.resume();
    drive(&mut server, &mut apply, &mut |call, _| if call == 1 { Fault::Refused(422) } else { Fault::None });
    assert!(matches!(apply.steps()[0].state(), State::Failed(error) if error.status() == Some(422)));
    server.add(&body(1));
    for undo in [false, true] {
        let (mut server, mut apply) = (server.clone(), apply.clone());
        if undo {
            apply.undo()
        } else {
            apply.resume()
        }
        assert_eq!(apply.next(), Next::Look);
        calm(&mut server, &mut apply);
        let wanted = if undo { (Outcome::Undone, 0) } else { (Outcome::Complete, 3) };
        assert_eq!((apply.outcome(), server.hooks.len()), wanted);
    }
    // Lost, not there, and cancelled before it was sent again.
    let mut server = Server::default();
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut { lost });
    apply.resume();
    apply.cancel();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), apply.steps()[0].state()), (Outcome::Partial, State::Waiting));
    server.add(&body(1));
    apply.undo();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0));
}

#[test]
fn a_corrected_form_keeps_what_exists_and_undo_takes_all_back() {
    let mut server = Server::default();
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| if call == 2 { Fault::Refused(422) } else { Fault::None });
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Partial, 1));
    let mut corrected = form();
    corrected.set_text(Field::HookName(Event::Completed), "corrected".into());
    let plan = ready_for(&corrected);
    let mut again = Apply::start(plan.target(), 512, changes(&plan, &server.list(), &[]), Some(apply.clone()));
    assert!(again.before().is_some() && again.is_for(&plan) && !again.has_all_of(&plan));
    drive(&mut server, &mut again, &mut |call, _| if call == 2 { Fault::Refused(403) } else { Fault::None });
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Partial, 2));
    // On to the end: one full set, with the hook of the first run.
    let (mut on, mut done) = (server.clone(), again.clone());
    done.resume();
    calm(&mut on, &mut done);
    assert!(done.has_all_of(&plan) && !done.has_all_of(ready()));
    let names: Vec<&str> = on.hooks.iter().filter_map(|hook| hook["name"].as_str()).collect();
    assert_eq!(names, ["CI(build): failed", "corrected", "CI(build): started"]);
    // What is complete is not remembered by the next one.
    let mut next = Apply::start(plan.target(), 512, changes(&plan, &on.list(), &[]), Some(done));
    assert!(next.before().is_none());
    assert_eq!((calls(&mut on, &mut next), next.outcome()), (vec!["LIST".to_string()], Outcome::Complete));
    // Back: both runs are undone, also where that stops on the way. What was refused is looked for first.
    again.undo();
    drive(&mut server, &mut again, &mut |call, _| if call == 4 { Fault::Lost(Acted::Not) } else { Fault::None });
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::UndoPartial, 1));
    again.resume();
    calm(&mut server, &mut again);
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Undone, 0));
    assert_eq!(again.before().map(|before| before.outcome()), Some(Outcome::Undone));
    let next = Apply::start(plan.target(), 512, changes(&plan, &[], &[]), Some(again));
    assert!(next.before().is_none());
}

#[test]
fn what_a_first_run_lost_is_undone_by_the_second_though_it_was_written_late() {
    for updated in [false, true] {
        let mut server = Server::default();
        let mut apply = begin(&server);
        drive(&mut server, &mut apply, &mut |call, _| if call == 0 { Fault::Lost(Acted::Later) } else { Fault::None });
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Partial, 0));
        let mut corrected = form();
        corrected.set_text(Field::Description(Event::Failed), "corrected".into());
        let plan = ready_for(&corrected);
        if updated {
            // It is in the list that the second run starts from, which changes it.
            server.catch_up();
        }
        let mut again = Apply::start(plan.target(), 512, changes(&plan, &server.list(), &[]), Some(apply));
        calm(&mut server, &mut again);
        assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Complete, 3));
        server.catch_up();
        again.undo();
        calm(&mut server, &mut again);
        assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Undone, 0), "{updated}");
    }
}

#[test]
fn a_run_begun_while_a_call_is_under_way_looks_for_it() {
    let mut server = Server::default();
    let mut apply = begin(&server);
    let Next::Send(at, request) = apply.next() else { panic!() };
    apply.sending(at);
    // While it is under way nothing is turned round or sent.
    apply.undo();
    apply.resume();
    assert_eq!(
        (apply.next(), apply.outcome(), apply.steps()[at].state()),
        (Next::Stop, Outcome::Running, State::Active)
    );
    let mut again = Apply::start(ready().target(), 512, planned(&server), Some(apply));
    drop(server.answer(&request, Fault::None));
    again.undo();
    assert_eq!(again.next(), Next::Look);
    calm(&mut server, &mut again);
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Undone, 0));
}

#[test]
fn a_run_for_another_pipeline_or_api_is_forgotten() {
    let mut server = Server::default();
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| if call == 2 { Fault::Refused(422) } else { Fault::None });
    let mut staging = form();
    staging.api = Api::Staging;
    let staging = ready_for(&staging);
    for (target, pipeline) in [(ready().target(), 513), (staging.target(), 512)] {
        let other = Apply::start(target, pipeline, planned(&Server::default()), Some(apply.clone()));
        assert!(other.before().is_none() && (other.pipeline(), other.target()) == (pipeline, target));
        assert!(!other.is_for(ready()));
    }
    assert!(Apply::start(ready().target(), 512, planned(&server), Some(apply)).before().is_some());
}

#[test]
fn an_answer_that_nobody_waits_for_is_ignored() {
    let mut server = Server::default();
    let mut apply = begin(&server);
    let before = apply.clone();
    apply.sending(3);
    apply.answered(0, Err(Call::Hooks(512).failed(Cause::Offline)));
    apply.answered(7, Err(Call::Hooks(512).failed(Cause::Offline)));
    apply.looked(Ok(&[]));
    assert_eq!(apply, before);
    calm(&mut server, &mut apply);
    let before = apply.clone();
    apply.resume();
    apply.looked(Err(Call::Hooks(512).failed(Cause::Offline)));
    assert_eq!(apply, before);
}

#[test]
fn chosen_hooks_are_paused_resumed_and_removed_and_that_can_be_undone() {
    let mut server = situation("the set");
    let incoming = json!({"type": "in", "name": "Push", "active": true, "requires_secret": false,
        "settings": {"variables": []}, "trigger_when": []});
    let id = server.add(&incoming);
    let before = server.clone();
    let ids = ["id-1".to_string(), id];
    for (changes, wanted) in [
        (Changes::switching(&ids, false, &server.list()), vec![State::Updated; 2]),
        (Changes::removing(&ids, &server.list()), vec![State::Removed; 2]),
    ] {
        let mut server = before.clone();
        let mut apply = Apply::start(ready().target(), 512, changes, None);
        calm(&mut server, &mut apply);
        assert_eq!(apply.outcome(), Outcome::Complete);
        let mut states: Vec<State> = apply.steps().iter().map(|step| step.state()).collect();
        assert_eq!(states, wanted);
        let left: Vec<_> =
            server.hooks.iter().filter(|hook| hook["active"] == true).map(|hook| hook["id"].clone()).collect();
        assert_eq!(left, ["id-2", "id-3"]);
        apply.undo();
        calm(&mut server, &mut apply);
        states = apply.steps().iter().map(|step| step.state()).collect();
        assert!(states.iter().all(|state| matches!(state, State::Restored | State::Recreated(_))), "{states:?}");
        let bare = |server: &Server| {
            let mut hooks = server.hooks.clone();
            for hook in &mut hooks {
                // Of an empty list that stands for an object the API makes none again.
                hook["trigger_when"] = hook["trigger_when"].get("events").cloned().unwrap_or_default();
            }
            hooks
        };
        assert!(same_state(&bare(&server), &bare(&before)), "{:#?}", server.hooks);
    }
    // Gone meanwhile: there is nothing to pause.
    let mut apply = Apply::start(ready().target(), 512, Changes::switching(&ids[..1], false, &server.list()), None);
    server.hooks.remove(0);
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), apply.steps()[0].state()), (Outcome::Complete, State::Gone));
    // Gone between reading and writing.
    let mut server = before.clone();
    let mut apply = Apply::start(ready().target(), 512, Changes::switching(&ids[..1], false, &server.list()), None);
    let Next::Send(at, request) = apply.next() else { panic!() };
    apply.sending(at);
    apply.answered(at, read(&request, server.answer(&request, Fault::None)));
    server.hooks.remove(0);
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), apply.steps()[0].state()), (Outcome::Complete, State::Gone));
    // Paused meanwhile by somebody else.
    let mut server = before.clone();
    let mut apply = Apply::start(ready().target(), 512, Changes::switching(&ids[..1], false, &server.list()), None);
    server.hooks[0]["active"] = json!(false);
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), apply.steps()[0].state(), server.done.len()), (Outcome::Complete, State::Kept, 0));
}

/// The page's requests as a server that is lied about, or lies, has them: what a run makes of it in the end.
fn run(name: &str, fault: impl Fn(usize) -> Fault) -> (Server, Apply) {
    let mut server = situation(name);
    let mut apply = begin(&server);
    drive(&mut server, &mut apply, &mut |call, _| fault(call));
    (server, apply)
}

#[test]
fn a_create_that_was_repeated_on_its_way_is_told_and_its_twin_goes_with_a_press_or_with_undo() {
    for repeated in [Fault::Repeated(Seen::Yes), Fault::Repeated(Seen::No)] {
        let (server, apply) = run("empty", |call| if call == 0 { repeated } else { Fault::None });
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Doubled, 4), "{repeated:?}");
        let twins: Vec<&str> = apply.twins().iter().map(|hook| hook.name.as_str()).collect();
        assert_eq!(twins, ["CI(build): failed"]);
        assert!(!apply.has_all_of(ready()));
        let (mut cleaned, mut done) = (server.clone(), apply.clone());
        done.remove_twins();
        calm(&mut cleaned, &mut done);
        assert_eq!((done.outcome(), cleaned.hooks.len(), planned(&cleaned).any()), (Outcome::Complete, 3, false));
        // What was a twin does not come back.
        for (mut server, mut apply) in [(server, apply), (cleaned, done)] {
            let written = apply.undo_calls().expect("calls").len();
            assert_eq!(written, server.hooks.len());
            apply.undo();
            calm(&mut server, &mut apply);
            assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0));
        }
    }
    // Every create, and every answer lost.
    let (mut server, mut apply) = run("empty", |_| Fault::Repeated(Seen::No));
    while apply.outcome() == Outcome::Partial {
        apply.resume();
        calm(&mut server, &mut apply);
    }
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Doubled, 4));
    apply.undo();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0));
}

#[test]
fn a_hook_that_is_created_again_by_undo_and_was_repeated_is_there_once() {
    let (mut server, mut apply) = run("a duplicate", |_| Fault::None);
    let before = situation("a duplicate").hooks;
    apply.undo();
    drive(&mut server, &mut apply, &mut |call, _| if call == 0 { Fault::Repeated(Seen::Yes) } else { Fault::None });
    assert_eq!(apply.outcome(), Outcome::Undone);
    assert!(same_state(&server.hooks, &before), "{:#?}", states(&apply));
}

#[test]
fn a_server_that_makes_ever_more_twins_is_left_alone() {
    let (mut server, mut apply) = run("empty", |call| if call == 0 { Fault::Repeated(Seen::Yes) } else { Fault::None });
    apply.undo();
    let mut calls = 0;
    while apply.next() != Next::Stop {
        calls += 1;
        assert!(calls < 30, "it does not end");
        match apply.next() {
            Next::Send(at, request) => {
                apply.sending(at);
                apply.answered(at, read(&request, server.answer(&request, Fault::None)));
                if request.method == Method::Delete && server.hooks.is_empty() {
                    server.add(&body(0));
                }
            }
            _ => apply.looked(Ok(&server.list())),
        }
    }
    assert_eq!((apply.outcome(), apply.twins().len()), (Outcome::UndoPartial, 1));
    // A person may go on.
    apply.resume();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0));
}

#[test]
fn a_hook_of_somebody_else_is_no_twin() {
    for change in [
        |hook: &mut Value| hook["settings"]["request_body"]["context"] = json!("other"),
        |hook: &mut Value| hook["target_url"] = json!("https://api.github.com/repos/acme/web/statuses/{{ x }}"),
        |hook: &mut Value| hook["name"] = json!("somebody's"),
        |hook: &mut Value| hook["trigger_when"]["events"] = json!(["action.failed", "action.completed"]),
    ] {
        let mut server = Server::default();
        let mut apply = begin(&server);
        let mut hook = body(0);
        change(&mut hook);
        drive(&mut server, &mut apply, &mut |call, _| if call == 6 { Fault::Offline } else { Fault::None });
        let offline = Call::Hooks(512).failed(Cause::Offline);
        assert_eq!((apply.outcome(), apply.look_error()), (Outcome::Partial, Some(&offline)));
        assert!(apply.is_answered());
        server.add(&hook);
        apply.resume();
        calm(&mut server, &mut apply);
        assert_eq!(apply.outcome(), Outcome::Complete, "{hook}");
        apply.undo();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 1), "{hook}");
    }
}

#[test]
fn what_somebody_else_creates_while_a_run_is_stopped_is_not_created_once_more() {
    let (mut server, mut apply) = run("empty", |call| if call == 2 { Fault::Refused(403) } else { Fault::None });
    // The hook whose create was refused may be this run's own; the third was never sent.
    server.add(&body(0));
    apply.resume();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Stale, 2));
    let mut again = Apply::start(ready().target(), 512, planned(&server), Some(apply));
    calm(&mut server, &mut again);
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Complete, 3));
    // Of them this run made two.
    again.undo();
    calm(&mut server, &mut again);
    assert_eq!((again.outcome(), server.hooks.len()), (Outcome::Undone, 1));
}

#[test]
fn what_was_claimed_and_not_done_is_not_told_as_done() {
    // A create, an update and a delete.
    for (name, call) in [("empty", 0), ("one differs", 1), ("a duplicate", 2)] {
        let before = situation(name).hooks;
        let (mut server, mut apply) = run(name, |at| if at == call { Fault::Claimed } else { Fault::None });
        assert_eq!(apply.outcome(), Outcome::Partial, "{name}: {:#?}", states(&apply));
        assert!(apply.steps().iter().any(|step| step.state() == State::Denied));
        let (mut undone, mut back) = (server.clone(), apply.clone());
        apply.resume();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), planned(&server).any()), (Outcome::Complete, false), "{name}");
        back.undo();
        calm(&mut undone, &mut back);
        assert!(back.outcome() == Outcome::Undone && same_state(&undone.hooks, &before), "{name}");
    }
    // Undoing: the API says that it deleted, or that there is nothing to delete.
    for fault in [Fault::Claimed, Fault::Unknown] {
        let (mut server, mut apply) = run("empty", |_| Fault::None);
        apply.undo();
        drive(&mut server, &mut apply, &mut |call, _| if call == 1 { fault } else { Fault::None });
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::UndoPartial, 1), "{fault:?}");
        apply.resume();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Undone, 0), "{fault:?}");
    }
}

#[test]
fn the_id_of_an_answer_counts_only_when_the_list_has_it() {
    for id in ["7", "..", "id-2", "5d1c5f2e-0000-4000-8000-00000000beef"] {
        // The same for each of them, too.
        for always in [false, true] {
            let (server, apply) = run("only others", |call| match call {
                0 => Fault::WrongId(id),
                _ if always => Fault::WrongId(id),
                _ => Fault::None,
            });
            assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 7), "{id}: {:#?}", states(&apply));
            let own: Vec<Option<&str>> = apply.steps().iter().map(|step| step.id()).collect();
            assert_eq!(own[..3], [Some("id-5"), Some("id-6"), Some("id-7")], "{id}");
        }
    }
}

#[test]
fn a_hook_that_cannot_be_read_back_though_it_is_listed_is_told() {
    let (server, apply) = run("empty", |call| if call == 1 || call == 3 { Fault::Unknown } else { Fault::None });
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Complete, 3));
    let unread: Vec<bool> = apply.steps().iter().map(|step| step.not_read_back().is_some()).collect();
    assert_eq!(unread, [true, false, false]);
}

#[test]
fn a_list_that_says_something_else_each_time_is_no_proof() {
    let (mut server, mut apply) = run("empty", |call| if call == 0 { Fault::Repeated(Seen::Yes) } else { Fault::None });
    apply.undo();
    let mut looks = 0;
    while apply.next() != Next::Stop {
        match apply.next() {
            Next::Send(at, request) => {
                apply.sending(at);
                apply.answered(at, read(&request, server.answer(&request, Fault::None)));
            }
            _ => {
                looks += 1;
                server.hooks.clear();
                (0..looks).for_each(|_| drop(server.add(&body(0))));
                apply.looked(Ok(&server.list()));
            }
        }
    }
    assert_eq!((apply.outcome(), looks), (Outcome::UndoPartial, 6));
    assert_eq!(apply.look_error(), Some(&Call::Hooks(512).failed(Cause::Unexpected { status: 200 })));
}
