//! One hook of a plan: what creates it, and what the provider will receive of it.

use serde_json::Value;

use crate::devopness::endpoint;
use crate::devopness::event::Event;
use crate::devopness::hook::{Header, OutgoingHook, guard};
use crate::devopness::pipeline::{Pipeline, pipeline_text};
use crate::devopness::request::ApiRequest;
use crate::form::reading::Reading;
use crate::form::values::FormValues;
use crate::provider::status::{CommitStatus, Light};
use crate::provider::{Location, Provider};
use crate::text::json::Fields;
use crate::text::template::{PARSED, Samples, find, parsed_variable};

/// One hook of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedHook {
    /// The event.
    pub event: Event,
    /// The hook.
    pub hook: OutgoingHook,
    /// The request that creates it.
    pub request: ApiRequest,
    /// What the provider will receive, with sample values.
    pub sample: Sample,
}

/// A request as the provider receives it once the variables are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The address.
    pub url: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Fields,
    /// The status that the commit will show.
    pub status: CommitStatus,
    /// How it will look.
    pub light: Light,
}

/// The hook of an event.
pub fn planned(form: &FormValues, reading: &Reading, location: &Location, event: Event) -> PlannedHook {
    let provider = reading.provider;
    let pipeline = pipeline_text(reading.pipeline());
    let hash_variable = or_placeholder(&form.hash_variable, "<commit_hash_variable>");
    let status = status(form, provider, event);
    let rows = form.headers.iter().filter(|row| !row.name.trim().is_empty() || !row.value.is_empty());
    let guard = form.only_hook_runs.then(|| guard::condition(&pipeline));
    let hook = OutgoingHook {
        name: form.event(event).hook_name.trim().to_string(),
        action_type: form.action_type,
        target_url: provider.target_url(location, &parsed_variable(hash_variable)),
        headers: rows.map(|row| Header { name: row.name.trim().to_string(), value: row.value.clone() }).collect(),
        body: body(provider, &status, form, &reading.extra, &str::to_string),
        event,
        conditions: guard.into_iter().chain(form.conditions.iter().cloned()).collect(),
    };
    let request = endpoint::create_outgoing(reading.target(), &pipeline, &hook);
    let sample = sample(form, reading, &hook, &status);
    PlannedHook { event, request, hook, sample }
}

/// What the provider will receive of a hook with this status.
fn sample(form: &FormValues, reading: &Reading, hook: &OutgoingHook, status: &CommitStatus) -> Sample {
    let samples = samples(form, reading.pipeline(), hook.event);
    let render = |text: &str| samples.render(text);
    let rendered = CommitStatus {
        state: status.state.clone(),
        key: render(&status.key),
        description: render(&status.description),
        link: render(&status.link),
        branch: status.branch.as_deref().map(render),
    };
    let header = |header: &Header| Header { name: header.name.clone(), value: render(&header.value) };
    Sample {
        url: render(&hook.target_url),
        headers: hook.headers.iter().map(header).collect(),
        body: body(reading.provider, &rendered, form, &reading.extra, &render),
        light: reading.provider.light(&rendered.state),
        status: rendered,
    }
}

/// The status as it stands in the hook, with its templates.
fn status(form: &FormValues, provider: &'static dyn Provider, event: Event) -> CommitStatus {
    let branch = form.branch_variable.trim();
    CommitStatus {
        state: state(form, provider, event).to_string(),
        key: or_placeholder(&form.status_key, "<status_key>").to_string(),
        description: form.event(event).description.trim().to_string(),
        link: if provider.requires_link() { or_placeholder(&form.link, "<details_link>") } else { form.link.trim() }
            .to_string(),
        branch: (!branch.is_empty()).then(|| parsed_variable(branch)),
    }
}

/// The provider's word for an event: the user's choice where the provider has it, else the preset.
pub fn state(form: &FormValues, provider: &'static dyn Provider, event: Event) -> &'static str {
    let chosen = &form.event(event).state;
    provider.states().iter().find(|word| *word == chosen).copied().unwrap_or(provider.preset(event))
}

fn body(
    provider: &'static dyn Provider,
    status: &CommitStatus,
    form: &FormValues,
    extra: &[Option<Value>],
    render: &dyn Fn(&str) -> String,
) -> Fields {
    let own = provider.body(status).into_iter().map(|(name, value)| (name.to_string(), Value::String(value)));
    let mut body = Fields(own.collect());
    for (row, value) in form.extra.iter().zip(extra) {
        let (name, Some(value)) = (row.name.trim(), value) else { continue };
        if name.is_empty() || body.get(name).is_some() {
            continue;
        }
        let mut value = value.clone();
        fill_in(&mut value, render);
        body.0.push((name.to_string(), value));
    }
    body
}

/// Fills in the variables in the texts of a JSON value.
pub(crate) fn fill_in(value: &mut Value, render: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = render(text),
        Value::Array(items) => items.iter_mut().for_each(|item| fill_in(item, render)),
        Value::Object(fields) => fields.values_mut().for_each(|item| fill_in(item, render)),
        _ => {}
    }
}

/// The sample values that the form decides: the user's own names for hash and branch, and what the event implies.
pub fn samples(form: &FormValues, pipeline: Option<Pipeline>, event: Event) -> Samples {
    let sample = |name: &str, value: &str| ([PARSED, name.trim()].concat(), value.to_string());
    let hash = find("action.triggered_from.hook_parsed_variables.commit_hash").map_or("", |v| v.example);
    let mut own =
        vec![sample(&form.hash_variable, hash), ("action.status".to_string(), event.action_status().to_string())];
    if !form.branch_variable.trim().is_empty() {
        own.push(sample(&form.branch_variable, "main"));
    }
    if let Some(pipeline) = pipeline {
        for path in ["action.pipeline.id", "action.pipeline_id"] {
            own.push((path.to_string(), pipeline.id.to_string()));
        }
    }
    Samples { own }
}

fn or_placeholder<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    if text.trim().is_empty() { placeholder } else { text.trim() }
}
