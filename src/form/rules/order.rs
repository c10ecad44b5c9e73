//! The order of problems.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;

/// Puts problems in the order of the form, from top to bottom; those of one field keep theirs.
///
/// There are a handful, nearly in order, so the plain insertion sort serves, at a tenth of the library's code in the page.
pub fn sort(form: &FormValues, problems: &mut [Problem]) {
    let mut ranks: Vec<_> = problems.iter().map(|problem| rank(form, problem.field)).collect();
    for end in 1..problems.len() {
        let mut at = end;
        while at > 0 && ranks[at] < ranks[at - 1] {
            ranks.swap(at, at - 1);
            problems.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// The place of a field in the form.
fn rank(form: &FormValues, field: Field) -> (usize, usize) {
    let header = |id| form.headers.iter().position(|r| r.id == id).unwrap_or(usize::MAX);
    let extra = |id| form.extra.iter().position(|r| r.id == id).unwrap_or(usize::MAX);
    match field {
        Field::Pipeline => (0, 0),
        Field::Repository => (1, 0),
        Field::Provider => (2, 0),
        Field::Server => (3, 0),
        Field::StatusKey => (4, 0),
        Field::On(e) => (5 + e.index(), 0),
        Field::State(e) => (5 + e.index(), 1),
        Field::Description(e) => (5 + e.index(), 2),
        Field::HookName(e) => (5 + e.index(), 3),
        Field::Link => (9, 0),
        Field::HashVariable => (10, 0),
        Field::BranchVariable => (11, 0),
        Field::OnlyHookRuns => (12, 0),
        Field::ActionType => (13, 0),
        Field::Headers => (14, 0),
        Field::HeaderName(id) => (14, 2 * header(id).min(1 << 20) + 1),
        Field::HeaderValue(id) => (14, 2 * header(id).min(1 << 20) + 2),
        Field::ExtraName(id) => (15, 3 * extra(id).min(1 << 20)),
        Field::ExtraKind(id) => (15, 3 * extra(id).min(1 << 20) + 1),
        Field::ExtraValue(id) => (15, 3 * extra(id).min(1 << 20) + 2),
        Field::Api => (16, 0),
        Field::ApiOther => (17, 0),
        Field::Token => (18, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;

    #[test]
    fn problems_stand_in_the_order_of_the_form_and_those_of_one_field_keep_theirs() {
        let mut form = FormValues::default();
        // Rows count by their place, not by the number that they were given.
        let (first, last) = (form.headers[0].id, form.add_header());
        form.headers.swap(0, 1);
        let (a, b) = (form.add_extra(), form.add_extra());
        form.extra.swap(0, 1);
        let mut ordered = vec![Field::Pipeline, Field::Repository, Field::Provider, Field::Server, Field::StatusKey];
        for event in Event::ALL {
            ordered.extend([Field::On(event), Field::State(event), Field::Description(event), Field::HookName(event)]);
        }
        ordered.extend([
            Field::Link,
            Field::HashVariable,
            Field::BranchVariable,
            Field::OnlyHookRuns,
            Field::ActionType,
            Field::Headers,
        ]);
        for id in [form.headers[0].id, first, form.headers[2].id, last] {
            ordered.extend([Field::HeaderName(id), Field::HeaderValue(id)]);
        }
        // A row that is gone comes after those that are there.
        ordered.extend([Field::HeaderName(99), Field::HeaderValue(99)]);
        for id in [b, a, 99] {
            ordered.extend([Field::ExtraName(id), Field::ExtraKind(id), Field::ExtraValue(id)]);
        }
        ordered.extend([Field::Api, Field::ApiOther, Field::Token]);
        let problem = |(at, field): (usize, &Field)| Problem::warning(*field, at.to_string());
        let wanted: Vec<Problem> = ordered.iter().enumerate().map(problem).collect();
        for turn in 0..wanted.len() {
            for backwards in [false, true] {
                let mut mixed = wanted.clone();
                mixed.rotate_left(turn);
                if backwards {
                    mixed.reverse();
                }
                sort(&form, &mut mixed);
                assert_eq!(mixed, wanted);
            }
        }
        let twice = [Field::Link, Field::Pipeline, Field::Link, Field::Pipeline];
        let mut twice: Vec<Problem> = twice.iter().enumerate().map(problem).collect();
        sort(&form, &mut twice);
        assert_eq!(twice.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["1", "3", "0", "2"]);
        sort(&form, &mut []);
    }
}
