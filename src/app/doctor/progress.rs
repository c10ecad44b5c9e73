//! Changes on their way: each step with its outcome, and what can be pressed.

use hook_builder::devopness::error::ApiError;
use hook_builder::doctor::apply::{Apply, Outcome, State as StepState, Step};
use hook_builder::doctor::change::Change;
use hook_builder::text::json::visible;
use leptos::task::spawn_local;

use super::apply::{self, Job};
use super::call::Caller;
use super::changes::differences;
use super::state::{change, own};
use super::{care, confirm};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, focus_id};

/// The whole of it. Title and steps follow each call by themselves: what can be pressed stays where it is meanwhile, since
/// a press that begins on a button and ends on another one is none.
pub fn view(page: Page, job: Job, apply: &Apply) -> Element {
    let steps = if job == Job::Create { "Steps" } else { "Steps with hooks" };
    let key = |model: &Model, job: Job| job.of(own(model)).cloned();
    let steps = classed("ol", "progress__steps").attr("aria-label", steps).region(page, job, key, lines);
    frame(job, "panel progress-panel")
        .child(classed("p", "note").text(&place(apply)))
        .child(steps)
        .region(page, job, noted, notes)
        .child(pressed(page, job))
}

/// Where the changes are made.
pub fn place(apply: &Apply) -> String {
    ["Pipeline ", &apply.pipeline().to_string(), " at ", &apply.target().base].concat()
}

/// What is to be said below the steps.
#[derive(PartialEq)]
struct Noted {
    stopping: bool,
    look_error: Option<ApiError>,
    twins: Vec<(String, String)>,
}

fn noted(model: &Model, job: Job) -> Option<Noted> {
    job.of(own(model)).map(|apply| Noted {
        stopping: apply.outcome() == Outcome::Running && apply.is_cancelled(),
        look_error: apply.look_error().cloned(),
        twins: apply.twins().iter().map(|twin| (twin.name.clone(), twin.id.clone())).collect(),
    })
}

fn notes(_: Page, model: &Model, job: Job) -> Vec<Element> {
    let Some(noted) = noted(model, job) else { return Vec::new() };
    let mut notes = Vec::new();
    if noted.stopping {
        notes.push(classed("p", "note").text("Stopping after the call that is under way …"));
    }
    if let Some(error) = &noted.look_error {
        let words = ["The list of hooks could not be read: ", &error.what(), " ", &error.next_step()].concat();
        notes.push(classed("p", "note").attr("data-tone", "warning").text(&words));
    }
    notes.extend(twins(&noted.twins));
    notes
}

/// What can be pressed. It is made anew only when something else can be.
fn pressed(page: Page, job: Job) -> Element {
    let key = |model: &Model, job: Job| {
        let apply = job.of(own(model))?;
        Some((apply.outcome(), apply.is_cancelled(), apply.twins().len()))
    };
    classed("div", "buttons").region(page, job, key, |page, model, job| {
        job.of(own(model)).map(|apply| buttons(page, job, apply)).unwrap_or_default()
    })
}

/// The hooks that are there once too often.
fn twins(all: &[(String, String)]) -> Option<Element> {
    let line = |(name, id): &(String, String)| {
        let words = ["there once more, id ", &visible(id)].concat();
        let line = classed("p", "progress__line").child(el("strong").text(&visible(name)));
        classed("li", "progress__step").attr("data-state", "failed").child(line.child(el("span").text(&words)))
    };
    (!all.is_empty())
        .then(|| classed("ul", "progress__steps").attr("aria-label", "Duplicates").children(all.iter().map(line)))
}

/// What is done and needs no explanation, in one line.
pub fn short(page: Page, job: Job) -> Element {
    frame(job, "panel panel--short").child(pressed(page, job))
}

fn lines(_: Page, model: &Model, job: Job) -> Vec<Element> {
    let Some(apply) = job.of(own(model)) else { return Vec::new() };
    apply
        .steps()
        .iter()
        .chain(apply.before().into_iter().flat_map(Apply::steps))
        .map(|step| line(apply, step))
        .collect()
}

fn frame(job: Job, class: &'static str) -> Element {
    let id = job.id("progress-title");
    classed("section", class).attr("aria-labelledby", &id).child(
        classed("h3", "panel__title")
            .attr("id", &id)
            .attr("tabindex", "-1")
            .live_text(job, |model, job| job.title(own(model))),
    )
}

fn buttons(page: Page, job: Job, apply: &Apply) -> Vec<Element> {
    let press = |text: &str, class, id, act: fn(Page, Job)| button(page, class, text, job, act).attr("id", &job.id(id));
    let go = |text: &str| press(text, "button button--main", "continue", |page, job| go_on(page, (job, Apply::resume)));
    let remove = |count: usize| {
        let text = if count == 1 { "Remove the duplicate".to_string() } else { format!("Remove {count} duplicates") };
        press(&text, "button button--main", "remove", |page, job| go_on(page, (job, Apply::remove_twins)))
    };
    let undo = |text: &str| press(text, "button", "undo", |page, job| go_on(page, (job, Apply::undo)));
    let undo = || undo(if job == Job::Create { "Undo all" } else { "Undo" });
    let hide = || match job {
        Job::Create => None,
        Job::Care(_) => Some(press("Hide", "button", "hide", care::dismiss)),
    };
    let buttons = match apply.outcome() {
        Outcome::Running if apply.is_cancelled() => vec![],
        Outcome::Running => vec![Some(press("Cancel", "button", "cancel", cancel))],
        Outcome::Partial => vec![Some(go("Continue")), Some(undo())],
        Outcome::Doubled => vec![Some(remove(apply.twins().len())), Some(undo())],
        Outcome::UndoPartial => vec![Some(go("Continue undoing"))],
        Outcome::Stale => vec![Some(undo()), hide()],
        Outcome::Complete if apply.steps().iter().any(|step| step.change().acts()) => vec![Some(undo()), hide()],
        Outcome::Complete | Outcome::Undone => vec![hide()],
    };
    buttons.into_iter().flatten().collect()
}

