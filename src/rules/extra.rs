//! The extra body fields.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::field::Field;
use crate::form::{ExtraKind, ExtraRow, FormValues};
use crate::json;
use crate::problem::Problem;
use crate::provider::{PROVIDERS, Provider};
use crate::status::CommitStatus;

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
        if let Err(text) = extra_value(row) {
            let empty = row.value.trim().is_empty();
            let field = Field::ExtraValue(row.id);
            problems.push(if empty { Problem::missing(field, text) } else { Problem::error(field, text) });
        }
    }
}

/// The JSON value of an extra body field.
///
/// # Errors
/// Why the text is none of the chosen type.
pub fn extra_value(row: &ExtraRow) -> Result<Value, String> {
    let text = row.value.trim();
    match row.kind {
        ExtraKind::Text => Ok(Value::String(row.value.clone())),
        ExtraKind::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let plain = !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'));
            match json::parse(text) {
                Ok(number) if plain => Ok(number),
                _ => Err("A whole number has digits only, with “-” in front if need be, such as 87. For anything else choose JSON.".into()),
            }
        }
        ExtraKind::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err("Write true or false.".into()),
        },
        ExtraKind::Json => json::parse(text).map_err(|fault| {
            if text.is_empty() {
                "Write a JSON value, such as {\"a\": 1}. A text stands in double quotes.".to_string()
            } else {
                let (line, column) = (fault.line.to_string(), fault.column.to_string());
                ["This is not JSON: look at line ", &line, ", column ", &column, ". A text stands in double quotes."]
                    .concat()
            }
        }),
    }
}
