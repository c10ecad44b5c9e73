//! Pausing, resuming and deleting hooks of the list. It is all done by the state machine that creates them, too: each hook
//! is read in full first, so that it can be put back, and nothing is touched that is not what the list said.

mod anew;
mod question;

use hook_builder::devopness::hook::Hook;
use hook_builder::doctor::apply::{Apply, Outcome};
use hook_builder::doctor::change::{Change, Changes};
use hook_builder::doctor::incoming::CreatedIncoming;
use hook_builder::page::shared::Shared;
use leptos::task::spawn_local;

use super::apply::{self, Job};
use super::call::Caller;
use super::hooks::{self, Hooks};
use super::{headline, progress};
use crate::app::Element;
use crate::app::element::{classed, el};
use crate::app::state::{Model, Page, focus_id};
use anew::MadeAnew;
use question::after_undo;
pub use question::{Asked, Question, ask, view as question};

/// Which hooks are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The one at a place of the list.
    Row(usize),
    /// All of a group.
    Group(usize),
    /// All that are selected.
    Selected,
}

/// What was done with hooks, or is being done.
pub struct Work {
    /// By which it is known.
    pub number: u64,
    /// The changes.
    pub apply: Shared<Apply>,
    /// While it is done, in words.
    doing: String,
    /// Once it is done.
    done: String,
    /// Incoming hooks that were made anew, with what only the answer to that tells.
    pub made_anew: Vec<MadeAnew>,
}

impl Work {
    /// Begins.
    pub fn new(number: u64, apply: Apply, (doing, done): (String, String)) -> Work {
        Work { number, apply: Shared::new(apply), doing, done, made_anew: Vec::new() }
    }

    /// How it stands, in one line.
    pub fn title(&self) -> String {
        let removes = self.apply.steps().iter().any(|step| matches!(step.change(), Change::Remove { .. }));
        match self.apply.outcome() {
            Outcome::Running if self.apply.steps().iter().any(apply::Step::is_undoing) => "Undoing …".to_string(),
            Outcome::Running => [&self.doing, " …"].concat(),
            Outcome::Complete => self.done.clone(),
            Outcome::Doubled => {
                let twins = headline::twins(self.apply.twins().len());
                [&self.done, " But ", &twins].concat()
            }
            Outcome::Partial => "Stopped before all was done. See below what happened.".to_string(),
            Outcome::Stale => "Stopped: a hook is no longer what the list said. Press List hooks, or Undo.".to_string(),
            Outcome::Undone if headline::not_put_back(&self.apply) > 0 => headline::undone(&self.apply),
            Outcome::Undone if removes => "Undone: what was deleted exists again, with a new id.".to_string(),
            Outcome::Undone => "Undone: all is as it was before.".to_string(),
            Outcome::UndoPartial => "Undoing stopped. See below what happened, then go on.".to_string(),
        }
    }

    /// Keeps what the answer tells about an incoming hook that was made anew.
    pub fn keep(&mut self, name: &str, made: CreatedIncoming) {
        self.made_anew.push(MadeAnew::new(name, made));
    }
}

/// The ids of the hooks that are meant.
fn ids(hooks: &Hooks, spot: Spot) -> Vec<String> {
    let Some(read) = hooks.read() else { return Vec::new() };
    let places = match spot {
        Spot::Row(at) => vec![at],
        Spot::Group(number) => read.groups.get(number).map(|group| group.hooks.clone()).unwrap_or_default(),
        Spot::Selected => return hooks.selected.clone(),
    };
    places.into_iter().filter_map(|at| read.hooks.get(at)).map(|hook| hook.id.clone()).collect()
}

/// The hooks of these ids, in a few words.
fn called(all: &[Hook], ids: &[String]) -> String {
    let mut named = all.iter().filter(|hook| ids.contains(&hook.id));
    match (named.next(), ids.len()) {
        (Some(hook), 1) => hooks::called(hook),
        (_, count) => [&count.to_string(), " hooks"].concat(),
    }
}

