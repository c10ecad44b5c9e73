//! One run of the pipeline: the values that its variables have, and the requests that its hooks send.

use serde_json::Value;

use super::Length;
use super::scenario::Start;
use crate::devopness::event::Event;
use crate::devopness::hook::{Header, OutgoingHook, guard};
use crate::form::plan::Plan;
use crate::form::planned::fill_in;
use crate::provider::receiver::COMMIT;
use crate::text::json::Fields;
use crate::text::template::{PARSED, Piece, Samples, Variable, find, scan};

/// The number of the first run; the next have the next.
const FIRST: u64 = 794_613_284_672;

/// The form in which pull requests send a hash.
const SHORT: usize = 12;

/// What stands in place of a token on the screen.
pub const TOKEN: &str = "<token>";

/// A request as the provider receives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Fields,
}

impl Request {
    /// The request as it may be shown: without the token.
    pub fn masked(&self) -> Request {
        let mut request = self.clone();
        for header in &mut request.headers {
            if header.name.eq_ignore_ascii_case("Authorization") {
                let scheme = header.value.split_once(' ').map_or("", |(scheme, _)| scheme);
                header.value = [scheme, " ", TOKEN].concat().trim_start().to_string();
            } else if header.name.eq_ignore_ascii_case("PRIVATE-TOKEN") {
                header.value = TOKEN.into();
            }
        }
        request
    }
}

/// The request of a hook, with its variables filled in.
pub fn request(hook: &OutgoingHook, samples: &Samples) -> Request {
    let render = |text: &str| samples.render(text);
    let header = |header: &Header| Header { name: header.name.clone(), value: render(&header.value) };
    let mut body = hook.body.clone();
    body.0.iter_mut().for_each(|(_, value)| fill_in(value, &render));
    Request { url: render(&hook.target_url), headers: hook.headers.iter().map(header).collect(), body }
}

/// Whether a hook fires: each condition's path must have one of its values.
pub fn fires(hook: &OutgoingHook, samples: &Samples) -> bool {
    hook.conditions.iter().all(|condition| {
        let value = samples.render(&["{{ ", &condition.path, " }}"].concat());
        let text = |accepted: &Value| accepted.as_str().map_or_else(|| accepted.to_string(), str::to_string);
        condition.accepted.iter().any(|accepted| text(accepted) == value)
    })
}

/// The values of one run while an event is reported. `run` counts from 1.
///
/// What Devopness does with a variable that has no value is not documented: here it becomes an empty text.
pub fn samples(plan: &Plan, hook: &OutgoingHook, event: Event, start: Start, run: usize, length: Length) -> Samples {
    let id = (FIRST + run as u64 - 1).to_string();
    let started = if start == Start::Hand { "manual" } else { "hook" };
    let mut own: Vec<(String, String)> = vec![
        ("action.status".into(), event.action_status().into()),
        ("action.triggered_from.trigger_type".into(), started.into()),
    ];
    let hash = match start {
        Start::Hand => "",
        Start::ShortHash => &COMMIT[..SHORT],
        Start::Push => COMMIT,
    };
    let texts = texts(hook);
    let branch = plan.provider.branch().and_then(|branch| hook.body.get(branch.field)).and_then(Value::as_str);
    for (path, _) in variables(&hook.target_url).filter(|(path, _)| path.starts_with(PARSED)) {
        own.push((path.into(), hash.into()));
    }
    if start == Start::Hand {
        let parsed = texts.iter().flat_map(|text| variables(text)).filter(|(path, _)| path.starts_with(PARSED));
        own.extend(parsed.map(|(path, _)| (path.to_string(), String::new())));
    }
    if length == Length::Longest {
        let known = texts.iter().flat_map(|text| variables(text)).filter_map(|(path, known)| Some((path, known?)));
        own.extend(known.filter_map(|(path, known)| Some((path.to_string(), longest(known)?))));
    }
    for (path, _) in branch.iter().flat_map(|text| variables(text)) {
        own.push((path.into(), "main".into()));
    }
    own.push(("action.url_web_permalink".into(), ["https://devopness.com/actions/", &id].concat()));
    own.push(("action.id".into(), id));
    if let Some(pipeline) = plan.pipeline {
        for path in ["action.pipeline.id", "action.pipeline_id"] {
            own.push((path.into(), pipeline.id.to_string()));
        }
        let constant = if start == Start::Hand { String::new() } else { pipeline.id.to_string() };
        own.push(([PARSED, guard::NAME].concat(), constant));
    }
    // The first value of a path counts.
    Samples { own }
}

/// The variables of a text: path, and what the catalogue knows of it.
fn variables(text: &str) -> impl Iterator<Item = (&str, Option<&'static Variable>)> {
    scan(text).filter_map(|piece| match piece {
        Piece::Variable(_, path) => Some((path, find(path))),
        Piece::Text(_) | Piece::Unclosed(_) => None,
    })
}

/// Every text of a hook that may have variables.
fn texts(hook: &OutgoingHook) -> Vec<&str> {
    let mut texts = vec![hook.target_url.as_str()];
    texts.extend(hook.headers.iter().map(|header| header.value.as_str()));
    for (_, value) in &hook.body.0 {
        collect(value, &mut texts);
    }
    texts
}

fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

/// The example of a variable, drawn out to its limit. `None` where it has none.
fn longest(variable: &Variable) -> Option<String> {
    let max = variable.max?;
    let last = variable.example.chars().last().unwrap_or('x');
    let missing = max.saturating_sub(variable.example.chars().count());
    Some(variable.example.chars().chain(std::iter::repeat_n(last, missing)).collect())
}
