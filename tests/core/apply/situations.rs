//! What a pipeline may have before anything is done.

use std::sync::{Arc, OnceLock};

use hook_builder::doctor::apply::Apply;
use hook_builder::doctor::change::{Changes, changes};
use hook_builder::form::plan::{ReadyPlan, plan};
use hook_builder::form::values::FormValues;
use serde_json::{Value, json};

use super::server::Server;

pub fn form() -> FormValues {
    FormValues::new("512", "https://github.com/acme/shop")
}

pub fn ready() -> &'static ReadyPlan {
    static READY: OnceLock<ReadyPlan> = OnceLock::new();
    READY.get_or_init(|| ReadyPlan::new(Arc::new(plan(&form()))).expect("the plan is ready"))
}

pub fn planned(server: &Server) -> Changes {
    changes(ready(), &server.list(), &[])
}

/// Begins to carry out what the form says.
pub fn begin(server: &Server) -> Apply {
    Apply::start(ready().target(), 512, planned(server), None)
}

/// The body of one of the three planned hooks.
pub fn body(at: usize) -> Value {
    serde_json::to_value(ready().hooks()[at].hook.payload(None)).expect("a body")
}

fn changed(at: usize, change: impl FnOnce(&mut Value)) -> Value {
    let mut body = body(at);
    change(&mut body);
    body
}

/// Hooks that no change may touch: another repository's, another status, a chat's, and one for two events.
fn foreign() -> Vec<Value> {
    let other = |text: &str| json!(body(0)["target_url"].as_str().map(|url| url.replace("shop", text)));
    vec![
        changed(0, |hook| hook["target_url"] = other("web")),
        changed(1, |hook| hook["settings"]["request_body"]["context"] = json!("other")),
        json!({"name": "CI(build): started", "active": true, "target_url": "https://hooks.slack.com/services/x",
            "settings": {"request_headers": [], "request_body": {"text": "hello"}},
            "trigger_when": {"events": ["action.started"], "conditions": []}}),
        changed(2, |hook| hook["trigger_when"]["events"] = json!(["action.completed", "action.failed"])),
    ]
}

/// Each situation with its name. The server's own fields come with what it adds.
pub fn situations() -> Vec<(&'static str, Server)> {
    let set = || (0..3).map(body).collect::<Vec<_>>();
    // A setting that the page does not know, and a condition that the plan does not have.
    let different = || {
        changed(1, |hook| {
            hook["settings"]["tomorrow"] = json!({"deep": [1.50]});
            hook["settings"]["request_body"]["description"] = json!("old");
            hook["trigger_when"]["conditions"] = json!([{"path": "action.id", "accepted_values": [1]}]);
        })
    };
    let off = || changed(2, |hook| hook["active"] = json!(false));
    let duplicate =
        || changed(0, |hook| (hook["name"], hook["settings"]["request_headers"]) = (json!("old"), json!([])));
    let all = vec![
        ("empty", vec![]),
        ("the set", set()),
        ("one differs", vec![body(0), different(), body(2)]),
        ("one is missing", vec![body(2), body(0)]),
        ("a duplicate", [vec![duplicate()], set()].concat()),
        ("two duplicates", [set(), vec![duplicate(), off()]].concat()),
        ("one is off", vec![body(0), body(1), off()]),
        ("only others", foreign()),
        ("all at once", [foreign(), vec![duplicate(), different(), body(0)]].concat()),
    ];
    all.into_iter()
        .map(|(name, bodies)| {
            let mut server = Server::default();
            for body in bodies {
                server.add(&body);
            }
            (name, server)
        })
        .collect()
}
