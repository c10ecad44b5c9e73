//! The parts of a form, each from a hook.

use serde_json::Value;

use crate::devopness::event::Event;
use crate::devopness::hook::Hook;
use crate::doctor::change::report::{Report, body, same_location};
use crate::form::choice::ProviderChoice;
use crate::form::field::Field;
use crate::form::plan::plan;
use crate::form::rules::doubt;
use crate::form::values::{AUTHORIZATION, ExtraKind, FormValues};
use crate::provider::repository::{Place, parse_place};
use crate::provider::status::{CommitStatus, Part};
use crate::provider::{PROVIDERS, Provider};
use crate::text::template::{PARSED, Piece, scan};

/// Drops fields of other providers that say what a field of this one says already.
pub fn drop_repeated(form: &mut FormValues, provider: &'static dyn Provider) {
    let (key, link) = (form.status_key.clone(), form.link.clone());
    form.extra.retain(|row| {
        let part = PROVIDERS.iter().find_map(|other| other.part(&row.name));
        let own = match part {
            Some(Part::Key) => &key,
            Some(Part::Link) => &link,
            _ => return true,
        };
        provider.fields().contains(&&*row.name) || row.value != *own
    });
}

/// State, description and the hook's name.
pub fn set_event(form: &mut FormValues, provider: &'static dyn Provider, event: Event, hook: &Hook) {
    let part = |part| text(provider, hook, part).map_or(String::new(), |(_, text)| text);
    let state = part(Part::State);
    let values = &mut form.events[event.index()];
    values.state = if state == provider.preset(event) { String::new() } else { state };
    values.description = part(Part::Description);
    values.hook_name = hook.name.clone();
}

/// Provider, repository and the variable of the hash, from the address. A repository that the form names already, in
/// whatever spelling, stays.
pub fn set_place(form: &mut FormValues, report: &Report, hook: &Hook) {
    let now = plan(form);
    if now.provider.id() != report.provider.id() || !same_location(&now.location, &report.location) {
        form.set_text(Field::Server, String::new());
        form.set_text(Field::Provider, String::new());
        form.set_text(Field::Repository, address(report, hook));
        let known = matches!(form.provider_by_host(), ProviderChoice::Host(host) if host.id() == report.provider.id());
        if !known {
            form.set_text(Field::Provider, report.provider.id().into());
        }
    }
    if let Some(name) = variable(&hook.target_url) {
        form.hash_variable = name;
    }
}

/// The repository's address: of its page, where that is the host with what a person would say behind it, and otherwise of the
/// call. What may mean two repositories stays as it is, so that the form says so, too.
fn address(report: &Report, hook: &Hook) -> String {
    let call = hook.target_url.split("{{").next().unwrap_or_default().trim_end_matches('/');
    let (scheme, rest) = report.location.root.split_once("://").unwrap_or(("https", &report.location.root));
    let host = rest.split('/').next().unwrap_or_default();
    let page = [scheme, "://", host.strip_prefix("api.").unwrap_or(host), "/", &report.location.shown].concat();
    let same = |place: Place| {
        let owned =
            place.host.as_deref().is_some_and(|host| report.provider.self_hosted() || report.provider.claims(host));
        owned && report.provider.locate(&place, None).is_ok_and(|location| same_location(&location, &report.location))
    };
    let is_sure = |text: &str| doubt(text, parse_place(text).ok().as_ref(), report.provider, None) == Ok(None);
    if is_sure(call) && is_sure(&page) && parse_place(&page).is_ok_and(same) { page } else { call.into() }
}

/// The name of the first variable in a text that the incoming hook declares.
pub fn variable(text: &str) -> Option<String> {
    scan(text).find_map(|piece| match piece {
        Piece::Variable(_, path) => path.strip_prefix(PARSED).filter(|name| !name.is_empty()).map(str::to_string),
        _ => None,
    })
}

/// The body's field for a part of the status, with its text.
fn text(provider: &dyn Provider, hook: &Hook, part: Part) -> Option<(&'static str, String)> {
    let body = body(hook)?;
    let of_part = |name: &&&str| provider.part(name) == Some(part);
    provider.fields().iter().filter(of_part).find_map(|name| Some((*name, body.get(name)?.as_str()?.to_string())))
}

/// Key, link, branch and the extra fields, from the body.
pub fn set_status(form: &mut FormValues, provider: &'static dyn Provider, hook: &Hook) {
    let part = |part| text(provider, hook, part);
    let mut used: Vec<&str> = Vec::new();
    let mut take = |part: Option<(&'static str, String)>| {
        part.map_or(String::new(), |(name, text)| {
            used.push(name);
            text
        })
    };
    form.status_key = take(part(Part::Key));
    form.link = take(part(Part::Link));
    take(part(Part::State));
    take(part(Part::Description));
    // A provider that has no use for the branch is told none.
    if provider.branch().is_some() {
        form.branch_variable = String::new();
    }
    let probe = |branch: Option<String>| {
        let word = || "x".to_string();
        provider.body(&CommitStatus { state: word(), key: word(), description: word(), link: word(), branch })
    };
    if let Some((name, value)) = part(Part::Branch)
        && let Some(variable) = variable(&value)
        && probe(Some(crate::text::template::parsed_variable(&variable))).contains(&(name, value))
    {
        form.branch_variable = variable;
        used.push(name);
    }
    // What the provider's own fields are written by cannot be an extra field.
    used.extend(probe(None).iter().map(|(name, _)| *name));
    form.extra.clear();
    let Some(Value::Object(fields)) = body(hook) else { return };
    for (name, value) in fields.iter().filter(|(name, _)| !used.contains(&name.as_str())) {
        let (kind, text) = match value {
            Value::String(text) => (ExtraKind::Text, text.clone()),
            Value::Bool(flag) => (ExtraKind::Bool, flag.to_string()),
            other => (ExtraKind::Json, other.to_string()),
        };
        let whole = value.is_number() && text.strip_prefix('-').unwrap_or(&text).bytes().all(|b| b.is_ascii_digit());
        let kind = if whole { ExtraKind::Number } else { kind };
        form.add_extra();
        if let Some(row) = form.extra.last_mut() {
            (row.name, row.kind, row.value) = (name.clone(), kind, text);
        }
    }
}

/// The headers. Those that the provider recommends go with it when another one is chosen, as in a form that was typed.
pub fn set_headers(form: &mut FormValues, provider: &'static dyn Provider, hook: &Hook) {
    form.headers.clear();
    for header in &hook.headers {
        form.add_header();
        let recommended = [("Authorization", AUTHORIZATION)];
        let recommended =
            recommended.iter().chain(provider.headers()).any(|own| *own == (&*header.name, &*header.value));
        if let Some(row) = form.headers.last_mut() {
            (row.name, row.value, row.recommended) = (header.name.clone(), header.value.clone(), recommended);
        }
    }
}
