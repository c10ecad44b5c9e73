//! The sentences of a timeline.

use super::answer::quoted;
use super::{Firing, Moment, Scenario, Shown, Start, World};
use crate::devopness::event::Event;
use crate::form::plan::Plan;
use crate::provider::status::Light;

/// Why a report is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// For what it says.
    Report,
    /// For what was reported before it.
    Memory,
}

/// What happened at a moment, and why. `others` is whether another run of the commit is under way.
pub fn note(plan: &Plan, scenario: &Scenario, moment: &Moment, before: &[Shown], cause: Cause, others: bool) -> String {
    let name = plan.provider.name();
    let stays = match colour(before) {
        None => "The commit shows nothing.",
        Some(Light::Waiting) => "The commit goes on showing yellow.",
        Some(Light::Bad) => "The commit goes on showing red.",
        Some(Light::Good) => "The commit goes on showing green.",
        Some(Light::Neutral) => "The commit goes on showing grey.",
    };
    let reply = match &moment.hook {
        Firing::Missing => return ["There is no hook for ", moment.event.name(), ". ", stays].concat(),
        Firing::Held => {
            let why = if scenario.start == Start::Hand {
                "Nothing is sent: the hook's condition leaves out deploys that were started by hand. "
            } else {
                "Nothing is sent: the hook's condition does not hold. "
            };
            return [why, stays].concat();
        }
        Firing::Sent { reply, .. } => reply,
    };
    if reply.is_success() {
        let over = matches!(moment.event, Event::Failed | Event::Completed);
        let still = if over && others { ", although another run of it is still under way" } else { "" };
        let now = match moment.shown.as_slice() {
            [_, _, ..] => ["shows ", &moment.shown.len().to_string(), " statuses"].concat(),
            _ => ["shows ", colour(&moment.shown).map_or("nothing", word)].concat(),
        };
        let why = match (scenario.start, scenario.world) {
            (Start::ShortHash, _) => " and knows the commit by its short hash",
            (_, World::Reader) => ", since it asks for no more than reading",
            (_, World::Moved) => ", since this address does not change with the name",
            _ => "",
        };
        return [name, " takes the report", why, ". The commit ", &now, still, "."].concat();
    }
    let answer = [name, " answers ", &reply.status.to_string(), &quoted(reply), ". "].concat();
    let why = if (300..400).contains(&reply.status) {
        "The repository has another address now. Whether Devopness follows such an answer is not documented; here it does not. "
    } else if cause == Cause::Memory && others {
        "Another run of this commit is still under way, and its status takes no second report of this kind. "
    } else if cause == Cause::Memory {
        "The commit has this status already, and it takes no report that repeats it. "
    } else if scenario.start == Start::Hand {
        "A deploy started by hand has no commit hash, so the address names no commit. (What stands in place of a variable without a value is not documented; here it is nothing.) "
    } else if scenario.world == World::Reader {
        "The account behind the token may only read. "
    } else if scenario.world == World::Moved {
        "The address has the repository's old name. "
    } else {
        ""
    };
    [&answer, why, stays].concat()
}

/// How a timeline ends: one sentence, and a second one if reports were refused on the way to the right end.
pub fn summary(plan: &Plan, scenario: &Scenario, moments: &[Moment]) -> String {
    let Some(last) = moments.last() else { return String::new() };
    let wanted = if last.event == Event::Failed { Light::Bad } else { Light::Good };
    let end = colour(&last.shown);
    let how = match end {
        None => "The commit shows no status",
        Some(Light::Waiting) => "The commit keeps showing yellow",
        Some(Light::Bad) => "The commit ends red",
        Some(Light::Good) => "The commit ends green",
        Some(Light::Neutral) => "The commit ends grey",
    };
    if end == Some(wanted) {
        let refused = moments.iter().filter(|moment| is_refused(moment)).count();
        let rest = match refused {
            0 => ".".to_string(),
            1 => ". One report was refused on the way.".to_string(),
            _ => [". ", &refused.to_string(), " reports were refused on the way."].concat(),
        };
        return [how, &rest].concat();
    }
    let (name, event) = (plan.provider.name(), last.event.name());
    let why = match &last.hook {
        Firing::Missing => ["there is no hook for ", event].concat(),
        Firing::Held if scenario.start == Start::Hand => "deploys that were started by hand are left out".into(),
        Firing::Held => "the hooks' condition does not hold".into(),
        Firing::Sent { reply, .. } if !reply.is_success() => [name, " does not take the report of ", event].concat(),
        Firing::Sent { .. } if last.shown.len() > 1 => {
            let count = last.shown.len().to_string();
            ["it shows ", &count, " statuses: the ", plan.provider.key_term(), " is not the same in all reports"]
                .concat()
        }
        Firing::Sent { .. } => ["that is the state for ", event].concat(),
    };
    [how, ", since ", &why, "."].concat()
}

/// Whether a report was sent and not taken.
pub fn is_refused(moment: &Moment) -> bool {
    matches!(&moment.hook, Firing::Sent { reply, .. } if !reply.is_success())
}

/// How the commit looks as a whole: waiting if anything is, bad if anything is, else good if anything is.
fn colour(shown: &[Shown]) -> Option<Light> {
    let order = [Light::Waiting, Light::Bad, Light::Good, Light::Neutral];
    order.into_iter().find(|light| shown.iter().any(|status| status.light == *light))
}

fn word(light: Light) -> &'static str {
    match light {
        Light::Waiting => "yellow",
        Light::Bad => "red",
        Light::Good => "green",
        Light::Neutral => "grey",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_decides_how_the_commit_looks() {
        let status = |light| Shown { key: String::new(), state: String::new(), light, description: String::new() };
        use Light::{Bad, Good, Neutral, Waiting};
        for (lights, expected) in [
            (&[][..], None),
            (&[Good, Waiting, Bad][..], Some(Waiting)),
            (&[Good, Bad, Neutral][..], Some(Bad)),
            (&[Neutral, Good][..], Some(Good)),
            (&[Neutral][..], Some(Neutral)),
        ] {
            let shown: Vec<Shown> = lights.iter().map(|light| status(*light)).collect();
            assert_eq!(colour(&shown), expected, "{lights:?}");
        }
    }
}
