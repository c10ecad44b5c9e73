//! Every situation × every call × every fault × every press, and a second fault on the way.

use hook_builder::apply::{Apply, Outcome};
use hook_builder::change::Change;
use serde_json::Value;

use super::server::{FAULTS, Fault, Server};
use super::situations::{begin, planned, situations};
use super::{calm, drive, same_state};

/// What the person presses after a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Continue,
    Undo,
}

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

    /// Asserts that the pipeline has one full set, or what it had before.
    fn check(&self, case: &dyn Fn() -> String, server: &Server, apply: &Apply) {
        let twice = (1..server.done.len()).find(|at| server.done[..*at].contains(&server.done[*at]));
        assert_eq!(twice, None, "{}: something was done twice: {:#?}", case(), server.done);
        match apply.outcome() {
            Outcome::Undone => {
                assert!(same_state(&server.hooks, &self.server.hooks), "{}: {:#?}", case(), server.hooks);
            }
            Outcome::Complete => {
                let again = planned(server);
                assert!(!again.any(), "{}: {again:#?}", case());
                let kept = again.list.iter().filter(|change| matches!(change, Change::Keep { .. }));
                assert_eq!(kept.count(), 3, "{}", case());
            }
            other => panic!("{} ends {other:?}: {apply:#?}", case()),
        }
        for hook in &self.untouched {
            assert!(server.hooks.contains(hook), "{}: a hook was touched: {hook}", case());
        }
    }
}

fn press(server: &mut Server, apply: &mut Apply, press: Press) {
    // What the server had taken in, it does while the person thinks.
    server.catch_up();
    match press {
        Press::Continue => apply.resume(),
        Press::Undo => apply.undo(),
    }
}

/// After a stop: a press, calls with perhaps another fault, and then the other press, with calm calls, until the end.
/// Returns the number of calls after the first press.
fn finish(
    case: &dyn Fn() -> String,
    before: &Before,
    stopped: &(Server, Apply),
    presses: [Press; 2],
    second: Option<(usize, Fault)>,
) -> usize {
    let (mut server, mut apply) = stopped.clone();
    press(&mut server, &mut apply, presses[0]);
    let calls = drive(&mut server, &mut apply, &mut |call, _| match second {
        Some((at, fault)) if at == call => fault,
        _ => Fault::None,
    });
    let mut turn = 0;
    while !matches!(apply.outcome(), Outcome::Complete | Outcome::Undone) {
        assert!(turn < 2, "{}: it does not come to an end: {apply:#?}", case());
        turn += 1;
        press(&mut server, &mut apply, presses[1]);
        calm(&mut server, &mut apply);
    }
    before.check(case, &server, &apply);
    calls
}

/// Whether a fault differs from the others in what it leads to, so that it is worth trying after every other one.
fn is_distinct(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused(403) | Fault::Lost(_))
}

#[test]
fn every_fault_at_every_call_ends_in_one_full_set_or_what_was_there() {
    let (mut ends, mut stops, mut seconds) = (0, 0, 0);
    for (name, server) in situations() {
        let before = Before::new(server);
        let mut calm_one = (before.server.clone(), before.apply.clone());
        let calls = calm(&mut calm_one.0, &mut calm_one.1);
        assert_eq!(calm_one.1.outcome(), Outcome::Complete);
        before.check(&|| name.to_string(), &calm_one.0, &calm_one.1);
        for (at, fault) in (0..calls).flat_map(|at| FAULTS.map(|fault| (at, fault))) {
            let stopped = before.with(at, fault);
            let case = || format!("{name}, call {at}, {fault:?}");
            match stopped.1.outcome() {
                Outcome::Complete => before.check(&case, &stopped.0, &stopped.1),
                outcome => assert_eq!(outcome, Outcome::Partial, "{}", case()),
            }
            stops += usize::from(stopped.1.outcome() == Outcome::Partial);
            for first in [Press::Continue, Press::Undo] {
                let calls = finish(&|| format!("{}, {first:?}", case()), &before, &stopped, [first; 2], None);
                ends += 1;
                if !is_distinct(&fault) {
                    continue;
                }
                for (second, after) in (0..calls).flat_map(|at| FAULTS.map(|fault| (at, fault))) {
                    for then in [Press::Continue, Press::Undo].into_iter().filter(|_| is_distinct(&after)) {
                        let case = || format!("{}, {first:?}, call {second}, {after:?}, {then:?}", case());
                        finish(&case, &before, &stopped, [first, then], Some((second, after)));
                        seconds += 1;
                    }
                }
            }
        }
    }
    assert_eq!((ends, stops, seconds), (1036, 319, 4952), "a case was lost");
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
            assert!(after <= at + 3, "{name}: {after} calls");
            assert!(apply.is_cancelled() || after == calls, "{name}");
            for first in [Press::Continue, Press::Undo] {
                let case = || format!("{name}, cancelled in call {at} with {fault:?}, {first:?}");
                finish(&case, &before, &(server.clone(), apply.clone()), [first; 2], None);
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 148, "a case was lost");
}
