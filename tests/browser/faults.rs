//! Every step of a set × every fault of the server × both ways with connections × Continue or Undo. What counts is
//! what the server has in the end: one full set, or what was there before, whatever the page says of it.

use std::ops::Range;

use serde_json::{Value, json};

use crate::harness::{Page, TOKEN, test};
use crate::sandbox::Connections;
use crate::sandbox::faults::{Act, Alter, Id, Less, Verb};
use crate::sandbox::world::{Outgoing, SPARE};

const EVENTS: [&str; 3] = ["action.completed", "action.failed", "action.started"];
/// After how many wrong rows the others are not looked at any more.
const MANY: usize = 8;
const STEPS: Range<u64> = 1..4;

/// The faults of calls that write. Each is met once, by the call at a step.
const WRITING: &[Act] = &[
    Act::Cut { written: true },
    Act::Cut { written: false },
    Act::Denies(403),
    Act::Denies(404),
    Act::Denies(422),
    Act::Denies(500),
    Act::Status(403),
    Act::Status(404),
    Act::Status(500),
    Act::WrongShape,
    Act::Pretends,
];

/// Those of a create alone.
const NAMING: &[Act] =
    &[Act::Misnames(Id::Number), Act::Misnames(Id::Dots), Act::Misnames(Id::Unknown), Act::Misnames(Id::Other)];

/// What a list, or one hook that is read, may be at any time.
const READING: &[(Verb, Act)] = &[
    (Verb::List, Act::Lists(Less::All)),
    (Verb::List, Act::Lists(Less::Newest)),
    (Verb::List, Act::Cut { written: false }),
    (Verb::Read, Act::Status(404)),
    (Verb::Read, Act::Alters(Alter::Host)),
    (Verb::Read, Act::Cut { written: false }),
];

/// What one pipeline meets: which calls do something else, counted for each kind.
struct Fault {
    what: String,
    calls: Vec<(Verb, u64, Act)>,
    /// What each call of a kind does.
    each: Option<(Verb, Act)>,
}

impl Fault {
    /// Whether it breaks a connection.
    fn cuts(&self) -> bool {
        let each = self.each.map(|(_, act)| act);
        self.calls.iter().map(|(.., act)| *act).chain(each).any(|act| matches!(act, Act::Cut { .. }))
    }
}

fn once(calls: Vec<(Verb, u64, Act)>) -> Fault {
    Fault { what: format!("{calls:?}"), calls, each: None }
}

fn each(verb: Verb, act: Act) -> Fault {
    Fault { what: format!("each {verb:?}: {act:?}"), calls: Vec::new(), each: Some((verb, act)) }
}

/// The faults of each step of writing, and of the calls that look at it.
fn of_steps(verb: Verb) -> Vec<Fault> {
    let naming = if verb == Verb::Create { NAMING } else { &[] };
    let mut faults = Vec::new();
    for step in STEPS {
        faults.extend(WRITING.iter().chain(naming).map(|act| once(vec![(verb, step, *act)])));
        // A browser repeats what was cut, and the repetition is cut as well.
        let written = Act::Cut { written: true };
        faults.push(once(vec![(verb, step, written), (verb, step + 1, written)]));
        // An answer is lost, and the look at what became of it fails too.
        faults.push(once(vec![(verb, step, written), (Verb::List, step + 1, Act::Status(500))]));
        faults.push(once(vec![(verb, step, written), (Verb::List, step + 1, Act::Lists(Less::Newest))]));
        faults.extend(READING.iter().map(|(verb, act)| once(vec![(*verb, step, *act)])));
    }
    faults
}

/// The faults of each step of undoing, whose calls come behind so many of the same kind.
fn of_undoing(verb: Verb, behind: u64) -> Vec<Fault> {
    let naming = if verb == Verb::Create { NAMING } else { &[] };
    let acts = || WRITING.iter().chain(naming);
    STEPS.flat_map(|step| acts().map(move |act| once(vec![(verb, behind + step, *act)]))).collect()
}

