//! From form values to requests: [`plan`].

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::devopness::endpoint::{self, Target};
use crate::devopness::event::Event;
use crate::devopness::hook::{Header, OutgoingHook, guard};
use crate::devopness::pipeline::{Pipeline, parse_pipeline, pipeline_text};
use crate::devopness::request::ApiRequest;
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::rules::{self, Guard};
use crate::form::values::{ExtraKind, ExtraRow, FormValues};
use crate::provider::repository::host_of;
use crate::provider::status::{CommitStatus, Light};
use crate::provider::{Doubt, Location, Provider, carries_token};
use crate::text::json::Fields;
use crate::text::template::{PARSED, Samples, parsed_variable};

/// Everything that follows from the form.
#[derive(Clone)]
pub struct Plan {
    /// The provider that the texts are written for.
    pub provider: &'static dyn Provider,
    /// The repository, or placeholders.
    pub location: Location,
    /// What its address may mean as well.
    pub doubt: Option<Doubt>,
    /// The pipeline, once it is known.
    pub pipeline: Option<Pipeline>,
    /// Where calls go.
    pub target: Target,
    /// One hook for each event that is on.
    pub hooks: Vec<PlannedHook>,
    /// The guide's request that lists the pipeline's hooks.
    pub list: ApiRequest,
    /// What is wrong, in the order of the form.
    pub problems: Vec<Problem>,
}

/// One hook of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedHook {
    /// The event.
    pub event: Event,
    /// The hook.
    pub hook: OutgoingHook,
    /// The request that creates it.
    pub request: ApiRequest,
    /// What the provider will receive, with sample values.
    pub sample: Sample,
}

/// A request as the provider receives it once the variables are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The address.
    pub url: String,
    /// The headers.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Fields,
    /// The status that the commit will show.
    pub status: CommitStatus,
    /// How it will look.
    pub light: Light,
}

/// A plan without any blocking problem: the only thing that can be sent.
#[derive(Clone)]
pub struct ReadyPlan(Arc<Plan>);

impl Plan {
    /// The host that gets the status, and the provider's token with it; none as long as it is not known.
    pub fn receiver(&self) -> Option<&str> {
        Some(host_of(&self.location.root)).filter(|_| self.location != self.provider.placeholder())
    }

    /// Where the status will go, and whether a token goes with it, in a full sentence.
    pub fn receipt(&self) -> Option<String> {
        let host = self.receiver()?;
        let mut headers = self.hooks.iter().flat_map(|hook| &hook.hook.headers);
        let token = headers.any(|header| carries_token(&header.name));
        let what = if token { "The status, and the provider's token with it," } else { "The status" };
        Some([what, " will go to ", host, "."].concat())
    }
}

impl ReadyPlan {
    /// The plan, if nothing blocks.
    pub fn new(plan: Arc<Plan>) -> Option<ReadyPlan> {
        let ready = plan.pipeline.is_some() && !plan.hooks.is_empty() && !plan.problems.iter().any(Problem::blocks);
        ready.then_some(ReadyPlan(plan))
    }

    /// The plan itself.
    pub fn plan(&self) -> &Plan {
        &self.0
    }

    /// The hooks to create.
    pub fn hooks(&self) -> &[PlannedHook] {
        &self.0.hooks
    }

    /// Where calls go.
    pub fn target(&self) -> &Target {
        &self.0.target
    }

    /// The pipeline's number.
    pub fn pipeline(&self) -> u64 {
        self.0.pipeline.map_or(0, |p| p.id)
    }
}

/// Works out what the form means. Never fails: what is missing or wrong appears as a placeholder, and as a problem.
pub fn plan(form: &FormValues) -> Plan {
    plan_with(form, Some(&rules::GUARD))
}

/// The same with the rules of [`rules::GUARD`], or before they are there.
pub fn plan_with(form: &FormValues, guard: Option<&Guard>) -> Plan {
    let cut = rules::readable(form);
    let (form, long) = cut.as_ref().map_or((form, &[][..]), |(form, long)| (form, long.as_slice()));
    let provider = form.provider().provider();
    let (mut location, mut problems) = rules::locate(form, provider);
    let mut doubt = None;
    if let Some(guard) = guard {
        doubt = (guard.hosts)(form, provider, &mut problems);
        let is_bad = |p: &Problem| matches!(p.field, Field::Repository | Field::Server) && p.blocks();
        location = location.filter(|_| !problems.iter().any(is_bad));
    }
    let location = location.unwrap_or_else(|| provider.placeholder());
    let target = match endpoint::target(&form.api, &form.api_other) {
        Ok(target) => target,
        Err((target, text)) => {
            problems.push(if form.api_other.trim().is_empty() {
                Problem::missing(Field::ApiOther, text)
            } else {
                Problem::error(Field::ApiOther, text)
            });
            target
        }
    };
    let pipeline = parse_pipeline(&form.pipeline).ok();
    let id = pipeline_text(pipeline);
    let named = form.extra.iter().filter(|row| !row.name.trim().is_empty());
    let extra: Vec<(&ExtraRow, Value)> = named.filter_map(|row| Some((row, rules::extra_value(row)?))).collect();
    let hooks: Vec<PlannedHook> =
        form.events_on().map(|event| plan_hook(form, provider, &location, &target, &id, &extra, event)).collect();
    rules::check(form, provider, guard, &mut problems);
    // Of a text that was not read nothing else can be said.
    problems.retain(|problem| !long.iter().any(|other| other.field == problem.field));
    problems.extend_from_slice(long);
    if let Some(guard) = guard {
        (guard.sort)(form, &mut problems);
    }
    Plan { provider, location, doubt, pipeline, list: endpoint::list_hooks(&target, &id), target, hooks, problems }
}

