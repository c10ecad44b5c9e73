//! What a person chooses for the incoming hook.

use crate::devopness::hook::{NAME_MAX, guard};
use crate::form::field::Field;
use crate::form::plan::Plan;
use crate::form::values::FormValues;
use crate::provider::sender::{SENDERS, Sender, Trigger, sender};

use super::uses::uses;

/// The name under which a run of a pipeline takes the branch, tag or commit to deploy (API description,
/// `ActionPipelineCreate`); `source_type` says which of them it is.
pub const SOURCE_REF: &str = "source_ref";
/// The name under which a run of a pipeline takes the kind of [`SOURCE_REF`].
pub const SOURCE_TYPE: &str = "source_type";
/// The name of the number of a pull or merge request, as in the guide of Devopness.
pub const REQUEST_NUMBER: &str = "pull_request_id";
/// The name of the title of a pull or merge request, as in the guide of Devopness.
pub const REQUEST_TITLE: &str = "pull_request_title";

/// The choices for an incoming hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingForm {
    /// The provider's id.
    pub provider: String,
    /// What starts the pipeline.
    pub trigger: Trigger,
    /// The branches that start it, between commas or spaces; empty means all. For a pull or merge request it is the branch
    /// that it wants to go into.
    pub branch: String,
    /// The hook's name; empty means [`IncomingForm::default_name`].
    pub hook_name: String,
    /// Whether requests must be signed, where the provider can.
    pub signed: bool,
    /// Whether a request without a commit hash is refused.
    pub required: bool,
    /// Whether requests from forks start the pipeline too, where they can be told apart.
    pub forks: bool,
    /// Whether the hook says what to deploy; if not, the pipeline decides.
    pub source: bool,
    /// Whether number and title of a pull or merge request are declared.
    pub request: bool,
    /// The name of the variable with the commit hash.
    pub hash_variable: String,
    /// The name of the variable with the branch; empty means none.
    pub branch_variable: String,
    /// Whether the constant is declared for which the outgoing hooks wait.
    pub guard: bool,
    /// Other variables that the outgoing hooks use.
    pub extra: Vec<ExtraVariable>,
}

/// A variable of which only its user knows where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraVariable {
    /// What the incoming hook calls the variable.
    pub name: String,
    /// Its dot path in the request's body, as typed.
    pub path: String,
}

/// What the pipeline is told to deploy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The commit itself.
    Commit,
    /// The branch that it is on.
    Branch,
}

impl Source {
    /// The API's word for it (`source_type`).
    pub fn word(self) -> &'static str {
        match self {
            Source::Commit => "commit",
            Source::Branch => "branch",
        }
    }
}

/// A field of [`IncomingForm`] that a problem can stand at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncomingField {
    /// What starts the pipeline.
    Trigger,
    /// The branches.
    Branch,
    /// The hook's name.
    HookName,
    /// The path of the extra variable at this place.
    Path(usize),
    /// A field of the main form.
    Main(Field),
}

impl IncomingField {
    /// The id of the field's element in the page.
    pub fn id(self) -> String {
        match self {
            IncomingField::Trigger => "incoming-trigger".into(),
            IncomingField::Branch => "incoming-branch".into(),
            IncomingField::HookName => "incoming-hook-name".into(),
            IncomingField::Path(at) => ["incoming-path-", &at.to_string()].concat(),
            IncomingField::Main(field) => field.id(),
        }
    }

    /// The field's visible name.
    pub fn label(self) -> String {
        match self {
            IncomingField::Trigger => "Starts the deploy".into(),
            IncomingField::Branch => "Branches".into(),
            IncomingField::HookName => "Incoming hook name".into(),
            IncomingField::Path(_) => "Path in the request".into(),
            IncomingField::Main(field) => field.label(),
        }
    }
}

impl IncomingForm {
    /// The choices that make the plan's outgoing hooks work: the same provider, and every variable that their templates
    /// use. The branch is `main`, which the caller may replace by the application's default branch.
    pub fn for_plan(form: &FormValues, plan: &Plan) -> IncomingForm {
        let mut incoming = IncomingForm {
            provider: String::new(),
            trigger: Trigger::Push,
            branch: "main".into(),
            hook_name: String::new(),
            signed: true,
            required: true,
            forks: false,
            source: true,
            request: true,
            hash_variable: String::new(),
            branch_variable: String::new(),
            guard: false,
            extra: Vec::new(),
        };
        incoming.follow(form, plan);
        let of_request = |name: &String| matches!(name.as_str(), REQUEST_NUMBER | REQUEST_TITLE);
        if uses(plan).iter().any(of_request) {
            incoming.trigger = Trigger::Request;
        }
        incoming
    }

    /// Takes over what the main form decides, and keeps the rest: provider, and the names that the templates use.
    pub fn follow(&mut self, form: &FormValues, plan: &Plan) {
        self.provider = plan.provider.id().into();
        self.hash_variable = form.hash_variable.trim().into();
        self.branch_variable = form.branch_variable.trim().into();
        self.guard = form.only_hook_runs;
        let known =
            [SOURCE_TYPE, SOURCE_REF, REQUEST_NUMBER, REQUEST_TITLE, &self.hash_variable, &self.branch_variable];
        let mut extra = Vec::new();
        for name in uses(plan) {
            let is_guard = self.guard && name == guard::NAME;
            if !is_guard && !known.contains(&name.as_str()) {
                let typed = self.extra.iter().find(|own| own.name == name);
                let path = typed.map(|own| own.path.clone()).unwrap_or_default();
                extra.push(ExtraVariable { name, path });
            }
        }
        self.extra = extra;
    }

