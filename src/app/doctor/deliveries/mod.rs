//! What one hook has sent or received: a list that is read page by page, found by typing, and each delivery explained.

mod entry;
mod fields;
mod panel;
mod read;
mod verdict;

pub use panel::view;

use hook_builder::devopness::delivery::{Delivery, DeliveryEntry};
use hook_builder::devopness::endpoint::{Pages, Target};
use hook_builder::devopness::error::ApiError;
use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::change::Report;
use hook_builder::page::shared::Shared;
use hook_builder::provider::Provider;

use super::hooks::{self, Hooks};
use super::state::own;
use crate::app::state::{Model, Page, focus_id};
use verdict::Verdict;

/// The deliveries of the one hook whose panel is open, if one is.
#[derive(Default)]
pub struct Deliveries {
    /// The open panel.
    pub open: Option<Panel>,
    /// Counted up with every panel, so that what comes late for an earlier one is known.
    serial: u64,
}

/// The panel of one hook.
pub struct Panel {
    /// The hook.
    pub hook: Hook,
    /// Which panel it is, of all that were opened.
    pub serial: u64,
    target: Target,
    /// Whose requests they should be, as far as the hook tells.
    provider: Option<&'static dyn Provider>,
    pages: Pages<DeliveryEntry>,
    /// The places of the deliveries, the newest first: in which order the API gives them is not documented.
    order: Vec<usize>,
    /// What each delivery is found by.
    haystacks: Vec<String>,
    /// What became of those that were looked at, by their ids.
    verdicts: Shared<Vec<(String, Verdict)>>,
    filter: String,
    /// The places of those that the filter leaves, the newest first.
    found: Vec<usize>,
    /// How many more are asked for than are shown at first.
    more: usize,
    job: Job,
    /// Whether the job is to end after the call that is under way.
    stop: bool,
    /// Why the last job did not come to its end.
    failed: Option<ApiError>,
    /// The delivery that is open, by its id.
    shown: Option<(String, Shown)>,
}

/// What is under way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Job {
    Nothing,
    /// Reading the list.
    Listing,
    /// Looking at the newest; so many of so many are done.
    Diagnosing(usize, usize),
}

/// How far an open delivery is.
#[derive(Clone, PartialEq)]
enum Shown {
    Reading,
    Failed(ApiError),
    Read(Shared<(Delivery, Verdict)>),
}

/// The panel that is open.
fn panel(model: &Model) -> Option<&Panel> {
    own(model).hooks.deliveries.open.as_ref()
}

/// Changes the panel that is open, if it is still this one.
fn change(page: Page, serial: u64, change: impl FnOnce(&mut Panel)) {
    hooks::change(page, |hooks| {
        if let Some(panel) = hooks.deliveries.open.as_mut().filter(|panel| panel.serial == serial) {
            change(panel);
        }
    });
}

/// The press of Deliveries: opens the panel of the hook at a place of the list, or closes it.
pub fn press(page: Page, at: usize) {
    let mut opened = None;
    hooks::change(page, |hooks| opened = toggle(hooks, at));
    if let Some(serial) = opened {
        read::more(page, (serial, false));
        leptos::prelude::request_animation_frame(|| focus_id("deliveries-title"));
    }
}

/// Opens the panel of a hook, and gives its number, or closes it.
pub fn toggle(hooks: &mut Hooks, at: usize) -> Option<u64> {
    let read = hooks.read()?;
    let (hook, target) = (read.hooks.get(at)?.clone(), read.target.clone());
    if hooks.deliveries.open.take().is_some_and(|panel| panel.hook.id == hook.id) {
        return None;
    }
    hooks.deliveries.serial += 1;
    let serial = hooks.deliveries.serial;
    let provider = Report::of(&hook).map(|report| report.provider);
    hooks.deliveries.open = Some(Panel {
        hook,
        serial,
        target,
        provider,
        pages: Pages::default(),
        order: Vec::new(),
        haystacks: Vec::new(),
        verdicts: Shared::default(),
        filter: String::new(),
        found: Vec::new(),
        more: 0,
        job: Job::Nothing,
        stop: false,
        failed: None,
        shown: None,
    });
    Some(serial)
}

/// The press of Close: the cursor goes back to where the panel was opened.
fn close(page: Page, serial: u64) {
    let mut id = None;
    hooks::change(page, |hooks| {
        id = hooks.deliveries.open.take_if(|panel| panel.serial == serial).map(|panel| panel.hook.id);
    });
    if let Some(id) = id {
        focus_id(&["deliveries-", &id].concat());
    }
}

impl Panel {
    /// Takes a page of the list.
    fn take(&mut self, page: Vec<DeliveryEntry>) {
        self.pages.take(page, |entry| entry.id.clone());
        let items = self.pages.items();
        let new = items.iter().skip(self.haystacks.len()).map(|entry| haystack(entry, None));
        self.haystacks.extend(new);
        self.order = (0..items.len()).collect();
        // Times of one form are ordered as texts are.
        self.order.sort_by(|a, b| items[*b].created_at.cmp(&items[*a].created_at));
        self.find();
    }

