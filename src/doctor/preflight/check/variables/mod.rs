//! Whether the pipeline's incoming hooks read what the templates use. `hook_parsed_variables` has what the incoming hook
//! declared that started the deploy, and nothing else; what becomes of a variable that it did not declare, the vendor does
//! not document (<https://www.devopness.com/docs/webhooks/create-incoming-webhook>).

mod one;

use super::Head;
use crate::devopness::hook::{Direction, Hook};
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict, quoted};
use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::provider::Provider;
use crate::provider::sender::{Trigger, sender};
use crate::text::template::{PARSED, Piece, is_variable_name, scan};
use one::Wanted;

const HASH: Head = ("hash-variable", "An incoming hook reads the commit hash");
const BRANCH: Head = ("branch-variable", "An incoming hook reads the branch");
const OTHERS: Head = ("other-variables", "Incoming hooks read the other variables");

pub fn check(ground: &Ground) -> Vec<Line> {
    let (form, evidence) = (ground.form, ground.evidence);
    let branch = form.branch_variable.trim();
    let uses_branch = !branch.is_empty() && ground.plan.provider.branch().is_some();
    let others = others(form, uses_branch);
    let mut heads = vec![HASH];
    heads.extend(uses_branch.then_some(BRANCH));
    heads.extend((!others.is_empty()).then_some(OTHERS));
    let Some(Ok(hooks)) = &evidence.hooks else {
        let line = |head| ground.known(&evidence.hooks, head, "the list of hooks").err();
        return heads.into_iter().filter_map(line).map(|line| *line).collect();
    };
    let incoming: Vec<&Hook> = hooks.iter().filter(|hook| hook.direction == Direction::Incoming).collect();
    let mut lines = Vec::new();
    for head in heads {
        lines.push(match head {
            HASH => {
                let wanted = Wanted {
                    head,
                    field: Field::HashVariable,
                    name: form.hash_variable.trim(),
                    what: "the commit hash",
                    needed: true,
                    words: &["sha", "hash", "commit"],
                    paths: &hash_paths(ground.plan.provider),
                };
                one::line(ground, &wanted, &incoming)
            }
            BRANCH => {
                let wanted = Wanted {
                    head,
                    field: Field::BranchVariable,
                    name: branch,
                    what: "the branch",
                    needed: false,
                    words: &["branch", "ref"],
                    paths: &[],
                };
                one::line(ground, &wanted, &incoming)
            }
            _ => several(ground, &incoming, &others),
        });
    }
    lines
}

/// The paths at which the provider is known to send a commit's hash.
fn hash_paths(provider: &dyn Provider) -> Vec<&'static str> {
    let sender = sender(provider.id()).into_iter();
    sender.flat_map(|sender| [Trigger::Push, Trigger::Request].map(|trigger| sender.webhook(trigger).hash)).collect()
}

/// The variables of incoming hooks that templates use besides those of hash and branch, each with the first field.
fn others(form: &FormValues, uses_branch: bool) -> Vec<(Field, String)> {
    let mut fields = vec![Field::StatusKey, Field::Link];
    fields.extend(form.events_on().map(Field::Description));
    fields.extend(form.headers.iter().map(|row| Field::HeaderValue(row.id)));
    fields.extend(form.extra.iter().map(|row| Field::ExtraValue(row.id)));
    let mut found: Vec<(Field, String)> = Vec::new();
    for field in fields {
        for piece in scan(form.text(field)) {
            let Piece::Variable(_, path) = piece else { continue };
            let Some(name) = path.strip_prefix(PARSED) else { continue };
            let known = name == form.hash_variable.trim() || uses_branch && name == form.branch_variable.trim();
            if !known && is_variable_name(name) && !found.iter().any(|(_, own)| own == name) {
                found.push((field, name.to_string()));
            }
        }
    }
    found
}

