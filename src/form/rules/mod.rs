//! The rules of the form: each says what is wrong in its own sentence, at its own field. One file a part of the form.

mod doubt;
mod events;
mod extra;
mod guard;
mod headers;
mod holding;
mod keys;
mod length;
mod link;
mod locate;
mod names;
mod order;
mod own_token;
mod pasted;
mod quirks;
mod secrets;
mod sender;
mod status;
mod templates;

pub use doubt::doubt;
pub use guard::{GUARD, Guard};
pub use keys::field_of_key;
pub use length::readable;
pub use locate::locate;
pub use own_token::take_out;
pub use secrets::may_hold_secret;

use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::FormValues;

/// All rules but those of [`locate()`] and of the hosts; those of [`GUARD`] where they are there.
pub fn check(form: &FormValues, reading: &Reading, guard: Option<&Guard>, problems: &mut Vec<Problem>) {
    // The pipeline's field is the first of the form.
    if let Some(problem) = names::check_pipeline(form, reading) {
        problems.insert(0, problem);
    }
    if let Some(guard) = guard {
        (guard.texts)(form, reading, problems);
    }
}
