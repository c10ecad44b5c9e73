//! What an importer reads out of a text, before anything is made of it.

use serde_json::{Map, Value};

use super::lenient::Read;
use super::quote::quoted;
use super::{INNER, embedded, lenient};
use crate::devopness::hook::Header;
use crate::text::json::visible;

/// The most hooks that are taken out of one text.
pub const HOOKS_MAX: usize = 100;
/// How many texts may stand in one another: a file of a client holds requests, and these hold bodies.
const LEVELS_MAX: usize = 4;
/// How long an address may be in front of what tells it, or behind the name of a variable.
const ADDRESS_MAX: usize = 400;
/// What an API's description calls the pipeline.
const PIPELINE_ID: &str = "pipeline_id";
/// How often a text may be looked at again, where what looked like JSON was none.
const AGAIN_MAX: usize = 2;

/// What was read.
#[derive(Default)]
pub struct Found {
    /// What it was read from, such as `A cURL command for bash`.
    pub source: String,
    /// What the source does with hooks, such as `that creates`.
    pub verb: &'static str,
    /// Hooks, as the API takes or gives them.
    pub hooks: Vec<Map<String, Value>>,
    /// Requests to other addresses than those of the Devopness API.
    pub requests: Vec<Request>,
    /// The pipelines that are named, each once; at most three are kept.
    pub pipelines: Vec<String>,
    /// The APIs that are called, each once; at most three are kept.
    pub bases: Vec<String>,
    /// The names of fields that have no value.
    pub missing: Vec<String>,
    /// What is wrong, or not kept.
    pub findings: Vec<String>,
    /// The headers of the requests to the Devopness API, and what they are signed in with.
    pub headers: Vec<Header>,
    /// What stands in this, as far as it has a name of its own, and what that does with hooks.
    inner: Vec<(String, &'static str)>,
}

/// A request.
#[derive(Default)]
pub struct Request {
    /// The address.
    pub url: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Option<String>,
    /// The fields of a body that has them one by one, each as it is meant.
    pub fields: Vec<(String, String)>,
}

impl Found {
    /// What comes from this source.
    pub fn of(source: &str) -> Found {
        Found { source: source.into(), verb: "with", ..Found::default() }
    }

    /// Whether there is something that the form can take.
    pub fn any(&self) -> bool {
        !self.hooks.is_empty() || !self.requests.is_empty() || !self.pipelines.is_empty()
    }

    /// Takes a request. One to the Devopness API gives its pipeline and its hooks.
    pub fn request(&mut self, request: Request) {
        let own = self.address(&request.url);
        let body = request.body.as_deref().unwrap_or_default();
        let before = self.hooks.len();
        self.body(body);
        let has_hooks = self.hooks.len() > before;
        if !own && !has_hooks && !request.url.is_empty() {
            self.requests.push(request);
            return;
        }
        self.headers.extend(request.headers.iter().cloned());
        if has_hooks {
            return;
        }
        if body.trim_start().starts_with('@') {
            self.findings.push("The body is in a file: paste the file’s text as well.".into());
        } else if !body.trim().is_empty() {
            self.findings.push(["A body could not be read as JSON of a hook: ", &quoted(body.trim()), "."].concat());
        } else if request.url.contains("/hooks/outgoing/") || request.url.contains("/hooks/incoming/") {
            self.findings.push(
                "A call that deletes or reads a single hook is left out: the form says only what hooks are to be."
                    .into(),
            );
        }
    }

    /// Takes the hooks of a body.
    pub fn body(&mut self, text: &str) {
        match lenient::read_all(text) {
            Some(read) => self.value(read),
            None => self.scan(text, LEVELS_MAX),
        }
    }

    /// Takes the hooks in a JSON value.
    pub fn value(&mut self, read: Read) {
        self.collect(&read.value, LEVELS_MAX);
        self.missing.extend(read.missing);
        read.notes.into_iter().for_each(|note| self.say(note));
    }

    /// Takes all hooks that stand in a text, whatever the language around them.
    pub fn text(&mut self, text: &str) {
        self.scan(text, LEVELS_MAX);
        self.addresses(text);
    }

    /// Takes the hooks in a value, wherever they stand.
    pub fn collect_all(&mut self, value: &Value) {
        self.collect(value, LEVELS_MAX);
    }

    /// Takes the pipeline, where an object describes it.
    pub fn example(&mut self, fields: &Map<String, Value>) {
        if fields.get("name").and_then(Value::as_str) == Some(PIPELINE_ID)
            && let Some(example) = fields.get("example")
        {
            add(&mut self.pipelines, example.as_str().unwrap_or(&example.to_string()));
        }
    }

    fn scan(&mut self, text: &str, levels: usize) {
        let mut again = AGAIN_MAX * text.len();
        let mut at = 0;
        while let Some(brace) = text[at..].find('{').filter(|_| self.hooks.len() < HOOKS_MAX) {
            at += brace;
            if text[at..].starts_with("{{") {
                at += 2;
                continue;
            }
            match embedded::object(text, at) {
                Ok(read) => {
                    let before = self.hooks.len();
                    let end = read.end.max(at + 1);
                    if embedded::is_doubtful(text, at, &read) {
                        self.not_read(&text[at..text.floor_char_boundary(end)]);
                    } else {
                        self.collect(&read.value, levels);
                    }
                    if self.hooks.len() > before {
                        self.missing.extend(read.missing);
                        read.notes.into_iter().for_each(|note| self.say(note));
                    }
                    at = end;
                }
                // What looked like an object may be a block of a program, with objects inside.
                Err(end) if end - at < again => {
                    again -= end - at;
                    at += 1;
                }
                Err(end) => at = end.max(at + 1),
            }
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
    }

    fn collect(&mut self, value: &Value, levels: usize) {
        match value {
            Value::Object(fields) if is_hook(fields) => {
                self.hooks.extend((self.hooks.len() < HOOKS_MAX).then(|| fields.clone()));
            }
            Value::Object(fields) => {
                self.example(fields);
                fields.values().for_each(|value| self.collect(value, levels));
            }
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, levels)),
            Value::String(text) => {
                if text.contains("target_url") && text.contains('{') && levels > 0 {
                    self.scan(text, levels - 1);
                }
                self.addresses(text);
            }
            _ => {}
        }
    }

