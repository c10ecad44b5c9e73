//! Pausing, resuming and deleting hooks of the list. It is all done by the state machine that creates them, too: each hook
//! is read in full first, so that it can be put back, and nothing is touched that is not what the list said.

use hook_builder::apply::{Apply, Outcome};
use hook_builder::change::{Change, Changes};
use hook_builder::hook::{Direction, Hook};
use hook_builder::incoming::CreatedIncoming;
use hook_builder::json::visible;

use super::apply::{self, Job};
use super::call::Caller;
use super::editing;
use super::hooks::{self, Hooks};
use super::progress;
use crate::app::clipboard;
use crate::app::element::{Element, button, classed, el};
use crate::app::state::{Model, Page, focus_id};

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

/// What waits for its confirmation, and where it was asked for.
pub struct Asked {
    /// Where.
    pub spot: Spot,
    /// What.
    pub what: Question,
}

/// What is asked.
pub enum Question {
    /// Whether these hooks are to be deleted.
    Delete(Vec<String>),
    /// Whether a set is to take the place of what is typed into these fields.
    Replace(Vec<String>),
}

/// What was done with hooks, or is being done.
pub struct Work {
    /// By which it is known.
    pub number: u64,
    /// The changes.
    pub apply: Apply,
    /// While it is done, in words.
    doing: String,
    /// Once it is done.
    done: String,
    /// Incoming hooks that were made anew, with what only the answer to that tells.
    pub made_anew: Vec<MadeAnew>,
}

/// An incoming hook that was made anew.
pub struct MadeAnew {
    name: String,
    made: CreatedIncoming,
    shown: bool,
}

impl Work {
    /// How it stands, in one line.
    pub fn title(&self) -> String {
        let removes = self.apply.steps().iter().any(|step| matches!(step.change(), Change::Remove { .. }));
        match self.apply.outcome() {
            Outcome::Running if self.apply.steps().iter().any(apply::Step::is_undoing) => "Undoing …".to_string(),
            Outcome::Running => [&self.doing, " …"].concat(),
            Outcome::Complete => self.done.clone(),
            Outcome::Partial => "Stopped before all was done. See below what happened.".to_string(),
            Outcome::Stale => "Stopped: a hook is no longer what the list said. Press List hooks, or Undo.".to_string(),
            Outcome::Undone if removes => "Undone: what was deleted exists again, with a new id.".to_string(),
            Outcome::Undone => "Undone: all is as it was before.".to_string(),
            Outcome::UndoPartial => "Undoing stopped. See below what happened, then go on.".to_string(),
        }
    }

