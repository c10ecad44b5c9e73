//! A strict stand-in for the Devopness API: it follows the published description more closely than a real server has
//! to, so that a request it accepts is one the description allows. `make test-schema` asks it everything that the description
//! allows and does not; what it means to do otherwise is listed in `schema/hooks.py`, each point with its reason.
//!
//! It also does what the API does: a request to an incoming hook runs the pipeline, and the outgoing hooks send to
//! stand-ins of GitHub, GitLab and Bitbucket, whose rules are the core's. No request leaves the machine.

// Each test target and the example include this module whole and use a different part of its interface.
#![allow(dead_code, unused_imports, reason = "every target that includes this module uses another part of it")]

mod actions;
pub mod answer;
pub mod checks;
pub mod cors;
mod deliveries;
mod expand;
pub mod faults;
mod hooks;
pub mod hostile;
mod many;
mod page;
pub mod paging;
mod providers;
mod record;
mod routes;
mod runs;
mod serve;
mod state;
mod trigger;
mod values;
pub mod world;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hook_builder::provider::receiver::{Repository, StatusRecord};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use self::state::State;
use crate::listen::{Limits, listen};

/// What becomes of a connection once a request on it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connections {
    /// It is kept for further ones, as real servers do. A browser repeats a request by itself, a POST as well, when a
    /// connection that it has used before breaks without an answer: the page sees one request, the server two.
    Kept,
    /// It is closed, so that a request whose answer is lost arrives once.
    Closed,
}

/// One request as the sandbox received it, and what it was answered.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The method, in capitals.
    pub method: String,
    /// The path as it was sent: percent-encoding is left untouched.
    pub path: String,
    /// The query without its question mark; empty when there was none.
    pub query: String,
    /// The headers in the order received, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; empty when it was too large to be kept.
    pub body: Vec<u8>,
    /// The status it was answered with; `None` when the connection was closed without an answer.
    pub status: Option<u16>,
}

impl Recorded {
    /// The value of the first header of this name (in lower case), for assertions.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A running sandbox. It serves until it is dropped, and takes every open connection and delay with it.
pub struct Sandbox {
    state: Arc<State>,
    serving: JoinHandle<()>,
}

impl Sandbox {
    /// Binds 127.0.0.1 at `port` (0 takes any free one) and serves on the current tokio runtime.
    /// When the port is taken, the error is one sentence for a person.
    pub async fn start(port: u16) -> Result<Sandbox, String> {
        Sandbox::start_with(port, Limits::default()).await
    }

    /// [`Sandbox::start`] with other limits for its clients.
    pub async fn start_with(port: u16, limits: Limits) -> Result<Sandbox, String> {
        let taken = |why: std::io::Error| match why.kind() {
            std::io::ErrorKind::AddrInUse => format!("Port {port} of 127.0.0.1 is already in use by another program."),
            _ => format!("The sandbox cannot listen on 127.0.0.1:{port}: {why}."),
        };
        let tcp = TcpListener::bind(("127.0.0.1", port)).await.map_err(taken)?;
        let port = tcp.local_addr().map_err(taken)?.port();
        let state = Arc::new(State::new(format!("http://127.0.0.1:{port}"), limits));
        let own = Arc::clone(&state);
        let serving = tokio::spawn(listen(tcp, limits, move |request| serve::serve(Arc::clone(&own), request)));
        Ok(Sandbox { state, serving })
    }

    /// The base address, such as `http://127.0.0.1:8081`, without a slash at its end.
    pub fn url(&self) -> String {
        self.state.url.clone()
    }

    /// Every request received since the start or the last `clear`, in order, preflights included: the newest 5,000 of them,
    /// or as many as have 16 MiB, unless [`Sandbox::set_record`] says otherwise.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state.lock().record.all()
    }

    /// Forgets the recorded requests. Hooks, and what named failures have already happened, stay.
    pub fn clear(&self) {
        self.state.lock().record.clear();
    }

