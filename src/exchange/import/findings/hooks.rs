//! What there is to say of hooks.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Findings, list, mixed, of_another, of_keys};
use crate::devopness::event::Event;
use crate::doctor::change::{Opened, Report, key};
use crate::exchange::import::quote::quoted;
use crate::exchange::import::take::Pasted;
use crate::provider::status::Part;
use crate::text::template::parsed_variable;

/// The fields of a hook that a request may have, and of its parts.
const FIELDS: [&str; 7] = ["id", "name", "active", "action_type", "target_url", "settings", "trigger_when"];
const SETTINGS: [&str; 2] = ["request_headers", "request_body"];
const TRIGGER: [&str; 2] = ["events", "conditions"];

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
            None => {
                let own = opened.form.repository.trim();
                let then = if own.is_empty() { "type yours, or paste its address" } else { "the form keeps its own" };
                let name = quoted(&hook.name);
                findings.add(format!("The address of {name} names no repository that is known: {then}."));
            }
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
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = missing.iter().map(String::as_str).filter(|name| seen.insert(*name)).collect();
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
            || is_part(Part::Key) && (keys.len() > 1 || edit.old.as_ref() == Some(&opened.form.status_key));
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
