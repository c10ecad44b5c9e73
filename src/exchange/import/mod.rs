//! From what a person has already to the form: a command, a body, an answer of the API, a provider's own call, or a text that
//! this page wrote. An importer is one file here and a line in [`IMPORTERS`]: it only reads what stands in the text. What
//! the form becomes of it, and what is wrong with it, is worked out in one place for all of them.
//!
//! Nothing is guessed silently: what was recognised, what would change and what is not kept is told before the form is taken.

mod address;
mod bru;
mod code;
mod command;
mod compare;
mod config;
mod echo;
mod embedded;
mod files;
mod findings;
mod found;
mod http;
mod inside;
mod lenient;
mod quote;
mod secret;
mod shell;
mod status;
mod take;
mod text;
pub mod yaml;

pub use found::{Found, Request};

use std::cmp::Reverse;

use crate::doctor::change::Edit;
use crate::form::values::{FormValues, ROWS_FULL};
use crate::provider::tokens::FORMS;

/// The longest text that is read, in bytes: far more than any output has.
pub const TEXT_MAX: usize = 1 << 20;

/// A way to read a text.
pub trait Importer: Sync {
    /// What stands in the text; `None` when it is of another kind.
    fn read(&self, text: &str) -> Option<Found>;
}

/// All importers. The first that finds hooks counts, so those that know most of a text come first.
pub const IMPORTERS: &[&dyn Importer] = &[
    &address::Address,
    &files::Json,
    &files::Yaml,
    &bru::Bru,
    &command::Commands,
    &echo::Echo,
    &config::Config,
    &http::Http,
    &code::Program,
    &text::Text,
];

/// Those that read what stands in a text inside a file.
const INNER: &[&dyn Importer] = &[&command::Commands, &echo::Echo, &http::Http, &code::Program];

/// What can be taken from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What was recognised, such as `A cURL command for bash that creates one hook`.
    pub what: String,
    /// The form once it is taken.
    pub form: FormValues,
    /// How that differs from the form as it is, in the form's order. A token in a header is masked.
    pub changes: Vec<Edit>,
    /// What is wrong in the text, or not kept: a sentence each, with what would be right.
    pub findings: Vec<String>,
}

/// Reads a text into a form. The form that is given stays as it is; of what the text does not say, the new one has the same.
///
/// # Errors
/// In one sentence, why nothing can be taken.
pub fn import(text: &str, form: &FormValues) -> Result<Import, String> {
    if text.len() > TEXT_MAX {
        return Err("This is more than a megabyte: paste only the part that has the hooks in it.".into());
    }
    if text.trim().is_empty() {
        return Err("There is nothing in it: paste a cURL command, the JSON of a hook or a list of hooks.".into());
    }
    let text = &command::wrapped::without_html(text.trim_start_matches('\u{feff}'));
    let plain = FORMS.literal(text);
    let mut all = readings(text);
    if let Some(found) = inside::better(text, all.first()) {
        all = vec![found];
    }
    if let Some(instead) = all.iter().find_map(|found| secret::has_secret(text, plain.as_ref(), found)) {
        return Err(format!(
            "A token stands in it in plain text, so nothing of it is taken: write {instead} in its place, and paste it again."
        ));
    }
    let mut refusal = None;
    for found in &mut all {
        // A text with hooks that cannot be taken is not taken for something less.
        if refusal.is_some() && found.hooks.is_empty() {
            break;
        }
        let said = found.findings.first().cloned();
        found.findings.extend(findings::unread(text, found));
        match take::take(form, found) {
            Ok(import) => return Ok(import),
            // However else it is read, it has as many.
            Err(Some(reason)) if reason == ROWS_FULL => return Err(reason),
            Err(reason) => refusal = refusal.or(reason).or(said),
        }
    }
    Err(refusal.or_else(|| stops(text)).unwrap_or_else(|| {
        "Nothing in it could be read: paste a cURL command, the JSON of a hook, a list of hooks, or a text that this page wrote.".into()
    }))
}

/// What each importer reads of a text. Whoever reads more of it understands it better, and comes first.
fn readings(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = IMPORTERS.iter().filter_map(|importer| importer.read(text)).collect();
    all.sort_by_key(|found| Reverse(found.hooks.len()));
    all
}

/// Where a text that looks like a hook's JSON stops being it.
fn stops(text: &str) -> Option<String> {
    let start = text.find('{').filter(|_| ["target_url", "trigger_when"].iter().any(|name| text.contains(name)))?;
    let end = lenient::read(text, start).err()?.at;
    let line = text.as_bytes()[..end].iter().filter(|b| **b == b'\n').count() + 1;
    Some(["It looks like the JSON of a hook, but cannot be read from line ", &line.to_string(), " on."].concat())
}
