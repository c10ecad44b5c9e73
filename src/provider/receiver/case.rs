//! A request that is right in every way, for tests to spoil.

use serde_json::{Map, Value};

use super::{COMMIT, Received, Reply, Repository, receiver};
use crate::devopness::event::Event;
use crate::devopness::hook::Header;
use crate::provider::repository::parse_place;
use crate::provider::status::CommitStatus;
use crate::provider::{Location, by_id};

/// A request, and the repository that it is for.
pub struct Case {
    pub id: &'static str,
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<Header>,
    pub body: String,
    pub status: CommitStatus,
    pub repository: Repository,
}

impl Case {
    /// The report that a deploy has started, by the account `writer`.
    pub fn of(id: &'static str) -> Case {
        let provider = by_id(id).expect("a provider");
        let place = parse_place(provider.example()).expect("a place");
        let Location { root, parts, .. } = provider.locate(&place, None).expect("a repository");
        let parts = if parts.len() == 1 { vec!["acme%2Fshop".to_string()] } else { vec!["acme".into(), "shop".into()] };
        let location = Location::new(root, parts, "acme/shop");
        let status = CommitStatus {
            state: provider.preset(Event::Started).into(),
            key: "ci/devopness(build)".into(),
            description: "Application building started".into(),
            link: "https://app.devopness.com/actions/1".into(),
            branch: Some("main".into()),
        };
        let mut headers: Vec<Header> = Vec::new();
        for (name, value) in provider.headers() {
            headers.push(Header { name: (*name).into(), value: (*value).into() });
        }
        let fields: Map<String, Value> =
            provider.body(&status).into_iter().map(|(name, value)| (name.to_string(), value.into())).collect();
        let mut case = Case {
            id,
            method: "POST",
            url: provider.target_url(&location, COMMIT),
            headers,
            body: Value::Object(fields).to_string(),
            status,
            repository: Repository::sample(&location),
        };
        case.token("sandbox-writer");
        case
    }

    /// Sets a header, or takes it away where the value is empty.
    pub fn header(&mut self, name: &str, value: &str) {
        self.headers.retain(|header| !header.name.eq_ignore_ascii_case(name));
        if !value.is_empty() {
            self.headers.push(Header { name: name.into(), value: value.into() });
        }
    }

    pub fn token(&mut self, token: &str) {
        self.header("Authorization", &["Bearer ", token].concat());
    }

    /// Sets a field of the body.
    pub fn set(&mut self, name: &str, value: Value) {
        let mut fields: Map<String, Value> = serde_json::from_str(&self.body).expect("a body that is an object");
        fields.insert(name.into(), value);
        self.body = Value::Object(fields).to_string();
    }

    /// Takes a field out of the body.
    pub fn unset(&mut self, name: &str) {
        let mut fields: Map<String, Value> = serde_json::from_str(&self.body).expect("a body that is an object");
        fields.remove(name);
        self.body = Value::Object(fields).to_string();
    }

    /// Changes the address.
    pub fn at(&mut self, change: impl Fn(&str) -> String) {
        self.url = change(&self.url);
    }

    pub fn send(&mut self) -> Reply {
        let request = Received { method: self.method, url: &self.url, headers: &self.headers, body: &self.body };
        receiver(self.id).expect("a receiver").receive(&request, &mut self.repository)
    }
}

/// Spoils the request and looks at the answer: its status, and a stretch of its body.
pub fn check(id: &'static str, what: &str, change: impl Fn(&mut Case), status: u16, says: &str) {
    let mut case = Case::of(id);
    change(&mut case);
    let before = case.repository.statuses.clone();
    let reply = case.send();
    assert_eq!(reply.status, status, "{id}, {what}: {}", reply.body);
    assert!(reply.body.contains(says), "{id}, {what}: {}", reply.body);
    assert_eq!(reply.is_success(), case.repository.statuses != before, "{id}, {what}: what it remembers");
}
