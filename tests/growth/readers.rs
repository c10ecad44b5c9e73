//! The readers of texts.

use std::hint::black_box;

use hook_builder::devopness::delivery::{Delivery, parse_deliveries, parse_delivery};
use hook_builder::devopness::endpoint::{self, Answer, Api, Call, parse_created, parse_hooks};
use hook_builder::devopness::error::ApiError;
use hook_builder::devopness::event::Event;
use hook_builder::devopness::hook::{Header, Hook};
use hook_builder::devopness::pipeline::parse_pipeline;
use hook_builder::devopness::policy::{Policy, parse_proxy};
use hook_builder::devopness::resource;
use hook_builder::doctor::change::{edits, open_likely, open_set};
use hook_builder::doctor::diagnosis::diagnose;
use hook_builder::doctor::incoming::{IncomingForm, incoming};
use hook_builder::exchange::export::{FORMATS, Job, OUTPUTS, curl, delivery_curl, sample_curl};
use hook_builder::exchange::import::import;
use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::rules::{GUARD, field_of_key};
use hook_builder::form::values::{ExtraKind, FormValues};
use hook_builder::provider::receiver::{RECEIVERS, Received, Repository};
use hook_builder::provider::repository::parse_place;
use hook_builder::provider::tokens::FORMS;
use hook_builder::provider::{PROVIDERS, parse_server};
use hook_builder::secret::{HookSecret, Secret};
use hook_builder::text::json;
use hook_builder::text::percent::{decode, encode};
use hook_builder::text::template::{Samples, nearest, scan, validate_variables, worst};
use serde_json::json;

/// How many values are made of a text's words: JSON would make far more of a text than it is itself.
const WORDS_MAX: usize = 2000;

/// What reads a text.
pub struct Reader {
    /// What it is called.
    pub name: String,
    /// Reads a text.
    pub read: Box<dyn Fn(&str)>,
}

fn reader<T>(name: &str, read: impl Fn(&str) -> T + 'static) -> Reader {
    Reader { name: name.into(), read: Box::new(move |text| drop(black_box(read(black_box(text))))) }
}

/// The readers of the core, and a key press in some of the form's fields.
pub fn readers() -> Vec<Reader> {
    let mut readers = texts();
    readers.extend(answers());
    readers.extend(deliveries());
    let some =
        ["pipeline", "repository", "details-link", "description-failed", "header-value-6", "body-field-value-10"];
    readers.extend(
        presses("gitlab").into_iter().filter(|(field, _)| some.contains(&field.id().as_str())).map(|(_, press)| press),
    );
    readers
}

/// Readers that do much with a text, and so take long even for a short one.
pub fn heavy() -> Vec<Reader> {
    vec![outputs(), stored_hook()]
}

/// Readers that make rows of a text, each with what follows from the form then.
pub fn takers() -> Vec<Reader> {
    vec![
        reader("the form of an import", |text| {
            let import = import(text, &FormValues::new("512", "acme/shop")).ok()?;
            Some((plan(&import.form), link::write(&import.form)))
        }),
        reader("the form of a link", |text| {
            let form = link::read(text).ok()?;
            Some((plan(&form), link::write(&form), (GUARD.secrets)(&form)))
        }),
        reader("a hook with many rows", |text| {
            let names: Vec<&str> = text.split([',', '&']).collect();
            let body: serde_json::Map<_, _> = names.iter().map(|name| (name.to_string(), json!("v"))).collect();
            let headers: Vec<_> = names.iter().map(|name| json!({"name": name, "value": "v"})).collect();
            let hook = |body: serde_json::Value, headers: Vec<serde_json::Value>| {
                let url = "https://api.github.com/repos/a/b/statuses/{{ x }}";
                let settings = json!({"request_headers": headers, "request_body": body});
                let when = json!({"events": ["action.failed"]});
                let hook = json!({"type": "out", "target_url": url, "trigger_when": when, "settings": settings});
                Hook::parse(&hook).unwrap_or_default()
            };
            let (form, turned) = (FormValues::new("512", "acme/shop"), headers.iter().rev().cloned().collect());
            let (one, other) = (hook(json!(body), headers), hook(json!({}), turned));
            (open_set(&form, &[&one]), open_set(&form, &[&other]), edits(&one, &other))
        }),
    ]
}

/// A key press in each field of the form.
pub fn presses(provider: &'static str) -> Vec<(Field, Reader)> {
    let press = |field: Field| {
        let name = ["a key press in ", &field.id()].concat();
        (field, reader(&name, move |text| key_press(&form(provider, field, text))))
    };
    fields().into_iter().map(press).collect()
}

