//! The access token where it does not belong: in a field of the form, from which it would go into hooks, links and files.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::secret::{MASK, Secret};
use crate::text::json::{self, Tree};

/// Takes the token out of a form, and gives an error for each field that held it, or that holds what is shown in its place.
pub fn take_out(form: &mut FormValues, token: &Secret) -> Vec<Problem> {
    let headers = form.headers.iter().flat_map(|row| [Field::HeaderName(row.id), Field::HeaderValue(row.id)]);
    let extra = form.extra.iter().flat_map(|row| [Field::ExtraName(row.id), Field::ExtraValue(row.id)]);
    let fields: Vec<Field> = Field::TEXTS.into_iter().chain(headers).chain(extra).collect();
    let mut found = Vec::new();
    for field in fields {
        let text = form.text(field);
        let masked = token.mask(text).or_else(|| text.contains(MASK).then(|| text.to_string()));
        if let Some(masked) = masked {
            form.set_text(field, masked);
            found.push(problem(field));
        }
    }
    let before = form.conditions.len();
    form.conditions.retain(|condition| {
        let accepted = Tree::List(condition.accepted.iter().cloned().map(Tree::Value).collect());
        let texts = [condition.path.clone(), json::pretty(&accepted, |_| false)];
        !texts.iter().any(|text| token.is_in(text) || text.contains(MASK))
    });
    if form.conditions.len() < before {
        // They have no field of their own: they are shown beside this one.
        found.push(problem(Field::OnlyHookRuns));
    }
    found
}

fn problem(field: Field) -> Problem {
    Problem::error(
        field,
        "This is your access token: whoever may see the hook could use it. Take it out here; it belongs into its own field alone.",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::devopness::hook::Condition;
    use crate::form::values::{ExtraKind, ExtraRow, HeaderRow};

    #[test]
    fn no_field_keeps_the_token_in_any_spelling() {
        for (token, text) in [
            ("devopness_pat_abcdefgh1234", "x devopness_pat_abcdefgh1234"),
            ("dvpn_abc123def456", "dvpn%5Fabc123def456"),
            ("correcthorse", "QmVhcmVyIGNvcnJlY3Rob3JzZQ=="),
            ("correcthorse", MASK),
        ] {
            let token = Secret::parse(token).unwrap();
            let mut form = FormValues::default();
            assert_eq!(take_out(&mut form, &token), [], "a fresh form holds none");
            for field in Field::TEXTS {
                form.set_text(field, text.into());
            }
            form.headers = vec![HeaderRow { id: 7, name: text.into(), value: text.into(), recommended: false }];
            form.extra = vec![ExtraRow { id: 8, name: text.into(), kind: ExtraKind::Text, value: text.into() }];
            form.conditions = vec![
                Condition { path: text.into(), accepted: vec![] },
                Condition { path: "a".into(), accepted: vec![json!({ "b": [text] })] },
                Condition { path: "c".into(), accepted: vec![json!("d")] },
            ];
            let found = take_out(&mut form, &token);
            let rows = [Field::HeaderName(7), Field::HeaderValue(7), Field::ExtraName(8), Field::ExtraValue(8)];
            let fields: Vec<_> = Field::TEXTS.into_iter().chain(rows).chain([Field::OnlyHookRuns]).collect();
            assert_eq!(found.iter().map(|problem| problem.field).collect::<Vec<_>>(), fields, "{text}");
            assert!(found.iter().all(Problem::blocks));
            assert_eq!(form.conditions.len(), 1);
            for field in fields {
                assert!(!token.is_in(form.text(field)), "{field:?}: {}", form.text(field));
            }
        }
    }
}
