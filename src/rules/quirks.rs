//! What a provider asks of texts that others do not ask.

use crate::field::Field;
use crate::form::FormValues;
use crate::json::visible;
use crate::problem::Problem;
use crate::provider::Provider;
use crate::provider::quirks::quirk;
use crate::status::Part;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let descriptions = form.events_on().map(|event| (Part::Description, Field::Description(event)));
    let texts = [(Part::Key, Field::StatusKey), (Part::Link, Field::Link)].into_iter().chain(descriptions);
    for (part, field) in texts {
        let found = quirk(provider.id(), part, form.text(field).trim());
        problems.extend(found.map(|(severity, text)| Problem { field, severity, text: visible(&text) }));
    }
}
