//! Carrying out what was confirmed: the changes that the form asks for, and those of hooks in the list. One job at a time.
//! What follows from its outcome stands with whoever began it.

use hook_builder::devopness::endpoint::{Answer, Call};
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::hook::Direction;
use hook_builder::devopness::request::{ApiRequest, Method};
use hook_builder::doctor::apply::{Apply, Next, Outcome, State as StepState};
use hook_builder::doctor::incoming::parse_created_incoming;
use hook_builder::page::shared::Shared;

pub use hook_builder::doctor::apply::Step;

use super::call::{Caller, Listed, StayGuard};
use super::care::Work;
use super::state::{State, change, own};
use super::{headline, listing, lock};
use crate::app::state::{Page, focus_id};

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

/// Sends what the state machine says until it stops, and gives how that ended: none where nothing was begun. `begin` comes
/// first, when no other tab can change the pipeline any more, and says whether there is anything to send. It gets nothing to
/// call with where another tab can. The page is busy at once.
pub fn run(
    page: Page,
    caller: Caller,
    pipeline: u64,
    job: Job,
    begin: impl AsyncFnOnce(Option<&Caller>) -> bool,
) -> impl Future<Output = Option<Outcome>> {
    page.update(|model| model.begin());
    async move {
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
        page.update(|model| model.end());
        if begun { page.peek(|model| job.of(own(model)).map(|apply| apply.outcome())) } else { None }
    }
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

/// Tells the changes something.
pub fn tell(page: Page, job: Job, told: impl FnOnce(&mut Apply)) {
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

/// After the last call: how it stands is read aloud, and the list follows.
pub async fn follow(page: Page, caller: &Caller, job: Job) {
    page.update(|model| {
        let title = job.title(own(model));
        model.announce(title);
    });
    let made = page.peek(|model| {
        let apply = job.of(own(model))?;
        let created = |step: &&Step| matches!(step.state(), StepState::Created(_) | StepState::Recreated(_));
        let ids = apply.steps().iter().filter(created).filter_map(Step::id).map(str::to_string).collect();
        Some((apply.pipeline(), ids))
    });
    let Some((pipeline, ids)) = made else { return };
    listing::follow(page, caller, pipeline, ids).await;
}
