//! Carrying out the confirmed changes, and showing each step with its outcome.

use std::sync::Arc;

use hook_builder::apply::{Answer, Apply, Next, Outcome, State as StepState, Step};
use hook_builder::change::Change;
use hook_builder::error::ApiError;
use hook_builder::json::visible;
use hook_builder::rules::field_of_key;
use leptos::task::spawn_local;

use super::call::{Caller, StayGuard};
use super::changes::{confirmed, differences};
use super::check::update;
use super::listing;
use super::state::State;
use crate::app::element::{Element, button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, focus_id};

/// The press that confirms the plan.
pub fn confirm(page: Page) {
    // What was confirmed is what was shown: not what the form says by now.
    let fits = page.peek(|model| {
        let made = model.later.state().and_then(|state| state.changes.made.as_ref());
        !model.busy && made.is_some_and(|(plan, _)| Arc::ptr_eq(plan, &model.plan))
    });
    let Some(ready) = page.peek(|model| model.ready()).filter(|_| fits) else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(ready.target().clone())) else { return };
    page.update(|model| model.refuse(Vec::new()));
    update(page, |state| {
        if let Some(changes) = confirmed(state) {
            state.apply = Some(Apply::start(ready.target(), ready.pipeline(), changes, state.apply.take()));
        }
    });
    run(page, caller);
}

/// Sends what the state machine says, until it stops.
fn run(page: Page, caller: Caller) {
    page.update(|model| model.busy = true);
    leptos::prelude::request_animation_frame(|| focus_id("progress-title"));
    spawn_local(async move {
        let guard = StayGuard::new();
        drive(page, &caller).await;
        drop(guard);
        page.update(|model| model.busy = false);
        finish(page, &caller).await;
    });
}

async fn drive(page: Page, caller: &Caller) {
    let next = || page.peek(|model| model.later.state()?.apply.as_ref().map(|apply| (apply.next(), apply.pipeline())));
    while let Some((next, pipeline)) = next() {
        match next {
            Next::Stop => return,
            Next::Look => {
                let read = caller.read_hooks(pipeline, |_| ()).await;
                tell(page, |apply| match read {
                    Ok(listed) => apply.looked(Ok(&listed.items)),
                    Err(error) => apply.looked(Err(error)),
                });
            }
            Next::Send(at, request) => {
                tell(page, |apply| apply.sending(at));
                let answer = caller.send(&request).await;
                tell(page, |apply| {
                    let answer = answer.as_ref().map_err(ApiError::clone);
                    apply.answered(
                        at,
                        answer.map(|answer| Answer {
                            status: answer.status,
                            body: &answer.body,
                            retry_after: answer.retry_after.as_deref(),
                        }),
                    );
                });
            }
        }
    }
}

fn tell(page: Page, told: impl FnOnce(&mut Apply)) {
    update(page, |state| {
        if let Some(apply) = &mut state.apply {
            told(apply);
        }
    });
}

/// After the last call: what the API said of fields goes to them, the outcome is read aloud, and the list follows.
async fn finish(page: Page, caller: &Caller) {
    page.update(|model| {
        let Some(apply) = model.later.state().and_then(|state| state.apply.as_ref()) else { return };
        let mut refused = Vec::new();
        for step in apply.steps() {
            if let (StepState::Failed(ApiError::Refused { fields, .. }), Some(event)) =
                (step.state(), step.change().event())
            {
                let field = |key: &str| field_of_key(&model.form, model.plan.provider, event, key);
                refused.extend(fields.iter().filter_map(|(key, text)| Some((field(key)?, text.clone()))));
            }
        }
        model.announcement = title(apply);
        model.announcements += 1;
        model.refuse(refused);
    });
    let made = page.peek(|model| {
        let apply = model.later.state()?.apply.as_ref()?;
        let created = |step: &&Step| matches!(step.state(), StepState::Created(_) | StepState::Recreated(_));
        let ids = apply.steps().iter().filter(created).filter_map(Step::id).map(str::to_string).collect();
        Some((apply.pipeline(), ids))
    });
    if let Some((pipeline, ids)) = made {
        listing::follow(page, caller, pipeline, ids).await;
    }
}

