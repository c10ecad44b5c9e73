//! What a provider asks of texts that others do not ask.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::quirks::quirk;
use crate::provider::status::Part;
use crate::text::json::visible;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let descriptions = form.events_on().map(|event| (Part::Description, Field::Description(event)));
    let texts = [(Part::Key, Field::StatusKey), (Part::Link, Field::Link)].into_iter().chain(descriptions);
    for (part, field) in texts {
        let found = quirk(provider.id(), part, form.text(field).trim());
        problems.extend(found.map(|(severity, text)| Problem { field, severity, text: visible(&text) }));
    }
}