    /// Sets how many requests are remembered, and how many bytes of them.
    pub fn set_record(&self, requests: usize, bytes: usize) {
        let record = &mut self.state.lock().record;
        (record.most, record.most_bytes) = (requests, bytes);
    }

    /// Sets how many deliveries, and how many actions, are remembered of those that are made from now on.
    pub fn set_most(&self, count: usize) {
        self.state.lock().most = count;
    }

    /// The hooks stored for a pipeline, oldest first, as the sandbox keeps them.
    pub fn hooks(&self, pipeline: u64) -> Vec<serde_json::Value> {
        self.state.lock().hooks_of(pipeline, &self.state.url).clone()
    }

    /// Gives a pipeline an incoming hook and these outgoing ones in place of its own; [`world::SPARE`] has ids for it.
    pub fn seed(&self, pipeline: u64, outgoing: world::Outgoing) {
        self.state.lock().seed(pipeline, outgoing, &self.state.url);
    }

    /// Makes one call of a pipeline, counted from 1 over the valid calls of its kind, do something else. What a browser
    /// repeats by itself is a call of its own.
    pub fn fail(&self, pipeline: u64, verb: faults::Verb, count: u64, act: faults::Act) {
        self.state.lock().planned.insert((pipeline, verb, count), act);
    }

    /// Makes each call of this kind do something else, but for those that [`Sandbox::fail`] speaks of.
    pub fn fail_each(&self, pipeline: u64, verb: faults::Verb, act: faults::Act) {
        self.state.lock().always.insert((pipeline, verb), act);
    }

    /// How many valid calls of this kind a pipeline has seen.
    pub fn seen(&self, pipeline: u64, verb: faults::Verb) -> u64 {
        self.state.lock().calls.get(&(pipeline, verb)).copied().unwrap_or_default()
    }

    /// The secret of an incoming hook, which the API itself shows only once.
    pub fn secret(&self, hook: &str) -> Option<String> {
        self.state.lock().secret(hook).map(str::to_owned)
    }

    /// The signature that a provider gives this body.
    pub fn sign(secret: &str, body: &str) -> String {
        trigger::sign(secret, body.as_bytes())
    }

    /// Changes the repository at a stand-in provider, such as `github` and `acme/shop`: its branches, its accounts, or what
    /// is out of order. Does nothing where there is none.
    pub fn at_provider(&self, provider: &str, shown: &str, change: impl FnOnce(&mut Repository)) {
        let mut inner = self.state.lock();
        let place = inner.places.iter_mut().find(|own| own.provider.id() == provider && own.shown == shown);
        if let Some(place) = place {
            change(&mut place.repository);
        }
    }

    /// What a commit shows at a stand-in provider.
    pub fn shown(&self, provider: &str, shown: &str, commit: &str) -> Vec<StatusRecord> {
        let inner = self.state.lock();
        let place = inner.places.iter().find(|own| own.provider.id() == provider && own.shown == shown);
        let records = place.map(|place| place.receiver.shown(&place.repository, commit)).unwrap_or_default();
        records.into_iter().cloned().collect()
    }

    /// What becomes of connections from now on; a fresh sandbox keeps them.
    pub fn connections(&self, which: Connections) {
        self.state.closes.store(which == Connections::Closed, Ordering::Relaxed);
    }

    /// Whether to print one line per request on the standard output; a fresh sandbox is silent.
    pub fn verbose(&self, on: bool) {
        self.state.verbose.store(on, Ordering::Relaxed);
    }

    /// Sets how long the late answers (60 s) and the slow ones (1.5 s) take, so that a test need not wait that long.
    pub fn set_delays(&self, late: Duration, slow: Duration) {
        let mut inner = self.state.lock();
        (inner.late, inner.slow) = (late, slow);
    }

    /// Gives all answers that are being held back.
    pub fn let_go(&self) {
        self.state.let_go.notify_waiters();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
