//! What is wrong with the choices for an incoming hook.

use super::form::{IncomingField, IncomingForm};
use super::plan::IncomingProblem;
use crate::devopness::hook::{IncomingHook, NAME_MAX};
use crate::form::field::Field;
use crate::form::plan::Plan;
use crate::form::problem::Severity::{Error, Missing, Warning};
use crate::text::json::is_invisible;
use crate::text::template::is_variable_name;

pub(super) fn check(
    form: &IncomingForm,
    plan: &Plan,
    hook: &IncomingHook,
    uses: &[String],
    claimed_twice: &[String],
) -> Vec<IncomingProblem> {
    let mut problems = Vec::new();
    let mut push = |field, severity, text: &[&str]| {
        problems.push(IncomingProblem::new(field, severity, text.concat()));
    };
    // Where the request goes is the main form's.
    let of_request = |field| matches!(field, Field::Pipeline | Field::Api | Field::ApiOther);
    for problem in plan.problems.iter().filter(|problem| of_request(problem.field)) {
        push(IncomingField::Main(problem.field), problem.severity, &[&problem.text]);
    }
    for branch in form.branches() {
        if let Some(why) = wrong_branch(branch) {
            push(IncomingField::Branch, Error, &["“", branch, "” cannot be a branch: ", why]);
        }
    }
    if hook.name.chars().count() > NAME_MAX {
        push(IncomingField::HookName, Error, &["A hook's name has at most 60 characters. Shorten it."]);
    }
    if form.hook_name.trim().chars().any(|c| c.is_control() || is_invisible(c)) {
        push(
            IncomingField::HookName,
            Warning,
            &["There is a character in this name that cannot be seen: “", &hook.name, "”. It will be sent as it is."],
        );
    }
    for (name, field) in [(&form.hash_variable, Field::HashVariable), (&form.branch_variable, Field::BranchVariable)] {
        let field = IncomingField::Main(field);
        if name.is_empty() {
            if field == IncomingField::Main(Field::HashVariable) {
                push(
                    field,
                    Missing,
                    &["Which variable holds the commit hash? The vendor's guides call it commit_hash."],
                );
            }
        } else if !is_variable_name(name) {
            push(field, Error, &["“", name, "” cannot be a variable's name: use letters, digits, “_” and “-”."]);
        } else if claimed_twice.contains(name) {
            push(
                field,
                Error,
                &["“", name, "” already means something else to this hook. Choose another name for one of the two."],
            );
        }
    }
    for (at, extra) in form.extra.iter().enumerate() {
        let field = IncomingField::Path(at);
        let path = extra.path.trim();
        if path.is_empty() {
            push(
                field,
                Missing,
                &[
                    "The outgoing hooks use “",
                    &extra.name,
                    "”. Where does it stand in the provider's request? Write the names \
                   on the way to it with dots between them, such as repository.name.",
                ],
            );
        } else if path.split('.').any(str::is_empty) || path.chars().any(|c| c.is_whitespace() || c.is_control()) {
            push(
                field,
                Error,
                &["“", path, "” is no path: write names with single dots between them, without spaces."],
            );
        }
    }
    let asked = |name: &String| form.extra.iter().any(|extra| extra.name == *name);
    for name in uses.iter().filter(|name| !asked(name)) {
        if !hook.variables.iter().any(|variable| variable.name == *name) {
            push(
                IncomingField::Trigger,
                Warning,
                &["The outgoing hooks use “", name, "”, which this hook does not declare: it will stay empty."],
            );
        }
    }
    problems
}

