//! What one sandbox remembers.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::faults::{Act, Move, Verb};
use super::providers::Place;
use super::record::Record;
use super::world::{Incoming, Outgoing};
use super::{Recorded, deliveries, faults, many, providers, world};
use crate::listen::Limits;

/// The memory of a sandbox, shared by its requests.
pub struct State {
    /// The base address.
    pub url: String,
    /// Whether requests are printed.
    pub verbose: AtomicBool,
    /// Whether a connection is closed once a request on it is answered.
    pub closes: AtomicBool,
    /// Ends the waiting of answers that are held back.
    pub let_go: Notify,
    /// How much of the server its clients may take.
    pub limits: Limits,
    inner: Mutex<Inner>,
}

/// The part of the memory that changes.
pub struct Inner {
    /// What was received.
    pub record: Record,
    /// The hooks by pipeline, as far as they were asked for.
    hooks: BTreeMap<u64, Vec<Value>>,
    /// The secrets of incoming hooks, by id.
    secrets: BTreeMap<String, String>,
    /// The deliveries by hook, newest first, as far as they were asked for.
    deliveries: BTreeMap<String, Vec<Value>>,
    /// The ids of the deliveries that were made since the start, newest first.
    pub recent: Vec<String>,
    /// How many of these deliveries, and how many actions, are kept at most: the newest.
    pub most: usize,
    /// The actions, newest first.
    pub actions: Vec<Value>,
    /// The repositories at the stand-in providers.
    pub places: Vec<Place>,
    /// How many valid calls of each kind each pipeline has seen, for the failures that happen once.
    pub calls: BTreeMap<(u64, Verb), u64>,
    /// The failures that a test asked for, each for one of those calls.
    pub planned: BTreeMap<(u64, Verb, u64), Act>,
    /// Those that it asked for, for each other call.
    pub always: BTreeMap<(u64, Verb), Act>,
    made: u64,
    /// How long a late answer takes.
    pub late: Duration,
    /// How long a slow answer takes.
    pub slow: Duration,
}

impl State {
    /// The fixed world, before any request.
    pub fn new(url: String, limits: Limits) -> State {
        let mut inner = Inner {
            record: Record::new(),
            hooks: BTreeMap::new(),
            secrets: BTreeMap::new(),
            deliveries: BTreeMap::new(),
            recent: Vec::new(),
            most: 2000,
            actions: Vec::new(),
            places: providers::places(),
            calls: BTreeMap::new(),
            planned: BTreeMap::new(),
            always: BTreeMap::new(),
            made: 0,
            late: Duration::from_secs(60),
            slow: Duration::from_millis(1500),
        };
        // The small ones are made at once, so that their hooks can be found by id alone.
        for pipeline in world::PIPELINES {
            inner.hooks_of(pipeline.id, &url);
        }
        let recorded = inner.hooks_of(world::RECORDED, &url).clone();
        for delivery in world::recorded_deliveries(&recorded) {
            inner.deliver(delivery);
        }
        inner.recent.clear();
        inner.actions.extend(world::recorded_action(&recorded));
        let (verbose, closes) = (AtomicBool::new(false), AtomicBool::new(false));
        State { url, verbose, closes, let_go: Notify::new(), limits, inner: Mutex::new(inner) }
    }

    /// The changing part, for a short time. A panic elsewhere would be a fault of its own and must not add others here.
    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and returns its number.
    pub fn record(&self, request: Recorded) -> u64 {
        self.lock().record.keep(request)
    }

    /// Notes what a request was answered with.
    pub fn answered(&self, number: u64, status: Option<u16>) {
        self.lock().record.answered(number, status);
    }
}