/// What the hooks of a pipeline do. Ids and times may be new once a hook was created again.
fn state(page: &Page, pipeline: u64) -> Vec<Value> {
    let told = |mut hook: Value| {
        if let Some(hook) = hook.as_object_mut() {
            let kept = ["type", "name", "active", "target_url", "action_type", "settings", "trigger_when"];
            hook.retain(|name, _| kept.contains(&name.as_str()));
        }
        // No conditions are no conditions, whether that is said or not.
        if let Some(when) = hook["trigger_when"].as_object_mut() {
            when.retain(|name, value| name != "conditions" || *value != json!([]));
        }
        hook
    };
    let mut all: Vec<Value> = page.sandbox.hooks(pipeline).into_iter().map(told).collect();
    all.sort_by_key(Value::to_string);
    all
}

/// Whether there is one full set, as the form wants it, beside what is no part of it.
fn is_full(page: &Page, pipeline: u64, before: &[Value]) -> bool {
    let ours = |hook: &Value| hook["target_url"].as_str().is_some_and(|url| url.contains("/acme/shop/statuses/"));
    let now = state(page, pipeline);
    let (set, rest): (Vec<Value>, Vec<Value>) = now.into_iter().partition(ours);
    let mut events: Vec<&str> = set.iter().filter_map(|hook| hook["trigger_when"]["events"][0].as_str()).collect();
    events.sort_unstable();
    let stale = |hook: &Value| hook["settings"]["request_body"]["description"] == "As it was described before";
    let others: Vec<Value> = before.iter().filter(|hook| !ours(hook)).cloned().collect();
    events == EVENTS && !set.iter().any(stale) && rest == others
}

#[tokio::test]
async fn a_browser_repeats_what_breaks_on_a_kept_connection() {
    test(async |page| {
        page.expect_failed_calls();
        page.prepare(9041).await;
        page.create().await;
        page.hears("3 of 3 hooks are in place, and one is there twice: a request was repeated on its way, or somebody else has created it too.").await;
        let asked = page.events("Network.requestWillBeSent").await;
        let creates = asked.iter().filter(|event| event["request"]["method"] == "POST").count();
        // Without this the rows about kept connections would say nothing.
        assert_eq!((creates, page.sandbox.seen(9041, Verb::Create)), (3, 4));
        assert_eq!(page.items("Duplicates").await.len(), 1);
        page.press("Remove the duplicate").await;
        page.hears("Done: 3 of 3 hooks are in place.").await;
        assert_eq!(page.made(9041).len(), 3);
        page.press("Undo all").await;
        page.hears("Undone: the pipeline has what it had before.").await;
        assert_eq!(page.made(9041).len(), 0);
        // Undo alone takes the duplicate away, too.
        page.open().await;
        page.prepare(9045).await;
        page.create().await;
        page.hears("one is there twice").await;
        page.press("Undo all").await;
        page.hears("Undone: the pipeline has what it had before.").await;
        assert_eq!(page.made(9045).len(), 0);
    })
    .await;
}

/// One row of the table; says what is wrong.
async fn carry(page: &Page, pipeline: u64, outgoing: Outgoing, fault: &Fault, wanted: &str) -> Option<String> {
    page.sandbox.seed(pipeline, outgoing);
    for (verb, count, act) in &fault.calls {
        page.sandbox.fail(pipeline, *verb, *count, *act);
    }
    if let Some((verb, act)) = fault.each {
        page.sandbox.fail_each(pipeline, verb, act);
    }
    let before = state(page, pipeline);
    page.sandbox.clear();
    let arguments = vec![json!(pipeline), json!(wanted)];
    let told = page.browser.execute_async(include_str!("faults.js"), arguments).await;
    let told = told.unwrap_or_else(|why| panic!("{pipeline}: {why}")).json().clone();
    let end = told["end"].as_str().unwrap_or_default();
    let as_said = match end.split_once(':') {
        // The server has what was sent; only reading it back told something else.
        _ if end.contains(" are in the list, but ") => {
            fault.calls.iter().any(|(verb, ..)| *verb == Verb::Read) && is_full(page, pipeline, &before)
        }
        Some(("Done", _)) => wanted == "Continue" && is_full(page, pipeline, &before),
        // What fails each time cannot be continued to an end.
        Some(("Undone", _)) => (wanted == "Undo" || fault.each.is_some()) && state(page, pipeline) == before,
        _ => false,
    };
    if as_said {
        return None;
    }
    let names: Vec<String> = page.sandbox.hooks(pipeline).iter().map(|hook| hook["name"].to_string()).collect();
    let sent = page.written().join(", ");
    let shows = told["shows"].as_str().unwrap_or_default();
    Some(format!(
        "{wanted}, {}: it says “{end}” after {}, and the server has {}. Sent: {sent}\n{shows}",
        fault.what,
        told["trail"],
        names.join(", ")
    ))
}