fn plan_hook(
    form: &FormValues,
    provider: &'static dyn Provider,
    location: &Location,
    target: &Target,
    pipeline: &str,
    extra: &[(&ExtraRow, Value)],
    event: Event,
) -> PlannedHook {
    let hash_variable = or_placeholder(&form.hash_variable, "<commit_hash_variable>");
    let status = status(form, provider, event);
    let headers: Vec<Header> = form
        .headers
        .iter()
        .filter(|row| !row.name.trim().is_empty() || !row.value.is_empty())
        .map(|row| Header { name: row.name.trim().to_string(), value: row.value.clone() })
        .collect();
    let hook = OutgoingHook {
        name: form.event(event).hook_name.trim().to_string(),
        action_type: form.action_type,
        target_url: provider.target_url(location, &parsed_variable(hash_variable)),
        headers,
        body: body(provider, &status, extra, &str::to_string),
        event,
        conditions: {
            let guard = form.only_hook_runs.then(|| guard::condition(pipeline));
            guard.into_iter().chain(form.conditions.iter().cloned()).collect()
        },
    };
    let samples = samples(form, event);
    let render = |text: &str| samples.render(text);
    let rendered = CommitStatus {
        state: status.state.clone(),
        key: render(&status.key),
        description: render(&status.description),
        link: render(&status.link),
        branch: status.branch.as_deref().map(render),
    };
    let sample = Sample {
        url: render(&hook.target_url),
        headers: hook
            .headers
            .iter()
            .map(|header| Header { name: header.name.clone(), value: render(&header.value) })
            .collect(),
        body: body(provider, &rendered, extra, &render),
        light: provider.light(&rendered.state),
        status: rendered,
    };
    PlannedHook { event, request: endpoint::create_outgoing(target, pipeline, &hook), hook, sample }
}

/// The status as it stands in the hook, with its templates.
fn status(form: &FormValues, provider: &'static dyn Provider, event: Event) -> CommitStatus {
    let branch = form.branch_variable.trim();
    CommitStatus {
        state: state(form, provider, event).to_string(),
        key: or_placeholder(&form.status_key, "<status_key>").to_string(),
        description: form.event(event).description.trim().to_string(),
        link: if provider.requires_link() { or_placeholder(&form.link, "<details_link>") } else { form.link.trim() }
            .to_string(),
        branch: (!branch.is_empty()).then(|| parsed_variable(branch)),
    }
}

/// The provider's word for an event: the user's choice where the provider has it, else the preset.
pub fn state(form: &FormValues, provider: &'static dyn Provider, event: Event) -> &'static str {
    let chosen = &form.event(event).state;
    provider.states().iter().find(|word| *word == chosen).copied().unwrap_or(provider.preset(event))
}

fn body(
    provider: &'static dyn Provider,
    status: &CommitStatus,
    extra: &[(&ExtraRow, Value)],
    render: &dyn Fn(&str) -> String,
) -> Fields {
    let own = provider.body(status).into_iter().map(|(name, value)| (name.to_string(), Value::String(value)));
    let mut body = Fields(own.collect());
    for (row, value) in extra {
        let value = match (row.kind, value) {
            (ExtraKind::Text, Value::String(text)) => Value::String(render(text)),
            (ExtraKind::Json, value) => render_json(value, render),
            (_, value) => value.clone(),
        };
        if body.get(row.name.trim()).is_none() {
            body.0.push((row.name.trim().to_string(), value));
        }
    }
    body
}

/// A JSON value with the variables in its texts filled in.
pub(crate) fn render_json(value: &Value, render: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(render(text)),
        Value::Array(items) => Value::Array(items.iter().map(|item| render_json(item, render)).collect()),
        Value::Object(fields) => {
            // Field by field: collecting would bring a sort into the page.
            let mut rendered = Map::new();
            for (name, item) in fields {
                rendered.insert(name.clone(), render_json(item, render));
            }
            Value::Object(rendered)
        }
        other => other.clone(),
    }
}

