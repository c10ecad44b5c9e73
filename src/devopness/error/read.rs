//! The words of an error answer. The vendor's texts, schema and examples differ in its shape, and a framework, a proxy or a
//! newer API has another, so all that are common are read:
//!
//! - `{"message": …, "errors": {"name": ["…"]}}` (the vendor, Laravel, Rails), and `{"name": ["…"]}` alone (Django);
//! - lists of `{"field", "message"}` with the many words that there are for either, among them `{"loc", "msg"}` of FastAPI;
//! - problem details (RFC 9457, <https://www.rfc-editor.org/rfc/rfc9457>) with `title`, `detail`, and pointers into the body;
//! - `{"error": "…"}` and `{"error": {"message": …}}`; and plain text.

use serde_json::{Map, Value};

use crate::text::json;

/// The most characters of an answer's text that are kept: what is longer helps nobody.
const TEXT_MAX: usize = 500;
/// The most single messages that are kept.
const FIELDS_MAX: usize = 50;
/// How many lists and objects around a text are looked into.
const DEPTH_MAX: usize = 8;

/// What an error answer says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// Its sentence, which may be empty.
    pub message: String,
    /// Its words on single fields: a key, which may be empty, and a text.
    pub fields: Vec<(String, String)>,
    /// Whether it is a web page.
    pub page: bool,
}

/// Where the words on single fields stand.
const LISTS: [&str; 11] = [
    "message",
    "errors",
    "detail",
    "details",
    "invalid-params",
    "invalid_params",
    "invalidParams",
    "violations",
    "fields",
    "field_errors",
    "fieldErrors",
];
/// Which field something is about.
const PLACES: [&str; 11] =
    ["field", "loc", "pointer", "source", "param", "path", "propertyPath", "property", "attribute", "location", "key"];
/// What is wrong with a field.
const TEXTS: [&str; 4] = ["message", "msg", "detail", "reason"];
/// What is wrong with a field, where its name stands beside it.
const CODES: [&str; 4] = ["description", "title", "error", "code"];
/// What stands beside words, and is none of them.
const BESIDE: [&str; 15] = [
    "status",
    "statusCode",
    "status_code",
    "code",
    "type",
    "instance",
    "success",
    "ok",
    "timestamp",
    "path",
    "trace_id",
    "traceId",
    "request_id",
    "requestId",
    "documentation_url",
];

/// Reads the words of an error answer.
pub(crate) fn words(body: &str) -> Words {
    let mut words = Words::default();
    match json::parse(body) {
        Ok(Value::Object(body)) => object(&body, &mut words),
        Ok(Value::String(text)) => words.message = cut(&text),
        Ok(list @ Value::Array(_)) => collect("", &list, &mut words.fields, 0),
        Ok(_) => {}
        Err(_) if body.trim_start().starts_with('<') => words.page = true,
        Err(_) => words.message = cut(body.trim()),
    }
    let message = std::mem::take(&mut words.message);
    if words.fields.iter().all(|(_, text)| *text != message) {
        words.message = message;
    }
    words
}

fn object(body: &Map<String, Value>, words: &mut Words) {
    // Some put all of it into a part of its own.
    let inner = body.get("error").and_then(Value::as_object);
    let parts = || std::iter::once(body).chain(inner);
    words.message = parts().find_map(sentence).unwrap_or_default();
    for part in parts() {
        for name in LISTS {
            // As a text these two are the sentence.
            let is_sentence = |list: &&Value| list.is_string() && matches!(name, "message" | "detail");
            if let Some(list) = part.get(name).filter(|list| !is_sentence(list)) {
                collect("", list, &mut words.fields, 0);
            }
        }
    }
    if words.message.is_empty() && words.fields.is_empty() && inner.is_none() {
        let own = body.iter().filter(|(key, _)| !BESIDE.contains(&key.as_str()));
        own.for_each(|(key, value)| collect(&name(key), value, &mut words.fields, 0));
    }
}

