//! From what was read to the form.

use serde_json::{Map, Value};

use super::findings::{Findings, count};
use super::found::{Found, HOOKS_MAX};
use super::quote::quoted;
use super::status::status;
use super::{Import, compare, findings};
use crate::devopness::endpoint::{self, Api, PRODUCTION, STAGING};
use crate::devopness::event::Event;
use crate::devopness::hook::Hook;
use crate::devopness::pipeline::parse_pipeline;
use crate::doctor::change::{fits, only_event, open_likely, open_set, sets};
use crate::form::values::{FormValues, ROWS_FULL, ROWS_MAX};

/// A hook that was read: its fields, and what they mean.
pub struct Pasted<'a> {
    /// Its fields.
    pub fields: &'a Map<String, Value>,
    /// What they mean.
    pub hook: Hook,
    /// Whether the API gave it, with the fields that it adds itself.
    pub answer: bool,
}

/// Makes the form of what was read.
///
/// # Errors
/// Why nothing can be taken, if there is anything to say of it.
pub fn take(form: &FormValues, found: &Found) -> Result<Import, Option<String>> {
    let mut findings = Findings::default();
    let (what, mut opened) = if found.hooks.is_empty() {
        take_requests(form, found, &mut findings)?
    } else {
        take_hooks(form, found, &mut findings)?
    };
    if opened.rows() > ROWS_MAX {
        return Err(Some(ROWS_FULL.into()));
    }
    take_address(&mut opened, found, &mut findings);
    opened.find_guard();
    for finding in &found.findings {
        findings.add(finding.clone());
    }
    let changes = compare::changes(form, &opened);
    Ok(Import { what: [&found.source, " ", &what].concat(), form: opened, changes, findings: findings.done() })
}

fn take_hooks(
    form: &FormValues,
    found: &Found,
    findings: &mut Findings,
) -> Result<(String, FormValues), Option<String>> {
    let incoming = found.hooks.iter().filter(|fields| is_incoming(fields)).count();
    let all: Vec<Pasted<'_>> = found.hooks.iter().filter(|fields| !is_incoming(fields)).filter_map(pasted).collect();
    if all.is_empty() {
        return Err(Some(
            "It has incoming hooks alone, which start a deploy: a commit status is reported by an outgoing hook."
                .into(),
        ));
    }
    let hooks: Vec<Hook> = all.iter().map(|pasted| pasted.hook.clone()).collect();
    let chosen = chosen(&hooks);
    let refs: Vec<&Hook> = chosen.iter().map(|at| &hooks[*at]).collect();
    if !fits(&refs) {
        return Err(Some(ROWS_FULL.into()));
    }
    let Some(mut opened) = open_set(form, &refs).or_else(|| open_likely(form, &refs)) else {
        return Err(Some(findings::no_status(&hooks[0])));
    };
    if let [one] = all.as_slice() {
        keep_others(form, &mut opened.form, &one.hook, findings);
    }
    let payloads: Vec<&Pasted<'_>> = all.iter().filter(|pasted| !pasted.answer).collect();
    if !payloads.is_empty() {
        opened.form.action_type = payloads.iter().any(|pasted| pasted.fields.contains_key("action_type"));
    }
    let settings = || all.iter().filter_map(|pasted| pasted.fields.get("settings"));
    if settings().all(|settings| settings.get("request_headers").is_none()) {
        opened.form.headers.clone_from(&form.headers);
        opened.form.recommend_headers();
    }
    let taken: Vec<&Pasted<'_>> = chosen.iter().map(|at| &all[*at]).collect();
    findings::of_hooks(findings, &taken, &opened, &found.missing);
    let left: Vec<String> =
        (0..all.len()).filter(|at| !chosen.contains(at)).map(|at| quoted(&hooks[at].name)).collect();
    match left.as_slice() {
        [] => {}
        [one] => findings.add([one, " is left out: it belongs to another set, or reports no commit status."].concat()),
        [one, ..] => findings.add(
            [
                &count(left.len(), "hook"),
                ", ",
                one,
                " first, are left out: they belong to other sets, or report no commit status.",
            ]
            .concat(),
        ),
    }
    if incoming > 0 {
        let many = [&incoming.to_string(), " incoming hooks are"].concat();
        let are = if incoming == 1 { "An incoming hook is" } else { &many };
        findings.add([are, " left out: those start deploys, and report nothing."].concat());
    }
    if found.hooks.len() >= HOOKS_MAX {
        findings.add(["Only the first ", &HOOKS_MAX.to_string(), " hooks are looked at."].concat());
    }
    Ok(([found.verb, " ", &count(all.len(), "hook")].concat(), opened.form))
}

/// One hook says nothing of the other events: they stay on or off, as they are.
fn keep_others(form: &FormValues, opened: &mut FormValues, hook: &Hook, findings: &mut Findings) {
    let provider = opened.provider().provider();
    let own = only_event(hook);
    let mut kept = Vec::new();
    for event in Event::ALL.into_iter().filter(|event| Some(*event) != own && provider.reports(*event)) {
        opened.events[event.index()].on = form.event(event).on;
        kept.extend(form.event(event).on.then(|| quoted(event.label())));
    }
    if let (Some(own), false) = (own, kept.is_empty()) {
        let [own, kept] = [quoted(own.label()), kept.join(" and ")];
        findings.add(format!("It has the hook for {own} alone: of {kept} only what all hooks share changes."));
    }
}

