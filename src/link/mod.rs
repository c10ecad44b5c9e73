//! The form as a link: what stands in the page's address behind `#`.
//!
//! A link names its version and then what differs from a fresh form, in the order of the form:
//! `#v1&pipeline=512&repository=acme/shop&failed.state=error`. It is written in one way only. A link that was given away
//! keeps its meaning: a later version of the page reads it as the version that it names does.
//!
//! No link holds a secret: [`write()`] takes a form, which cannot hold a [`Secret`](crate::secret::Secret), and refuses one
//! with a secret in plain text.

mod percent;
mod read;
mod write;

pub use read::{LinkFault, read};
pub use write::write;

use crate::event::Event;
use crate::form::{Api, ExtraKind, FormValues};

/// What the links of this version begin with.
const VERSION: &str = "v1";

/// The words for the single texts of the form.
const TEXTS: [&str; 8] = ["pipeline", "repository", "server", "key", "link", "hash", "branch", "api-url"];
/// The words for the texts of one event, behind its own word and a dot.
const EVENT_TEXTS: [&str; 3] = ["state", "text", "hook"];
/// The words for what is on or off, besides the events.
const SWITCHES: [&str; 2] = ["only-hook-runs", "action-type"];
/// The words for the kinds of extra body fields.
const KINDS: [(&str, ExtraKind); 4] = [
    ("body-text", ExtraKind::Text),
    ("body-number", ExtraKind::Number),
    ("body-boolean", ExtraKind::Bool),
    ("body-json", ExtraKind::Json),
];
/// The words for the APIs. The sandbox and the relays have addresses of the machine that the page runs on. They are no
/// part of a link, so that no link can name an address of its own for them.
const APIS: [(&str, Api); 6] = [
    ("production", Api::Production),
    ("staging", Api::Staging),
    ("sandbox", Api::Sandbox(String::new())),
    ("production-relay", Api::ProductionRelay(String::new())),
    ("staging-relay", Api::StagingRelay(String::new())),
    ("other", Api::Other),
];

/// The text that a word means.
fn text_of<'a>(form: &'a mut FormValues, word: &str) -> Option<&'a mut String> {
    if let Some((event, part)) = word.split_once('.') {
        let event = &mut form.events[event_of(event)?.index()];
        return match part {
            "state" => Some(&mut event.state),
            "text" => Some(&mut event.description),
            "hook" => Some(&mut event.hook_name),
            _ => None,
        };
    }
    match word {
        "pipeline" => Some(&mut form.pipeline),
        "repository" => Some(&mut form.repository),
        "server" => Some(&mut form.server),
        "key" => Some(&mut form.status_key),
        "link" => Some(&mut form.link),
        "hash" => Some(&mut form.hash_variable),
        "branch" => Some(&mut form.branch_variable),
        "api-url" => Some(&mut form.api_other),
        _ => None,
    }
}

/// What a word turns on or off.
fn switch_of<'a>(form: &'a mut FormValues, word: &str) -> Option<&'a mut bool> {
    match word {
        "only-hook-runs" => Some(&mut form.only_hook_runs),
        "action-type" => Some(&mut form.action_type),
        _ => Some(&mut form.events[event_of(word)?.index()].on),
    }
}

fn event_of(word: &str) -> Option<Event> {
    Event::ALL.into_iter().find(|event| event.word() == word)
}

/// The headers that the form's provider recommends, without those that somebody wrote.
fn recommended(form: &FormValues) -> Vec<crate::form::HeaderRow> {
    let mut fresh = form.clone();
    fresh.headers.clear();
    fresh.recommend_headers();
    fresh.headers
}
