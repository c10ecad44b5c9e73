//! HTTPie and xh, which put a body together from words (<https://httpie.io/docs/cli/request-items>).

use serde_json::{Map, Value};

use super::options::HTTPIE;
use super::{Call, Command, Stream, Word};

/// How many places of a nested field are read.
const DEPTH_MAX: usize = 64;

/// The request of a command.
pub fn calls(name: &str, words: &[Word], command: &Command) -> Vec<Call> {
    let mut call = Call::of("HTTPie");
    let mut body = Value::Object(Map::new());
    let (mut any, mut is_form, mut reads, mut bearer) = (false, false, true, false);
    let mut plain = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let text = word.text.trim_start();
        if let Some(long) = text.strip_prefix("--").filter(|long| !long.is_empty()) {
            let (name, joined) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            let joined = joined.map(|value| Word { text: value.into(), ..word.clone() });
            match name {
                "form" | "multipart" => is_form = true,
                "ignore-stdin" => reads = false,
                _ if HTTPIE.takes_value(name) => {
                    let Some(value) = joined.as_ref().or_else(|| words.next()) else { break };
                    match name {
                        "raw" => call.part(value),
                        "auth" => call.header("Authorization", &["Basic ", &value.text].concat()),
                        "bearer" => call.header("Authorization", &["Bearer ", &value.text].concat()),
                        "auth-type" => bearer = value.text == "bearer",
                        _ => {}
                    }
                }
                _ => {}
            }
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            is_form |= short.starts_with('f');
            reads &= !short.contains('I');
            let value = short.char_indices().find_map(|(at, letter)| Some((&short[at + 1..], HTTPIE.long(letter)?)));
            if let Some((behind, name)) = value {
                let value = if behind.is_empty() { words.next().map_or("", |word| word.text.as_str()) } else { behind };
                match name {
                    "auth" => call.header("Authorization", &["Basic ", value].concat()),
                    "auth-type" => bearer = value == "bearer",
                    _ => {}
                }
            }
        } else if text != "--" && !text.is_empty() {
            plain.push(word);
        }
    }
    let mut plain = plain.into_iter();
    let small = ["get", "post", "put", "patch", "delete", "head", "options"];
    let is_method = |word: &&Word| {
        small.contains(&word.text.as_str())
            || !word.text.is_empty() && word.text.bytes().all(|b| b.is_ascii_uppercase())
    };
    let mut first = plain.next();
    if let Some(method) = first.filter(is_method) {
        call.method = Some(method.text.clone());
        first = plain.next();
    }
    let Some(url) = first else { return Vec::new() };
    call.url(&with_scheme(name, &url.text));
    for word in plain {
        let Some((key, sign, value)) = item(&word.text) else {
            call.is_odd = true;
            continue;
        };
        if matches!(sign, "=" | ":=") && call.open.is_none() {
            call.open.clone_from(&word.open);
        }
        match sign {
            "=" if is_form => call.request.fields.push((key, value.to_string())),
            "=" | ":=" => {
                let value = if sign == "=" { Some(Value::from(value)) } else { crate::text::json::parse(value).ok() };
                match value {
                    Some(value) => put(&mut body, &key, value, &mut call.is_odd),
                    None => call.is_odd = true,
                }
                any = true;
            }
            "==" => call.query.push([&key, "=", &crate::text::percent::encode(value)].concat()),
            ":" | ";" => call.header(&key, value),
            _ => call.in_file(),
        }
    }
    if bearer {
        for header in &mut call.request.headers {
            header.value = header.value.replacen("Basic ", "Bearer ", 1);
        }
    }
    if any {
        call.part(&Word::of(&body.to_string()));
    } else if call.parts.is_empty() && call.request.fields.is_empty() && reads {
        match &command.input {
            Some(Stream::Text(word)) => call.part(word),
            Some(stream) => call.stream(Some(stream.clone())),
            None => {}
        }
    }
    call.done().into_iter().collect()
}

fn with_scheme(name: &str, url: &str) -> String {
    let scheme = if matches!(name, "https" | "xhs") { "https://" } else { "http://" };
    match url.strip_prefix(':') {
        Some(port) if port.starts_with(|c: char| c.is_ascii_digit()) => [scheme, "localhost:", port].concat(),
        Some(path) => [scheme, "localhost", path].concat(),
        None if url.contains("://") || !url.contains('.') => url.to_string(),
        None => [scheme, url].concat(),
    }
}

/// A name, the sign that says what it is, and its value. The sign that stands first counts, the longest of those there; a
/// backslash takes one its meaning.
fn item(text: &str) -> Option<(String, &'static str, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            key.extend(chars.next().map(|(_, c)| c));
            continue;
        }
        let signs = [":=@", "=@", ":=", "==", ":@", "=", ":", "@", ";"];
        if let Some(sign) = signs.into_iter().find(|sign| text[at..].starts_with(sign)) {
            return Some((key, sign, &text[at + sign.len()..]));
        }
        key.push(c);
    }
    None
}

/// Puts a value at a place such as `settings[request_body][state]` or `events[]`.
pub fn put(body: &mut Value, key: &str, value: Value, is_odd: &mut bool) {
    let (first, rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    let mut places = if first.is_empty() { Vec::new() } else { vec![first] };
    places.extend(rest.split('[').skip(1).take(DEPTH_MAX).map(|place| place.trim_end_matches(']')));
    let mut at = body;
    for place in places {
        let number = place.parse::<usize>().ok();
        let is_list = place.is_empty() || number.is_some() && !at.is_object();
        if at.is_null() || at.as_object().is_some_and(Map::is_empty) && is_list {
            *at = if is_list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
        }
        at = match at {
            Value::Object(fields) => fields.entry(place).or_insert(Value::Null),
            Value::Array(items) if is_list && number.is_none_or(|number| number <= items.len()) => {
                let index = number.unwrap_or(items.len());
                if index == items.len() {
                    items.push(Value::Null);
                }
                &mut items[index]
            }
            _ => {
                *is_odd = true;
                return;
            }
        };
    }
    *at = value;
}
