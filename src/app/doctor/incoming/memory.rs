//! What was chosen for the incoming hook, and what follows from it and from the main form. That is worked out when it is
//! asked for, once for each change.

use std::sync::{Mutex, PoisonError};

use hook_builder::doctor::incoming::{IncomingField, IncomingForm, IncomingPlan, incoming};
use hook_builder::form::plan::Plan;
use hook_builder::form::problem::Severity;
use hook_builder::form::values::FormValues;
use hook_builder::page::shared::Shared;
use hook_builder::provider::sender::Trigger;

use super::super::state::{self, own};
use super::job::Job;
use crate::app::state::{Model, Page, Tone};

/// The part's memory.
#[derive(Default)]
pub struct Incoming {
    /// Whether it is on the screen.
    pub open: bool,
    /// What was chosen here.
    pub choices: Shared<Choices>,
    /// The format that is shown, as its place among the tabs.
    pub format: usize,
    /// What came of the last press.
    pub job: Shared<Job>,
    /// The fields that were left once, or all after a press: an empty one is now a fault.
    touched: Vec<IncomingField>,
    derived: Mutex<Option<(From, Shared<Derived>)>>,
}

/// What it was worked out from.
type From = (Shared<Plan>, Shared<Choices>);

/// What somebody chose here. All else follows the main form.
#[derive(Clone)]
pub struct Choices {
    /// The trigger; until one is chosen, the one that the templates need.
    pub trigger: Option<Trigger>,
    /// The branches.
    pub branch: String,
    /// Whether somebody has typed them.
    branch_typed: bool,
    /// The hook's name.
    pub hook_name: String,
    /// The switches, in the order of [`Switch`].
    pub switches: [bool; 4],
    /// The paths of other variables, by their names: they are kept while a name is not used.
    paths: Vec<(String, String)>,
}

/// A choice that is on or off.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Requests must be signed.
    Signed,
    /// A request without a hash starts nothing.
    Required,
    /// The hook says what to deploy.
    Source,
    /// Requests from forks count too.
    Forks,
}

impl Default for Choices {
    fn default() -> Self {
        let (branch, hook_name) = ("main".to_string(), String::new());
        Choices {
            trigger: None,
            branch,
            branch_typed: false,
            hook_name,
            switches: [true, true, true, false],
            paths: Vec::new(),
        }
    }
}

/// What follows from the choices and from the main form.
pub struct Derived {
    /// The whole form.
    pub form: IncomingForm,
    /// The hook, its request, and what is to be said.
    pub incoming: IncomingPlan,
}

impl Choices {
    fn form(&self, main: &FormValues, plan: &Plan) -> IncomingForm {
        let mut form = IncomingForm::for_plan(main, plan);
        if let Some(trigger) = self.trigger {
            form.trigger = trigger;
        }
        (form.branch, form.hook_name) = (self.branch.clone(), self.hook_name.clone());
        [form.signed, form.required, form.source, form.forks] = self.switches;
        for extra in &mut form.extra {
            if let Some((_, path)) = self.paths.iter().find(|(name, _)| *name == extra.name) {
                extra.path.clone_from(path);
            }
        }
        form
    }
}

impl Incoming {
    /// Takes an application's default branch, unless somebody has typed another one.
    pub fn take_branch(&mut self, branch: &str) {
        if !self.choices.branch_typed && !branch.is_empty() {
            self.choices.change().branch = branch.to_string();
        }
    }

    fn derive(&self, model: &Model) -> Shared<Derived> {
        let from = (model.plan().clone(), self.choices.clone());
        let mut last = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.take();
        let derived = match before {
            Some((of, derived)) if of == from => derived,
            before => {
                let form = self.choices.form(model.form(), model.plan());
                let incoming = incoming(&form, model.plan());
                // What is the same stands where it stood, so that nothing is made anew for it.
                let same = before.map(|(_, derived)| derived).filter(|derived| derived.is(&form, &incoming));
                same.unwrap_or_else(|| Shared::new(Derived { form, incoming }))
            }
        };
        *last = Some((from, derived.clone()));
        derived
    }
}

impl Derived {
    fn is(&self, form: &IncomingForm, incoming: &IncomingPlan) -> bool {
        let own = &self.incoming;
        let is_same = own.request == incoming.request && own.notes == incoming.notes;
        is_same && own.problems == incoming.problems && self.form == *form
    }
}

/// The part's memory.
pub fn memory(model: &Model) -> &Incoming {
    &own(model).incoming
}

/// What follows from all that was chosen.
pub fn derived(model: &Model) -> Shared<Derived> {
    memory(model).derive(model)
}

/// Changes the memory, but not the choices.
pub fn change(page: Page, change: impl FnOnce(&mut Incoming)) {
    state::change(page, |state| change(&mut state.incoming));
}

/// Changes the choices.
pub fn choose(page: Page, choose: impl FnOnce(&mut Choices)) {
    change(page, |memory| choose(memory.choices.change()));
}

/// The text of a field.
pub fn text(model: &Model, field: IncomingField) -> String {
    let derived = derived(model);
    match field {
        IncomingField::Branch => derived.form.branch.clone(),
        IncomingField::HookName => derived.form.hook_name.clone(),
        IncomingField::Path(at) => derived.form.extra.get(at).map(|extra| extra.path.clone()).unwrap_or_default(),
        IncomingField::Trigger | IncomingField::Main(_) => String::new(),
    }
}

/// Takes what was typed into a field.
pub fn type_in(page: Page, field: IncomingField, text: String) {
    let name = match field {
        IncomingField::Path(at) => page.peek(|model| Some(derived(model).form.extra.get(at)?.name.clone())),
        _ => None,
    };
    choose(page, |choices| match (field, name) {
        (IncomingField::Branch, _) => (choices.branch, choices.branch_typed) = (text, true),
        (IncomingField::HookName, _) => choices.hook_name = text,
        (IncomingField::Path(_), Some(name)) => {
            choices.paths.retain(|(own, _)| *own != name);
            choices.paths.push((name, text));
        }
        _ => {}
    });
}

/// A field was left.
pub fn touch(page: Page, field: IncomingField) {
    change(page, |memory| {
        if !memory.touched.contains(&field) {
            memory.touched.push(field);
        }
    });
}

/// What is to be said at a field.
pub fn note(model: &Model, field: IncomingField) -> Option<(Tone, String)> {
    let derived = derived(model);
    let problems = || derived.incoming.problems.iter().filter(move |problem| problem.field == field);
    let worst = problems().map(|problem| problem.severity).max()?;
    let tone = match worst {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Missing if memory(model).touched.contains(&field) => Tone::Error,
        Severity::Missing => Tone::Hint,
    };
    let texts: Vec<&str> = problems().map(|problem| problem.text.as_str()).collect();
    Some((tone, texts.join(" ")))
}
