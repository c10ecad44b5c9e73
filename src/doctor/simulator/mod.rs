//! A timeline without a network: what happens, which hook fires with which request, what the provider answers, and what
//! the commit shows after it. The answers are those of [`crate::provider::receiver`].

mod answer;
mod refusals;
mod run;
mod scenario;
mod words;

pub use answer::says;
pub use refusals::{Refusal, When, worst_case};
pub use run::Request;
pub use scenario::{SCENARIOS, Scenario, Start, World};

use words::Cause;

use crate::devopness::event::Event;
use crate::form::plan::Plan;
use crate::provider::receiver::{Access, Account, COMMIT, Credential, Received, Receiver, Reply, Repository, receiver};
use crate::provider::status::Light;
use crate::text::json::pretty;

/// What happens, moment by moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The moments in their order.
    pub moments: Vec<Moment>,
    /// How it ends: one sentence.
    pub summary: String,
}

/// One event of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The event.
    pub event: Event,
    /// Whose event it is; counts from 1.
    pub run: usize,
    /// What the hook for it did.
    pub hook: Firing,
    /// What the commit shows afterwards.
    pub shown: Vec<Shown>,
    /// What happened and why: one sentence, or two.
    pub note: String,
}

/// What a hook did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Firing {
    /// There is none for the event.
    Missing,
    /// Its conditions did not hold.
    Held,
    /// It sent a request.
    Sent {
        /// The request, with a placeholder for the token.
        request: Request,
        /// The provider's answer.
        reply: Reply,
    },
}

/// A status as the commit shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What tells it from others.
    pub key: String,
    /// The provider's word.
    pub state: String,
    /// How it looks.
    pub light: Light,
    /// The line for people.
    pub description: String,
}

/// How long the values of variables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// As they usually are.
    Usual,
    /// As long as they can be, where that is known.
    Longest,
}

/// Plays a scenario with the hooks of a plan. A plan that is not ready gives the best that it can, with its placeholders.
pub fn simulate(plan: &Plan, scenario: &Scenario) -> Timeline {
    simulate_with(plan, scenario, Length::Usual)
}

/// What of this is a guess about the provider: full sentences.
pub fn guesses(plan: &Plan) -> &'static str {
    receiver(plan.provider.id()).map_or("", |receiver| receiver.guesses())
}

/// The scenarios that can happen at the plan's provider.
pub fn scenarios(plan: &Plan) -> impl Iterator<Item = &'static Scenario> {
    let receiver = receiver(plan.provider.id());
    SCENARIOS.iter().filter(move |scenario| receiver.is_some_and(|receiver| scenario.fits(receiver)))
}

fn simulate_with(plan: &Plan, scenario: &Scenario, length: Length) -> Timeline {
    let mut moments: Vec<Moment> = Vec::new();
    let mut repository = Repository::sample(&plan.location);
    if scenario.world == World::Moved {
        repository.moved_to = Some(moved(&plan.location.parts));
    }
    for &(run, event) in scenario.steps {
        let planned = plan.hooks.iter().find(|planned| planned.event == event);
        if planned.is_none() && event == Event::Queued {
            continue;
        }
        let mut cause = Cause::Report;
        let hook = match (planned, receiver(plan.provider.id())) {
            (Some(planned), Some(receiver)) => {
                let samples = run::samples(plan, &planned.hook, event, scenario.start, run, length);
                if run::fires(&planned.hook, &samples) {
                    let request = run::request(&planned.hook, &samples);
                    let reply = send(receiver, &request, scenario.world, &mut repository);
                    let mut fresh = Repository { statuses: Vec::new(), ..repository.clone() };
                    if !reply.is_success() && send(receiver, &request, scenario.world, &mut fresh).is_success() {
                        cause = Cause::Memory;
                    }
                    Firing::Sent { request: request.masked(), reply }
                } else {
                    Firing::Held
                }
            }
            _ => Firing::Missing,
        };
        let mut moment = Moment { event, run, hook, shown: shown(plan, &repository), note: String::new() };
        let before = moments.last().map_or(&[][..], |moment| &moment.shown);
        moment.note = words::note(plan, scenario, &moment, before, cause, is_under_way(&moments, run));
        moments.push(moment);
    }
    let summary = words::summary(plan, scenario, &moments);
    Timeline { moments, summary }
}

/// Whether another run has begun and not ended.
fn is_under_way(moments: &[Moment], run: usize) -> bool {
    let last = moments.iter().rev().find(|moment| moment.run != run);
    last.is_some_and(|moment| matches!(moment.event, Event::Queued | Event::Started))
}

/// Sends a request. Whatever token it carries is taken for a good one, except that its account may do no more than the
/// world says.
fn send(receiver: &dyn Receiver, request: &Request, world: World, repository: &mut Repository) -> Reply {
    let body = pretty(&request.body, |_| false);
    let received = Received { method: "POST", url: &request.url, headers: &request.headers, body: &body };
    let token = match (received.header("PRIVATE-TOKEN"), received.authorization()) {
        (Some(token), _) => token.to_string(),
        (None, Credential::Missing | Credential::Unreadable) => String::new(),
        (None, credential) => credential.token().to_string(),
    };
    repository.accounts = vec![Account {
        token,
        name: "devopness".into(),
        access: if world == World::Reader { Access::Read } else { Access::Write },
        scoped: true,
    }];
    receiver.receive(&received, repository)
}

/// What the commit shows.
fn shown(plan: &Plan, repository: &Repository) -> Vec<Shown> {
    let Some(receiver) = receiver(plan.provider.id()) else { return Vec::new() };
    let records = receiver.shown(repository, COMMIT).into_iter();
    let shown = records.map(|record| Shown {
        key: record.key.clone(),
        state: record.state.clone(),
        light: plan.provider.light(&record.state),
        description: record.description.clone(),
    });
    shown.collect()
}

/// Another name for the repository.
fn moved(parts: &[String]) -> String {
    [&parts.join("/"), "-renamed"].concat()
}

#[cfg(test)]
mod tests;
