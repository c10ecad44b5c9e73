//! What one hook has sent or received, as far as it was read: a list that comes page by page, found by typing, and what
//! became of those deliveries that were looked at.

pub mod fields;
#[cfg(test)]
mod tests;
mod verdict;

pub use verdict::{Verdict, sure};

use super::shared::Shared;
use crate::devopness::delivery::{Delivery, DeliveryEntry};
use crate::devopness::endpoint::{Pages, Target};
use crate::devopness::error::ApiError;
use crate::devopness::hook::Hook;
use crate::doctor::change::Report;
use crate::provider::Provider;
use crate::text::json::visible;

/// How many deliveries are put on the screen at once.
const ROWS: usize = 50;

/// How many of the newest are looked at together.
pub const NEWEST: usize = 10;

/// The panel of one hook.
pub struct Panel {
    hook: Hook,
    serial: u64,
    target: Target,
    provider: Option<&'static dyn Provider>,
    pages: Pages<DeliveryEntry>,
    /// The places of the deliveries, the newest first: in which order the API gives them is not documented.
    order: Vec<usize>,
    /// What each delivery is found by.
    haystacks: Vec<String>,
    verdicts: Shared<Vec<(String, Verdict)>>,
    filter: String,
    /// The places of those that the filter leaves, the newest first.
    found: Vec<usize>,
    /// How many more are asked for than are shown at first.
    more: usize,
    job: Job,
    stop: bool,
    failed: Option<ApiError>,
    shown: Option<(String, Shown)>,
}

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Nothing is.
    Nothing,
    /// Reading the list.
    Listing,
    /// Looking at the newest; so many of so many are done.
    Diagnosing(usize, usize),
}

/// How far an open delivery is.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// It is being read.
    Reading,
    /// It could not be read.
    Failed(ApiError),
    /// It was read.
    Read(Shared<(Delivery, Verdict)>),
}

/// What can be read.
impl Panel {
    /// The hook.
    pub fn hook(&self) -> &Hook {
        &self.hook
    }

    /// Which panel it is, of all that were opened.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The API that has the hook.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whose requests they should be, as far as the hook tells.
    pub fn provider(&self) -> Option<&'static dyn Provider> {
        self.provider
    }

    /// What was read of the list.
    pub fn pages(&self) -> &Pages<DeliveryEntry> {
        &self.pages
    }

    /// What is typed to find deliveries.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// How many of them the filter leaves.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// The places of those that are on the screen, the newest first.
    pub fn in_sight(&self) -> &[usize] {
        &self.found[..self.found.len().min(ROWS + self.more)]
    }

    /// The ids of the newest.
    pub fn newest(&self) -> Vec<String> {
        let newest = self.order.iter().map(|at| self.pages.items()[*at].id.clone());
        newest.filter(|id| !id.is_empty()).take(NEWEST).collect()
    }

    /// What became of those that were looked at, by their ids.
    pub fn verdicts(&self) -> &Shared<Vec<(String, Verdict)>> {
        &self.verdicts
    }

    /// What became of a delivery, if it was looked at.
    pub fn verdict(&self, id: &str) -> Option<&Verdict> {
        self.verdicts.iter().find(|(own, _)| own == id).map(|(_, verdict)| verdict)
    }

    /// What is under way.
    pub fn job(&self) -> Job {
        self.job
    }

    /// Whether it is to end after the call that is under way.
    pub fn is_stopping(&self) -> bool {
        self.stop
    }

    /// Why the last job did not come to its end.
    pub fn failed(&self) -> Option<&ApiError> {
        self.failed.as_ref()
    }

    /// The delivery that is open, by its id.
    pub fn shown(&self) -> Option<&(String, Shown)> {
        self.shown.as_ref()
    }

    /// Whether the delivery of that id is open.
    pub fn shows(&self, id: &str) -> bool {
        self.shown.as_ref().is_some_and(|(shown, _)| shown == id)
    }
}

