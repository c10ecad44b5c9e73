//! Deploys that a person starts: they have no commit hash.

use super::Head;
use crate::preflight::evidence::Ground;
use crate::preflight::line::{Action, Line, Verdict};

const HEAD: Head = ("manual", "Deploys started by hand are left out");

pub fn check(ground: &Ground) -> Vec<Line> {
    let line = if ground.form.only_hook_runs {
        let text = "Only deploys that an incoming hook started are reported. The vendor does not document the condition that sees to it.";
        Line::new(HEAD, Verdict::Pass, &[text])
    } else {
        let text = "A deploy that a person starts has no commit hash. Its reports go to an address without one, and the provider refuses them.";
        let next = "You can leave such deploys out. The vendor does not document the condition for it.";
        Line::new(HEAD, Verdict::Warn, &[text]).next(&[next]).action(Action::TurnOnGuard)
    };
    vec![line]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preflight::sample::Sample;

    #[test]
    fn the_guard_is_offered_until_it_is_on() {
        let mut sample = Sample::good();
        sample.expect("manual", Verdict::Warn, "has no commit hash", "does not document");
        let actions = sample.line("manual").actions;
        assert_eq!(actions, [Action::TurnOnGuard]);
        assert!(actions[0].apply(&mut sample.form));
        sample.expect("manual", Verdict::Pass, "does not document", "");
    }
}
