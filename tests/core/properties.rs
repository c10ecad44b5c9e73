//! What holds for any text in any field.

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::Header;
use hook_builder::devopness::resource::Application;
use hook_builder::doctor::fill::fill;
use hook_builder::doctor::incoming::{ExtraVariable, IncomingForm, incoming, read_planned};
use hook_builder::doctor::preflight::{Evidence, lines};
use hook_builder::doctor::simulator::{SCENARIOS, When, simulate, worst_case};
use hook_builder::exchange::export::{FORMATS, Job, curl};
use hook_builder::form::field::Field;
use hook_builder::form::plan::{Plan, plan};
use hook_builder::form::values::{ExtraKind, FormValues};
use hook_builder::provider::PROVIDERS;
use hook_builder::provider::receiver::{RECEIVERS, Received, Repository};
use hook_builder::provider::sender::Trigger;
use hook_builder::secret::TokenKind;
use proptest::prelude::*;
use serde_json::Value;

use crate::forms::HOSTILE;

/// Any characters, those that hurt more often than others, and pieces that parsers look for.
pub fn text() -> impl Strategy<Value = String> {
    let hostile: Vec<char> = HOSTILE.chars().collect();
    let pieces = vec![
        "{{ action.id }}",
        "{{",
        "}}",
        "https://",
        "git@",
        "github.com",
        "gitlab.com",
        "bitbucket.org",
        "acme.dev",
        "/",
        ":",
        "/-/",
        ".git",
        "%2F",
        "%",
        "~",
        "{",
        "}",
        "?",
        "projects/",
        "api/v4",
        "512",
        "é",
        "::1",
        "[",
        "]",
        "@",
        "{{ action.triggered_from.hook_parsed_variables.",
        "\u{85}",
        "\u{2066}",
        "\u{feff}",
        " ",
        "\u{a0}",
        "'",
    ];
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(hostile), 0..40).prop_map(String::from_iter),
        prop::collection::vec(prop::sample::select(pieces), 0..10).prop_map(|pieces| pieces.concat()),
    ]
}

/// A form with any text in every field that takes one.
pub fn any_form() -> impl Strategy<Value = FormValues> {
    let known = prop::sample::select(vec![
        "https://github.com/acme/shop",
        "gitlab.com/a/b/c",
        "https://bitbucket.org/acme/shop",
        "https://code.acme.dev/a/b",
    ]);
    let repository = prop_oneof![text(), known.prop_map(str::to_string)];
    let choices = (0..=PROVIDERS.len(), any::<[bool; 4]>(), any::<bool>(), any::<bool>(), 0..ExtraKind::ALL.len());
    (repository, prop::collection::vec(text(), 27), choices).prop_map(|(repository, texts, choices)| {
        let (provider, on, action_type, other, kind) = choices;
        let mut texts = texts.into_iter();
        let mut form = FormValues::default();
        form.set_text(Field::Repository, repository);
        form.set_text(Field::Provider, PROVIDERS.get(provider).map_or(String::new(), |p| p.id().into()));
        let mut fields = vec![
            Field::Pipeline,
            Field::Server,
            Field::StatusKey,
            Field::Link,
            Field::HashVariable,
            Field::BranchVariable,
            Field::ApiOther,
        ];
        for event in Event::ALL {
            form.events[event.index()].on = on[event.index()];
            fields.extend([Field::State(event), Field::Description(event), Field::HookName(event)]);
        }
        let header = form.add_header();
        fields.extend([Field::HeaderName(header), Field::HeaderValue(header)]);
        for kind in [ExtraKind::ALL[kind], ExtraKind::Text] {
            let id = form.add_extra();
            form.set_text(Field::ExtraKind(id), kind.label().into());
            fields.extend([Field::ExtraName(id), Field::ExtraValue(id)]);
        }
        for field in fields {
            form.set_text(field, texts.next().expect("one text for each field"));
        }
        form.action_type = action_type;
        form.api = if other { Api::Other } else { Api::Production };
        form
    })
}