    /// Looks again which deliveries the filter leaves: those that have every word of it.
    fn find(&mut self) {
        let wanted = self.filter.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |at: &usize| words.iter().all(|word| self.haystacks[*at].contains(word));
        self.found = self.order.iter().copied().filter(has_all).collect();
    }

    /// The places of those that are on the screen.
    fn in_sight(&self) -> &[usize] {
        &self.found[..self.found.len().min(panel::ROWS + self.more)]
    }

    /// What became of a delivery, if it was looked at.
    fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|(own, _)| own == id).map(|(_, verdict)| verdict)
    }

    /// Keeps what became of a delivery, which can be found by it from now on.
    fn judge(&mut self, id: &str, verdict: &Verdict) {
        let verdicts = self.verdicts.change();
        verdicts.retain(|(own, _)| own != id);
        verdicts.push((id.to_string(), verdict.clone()));
        if let Some(at) = self.pages.items().iter().position(|entry| entry.id == id) {
            self.haystacks[at] = haystack(&self.pages.items()[at], Some(verdict));
            self.find();
        }
    }
}

/// All words by which a delivery may be looked for, in lower case.
fn haystack(entry: &DeliveryEntry, verdict: Option<&Verdict>) -> String {
    let action = entry.action_id.map_or_else(String::new, |id| id.to_string());
    let retry = entry.retry_of.as_ref().map_or_else(String::new, |id| [" retry of ", id].concat());
    let words = verdict.map_or("", |verdict| &verdict.words);
    // The time as it is written, and as it is shown.
    let (raw, time) = (&entry.created_at, entry::time(&entry.created_at));
    [raw, " ", &time, " ", &action, " ", &entry.id, &retry, " ", &entry.ip_address, " ", words].concat().to_lowercase()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use hook_builder::devopness::delivery::{parse_deliveries, parse_delivery};
    use hook_builder::devopness::endpoint::Answer;
    use hook_builder::devopness::endpoint::Call;
    use hook_builder::devopness::error::Cause;
    use hook_builder::provider::tokens::FORMS;

    use super::super::tests::{list, walk};
    use super::*;

    fn answer(body: serde_json::Value) -> Answer {
        Answer { call: Call::Hooks(512), status: 200, body: body.to_string(), retry_after: None }
    }

    fn entry(id: &str, minute: u32, first: Option<&str>) -> serde_json::Value {
        serde_json::json!({
            "id": id, "created_at": format!("2026-01-01T10:{minute:02}:00.000000Z"), "hook_request_id": first,
            "retry_of": first, "response_status_code": 404, "hook": {"type": "outgoing"},
        })
    }

    #[test]
    fn the_panel_follows_what_it_shows() {
        let mut walk = walk();
        walk.step(list);
        let mut serial = 0;
        let html = walk.press(|page| hooks::change(page, |hooks| serial = toggle(hooks, 0).unwrap_or_default()));
        assert!(html.contains("Deliveries of “"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.job = Job::Listing));
        let all = serde_json::json!([entry("b", 2, Some("a")), entry("c", 3, None), entry("a", 1, None)]);
        let read = parse_deliveries(&answer(all), FORMS).unwrap_or_default();
        walk.press(|page| change(page, serial, |panel| panel.take(read)));
        let html = walk.press(|page| change(page, serial, |panel| panel.job = Job::Nothing));
        assert!(html.contains("3 deliveries"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.stop = true));
        walk.press(|page| change(page, serial, |panel| panel.failed = Some(Call::Hooks(512).failed(Cause::NoAnswer))));
        let html = walk.press(|page| {
            change(page, serial, |panel| {
                panel.filter = "10:02".into();
                panel.find();
            });
        });
        assert!(html.contains("1 of 3 deliveries"), "{html}");
        walk.press(|page| change(page, serial, |panel| panel.shown = Some(("b".into(), Shown::Reading))));
        let delivery = parse_delivery(&answer(entry("b", 2, None)), FORMS);
        let html = walk.press(|page| {
            change(page, serial, |panel| {
                let Ok(delivery) = delivery else { return };
                let verdict = Verdict::of(&delivery, panel.provider);
                panel.judge("b", &verdict);
                panel.shown = Some(("b".into(), Shown::Read(Shared::new((delivery, verdict)))));
            });
        });
        assert!(html.contains("class=\"diagnosis__what\""), "{html}");
        walk.press(|page| page.edit(hook_builder::form::field::Field::Link, |form| form.link = "x".into()));
        walk.press(|page| hooks::change(page, |hooks| assert_eq!(toggle(hooks, 0), None)));
    }
}
