//! Requests in the files of programs that send them: Postman (<https://schema.postman.com>), Insomnia, Bruno, Thunder Client,
//! Hoppscotch, HAR (<http://www.softwareishard.com/blog/har-12-spec/>) and Ansible's `uri`. They differ in a few names alone.

use serde_json::{Map, Value};

use super::variables::{Variables, is_off, scalar};
use crate::devopness::hook::Header;
use crate::exchange::import::found::{Found, Request};
use crate::text::percent::encode;

/// How many parts of an address may be told beside it.
const PARTS_MAX: usize = 50;

/// Takes all requests in a value.
pub fn client(found: &mut Found, value: &Value, variables: &Variables) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| client(found, item, variables)),
        Value::Object(fields) => {
            auth(found, fields, variables);
            if let Some(request) = request(found, fields, variables) {
                found.request(request);
                return;
            }
            for (name, value) in fields {
                // What was answered, and scripts, send nothing.
                match (name.as_str(), value) {
                    ("response" | "responses" | "event" | "auth" | "authentication", _) => {}
                    // The short form of Postman.
                    ("request", Value::String(url)) => {
                        found.request(Request { url: variables.resolve(url), ..Request::default() });
                    }
                    _ => client(found, value, variables),
                }
            }
        }
        _ => {}
    }
}

fn request(found: &mut Found, fields: &Map<String, Value>, variables: &Variables) -> Option<Request> {
    let own = fields.get("url").or_else(|| fields.get("endpoint"))?;
    let sends = ["method", "body", "header", "headers", "postData", "body_format"];
    if !sends.iter().any(|name| fields.contains_key(*name)) {
        return None;
    }
    let mut url = variables.resolve(&address(own)?);
    let lists =
        [own.get("variable"), fields.get("pathParameters"), fields.get("params"), fields.get("requestVariables")];
    let items = lists.into_iter().flatten().filter_map(Value::as_array).flatten().filter(|item| !is_off(item));
    for item in items.take(PARTS_MAX) {
        if let Some((name, value)) = pair(item) {
            url = with_variable(&url, name, &encode(&variables.resolve(&value)));
        }
    }
    let queries = [fields.get("parameters"), fields.get("params")].into_iter().flatten().filter_map(Value::as_array);
    let queries =
        queries.flatten().filter(|item| item.get("type").and_then(Value::as_str).is_none_or(|kind| kind == "query"));
    let queries: Vec<&Value> = queries.collect();
    if !queries.is_empty() && !url.contains('?') {
        url = [&url, "?", &form(queries, variables)].concat();
    }
    let mut headers = Vec::new();
    let text = |text: &str| variables.resolve(text);
    match fields.get("headers").or_else(|| fields.get("header")) {
        Some(Value::Array(items)) => headers.extend(items.iter().filter(|item| !is_off(item)).filter_map(|item| {
            let (name, value) = pair(item)?;
            Some(Header { name: text(name), value: text(&value) })
        })),
        Some(Value::Object(own)) => headers.extend(
            own.iter().filter_map(|(name, value)| Some(Header { name: text(name), value: text(&scalar(value)?) })),
        ),
        Some(Value::String(lines)) => headers.extend(lines.lines().filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some(Header { name: text(name.trim()), value: text(value.trim()) })
        })),
        _ => {}
    }
    // A header of HTTP/2 that says what the address says.
    headers.retain(|header| !header.name.starts_with(':'));
    let body = fields.get("body").or_else(|| fields.get("postData"));
    let body = body.filter(|body| !is_off(body)).and_then(|body| content(found, body, variables));
    Some(Request { url, headers, body, ..Request::default() })
}

/// An address: a text, or its parts as Postman has them.
fn address(value: &Value) -> Option<String> {
    if let Some(text) = value.as_str().or_else(|| value.get("raw")?.as_str()) {
        return Some(text.to_string());
    }
    let part = |name: &str, between: &str| match value.get(name) {
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(|item| scalar(item.get("value").unwrap_or(item)));
            texts.collect::<Vec<_>>().join(between)
        }
        Some(value) => scalar(value).unwrap_or_default(),
        None => String::new(),
    };
    let host = part("host", ".");
    let scheme = match part("protocol", "") {
        own if own.is_empty() && host.starts_with("{{") => String::new(),
        own if own.is_empty() => "https://".into(),
        own => [&own, "://"].concat(),
    };
    let port = part("port", "");
    let colon = if port.is_empty() { "" } else { ":" };
    let path = part("path", "/");
    (!host.is_empty()).then(|| [&scheme, &host, colon, &port, "/", path.trim_start_matches('/')].concat())
}

