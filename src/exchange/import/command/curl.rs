//! cURL, by what its options mean (<https://curl.se/docs/manpage.html>).

use std::borrow::Cow;

use super::options::CURL;
use super::{Call, Command, Known, Stream, Word};
use crate::text::percent::encode;

/// The requests of a command.
pub fn calls(words: &[Word], command: &Command, known: &mut Known) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut call = Call::of("cURL");
    let mut words = words.iter();
    while let Some(word) = words.next() {
        // Where a paste lost a line break, a blank is escaped in its place.
        let text = dashes(word.text.trim());
        let text = text.as_ref();
        if text == "--next" || text == "-:" {
            calls.extend(std::mem::replace(&mut call, Call::of("cURL")).done());
        } else if let Some(long) = text.strip_prefix("--") {
            let (name, joined) =
                long.split_once('=').map_or((long, None), |(name, value)| (name, Some(Word::of(value))));
            let name = name.strip_prefix("expand-").unwrap_or(name);
            if CURL.takes_value(name)
                && let Some(value) = joined.as_ref().or_else(|| words.next())
            {
                option(&mut call, name, value, command, known);
            }
        } else if let Some(short) = text.strip_prefix('-').filter(|short| !short.is_empty()) {
            for (at, letter) in short.char_indices() {
                let Some(name) = CURL.long(letter) else { continue };
                let behind = &short[at + letter.len_utf8()..];
                let joined = Word { text: behind.into(), ..word.clone() };
                if let Some(value) = if behind.is_empty() { words.next() } else { Some(&joined) } {
                    option(&mut call, name, value, command, known);
                }
                break;
            }
        } else if !text.is_empty() {
            call.url(text);
        }
    }
    calls.extend(call.done());
    calls
}

/// A word whose dashes a program for letters has joined into a longer one.
fn dashes(text: &str) -> Cow<'_, str> {
    let rest = text.trim_start_matches(['–', '—', '−', '‐', '‑']);
    match rest.len() {
        len if len == text.len() || rest.is_empty() => Cow::Borrowed(text),
        1 => Cow::Owned(["-", rest].concat()),
        _ => Cow::Owned(["--", rest.trim_start_matches('-')].concat()),
    }
}

fn option(call: &mut Call, name: &str, value: &Word, command: &Command, known: &mut Known) {
    let text = value.text.as_str();
    match name {
        "request" => call.method = Some(text.to_string()),
        "url" => call.url(text),
        "header" => call.header_line(text),
        "cookie" if text.contains('=') || value.open.is_some() => call.header("Cookie", text),
        // Without a password it is asked for.
        "user" if text.contains(':') || value.open.is_some() => {
            call.header("Authorization", &["Basic ", text].concat())
        }
        "proxy-user" if text.contains(':') => call.header("Proxy-Authorization", &["Basic ", text].concat()),
        "oauth2-bearer" => call.header("Authorization", &["Bearer ", text].concat()),
        "pass" | "proxy-pass" | "tlspassword" | "proxy-tlspassword" => call.header("Password", text),
        "data-raw" => call.part(value),
        "data" | "data-ascii" | "data-binary" | "json" => match text.strip_prefix('@') {
            // Its lines are joined, but for `--data-binary` and `--json`.
            Some(file) => {
                let mut stream = file_or_input(file, command, known);
                if let (Some(Stream::Text(word)), "data" | "data-ascii") = (&mut stream, name) {
                    word.text.retain(|c| c != '\n' && c != '\r');
                }
                call.stream(stream);
            }
            None => call.part(value),
        },
        "upload-file" => {
            call.method.get_or_insert_with(|| "PUT".into());
            call.stream(file_or_input(text, command, known));
        }
        "data-urlencode" => urlencoded(call, value, command, known),
        "url-query" => call.query.push(text.trim_start_matches('+').to_string()),
        "form" | "form-string" => form(call, name, value),
        "config" if text == "-" && matches!(command.input, Some(Stream::Text(_))) => {
            if let Some(Stream::Text(word)) = &command.input {
                config(call, &word.text, command, known);
            }
        }
        "config" => {
            call.findings.push("Options are in a file of their own, which is not read: paste them as well.".into())
        }
        _ => {}
    }
}