/// All outputs of a set with the text in a field that is sent.
fn outputs() -> Reader {
    reader("all outputs", |text| {
        let plan = plan(&form("gitlab", Field::Description(Event::Failed), text));
        for output in OUTPUTS {
            black_box(output.render(&Job::set(&plan.list, &plan.hooks)));
        }
    })
}

/// Readers of a text alone.
fn texts() -> Vec<Reader> {
    let hex = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
    vec![
        reader("a pipeline", parse_pipeline),
        reader("a repository", move |text| {
            let place = parse_place(text).ok()?;
            let server = parse_server("https://h.example").ok();
            for provider in PROVIDERS {
                if let Ok(location) = provider.locate(&place, server.as_ref()) {
                    black_box(provider.target_url(&location, hex));
                }
            }
            Some(())
        }),
        reader("a server", parse_server),
        reader("escapes of addresses", |text| (decode(text), encode(text))),
        reader("a template", |text| {
            let samples = Samples::default();
            (scan(text).count(), worst(text).chars, samples.render(text), validate_variables(text), nearest(text))
        }),
        reader("secrets", |text| FORMS.literal(text)),
        reader("secrets in a header", |text| {
            (FORMS.literal_in_header("Authorization", text), FORMS.literal_in_header(text, "a"))
        }),
        reader("an access token", |text| Secret::parse(text).map(|secret| (secret.last_four(), secret.kind()))),
        reader("a hook's secret", HookSecret::parse),
        reader("JSON", |text| (json::parse(text), json::visible(text), json::pretty(&text, |c| c == '\''))),
        reader("an import", |text| import(text, &FormValues::default())),
        reader("an import into a form", |text| import(text, &FormValues::new("512", "acme/shop"))),
        reader("a link", |text| (link::read(text), link::read(&["#v1&", text].concat()))),
        reader("a link's field", |text| link::read(&["#v1&repository=", text].concat())),
        reader("a link's header", |text| link::read(&["#v1&header=a:", text].concat())),
        reader("a link's condition", |text| link::read(&["#v1&condition=a&accepts=", text].concat())),
        reader("a policy", |text| Policy::parse(text, "https://h.example").allows(text)),
        reader("a proxy", |text| parse_proxy(text, "https://h.example/")),
        reader("a field's name in an answer", |text| {
            let form = FormValues::new("512", "acme/shop");
            PROVIDERS.iter().map(|provider| field_of_key(&form, *provider, Event::Failed, text)).collect::<Vec<_>>()
        }),
        reader("requests at the providers", |text| {
            let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
            let headers = [header("Authorization", &["Bearer ", text].concat()), header("Content-Type", text)];
            for receiver in RECEIVERS {
                for (url, body) in [(text, ""), ("https://api.github.com/repos/a/b/statuses/c", text)] {
                    let request = Received { method: "POST", url, headers: &headers, body };
                    black_box(receiver.receive(&request, &mut Repository::default()));
                }
            }
        }),
    ]
}

/// Readers of what the API answers.
fn answers() -> Vec<Reader> {
    vec![
        reader("an answer", |text| {
            let answer = Answer::of(Call::Hooks(512), 200, text);
            (parse_created(&answer), parse_hooks(&answer), said(&refused(text)))
        }),
        reader("a refusal", |text| said(&refused(&json!({"message": text, "errors": {text: [text]}}).to_string()))),
        reader("a refusal of many fields", |text| {
            let errors: serde_json::Map<_, _> =
                text.split(',').take(WORDS_MAX).map(|name| (name.to_string(), json!([name]))).collect();
            said(&refused(&json!({"errors": errors}).to_string()))
        }),
        reader("resources", |text| {
            let value = json!({"id": text, "name": text, "role": text, "repository": text, "permissions": [text]});
            (
                resource::Project::parse(&value),
                resource::Application::parse(&value),
                resource::PipelineDetail::parse(&value),
                resource::Me::parse(&value),
            )
        }),
    ]
}

/// A hook of the API with the text in all of its parts, opened in the form.
fn stored_hook() -> Reader {
    reader("a hook that is there", |text| {
        for (url, body) in [(text, "x"), ("https://api.github.com/repos/a/b/statuses/{{ x }}", text)] {
            let hook = Hook::parse(&json!({
                "id": "h", "type": "out", "name": text, "target_url": url, "active": true,
                "trigger_when": {"events": ["action.failed"], "conditions": [{"path": text, "accepted_values": [text]}]},
                "settings": {
                    "request_headers": [{"name": "Authorization", "value": text}, {"name": text, "value": text}],
                    "request_body": {"state": body, "context": body, "description": body, "target_url": body, text: body},
                },
            }));
            let hook = hook.unwrap_or_default();
            let form = FormValues::new("512", "acme/shop");
            black_box((open_set(&form, &[&hook]), open_likely(&form, &[&hook])));
        }
    })
}