    /// The provider as a sender. An id that is not known means the first.
    pub fn sender(&self) -> &'static dyn Sender {
        sender(&self.provider).unwrap_or(SENDERS[0])
    }

    /// The branches that were typed, without `refs/heads/`.
    pub fn branches(&self) -> Vec<&str> {
        let words = self.branch.split(|c: char| c == ',' || c.is_whitespace());
        words.map(|word| word.strip_prefix("refs/heads/").unwrap_or(word)).filter(|word| !word.is_empty()).collect()
    }

    /// The hook's name when none is typed, such as “Push to main”.
    pub fn default_name(&self) -> String {
        let title = self.sender().webhook(self.trigger).title;
        let branches = self.branches();
        let toward = match (self.trigger, branches.is_empty()) {
            (_, true) => "",
            (Trigger::Push, _) => " to ",
            (Trigger::Request, _) => " into ",
        };
        let name = [title, toward, &branches.join(", ")].concat();
        name.chars().take(NAME_MAX).collect()
    }

    /// What the pipeline is told to deploy. A push deploys its commit, a request the branch that it comes from, unless the
    /// outgoing hooks want hash or branch under the very name that decides it.
    pub fn source(&self) -> Option<Source> {
        let source = match self.trigger {
            _ if self.hash_variable == SOURCE_REF => Source::Commit,
            _ if self.branch_variable == SOURCE_REF => Source::Branch,
            Trigger::Push => Source::Commit,
            Trigger::Request => Source::Branch,
        };
        self.source.then_some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::plan::plan;

    fn form() -> FormValues {
        FormValues::new("512", "https://gitlab.com/acme/shop")
    }

    #[test]
    fn the_main_form_decides_provider_and_names() {
        let mut main = form();
        main.set_text(Field::HashVariable, " sha ".into());
        main.set_text(Field::BranchVariable, "branch".into());
        let incoming = IncomingForm::for_plan(&main, &plan(&main));
        assert_eq!((incoming.provider.as_str(), incoming.sender().id()), ("gitlab", "gitlab"));
        assert_eq!((incoming.hash_variable.as_str(), incoming.branch_variable.as_str()), ("sha", "branch"));
        assert_eq!((incoming.trigger, incoming.extra.as_slice()), (Trigger::Push, [].as_slice()));
        assert_eq!(IncomingForm { provider: "sourcehut".into(), ..incoming }.sender().id(), SENDERS[0].id());
    }

    #[test]
    fn a_template_with_a_requests_title_asks_for_requests_and_other_names_for_their_paths() {
        let mut main = form();
        let text = "{{ action.triggered_from.hook_parsed_variables.pull_request_title }} by \
                    {{ action.triggered_from.hook_parsed_variables.author }}";
        main.set_text(Field::StatusKey, text.into());
        let mut incoming = IncomingForm::for_plan(&main, &plan(&main));
        assert_eq!(incoming.trigger, Trigger::Request);
        assert_eq!(incoming.extra, [ExtraVariable { name: "author".into(), path: String::new() }]);
        // What was typed stays when the main form changes, as long as the name is used.
        incoming.extra[0].path = "user.username".into();
        incoming.branch = "develop".into();
        main.set_text(Field::HashVariable, "sha".into());
        incoming.follow(&main, &plan(&main));
        assert_eq!((incoming.extra[0].path.as_str(), incoming.branch.as_str()), ("user.username", "develop"));
        main.set_text(Field::StatusKey, "deploy".into());
        incoming.follow(&main, &plan(&main));
        assert_eq!((incoming.extra.len(), incoming.hash_variable.as_str()), (0, "sha"));
    }

    #[test]
    fn the_name_says_what_starts_the_pipeline() {
        let main = form();
        let mut incoming = IncomingForm::for_plan(&main, &plan(&main));
        let check = |incoming: &IncomingForm, name: &str| assert_eq!(incoming.default_name(), name);
        check(&incoming, "Push to main");
        incoming.trigger = Trigger::Request;
        check(&incoming, "Merge request into main");
        incoming.branch = " main,develop  refs/heads/next ,".into();
        assert_eq!(incoming.branches(), ["main", "develop", "next"]);
        check(&incoming, "Merge request into main, develop, next");
        incoming.branch = " ,".into();
        check(&incoming, "Merge request");
        incoming.branch = "é".repeat(100);
        assert_eq!(incoming.default_name().chars().count(), NAME_MAX);
    }

    #[test]
    fn what_is_deployed_follows_the_trigger_unless_a_name_decides_it() {
        let main = form();
        let base = IncomingForm::for_plan(&main, &plan(&main));
        let check = |trigger, hash: &str, branch: &str, expected| {
            let incoming =
                IncomingForm { trigger, hash_variable: hash.into(), branch_variable: branch.into(), ..base.clone() };
            assert_eq!(incoming.source(), Some(expected), "{hash} {branch}");
            assert_eq!(IncomingForm { source: false, ..incoming }.source(), None);
        };
        check(Trigger::Push, "commit_hash", "", Source::Commit);
        check(Trigger::Request, "commit_hash", "", Source::Branch);
        check(Trigger::Push, "commit_hash", "source_ref", Source::Branch);
        check(Trigger::Request, "source_ref", "", Source::Commit);
    }

    #[test]
    fn fields_have_ids_and_labels() {
        for (field, id, label) in [
            (IncomingField::Trigger, "incoming-trigger", "Starts the deploy"),
            (IncomingField::Branch, "incoming-branch", "Branches"),
            (IncomingField::HookName, "incoming-hook-name", "Incoming hook name"),
            (IncomingField::Path(3), "incoming-path-3", "Path in the request"),
            (IncomingField::Main(Field::Pipeline), "pipeline", "Pipeline"),
        ] {
            assert_eq!((field.id().as_str(), field.label().as_str()), (id, label));
        }
    }
}
