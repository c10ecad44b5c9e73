//! Carrying out confirmed changes: one full set or none.
//!
//! An [`Apply`] decides, the page acts: it asks [`Apply::next`], does that, and tells the outcome. One call follows the
//! other. A failure stops it; then a person presses Continue ([`Apply::resume`]), which finishes the set, or Undo
//! ([`Apply::undo`]), which puts back what was there before, with new ids for hooks that had to be created again.
//!
//! # What is never done
//!
//! Nothing is sent again that may have been done: when an answer is lost, the hook or the list is read first. Nothing is
//! changed or deleted before it was read in full, so that it can be put back as it was, and nothing that is not what the
//! list said: then the changes must be worked out anew.
//!
//! # The order
//!
//! At every moment a deploy may begin or end, so the order is that in which its status is best at each of them:
//!
//! 1. Creating adds an event that nothing reports, and can do no harm. The hooks for the ends come before the one for the
//!    start: a status that never begins is better than one that never ends, which can hold a pull request up.
//! 2. An update leaves its event reported all the time.
//! 3. A duplicate goes last, when the hook that stays is known to be there and right. Until then both report, as before:
//!    the later report counts, or a provider refuses it because that state stands already. Either way the status says what
//!    happened.
//!
//! Undoing goes the other way, so that each moment is one that was there before.

mod calls;
mod effect;
mod step;

pub use calls::Planned;
pub use step::{State, Step};

use crate::change::{Change, Changes, Removal};
use crate::endpoint::Target;
use crate::error::ApiError;
use crate::event::Event;
use crate::hook::{Hook, OutgoingHook};
use crate::plan::ReadyPlan;
use crate::request::ApiRequest;
use effect::Ask;

/// An answer of the API.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a str,
    /// The header `Retry-After`, where the page may read it.
    pub retry_after: Option<&'a str>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this request, and tell the outcome for the step of that number.
    Send(usize, Box<ApiRequest>),
    /// Read all hooks of the pipeline, and tell what is there.
    Look,
    /// Nothing.
    Stop,
}

/// How it stands as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Calls are under way or about to be.
    Running,
    /// All changes are made.
    Complete,
    /// It stopped on the way: a person can go on or undo.
    Partial,
    /// It stopped because a hook is not what the list said: the changes must be worked out anew. Undoing is possible.
    Stale,
    /// Everything is as it was.
    Undone,
    /// Undoing stopped on the way: a person can go on undoing.
    UndoPartial,
}

/// The pipeline that is worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    target: Target,
    pipeline: String,
}

/// The changes of one pipeline on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apply {
    place: Place,
    steps: Vec<Step>,
    undoing: bool,
    cancelled: bool,
    /// An earlier one that was not finished: Undo undoes it as well.
    before: Option<Box<Apply>>,
}

impl Apply {
    /// Begins. `changes` were worked out from a list that was just read, and confirmed. `before` is an unfinished one for
    /// the same pipeline, after which the form was corrected or the list read anew: what it did stands in that list, and
    /// is undone with the rest.
    pub fn start(target: &Target, pipeline: u64, changes: Changes, before: Option<Apply>) -> Apply {
        let place = Place { target: target.clone(), pipeline: pipeline.to_string() };
        let before = before.filter(|before| before.place == place).and_then(|mut before| {
            before.steps.iter_mut().for_each(|step| step.abandon(&place));
            (!matches!(before.outcome(), Outcome::Complete | Outcome::Undone)).then(|| Box::new(before))
        });
        let mut steps = Vec::new();
        for turn in 0..TURNS {
            let now = changes.list.iter().filter(|change| turn_of(change) == Some(turn));
            steps.extend(
                now.map(|change| Step::new(change.clone(), &place, &changes.known, stays_alone(change, &changes))),
            );
        }
        Apply { place, steps, undoing: false, cancelled: false, before }
    }

    /// What to do next. Nothing is sent after a failure or after [`Apply::cancel`], before a person has pressed something;
    /// what became of the last call is still read.
    pub fn next(&self) -> Next {
        if self.is_active() {
            return Next::Stop;
        }
        let Some((at, step)) = self.current() else { return Next::Stop };
        match step.ask(&self.place) {
            Some(Ask::Send { request, settles }) if settles || !self.cancelled => Next::Send(at, request),
            Some(Ask::List) => Next::Look,
            _ => Next::Stop,
        }
    }

    /// The first step that is not finished, in the order of the direction. The numbers of an earlier [`Apply`] follow.
    fn current(&self) -> Option<(usize, &Step)> {
        let mut open = self.steps.iter().enumerate().filter(|(_, step)| !step.is_finished());
        let own = if self.undoing { open.next_back() } else { open.next() };
        let before = || self.before.as_deref().filter(|_| self.undoing)?.current();
        own.or_else(|| before().map(|(at, step)| (self.steps.len() + at, step)))
    }

