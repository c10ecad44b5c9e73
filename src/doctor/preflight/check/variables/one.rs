//! One variable, and what each incoming hook does with it.

use crate::devopness::hook::{Hook, VariableKind};
use crate::doctor::preflight::check::Head;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;
use crate::text::template::{distance, is_variable_name};

/// A variable that incoming hooks should declare.
pub struct Wanted<'a> {
    /// How its line begins.
    pub head: Head,
    /// The field that names it.
    pub field: Field,
    /// What the incoming hook should call it.
    pub name: &'a str,
    /// What it holds, as in “the commit hash”.
    pub what: &'static str,
    /// Whether nothing works without it.
    pub needed: bool,
    /// Words by which another name for it is known.
    pub words: &'static [&'static str],
    /// The paths at which it is known to be sent; empty where they are not known.
    pub paths: &'a [&'static str],
}

/// The line for it.
pub fn line(ground: &Ground, wanted: &Wanted, incoming: &[&Hook]) -> Line {
    let (name, what, variable) = (wanted.name, wanted.what, quoted(wanted.name));
    if name.is_empty() {
        let line = Line::new(wanted.head, wanted.worst(), &["The form does not name the variable."]);
        return line.action(Action::Focus(wanted.field));
    }
    let judged: Vec<Judged> =
        incoming.iter().map(|hook| judge(hook, name, wanted.paths, ground.plan.provider.name())).collect();
    let points = judged.iter().map(|judged| judged.text.clone()).collect();
    let any = |active: bool, declares: bool| {
        judged.iter().any(|judged| judged.active == active && judged.declares == declares)
    };
    if !any(true, true) {
        let line = if incoming.is_empty() { no_hook(wanted) } else { no_variable(wanted, incoming, any(false, true)) };
        let line = line.points(points).action(Action::OpenIncoming);
        return match ground.evidence.hooks_cut {
            // Among those that were not read there may be one.
            true => {
                Line { verdict: Verdict::Unknown, text: [&line.text, " Not all hooks could be read."].concat(), ..line }
            }
            false => line,
        };
    }
    if any(true, false) {
        let start = ["Some deploys will have ", what, " and some not: not every active incoming hook reads it as "];
        let line = Line::new(wanted.head, Verdict::Warn, &[&start.concat(), &variable, "."]).points(points);
        let line = line.next(&["Declare it in the others too, if they start deploys that are to be reported."]);
        return line.action(Action::OpenIncoming);
    }
    if judged.iter().any(|judged| judged.active && judged.odd) {
        let line = Line::new(wanted.head, Verdict::Warn, &["It is read as ", &variable, ", but look at how."]);
        let line = line.points(points).next(&["See below, and correct the incoming hook."]);
        return line.action(Action::OpenIncoming);
    }
    Line::new(wanted.head, Verdict::Pass, &["It is read as ", &variable, "."]).points(points)
}

impl Wanted<'_> {
    fn worst(&self) -> Verdict {
        if self.needed { Verdict::Fail } else { Verdict::Warn }
    }
}

fn no_hook(wanted: &Wanted) -> Line {
    let text = [
        "The pipeline has no incoming hook. Only a deploy that one starts has ",
        wanted.what,
        if wanted.needed { ", so every report would go to an address without it." } else { "." },
    ];
    let next = ["Create one that reads ", wanted.what, " as ", &quoted(wanted.name), "."];
    Line::new(wanted.head, wanted.worst(), &text).next(&next)
}

/// For incoming hooks of which none that is active reads it; perhaps a paused one does.
fn no_variable(wanted: &Wanted, incoming: &[&Hook], paused: bool) -> Line {
    let variable = quoted(wanted.name);
    let start = if paused { "Only a paused incoming hook reads " } else { "No incoming hook of this pipeline reads " };
    let line = Line::new(wanted.head, wanted.worst(), &[start, wanted.what, " as ", &variable, "."]);
    let near = nearest(wanted.name, incoming, wanted.words);
    let line = match &near {
        _ if paused => line.next(&["Resume that hook, or build another."]),
        Some(near) => line.next(&["Use “", near, "”, which one reads, or build a hook that reads ", &variable, "."]),
        None => line.next(&["Use a name that one reads, or build a hook that reads ", &variable, "."]),
    };
    line.action(match near {
        Some(text) => Action::Take { field: wanted.field, text },
        None => Action::Focus(wanted.field),
    })
}

