//! What a person typed, and nothing that follows from it. The page changes a [`FormValues`] on every key press and asks
//! [`crate::form::plan::plan`] what it means.

use crate::devopness::endpoint::Api;
use crate::devopness::event::Event;
use crate::devopness::hook::{Condition, guard};
use crate::devopness::pipeline::{PIPELINE_PLACEHOLDER, parse_pipeline, pipeline_text};
use crate::form::choice::ProviderChoice;
use crate::form::field::Field;
use crate::provider::repository::{TEXT_MAX, parse_place};
use crate::provider::{Provider, by_id};

/// The value of the first request header: the token of the application's own credential, which Devopness fills in.
pub const AUTHORIZATION: &str = "Bearer {{ application.source_provider.access_token }}";

/// The longest text of a field that is read, in bytes. Whatever is longer stays in the field, and is a problem.
pub const FIELD_MAX: usize = TEXT_MAX;

/// The most headers, body fields and conditions together: each key press looks at all of them.
pub const ROWS_MAX: usize = 500;
/// What is said of a form that has as many, or of what would make it one with more.
pub const ROWS_FULL: &str =
    "A form has room for 500 headers, body fields and conditions together. Leave some of them out.";

/// The whole form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormValues {
    /// The pipeline's number or address.
    pub pipeline: String,
    /// The repository in any form.
    pub repository: String,
    /// The provider's id, when chosen by hand; otherwise the repository's host decides.
    pub provider: Option<String>,
    /// The address of a self-hosted provider; empty means the repository's host.
    pub server: String,
    /// The text that identifies the status.
    pub status_key: String,
    /// The link to the details.
    pub link: String,
    /// The name of the variable with the commit hash.
    pub hash_variable: String,
    /// The name of the variable with the branch; empty means none.
    pub branch_variable: String,
    /// One entry for each of [`Event::ALL`].
    pub events: [EventValues; 4],
    /// The headers of the request to the provider.
    pub headers: Vec<HeaderRow>,
    /// Fields of the body besides the provider's usual ones.
    pub extra: Vec<ExtraRow>,
    /// Whether only deploys that an incoming hook started are reported, and none that a person started by hand.
    pub only_hook_runs: bool,
    /// Conditions that came with a hook and that the form has no words of its own for.
    pub conditions: Vec<Condition>,
    /// Whether `action_type` is sent, as the vendor's guide does though its API description has no such field any more.
    pub action_type: bool,
    /// Which API is called.
    pub api: Api,
    /// The base URL for [`Api::Other`].
    pub api_other: String,
    next_row: u32,
}

/// What is typed for one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventValues {
    /// Whether the event gets a hook.
    pub on: bool,
    /// The chosen state. A word that the provider does not have means its preset, so that a choice survives a look at
    /// another provider.
    pub state: String,
    /// The line that people read.
    pub description: String,
    /// The hook's name.
    pub hook_name: String,
}

/// One request header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRow {
    /// Stays with the row.
    pub id: u32,
    /// The header's name.
    pub name: String,
    /// The header's value.
    pub value: String,
    /// Whether the row is the provider's recommendation, untouched: then it goes with the provider.
    pub recommended: bool,
}

/// One extra field of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraRow {
    /// Stays with the row.
    pub id: u32,
    /// The field's name.
    pub name: String,
    /// How the value is read.
    pub kind: ExtraKind,
    /// The value as typed.
    pub value: String,
}

/// How the value of an extra body field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraKind {
    /// As it stands; variables are filled in.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Any JSON.
    Json,
}

impl ExtraKind {
    /// All kinds.
    pub const ALL: [ExtraKind; 4] = [ExtraKind::Text, ExtraKind::Number, ExtraKind::Bool, ExtraKind::Json];

    /// The word for it, on the page and as its value there.
    pub fn label(self) -> &'static str {
        match self {
            ExtraKind::Text => "Text",
            ExtraKind::Number => "Whole number",
            ExtraKind::Bool => "True or false",
            ExtraKind::Json => "JSON",
        }
    }
}

