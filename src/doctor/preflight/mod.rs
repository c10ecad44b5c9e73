//! The checklist before anything is written: what would keep the status from coming, read from the API and worked out.
//!
//! A [`Preflight`] says what to read; the page sends it and tells the answers. [`lines`] is the checklist at any moment, with
//! what was read so far. Only failures stop ([`stops`]), and what could not be checked is never ticked.

mod check;
mod evidence;
mod line;
#[cfg(test)]
mod sample;
mod sequence;

pub use evidence::{Evidence, Read};
pub use line::{Action, Line, Verdict};
pub use sequence::{Ask, Preflight};

use crate::form::plan::Plan;
use crate::form::values::FormValues;
use check::CHECKS;
use evidence::Ground;

/// The checklist. Evidence about another pipeline or API than the form's counts as none.
pub fn lines(evidence: &Evidence, form: &FormValues, plan: &Plan) -> Vec<Line> {
    let here = (plan.target.clone(), plan.pipeline.map(|pipeline| pipeline.id));
    let stale = evidence.asked.as_ref().is_some_and(|asked| *asked != here);
    let none = Evidence { forbidden: evidence.forbidden, token: evidence.token, ..Evidence::default() };
    let ground = Ground::new(if stale { &none } else { evidence }, form, plan, stale);
    let mut lines: Vec<Line> = CHECKS.iter().flat_map(|check| check(&ground)).collect();
    let behind = lines.iter().filter(|line| line.behind).count();
    lines.retain(|line| !line.behind);
    if behind > 0 {
        lines.push(rest(behind));
    }
    lines
}

/// The line in place of those that would only repeat that something failed.
fn rest(count: usize) -> Line {
    let text = match count {
        1 => "One more check waits for what is named above.".to_string(),
        _ => format!("{count} more checks wait for what is named above."),
    };
    let line = Line::new(("rest", "The other checks could be made"), Verdict::Unknown, &[&text]);
    line.next(&["Mend that, then try again."]).action(Action::TryAgain)
}

/// Whether a line keeps the hooks from being created.
pub fn stops(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.verdict == Verdict::Fail)
}

/// How the checklist stands, in one sentence that can be read aloud.
pub fn summary(lines: &[Line]) -> String {
    use Verdict::{Fail, Pass, Unknown, Waiting, Warn};
    let mut counts = Vec::new();
    for (verdict, words) in [
        (Fail, " failed"),
        (Warn, " with a warning"),
        (Unknown, " could not be made"),
        (Waiting, " under way"),
        (Pass, " passed"),
    ] {
        let count = lines.iter().filter(|line| line.verdict == verdict).count();
        if count > 0 {
            counts.push([&count.to_string(), words].concat());
        }
    }
    if counts.is_empty() { "Nothing was checked.".into() } else { ["Checks: ", &counts.join(", "), "."].concat() }
}
