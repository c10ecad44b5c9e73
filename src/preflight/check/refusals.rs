//! Whether the provider would refuse a status in the worst case. What it refuses is worked out by its own rules, elsewhere.

use super::Head;
use crate::preflight::evidence::Ground;
use crate::preflight::line::{Line, Verdict};

const HEAD: Head = ("refusals", "The provider takes every status");

pub fn check(ground: &Ground) -> Vec<Line> {
    let name = ground.plan.provider.name();
    let Some(refusals) = ground.evidence.refusals.as_ref().filter(|_| !ground.plan.hooks.is_empty()) else {
        let text = ["Whether ", name, " takes every status was not worked out."];
        return vec![Line::new(HEAD, Verdict::Unknown, &text)];
    };
    if refusals.is_empty() {
        let text = ["By the rules that are known of ", name, ", it takes every status, also in the worst case."];
        return vec![Line::new(HEAD, Verdict::Pass, &text)];
    }
    let points = refusals.iter().map(|refusal| match refusal.event {
        Some(event) => [event.label(), ": ", &refusal.text].concat(),
        None => refusal.text.clone(),
    });
    let (verdict, when, next) = if refusals.iter().any(|refusal| refusal.always) {
        (Verdict::Fail, ", it refuses a status in every deploy.", "Correct what is named below.")
    } else {
        (Verdict::Warn, ", it refuses a status in some cases.", "See when, and whether you can do without these.")
    };
    let line = Line::new(HEAD, verdict, &["By the rules that are known of ", name, when]);
    vec![line.points(points.collect()).next(&[next])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::preflight::line::Refusal;
    use crate::preflight::sample::Sample;

    #[test]
    fn what_the_provider_refuses_is_told_by_event() {
        let mut sample = Sample::good();
        sample.expect("refusals", Verdict::Pass, "known of GitHub, it takes every status", "");
        let refusal = |event: Option<Event>, text: &str| Refusal { event, always: false, text: text.into() };
        sample.evidence.refusals = Some(vec![refusal(Some(Event::Started), "Twice."), refusal(None, "All.")]);
        sample.expect("refusals", Verdict::Warn, "refuses a status in some cases", "See when");
        assert_eq!(sample.line("refusals").points, ["Started: Twice.", "All."]);
        sample.evidence.refusals = Some(vec![Refusal { always: true, ..refusal(Some(Event::Failed), "Never.") }]);
        sample.expect("refusals", Verdict::Fail, "refuses a status in every deploy", "Correct what");
        sample.evidence.refusals = None;
        sample.expect("refusals", Verdict::Unknown, "was not worked out", "");
    }
}
