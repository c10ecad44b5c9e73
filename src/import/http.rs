//! Requests as HTTP writes them: a line with method and address, headers, an empty line, the body. A `.http` file is a list
//! of them.

use super::Importer;
use super::found::{Found, Request};
use crate::hook::Header;

/// HTTP requests.
pub struct Http;

impl Importer for Http {
    fn read(&self, text: &str) -> Option<Found> {
        let mut found = Found::of("");
        let mut count = 0;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(url) = start(line) else { continue };
            let mut request = Request { url: url.to_string(), ..Request::default() };
            while let Some(line) = lines.next_if(|line| !line.trim().is_empty() && start(line).is_none()) {
                if let Some((name, value)) = line.split_once(':').filter(|(name, _)| !name.trim().contains(' ')) {
                    request.headers.push(Header { name: name.trim().into(), value: value.trim().into() });
                }
            }
            let mut body = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("###") && start(line).is_none()) {
                body.push(line);
            }
            let body = body.join("\n");
            request.body = (!body.trim().is_empty()).then_some(body);
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

/// The address in the first line of a request.
fn start(line: &str) -> Option<&str> {
    let (method, rest) = line.split_once(' ')?;
    if !matches!(method, "GET" | "POST" | "PUT" | "DELETE") {
        return None;
    }
    let url = rest.trim();
    let url = url.split_once(" HTTP/").map_or(url, |(url, _)| url).trim();
    (url.contains('/') && !url.starts_with(['\'', '"'])).then_some(url)
}
