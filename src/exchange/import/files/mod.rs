//! Files that are JSON or YAML: bodies and lists of hooks, answers of the API, files of programs that send requests,
//! descriptions of an API, jobs of a CI system. Texts inside that are commands or programs are read as such.

mod client;
mod openapi;
mod variables;

use serde_json::{Map, Value};

use super::found::{Found, HOOKS_MAX, Request, is_hook};
use super::inside::fenced;
use super::{Importer, lenient, yaml};

use client::client;
pub use client::{encoded, with_variable};
pub use variables::Variables;

/// JSON.
pub struct Json;

impl Importer for Json {
    fn read(&self, text: &str) -> Option<Found> {
        if !text.trim_start().starts_with(['{', '[', '/', '#']) {
            return None;
        }
        // Several values one after the other are no JSON, but are read as a list of them.
        let read = lenient::read_all(text).or_else(|| lenient::read_all(&["[", text, "\n]"].concat()))?;
        let mut found = Found::of("A JSON text");
        let status = read.value.as_object().filter(|fields| is_status(fields)).map(|_| read.value.to_string());
        file(&mut found, &read.value);
        found.missing.extend(read.missing);
        read.notes.into_iter().for_each(|note| found.say(note));
        if found.hooks.first().is_some_and(|hook| hook.contains_key("type")) {
            found.source = "The API’s answer".into();
        }
        if found.hooks.is_empty() && found.requests.is_empty() && status.is_some() {
            found.requests.push(Request { body: status, ..Request::default() });
        }
        Some(found.named())
    }
}

/// YAML.
pub struct Yaml;

impl Importer for Yaml {
    fn read(&self, text: &str) -> Option<Found> {
        if !text.contains(':') || text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let documents = yaml::read(text).or_else(|| yaml::read(&fenced(text, "---\n")?))?;
        let any = |value: &Value| match value {
            // A command has quotes and options in front of its first colon.
            Value::Object(fields) => fields.keys().all(|key| !key.contains(['"', '\'', '“', '”', '‘', '’', '\n'])),
            Value::Array(items) => items.iter().any(Value::is_object),
            _ => false,
        };
        if !documents.iter().any(any) {
            return None;
        }
        let mut found = Found::of("A YAML file");
        documents.iter().for_each(|document| file(&mut found, document));
        (found.any() || !found.findings.is_empty()).then(|| found.named())
    }
}

/// Whether an object is the body of a call for a commit status.
pub fn is_status(fields: &Map<String, Value>) -> bool {
    fields.contains_key("state") && ["context", "key", "name"].iter().any(|name| fields.contains_key(*name))
}

/// Takes what stands in a file.
fn file(found: &mut Found, value: &Value) {
    let kind = kind(value);
    if let Some((name, _)) = kind {
        found.source = name.into();
    }
    match kind {
        Some((_, Kind::Description)) => openapi::openapi(found, value),
        Some((_, Kind::Client)) => {
            let variables = Variables::of(value);
            let before = found.requests.len() + found.hooks.len();
            client(found, value, &variables);
            if value.get("_postman_variable_scope").is_some() {
                found.say("It has variables alone: paste the file of the requests as well.".into());
            }
            if found.requests.len() + found.hooks.len() == before {
                // Its answers may have them.
                found.collect_all(value);
            }
        }
        _ => walk(found, value, &Variables::of(value)),
    }
}

/// What a file is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Requests that a program sends.
    Client,
    /// A description of an API.
    Description,
    /// Commands that something runs.
    Commands,
}

/// What kind of file a value is, and its name.
fn kind(value: &Value) -> Option<(&'static str, Kind)> {
    // Several files may be pasted one after the other.
    if let Value::Array(items) = value {
        return items.iter().take(HOOKS_MAX).filter_map(Value::as_object).find_map(kind_of);
    }
    kind_of(value.as_object()?)
}

