//! The places of the form that hold a value, so that a problem can name the place it belongs to.

use crate::devopness::event::Event;
use crate::provider::Input;

/// One field of the form. Rows of the two lists are named by their row id, which stays with the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The pipeline's number or address.
    Pipeline,
    /// The repository in any form.
    Repository,
    /// The provider, chosen by hand.
    Provider,
    /// The address of a self-hosted provider.
    Server,
    /// The text that identifies the status.
    StatusKey,
    /// The link to the details.
    Link,
    /// The name of the incoming hook's variable that holds the commit hash.
    HashVariable,
    /// The name of the incoming hook's variable that holds the branch.
    BranchVariable,
    /// Whether the event gets a hook.
    On(Event),
    /// The provider's word for the event.
    State(Event),
    /// The line that people read for the event.
    Description(Event),
    /// The name of the event's hook.
    HookName(Event),
    /// The list of request headers as a whole.
    Headers,
    /// The name of a request header.
    HeaderName(u32),
    /// The value of a request header.
    HeaderValue(u32),
    /// The name of an extra body field.
    ExtraName(u32),
    /// The type of an extra body field.
    ExtraKind(u32),
    /// The value of an extra body field.
    ExtraValue(u32),
    /// Whether only deploys that a hook started are reported.
    OnlyHookRuns,
    /// Whether `action_type` is sent.
    ActionType,
    /// Which API is called.
    Api,
    /// Another base URL of the API.
    ApiOther,
    /// The access token.
    Token,
}

impl From<Input> for Field {
    fn from(input: Input) -> Field {
        match input {
            Input::Repository => Field::Repository,
            Input::Provider => Field::Provider,
            Input::Server => Field::Server,
        }
    }
}

impl Field {
    /// The fields that hold one text each, in the order of the form. Rows come on top of them.
    pub const TEXTS: [Field; 20] = {
        use Event::{Completed, Failed, Queued, Started};
        use Field::{Description, HookName, State};
        [
            Field::Pipeline,
            Field::Repository,
            Field::Server,
            Field::StatusKey,
            State(Started),
            Description(Started),
            HookName(Started),
            State(Failed),
            Description(Failed),
            HookName(Failed),
            State(Completed),
            Description(Completed),
            HookName(Completed),
            State(Queued),
            Description(Queued),
            HookName(Queued),
            Field::Link,
            Field::HashVariable,
            Field::BranchVariable,
            Field::ApiOther,
        ]
    };

    /// The fields of the form that are on or off.
    pub const SWITCHES: [Field; 6] = [
        Field::On(Event::Started),
        Field::On(Event::Failed),
        Field::On(Event::Completed),
        Field::On(Event::Queued),
        Field::OnlyHookRuns,
        Field::ActionType,
    ];

    /// The id of the field's element in the page; unique, and stable for links.
    pub fn id(self) -> String {
        let row = |word: &str, id: u32| [word, "-", &id.to_string()].concat();
        let event = |word: &str, event: Event| [word, "-", event.word()].concat();
        match self {
            Field::Pipeline => "pipeline".into(),
            Field::Repository => "repository".into(),
            Field::Provider => "provider".into(),
            Field::Server => "server".into(),
            Field::StatusKey => "status-key".into(),
            Field::Link => "details-link".into(),
            Field::HashVariable => "hash-variable".into(),
            Field::BranchVariable => "branch-variable".into(),
            Field::On(e) => event("on", e),
            Field::State(e) => event("state", e),
            Field::Description(e) => event("description", e),
            Field::HookName(e) => event("hook-name", e),
            Field::Headers => "headers".into(),
            Field::HeaderName(id) => row("header-name", id),
            Field::HeaderValue(id) => row("header-value", id),
            Field::ExtraName(id) => row("body-field-name", id),
            Field::ExtraKind(id) => row("body-field-type", id),
            Field::ExtraValue(id) => row("body-field-value", id),
            Field::OnlyHookRuns => "only-hook-runs".into(),
            Field::ActionType => "action-type".into(),
            Field::Api => "api".into(),
            Field::ApiOther => "api-base-url".into(),
            Field::Token => "access-token".into(),
        }
    }

