//! Variables that hold a secret: they belong in a header's value, and nowhere else, since all other places are shown, logged
//! or kept by somebody.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::{ExtraKind, FormValues};
use crate::provider::carries_token;
use crate::text::json::{self, Tree};
use crate::text::template::{holds_secret, secret_in};

pub fn check(form: &FormValues, reading: &Reading, problems: &mut Vec<Problem>) {
    let mut refuse = |field: Field, secret: &str| {
        let reader = match field {
            Field::StatusKey | Field::Description(_) | Field::Link => "whoever sees the commit could read it",
            Field::HookName(_) | Field::OnlyHookRuns => "whoever sees the hook could read it",
            Field::Pipeline | Field::Repository | Field::Server | Field::HashVariable | Field::ApiOther => {
                "it would stand in the address, which servers write into their logs"
            }
            _ => "it would stand in the body, which the provider keeps",
        };
        // Whatever else is wrong there has to wait.
        problems.retain(|other| other.field != field);
        problems.push(Problem::error(
            field,
            [secret, " holds a secret: ", reader, ". Leave it out: it belongs in a header's value alone."].concat(),
        ));
    };
    for field in Field::TEXTS {
        let text = form.text(field);
        match field {
            Field::Description(event) | Field::HookName(event) | Field::State(event) if !form.event(event).on => {}
            Field::HashVariable | Field::BranchVariable if holds_secret(text) => refuse(field, text),
            _ => {
                if let Some(secret) = secret_in(text) {
                    refuse(field, secret);
                }
            }
        }
    }
    for (row, value) in form.extra.iter().zip(&reading.extra) {
        if let Some(secret) = secret_in(&row.name) {
            refuse(Field::ExtraName(row.id), secret);
        }
        // What is escaped in JSON is sent as it is meant.
        let meant = match value {
            Some(value) if row.kind == ExtraKind::Json => json::pretty(value, |_| false),
            _ => row.value.clone(),
        };
        if let Some(secret) = secret_in(&meant) {
            refuse(Field::ExtraValue(row.id), secret);
        }
    }
    for condition in &form.conditions {
        let accepted = Tree::List(condition.accepted.iter().cloned().map(Tree::Value).collect());
        let accepted = json::pretty(&accepted, |_| false);
        let named = holds_secret(&condition.path).then_some(&*condition.path);
        if let Some(secret) = named.or_else(|| secret_in(&condition.path)).or_else(|| secret_in(&accepted)) {
            refuse(Field::OnlyHookRuns, secret);
        }
    }
    for row in &form.headers {
        if let Some(secret) = secret_in(&row.value)
            && !carries_token(&row.name)
        {
            let name = if row.name.trim().is_empty() { "this header" } else { row.name.trim() };
            problems.push(Problem::warning(
                Field::HeaderValue(row.id),
                [
                    secret,
                    " holds a secret, and ",
                    name,
                    " is no header in which ",
                    reading.provider.name(),
                    " expects one: it may be logged there. Use ",
                    &reading.provider.token_headers().join(" or "),
                    ".",
                ]
                .concat(),
            ));
        }
    }
}
