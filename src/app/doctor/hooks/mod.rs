//! The pipeline's hooks as a place to work: in groups, found by typing, paused, resumed, deleted, edited as one, their
//! deliveries opened.

mod badges;
mod group;
mod row;
mod selection;

use hook_builder::devopness::hook::Hook;
use hook_builder::page::list::Read;
use hook_builder::page::shared::Shared;
use hook_builder::text::json::visible;

use super::care::{self, Asked, Work};
use super::deliveries::Deliveries;
use super::listing::Listing;
use super::state::{self, own};
use crate::app::Element;
use crate::app::element::{button, classed, el};
use crate::app::sections::error_lines;
use crate::app::state::{Model, Page, focus_id, typed};

/// How many rows are put on the screen at once: a filter narrows a long list faster than a scroll bar.
const ROWS: usize = 50;

/// The list, and what is done with it.
#[derive(Default)]
pub struct Hooks {
    /// The list.
    pub listing: Listing,
    /// What is typed to find hooks.
    pub filter: String,
    /// How many more rows than [`ROWS`] are asked for.
    pub more: usize,
    /// The ids of the hooks that are selected.
    pub selected: Vec<String>,
    /// The deletion or the replacement of the form that waits for its confirmation.
    pub asked: Option<Asked>,
    /// What was done with hooks from here, the newest first.
    pub works: Vec<Work>,
    /// The ids of the hooks that this page has just made.
    pub made: Vec<String>,
    /// The deliveries of the hook whose panel is open.
    pub deliveries: Deliveries,
}

impl Hooks {
    /// What was done from here, by its number.
    pub fn work(&self, number: u64) -> Option<&Work> {
        self.works.iter().find(|work| work.number == number)
    }

    /// What is done from here, to be changed.
    pub fn work_mut(&mut self, number: u64) -> Option<&mut Work> {
        self.works.iter_mut().find(|work| work.number == number)
    }

    /// The list, once it was read.
    pub fn read(&self) -> Option<&Shared<Read>> {
        match &self.listing {
            Listing::Read(read) => Some(read),
            _ => None,
        }
    }

    /// The hook in a place of the list.
    pub fn hook(&self, at: usize) -> Option<&Hook> {
        self.read()?.hooks.get(at)
    }

    /// The places of the hooks that the filter leaves, by their groups.
    fn found(&self) -> Vec<(usize, Vec<usize>)> {
        self.read().map(|read| read.found(&self.filter, &self.made)).unwrap_or_default()
    }
}

/// The list, and what is done with it.
pub fn hooks(model: &Model) -> &Hooks {
    &own(model).hooks
}

/// Changes the list, or what is done with it.
pub fn change(page: Page, change: impl FnOnce(&mut Hooks)) {
    state::change(page, |state| change(&mut state.hooks));
}

/// Shows hooks of these ids alone, once the list was read.
pub fn show_only(page: Page, ids: &[String]) {
    let filter = if ids.len() == 1 { ids[0].clone() } else { String::new() };
    change(page, |hooks| hooks.filter = filter);
    super::listing::press(page);
    focus_id("hooks-title");
}

/// Where the list stands, below what was done with it.
pub fn place(page: Page) -> Element {
    let list = el("div").region(page, (), |model, ()| hooks(model).listing.clone(), view);
    el("div").child(care::place(page)).child(list)
}

fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let list = match &hooks(model).listing {
        Listing::None => return Vec::new(),
        Listing::Loading(0) => classed("p", "hooks__state").text("Reading the list …"),
        Listing::Loading(count) => {
            classed("p", "hooks__state").text(&["Reading the list … ", &count.to_string(), " so far"].concat())
        }
        Listing::Failed(error) => {
            let again = button(page, "button button--small", "Try again", (), |page, ()| super::listing::press(page));
            error_lines(error).child(classed("div", "buttons").child(again.attr("id", "hooks-again")))
        }
        Listing::Read(read) => workplace(page, read),
    };
    vec![list]
}

fn workplace(page: Page, read: &Read) -> Element {
    if read.hooks.is_empty() {
        let words = ["Pipeline ", &read.pipeline.to_string(), " has no hooks."].concat();
        return classed("p", "hooks__state").text(&words);
    }
    let rows = el("div").region(page, (), key, |page, model: &Model, ()| rows(page, hooks(model)));
    el("div").child(filter(page)).child(selection::bar(page)).child(rows)
}

/// What the rows show: which list, which hooks of it, which of them are new, and what is asked about them.
fn key(model: &Model, (): ()) -> (Option<Shared<Read>>, String, usize, Vec<String>, Option<Asked>) {
    let hooks = hooks(model);
    (hooks.read().cloned(), hooks.filter.clone(), hooks.more, hooks.made.clone(), hooks.asked.clone())
}

fn filter(page: Page) -> Element {
    let input = classed("input", "field__input")
        .attr("id", "hooks-filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", "name, event, target, paused …")
        .value((), |model, ()| hooks(model).filter.clone())
        .on(page, "input", (), |page, (), event| {
            let text = typed(&event);
            change(page, |hooks| {
                hooks.filter = text;
                hooks.more = 0;
            });
        });
    let label = classed("label", "field__label").attr("for", "hooks-filter").text("Find");
    classed("div", "finder").child(label).child(input).child(selection::all(page))
}

fn rows(page: Page, hooks: &Hooks) -> Vec<Element> {
    let Some(read) = hooks.read() else { return Vec::new() };
    let found = hooks.found();
    let (count, all) = (found.iter().map(|(_, hooks)| hooks.len()).sum::<usize>(), read.hooks.len());
    let limit = ROWS + hooks.more;
    let mut list = vec![classed("p", "hooks__count").text(&counted(read, count, all))];
    if read.stale {
        let words = "The list could not be read again after that: what stands here may be old. Press List hooks.";
        list.push(classed("p", "note").attr("data-tone", "warning").text(words));
    }
    let mut left = limit;
    for (number, places) in &found {
        if left == 0 {
            break;
        }
        let shown = &places[..places.len().min(left)];
        left -= shown.len();
        list.push(group::view(page, hooks, read, *number, shown));
    }
    if count > limit {
        let left = (count - limit).to_string();
        list.push(
            classed("p", "hooks__more")
                .child(el("span").text(&[&left, " more are not shown. "].concat()))
                .child(
                    button(page, "button", "Show more", (), |page, ()| change(page, |h| h.more += ROWS))
                        .attr("id", "hooks-show-more"),
                )
                .child(button(page, "button", "Show all", (), |page, ()| change(page, |h| h.more = usize::MAX / 2))),
        );
    }
    list
}

fn counted(read: &Read, found: usize, all: usize) -> String {
    let count = if found == all { all.to_string() } else { [&found.to_string(), " of ", &all.to_string()].concat() };
    let noun = if all == 1 { " hook in pipeline " } else { " hooks in pipeline " };
    let more = if read.cut { "; there may be more" } else { "" };
    [&count, noun, &read.pipeline.to_string(), more].concat()
}

/// What cannot be seen is made visible: a name may not look like another one. A dash stands for nothing.
fn or_dash(text: &str) -> String {
    if text.is_empty() { "—".to_string() } else { visible(text) }
}

/// The name of a hook inside a sentence.
pub fn called(hook: &Hook) -> String {
    if hook.name.is_empty() {
        "a hook without a name".to_string()
    } else {
        ["“", &visible(&hook.name), "”"].concat()
    }
}
