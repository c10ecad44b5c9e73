//! The rules of the form: each says what is wrong in its own sentence, at its own field. One file a part of the form.

mod events;
mod extra;
mod headers;
mod keys;
mod locate;
mod names;
mod order;
mod own_token;
mod secrets;
mod status;
mod templates;

pub use extra::extra_value;
pub use keys::field_of_key;
pub use locate::locate;
pub use order::sort;
pub use own_token::take_out;
pub use secrets::secrets;

use crate::form::FormValues;
use crate::plan::PlannedHook;
use crate::problem::Problem;
use crate::provider::Provider;

/// All rules but those of [`locate()`].
pub fn check(form: &FormValues, provider: &'static dyn Provider, hooks: &[PlannedHook], problems: &mut Vec<Problem>) {
    names::check_pipeline(form, problems);
    names::check_variable_names(form, problems);
    status::check(form, provider, hooks, problems);
    events::check(form, problems);
    headers::check(form, problems);
    extra::check(form, provider, problems);
    templates::check(form, problems);
    secrets::check(form, problems);
}
