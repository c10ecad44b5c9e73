//! Programs that send hooks or commit statuses: their texts are read by the rules of their language, as far as they are
//! constant, and objects as JSON. What a program works out is said, and never guessed.

mod assigned;
mod constants;
mod language;
mod literal;
mod scan;
mod text;
mod token;
mod value;

use serde_json::{Map, Value};

use super::Importer;
use super::files::is_status;
use super::found::{Found, HOOKS_MAX, Request, add, is_hook};
use super::lenient;
use super::quote::quoted;
use constants::Constants;
use language::Language;
use scan::HOLE;
use token::{Token, Tokens};

/// How many programs may stand in one another: what is worked out may hold objects itself.
const LEVELS_MAX: usize = 8;

/// A program.
pub struct Program;

impl Importer for Program {
    fn read(&self, text: &str) -> Option<Found> {
        let language = Language::of(text)?;
        let tokens = Tokens::of(language, text);
        let constants = assigned::constants(&tokens);
        let found = Found::of(language.name());
        let (urls, bodies) = (Vec::new(), Vec::new());
        let mut reader = Reader { tokens: &tokens, constants: &constants, found, urls, bodies, host: None };
        reader.host();
        reader.range(0, tokens.len(), LEVELS_MAX);
        reader.clients();
        let found = reader.done(text);
        (found.any() || !found.findings.is_empty()).then_some(found)
    }
}

struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    constants: &'a Constants,
    found: Found,
    /// Addresses of calls for a commit status, and where they stand.
    urls: Vec<(usize, String)>,
    /// Bodies of such calls.
    bodies: Vec<(usize, String)>,
    /// The address that paths belong to.
    host: Option<String>,
}

impl<'a> Reader<'a> {
    /// Reads some of the tokens.
    fn range(&mut self, start: usize, end: usize, levels: usize) {
        let mut at = start;
        // How many tokens may be read in vain: a block of a program looks like an object at first.
        let mut room = 4 * (end - start);
        while at < end && self.found.hooks.len() < HOOKS_MAX {
            if let Some((text, next)) = text::text(self.tokens, self.constants, at).filter(|(_, next)| *next <= end) {
                self.text(at, &text.text, text.changed);
                at = next.max(at + 1);
                continue;
            }
            let mut object = value::Objects::new(self.tokens, self.constants);
            let read = if room > 0 && object.begins(at) { object.value(at) } else { None };
            match read {
                Some((Some(value), next)) if next <= end => {
                    let before = self.found.hooks.len() + self.bodies.len();
                    self.value(at, &value, &object.missing);
                    if self.found.hooks.len() + self.bodies.len() > before {
                        self.worked_out(object.missing);
                    }
                    // What it works out may hold others.
                    if levels > 0 {
                        object.skipped.into_iter().for_each(|(start, end)| self.range(start, end, levels - 1));
                    }
                    at = next.max(at + 1);
                }
                _ => {
                    room = room.saturating_sub(object.looked.saturating_sub(at));
                    at += 1;
                }
            }
        }
    }

    /// Takes what stands in an object.
    fn value(&mut self, at: usize, value: &Value, missing: &[String]) {
        match value {
            Value::Object(fields) if is_hook(fields) => self.found.collect_all(value),
            Value::Object(fields) if is_part_of_status(fields, missing) => {
                let mut body = fields.clone();
                self.octokit(at, &mut body);
                self.bodies.push((at, Value::Object(body).to_string()));
            }
            Value::Object(fields) => {
                // As Node is told where to send a request.
                let text = |name: &str| fields.get(name).and_then(Value::as_str);
                let host = text("hostname").or(text("host"));
                if let (Some(host), Some(path)) = (host, text("path").filter(|path| path.starts_with('/'))) {
                    self.text(at, &["https://", host, path].concat(), false);
                    return;
                }
                fields.values().for_each(|value| self.value(at, value, missing));
            }
            Value::Array(items) => items.iter().for_each(|item| self.value(at, item, missing)),
            Value::String(text) => self.text(at, text, false),
            _ => {}
        }
    }