/// What one incoming hook does with the variable.
struct Judged {
    active: bool,
    declares: bool,
    /// Whether something about it will hardly do.
    odd: bool,
    /// In full sentences.
    text: String,
}

fn judge(hook: &Hook, name: &str, paths: &[&str], provider: &str) -> Judged {
    let active = hook.active != Some(false);
    let hook_name = [quoted(&hook.name).as_str(), if active { "" } else { ", which is paused," }].concat();
    let Some(variable) = hook.variables.iter().find(|variable| variable.name == name) else {
        let names: Vec<String> = hook.variables.iter().take(20).map(|variable| quoted(&variable.name)).collect();
        let text = match names.is_empty() {
            true => [&hook_name, " reads no variable at all."].concat(),
            false => [&hook_name, " does not read it, but ", &names.join(", "), "."].concat(),
        };
        return Judged { active, declares: false, odd: false, text };
    };
    let path = if variable.path.is_empty() { name } else { &variable.path };
    let mut text = [&hook_name, " reads it from ", &quoted(path), "."].concat();
    let mut odd = false;
    if !paths.is_empty() && !paths.contains(&path) {
        odd = true;
        text.push_str(&[" That is none of the places where ", provider, " is known to send it."].concat());
    }
    if variable.kind != VariableKind::String {
        odd = true;
        text.push_str(&[" It is declared as ", variable.kind.word(), ", not as string."].concat());
    }
    if variable.default.is_some() {
        odd = true;
        text.push_str(" It has a default, which stands in for it where a request has none.");
    } else if !variable.required {
        text.push_str(" It is not required, so a request without it may start a deploy that has none.");
    }
    Judged { active, declares: true, odd, text }
}

