//! What a provider asks of texts that others do not ask.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::quirks::quirk;
use crate::provider::status::Part;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let descriptions = form.events_of(provider).map(|event| (Part::Description, Field::Description(event)));
    let texts = [(Part::Key, Field::StatusKey), (Part::Link, Field::Link)].into_iter().chain(descriptions);
    for (part, field) in texts {
        let found = quirk(provider.id(), part, form.text(field).trim());
        problems.extend(found.map(|(is_refused, text)| {
            if is_refused { Problem::error(field, text) } else { Problem::warning(field, text) }
        }));
    }
}
