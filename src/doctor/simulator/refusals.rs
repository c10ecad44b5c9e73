//! What the provider would refuse of a plan, before anything is sent.

use super::answer::{quoted, says};
use super::words::is_refused;
use super::{Firing, Length, Scenario, Timeline, simulate_with};
use crate::devopness::event::Event;
use crate::form::plan::Plan;

/// A report that the provider would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The event that is reported.
    pub event: Event,
    /// When that happens.
    pub when: When,
    /// The status code.
    pub status: u16,
    /// What the provider says.
    pub says: String,
    /// The whole of it for a person, in one sentence or two.
    pub sentence: String,
}

/// When a report is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In every run.
    Always,
    /// Where variables have the longest values that they can have.
    Longest,
    /// Where two runs of one commit are under way at the same time.
    Overlap,
}

/// Plays the usual runs of a plan, with usual and with the longest values, and two runs that overlap: everything that the
/// provider refuses, each report once. The token is taken for a good one.
pub fn worst_case(plan: &Plan) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = Vec::new();
    for (id, length, when) in [
        ("success", Length::Usual, When::Always),
        ("failure", Length::Usual, When::Always),
        ("success", Length::Longest, When::Longest),
        ("failure", Length::Longest, When::Longest),
        ("overlap", Length::Usual, When::Overlap),
    ] {
        let Some(scenario) = Scenario::by_id(id) else { continue };
        let timeline = simulate_with(plan, scenario, length);
        for moment in timeline.moments.iter().filter(|moment| is_refused(moment)) {
            let Firing::Sent { reply, .. } = &moment.hook else { continue };
            // What is refused in every run is refused in a worse one as well.
            let known =
                |other: &Refusal| other.event == moment.event && (other.when == When::Always || other.when == when);
            if refusals.iter().any(known) {
                continue;
            }
            let sentence = sentence(plan, moment.event, when, reply.status, &quoted(reply), &timeline);
            let says = says(reply);
            refusals.push(Refusal { event: moment.event, when, status: reply.status, says, sentence });
        }
    }
    refusals
}