/// What can happen.
impl Panel {
    /// The panel of a hook is opened.
    pub fn open(hook: Hook, serial: u64, target: Target) -> Panel {
        Panel {
            provider: Report::of(&hook).map(|report| report.provider),
            hook,
            serial,
            target,
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
        }
    }

    /// A job begins.
    pub fn begin(&mut self, job: Job) {
        (self.job, self.stop, self.failed) = (job, false, None);
    }

    /// The job is to end after the call that is under way.
    pub fn stop(&mut self) {
        self.stop = true;
    }

    /// The job is over, or came to no end.
    pub fn end(&mut self, failed: Option<ApiError>) {
        (self.job, self.failed) = (Job::Nothing, failed);
    }

    /// A page of the list was read.
    pub fn take(&mut self, page: Vec<DeliveryEntry>) {
        self.pages.take(page, |entry| entry.id.clone());
        let items = self.pages.items();
        let new = items.iter().skip(self.haystacks.len()).map(|entry| haystack(entry, None));
        self.haystacks.extend(new);
        self.order = (0..items.len()).collect();
        // Times of one form are ordered as texts are.
        self.order.sort_by(|a, b| items[*b].created_at.cmp(&items[*a].created_at));
        self.look();
    }

    /// Deliveries are looked for.
    pub fn find(&mut self, filter: String) {
        (self.filter, self.more) = (filter, 0);
        self.look();
    }

    /// More rows are asked for.
    pub fn show_more(&mut self) {
        self.more += ROWS;
    }

    /// A delivery is opened, to be read.
    pub fn show(&mut self, id: &str) {
        self.shown = Some((id.to_string(), Shown::Reading));
    }

    /// The open delivery is closed.
    pub fn hide(&mut self) {
        self.shown = None;
    }

    /// The open delivery was read, or could not be.
    pub fn explain(&mut self, id: &str, read: Result<(Delivery, Verdict), ApiError>) {
        let shown = match read {
            Ok(read) => {
                self.judge(id, &read.1);
                Shown::Read(Shared::new(read))
            }
            Err(error) => Shown::Failed(error),
        };
        self.shown = Some((id.to_string(), shown));
    }

    /// One of the newest was looked at: so many of so many are done.
    pub fn diagnosed(&mut self, id: &str, verdict: &Verdict, (done, all): (usize, usize)) {
        self.judge(id, verdict);
        self.job = Job::Diagnosing(done, all);
    }

    /// Keeps what became of a delivery, which can be found by it from now on.
    fn judge(&mut self, id: &str, verdict: &Verdict) {
        let verdicts = self.verdicts.change();
        verdicts.retain(|(own, _)| own != id);
        verdicts.push((id.to_string(), verdict.clone()));
        if let Some(at) = self.pages.items().iter().position(|entry| entry.id == id) {
            self.haystacks[at] = haystack(&self.pages.items()[at], Some(verdict));
            self.look();
        }
    }

    /// Looks again which deliveries the filter leaves: those that have every word of it.
    fn look(&mut self) {
        let wanted = self.filter.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |at: &usize| words.iter().all(|word| self.haystacks[*at].contains(word));
        self.found = self.order.iter().copied().filter(has_all).collect();
    }
}

/// A time of the API for people: of 2015-05-12T15:50:38.000000Z, date and time to the second.
pub fn time(text: &str) -> String {
    match text.get(..19) {
        Some(start) => visible(start).replace('T', " ") + " UTC",
        None if text.is_empty() => "time not given".into(),
        None => visible(text),
    }
}

/// All words by which a delivery may be looked for, in lower case.
fn haystack(entry: &DeliveryEntry, verdict: Option<&Verdict>) -> String {
    let action = entry.action_id.map_or_else(String::new, |id| id.to_string());
    let retry = entry.retry_of.as_ref().map_or_else(String::new, |id| format!(" retry of {id}"));
    let words = verdict.map_or("", |verdict| &verdict.words);
    // The time as it is written, and as it is shown.
    let (raw, time) = (&entry.created_at, time(&entry.created_at));
    format!("{raw} {time} {action} {}{retry} {} {words}", entry.id, entry.ip_address).to_lowercase()
}
