//! One full set or none: changes carried out against a server that keeps what it writes and fails in every way, at every
//! call, followed by every press of the person.

mod cases;
mod matrix;
mod random;
mod server;
mod situations;
mod written;

use hook_builder::apply::{Apply, Next};
use serde_json::Value;

use server::{Fault, Server};

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
                apply.answered(at, server::read(&answer));
            }
        }
    }
    panic!("it does not end: {apply:#?}");
}

fn calm(server: &mut Server, apply: &mut Apply) -> usize {
    drive(server, apply, &mut |_, _| Fault::None)
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
