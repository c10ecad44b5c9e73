//! The panel: its head, what can be pressed, and the list.

use hook_builder::devopness::delivery::DeliveryEntry;
use hook_builder::page::deliveries::{Job, NEWEST, Shown, Verdict, time};
use hook_builder::page::shared::Shared;
use hook_builder::text::json::visible;

use super::{Panel, change, close, entry, panel, read};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, typed};

/// The panel, in the row of its hook.
pub fn view(page: Page, own: &Panel) -> Element {
    let serial = own.serial();
    let name = ["Deliveries of “", &visible(&own.hook().name), "”"].concat();
    let head = classed("div", "deliveries__head")
        .child(classed("h4", "panel__title").attr("id", "deliveries-title").attr("tabindex", "-1").text(&name))
        .child(button(page, "button button--small", "Close", serial, close).child(hidden(" the deliveries")));
    classed("section", "deliveries")
        .attr("aria-labelledby", "deliveries-title")
        .child(head)
        .child(
            classed("div", "deliveries__tools")
                .child(classed("div", "buttons").region(page, serial, offered, tools))
                .child(classed("p", "note").live_text((), |model, ()| panel(model).map(words).unwrap_or_default())),
        )
        .child(el("div").region(
            page,
            serial,
            |model, _| panel(model).and_then(|panel| panel.failed().cloned()),
            failed,
        ))
        .child(filter(page, serial))
        .child(
            classed("p", "deliveries__count").live_text((), |model, ()| panel(model).map(counted).unwrap_or_default()),
        )
        .child(el("div").region(page, serial, |model, _| panel(model).map(key), list))
}

/// A text for who hears the page only.
pub fn hidden(text: &str) -> Element {
    classed("span", "visually-hidden").text(text)
}

fn filter(page: Page, serial: u64) -> Element {
    let input = classed("input", "field__input")
        .attr("id", "deliveries-filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", "time, action, 404, retry …")
        .value((), |model, ()| panel(model).map(|panel| panel.filter().to_string()).unwrap_or_default())
        .on(page, "input", serial, |page, serial, event| {
            let text = typed(&event);
            change(page, serial, |panel| panel.find(text));
        });
    let label = classed("label", "field__label").attr("for", "deliveries-filter").text("Find deliveries");
    classed("div", "finder").child(label).child(input)
}

/// How far reading is.
fn words(panel: &Panel) -> String {
    let count = panel.pages().items().len();
    match panel.job() {
        _ if panel.is_stopping() && panel.job() != Job::Nothing => {
            "Stopping after the call that is under way …".to_string()
        }
        Job::Listing if count == 0 => "Reading the deliveries …".to_string(),
        Job::Listing => ["Reading the deliveries … ", &count.to_string(), " so far"].concat(),
        Job::Diagnosing(done, all) => {
            ["Looking at ", &(done + 1).min(all).to_string(), " of ", &all.to_string(), " …"].concat()
        }
        Job::Nothing if panel.pages().next().is_some() && count > 0 => {
            [&count.to_string(), " read, and there may be more. The newest of them stand first."].concat()
        }
        Job::Nothing if panel.pages().cut() => [&count.to_string(), " read; there may be more."].concat(),
        Job::Nothing => String::new(),
    }
}

/// What can be pressed: about so many of the newest, where nothing is under way.
fn offered(model: &Model, _: u64) -> Option<(usize, [bool; 3])> {
    let panel = panel(model)?;
    let is_idle = panel.job() == Job::Nothing;
    let newest = if is_idle { panel.pages().items().len().min(NEWEST) } else { 0 };
    Some((newest, [is_idle, panel.is_stopping(), panel.pages().next().is_some()]))
}

fn tools(page: Page, model: &Model, serial: u64) -> Vec<Element> {
    let Some(panel) = panel(model) else { return Vec::new() };
    let count = panel.pages().items().len();
    let press =
        |text: &str, id, act: fn(Page, u64)| button(page, "button button--small", text, serial, act).attr("id", id);
    let mut buttons = Vec::new();
    if panel.job() == Job::Nothing {
        if count > 0 {
            let newest = if count == 1 { "one".to_string() } else { NEWEST.min(count).to_string() };
            buttons.push(press(&["Diagnose the last ", &newest].concat(), "deliveries-diagnose", read::diagnose));
        }
        if panel.pages().next().is_some() {
            let again = if count == 0 { "Read again" } else { "Read more" };
            buttons.push(press(again, "deliveries-more", |page, serial| read::more(page, (serial, false))));
            if count > 0 {
                buttons.push(press("Read all", "deliveries-all", |page, serial| read::more(page, (serial, true))));
            }
        }
    } else if !panel.is_stopping() {
        buttons.push(press("Stop", "deliveries-stop", read::stop));
    }
    buttons
}

/// Why the last job did not come to its end.
fn failed(_: Page, model: &Model, _: u64) -> Vec<Element> {
    panel(model).and_then(|panel| panel.failed()).map(error_lines).into_iter().collect()
}

