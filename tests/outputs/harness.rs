//! What all proofs share: the forms, the sandbox, and the comparison.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output as Ended, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::request::ApiRequest;
use hook_builder::exchange::export::{Job, OUTPUTS, Output};
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::FormValues;
use tokio::runtime::Runtime;

use crate::command::request_difference;
use crate::forms;
use crate::sandbox::{Recorded, Sandbox};
use crate::server::Received;

/// The token of a sandbox that may do everything.
pub const TOKEN: &str = "devopness_pat_sandbox";

/// A form with its plan, as it is written for one sandbox.
pub struct Case {
    pub name: String,
    pub plan: Plan,
}

/// The output of that id.
pub fn output(id: &str) -> &'static dyn Output {
    *OUTPUTS.iter().find(|output| output.id() == id).unwrap_or_else(|| panic!("{id} is no output"))
}

/// The golden forms: ordinary ones, those at every limit, with extra fields, and hostile ones, for each provider.
pub fn cases(base: &str) -> Vec<Case> {
    let forms = forms::forms().into_iter();
    forms.map(|(provider, name, form)| case(&format!("{provider}/{name}"), form, base)).collect()
}

/// One form as a case.
pub fn case(name: &str, mut form: FormValues, base: &str) -> Case {
    (form.api, form.api_other) = (Api::Other, base.into());
    Case { name: name.into(), plan: plan(&form) }
}

impl Case {
    /// All three hooks.
    pub fn job(&self) -> Job<'_> {
        Job::set(&self.plan.list, &self.plan.hooks)
    }

    /// The requests of the three hooks.
    pub fn requests(&self) -> Vec<&ApiRequest> {
        self.plan.hooks.iter().map(|hook| &hook.request).collect()
    }
}

/// A sandbox of one proof's own, and a folder for its files.
pub struct Place {
    pub sandbox: Sandbox,
    pub folder: PathBuf,
    _runtime: Runtime,
}

impl Place {
    pub fn new() -> Place {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("outputs-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a folder can be made below target");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime can be made");
        let sandbox = runtime.block_on(Sandbox::start(0)).expect("a free port can be had");
        Place { sandbox, folder, _runtime: runtime }
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).expect("a file can be written");
        path
    }

    /// A command in the folder, with nothing of this machine's own settings but the path, and with the token.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", &self.folder).env("LC_ALL", "C.UTF-8").env("DEVOPNESS_TOKEN", TOKEN);
        command.current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Everything that has arrived, apart from what a browser would ask first.
    pub fn received(&self) -> Vec<Received> {
        self.sandbox.requests().into_iter().map(received).collect()
    }

    /// Panics with the first difference between what was to arrive and what did.
    pub fn expect(&self, name: &str, requests: &[&ApiRequest], told: &str) {
        let received = self.received();
        for (at, request) in requests.iter().enumerate() {
            let found =
                received.get(at).map_or(Some("nothing arrived".into()), |got| request_difference(request, got, TOKEN));
            if let Some(found) = found {
                panic!("{name}, request {at}: {found}\nreceived: {:#?}\nthe tool said: {told}", received.get(at));
            }
        }
        assert_eq!(received.len(), requests.len(), "{name}: more arrived than was asked for: {told}");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is left behind stands below target, and harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn received(recorded: Recorded) -> Received {
    let mut headers = HeaderMap::new();
    for (name, value) in &recorded.headers {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("it came as a header");
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).expect("it came as a header"));
    }
    let query = if recorded.query.is_empty() { String::new() } else { ["?", &recorded.query].concat() };
    Received { method: recorded.method, path: recorded.path + &query, headers, body: recorded.body }
}

/// Runs a command to its end and gives all that it said. Whether it ended well is for the caller: an API that refuses is no
/// fault of the output.
pub fn run(command: &mut Command) -> (Ended, String) {
    let ended = command.output().unwrap_or_else(|why| panic!("{command:?} does not start: {why}"));
    let said = [&*String::from_utf8_lossy(&ended.stdout), &*String::from_utf8_lossy(&ended.stderr)].concat();
    let told = format!("{}\n{said}", ended.status);
    (ended, told)
}
