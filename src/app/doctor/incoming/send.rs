//! Creating the incoming hook. First the pipeline's hooks are read: one that is there already is shown, and nothing is
//! made twice unless somebody asks for it. When an answer is lost, the list tells whether the hook was made.

use std::sync::Arc;

use hook_builder::apply::Apply;
use hook_builder::change::Changes;
use hook_builder::error::ApiError;
use hook_builder::hook::{Direction, Hook};
use hook_builder::incoming::{IncomingField, existing, parse_created_incoming};
use hook_builder::json;
use hook_builder::problem::Severity;
use hook_builder::secret::HookSecret;
use leptos::task::spawn_local;

use super::super::call::{Caller, StayGuard};
use super::super::{apply, listing};
use super::CREATE;
use super::job::{Found, Job, LOST, Lost, UNKNOWN, asked_words};
use super::made::{self, Made};
use super::memory::{Derived, change, derived, memory, touch};
use crate::app::state::{Page, focus, focus_id};

/// What is sent, to where and with which token: as it stood at the press, and for that job alone.
struct Sending {
    caller: Caller,
    pipeline: u64,
    derived: Arc<Derived>,
}

const LOOKING: &str = "Reading the hooks that the pipeline has …";
const CREATING: &str = "Creating the hook …";
const NOT_READ: &str = "Nothing was created: the pipeline's hooks could not be read.";
const REFUSED: &str = "The hook was not created.";
const NOT_THERE: &str =
    "The hook was not created: the answer was lost, and it is not in the list. Press again to send it again.";
const NOT_DELETED: &str = "The hook could not be deleted, so none was created anew.";

/// The press of the button.
pub fn press(page: Page) {
    start(page, false);
}

/// The same; `anyway` means that hooks which may do already are known.
pub fn start(page: Page, anyway: bool) {
    if page.peek(|model| model.busy) {
        page.announce("Another job is under way. Wait until it is done.");
        return;
    }
    if page.peek(|model| model.hook_secret.is_some()) {
        page.announce("The last hook's secret is still here. Paste it at the provider and forget it first.");
        focus_id(made::TITLE);
        return;
    }
    let Some(derived) = page.peek(derived) else { return };
    let mut blocking =
        derived.incoming.problems.iter().filter(|problem| problem.severity > Severity::Warning).peekable();
    if let Some(first) = blocking.peek() {
        let (field, words) = (first.field, ["Nothing was sent. ", &first.text].concat());
        for problem in blocking {
            match problem.field {
                IncomingField::Main(field) => page.touch(field),
                own => touch(page, own),
            }
        }
        page.announce(&words);
        match field {
            IncomingField::Main(field) => focus(field),
            own => focus_id(&own.id()),
        }
        return;
    }
    let Some(caller) = Caller::of(page) else { return };
    let Some(pipeline) = page.peek(|model| model.plan.pipeline) else { return };
    let sending = Sending { caller, pipeline: pipeline.id, derived };
    begin(page, LOOKING);
    spawn_local(async move {
        let _guard = StayGuard::new();
        let outcome = create(page, &sending, anyway).await;
        finish(page, outcome);
    });
}

fn begin(page: Page, words: &'static str) {
    page.update(|model| model.busy = true);
    show(page, Job::Working(words));
    page.announce(words);
}

/// Shows what came of it.
pub fn show(page: Page, job: Job) {
    change(page, |memory| {
        memory.job = job;
        memory.job_version += 1;
    });
}

fn finish(page: Page, (job, secret): Outcome) {
    page.update(|model| {
        model.busy = false;
        model.hook_secret = secret;
    });
    let words = match &job {
        Job::None | Job::Working(_) => String::new(),
        Job::Asked(_, found) => asked_words(found).into(),
        Job::Failed(words, error) => [*words, " ", &error.what()].concat(),
        Job::Lost(_) => LOST.into(),
        Job::Unknown(..) => UNKNOWN.into(),
        Job::Made(made) => made.words(),
    };
    show(page, job);
    page.announce(&words);
}

type Outcome = (Job, Option<HookSecret>);

