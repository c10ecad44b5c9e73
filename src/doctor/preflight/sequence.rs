//! What is read for the checklist, one call after the other.

use super::evidence::Evidence;
use crate::devopness::endpoint::{self, Answer, Pages, Target};
use crate::devopness::error::{ApiError, Cause};
use crate::devopness::hook::Hook;
use crate::devopness::request::ApiRequest;
use crate::devopness::resource::{Application, Environment, Me, PipelineDetail, Project};
use crate::secret::TokenKind;

/// What a call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Whose token it is: only of personal tokens, which alone may ask.
    Me,
    /// The pipeline.
    Pipeline,
    /// Its application.
    Application,
    /// Its project, with the token's permissions.
    Project,
    /// Its environment, with the token's permissions there.
    Environment,
    /// A page of its hooks.
    Hooks,
}

/// The reading for one checklist. What cannot follow is not asked for: no application without its pipeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preflight {
    target: Target,
    pipeline: Option<u64>,
    pages: Pages<Hook>,
    /// Whether more calls would only meet the same failure.
    stopped: bool,
    evidence: Evidence,
}

impl Preflight {
    /// Begins. `allowed` tells whether the page's own policy lets it call the API.
    pub fn start(target: Target, pipeline: Option<u64>, token: Option<TokenKind>, allowed: bool) -> Preflight {
        let asked = Some((target.clone(), pipeline));
        let evidence = Evidence { asked, token, forbidden: !allowed, ..Evidence::default() };
        let pages = Pages::proved();
        let mut preflight = Preflight { target, pipeline, pages, stopped: !allowed || token.is_none(), evidence };
        preflight.evidence.done = preflight.next().is_none();
        preflight
    }

    /// The call to make next; `None` when nothing more is to be read.
    pub fn next(&self) -> Option<(Ask, ApiRequest)> {
        if self.stopped {
            return None;
        }
        let (evidence, target) = (&self.evidence, &self.target);
        if evidence.token == Some(TokenKind::Personal) && evidence.me.is_none() {
            return Some((Ask::Me, endpoint::me(target)));
        }
        let pipeline = self.pipeline?;
        let Some(read) = &evidence.pipeline else {
            return Some((Ask::Pipeline, endpoint::pipeline(target, pipeline)));
        };
        if let Ok(read) = read {
            if let (Some(id), None, "application") = (read.resource, &evidence.application, read.resource_type.as_str())
            {
                return Some((Ask::Application, endpoint::application(target, id)));
            }
            if let (Some(id), None) = (read.project, &evidence.project) {
                return Some((Ask::Project, endpoint::project(target, id)));
            }
            if let (Some(id), None) = (read.environment, &evidence.environment) {
                return Some((Ask::Environment, endpoint::environment(target, id)));
            }
        }
        let unknown = read.as_ref().is_err_and(|error| error.status() == Some(404));
        let page = self.pages.next().filter(|_| !unknown && evidence.hooks.is_none())?;
        Some((Ask::Hooks, endpoint::list_hooks_page(target, &pipeline.to_string(), page)))
    }

    /// Takes the answer to a call.
    pub fn answered(&mut self, ask: Ask, answer: Result<Answer, ApiError>) {
        let evidence = &mut self.evidence;
        let error = match ask {
            Ask::Me => keep(&mut evidence.me, answer.and_then(|answer| answer.one(Me::parse))),
            Ask::Pipeline => keep(&mut evidence.pipeline, answer.and_then(|answer| answer.one(PipelineDetail::parse))),
            Ask::Application => {
                keep(&mut evidence.application, answer.and_then(|answer| answer.one(Application::parse)))
            }
            Ask::Project => keep(&mut evidence.project, answer.and_then(|answer| answer.one(Project::parse))),
            Ask::Environment => {
                keep(&mut evidence.environment, answer.and_then(|answer| answer.one(Environment::parse)))
            }
            Ask::Hooks => match answer.and_then(|answer| answer.page(|item| Hook::parse(item).unwrap_or_default())) {
                Err(error) => keep(&mut evidence.hooks, Err(error)),
                Ok(page) => {
                    self.pages.take(page, |hook| hook.id.clone());
                    if self.pages.next().is_none() {
                        evidence.hooks = Some(Ok(self.pages.items().to_vec()));
                        evidence.hooks_cut = self.pages.cut();
                    }
                    None
                }
            },
        };
        let lost = error.as_ref().is_some_and(|error| match error.cause {
            Cause::Refused { .. } | Cause::Offline | Cause::TimedOut(_) => error.is_general(),
            // Where others were answered, the failure is that call's own.
            _ => ask != Ask::Me && !self.evidence.any_read(),
        });
        if lost {
            (self.stopped, self.evidence.stopped) = (true, error);
        }
        self.evidence.done = self.next().is_none();
    }

    /// What was read so far.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// Keeps what was read, and gives the error if there was one.
fn keep<T>(place: &mut Option<Result<T, ApiError>>, read: Result<T, ApiError>) -> Option<ApiError> {
    let error = read.as_ref().err().cloned();
    *place = Some(read);
    error
}
