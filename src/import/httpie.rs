//! Commands of HTTPie (<https://httpie.io/docs/cli/request-items>) and of xh, which reads the same.

use serde_json::{Map, Value};

use super::Importer;
use super::files::encoded;
use super::found::{Found, Request};
use super::lenient;
use super::shell::{Command, Dialect};
use crate::hook::Header;

/// The signs between name and value of an item, the longer first.
const SIGNS: [&str; 7] = [":=@", ":=", "==", "=@", "=", ":", "@"];
/// Options that take a value.
const OPTIONS: [&str; 28] = [
    "--auth",
    "-a",
    "--auth-type",
    "-A",
    "--raw",
    "--output",
    "-o",
    "--session",
    "--session-read-only",
    "--proxy",
    "--timeout",
    "--max-redirects",
    "--verify",
    "--cert",
    "--cert-key",
    "--ssl",
    "--print",
    "-p",
    "--pretty",
    "--style",
    "-s",
    "--boundary",
    "--default-scheme",
    "--bearer",
    "--body",
    "--response-charset",
    "--response-mime",
    "--format-options",
];
/// How many parts the name of a nested field may have.
const PARTS_MAX: usize = 16;
/// How many items a list may have by the number of its last one.
const ITEMS_MAX: usize = 100;
/// How often a text may be read again.
const AGAIN_MAX: usize = 4;

/// Commands of HTTPie.
pub struct Httpie;

impl Importer for Httpie {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("");
        let (mut count, mut shell) = (0, None);
        let mut at = 0;
        let mut room = AGAIN_MAX * text.len();
        while let Some((start, piped)) = next(text, at).filter(|_| room > 0) {
            let rest = &text[start..];
            let own = Dialect::of(rest);
            let (command, end) = own.read(rest).unwrap_or((Command::default(), rest.len()));
            let request = call(&command, piped, &mut found);
            let Some(request) = request else {
                at = start + rest.find('\n').map_or(rest.len(), |end| end + 1);
                room = room.saturating_sub(end);
                continue;
            };
            at = start + end.max(1);
            count += 1;
            shell = shell.or(Some(own));
            found.request(request);
        }
        let shell = shell?.name();
        found.source = match count {
            1 => format!("An HTTPie command for {shell}"),
            count => format!("{count} HTTPie commands for {shell}"),
        };
        found.verb = if count == 1 { "that creates" } else { "that create" };
        Some(found)
    }
}

/// Where the next command begins, and what an `echo` in front of it hands over.
fn next(text: &str, from: usize) -> Option<(usize, Option<String>)> {
    let mut start = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        let words = |at: usize| {
            let rest = &line[at..];
            ["http ", "https ", "xh ", "xhs "].iter().any(|word| rest.starts_with(word))
        };
        let trimmed = line.len() - line.trim_start().trim_start_matches(['$', '>', '%', ' ']).len();
        if words(trimmed) {
            return Some((start + trimmed, None));
        }
        if let Some(pipe) = line.find("| ").filter(|pipe| words(pipe + 2)) {
            let before = &line[trimmed..pipe];
            let input = before.strip_prefix("echo ").or(before.strip_prefix("printf ")).and_then(|_| {
                let (command, _) = Dialect::Posix.read(before)?;
                command.words.last().cloned().filter(|_| command.words.len() > 1)
            });
            return Some((start + pipe + 2, Some(input.unwrap_or_else(|| "@".into()))));
        }
        start += line.len();
    }
    None
}

