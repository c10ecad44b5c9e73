//! A provider's own call for a commit status: which repository it is for, and what it says.

use serde_json::{Map, Value};

use super::found::Request;
use super::lenient;
use crate::devopness::event::Event;
use crate::devopness::hook::{Direction, Hook};
use crate::doctor::change::{Report, open_status};
use crate::form::field::Field;
use crate::form::values::FormValues;
use crate::provider::repository::parse_place;
use crate::provider::status::{Light, Part};
use crate::provider::{PROVIDERS, Provider, without_repository};
use crate::secret::is_secret_name;
use crate::text::percent::decode;
use crate::text::template::parsed_variable;

/// Headers that belong to the connection, or to whatever sent the request.
const LEFT_OUT: [&str; 9] = [
    "host",
    "content-length",
    "content-type",
    "transfer-encoding",
    "connection",
    "accept-encoding",
    "expect",
    "origin",
    "referer",
];

/// What a request says.
pub struct Status {
    /// The form with it.
    pub form: FormValues,
    /// The provider.
    pub provider: &'static dyn Provider,
    /// What the request reports; `None` when its address names no repository that is known.
    pub report: Option<Report>,
    /// The status key.
    pub key: Option<String>,
    /// Whether the request tells a state, and is not just an address.
    pub tells: bool,
    /// Headers with a token, other than the usual one.
    pub token_headers: Vec<String>,
}

/// Takes a request over into the form. `None` when it is to nobody who is known.
pub fn status(form: &FormValues, request: &Request) -> Option<Status> {
    let (address, query) = request.url.trim().split_once('?').unwrap_or((request.url.trim(), ""));
    let address = if address.contains("://") || address.is_empty() {
        address.to_string()
    } else {
        ["https://", address].concat()
    };
    let fields = fields(request, query);
    let mut hook = Hook {
        target_url: with_template(&address, &parsed_variable("commit_hash")),
        direction: Direction::Outgoing,
        body: Value::Object(fields),
        ..Hook::default()
    };
    let place = parse_place(address.split("{{").next().unwrap_or_default()).ok();
    let owner = place
        .as_ref()
        .and_then(|place| place.host.as_deref())
        .and_then(|host| PROVIDERS.iter().find(|p| p.claims(host)));
    let at_owner = || {
        let location = owner?.locate(place.as_ref()?, None).ok()?;
        Some(Report { provider: *owner?, location, key: None, sound: false })
    };
    let report = Report::of(&hook).or_else(|| Report::likely(&hook)).or_else(at_owner);
    let nameless = place.as_ref().filter(|_| report.is_none()).and_then(without_repository);
    let provider = match (&report, owner, &nameless) {
        (Some(report), ..) => report.provider,
        (None, Some(owner), _) => *owner,
        (None, None, Some((provider, _))) => *provider,
        // A body alone.
        (None, None, None) if address.is_empty() => form.provider().provider(),
        (None, None, None) => return None,
    };
    let part = |part| {
        let of_part = |name: &&&str| provider.part(name) == Some(part);
        provider.fields().iter().filter(of_part).find_map(|name| Some(hook.body.get(name)?.as_str()?.to_string()))
    };
    let (state, key) = (part(Part::State), part(Part::Key));
    let event = state.as_deref().and_then(|state| event(provider, state));
    let tells = state.is_some() || key.is_some();
    hook.events = event.map(|event| event.name().to_string()).into_iter().collect();
    let mut opened = open_status(form, provider, report.as_ref(), &hook);
    if !address.contains("{{") {
        opened.hash_variable.clone_from(&form.hash_variable);
    }
    if report.is_none() && form.repository.trim().is_empty() && !address.is_empty() {
        opened.set_text(Field::Provider, provider.id().into());
        if let Some((_, server)) = nameless {
            opened.set_text(Field::Server, server);
        }
    }
    let mut token_headers = Vec::new();
    for header in &request.headers {
        let same = |name: &str| name.trim().eq_ignore_ascii_case(&header.name);
        if is_secret_name(&header.name) {
            if !header.name.eq_ignore_ascii_case("authorization") {
                token_headers.push(header.name.clone());
            }
        } else if let Some(row) = opened.headers.iter().find(|row| same(&row.name)) {
            if row.value != header.value && !same("content-type") {
                opened.replace_text(Field::HeaderValue(row.id), header.value.clone());
            }
        } else if !LEFT_OUT.iter().any(|name| same(name)) && !header.name.is_empty() {
            opened.add_header();
            if let Some(row) = opened.headers.last_mut() {
                (row.name, row.value) = (header.name.clone(), header.value.clone());
            }
        }
    }
    Some(Status { form: opened, provider, report, key, tells, token_headers })
}

/// The address with a template in the place of the hash, where it is a provider's call.
fn with_template(address: &str, template: &str) -> String {
    let place = parse_place(address.split("{{").next().unwrap_or_default());
    let Ok(place) = place else { return address.into() };
    let owned = place.host.as_deref().is_some_and(|host| PROVIDERS.iter().any(|p| p.claims(host)));
    for provider in PROVIDERS {
        let Ok(location) = provider.locate(&place, None) else { continue };
        if provider.self_hosted() == owned {
            continue;
        }
        let call = provider.target_url(&location, "\0");
        let Some((before, after)) = call.split_once('\0') else { continue };
        let Some((start, rest)) = address.split_at_checked(before.len()) else { continue };
        if let Some(hash) = rest.trim_end_matches('/').strip_suffix(after)
            && start.eq_ignore_ascii_case(before)
            && !hash.is_empty()
            && !hash.contains('/')
        {
            let hash = if hash.contains("{{") { hash } else { template };
            return [before, hash, after].concat();
        }
    }
    address.into()
}

/// The event that a state is told at.
fn event(provider: &dyn Provider, state: &str) -> Option<Event> {
    let preset = Event::USUAL.into_iter().find(|event| provider.preset(*event) == state);
    preset.or_else(|| {
        provider.states().contains(&state).then(|| match provider.light(state) {
            Light::Waiting => Event::Started,
            Light::Good => Event::Completed,
            Light::Bad | Light::Neutral => Event::Failed,
        })
    })
}

/// The fields of a body, as JSON or as a page's form sends them, and of the address.
fn fields(request: &Request, query: &str) -> Map<String, Value> {
    let body = request.body.as_deref().unwrap_or_default();
    let mut fields = Map::new();
    let pairs = match lenient::read_all(body).map(|read| read.value) {
        Some(Value::Object(own)) => {
            fields = own;
            ""
        }
        _ => body,
    };
    let pairs = query.split('&').chain(pairs.split('&')).filter_map(|pair| pair.split_once('='));
    for (name, value) in pairs.filter(|(name, _)| !name.is_empty() && !is_secret_name(name)) {
        fields.insert(decode(name.trim()), Value::String(decode(&value.replace('+', " "))));
    }
    for (name, value) in request.fields.iter().filter(|(name, _)| !is_secret_name(name)) {
        fields.insert(name.clone(), Value::String(value.clone()));
    }
    fields
}