fn several(ground: &Ground, incoming: &[&Hook], others: &[(Field, String)]) -> Line {
    let mut points = Vec::new();
    let mut first = None;
    for (field, name) in others {
        let active = incoming.iter().filter(|hook| hook.active != Some(false));
        let missing = active.clone().filter(|hook| !hook.variables.iter().any(|variable| variable.name == *name));
        let (all, missing) = (active.count(), missing.count());
        if missing > 0 || all == 0 {
            first = first.or(Some(*field));
            let who = if missing == all {
                " is read by no active incoming hook."
            } else {
                " is not read by every active incoming hook."
            };
            points.push([&quoted(name), ", in “", &field.label(), "”,", who].concat());
        }
    }
    let Some(field) = first else {
        let names: Vec<String> = others.iter().map(|(_, name)| quoted(name)).collect();
        return Line::new(OTHERS, Verdict::Pass, &["Every active incoming hook reads ", &names.join(", "), "."]);
    };
    let verdict = if ground.evidence.hooks_cut { Verdict::Unknown } else { Verdict::Warn };
    let text = "A template uses a variable that not every deploy has. What stands in its place then, the vendor does not document.";
    let line = Line::new(OTHERS, verdict, &[text]).points(points);
    let line = line.next(&["Declare it in the incoming hook, or take it out of the text."]);
    line.action(Action::Focus(field)).action(Action::OpenIncoming)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::doctor::preflight::sample::{Sample, failed, hash, incoming, with};
    use serde_json::json;

    #[test]
    fn the_branch_is_looked_for_where_the_provider_uses_it() {
        let check = |pipeline: u64, name: &str, verdict: Option<Verdict>, text: &str| {
            let mut sample = Sample::of(pipeline);
            sample.form.branch_variable = name.into();
            match verdict {
                Some(verdict) => sample.expect("branch-variable", verdict, text, ""),
                None => assert!(sample.lines().iter().all(|line| line.id != "branch-variable"), "{pipeline}"),
            }
        };
        check(513, "", None, "");
        check(512, "source_ref", None, "");
        check(513, "source_ref", Some(Verdict::Pass), "It is read as “source_ref”.");
        check(514, "source_ref", Some(Verdict::Pass), "It is read as “source_ref”.");
        check(513, "branch", Some(Verdict::Warn), "No incoming hook of this pipeline reads the branch as “branch”.");
        let mut sample = Sample::of(513);
        sample.form.branch_variable = "branch".into();
        let take = Action::Take { field: Field::BranchVariable, text: "source_ref".into() };
        assert_eq!(sample.line("branch-variable").actions[0], take);
        sample.evidence.hooks = Some(Ok(vec![]));
        sample.expect(
            "branch-variable",
            Verdict::Warn,
            "has no incoming hook. Only a deploy that one starts has the branch.",
            "",
        );
    }

    #[test]
    fn other_variables_in_the_texts_must_be_read_too() {
        let mut sample = Sample::good();
        let absent = |sample: &Sample| sample.lines().iter().all(|line| line.id != "other-variables");
        assert!(absent(&sample));
        let title = "{{ action.triggered_from.hook_parsed_variables.title }}";
        sample.form.set_text(Field::Description(crate::devopness::event::Event::Failed), title.into());
        sample.expect("other-variables", Verdict::Warn, "not every deploy has", "Declare it");
        let line = sample.line("other-variables");
        assert_eq!(line.points, ["“title”, in “Failed: description”, is read by no active incoming hook."]);
        let to_field = Action::Focus(Field::Description(crate::devopness::event::Event::Failed));
        assert_eq!(line.actions, [to_field, Action::OpenIncoming]);
        let all = json!([hash("after"), {"name": "title"}]);
        let some = json!([hash("after")]);
        sample.evidence.hooks = Some(Ok(vec![incoming("Push", true, all.clone()), incoming("Old", false, json!([]))]));
        sample.expect("other-variables", Verdict::Pass, "Every active incoming hook reads “title”.", "");
        sample.evidence.hooks = Some(Ok(vec![incoming("Push", true, all), incoming("Pull", true, some)]));
        assert!(sample.line("other-variables").points[0].contains("is not read by every active incoming hook."));
        sample.evidence.hooks = Some(Ok(vec![]));
        sample.expect("other-variables", Verdict::Warn, "not every deploy has", "");
        // In every field that takes variables, each name once; those of hash and branch have their own lines.
        let mut form = FormValues::new("1", "gitlab.com/a/b");
        form.branch_variable = "branch".into();
        let parsed = |name: &str| ["{{ ", PARSED, name, " }}"].concat();
        form.link =
            [parsed("a"), parsed("a"), parsed("commit_hash"), parsed("branch"), "{{ action.id }}".into()].concat();
        let extra = form.add_extra();
        // What cannot be a name is for the form to complain about.
        form.set_text(Field::ExtraValue(extra), [parsed("no name"), parsed("b")].concat());
        let header = form.headers[1].id;
        form.headers[1].value = parsed("c");
        let found = others(&form, true);
        let expected = [(Field::Link, "a"), (Field::HeaderValue(header), "c"), (Field::ExtraValue(extra), "b")];
        assert_eq!(found, expected.map(|(field, name)| (field, name.to_string())));
        assert!(others(&form, false).contains(&(Field::Link, "branch".into())));
    }

    #[test]
    fn a_list_that_could_not_be_read_to_its_end_proves_nothing_missing() {
        let mut sample = with(vec![]);
        sample.evidence.hooks_cut = true;
        sample.expect("hash-variable", Verdict::Unknown, "Not all hooks could be read.", "Create one");
        let other = incoming("Push", true, json!([{"name": "source_ref"}]));
        sample.evidence.hooks = Some(Ok(vec![other]));
        sample.expect("hash-variable", Verdict::Unknown, "Not all hooks could be read.", "");
        sample.evidence.hooks = Some(Ok(vec![incoming("Push", true, json!([hash("after")]))]));
        sample.expect("hash-variable", Verdict::Pass, "It is read", "");
        sample.form.link = "{{ action.triggered_from.hook_parsed_variables.title }}".into();
        sample.expect("other-variables", Verdict::Unknown, "not every deploy has", "");
        sample.evidence.hooks = Some(Err(failed(Call::Hooks(512), 500, "")));
        sample.expect("hash-variable", Verdict::Unknown, "failed to list the hooks of pipeline 512 (500)", "");
        assert!(sample.lines().iter().all(|line| line.id != "other-variables"), "one line tells of the list");
        sample.evidence.hooks = None;
        sample.expect("hash-variable", Verdict::Unknown, "could not be read", "");
        sample.expect("other-variables", Verdict::Unknown, "could not be read", "");
        sample.evidence.done = false;
        sample.expect("hash-variable", Verdict::Waiting, "being read", "");
        sample.form.hash_variable = String::new();
        sample.evidence.hooks = Some(Ok(vec![]));
        sample.expect("hash-variable", Verdict::Fail, "does not name the variable", "");
    }
}