impl Default for FormValues {
    fn default() -> Self {
        let event = |word: &str, name: &str| EventValues {
            on: name != "queued",
            state: String::new(),
            description: ["Application building ", word].concat(),
            hook_name: ["CI(build): ", name].concat(),
        };
        let mut form = FormValues {
            pipeline: String::new(),
            repository: String::new(),
            provider: None,
            server: String::new(),
            status_key: "ci/devopness(build)".into(),
            link: "https://app.devopness.com/actions/{{ action.id }}".into(),
            hash_variable: "commit_hash".into(),
            branch_variable: String::new(),
            events: [
                event("started", "started"),
                event("failed", "failed"),
                event("success", "completed"),
                event("queued", "queued"),
            ],
            headers: Vec::new(),
            extra: Vec::new(),
            only_hook_runs: false,
            conditions: Vec::new(),
            action_type: true,
            api: Api::Production,
            api_other: String::new(),
            next_row: 0,
        };
        form.recommend_headers();
        form
    }
}

impl FormValues {
    /// The form after the two texts that matter most were typed.
    pub fn new(pipeline: &str, repository: &str) -> FormValues {
        let mut form = FormValues::default();
        form.set_text(Field::Pipeline, pipeline.into());
        form.set_text(Field::Repository, repository.into());
        form
    }

    /// The events that get a hook: those that are on, and that the provider has a word for.
    pub fn events_on(&self) -> impl Iterator<Item = Event> {
        self.events_of(self.provider().provider())
    }

    /// The events that get a hook with this provider.
    pub fn events_of(&self, provider: &'static dyn Provider) -> impl Iterator<Item = Event> {
        Event::ALL.into_iter().filter(move |event| self.event(*event).on && provider.reports(*event))
    }

    /// The event's values.
    pub fn event(&self, event: Event) -> &EventValues {
        &self.events[event.index()]
    }

    /// The provider: the chosen one, or that of the repository's host.
    pub fn provider(&self) -> ProviderChoice {
        self.chosen().unwrap_or_else(|| self.provider_by_host())
    }

    /// The provider that was chosen by hand.
    pub fn chosen(&self) -> Option<ProviderChoice> {
        self.provider.as_deref().and_then(by_id).map(ProviderChoice::Chosen)
    }

    /// The provider that the repository alone points to.
    pub fn provider_by_host(&self) -> ProviderChoice {
        ProviderChoice::of_place(parse_place(&self.repository).ok().as_ref())
    }

    /// The field that says which host gets the status.
    pub fn receiver_field(&self) -> Field {
        let by_server = self.provider().provider().self_hosted() && !self.server.trim().is_empty();
        if by_server { Field::Server } else { Field::Repository }
    }

    /// The text of a field, for its input. Lists and switches have their own accessors.
    pub fn text(&self, field: Field) -> &str {
        let header = |id| self.headers.iter().find(move |r| r.id == id);
        let extra = |id| self.extra.iter().find(move |r| r.id == id);
        match field {
            Field::Pipeline => &self.pipeline,
            Field::Repository => &self.repository,
            Field::Provider => self.provider.as_deref().unwrap_or_default(),
            Field::Server => &self.server,
            Field::StatusKey => &self.status_key,
            Field::Link => &self.link,
            Field::HashVariable => &self.hash_variable,
            Field::BranchVariable => &self.branch_variable,
            Field::State(e) => &self.event(e).state,
            Field::Description(e) => &self.event(e).description,
            Field::HookName(e) => &self.event(e).hook_name,
            Field::HeaderName(id) => header(id).map_or("", |r| &r.name),
            Field::HeaderValue(id) => header(id).map_or("", |r| &r.value),
            Field::ExtraName(id) => extra(id).map_or("", |r| &r.name),
            Field::ExtraKind(id) => extra(id).map_or("", |r| r.kind.label()),
            Field::ExtraValue(id) => extra(id).map_or("", |r| &r.value),
            Field::ApiOther => &self.api_other,
            Field::On(_) | Field::Headers | Field::OnlyHookRuns | Field::ActionType | Field::Api | Field::Token => "",
        }
    }

