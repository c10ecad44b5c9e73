//! The variables that the incoming hook declares.

use serde_json::Value;

use super::form::{IncomingForm, REQUEST_NUMBER, REQUEST_TITLE, SOURCE_REF, SOURCE_TYPE, Source};
use crate::devopness::hook::{Variable, VariableKind, guard};
use crate::provider::sender::Webhook;

/// The variables of a form, and the names that two different values claim.
pub(super) struct Declared {
    pub variables: Vec<Variable>,
    pub claimed_twice: Vec<String>,
}

/// How a branch's bare name is had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BranchFrom {
    /// The body has it, at this path.
    Body(&'static str),
    /// The condition lets only one branch pass, so the name is the variable's default.
    Condition,
    /// The body has it with `refs/heads/` in front only.
    Ref(&'static str),
}

pub(super) fn branch_from(form: &IncomingForm, webhook: &Webhook) -> BranchFrom {
    match webhook.branch {
        Some(path) => BranchFrom::Body(path),
        None if form.branches().len() == 1 => BranchFrom::Condition,
        None => BranchFrom::Ref(webhook.into.path),
    }
}

/// What the hook declares, in the order of the vendor's guide: what to deploy, the request, the commit.
pub(super) fn declare(form: &IncomingForm, webhook: &Webhook, pipeline: &str) -> Declared {
    let mut declared = Declared { variables: Vec::new(), claimed_twice: Vec::new() };
    if let Some(source) = form.source() {
        let word = Value::String(source.word().into());
        declared.add(Variable { default: Some(word), ..text(SOURCE_TYPE, "") });
        declared.add(match source {
            Source::Commit => text(SOURCE_REF, webhook.hash),
            Source::Branch => branch(SOURCE_REF, form, webhook),
        });
    }
    if let Some(request) = webhook.request.filter(|_| form.request) {
        declared.add(Variable { kind: VariableKind::Integer, ..text(REQUEST_NUMBER, request.number) });
        declared.add(text(REQUEST_TITLE, request.title));
    }
    if !form.hash_variable.is_empty() {
        declared.add(Variable { required: form.required, ..text(&form.hash_variable, webhook.hash) });
    }
    if !form.branch_variable.is_empty() {
        declared.add(branch(&form.branch_variable, form, webhook));
    }
    if form.guard {
        declared.add(guard::constant(pipeline));
    }
    for extra in form.extra.iter().filter(|extra| !extra.path.trim().is_empty()) {
        declared.add(text(&extra.name, extra.path.trim()));
    }
    declared
}

fn text(name: &str, path: &str) -> Variable {
    Variable { name: name.into(), path: path.into(), kind: VariableKind::String, required: false, default: None }
}

fn branch(name: &str, form: &IncomingForm, webhook: &Webhook) -> Variable {
    match branch_from(form, webhook) {
        BranchFrom::Body(path) | BranchFrom::Ref(path) => text(name, path),
        BranchFrom::Condition => {
            let only = form.branches().concat();
            Variable { default: Some(Value::String(only)), ..text(name, "") }
        }
    }
}

impl Declared {
    /// A name is declared once. If two claim it for the same value, the stricter wins.
    fn add(&mut self, variable: Variable) {
        let Some(own) = self.variables.iter_mut().find(|own| own.name == variable.name) else {
            self.variables.push(variable);
            return;
        };
        own.required |= variable.required;
        if (&own.path, own.kind, &own.default) != (&variable.path, variable.kind, &variable.default) {
            self.claimed_twice.push(variable.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::incoming::form::ExtraVariable;
    use crate::form::plan::plan;
    use crate::form::values::FormValues;
    use crate::provider::sender::Trigger;

    fn form(repository: &str, trigger: Trigger) -> IncomingForm {
        let main = FormValues::new("512", repository);
        IncomingForm { trigger, ..IncomingForm::for_plan(&main, &plan(&main)) }
    }

    /// Each variable as one text: its name, its path or its default, and a mark when it is required.
    fn shown(form: &IncomingForm) -> Vec<String> {
        let declared = declare(form, form.sender().webhook(form.trigger), "512");
        assert_eq!(declared.claimed_twice, Vec::<String>::new());
        let shown = |v: &Variable| {
            let value = v.default.as_ref().map_or(v.path.clone(), |value| value.to_string());
            format!("{}{}: {value} {}", v.name, if v.required { "!" } else { "" }, v.kind.word())
        };
        declared.variables.iter().map(shown).collect()
    }

    #[test]
    fn a_push_deploys_its_commit_and_a_request_its_branch() {
        assert_eq!(
            shown(&form("github.com/acme/shop", Trigger::Push)),
            [r#"source_type: "commit" string"#, "source_ref: after string", "commit_hash!: after string"]
        );
        assert_eq!(
            shown(&form("github.com/acme/shop", Trigger::Request)),
            [
                r#"source_type: "branch" string"#,
                "source_ref: pull_request.head.ref string",
                "pull_request_id: pull_request.number integer",
                "pull_request_title: pull_request.title string",
                "commit_hash!: pull_request.head.sha string",
            ]
        );
    }

    #[test]
    fn what_is_switched_off_is_not_declared() {
        let mut form = form("github.com/acme/shop", Trigger::Request);
        (form.source, form.request, form.required) = (false, false, false);
        assert_eq!(shown(&form), ["commit_hash: pull_request.head.sha string"]);
        form.hash_variable.clear();
        assert_eq!(shown(&form), Vec::<String>::new());
    }

    #[test]
    fn a_bare_branch_comes_from_the_body_or_else_from_the_condition() {
        let mut gitlab = form("gitlab.com/acme/shop", Trigger::Push);
        (gitlab.source, gitlab.branch_variable) = (false, "branch".into());
        let last = |form: &IncomingForm| shown(form).pop().unwrap();
        assert_eq!(last(&gitlab), r#"branch: "main" string"#);
        gitlab.branch = "main, develop".into();
        assert_eq!(last(&gitlab), "branch: ref string");
        gitlab.trigger = Trigger::Request;
        assert_eq!(last(&gitlab), "branch: object_attributes.source_branch string");
        let mut bitbucket = form("bitbucket.org/acme/shop", Trigger::Push);
        bitbucket.branch_variable = "branch".into();
        assert_eq!(last(&bitbucket), "branch: push.changes.0.new.name string");
    }

    #[test]
    fn a_name_that_two_values_share_is_declared_once() {
        let mut form = form("github.com/acme/shop", Trigger::Push);
        form.hash_variable = "source_ref".into();
        assert_eq!(shown(&form), [r#"source_type: "commit" string"#, "source_ref!: after string"]);
        (form.hash_variable, form.branch_variable) = ("commit_hash".into(), "source_ref".into());
        assert_eq!(
            shown(&form),
            [r#"source_type: "branch" string"#, r#"source_ref: "main" string"#, "commit_hash!: after string"]
        );
        form.hash_variable = "source_type".into();
        let declared = declare(&form, form.sender().webhook(form.trigger), "512");
        assert_eq!((declared.claimed_twice, declared.variables.len()), (vec!["source_type".to_string()], 2));
    }

    #[test]
    fn the_guard_declares_its_constant_and_asks_for_no_path() {
        let mut main = FormValues::new("512", "github.com/acme/shop");
        main.set_only_hook_runs(true);
        let form = IncomingForm::for_plan(&main, &plan(&main));
        assert_eq!((form.extra.len(), shown(&form).pop().unwrap().as_str()), (0, "pipeline_id: 512 integer"));
        let declared = declare(&form, form.sender().webhook(form.trigger), "<pipeline_id>");
        assert_eq!(declared.variables.last().and_then(|own| own.default.clone()), Some("<pipeline_id>".into()));
    }

    #[test]
    fn an_extra_variable_is_declared_once_its_path_is_known() {
        let mut form = form("github.com/acme/shop", Trigger::Push);
        let extra = |path: &str| ExtraVariable { name: "author".into(), path: path.into() };
        form.extra = vec![extra(" ")];
        assert_eq!(shown(&form).len(), 3);
        form.extra = vec![extra(" sender.login ")];
        assert_eq!(shown(&form).pop().unwrap(), "author: sender.login string");
    }
}
