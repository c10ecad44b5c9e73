//! Template variables, wherever they mean something.

use crate::event::Event;
use crate::field::Field;
use crate::form::{ExtraKind, FormValues};
use crate::problem::Problem;
use crate::template::validate_variables;

pub fn check(form: &FormValues, problems: &mut Vec<Problem>) {
    let mut fields = vec![Field::StatusKey, Field::Link];
    fields.extend(Event::ALL.into_iter().filter(|e| form.event(*e).on).map(Field::Description));
    fields.extend(form.headers.iter().map(|r| Field::HeaderValue(r.id)));
    fields.extend(
        form.extra
            .iter()
            .filter(|r| matches!(r.kind, ExtraKind::Text | ExtraKind::Json))
            .map(|r| Field::ExtraValue(r.id)),
    );
    for field in fields {
        // JSON may close two objects at once: only a text that opens a variable is looked at.
        if let Some(text) = validate_variables(form.text(field)) {
            problems.push(Problem::warning(field, text));
        }
    }
}