/// The press of Cancel.
fn cancel(page: Page) {
    tell(page, Apply::cancel);
    page.announce("Stopping after the call that is under way.");
}

/// The press of Continue or Undo.
fn go_on(page: Page, told: fn(&mut Apply)) {
    let target = page.peek(|model| {
        let apply = model.later.state()?.apply.as_ref()?;
        (!model.busy).then(|| apply.target().clone())
    });
    let Some(target) = target else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    update(page, |state| state.changes.clear());
    tell(page, told);
    run(page, caller);
}

/// How it stands, in one line.
fn title(apply: &Apply) -> String {
    let wanted = apply.steps().iter().filter(|step| step.change().planned().is_some());
    let all = wanted.clone().count().to_string();
    let there = |step: &&Step| {
        matches!(step.state(), StepState::Kept | StepState::Created(_) | StepState::Updated) && !step.is_undoing()
    };
    let done = wanted.filter(there).count().to_string();
    match apply.outcome() {
        Outcome::Running if apply.steps().iter().any(Step::is_undoing) => "Undoing …".to_string(),
        Outcome::Running => [&done, " of ", &all, " hooks in place"].concat(),
        Outcome::Complete => ["Done: ", &done, " of ", &all, " hooks are in place."].concat(),
        Outcome::Partial => {
            ["Stopped: ", &done, " of ", &all, " hooks are in place. See below what happened."].concat()
        }
        Outcome::Stale => {
            "Stopped: a hook is no longer what it was when the plan was made. Press Create hooks for a new \
                           plan, or Undo."
                .to_string()
        }
        Outcome::Undone => "Undone: the pipeline has what it had before.".to_string(),
        Outcome::UndoPartial => "Undoing stopped. See below what happened, then go on.".to_string(),
    }
}

/// The steps, and what can be pressed.
pub fn view(page: Page, _: &Model, state: &State) -> Option<Element> {
    let apply = state.apply.as_ref()?;
    let outcome = apply.outcome();
    let place = ["Pipeline ", &apply.pipeline().to_string(), " at ", &apply.target().base].concat();
    let title = classed("h3", "panel__title").attr("id", "progress-title").attr("tabindex", "-1").text(&title(apply));
    let lines =
        apply.steps().iter().chain(apply.before().into_iter().flat_map(Apply::steps)).map(|step| line(apply, step));
    let mut panel = classed("section", "panel progress-panel")
        .attr("aria-labelledby", "progress-title")
        .child(title)
        .child(classed("p", "note").text(&place))
        .child(classed("ol", "progress__steps").children(lines));
    let press = |text: &str, class, act: fn(Page, ())| button(page, class, text, (), act);
    let go =
        |text: &str| press(text, "button button--main", |page, ()| go_on(page, Apply::resume)).attr("id", "continue");
    let undo = |text: &str| press(text, "button", |page, ()| go_on(page, Apply::undo)).attr("id", "undo");
    let buttons = match outcome {
        Outcome::Running if apply.is_cancelled() => {
            panel = panel.child(classed("p", "note").text("Stopping after the call that is under way …"));
            Vec::new()
        }
        Outcome::Running => vec![press("Cancel", "button", |page, ()| cancel(page)).attr("id", "cancel")],
        Outcome::Partial => vec![go("Continue"), undo("Undo all")],
        Outcome::UndoPartial => vec![go("Continue undoing")],
        Outcome::Stale => vec![undo("Undo all")],
        Outcome::Complete if apply.steps().iter().any(|step| step.change().acts()) => vec![undo("Undo all")],
        Outcome::Complete | Outcome::Undone => Vec::new(),
    };
    Some(if buttons.is_empty() { panel } else { panel.child(classed("div", "buttons").children(buttons)) })
}