impl Inner {
    /// A number no other hook or time stamp has had.
    pub fn next(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// The hooks of a pipeline, oldest first. The long lists are only made when first asked for: most tests never do,
    /// and each starts a sandbox.
    pub fn hooks_of(&mut self, pipeline: u64, url: &str) -> &mut Vec<Value> {
        if !self.hooks.contains_key(&pipeline) {
            for hook in first_hooks(pipeline, url) {
                self.keep(pipeline, &hook);
            }
        }
        self.hooks.entry(pipeline).or_default()
    }

    /// Changes the beginning of a pipeline's list, so that all that follows has another place.
    pub fn move_on(&mut self, pipeline: u64, how: Move) {
        let id = world::uuid(self.next());
        let Some(hooks) = self.hooks.get_mut(&pipeline).filter(|hooks| !hooks.is_empty()) else { return };
        match how {
            Move::Adds => {
                let mut hook = hooks[0].clone();
                (hook["id"], hook["name"]) = (json!(id), json!("Added meanwhile"));
                hooks.insert(0, hook);
            }
            Move::Deletes => {
                hooks.remove(0);
            }
        }
    }

    /// Gives a pipeline an incoming hook and these outgoing ones in place of its own.
    pub fn seed(&mut self, pipeline: u64, outgoing: Outgoing, url: &str) {
        self.hooks.insert(pipeline, Vec::new());
        for hook in world::seeded(pipeline, world::SHOP, Incoming::Push, outgoing, url) {
            self.keep(pipeline, &hook);
        }
    }

    /// The pipelines that have hooks, or are made for people to try.
    pub fn with_hooks(&self) -> Vec<u64> {
        let have = self.hooks.iter().filter(|(_, hooks)| !hooks.is_empty()).map(|(id, _)| *id);
        let mut ids: Vec<u64> = world::PIPELINES.iter().map(|pipeline| pipeline.id).chain(have).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The hooks of a pipeline, as far as they were asked for.
    pub fn kept(&self, pipeline: u64) -> &[Value] {
        self.hooks.get(&pipeline).map(Vec::as_slice).unwrap_or_default()
    }

    /// The hook with this id, of either type.
    pub fn found(&self, id: &str) -> Option<&Value> {
        self.hooks.values().flatten().find(|hook| is(hook, "out", id) || is(hook, "in", id))
    }

    /// Keeps a new hook, and its secret apart from it.
    pub fn keep(&mut self, pipeline: u64, hook: &Value) {
        if let (Some(id), Some(secret)) = (hook["id"].as_str(), hook["secret"].as_str())
            && secret != world::MASK
        {
            self.secrets.insert(id.to_owned(), secret.to_owned());
        }
        self.hooks.entry(pipeline).or_default().push(world::masked(hook));
    }

    /// The secret of an incoming hook.
    pub fn secret(&self, id: &str) -> Option<&str> {
        self.secrets.get(&id.to_ascii_lowercase()).map(String::as_str)
    }

    /// The stored hook of this type (`in` or `out`) and id.
    pub fn hook(&mut self, kind: &str, id: &str) -> Option<&mut Value> {
        // A hook of a long list that was never listed is unknown to everybody, so it need not be found.
        self.hooks.values_mut().flatten().find(|hook| is(hook, kind, id))
    }

    /// Removes a hook; false when there is none.
    pub fn remove(&mut self, kind: &str, id: &str) -> bool {
        let count = |hooks: &BTreeMap<u64, Vec<Value>>| hooks.values().map(Vec::len).sum::<usize>();
        let before = count(&self.hooks);
        self.hooks.values_mut().for_each(|hooks| hooks.retain(|hook| !is(hook, kind, id)));
        count(&self.hooks) < before
    }

    /// Keeps a new delivery.
    pub fn deliver(&mut self, delivery: Value) {
        if let (Some(hook), Some(id)) = (delivery["hook_id"].as_str(), delivery["id"].as_str()) {
            self.recent.insert(0, id.to_owned());
            self.deliveries.entry(hook.to_owned()).or_default().insert(0, delivery);
        }
        while self.recent.len() > self.most {
            let Some(oldest) = self.recent.pop() else { break };
            self.deliveries.values_mut().for_each(|all| all.retain(|own| own["id"] != oldest));
        }
    }

    /// Notes which action a delivery to an incoming hook started.
    pub fn belongs(&mut self, delivery: &Value, action: Option<u64>) {
        let kept = self.deliveries.values_mut().flatten().find(|own| own["id"] == delivery["id"]);
        let Some(kept) = kept else { return };
        kept["action_id"] = json!(action);
        if let Some(own) = self.actions.iter_mut().find(|own| action.is_some_and(|id| own["id"] == id)) {
            own["hook_requests"]["incoming"] = deliveries::summary(kept);
        }
    }

    /// The deliveries of a hook, newest first.
    pub fn deliveries_of(&mut self, hook: &Value) -> &[Value] {
        let id = hook["id"].as_str().unwrap_or_default().to_owned();
        self.deliveries.entry(id).or_insert_with(|| many::deliveries(hook).into_iter().rev().collect())
    }

    /// The delivery with this id.
    pub fn delivery(&self, id: &str) -> Option<&Value> {
        let is = |delivery: &&Value| delivery["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id));
        self.deliveries.values().flatten().find(is)
    }

    /// Counts a valid call, and says what it does: what a test asked for, else what the pipeline's failure says.
    pub fn act(&mut self, pipeline: u64, verb: Verb) -> Act {
        let count = self.calls.entry((pipeline, verb)).or_default();
        *count += 1;
        let planned = self.planned.get(&(pipeline, verb, *count));
        if let Some(act) = planned.or_else(|| self.always.get(&(pipeline, verb))) {
            return *act;
        }
        match faults::find(pipeline).map_or(Act::Works, |fault| fault.act(verb)) {
            Act::Once(which, act) if *count == which => *act,
            Act::Once(..) => Act::Works,
            act => act,
        }
    }
}

fn is(hook: &Value, kind: &str, id: &str) -> bool {
    // UUIDs are compared as the API's database does, without regard to case.
    hook["type"] == kind && hook["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id))
}

/// The hooks that a pipeline starts with.
fn first_hooks(id: u64, url: &str) -> Vec<Value> {
    let known = world::PIPELINES.iter().find(|pipeline| pipeline.id == id);
    if let Some(known) = known {
        return world::seeded(id, known.application, known.incoming, known.outgoing, url);
    }
    let fault = faults::find(id);
    let outgoing = fault.map_or(world::SPARE.contains(&id).then_some(Outgoing::Nothing), |fault| fault.outgoing);
    match outgoing {
        Some(outgoing) => world::seeded(id, world::SHOP, Incoming::Push, outgoing, url),
        None => (0..fault.map_or(0, |fault| fault.seeded)).map(|place| many::hook(id, place, url)).collect(),
    }
}
