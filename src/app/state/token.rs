//! The access token in the model, and how it is kept out of the form. Who looks for it is loaded with the doctor, once
//! somebody uses the token's field.

use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::problem::Problem;
use hook_builder::form::values::FormValues;
use hook_builder::secret::Secret;

use super::Model;
use crate::app::later;
use crate::app::part::Part;

impl Model {
    /// The access token.
    pub fn token(&self) -> Option<&Secret> {
        self.token.as_ref()
    }

    /// Takes another access token, or none.
    pub fn take_token(&mut self, token: Option<Secret>) {
        self.token = token;
        self.look_for_token();
    }

    /// Works out anew where the token stands, since it or the one who looks for it was not here before.
    pub fn look_for_token(&mut self) {
        if self.take_out(&mut self.form.clone()) != self.misplaced {
            self.follow();
        }
    }

    /// Takes the token out of a form: it must not come into a plan.
    pub(super) fn take_out(&self, form: &mut FormValues) -> Vec<Problem> {
        let take_out = later::table(self, Part::Doctor).and_then(|table| table.take_out);
        self.token.as_ref().zip(take_out).map(|(token, take_out)| take_out(token, form)).unwrap_or_default()
    }

    /// What is wrong with the token at a field: with one that is misplaced there, or at its own.
    pub fn misplaced(&self, field: Field) -> Option<&Problem> {
        self.misplaced.iter().find(|problem| problem.field == field)
    }

    /// Whether the token stands in the form.
    pub fn holds_token(&self) -> bool {
        self.misplaced.iter().any(|problem| problem.field != Field::Token)
    }

    /// The form as a link.
    ///
    /// # Errors
    /// The first field that holds a secret, with a sentence, or that nobody is here yet who looks for the token.
    pub fn link(&self) -> Result<String, Problem> {
        if self.token.is_some() && later::table(self, Part::Doctor).is_none() {
            return Err(Problem::error(Field::Token, later::MISSING));
        }
        match self.misplaced.iter().find(|problem| problem.field != Field::Token) {
            Some(problem) => Err(problem.clone()),
            None => link::write_with(&self.form, self.guard),
        }
    }
}
