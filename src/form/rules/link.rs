//! The details link. That of a fresh form is right for every provider.

use super::status::check_length;
use crate::form::field::Field;
use crate::form::planned::samples;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::status::Part;
use crate::text::template::{Piece, scan};

pub fn check(form: &FormValues, reading: &Reading, problems: &mut Vec<Problem>) {
    let provider = reading.provider;
    let link = form.link.trim();
    if link.is_empty() {
        if provider.requires_link() {
            let text = [provider.name(), " wants a link in every status."].concat();
            problems.push(Problem::missing(Field::Link, text));
        }
        return;
    }
    problems.extend(check_length(provider, Part::Link, Field::Link, link));
    let rendered = form.events_of(provider).next().map(|event| samples(form, reading.pipeline(), event).render(link));
    let text = rendered.and_then(|rendered| fault(provider, link, &rendered));
    problems.extend(text.map(|text| Problem::error(Field::Link, text)));
}

/// What is wrong with a link as it is sent. `rendered` is the same with its variables filled in.
fn fault(provider: &'static dyn Provider, link: &str, rendered: &str) -> Option<String> {
    // Nothing can be said of an address that begins with a variable that nobody knows.
    if rendered.starts_with('<') && link.starts_with("{{") {
        return None;
    }
    // A variable without its end has a warning of its own, which says more.
    if scan(link).any(|piece| matches!(piece, Piece::Unclosed(_))) {
        return None;
    }
    let rest = ["http://", "https://"].into_iter().find_map(|scheme| {
        rendered
            .get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &rendered[scheme.len()..])
    });
    Some(match rest {
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
    })
}