fn pasted(fields: &Map<String, Value>) -> Option<Pasted<'_>> {
    let answer = fields.contains_key("type");
    let mut whole = fields.clone();
    whole.insert("type".into(), Value::String("out".into()));
    Some(Pasted { fields, hook: Hook::parse(&Value::Object(whole))?, answer })
}

/// Whether it is a hook that starts a deploy.
fn is_incoming(fields: &Map<String, Value>) -> bool {
    let settings = fields.get("settings").and_then(Value::as_object);
    match fields.get("type").and_then(Value::as_str) {
        Some(word) => word == "in",
        None => !fields.contains_key("target_url") && settings.is_none_or(|own| !own.contains_key("request_body")),
    }
}

/// The hooks to open, by their places. Where several report the same event, they are several sets, and the largest one
/// counts; otherwise they are all meant to be one, whatever their keys.
fn chosen(hooks: &[Hook]) -> Vec<usize> {
    let sets = sets(hooks);
    let once = |event: Event| {
        let known = sets.iter().flat_map(|set| &set.hooks);
        known.filter(|at| hooks[**at].events.iter().any(|name| name == event.name())).count() < 2
    };
    let mut largest: Option<&crate::doctor::change::Set> = None;
    for set in &sets {
        if largest.is_none_or(|largest| set.hooks.len() > largest.hooks.len()) {
            largest = Some(set);
        }
    }
    match largest {
        Some(set) if !Event::ALL.into_iter().all(once) => set.hooks.clone(),
        Some(_) => sets.iter().flat_map(|set| set.hooks.iter().copied()).collect(),
        None => (0..hooks.len()).collect(),
    }
}

fn take_requests(
    form: &FormValues,
    found: &Found,
    findings: &mut Findings,
) -> Result<(String, FormValues), Option<String>> {
    let mut opened = form.clone();
    let mut what = None;
    let mut keys: Vec<String> = Vec::new();
    for request in found.requests.iter().take(HOOKS_MAX) {
        if opened.rows().max(request.headers.len()) > ROWS_MAX {
            return Err(Some(ROWS_FULL.into()));
        }
        let Some(status) = status(&opened, request) else { continue };
        let own = status.provider.name();
        findings::of_status(findings, request, &status);
        let words = match &status.report {
            _ if status.tells => "with a commit status for ",
            Some(report) if report.sound => "of a commit status at ",
            _ => "of a repository at ",
        };
        what.get_or_insert([words, own].concat());
        keys.extend(status.key.filter(|key| !keys.contains(key)));
        opened = status.form;
    }
    findings::of_keys(findings, &keys);
    if let [first, _, ..] = keys.as_slice() {
        opened.status_key.clone_from(first);
    }
    match (what, found.pipelines.first()) {
        (Some(what), _) => Ok((what, opened)),
        (None, Some(pipeline)) => Ok((["for pipeline ", pipeline].concat(), opened)),
        (None, None) => Err(found.requests.first().map(|request| findings::no_provider(&request.url))),
    }
}

/// Pipeline and API, as far as addresses name them, or answers of the API.
fn take_address(form: &mut FormValues, found: &Found, findings: &mut Findings) {
    let (mut ids, mut odd) = (Vec::new(), false);
    for hook in &found.hooks {
        let id = hook.get("pipeline_id").and_then(|id| id.to_string().parse().ok());
        ids.extend(id.filter(|id| ids.len() < 3 && !ids.contains(id)));
    }
    for text in &found.pipelines {
        match parse_pipeline(text) {
            Ok(pipeline) if ids.contains(&pipeline.id) => {}
            Ok(pipeline) => ids.push(pipeline.id),
            Err(_) => odd = true,
        }
    }
    if let [id, more @ ..] = ids.as_slice() {
        if !parse_pipeline(&form.pipeline).is_ok_and(|own| own.id == *id) {
            form.pipeline = id.to_string();
        }
        if let [other, ..] = more {
            let [id, other] = [id.to_string(), other.to_string()];
            findings.add(
                [
                    "It names pipeline ",
                    &id,
                    " and pipeline ",
                    &other,
                    ": a set belongs to one, and the first is taken.",
                ]
                .concat(),
            );
        }
    } else if odd && parse_pipeline(&form.pipeline).is_err() {
        findings.add("It does not name the pipeline: type its number, or paste the address of its page.".into());
    }
    let Some(base) = found.bases.first() else { return };
    if let Some(other) = found.bases.get(1) {
        findings.add(["It calls ", base, " and ", other, ": the first is taken."].concat());
    }
    let before = form.clone();
    if endpoint::target(&form.api, &form.api_other).is_ok_and(|target| target.base == *base) {
        return;
    }
    match base.as_str() {
        PRODUCTION => form.api = Api::Production,
        STAGING => form.api = Api::Staging,
        other => {
            (form.api, form.api_other) = (Api::Other, other.to_string());
            match endpoint::target(&form.api, &form.api_other) {
                Ok(_) => findings.add(
                    ["It calls ", other, ", which is not Devopness’ own address: your token would be sent there."]
                        .concat(),
                ),
                Err(_) => {
                    *form = before;
                    findings.add(
                        [
                            "Its address of the API, ",
                            &quoted(other),
                            ", is not taken: it has to start with https:// and to be a host, perhaps with a path.",
                        ]
                        .concat(),
                    );
                }
            }
        }
    }
}
