//! Carrying out what was confirmed: the changes that the form asks for, and those of hooks in the list. One job at a time.

use hook_builder::devopness::endpoint::{Answer, Call};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::hook::Direction;
use hook_builder::devopness::request::{ApiRequest, Method};
use hook_builder::doctor::apply::{Apply, Next, Outcome, State as StepState};
use hook_builder::doctor::incoming::parse_created_incoming;
use hook_builder::form::rules::field_of_key;
use hook_builder::page::shared::Shared;
use leptos::task::spawn_local;

pub use hook_builder::doctor::apply::Step;

use super::call::{Caller, Listed, StayGuard};
use super::care::Work;
use super::state::{State, change, own};
use super::{editing, headline, listing, lock, progress};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, focus_id};

/// Which changes are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Those that the form asks for.
    Create,
    /// Those of hooks in the list, by their number.
    Care(u64),
}

impl Job {
    /// The id of an element of the job: what can be there several times has a number.
    pub fn id(self, word: &str) -> String {
        match self {
            Job::Create => word.to_string(),
            Job::Care(number) => [word, "-", &number.to_string()].concat(),
        }
    }

    /// Its changes.
    pub fn of(self, state: &State) -> Option<&Shared<Apply>> {
        match self {
            Job::Create => state.apply.as_ref(),
            Job::Care(number) => state.hooks.work(number).map(|work| &work.apply),
        }
    }

    /// How it stands, in one line.
    pub fn title(self, state: &State) -> String {
        match self {
            Job::Create => state.apply.as_ref().map(|apply| headline::of(apply)).unwrap_or_default(),
            Job::Care(number) => state.hooks.work(number).map(Work::title).unwrap_or_default(),
        }
    }
}

/// Sends what the state machine says, until it stops. `begin` comes first, when no other tab can change the pipeline any
/// more, and says whether there is anything to send. It gets nothing to call with where another tab can.
pub fn run(
    page: Page,
    caller: Caller,
    pipeline: u64,
    job: Job,
    begin: impl AsyncFnOnce(Option<&Caller>) -> bool + 'static,
) {
    page.update(|model| model.busy = true);
    spawn_local(async move {
        let guard = StayGuard::new();
        let lock = lock::take(&caller.target, pipeline).await;
        if lock.is_none() {
            page.announce(lock::TAKEN);
        }
        let begun = begin(lock.as_ref().map(|_| &caller)).await;
        if begun {
            leptos::prelude::request_animation_frame(move || focus_id(&job.id("progress-title")));
            drive(page, &caller, job).await;
        }
        drop((guard, lock));
        page.update(|model| model.busy = false);
        if begun {
            finish(page, &caller, job).await;
        }
    });
}

async fn drive(page: Page, caller: &Caller, job: Job) {
    let next = || page.peek(|model| job.of(own(model)).map(|apply| (apply.next(), apply.pipeline())));
    while let Some((next, pipeline)) = next() {
        match next {
            Next::Stop => return,
            Next::Look => {
                let read = caller.read_hooks(pipeline, |_| ()).await;
                tell(page, job, |apply| looked(apply, read));
            }
            Next::Send(at, request) => {
                tell(page, job, |apply| apply.sending(at));
                let answer = caller.send(&request).await;
                if let Ok(answer) = &answer {
                    keep_secret(page, job, at, &request, answer);
                }
                tell(page, job, |apply| apply.answered(at, answer));
            }
        }
    }
}

fn looked(apply: &mut Apply, read: Result<Listed, ApiError>) {
    match read {
        // What may go on beyond what was read tells of nothing that it is gone.
        Ok(listed) if listed.cut => {
            apply.looked(Err(Call::Hooks(apply.pipeline()).failed(Cause::TooLong { status: 200 })))
        }
        Ok(listed) => apply.looked(Ok(&listed.items)),
        Err(error) => apply.looked(Err(error)),
    }
}

/// Carries out changes that are part of another job, which shows what becomes of them itself.
///
/// # Errors
/// What the change stopped at.
pub async fn carry_out(caller: &Caller, mut apply: Apply) -> Result<(), ApiError> {
    loop {
        match apply.next() {
            Next::Stop => break,
            Next::Look => {
                let read = caller.read_hooks(apply.pipeline(), |_| ()).await;
                looked(&mut apply, read);
            }
            Next::Send(at, request) => {
                apply.sending(at);
                let answer = caller.send(&request).await;
                apply.answered(at, answer);
            }
        }
    }
    let stopped = apply.steps().iter().find_map(|step| match step.state() {
        StepState::Failed(error) | StepState::Lost(error) | StepState::NotThere(error) => Some(error.clone()),
        _ => None,
    });
    match (apply.outcome(), stopped) {
        (Outcome::Complete, _) => Ok(()),
        (_, Some(error)) => Err(error),
        // Somebody has changed the hook meanwhile: what is there now is not what was to go.
        _ => Err(Call::Hooks(apply.pipeline()).failed(Cause::Unexpected { status: 200 })),
    }
}

