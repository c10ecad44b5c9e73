//! The stand-ins of the source providers: requests to a provider's addresses are handed to its rules in the core, and
//! never reach a network. They can also be called over HTTP, below `/provider/` and the provider's id.

use axum::http::HeaderValue;
use hook_builder::devopness::hook::Header;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use hook_builder::provider::Provider;
use hook_builder::provider::receiver::{Received, Receiver, Reply as Answered, Repository, receiver};
use serde_json::Value;

use super::answer::Answer;
use super::deliveries::{Reply, Sent};
use super::faults;
use super::serve::Call;
use super::state::State;
use super::world::{APPLICATIONS, Application};

/// A repository at the provider that it belongs to.
pub struct Place {
    /// The provider.
    pub provider: &'static dyn Provider,
    /// Its rules.
    pub receiver: &'static dyn Receiver,
    /// The repository as a person would say it.
    pub shown: String,
    /// The repository.
    pub repository: Repository,
}

/// Repositories on servers of one's own, which no application has: the provider's id, and the address.
const SELF_HOSTED: [(&str, &str); 3] = [
    ("github-enterprise-server", "https://github.acme.test/acme/shop"),
    ("gitlab-self-managed", "https://gitlab.acme.test/acme/platform/shop"),
    ("bitbucket-data-center", "https://bitbucket.acme.test/projects/ACME/repos/shop"),
];

/// The repositories of all applications, each once, and those of [`SELF_HOSTED`].
pub fn places() -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for application in APPLICATIONS {
        if place_of(&mut places, application).is_none() {
            places.extend(place("", &application.address(), application.branch));
        }
    }
    places.extend(SELF_HOSTED.iter().filter_map(|(id, address)| place(id, address, "main")));
    for (number, place) in (4242_u64..).zip(&mut places) {
        place.repository.number = Some(number.to_string());
    }
    places
}

fn place(provider: &str, address: &str, branch: &str) -> Option<Place> {
    let mut form = FormValues::new("1", address);
    if !provider.is_empty() {
        form.set_text(Field::Provider, provider.to_owned());
    }
    let plan = plan(&form);
    let mut repository = Repository::sample(&plan.location);
    if let Some(first) = repository.branches.first_mut() {
        first.name = branch.to_owned();
    }
    let shown = plan.location.shown;
    Some(Place { provider: plan.provider, receiver: receiver(plan.provider.id())?, shown, repository })
}

/// The repository of an application.
pub fn place_of<'a>(places: &'a mut [Place], application: &Application) -> Option<&'a mut Place> {
    let own = plan(&FormValues::new("1", &application.address())).location;
    places.iter_mut().find(|place| place.repository.root == own.root && place.repository.parts == own.parts)
}

/// Sends a delivery. `None` stands for a connection that failed: nothing here answers at that address. `own` is the
/// sandbox's address, below which the stand-ins are as well.
pub fn send(places: &mut [Place], own: &str, sent: &Sent) -> Option<Reply> {
    let headers: Vec<Header> = sent.headers.iter().map(|(name, value)| header(name, value)).collect();
    let body = match &sent.body {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        body => body.to_string(),
    };
    let url = sent.url.strip_prefix(own).and_then(|path| standing_in(places, path));
    let url = url.as_deref().unwrap_or(&sent.url);
    let reply = receive(places, &Received { method: "POST", url, headers: &headers, body: &body })?;
    let headers = reply.headers.into_iter().map(|header| (header.name, header.value)).collect();
    let body = match serde_json::from_str(&reply.body) {
        Ok(body) => body,
        Err(_) if reply.body.is_empty() => Value::Null,
        Err(_) => Value::String(reply.body),
    };
    Some(Reply { status: reply.status, headers, body })
}

/// Answers a call of a stand-in over HTTP.
pub fn serve(state: &State, call: &Call<'_>) -> Answer {
    let mut inner = state.lock();
    let query = if call.query.is_empty() { String::new() } else { format!("?{}", call.query) };
    let url = standing_in(&inner.places, &format!("{}{query}", call.path));
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<Header> = call.headers.iter().map(|(name, value)| header(name.as_str(), &text(value))).collect();
    let body = String::from_utf8_lossy(call.body);
    let request =
        url.as_ref().map(|url| Received { method: call.method.as_str(), url, headers: &headers, body: &body });
    let Some(reply) = request.and_then(|request| receive(&mut inner.places, &request)) else {
        return faults::status(404);
    };
    let (status, body) = (reply.status, reply.body.into_bytes());
    let headers = reply.headers.into_iter().map(|header| (header.name, header.value)).collect();
    Answer { status, kind: None, headers, body, note: String::new() }
}

/// The provider's own address for a path below `/provider/` and a provider's id.
fn standing_in(places: &[Place], path: &str) -> Option<String> {
    let (id, rest) = path.strip_prefix("/provider/")?.split_once('/')?;
    let root = &places.iter().find(|place| place.provider.id() == id)?.repository.root;
    let host = root.split('/').take(3).collect::<Vec<_>>().join("/");
    Some(format!("{host}/{rest}"))
}

/// Hands a request to the rules of the provider that its address belongs to.
fn receive(places: &mut [Place], request: &Received<'_>) -> Option<Answered> {
    let host = host(request.url)?;
    let named = |place: &Place| {
        let number = place.repository.number.as_deref().unwrap_or_default();
        [&place.repository.parts.join("/"), number].iter().any(|name| request.url.contains(&format!("/{name}/")))
    };
    let here: Vec<usize> =
        (0..places.len()).filter(|at| self::host(&places[*at].repository.root) == Some(host.clone())).collect();
    // Any repository of a provider can say that there is no such repository.
    let at = here.iter().find(|at| named(&places[**at])).or(here.first())?;
    let place = places.get_mut(*at)?;
    Some(place.receiver.receive(request, &mut place.repository))
}

/// The host of an address, in lower case.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(authority.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase())
}

fn header(name: &str, value: &str) -> Header {
    Header { name: name.to_owned(), value: value.to_owned() }
}
