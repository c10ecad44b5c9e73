//! The hooks of one pipeline, behind the calls of the API, with one fault for a call.

use hook_builder::devopness::endpoint::{Answer, Call, parse_hooks};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::hook::Hook;
use hook_builder::devopness::request::{ApiRequest, Method};
use serde_json::{Value, json};

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    None,
    /// The API refuses with this status, and does nothing.
    Refused(u16),
    /// The API fails with 500, before or after it acted.
    Failed(Acted),
    /// No answer came.
    Lost(Acted),
    /// Something else answers 200, with a page.
    NotJson(Acted),
    /// The browser has no network.
    Offline,
    /// The browser repeats the request by itself, and the page sees the second answer, if any.
    Repeated(Seen),
    /// The API refuses with this status, and does it all the same.
    Denied(u16),
    /// The API says that it did it, and did nothing.
    Claimed,
    /// It is done, and the answer has this id in the place of the hook's own.
    WrongId(&'static str),
    /// The API knows no such hook, though it is there, and does nothing.
    Unknown,
    /// The list has nothing.
    EmptyList,
    /// The list lacks what came last.
    ShortList,
}

/// Whether the page sees an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Yes,
    No,
}

/// Whether the server did what the call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    Not,
    Yes,
    /// Not before the person presses something.
    Later,
}

pub const FAULTS: [Fault; 27] = [
    Fault::Refused(401),
    Fault::Refused(403),
    Fault::Refused(422),
    Fault::Refused(429),
    Fault::Failed(Acted::Not),
    Fault::Failed(Acted::Yes),
    Fault::Failed(Acted::Later),
    Fault::Lost(Acted::Not),
    Fault::Lost(Acted::Yes),
    Fault::Lost(Acted::Later),
    Fault::NotJson(Acted::Not),
    Fault::NotJson(Acted::Yes),
    Fault::NotJson(Acted::Later),
    Fault::Offline,
    Fault::Repeated(Seen::Yes),
    Fault::Repeated(Seen::No),
    Fault::Denied(401),
    Fault::Denied(403),
    Fault::Denied(422),
    Fault::Claimed,
    Fault::WrongId("7"),
    Fault::WrongId(".."),
    Fault::WrongId("id-1"),
    Fault::WrongId("5d1c5f2e-0000-4000-8000-00000000beef"),
    Fault::Unknown,
    Fault::EmptyList,
    Fault::ShortList,
];

impl Fault {
    fn acted(self) -> Acted {
        match self {
            Fault::None | Fault::Repeated(_) | Fault::Denied(_) | Fault::WrongId(_) => Acted::Yes,
            Fault::EmptyList | Fault::ShortList => Acted::Yes,
            Fault::Refused(_) | Fault::Offline | Fault::Claimed | Fault::Unknown => Acted::Not,
            Fault::Failed(acted) | Fault::Lost(acted) | Fault::NotJson(acted) => acted,
        }
    }
}

/// An answer as it comes from the network.
pub type Raw = Result<(u16, String), Cause>;

pub fn read(request: &ApiRequest, answer: Raw) -> Result<Answer, ApiError> {
    let call = request.call;
    let (status, body) = answer.map_err(|cause| call.failed(cause))?;
    Ok(Answer { retry_after: (status == 429).then(|| "7".into()), ..Answer::of(call, status, &body) })
}

/// The pipeline's hooks.
#[derive(Clone, Default)]
pub struct Server {
    pub hooks: Vec<Value>,
    /// Everything that was done: method, address and body.
    pub done: Vec<String>,
    /// What the API makes of a hook that is written.
    pub quirk: Option<fn(&mut Value)>,
    late: Vec<ApiRequest>,
    count: usize,
}

impl Server {
    /// A hook as the API would keep it.
    pub fn add(&mut self, body: &Value) -> String {
        self.count += 1;
        let mut hook = json!({
            "id": format!("id-{}", self.count), "type": "out", "action_type": "deploy", "url": null,
            "is_auto_generated": false, "verify_ssl": true, "pipeline_id": 512, "created_at": format!("{}", self.count),
        });
        merge(&mut hook, body);
        self.quirk.inspect(|quirk| quirk(&mut hook));
        self.hooks.push(hook);
        format!("id-{}", self.count)
    }

    pub fn list(&self) -> Vec<Hook> {
        self.hooks.iter().map(|hook| Hook::parse(hook).expect("a hook")).collect()
    }

    pub fn look(&mut self, fault: Fault) -> Result<Vec<Hook>, ApiError> {
        let mut hooks = self.list();
        match fault {
            Fault::EmptyList => hooks.clear(),
            Fault::ShortList => drop(hooks.pop()),
            _ => {}
        }
        match answer_to(fault, || (200, String::new())) {
            // What is about one hook changes no list.
            _ if matches!(fault, Fault::Claimed | Fault::WrongId(_) | Fault::Unknown) => Ok(hooks),
            Ok((200, page)) if page.is_empty() => Ok(hooks),
            Ok((status, body)) => parse_hooks(&Answer::of(Call::Hooks(512), status, &body)),
            Err(cause) => Err(Call::Hooks(512).failed(cause)),
        }
    }

