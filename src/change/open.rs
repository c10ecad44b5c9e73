//! A set of hooks that is there, opened into the form, to be edited as one.

use serde_json::{Map, Value};

use super::edit::{Edit, edits, wanted};
use super::only_event;
use super::report::{Report, body, same_location, says_status};
use crate::event::Event;
use crate::field::Field;
use crate::form::{AUTHORIZATION, ExtraKind, FormValues, ProviderChoice};
use crate::hook::{Direction, Hook};
use crate::plan::{guard, plan};
use crate::provider::{PROVIDERS, Provider};
use crate::repository::{Place, parse_place};
use crate::status::{CommitStatus, Part};
use crate::template::{PARSED, Piece, scan};

/// A set in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The form that gives these hooks.
    pub form: FormValues,
    /// The ids of the hooks, for [`crate::change::changes`]: whatever the form becomes, they are the ones to change.
    pub ids: Vec<String>,
    /// What the form cannot say, and so would change: `old` is what the hook has, `new` what the form makes of it. Each
    /// field has the event in front.
    pub lost: Vec<Edit>,
}

/// Opens the hooks of one set. What they do not decide, such as the pipeline and the API, stays as it is in `form`.
/// Where the hooks differ in what the form has but once, the first of them decides. `None` when none of them is known to
/// report a commit status.
pub fn open_set(form: &FormValues, hooks: &[&Hook]) -> Option<Opened> {
    let own = own(hooks, |hook| Report::of(hook).is_some());
    let report = Report::of(own.first()?.1)?;
    Some(open(form, hooks, &own, Some(&report)))
}

/// Opens hooks whose addresses name no repository that is known for sure: one that is likely is taken, otherwise that of
/// the form stays. `None` when none of them waits for just one event and has a body that looks like a commit status.
pub fn open_likely(form: &FormValues, hooks: &[&Hook]) -> Option<Opened> {
    let own = own(hooks, |hook| hook.direction == Direction::Outgoing && says_status(hook));
    let report = Report::likely(own.first()?.1);
    Some(open(form, hooks, &own, report.as_ref()))
}

/// Opens what one commit was told, as the hook that would tell it: for its event the form takes state and description, and
/// for all events the rest. Neither does it turn an event on or off, nor does what it lacks empty a field.
pub fn open_status(
    form: &FormValues,
    provider: &'static dyn Provider,
    report: Option<&Report>,
    hook: &Hook,
) -> FormValues {
    let mut opened = form.clone();
    if let Some(report) = report {
        set_place(&mut opened, report, hook);
    }
    if body(hook).is_none_or(|body| body.as_object().is_none_or(Map::is_empty)) {
        return opened;
    }
    let kept = opened.clone();
    set_status(&mut opened, provider, hook);
    for (text, kept) in [(&mut opened.status_key, kept.status_key), (&mut opened.link, kept.link)] {
        if text.is_empty() {
            *text = kept;
        }
    }
    if opened.branch_variable.is_empty() {
        opened.branch_variable = kept.branch_variable;
    }
    if let Some(event) = only_event(hook) {
        let before = opened.events[event.index()].clone();
        set_event(&mut opened, provider, event, hook);
        let values = &mut opened.events[event.index()];
        values.hook_name = before.hook_name;
        if values.description.is_empty() {
            values.description = before.description;
        }
    }
    opened
}

/// The hook of each event, if there is one that is fit: an active one, or the first.
fn own<'a>(hooks: &[&'a Hook], fit: impl Fn(&Hook) -> bool) -> Vec<(Event, &'a Hook)> {
    let mut own: Vec<(Event, &Hook)> = Vec::new();
    for event in Event::ALL {
        let mut fitting = hooks.iter().filter(|hook| only_event(hook) == Some(event) && fit(hook));
        let first = fitting.clone().find(|hook| hook.active != Some(false)).or(fitting.next());
        own.extend(first.map(|hook| (event, *hook)));
    }
    own
}