    /// Keeps what the answer tells about an incoming hook that was made anew.
    pub fn keep(&mut self, name: &str, made: CreatedIncoming) {
        self.made_anew.push(MadeAnew { name: name.to_string(), made, shown: false });
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

/// The press of Delete: asks first.
pub fn ask(page: Page, spot: Spot) {
    hooks::change(page, |hooks| {
        let ids = ids(hooks, spot);
        hooks.asked = (!ids.is_empty()).then_some(Asked { spot, what: Question::Delete(ids) });
    });
    leptos::prelude::request_animation_frame(|| focus_id("confirm-hooks"));
}

/// Takes the question away. The cursor goes back to where it was asked.
fn keep(page: Page, (): ()) {
    let mut back = String::new();
    hooks::change(page, |hooks| {
        let asked = hooks.asked.take();
        back = match asked.map(|asked| (asked.spot, asked.what)) {
            Some((Spot::Row(at), _)) => ["delete-", hooks.hook(at).map_or("", |hook| &hook.id)].concat(),
            Some((Spot::Group(number), Question::Delete(_))) => ["delete-set-group-", &number.to_string()].concat(),
            Some((Spot::Group(number), _)) => ["edit-as-one-group-", &number.to_string()].concat(),
            Some((Spot::Selected, _)) => "delete-selected".to_string(),
            None => String::new(),
        };
    });
    focus_id(&back);
}

/// The press that confirms.
fn confirm(page: Page, (): ()) {
    let asked = page.peek(|model| match hooks::hooks(model)?.asked.as_ref()? {
        Asked { what: Question::Delete(ids), .. } => Some(Ok(ids.clone())),
        Asked { spot: Spot::Group(number), .. } => Some(Err(*number)),
        _ => None,
    });
    match asked {
        Some(Ok(chosen)) => begin(page, |hooks| {
            let read = hooks.read()?;
            let changes = Changes::removing(&chosen, &read.hooks);
            let name = called(&read.hooks, &chosen);
            Some((changes, ["Deleting ", &name].concat(), ["Deleted ", &name, "."].concat()))
        }),
        Some(Err(number)) => editing::open(page, number),
        None => {}
    }
}

/// Begins what was asked for, if nothing else is under way.
fn begin(page: Page, plan: impl FnOnce(&Hooks) -> Option<(Changes, String, String)>) {
    if page.peek(|model| model.busy) {
        return page.announce("Nothing was sent: something else is under way. Wait for its end.");
    }
    let found = page.peek(|model| {
        let hooks = hooks::hooks(model)?;
        let read = hooks.read()?;
        Some((read.target.clone(), read.pipeline, plan(hooks)?))
    });
    let Some((target, pipeline, (changes, doing, done))) = found else { return };
    if !changes.any() {
        return page.announce("Nothing was sent: these hooks are so already.");
    }
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    let mut number = 0;
    hooks::change(page, |hooks| {
        hooks.asked = None;
        // What was put back needs no line any more.
        hooks.works.retain(|work| work.apply.outcome() != Outcome::Undone || !work.made_anew.is_empty());
        number = hooks.works.first().map_or(1, |work| work.number + 1);
        let apply = Apply::start(&caller.target, pipeline, changes, None);
        hooks.works.insert(0, Work { number, apply, doing, done, made_anew: Vec::new() });
        hooks.works_version += 1;
    });
    apply::run(page, caller, Job::Care(number));
}

/// The question that was asked at a place, if one was.
pub fn question(page: Page, hooks: &Hooks, spot: Spot) -> Option<Element> {
    let asked = hooks.asked.as_ref().filter(|asked| asked.spot == spot)?;
    let read = hooks.read()?;
    let (words, yes, no) = match &asked.what {
        Question::Delete(ids) => (delete_words(&read.hooks, ids), "Delete", "Keep"),
        Question::Replace(fields) => {
            let words = ["The set takes the place of what the form has now in: ", &fields.join(", "), "."].concat();
            (vec![words], "Replace what is typed", "Keep the form")
        }
    };
    let lines = words.iter().map(|words| el("p").text(words));
    let buttons = classed("div", "buttons")
        .child(button(page, "button button--bad", yes, (), confirm).attr("id", "confirm-hooks"))
        .child(button(page, "button", no, (), keep));
    Some(classed("div", "question").attr("role", "group").attr("aria-label", "Confirm").children(lines).child(buttons))
}

fn delete_words(all: &[Hook], ids: &[String]) -> Vec<String> {
    let chosen: Vec<&Hook> = all.iter().filter(|hook| ids.contains(&hook.id)).collect();
    let names: Vec<String> = chosen.iter().take(10).map(|hook| hooks::called(hook)).collect();
    let rest = chosen.len().saturating_sub(names.len());
    let more = if rest > 0 { [" and ", &rest.to_string(), " more"].concat() } else { String::new() };
    let count = if chosen.len() > 1 { [&chosen.len().to_string(), " hooks: "].concat() } else { String::new() };
    let them = if chosen.len() > 1 { "? Their deliveries go with them." } else { "? Its deliveries go with it." };
    let mut words = vec![["Delete ", &count, &names.join(", "), &more, them].concat()];
    words.push(after_undo(&chosen));
    words
}

/// What Undo does to deleted hooks.
fn after_undo(hooks: &[&Hook]) -> String {
    let one = hooks.len() == 1;
    let way_back = if one { "Undo creates it again, with a new id" } else { "Undo creates them again, with new ids" };
    let incoming = hooks.iter().any(|hook| hook.direction == Direction::Incoming);
    let then = match (incoming, one) {
        (false, _) => ".",
        (true, true) => ", another address and another secret: both must then be entered at the provider again.",
        (true, false) => {
            "; incoming ones with another address and another secret, which must then be entered at the provider again."
        }
    };
    [way_back, then].concat()
}

/// All that was done from here, the newest first: with its steps as long as something is left to do, else in one line.
pub fn view(page: Page, model: &Model, (): ()) -> Vec<Element> {
    let works = hooks::hooks(model).map(|hooks| hooks.works.as_slice()).unwrap_or_default();
    works.iter().enumerate().map(|(at, work)| one(page, work, at == 0)).collect()
}

fn one(page: Page, work: &Work, is_newest: bool) -> Element {
    let job = Job::Care(work.number);
    let outcome = work.apply.outcome();
    let settled = matches!(outcome, Outcome::Complete | Outcome::Undone);
    let title = work.title();
    let is_short = settled && (!is_newest || work.apply.steps().len() == 1 && is_plain(&work.apply));
    let mut panel = if is_short {
        progress::short(page, job, &work.apply, &title)
    } else {
        progress::view(page, job, &work.apply, &title)
    };
    let removed = work.apply.steps().iter().filter_map(|step| match step.change() {
        Change::Remove { hook, .. } => Some(hook),
        _ => None,
    });
    let removed: Vec<&Hook> = removed.collect();
    if outcome == Outcome::Complete && !removed.is_empty() {
        panel = panel.child(classed("p", "note").text(&after_undo(&removed)));
    }
    for (at, anew) in work.made_anew.iter().enumerate() {
        panel = panel.child(made_anew(page, work.number, at, anew));
    }
    panel
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
        hooks.works_version += 1;
    });
    focus_id("hooks-filter");
}

