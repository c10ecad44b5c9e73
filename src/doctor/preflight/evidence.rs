//! What the checks go by.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use super::line::{Line, Verdict};
use crate::devopness::endpoint::Target;
use crate::devopness::error::ApiError;
use crate::devopness::hook::Hook;
use crate::devopness::resource::{Application, Environment, Me, PipelineDetail, Project};
use crate::doctor::change::{Changes, changes};
use crate::form::plan::{Plan, ReadyPlan};
use crate::form::values::FormValues;
use crate::secret::TokenKind;

/// Something that is read from the API: `None` while it was not asked for or not answered.
pub type Read<T> = Option<Result<T, ApiError>>;

/// Everything that was read, and what else is known before anything is written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Where it was asked and about which pipeline, so that a form that changed since is noticed.
    pub asked: Option<(Target, Option<u64>)>,
    /// Whether the page's own policy keeps it from calling the API.
    pub forbidden: bool,
    /// What kind of token there is; `None` without one.
    pub token: Option<TokenKind>,
    /// Whose token it is.
    pub me: Read<Me>,
    /// The pipeline.
    pub pipeline: Read<PipelineDetail>,
    /// The application that it deploys.
    pub application: Read<Application>,
    /// The project, with what the token may do there.
    pub project: Read<Project>,
    /// The environment, with what the token may do there.
    pub environment: Read<Environment>,
    /// All hooks of the pipeline.
    pub hooks: Read<Vec<Hook>>,
    /// Whether there may be more hooks than were read.
    pub hooks_cut: bool,
    /// Why reading ended early: every other call would have met the same.
    pub stopped: Option<ApiError>,
    /// Whether nothing more will be read: what is missing then could not be read.
    pub done: bool,
}

impl Evidence {
    /// The errors among the answers, in the order of asking.
    pub(super) fn errors(&self) -> impl Iterator<Item = &ApiError> {
        fn error<T>(read: &Read<T>) -> Option<&ApiError> {
            read.as_ref()?.as_ref().err()
        }
        let errors = [
            error(&self.me),
            error(&self.pipeline),
            error(&self.application),
            error(&self.project),
            error(&self.environment),
            error(&self.hooks),
        ];
        errors.into_iter().flatten()
    }

    /// Whether anything was read.
    pub(super) fn any_read(&self) -> bool {
        fn read<T>(read: &Read<T>) -> bool {
            matches!(read, Some(Ok(_)))
        }
        read(&self.me)
            || read(&self.pipeline)
            || read(&self.application)
            || read(&self.project)
            || read(&self.environment)
            || read(&self.hooks)
    }
}

/// What a check may look at.
pub(super) struct Ground<'a> {
    /// The evidence; empty when it is about something else than the form.
    pub evidence: &'a Evidence,
    /// The form.
    pub form: &'a FormValues,
    /// What follows from the form.
    pub plan: &'a Plan,
    /// Whether there is evidence, but about something else.
    pub stale: bool,
    /// What the plan would change, once it was asked for; none while the form is not complete.
    changes: OnceCell<Option<Changes>>,
    /// The failures that a line has told of: no other line repeats them.
    said: RefCell<Vec<ApiError>>,
}

impl<'a> Ground<'a> {
    /// The ground of one checklist.
    pub fn new(evidence: &'a Evidence, form: &'a FormValues, plan: &'a Plan, stale: bool) -> Ground<'a> {
        Ground { evidence, form, plan, stale, changes: OnceCell::new(), said: RefCell::default() }
    }

    /// What the plan would change, if plan and hooks are both there to be compared. Worked out once: it is the costliest.
    pub fn changes(&self, head: (&'static str, &'static str)) -> Result<&Changes, Box<Line>> {
        let hooks = self.known(&self.evidence.hooks, head, "the list of hooks")?;
        let compare = || Some(changes(&ReadyPlan::new(Arc::new(self.plan.clone()))?, hooks, &[]));
        self.changes.get_or_init(compare).as_ref().ok_or_else(|| {
            let text = "The form is not complete, so it cannot be compared with the hooks here.";
            Box::new(Line::new(head, Verdict::Unknown, &[text]).next(&["Correct what is marked in the form."]))
        })
    }

    /// What was read, or the line that says why it was not. `thing` is as in “the pipeline”.
    pub fn known<'b, T>(
        &self,
        read: &'b Read<T>,
        head: (&'static str, &'static str),
        thing: &str,
    ) -> Result<&'b T, Box<Line>> {
        match read {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(Box::new(if self.say(error) {
                self.failed(head, Verdict::Unknown, error)
            } else {
                Line { behind: true, ..self.unread(head, thing) }
            })),
            None => Err(Box::new(self.unread(head, thing))),
        }
    }

    /// Notes that a line tells of a failure; false where another one does already.
    pub fn say(&self, error: &ApiError) -> bool {
        let mut said = self.said.borrow_mut();
        let is_new = !said.contains(error);
        if is_new {
            said.push(error.clone());
        }
        is_new
    }

    /// The line that tells of a failure.
    pub fn failed(&self, head: (&'static str, &'static str), verdict: Verdict, error: &ApiError) -> Line {
        let points = error.fields().iter().map(
            |(key, text)| {
                if key.is_empty() { text.clone() } else { format!("{key}: {text}") }
            },
        );
        Line::new(head, verdict, &[&error.what()]).points(points.collect()).next(&[&error.next_step()])
    }

    /// The line for something that was not asked for or not answered.
    pub fn unread(&self, head: (&'static str, &'static str), thing: &str) -> Line {
        let evidence = self.evidence;
        if self.stale {
            let text = "The form names another pipeline or API than the one that was looked at.";
            Line::new(head, Verdict::Unknown, &[text]).next(&["Check again."])
        } else if evidence.asked.is_none() {
            Line::new(head, Verdict::Unknown, &["Nothing was looked at yet."]).next(&["Press Check."])
        } else if evidence.done {
            let text = ["Without an answer to what comes before, ", thing, " could not be read."];
            let behind = evidence.token.is_none() || !self.said.borrow().is_empty();
            Line { behind, ..Line::new(head, Verdict::Unknown, &text).next(&["See the lines above."]) }
        } else {
            Line::new(head, Verdict::Waiting, &["This is being read: ", thing, "."])
        }
    }
}