/// An incoming hook that is made anew has a secret that only this answer tells.
fn keep_secret(page: Page, job: Job, at: usize, request: &ApiRequest, answer: &Answer) {
    let Job::Care(number) = job else { return };
    change(page, |state| {
        let Some(work) = state.hooks.work_mut(number) else { return };
        let hook = work.apply.steps().get(at).and_then(|step| step.change().hook());
        let hook = hook.filter(|hook| request.method == Method::Post && hook.direction == Direction::Incoming);
        if let (Some(hook), Ok(made)) = (hook.cloned(), parse_created_incoming(answer)) {
            work.keep(&hook.name, made);
        }
    });
}

fn tell(page: Page, job: Job, told: impl FnOnce(&mut Apply)) {
    change(page, |state| {
        let apply = match job {
            Job::Create => state.apply.as_mut(),
            Job::Care(number) => state.hooks.work_mut(number).map(|work| &mut work.apply),
        };
        if let Some(apply) = apply {
            told(apply.change());
        }
    });
}

/// After the last call: what the API said of fields goes to them, the outcome is read aloud, and the list follows.
async fn finish(page: Page, caller: &Caller, job: Job) {
    page.update(|model| {
        let state = own(model);
        let title = job.title(state);
        let mut refused = Vec::new();
        for step in job.of(state).filter(|_| job == Job::Create).map(|apply| apply.steps()).unwrap_or_default() {
            if let (StepState::Failed(error), Some(event)) = (step.state(), step.change().event()) {
                let field = |key: &str| field_of_key(&model.form, model.plan.provider, event, key);
                refused.extend(error.fields().iter().filter_map(|(key, text)| Some((field(key)?, text.clone()))));
            }
        }
        model.announce(title);
        if job == Job::Create {
            model.refuse(refused);
        }
    });
    let made = page.peek(|model| {
        let apply = job.of(own(model))?;
        let created = |step: &&Step| matches!(step.state(), StepState::Created(_) | StepState::Recreated(_));
        let ids = apply.steps().iter().filter(created).filter_map(Step::id).map(str::to_string).collect();
        Some((apply.pipeline(), ids, apply.outcome()))
    });
    let Some((pipeline, ids, outcome)) = made else { return };
    if job == Job::Create && outcome == Outcome::Complete {
        editing::end(page);
    }
    listing::follow(page, caller, pipeline, ids).await;
}

/// The press of Cancel.
pub fn cancel(page: Page, job: Job) {
    tell(page, job, Apply::cancel);
    focus_id(&job.id("progress-title"));
    page.announce("Stopping after the call that is under way.");
}

/// The press of Continue or Undo.
pub fn go_on(page: Page, (job, told): (Job, fn(&mut Apply))) {
    if page.peek(|model| model.busy) {
        return page.announce("Nothing was sent: something else is under way. Wait for its end.");
    }
    let Some(target) = page.peek(|model| Some(job.of(own(model))?.target().clone())) else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    let Some(pipeline) = page.peek(|model| Some(job.of(own(model))?.pipeline())) else { return };
    run(page, caller, pipeline, job, async move |caller| {
        if caller.is_none() {
            return false;
        }
        if job == Job::Create {
            change(page, |state| state.changes.change().clear());
        }
        tell(page, job, told);
        true
    });
}

/// Where the steps of what the form asked for stand.
pub fn place(page: Page) -> Element {
    let key = |model: &Model, ()| own(model).apply.as_ref().map(|apply| progress::place(apply));
    el("div").region(page, (), key, |page, model, ()| own(model).apply.iter().map(|apply| view(page, apply)).collect())
}

fn view(page: Page, apply: &Apply) -> Element {
    let changed = |model: &Model, ()| {
        let apply = own(model).apply.as_ref();
        apply.is_some_and(|apply| apply.outcome() == Outcome::Partial && !is_of(apply, model))
    };
    let words = "The form was changed since. Continue sends what was confirmed; press Create hooks for a plan that fits the form.";
    let note = classed("p", "note").attr("data-tone", "warning").text(words);
    progress::view(page, Job::Create, apply)
        .child(note.live_attr("hidden", changed, |model, changed| (!changed(model, ())).then(String::new)))
}

/// Whether the form still asks for what was confirmed.
fn is_of(apply: &Apply, model: &Model) -> bool {
    let plan = &model.plan;
    let confirmed: Vec<_> = apply.steps().iter().filter_map(|step| step.change().planned()).collect();
    plan.target == *apply.target()
        && plan.pipeline.is_some_and(|pipeline| pipeline.id == apply.pipeline())
        && plan.hooks.len() == confirmed.len()
        && plan.hooks.iter().all(|planned| confirmed.contains(&&planned.hook))
}
