//! What is wrong in what was pasted, and what is not kept of it: a sentence each, with what would be right.

mod hooks;
mod unread;

pub use hooks::of_hooks;
pub use unread::unread;

use super::found::Request;
use super::quote::quoted;
use super::status::Status;
use crate::devopness::hook::Hook;
use crate::form::reading::reading;
use crate::form::rules::doubt;
use crate::provider::repository::{host_of, parse_place, place_fault};
use crate::provider::{Doubt, PROVIDERS, Provider};
use crate::text::json::visible;

/// The most sentences: nobody reads more.
const FINDINGS_MAX: usize = 20;

/// Sentences, each once.
#[derive(Default)]
pub struct Findings(Vec<String>);

impl Findings {
    /// Adds a sentence.
    pub fn add(&mut self, text: String) {
        let text = visible(&text);
        if self.0.len() <= FINDINGS_MAX && !self.0.contains(&text) {
            self.0.push(text);
        }
    }

    /// All of them.
    pub fn done(mut self) -> Vec<String> {
        if self.0.len() > FINDINGS_MAX {
            self.0[FINDINGS_MAX] = "There is more that is not kept: import fewer hooks at once to see it.".into();
        }
        self.0
    }
}

/// How many there are: `one hook`, `3 hooks`.
pub fn count(number: usize, what: &str) -> String {
    if number == 1 { ["one ", what].concat() } else { [&number.to_string(), " ", what, "s"].concat() }
}

fn list(names: &[&str]) -> String {
    let quotes: Vec<String> = names.iter().take(5).map(|name| quoted(name)).collect();
    let more = if names.len() > 5 { " and more" } else { "" };
    [&quotes.join(", "), more].concat()
}

/// Says that keys differ.
pub fn of_keys(findings: &mut Findings, keys: &[String]) {
    if let [first, _, ..] = keys {
        let names: Vec<&str> = keys.iter().map(String::as_str).collect();
        findings.add(
            [
                "There are ",
                &keys.len().to_string(),
                " status keys, ",
                &list(&names),
                ", so each commit would show as many statuses: ",
                &quoted(first),
                " is taken for all.",
            ]
            .concat(),
        );
    }
}

/// The provider that a body field belongs to, if it is another one.
fn of_another(provider: &dyn Provider, field: &str) -> Option<&'static dyn Provider> {
    let other = PROVIDERS.iter().find(|other| other.fields().contains(&field));
    other.copied().filter(|_| !provider.fields().contains(&field))
}

/// Says which fields belong to another provider, and what becomes of them.
fn mixed(findings: &mut Findings, provider: &dyn Provider, fields: &[&str], stay: &str) {
    let Some(other) = fields.first().and_then(|field| of_another(provider, field)) else { return };
    let are = if fields.len() == 1 { " is a field" } else { " are fields" };
    let verb = match (stay.starts_with(" out"), fields.len()) {
        (false, 1) => " It stays",
        (false, _) => " They stay",
        (true, 1) => " It is left",
        (true, _) => " They are left",
    };
    findings.add(
        [
            "Fields of two providers are mixed: ",
            &list(fields),
            are,
            " of ",
            other.name(),
            " and not of ",
            provider.name(),
            ".",
            verb,
            stay,
        ]
        .concat(),
    );
}

/// What there is to say of a provider's own call.
pub fn of_status(findings: &mut Findings, request: &Request, status: &Status) {
    let provider = status.provider;
    let reading = reading(&status.form);
    match doubt(&status.form.repository, reading.place(), reading.provider, reading.server()) {
        Ok(Some(Doubt { text, .. })) | Err(text) if status.report.is_some() => findings.add(text),
        _ => {}
    }
    match &status.report {
        None if !request.url.is_empty() => findings.add(
            ["The address names no repository of ", provider.name(), ": type yours, or paste its address."].concat(),
        ),
        Some(report) if status.tells && !report.sound => {
            let right = provider.target_url(&report.location, "{{ … }}");
            findings.add(
                ["The address is not ", provider.name(), "’s call for a commit status, which is ", &right, "."]
                    .concat(),
            );
        }
        _ => {}
    }
    let extra: Vec<&str> = status.form.extra.iter().map(|row| row.name.as_str()).collect();
    let foreign: Vec<&str> = extra.into_iter().filter(|name| of_another(provider, name).is_some()).collect();
    if status.tells {
        mixed(findings, provider, &foreign, " among the extra body fields: remove what you do not need.");
    }
    for header in &status.token_headers {
        findings.add(
            [&quoted(header), " is left out: the form sends the application’s own token as Authorization."].concat(),
        );
    }
}

/// Why a hook says nothing to the form.
pub fn no_status(hook: &Hook) -> String {
    let target = if hook.target_url.is_empty() { "no address".into() } else { quoted(&hook.target_url) };
    visible(
        &["The hook ", &quoted(&hook.name), " calls ", &target, " and reports no commit status that this page knows."]
            .concat(),
    )
}

/// Why an address says nothing to the form.
pub fn no_provider(url: &str) -> String {
    let place = parse_place(&["https://", host_of(url), "/"].concat());
    if let Some(fault) = place.ok().and_then(|place| place_fault(&place, url)) {
        return visible(&[&quoted(url), " is not taken. ", &fault].concat());
    }
    visible(
        &[&quoted(url), " is the address of no provider that this page knows, and of no call of the Devopness API."]
            .concat(),
    )
}
