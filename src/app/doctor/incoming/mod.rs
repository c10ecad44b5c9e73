//! The builder of the incoming hook, which starts the deploy and hands over the commit hash: a form beside what follows
//! from it, and the press that creates it.

mod form;
mod job;
mod made;
mod memory;
mod outputs;
mod send;

pub use memory::Incoming;

use hook_builder::doctor::incoming::IncomingField;
use hook_builder::form::problem::Severity;
use leptos::prelude::request_animation_frame;

use self::job::Job;
use self::memory::{derived, memory};
use super::state::State;
use crate::app::element::{Element, button, classed, el};
use crate::app::part::Place;
use crate::app::sections::help;
use crate::app::state::{Model, Page, focus, focus_id};

/// The id of the whole part.
const ID: &str = "incoming";
/// The id of the button that creates.
const CREATE: &str = "incoming-create";

/// The fold around the part was opened or closed. While it is closed nothing is worked out.
pub fn toggle(page: Page) {
    show(page, super::is_open(ID));
}

/// Opens the fold and goes to the first field in it.
pub fn open(page: Page) {
    show(page, true);
    request_animation_frame(|| focus_id(form::FIRST));
}

fn show(page: Page, open: bool) {
    page.update(|model| {
        let Some(state) = model.doctor.as_deref_mut() else { return };
        if state.incoming.open != open {
            state.incoming.open = open;
            state.refresh(Place::Incoming);
        }
    });
}

/// What stands in the fold.
pub fn view(page: Page, state: &State) -> Vec<Element> {
    if !state.incoming.open {
        return Vec::new();
    }
    let lede = classed("p", "lede").live_text((), lede);
    let create = button(page, "button button--main", "Create the incoming hook", (), |page, ()| send::press(page))
        .attr("id", CREATE)
        .state("aria-disabled", (), |model, ()| model.busy);
    let missing = classed("ul", "problems__list").attr("aria-label", "Still to fill in").region(
        page,
        (),
        |model, ()| derived(model).map_or(0, |derived| derived.version),
        elsewhere,
    );
    let actions = classed("div", "create__actions").child(create).child(missing);
    let note = "It goes to the API above, with the token above. The pipeline's hooks are read first, so that none is made twice.";
    // What comes of a press stands right below the button, on a screen of any width.
    let form = form::view(page).child(actions).child(help(note)).child(el("div").region(page, (), job_version, job));
    let whole =
        el("div").attr("id", ID).child(lede).child(classed("div", "halves").child(form).child(outputs::view(page)));
    vec![whole]
}

fn lede(model: &Model, (): ()) -> String {
    let plan = &model.plan;
    let place = if plan.location == plan.provider.placeholder() { "the repository" } else { &plan.location.shown };
    [
        "Waits for a webhook of ",
        plan.provider.name(),
        " about ",
        place,
        ", reads the commit hash from it, and starts the deploy. It declares what the hooks above use.",
    ]
    .concat()
}

/// What the main form still needs, each a link to its field.
fn elsewhere(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let Some(derived) = derived(model) else { return Vec::new() };
    let mut links = Vec::new();
    for problem in &derived.incoming.problems {
        let IncomingField::Main(field) = problem.field else { continue };
        let tone = match problem.severity {
            Severity::Warning => "warning",
            Severity::Missing => "hint",
            Severity::Error => "error",
        };
        let link = classed("a", "problems__link")
            .attr("data-tone", tone)
            .attr("href", &["#", &field.id()].concat())
            .attr("title", &problem.text)
            .text(&field.label())
            .child(classed("span", "visually-hidden").text(&[": ", &problem.text].concat()))
            .on(page, "click", field, |_, field, event| {
                event.prevent_default();
                focus(field);
            });
        links.push(el("li").child(link));
    }
    links
}

/// Changes with the job, and when a question is no longer about what the form says.
fn job_version(model: &Model, (): ()) -> u64 {
    memory(model).map_or(0, |memory| memory.job_version * 2 + u64::from(job::is_stale(model, &memory.job)))
        + u64::from(model.hook_secret.is_some()) * (1 << 32)
}

fn job(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let Some(memory) = memory(model) else { return Vec::new() };
    if job::is_stale(model, &memory.job) {
        return Vec::new();
    }
    match &memory.job {
        Job::Made(made) => made::view(page, model, made),
        other => job::view(page, other),
    }
}
