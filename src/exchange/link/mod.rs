//! The form as a link: what stands in the page's address behind `#`.
//!
//! A link names its version and then what differs from a fresh form, in the order of the form:
//! `#v1&pipeline=512&repository=acme/shop&state-failed=error`. Fields have the words of [`Field::id`]. It is written in one way only. A link that was given away
//! keeps its meaning: a later version of the page reads it as the version that it names does.
//!
//! No link holds a secret: [`write()`] takes a form, which cannot hold a [`Secret`](crate::secret::Secret), and refuses one
//! with a secret in plain text.

mod read;
mod spelling;
mod write;

pub use read::{LinkFault, read};
pub use write::{render, write, write_with};

use crate::devopness::endpoint::Api;
use crate::form::field::Field;
use crate::form::values::{AUTHORIZATION, ExtraKind, FormValues};

/// What the links of this version begin with.
const VERSION: &str = "v1";
/// The link of a fresh form.
pub const FRESH: &str = "#v1";

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

/// The word of a switch. The guard against runs by hand has had another meaning under its field's word: see [`FORMER`].
fn word_of(field: Field) -> String {
    if field == Field::OnlyHookRuns { "hook-runs".into() } else { field.id() }
}

/// The word that released links have for the guard that was written then. They keep it, as a condition.
const FORMER: &str = "only-hook-runs";

/// What is on or off at a field.
fn switch_of(form: &FormValues, field: Field) -> bool {
    match field {
        Field::On(event) => form.event(event).on,
        Field::OnlyHookRuns => form.only_hook_runs,
        _ => form.action_type,
    }
}

/// The header that every provider is recommended.
const FIRST: &[(&str, &str)] = &[("Authorization", AUTHORIZATION)];

/// The headers that the form's provider recommends, in their order, as [`FormValues::recommend_headers`] adds them.
fn recommended(form: &FormValues) -> impl Iterator<Item = &'static (&'static str, &'static str)> + Clone + use<> {
    FIRST.iter().chain(form.provider().provider().headers())
}
