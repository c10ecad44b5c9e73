//! How an IDE of JetBrains reads an `.http` file, by its documentation
//! (<https://www.jetbrains.com/help/idea/exploring-http-syntax.html>,
//! <https://www.jetbrains.com/help/idea/http-client-variables.html>). There is no such program for the tests' machine.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::{All, WRONG, without_escapes};
use crate::command::request_difference;
use crate::harness::{Place, TOKEN, output};
use crate::server::Received;

/// The variables of the chosen environment. They come before those of the file.
const ENVIRONMENT: &[(&str, &str)] = &[("DEVOPNESS_TOKEN", TOKEN), ("action.id", WRONG)];

#[test]
fn an_ide_of_jetbrains_reads_the_same_requests() {
    let all = All::new(&Place::new());
    let text = output("http-file").render(&all.job());
    let (requests, sent) = (all.requests(), read(&text));
    assert_eq!(sent.len(), requests.len());
    let names = all.cases.iter().flat_map(|case| [case.name.as_str(); 3]).chain(std::iter::repeat("another call"));
    for ((request, sent), name) in requests.iter().zip(&sent).zip(names) {
        assert_eq!(request_difference(request, sent, TOKEN), None, "{name}: {sent:#?}");
    }
    let claimed = read(&without_escapes(&text));
    assert!(
        claimed.iter().any(|sent| String::from_utf8_lossy(&sent.body).contains(WRONG)),
        "The model claims no braces."
    );
}

fn read(text: &str) -> Vec<Received> {
    let mut parts: Vec<Vec<&str>> = vec![vec![]];
    for line in text.lines() {
        match line.starts_with("###") {
            true => parts.push(vec![]),
            false => parts.last_mut().expect("there is one from the start").push(line),
        }
    }
    let of_file: Vec<(&str, &str)> =
        parts[0].iter().filter_map(|line| line.strip_prefix('@')?.split_once(" = ")).collect();
    parts[1..].iter().map(|lines| request(lines, &of_file)).collect()
}

fn request(lines: &[&str], of_file: &[(&str, &str)]) -> Received {
    let fill = |text: &str| fill(text, of_file);
    // A comment may stand on any line. `<` puts a file in, `>` begins a script.
    let mut lines = lines.iter().filter(|line| !["#", "//", "<", ">"].iter().any(|begin| line.starts_with(begin)));
    let first = fill(lines.next().expect("a request has a first line"));
    let (method, url) = first.split_once(' ').expect("a method and an address");
    let mut headers = HeaderMap::new();
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        // An indented line would belong to the address.
        assert!(!line.starts_with(' '), "{line}");
        let (name, value) = line.split_once(": ").expect("a header");
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
        headers.append(name, HeaderValue::from_str(&fill(value)).expect("a header's value"));
    }
    let body = fill(&lines.copied().collect::<Vec<_>>().join("\n")).trim().to_string();
    let path = &url[url.find("://").map_or(0, |at| at + 3)..];
    let path = path[path.find('/').expect("an address with a path")..].to_string();
    Received { method: method.into(), path, headers, body: body.into_bytes() }
}

/// Fills in what has a value; the rest stays as it is.
fn fill(text: &str, of_file: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        let name = behind.split_once("}}").map_or("", |(name, _)| name);
        let value = [ENVIRONMENT, of_file].concat().into_iter().find(|(known, _)| *known == name.trim());
        filled += before;
        match value {
            Some((_, value)) => {
                filled += value;
                rest = &behind[name.len() + 2..];
            }
            None => {
                filled += "{{";
                rest = behind;
            }
        }
    }
    filled + rest
}
