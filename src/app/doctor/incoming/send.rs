//! Creating the incoming hook. First the pipeline's hooks are read: one that is there already is shown, and nothing is
//! made twice unless somebody asks for it. When an answer is lost, the list tells whether the hook was made.

use hook_builder::devopness::endpoint::Call;
use hook_builder::devopness::error::{ApiError, Cause};
use hook_builder::devopness::hook::{Direction, Hook};
use hook_builder::doctor::apply::Apply;
use hook_builder::doctor::change::Changes;
use hook_builder::doctor::incoming::{IncomingField, existing, parse_created_incoming};
use hook_builder::form::problem::Severity;
use hook_builder::page::incoming::Derived;
use hook_builder::page::shared::Shared;
use hook_builder::secret::HookSecret;
use leptos::task::spawn_local;

use super::super::call::{Caller, StayGuard};
use super::super::{apply, listing, lock};
use super::CREATE;
use super::job::{Found, Job, LOST, Lost, UNKNOWN, asked_words};
use super::made::{self, Made, Seen};
use super::memory::{change, derived, memory, touch};
use crate::app::state::{Page, focus, focus_id};

/// What is sent, to where and with which token: as it stood at the press, and for that job alone.
struct Sending {
    caller: Caller,
    pipeline: u64,
    derived: Shared<Derived>,
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
    if page.peek(|model| model.is_busy()) {
        page.announce("Another job is under way. Wait until it is done.");
        return;
    }
    if page.peek(|model| model.hook_secret().is_some()) {
        page.announce("The last hook's secret is still here. Paste it at the provider and forget it first.");
        focus_id(made::TITLE);
        return;
    }
    let derived = page.peek(derived);
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
    let Some(pipeline) = page.peek(|model| model.plan().pipeline) else { return };
    let sending = Sending { caller, pipeline: pipeline.id, derived };
    begin(page, LOOKING);
    carry(page, sending, async move |sending| create(page, sending, anyway).await);
}

/// Does what talks to the API, when no other tab can change the pipeline, and shows what came of it.
fn carry(page: Page, sending: Sending, work: impl AsyncFnOnce(&Sending) -> Outcome + 'static) {
    spawn_local(async move {
        let _guard = StayGuard::new();
        let Some(_lock) = lock::take(&sending.caller.target, sending.pipeline).await else {
            page.update(|model| model.end());
            show(page, Job::None);
            return page.announce(lock::TAKEN);
        };
        let outcome = work(&sending).await;
        finish(page, outcome);
    });
}

fn begin(page: Page, words: &'static str) {
    page.update(|model| model.begin());
    show(page, Job::Working(words));
    page.announce(words);
}

/// Shows what came of it.
pub fn show(page: Page, job: Job) {
    change(page, |memory| memory.job = Shared::new(job));
}