    /// Turns the guard against runs by hand on or off. The one that earlier versions of this page wrote goes with the new one.
    pub fn set_only_hook_runs(&mut self, on: bool) {
        self.only_hook_runs = on;
        if on {
            self.conditions.retain(|condition| !guard::is_former(condition));
        }
    }

    /// Takes the guard of the form's own pipeline out of the conditions that came with a hook.
    pub fn find_guard(&mut self) {
        let own = pipeline_text(parse_pipeline(&self.pipeline).ok());
        let before = self.conditions.len();
        self.conditions.retain(|one| !guard::is_of(one, &own) && !guard::is_of(one, PIPELINE_PLACEHOLDER));
        // What else the hook has stays until a person takes it out.
        self.only_hook_runs |= self.conditions.len() < before;
    }

    /// Takes what was typed into a field. Where that changes the provider, its recommended headers follow.
    pub fn set_text(&mut self, field: Field, text: String) {
        if !matches!(field, Field::Repository | Field::Provider) {
            return self.replace_text(field, text);
        }
        let before = self.provider().provider().id();
        self.replace_text(field, text);
        if self.provider().provider().id() != before {
            self.recommend_headers();
        }
    }

    /// Takes a text into a field, and changes nothing else.
    pub(crate) fn replace_text(&mut self, field: Field, text: String) {
        match field {
            Field::Pipeline => self.pipeline = text,
            Field::Repository => self.repository = text,
            Field::Provider => self.provider = by_id(&text).map(|p| p.id().to_string()),
            Field::Server => self.server = text,
            Field::StatusKey => self.status_key = text,
            Field::Link => self.link = text,
            Field::HashVariable => self.hash_variable = text,
            Field::BranchVariable => self.branch_variable = text,
            Field::State(e) => self.events[e.index()].state = text,
            Field::Description(e) => self.events[e.index()].description = text,
            Field::HookName(e) => self.events[e.index()].hook_name = text,
            Field::HeaderName(id) => self.edit_header(id, |row| row.name = text),
            Field::HeaderValue(id) => self.edit_header(id, |row| row.value = text),
            Field::ExtraName(id) => self.edit_extra(id, |row| row.name = text),
            Field::ExtraKind(id) => self.edit_extra(id, |row| {
                row.kind = ExtraKind::ALL.into_iter().find(|k| k.label() == text).unwrap_or(row.kind);
            }),
            Field::ExtraValue(id) => self.edit_extra(id, |row| row.value = text),
            Field::ApiOther => self.api_other = text,
            Field::On(_) | Field::Headers | Field::OnlyHookRuns | Field::ActionType | Field::Api | Field::Token => {}
        }
    }

    fn edit_header(&mut self, id: u32, edit: impl FnOnce(&mut HeaderRow)) {
        if let Some(row) = self.headers.iter_mut().find(|r| r.id == id) {
            edit(row);
            row.recommended = false;
        }
    }

    fn edit_extra(&mut self, id: u32, edit: impl FnOnce(&mut ExtraRow)) {
        if let Some(row) = self.extra.iter_mut().find(|r| r.id == id) {
            edit(row);
        }
    }

    /// Puts back `Authorization` and the provider's recommended headers, and keeps what the user wrote: rows that were
    /// edited or added stay, and a recommendation of the same name gives way to them.
    pub fn recommend_headers(&mut self) {
        let own: Vec<HeaderRow> = self.headers.drain(..).filter(|r| !r.recommended).collect();
        let provider = self.provider().provider();
        for (name, value) in [("Authorization", AUTHORIZATION)].iter().chain(provider.headers()) {
            if !own.iter().any(|r| r.name.trim().eq_ignore_ascii_case(name)) {
                let id = self.row_id();
                self.headers.push(HeaderRow {
                    id,
                    name: name.to_string(),
                    value: value.to_string(),
                    recommended: true,
                });
            }
        }
        for row in own {
            let first = row.name.trim().eq_ignore_ascii_case("authorization");
            let at = if first { 0 } else { self.headers.len() };
            self.headers.insert(at, row);
        }
    }

