//! What is said under a field.

use super::{Model, REFUSED};
use crate::form::field::Field;
use crate::form::problem::{Problem, Severity};

/// What is said of a token's field while there is none.
const TOKEN_MISSING: &str = "An access token is needed to call the API: create one in Devopness and paste it here.";

/// How the line under a field is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Help.
    Hint,
    /// Worth a look.
    Warning,
    /// Wrong.
    Error,
}

impl Tone {
    /// The style hook.
    pub fn word(self) -> &'static str {
        match self {
            Tone::Hint => "hint",
            Tone::Warning => "warning",
            Tone::Error => "error",
        }
    }
}

impl Model {
    /// What is to be said under a field, if anything.
    pub fn note(&self, field: Field) -> Option<(Tone, &str)> {
        if let Some((_, text)) = self.refused.iter().find(|(f, _)| *f == field) {
            return Some((Tone::Error, text));
        }
        if field == Field::Token && self.token.is_none() && self.touched.contains(&field) {
            return Some((Tone::Error, TOKEN_MISSING));
        }
        if let Some(problem) = self.plan.problems.iter().filter(|p| p.field == field).max_by_key(|p| p.severity) {
            return Some((self.tone(problem), &problem.text));
        }
        if field == Field::ApiOther && !self.may_call() {
            return Some((Tone::Error, REFUSED));
        }
        self.filled.iter().find(|(filled, _)| *filled == field).map(|(_, reason)| (Tone::Hint, reason.as_str()))
    }

    /// How a problem is to be shown now.
    pub fn tone(&self, problem: &Problem) -> Tone {
        match problem.severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Missing if self.touched.contains(&problem.field) => Tone::Error,
            Severity::Missing => Tone::Hint,
        }
    }
}
