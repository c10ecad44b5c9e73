//! The parts of the status against the provider's limits, in the worst case.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::status::Part;
use crate::text::template::{Piece, find, scan, worst};

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
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
    for event in form.events_of(provider) {
        let text = form.event(event).description.trim();
        problems.extend(check_length(provider, Part::Description, Field::Description(event), text));
    }
}

/// A text of the status against the provider's limit, in the worst case.
pub fn check_length(provider: &'static dyn Provider, part: Part, field: Field, text: &str) -> Option<Problem> {
    let (_, max) = provider.limits().iter().find(|(limited, _)| *limited == part)?;
    let worst = worst(text);
    if worst.chars > *max {
        let filled = scan(text).any(|piece| matches!(piece, Piece::Variable(..)));
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
