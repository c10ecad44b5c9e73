//! The request headers.

use std::collections::BTreeSet;

use crate::devopness::hook::{HEADER_NAME_MAX, HEADER_VALUE_MAX};
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::{FormValues, ROWS_FULL, ROWS_MAX};
use crate::provider::carries_token;

pub fn check(form: &FormValues, problems: &mut Vec<Problem>) {
    let mut names = BTreeSet::new();
    for row in &form.headers {
        let (name, field) = (row.name.trim(), Field::HeaderName(row.id));
        let is_first = names.insert(name.to_ascii_lowercase());
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        if name.is_empty() {
            problems.push(Problem::missing(field, "This header has no name. Name it, such as Accept, or remove it."));
        } else if !name.bytes().all(token) {
            problems.push(Problem::error(
                field,
                ["“", name, "” cannot be a header's name: use letters, digits and hyphens, without spaces or a colon."]
                    .concat(),
            ));
        } else if name.len() > HEADER_NAME_MAX {
            let (max, length) = (HEADER_NAME_MAX.to_string(), name.len().to_string());
            problems.push(Problem::error(
                field,
                ["A header's name has at most ", &max, " characters; this has ", &length, "."].concat(),
            ));
        } else if !is_first {
            problems.push(Problem::error(
                field,
                [name, " stands here twice. Upper and lower case make no difference: keep one."].concat(),
            ));
        }
        let (value, field) = (row.value.as_str(), Field::HeaderValue(row.id));
        let chars = value.chars().count();
        let label = if name.is_empty() { "This header" } else { name };
        if value.trim().is_empty() {
            problems
                .push(Problem::missing(field, [label, " has no value. Fill it in, or remove the header."].concat()));
        } else if value.chars().any(|c| c.is_control()) {
            problems.push(Problem::error(
                field,
                ["The value of ", label, " has a line break or another control character in it. Write it in one line."]
                    .concat(),
            ));
        } else if chars > HEADER_VALUE_MAX {
            let (max, chars) = (HEADER_VALUE_MAX.to_string(), chars.to_string());
            problems.push(Problem::error(
                field,
                ["A header's value has at most ", &max, " characters; this has ", &chars, "."].concat(),
            ));
        } else if carries_token(&row.name) && !value.contains("{{") {
            problems.push(Problem::warning(
                field,
                "This token will be stored in Devopness as part of the hook, and it stands in every text on this page: share them with care.",
            ));
        }
    }
    match form.rows() {
        rows if rows > ROWS_MAX => problems.push(Problem::error(Field::Headers, ROWS_FULL)),
        ROWS_MAX => problems.push(Problem::warning(Field::Headers, ROWS_FULL)),
        _ => {}
    }
    if !form.headers.iter().any(|row| carries_token(&row.name)) {
        problems.push(Problem::warning(
            Field::Headers,
            "No header carries a token, so the provider will refuse the status. Put back Authorization.",
        ));
    }
}
