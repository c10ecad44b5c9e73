//! What the list of hooks says of the changes.

use super::step::Step;
use super::{Apply, LOOKS, Look, Next, State};
use crate::devopness::endpoint::Call;
use crate::devopness::error::{ApiError, Cause};
use crate::devopness::hook::Hook;

impl Apply {
    /// The pipeline's hooks, or why they could not be read.
    pub fn looked(&mut self, hooks: Result<&[Hook], ApiError>) {
        if self.next() != Next::Look {
            return;
        }
        match (self.current().map(|(at, _)| at), hooks) {
            (Some(at), hooks) if self.look != Look::First => self.search(at, hooks),
            (_, Err(error)) => self.look = Look::Failed(error),
            (_, Ok(hooks)) if self.look == Look::First => self.precede(hooks),
            (_, Ok(hooks)) => self.prove(hooks),
        }
    }

    /// Looks for what became of a step's create.
    fn search(&mut self, at: usize, hooks: Result<&[Hook], ApiError>) {
        let (place, taken) = (self.place.clone(), self.created());
        if let Some(step) = self.step(at) {
            step.looked(hooks, &taken, &place);
        }
    }

    /// Takes the list that is read before going on: it tells what became of every create whose end is not known, and whether
    /// somebody else was quicker.
    fn precede(&mut self, hooks: &[Hook]) {
        self.look = Look::Last;
        for at in 0..self.count() {
            if self.step(at).is_some_and(|step| step.is_looked_for()) {
                self.search(at, Ok(hooks));
            }
        }
        let taken = self.created();
        let undoing = self.undoing;
        for at in 0..self.count() {
            if let Some(step) = self.step(at) {
                step.preceded(hooks, &taken, undoing);
            }
        }
    }

    /// Takes the list that is read when all seems to be done.
    fn prove(&mut self, hooks: &[Hook]) {
        let (place, mut seen) = (self.place.clone(), Apply { look: Look::Last, ..self.clone() });
        for at in 0..seen.count() {
            let taken = seen.created();
            if let Some(step) = seen.step(at) {
                step.proved(hooks, &taken, &place);
            }
        }
        let taken = seen.created();
        let is_twin = |hook: &&Hook| !taken.contains(&hook.id) && seen.makes(hook, hooks);
        let twins: Vec<Hook> = hooks.iter().filter(is_twin).cloned().collect();
        seen.twins = twins.into_iter().map(|twin| seen.prefer(&twin, hooks).unwrap_or(twin)).collect();
        // A list may be behind, or wrong for once: against what was answered, and of what is gone, only two are believed.
        let deletes = self.undoing || self.steps.iter().any(Step::deletes);
        let doubted = deletes || seen.states().ne(self.states());
        match &self.look {
            Look::Last if doubted => return self.look = Look::Again(Box::new(seen), 1),
            Look::Again(_, LOOKS) => {
                return self.look =
                    Look::Failed(Call::Hooks(self.pipeline()).failed(Cause::Unexpected { status: 200 }));
            }
            Look::Again(last, times) if **last != seen => return self.look = Look::Again(Box::new(seen), times + 1),
            _ => {}
        }
        seen.end(if seen.current().is_some() { Look::Last } else { Look::Seen });
        *self = seen;
        if self.undoing && !self.cleared {
            self.remove_twins();
        }
    }

    /// Gives up a hook that was created for an older one; gives back the one that is then too many.
    fn prefer(&mut self, twin: &Hook, hooks: &[Hook]) -> Option<Hook> {
        self.steps.iter_mut().find_map(|step| step.prefer(twin, hooks))
    }

    pub(super) fn end(&mut self, look: Look) {
        if look == Look::Seen && !self.undoing && self.twins.is_empty() {
            self.steps.iter_mut().for_each(Step::end);
        }
        if let Some(before) = self.before.as_mut().filter(|_| self.undoing) {
            before.end(look.clone());
        }
        self.look = look;
    }

    /// How many steps there are that count at present: those of an earlier one are only undone.
    pub(super) fn count(&self) -> usize {
        self.steps.len() + self.before.iter().filter(|_| self.undoing).map(|before| before.count_all()).sum::<usize>()
    }

    pub(super) fn count_all(&self) -> usize {
        self.steps.len() + self.before.as_ref().map_or(0, |before| before.count_all())
    }

    pub(super) fn states(&self) -> impl Iterator<Item = State<'_>> {
        let mut all: Vec<&Step> = self.steps.iter().collect();
        let mut before = self.before.as_deref().filter(|_| self.undoing);
        while let Some(earlier) = before {
            all.extend(&earlier.steps);
            before = earlier.before.as_deref();
        }
        all.into_iter().map(Step::state)
    }

    pub(super) fn has_made(&self, hook: &Hook) -> bool {
        self.created().contains(&hook.id) || self.makes(hook, &[])
    }

    pub(super) fn makes(&self, hook: &Hook, hooks: &[Hook]) -> bool {
        self.steps.iter().any(|step| step.makes(hook, hooks))
            || self.before.as_ref().is_some_and(|before| before.makes(hook, hooks))
    }
}
