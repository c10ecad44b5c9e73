//! What is worth knowing about an incoming hook before it is created.

use super::form::{IncomingForm, Source};
use super::plan::Note;
use super::variables::{BranchFrom, branch_from};
use crate::devopness::hook::IncomingHook;
use crate::provider::sender::{Sender, Signature, Trigger, Webhook};

pub(super) fn notes(form: &IncomingForm, sender: &dyn Sender, webhook: &Webhook, hook: &IncomingHook) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |guess: bool, parts: &[&str]| notes.push(Note { text: parts.concat(), guess });
    match sender.signature() {
        Signature::Header { name, in_guide } if hook.signature_header.is_some() => {
            let known = if in_guide { "" } else { " The guide of Devopness shows another provider's header only." };
            note(
                !in_guide,
                &[
                    "The provider signs what it sends, in the header ",
                    name,
                    ", with a secret that is shown once.",
                    known,
                ],
            );
        }
        Signature::Header { .. } => note(false, &["Nothing is signed. ", OPEN]),
        Signature::Unusable(why) => note(false, &[why, " So nothing is signed. ", OPEN]),
    }
    if form.branches().is_empty() {
        match form.trigger {
            Trigger::Push => note(
                false,
                &[
                    "Every branch that is pushed starts a deploy. Where the provider sends tags in the same way, they do too.",
                ],
            ),
            Trigger::Request => note(false, &[webhook.title, "s into every branch start a deploy."]),
        }
    }
    if form.trigger == Trigger::Request {
        if webhook.fork.is_some() && !form.forks {
            note(
                false,
                &[
                    webhook.title,
                    "s from forks start nothing. If the repository is a fork itself, that keeps out all of them: \
                   then allow them.",
                ],
            );
        } else {
            note(
                true,
                &[
                    webhook.title,
                    "s from forks start a deploy too, although their branch is not in this repository: the deploy \
                   may fail, or take a branch of the same name.",
                ],
            );
        }
    }
    match form.source() {
        Some(Source::Commit) => note(
            true,
            &[
                "The deploy takes exactly the commit that the provider names, since source_type is “commit”. No guide shows a hook \
               with this value; the API's description knows it for runs of a pipeline.",
            ],
        ),
        Some(Source::Branch) => note(
            false,
            &[
                "The deploy takes the newest commit of the branch. If more is pushed in between, the status still stands on the \
               commit that the provider named.",
            ],
        ),
        None => note(false, &["The hook does not say what to deploy: the pipeline's own setting decides."]),
    }
    if form.source() == Some(Source::Branch) || !form.branch_variable.is_empty() {
        match branch_from(form, webhook) {
            BranchFrom::Body(_) => {}
            BranchFrom::Condition => note(
                false,
                &[
                    "The provider sends the branch with refs/heads/ in front only. As the conditions let just one branch pass, its \
                   name is written into the hook.",
                ],
            ),
            BranchFrom::Ref(path) => note(
                false,
                &[
                    "The branch is taken from ",
                    path,
                    ", where it stands with refs/heads/ in front. Name exactly one branch to \
                   have its bare name.",
                ],
            ),
        }
    }
    if form.required && !form.hash_variable.is_empty() {
        note(
            true,
            &[
                "The commit hash is required, so that nothing should start without one. The vendor does not document what happens \
               then.",
            ],
        );
    }
    if form.guard {
        note(
            true,
            &[
                "pipeline_id is a constant that the outgoing hooks wait for: a deploy that a person starts has none. The vendor's \
               guides of 2023 had it; that such a deploy has none, they do not say.",
            ],
        );
    }
    if hook.conditions.len() > 1 {
        note(true, &["All conditions must hold. The vendor does not document how several of them are combined."]);
    }
    let counts = |path: &str| path.split('.').any(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let mut paths = hook.variables.iter().map(|v| &v.path).chain(hook.conditions.iter().map(|c| &c.path));
    if paths.any(|path| !path.is_empty() && counts(path)) {
        note(true, &["A number in a path, such as 0, means an item of a list. The vendor does not document it."]);
    }
    for remark in webhook.remarks {
        note(remark.guess, &[remark.text]);
    }
    notes
}

const OPEN: &str = "Whoever knows the hook's address can start the pipeline: keep it as secret as a password.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::incoming::incoming;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;

    /// The notes that hold a part, after a change of the choices.
    fn found(repository: &str, part: &str, change: fn(&mut IncomingForm)) -> Vec<Note> {
        let main = FormValues::new("512", repository);
        let plan = plan(&main);
        let mut form = IncomingForm::for_plan(&main, &plan);
        change(&mut form);
        incoming(&form, &plan).notes.into_iter().filter(|note| note.text.contains(part)).collect()
    }

    #[test]
    fn each_choice_says_what_follows_from_it() {
        let github = "github.com/acme/shop";
        let check = |repository: &str, part: &str, change: fn(&mut IncomingForm), guess: Option<bool>| {
            let notes = found(repository, part, change);
            assert_eq!(notes.first().map(|note| note.guess), guess, "{repository}, {part}: {notes:?}");
            assert!(notes.len() < 2, "{notes:?}");
        };
        check(github, "in the header x-hub-signature-256, with a secret", |_| {}, Some(false));
        check(github, "Nothing is signed", |_| {}, None);
        check(github, "Nothing is signed. Whoever knows", |form| form.signed = false, Some(false));
        check("bitbucket.org/acme/shop", "another provider's header", |_| {}, Some(true));
        check("gitlab.com/acme/shop", "neither of them is. So nothing is signed. Whoever knows", |_| {}, Some(false));
        check(github, "Every branch that is pushed", |_| {}, None);
        check(github, "Every branch that is pushed", |form| form.branch.clear(), Some(false));
        let request = |form: &mut IncomingForm| (form.trigger, form.branch) = (Trigger::Request, String::new());
        check(github, "Pull requests into every branch", request, Some(false));
        check(github, "from forks", |_| {}, None);
        check(github, "Pull requests from forks start nothing", request, Some(false));
        check("gitlab.com/acme/shop", "Merge requests from forks start a deploy too", request, Some(true));
        check(github, "source_type is “commit”", |_| {}, Some(true));
        check(github, "newest commit of the branch", request, Some(false));
        check(github, "pipeline's own setting decides", |form| form.source = false, Some(false));
        check(github, "refs/heads/", |_| {}, None);
        check(github, "name is written into the hook", |form| form.branch_variable = "b".into(), Some(false));
        let two = |form: &mut IncomingForm| (form.branch_variable, form.branch) = ("b".into(), "a, b".into());
        check(github, "taken from ref, where", two, Some(false));
        check("bitbucket.org/acme/shop", "refs/heads/", two, None);
        check(github, "commit hash is required", |_| {}, Some(true));
        check(github, "commit hash is required", |form| form.required = false, None);
        check(github, "pipeline_id is a constant", |_| {}, None);
        check(github, "pipeline_id is a constant", |form| form.guard = true, Some(true));
        check(github, "All conditions must hold", |_| {}, Some(true));
        check(github, "All conditions must hold", |form| form.branch.clear(), None);
        check(github, "A number in a path", |_| {}, None);
        check("bitbucket.org/acme/shop", "A number in a path", |_| {}, Some(true));
        check("bitbucket.org/acme/shop", "first 12 characters", request, Some(true));
    }
}
