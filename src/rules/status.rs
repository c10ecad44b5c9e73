//! The parts of the status against the provider's limits, in the worst case.

use crate::field::Field;
use crate::form::FormValues;
use crate::plan::PlannedHook;
use crate::problem::Problem;
use crate::provider::Provider;
use crate::status::{CommitStatus, Part};
use crate::template::{Piece, find, scan, worst};

pub fn check(form: &FormValues, provider: &'static dyn Provider, hooks: &[PlannedHook], problems: &mut Vec<Problem>) {
    if form.status_key.trim().is_empty() {
        problems.push(Problem::missing(
            Field::StatusKey,
            [
                "The status needs a ",
                provider.key_term(),
                ", the same in all events, so that one status changes its colour.",
            ]
            .concat(),
        ));
    } else {
        problems.extend(check_length(provider, Part::Key, Field::StatusKey, form.status_key.trim()));
    }
    for event in form.events_on() {
        let text = form.event(event).description.trim();
        problems.extend(check_length(provider, Part::Description, Field::Description(event), text));
    }
    let link = form.link.trim();
    if link.is_empty() {
        if provider.requires_link() {
            problems.push(Problem::missing(Field::Link, [provider.name(), " wants a link in every status."].concat()));
        }
    } else {
        problems.extend(check_length(provider, Part::Link, Field::Link, link));
        if let Some(hook) = hooks.first() {
            problems.extend(check_link(provider, link, &hook.sample.status));
        }
    }
}

/// A text of the status against the provider's limit, in the worst case.
fn check_length(provider: &'static dyn Provider, part: Part, field: Field, text: &str) -> Option<Problem> {
    let (_, max) = provider.limits().iter().find(|(limited, _)| *limited == part)?;
    let worst = worst(text);
    if worst.chars > *max {
        let filled = scan(text).iter().any(|piece| matches!(piece, Piece::Variable(..)));
        let reach = if filled { "this can reach " } else { "this has " };
        let why = if filled { " once the variables are filled in" } else { "" };
        let (max, chars) = (max.to_string(), worst.chars.to_string());
        return Some(Problem::error(
            field,
            [provider.name(), " takes at most ", &max, " characters here; ", reach, &chars, why, "."].concat(),
        ));
    }
    // Of a variable that nobody knows something else is said.
    let path = worst.unlimited.filter(|path| find(path).is_some())?;
    let left = (max - worst.chars).to_string();
    let name = provider.name();
    Some(Problem::warning(
        field,
        [
            "{{ ",
            path,
            " }} can be of any length; where it has more than ",
            &left,
            " characters, ",
            name,
            " will refuse the status.",
        ]
        .concat(),
    ))
}

fn check_link(provider: &'static dyn Provider, link: &str, sample: &CommitStatus) -> Option<Problem> {
    let rendered = &sample.link;
    // Nothing can be said of an address that begins with a variable that nobody knows.
    if rendered.starts_with('<') && link.starts_with("{{") {
        return None;
    }
    // A variable without its end has a warning of its own, which says more.
    if scan(link).iter().any(|piece| matches!(piece, Piece::Unclosed(_))) {
        return None;
    }
    let rest = ["http://", "https://"].into_iter().find_map(|scheme| {
        rendered
            .get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &rendered[scheme.len()..])
    });
    let sentence = match rest {
        None => "A link starts with https:// (or http://).".to_string(),
        Some(_) if rendered.chars().any(|c| c.is_whitespace() || c.is_control()) => {
            "A link has no spaces in it.".to_string()
        }
        Some(rest) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
            if host.is_empty() {
                "A link has a host behind https://, such as https://app.devopness.com.".to_string()
            } else if provider.dotted_link() && !host.trim_matches('.').contains('.') {
                [provider.name(), " takes only links whose host has a dot in it, such as app.devopness.com."].concat()
            } else {
                return None;
            }
        }
    };
    Some(Problem::error(Field::Link, sentence))
}
