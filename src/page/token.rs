//! The access token in the model, and how it is kept out of the form. Who looks for it is loaded once somebody uses the
//! token's field.

use super::Model;
use crate::exchange::link;
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::FormValues;
use crate::secret::Secret;

/// Takes the access token out of a form, and says at each field what is wrong with it there.
pub type TakeOut = fn(&Secret, &mut FormValues) -> Vec<Problem>;

/// What is said when a part of the page does not come.
pub const MISSING: &str = "A part of this page could not be loaded from its host.";

impl Model {
    /// The access token.
    pub fn token(&self) -> Option<&Secret> {
        self.token.as_ref()
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
        if self.token.is_some() && self.take_out.is_none() {
            return Err(Problem::error(Field::Token, MISSING));
        }
        match self.misplaced.iter().find(|problem| problem.field != Field::Token) {
            Some(problem) => Err(problem.clone()),
            None => link::write_with(&self.form, self.guard),
        }
    }

    /// Who takes the token out of a form is here.
    pub fn take_finder(&mut self, take_out: TakeOut) {
        self.take_out = Some(take_out);
        self.look_for_token();
    }

    /// Another access token is typed, or none.
    pub fn take_token(&mut self, token: Option<Secret>) {
        self.token = token;
        self.look_for_token();
    }

    /// The token is forgotten, and the secret of an incoming hook.
    pub fn forget(&mut self) {
        self.take_token(None);
        (self.hook_secret, self.keep.token) = (None, false);
    }

    /// Works out anew where the token stands, since it or the one who looks for it was not here before.
    pub(super) fn look_for_token(&mut self) {
        if self.token_in(&mut self.form.clone()) != self.misplaced {
            self.follow();
        }
    }

    /// Takes the token out of a form: it must not come into a plan.
    pub(super) fn token_in(&self, form: &mut FormValues) -> Vec<Problem> {
        self.token.as_ref().zip(self.take_out).map(|(token, take_out)| take_out(token, form)).unwrap_or_default()
    }
}
