//! A server that is honest and slow, and other people who do the same at the same time.

use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::apply::{Apply, Next, Outcome, State};
use hook_builder::doctor::change::Change;
use serde_json::json;

use super::server::{Fault, Server, read};
use super::situations::{begin, body, planned, situations};
use super::{calm, drive, states};

/// Goes on to the end, with lists that are read by `list`.
fn with_lists(server: &mut Server, apply: &mut Apply, list: &dyn Fn(&Server) -> Vec<Hook>) {
    for _ in 0..200 {
        match apply.next() {
            Next::Stop => return,
            Next::Look => apply.looked(Ok(&list(server))),
            Next::Send(at, request) => {
                apply.sending(at);
                apply.answered(at, read(&request, server.answer(&request, Fault::None)));
            }
        }
    }
    panic!("it does not end: {:#?}", states(apply));
}

#[test]
fn a_list_that_is_behind_makes_no_hook_twice_and_hides_none_from_undo() {
    let behind = |_: &Server| Vec::new();
    let (mut server, mut apply) = (Server::default(), begin(&Server::default()));
    with_lists(&mut server, &mut apply, &behind);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Partial, 3));
    assert!(apply.steps().iter().all(|step| step.state() == State::Unlisted && step.id().is_some()));
    let (mut undone, mut back) = (server.clone(), apply.clone());
    // However often it is gone on with.
    for _ in 0..3 {
        apply.resume();
        with_lists(&mut server, &mut apply, &behind);
        assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Partial, 3));
    }
    apply.resume();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len(), planned(&server).any()), (Outcome::Complete, 3, false));
    back.undo();
    with_lists(&mut undone, &mut back, &behind);
    assert_eq!((back.outcome(), undone.hooks.len()), (Outcome::Undone, 0));
    // What is deleted may be listed for a while.
    let all = server.list();
    apply.undo();
    with_lists(&mut server, &mut apply, &|_| all.clone());
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::UndoPartial, 0));
    apply.resume();
    calm(&mut server, &mut apply);
    assert_eq!(apply.outcome(), Outcome::Undone);
}

#[test]
fn a_set_that_somebody_creates_after_the_end_is_not_undone() {
    let (mut server, mut apply) = (Server::default(), begin(&Server::default()));
    calm(&mut server, &mut apply);
    let theirs: Vec<String> = (0..3).map(|at| server.add(&body(at))).collect();
    apply.undo();
    calm(&mut server, &mut apply);
    let left: Vec<&str> = server.hooks.iter().filter_map(|hook| hook["id"].as_str()).collect();
    assert_eq!((apply.outcome(), left), (Outcome::Undone, theirs.iter().map(String::as_str).collect()));
}

#[test]
fn of_two_who_create_at_once_and_remove_what_is_too_many_one_set_stays() {
    let mut server = Server::default();
    let (mut one, mut two) = (begin(&server), begin(&server));
    // Call by call in turn, up to the look at the end.
    while one.next() != Next::Look || two.next() != Next::Look {
        for apply in [&mut one, &mut two] {
            if let Next::Send(at, request) = apply.next() {
                apply.sending(at);
                apply.answered(at, read(&request, server.answer(&request, Fault::None)));
            }
        }
    }
    calm(&mut server, &mut one);
    calm(&mut server, &mut two);
    assert_eq!((one.outcome(), two.outcome(), server.hooks.len()), (Outcome::Doubled, Outcome::Doubled, 6));
    one.remove_twins();
    calm(&mut server, &mut one);
    two.remove_twins();
    calm(&mut server, &mut two);
    assert_eq!((one.outcome(), server.hooks.len(), planned(&server).any()), (Outcome::Complete, 3, false));
    let states = states(&two);
    assert_eq!(two.outcome(), Outcome::Complete, "{states:#?}");
}

#[test]
fn a_twin_stays_when_the_hook_beside_it_is_gone() {
    let (mut server, mut apply) = (Server::default(), begin(&Server::default()));
    let repeated = Fault::Repeated(super::server::Seen::Yes);
    drive(&mut server, &mut apply, &mut |call, _| if call == 0 { repeated } else { Fault::None });
    let own = apply.steps()[0].id().expect("an id").to_string();
    server.hooks.retain(|hook| hook["id"] != own);
    apply.remove_twins();
    calm(&mut server, &mut apply);
    assert_eq!((apply.outcome(), server.hooks.len()), (Outcome::Stale, 3));
}

#[test]
fn what_somebody_has_changed_since_is_neither_deleted_nor_overwritten_by_undo() {
    for (name, acted) in [("empty", 0), ("one differs", 0)] {
        let (_, mut server) = situations().into_iter().find(|(own, _)| *own == name).expect("a situation");
        let mut apply = begin(&server);
        calm(&mut server, &mut apply);
        let id = apply.steps()[acted].id().expect("an id").to_string();
        let hook = server.hooks.iter_mut().find(|hook| hook["id"] == id).expect("the hook");
        hook["name"] = json!("Slack");
        let theirs = hook.clone();
        apply.undo();
        calm(&mut server, &mut apply);
        assert_eq!((apply.outcome(), apply.steps()[acted].state()), (Outcome::Undone, State::Touched), "{name}");
        assert!(server.hooks.contains(&theirs), "{name}");
        // The others are as they were.
        let created = apply.steps().iter().filter(|step| matches!(step.change(), Change::Create { .. })).count();
        assert_eq!(server.hooks.len(), if name == "empty" { created - 2 } else { 3 }, "{name}");
    }
}