fn call(command: &Command, piped: Option<String>, found: &mut Found) -> Option<Request> {
    let mut words = command.words.iter().skip(1).map(String::as_str);
    let mut request = Request::default();
    let mut fields = Value::Object(Map::new());
    let (mut form, mut raw) = (false, piped.or_else(|| command.input.clone()));
    while let Some(word) = words.next() {
        if let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) {
            let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
            form |= matches!(option, "f" | "-form" | "-multipart");
            if OPTIONS.contains(&name)
                && let Some(value) = value.or_else(|| words.next())
            {
                match name {
                    "--raw" | "--body" => raw = Some(value.into()),
                    "--auth" | "-a" => {
                        let scheme = if value.contains(':') { "Basic " } else { "" };
                        request.headers.push(Header { name: "Authorization".into(), value: [scheme, value].concat() });
                    }
                    "--bearer" => {
                        request
                            .headers
                            .push(Header { name: "Authorization".into(), value: ["Bearer ", value].concat() });
                    }
                    _ => {}
                }
            }
        } else if word.starts_with(['<', '@']) {
            raw = Some("@".into());
        } else if request.url.is_empty() {
            let method = word.len() < 8 && word.bytes().all(|b| b.is_ascii_uppercase());
            if !method {
                request.url = address(word)?;
            }
        } else {
            item(word, &mut request, &mut fields, found);
        }
    }
    if request.url.is_empty() {
        return None;
    }
    let any = fields.as_object().is_some_and(|fields| !fields.is_empty());
    request.body =
        match raw {
            Some(raw) if !any => Some(raw),
            _ if !any => None,
            _ if form => {
                let pairs = fields.as_object()?.iter();
                Some(encoded(pairs.map(|(name, value)| {
                    (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_string))
                })))
            }
            _ => Some(fields.to_string()),
        };
    Some(request)
}

fn address(word: &str) -> Option<String> {
    let own = match word.strip_prefix(':') {
        // The short form of this machine.
        Some(rest) if rest.starts_with('/') => ["http://localhost", rest].concat(),
        Some(rest) => ["http://localhost:", rest].concat(),
        None if word.contains("://") || word.starts_with(['$', '{']) => word.to_string(),
        None => ["https://", word.trim_start_matches('/')].concat(),
    };
    own.contains(['.', '/', '$']).then_some(own)
}

/// Takes a header, a value of the address, or a field of the body.
fn item(word: &str, request: &mut Request, fields: &mut Value, found: &mut Found) {
    // The first sign counts, and of those that begin there the longest.
    let place = word.char_indices().find_map(|(at, c)| {
        let escaped = word[..at].ends_with('\\');
        let sign = SIGNS.iter().find(|sign| word[at..].starts_with(**sign))?;
        (!escaped && !c.is_alphanumeric()).then_some((at, *sign))
    });
    let Some((at, sign)) = place else { return };
    let (name, value) = (word[..at].replace('\\', ""), &word[at + sign.len()..]);
    match sign {
        ":" => request.headers.push(Header { name, value: value.into() }),
        "==" => {
            let mark = if request.url.contains('?') { "&" } else { "?" };
            request.url = [&request.url, mark, &encoded([(name, value.to_string())])].concat();
        }
        "=" => put(fields, &name, Value::String(value.into())),
        ":=" => match lenient::read_all(value) {
            Some(read) => put(fields, &name, read.value),
            None => found.say(format!("“{name}” is no JSON, and is left out: {}.", super::findings::quoted(value))),
        },
        _ => found.say(format!("“{name}” is in a file, and is left out: paste the file’s text as well.")),
    }
}

/// Puts a field into a body. Its name may be a path: `settings[request_body][state]`, `events[]`.
fn put(fields: &mut Value, name: &str, value: Value) {
    let (first, rest) = name.split_once('[').unwrap_or((name, ""));
    let mut place = fields;
    let parts = rest.split('[').take(PARTS_MAX).filter_map(|part| part.strip_suffix(']'));
    for part in std::iter::once(first).chain(parts) {
        let number = part.parse().unwrap_or(usize::MAX);
        let list = part.is_empty() || number < ITEMS_MAX;
        if list && (place.is_null() || place.is_array()) {
            if place.is_null() {
                *place = Value::Array(Vec::new());
            }
            let Value::Array(items) = place else { return };
            let at = if part.is_empty() { items.len() } else { number };
            if items.len() <= at {
                items.resize(at + 1, Value::Null);
            }
            place = &mut items[at];
        } else {
            if place.is_null() {
                *place = Value::Object(Map::new());
            }
            let Value::Object(own) = place else { return };
            place = own.entry(part.to_string()).or_insert(Value::Null);
        }
    }
    *place = value;
}