async fn create(page: Page, sending: &Sending, anyway: bool) -> Outcome {
    let plan = &sending.derived.incoming;
    let before = match sending.caller.read_hooks(sending.pipeline, |_| ()).await {
        Ok(listed) => listed.items,
        Err(error) => return (Job::Failed(NOT_READ, error), None),
    };
    let found = if anyway { Vec::new() } else { existing(&before, plan) };
    if !found.is_empty() {
        let found = found.iter().map(|found| Found {
            name: found.hook.name.clone(),
            relation: found.relation,
            paused: found.hook.active == Some(false),
        });
        return (Job::Asked(Box::new(plan.request.clone()), found.collect()), None);
    }
    show(page, Job::Working(CREATING));
    let answer = match sending.caller.send(&plan.request).await {
        Ok(answer) => answer,
        Err(error) => return settle(page, sending, &before, error).await,
    };
    match parse_created_incoming(answer.status, &answer.body, answer.retry_after.as_deref()) {
        Ok(created) => {
            // A hook that nobody signs for needs no secret, even if the API gives one.
            let secret = created.secret.filter(|_| plan.hook.signature_header.is_some());
            let whole: Hook = json::parse(&answer.body).ok().as_ref().and_then(Hook::parse).unwrap_or_default();
            let made = Made::new(page, plan, created.id, created.url, secret.is_some(), false);
            list(page, sending, whole.id).await;
            (Job::Made(made), secret)
        }
        Err(error) => settle(page, sending, &before, error).await,
    }
}

/// After a failed create: when its answer was lost, the list tells what became of it.
async fn settle(page: Page, sending: &Sending, before: &[Hook], error: ApiError) -> Outcome {
    if !error.answer_lost() {
        return (Job::Failed(REFUSED, error), None);
    }
    let plan = &sending.derived.incoming;
    let now = match sending.caller.read_hooks(sending.pipeline, |_| ()).await {
        Ok(listed) => listed.items,
        Err(second) => return (Job::Unknown(error, second), None),
    };
    let is_new = |hook: &&Hook| {
        let known = before.iter().any(|own| own.id == hook.id);
        hook.direction == Direction::Incoming && hook.name == plan.hook.name && !known
    };
    match now.iter().find(is_new) {
        None => (Job::Failed(NOT_THERE, error), None),
        Some(hook) => {
            list(page, sending, hook.id.clone()).await;
            // Without a signature the address is all there is, and the list has it.
            if plan.hook.signature_header.is_none() && !hook.target_url.is_empty() {
                let made = Made::new(page, plan, hook.id.clone(), hook.target_url.clone(), false, true);
                return (Job::Made(made), None);
            }
            let Sending { caller, pipeline, derived } = sending;
            let (target, derived) = (caller.target.clone(), Arc::clone(derived));
            (Job::Lost(Box::new(Lost { hook: hook.clone(), target, pipeline: *pipeline, derived })), None)
        }
    }
}

/// Puts the new hook into the list of hooks, if that is on the screen.
async fn list(page: Page, sending: &Sending, id: String) {
    listing::follow(page, &sending.caller, sending.pipeline, vec![id]).await;
}

/// Deletes the hook whose secret was lost, and creates it anew.
pub fn replace(page: Page, (): ()) {
    if page.peek(|model| model.busy) {
        return;
    }
    let lost = page.peek(|model| match &memory(model)?.job {
        Job::Lost(lost) => Some((lost.hook.clone(), lost.target.clone(), lost.pipeline, Arc::clone(&lost.derived))),
        _ => None,
    });
    let (Some((hook, target, pipeline, derived)), Some(caller)) = (lost, Caller::of(page)) else { return };
    let sending = Sending { caller: caller.to(target), pipeline, derived };
    begin(page, "Deleting the hook whose secret was lost …");
    focus_id(CREATE);
    spawn_local(async move {
        let _guard = StayGuard::new();
        let changes = Changes::removing(std::slice::from_ref(&hook.id), std::slice::from_ref(&hook));
        let removal = Apply::start(&sending.caller.target, sending.pipeline, changes, None);
        let outcome = match apply::carry_out(&sending.caller, removal).await {
            Ok(()) => create(page, &sending, true).await,
            Err(error) => (Job::Failed(NOT_DELETED, error), None),
        };
        finish(page, outcome);
    });
}
