//! Template variables, wherever they mean something; and what cannot be seen in a text.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::{ExtraKind, FormValues};
use crate::provider::Provider;
use crate::text::json::{is_invisible, visible};
use crate::text::template::validate_variables;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let mut fields = vec![Field::StatusKey, Field::Link];
    fields.extend(form.events_of(provider).map(Field::Description));
    fields.extend(form.headers.iter().map(|r| Field::HeaderValue(r.id)));
    fields.extend(
        form.extra
            .iter()
            .filter(|r| matches!(r.kind, ExtraKind::Text | ExtraKind::Json))
            .map(|r| Field::ExtraValue(r.id)),
    );
    for &field in &fields {
        // JSON may close two objects at once: only a text that opens a variable is looked at.
        if let Some(text) = validate_variables(form.text(field)) {
            problems.push(Problem::warning(field, text));
        }
    }
    for field in form.events_of(provider).map(Field::HookName) {
        if form.text(field).contains("{{") {
            let text = "Variables are not filled in here: the name will be shown as it stands.";
            problems.push(Problem::warning(field, text));
        }
        fields.push(field);
    }
    for field in fields {
        // JSON has its own rules, and so have control characters in a header's value.
        let hidden = |c: char| match field {
            Field::ExtraValue(_) => false,
            Field::HeaderValue(_) => is_invisible(c) && !c.is_control(),
            _ => is_invisible(c) || c.is_control(),
        };
        let text = form.text(field);
        if !text.bytes().all(|b| (b' '..0x7f).contains(&b)) && text.chars().any(hidden) {
            let shown = visible(text);
            problems.push(Problem::warning(
                field,
                ["There is a character in this text that cannot be seen: “", &shown, "”. It will be sent as it is."]
                    .concat(),
            ));
        }
    }
}