    /// Takes all addresses of hooks at the Devopness API that stand in a text.
    pub fn addresses(&mut self, text: &str) {
        let mut end = 0;
        while let Some(found) = text[end..].find("/pipelines/") {
            let at = end + found;
            let start = text.ceil_char_boundary(at.saturating_sub(ADDRESS_MAX).max(end));
            let before =
                text[start..at].rsplit(|c: char| !is_address(c) && !"${}…".contains(c)).next().unwrap_or_default();
            end = at + text[at..].find(|c: char| !is_address(c)).unwrap_or(text.len() - at);
            let scheme = before.rfind("https://").or(before.rfind("http://"));
            // In front of it there may be a variable.
            if scheme.is_some() || before.contains(['$', '{', '}', '%', '<']) {
                self.address(&[&before[scheme.unwrap_or_default()..], &text[at..end]].concat());
            }
        }
    }

    /// Takes what stands in a text inside a file, as if it had been pasted alone.
    pub fn nested(&mut self, text: &str) {
        let mut other: Option<Found> = None;
        for found in INNER.iter().filter_map(|importer| importer.read(text)) {
            if !found.hooks.is_empty() {
                other = Some(found);
                break;
            }
            if other.is_none() && (found.any() || !found.findings.is_empty()) {
                other = Some(found);
            }
        }
        let Some(other) = other else { return self.text(text) };
        let room = HOOKS_MAX - self.hooks.len().min(HOOKS_MAX);
        self.hooks.extend(other.hooks.into_iter().take(room));
        self.requests.extend(other.requests);
        other.pipelines.iter().for_each(|text| add(&mut self.pipelines, text));
        other.bases.iter().for_each(|text| add(&mut self.bases, text));
        self.missing.extend(other.missing);
        other.findings.into_iter().for_each(|text| self.say(text));
        self.headers.extend(other.headers);
        self.inner.push((other.source, other.verb));
    }

    /// Says of what looks like a hook or a status that its quotes or escapes are not understood.
    pub fn not_read(&mut self, text: &str) {
        if ["target_url", "trigger_when", "request_body", "state"].iter().any(|name| text.contains(name)) {
            self.say(format!(
                "Paste the JSON alone: {} was not read, as it has quotes or escapes of a language that was not recognised.",
                quoted(text)
            ));
        }
    }

    /// Adds a finding, once.
    pub fn say(&mut self, finding: String) {
        if self.findings.len() < FINDINGS_MAX && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Names in the source what it was found in, where that is one thing, or several alike.
    pub fn named(mut self) -> Found {
        if let [(inner, verb), more @ ..] = self.inner.as_slice()
            && more.iter().all(|(other, _)| other == inner)
            && let Some(article) = ["A ", "An "].into_iter().find(|article| inner.starts_with(article))
        {
            let article = article.to_ascii_lowercase();
            self.source += &format!(" ({article}{})", &inner[article.len()..]);
            self.verb = verb;
        }
        self
    }

    /// Takes what an address says, if it is one of hooks at the Devopness API.
    pub fn address(&mut self, url: &str) -> bool {
        let path = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let pipeline = path.split_once("/pipelines/").and_then(|(base, rest)| {
            let (pipeline, rest) = rest.split_once('/')?;
            (rest == "hooks" || rest.starts_with("hooks/")).then_some((base, pipeline))
        });
        let one = || {
            let at = path.find("/hooks/outgoing").or(path.find("/hooks/incoming"))?;
            Some((&path[..at], ""))
        };
        let Some((base, pipeline)) = pipeline.or_else(one) else { return false };
        if base.contains("://") {
            add(&mut self.bases, base);
        } else if base.contains(['$', '{', '}', '%', '<', '>']) {
            self.say(format!("Its base URL, {}, is a variable: the API stays as it is.", quoted(base)));
        }
        if !pipeline.is_empty() {
            add(&mut self.pipelines, pipeline);
        }
        true
    }
}

/// How many findings of one text are kept.
const FINDINGS_MAX: usize = 30;

/// Adds a text to those that are kept.
pub fn add(list: &mut Vec<String>, text: &str) {
    if list.len() < 3 && !list.iter().any(|own| own == text) {
        list.push(visible(text));
    }
}

fn is_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!&+=%<>".contains(c)
}

/// Whether an object is a hook, as the API takes or gives it. A commit status may have a `target_url` as well.
pub(super) fn is_hook(fields: &Map<String, Value>) -> bool {
    let has = |name: &str, parts: [&str; 3]| {
        let part = fields.get(name).and_then(Value::as_object);
        part.is_some_and(|part| parts.iter().any(|name| part.contains_key(*name)))
    };
    let text = |name: &str| fields.get(name).is_some_and(Value::is_string);
    let answer = text("id") && matches!(fields.get("type").and_then(Value::as_str), Some("in" | "out"));
    let settings = has("settings", ["request_headers", "request_body", "variables"]);
    let trigger = has("trigger_when", ["events", "conditions", "conditions"]);
    let parts = settings as u8 + trigger as u8 + text("target_url") as u8;
    answer || parts > 1 || parts == 1 && text("name") && !fields.contains_key("state")
}
