//! From the choices for an incoming hook to the request that creates it: [`incoming`].

use super::form::{IncomingField, IncomingForm};
use super::{check, notes, uses, variables};
use crate::devopness::endpoint;
use crate::devopness::hook::{BodyCondition, IncomingHook};
use crate::devopness::pipeline::pipeline_text;
use crate::devopness::request::ApiRequest;
use crate::form::plan::Plan;
use crate::form::problem::Severity;
use crate::provider::sender::{Guard, Sender, Signature, Webhook};
use crate::text::json::{self, visible};

/// Everything that follows from the choices.
#[derive(Clone)]
pub struct IncomingPlan {
    /// The provider that sends.
    pub sender: &'static dyn Sender,
    /// What it sends.
    pub webhook: &'static Webhook,
    /// The hook.
    pub hook: IncomingHook,
    /// The request that creates it. Its cURL is [`crate::exchange::export::curl`].
    pub request: ApiRequest,
    /// The variables that the outgoing hooks use, whether or not the hook declares them.
    pub uses: Vec<String>,
    /// Where the address and the secret go at the provider, step by step.
    pub steps: Vec<&'static str>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// What is wrong.
    pub problems: Vec<IncomingProblem>,
}

/// Something worth knowing about the hook: full sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The sentences.
    pub text: String,
    /// Whether no document of a vendor says so. The page marks it.
    pub guess: bool,
}

/// Something wrong with the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingProblem {
    /// Where it stands.
    pub field: IncomingField,
    /// How much it matters.
    pub severity: Severity,
    /// One or two full sentences. What they quote is written so that it can be seen.
    pub text: String,
}

impl IncomingProblem {
    pub(super) fn new(field: IncomingField, severity: Severity, text: impl Into<String>) -> IncomingProblem {
        IncomingProblem { field, severity, text: visible(&text.into()) }
    }
}

impl IncomingPlan {
    /// Whether nothing keeps the request from being sent.
    pub fn ready(&self) -> bool {
        !self.problems.iter().any(|problem| problem.severity > Severity::Warning)
    }

    /// The request's body as text, as [`crate::exchange::export`] shows it for outgoing hooks.
    pub fn payload(&self) -> String {
        self.request.body.as_ref().map(|body| json::pretty(body, |_| false)).unwrap_or_default()
    }
}

/// Works out what the choices mean, for the pipeline and the API of the main form's plan. Never fails: what is missing or
/// wrong appears as a placeholder, and as a problem.
pub fn incoming(form: &IncomingForm, plan: &Plan) -> IncomingPlan {
    let sender = form.sender();
    let webhook = sender.webhook(form.trigger);
    let id = pipeline_text(plan.pipeline);
    let declared = variables::declare(form, webhook, &id);
    let typed = form.hook_name.trim();
    let hook = IncomingHook {
        name: if typed.is_empty() { form.default_name() } else { typed.into() },
        signature_header: match sender.signature() {
            Signature::Header { name, .. } if form.signed => Some(name.into()),
            _ => None,
        },
        variables: declared.variables,
        conditions: conditions(form, webhook),
    };
    let uses = uses::uses(plan);
    IncomingPlan {
        sender,
        webhook,
        request: endpoint::create_incoming(&plan.target, &id, &hook),
        steps: sender.steps(form.trigger, hook.signature_header.is_some()),
        notes: notes::notes(form, sender, webhook, &hook),
        problems: check::check(form, plan, &hook, &uses, &declared.claimed_twice),
        hook,
        uses,
    }
}

/// The provider's guards, and the branches.
fn conditions(form: &IncomingForm, webhook: &Webhook) -> Vec<BodyCondition> {
    let guard = |guard: &Guard| BodyCondition {
        name: guard.name.into(),
        path: guard.path.into(),
        accepted: guard.accepted.iter().map(|value| value.value()).collect(),
    };
    let mut conditions: Vec<BodyCondition> = webhook.guards.iter().map(guard).collect();
    if !form.forks {
        conditions.extend(webhook.fork.as_ref().map(guard));
    }
    let branches = form.branches();
    if !branches.is_empty() {
        conditions.push(BodyCondition {
            name: if branches.len() == 1 { "Branch" } else { "Branches" }.into(),
            path: webhook.into.path.into(),
            accepted: branches.iter().map(|branch| [webhook.into.prefix, branch].concat().into()).collect(),
        });
    }
    conditions
}
