//! What is wrong in what was pasted, and what is not kept of it: a sentence each, with what would be right.

use serde_json::{Map, Value};

use super::found::Request;
use super::status::Status;
use super::take::Pasted;
use crate::change::{Opened, Report, key};
use crate::event::Event;
use crate::hook::Hook;
use crate::json::visible;
use crate::provider::{PROVIDERS, Provider};
use crate::status::Part;
use crate::template::parsed_variable;

/// The most sentences: nobody reads more.
const FINDINGS_MAX: usize = 20;
/// The most characters that are quoted of a text.
const QUOTE_MAX: usize = 80;

/// The fields of a hook that a request may have, and of its parts.
const FIELDS: [&str; 7] = ["id", "name", "active", "action_type", "target_url", "settings", "trigger_when"];
const SETTINGS: [&str; 2] = ["request_headers", "request_body"];
const TRIGGER: [&str; 2] = ["events", "conditions"];

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

/// A text of somebody's in a sentence.
pub fn quoted(text: &str) -> String {
    let start: String = text.chars().take(QUOTE_MAX).collect();
    let rest = if start.len() < text.len() { "…" } else { "" };
    ["“", &start, rest, "”"].concat()
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

/// What there is to say of the hooks that were opened.
pub fn of_hooks(findings: &mut Findings, all: &[&Pasted<'_>], opened: &Opened, missing: &[String]) {
    let provider = opened.form.provider().provider();
    let mut keys = Vec::new();
    for Pasted { hook, .. } in all {
        match Report::of(hook).or_else(|| Report::likely(hook)) {
            Some(report) if !report.sound => {
                let hash = parsed_variable(&opened.form.hash_variable);
                let right = report.provider.target_url(&report.location, &hash);
                findings.add(
                    [
                        "The address of ",
                        &quoted(&hook.name),
                        " is not ",
                        report.provider.name(),
                        "’s call for a commit status: the form writes ",
                        &right,
                        ".",
                    ]
                    .concat(),
                );
            }
            Some(_) => {}
            None => findings.add(
                [
                    "The address of ",
                    &quoted(&hook.name),
                    " names no repository that is known: type yours, or paste its address.",
                ]
                .concat(),
            ),
        }
        if let Some(key) = key(provider, hook).filter(|key| !keys.contains(key)) {
            keys.push(key);
        }
    }
    let unknown = all.iter().all(|pasted| Report::of(&pasted.hook).is_none());
    of_keys(findings, &keys);
    let bodies = all.iter().filter_map(|pasted| pasted.fields.get("settings")?.get("request_body")?.as_object());
    let mut foreign: Vec<&str> = Vec::new();
    for name in bodies.flat_map(Map::keys) {
        if !foreign.contains(&name.as_str()) && of_another(provider, name).is_some() {
            foreign.push(name);
        }
    }
    let (kept, gone): (Vec<&str>, Vec<&str>) =
        foreign.iter().partition(|name| opened.form.extra.iter().any(|row| row.name == **name));
    mixed(findings, provider, &kept, " among the extra body fields: remove what you do not need.");
    mixed(findings, provider, &gone, " out: the provider’s own fields say the same.");
    let mut names: Vec<&str> = Vec::new();
    missing.iter().for_each(|name| {
        if !names.contains(&name.as_str()) {
            names.push(name)
        }
    });
    if !names.is_empty() {
        let have = if names.len() == 1 { " has no value" } else { " have no value" };
        findings.add([&list(&names), have, ": the form writes its own, or leaves it out."].concat());
    }
    of_events(findings, all);
    all.iter().for_each(|pasted| of_fields(findings, pasted));
    for edit in &opened.lost {
        let is_field =
            |name: &&str| edit.field.strip_suffix(*name).is_some_and(|start| start.ends_with(" Body field "));
        let is_part = |part| provider.fields().iter().any(|name| provider.part(name) == Some(part) && is_field(name));
        let state = edit.new.as_deref().filter(|_| is_part(Part::State));
        if let Some((new, old)) = state.zip(edit.old.as_deref())
            && !provider.states().contains(&old)
        {
            let states = list(provider.states());
            findings.add(
                [
                    &quoted(old),
                    " is no state at ",
                    provider.name(),
                    ", which has ",
                    &states,
                    ": it becomes ",
                    &quoted(new),
                    ".",
                ]
                .concat(),
            );
            continue;
        }
        let told = ["Active", "Target URL", "Events"].iter().any(|field| edit.field.ends_with(field))
            || gone.iter().chain(&names).any(is_field)
            || unknown && edit.old.is_none()
            || keys.len() > 1 && is_part(Part::Key);
        let values = (edit.old.as_deref().map(quoted), edit.new.as_deref().map(quoted));
        let text = match values {
            _ if told => continue,
            (Some(old), Some(new)) if all.len() > 1 => {
                [" was ", &old, " and becomes ", &new, ": the form has it once for all hooks."].concat()
            }
            (Some(old), Some(new)) => [" was ", &old, " and becomes ", &new, "."].concat(),
            (Some(old), None) => {
                [" was ", &old, " and is left out: the form cannot say it for one hook alone."].concat()
            }
            (None, new) => {
                [" is added, with ", &new.unwrap_or_default(), ": the form writes it in each hook."].concat()
            }
        };
        findings.add([edit.field.as_str(), &text].concat());
    }
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

fn of_events(findings: &mut Findings, all: &[&Pasted<'_>]) {
    let mut seen: Vec<&str> = Vec::new();
    for Pasted { hook, .. } in all {
        let known = |name: &String| Event::ALL.iter().any(|event| event.name() == name);
        let name = quoted(&hook.name);
        match hook.events.as_slice() {
            [event] if !known(event) => findings.add(
                [&name, " waits for ", &quoted(event), ", which the form does not have: it is left out."].concat(),
            ),
            [event] if seen.contains(&event.as_str()) => {
                findings.add([&name, " is left out: another hook waits for ", event, " already."].concat());
            }
            [event] => seen.push(event),
            [] => findings.add([&name, " waits for no event, so it never fires: it is left out."].concat()),
            _ => findings.add(
                [&name, " waits for several events, and cannot tell each its own state: it is left out."].concat(),
            ),
        }
    }
}

/// What there is to say of the fields of one hook.
fn of_fields(findings: &mut Findings, pasted: &Pasted<'_>) {
    let name = quoted(&pasted.hook.name);
    if pasted.hook.active == Some(false) {
        findings.add([&name, " is paused: what the form creates works at once."].concat());
    }
    let other = pasted.fields.get("action_type").filter(|kind| !pasted.answer && kind.as_str() != Some("deploy"));
    if let Some(kind) = other {
        findings.add(
            [&name, " has the action_type ", &quoted(kind.as_str().unwrap_or("null")), ": the form writes deploy."]
                .concat(),
        );
    }
    let part = |part: &str| pasted.fields.get(part).and_then(Value::as_object);
    let mut unknown: Vec<&str> = Vec::new();
    for (fields, known) in [
        (Some(pasted.fields).filter(|_| !pasted.answer), &FIELDS[..]),
        (part("settings"), &SETTINGS),
        (part("trigger_when"), &TRIGGER),
    ] {
        let names = fields.into_iter().flat_map(Map::keys).map(String::as_str);
        unknown.extend(names.filter(|name| !known.contains(name)));
    }
    if !unknown.is_empty() {
        let are = if unknown.len() == 1 {
            " is not kept: the form has no such field."
        } else {
            " are not kept: the form has no such fields."
        };
        findings.add([&name, ": ", &list(&unknown), are].concat());
    }
}

/// What there is to say of a provider's own call.
pub fn of_status(findings: &mut Findings, request: &Request, status: &Status) {
    let provider = status.provider;
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
    visible(
        &[&quoted(url), " is the address of no provider that this page knows, and of no call of the Devopness API."]
            .concat(),
    )
}
