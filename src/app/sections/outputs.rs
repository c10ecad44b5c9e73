//! The outputs: for each event the drawing of the status and the text in the chosen format; then the list's cURL.

use hook_builder::devopness::event::Event;
use hook_builder::exchange::export::{FORMATS, Format, Job, curl};
use hook_builder::form::planned::{PlannedHook, Sample};

use super::code_block::code_block;
use super::fold;
use super::problems::problems;
use super::status::{chosen_state, light};
use super::tabs::tabs;
use crate::app::Element;
use crate::app::clipboard::copy;
use crate::app::element::{button, classed, el};
use crate::app::later;
use crate::app::part::{Act, Place};
use crate::app::state::{Model, Page};

/// What stands in place of a text while the shown event is off.
pub const OFF: &str = "This event is off: no hook will be created for it.";

/// The right-hand side of the page.
pub fn outputs(page: Page) -> Element {
    let events = Event::ALL.map(|event| (["event-tab-", event.word()].concat(), stage(event)));
    let panel = classed("div", "outputs__panel")
        .attr("role", "tabpanel")
        .attr("id", "event-panel")
        .live_attr("aria-labelledby", (), |model: &Model, ()| Some(["event-tab-", model.event().word()].concat()))
        .child(commit())
        .child(bar(page))
        .child(later::place(page, Place::Outputs))
        .child(
            el("div")
                .attr("role", "tabpanel")
                .attr("id", "format-panel")
                .live_attr("aria-labelledby", (), |model, ()| Some(tab_id(format(model))))
                .child(
                    code_block(page, "output-text", (name, text))
                        .live_attr("hidden", (), |model, ()| format(model).is_none().then(String::new)),
                )
                .child(
                    later::place(page, Place::Formats)
                        .live_attr("hidden", (), |model, ()| format(model).map(|_| String::new())),
                )
                .child(explanation(page)),
        );
    classed("section", "outputs")
        .attr("aria-labelledby", "outputs-title")
        .child(
            classed("h2", "visually-hidden").attr("id", "outputs-title").still(|title| title.text("The three hooks")),
        )
        .child(problems(page))
        .child(tabs(
            page,
            "Event",
            "tabs--events",
            "event-panel",
            (|m| m.event().index(), |m, to| m.show_event(to)),
            is_hidden,
            events,
        ))
        .child(panel)
        .child(
            classed("p", "note")
                .still(|note| note.text("The commands read the access token from the variable DEVOPNESS_TOKEN.")),
        )
        .child(classed("h3", "outputs__title").still(|title| title.text("See the pipeline's hooks")))
        .child(code_block(page, "list-text", (|_| "list command", |model| curl(&model.plan().list))))
}

/// The formats, and what is done with all hooks. The last tab has the formats that few need, which are loaded with it.
fn bar(page: Page) -> Element {
    let formats = FORMATS.iter().map(|format| (tab_id(Some(*format)), el("span").text(format.label())));
    let more = (tab_id(None), el("span").text("More formats"));
    let open = |page: Page, (), _| {
        if page.peek(|model| format(model).is_none()) {
            later::press(page, Act::Formats);
        }
    };
    let tabs = tabs(
        page,
        "Format",
        "tabs--formats",
        "format-panel",
        (|m| m.format(), |m, to| m.show_format(to)),
        |_, _| false,
        formats.chain([more]),
    );
    // By then the tab is chosen: the arrows move the focus after that.
    let tabs = tabs.on(page, "click", (), open).on(page, "focusin", (), open);
    let press = |page: Page, ()| match page.peek(format) {
        Some(format) => copy_all(page, format, "output-text"),
        None => later::press(page, Act::CopyAll),
    };
    let actions = classed("div", "outputs__actions")
        .child(button(page, "button", "Copy all", (), press))
        .child(button(page, "button", "Download", Act::Download, later::press));
    classed("div", "outputs__bar").child(tabs).child(actions)
}

/// Copies all hooks of the form. `id` is that of the element which shows some of it, should the browser refuse.
pub fn copy_all(page: Page, format: &dyn Format, id: &'static str) {
    let text = page.peek(|model| format.render(&Job::set(&model.plan().list, &model.plan().hooks)));
    copy(page, [&text, "\n"].concat(), &["All: ", format.label()].concat(), id);
}

/// The format that is shown, if it is one of the first view's.
pub fn format(model: &Model) -> Option<&'static dyn Format> {
    FORMATS.get(model.format()).copied()
}

/// The id of a format's tab.
fn tab_id(format: Option<&dyn Format>) -> String {
    ["format-tab-", format.map_or("more", Format::id)].concat()
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
pub fn shown(model: &Model) -> Option<&PlannedHook> {
    model.plan().hooks.iter().find(|hook| hook.event == model.event())
}

fn name(model: &Model) -> &'static str {
    format(model).map_or("", Format::label)
}

fn text(model: &Model) -> String {
    match (format(model), shown(model)) {
        (Some(format), Some(hook)) => format.render(&Job::hook(&model.plan().list, hook)),
        (Some(_), None) => OFF.to_string(),
        (None, _) => String::new(),
    }
}

/// A tab's face: the event, and the state that it gives.
fn stage(event: Event) -> Element {
    classed("span", "stage")
        .live_attr("data-light", event, light)
        .live_attr("data-off", event, |model, event| (!model.form().event(event).on).then(String::new))
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .child(classed("span", "stage__event").text(event.label()))
        .child(classed("code", "stage__state").live_text(event, |model, event| {
            if model.form().event(event).on { chosen_state(model, event) } else { "off" }.to_string()
        }))
}

/// How the status will look on the commit.
fn commit() -> Element {
    let part = |class, of: fn(&Sample) -> &str| {
        classed("span", class).live_text(of, |model, of| shown(model).map_or("", |hook| of(&hook.sample)).to_string())
    };
    let head = classed("p", "commit__head")
        .child(
            classed("span", "commit__repository")
                .live_text((), |model: &Model, ()| model.plan().location.shown.clone()),
        )
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
