//! All formats: which one, what is written in it, and the text.

use hook_builder::export::{Group, Job, OUTPUTS};

use super::{change, output, place_of};
use crate::app::clipboard::copy;
use crate::app::element::{Element, classed, el};
use crate::app::sections::code_block;
use crate::app::sections::outputs::{OFF, format, shown};
use crate::app::state::{Model, Page, typed};

/// The label of the first job.
pub const THIS_HOOK: &str = "This hook";

const FORMAT: &str = "more-format";
const NOTE: &str = "more-format-note";
const JOB: &str = "more-job";
const TEXT: &str = "more-text";

/// What can be written, by its label, in the order of the list. None where there is nothing to write at present.
fn jobs(model: &Model) -> Vec<(&'static str, Option<Job<'_>>)> {
    let plan = &model.plan;
    let this = shown(model).map(|hook| Job::hook(&plan.list, hook));
    vec![(THIS_HOOK, this), ("All hooks", all(model))]
}

/// All hooks of the form, if one is on.
pub fn all(model: &Model) -> Option<Job<'_>> {
    let plan = &model.plan;
    (!plan.hooks.is_empty()).then(|| Job::set(&plan.list, &plan.hooks))
}

/// The one of them that is chosen: the first while the chosen one is not offered.
fn job(model: &Model) -> (&'static str, Option<Job<'_>>) {
    let mut jobs = jobs(model);
    let wanted = model.exchange.as_deref().map_or(THIS_HOOK, |state| state.job);
    let at = jobs.iter().position(|(label, _)| *label == wanted).unwrap_or_default();
    jobs.swap_remove(at)
}

/// The text that is shown, if there is something to write.
pub fn text(model: &Model) -> Option<String> {
    job(model).1.map(|job| output(model).render(&job))
}

/// Changes with the number of jobs. All else follows by itself.
pub fn version(model: &Model) -> u64 {
    jobs(model).len() as u64
}

/// The two choices, and the text.
pub fn view(page: Page, model: &Model) -> Vec<Element> {
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
    let options = jobs(model)
        .into_iter()
        .map(|(label, _)| option(label, label).switch("selected", label, |model, label| job(model).0 == label));
    let job = select(JOB, options).on(page, "change", (), |page, (), event| {
        let label = typed(&event);
        let job = page.peek(|model| jobs(model).into_iter().map(|(known, _)| known).find(|known| *known == label));
        if let Some(job) = job {
            change(page, |state| state.job = job);
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

/// Copies all hooks of the form.
pub fn copy_all(page: Page) {
    let (text, name) = page.peek(|model| {
        let output = output(model);
        let text = output.render(&Job::set(&model.plan.list, &model.plan.hooks));
        ([&text, "\n"].concat(), ["All: ", output.label()].concat())
    });
    copy(page, text, &name, TEXT);
}
