//! The builder of the incoming hook, which starts the deploy and hands over the commit hash: a form beside what follows
//! from it, and the press that creates it.

mod form;
mod job;
mod made;
mod memory;
mod outputs;
mod send;

pub use job::Job;
pub use memory::Incoming;

use hook_builder::doctor::incoming::IncomingField;
use hook_builder::form::problem::Severity;
use hook_builder::page::shared::Shared;
use leptos::prelude::request_animation_frame;

use self::memory::{derived, memory};
use crate::app::Element;
use crate::app::element::{button, classed, el};
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
    memory::change(page, |memory| memory.open = open);
}

/// What stands in the fold.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| memory(model).open, view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    if !memory(model).open {
        return Vec::new();
    }
    let lede = classed("p", "lede").live_text((), lede);
    let create = button(page, "button button--main", "Create the incoming hook", (), |page, ()| send::press(page))
        .attr("id", CREATE)
        .state("aria-disabled", (), |model: &Model, ()| model.is_busy());
    let missing = classed("ul", "problems__list").attr("aria-label", "Still to fill in").region(
        page,
        (),
        |model, ()| derived(model).incoming.problems.clone(),
        elsewhere,
    );
    let actions = classed("div", "create__actions").child(create).child(missing);
    let note = "It goes to the API above, with the token above. The pipeline's hooks are read first, so that none is made twice.";
    // What comes of a press stands right below the button, on a screen of any width.
    let form = form::view(page).child(actions).child(help(note)).child(el("div").region(page, (), key, job));
    let whole =
        el("div").attr("id", ID).child(lede).child(classed("div", "halves").child(form).child(outputs::view(page)));
    vec![whole]
}

fn lede(model: &Model, (): ()) -> String {
    let plan = model.plan();
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
    let derived = derived(model);
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

/// What came of the last press, whether a question is no longer about what the form says, and whether the secret is here.
fn key(model: &Model, (): ()) -> (Shared<Job>, bool, bool) {
    let job = &memory(model).job;
    (job.clone(), job::is_stale(model, job), model.hook_secret().is_some())
}

fn job(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let job = &memory(model).job;
    if job::is_stale(model, job) {
        return Vec::new();
    }
    match &**job {
        Job::Made(made) => made::view(page, model, made),
        other => job::view(page, other),
    }
}
