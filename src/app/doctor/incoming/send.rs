//! Creating the incoming hook. First the pipeline's hooks are read: one that is there already is shown, and nothing is
//! made twice unless somebody asks for it. When an answer is lost, the list tells whether the hook was made.

use std::sync::Arc;

use hook_builder::error::ApiError;
use hook_builder::hook::{Direction, Hook};
use hook_builder::incoming::{IncomingField, Relation, existing, parse_created_incoming};
use hook_builder::json::{self, visible};
use hook_builder::problem::Severity;
use hook_builder::request::ApiRequest;
use hook_builder::secret::HookSecret;
use leptos::task::spawn_local;

use super::super::call::{Caller, StayGuard};
use super::super::care;
use super::super::hooks;
use super::super::listing::Listing;
use super::CREATE;
use super::made::{self, Made};
use super::memory::{Derived, change, derived, memory, touch};
use crate::app::element::{Element, button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, focus, focus_id};

/// What came of the last press.
#[derive(Default)]
pub enum Job {
    /// Nothing was pressed.
    #[default]
    None,
    /// A call is under way.
    Working(&'static str),
    /// There are hooks that may do already. The request is the one that was asked about.
    Asked(Box<ApiRequest>, Vec<Found>),
    /// Nothing was made; the words say at which point.
    Failed(&'static str, ApiError),
    /// The answer was lost, but the hook is in the list: without its secret.
    Lost(Box<Lost>),
    /// The answer was lost, and the list could not be read either.
    Unknown(ApiError, ApiError),
    /// The hook exists.
    Made(Made),
}

/// A hook that may do already.
pub struct Found {
    name: String,
    relation: Relation,
    paused: bool,
}

/// A hook whose secret nobody can read any more.
pub struct Lost {
    hook: Hook,
    sending: Sending,
}

/// What is sent, and to where: as it stood at the press.
#[derive(Clone)]
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

/// Whether a question is about a request that the form no longer gives.
pub fn is_stale(model: &Model, job: &Job) -> bool {
    match job {
        Job::Asked(request, _) => derived(model).is_none_or(|derived| derived.incoming.request != **request),
        _ => false,
    }
}

/// The press of the button.
pub fn press(page: Page) {
    start(page, false);
}

fn start(page: Page, anyway: bool) {
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

fn show(page: Page, job: Job) {
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
            let whole = json::parse(&answer.body).ok().as_ref().and_then(Hook::parse).unwrap_or_default();
            let made = Made::new(page, plan, created.id, created.url, secret.is_some(), false);
            list(page, sending, whole);
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
            list(page, sending, hook.clone());
            // Without a signature the address is all there is, and the list has it.
            if plan.hook.signature_header.is_none() && !hook.target_url.is_empty() {
                let made = Made::new(page, plan, hook.id.clone(), hook.target_url.clone(), false, true);
                return (Job::Made(made), None);
            }
            (Job::Lost(Box::new(Lost { hook: hook.clone(), sending: sending.clone() })), None)
        }
    }
}

/// Puts the new hook into the list of hooks, if that is on the screen.
fn list(page: Page, sending: &Sending, hook: Hook) {
    hooks::change(page, |hooks| {
        hooks.made.push(hook.id.clone());
        if let Listing::Read(read) = &mut hooks.listing
            && (read.pipeline, &read.target) == (sending.pipeline, &sending.caller.target)
        {
            read.put(hook);
        }
    });
}

/// Deletes the hook whose secret was lost, and creates it anew.
fn replace(page: Page, (): ()) {
    if page.peek(|model| model.busy) {
        return;
    }
    let lost = page.peek(|model| match &memory(model)?.job {
        Job::Lost(lost) => Some((lost.hook.clone(), lost.sending.clone())),
        _ => None,
    });
    let (Some((hook, sending)), Some(caller)) = (lost, Caller::of(page)) else { return };
    let sending = Sending { caller: caller.to(sending.caller.target.clone()), ..sending };
    begin(page, "Deleting the hook whose secret was lost …");
    focus_id(CREATE);
    spawn_local(async move {
        let _guard = StayGuard::new();
        let outcome = match care::remove(&sending.caller, &hook).await {
            Ok(_) => {
                hooks::change(page, |hooks| {
                    if let Listing::Read(read) = &mut hooks.listing {
                        read.remove(&hook.id);
                    }
                });
                create(page, &sending, true).await
            }
            Err(error) => (Job::Failed(NOT_DELETED, error), None),
        };
        finish(page, outcome);
    });
}

const LOST: &str =
    "The hook was created, but the answer with its secret was lost. Nobody can read the secret any more.";
const UNKNOWN: &str =
    "The hook may exist: the answer was lost, and the list of hooks, which would tell, could not be read either.";

fn asked_words(found: &[Found]) -> &'static str {
    match found.first().map(|found| found.relation) {
        Some(Relation::Identical) => "There is nothing to do: the pipeline has this very hook already.",
        Some(Relation::Declares) => "The pipeline has an incoming hook already that hands over all that is needed.",
        _ => "The pipeline has another incoming hook of this name.",
    }
}

