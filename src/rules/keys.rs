//! Where the API's own complaints belong.

use crate::event::Event;
use crate::field::Field;
use crate::form::FormValues;
use crate::provider::Provider;
use crate::status::Part;

/// The field that a key of the API's validation errors means, such as `settings.request_headers.0.value`.
pub fn field_of_key(form: &FormValues, provider: &'static dyn Provider, event: Event, key: &str) -> Option<Field> {
    let row = |text: &str| form.headers.get(text.parse::<usize>().ok()?).map(|row| row.id);
    match key.split('.').collect::<Vec<_>>().as_slice() {
        ["name"] => Some(Field::HookName(event)),
        ["target_url"] => Some(Field::Repository),
        ["action_type"] => Some(Field::ActionType),
        ["pipeline_id"] => Some(Field::Pipeline),
        ["active"] | ["trigger_when", ..] => Some(Field::On(event)),
        ["settings", "request_headers", at, "name"] => row(at).map(Field::HeaderName),
        ["settings", "request_headers", at, ..] => row(at).map(Field::HeaderValue),
        ["settings", "request_headers"] => Some(Field::Headers),
        ["settings", "request_body", name, ..] => match provider.part(name) {
            Some(Part::State) => Some(Field::State(event)),
            Some(Part::Key) => Some(Field::StatusKey),
            Some(Part::Description) => Some(Field::Description(event)),
            Some(Part::Link) => Some(Field::Link),
            Some(Part::Branch) => Some(Field::BranchVariable),
            None => form.extra.iter().find(|row| row.name.trim() == *name).map(|row| Field::ExtraValue(row.id)),
        },
        _ => None,
    }
}