/// The requests of a file that has nothing but options; `None` for any other text.
pub fn of_file(text: &str) -> Option<Vec<Call>> {
    let is_option = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    let (mut calls, mut call) = (Vec::new(), Call::of("cURL"));
    for (name, value) in options(text) {
        match name {
            "next" => calls.extend(std::mem::replace(&mut call, Call::of("cURL")).done()),
            name if is_option(name) => {
                option(&mut call, name, &Word::of(&value?), &Command::default(), &mut Known::default());
            }
            _ => return None,
        }
    }
    let has_address = call.request.url.contains('/');
    calls.extend(call.done());
    (has_address && calls.iter().all(|call| !call.is_odd)).then_some(calls)
}

/// Takes the options of a file into a call.
fn config(call: &mut Call, text: &str, command: &Command, known: &mut Known) {
    for (name, value) in options(text) {
        if let Some(value) = value
            && CURL.takes_value(name)
            && name != "config"
        {
            option(call, name, &Word::of(&value), command, known);
        }
    }
}

/// Options as a file has them, one in a line (<https://curl.se/docs/manpage.html#-K>): the long name of each, and its value,
/// unless the quotes of that do not end.
fn options(text: &str) -> impl Iterator<Item = (&str, Option<String>)> {
    let signs = ['=', ':', ' ', '\t'];
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(move |line| {
        let line = line.trim_start_matches('-');
        let (name, rest) = line.split_at(line.find(signs).unwrap_or(line.len()));
        let short = name.chars().next().filter(|_| name.len() == 1);
        (short.and_then(|c| CURL.long(c)).unwrap_or(name), value(rest.trim_start_matches(signs)))
    })
}

/// The value of an option, in quotes or not. `None` where its quotes do not end.
fn value(text: &str) -> Option<String> {
    let Some(inside) = text.strip_prefix('"') else { return Some(text.into()) };
    let mut out = String::new();
    let mut chars = inside.chars();
    loop {
        match chars.next()? {
            '"' => return Some(out),
            '\\' => out.push(match chars.next()? {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'v' => '\u{b}',
                c => c,
            }),
            c => out.push(c),
        }
    }
}

/// What stands in a file, or in what the command reads.
fn file_or_input(name: &str, command: &Command, known: &mut Known) -> Option<Stream> {
    match name {
        "-" | "." | "/dev/stdin" => command.input.clone(),
        name => Some(known.file(name).unwrap_or_else(|| Stream::File(name.to_string()))),
    }
}

/// `name=content`, `=content`, `content`, `name@file` and `@file`.
fn urlencoded(call: &mut Call, value: &Word, command: &Command, known: &mut Known) {
    if call.open.is_none() {
        call.open.clone_from(&value.open);
    }
    match value.text.find(['=', '@']) {
        Some(at) if value.text[at..].starts_with('=') => {
            let (name, content) = (&value.text[..at], &value.text[at + 1..]);
            if name.is_empty() {
                call.parts.push(encode(content));
            } else {
                call.request.fields.push((name.to_string(), content.to_string()));
            }
        }
        Some(at) => {
            let (name, file) = (&value.text[..at], &value.text[at + 1..]);
            match file_or_input(file, command, known) {
                Some(Stream::Text(word)) if !name.is_empty() => {
                    call.request.fields.push((name.to_string(), word.text));
                }
                _ => call.in_file(),
            }
        }
        None => call.parts.push(encode(&value.text)),
    }
}

/// `name=content`, with a type behind it, or in a file.
fn form(call: &mut Call, option: &str, value: &Word) {
    let Some((name, content)) = value.text.split_once('=') else {
        call.is_odd = true;
        return;
    };
    if option == "form-string" {
        call.request.fields.push((name.to_string(), content.to_string()));
        return;
    }
    if content.starts_with(['@', '<']) {
        call.in_file();
        return;
    }
    if call.open.is_none() {
        call.open.clone_from(&value.open);
    }
    let quoted = content
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'))
        .filter(|(_, rest)| rest.is_empty() || rest.starts_with(';'));
    let known = [";type=", ";filename=", ";headers=", ";encoder="];
    let content = match quoted {
        Some((inside, _)) => inside,
        None => known.iter().filter_map(|mark| content.find(mark)).min().map_or(content, |end| &content[..end]),
    };
    call.request.fields.push((name.to_string(), content.to_string()));
}
