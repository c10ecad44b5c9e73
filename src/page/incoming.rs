//! What was chosen for the incoming hook, and what follows from it and from the main form. That is worked out when it is
//! asked for, once for each change.

use std::sync::{Mutex, PoisonError};

use super::shared::Shared;
use super::{Model, Tone};
use crate::doctor::incoming::{IncomingField, IncomingForm, IncomingPlan, incoming};
use crate::form::plan::Plan;
use crate::form::problem::Severity;
use crate::provider::sender::Trigger;

/// The form of the incoming hook, as far as it is not the main one.
#[derive(Default)]
pub struct Builder {
    choices: Shared<Choices>,
    /// The fields that were left once, or all after a press: an empty one is now a fault.
    touched: Vec<IncomingField>,
    derived: Mutex<Option<(From, Shared<Derived>)>>,
}

/// What something was worked out from.
type From = (Shared<Plan>, Shared<Choices>);

/// What somebody chose here. All else follows the main form.
#[derive(Clone)]
struct Choices {
    /// Until one is chosen, the one that the templates need.
    trigger: Option<Trigger>,
    branch: String,
    branch_typed: bool,
    hook_name: String,
    /// In the order of [`Switch`].
    switches: [bool; 4],
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

/// What follows from the choices and from the main form.
pub struct Derived {
    /// The whole form.
    pub form: IncomingForm,
    /// The hook, its request, and what is to be said.
    pub incoming: IncomingPlan,
}

impl Default for Choices {
    fn default() -> Self {
        Choices {
            trigger: None,
            branch: "main".into(),
            branch_typed: false,
            hook_name: String::new(),
            switches: [true, true, true, false],
            paths: Vec::new(),
        }
    }
}

impl Choices {
    fn form(&self, model: &Model) -> IncomingForm {
        let mut form = IncomingForm::for_plan(model.form(), model.plan());
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

impl Derived {
    fn is(&self, form: &IncomingForm, incoming: &IncomingPlan) -> bool {
        let own = &self.incoming;
        let is_same = own.request == incoming.request && own.notes == incoming.notes;
        is_same && own.problems == incoming.problems && self.form == *form
    }
}

/// What can be read.
impl Builder {
    /// What follows from all that was chosen.
    pub fn derived(&self, model: &Model) -> Shared<Derived> {
        let from = (model.plan().clone(), self.choices.clone());
        let mut last = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        let derived = match last.take() {
            Some((of, derived)) if of == from => derived,
            before => {
                let form = self.choices.form(model);
                let incoming = incoming(&form, model.plan());
                // What is the same stands where it stood, so that nothing is made anew for it.
                let same = before.map(|(_, derived)| derived).filter(|derived| derived.is(&form, &incoming));
                same.unwrap_or_else(|| Shared::new(Derived { form, incoming }))
            }
        };
        *last = Some((from, derived.clone()));
        derived
    }

    /// Whether a choice is on.
    pub fn is_on(&self, switch: Switch) -> bool {
        self.choices.switches[switch as usize]
    }

    /// The text of a field.
    pub fn text(&self, model: &Model, field: IncomingField) -> String {
        let form = &self.derived(model).form;
        match field {
            IncomingField::Branch => form.branch.clone(),
            IncomingField::HookName => form.hook_name.clone(),
            IncomingField::Path(at) => form.extra.get(at).map(|extra| extra.path.clone()).unwrap_or_default(),
            IncomingField::Trigger | IncomingField::Main(_) => String::new(),
        }
    }

    /// What is to be said at a field.
    pub fn note(&self, model: &Model, field: IncomingField) -> Option<(Tone, String)> {
        let derived = self.derived(model);
        let problems = || derived.incoming.problems.iter().filter(move |problem| problem.field == field);
        let tone = match problems().map(|problem| problem.severity).max()? {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Missing if self.touched.contains(&field) => Tone::Error,
            Severity::Missing => Tone::Hint,
        };
        let texts: Vec<&str> = problems().map(|problem| problem.text.as_str()).collect();
        Some((tone, texts.join(" ")))
    }
}

/// What can happen.
impl Builder {
    /// An application tells its default branch: it is taken, unless somebody has typed another one.
    pub fn take_branch(&mut self, branch: &str) {
        if !self.choices.branch_typed && !branch.is_empty() {
            self.choices.change().branch = branch.to_string();
        }
    }

    /// A trigger is chosen.
    pub fn choose(&mut self, trigger: Trigger) {
        self.choices.change().trigger = Some(trigger);
    }

    /// A choice is turned on or off.
    pub fn turn(&mut self, switch: Switch, on: bool) {
        self.choices.change().switches[switch as usize] = on;
    }

    /// A person types into a field, of the form as it was derived.
    pub fn type_in(&mut self, derived: &Derived, field: IncomingField, text: String) {
        let choices = self.choices.change();
        match field {
            IncomingField::Branch => (choices.branch, choices.branch_typed) = (text, true),
            IncomingField::HookName => choices.hook_name = text,
            IncomingField::Path(at) => {
                if let Some(extra) = derived.form.extra.get(at) {
                    choices.paths.retain(|(own, _)| *own != extra.name);
                    choices.paths.push((extra.name.clone(), text));
                }
            }
            IncomingField::Trigger | IncomingField::Main(_) => {}
        }
    }

    /// A field was left.
    pub fn touch(&mut self, field: IncomingField) {
        if !self.touched.contains(&field) {
            self.touched.push(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::form::field::Field;

    fn model() -> Model {
        let mut model = Model::default();
        model.type_in(Field::Pipeline, "512".into());
        model.type_in(Field::Repository, "acme/shop".into());
        model
    }

    #[test]
    fn what_follows_stands_where_it_stood_while_it_is_the_same() {
        let (mut model, mut builder) = (model(), Builder::default());
        let first = builder.derived(&model);
        assert!(builder.derived(&model) == first);
        model.type_in(Field::Description(Event::Started), "Deploying".into());
        assert!(builder.derived(&model) == first, "the incoming hook does not have it");
        builder.turn(Switch::Signed, false);
        assert!(!builder.is_on(Switch::Signed) && builder.is_on(Switch::Required));
        let second = builder.derived(&model);
        assert!(second != first && !second.form.signed);
        builder.choose(Trigger::Request);
        assert!(builder.derived(&model).form.trigger == Trigger::Request);
    }

    #[test]
    fn a_branch_is_taken_until_somebody_types_one() {
        let (model, mut builder) = (model(), Builder::default());
        builder.take_branch("");
        assert_eq!(builder.text(&model, IncomingField::Branch), "main");
        builder.take_branch("trunk");
        assert_eq!(builder.text(&model, IncomingField::Branch), "trunk");
        let derived = builder.derived(&model);
        builder.type_in(&derived, IncomingField::Branch, "release".into());
        builder.take_branch("main");
        assert_eq!(builder.text(&model, IncomingField::Branch), "release");
        builder.type_in(&derived, IncomingField::HookName, "Push".into());
        assert_eq!(builder.text(&model, IncomingField::HookName), "Push");
    }

    #[test]
    fn a_path_is_kept_by_its_name_and_missing_once_it_was_left() {
        let (mut model, mut builder) = (model(), Builder::default());
        let uses = |name: &str| format!("{{{{ action.triggered_from.hook_parsed_variables.{name} }}}}");
        model.type_in(Field::Description(Event::Started), uses("ticket"));
        let (path, derived) = (IncomingField::Path(0), builder.derived(&model));
        assert_eq!(derived.form.extra.iter().map(|extra| extra.name.as_str()).collect::<Vec<_>>(), ["ticket"]);
        assert_eq!(builder.note(&model, path).map(|(tone, _)| tone), Some(Tone::Hint));
        builder.touch(path);
        assert_eq!(builder.note(&model, path).map(|(tone, _)| tone), Some(Tone::Error));
        builder.type_in(&derived, path, "issue.key".into());
        assert_eq!((builder.text(&model, path), builder.note(&model, path)), ("issue.key".into(), None));
        model.type_in(Field::Description(Event::Started), "Deploying".into());
        assert_eq!(builder.text(&model, path), "");
        model.type_in(Field::Description(Event::Started), uses("ticket"));
        assert_eq!(builder.text(&model, path), "issue.key");
    }
}
