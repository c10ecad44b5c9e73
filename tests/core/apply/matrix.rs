//! Every situation × every call × every fault × every press, and a second fault on the way.

use hook_builder::doctor::apply::{Apply, Outcome};
use hook_builder::doctor::change::Change;
use serde_json::Value;

use super::server::{Acted, FAULTS, Fault, Seen, Server};
use super::situations::{begin, planned, situations};
use super::{Press, calm, drive, press, same_state};

/// A pipeline before anything is done.
struct Before {
    server: Server,
    apply: Apply,
    /// The hooks that no change names, or that one says it leaves alone.
    untouched: Vec<Value>,
}

impl Before {
    fn new(server: Server) -> Before {
        let changes = planned(&server);
        let acts_on = |hook: &&Value| {
            changes.list.iter().any(|change| change.acts() && change.hook().is_some_and(|own| hook["id"] == own.id))
        };
        let untouched = server.hooks.iter().filter(|hook| !acts_on(hook)).cloned().collect();
        Before { apply: begin(&server), server, untouched }
    }

    /// The pipeline after the first stop, with one fault.
    fn with(&self, at: usize, fault: Fault) -> (Server, Apply) {
        let (mut server, mut apply) = (self.server.clone(), self.apply.clone());
        drive(&mut server, &mut apply, &mut |call, _| if call == at { fault } else { Fault::None });
        (server, apply)
    }

    /// Asserts that the pipeline has one full set, or what it had before. Where a list has `lied`, something may have been
    /// done again.
    fn check(&self, case: &dyn Fn() -> String, server: &Server, apply: &Apply, lied: bool) {
        let twice = (1..server.done.len()).find(|at| server.done[..*at].contains(&server.done[*at]));
        assert!(lied || twice.is_none(), "{}: something was done twice: {:#?}", case(), server.done);
        match apply.outcome() {
            Outcome::Undone => {
                assert!(same_state(&server.hooks, &self.server.hooks), "{}: {:#?}", case(), names(server));
            }
            Outcome::Complete => {
                let again = planned(server);
                assert!(!again.any(), "{}: {again:#?}", case());
                let kept = again.list.iter().filter(|change| matches!(change, Change::Keep { .. }));
                assert_eq!(kept.count(), 3, "{}", case());
            }
            other => panic!("{} ends {other:?}: {:#?}", case(), super::states(apply)),
        }
        for hook in &self.untouched {
            assert!(server.hooks.contains(hook), "{}: a hook was touched: {hook}", case());
        }
    }
}

fn names(server: &Server) -> Vec<String> {
    server.hooks.iter().map(|hook| format!("{} {}", hook["id"], hook["name"])).collect()
}

/// Whether the fault is a list that does not show what is there: then a hook may be taken for one that was not made.
fn lies(fault: &Fault) -> bool {
    matches!(fault, Fault::EmptyList | Fault::ShortList | Fault::Unknown)
}

/// After a stop: a press, calls with perhaps another fault, and then the other press, with calm calls, until the end.
/// Returns the number of calls after the first press.
fn finish(
    case: &dyn Fn() -> String,
    before: &Before,
    stopped: &(Server, Apply),
    presses: [Press; 2],
    (first, second): (Fault, Option<(usize, Fault)>),
) -> usize {
    let (mut server, mut apply) = stopped.clone();
    press(&mut server, &mut apply, presses[0]);
    let calls = drive(&mut server, &mut apply, &mut |call, _| match second {
        Some((at, fault)) if at == call => fault,
        _ => Fault::None,
    });
    let mut turn = 0;
    while !matches!(apply.outcome(), Outcome::Complete | Outcome::Undone) {
        assert!(turn < 3, "{}: it does not come to an end: {:#?}", case(), super::states(&apply));
        turn += 1;
        press(&mut server, &mut apply, presses[1]);
        calm(&mut server, &mut apply);
    }
    let lied = lies(&first) || second.is_some_and(|(_, fault)| lies(&fault));
    before.check(case, &server, &apply, lied);
    calls
}

