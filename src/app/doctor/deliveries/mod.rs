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
use hook_builder::provider::Provider;

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
    verdicts: Vec<(String, Verdict)>,
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
    /// Counted up with each of these.
    failures: u64,
    /// The delivery that is open, by its id.
    shown: Option<(String, Shown)>,
    /// Counted up when the rows must be made anew. While the list is read, they stay as they are: a press on a button
    /// that is made anew under the pointer is lost.
    rows: u64,
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
enum Shown {
    Reading,
    Failed(ApiError),
    Read(Box<(Delivery, Verdict)>),
}

/// The panel that is open.
fn panel(model: &Model) -> Option<&Panel> {
    model.doctor.as_deref()?.hooks.deliveries.open.as_ref()
}

/// Changes the panel that is open, if it is still this one, and makes its rows anew.
fn change(page: Page, serial: u64, change: impl FnOnce(&mut Panel)) {
    note(page, serial, |panel| {
        change(panel);
        panel.rows += 1;
    });
}

/// Changes what its rows do not show.
fn note(page: Page, serial: u64, change: impl FnOnce(&mut Panel)) {
    page.update(|model| {
        let Some(deliveries) = model.doctor.as_deref_mut().map(|state| &mut state.hooks.deliveries) else { return };
        if let Some(panel) = deliveries.open.as_mut().filter(|panel| panel.serial == serial) {
            change(panel);
        }
    });
}

/// The press of Deliveries: opens the panel of the hook at a place of the list, or closes it.
pub fn press(page: Page, at: usize) {
    let mut opened = None;
    page.update(|model| {
        let Some(hooks) = model.doctor.as_deref_mut().map(|state| &mut state.hooks) else { return };
        let Some((hook, target)) =
            hooks.read().and_then(|read| Some((read.hooks.get(at)?.clone(), read.target.clone())))
        else {
            return;
        };
        if hooks.deliveries.open.take().is_some_and(|panel| panel.hook.id == hook.id) {
            return;
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
            verdicts: Vec::new(),
            filter: String::new(),
            found: Vec::new(),
            more: 0,
            job: Job::Nothing,
            stop: false,
            failed: None,
            failures: 0,
            shown: None,
            rows: 0,
        });
        opened = Some(serial);
    });
    if let Some(serial) = opened {
        read::more(page, (serial, false));
        leptos::prelude::request_animation_frame(|| focus_id("deliveries-title"));
    }
}

/// The press of Close: the cursor goes back to where the panel was opened.
fn close(page: Page, serial: u64) {
    let mut id = None;
    page.update(|model| {
        let Some(deliveries) = model.doctor.as_deref_mut().map(|state| &mut state.hooks.deliveries) else { return };
        id = deliveries.open.take_if(|panel| panel.serial == serial).map(|panel| panel.hook.id);
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
        let before: Vec<usize> = self.in_sight().to_vec();
        self.find();
        if before != self.in_sight() || before.is_empty() {
            self.rows += 1;
        }
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
        self.verdicts.retain(|(own, _)| own != id);
        self.verdicts.push((id.to_string(), verdict.clone()));
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
