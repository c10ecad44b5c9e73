//! Whether the provider would refuse a status, by the rules that the simulator plays.

use super::Head;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Line, Verdict};
use crate::doctor::simulator::{When, worst_case};
use crate::form::problem::Problem;

const HEAD: Head = ("refusals", "The provider takes every status");

pub fn check(ground: &Ground) -> Vec<Line> {
    let name = ground.plan.provider.name();
    if ground.plan.hooks.is_empty() || ground.plan.problems.iter().any(Problem::blocks) {
        let text = ["Whether ", name, " takes every status can be told once the form is filled in and correct."];
        return vec![Line::new(HEAD, Verdict::Unknown, &text)];
    }
    let refusals = worst_case(ground.plan);
    if refusals.is_empty() {
        let text = ["By the rules that are known of ", name, ", it takes every status, also in the worst case."];
        return vec![Line::new(HEAD, Verdict::Pass, &text)];
    }
    let always = refusals.iter().any(|refusal| refusal.when == When::Always);
    let (verdict, cases) =
        if always { (Verdict::Fail, " in every deploy.") } else { (Verdict::Warn, " in some cases.") };
    let line = Line::new(HEAD, verdict, &["By the rules that are known of ", name, ", it refuses a status", cases]);
    let next = if always { "Correct what is named." } else { "See when, and whether you can do without these." };
    vec![line.points(refusals.into_iter().map(|refusal| refusal.sentence).collect()).next(&[next])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::preflight::sample::Sample;
    use crate::form::field::Field;

    #[test]
    fn what_the_provider_refuses_is_told() {
        let mut sample = Sample::good();
        sample.expect("refusals", Verdict::Pass, "known of GitHub, it takes every status", "");
        sample.form.set_text(Field::StatusKey, String::new());
        sample.expect("refusals", Verdict::Unknown, "once the form is filled in", "");
        let gitlab = Sample::of(513);
        gitlab.expect("refusals", Verdict::Warn, "refuses a status in some cases", "See when");
        assert!(gitlab.line("refusals").points[0].contains("While another deploy of the same commit is under way"));
        let mut sample = Sample::good();
        let agent = sample.form.headers.iter().find(|row| row.name == "User-Agent").map(|row| row.id);
        sample.form.remove_row(agent.expect("a header"));
        sample.expect("refusals", Verdict::Fail, "refuses a status in every deploy", "Correct");
    }
}
