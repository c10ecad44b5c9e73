//! Texts that are longer than anything that could be meant.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::{FIELD_MAX, FormValues};

/// The form without the texts that are too long to be read at every key press, and a problem for each. `None` when there are
/// none.
pub fn readable(form: &FormValues) -> Option<(FormValues, Vec<Problem>)> {
    let headers = form.headers.iter().flat_map(|row| [Field::HeaderName(row.id), Field::HeaderValue(row.id)]);
    let extra = form.extra.iter().flat_map(|row| [Field::ExtraName(row.id), Field::ExtraValue(row.id)]);
    let fields = Field::TEXTS.into_iter().chain(headers).chain(extra);
    let long: Vec<Field> = fields.filter(|field| form.text(*field).len() > FIELD_MAX).collect();
    let mut readable = (!long.is_empty()).then(|| form.clone())?;
    for field in &long {
        readable.replace_text(*field, String::new());
    }
    let problem = |field| {
        Problem::error(
            field,
            "This is longer than 16 KiB, so it is not read. Shorten it: what you typed stays until you do.",
        )
    };
    Some((readable, long.into_iter().map(problem).collect()))
}
