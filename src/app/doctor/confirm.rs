//! Confirming the plan. Between the plan and the press somebody else may have written, in another tab or another place: the
//! list is read again, and only a plan that still fits it is carried out.

use std::sync::Arc;

use hook_builder::doctor::apply::Apply;
use hook_builder::doctor::change::{Changes, changes};
use hook_builder::form::plan::ReadyPlan;
use hook_builder::page::shared::Shared;

use super::apply::{self, Job};
use super::call::Caller;
use super::changes::{confirmed, may_be_confirmed};
use super::lock;
use super::state::{change, own};
use crate::app::state::{Page, focus_id};

const CHANGED: &str = "Nothing was sent: the pipeline's hooks have changed since this plan was made. This is the plan for what \
                       is there now.";

const CUT: &str = "Nothing was sent: the list of hooks was too long to be read to its end, or kept changing meanwhile. Try again \
                   in a while.";

/// The press that confirms the plan.
pub fn press(page: Page) {
    // What was confirmed is what was shown: not what the form says by now.
    let fits = page.peek(|model| {
        let made = own(model).changes.made.as_ref();
        !model.busy && made.is_some_and(|(plan, _)| Arc::ptr_eq(plan, &model.plan))
    });
    if !fits || !may_be_confirmed(page) {
        return;
    }
    let Some(ready) = page.peek(|model| model.ready()) else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(ready.target().clone())) else { return };
    page.update(|model| model.refuse(Vec::new()));
    note(page, None, true);
    let pipeline = ready.pipeline();
    apply::run(page, caller, pipeline, Job::Create, async move |caller| match look(page, caller, &ready).await {
        Ok(known) => {
            change(page, |state| {
                if let Some(mut changes) = confirmed(state) {
                    // What either list shows was there before.
                    changes.known.extend(known);
                    let before = state.apply.take().map(|before| Apply::clone(&before));
                    let apply = Apply::start(ready.target(), ready.pipeline(), changes, before);
                    state.apply = Some(Shared::new(apply));
                }
            });
            true
        }
        Err(why) => {
            // That another tab has the lock, `run` has said.
            if why != lock::TAKEN {
                page.announce(&why);
            }
            note(page, Some(why), false);
            focus_id("plan-title");
            false
        }
    });
}

/// Says why nothing was sent, and whether something is under way.
fn note(page: Page, why: Option<String>, confirmed: bool) {
    change(page, |state| {
        let planned = state.changes.change();
        (planned.note, planned.confirmed) = (why, confirmed);
    });
}

/// Reads the list again. Where it asks for other changes than those that are shown, these are shown in their place.
///
/// # Errors
/// Why nothing is sent, in words.
async fn look(page: Page, caller: Option<&Caller>, ready: &ReadyPlan) -> Result<Vec<String>, String> {
    let caller = caller.ok_or(lock::TAKEN)?;
    let listed = caller.read_hooks(ready.pipeline(), |_| ()).await.map_err(|error| {
        let words = "Nothing was sent: the list of hooks could not be read again. ";
        [words, &error.what(), " ", &error.next_step()].concat()
    })?;
    if listed.cut {
        return Err(CUT.into());
    }
    let now = page.peek(|model| {
        let planned = &own(model).changes;
        let now = changes(ready, &listed.items, &planned.edited);
        let (_, shown) = planned.made.as_ref()?;
        Some((shown.list != now.list, now))
    });
    match now {
        Some((false, Changes { known, .. })) => Ok(known),
        Some((true, now)) => {
            change(page, |state| state.changes.change().replace(now));
            Err(CHANGED.into())
        }
        None => Err("Nothing was sent: there is no plan any more. Press Create hooks for another.".into()),
    }
}