/// What keeps a text from being a branch, by the rules of `git check-ref-format`
/// (<https://git-scm.com/docs/git-check-ref-format>) that people meet.
fn wrong_branch(branch: &str) -> Option<&'static str> {
    if branch.contains(['*', '?', '[']) {
        return Some(
            "a condition compares whole names and knows no patterns. Write the branches one by one, with commas between them.",
        );
    }
    let edges = branch.starts_with(['/', '-', '.']) || branch.ends_with(['/', '.']) || branch.ends_with(".lock");
    let inside =
        branch.contains(['~', '^', ':', '\\']) || ["..", "//", "@{", "/."].iter().any(|part| branch.contains(part));
    let unseen = branch.chars().any(|c| c.is_control() || is_invisible(c));
    (edges || inside || unseen)
        .then_some("git does not allow such a name. Write it as the provider shows it, such as main or release/2.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::incoming::form::ExtraVariable;
    use crate::doctor::incoming::incoming;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use crate::provider::sender::Trigger;

    fn problems(main: &FormValues, change: impl FnOnce(&mut IncomingForm)) -> Vec<IncomingProblem> {
        let plan = plan(main);
        let mut form = IncomingForm::for_plan(main, &plan);
        change(&mut form);
        let incoming = incoming(&form, &plan);
        let blocked = incoming.problems.iter().any(|problem| problem.severity > Warning);
        assert_eq!(incoming.ready(), !blocked);
        incoming.problems
    }

    fn check(change: impl FnOnce(&mut IncomingForm), expected: Option<(IncomingField, &str)>) {
        let found = problems(&FormValues::new("512", "https://github.com/acme/shop"), change);
        match expected {
            None => assert_eq!(found, []),
            Some((field, part)) => {
                let [one] = found.as_slice() else { panic!("{part}: {found:?}") };
                assert!(one.field == field && one.text.contains(part), "{one:?}");
            }
        }
    }

    #[test]
    fn branches_are_whole_names_that_git_allows() {
        let branch = |text: &str, part: Option<&str>| {
            check(|form| form.branch = text.into(), part.map(|part| (IncomingField::Branch, part)));
        };
        for right in ["", "main", "release/2.0", "refs/heads/main", "a, b c", "é", "feature/#12_x", "a-b.c"] {
            branch(right, None);
        }
        branch("release/*", Some("“release/*” cannot be a branch: a condition compares whole names"));
        branch("main, a?", Some("“a?” cannot"));
        for wrong in
            ["-a", "/a", "a/", "a..b", "a.", "a//b", "a:b", "a~1", "a^", "a@{1}", "a.lock", "a\\b", ".a", "a/.b"]
        {
            branch(wrong, Some("git does not allow"));
        }
        branch("a\u{202e}b", Some(r"“a\u202eb” cannot be a branch: git"));
    }

    #[test]
    fn a_name_fits_and_can_be_seen() {
        let name = |text: String, part: Option<&str>| {
            check(|form| form.hook_name = text, part.map(|part| (IncomingField::HookName, part)));
        };
        name("é".repeat(60), None);
        name(" ".into(), None);
        name("é".repeat(61), Some("at most 60 characters"));
        name("a\u{200b}".into(), Some(r"cannot be seen: “a\u200b”"));
    }

    #[test]
    fn variables_have_names_and_each_name_one_meaning() {
        let hash = |name: &str, part: &str| {
            // The templates of the outgoing hooks still use the old name, which is worth a warning of its own.
            let found = problems(&FormValues::new("512", "acme/shop"), |form| form.hash_variable = name.into());
            let one = found.iter().find(|p| p.field == IncomingField::Main(Field::HashVariable)).expect(part);
            assert!(one.text.contains(part) && one.severity > Warning, "{one:?}");
            let unmet = found.iter().find(|p| p.field == IncomingField::Trigger).expect("a warning");
            assert!(
                unmet.severity == Warning && unmet.text.contains("“commit_hash”, which this hook does not declare")
            );
        };
        hash("", "Which variable holds the commit hash?");
        hash("a b", "“a b” cannot be a variable's name");
        hash("source_type", "“source_type” already means something else");
        let branch = IncomingField::Main(Field::BranchVariable);
        check(|form| form.branch_variable = "{{x}}".into(), Some((branch, "cannot be a variable's name")));
        let claims_hash = |form: &mut IncomingForm| form.branch_variable = "commit_hash".into();
        let found = problems(&FormValues::new("512", "acme/shop"), claims_hash);
        assert!(found.iter().any(|p| p.field == branch && p.severity == Error), "{found:?}");
        check(|form| form.branch_variable = "source_ref".into(), None);
    }

    #[test]
    fn an_extra_variable_needs_its_path() {
        let path = |text: &str, part: Option<&str>| {
            let extra = ExtraVariable { name: "author".into(), path: text.into() };
            check(|form| form.extra = vec![extra], part.map(|part| (IncomingField::Path(0), part)));
        };
        path(" ", Some("The outgoing hooks use “author”"));
        path("sender.login", None);
        path("a..b", Some("“a..b” is no path"));
        path("a b", Some("is no path"));
        path(".a", Some("is no path"));
    }

    #[test]
    fn what_the_templates_use_is_declared_or_said_to_stay_empty() {
        let mut main = FormValues::new("512", "acme/shop");
        let key = "{{ action.triggered_from.hook_parsed_variables.pull_request_title }}";
        main.set_text(Field::StatusKey, key.into());
        assert_eq!(problems(&main, |_| {}), []);
        for change in
            [|form: &mut IncomingForm| form.trigger = Trigger::Push, |form: &mut IncomingForm| form.request = false]
        {
            let found = problems(&main, change);
            let [one] = found.as_slice() else { panic!("{found:?}") };
            assert!(one.field == IncomingField::Trigger && one.severity == Warning, "{one:?}");
            assert!(one.text.contains("“pull_request_title”, which this hook does not declare"), "{one:?}");
        }
    }

    #[test]
    fn the_main_form_says_where_the_request_goes() {
        let mut main = FormValues::new("", "not a repository");
        main.api = crate::devopness::endpoint::Api::Other;
        let fields: Vec<_> = problems(&main, |_| {}).iter().map(|p| (p.field, p.severity)).collect();
        let main_field = |field| (IncomingField::Main(field), Missing);
        assert_eq!(fields, [main_field(Field::Pipeline), main_field(Field::ApiOther)]);
    }
}