    fn step(&mut self, at: usize) -> Option<&mut Step> {
        let own = self.steps.len();
        if at < own { self.steps.get_mut(at) } else { self.before.as_mut()?.step(at - own) }
    }

    fn is_active(&self) -> bool {
        self.steps.iter().any(Step::is_active) || self.before.as_ref().is_some_and(|before| before.is_active())
    }

    /// The request of that step is on its way.
    pub fn sending(&mut self, at: usize) {
        if let Some(step) = self.step(at) {
            step.sending();
        }
    }

    /// The outcome of that step's request: the answer, whatever it says, or why there is none.
    pub fn answered(&mut self, at: usize, answer: Result<Answer<'_>, ApiError>) {
        let place = self.place.clone();
        if let Some(step) = self.step(at).filter(|step| step.is_active()) {
            step.answered(answer, &place);
        }
    }

    /// The pipeline's hooks, or why they could not be read.
    pub fn looked(&mut self, hooks: Result<&[Hook], ApiError>) {
        let (place, taken) = (self.place.clone(), self.created());
        if self.next() == Next::Look
            && let Some(at) = self.current().map(|(at, _)| at)
            && let Some(step) = self.step(at)
        {
            step.looked(hooks, &taken, &place);
        }
    }

    /// The ids of all hooks that were created on the way.
    fn created(&self) -> Vec<String> {
        let own = self.steps.iter().flat_map(Step::created).map(str::to_string);
        own.chain(self.before.iter().flat_map(|before| before.created())).collect()
    }

    /// Stops after the call that is under way.
    pub fn cancel(&mut self) {
        self.cancelled = true;
    }

    /// Whether [`Apply::cancel`] was called since a person last pressed something.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled
    }

    /// The press of Continue: goes on in the direction that was asked for.
    pub fn resume(&mut self) {
        if !self.is_active() {
            self.cancelled = false;
            self.steps.iter_mut().for_each(Step::resume);
            if let Some(before) = self.before.as_mut().filter(|_| self.undoing) {
                before.resume();
            }
        }
    }

    /// The press of Undo. It is possible whenever nothing is under way, also when everything is done.
    pub fn undo(&mut self) {
        if !self.is_active() {
            (self.undoing, self.cancelled) = (true, false);
            self.steps.iter_mut().for_each(|step| step.undo(&self.place));
            if let Some(before) = &mut self.before {
                before.undo();
            }
        }
    }

    /// The steps in the order in which they are done; their numbers are the places here.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The earlier one that was not finished. Its steps are undone with the others.
    pub fn before(&self) -> Option<&Apply> {
        self.before.as_deref()
    }

    /// Where the calls go.
    pub fn target(&self) -> &Target {
        &self.place.target
    }

    /// The pipeline's number.
    pub fn pipeline(&self) -> u64 {
        self.place.pipeline.parse().unwrap_or_default()
    }

    /// Whether the plan is for the same pipeline of the same API.
    pub fn is_for(&self, plan: &ReadyPlan) -> bool {
        self.pipeline() == plan.pipeline() && self.place.target == *plan.target()
    }

    /// Whether every hook of the plan is there already, unchanged since it was carried out.
    pub fn has_all_of(&self, plan: &ReadyPlan) -> bool {
        let has = |new: &OutgoingHook| self.steps.iter().any(|step| step.change().planned() == Some(new));
        self.is_for(plan) && self.outcome() == Outcome::Complete && plan.hooks().iter().all(|p| has(&p.hook))
    }

    /// How it stands.
    pub fn outcome(&self) -> Outcome {
        let finished = self.current().is_none();
        if self.is_active() || self.next() != Next::Stop {
            Outcome::Running
        } else if self.undoing {
            if finished { Outcome::Undone } else { Outcome::UndoPartial }
        } else if self.steps.iter().any(Step::is_stale) {
            Outcome::Stale
        } else if finished {
            Outcome::Complete
        } else {
            Outcome::Partial
        }
    }
}

/// Whether another hook is removed because this one does the same: then it must still be there.
fn stays_alone(change: &Change, changes: &Changes) -> bool {
    let goes = |other: &Change| matches!(other, Change::Remove { why: Removal::Duplicate, .. });
    changes.list.iter().any(|other| goes(other) && other.event() == change.event())
}

/// How many different turns [`turn_of`] gives.
const TURNS: usize = 14;

/// The turn of a change; `None` when there is nothing to do or to show.
fn turn_of(change: &Change) -> Option<usize> {
    // The ends before the start.
    let event = |from: usize| match change.event() {
        Some(Event::Failed) | None => from,
        Some(Event::Completed) => from + 1,
        Some(Event::Started) => from + 2,
        Some(Event::Queued) => from + 3,
    };
    match change {
        Change::Leave { .. } => None,
        Change::Create { .. } => Some(event(0)),
        Change::Update { .. } | Change::Switch { .. } => Some(event(4)),
        Change::Keep { .. } => Some(8),
        // The start before the ends.
        Change::Remove { .. } => Some(22 - event(9)),
    }
}
