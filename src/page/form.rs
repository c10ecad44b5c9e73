//! What can happen to the form, and what follows from it.

use super::shared::Shared;
use super::{Model, Origin};
use crate::form::field::Field;
use crate::form::plan::plan_with;
use crate::form::rules::Guard;
use crate::form::values::FormValues;

/// A form that another one has taken the place of, with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    form: FormValues,
    origin: Option<Origin>,
    typed: Vec<Field>,
    filled: Vec<(Field, String)>,
}

impl Before {
    /// The form.
    pub fn form(&self) -> &FormValues {
        &self.form
    }
}

/// What can happen to the form.
impl Model {
    /// The form is changed at a field. What the API said of that field is void.
    pub fn edit(&mut self, field: Field, change: impl FnOnce(&mut FormValues)) {
        change(&mut self.form);
        self.refused.retain(|(refused, _)| *refused != field);
        self.follow();
    }

    /// A person types into a field.
    pub fn type_in(&mut self, field: Field, text: String) {
        self.filled.retain(|(filled, _)| *filled != field);
        self.mark_typed(&[field]);
        self.edit(field, |form| form.set_text(field, text));
        if self.form.receiver_field() == field {
            self.origin = None;
        }
    }

    /// A person has left a field, or wants to go on: an empty one is now a fault.
    pub fn touch(&mut self, field: Field) {
        if !self.touched.contains(&field) {
            self.touched.push(field);
        }
    }

    /// A person wants to go on: all that keeps the plan from being sent is now a fault. Gives the first.
    pub fn touch_blocking(&mut self) -> Option<Field> {
        let plan = self.plan.clone();
        let blocking = || plan.problems.iter().filter(|p| p.blocks()).map(|p| p.field);
        blocking().for_each(|field| self.touch(field));
        blocking().next()
    }

    /// The API refuses single fields.
    pub fn refuse(&mut self, refused: Vec<(Field, String)>) {
        self.refused = refused;
    }

    /// Fields are filled in, each from what the sentence says.
    pub fn fill_in(&mut self, form: FormValues, filled: Vec<(Field, String)>) {
        self.form = form;
        for (field, reason) in filled {
            self.filled.retain(|(own, _)| *own != field);
            self.filled.push((field, format!("Filled in. {reason}")));
        }
        self.follow();
    }

    /// Another form takes the place of this one, which is given back. From now on nothing is filled in at these fields
    /// without asking, as if they had been typed.
    pub fn take_over(&mut self, form: FormValues, origin: Option<Origin>, typed: &[Field]) -> Before {
        let before = Before {
            form: self.form.clone(),
            origin: self.origin,
            typed: self.typed.clone(),
            filled: self.filled.clone(),
        };
        self.mark_typed(typed);
        self.filled.retain(|(field, _)| before.form.text(*field) == form.text(*field));
        (self.form, self.origin) = (form, origin);
        self.follow();
        before
    }

    /// The form is what it was before another one took its place.
    pub fn put_back(&mut self, before: Before) {
        let Before { form, origin, typed, filled } = before;
        (self.form, self.origin, self.typed, self.filled) = (form, origin, typed, filled);
        self.follow();
    }

    /// A form is shown that comes from elsewhere; the one before is given back. What differs from a fresh one was typed,
    /// once.
    pub fn open(&mut self, form: FormValues, origin: Option<Origin>) -> (FormValues, Option<Origin>) {
        let fresh = FormValues::default();
        self.touched.clear();
        self.refused.clear();
        self.filled.clear();
        self.typed.clear();
        for field in Field::TEXTS.into_iter().chain([Field::Provider]) {
            if form.text(field) != fresh.text(field) {
                self.typed.push(field);
            }
        }
        let before = (std::mem::replace(&mut self.form, form), self.origin);
        self.origin = origin;
        self.follow();
        before
    }

    /// Somebody has looked at the form: it is theirs from now on.
    pub fn looked(&mut self) {
        let is_written = self.is_written();
        self.origin = None;
        // That is no change of the form.
        if is_written {
            self.write();
        }
    }

    /// The rules against what others may have put into a form are here: from now on it is looked at with these, too.
    pub fn take_rules(&mut self, guard: &'static Guard) {
        if self.guard.replace(guard).is_none() {
            self.follow();
        }
    }

    fn mark_typed(&mut self, fields: &[Field]) {
        for field in fields {
            if !self.typed.contains(field) {
                self.typed.push(*field);
            }
        }
    }

    /// Works out what follows from the form.
    pub(super) fn follow(&mut self) {
        let mut form = self.form.clone();
        self.misplaced = self.token_in(&mut form);
        let mut plan = plan_with(&form, self.guard);
        if !self.misplaced.is_empty() {
            plan.problems.retain(|other| self.misplaced.iter().all(|own| own.field != other.field));
            plan.problems.extend(self.misplaced.iter().cloned());
            if let Some(guard) = self.guard {
                (guard.sort)(&form, &mut plan.problems);
            }
        }
        self.plan = Shared::new(plan);
    }
}