/// The name among those that active incoming hooks declare that is most likely meant: one that differs by little, or
/// else one that holds a word for the thing.
fn nearest(name: &str, incoming: &[&Hook], words: &[&str]) -> Option<String> {
    let lower = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for variable in incoming.iter().filter(|hook| hook.active != Some(false)).flat_map(|hook| &hook.variables) {
        let own = variable.name.to_lowercase();
        let far = distance(&lower, &own);
        let says = words.iter().position(|word| own.split(['_', '-']).any(|part| part == *word));
        let rank = if far <= 2 + own.len() / 6 { Some(far) } else { says.map(|at| 1000 + at) };
        let better = |rank: &usize| best.is_none_or(|(other, _)| *rank < other);
        if let Some(rank) = rank.filter(better).filter(|_| is_variable_name(&variable.name) && variable.name != name) {
            best = Some((rank, &variable.name));
        }
    }
    best.map(|(_, name)| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::preflight::sample::{Sample, hash, incoming, with};
    use serde_json::json;

    #[test]
    fn an_active_incoming_hook_must_read_the_hash() {
        let good = || incoming("Push", true, json!([hash("after")]));
        let paused = || incoming("Push", false, json!([hash("after")]));
        let bare = || incoming("Other", true, json!([{"name": "source_ref", "type": "string"}]));
        let check = |hooks: Vec<Hook>, verdict: Verdict, text: &str, next: &str, point: &str| {
            let sample = with(hooks);
            sample.expect("hash-variable", verdict, text, next);
            let points = sample.line("hash-variable").points;
            assert!(point.is_empty() || points.iter().any(|own| own.contains(point)), "{points:?}");
        };
        check(vec![good()], Verdict::Pass, "It is read as “commit_hash”.", "", "“Push” reads it from “after”.");
        check(vec![good(), paused()], Verdict::Pass, "It is read", "", "“Push”, which is paused, reads it");
        let paused_bare = incoming("Old", false, json!([]));
        check(vec![good(), paused_bare], Verdict::Pass, "It is read", "", "“Old”, which is paused, reads no variable");
        check(
            vec![],
            Verdict::Fail,
            "has no incoming hook. Only",
            "Create one that reads the commit hash as “commit_hash”.",
            "",
        );
        check(
            vec![bare()],
            Verdict::Fail,
            "No incoming hook of this pipeline",
            "Use a name that one reads",
            "but “source_ref”.",
        );
        check(vec![paused()], Verdict::Fail, "Only a paused incoming hook", "Resume that hook", "which is paused");
        check(
            vec![good(), bare()],
            Verdict::Warn,
            "Some deploys will have",
            "Declare it in the others",
            "“Other” does not read it",
        );
        // What the API does not say speaks for the hook.
        let mut untold = good();
        untold.active = None;
        check(vec![untold], Verdict::Pass, "It is read", "", "");
        // An outgoing hook reads nothing.
        let mut outgoing = good();
        outgoing.direction = crate::devopness::hook::Direction::Outgoing;
        check(vec![outgoing], Verdict::Fail, "has no incoming hook.", "Create one", "");
    }

    #[test]
    fn how_it_is_read_is_looked_at() {
        let check = |variable: serde_json::Value, verdict: Verdict, point: &str| {
            let sample = with(vec![incoming("Push", true, json!([variable]))]);
            let line = sample.line("hash-variable");
            assert_eq!(line.verdict, verdict, "{line:?}");
            assert!(line.points[0].contains(point), "{line:?}");
        };
        check(json!({"name": "commit_hash", "path": "after", "type": "string"}), Verdict::Pass, "It is not required");
        // Without a path the name is one.
        let bare = json!({"name": "commit_hash", "type": "string", "required": true});
        check(bare, Verdict::Warn, "from “commit_hash”. That is none of the places");
        let integer = json!({"name": "commit_hash", "path": "after", "type": "integer", "required": true});
        check(integer, Verdict::Warn, "declared as integer, not as string");
        let default = json!({"name": "commit_hash", "path": "after", "type": "string", "required": false, "default_value": "main"});
        check(default, Verdict::Warn, "It has a default");
    }

    #[test]
    fn a_path_is_held_against_those_that_are_known() {
        let mut sample = Sample::good();
        sample.expect("hash-variable", Verdict::Pass, "It is read", "");
        sample.evidence.hooks = Some(Ok(vec![incoming("Push", true, json!([hash("checkout_sha")]))]));
        sample.expect("hash-variable", Verdict::Warn, "look at how", "correct the incoming hook");
        assert!(sample.line("hash-variable").points[0].contains("none of the places where GitHub is known to send it"));
    }

    #[test]
    fn the_nearest_name_can_be_taken_over() {
        let check = |names: &[&str], expected: Option<&str>| {
            let variables: Vec<_> = names.iter().map(|name| json!({"name": name, "type": "string"})).collect();
            let line = with(vec![incoming("Push", true, json!(variables))]).line("hash-variable");
            let first = match expected {
                Some(text) => Action::Take { field: Field::HashVariable, text: text.into() },
                None => Action::Focus(Field::HashVariable),
            };
            assert_eq!(line.actions, [first, Action::OpenIncoming], "{names:?}");
            assert_eq!(expected.is_some_and(|near| line.next.contains(near)), expected.is_some(), "{}", line.next);
        };
        check(&["commit-hash"], Some("commit-hash"));
        check(&["source_ref", "Commit_Hash"], Some("Commit_Hash"));
        check(&["comit_has"], Some("comit_has"));
        // Two characters, and one more for each six of the name, may be wrong.
        check(&["cmmt_hsh"], Some("cmmt_hsh"));
        check(&["cmmt_hs"], None);
        check(&["sha"], Some("sha"));
        check(&["commit", "head_sha"], Some("head_sha"));
        check(&["commit", "comit_hash", "sha"], Some("comit_hash"));
        check(&["source_ref", "source_type"], None);
        check(&["shard"], None);
        check(&["commit hash"], None);
        check(&[], None);
        // Of a paused hook no name is proposed.
        let paused = incoming("Old", false, json!([{"name": "sha"}]));
        let line = with(vec![paused, incoming("Push", true, json!([]))]).line("hash-variable");
        assert_eq!(line.actions[0], Action::Focus(Field::HashVariable));
    }
}