fn kind_of(file: &Map<String, Value>) -> Option<(&'static str, Kind)> {
    let has = |name: &str| file.contains_key(name);
    let text = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
    let any = |names: &[&str]| file.values().any(|value| names.iter().any(|name| value.get(*name).is_some()));
    let jobs = || {
        file.get("jobs")
            .and_then(Value::as_object)
            .is_some_and(|jobs| jobs.values().any(|job| job.get("runs-on").is_some()))
    };
    let paths = || file.iter().any(|(key, value)| key.starts_with('/') && value.is_object());
    Some(match () {
        () if has("openapi") || has("swagger") || has("paths") || paths() => {
            ("An OpenAPI description", Kind::Description)
        }
        () if has("item") && (has("info") || has("variable"))
            || file.get("collection").is_some_and(|own| own.get("item").is_some()) =>
        {
            ("A Postman collection", Kind::Client)
        }
        () if has("_postman_variable_scope") => ("A Postman environment", Kind::Client),
        () if has("resources") && (has("_type") || has("__export_format")) => ("An Insomnia export", Kind::Client),
        () if text("type").contains("insomnia.rest/") => ("An Insomnia export", Kind::Client),
        () if file.get("log").is_some_and(|log| log.get("entries").is_some()) => ("A HAR file", Kind::Client),
        () if has("clientName") || has("collectionName") => ("A Thunder Client collection", Kind::Client),
        () if has("folders") && has("requests") => ("A Hoppscotch collection", Kind::Client),
        () if has("items") && (has("environments") || has("version")) || has("brunoConfig") => {
            ("A Bruno collection", Kind::Client)
        }
        () if has("request") && file.get("request").is_some_and(|own| own.get("url").is_some()) => {
            ("A request of an API client", Kind::Client)
        }
        () if has("tasks") && has("version") => ("A file of tasks", Kind::Commands),
        () if has("tasks") || has("uri") || has("ansible.builtin.uri") => ("An Ansible playbook", Kind::Commands),
        () if has("jobs") && has("on") || has("runs-on") || has("runs") || has("uses") || jobs() => {
            ("A GitHub Actions job", Kind::Commands)
        }
        () if has("script") || has("stages") || any(&["script", "before_script", "after_script"]) => {
            ("A GitLab CI job", Kind::Commands)
        }
        () if has("services") => ("A Compose file", Kind::Commands),
        () if has("apiVersion") && has("kind") => ("A Kubernetes file", Kind::Commands),
        () if has("pool") || has("pipelines") || has("jobs") || has("steps") || has("run") => {
            ("A CI job", Kind::Commands)
        }
        () => return None,
    })
}

/// Takes hooks, requests of Ansible, commands and addresses, wherever they stand in a value.
fn walk(found: &mut Found, value: &Value, variables: &Variables) {
    match value {
        Value::Object(fields) if is_hook(fields) => found.collect_all(value),
        Value::Object(fields) => {
            found.example(fields);
            if let Some(command) = with_arguments(fields) {
                commands(found, &command, variables);
                return;
            }
            for (name, value) in fields {
                let call = matches!(name.as_str(), "uri" | "ansible.builtin.uri") && value.get("url").is_some();
                if call { client(found, value, variables) } else { walk(found, value, variables) }
            }
        }
        Value::Array(items) => {
            let (texts, others): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| item.is_string());
            let texts: Vec<&str> = texts.into_iter().filter_map(Value::as_str).collect();
            // One shell runs the lines of a list, one after the other. A list may be the words of one command instead.
            let words = texts.first().is_some_and(|first| is_command(first));
            let joined = if words { argv(&texts) } else { texts.join("\n") };
            commands(found, &joined, variables);
            others.into_iter().for_each(|item| walk(found, item, variables));
        }
        Value::String(text) => commands(found, text, variables),
        _ => {}
    }
}

/// The command of a container or a task that has its arguments in a list of their own.
fn with_arguments(fields: &Map<String, Value>) -> Option<String> {
    let texts = |value: &'_ Value| -> Vec<String> {
        let items = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        items.iter().filter_map(Value::as_str).map(str::to_string).collect()
    };
    let mut words = texts(fields.get("command")?);
    words.extend(texts(fields.get("args").filter(|args| args.is_array())?));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.first().is_some_and(|first| is_command(first)).then(|| argv(&words))
}

fn is_command(word: &str) -> bool {
    let name = word.rsplit(['/', '\\']).next().unwrap_or_default();
    matches!(name, "curl" | "curl.exe" | "wget" | "http" | "https" | "xh")
}

fn argv(words: &[&str]) -> String {
    words.iter().map(|word| format!("'{}' ", word.replace('\'', "'\\''"))).collect::<String>().replacen('\'', "", 2)
}

fn commands(found: &mut Found, text: &str, variables: &Variables) {
    let marks = ["://", "/pipelines/", "/hooks/", "target_url", "trigger_when", "\"state\""];
    if marks.iter().any(|mark| text.contains(mark)) || text.contains('$') && text.contains('/') {
        found.nested(&variables.in_addresses(text));
    }
}
