//! The pipeline's hooks as a place to work: found by typing, paused, resumed, deleted, their deliveries opened.

use hook_builder::hook::Hook;
use hook_builder::json::visible;

use super::care::{self, Deleted};
use super::listing::{Listing, Read};
use super::state::State;
use crate::app::element::{Element, button, classed, el};
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
    /// The hook that is to be deleted, once that was confirmed.
    pub asked: Option<String>,
    /// The hook with which a call is under way.
    pub busy: Option<String>,
    /// What was said of a hook last: its id, the words, and whether it went wrong.
    pub said: Option<(String, String, bool)>,
    /// What was deleted from here, to be made anew.
    pub deleted: Vec<Deleted>,
    /// The ids of the hooks that this page has just made.
    pub made: Vec<String>,
    /// Counted up when the rows must be made anew.
    pub rows_version: u64,
}

impl Hooks {
    /// The list, once it was read.
    pub fn read(&self) -> Option<&Read> {
        match &self.listing {
            Listing::Read(read) => Some(read),
            _ => None,
        }
    }

    /// The hook in a place of the list.
    pub fn hook(&self, at: usize) -> Option<&Hook> {
        self.read()?.hooks.get(at)
    }

    /// The places of the hooks that the filter leaves: those that have every word of it. What was just made comes first.
    fn found(&self) -> Vec<usize> {
        let Some(read) = self.read() else { return Vec::new() };
        let wanted = self.filter.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |at: &usize| words.iter().all(|word| read.haystacks[*at].contains(word));
        let is_made = |at: &usize| self.made.contains(&read.hooks[*at].id);
        let found: Vec<usize> = (0..read.hooks.len()).filter(has_all).collect();
        let first = found.iter().copied().filter(is_made);
        first.chain(found.iter().copied().filter(|at| !is_made(at))).collect()
    }
}

fn hooks(model: &Model) -> Option<&Hooks> {
    model.later.state().map(|state| &state.hooks)
}

/// Changes the list, and makes its rows anew.
pub fn change(page: Page, change: impl FnOnce(&mut Hooks)) {
    page.update(|model| {
        if let Some(state) = model.later.state_mut() {
            change(&mut state.hooks);
            state.hooks.rows_version += 1;
        }
    });
}

/// Shows hooks of these ids alone, once the list was read.
pub fn show_only(page: Page, ids: &[String]) {
    let filter = if ids.len() == 1 { ids[0].clone() } else { String::new() };
    change(page, |hooks| hooks.filter = filter);
    super::listing::press(page);
    focus_id("hooks-title");
}

/// The whole list.
pub fn view(page: Page, _: &Model, state: &State) -> Element {
    match &state.hooks.listing {
        Listing::None => el("div"),
        Listing::Loading(0) => classed("p", "hooks__state").text("Reading the list …"),
        Listing::Loading(count) => {
            classed("p", "hooks__state").text(&["Reading the list … ", &count.to_string(), " so far"].concat())
        }
        Listing::Failed(error) => error_lines(error),
        Listing::Read(read) => workplace(page, read),
    }
}

fn workplace(page: Page, read: &Read) -> Element {
    let rows = |page, model: &Model, ()| hooks(model).map(|hooks| rows(page, hooks)).unwrap_or_default();
    let body = el("div");
    let body = if read.hooks.is_empty() { body } else { body.child(filter(page)) };
    body.region(page, (), |model, ()| hooks(model).map_or(0, |hooks| hooks.rows_version), rows)
}

fn filter(page: Page) -> Element {
    let input = classed("input", "field__input")
        .attr("id", "hooks-filter")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("placeholder", "name, event, target, paused …")
        .value((), |model, ()| hooks(model).map(|hooks| hooks.filter.clone()).unwrap_or_default())
        .on(page, "input", (), |page, (), event| {
            let text = typed(&event);
            change(page, |hooks| {
                hooks.filter = text;
                hooks.more = 0;
            });
        });
    let label = classed("label", "field__label").attr("for", "hooks-filter").text("Find");
    classed("div", "finder").child(label).child(input)
}