/// The sentence that an answer has for the whole request.
fn sentence(part: &Map<String, Value>) -> Option<String> {
    let text = |key: &str| part.get(key).and_then(Value::as_str).map(cut).filter(|text| !text.is_empty());
    let whole = || match (text("title"), text("detail")) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
        (title, detail) => title.or(detail),
    };
    let error = || match (text("error"), text("error_description")) {
        (Some(error), Some(description)) => Some(format!("{error}: {description}")),
        (error, description) => description.or(error),
    };
    text("message").or_else(whole).or_else(error).or_else(|| text("msg")).or_else(|| text("reason"))
}

/// Reads what is said of fields: of that one whose `key` stands around it, or of others.
fn collect(key: &str, value: &Value, fields: &mut Vec<(String, String)>, depth: usize) {
    if fields.len() >= FIELDS_MAX || depth > DEPTH_MAX {
        return;
    }
    let text = match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                let is_map =
                    item.as_object().is_some_and(|map| stated(map).is_none() && !map.keys().any(|key| is_word(key)));
                // A list beside a key has one entry for each row of the form.
                let row = if is_map && !key.is_empty() { &join(key, &at.to_string()) } else { key };
                collect(row, item, fields, depth + 1);
            }
            return;
        }
        Value::Object(map) => {
            if let Some((place, text)) = stated(map) {
                return fields.push((if place.is_empty() { key.into() } else { within(key, &place) }, text));
            }
            for (inner, item) in map {
                let inner = if is_word(inner) && !key.is_empty() { key } else { &join(key, &name(inner)) };
                collect(inner, item, fields, depth + 1);
            }
            return;
        }
        Value::Null => return,
        Value::String(text) if text.is_empty() => return,
        Value::String(text) => cut(text),
        Value::Number(number) => cut(&number.to_string()),
        Value::Bool(flag) => flag.to_string(),
    };
    fields.push((key.into(), text));
}

/// A field and what is wrong with it, where an object has both in entries of their own; or what is wrong alone.
fn stated(map: &Map<String, Value>) -> Option<(String, String)> {
    let text = |keys: &[&str]| keys.iter().find_map(|key| map.get(*key).and_then(Value::as_str)).map(cut);
    let place = PLACES.into_iter().filter_map(|key| map.get(key)).find_map(place);
    match (place, text(&TEXTS)) {
        (Some(place), Some(text)) => Some((place, text)),
        // Symfony and the first problem details have the name so.
        (None, Some(text)) => Some((map.get("name").and_then(Value::as_str).map(name).unwrap_or_default(), text)),
        (Some(place), None) => text(&CODES).map(|text| (place, text)),
        (None, None) => None,
    }
}

/// A field as it is named beside its error: a name, a pointer, a path in parts, or an object with one of these.
fn place(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(name(text)),
        Value::Array(parts) => {
            let parts = parts.iter().take(DEPTH_MAX).map(|part| part.as_str().map_or_else(|| part.to_string(), cut));
            Some(name(&parts.collect::<Vec<_>>().join(".")))
        }
        Value::Object(map) => ["pointer", "parameter", "path"].iter().find_map(|key| map.get(*key)).and_then(place),
        _ => None,
    }
}

/// Whether a key stands for what is wrong, or for the field as such, and names none.
fn is_word(key: &str) -> bool {
    TEXTS.contains(&key) || CODES.contains(&key) || matches!(key, "field" | "_errors")
}

/// A name with dots, whatever was written: `/data/attributes/name`, `#/name`, `$.name`, `body.name`, `Headers[0].Name`.
fn name(text: &str) -> String {
    let text = cut(text).replace('[', ".").replace([']', '"', '\''], "").replace('/', ".");
    let mut rest = text.trim_start_matches(['#', '$', '.']);
    for start in ["data.attributes.", "body."] {
        rest = rest.strip_prefix(start).unwrap_or(rest);
    }
    rest.into()
}

fn join(key: &str, inner: &str) -> String {
    if key.is_empty() { inner.into() } else { cut(&format!("{key}.{inner}")) }
}