/// What the rows show. While the list is read, those that are on the screen stay as they are: a press on a button that is
/// made anew under the pointer is lost.
#[derive(PartialEq)]
struct Rows {
    /// The places in sight, each with that of the delivery which it repeats.
    places: Vec<(usize, Option<usize>)>,
    more: bool,
    none: bool,
    verdicts: Shared<Vec<(String, Verdict)>>,
    shown: Option<(String, Shown)>,
}

fn key(panel: &Panel) -> Rows {
    let items = panel.pages().items();
    let first = |at: usize| {
        let repeated = items[at].retry_of.as_ref()?;
        items.iter().position(|other| other.id == *repeated)
    };
    Rows {
        places: panel.in_sight().iter().map(|at| (*at, first(*at))).collect(),
        more: panel.found() > panel.in_sight().len(),
        none: items.is_empty() && panel.pages().next().is_none(),
        verdicts: panel.verdicts().clone(),
        shown: panel.shown().cloned(),
    }
}

fn list(page: Page, model: &Model, serial: u64) -> Vec<Element> {
    let Some(panel) = panel(model) else { return Vec::new() };
    let all = panel.pages().items().len();
    if all == 0 {
        return if panel.pages().next().is_none() {
            let words = "The hook has no deliveries. Devopness keeps one whenever it fires, or is called.";
            vec![classed("p", "note").text(words)]
        } else {
            Vec::new()
        };
    }
    let shown = panel.in_sight();
    let mut parts = vec![
        classed("ol", "deliveries__list")
            .attr("aria-label", "Deliveries")
            .children(shown.iter().map(|at| row(page, panel, *at))),
    ];
    if panel.found() > shown.len() {
        let more = |page: Page, serial| change(page, serial, |panel| panel.show_more());
        let button = button(page, "button button--small", "Show more", serial, more).attr("id", "deliveries-show-more");
        parts.push(classed("p", "hooks__more").child(button.child(hidden(" deliveries"))));
    }
    parts
}

/// How many are shown, found and read.
fn counted(panel: &Panel) -> String {
    let [shown, found, all] = [panel.in_sight().len(), panel.found(), panel.pages().items().len()];
    let [shown_words, found_words, all_words] = [shown, found, all].map(|count| count.to_string());
    let noun = if all == 1 { " delivery" } else { " deliveries" };
    if all == 0 {
        String::new()
    } else if shown < found {
        let of = if found < all { [" found among ", &all_words].concat() } else { String::new() };
        ["The newest ", &shown_words, " of ", &found_words, &of, noun].concat()
    } else if found < all {
        [&found_words, " of ", &all_words, noun].concat()
    } else {
        [&all_words, noun].concat()
    }
}

fn row(page: Page, panel: &Panel, at: usize) -> Element {
    let entry = &panel.pages().items()[at];
    let time = time(&entry.created_at);
    let verdict = panel.verdict(&entry.id);
    let is_open = panel.shown().filter(|(id, _)| *id == entry.id);
    let words = verdict.map_or("not looked at", |verdict| &verdict.words);
    let mut line = classed("div", "delivery__line")
        .child(classed("span", "dot").attr("aria-hidden", "true"))
        .child(classed("span", "delivery__time").text(&time))
        .child(classed("span", "delivery__verdict").text(words))
        .child(about(panel, entry));
    if !entry.id.is_empty() {
        let text = if is_open.is_some() { "Close" } else { "Explain" };
        let open = button(page, "button button--small", text, (panel.serial(), at), read::open)
            .attr("id", &["delivery-", &entry.id].concat())
            .attr("aria-expanded", if is_open.is_some() { "true" } else { "false" })
            .child(hidden(&[" ", &time].concat()));
        line = line.child(open);
    }
    let light = verdict.map_or("none", |verdict| verdict.light);
    let item = classed("li", "delivery").attr("data-light", light).child(line);
    match is_open {
        Some((_, shown)) => item.child(entry::view(page, panel, shown)),
        None => item,
    }
}

/// What the list says of a delivery besides its time: its deploy, and whether it repeats another one.
fn about(panel: &Panel, entry: &DeliveryEntry) -> Element {
    let mut about = classed("span", "delivery__about");
    if let (Some(link), Some(id)) = (entry.action_link(), entry.action_id) {
        about = about.child(
            el("a")
                .attr("href", &link)
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer")
                .text(&["Action ", &id.to_string()].concat())
                .child(hidden(" (opens a new tab)")),
        );
    }
    if let Some(first) = &entry.retry_of {
        let first = panel.pages().items().iter().find(|other| other.id == *first);
        let of = first
            .map_or_else(|| visible(entry.retry_of.as_deref().unwrap_or_default()), |first| time(&first.created_at));
        about = about.child(classed("span", "delivery__retry").text(&["retry of ", &of].concat()));
    }
    about
}