/// Any JSON that is not large, with the fields that hooks look for.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    let key = prop_oneof![
        prop::sample::select(vec![
            "ref",
            "after",
            "deleted",
            "push",
            "changes",
            "0",
            "new",
            "checkout_sha",
            "object_kind"
        ])
        .prop_map(str::to_string),
        text(),
    ];
    leaf.prop_recursive(4, 40, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A file of failures would be written next to the tests; the failing form is in the message instead.
pub fn config() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

/// What a terminal or an editor would act upon, or what turns the direction of text.
fn is_raw(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The argument of `--data`, between its single quotes.
fn data(text: &str) -> &str {
    let (_, data) = text.split_once("--data '").expect("the command has a body");
    data.strip_suffix('\'').expect("the body ends the command")
}

fn texts(plan: &Plan) -> Vec<(&'static str, String)> {
    let hooks = plan
        .hooks
        .iter()
        .flat_map(|hook| FORMATS.iter().map(|format| (format.id(), format.render(&Job::hook(&plan.list, hook)))));
    hooks.chain([("list", curl(&plan.list))]).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_anywhere_gives_a_plan_and_the_same_one_again(form in any_form()) {
        let first = plan(&form);
        prop_assert_eq!(first.hooks.len(), form.events_on().count());
        let second = plan(&form);
        prop_assert_eq!(&first.problems, &second.problems);
        prop_assert_eq!(texts(&first), texts(&second));
    }

    #[test]
    fn no_output_has_a_raw_control_character(form in any_form()) {
        for (format, text) in texts(&plan(&form)) {
            prop_assert_eq!(text.chars().find(|c| is_raw(*c)), None, "in {}: {:?}", format, text);
        }
    }

    #[test]
    fn command_and_payload_are_one_value(form in any_form()) {
        let plan = plan(&form);
        for hook in &plan.hooks {
            let render = |id: &str| FORMATS.iter().find(|format| format.id() == id).map(|format| format.render(&Job::hook(&plan.list, hook)));
            let payload: Value = serde_json::from_str(&render("payload").unwrap_or_default()).expect("JSON");
            let command = render("curl").unwrap_or_default();
            let sent: Value = serde_json::from_str(data(&command)).expect("JSON");
            prop_assert_eq!(&payload, &sent);
            prop_assert_eq!(&payload, &serde_json::to_value(hook.hook.payload(None)).expect("a hook can always be written"));
            // Nothing inside the quotes may end them, and fish reads a pair of backslashes as one.
            prop_assert!(!data(&command).contains('\'') && !data(&command).contains("\\\\"));
            prop_assert_eq!(payload["trigger_when"]["events"].clone(), serde_json::json!([hook.event.name()]));
        }
    }

    #[test]
    fn any_choices_give_an_incoming_hook_whose_outputs_are_one_value(
        form in any_form(),
        typed in prop::collection::vec(text(), 4),
        trigger in prop::sample::select(Trigger::ALL.to_vec()),
        switches in any::<[bool; 5]>(),
        body in any_json(),
    ) {
        let plan = plan(&form);
        let mut choices = IncomingForm::for_plan(&form, &plan);
        [choices.branch, choices.hook_name] = [typed[0].clone(), typed[1].clone()];
        choices.extra.push(ExtraVariable { name: typed[2].clone(), path: typed[3].clone() });
        [choices.signed, choices.required, choices.forks, choices.source, choices.request] = switches;
        choices.trigger = trigger;
        let hook = incoming(&choices, &plan);
        prop_assert_eq!(&incoming(&choices, &plan).problems, &hook.problems);
        let command = curl(&hook.request);
        for text in hook.problems.iter().map(|problem| &problem.text).chain([&command, &hook.payload()]) {
            prop_assert_eq!(text.chars().find(|c| is_raw(*c)), None, "{:?}", text);
        }
        let payload: Value = serde_json::from_str(&hook.payload()).expect("JSON");
        prop_assert_eq!(&payload, &serde_json::from_str::<Value>(data(&command)).expect("JSON"));
        prop_assert_eq!(&payload, &serde_json::to_value(hook.hook.payload(None)).expect("a hook can always be written"));
        // What is sent has each variable once, and what can be sent has a name that fits.
        let names: Vec<_> = hook.hook.variables.iter().map(|variable| &variable.name).collect();
        prop_assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{:?}", names);
        prop_assert!(!hook.ready() || hook.hook.name.chars().count() <= 60);
        let reading = read_planned(&hook.hook, &body);
        prop_assert_eq!(reading.starts, reading.why_not.is_none());
        prop_assert_eq!(reading.variables.len(), hook.hook.variables.len());
        prop_assert_eq!(reading.why_not.unwrap_or_default().chars().find(|c| is_raw(*c)), None);
    }

    #[test]
    fn what_the_api_says_fills_the_form_once_and_never_over_what_was_typed(
        form in any_form(),
        code in prop::sample::select(vec!["github", "gitlab", "bitbucket", "aws", ""]),
        repository in prop_oneof![text(), "[a-zA-Z._-]{1,5}(/[a-z.]{1,5}){1,2}"],
        typed in any::<[bool; 2]>(),
    ) {
        let value = serde_json::json!({
            "name": repository, "repository": repository, "default_branch": repository,
            "credential": {"name": repository, "provider": {"code": code}, "provider_auth_type": repository},
        });
        let application = Application::parse(&value).expect("an object");
        let fields = [Field::Repository, Field::Provider];
        let is_typed = |field: Field| fields.iter().zip(typed).any(|(own, typed)| *own == field && typed);
        let filling = fill(&form, &is_typed, &application);
        for field in fields {
            let (before, after) = (form.text(field), filling.form.text(field));
            prop_assert!(before == after || !is_typed(field) || before.trim().is_empty(), "{:?}", filling);
        }
        let again = fill(&filling.form, &is_typed, &application);
        prop_assert!(again.filled.is_empty() && again.form == filling.form && again.asks == filling.asks);
        let reasons = filling.asks.iter().map(|ask| &ask.reason).chain(filling.filled.iter().map(|(_, reason)| reason));
        for text in reasons.chain(&filling.notes) {
            prop_assert!(!text.chars().any(is_raw), "{:?}", text);
        }
        let plan = plan(&form);
        let asked = Some((plan.target.clone(), plan.pipeline.map(|pipeline| pipeline.id)));
        let evidence = Evidence { asked, token: Some(TokenKind::Project), application: Some(Ok(application)), ..Evidence::default() };
        for line in lines(&evidence, &form, &plan) {
            let texts = [&line.text, &line.next].into_iter().chain(&line.points);
            prop_assert!(!texts.into_iter().any(|text| text.chars().any(is_raw)), "{:?}", line);
        }
    }

    #[test]
    fn a_repository_that_is_taken_gives_a_whole_address(
        host in prop::sample::select(vec!["github.com", "gitlab.com", "bitbucket.org", "gitlab.acme.dev", "bitbucket.acme.dev/scm", "github.acme.dev:8443"]),
        path in "[a-z0-9_.~{}%/-]{0,9}/[a-z0-9_.-]{1,9}(\\.git)?/?(-/tree)?(\\?[a-z=]{0,5})?",
        hash in "[A-Za-z0-9_-]{1,9}",
    ) {
        let mut form = FormValues::new("512", &["https://", host, "/", &path].concat());
        form.set_text(Field::HashVariable, hash.clone());
        let plan = plan(&form);
        let blocks = plan.problems.iter().any(|problem| problem.blocks());
        for hook in &plan.hooks {
            let template = format!("{{{{ action.triggered_from.hook_parsed_variables.{hash} }}}}");
            prop_assert_eq!(hook.hook.target_url.matches(&template).count(), 1);
            let url = hook.hook.target_url.replace(&template, "H");
            let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%/:".contains(&b);
            prop_assert!(blocks || url.bytes().all(plain), "{}", url);
            // A server or a proxy takes an empty or a dotted part of a path away, and so changes the repository.
            let path = url.split_once("://").map_or("", |(_, rest)| rest);
            prop_assert!(blocks || !path.split('/').any(|part| matches!(part, "" | "." | "..")), "{}", url);
            prop_assert!(blocks || !path.split("%2F").any(|part| matches!(part, "" | "." | "..")), "{}", url);
        }
    }

    #[test]
    fn any_form_is_played_and_the_same_way_again(form in any_form()) {
        let plan = plan(&form);
        for scenario in SCENARIOS {
            let timeline = simulate(&plan, scenario);
            prop_assert!(timeline.summary.starts_with("The commit "), "{}", timeline.summary);
            prop_assert!(timeline.moments.len() <= scenario.steps.len());
            prop_assert_eq!(&timeline, &simulate(&plan, scenario));
        }
    }

    #[test]
    fn a_provider_takes_what_the_form_finds_nothing_wrong_with(
        at in 0..PROVIDERS.len(),
        field in prop::sample::select(vec![
            Field::StatusKey,
            Field::Link,
            Field::HashVariable,
            Field::BranchVariable,
            Field::Description(Event::Started),
            Field::State(Event::Failed),
        ]),
        text in prop_oneof![text(), "(https?://)?[a-z.]{1,6}(:[0-9]{1,3})?/[a-z{} ]{0,40}", "[a-zé]{1,300}"],
    ) {
        let mut form = FormValues::new("512", PROVIDERS[at].example());
        form.set_text(Field::Provider, PROVIDERS[at].id().into());
        form.set_text(field, text);
        let plan = plan(&form);
        let refusals = worst_case(&plan);
        prop_assert!(!plan.problems.is_empty() || refusals.iter().all(|refusal| refusal.when == When::Overlap), "{:?} {:?}", refusals, plan.hooks[0].sample);
    }

    #[test]
    fn a_refusal_changes_nothing_that_a_provider_remembers(
        form in any_form(),
        url in text(),
        body in prop_oneof![text(), Just(r#"{"state": "success", "key": "k", "url": "https://a.b"}"#.to_string())],
        headers in prop::collection::vec((prop::sample::select(vec!["Authorization", "Content-Type", "PRIVATE-TOKEN", "X"]), text()), 0..4),
    ) {
        let location = plan(&form).location;
        let headers: Vec<Header> = headers.into_iter().map(|(name, value)| Header { name: name.into(), value }).collect();
        for receiver in RECEIVERS {
            let mut repository = Repository::sample(&location);
            let before = repository.clone();
            for url in [&url, &[&location.root, "/", &url].concat()] {
                let request = Received { method: "POST", url, headers: &headers, body: &body };
                let reply = receiver.receive(&request, &mut repository);
                prop_assert!(reply.is_success() || repository == before, "{:?}", reply);
            }
        }
    }
}