/// The sample values that the form decides: the user's own names for hash and branch, and what the event implies.
pub fn samples(form: &FormValues, event: Event) -> Samples {
    let sample = |name: &str, value: &str| ([PARSED, name.trim()].concat(), value.to_string());
    let hash = crate::text::template::find("action.triggered_from.hook_parsed_variables.commit_hash")
        .map_or("", |v| v.example);
    let mut own =
        vec![sample(&form.hash_variable, hash), ("action.status".to_string(), event.action_status().to_string())];
    if !form.branch_variable.trim().is_empty() {
        own.push(sample(&form.branch_variable, "main"));
    }
    let pipeline = parse_pipeline(&form.pipeline).ok();
    if let Some(pipeline) = pipeline {
        for path in ["action.pipeline.id", "action.pipeline_id"] {
            own.push((path.to_string(), pipeline.id.to_string()));
        }
    }
    Samples { own }
}

fn or_placeholder<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    if text.trim().is_empty() { placeholder } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::problem::Severity;

    #[test]
    fn two_fields_give_three_right_requests() {
        let plan = plan(&FormValues::new("512", "https://github.com/acme/shop"));
        assert_eq!(plan.problems, []);
        let urls: Vec<&str> = plan.hooks.iter().map(|h| h.hook.target_url.as_str()).collect();
        let url = "https://api.github.com/repos/acme/shop/statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}";
        assert_eq!(urls, [url; 3]);
        assert!(plan.hooks.iter().all(|h| h.request.url == "https://api.devopness.com/pipelines/512/hooks/outgoing"));
        assert!(ReadyPlan::new(Arc::new(plan)).is_some());
    }

    #[test]
    fn an_example_is_a_repository_of_its_provider() {
        for p in crate::provider::PROVIDERS {
            let mut form = FormValues::new("512", p.example());
            form.set_text(Field::Provider, p.id().into());
            let plan = plan(&form);
            assert_eq!(plan.problems, [], "{}", p.id());
            assert!(plan.location.parts.iter().all(|part| !part.contains('<')), "{}", p.id());
        }
    }

    #[test]
    fn an_empty_form_gives_placeholders_and_cannot_be_sent() {
        let plan = plan(&FormValues::default());
        assert_eq!(plan.hooks.len(), 3);
        assert!(plan.hooks[0].request.url.contains("<pipeline_id>"));
        assert!(plan.hooks[0].hook.target_url.contains("<owner>/<repository>"));
        assert!(ReadyPlan::new(Arc::new(plan)).is_none());
    }

    #[test]
    fn a_state_that_the_provider_does_not_have_means_its_preset_and_comes_back_with_the_provider() {
        let mut form = FormValues::new("512", "acme/shop");
        form.set_text(Field::State(Event::Failed), "error".into());
        let word = |form: &FormValues| state(form, form.provider().provider(), Event::Failed);
        assert_eq!(word(&form), "error");
        form.set_text(Field::Provider, "gitlab".into());
        assert_eq!(word(&form), "failed");
        form.set_text(Field::Provider, String::new());
        assert_eq!(word(&form), "error");
    }

    #[test]
    fn the_delivery_has_no_variable_left() {
        let mut form = FormValues::new("512", "https://bitbucket.org/acme/shop");
        form.branch_variable = "source_ref".into();
        form.hash_variable = "sha".into();
        for hook in plan(&form).hooks {
            let all = format!(
                "{} {:?} {}",
                hook.sample.url,
                hook.sample.headers,
                serde_json::to_string(&hook.sample.body).unwrap()
            );
            assert!(!all.contains("{{"), "{all}");
            assert!(hook.sample.url.contains("/commit/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8/statuses/build"));
            assert_eq!(hook.sample.body.get("refname").unwrap(), "main");
        }
    }

    #[test]
    fn extra_fields_keep_their_type_and_never_replace_a_field_of_the_provider() {
        let mut form = FormValues::new("512", "gitlab.com/acme/shop");
        for (name, kind, value) in [
            ("coverage", ExtraKind::Number, "87"),
            ("state", ExtraKind::Text, "mine"),
            ("deep", ExtraKind::Json, r#"{"b": ["{{ action.id }}", 1.50], "a": null}"#),
            ("flag", ExtraKind::Bool, "true"),
        ] {
            let id = form.add_extra();
            form.set_text(Field::ExtraName(id), name.into());
            form.set_text(Field::ExtraKind(id), kind.label().into());
            form.set_text(Field::ExtraValue(id), value.into());
        }
        let plan = plan(&form);
        let hook = &plan.hooks[0];
        let text = serde_json::to_string(&hook.hook.body).unwrap();
        assert!(
            text.ends_with(r#""coverage":87,"deep":{"a":null,"b":["{{ action.id }}",1.50]},"flag":true}"#),
            "{text}"
        );
        assert_eq!(hook.hook.body.get("state").unwrap(), "running");
        assert_eq!(hook.sample.body.get("deep").unwrap()["b"][0], "794613284672");
    }

    #[test]
    fn a_ready_plan_knows_its_pipeline_and_where_calls_go() {
        let ready = ReadyPlan::new(Arc::new(plan(&FormValues::new("#512", "acme/shop")))).unwrap();
        assert_eq!((ready.pipeline(), ready.target().base.as_str()), (512, endpoint::PRODUCTION));
        assert_eq!(ready.hooks().iter().map(|hook| hook.event).collect::<Vec<_>>(), Event::USUAL);
    }

    #[test]
    fn the_optional_event_is_planned_where_the_provider_has_a_word_for_it() {
        for provider in crate::provider::PROVIDERS {
            let mut form = FormValues::new("512", provider.example());
            form.set_text(Field::Provider, provider.id().into());
            form.events[Event::Queued.index()].on = true;
            let plan = plan(&form);
            assert_eq!(plan.problems, [], "{}", provider.id());
            let queued = plan.hooks.iter().find(|hook| hook.event == Event::Queued);
            assert_eq!(queued.is_some(), provider.reports(Event::Queued), "{}", provider.id());
            assert!(queued.is_none_or(|hook| hook.sample.light == Light::Waiting), "{}", provider.id());
        }
    }

    #[test]
    fn only_deploys_of_a_hook_are_reported_when_somebody_wants_it_so() {
        let mut form = FormValues::new("512", "acme/shop");
        form.only_hook_runs = true;
        for hook in plan(&form).hooks {
            let payload = serde_json::to_value(hook.hook.payload(None)).unwrap();
            let condition = &payload["trigger_when"]["conditions"][0];
            assert_eq!(condition["path"], "action.triggered_from.hook_parsed_variables.pipeline_id");
            assert_eq!(condition["accepted_values"], serde_json::json!([512]));
        }
    }

    #[test]
    fn without_an_event_there_is_nothing_to_send() {
        let mut form = FormValues::new("512", "acme/shop");
        for event in Event::ALL {
            form.events[event.index()].on = false;
        }
        let mut plan = plan(&form);
        assert_eq!(plan.hooks, []);
        // Not even if no rule had said so.
        plan.problems.clear();
        assert!(ReadyPlan::new(Arc::new(plan)).is_none());
    }

    #[test]
    fn a_header_row_that_is_empty_is_left_out_and_one_that_was_begun_is_shown() {
        let mut form = FormValues::new("512", "acme/shop");
        let count = form.headers.len();
        for (name, value) in [(" ", ""), (" X-A ", ""), ("", "b"), ("X-C", " c ")] {
            let id = form.add_header();
            form.set_text(Field::HeaderName(id), name.into());
            form.set_text(Field::HeaderValue(id), value.into());
        }
        let plan = plan(&form);
        let rest: Vec<_> =
            plan.hooks[0].hook.headers[count..].iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
        assert_eq!(rest, [("X-A", ""), ("", "b"), ("X-C", " c ")]);
    }

    #[test]
    fn samples_are_what_the_form_and_the_event_say() {
        let mut form = FormValues::new("77", "acme/shop");
        form.set_text(Field::HashVariable, " sha ".into());
        let text = "{{ action.status }} {{ action.pipeline.id }} {{ action.pipeline_id }} {{ action.id }}";
        let words = |form: &FormValues| Event::ALL.map(|event| samples(form, event).render(text));
        assert_eq!(
            words(&form),
            ["in-progress", "failed", "completed", "queued"].map(|word| [word, " 77 77 794613284672"].concat())
        );
        let hash = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
        let parsed = |form: &FormValues, name: &str| samples(form, Event::Failed).render(&parsed_variable(name));
        assert_eq!((parsed(&form, "sha").as_str(), parsed(&form, "branch").as_str()), (hash, "<branch>"));
        form.set_text(Field::BranchVariable, " branch ".into());
        assert_eq!(parsed(&form, "branch"), "main");
    }

    #[test]
    fn an_address_that_is_missing_is_a_hint_and_one_that_is_wrong_an_error() {
        let mut form = FormValues::new("512", "acme/shop");
        form.api = crate::devopness::endpoint::Api::Other;
        for (text, severity) in [(" ", Severity::Missing), ("api.example.com", Severity::Error)] {
            form.set_text(Field::ApiOther, text.into());
            let plan = plan(&form);
            let [problem] = plan.problems.as_slice() else { panic!("{:?}", plan.problems) };
            assert_eq!((problem.field, problem.severity), (Field::ApiOther, severity));
            assert!(plan.list.url.starts_with("<api_base_url>/"), "{}", plan.list.url);
        }
    }
}
