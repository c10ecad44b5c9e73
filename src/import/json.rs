//! JSON: the body of a hook, a list of them, the API's answer, a body of a commit status, and files of programs that send
//! requests.

use serde_json::{Map, Value};

use super::found::{Found, Request};
use super::{Importer, lenient};

/// JSON.
pub struct Json;

impl Importer for Json {
    fn read(&self, text: &str) -> Option<Found> {
        if !text.trim_start().starts_with(['{', '[', '/', '#']) {
            return None;
        }
        // Several values one after the other are no JSON, but are read as a list of them.
        let read = lenient::read_all(text).or_else(|| lenient::read_all(&["[", text, "\n]"].concat()))?;
        let mut found = Found::of(source(&read.value));
        let status = read.value.as_object().filter(|fields| is_status(fields)).map(|_| read.value.to_string());
        found.value(read);
        found.apart(text);
        let first = found.hooks.first();
        if first.is_some_and(|hook| hook.contains_key("type")) {
            found.source = "The API’s answer".into();
        }
        if found.hooks.is_empty() && status.is_some() {
            found.requests.push(Request { body: status, ..Request::default() });
        }
        Some(found)
    }
}

fn is_status(fields: &Map<String, Value>) -> bool {
    fields.contains_key("state") && ["context", "key", "name"].iter().any(|name| fields.contains_key(*name))
}

/// What kind of JSON a value is.
fn source(value: &Value) -> &'static str {
    let has = |name: &str| value.get(name).is_some();
    match () {
        () if has("info") && has("item") => "A Postman collection",
        () if has("openapi") => "An OpenAPI description",
        () if has("resources") || has("_type") => "An Insomnia export",
        () => "A JSON text",
    }
}