    /// The field's visible name, with the event where three fields share one name. Row fields carry no number: the
    /// problem's own sentence names the header or body field.
    pub fn label(self) -> String {
        let event = |word: &str, event: Event| [event.label(), ": ", word].concat();
        match self {
            Field::Pipeline => "Pipeline".into(),
            Field::Repository => "Repository".into(),
            Field::Provider => "Provider".into(),
            Field::Server => "Server address".into(),
            Field::StatusKey => "Status key".into(),
            Field::Link => "Details link".into(),
            Field::HashVariable => "Commit hash variable".into(),
            Field::BranchVariable => "Branch variable".into(),
            Field::On(e) => event("hook on or off", e),
            Field::State(e) => event("state", e),
            Field::Description(e) => event("description", e),
            Field::HookName(e) => event("hook name", e),
            Field::Headers => "Request headers".into(),
            Field::HeaderName(_) => "Header name".into(),
            Field::HeaderValue(_) => "Header value".into(),
            Field::ExtraName(_) => "Body field name".into(),
            Field::ExtraKind(_) => "Body field type".into(),
            Field::ExtraValue(_) => "Body field value".into(),
            Field::OnlyHookRuns => "Only deploys that a hook started".into(),
            Field::ActionType => "Send action_type".into(),
            Field::Api => "API".into(),
            Field::ApiOther => "API base URL".into(),
            Field::Token => "Access token".into(),
        }
    }

    /// Whether the value is filled in by Devopness when the hook fires, so that `{{ path }}` means something there.
    pub fn takes_variables(self) -> bool {
        matches!(
            self,
            Field::StatusKey | Field::Link | Field::Description(_) | Field::HeaderValue(_) | Field::ExtraValue(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field with its id, its label, and whether variables mean something in it.
    fn fields() -> Vec<(Field, &'static str, &'static str, bool)> {
        vec![
            (Field::Pipeline, "pipeline", "Pipeline", false),
            (Field::Repository, "repository", "Repository", false),
            (Field::Provider, "provider", "Provider", false),
            (Field::Server, "server", "Server address", false),
            (Field::StatusKey, "status-key", "Status key", true),
            (Field::Link, "details-link", "Details link", true),
            (Field::HashVariable, "hash-variable", "Commit hash variable", false),
            (Field::BranchVariable, "branch-variable", "Branch variable", false),
            (Field::On(Event::Started), "on-started", "Started: hook on or off", false),
            (Field::State(Event::Failed), "state-failed", "Failed: state", false),
            (Field::Description(Event::Completed), "description-completed", "Completed: description", true),
            (Field::HookName(Event::Started), "hook-name-started", "Started: hook name", false),
            (Field::Headers, "headers", "Request headers", false),
            (Field::HeaderName(7), "header-name-7", "Header name", false),
            (Field::HeaderValue(7), "header-value-7", "Header value", true),
            (Field::ExtraName(12), "body-field-name-12", "Body field name", false),
            (Field::ExtraKind(12), "body-field-type-12", "Body field type", false),
            (Field::ExtraValue(12), "body-field-value-12", "Body field value", true),
            (Field::OnlyHookRuns, "only-hook-runs", "Only deploys that a hook started", false),
            (Field::ActionType, "action-type", "Send action_type", false),
            (Field::Api, "api", "API", false),
            (Field::ApiOther, "api-base-url", "API base URL", false),
            (Field::Token, "access-token", "Access token", false),
        ]
    }

    #[test]
    fn links_and_labels_keep_their_words() {
        for (field, id, label, takes_variables) in fields() {
            assert_eq!((field.id().as_str(), field.label().as_str()), (id, label));
            assert_eq!(field.takes_variables(), takes_variables, "{id}");
        }
    }
}