fn open(form: &FormValues, hooks: &[&Hook], own: &[(Event, &Hook)], report: Option<&Report>) -> Opened {
    let mut opened = form.clone();
    let first = own.first().map(|(_, hook)| *hook);
    let provider = report.map_or_else(|| form.provider().provider(), |report| report.provider);
    if let Some(hook) = first {
        if let Some(report) = report {
            set_place(&mut opened, report, hook);
        } else if let Some(name) = variable(&hook.target_url) {
            opened.hash_variable = name;
        }
        set_status(&mut opened, provider, hook);
        if opened.status_key.is_empty() {
            // A set needs one.
            opened.status_key.clone_from(&form.status_key);
        }
        set_headers(&mut opened, provider, hook);
        opened.only_hook_runs = hook.conditions.contains(&guard());
        opened.conditions = hook.conditions.iter().filter(|condition| **condition != guard()).cloned().collect();
    }
    for event in Event::ALL {
        let hook = own.iter().find(|(own, _)| *own == event).map(|(_, hook)| *hook);
        // An event that the provider has no word for has no hook in any case.
        if hook.is_some() || provider.reports(event) {
            opened.events[event.index()].on = hook.is_some();
        }
        if let Some(hook) = hook {
            set_event(&mut opened, provider, event, hook);
        }
    }
    if report.is_none() {
        // Such hooks are patterns for any provider, with headers to add and each provider's fields in one body.
        opened.recommend_headers();
        drop_repeated(&mut opened, provider);
    }
    let outgoing = hooks.iter().filter(|hook| hook.direction == Direction::Outgoing && !hook.id.is_empty());
    Opened { lost: lost(&opened, hooks, own), form: opened, ids: outgoing.map(|hook| hook.id.clone()).collect() }
}

/// Drops fields of other providers that say what a field of this one says already.
fn drop_repeated(form: &mut FormValues, provider: &'static dyn Provider) {
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
fn set_event(form: &mut FormValues, provider: &'static dyn Provider, event: Event, hook: &Hook) {
    let part = |part| text(provider, hook, part).map_or(String::new(), |(_, text)| text);
    let state = part(Part::State);
    let values = &mut form.events[event.index()];
    values.state = if state == provider.preset(event) { String::new() } else { state };
    values.description = part(Part::Description);
    values.hook_name = hook.name.clone();
}

/// Provider, repository and the variable of the hash, from the address. A repository that the form names already, in
/// whatever spelling, stays.
fn set_place(form: &mut FormValues, report: &Report, hook: &Hook) {
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
/// call.
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
    if parse_place(&page).is_ok_and(same) { page } else { call.into() }
}

/// The name of the first variable in a text that the incoming hook declares.
fn variable(text: &str) -> Option<String> {
    scan(text).into_iter().find_map(|piece| match piece {
        Piece::Variable(_, path) => path.strip_prefix(PARSED).map(str::to_string),
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
fn set_status(form: &mut FormValues, provider: &'static dyn Provider, hook: &Hook) {
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
        && probe(Some(crate::template::parsed_variable(&variable))).contains(&(name, value))
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
        let id = form.add_extra();
        form.set_text(Field::ExtraName(id), name.clone());
        form.set_text(Field::ExtraKind(id), kind.label().into());
        form.set_text(Field::ExtraValue(id), text);
    }
}

/// The headers. Those that the provider recommends go with it when another one is chosen, as in a form that was typed.
fn set_headers(form: &mut FormValues, provider: &'static dyn Provider, hook: &Hook) {
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

/// Where the hooks that the form gives differ from those that it was opened from.
fn lost(form: &FormValues, hooks: &[&Hook], own: &[(Event, &Hook)]) -> Vec<Edit> {
    let plan = plan(form);
    let mut lost = Vec::new();
    for (event, hook) in own {
        let planned = plan.hooks.iter().find(|planned| planned.event == *event);
        let all = match planned {
            Some(planned) => edits(hook, &wanted(&planned.hook)),
            None => vec![Edit { field: "Hook".into(), old: Some(hook.name.clone()), new: None }],
        };
        let named = |edit: Edit| Edit { field: [event.label(), ": ", &edit.field].concat(), ..edit };
        lost.extend(all.into_iter().map(named));
    }
    for hook in hooks.iter().filter(|hook| hook.direction == Direction::Outgoing && only_event(hook).is_none()) {
        let field = [&hook.name, ": Events"].concat();
        lost.push(Edit { field, old: Some(hook.events.join(", ")), new: None });
    }
    lost
}
