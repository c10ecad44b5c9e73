//! The variables that the vendor's documents or samples use.

/// A variable that the vendor's documents or samples use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The dot path.
    pub path: &'static str,
    /// A value as it may look.
    pub example: &'static str,
    /// The most characters it can become, where there is such a limit.
    pub max: Option<usize>,
    /// Whether the vendor's own rule speaks against it, though an example of the vendor has it.
    pub doubtful: bool,
}

/// Where the values stand that the incoming hook took from the request which started the deploy; the variable's name follows.
pub const PARSED: &str = "action.triggered_from.hook_parsed_variables.";

/// The longest a whole number of the API can be: 64 bits, signed.
const NUMBER: Option<usize> = Some(19);

const fn known(
    path: &'static str,
    meaning: &'static str,
    example: &'static str,
    max: Option<usize>,
) -> (Variable, &'static str) {
    (Variable { path, example, max, doubtful: false }, meaning)
}

/// Each variable with what it holds. The sources are the vendor's guides on outgoing hooks
/// (<https://www.devopness.com/docs/webhooks/create-outgoing-webhook>), the example values of its API description, and the
/// rule of its SDK of 2022: `action` has the fields of `GET /actions/{id}`, `hook` those of the hook, `application` those of
/// the application, and what is related to them is not reached. An example that breaks this rule is marked as doubtful.
const CATALOGUE: [(Variable, &str); 32] = [
    known("action.id", "Number of the deploy, as in its page's address", "794613284672", NUMBER),
    known("action.status", "Status of the deploy when the hook fires", "completed", Some(11)),
    known(
        "action.triggered_from.hook_parsed_variables.commit_hash",
        "Commit hash that the incoming hook read",
        "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
        Some(40),
    ),
    known(
        "action.triggered_from.hook_parsed_variables.source_ref",
        "Branch, tag or commit that the incoming hook read",
        "main",
        Some(200),
    ),
    known(
        "action.triggered_from.hook_parsed_variables.pull_request_id",
        "Number of the pull request, where the incoming hook declares it",
        "42",
        NUMBER,
    ),
    known(
        "action.triggered_from.hook_parsed_variables.pull_request_title",
        "Title of the pull request, where the incoming hook declares it",
        "Speed up the checkout page",
        None,
    ),
    known("application.name", "Name of the application", "shop", None),
    known(
        "application.source_provider.access_token",
        "Access token of the application's credential at the provider",
        "<token of the application's credential>",
        None,
    ),
    known("user.name", "Name of the person who started the deploy", "Ada Lovelace", None),
    known("hook.id", "Id of the hook itself", "28623d9b-0f34-48d7-b5ab-9ed281dc5a6c", Some(36)),
    known("hook.name", "Name of the hook itself", "CI(build): completed", Some(60)),
    known("hook.secret", "Secret of the hook itself", "<secret of this hook>", None),
    known("action.pipeline_id", "Number of the pipeline", "512", NUMBER),
    known("deployment.source.pull_request_id", "Number of the pull request of the deployment", "42", NUMBER),
    known("action.type", "Operation of the pipeline", "deploy", Some(17)),
    known(
        "action.url_web_permalink",
        "Address of the deploy's page",
        "https://devopness.com/actions/794613284672",
        Some(60),
    ),
    known("action.status_human_readable", "Status in words", "Completed", None),
    known("action.status_reason_human_readable", "Why it has that status, in words", "Completed", None),
    known("action.status_reason_code", "Why it has that status", "COMPLETED", Some(28)),
    known("action.started_at", "When the deploy began", "2026-05-12T15:50:38.000000Z", Some(27)),
    known("action.completed_at", "When the deploy ended", "2026-05-12T15:52:04.000000Z", Some(27)),
    known("action.retry_of", "Number of the deploy that this one repeats", "794613284671", NUMBER),
    known("action.trigger_comment", "Comment of whoever started the deploy", "Second try", None),
    known("action.triggered_from.name", "Name of what started the deploy", "Push to main", None),
    known("action.triggered_from.trigger_type", "hook or manual", "hook", Some(6)),
    known(
        "action.action_data.commit.hash",
        "Commit hash of the deployment",
        "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
        Some(40),
    ),
    known("action.action_data.commit.message", "Message of that commit", "Speed up the checkout page", None),
    known("action.action_data.deployment.source_ref", "Branch, tag or commit of the deployment", "main", Some(200)),
    known("application.repository", "Repository of the application", "acme/shop", None),
    known("application.repository_owner", "Owner of the repository", "acme", None),
    known("application.repository_name", "Name of the repository", "shop", None),
    (Variable { path: "action.pipeline.id", example: "512", max: NUMBER, doubtful: true }, "Number of the pipeline"),
];

/// The variables that a person may want, most useful first.
pub const VARIABLES: &[Variable] = &{
    let mut own = [CATALOGUE[0].0; CATALOGUE.len()];
    let mut at = 0;
    while at < own.len() {
        own[at] = CATALOGUE[at].0;
        at += 1;
    }
    own
};

/// What each of [`VARIABLES`] holds. It stands apart, so that it weighs only where it is shown.
pub const MEANINGS: &[&str] = &{
    let mut own = [""; CATALOGUE.len()];
    let mut at = 0;
    while at < own.len() {
        own[at] = CATALOGUE[at].1;
        at += 1;
    }
    own
};

/// The variable of that path, if the catalogue has it.
pub fn find(path: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|v| v.path == path)
}
