//! The order of problems.

use crate::field::Field;
use crate::form::FormValues;
use crate::problem::Problem;

/// Puts problems in the order of the form, from top to bottom; those of one field keep theirs.
///
/// There are a handful, nearly in order, so the plain insertion sort serves, at a tenth of the library's code in the page.
pub fn sort(form: &FormValues, problems: &mut [Problem]) {
    for end in 1..problems.len() {
        let mut at = end;
        while at > 0 && rank(form, problems[at].field) < rank(form, problems[at - 1].field) {
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
        Field::Link => (8, 0),
        Field::HashVariable => (9, 0),
        Field::BranchVariable => (10, 0),
        Field::Headers => (11, 0),
        Field::HeaderName(id) => (11, 2 * header(id).min(1 << 20) + 1),
        Field::HeaderValue(id) => (11, 2 * header(id).min(1 << 20) + 2),
        Field::ExtraName(id) => (12, 3 * extra(id).min(1 << 20)),
        Field::ExtraKind(id) => (12, 3 * extra(id).min(1 << 20) + 1),
        Field::ExtraValue(id) => (12, 3 * extra(id).min(1 << 20) + 2),
        Field::ActionType => (13, 0),
        Field::Api => (14, 0),
        Field::ApiOther => (15, 0),
        Field::Token => (16, 0),
    }
}
