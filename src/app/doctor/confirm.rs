//! Confirming the plan. Between the plan and the press somebody else may have written, in another tab or another place: the
//! list is read again, and only a plan that still fits it is carried out.

use hook_builder::doctor::apply::{Apply, Outcome, State};
use hook_builder::doctor::change::{Changes, changes};
use hook_builder::form::plan::ReadyPlan;
use hook_builder::form::rules::field_of_key;
use hook_builder::page::shared::Shared;
use leptos::task::spawn_local;

use super::apply::{self, Job};
use super::call::Caller;
use super::changes::{confirmed, may_be_confirmed};
use super::state::{change, own};
use super::{editing, lock, progress};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, focus_id};

const CHANGED: &str = "Nothing was sent: the pipeline's hooks have changed since this plan was made. This is the plan for what \
                       is there now.";

const CUT: &str = "Nothing was sent: the list of hooks was too long to be read to its end, or kept changing meanwhile. Try again \
                   in a while.";

/// The press that confirms the plan.
pub fn press(page: Page) {
    // What was confirmed is what was shown: not what the form says by now.
    let fits = page.peek(|model| {
        let made = own(model).changes.made.as_ref();
        !model.is_busy() && made.is_some_and(|(plan, _)| plan == model.plan())
    });
    if !fits || !may_be_confirmed(page) {
        return;
    }
    let Some(ready) = page.peek(|model| model.ready()) else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(ready.target().clone())) else { return };
    page.update(|model| model.refuse(Vec::new()));
    note(page, None, true);
    let pipeline = ready.pipeline();
    let begin = async move |caller: Option<&Caller>| match look(page, caller, &ready).await {
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
    };
    let began = apply::run(page, caller.clone(), pipeline, Job::Create, begin);
    spawn_local(async move {
        if let Some(outcome) = began.await {
            ended(page, &caller, outcome).await;
        }
    });
}

/// After the last call: what the API said of fields goes to them, and a set that is what the form says is edited no longer.
pub async fn ended(page: Page, caller: &Caller, outcome: Outcome) {
    page.update(|model| {
        let mut refused = Vec::new();
        for step in own(model).apply.iter().flat_map(|apply| apply.steps()) {
            if let (State::Failed(error), Some(event)) = (step.state(), step.change().event()) {
                let field = |key: &str| field_of_key(model.form(), model.plan().provider, event, key);
                refused.extend(error.fields().iter().filter_map(|(key, text)| Some((field(key)?, text.clone()))));
            }
        }
        model.refuse(refused);
    });
    if outcome == Outcome::Complete {
        editing::end(page);
    }
    apply::follow(page, caller, Job::Create).await;
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

/// Where the steps of what the form asked for stand.
pub fn place(page: Page) -> Element {
    let key = |model: &Model, ()| own(model).apply.as_ref().map(|apply| progress::place(apply));
    el("div").region(page, (), key, |page, model, ()| own(model).apply.iter().map(|apply| view(page, apply)).collect())
}

fn view(page: Page, apply: &Apply) -> Element {
    progress::view(page, Job::Create, apply).region(page, (), is_left, |_, model, ()| {
        let words = "The form was changed since. Continue sends what was confirmed; press Create hooks for a plan that fits the form.";
        let note = || classed("p", "note").attr("data-tone", "warning").text(words);
        is_left(model, ()).then(note).into_iter().collect()
    })
}

/// Whether something is left to do that the form no longer asks for.
fn is_left(model: &Model, (): ()) -> bool {
    let apply = own(model).apply.as_ref();
    apply.is_some_and(|apply| apply.outcome() == Outcome::Partial && !is_of(apply, model))
}

/// Whether the form still asks for what was confirmed.
fn is_of(apply: &Apply, model: &Model) -> bool {
    let plan = model.plan();
    let confirmed: Vec<_> = apply.steps().iter().filter_map(|step| step.change().planned()).collect();
    plan.target == *apply.target()
        && plan.pipeline.is_some_and(|pipeline| pipeline.id == apply.pipeline())
        && plan.hooks.len() == confirmed.len()
        && plan.hooks.iter().all(|planned| confirmed.contains(&&planned.hook))
}
