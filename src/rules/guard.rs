//! The rules against what somebody else may have put into a form: a host that is not what it seems, a secret where it would be
//! seen, a header that makes another request. They are apart from the others, since a form that is typed as usual breaks none
//! of them: the page has them once it needs them.

use super::{holding, sender};
use crate::field::Field;
use crate::form::FormValues;
use crate::problem::Problem;
use crate::provider::{Provider, server_address};
use crate::repository::{parse_place, place_fault};

/// A function that finds such problems.
pub type Guard = fn(&FormValues, &'static dyn Provider) -> Vec<Problem>;

/// All of them.
pub fn guard(form: &FormValues, provider: &'static dyn Provider) -> Vec<Problem> {
    let mut problems = Vec::new();
    let server = provider.self_hosted().then(|| (Field::Server, server_address(&form.server)));
    for (field, text) in [(Field::Repository, form.repository.clone())].into_iter().chain(server) {
        let fault = parse_place(&text).ok().and_then(|place| place_fault(&place));
        problems.extend(fault.map(|fault| Problem::error(field, fault)));
    }
    sender::check(form, &mut problems);
    holding::check(form, provider, &mut problems);
    problems
}