/// Whether a fault differs from the others in what it leads to, so that it is worth trying after another one.
fn is_distinct(fault: &Fault) -> bool {
    match fault {
        Fault::Refused(status) => *status == 403,
        Fault::Denied(status) => *status == 422,
        Fault::WrongId(id) => id.len() > 2,
        Fault::Failed(_) | Fault::NotJson(_) => false,
        _ => true,
    }
}

/// Whether a fault is worth trying every other one after it.
fn is_rich(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Refused(403) | Fault::Lost(Acted::Yes | Acted::Later) | Fault::Repeated(Seen::Yes) | Fault::EmptyList
    )
}

/// All that can be tried on one pipeline: how many ends were reached, how many runs stopped on the way, and how many had a
/// second fault.
fn try_all(name: &str, server: Server) -> [usize; 3] {
    let [mut ends, mut stops, mut seconds] = [0; 3];
    // Every kind of step is in these.
    let is_deep = ["empty", "one differs", "a duplicate", "all at once"].contains(&name);
    let before = Before::new(server);
    let mut calm_one = (before.server.clone(), before.apply.clone());
    let calls = calm(&mut calm_one.0, &mut calm_one.1);
    assert_eq!(calm_one.1.outcome(), Outcome::Complete);
    before.check(&|| name.to_string(), &calm_one.0, &calm_one.1, false);
    for (at, fault) in (0..calls).flat_map(|at| FAULTS.map(|fault| (at, fault))) {
        let stopped = before.with(at, fault);
        let case = || format!("{name}, call {at}, {fault:?}");
        match stopped.1.outcome() {
            Outcome::Complete => before.check(&case, &stopped.0, &stopped.1, lies(&fault)),
            Outcome::Partial | Outcome::Doubled | Outcome::Stale => stops += 1,
            outcome => panic!("{} ends {outcome:?}", case()),
        }
        for first in [Press::Continue, Press::Undo] {
            let case = || format!("{}, {first:?}", case());
            let calls = finish(&case, &before, &stopped, [first; 2], (fault, None));
            ends += 1;
            let after = FAULTS.into_iter().filter(|after| is_deep && is_rich(&fault) && is_distinct(after));
            for (second, after) in after.flat_map(|after| (0..calls).map(move |at| (at, after))) {
                for then in [Press::Continue, Press::Undo].into_iter().filter(|_| is_rich(&after)) {
                    let case = || format!("{}, call {second}, {after:?}, {then:?}", case());
                    finish(&case, &before, &stopped, [first, then], (fault, Some((second, after))));
                    seconds += 1;
                }
            }
        }
    }
    [ends, stops, seconds]
}

#[test]
fn every_fault_at_every_call_ends_in_one_full_set_or_what_was_there() {
    let counts: Vec<[usize; 3]> = std::thread::scope(|scope| {
        let each = situations().into_iter().map(|(name, server)| scope.spawn(move || try_all(name, server)));
        let each: Vec<_> = each.collect();
        each.into_iter().map(|one| one.join().expect("its cases hold")).collect()
    });
    let sum = |at: usize| counts.iter().map(|count| count[at]).sum::<usize>();
    assert_eq!([sum(0), sum(1), sum(2)], [2646, 681, 11540], "a case was lost");
}

#[test]
fn a_cancelled_run_stops_with_the_call_under_way_and_goes_on_or_back() {
    let mut cases = 0;
    for (name, server) in situations() {
        let before = Before::new(server);
        let calls = calm(&mut before.server.clone(), &mut before.apply.clone());
        for (at, fault) in (0..calls).flat_map(|at| [Fault::None, FAULTS[8]].map(|fault| (at, fault))) {
            let (mut server, mut apply) = (before.server.clone(), before.apply.clone());
            let after = drive(&mut server, &mut apply, &mut |call, apply| {
                if call == at {
                    apply.cancel();
                }
                if call == at { fault } else { Fault::None }
            });
            // What became of the call is still read: looked for, and read back.
            assert!(after <= at + 4, "{name}: {after} calls");
            assert!(apply.is_cancelled() || after == calls, "{name}");
            for first in [Press::Continue, Press::Undo] {
                let case = || format!("{name}, cancelled in call {at} with {fault:?}, {first:?}");
                finish(&case, &before, &(server.clone(), apply.clone()), [first; 2], (fault, None));
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 196, "a case was lost");
}
