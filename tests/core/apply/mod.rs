//! One full set or none: changes carried out against a server that keeps what it writes and fails in every way, at every
//! call, followed by every press of the person.

mod cases;
mod matrix;
mod random;
mod server;
mod situations;
mod world;
mod written;

use hook_builder::doctor::apply::{Apply, Next, Outcome};
use serde_json::Value;

use server::{Fault, Server};
use situations::planned;

/// Acts as the page does until there is nothing left to do. `fault` says what goes wrong with the call of each number,
/// counted from 0, and may press something meanwhile. Returns the number of calls.
fn drive(server: &mut Server, apply: &mut Apply, fault: &mut dyn FnMut(usize, &mut Apply) -> Fault) -> usize {
    for call in 0..200 {
        match apply.next() {
            Next::Stop => return call,
            Next::Look => {
                let hooks = server.look(fault(call, apply));
                apply.looked(hooks.as_deref().map_err(Clone::clone));
            }
            Next::Send(at, request) => {
                apply.sending(at);
                let answer = server.answer(&request, fault(call, apply));
                apply.answered(at, server::read(&request, answer));
            }
        }
    }
    panic!("it does not end: {:#?}", states(apply));
}

fn calm(server: &mut Server, apply: &mut Apply) -> usize {
    drive(server, apply, &mut |_, _| Fault::None)
}

/// What the person presses after a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Continue,
    Undo,
}

fn press(server: &mut Server, apply: &mut Apply, press: Press) {
    // What the server had taken in, it does while the person thinks.
    server.catch_up();
    match press {
        Press::Continue if apply.outcome() == Outcome::Doubled => apply.remove_twins(),
        // Then the changes are worked out anew.
        Press::Continue if apply.outcome() == Outcome::Stale => {
            *apply = Apply::start(apply.target(), 512, planned(server), Some(apply.clone()));
        }
        Press::Continue => apply.resume(),
        Press::Undo => apply.undo(),
    }
}

/// Each step as one line: its name, and where it stands.
fn states(apply: &Apply) -> Vec<String> {
    apply.steps().iter().map(|step| format!("{} {:?}", step.name(), step.state())).collect()
}

/// Whether two pipelines are in the same state: the same hooks in any order, but for what the API gives each of them.
fn same_state(a: &[Value], b: &[Value]) -> bool {
    let bare = |hooks: &[Value]| {
        let mut hooks = hooks.to_vec();
        for hook in &mut hooks {
            for name in ["id", "created_at"] {
                hook[name] = Value::Null;
            }
        }
        hooks
    };
    let (a, mut b) = (bare(a), bare(b));
    let all = a.iter().all(|hook| {
        let at = b.iter().position(|other| other == hook);
        at.map(|at| b.swap_remove(at)).is_some()
    });
    all && b.is_empty()
}
