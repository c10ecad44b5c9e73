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
//! # The end is read, not believed
//!
//! A server may say one thing and do another, and a browser may repeat a request by itself: Chromium sends a `POST` once
//! more when a connection that it has used before breaks without an answer. So the list is read before a Continue, and
//! again when all seems to be done. What it does not show is not done. A hook that it shows once more than it was created is
//! a twin: a person removes it with a press ([`Apply::remove_twins`]), and undoing removes it by itself.
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
mod look;
mod order;
mod step;

pub use calls::Planned;
pub use step::{State, Step};

use crate::devopness::endpoint::{Answer, Target};
use crate::devopness::error::ApiError;
use crate::devopness::hook::{Hook, OutgoingHook};
use crate::devopness::request::ApiRequest;
use crate::doctor::change::{Change, Changes, Removal};
use crate::form::plan::ReadyPlan;
use effect::Ask;
use order::{TURNS, stays_alone, turn_of};

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
    /// All changes are made, and the list shows them.
    Complete,
    /// All changes are made, and a hook is there more than once ([`Apply::twins`]).
    Doubled,
    /// It stopped on the way: a person can go on or undo.
    Partial,
    /// It stopped because a hook is not what the list said: the changes must be worked out anew. Undoing is possible.
    Stale,
    /// Everything is as it was, and the list shows it.
    Undone,
    /// Undoing stopped on the way: a person can go on undoing.
    UndoPartial,
}

/// How often the list is read until two in a row say the same.
const LOOKS: u8 = 5;

/// The pipeline that is worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    target: Target,
    pipeline: String,
}

/// The reading of the list, but for that after a lost answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Look {
    /// It is read once all steps are finished.
    Last,
    /// It is read until two lists in a row say the same. What the last one says, and how often it was read.
    Again(Box<Apply>, u8),
    /// It is read before anything else is done.
    First,
    /// It could not be read.
    Failed(ApiError),
    /// It shows the end.
    Seen,
}

/// The changes of one pipeline on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apply {
    place: Place,
    steps: Vec<Step>,
    undoing: bool,
    cancelled: bool,
    look: Look,
    twins: Vec<Hook>,
    /// Whether twins were removed since a person last pressed something: a server that makes more and more is left alone.
    cleared: bool,
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
            before.steps.iter_mut().for_each(|step| step.abandon(&changes.known, &place));
            (!matches!(before.outcome(), Outcome::Complete | Outcome::Undone)).then(|| Box::new(before))
        });
        let mut steps = Vec::new();
        for turn in 0..TURNS {
            let now = changes.list.iter().filter(|change| turn_of(change) == Some(turn));
            steps.extend(
                now.map(|change| Step::new(change.clone(), &place, &changes.known, stays_alone(change, &changes))),
            );
        }
        let (look, twins) = (Look::Last, Vec::new());
        Apply { place, steps, undoing: false, cancelled: false, look, twins, cleared: false, before }
    }

    /// What to do next. Nothing is sent after a failure or after [`Apply::cancel`], before a person has pressed something;
    /// what became of the last call is still read.
    pub fn next(&self) -> Next {
        if self.is_active() {
            return Next::Stop;
        }
        match self.look {
            Look::Failed(_) | Look::Seen => return Next::Stop,
            Look::First => return Next::Look,
            Look::Last | Look::Again(..) => {}
        }
        if self.is_stale() {
            return Next::Stop;
        }
        let Some((at, step)) = self.current() else { return Next::Look };
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

    /// Whether a hook is not what the list said, on the way there: on the way back that stops nothing.
    fn is_stale(&self) -> bool {
        !self.undoing && self.steps.iter().any(Step::is_stale)
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
    pub fn answered(&mut self, at: usize, answer: Result<Answer, ApiError>) {
        let (place, taken) = (self.place.clone(), self.created());
        if let Some(step) = self.step(at).filter(|step| step.is_active()) {
            step.answered(answer, &taken, &place);
        }
    }

    /// The hooks that the list shows, when all was done, beside those that they are copies of. No one but this run made them:
    /// they are what it created, and were not there before.
    pub fn twins(&self) -> &[Hook] {
        &self.twins
    }

    /// The press that removes them. Each is read in full first, like every hook that is removed.
    pub fn remove_twins(&mut self) {
        if self.twins.is_empty() || self.is_active() {
            return;
        }
        for hook in std::mem::take(&mut self.twins) {
            let change = Change::Remove { hook, why: Removal::Twin };
            self.steps.push(Step::new(change, &self.place, &[], false));
        }
        (self.look, self.cleared, self.cancelled) = (Look::First, true, false);
    }

    /// Why the list could not be read, if so: before going on, or when all seemed to be done.
    pub fn look_error(&self) -> Option<&ApiError> {
        match &self.look {
            Look::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether every step is finished, though the list was not seen yet.
    pub fn is_answered(&self) -> bool {
        self.current().is_none()
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

    /// The press of Continue: goes on in the direction that was asked for, after a look at the list.
    pub fn resume(&mut self) {
        if self.is_active() || self.look == Look::Seen && self.twins.is_empty() {
            return;
        }
        self.turn(Look::First);
        self.steps.iter_mut().for_each(Step::resume);
        if let Some(before) = self.before.as_mut().filter(|_| self.undoing) {
            before.resume();
        }
    }

    /// The press of Undo. It is possible whenever nothing is under way, also when everything is done. Where the list has not
    /// shown the end, it is read first.
    pub fn undo(&mut self) {
        if self.is_active() || self.outcome() == Outcome::Undone {
            return;
        }
        self.undoing = true;
        self.turn(if self.look == Look::Seen { Look::Last } else { Look::First });
        for step in &mut self.steps {
            // What an earlier run has made is not to come back.
            let made = |hook: &Hook| self.before.as_ref().is_some_and(|before| before.has_made(hook));
            let made = step.change().hook().is_some_and(made);
            step.undo(made, &self.place);
        }
        if let Some(before) = &mut self.before {
            before.undo();
        }
    }

    /// A press. Twins whose removal did not come to its end are found again at the end.
    fn turn(&mut self, look: Look) {
        self.steps.retain(|step| step.is_finished() || !step.removes_twin());
        if self.undoing {
            self.remove_twins();
        }
        (self.look, self.cancelled, self.cleared) = (look, false, false);
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
        let seen = self.look == Look::Seen;
        if self.is_active() || self.next() != Next::Stop {
            Outcome::Running
        } else if self.undoing {
            if seen && self.twins.is_empty() { Outcome::Undone } else { Outcome::UndoPartial }
        } else if self.is_stale() {
            Outcome::Stale
        } else if !seen {
            Outcome::Partial
        } else if self.twins.is_empty() {
            Outcome::Complete
        } else {
            Outcome::Doubled
        }
    }
}
