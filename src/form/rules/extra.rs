//! The extra body fields.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::{ExtraKind, ExtraRow, FormValues};
use crate::provider::status::CommitStatus;
use crate::provider::{PROVIDERS, Provider};
use crate::text::json;
use crate::text::word::is_number;

pub fn check(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let probe = CommitStatus {
        state: "s".into(),
        key: "k".into(),
        description: "d".into(),
        link: "l".into(),
        branch: (!form.branch_variable.trim().is_empty()).then(|| "b".into()),
    };
    let written = provider.body(&probe);
    let mut names = BTreeSet::new();
    for row in &form.extra {
        let (name, field) = (row.name.trim(), Field::ExtraName(row.id));
        let is_first = names.insert(name);
        if name.is_empty() {
            problems.push(Problem::missing(field, "This body field has no name. Name it, or remove it."));
        } else if written.iter().any(|(own, _)| *own == name) {
            problems.push(Problem::error(
                field,
                ["“", name, "” is written already, from the fields above. Change it there, or use another name."]
                    .concat(),
            ));
        } else if !is_first {
            problems.push(Problem::error(field, ["“", name, "” stands here twice: keep one."].concat()));
        } else if !provider.fields().contains(&name)
            && let Some(other) = PROVIDERS.iter().find(|p| p.fields().contains(&name))
        {
            problems.push(Problem::warning(
                field,
                ["“", name, "” is a field of ", other.name(), "; ", provider.name(), " does not list it."].concat(),
            ));
        }
        if extra_value(row).is_none() {
            let problem = if row.value.trim().is_empty() { Problem::missing } else { Problem::error };
            problems.push(problem(Field::ExtraValue(row.id), fault(row)));
        }
    }
}

/// The JSON value of an extra body field, unless its text is none of the chosen type.
pub fn extra_value(row: &ExtraRow) -> Option<Value> {
    let text = row.value.trim();
    match row.kind {
        ExtraKind::Text => Some(Value::String(row.value.clone())),
        ExtraKind::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let plain = is_number(digits) && (digits == "0" || !digits.starts_with('0'));
            json::parse(text).ok().filter(|_| plain)
        }
        ExtraKind::Bool => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        ExtraKind::Json => json::parse(text).ok(),
    }
}

/// Why the text of an extra body field is none of the chosen type.
fn fault(row: &ExtraRow) -> String {
    match (row.kind, json::parse(row.value.trim())) {
        (ExtraKind::Bool, _) => "Write true or false.".into(),
        (ExtraKind::Json, Err(fault)) if !row.value.trim().is_empty() => format!(
            "This is not JSON: look at line {}, column {}. A text stands in double quotes.",
            fault.line, fault.column
        ),
        (ExtraKind::Json, _) => "Write a JSON value, such as {\"a\": 1}. A text stands in double quotes.".into(),
        _ => "A whole number has digits only, with “-” in front if need be, such as 87. For anything else choose JSON."
            .into(),
    }
}