/// An address with a value in the place of `:name`, which is a whole part of its path.
pub fn with_variable(url: &str, name: &str, value: &str) -> String {
    let (path, query) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let parts = path.split('/').map(|part| if part.strip_prefix(':') == Some(name) { value } else { part });
    [&parts.collect::<Vec<_>>().join("/"), query].concat()
}

fn pair(item: &Value) -> Option<(&str, String)> {
    let name = ["key", "name", "id"].iter().find_map(|name| item.get(*name)?.as_str())?;
    Some((name, scalar(item.get("value")?)?))
}

/// What of a list is sent, in pairs.
fn form<'a>(items: impl IntoIterator<Item = &'a Value>, variables: &Variables) -> String {
    let pairs = items.into_iter().filter(|item| !is_off(item)).filter_map(pair);
    encoded(pairs.map(|(name, value)| (variables.resolve(name), variables.resolve(&value))))
}

/// Pairs as a page's form sends them.
pub fn encoded(pairs: impl IntoIterator<Item = (String, String)>) -> String {
    let texts = pairs.into_iter().map(|(name, value)| [encode(&name), encode(&value)].join("="));
    texts.collect::<Vec<_>>().join("&")
}

/// The text of a body.
fn content(found: &mut Found, body: &Value, variables: &Variables) -> Option<String> {
    let fields = match body {
        Value::String(text) => return Some(variables.resolve(text)),
        Value::Object(fields) => fields,
        Value::Array(items) => return items.iter().find_map(|item| content(found, item, variables)),
        _ => return None,
    };
    let mode = fields.get("mode").or_else(|| fields.get("type")).and_then(Value::as_str).unwrap_or_default();
    let marks = ["mode", "mimeType", "contentType", "raw"];
    if !marks.iter().any(|mark| fields.contains_key(*mark)) {
        // The body itself.
        return (!fields.is_empty()).then(|| variables.resolve(&body.to_string()));
    }
    match mode {
        "none" => return None,
        "graphql" => {
            found.say("A body of GraphQL is left out: the Devopness API takes JSON.".into());
            return None;
        }
        "file" | "binary" => return Some("@".into()),
        _ => {}
    }
    let texts = [mode, "raw", "text", "json", "body", "content"];
    let text = texts.iter().find_map(|name| fields.get(*name)?.as_str()).filter(|text| !text.trim().is_empty());
    if let Some(text) = text {
        return Some(variables.resolve(text));
    }
    let lists = [mode, "urlencoded", "formdata", "params", "formUrlEncoded", "multipartForm", "form", "body"];
    let list = lists.iter().find_map(|name| fields.get(*name)?.as_array()).filter(|list| !list.is_empty())?;
    Some(form(list, variables))
}

/// What a request, a folder or a whole file is signed in with.
fn auth(found: &mut Found, fields: &Map<String, Value>, variables: &Variables) {
    let Some(auth) = fields.get("auth").or_else(|| fields.get("authentication")).filter(|auth| !is_off(auth)) else {
        return;
    };
    let kind = ["type", "mode", "authType"].iter().find_map(|name| auth.get(*name)?.as_str()).unwrap_or_default();
    let own = auth.get(kind).unwrap_or(auth);
    let value = |name: &str| match own {
        Value::Array(items) => items.iter().filter_map(pair).find(|(key, _)| *key == name).map(|(_, value)| value),
        own => own.get(name).and_then(scalar),
    };
    let header = match kind {
        "bearer" => value("token").map(|token| ("Authorization".into(), ["Bearer ", &token].concat())),
        "basic" => value("password").map(|password| {
            ("Authorization".into(), ["Basic ", &value("username").unwrap_or_default(), ":", &password].concat())
        }),
        "apikey" | "api-key" => value("key").zip(value("value")),
        _ => None,
    };
    if let Some((name, value)) = header {
        found.headers.push(Header { name, value: variables.resolve(&value) });
    }
}