/// The press of Pause or Resume.
pub fn switch(page: Page, (spot, on): (Spot, bool)) {
    begin(page, |hooks| {
        let (read, ids) = (hooks.read()?, ids(hooks, spot));
        let changes = Changes::switching(&ids, on, &read.hooks);
        let changed: Vec<String> = changes.list.iter().filter_map(Change::hook).map(|hook| hook.id.clone()).collect();
        let name = called(&read.hooks, &changed);
        Some(match (on, changed.len()) {
            (true, _) => (changes, ["Resuming ", &name].concat(), ["Resumed ", &name, "."].concat()),
            (false, count) => {
                let then = if count == 1 {
                    ": it does not fire until it is resumed."
                } else {
                    ": they do not fire until they are resumed."
                };
                (changes, ["Pausing ", &name].concat(), ["Paused ", &name, then].concat())
            }
        })
    });
}

/// Begins what was asked for, if nothing else is under way.
fn begin(page: Page, plan: impl FnOnce(&Hooks) -> Option<(Changes, String, String)>) {
    if page.peek(|model| model.is_busy()) {
        return page.announce("Nothing was sent: something else is under way. Wait for its end.");
    }
    let found = page.peek(|model| {
        let hooks = hooks::hooks(model);
        let read = hooks.read()?;
        Some((read.target.clone(), read.pipeline, plan(hooks)?))
    });
    let Some((target, pipeline, (changes, doing, done))) = found else { return };
    if !changes.any() {
        return page.announce("Nothing was sent: these hooks are so already.");
    }
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    let number = page.peek(|model| hooks::hooks(model).works.first().map_or(1, |work| work.number + 1));
    let job = Job::Care(number);
    let began = apply::run(page, caller.clone(), pipeline, job, async move |caller| {
        let Some(caller) = caller else { return false };
        hooks::change(page, |hooks| {
            hooks.asked = None;
            // What was put back needs no line any more.
            hooks.works.retain(|work| work.apply.outcome() != Outcome::Undone || !work.made_anew.is_empty());
            let apply = Apply::start(&caller.target, pipeline, changes, None);
            hooks.works.insert(0, Work::new(number, apply, (doing, done)));
        });
        true
    });
    spawn_local(async move {
        if began.await.is_some() {
            apply::follow(page, &caller, job).await;
        }
    });
}

/// All that was done from here, the newest first: with its steps as long as something is left to do, else in one line.
pub fn place(page: Page) -> Element {
    el("div").region(page, (), kinds, |page, model, ()| {
        let works = &hooks::hooks(model).works;
        works.iter().zip(kinds(model, ())).map(|(work, (_, is_short))| one(page, work, is_short)).collect()
    })
}

/// The works by their numbers, and whether each is told in one line.
fn kinds(model: &Model, (): ()) -> Vec<(u64, bool)> {
    let kind = |(at, work): (usize, &Work)| {
        let settled = matches!(work.apply.outcome(), Outcome::Complete | Outcome::Undone);
        let is_short = settled && (at > 0 || work.apply.steps().len() == 1 && is_plain(&work.apply));
        (work.number, is_short)
    };
    hooks::hooks(model).works.iter().enumerate().map(kind).collect()
}

fn one(page: Page, work: &Work, is_short: bool) -> Element {
    let job = Job::Care(work.number);
    let panel = if is_short { progress::short(page, job) } else { progress::view(page, job, &work.apply) };
    panel.region(page, work.number, removed, told).region(page, work.number, anew::key, anew::view)
}

/// What Undo does to what was deleted, once that is done.
fn removed(model: &Model, number: u64) -> Option<String> {
    let apply = &hooks::hooks(model).work(number)?.apply;
    let removed = apply.steps().iter().filter_map(|step| match step.change() {
        Change::Remove { hook, .. } => Some(hook),
        _ => None,
    });
    let removed: Vec<&Hook> = removed.collect();
    (apply.outcome() == Outcome::Complete && !removed.is_empty()).then(|| after_undo(&removed))
}

fn told(_: Page, model: &Model, number: u64) -> Vec<Element> {
    removed(model, number).map(|words| classed("p", "note").text(&words)).into_iter().collect()
}

/// Whether no step has more to say than the title.
fn is_plain(apply: &Apply) -> bool {
    apply.steps().iter().all(|step| step.differs().is_empty() && step.not_read_back().is_none())
}

/// Takes a work's line away, and with it its Undo.
pub fn dismiss(page: Page, job: Job) {
    let Job::Care(number) = job else { return };
    hooks::change(page, |hooks| {
        hooks.works.retain(|work| work.number != number);
    });
    focus_id("hooks-filter");
}
