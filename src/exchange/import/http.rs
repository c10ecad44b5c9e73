//! Requests as HTTP writes them: a line with method and address, headers, an empty line, the body. A `.http` file is a list
//! of them, with variables and notes (<https://www.jetbrains.com/help/idea/exploring-http-syntax.html>,
//! <https://github.com/Huachao/vscode-restclient>).

use std::iter::Peekable;
use std::str::Lines;

use super::Importer;
use super::files::Variables;
use super::found::{Found, Request};
use crate::devopness::hook::Header;

/// HTTP requests.
pub struct Http;

impl Importer for Http {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("");
        let mut variables = Variables::default();
        for line in text.lines() {
            let name = line.strip_prefix('@').and_then(|line| line.split_once('='));
            if let Some((name, value)) = name.filter(|(name, _)| !name.trim().contains(char::is_whitespace)) {
                variables.add(name, value.trim());
            }
        }
        let mut count = 0;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(url) = start(line) else { continue };
            let mut request = rest(url, &mut lines, &variables);
            let host = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("host"));
            if let Some(host) = host.filter(|_| request.url.starts_with('/')) {
                request.url = ["https://", &host.value, &request.url].concat();
            }
            found.request(request);
            count += 1;
        }
        found.source = match count {
            0 => return None,
            1 => "An HTTP request".into(),
            count => [&count.to_string(), " HTTP requests"].concat(),
        };
        Some(found)
    }
}

/// What stands behind the first line of a request.
fn rest(url: &str, lines: &mut Peekable<Lines<'_>>, variables: &Variables) -> Request {
    let mut url = url.to_string();
    // Parts of an address may stand in lines of their own.
    while let Some(line) = lines.next_if(|line| {
        line.starts_with([' ', '\t'])
            && line.trim_start().starts_with(['?', '&', '/'])
            && !line.trim_start().starts_with("//")
    }) {
        url.push_str(line.trim());
    }
    let mut request = Request { url: variables.resolve(&url), ..Request::default() };
    while let Some(line) =
        lines.next_if(|line| !line.trim().is_empty() && !line.starts_with("###") && start(line).is_none())
    {
        let note = line.starts_with('#') || line.starts_with("//");
        let header = line.split_once(':').filter(|(name, _)| !note && !name.trim().contains(' '));
        if let Some((name, value)) = header {
            let value = variables.resolve(value.trim());
            request.headers.push(Header { name: name.trim().into(), value });
        }
    }
    let mut body = Vec::new();
    while let Some(line) = lines.next_if(|line| !line.starts_with("###") && start(line).is_none()) {
        // What is done with the answer.
        let handler =
            line.starts_with("> ") || line.starts_with(">> ") || line.starts_with(">>! ") || line.starts_with("<> ");
        if handler {
            while lines.next_if(|line| !line.starts_with("###")).is_some() {}
            break;
        }
        body.push(line);
    }
    let body = body.join("\n");
    // A file is read in the place of a body; an at sign stands for it elsewhere.
    let file = body
        .trim_start()
        .strip_prefix('<')
        .filter(|rest| rest.starts_with([' ', '@']) && !rest.trim_start().starts_with('{'));
    request.body = match file {
        Some(file) => Some(["@", file.trim_start_matches(['@', ' '])].concat()),
        None => (!body.trim().is_empty()).then(|| variables.resolve(&body)),
    };
    request
}

/// The address in the first line of a request.
fn start(line: &str) -> Option<&str> {
    let (method, rest) = line.split_once(' ')?;
    if !matches!(method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE") {
        return None;
    }
    let url = rest.trim();
    let url = url.split_once(" HTTP/").map_or(url, |(url, _)| url).trim();
    (url.contains('/') && !url.starts_with(['\'', '"'])).then_some(url)
}
