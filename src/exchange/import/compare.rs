//! How one form differs from another, in words and in the form's order.

use serde_json::{Map, Value};

use crate::devopness::endpoint::Api;
use crate::devopness::event::Event;
use crate::devopness::hook::{Header, Hook};
use crate::doctor::change::{Edit, edits};
use crate::form::field::Field;
use crate::form::planned::state;
use crate::form::reading::extra_value;
use crate::form::values::{ExtraRow, FormValues};
use crate::text::json::visible;

/// What becomes of the fields of `old` in `new`.
pub fn changes(old: &FormValues, new: &FormValues) -> Vec<Edit> {
    let mut fields = vec![Field::Pipeline, Field::Repository, Field::Provider, Field::Server, Field::StatusKey];
    for event in Event::ALL {
        fields.extend([Field::On(event), Field::State(event), Field::Description(event), Field::HookName(event)]);
    }
    fields.extend([Field::Link, Field::HashVariable, Field::BranchVariable, Field::OnlyHookRuns, Field::ActionType]);
    let change = |field: &Field| {
        let (old, new) = (shown(old, *field), shown(new, *field));
        let text = |text: &str| (!text.is_empty()).then(|| visible(text));
        (old != new).then(|| Edit { field: field.label(), old: text(&old), new: text(&new) })
    };
    // Of an event that has no hook in either form the state that would be sent is not seen.
    let unseen = |field: &Field| {
        matches!(field, Field::State(event) if !old.event(*event).on && !new.event(*event).on)
            && old.text(*field) == new.text(*field)
    };
    let mut changes: Vec<Edit> = fields.iter().filter(|field| !unseen(field)).filter_map(change).collect();
    changes.extend(edits(&lists(old), &lists(new)));
    changes.extend([Field::Api, Field::ApiOther].iter().filter_map(change));
    changes
}

/// Headers, extra fields and conditions, as a hook that has nothing else.
fn lists(form: &FormValues) -> Hook {
    let mut body = Map::new();
    let value = |row: &ExtraRow| extra_value(row).unwrap_or_else(|| Value::String(row.value.clone()));
    for row in &form.extra {
        body.insert(row.name.trim().to_string(), value(row));
    }
    let header =
        |row: &crate::form::values::HeaderRow| Header { name: row.name.trim().into(), value: row.value.clone() };
    Hook {
        headers: form.headers.iter().map(header).collect(),
        body: Value::Object(body),
        conditions: form.conditions.clone(),
        ..Hook::default()
    }
}

/// What the form shows at a field.
fn shown(form: &FormValues, field: Field) -> String {
    let provider = form.provider().provider();
    let word = |yes: bool| if yes { "yes" } else { "no" };
    match field {
        Field::Provider => provider.name().into(),
        Field::On(event) => if form.event(event).on { "on" } else { "off" }.into(),
        Field::State(event) => state(form, provider, event).into(),
        Field::OnlyHookRuns => word(form.only_hook_runs).into(),
        Field::ActionType => word(form.action_type).into(),
        Field::Api => match &form.api {
            Api::Production => "Production".into(),
            Api::Staging => "Staging".into(),
            Api::Sandbox(_) => "Sandbox".into(),
            Api::ProductionRelay(_) => "Production, through the relay".into(),
            Api::StagingRelay(_) => "Staging, through the relay".into(),
            Api::Other => "Another".into(),
        },
        Field::ApiOther if form.api != Api::Other => String::new(),
        field => form.text(field).to_string(),
    }
}
