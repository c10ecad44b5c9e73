//! Descriptions of an API: OpenAPI 3 (<https://spec.openapis.org/oas/v3.1.0>) and Swagger 2, whole or a part of one. Only what
//! has an example says something.

use serde_json::Value;

use super::variables::scalar;
use crate::exchange::import::found::{Found, Request};
use crate::text::percent::encode;

/// How often a part may point to another.
const POINTERS_MAX: usize = 8;
/// How long an address may be, and how many parameters of a call are looked at.
const ADDRESS_MAX: usize = 2000;
const PARAMETERS_MAX: usize = 50;
/// How long all bodies may be together, in bytes: many calls may point to one example.
const BODIES_MAX: usize = 1 << 22;

/// Takes the examples of the calls that concern hooks or commit statuses.
pub fn openapi(found: &mut Found, file: &Value) {
    let before = found.hooks.len() + found.requests.len();
    let mut room = BODIES_MAX;
    let paths = file.get("paths").unwrap_or(file);
    for (path, item) in paths.as_object().into_iter().flatten() {
        let known = ["/hooks", "/statuses", "/build"].iter().any(|part| path.contains(part));
        if known && path.starts_with('/') && path.len() < ADDRESS_MAX {
            operations(found, file, path, item, &mut room);
        }
    }
    if found.hooks.len() + found.requests.len() == before {
        // The examples may stand elsewhere.
        found.collect_all(file);
    }
}

fn operations(found: &mut Found, file: &Value, path: &str, item: &Value, room: &mut usize) {
    for (_, operation) in item.as_object().into_iter().flatten().filter(|(_, operation)| operation.is_object()) {
        let base = server(operation).or_else(|| server(item)).or_else(|| server(file)).unwrap_or_default();
        let base = &base[..base.floor_char_boundary(ADDRESS_MAX)];
        let mut url = [base.trim_end_matches('/'), path].concat();
        let mut bodies = Vec::new();
        for list in [operation.get("parameters"), item.get("parameters")] {
            for parameter in list.and_then(Value::as_array).into_iter().flatten().take(PARAMETERS_MAX) {
                let parameter = target(file, parameter);
                let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
                if parameter.get("in").and_then(Value::as_str) == Some("body") {
                    bodies.extend(examples(file, parameter));
                } else if let Some(value) = examples(file, parameter).first().and_then(|example| scalar(example)) {
                    let value = &value[..value.floor_char_boundary(ADDRESS_MAX)];
                    url = url.replace(&["{", name, "}"].concat(), &encode(value));
                }
            }
        }
        let body = operation.get("requestBody").map(|body| target(file, body));
        let contents = body.and_then(|body| body.get("content")).and_then(Value::as_object).into_iter().flatten();
        contents.for_each(|(_, content)| bodies.extend(examples(file, content)));
        if bodies.is_empty() {
            found.addresses(&url);
        }
        for body in bodies {
            let body = body.as_str().map_or_else(|| body.to_string(), str::to_string);
            let Some(left) = room.checked_sub(body.len()) else { return };
            *room = left;
            found.request(Request { url: url.clone(), body: Some(body), ..Request::default() });
        }
    }
}

/// The address of the first server.
fn server(part: &Value) -> Option<String> {
    if let Some(server) = part.get("servers").and_then(|servers| servers.get(0)) {
        let mut url = server.get("url")?.as_str()?.to_string();
        for (name, variable) in
            server.get("variables").and_then(Value::as_object).into_iter().flatten().take(PARAMETERS_MAX)
        {
            if let Some(value) = variable.get("default").and_then(scalar) {
                url = url.replace(&["{", name, "}"].concat(), &value);
            }
        }
        return Some(url);
    }
    let host = part.get("host")?.as_str()?;
    let scheme = part.get("schemes").and_then(|schemes| schemes.get(0)?.as_str()).unwrap_or("https");
    let path = part.get("basePath").and_then(Value::as_str).unwrap_or_default();
    Some([scheme, "://", host, path].concat())
}

/// The examples of a parameter or of a body, also those of its schema.
fn examples<'a>(file: &'a Value, part: &'a Value) -> Vec<&'a Value> {
    if let Some(example) = part.get("example") {
        return vec![example];
    }
    if let Some(examples) = part.get("examples") {
        let named = examples.as_object().into_iter().flatten();
        let named = named.filter_map(|(_, example)| target(file, example).get("value"));
        let examples: Vec<&Value> = named.chain(examples.as_array().into_iter().flatten()).collect();
        if !examples.is_empty() {
            return examples;
        }
    }
    let Some(schema) = part.get("schema").map(|schema| target(file, schema)) else { return Vec::new() };
    let first = |list: &'a Value| list.get(0);
    let example = schema.get("example").or_else(|| schema.get("examples").and_then(first));
    let example = example.or_else(|| schema.get("default")).or_else(|| schema.get("const"));
    example.or_else(|| schema.get("enum").and_then(first)).into_iter().collect()
}

/// What a part points to, in the same file.
fn target<'a>(file: &'a Value, part: &'a Value) -> &'a Value {
    let mut part = part;
    for _ in 0..POINTERS_MAX {
        let Some(pointer) = part.get("$ref").and_then(Value::as_str) else { break };
        let Some(other) = pointer.strip_prefix('#').and_then(|pointer| file.pointer(pointer)) else { break };
        part = other;
    }
    part
}