/// What came of the last press, but for a hook that was made.
pub fn view(page: Page, job: &Job) -> Vec<Element> {
    let panel = |title: &str| classed("div", "panel").child(classed("p", "panel__title").text(title));
    let view = match job {
        Job::None | Job::Made(_) => return Vec::new(),
        Job::Working(words) => classed("p", "hooks__state").text(words),
        Job::Failed(words, error) => panel(words).child(error_lines(error)).children(fields(error)),
        Job::Asked(_, found) => {
            let again = |page: Page, ()| {
                focus_id(CREATE);
                start(page, true);
            };
            let dismiss = |page: Page, ()| {
                focus_id(CREATE);
                show(page, Job::None);
            };
            panel(asked_words(found)).child(el("ul").children(found.iter().map(line))).child(
                classed("div", "buttons")
                    .child(
                        button(page, "button", "Create another all the same", (), again).attr("id", "incoming-again"),
                    )
                    .child(button(page, "button", "Leave it", (), dismiss).attr("id", "incoming-leave")),
            )
        }
        Job::Lost(lost) => panel(LOST)
            .child(
                el("p").text(
                    &[
                        "“",
                        &visible(&lost.hook.name),
                        "” stands in the list, with the id ",
                        &visible(&lost.hook.id),
                        ". Delete it and create it anew: it has not been used anywhere yet.",
                    ]
                    .concat(),
                ),
            )
            .child(classed("div", "buttons").child(
                button(page, "button", "Delete it and create it anew", (), replace).attr("id", "incoming-replace"),
            )),
        Job::Unknown(first, second) => panel(UNKNOWN)
            .child(error_lines(first))
            .child(el("p").text(&["The list: ", &second.what()].concat()))
            .child(
                el("p").text("Press again later: the list is read first, and nothing is made twice without asking."),
            ),
    };
    vec![view]
}

fn fields(error: &ApiError) -> Option<Element> {
    let ApiError::Refused { fields, .. } = error else { return None };
    let line = |(key, text): &(String, String)| {
        let start = if key.is_empty() { String::new() } else { [&visible(key), ": "].concat() };
        el("li").text(&[&start, &*visible(text)].concat())
    };
    (!fields.is_empty()).then(|| classed("ul", "progress__fields").children(fields.iter().map(line)))
}

fn line(found: &Found) -> Element {
    let words = match found.relation {
        Relation::Identical => {
            "has the same name, variables and conditions. If you do not have its secret, nobody can read it any more: \
             delete that hook in the list of hooks, and create it anew."
        }
        Relation::Declares => "declares every variable that the hooks above use: with it they work.",
        Relation::SameName => "has the same name, but does not declare all that the hooks above use.",
    };
    let paused = if found.paused { " It is paused: resume it in the list of hooks." } else { "" };
    classed("li", "found").child(el("b").text(&visible(&found.name))).text(&[" ", words, paused].concat())
}
