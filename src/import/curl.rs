//! cURL commands, of any of the three shells, and the same of wget.

use super::Importer;
use super::found::{Found, Request};
use super::shell::{Command, Dialect};
use crate::hook::Header;

/// How often a text may be read again.
const AGAIN_MAX: usize = 4;

/// cURL commands.
pub struct Curl;

impl Importer for Curl {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("");
        let (mut count, mut shell, mut methods) = (0, None, Vec::new());
        let mut at = 0;
        // What is read twice, because it was no command after all, is read a few times at most.
        let mut room = AGAIN_MAX * text.len();
        while let Some(start) = next(text, at).filter(|_| room > 0) {
            let rest = &text[start..];
            let own = Dialect::of(rest);
            // A quote that does not end is in a sentence about the command.
            let (command, end) = own.read(rest).unwrap_or((Command::default(), rest.len()));
            let calls = calls(&command);
            if calls.is_empty() {
                at = start + rest.find('\n').map_or(rest.len(), |end| end + 1);
                room = room.saturating_sub(end);
                continue;
            }
            at = start + end.max(1);
            shell = shell.or(Some(own));
            for (method, request) in calls {
                count += 1;
                methods.push(method);
                found.request(request);
            }
        }
        let shell = shell?.name();
        found.source = match count {
            1 => ["A cURL command for ", shell].concat(),
            count => [&count.to_string(), " cURL commands for ", shell].concat(),
        };
        let puts = methods.iter().all(|method| method.eq_ignore_ascii_case("PUT"));
        let plural = count > 1;
        found.verb = match (puts, plural) {
            (true, false) => "that updates",
            (true, true) => "that update",
            (false, false) => "that creates",
            (false, true) => "that create",
        };
        Some(found)
    }
}

/// Where the next command begins.
fn next(text: &str, from: usize) -> Option<usize> {
    let starts = text.get(from..)?.match_indices(['c', 'w']).map(|(at, _)| from + at);
    let command = |start: &usize| {
        let (before, rest) = text.split_at(*start);
        let after = rest.strip_prefix("curl").or(rest.strip_prefix("wget")).unwrap_or_default();
        let after = after.strip_prefix(".exe").unwrap_or(after);
        let alone = !before.ends_with(|c: char| c.is_alphanumeric() || "-_./$@:'\"".contains(c));
        alone && after.starts_with([' ', '\t', '\\', '^', '`'])
    };
    starts.into_iter().find(command)
}

/// The requests of a command, each with its method.
fn calls(command: &Command) -> Vec<(String, Request)> {
    let mut calls = Vec::new();
    let mut call = Call::default();
    let mut words = command.words.iter().skip(1).map(String::as_str);
    while let Some(word) = words.next() {
        if word == "--next" || word == "-:" {
            calls.extend(std::mem::take(&mut call).done());
        } else if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            if takes_value(name)
                && let Some(value) = value.or_else(|| words.next())
            {
                call.option(name, value, command);
            }
        } else if let Some(short) = word.strip_prefix('-').filter(|short| !short.is_empty()) {
            for (at, letter) in short.char_indices() {
                let Some(name) = long(letter) else { continue };
                let joined = &short[at + letter.len_utf8()..];
                if let Some(value) = if joined.is_empty() { words.next() } else { Some(joined) } {
                    call.option(name, value, command);
                }
                break;
            }
        } else if call.request.url.is_empty() && (word.contains('/') || word.contains('.')) {
            call.request.url = word.to_string();
        }
    }
    calls.extend(call.done());
    calls
}

/// The long name of a short option that takes a value; `-G` and its like take none and change nothing here.
fn long(letter: char) -> Option<&'static str> {
    Some(match letter {
        'X' => "request",
        'H' => "header",
        'd' => "data",
        'F' => "form",
        'u' => "user",
        'A' | 'b' | 'c' | 'C' | 'D' | 'e' | 'E' | 'K' | 'm' | 'o' | 'O' | 'P' | 'Q' | 'r' | 't' | 'T' | 'U' | 'w'
        | 'x' | 'y' | 'Y' | 'z' => "",
        _ => return None,
    })
}

/// Whether a long option takes a value: those that are read, and those that often stand in such commands.
fn takes_value(name: &str) -> bool {
    name.starts_with("data")
        || matches!(
            name,
            "request"
                | "header"
                | "json"
                | "url"
                | "user"
                | "form"
                | "form-string"
                | "method"
                | "body-data"
                | "post-data"
                | "output"
                | "user-agent"
                | "referer"
                | "cookie"
                | "cookie-jar"
                | "max-time"
                | "connect-timeout"
                | "retry"
                | "retry-delay"
                | "proxy"
                | "cacert"
                | "cert"
                | "key"
                | "write-out"
                | "config"
                | "resolve"
                | "variable"
                | "expand-data"
                | "expand-header"
                | "expand-url"
                | "oauth2-bearer"
                | "output-document"
                | "timeout"
                | "body-file"
                | "post-file"
                | "tries"
        )
}

#[derive(Default)]
struct Call {
    method: Option<String>,
    request: Request,
    parts: Vec<String>,
}

impl Call {
    fn option(&mut self, name: &str, value: &str, command: &Command) {
        let header = |name: &str, value: &str| Header { name: name.trim().into(), value: value.trim().into() };
        match name {
            "request" | "method" => self.method = Some(value.to_string()),
            "url" | "expand-url" => self.request.url = value.to_string(),
            "header" | "expand-header" => {
                if let Some((name, value)) = value.split_once([':', ';']) {
                    self.request.headers.push(header(name, value));
                }
            }
            "user" => self.request.headers.push(header("Authorization", &["Basic ", value].concat())),
            "oauth2-bearer" => self.request.headers.push(header("Authorization", &["Bearer ", value].concat())),
            "body-file" | "post-file" => self.parts.push(["@", value].concat()),
            _ if name.contains("data") || matches!(name, "json" | "form" | "form-string") => {
                let here = command.input.as_deref().filter(|_| matches!(value, "@-" | "@/dev/stdin"));
                self.parts.push(here.unwrap_or(value).to_string());
            }
            _ => {}
        }
    }

    fn done(mut self) -> Option<(String, Request)> {
        let address = self.request.url.contains("://") || self.request.url.contains("/hooks");
        if !address && (self.request.headers.is_empty() || self.parts.is_empty()) {
            return None;
        }
        self.request.body = (!self.parts.is_empty()).then(|| self.parts.join("&"));
        let method = self.method.unwrap_or_else(|| if self.parts.is_empty() { "GET" } else { "POST" }.into());
        Some((method, self.request))
    }
}
