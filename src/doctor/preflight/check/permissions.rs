//! Whether the token may do with hooks what creating a set, and taking it back, needs. What the environment says counts more
//! than what its project does.
//!
//! The names are those of the vendor's list of permissions (<https://www.devopness.com/docs/webhooks/create-incoming-webhook>).

use super::Head;
use crate::doctor::preflight::evidence::Ground;
use crate::doctor::preflight::line::{Action, Line, Verdict};
use crate::form::field::Field;

const HEAD: Head = ("permissions", "The token may work with the pipeline's hooks");

/// Without these no hook can be created.
const NEEDED: [&str; 2] = ["hook:read", "hook:create"];
/// Without these a hook that is there cannot be changed, nor an unfinished set be taken back.
const WANTED: [&str; 2] = ["hook:update", "hook:delete"];
/// Without this nobody can tell which repository is deployed, and with which credential. The vendor's guide asks for it.
const APPLICATION: &str = "application:read";

pub fn check(ground: &Ground) -> Vec<Line> {
    let evidence = ground.evidence;
    let reads = matches!(evidence.hooks, Some(Ok(_)));
    if let Some(Err(error)) = &evidence.hooks
        && error.status() == Some(403)
    {
        ground.say(error);
        let text = "The token may not read this pipeline's hooks (403), so it can hardly create any.";
        return vec![lacking(Verdict::Fail, &[text], "hook:read and hook:create")];
    }
    let project = match ground.known(&evidence.project, HEAD, "the project") {
        Ok(project) => project,
        Err(line) if reads && !line.behind => {
            let text = ["It may read hooks. Whether it may create them is seen only when it does: ", &line.text];
            return vec![Line::new(HEAD, line.verdict, &text)];
        }
        Err(line) => return vec![*line],
    };
    let environment = evidence.environment.as_ref().and_then(|read| read.as_ref().ok());
    let permits =
        |name: &str| environment.and_then(|environment| environment.permits(name)).or_else(|| project.permits(name));
    let place = if environment.is_some_and(|own| own.permits("").is_some()) { "environment" } else { "project" };
    let missing = |names: &[&'static str]| -> Vec<&'static str> {
        let lacks = |name: &str| permits(name) == Some(false) && !(reads && name == "hook:read");
        names.iter().copied().filter(|name| lacks(name)).collect()
    };
    let (needed, wanted) = (missing(&NEEDED), missing(&WANTED));
    if permits("hook:read").is_none() {
        let text = "The API does not say what the token may do in this project. It is seen only when it does it.";
        return vec![Line::new(HEAD, Verdict::Unknown, &[text])];
    }
    if !needed.is_empty() {
        let names = needed.join(" and ");
        let text =
            format!("In this {place} the token lacks the permission {names}, without which no hook can be created.");
        return vec![lacking(Verdict::Fail, &[&text], &names)];
    }
    if !wanted.is_empty() {
        let names = wanted.join(" and ");
        let text = [
            "The token may create hooks, but lacks ",
            &names,
            ": hooks that are here cannot be changed or removed with it, and an unfinished set cannot be undone.",
        ];
        return vec![lacking(Verdict::Warn, &text, &names)];
    }
    if permits(APPLICATION) == Some(false) && !matches!(evidence.application, Some(Ok(_))) {
        let text = "The token may work with hooks, but lacks application:read: whether they fit the application cannot be checked with it.";
        return vec![lacking(Verdict::Warn, &[text], APPLICATION)];
    }
    let text = format!("It may read, create, change and delete hooks in this {place}.");
    vec![Line::new(HEAD, Verdict::Pass, &[&text])]
}

fn lacking(verdict: Verdict, text: &[&str], names: &str) -> Line {
    let next = ["Give the token's owner or role ", names, ", or take another token."];
    Line::new(HEAD, verdict, text).next(&next).action(Action::Focus(Field::Token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::endpoint::Call;
    use crate::devopness::resource::{Environment, Project};
    use crate::doctor::preflight::evidence::Evidence;
    use crate::doctor::preflight::sample::{Sample, failed, refused};

    fn check(change: &dyn Fn(&mut Evidence), verdict: Verdict, text: &str, next: &str) {
        let mut sample = Sample::good();
        change(&mut sample.evidence);
        sample.expect("permissions", verdict, text, next);
    }

    fn may(names: &'static [&'static str]) -> impl Fn(&mut Evidence) {
        move |evidence| {
            let permissions = Some(names.iter().map(|name| name.to_string()).collect());
            evidence.project = Some(Ok(Project { permissions, ..Project::default() }));
        }
    }

    #[test]
    fn creating_needs_two_permissions_and_undoing_two_more() {
        check(&|_| {}, Verdict::Pass, "read, create, change and delete", "");
        let all = ["hook:read", "hook:create", "hook:update", "hook:delete"];
        check(&may(&["hook:read", "hook:create", "hook:update", "hook:delete"]), Verdict::Pass, "read, create", "");
        assert_eq!([NEEDED, WANTED].concat(), all);
        check(
            &may(&["hook:read"]),
            Verdict::Fail,
            "lacks the permission hook:create,",
            "Give the token's owner or role hook:create,",
        );
        check(
            &may(&["hook:read", "hook:create"]),
            Verdict::Warn,
            "lacks hook:update and hook:delete:",
            "hook:update and hook:delete",
        );
        check(&may(&["hook:read", "hook:create", "hook:update"]), Verdict::Warn, "lacks hook:delete:", "hook:delete");
        // That hooks were read proves more than a list.
        check(&may(&["hook:create", "hook:update", "hook:delete"]), Verdict::Pass, "read, create", "");
        let unread = |evidence: &mut Evidence| {
            may(&["project:read"])(evidence);
            evidence.hooks = Some(Err(refused(500, "")));
        };
        check(&unread, Verdict::Fail, "lacks the permission hook:read and hook:create,", "hook:read and hook:create");
        check(
            &|e| e.hooks = Some(Err(refused(403, ""))),
            Verdict::Fail,
            "may not read this pipeline's hooks",
            "hook:read",
        );
    }

    #[test]
    fn what_the_environment_says_counts_more_than_the_project() {
        let there = |names: &'static [&'static str]| {
            move |evidence: &mut Evidence| {
                let permissions = Some(names.iter().map(|name| name.to_string()).collect());
                evidence.environment = Some(Ok(Environment { permissions, ..Environment::default() }));
            }
        };
        const ALL: &[&str] = &["hook:read", "hook:create", "hook:update", "hook:delete"];
        check(
            &there(&["hook:read"]),
            Verdict::Fail,
            "In this environment the token lacks the permission hook:create",
            "",
        );
        check(&there(ALL), Verdict::Pass, "hooks in this environment.", "");
        let more = |evidence: &mut Evidence| {
            may(&["hook:read"])(evidence);
            there(ALL)(evidence);
        };
        check(&more, Verdict::Pass, "hooks in this environment.", "");
        // An environment that says nothing leaves it to the project.
        check(&there(&[]), Verdict::Pass, "hooks in this project.", "");
        let unread = |evidence: &mut Evidence| {
            there(ALL)(evidence);
            evidence.application = Some(Err(failed(Call::Application(34), 403, "")));
        };
        check(&unread, Verdict::Warn, "lacks application:read", "role application:read");
    }

    #[test]
    fn what_the_api_does_not_say_is_not_known() {
        check(&may(&[]), Verdict::Unknown, "does not say what the token may do", "");
        check(&|e| e.project = Some(Ok(Project::default())), Verdict::Unknown, "does not say", "");
        let text = "It may read hooks. Whether it may create them is seen only when it does: The token may not read project 3 (403).";
        let project = |status: u16| Some(Err(failed(Call::Project(3), status, "")));
        check(&|e| e.project = project(403), Verdict::Unknown, text, "");
        let nothing = |e: &mut Evidence| {
            e.project = project(404);
            e.hooks = None;
        };
        check(&nothing, Verdict::Unknown, "(404)", "may be gone");
        let waiting = |e: &mut Evidence| {
            (e.project, e.hooks, e.done) = (None, None, false);
        };
        check(&waiting, Verdict::Waiting, "being read", "");
        let later = |e: &mut Evidence| {
            (e.project, e.done) = (None, false);
        };
        check(&later, Verdict::Waiting, "It may read hooks.", "");
    }
}
