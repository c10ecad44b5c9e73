//! What is to be known of a set, a hook or the form beside them, in a word each.

use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::change::{Drift, Set, drift};
use hook_builder::page::list::groups::Kind;
use hook_builder::text::json::visible;

use super::hooks;
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page};

/// A badge.
pub fn badge(tone: &str, text: &str) -> Element {
    classed("span", "badge").attr("data-tone", tone).text(text)
}

/// What is wrong with a set, each in a badge, and what that does, each in a sentence.
pub fn of_set(set: &Set) -> (Vec<Element>, Vec<&'static str>) {
    let (mut badges, mut words) = (Vec::new(), Vec::new());
    if !set.missing.is_empty() {
        let events: Vec<&str> = set.missing.iter().map(|event| event.word()).collect();
        badges.push(badge("warning", &["incomplete: no ", &events.join(", no ")].concat()));
        words.extend(set.missing.iter().filter_map(|event| consequence(*event)));
    }
    let counted = |count: usize, what: &str| [&count.to_string(), what].concat();
    match set.duplicates.len() {
        0 => {}
        1 => badges.push(badge("warning", "1 duplicate")),
        count => badges.push(badge("warning", &counted(count, " duplicates"))),
    }
    if !set.duplicates.is_empty() {
        words.push("Duplicates report the same event twice. Edit the set as one, and the plan removes them.");
    }
    if !set.inactive.is_empty() {
        let all = set.inactive.len() == set.hooks.len();
        badges.push(badge("warning", &if all { "paused".to_string() } else { counted(set.inactive.len(), " paused") }));
    }
    if !set.wrong.is_empty() {
        badges.push(badge("error", "wrong address"));
        words.push("A wrong address is not the provider's call, so nothing can come of it. Edit the set as one to put it right.");
    }
    (badges, words)
}

/// What the commit shows when no hook waits for an event.
fn consequence(event: Event) -> Option<&'static str> {
    match event {
        Event::Started => Some("Without a hook for started, the commit does not show that a deploy is under way."),
        Event::Failed => Some("Without a hook for failed, a deploy that fails stays yellow."),
        Event::Completed => Some("Without a hook for completed, the commit never turns green."),
        Event::Queued => None,
    }
}

/// What is wrong with one hook of a set.
pub fn of_hook(set: Option<&Set>, at: usize, hook: &Hook) -> Vec<Element> {
    let mut badges = Vec::new();
    if hook.active == Some(false) {
        badges.push(badge("warning", "paused"));
    }
    let has = |list: fn(&Set) -> &Vec<usize>| set.is_some_and(|set| list(set).contains(&at));
    if has(|set| &set.duplicates) {
        badges.push(badge("warning", "duplicate"));
    }
    if has(|set| &set.wrong) {
        badges.push(badge("error", "wrong address"));
    }
    if !hook.conditions.is_empty() {
        badges.push(badge("neutral", "under conditions"));
    }
    badges
}

/// How a set stands to the form as it is now: nothing where the form is about another status.
pub fn against_form(_: Page, model: &Model, number: usize) -> Vec<Element> {
    let own = || {
        let read = hooks(model).read()?;
        let group = read.groups.get(number)?;
        let Kind::Set(set) = &group.kind else { return None };
        let ready = model.ready()?;
        let here = ready.pipeline() == read.pipeline && *ready.target() == read.target;
        if !here || set.provider.id() != model.plan().provider.id() {
            return None;
        }
        let hooks: Vec<Hook> = group.hooks.iter().filter_map(|at| read.hooks.get(*at).cloned()).collect();
        Some(drift(&ready, &hooks))
    };
    match own() {
        Some(Drift::Same) => vec![badge("good", "same as the form")],
        Some(Drift::Differs) => vec![badge("accent", "differs from the form")],
        _ => Vec::new(),
    }
}

/// Whether an incoming hook declares the variable that the templates use.
pub fn declares(_: Page, model: &Model, at: usize) -> Vec<Element> {
    let Some(hook) = hooks(model).hook(at) else { return Vec::new() };
    let name = model.form().hash_variable.trim();
    if name.is_empty() {
        return Vec::new();
    }
    let declared = hook.variables.iter().any(|variable| variable.name == name);
    let (tone, words) = if declared { ("good", "declares ") } else { ("warning", "does not declare ") };
    vec![badge(tone, words).child(el("code").text(&visible(name)))]
}
