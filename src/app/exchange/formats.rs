//! All formats: which one, what is written in it, and the text.

use hook_builder::exchange::export::{Group, Job, Kind, OUTPUTS};

use super::{change, output, own, place_of};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::later;
use crate::app::part::{Calls, Part};
use crate::app::sections::code_block;
use crate::app::sections::outputs::{OFF, format, shown};
use crate::app::state::{Model, Page, typed};

/// The label of the first job.
const THIS_HOOK: &str = "This hook";

const FORMAT: &str = "more-format";
const NOTE: &str = "more-format-note";
const JOB: &str = "more-job";
/// The id of the text.
pub const TEXT: &str = "more-text";

/// What can be written of the form, and of changes that were planned or made.
const JOBS: [&str; 4] = [THIS_HOOK, "All hooks", "The planned changes", "Their undoing"];

/// Whether there is something to choose: the last two come and go with the changes.
fn is_offered(model: &Model, label: &str) -> bool {
    !JOBS[2..].contains(&label) || calls(model, label).is_some()
}

/// The calls of the changes.
fn calls(model: &Model, label: &str) -> Option<Calls> {
    (later::table(model, Part::Doctor)?.calls?)(model, label == JOBS[3])
}

/// The label of what is written: the chosen one while it is offered, else what one wants of such a format most of the time.
fn job(model: &Model) -> &'static str {
    let usual = if matches!(output(model).group(), Group::Script | Group::Ci) { JOBS[1] } else { THIS_HOOK };
    let chosen = own(model).job;
    chosen.filter(|label| is_offered(model, label)).unwrap_or(usual)
}

/// All hooks of the form, if one is on.
pub fn all(model: &Model) -> Option<Job<'_>> {
    let plan = model.plan();
    (!plan.hooks.is_empty()).then(|| Job::set(&plan.list, &plan.hooks))
}

/// The text that is shown, if there is something to write.
pub fn text(model: &Model) -> Option<String> {
    let plan = model.plan();
    let label = job(model);
    let write = |job: Job<'_>| output(model).render(&job);
    if label == JOBS[0] {
        shown(model).map(|hook| write(Job::hook(&plan.list, hook)))
    } else if label == JOBS[1] {
        all(model).map(write)
    } else {
        let Calls { list, plan: own } = calls(model, label)?;
        let hooks = own.as_ref().map_or(&[][..], |plan| &plan.hooks);
        let kind = if label == JOBS[3] { Kind::Undo } else { Kind::Changes };
        Some(write(Job::changes(kind, &own.as_ref().unwrap_or(plan).list, &list, hooks)))
    }
}

/// The two choices, and the text. All but what is offered follows by itself.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), |model, ()| JOBS.map(|label| is_offered(model, label)), view)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let groups = Group::ALL.into_iter().map(|group| {
        let outputs = OUTPUTS.iter().enumerate().filter(move |(_, output)| output.group() == group);
        let options = outputs.map(|(at, output)| {
            option(output.id(), output.label()).switch("selected", at, |model, at| place_of(model) == at)
        });
        el("optgroup").attr("label", group.label()).children(options)
    });
    let format = select(FORMAT, groups).attr("aria-describedby", NOTE).on(page, "change", (), |page, (), event| {
        let id = typed(&event);
        if let Some(at) = OUTPUTS.iter().position(|output| output.id() == id) {
            change(page, |state| state.output = at);
        }
    });
    let options = JOBS
        .into_iter()
        .filter(|label| is_offered(model, label))
        .map(|label| option(label, label).switch("selected", label, |model, label| job(model) == label));
    let job = select(JOB, options).on(page, "change", (), |page, (), event| {
        let label = typed(&event);
        if let Some(job) = JOBS.into_iter().find(|known| *known == label) {
            change(page, |state| state.job = Some(job));
        }
    });
    let choices =
        classed("div", "formats__choices").child(labelled("Format", FORMAT, format)).child(labelled("Write", JOB, job));
    let note = classed("p", "note").attr("id", NOTE).live_text((), |model, ()| output(model).note().to_string());
    vec![choices, note, code_block(page, TEXT, (|model| output(model).label(), shown_text))]
}

/// Nothing while another tab is chosen, so that no key press writes what nobody sees.
fn shown_text(model: &Model) -> String {
    if format(model).is_some() { String::new() } else { text(model).unwrap_or_else(|| OFF.to_string()) }
}

fn option(value: &str, text: &str) -> Element {
    el("option").attr("value", value).text(text)
}

fn select(id: &str, options: impl Iterator<Item = Element>) -> Element {
    classed("select", "field__input").attr("id", id).children(options)
}

fn labelled(label: &str, id: &str, input: Element) -> Element {
    classed("div", "field").child(classed("label", "field__label").attr("for", id).text(label)).child(input)
}
