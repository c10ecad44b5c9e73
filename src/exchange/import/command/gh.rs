//! The command line programs of GitHub and of GitLab, which send what they are told to their API
//! (<https://cli.github.com/manual/gh_api>, <https://docs.gitlab.com/cli/api/>).

use serde_json::{Map, Value};

use super::httpie::put;
use super::{Call, Command, Word};

/// The options that take a value.
const VALUES: [(&str, &str); 10] = [
    ("--method", "-X"),
    ("--raw-field", "-f"),
    ("--field", "-F"),
    ("--header", "-H"),
    ("--hostname", ""),
    ("--input", ""),
    ("--jq", "-q"),
    ("--template", "-t"),
    ("--preview", "-p"),
    ("--cache", ""),
];

/// The request of a command.
pub fn calls(name: &str, words: &[Word], command: &Command) -> Vec<Call> {
    let Some((api, words)) = words.split_first() else { return Vec::new() };
    let (program, mut host) = if name == "gh" { ("GitHub CLI", "github.com") } else { ("GitLab CLI", "gitlab.com") };
    let mut call = Call::of(program);
    let mut path = "";
    let mut body = Value::Object(Map::new());
    let mut words = words.iter().filter(|_| api.text == "api");
    while let Some(word) = words.next() {
        let text = word.text.as_str();
        if !text.starts_with('-') {
            call.is_odd |= !path.is_empty();
            path = text;
            continue;
        }
        let own = VALUES.iter().find_map(|(long, short)| {
            let behind = match text.strip_prefix(long) {
                Some(rest) if rest.is_empty() || rest.starts_with('=') => rest,
                _ => text.strip_prefix(short).filter(|_| !short.is_empty())?,
            };
            Some((*long, behind))
        });
        let Some((option, behind)) = own else { continue };
        let next = if behind.is_empty() { words.next() } else { Some(word) };
        let Some(next) = next else { break };
        let value = if behind.is_empty() { next.text.as_str() } else { behind.strip_prefix('=').unwrap_or(behind) };
        match option {
            "--method" => call.method = Some(value.to_uppercase()),
            "--header" => call.header_line(value),
            "--hostname" => host = value,
            "--input" if value == "-" => call.stream(command.input.clone()),
            "--input" => call.in_file(),
            "--field" if value.contains("=@") => call.in_file(),
            "--field" | "--raw-field" => {
                let Some((key, value)) = value.split_once('=') else {
                    call.is_odd = true;
                    continue;
                };
                if call.open.is_none() {
                    call.open.clone_from(&next.open);
                }
                let typed = crate::text::json::parse(value).ok().filter(|_| option == "--field");
                let typed = typed.filter(|value| value.is_number() || value.is_boolean() || value.is_null());
                put(&mut body, key, typed.unwrap_or_else(|| value.into()), &mut call.is_odd);
            }
            _ => {}
        }
    }
    if path.is_empty() {
        return Vec::new();
    }
    let base = match name {
        "gh" if host == "github.com" => "https://api.github.com/".into(),
        "gh" => format!("https://{host}/api/v3/"),
        _ => format!("https://{host}/api/v4/"),
    };
    let is_whole = path.contains("://");
    call.url(&if is_whole { path.into() } else { [&base, path.trim_start_matches('/')].concat() });
    if call.parts.is_empty() && body.as_object().is_some_and(|fields| !fields.is_empty()) {
        call.parts.push(body.to_string());
    }
    call.done().into_iter().collect()
}
