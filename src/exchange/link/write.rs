//! A form as its link.

use super::{APIS, FRESH, KINDS, recommended, spelling, switch_of, word_of};
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::rules::{self, Guard};
use crate::form::values::{FormValues, HeaderRow, ROWS_FULL, ROWS_MAX};
use crate::text::json::{self, Tree};

/// What is said before anybody can tell.
const UNKNOWN: &str = "Whether this holds a secret is not known yet: a part of this page is still being loaded.";

/// Writes a form as a link, from `#` on.
///
/// # Errors
/// The first field that holds a secret in plain text, with a sentence; or that there are more rows than a link may have.
pub fn write(form: &FormValues) -> Result<String, Problem> {
    write_with(form, Some(&rules::GUARD))
}

/// Writes a link with the rules of [`rules::GUARD`]. Before they are there, a form that may hold a secret has no link.
///
/// # Errors
/// The first field that holds a secret, or may hold one, with a sentence; or that there are more rows than a link may have.
pub fn write_with(form: &FormValues, guard: Option<&Guard>) -> Result<String, Problem> {
    if form.rows() > ROWS_MAX {
        return Err(Problem::error(Field::Headers, ROWS_FULL));
    }
    let secret = match guard {
        Some(guard) => (guard.secrets)(form).into_iter().next(),
        None => rules::may_hold_secret(form).map(|field| Problem::error(field, UNKNOWN)),
    };
    secret.map_or_else(|| Ok(render(form)), Err)
}

/// What a link would be, whatever the form holds: for the page's own memory, and for no other place.
pub fn render(form: &FormValues) -> String {
    let mut link = Link(FRESH.into());
    let fresh = FormValues::default();
    if let Some(id) = &form.provider {
        link.add("provider", None, Some(id));
    }
    for field in Field::TEXTS {
        if form.text(field) != fresh.text(field) {
            link.add(&field.id(), None, Some(form.text(field)));
        }
    }
    for field in Field::SWITCHES {
        let on = switch_of(form, field);
        if on != switch_of(&fresh, field) {
            link.add(&word_of(field), None, Some(if on { "on" } else { "off" }));
        }
    }
    for condition in &form.conditions {
        link.add("condition", None, Some(&condition.path));
        for value in &condition.accepted {
            link.add("accepts", None, Some(&json::pretty(&Tree::Value(value.clone()), |_| false)));
        }
    }
    link.headers(form);
    for row in &form.extra {
        let word = KINDS.iter().find(|(_, kind)| *kind == row.kind).map_or("", |(word, _)| word);
        link.add(word, Some(&row.name), Some(&row.value));
    }
    let same = |api| std::mem::discriminant(api) == std::mem::discriminant(&form.api);
    if let Some((word, _)) = APIS.iter().skip(1).find(|(_, api)| same(api)) {
        link.add("api", None, Some(word));
    }
    link.0
}

struct Link(String);

impl Link {
    fn add(&mut self, word: &str, name: Option<&str>, text: Option<&str>) {
        self.0.push('&');
        self.0.push_str(word);
        self.0.push('=');
        if let Some(name) = name {
            spelling::push(&mut self.0, name, false);
        }
        if let Some(text) = text {
            if name.is_some() {
                self.0.push(':');
            }
            spelling::push(&mut self.0, text, true);
        }
    }

    /// The headers that somebody added to the recommended ones, or else all of them.
    fn headers(&mut self, form: &FormValues) {
        let recommended = recommended(form);
        let same =
            |row: &HeaderRow, (name, value): &(&str, &str)| row.recommended && row.name == *name && row.value == *value;
        let count = recommended.clone().count();
        let untouched = form.headers.len() >= count
            && form.headers.iter().zip(recommended.clone()).all(|(row, other)| same(row, other))
            && form.headers[count..].iter().all(|row| !row.recommended);
        let rows = if untouched { &form.headers[count..] } else { &form.headers[..] };
        if !untouched {
            self.add("headers", None, Some("own"));
        }
        for row in rows {
            let word = if row.recommended { "recommended" } else { "header" };
            // Of a recommended header the name is enough.
            let known = recommended.clone().any(|other| same(row, other));
            self.add(word, Some(&row.name), (!known).then_some(&row.value));
        }
    }
}
