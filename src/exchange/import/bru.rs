//! Bruno's own files (<https://docs.usebruno.com/bru-lang/overview>): blocks in braces, of pairs or of text.

use super::Importer;
use super::files::{Variables, encoded, with_variable};
use super::found::{Found, Request};
use crate::devopness::hook::Header;

/// How often one file may follow another.
const REQUESTS_MAX: usize = 1000;

/// A file of Bruno, or several.
pub struct Bru;

impl Importer for Bru {
    fn read(&self, text: &str) -> Option<Found> {
        let blocks = blocks(text);
        let call = |block: &&Block<'_>| matches!(block.name, "get" | "post" | "put" | "patch" | "delete");
        let first = blocks.iter().find(call).or_else(|| blocks.iter().find(|block| block.name == "vars"))?;
        // Programs have blocks too, but not these words alone in front of them.
        if !blocks.iter().any(|block| block.name == "meta")
            && first.pairs().all(|(name, _)| name != "url")
            && first.name != "vars"
        {
            return None;
        }
        let mut variables = Variables::default();
        for block in blocks.iter().filter(|block| matches!(block.name, "vars" | "vars:pre-request")) {
            block.pairs().for_each(|(name, value)| variables.add(name, &value));
        }
        let mut found = Found::of("A Bruno file");
        let starts: Vec<usize> = (0..blocks.len()).filter(|at| call(&&blocks[*at])).take(REQUESTS_MAX).collect();
        for (at, start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(blocks.len());
            found.request(request(&blocks[*start..end], &variables));
        }
        if starts.is_empty() {
            found.say("It has variables alone: paste the file of the requests as well.".into());
        }
        Some(found)
    }
}

fn request(blocks: &[Block<'_>], variables: &Variables) -> Request {
    let mut request = Request::default();
    let mut kind = String::new();
    for block in blocks {
        let header = |name: &str, value: String| Header { name: name.into(), value: variables.resolve(&value) };
        match block.name {
            "get" | "post" | "put" | "patch" | "delete" => {
                for (name, value) in block.pairs() {
                    match name {
                        "url" => request.url = variables.resolve(&value),
                        "body" => kind = value,
                        _ => {}
                    }
                }
            }
            "params:path" => block.pairs().for_each(|(name, value)| {
                request.url = with_variable(&request.url, name, &variables.resolve(&value));
            }),
            "headers" => request.headers.extend(block.pairs().map(|(name, value)| header(name, value))),
            "auth:bearer" => {
                let tokens = block.pairs().filter(|(name, _)| *name == "token");
                request.headers.extend(tokens.map(|(_, token)| header("Authorization", ["Bearer ", &token].concat())));
            }
            "auth:basic" => {
                let passwords = block.pairs().filter(|(name, _)| *name == "password");
                request.headers.extend(passwords.map(|(_, own)| header("Authorization", ["Basic :", &own].concat())));
            }
            "body:form-urlencoded" | "body:multipart-form" => {
                let pairs = block.pairs().map(|(name, value)| (name.to_string(), variables.resolve(&value)));
                request.body = Some(encoded(pairs));
            }
            name => {
                // A request may have several bodies, of which one counts.
                let own = name.strip_prefix("body:").or((name == "body").then_some("json"));
                if own.is_some_and(|own| own == kind || kind.is_empty() || request.body.is_none() && own == "text") {
                    request.body = Some(variables.resolve(&block.text()));
                }
            }
        }
    }
    request
}

/// A block: what stands between its name and the brace that closes it, alone in its line.
struct Block<'a> {
    name: &'a str,
    lines: Vec<&'a str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in text.lines() {
        match &mut open {
            Some(_) if line.trim_end() == "}" => blocks.extend(open.take()),
            Some(block) => block.lines.push(line),
            None => {
                let name = line.trim_end().strip_suffix('{').map(str::trim_end).unwrap_or_default();
                let word = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b':' || b == b'-');
                open = (!name.is_empty() && word(name)).then(|| Block { name, lines: Vec::new() });
            }
        }
    }
    blocks
}

impl<'a> Block<'a> {
    /// Its pairs, without those that are switched off. A value may go over several lines between three quotes.
    fn pairs(&self) -> impl Iterator<Item = (&'a str, String)> {
        let mut lines = self.lines.iter().copied();
        std::iter::from_fn(move || {
            loop {
                let (name, value) = match lines.next()?.split_once(':') {
                    Some((name, value)) => (name.trim(), value.trim()),
                    None => continue,
                };
                let mut value = value.to_string();
                if value == "'''" {
                    let inside: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "'''").collect();
                    value = inside.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
                }
                if !name.starts_with('~') {
                    return Some((name.trim_matches('"'), value));
                }
            }
        })
    }

    /// Its text, which is indented by two blanks.
    fn text(&self) -> String {
        self.lines.iter().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }
}
