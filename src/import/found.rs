//! What an importer reads out of a text, before anything is made of it.

use serde_json::{Map, Value};

use super::lenient::Read;
use super::{embedded, lenient};
use crate::hook::Header;
use crate::json::visible;

/// The most hooks that are taken out of one text.
pub const HOOKS_MAX: usize = 100;
/// How many texts may stand in one another: a file of a client holds requests, and these hold bodies.
const LEVELS_MAX: usize = 4;
/// How long an address may be in front of what tells it, or behind the name of a variable.
const ADDRESS_MAX: usize = 400;
/// What an API's description calls the pipeline.
const PIPELINE_ID: &str = "pipeline_id";
/// How many words behind the name of a variable its value may stand.
const BASE_MAX: usize = 40;
/// How many of such names are looked at.
const NAMES_MAX: usize = 100;
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
    /// The headers of all requests, and what they are signed in with.
    pub headers: Vec<Header>,
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
        self.headers.extend(request.headers.iter().cloned());
        let own = self.address(&request.url);
        let body = request.body.as_deref().unwrap_or_default();
        let before = self.hooks.len();
        self.body(body);
        if self.hooks.len() > before {
            return;
        }
        if !own && !request.url.is_empty() {
            self.requests.push(request);
        } else if body.trim_start().starts_with('@') {
            self.findings.push("The body is in a file: paste the file’s text as well.".into());
        } else if !body.trim().is_empty() {
            self.findings.push("A body could not be read as JSON of a hook.".into());
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
    }

    /// Takes all hooks that stand in a text, whatever the language around them.
    pub fn text(&mut self, text: &str) {
        self.scan(text, LEVELS_MAX);
        self.addresses(text);
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
                    self.collect(&read.value, levels);
                    if self.hooks.len() > before {
                        self.missing.extend(read.missing);
                    }
                    at = read.end.max(at + 1);
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
                if fields.get("name").and_then(Value::as_str) == Some(PIPELINE_ID)
                    && let Some(example) = fields.get("example").and_then(Value::as_str)
                {
                    add(&mut self.pipelines, example);
                }
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
            let before = text[start..at].rsplit(|c: char| !is_address(c)).next().unwrap_or_default();
            end = at + text[at..].find(|c: char| !is_address(c)).unwrap_or(text.len() - at);
            // In front of it a program may have its own variable.
            if before.contains("://") || text[..at].ends_with('}') {
                self.address(&[before, &text[at..end]].concat());
            }
        }
    }

    /// Takes pipeline and API where a program has them apart: as arguments of a call, and as a variable of its own.
    pub fn apart(&mut self, text: &str) {
        for (at, word) in text.match_indices("\"outgoing\", ") {
            let rest = &text[at + word.len()..];
            let end = rest.bytes().take_while(u8::is_ascii_digit).count();
            if end > 0 {
                add(&mut self.pipelines, &rest[..end]);
            }
        }
        let near = |(at, name): (usize, &str)| {
            let rest = &text[at + name.len()..];
            let words = rest[..rest.floor_char_boundary(ADDRESS_MAX)].split(['\'', '"', '`', ' ', '\n']).take(BASE_MAX);
            words.into_iter().find(|word| word.starts_with("https://") || word.starts_with("http://"))
        };
        let names = ["baseUrl", "base_url", "baseURL", "\"servers\""];
        let base = names.iter().find_map(|name| text.match_indices(name).take(NAMES_MAX).find_map(near));
        if let Some(base) = base.filter(|_| self.bases.is_empty()) {
            add(&mut self.bases, base.trim_end_matches(['/', ',']));
        }
    }

    /// Takes what an address says, if it is one of hooks at the Devopness API.
    fn address(&mut self, url: &str) -> bool {
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
        }
        if !pipeline.is_empty() {
            add(&mut self.pipelines, pipeline);
        }
        true
    }
}

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
fn is_hook(fields: &Map<String, Value>) -> bool {
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