    /// Takes the parts of the address out of what a function of Octokit is given with the body
    /// (<https://docs.github.com/rest/commits/statuses>).
    fn octokit(&mut self, at: usize, body: &mut Map<String, Value>) {
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let Some((owner, repo)) = text("owner").zip(text("repo")) else { return };
        let url = format!("https://api.github.com/repos/{owner}/{repo}/statuses/{}", text("sha").unwrap_or("{…}"));
        self.urls.push((at, url));
        body.retain(|name, _| !["owner", "repo", "sha", "headers", "baseUrl"].contains(&name.as_str()));
    }

    /// Takes what stands in a text.
    fn text(&mut self, at: usize, text: &str, changed: bool) {
        let start = text.trim_start();
        if start.starts_with(['{', '[']) {
            self.json(at, start, changed);
            return;
        }
        let form = start.starts_with("state=") || start.contains("&state=") && !start.contains("://");
        let mut shown = shown(text);
        if shown.starts_with('/') {
            match &self.host {
                Some(host) => shown.insert_str(0, host),
                None if shown.starts_with("/pipelines/") => {
                    let before = self.found.pipelines.len();
                    self.found.address(&shown);
                    if self.found.pipelines.len() > before {
                        self.found.say("Its base URL stands elsewhere: the API stays as it is.".into());
                    }
                    return;
                }
                None => {}
            }
        }
        if form && !text.contains(HOLE) {
            self.bodies.push((at, text.into()));
        } else if is_status_call(&shown) {
            self.urls.push((at, shown));
        } else {
            self.found.addresses(&shown);
        }
    }

    fn json(&mut self, at: usize, text: &str, changed: bool) {
        let marks = ["target_url", "trigger_when", "request_body", "\"state\"", "'state'"];
        if !marks.iter().any(|mark| text.contains(mark)) {
            // It may begin with what is put in.
            self.found.addresses(&shown(text));
            return;
        }
        let quotes = format!("\"{HOLE}\"");
        let read = lenient::read_all(text).or_else(|| lenient::read_all(&text.replace(HOLE, &quotes)));
        let Some(mut read) = read.filter(|_| !changed) else {
            self.found
                .say(format!("The body is put together by the program, and is not read: {}.", quoted(&shown(text))));
            return;
        };
        let mut missing = std::mem::take(&mut read.missing);
        holes(&mut read.value, "", &mut missing);
        let before = self.found.hooks.len() + self.bodies.len();
        self.value(at, &read.value, &missing);
        if self.found.hooks.len() + self.bodies.len() > before {
            self.worked_out(missing);
            read.notes.into_iter().for_each(|note| self.found.say(note));
        }
    }

    /// Says which fields the program works out.
    fn worked_out(&mut self, mut names: Vec<String>) {
        // The commit is a part of the address.
        names.retain(|name| name != "sha");
        let mut own: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        own.dedup();
        if !own.is_empty() {
            let list = own.iter().take(5).map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
            self.found.say(format!("The program works these out, so they are not read: {list}."));
        }
        self.found.missing.extend(names);
    }

    /// Takes the address that a client of HTTP is made with, where there is one alone.
    fn host(&mut self) {
        let clients = ["HTTPSConnection", "RestClientOptions", "RestClient"];
        let made = |at: &usize| {
            self.tokens.word(*at).is_some_and(|word| clients.contains(&word)) && self.tokens.is(at + 1, '(')
        };
        let mut hosts: Vec<String> = Vec::new();
        for at in (0..self.tokens.len()).filter(made).take(HOOKS_MAX) {
            if let Some((text, _)) = text::text(self.tokens, self.constants, at + 2) {
                let constant = !text.changed && !text.text.contains(HOLE);
                let host = if text.text.contains("://") { text.text } else { ["https://", &text.text].concat() };
                hosts.push(if constant { host.trim_end_matches('/').into() } else { "{…}".into() });
            }
        }
        hosts.dedup();
        if let [host] = hosts.as_slice() {
            self.host = Some(host.clone());
        }
    }

    /// Takes pipeline and API where the SDK is told them: the address when its client is made, the pipeline with each call.
    fn clients(&mut self) {
        for at in 0..self.tokens.len() {
            match self.tokens.word(at) {
                Some("DevopnessApiClient" | "DevopnessClientConfig") if self.tokens.is(at + 1, '(') => {
                    self.client(at + 1)
                }
                Some("addPipelineHook" | "add_pipeline_hook") => self.call(at + 1),
                _ => {}
            }
        }
    }

