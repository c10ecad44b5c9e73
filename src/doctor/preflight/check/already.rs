//! Hooks already here that report the same: the pipeline's hooks against the plan.

use super::Head;
use crate::doctor::change::Change;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};

const HEAD: Head = ("already", "No other hook reports the same");

pub fn check(ground: &Ground) -> Vec<Line> {
    let changes = match ground.changes(HEAD) {
        Ok(changes) => changes,
        Err(line) => return vec![*line],
    };
    let there: Vec<&Change> = changes.list.iter().filter(|change| change.hook().is_some()).collect();
    let ids = there.iter().filter_map(|change| Some(change.hook()?.id.clone())).collect();
    let missing = changes.list.len() - there.len();
    if there.is_empty() {
        let text = "None of the hooks here reports this status.";
        let verdict = if ground.evidence.hooks_cut { Verdict::Unknown } else { Verdict::Pass };
        let text =
            if ground.evidence.hooks_cut { [text, " Not all hooks could be read."].concat() } else { text.into() };
        return vec![Line::new(HEAD, verdict, &[&text])];
    }
    let points = there.iter().map(|change| point(change)).collect();
    let same = there.iter().all(|change| matches!(change, Change::Keep { .. }));
    let line = if !same {
        let text = "Hooks here report the same status in another way. Created beside them, each deploy would be reported twice.";
        Line::new(HEAD, Verdict::Warn, &[text])
            .next(&["The list of changes shows what becomes of each. Nothing happens before you confirm it."])
    } else if missing == 0 {
        Line::new(
            HEAD,
            Verdict::Pass,
            &["All hooks of the plan are here already, just as planned. Nothing needs to be created."],
        )
    } else {
        let text = "A part of the set is here already, just as planned. Only what is missing needs to be created.";
        Line::new(HEAD, Verdict::Pass, &[text])
    };
    vec![line.points(points).action(Action::ShowHooks(ids))]
}

/// One hook that is here, against the plan.
fn point(change: &Change) -> String {
    let Some(hook) = change.hook() else { return String::new() };
    let event = change.event().map_or_else(String::new, |event| [event.label(), ": "].concat());
    let paused = if hook.active == Some(false) { ", which is paused," } else { "" };
    let start = [&event, &quoted(&hook.name), paused].concat();
    match change {
        Change::Update { edits, .. } => {
            let fields: Vec<&str> = edits.iter().map(|edit| edit.field.as_str()).collect();
            [&start, " differs from the plan in: ", &fields.join(", "), "."].concat()
        }
        Change::Remove { why, .. } => [&start, " is one too many. ", why.text()].concat(),
        Change::Leave { note, .. } => [&start, " stays as it is. ", note.text()].concat(),
        _ => [&start, " is just as planned."].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::hook::Hook;
    use crate::doctor::preflight::sample::{Sample, refused};
    use crate::form::field::Field;

    fn check(change: &dyn Fn(&mut Vec<Hook>), verdict: Verdict, text: &str, points: &[&str]) {
        let mut sample = Sample::good();
        let mut hooks = sample.planned_hooks();
        change(&mut hooks);
        sample.add_hooks(hooks);
        let line = sample.line("already");
        assert_eq!(line.verdict, verdict, "{line:?}");
        assert!(line.text.contains(text), "{line:?}");
        assert_eq!(line.points.len(), points.len(), "{line:?}");
        for (own, part) in line.points.iter().zip(points) {
            assert!(own.contains(part), "{line:?}");
        }
    }

    #[test]
    fn hooks_that_report_the_same_are_named_with_what_differs() {
        let planned = "is just as planned.";
        check(&|hooks| hooks.clear(), Verdict::Pass, "None of the hooks here", &[]);
        check(
            &|_| {},
            Verdict::Pass,
            "All hooks of the plan",
            &["Started: “CI(build): started” is just", planned, planned],
        );
        check(&|hooks| hooks.truncate(1), Verdict::Pass, "A part of the set", &[planned]);
        check(
            &|hooks| {
                hooks.truncate(1);
                hooks[0].name = "Mine".into();
            },
            Verdict::Warn,
            "in another way",
            &["Started: “Mine” differs from the plan in: Name."],
        );
        check(
            &|hooks| hooks[1].active = Some(false),
            Verdict::Warn,
            "in another way",
            &[planned, "which is paused, differs", planned],
        );
        check(
            &|hooks| {
                let again = Hook { id: "again".into(), ..hooks[0].clone() };
                hooks.truncate(1);
                hooks.push(again);
            },
            Verdict::Warn,
            "in another way",
            &[planned, "is one too many."],
        );
    }

    #[test]
    fn what_cannot_be_compared_is_not_ticked() {
        let mut sample = Sample::good();
        sample.evidence.hooks_cut = true;
        sample.expect("already", Verdict::Unknown, "Not all hooks could be read.", "");
        sample.evidence.hooks_cut = false;
        sample.form.set_text(Field::Repository, String::new());
        sample.expect("already", Verdict::Unknown, "The form is not complete", "Correct");
        sample.evidence.hooks = Some(Err(refused(500, "")));
        sample.expect("hash-variable", Verdict::Unknown, "The API failed", "in a while");
        assert!(sample.lines().iter().all(|line| line.id != "already"), "another line tells of the list");
        (sample.evidence.hooks, sample.evidence.done) = (None, false);
        sample.expect("already", Verdict::Waiting, "the list of hooks", "");
    }

    #[test]
    fn the_hooks_can_be_shown() {
        let mut sample = Sample::good();
        let hooks = sample.planned_hooks();
        sample.add_hooks(hooks);
        assert_eq!(sample.line("already").actions, [Action::ShowHooks(vec!["1".into(), "2".into(), "3".into()])]);
    }
}
