//! Secrets that somebody typed as plain text. Whatever holds one is neither sent nor linked nor kept.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::provider::tokens::FORMS;
use crate::secret::{self, Literal};
use crate::text::json::{self, Tree};

/// What the page offers in place of a token.
const INSTEAD: &str = "{{ application.source_provider.access_token }}";

/// One error for each field with a secret. Whatever else is wrong with that field has to wait.
pub fn check(form: &FormValues, problems: &mut Vec<Problem>) {
    for problem in find(form) {
        let other = problems.iter().any(|other| other.field == problem.field);
        // A base URL has no place for a user name in the first place, and says so itself.
        if problem.blocks() && (problem.field != Field::ApiOther || !other) {
            problems.retain(|other| other.field != problem.field);
            problems.push(problem);
        } else if !problem.blocks() && !other {
            problems.push(problem);
        }
    }
}

/// The fields that hold a secret beyond doubt, each with its sentence.
pub fn secrets(form: &FormValues) -> Vec<Problem> {
    let mut found = find(form);
    found.retain(Problem::blocks);
    found
}

/// The first field that may hold a secret. Only the rules of [`GUARD`](super::GUARD) tell whether it does.
pub fn may_hold_secret(form: &FormValues) -> Option<Field> {
    let rows = form.headers.iter().filter(|row| !row.recommended);
    let headers = rows.flat_map(|row| [Field::HeaderName(row.id), Field::HeaderValue(row.id)]);
    let extra = form.extra.iter().flat_map(|row| [Field::ExtraName(row.id), Field::ExtraValue(row.id)]);
    let fresh = FormValues::default();
    let own = Field::TEXTS.into_iter().filter(|field| form.text(*field) != fresh.text(*field));
    let mut all = own.chain(headers).chain(extra);
    let conditions = || (!form.conditions.is_empty()).then_some(Field::OnlyHookRuns);
    all.find(|field| secret::may_hold_secret(form.text(*field))).or_else(conditions)
}

/// The fields that hold a secret, or a text whose name says that it is one.
fn find(form: &FormValues) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |field, secret: Option<Literal>| found.extend(secret.map(|secret| problem(field, &secret)));
    // A link may name a provider that nobody knows.
    for field in Field::TEXTS.into_iter().chain([Field::Provider]) {
        add(field, FORMS.literal(form.text(field)));
    }
    // A clone address may lack its scheme.
    if FORMS.literal(&form.repository).is_none() && !form.repository.contains("://") {
        add(Field::Repository, FORMS.literal(&["https://", form.repository.trim()].concat()));
    }
    for row in &form.headers {
        add(Field::HeaderName(row.id), FORMS.literal(&row.name));
        add(Field::HeaderValue(row.id), FORMS.literal_in_header(&row.name, &row.value));
    }
    for row in &form.extra {
        add(Field::ExtraName(row.id), FORMS.literal(&row.name));
        add(Field::ExtraValue(row.id), FORMS.literal_in_header(&row.name, &row.value));
    }
    // They have no field of their own: they are shown beside this one.
    let conditions = form.conditions.iter().find_map(|condition| {
        let accepted = Tree::List(condition.accepted.iter().cloned().map(Tree::Value).collect());
        FORMS.literal(&condition.path).or_else(|| FORMS.literal(&json::pretty(&accepted, |_| false)))
    });
    add(Field::OnlyHookRuns, conditions);
    found
}

fn problem(field: Field, secret: &Literal) -> Problem {
    if !secret.certain {
        let text =
            "By its name this holds a secret, which anybody could read who sees the hook. Leave it out if it is one.";
        return Problem::warning(field, text);
    }
    let text = match (field, secret.kind) {
        (Field::HeaderValue(_), kind) => [
            "This value holds a secret (",
            kind,
            "), which anybody could read who sees the hook. Write ",
            INSTEAD,
            " in its place: Devopness fills it in.",
        ]
        .concat(),
        (_, "password") => {
            "This address holds a password. Leave out what stands before the “@”: it is not needed.".into()
        }
        (_, kind) => ["This text holds a secret (", kind, "). Leave it out: no hook needs it here."].concat(),
    };
    Problem::error(field, text)
}
