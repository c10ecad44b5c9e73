//! What is wrong with the form, in one sentence, at the field it belongs to.

use crate::form::field::Field;
use crate::text::json::visible;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is blocked.
    Warning,
    /// Required and still empty. Blocks sending, but is shown as a hint until the user has left the field.
    Missing,
    /// Wrong. Blocks sending.
    Error,
}

/// One problem: the sentence says what is wrong and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub field: Field,
    /// How much it matters.
    pub severity: Severity,
    /// One or two full sentences. What they quote is written so that it can be seen.
    pub text: String,
}

impl Problem {
    /// A problem that blocks sending.
    pub fn error(field: Field, text: impl Into<String>) -> Problem {
        Problem { field, severity: Severity::Error, text: visible(&text.into()) }
    }

    /// A required value that is still empty.
    pub fn missing(field: Field, text: impl Into<String>) -> Problem {
        Problem { field, severity: Severity::Missing, text: visible(&text.into()) }
    }

    /// Something worth knowing.
    pub fn warning(field: Field, text: impl Into<String>) -> Problem {
        Problem { field, severity: Severity::Warning, text: visible(&text.into()) }
    }

    /// Whether it keeps the requests from being sent.
    pub fn blocks(&self) -> bool {
        self.severity > Severity::Warning
    }
}
