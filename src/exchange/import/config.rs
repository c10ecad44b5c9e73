//! Files with options for curl (<https://curl.se/docs/manpage.html#-K>).

use super::Importer;
use super::found::{Found, Request};
use crate::devopness::hook::Header;

/// A file with options for curl.
pub struct Config;

impl Importer for Config {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("A file of options for cURL");
        found.verb = "that creates";
        let mut request = Request::default();
        let mut parts: Vec<String> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let end = line.find(|c: char| c.is_whitespace() || c == '=' || c == ':').unwrap_or(line.len());
            let (name, rest) = line.split_at(end);
            let value = value(rest.trim_start_matches([' ', '\t', '=', ':']))?;
            match name.trim_start_matches('-') {
                "url" => request.url = value,
                "header" | "H" => {
                    let (name, value) = value.split_once(':')?;
                    request.headers.push(Header { name: name.trim().into(), value: value.trim().into() });
                }
                "user" | "u" => {
                    request.headers.push(Header { name: "Authorization".into(), value: ["Basic ", &value].concat() });
                }
                "oauth2-bearer" => {
                    request.headers.push(Header { name: "Authorization".into(), value: ["Bearer ", &value].concat() });
                }
                "data" | "d" | "data-raw" | "data-binary" | "data-ascii" | "json" => parts.push(value),
                "next" => {
                    request.body = (!parts.is_empty()).then(|| std::mem::take(&mut parts).join("&"));
                    found.request(std::mem::take(&mut request));
                }
                // Any other option is one word.
                name if name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.') => {}
                _ => return None,
            }
        }
        if !request.url.contains('/') {
            return None;
        }
        request.body = (!parts.is_empty()).then(|| parts.join("&"));
        found.request(request);
        Some(found)
    }
}

/// The value of an option, in quotes or not. `None` where its quotes do not end.
pub fn value(text: &str) -> Option<String> {
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
