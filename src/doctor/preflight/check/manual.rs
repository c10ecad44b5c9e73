//! Deploys that a person starts: they have no commit hash. The guard leaves them out, if the incoming hooks declare the
//! constant that the outgoing hooks wait for.

use super::Head;
use crate::devopness::hook::{Direction, Hook, guard};
use crate::devopness::pipeline::pipeline_text;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;
use crate::text::template::PARSED;

const HEAD: Head = ("manual", "Deploys started by hand are left out");

pub fn check(ground: &Ground) -> Vec<Line> {
    let (form, own) = (ground.form, pipeline_text(ground.plan.pipeline));
    let to_guard = Action::Focus(Field::OnlyHookRuns);
    let waits =
        |condition: &&crate::devopness::hook::Condition| condition.path.strip_prefix(PARSED) == Some(guard::NAME);
    if let Some(foreign) = form.conditions.iter().filter(waits).find(|condition| !guard::is_of(condition, &own)) {
        let text = format!("A condition that came with the hooks never holds in pipeline {own}. {}.", foreign.words());
        let line = Line::new(HEAD, Verdict::Fail, &[&text]);
        return vec![line.next(&["Remove it: it is the guard of another pipeline."]).action(to_guard)];
    }
    if !form.only_hook_runs {
        if form.conditions.iter().any(guard::is_former) {
            let text = "Deploys started by hand are left out by a condition that the vendor does not document.";
            let next = "You can use the guard that the vendor has shown in its place.";
            return vec![Line::new(HEAD, Verdict::Pass, &[text, " ", next]).action(Action::TurnOnGuard)];
        }
        let text = "A deploy that a person starts has no commit hash. Its reports go to an address without one, and the provider refuses them.";
        let next =
            "You can leave such deploys out: the hooks then wait for a constant that the incoming hook declares.";
        return vec![Line::new(HEAD, Verdict::Warn, &[text]).next(&[next]).action(Action::TurnOnGuard)];
    }
    let hooks = match ground.known(&ground.evidence.hooks, HEAD, "the list of hooks") {
        Ok(hooks) => hooks,
        Err(line) => return vec![*line],
    };
    let active = |hook: &&Hook| hook.direction == Direction::Incoming && hook.active != Some(false);
    let all = hooks.iter().filter(active).count();
    let lacking: Vec<&Hook> =
        hooks.iter().filter(active).filter(|hook| !guard::is_declared(&hook.variables, &own)).collect();
    if lacking.is_empty() {
        let text = match all {
            // That there is none, another line tells.
            0 => "Only deploys that an incoming hook started will be reported.",
            _ => {
                "Only deploys that an incoming hook started are reported: the hooks wait for its constant pipeline_id."
            }
        };
        return vec![Line::new(HEAD, Verdict::Pass, &[text])];
    }
    let (verdict, text) = if lacking.len() < all || ground.evidence.hooks_cut {
        let text = format!(
            "An incoming hook does not declare the constant pipeline_id with {own}: no deploy that it starts would be reported."
        );
        (Verdict::Warn, text)
    } else {
        let text = format!(
            "No incoming hook declares the constant pipeline_id with {own}, for which the hooks would wait: no deploy would be reported."
        );
        (Verdict::Fail, text)
    };
    let points = lacking.iter().map(|hook| quoted(&hook.name)).collect();
    let next = "Build an incoming hook that declares it, and delete the old one; or report all deploys.";
    let line = Line::new(HEAD, verdict, &[&text]).points(points).next(&[next]);
    vec![line.action(Action::OpenIncoming).action(to_guard)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::preflight::sample::{Sample, hash, incoming, with};
    use serde_json::json;

    #[test]
    fn with_the_guard_every_incoming_hook_must_declare_the_constant() {
        let constant = |id: u64| json!({"name": "pipeline_id", "type": "integer", "default_value": id});
        let guarded = |name: &str, id: u64| incoming(name, true, json!([hash("after"), constant(id)]));
        let bare = |name: &str| incoming(name, true, json!([hash("after")]));
        let paused = incoming("Old", false, json!([hash("after")]));
        let check = |hooks: Vec<Hook>, verdict: Verdict, text: &str, points: &[&str]| {
            let mut sample = with(hooks);
            sample.form.set_only_hook_runs(true);
            sample.expect("manual", verdict, text, "");
            assert_eq!(sample.line("manual").points, points);
        };
        check(vec![guarded("Push", 512)], Verdict::Pass, "wait for its constant pipeline_id", &[]);
        check(vec![guarded("Push", 512), paused], Verdict::Pass, "wait for its constant", &[]);
        check(vec![], Verdict::Pass, "will be reported", &[]);
        check(vec![bare("Push")], Verdict::Fail, "No incoming hook declares the constant", &["“Push”"]);
        check(vec![guarded("Push", 513)], Verdict::Fail, "pipeline_id with 512", &["“Push”"]);
        check(vec![guarded("A", 512), bare("B")], Verdict::Warn, "no deploy that it starts", &["“B”"]);
        let mut cut = with(vec![bare("Push")]);
        cut.form.set_only_hook_runs(true);
        cut.evidence.hooks_cut = true;
        cut.expect("manual", Verdict::Warn, "no deploy that it starts", "Build an incoming hook");
    }

    #[test]
    fn without_the_guard_it_is_offered_also_for_the_former_one() {
        let mut sample = Sample::good();
        sample.expect("manual", Verdict::Warn, "has no commit hash", "leave such deploys out");
        assert_eq!(sample.line("manual").actions, [Action::TurnOnGuard]);
        sample.form.conditions = vec![guard::former()];
        sample.expect("manual", Verdict::Pass, "the vendor does not document", "");
        Action::TurnOnGuard.apply(&mut sample.form);
        assert!(sample.form.only_hook_runs && sample.form.conditions.is_empty());
        sample.form = Sample::good().form;
        sample.form.conditions = vec![guard::condition("77")];
        sample.expect("manual", Verdict::Fail, "never holds in pipeline 512", "Remove it");
    }
}