/// What must be entered at the provider again. The secret is shown only when that is asked for: the API gives it this once.
fn made_anew(page: Page, number: u64, at: usize, anew: &MadeAnew) -> Element {
    let tell = |words: &str| el("p").text(&["“", &visible(&anew.name), "” ", words].concat());
    let mut part = classed("div", "anew")
        .child(tell("has another address now. Enter it at the provider in place of the old one:"));
    part = part.child(classed("p", "anew__text").child(el("code").text(&visible(&anew.made.url))));
    let about =
        |what: &str| classed("span", "visually-hidden").text(&[" ", what, " of ", &visible(&anew.name)].concat());
    let press = |text: &str, act: fn(Page, (u64, usize))| button(page, "button button--small", text, (number, at), act);
    let mut buttons = vec![press("Copy address", |page, at| copy(page, at, false)).child(about("it"))];
    if let Some(secret) = &anew.made.secret {
        part = part.child(tell(
            "has another secret, too. The API gives it this once: it is kept in this page's memory until you hide this line or leave.",
        ));
        if anew.shown {
            part = part.child(classed("p", "anew__text").child(el("code").text(&visible(secret.reveal()))));
        }
        buttons.push(press("Copy secret", |page, at| copy(page, at, true)).child(about("it")));
        let show = if anew.shown { "Hide secret" } else { "Show secret" };
        buttons.push(
            press(show, |page, at| {
                change_anew(page, at, |anew| anew.shown = !anew.shown);
            })
            .attr("id", &["secret-", &number.to_string(), "-", &at.to_string()].concat())
            .child(about("it")),
        );
    }
    part.child(classed("div", "buttons").children(buttons))
}

fn change_anew(page: Page, (number, at): (u64, usize), change: impl FnOnce(&mut MadeAnew)) {
    page.update(|model| {
        let Some(hooks) = model.later.state_mut().map(|state| &mut state.hooks) else { return };
        let work = hooks.works.iter_mut().find(|work| work.number == number);
        if let Some(anew) = work.and_then(|work| work.made_anew.get_mut(at)) {
            change(anew);
            hooks.works_version += 1;
        }
    });
}

/// Copies the address or the secret, which is not read aloud.
fn copy(page: Page, (number, at): (u64, usize), secret: bool) {
    let text = page.peek(|model| {
        let work = hooks::hooks(model)?.works.iter().find(|work| work.number == number)?;
        let made = &work.made_anew.get(at)?.made;
        if secret { made.secret.as_ref().map(|secret| secret.reveal().to_string()) } else { Some(made.url.clone()) }
    });
    let Some(text) = text else { return };
    leptos::task::spawn_local(async move {
        let words = match (clipboard::write(&text).await, secret) {
            (true, true) => "Secret copied.",
            (true, false) => "Address copied.",
            (false, true) => "The browser refused to copy. Press Show secret, select it and copy it by hand.",
            (false, false) => "The browser refused to copy. Select the address and copy it by hand.",
        };
        page.announce(words);
    });
}
