//! A set of hooks that is there, opened into the form, to be edited as one.

mod set;

use serde_json::Map;

use self::set::{drop_repeated, set_event, set_headers, set_place, set_status, variable};
use super::edit::{Edit, edits, wanted};
use super::only_event;
use super::report::{Report, body, place, says_status};
use crate::devopness::event::Event;
use crate::devopness::hook::{Direction, Hook};
use crate::form::field::Field;
use crate::form::plan::plan;
use crate::form::values::{FormValues, ROWS_MAX};
use crate::provider::{Provider, without_repository};

/// A set in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The form that gives these hooks.
    pub form: FormValues,
    /// The ids of the hooks, for [`crate::doctor::change::changes`]: whatever the form becomes, they are the ones to change.
    pub ids: Vec<String>,
    /// What the form cannot say, and so would change: `old` is what the hook has, `new` what the form makes of it. Each
    /// field has the event in front.
    pub lost: Vec<Edit>,
}

/// Opens the hooks of one set. What they do not decide, such as the pipeline and the API, stays as it is in `form`.
/// Where the hooks differ in what the form has but once, the first of them decides. `None` when none of them is known to
/// report a commit status, or one has more rows than a form may have.
pub fn open_set(form: &FormValues, hooks: &[&Hook]) -> Option<Opened> {
    let own = own(hooks, |hook| Report::of(hook).is_some());
    let report = Report::of(own.first()?.1)?;
    fits(hooks).then(|| open(form, hooks, &own, Some(&report)))
}

/// Opens hooks whose addresses name no repository that is known for sure: one that is likely is taken, otherwise that of
/// the form stays. `None` when none of them waits for just one event and has a body that looks like a commit status, or one has more rows than a form may have.
pub fn open_likely(form: &FormValues, hooks: &[&Hook]) -> Option<Opened> {
    let own = own(hooks, |hook| hook.direction == Direction::Outgoing && says_status(hook));
    let report = Report::likely(own.first()?.1);
    fits(hooks).then(|| open(form, hooks, &own, report.as_ref()))
}

/// Whether a form has room for each of the hooks.
pub fn fits(hooks: &[&Hook]) -> bool {
    let rows = |hook: &&Hook| {
        hook.headers.len()
            + hook.conditions.len()
            + body(hook).and_then(|body| Some(body.as_object()?.len())).unwrap_or_default()
    };
    hooks.iter().map(rows).all(|rows| rows <= ROWS_MAX)
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
    let nameless = first.filter(|_| report.is_none()).and_then(|hook| without_repository(&place(hook)?));
    if let Some((provider, server)) = nameless.filter(|_| form.repository.trim().is_empty()) {
        opened.set_text(Field::Provider, provider.id().into());
        opened.set_text(Field::Server, server);
    }
    let provider = report.map_or_else(|| opened.provider().provider(), |report| report.provider);
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
        (opened.only_hook_runs, opened.conditions) = (false, hook.conditions.clone());
        opened.find_guard();
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