/// A place inside of a key, unless it names that key itself.
fn within(key: &str, place: &str) -> String {
    if place.starts_with(key) { place.into() } else { join(key, place) }
}

fn cut(text: &str) -> String {
    let mut shown = text.chars().filter(|c| !c.is_control() && !json::is_invisible(*c));
    let mut short: String = shown.by_ref().take(TEXT_MAX).collect();
    if shown.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, message: &str, fields: &[(&str, &str)]) {
        let words = words(body);
        let read: Vec<_> = words.fields.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        assert_eq!((words.message.as_str(), read.as_slice()), (message, fields), "{body}");
    }

    #[test]
    fn every_shape_of_an_error_is_shown_in_its_words() {
        // The vendor's texts, its schema and its example.
        check(
            r#"{"message":"Invalid.","errors":{"name":["Too long.","Taken."]}}"#,
            "Invalid.",
            &[("name", "Too long."), ("name", "Taken.")],
        );
        check(r#"{"errors":{"name":[{"field":"Too long."}]}}"#, "", &[("name", "Too long.")]);
        check(r#"{"errors":{"name":"Too long."}}"#, "", &[("name", "Too long.")]);
        check(r#"{"errors":["Too long."]}"#, "", &[("", "Too long.")]);
        check(r#"{"errors":[{"name":"Too long."}]}"#, "", &[("name", "Too long.")]);
        check(r#"{"errors":"Too long."}"#, "", &[("", "Too long.")]);
        // Laravel, whose first message stands twice.
        check(r#"{"message":"Too long.","errors":{"name":["Too long."]}}"#, "", &[("name", "Too long.")]);
        check(
            r#"{"message":"Bad.","errors":{"settings.request_body.context":["Too long."]}}"#,
            "Bad.",
            &[("settings.request_body.context", "Too long.")],
        );
        // Django: the fields alone, and rows of a list in their order.
        check(r#"{"name":["Too long."]}"#, "", &[("name", "Too long.")]);
        check(r#"{"non_field_errors":["No."],"status":422}"#, "", &[("non_field_errors", "No.")]);
        check(
            r#"{"settings":{"request_headers":[{},{"value":["Too long."]}]}}"#,
            "",
            &[("settings.request_headers.1.value", "Too long.")],
        );
        check(
            r#"{"errors":{"settings":{"request_headers":{"0":{"name":["Bad."]}}}}}"#,
            "",
            &[("settings.request_headers.0.name", "Bad.")],
        );
        check(r#"{"detail":"Not found."}"#, "Not found.", &[]);
        // FastAPI.
        check(
            r#"{"detail":[{"loc":["body","settings","request_headers",0,"name"],"msg":"Too long.","type":"x"}]}"#,
            "",
            &[("settings.request_headers.0.name", "Too long.")],
        );
        // Lists of a field and its message.
        for (place, text) in [
            ("field", "message"),
            ("field", "code"),
            ("param", "msg"),
            ("path", "msg"),
            ("pointer", "detail"),
            ("propertyPath", "message"),
            ("property", "message"),
            ("attribute", "error"),
            ("location", "message"),
            ("name", "reason"),
            ("name", "message"),
        ] {
            let body = format!(r#"{{"errors":[{{"{place}":"name","{text}":"Too long.","resource":"Hook"}}]}}"#);
            check(&body, "", &[("name", "Too long.")]);
        }
        check(r#"{"errors":[{"path":["a",0,"b"],"message":"No."}]}"#, "", &[("a.0.b", "No.")]);
        check(r#"{"violations":[{"propertyPath":"settings[a].b","message":"No."}]}"#, "", &[("settings.a.b", "No.")]);
        check(r#"{"errors":{"name":{"msg":"No.","param":"name","location":"body"}}}"#, "", &[("name", "No.")]);
        check(r#"{"errors":{"name":{"name":"ValidatorError","message":"No.","path":"name"}}}"#, "", &[("name", "No.")]);
        // NestJS.
        check(
            r#"{"statusCode":422,"message":["name is too long"],"error":"Unprocessable Entity"}"#,
            "Unprocessable Entity",
            &[("", "name is too long")],
        );
        // ASP.NET.
        check(
            r#"{"type":"t","title":"Invalid.","status":422,"errors":{"$.settings.request_headers[0].name":["No."]}}"#,
            "Invalid.",
            &[("settings.request_headers.0.name", "No.")],
        );
        // Problem details.
        check(r#"{"title":"Invalid.","detail":"Too long.","status":422}"#, "Invalid.: Too long.", &[]);
        check(
            r##"{"title":"Invalid.","errors":[{"detail":"No.","pointer":"#/settings/request_body/context"}]}"##,
            "Invalid.",
            &[("settings.request_body.context", "No.")],
        );
        check(
            r#"{"title":"Invalid.","invalid-params":[{"name":"name","reason":"No."}]}"#,
            "Invalid.",
            &[("name", "No.")],
        );
        // JSON:API.
        check(
            r#"{"errors":[{"status":"422","source":{"pointer":"/data/attributes/name"},"title":"T","detail":"No."}]}"#,
            "",
            &[("name", "No.")],
        );
        // One text, or a part of its own.
        check(r#"{"error":"Too long."}"#, "Too long.", &[]);
        check(r#"{"error":"invalid","error_description":"Too long."}"#, "invalid: Too long.", &[]);
        check(r#"{"error":{"message":"Too long."}}"#, "Too long.", &[]);
        check(
            r#"{"error":{"code":422,"message":"Bad.","errors":[{"location":"name","message":"No."}]}}"#,
            "Bad.",
            &[("name", "No.")],
        );
        check(
            r#"{"error":{"message":"Bad.","details":[{"field":"name","description":"No."}]}}"#,
            "Bad.",
            &[("name", "No.")],
        );
        check(r#"{"msg":"Too long."}"#, "Too long.", &[]);
        check(r#"{"code":"E1","reason":"Too long."}"#, "Too long.", &[]);
        check(r#""Too long.""#, "Too long.", &[]);
        check(r#"["Too long."]"#, "", &[("", "Too long.")]);
        check("Too long.\n", "Too long.", &[]);
    }

    #[test]
    fn what_says_nothing_is_empty_and_a_web_page_is_one() {
        for body in
            ["", "null", "7", "{}", "[]", r#"{"errors":null}"#, r#"{"message":"","errors":[]}"#, r#"{"status":422}"#]
        {
            check(body, "", &[]);
        }
        for body in ["<html>", " \n<!DOCTYPE html><title>502</title>", "<?xml version=\"1.0\"?><Error/>"] {
            assert_eq!(words(body), Words { page: true, ..Words::default() });
        }
        check(r#"{"errors":[1.50,true,[null]]}"#, "", &[("", "1.50"), ("", "true")]);
    }

    #[test]
    fn only_so_much_is_kept() {
        let deep = |around: usize| format!("{{\"errors\":{}\"x\"{}}}", "[".repeat(around), "]".repeat(around));
        check(&deep(DEPTH_MAX), "", &[("", "x")]);
        check(&deep(DEPTH_MAX + 1), "", &[]);
        let many: Vec<String> = (0..=FIELDS_MAX).map(|at| format!("\"{at}\"")).collect();
        assert_eq!(words(&format!("{{\"errors\":[{}]}}", many.join(","))).fields.len(), FIELDS_MAX);
        let (whole, long) = ("é".repeat(TEXT_MAX), "é".repeat(TEXT_MAX + 1));
        check(&whole, &whole, &[]);
        check(&long, &format!("{whole}…"), &[]);
        check(
            &serde_json::json!({ "errors": { &long: &long } }).to_string(),
            "",
            &[(&format!("{whole}…"), &format!("{whole}…"))],
        );
        // What is not shown does not count.
        check(&serde_json::json!({ "message": format!("\u{200b}{whole}\u{200b}") }).to_string(), &whole, &[]);
        check(&serde_json::json!({ "message": "a\u{0}\u{202e}b" }).to_string(), "ab", &[]);
    }
}
