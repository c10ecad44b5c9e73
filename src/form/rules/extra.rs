//! The extra body fields.

use std::collections::BTreeSet;

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::{ExtraKind, ExtraRow, FormValues};
use crate::provider::PROVIDERS;
use crate::provider::status::CommitStatus;
use crate::text::json;

pub fn check(form: &FormValues, reading: &Reading, problems: &mut Vec<Problem>) {
    let provider = reading.provider;
    let probe = CommitStatus {
        state: "s".into(),
        key: "k".into(),
        description: "d".into(),
        link: "l".into(),
        branch: (!form.branch_variable.trim().is_empty()).then(|| "b".into()),
    };
    let written = provider.body(&probe);
    let mut names = BTreeSet::new();
    for (row, value) in form.extra.iter().zip(&reading.extra) {
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
        if value.is_none() {
            let problem = if row.value.trim().is_empty() { Problem::missing } else { Problem::error };
            problems.push(problem(Field::ExtraValue(row.id), fault(row)));
        }
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