    /// Whether [`FormValues::recommend_headers`] would add a header.
    pub fn lacks_recommended_headers(&self) -> bool {
        let has = |name: &str| self.headers.iter().any(|r| r.name.trim().eq_ignore_ascii_case(name));
        !has("Authorization") || self.provider().provider().headers().iter().any(|(name, _)| !has(name))
    }

    /// Adds an empty header and returns its row id.
    pub fn add_header(&mut self) -> u32 {
        let id = self.row_id();
        self.headers.push(HeaderRow { id, name: String::new(), value: String::new(), recommended: false });
        id
    }

    /// Adds an empty body field and returns its row id.
    pub fn add_extra(&mut self) -> u32 {
        let id = self.row_id();
        self.extra.push(ExtraRow { id, name: String::new(), kind: ExtraKind::Text, value: String::new() });
        id
    }

    /// How many headers, body fields and conditions it has.
    pub fn rows(&self) -> usize {
        self.headers.len() + self.extra.len() + self.conditions.len()
    }

    /// Removes the row of that id, header or body field.
    pub fn remove_row(&mut self, id: u32) {
        self.headers.retain(|r| r.id != id);
        self.extra.retain(|r| r.id != id);
    }

    fn row_id(&mut self) -> u32 {
        self.next_row += 1;
        self.next_row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(form: &FormValues) -> Vec<&str> {
        form.headers.iter().map(|r| r.name.as_str()).collect()
    }

    #[test]
    fn recommended_headers_follow_the_provider_and_edited_ones_stay() {
        let mut form = FormValues::default();
        assert_eq!(names(&form), ["Authorization", "Accept", "Content-Type", "User-Agent", "X-GitHub-Api-Version"]);
        let agent = form.headers[3].id;
        form.set_text(Field::HeaderValue(agent), "acme".into());
        form.set_text(Field::Repository, "https://gitlab.com/a/b".into());
        assert_eq!(names(&form), ["Authorization", "Accept", "Content-Type", "User-Agent"]);
        assert_eq!(form.text(Field::HeaderValue(agent)), "acme");
        form.set_text(Field::Provider, "github".into());
        assert_eq!(names(&form), ["Authorization", "Accept", "Content-Type", "X-GitHub-Api-Version", "User-Agent"]);
        let authorization = form.headers[0].id;
        form.set_text(Field::HeaderValue(authorization), "Basic x".into());
        form.set_text(Field::Provider, "bitbucket".into());
        assert_eq!((names(&form)[0], form.headers[0].value.as_str()), ("Authorization", "Basic x"));
    }

    #[test]
    fn a_removed_recommendation_can_be_put_back() {
        let mut form = FormValues::default();
        assert!(!form.lacks_recommended_headers());
        let accept = form.headers[1].id;
        form.remove_row(accept);
        assert!(form.lacks_recommended_headers());
        form.recommend_headers();
        assert!(!form.lacks_recommended_headers());
    }

    #[test]
    fn the_host_decides_the_provider() {
        let check = |repository: &str, expected: &str| {
            let form = FormValues::new("", repository);
            let got = match form.provider() {
                ProviderChoice::Chosen(p) => ["chosen ", p.id()].concat(),
                ProviderChoice::Host(p) => ["host ", p.id()].concat(),
                ProviderChoice::Guessed(p) => ["guessed ", p.id()].concat(),
                ProviderChoice::Assumed(p) => ["assumed ", p.id()].concat(),
                ProviderChoice::Unknown(host) => ["unknown ", &host].concat(),
            };
            assert_eq!(got, expected, "{repository}");
        };
        check("", "assumed github");
        check("acme/shop", "assumed github");
        check("acme/platform/shop", "assumed gitlab");
        check("278964", "host gitlab");
        check("https://github.com/acme/shop", "host github");
        check("git@GitLab.com:a/b.git", "host gitlab");
        check("bitbucket.org/a/b", "host bitbucket");
        check("https://acme.ghe.com/a/b", "host github");
        check("https://gitlab.acme.dev/a/b", "guessed gitlab-self-managed");
        check("https://github.acme.dev/a/b", "guessed github-enterprise-server");
        check("https://bitbucket.acme.dev/projects/A/repos/b", "guessed bitbucket-data-center");
        check("https://git.acme.dev/a/b", "unknown git.acme.dev");
    }

    #[test]
    fn what_was_typed_is_what_a_field_shows() {
        let mut form = FormValues::default();
        let (first, header) = (form.add_header(), form.add_header());
        let (other, extra) = (form.add_extra(), form.add_extra());
        let mut fields = vec![
            Field::Pipeline,
            Field::Repository,
            Field::Server,
            Field::StatusKey,
            Field::Link,
            Field::HashVariable,
            Field::BranchVariable,
            Field::ApiOther,
            Field::HeaderName(header),
            Field::HeaderValue(header),
            Field::ExtraName(extra),
            Field::ExtraValue(extra),
        ];
        for event in Event::ALL {
            fields.extend([Field::State(event), Field::Description(event), Field::HookName(event)]);
        }
        for field in &fields {
            form.set_text(*field, ["typed at ", &field.id()].concat());
        }
        form.set_text(Field::Provider, "gitlab".into());
        form.set_text(Field::ExtraKind(extra), "JSON".into());
        for field in &fields {
            assert_eq!(form.text(*field), ["typed at ", &field.id()].concat());
        }
        assert_eq!(form.text(Field::Provider), "gitlab");
        assert_eq!((form.text(Field::ExtraKind(extra)), form.text(Field::ExtraKind(other))), ("JSON", "Text"));
        assert_eq!((form.text(Field::HeaderName(first)), form.text(Field::ExtraName(other))), ("", ""));
        assert_eq!(form.text(Field::HeaderName(99)), "");
        // A word that is no kind, and a provider that nobody knows, change nothing or clear the choice.
        form.set_text(Field::ExtraKind(extra), "Tekst".into());
        assert_eq!(form.text(Field::ExtraKind(extra)), "JSON");
        form.set_text(Field::Provider, "sourcehut".into());
        assert_eq!(form.text(Field::Provider), "");
        // A switch has no text, and takes none.
        let before = form.clone();
        for field in
            [Field::On(Event::Failed), Field::Headers, Field::OnlyHookRuns, Field::ActionType, Field::Api, Field::Token]
        {
            form.set_text(field, "devopness_pat_x".into());
            assert_eq!(form.text(field), "");
        }
        assert_eq!(form, before);
    }

    #[test]
    fn rows_have_numbers_of_their_own_and_go_alone() {
        let mut form = FormValues::default();
        let ids = [form.add_header(), form.add_extra(), form.add_header(), form.add_extra()];
        let all: Vec<u32> = form.headers.iter().map(|r| r.id).chain(form.extra.iter().map(|r| r.id)).collect();
        assert!(all.iter().enumerate().all(|(at, id)| !all[..at].contains(id)), "{all:?}");
        for (gone, id) in ids.into_iter().enumerate() {
            form.remove_row(id);
            let left: Vec<u32> = form.headers.iter().map(|r| r.id).chain(form.extra.iter().map(|r| r.id)).collect();
            assert_eq!(left, all.iter().copied().filter(|id| !ids[..=gone].contains(id)).collect::<Vec<_>>());
        }
        assert!(!all.contains(&form.add_header()), "a number is never given twice");
    }

    #[test]
    fn each_recommended_header_is_missed_by_its_name() {
        let form = FormValues::default();
        for row in &form.headers {
            let mut form = form.clone();
            form.remove_row(row.id);
            assert!(form.lacks_recommended_headers(), "{}", row.name);
            let own = form.add_header();
            form.set_text(Field::HeaderName(own), [" ", &row.name.to_ascii_uppercase()].concat());
            assert!(!form.lacks_recommended_headers(), "{}", row.name);
            let count = form.headers.len();
            form.recommend_headers();
            assert_eq!(form.headers.len(), count, "an own header takes the place of {}", row.name);
        }
    }
}
