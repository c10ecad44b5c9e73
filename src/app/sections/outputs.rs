//! The outputs: for each event the drawing of the status and the text in the chosen format; then the list's cURL.

use hook_builder::event::Event;
use hook_builder::export::{FORMATS, Job, curl};
use hook_builder::plan::{PlannedHook, Sample};

use super::code_block::code_block;
use super::fold;
use super::problems::problems;
use super::status::{chosen_state, light};
use super::tabs::tabs;
use crate::app::clipboard::copy;
use crate::app::element::{Element, button, classed, el};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::{Model, Page};

/// The right-hand side of the page.
pub fn outputs(page: Page) -> Element {
    let copy_all = |page: Page, ()| {
        let (text, name) = page.peek(|model| {
            let format = FORMATS[model.format];
            (
                [&format.render(&Job::set(&model.plan.list, &model.plan.hooks)), "\n"].concat(),
                ["All: ", format.label()].concat(),
            )
        });
        copy(page, text, &name, "output-text");
    };
    let events = Event::ALL.map(|event| (["event-tab-", event.word()].concat(), stage(event)));
    let formats = FORMATS.iter().map(|f| (["format-tab-", f.id()].concat(), el("span").text(f.label())));
    let bar = classed("div", "outputs__bar")
        .child(tabs(
            page,
            "Format",
            "tabs--formats",
            "format-panel",
            (|m| m.format, |m, to| m.format = to),
            |_, _| false,
            formats,
        ))
        .child(button(page, "button", "Copy all", (), copy_all));
    let panel = classed("div", "outputs__panel")
        .attr("role", "tabpanel")
        .attr("id", "event-panel")
        .live_attr("aria-labelledby", (), |model, ()| Some(["event-tab-", model.event().word()].concat()))
        .child(commit())
        .child(bar)
        .child(
            el("div")
                .attr("role", "tabpanel")
                .attr("id", "format-panel")
                .live_attr("aria-labelledby", (), |model, ()| {
                    Some(["format-tab-", FORMATS[model.format].id()].concat())
                })
                .child(code_block(page, "output-text", (|model| FORMATS[model.format].label(), text)))
                .child(explanation(page)),
        );
    classed("section", "outputs")
        .attr("aria-labelledby", "outputs-title")
        .child(classed("h2", "visually-hidden").attr("id", "outputs-title").still(|title| title.text("The three hooks")))
        .child(problems(page))
        .child(tabs(page, "Event", "tabs--events", "event-panel", (|m| m.event().index(), |m, to| m.event = to), is_hidden, events))
        .child(panel)
        .child(classed("p", "note").still(|note| {
            note.text(
                "The commands read the access token from the variable DEVOPNESS_TOKEN. Postman and Insomnia take “{{ }}” \
                 for their own variables: turn their templates off before you import.",
            )
        }))
        .child(classed("h3", "outputs__title").still(|title| title.text("See the pipeline's hooks")))
        .child(code_block(page, "list-text", (|_| "list command", |model| curl(&model.plan.list))))
}

/// What each line does: loaded when it is opened.
fn explanation(page: Page) -> Element {
    let body = classed("div", "fold__body").child(later::place(page, Place::Explanation));
    fold(el("h3").still(|title| title.text("What each line does")), |_| String::new(), body).on(
        page,
        "toggle",
        Act::Explain,
        |page, act, _| later::press(page, act),
    )
}

/// The optional event has a tab only while it is on.
fn is_hidden(model: &Model, at: usize) -> bool {
    !model.is_offered(Event::ALL[at])
}

/// The hook of the event that is shown, if it is on.
fn shown(model: &Model) -> Option<&PlannedHook> {
    model.plan.hooks.iter().find(|hook| hook.event == model.event())
}

fn text(model: &Model) -> String {
    match shown(model) {
        Some(hook) => FORMATS[model.format].render(&Job::hook(&model.plan.list, hook)),
        None => "This event is off: no hook will be created for it.".to_string(),
    }
}

/// A tab's face: the event, and the state that it gives.
fn stage(event: Event) -> Element {
    classed("span", "stage")
        .live_attr("data-light", event, light)
        .live_attr("data-off", event, |model, event| (!model.form.event(event).on).then(String::new))
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .child(classed("span", "stage__event").text(event.label()))
        .child(classed("code", "stage__state").live_text(event, |model, event| {
            if model.form.event(event).on { chosen_state(model, event) } else { "off" }.to_string()
        }))
}

/// How the status will look on the commit.
fn commit() -> Element {
    let part = |class, of: fn(&Sample) -> &str| {
        classed("span", class).live_text(of, |model, of| shown(model).map_or("", |hook| of(&hook.sample)).to_string())
    };
    let head = classed("p", "commit__head")
        .child(classed("span", "commit__repository").live_text((), |model, ()| model.plan.location.shown.clone()))
        .child(el("code").still(|hash| hash.text("8d1f5c0")))
        .child(classed("span", "commit__message").still(|message| message.text("Speed up the checkout page")));
    let status = classed("p", "commit__status")
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .child(part("commit__key", |d| &d.status.key))
        .child(part("commit__description", |d| &d.status.description))
        .child(part("commit__state", |d| &d.status.state));
    classed("figure", "commit")
        .live_attr("data-light", (), |model, ()| {
            Some(shown(model).map_or("neutral", |hook| hook.sample.light.word()).to_string())
        })
        .child(
            classed("figcaption", "commit__caption").still(|caption| caption.text("On the commit, with sample values")),
        )
        .child(head)
        .child(status)
        .child(part("commit__link", |d| &d.status.link))
}