/// Carries each fault to its end on one page, in each of these ways.
async fn table(connections: Connections, outgoing: Outgoing, faults: Vec<Fault>, ways: &[&str]) {
    // A connection that is not cut is the same to the page in both modes. `FAULTS=all` carries these out all the same.
    let all = connections == Connections::Kept || std::env::var("FAULTS").is_ok_and(|which| which == "all");
    let faults = faults.iter().filter(|fault| all || fault.cuts());
    let rows: Vec<(&Fault, &str)> = faults.flat_map(|fault| ways.iter().map(move |way| (fault, *way))).collect();
    test(async |page| {
        page.sandbox.connections(connections);
        page.expect_failed_calls();
        page.fill("512", "https://github.com/acme/shop").await;
        page.use_sandbox(TOKEN).await;
        // What counts is what the server has: nothing need be drawn, which takes half of the time.
        page.script("document.body.style.visibility = 'hidden'").await;
        let mut wrong = Vec::new();
        for (pipeline, (fault, way)) in SPARE.zip(&rows) {
            wrong.extend(carry(page, pipeline, outgoing, fault, way).await);
            if wrong.len() == MANY {
                break;
            }
        }
        assert!(wrong.is_empty(), "{} of {} rows end wrongly:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    })
    .await;
}

const BOTH: &[&str] = &["Continue", "Undo"];

async fn creating(connections: Connections) {
    let always = NAMING.iter().chain(&[Act::Cut { written: true }, Act::Denies(422), Act::Pretends]);
    let always = always.map(|act| each(Verb::Create, *act));
    let faults = of_steps(Verb::Create).into_iter().chain(always).collect();
    table(connections, Outgoing::Stranger, faults, BOTH).await;
}

async fn updating(connections: Connections) {
    table(connections, Outgoing::Changed, of_steps(Verb::Update), BOTH).await;
}

async fn deleting(connections: Connections) {
    table(connections, Outgoing::Duplicates, of_steps(Verb::Delete), BOTH).await;
}

/// Undoing deletes what was created, changes back what was changed, and creates anew what was deleted.
async fn undoing(connections: Connections) {
    table(connections, Outgoing::Stranger, of_undoing(Verb::Delete, 0), &["Undo"]).await;
    table(connections, Outgoing::Changed, of_undoing(Verb::Update, 3), &["Undo"]).await;
    table(connections, Outgoing::Duplicates, of_undoing(Verb::Create, 0), &["Undo"]).await;
}

#[tokio::test]
async fn creating_over_kept_connections() {
    creating(Connections::Kept).await;
}

#[tokio::test]
async fn creating_over_closed_connections() {
    creating(Connections::Closed).await;
}

#[tokio::test]
async fn updating_over_kept_connections() {
    updating(Connections::Kept).await;
}

#[tokio::test]
async fn updating_over_closed_connections() {
    updating(Connections::Closed).await;
}

#[tokio::test]
async fn deleting_over_kept_connections() {
    deleting(Connections::Kept).await;
}

#[tokio::test]
async fn deleting_over_closed_connections() {
    deleting(Connections::Closed).await;
}

#[tokio::test]
async fn undoing_over_kept_connections() {
    undoing(Connections::Kept).await;
}

#[tokio::test]
async fn undoing_over_closed_connections() {
    undoing(Connections::Closed).await;
}