fn line(apply: &Apply, step: &Step) -> Element {
    let running = apply.outcome() == Outcome::Running;
    let (state, what, error) = words(apply, step, running);
    let line =
        classed("p", "progress__line").child(el("strong").text(&visible(step.name()))).child(el("span").text(&what));
    let mut item = classed("li", "progress__step").attr("data-state", state).child(line);
    if let Some(error) = error {
        let fields = match error {
            ApiError::Refused { fields, .. } => fields.as_slice(),
            _ => &[],
        };
        let fields = fields.iter().map(|(key, text)| {
            if key.is_empty() {
                el("li").text(text)
            } else {
                el("li").child(el("code").text(key)).text(&[": ", text].concat())
            }
        });
        item = item.child(error_lines(error)).child(classed("ul", "progress__fields").children(fields));
    }
    if let Some(error) = step.look_error() {
        let words = "Whether it was done could not be read either. ";
        item =
            item.child(classed("p", "progress__next").text(&[words, &error.what(), " ", &error.next_step()].concat()));
    }
    if let Some(error) = step.not_read_back() {
        let words = "It could not be read back to be compared. ";
        item = item.child(classed("p", "progress__next").text(&[words, &error.what()].concat()));
    }
    if !step.differs().is_empty() {
        let words = "The API has something else than was sent: struck through is what it has, then what was sent.";
        item = item
            .child(classed("p", "note").attr("data-tone", "warning").text(words))
            .child(differences(step.differs()));
    }
    item
}

/// A step's state as a style hook, in words, and what went wrong with it.
fn words<'a>(apply: &Apply, step: &'a Step, running: bool) -> (&'static str, String, Option<&'a ApiError>) {
    let id = |words: &str, id: &str| [words, &visible(id)].concat();
    let waiting = if apply.is_cancelled() && !running { "not sent" } else { "waiting" };
    match step.state() {
        StepState::Waiting => ("waiting", waiting.into(), None),
        StepState::Active => ("sending", "sending …".into(), None),
        StepState::Kept => ("created", id("there already, id ", step.id().unwrap_or_default()), None),
        StepState::Created(own) => ("created", id("created, id ", own), None),
        StepState::Updated => ("created", id("updated, id ", step.id().unwrap_or_default()), None),
        StepState::Removed => ("created", "deleted".into(), None),
        StepState::Gone => ("created", "was gone already".into(), None),
        StepState::Failed(error) => ("failed", "failed".into(), Some(error)),
        StepState::Lost(_) if running => ("sending", "the answer was lost: looking whether it was done".into(), None),
        StepState::Lost(error) => ("failed", [may(step), ": the answer was lost"].concat(), Some(error)),
        StepState::NotThere(error) => (
            "failed",
            ["not ", done(step), ": the answer was lost, and a look shows that it was not done"].concat(),
            Some(error),
        ),
        StepState::Stale => ("failed", "not touched: somebody has changed it since the plan was made".into(), None),
        StepState::Nothing => ("waiting", "nothing to undo".into(), None),
        StepState::Deleted => ("created", "undone: deleted again".into(), None),
        StepState::Restored => ("created", "undone: it is what it was".into(), None),
        StepState::Recreated(own) => ("created", id("undone: created again, with a new id: ", own), None),
        StepState::Vanished => ("failed", "somebody else has deleted it meanwhile".into(), None),
    }
}

fn may(step: &Step) -> &'static str {
    match step.change() {
        Change::Create { .. } => "may exist",
        Change::Remove { .. } => "may be deleted",
        _ => "may be changed",
    }
}

fn done(step: &Step) -> &'static str {
    match step.change() {
        Change::Create { .. } => "created",
        Change::Remove { .. } => "deleted",
        _ => "changed",
    }
}
