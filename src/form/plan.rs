//! From form values to requests: [`plan`].

use std::sync::Arc;

use crate::devopness::endpoint::{self, Target};
use crate::devopness::pipeline::{Pipeline, pipeline_text};
use crate::devopness::request::ApiRequest;
use crate::form::field::Field;
use crate::form::planned::{PlannedHook, planned};
use crate::form::problem::Problem;
use crate::form::reading::reading_of_texts;
use crate::form::rules::{self, Guard};
use crate::form::values::FormValues;
use crate::provider::repository::host_of;
use crate::provider::{Doubt, Location, Provider, carries_token};

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

/// What is said of an extra body field before anybody can read it.
const UNREAD: &str = "This is not in the texts yet: a part of this page is still being loaded.";

/// Works out what the form means. Never fails: what is missing or wrong appears as a placeholder, and as a problem.
pub fn plan(form: &FormValues) -> Plan {
    plan_with(form, Some(&rules::GUARD))
}

/// Works out what the form means with the rules of [`rules::GUARD`], or before they are there.
pub fn plan_with(form: &FormValues, guard: Option<&Guard>) -> Plan {
    let cut = rules::readable(form);
    let (form, long) = cut.as_ref().map_or((form, &[][..]), |(form, long)| (form, long.as_slice()));
    let mut reading = reading_of_texts(form);
    let provider = reading.provider;
    let (mut location, mut problems) = rules::locate(form, &reading);
    let mut doubt = None;
    if let Some(guard) = guard {
        reading.extra = (guard.extra)(form);
        doubt = (guard.hosts)(form, &reading, &mut problems);
        let is_bad = |p: &Problem| matches!(p.field, Field::Repository | Field::Server) && p.blocks();
        location = location.filter(|_| !problems.iter().any(is_bad));
    }
    let location = location.unwrap_or_else(|| provider.placeholder());
    if let Err((_, text)) = &reading.target {
        let is_empty = form.api_other.trim().is_empty();
        let problem = if is_empty { Problem::missing } else { Problem::error };
        problems.push(problem(Field::ApiOther, text));
    }
    let hooks: Vec<PlannedHook> =
        form.events_of(provider).map(|event| planned(form, &reading, &location, event)).collect();
    if guard.is_none() {
        let unread = form.extra.iter().map(|row| Problem::warning(Field::ExtraValue(row.id), UNREAD));
        problems.extend(unread);
    }
    rules::check(form, &reading, guard, &mut problems);
    // Of a text that was not read nothing else can be said.
    problems.retain(|problem| !long.iter().any(|other| other.field == problem.field));
    problems.extend_from_slice(long);
    if let Some(guard) = guard {
        (guard.sort)(form, &mut problems);
    }
    let (pipeline, target) = (reading.pipeline(), reading.target().clone());
    let list = endpoint::list_hooks(&target, &pipeline_text(pipeline));
    Plan { provider, location, doubt, pipeline, list, target, hooks, problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devopness::event::Event;
    use crate::form::planned::{samples, state};
    use crate::form::problem::Severity;
    use crate::form::reading::reading;
    use crate::form::values::ExtraKind;
    use crate::provider::status::Light;
    use crate::text::template::parsed_variable;

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
    fn an_extra_field_that_nobody_can_read_yet_is_said_to_be_missing() {
        let mut form = FormValues::new("512", "gitlab.com/acme/shop");
        let id = form.add_extra();
        form.set_text(Field::ExtraName(id), "coverage".into());
        form.set_text(Field::ExtraValue(id), "87".into());
        let early = plan_with(&form, None);
        assert!(early.hooks[0].hook.body.get("coverage").is_none());
        assert_eq!(early.problems, [Problem::warning(Field::ExtraValue(id), UNREAD)]);
        let whole = plan(&form);
        assert_eq!(whole.hooks[0].hook.body.get("coverage").unwrap(), "87");
        assert_eq!(whole.problems, []);
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
        let words =
            |form: &FormValues| Event::ALL.map(|event| samples(form, reading(form).pipeline(), event).render(text));
        assert_eq!(
            words(&form),
            ["in-progress", "failed", "completed", "queued"].map(|word| [word, " 77 77 794613284672"].concat())
        );
        let hash = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
        let parsed = |form: &FormValues, name: &str| {
            samples(form, reading(form).pipeline(), Event::Failed).render(&parsed_variable(name))
        };
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