fn finish(page: Page, (job, secret): Outcome) {
    page.update(|model| {
        model.end();
        model.hold_secret(secret);
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
    let created = match parse_created_incoming(&answer) {
        Ok(created) => created,
        Err(error) => return settle(page, sending, &before, error).await,
    };
    let (mut twins, mut error) = (Vec::new(), None);
    match sending.caller.read_hooks(sending.pipeline, |_| ()).await {
        Ok(now) => {
            let new = new_ones(&now.items, &before, &plan.hook.name);
            if new.iter().all(|hook| hook.id != created.id) {
                // An id that the list does not have is none: the list has the right one, if any.
                return listed(page, sending, new, answer.unexpected()).await;
            }
            twins = new.into_iter().filter(|hook| hook.id != created.id).collect();
        }
        Err(why) => error = Some(why),
    }
    // A hook that nobody signs for needs no secret, even if the API gives one.
    let secret = created.secret.filter(|_| plan.hook.signature_header.is_some());
    list(page, sending, created.id.clone()).await;
    let seen = Seen { target: sending.caller.target.clone(), pipeline: sending.pipeline, twins, error };
    let made = Made::new(page, plan, (created.id, created.url), secret.is_some(), false, seen);
    (Job::Made(made), secret)
}

/// The hooks that were not there before, and are what was created.
fn new_ones(now: &[Hook], before: &[Hook], name: &str) -> Vec<Hook> {
    let is_new = |hook: &&Hook| {
        let known = before.iter().any(|own| own.id == hook.id);
        hook.direction == Direction::Incoming && hook.name == name && !known
    };
    now.iter().filter(is_new).cloned().collect()
}

/// After a failed create the list tells what became of it: a server may have acted whatever it said.
async fn settle(page: Page, sending: &Sending, before: &[Hook], error: ApiError) -> Outcome {
    let now = match sending.caller.read_hooks(sending.pipeline, |_| ()).await {
        Ok(listed) => listed.items,
        Err(_) if !error.answer_lost() => return (Job::Failed(REFUSED, error), None),
        Err(second) => return (Job::Unknown(error, second), None),
    };
    let new = new_ones(&now, before, &sending.derived.incoming.hook.name);
    listed(page, sending, new, error).await
}

/// What the list has of a hook whose creation was not answered as it should be.
async fn listed(page: Page, sending: &Sending, mut new: Vec<Hook>, error: ApiError) -> Outcome {
    let plan = &sending.derived.incoming;
    let Some(hook) = new.first().cloned() else {
        let words = if error.answer_lost() { NOT_THERE } else { REFUSED };
        return (Job::Failed(words, error), None);
    };
    list(page, sending, hook.id.clone()).await;
    let (target, pipeline) = (sending.caller.target.clone(), sending.pipeline);
    // Without a signature the address is all there is, and the list has it.
    if plan.hook.signature_header.is_none() && !hook.target_url.is_empty() {
        let seen = Seen { target, pipeline, twins: new.split_off(1), error: None };
        return (Job::Made(Made::new(page, plan, (hook.id, hook.target_url), false, true, seen)), None);
    }
    let derived = sending.derived.clone();
    (Job::Lost(Box::new(Lost { hooks: new, target, pipeline, derived })), None)
}

/// Puts the new hook into the list of hooks, if that is on the screen.
async fn list(page: Page, sending: &Sending, id: String) {
    listing::follow(page, &sending.caller, sending.pipeline, vec![id]).await;
}

/// Deletes the hook whose secret was lost, and creates it anew.
pub fn replace(page: Page, (): ()) {
    if page.peek(|model| model.is_busy()) {
        return;
    }
    let lost = page.peek(|model| match &*memory(model).job {
        Job::Lost(lost) => Some((lost.hooks.clone(), lost.target.clone(), lost.pipeline, lost.derived.clone())),
        _ => None,
    });
    let (Some((hooks, target, pipeline, derived)), Some(caller)) = (lost, Caller::of(page)) else { return };
    let sending = Sending { caller: caller.to(target), pipeline, derived };
    begin(page, "Deleting the hook whose secret was lost …");
    focus_id(CREATE);
    carry(page, sending, async move |sending| match remove(&sending.caller, sending.pipeline, &hooks).await {
        Ok(()) => create(page, sending, true).await,
        Err(error) => (Job::Failed(NOT_DELETED, error), None),
    });
}

/// Deletes what a repeated request has created beside a hook, as long as that one is there.
async fn remove_beside(caller: &Caller, pipeline: u64, own: &str, twins: &[Hook]) -> Result<(), ApiError> {
    let now = caller.read_hooks(pipeline, |_| ()).await?;
    if now.items.iter().all(|hook| hook.id != own) {
        return Err(Call::Hooks(pipeline).failed(Cause::Unexpected { status: 200 }));
    }
    remove(caller, pipeline, twins).await
}

/// Deletes hooks that nobody uses.
async fn remove(caller: &Caller, pipeline: u64, hooks: &[Hook]) -> Result<(), ApiError> {
    let ids: Vec<String> = hooks.iter().map(|hook| hook.id.clone()).collect();
    let changes = Changes::removing(&ids, hooks);
    apply::carry_out(caller, Apply::start(&caller.target, pipeline, changes, None)).await
}

/// The press that removes what a repeated request has created beside the hook.
pub fn remove_twins(page: Page, (): ()) {
    if page.peek(|model| model.is_busy()) {
        return page.announce("Another job is under way. Wait until it is done.");
    }
    let seen = page.peek(|model| match &*memory(model).job {
        Job::Made(made) => {
            Some((made.id.clone(), made.seen.twins.clone(), made.seen.target.clone(), made.seen.pipeline))
        }
        _ => None,
    });
    let (Some((own, twins, target, pipeline)), Some(caller)) = (seen, Caller::of(page)) else { return };
    let caller = caller.to(target);
    page.update(|model| model.begin());
    spawn_local(async move {
        let _guard = StayGuard::new();
        let lock = lock::take(&caller.target, pipeline).await;
        let removed = if lock.is_some() { Some(remove_beside(&caller, pipeline, &own, &twins).await) } else { None };
        page.update(|model| model.end());
        let Some(removed) = removed else { return page.announce(lock::TAKEN) };
        page.announce(if removed.is_ok() {
            "The duplicate is removed."
        } else {
            "The duplicate could not be removed."
        });
        made::update(page, |made| match removed {
            Ok(()) => (made.seen.twins, made.seen.error) = (Vec::new(), None),
            Err(error) => made.seen.error = Some(error),
        });
        listing::follow(page, &caller, pipeline, Vec::new()).await;
        focus_id(made::TITLE);
    });
}
