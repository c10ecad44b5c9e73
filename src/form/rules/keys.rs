//! Where the API's own complaints belong.

use crate::devopness::event::Event;
use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::status::Part;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::by_id;

    #[test]
    fn a_complaint_of_the_api_finds_the_field_that_was_typed() {
        let mut form = FormValues::new("512", "acme/shop");
        let header = form.headers[1].id;
        let extra = form.add_extra();
        form.set_text(Field::ExtraName(extra), " note ".into());
        let check = |provider: &str, key: &str, expected: Option<Field>| {
            let provider = by_id(provider).expect("a provider");
            assert_eq!(field_of_key(&form, provider, Event::Failed, key), expected, "{key}");
        };
        for (key, expected) in [
            ("name", Some(Field::HookName(Event::Failed))),
            ("target_url", Some(Field::Repository)),
            ("action_type", Some(Field::ActionType)),
            ("pipeline_id", Some(Field::Pipeline)),
            ("active", Some(Field::On(Event::Failed))),
            ("trigger_when", Some(Field::On(Event::Failed))),
            ("trigger_when.events.0", Some(Field::On(Event::Failed))),
            ("settings.request_headers", Some(Field::Headers)),
            ("settings.request_headers.1.name", Some(Field::HeaderName(header))),
            ("settings.request_headers.1.value", Some(Field::HeaderValue(header))),
            ("settings.request_headers.1", Some(Field::HeaderValue(header))),
            ("settings.request_headers.99.name", None),
            ("settings.request_headers.x.value", None),
            ("settings.request_body.state", Some(Field::State(Event::Failed))),
            ("settings.request_body.context", Some(Field::StatusKey)),
            ("settings.request_body.description", Some(Field::Description(Event::Failed))),
            ("settings.request_body.target_url", Some(Field::Link)),
            ("settings.request_body.note", Some(Field::ExtraValue(extra))),
            ("settings.request_body.note.deep.0", Some(Field::ExtraValue(extra))),
            ("settings.request_body.nothing", None),
            ("settings.request_body", None),
            ("settings", None),
            ("name.first", None),
            ("", None),
        ] {
            check("github", key, expected);
        }
        check("gitlab", "settings.request_body.ref", Some(Field::BranchVariable));
        check("bitbucket", "settings.request_body.refname", Some(Field::BranchVariable));
        check("github", "settings.request_body.ref", None);
    }
}