fn refused(body: &str) -> ApiError {
    Answer { retry_after: Some(body.to_string()), ..Answer::of(Call::Hooks(512), 422, body) }.refused()
}

fn said(error: &ApiError) -> [String; 2] {
    [error.what(), error.next_step()]
}

/// Readers of what a hook has sent.
fn deliveries() -> Vec<Reader> {
    let read = |name: &str, value: fn(&str) -> serde_json::Value| {
        reader(name, move |text| {
            let delivery = Delivery::parse(&value(text), FORMS).unwrap_or_default();
            for provider in [None, Some(PROVIDERS[0])] {
                black_box(diagnose(&delivery, provider));
            }
            delivery_curl(&delivery)
        })
    };
    vec![
        reader("an answer with deliveries", |text| {
            let answer = Answer::of(Call::Delivery, 200, text);
            (parse_delivery(&answer, FORMS), parse_deliveries(&answer, FORMS))
        }),
        read("a delivery's answer", |text| json!({"response_body": text, "response_status_code": 422})),
        read(
            "a delivery's answer, behind a token",
            |text| json!({"request_headers": {"Authorization": "Bearer aaaaaaaaaaaaaaaaaaaaaaaa%2Fb"}, "response_body": text}),
        ),
        read("a delivery's answer in JSON", |text| json!({"response_body": {"message": text, text: [text]}})),
        read(
            "a delivery's answer in words",
            |text| json!({"response_body": text.split(' ').take(WORDS_MAX).collect::<Vec<_>>()}),
        ),
        read(
            "a delivery's answer in fields",
            |text| json!({"response_body": text.split(' ').take(WORDS_MAX).map(|word| json!({"token": word})).collect::<Vec<_>>()}),
        ),
        read("a delivery's request", |text| json!({"request_body": text, "response_status_code": 200})),
        read("a delivery's address", |text| json!({"url": text, "response_status_code": 404})),
        read("a delivery's headers", |text| json!({"request_headers": text, "response_headers": {"Set-Cookie": text}})),
        read(
            "a delivery's token",
            |text| json!({"request_headers": {"Authorization": text, text: "a"}, "response_body": text}),
        ),
        read("a delivery's login", |text| {
            let login = ["Basic ", text].concat();
            json!({"request_headers": {"Authorization": login}, "response_body": text})
        }),
        read("a delivery's cookies", |text| json!({"request_headers": {"Cookie": text}, "response_body": text})),
        read("a delivery's tokens", |text| {
            let headers: Vec<_> = text.split(' ').take(WORDS_MAX).map(|word| json!(["X-Token", word])).collect();
            json!({"request_headers": headers, "response_body": text})
        }),
        read("a delivery's marks", |text| json!({"id": text, "created_at": text, "hook": {"type": text}})),
    ]
}

/// The fields of a form, those of rows among them.
fn fields() -> Vec<Field> {
    let rows = form_with_rows("github");
    let mut fields = Field::TEXTS.to_vec();
    fields.extend(rows.headers.last().iter().flat_map(|row| [Field::HeaderName(row.id), Field::HeaderValue(row.id)]));
    fields.extend(rows.extra.iter().flat_map(|row| [Field::ExtraName(row.id), Field::ExtraValue(row.id)]));
    fields
}

fn form_with_rows(provider: &str) -> FormValues {
    let mut form = FormValues::new("512", "acme/shop");
    form.set_text(Field::Provider, provider.into());
    form.set_text(Field::Server, "https://h.example".into());
    let header = form.add_header();
    form.set_text(Field::HeaderName(header), "X-Token".into());
    form.set_text(Field::HeaderValue(header), "v".into());
    for kind in ExtraKind::ALL {
        let extra = form.add_extra();
        form.set_text(Field::ExtraName(extra), "n".into());
        form.set_text(Field::ExtraKind(extra), kind.label().into());
    }
    form
}

fn form(provider: &str, field: Field, text: &str) -> FormValues {
    let mut form = form_with_rows(provider);
    if field == Field::ApiOther {
        form.api = Api::Other;
    }
    form.set_text(field, text.into());
    form
}

/// What follows from a key press.
fn key_press(form: &FormValues) {
    let plan = plan(form);
    for hook in &plan.hooks {
        for format in FORMATS {
            black_box(format.render(&Job::hook(&plan.list, hook)));
        }
        black_box(sample_curl(&hook.sample));
    }
    let _ = black_box((
        curl(&plan.list),
        link::write(form),
        (GUARD.secrets)(form),
        endpoint::target(&form.api, &form.api_other),
    ));
    black_box(incoming(&IncomingForm::for_plan(form, &plan), &plan));
}