fn sentence(plan: &Plan, event: Event, when: When, status: u16, quoted: &str, timeline: &Timeline) -> String {
    let start = match when {
        When::Always => "",
        When::Longest => "Where its variables have the longest values that they can have: ",
        When::Overlap => "While another deploy of the same commit is under way: ",
    };
    let recovers = timeline.moments.last().is_some_and(|moment| !is_refused(moment));
    let end =
        if when == When::Overlap && recovers { " What is reported at the end of the deploys is taken." } else { "" };
    let status = status.to_string();
    [start, plan.provider.name(), " refuses the report of ", event.name(), " with ", &status, quoted, ".", end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::field::Field;
    use crate::form::problem::Problem;
    use crate::form::values::FormValues;
    use crate::provider::PROVIDERS;

    fn form(id: &str) -> FormValues {
        let provider = crate::provider::by_id(id).expect("a provider");
        let mut form = FormValues::new("512", provider.example());
        form.set_text(Field::Provider, id.into());
        form
    }

    /// The refusals in short: event, when, status.
    fn short(form: &FormValues) -> Vec<(&'static str, When, u16)> {
        worst_case(&crate::form::plan::plan(form)).iter().map(|r| (r.event.word(), r.when, r.status)).collect()
    }

    #[test]
    fn a_plan_as_it_comes_is_refused_only_where_runs_overlap_at_gitlab() {
        for provider in PROVIDERS {
            let form = form(provider.id());
            let expected: &[_] =
                if provider.id().starts_with("gitlab") { &[("started", When::Overlap, 400)] } else { &[] };
            assert_eq!(short(&form), expected, "{}", provider.id());
        }
    }

    #[test]
    fn each_event_is_refused_once_and_for_the_nearest_reason() {
        let mut gitlab = form("gitlab");
        gitlab.events[Event::Queued.index()].on = true;
        assert_eq!(short(&gitlab), [("queued", When::Overlap, 400), ("started", When::Overlap, 400)]);
        gitlab.set_text(Field::State(Event::Queued), "running".into());
        assert_eq!(short(&gitlab), [("started", When::Always, 400), ("queued", When::Overlap, 400)]);
        let mut cloud = form("bitbucket");
        cloud.set_text(Field::StatusKey, "x".repeat(41));
        let all = [("started", When::Always, 400), ("completed", When::Always, 400), ("failed", When::Always, 400)];
        assert_eq!(short(&cloud), all);
        // 28 characters and a number: 40 with the example, 47 at most.
        cloud.set_text(Field::StatusKey, ["x".repeat(28), "{{ action.id }}".into()].concat());
        let all = [("started", When::Longest, 400), ("completed", When::Longest, 400), ("failed", When::Longest, 400)];
        assert_eq!(short(&cloud), all);
    }

    #[test]
    fn the_sentence_says_when_who_and_what() {
        let sentence = |form: &FormValues| worst_case(&crate::form::plan::plan(form))[0].sentence.clone();
        let overlap = sentence(&form("gitlab"));
        assert!(
            overlap.starts_with("While another deploy of the same commit is under way: GitLab refuses"),
            "{overlap}"
        );
        assert!(overlap.ends_with(" What is reported at the end of the deploys is taken."), "{overlap}");
        let mut github = form("github");
        github.set_text(Field::Description(Event::Started), "x".repeat(141));
        let expected = "GitHub refuses the report of action.started with 422 “description is too long (maximum is 140 characters)”.";
        assert_eq!(sentence(&github), expected);
        github.set_text(Field::Description(Event::Started), ["{{ action.id }}", &"x".repeat(125)].concat());
        assert!(
            sentence(&github).starts_with("Where its variables have the longest values that they can have: GitHub")
        );
    }

    /// What the form calls an error, the provider refuses, and the other way round.
    #[test]
    fn the_rules_of_the_form_and_those_of_the_provider_agree() {
        let texts = |max: usize| {
            let variable = "{{ action.id }}";
            [
                "x".repeat(max),
                "x".repeat(max + 1),
                [variable, &"é".repeat(max - 19)].concat(),
                [variable, &"é".repeat(max - 18)].concat(),
            ]
        };
        for provider in PROVIDERS {
            for (part, max) in provider.limits() {
                for text in texts(*max) {
                    let mut form = form(provider.id());
                    match part {
                        crate::provider::status::Part::Key => form.set_text(Field::StatusKey, text),
                        crate::provider::status::Part::Description => {
                            form.set_text(Field::Description(Event::Completed), text);
                        }
                        _ => {
                            let start = "https://a.b/";
                            let rest: String = text.chars().take(text.chars().count() - start.len()).collect();
                            form.set_text(Field::Link, [start, &rest].concat());
                        }
                    }
                    let plan = crate::form::plan::plan(&form);
                    let refused = worst_case(&plan).iter().any(|refusal| refusal.when != When::Overlap);
                    let blocked = plan.problems.iter().any(Problem::blocks);
                    assert_eq!(refused, blocked, "{}, {part:?}: {:?}", provider.id(), plan.problems);
                }
            }
            for link in
                ["app.devopness.com", "https://a b", "https://", "http://host", "https://a.b:80/?x", "https://[::1]:80"]
            {
                let mut form = form(provider.id());
                form.set_text(Field::Link, link.into());
                let plan = crate::form::plan::plan(&form);
                let refused = worst_case(&plan).iter().any(|refusal| refusal.when != When::Overlap);
                assert_eq!(refused, plan.problems.iter().any(Problem::blocks), "{}: {link}", provider.id());
            }
            for link in ["HTTPS://a.b", "https://-a.b/x", "https://a.b:port/x"] {
                let mut form = form(provider.id());
                form.set_text(Field::Link, link.into());
                let plan = crate::form::plan::plan(&form);
                let refused = worst_case(&plan).iter().any(|refusal| refusal.when != When::Overlap);
                let gitlab = provider.id().starts_with("gitlab");
                assert_eq!(
                    (refused, plan.problems.iter().any(Problem::blocks)),
                    (gitlab, gitlab),
                    "{}: {link}",
                    provider.id()
                );
            }
        }
    }
}