    fn client(&mut self, open: usize) {
        for at in open..self.tokens.close(open) {
            if matches!(self.tokens.word(at), Some("baseURL" | "base_url"))
                && (self.tokens.is(at + 1, ':') || self.tokens.is(at + 1, '='))
            {
                match text::text(self.tokens, self.constants, at + 2) {
                    Some((text, _)) if !text.changed && !text.text.contains(HOLE) => {
                        add(&mut self.found.bases, text.text.trim_end_matches('/'));
                    }
                    _ => self.found.say("Its base URL is a variable: the API stays as it is.".into()),
                }
                return;
            }
        }
    }

    fn call(&mut self, from: usize) {
        let direction = (from..from + 3)
            .find(|at| matches!(self.tokens.at(*at), Some(Token::Text(text)) if text.text == "outgoing"));
        let id = direction.filter(|at| self.tokens.is(at + 1, ',')).map(|at| at + 2);
        if let Some(id) = id.and_then(|at| self.tokens.word(at)).filter(|id| id.bytes().all(|b| b.is_ascii_digit())) {
            add(&mut self.found.pipelines, id);
        }
    }

    /// Each body belongs to the address in front of it, or to the first.
    fn done(mut self, text: &str) -> Found {
        for (at, body) in &self.bodies {
            let before = self.urls.partition_point(|(url, _)| url < at);
            if let Some((_, url)) = self.urls.get(before.saturating_sub(1)) {
                self.found.request(Request { url: url.clone(), body: Some(body.clone()), ..Request::default() });
            }
        }
        if self.urls.is_empty() && !self.bodies.is_empty() && !self.found.any() {
            self.found.findings.clear();
            self.found.say("The program sends a commit status to an address that does not stand in it: type that of your repository.".into());
        }
        let tells = self.urls.iter().any(|(_, url)| !url.contains("state="));
        let hook = !self.found.pipelines.is_empty() && self.found.hooks.is_empty() && text.contains("trigger_when");
        if (self.bodies.is_empty() && tells || hook) && self.found.findings.is_empty() {
            self.found.say("The body is put together by the program, and is not read: paste its JSON.".into());
        }
        if self.bodies.is_empty() {
            for (_, url) in std::mem::take(&mut self.urls).into_iter().take(HOOKS_MAX) {
                self.found.request(Request { url, ..Request::default() });
            }
        }
        self.found
    }
}

/// Whether an object is the body of a call for a commit status, of which a part may be missing.
fn is_part_of_status(fields: &Map<String, Value>, missing: &[String]) -> bool {
    let has = |name: &str| fields.contains_key(name) || missing.iter().any(|own| own == name);
    is_status(fields) || has("state") && ["context", "key", "name"].into_iter().any(has) && !fields.is_empty()
}

fn is_status_call(url: &str) -> bool {
    url.contains("://") && ["/statuses", "/build-status", "/commits/"].iter().any(|part| url.contains(part))
}

/// A text with braces in the place of what the program puts in.
fn shown(text: &str) -> String {
    text.replace(HOLE, "{…}")
}

/// Takes the fields out that the program puts something in.
fn holes(value: &mut Value, name: &str, missing: &mut Vec<String>) {
    let worked_out = |value: &Value| value.as_str().is_some_and(|text| text.contains(HOLE));
    match value {
        Value::Object(fields) => {
            let names: Vec<String> =
                fields.iter().filter(|(_, value)| worked_out(value)).map(|(name, _)| name.clone()).collect();
            for name in names {
                fields.remove(&name);
                missing.push(name);
            }
            let own: &mut Map<String, Value> = fields;
            own.iter_mut().for_each(|(name, value)| holes(value, name, missing));
        }
        Value::Array(items) => {
            if items.iter().any(worked_out) {
                items.retain(|item| !worked_out(item));
                missing.push(name.into());
            }
            items.iter_mut().for_each(|item| holes(item, name, missing));
        }
        _ => {}
    }
}
