//! The calls of the changes that wait for their confirmation, or of those that were made: the other part of the program
//! writes them as text.

use hook_builder::doctor::apply::Apply;

use super::state::own;
use crate::app::part::Calls;
use crate::app::state::Model;

/// The calls that make the changes, or those that undo them. None where there are none.
pub fn calls(model: &Model, undo: bool) -> Option<Calls> {
    let state = own(model);
    let write = |apply: &Apply| if undo { apply.undo_calls() } else { apply.calls() };
    let (list, plan) = match &state.changes.made {
        Some((plan, changes)) => {
            let mut changes = changes.clone();
            if state.changes.keep_extra {
                changes = changes.without_removals();
            }
            let pipeline = plan.pipeline.map_or(0, |pipeline| pipeline.id);
            (write(&Apply::start(&plan.target, pipeline, changes, None))?, Some(plan.clone()))
        }
        None => (write(state.apply.as_ref()?)?, None),
    };
    (!list.is_empty()).then_some(Calls { list, plan })
}