    pub fn answer(&mut self, request: &ApiRequest, fault: Fault) -> Raw {
        let reads = request.method == Method::Get;
        let fault = if reads && matches!(fault, Fault::Claimed | Fault::WrongId(_)) { Fault::None } else { fault };
        let mut answer = match request.method {
            Method::Post => (201, json!({"id": format!("nothing-{}", self.done.len())}).to_string()),
            _ => (204, String::new()),
        };
        match fault.acted() {
            Acted::Yes => answer = self.act(request),
            Acted::Later if request.method != Method::Get => self.late.push(request.clone()),
            Acted::Later | Acted::Not => {}
        }
        if matches!(fault, Fault::Repeated(_)) && !reads {
            let sent = self.done.len();
            answer = self.act(request);
            // The page has sent it once.
            self.done.truncate(sent);
        }
        if let (Fault::WrongId(id), Method::Post) = (fault, request.method) {
            let mut hook: Value = serde_json::from_str(&answer.1).expect("a hook");
            hook["id"] = json!(id);
            answer.1 = hook.to_string();
        }
        answer_to(fault, || answer)
    }

    /// What was taken in but not done yet is done now.
    pub fn catch_up(&mut self) {
        for request in std::mem::take(&mut self.late) {
            self.act(&request);
        }
    }

    fn act(&mut self, request: &ApiRequest) -> (u16, String) {
        let path = request.url.strip_prefix("https://api.devopness.com/").expect("an address of the API");
        let body = request.body.as_ref().map(|body| serde_json::to_value(body).expect("a body"));
        let missing = || (404, r#"{"message": "Not Found"}"#.to_string());
        if request.method == Method::Post {
            let incoming = path == "pipelines/512/hooks/incoming";
            assert!(incoming || path == "pipelines/512/hooks/outgoing", "{path}");
            self.note(request, path, &body);
            self.add(&body.expect("a body"));
            if incoming {
                self.hooks.last_mut().expect("a hook")["type"] = json!("in");
            }
            return (201, self.hooks[self.hooks.len() - 1].to_string());
        }
        let (kind, id) = match path.strip_prefix("hooks/outgoing/") {
            Some(id) => ("out", id),
            None => ("in", path.strip_prefix("hooks/incoming/").expect("the address of a hook")),
        };
        let is_it = |hook: &Value| hook["id"] == id && hook["type"] == kind;
        let Some(at) = self.hooks.iter().position(is_it) else { return missing() };
        match request.method {
            Method::Get => (200, self.hooks[at].to_string()),
            Method::Delete => {
                self.note(request, path, &None);
                self.hooks.remove(at);
                (204, String::new())
            }
            _ => {
                self.note(request, path, &body);
                let body = body.expect("a body");
                assert_eq!(body["id"], id, "an update names its hook");
                // Whatever the body does not say is gone.
                for field in ["name", "active", "requires_secret", "target_url", "settings", "trigger_when"] {
                    self.hooks[at].as_object_mut().map(|hook| hook.remove(field));
                }
                merge(&mut self.hooks[at], &body);
                self.quirk.inspect(|quirk| quirk(&mut self.hooks[at]));
                (204, String::new())
            }
        }
    }

    fn note(&mut self, request: &ApiRequest, path: &str, body: &Option<Value>) {
        let body = body.as_ref().map(Value::to_string).unwrap_or_default();
        self.done.push([request.method.name(), " ", path, " ", &body].concat());
    }
}

fn answer_to(fault: Fault, answer: impl FnOnce() -> (u16, String)) -> Raw {
    match fault {
        Fault::None | Fault::Repeated(Seen::Yes) | Fault::Claimed | Fault::WrongId(_) => Ok(answer()),
        Fault::EmptyList | Fault::ShortList => Ok(answer()),
        Fault::Unknown => Ok((404, r#"{"message": "Not Found"}"#.into())),
        Fault::Refused(status) | Fault::Denied(status) => {
            Ok((status, r#"{"message": "No.", "errors": {"name": ["Bad."]}}"#.into()))
        }
        Fault::Failed(_) => Ok((500, "oops".into())),
        Fault::NotJson(_) => Ok((200, "<html>Sign in</html>".into())),
        Fault::Lost(_) | Fault::Repeated(Seen::No) => Err(Cause::TimedOut(30)),
        Fault::Offline => Err(Cause::Offline),
    }
}

fn merge(hook: &mut Value, body: &Value) {
    for (name, value) in body.as_object().expect("an object") {
        hook[name] = value.clone();
    }
}