/// The press of Cancel.
fn cancel(page: Page, job: Job) {
    apply::tell(page, job, Apply::cancel);
    focus_id(&job.id("progress-title"));
    page.announce("Stopping after the call that is under way.");
}

/// The press of Continue or Undo.
fn go_on(page: Page, (job, told): (Job, fn(&mut Apply))) {
    if page.peek(|model| model.is_busy()) {
        return page.announce("Nothing was sent: something else is under way. Wait for its end.");
    }
    let Some(target) = page.peek(|model| Some(job.of(own(model))?.target().clone())) else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    let Some(pipeline) = page.peek(|model| Some(job.of(own(model))?.pipeline())) else { return };
    let began = apply::run(page, caller.clone(), pipeline, job, async move |caller| {
        if caller.is_none() {
            return false;
        }
        if job == Job::Create {
            change(page, |state| state.changes.change().clear());
        }
        apply::tell(page, job, told);
        true
    });
    spawn_local(async move {
        match (began.await, job) {
            (Some(outcome), Job::Create) => confirm::ended(page, &caller, outcome).await,
            (Some(_), Job::Care(_)) => apply::follow(page, &caller, job).await,
            (None, _) => {}
        }
    });
}

fn line(apply: &Apply, step: &Step) -> Element {
    let running = apply.outcome() == Outcome::Running;
    let (state, what, error) = words(apply, step, running);
    let line =
        classed("p", "progress__line").child(el("strong").text(&visible(step.name()))).child(el("span").text(&what));
    let mut item = classed("li", "progress__step").attr("data-state", state).child(line);
    if let Some(error) = error {
        item = item.child(error_lines(error));
    }
    if let Some(look) = step.look_error() {
        let mut words = "Whether it was done could not be read either.".to_string();
        // What kept both from being done is said once.
        if error.is_none_or(|error| error.cause != look.cause) {
            words = format!("{words} {} {}", look.what(), look.next_step());
        }
        item = item.child(classed("p", "progress__next").text(&words));
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
        StepState::Kept if matches!(step.change(), Change::Switch { .. }) => ("created", "was so already".into(), None),
        StepState::Kept => ("created", id("there already, id ", step.id().unwrap_or_default()), None),
        StepState::Created(own) => ("created", id("created, id ", own), None),
        StepState::Updated if matches!(step.change(), Change::Switch { on: true, .. }) => {
            ("created", "resumed".into(), None)
        }
        StepState::Updated if matches!(step.change(), Change::Switch { .. }) => ("created", "paused".into(), None),
        StepState::Updated => ("created", id("updated, id ", step.id().unwrap_or_default()), None),
        StepState::Removed => ("created", "deleted".into(), None),
        StepState::Gone => ("created", "was gone already".into(), None),
        StepState::Failed(error) => ("failed", "failed".into(), Some(error)),
        StepState::Lost(_) if running => ("sending", "the answer was lost: looking whether it was done".into(), None),
        StepState::Lost(error) => ("failed", [may(step), ": the answer was lost"].concat(), Some(error)),
        StepState::NotThere(error) => (
            "failed",
            ["not ", done(step), " yet: the answer was lost, and the list does not show it. It may still come"]
                .concat(),
            Some(error),
        ),
        StepState::Touched => ("failed", "not touched: somebody else has changed it since".into(), None),
        StepState::Unlisted if step.is_undoing() || step.change().planned().is_none() => {
            ("failed", id("deleted, but the list shows it still, id ", step.id().unwrap_or_default()), None)
        }
        StepState::Unlisted => {
            ("failed", id("created, but the list does not show it yet, id ", step.id().unwrap_or_default()), None)
        }
        StepState::Denied => {
            ("failed", ["not ", done(step), ", though the API said so: a look shows it"].concat(), None)
        }
        StepState::Stale => ("failed", "not touched: somebody has changed it since the plan was made".into(), None),
        StepState::Nothing => ("waiting", "nothing to undo".into(), None),
        StepState::Deleted => ("created", "undone: deleted again".into(), None),
        StepState::Restored if !step.differs().is_empty() => {
            ("failed", "undone, but it is not what it was".into(), None)
        }
        StepState::Restored => ("created", "undone: it is what it was".into(), None),
        StepState::Recreated(own) => ("created", id("undone: created again, with a new id: ", own), None),
        StepState::Vanished => ("failed", "somebody else has deleted it meanwhile".into(), None),
    }
}

fn may(step: &Step) -> &'static str {
    match step.change() {
        _ if step.is_undoing() => "may be undone",
        Change::Create { .. } => "may exist",
        Change::Remove { .. } => "may be deleted",
        _ => "may be changed",
    }
}

fn done(step: &Step) -> &'static str {
    match step.change() {
        _ if step.is_undoing() => "undone",
        Change::Create { .. } => "created",
        Change::Remove { .. } => "deleted",
        _ => "changed",
    }
}