fn rows(page: Page, hooks: &Hooks) -> Vec<Element> {
    let Some(read) = hooks.read() else { return Vec::new() };
    let mut list: Vec<Element> =
        hooks.deleted.iter().enumerate().map(|(at, deleted)| care::deleted_line(page, at, deleted)).collect();
    if read.hooks.is_empty() {
        let words = ["Pipeline ", &read.pipeline.to_string(), " has no hooks."].concat();
        list.push(classed("p", "hooks__state").text(&words));
        return list;
    }
    let found = hooks.found();
    let all = read.hooks.len();
    let count = if found.len() == all {
        all.to_string()
    } else {
        [&found.len().to_string(), " of ", &all.to_string()].concat()
    };
    let noun = if all == 1 { " hook in pipeline " } else { " hooks in pipeline " };
    let more = if read.cut { "; there may be more" } else { "" };
    let caption = classed("caption", "table__caption")
        .attr("id", "hooks-caption")
        .text(&[&count, noun, &read.pipeline.to_string(), more].concat());
    let titles = ["Direction", "Name", "Events", "Target", "Active", "Created", "Actions"];
    let head = el("thead").child(el("tr").children(titles.map(|title| el("th").attr("scope", "col").text(title))));
    let limit = ROWS + hooks.more;
    let rows = found.iter().take(limit).map(|at| row(page, hooks, *at, &read.hooks[*at]));
    list.push(
        classed("div", "table-frame")
            .attr("tabindex", "0")
            .attr("role", "region")
            .attr("aria-labelledby", "hooks-caption")
            .child(classed("table", "table table--hooks").child(caption).child(head).child(el("tbody").children(rows))),
    );
    if found.len() > limit {
        let left = (found.len() - limit).to_string();
        list.push(
            classed("p", "hooks__more")
                .child(el("span").text(&[&left, " more are not shown. "].concat()))
                .child(button(page, "button", "Show more", (), |page, ()| change(page, |h| h.more += ROWS)))
                .child(button(page, "button", "Show all", (), |page, ()| change(page, |h| h.more = usize::MAX / 2))),
        );
    }
    list
}

fn row(page: Page, hooks: &Hooks, at: usize, hook: &Hook) -> Element {
    // What cannot be seen is made visible: a name may not look like another one.
    let or_dash = |text: &str| if text.is_empty() { "—".to_string() } else { visible(text) };
    let active = match hook.active {
        Some(true) => "yes",
        Some(false) => "paused",
        None => "—",
    };
    // Of 2015-05-12T15:50:38.000000Z, date, hour and minute are shown.
    let created = match hook.created_at.get(..16) {
        Some(start) => visible(start).replace('T', " ") + " UTC",
        None => or_dash(&hook.created_at),
    };
    let mut name = classed("td", "table__name").text(&or_dash(&hook.name));
    let is_made = hooks.made.contains(&hook.id);
    if is_made {
        name = name.child(classed("span", "table__mark").text("just created"));
    }
    let class = if is_made { "table__row table__row--made" } else { "table__row" };
    let mut actions = classed("td", "table__actions").children(care::actions(page, hooks, at, hook));
    if let Some((_, words, bad)) = hooks.said.as_ref().filter(|(id, ..)| *id == hook.id) {
        let tone = if *bad { "error" } else { "hint" };
        actions = actions.child(classed("p", "note").attr("data-tone", tone).text(words));
    }
    classed("tr", class)
        .child(el("td").text(&or_dash(hook.direction.word())))
        .child(name)
        .child(el("td").child(el("code").text(&or_dash(&hook.events.join(", ")))))
        .child(classed("td", "table__target").child(el("code").text(&or_dash(&hook.target_url))))
        .child(el("td").text(active))
        .child(classed("td", "table__created").text(&created))
        .child(actions)
}
