//! What one sandbox remembers.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::{Recorded, faults, many, world};

/// The memory of a sandbox, shared by its requests.
pub struct State {
    /// The base address.
    pub url: String,
    /// Whether requests are printed.
    pub verbose: AtomicBool,
    inner: Mutex<Inner>,
}

/// The part of the memory that changes.
pub struct Inner {
    /// Recorded requests with their numbers: `clear` may remove one whose answer is still to come.
    pub requests: Vec<(u64, Recorded)>,
    received: u64,
    /// The hooks by pipeline, as far as they were asked for.
    hooks: BTreeMap<u64, Vec<Value>>,
    /// How many valid creates each pipeline has seen, for the failures that happen once.
    pub creates: BTreeMap<u64, u64>,
    made: u64,
    /// How long a late answer takes.
    pub late: Duration,
    /// How long a slow answer takes.
    pub slow: Duration,
}

impl State {
    /// The fixed world, before any request.
    pub fn new(url: String) -> State {
        let mut inner = Inner {
            requests: Vec::new(),
            received: 0,
            hooks: BTreeMap::new(),
            creates: BTreeMap::new(),
            made: 0,
            late: Duration::from_secs(60),
            slow: Duration::from_millis(1500),
        };
        for pipeline in [512, 513, 514] {
            let hook = world::push_to_main(pipeline, inner.next(), &url);
            inner.hooks.insert(pipeline, vec![hook]);
        }
        State { url, verbose: AtomicBool::new(false), inner: Mutex::new(inner) }
    }

    /// The changing part, for a short time. A panic elsewhere would be a fault of its own and must not add others here.
    pub fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a request and returns its number.
    pub fn record(&self, request: Recorded) -> u64 {
        let mut inner = self.lock();
        inner.received += 1;
        let number = inner.received;
        inner.requests.push((number, request));
        number
    }

    /// Notes what a request was answered with.
    pub fn answered(&self, number: u64, status: Option<u16>) {
        if let Some((_, request)) = self.lock().requests.iter_mut().find(|(own, _)| *own == number) {
            request.status = status;
        }
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
        self.hooks.entry(pipeline).or_insert_with(|| {
            let count = faults::find(pipeline).map_or(0, |fault| fault.seeded);
            (0..count).map(|place| many::hook(pipeline, place, url)).collect()
        })
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
}

fn is(hook: &Value, kind: &str, id: &str) -> bool {
    // UUIDs are compared as the API's database does, without regard to case.
    hook["type"] == kind && hook["id"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(id))
}
