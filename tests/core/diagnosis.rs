//! What a provider refuses, by the rules that the simulator and the sandbox have, is explained by the doctor: each way to
//! spoil a planned request, at each provider, with the cause that must be found.

use hook_builder::devopness::delivery::Delivery;
use hook_builder::devopness::hook::Header;
use hook_builder::doctor::diagnosis::diagnose;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use hook_builder::provider::PROVIDERS;
use hook_builder::provider::receiver::{Branch, COMMIT, Received, Receiver, Repository, receiver};
use hook_builder::provider::refusal::Sure;
use hook_builder::provider::tokens::FORMS;
use hook_builder::text::json;
use serde_json::{Value, json};

/// A planned request with sample values, and the repository that it goes to.
struct Case {
    id: &'static str,
    url: String,
    headers: Vec<Header>,
    body: Value,
    /// What is sent in place of the body.
    text: Option<String>,
    repository: Repository,
}

impl Case {
    fn of(id: &'static str) -> Case {
        let provider = PROVIDERS.iter().find(|provider| provider.id() == id).expect("a provider");
        let mut form = FormValues::new("512", provider.example());
        form.set_text(Field::Provider, id.into());
        let plan = plan(&form);
        let sample = plan.hooks[0].sample.clone();
        let mut case = Case {
            id,
            url: sample.url,
            headers: sample.headers,
            body: serde_json::to_value(&sample.body).unwrap(),
            text: None,
            repository: Repository::sample(&plan.location),
        };
        case.token("sandbox-writer");
        case
    }

    fn header(&mut self, name: &str, value: &str) {
        self.headers.retain(|header| !header.name.eq_ignore_ascii_case(name));
        if !value.is_empty() {
            self.headers.push(Header { name: name.into(), value: value.into() });
        }
    }

    fn token(&mut self, token: &str) {
        self.header("Authorization", &["Bearer ", token].concat());
    }

    fn hash(&mut self, text: &str) {
        self.url = self.url.replace(COMMIT, text);
    }

    /// Sets whichever of these fields the provider has.
    fn set(&mut self, fields: &[&str], value: &str) {
        for field in fields {
            if let Some(own) = self.body.get_mut(*field) {
                *own = json!(value);
            }
        }
    }

    fn unset(&mut self, fields: &[&str]) {
        fields.iter().for_each(|field| drop(self.body.as_object_mut().unwrap().remove(*field)));
    }

    /// Sends it, and reads the delivery that the API would show.
    fn send(&mut self) -> Delivery {
        let body = self.text.clone().unwrap_or_else(|| self.body.to_string());
        let request = Received { method: "POST", url: &self.url, headers: &self.headers, body: &body };
        let receiver: &dyn Receiver = receiver(self.id).expect("a receiver");
        let reply = receiver.receive(&request, &mut self.repository);
        let pairs = |headers: &[Header]| headers.iter().map(|h| json!([h.name, h.value])).collect::<Vec<_>>();
        let answer = json!({
            "id": "d", "url": self.url, "request_headers": pairs(&self.headers), "request_body": body,
            "response_status_code": reply.status, "response_headers": pairs(&reply.headers), "response_body": reply.body,
            "hook": {"type": "out"},
        });
        Delivery::parse(&json::parse(&answer.to_string()).unwrap(), FORMS).unwrap()
    }
}

const ALL: [&str; 6] =
    ["github", "github-enterprise-server", "gitlab", "gitlab-self-managed", "bitbucket", "bitbucket-data-center"];
const GITHUB: &[&str] = &[ALL[0], ALL[1]];
const GITLAB: &[&str] = &[ALL[2], ALL[3]];
const CLOUD: &[&str] = &[ALL[4]];
const CENTER: &[&str] = &[ALL[5]];

/// Spoils a request and looks at what is said of the answer.
fn check(ids: &[&'static str], what: &str, spoil: impl Fn(&mut Case), cause: &str) {
    for id in ids {
        let mut case = Case::of(id);
        spoil(&mut case);
        let delivery = case.send();
        let found = diagnose(&delivery, None);
        assert_eq!(found.cause, cause, "{id}, {what}: {found:#?}");
        assert!(found.sure != Sure::Unknown, "{id}, {what}: {found:#?}");
        let all = format!("{delivery:?} {found:?}");
        assert!(!all.contains("sandbox-"), "{id}, {what}: {all}");
    }
}

#[test]
fn what_is_taken_is_fine() {
    check(&ALL, "as planned", |_| {}, "fine");
    check(&ALL, "another account", |c| c.token("sandbox-other"), "fine");
    check(CLOUD, "the hash of a pull request", |c| c.hash(&COMMIT[..12]), "fine");
    check(GITLAB, "a branch in place of the hash", |c| c.hash("main"), "taken-not-a-hash");
    check(&ALL, "a variable in the text", |c| c.set(&["description"], "{{ x.y }}"), "taken-unexpanded");
}

#[test]
fn a_wrong_hash_is_found_at_every_provider() {
    check(&ALL, "empty", |c| c.hash(""), "hash-empty");
    check(&ALL, "not expanded", |c| c.hash("{{ x }}"), "hash-unexpanded");
    check(&ALL, "zeros", |c| c.hash(&"0".repeat(40)), "hash-zeros");
    check(&ALL, "unknown", |c| c.hash(&"a1".repeat(20)), "commit-not-found");
    check(&[ALL[0], ALL[1], ALL[5]], "short", |c| c.hash(&COMMIT[..12]), "hash-short");
    check(&[ALL[2], ALL[4]], "too short", |c| c.hash(&COMMIT[..5]), "hash-short");
    check(&[ALL[0], ALL[1], ALL[4], ALL[5]], "a branch", |c| c.hash("main"), "hash-not-one");
    let at_the_end = |c: &mut Case| c.url = c.url.replace(&[COMMIT, "/"].concat(), "") + "/" + COMMIT;
    check(&[ALL[4], ALL[5]], "at the end", at_the_end, "hash-place");
}

#[test]
fn a_wrong_address_is_found() {
    check(GITLAB, "path not encoded", |c| c.url = c.url.replace("%2F", "/"), "path-encoding");
    check(
        GITLAB,
        "another project",
        |c| c.url = c.url.replace("project/", "bakery/").replace("project/s", "bakery/s"),
        "project-hidden",
    );
    check(GITHUB, "another repository", |c| c.url = c.url.replace("/repository/", "/bakery/"), "scope-hidden");
    check(
        &[ALL[4], ALL[5]],
        "another repository",
        |c| c.url = c.url.replace("/repository/", "/bakery/"),
        "repository-hidden",
    );
    check(GITHUB, "moved", |c| c.repository.moved_to = Some("acme/store".into()), "moved");
    check(GITLAB, "moved", |c| c.repository.moved_to = Some("acme%2Fstore".into()), "moved");
    check(&[ALL[4], ALL[5]], "moved", |c| c.repository.moved_to = Some("acme/store".into()), "repository-hidden");
    check(&ALL, "out of order", |c| c.repository.down = Some(503), "provider-down");
    check(&ALL, "too many calls", |c| c.repository.rate_limited = true, "rate-limit");
    check(CENTER, "the older server", |c| c.url = c.url.replace("/rest/api/latest", "/rest/api/3.0"), "server-too-old");
}

#[test]
fn a_wrong_token_is_found() {
    check(&ALL, "no header", |c| c.header("Authorization", ""), "token-missing");
    check(&ALL, "empty", |c| c.header("Authorization", "Bearer "), "token-empty");
    check(&ALL, "not expanded", |c| c.token("{{ application.source_provider.token }}"), "token-unexpanded");
    check(&ALL, "alone", |c| c.header("Authorization", "sandbox-writer"), "token-scheme");
    check(
        &[ALL[2], ALL[4]],
        "as others have it",
        |c| c.header("Authorization", "token sandbox-writer"),
        "token-scheme",
    );
    check(&ALL, "unknown", |c| c.token("sandbox-nobody"), "token-refused");
    check(GITHUB, "without the permission", |c| c.token("sandbox-noscope"), "no-permission");
    check(&[ALL[2], ALL[3], ALL[4]], "without the scope", |c| c.token("sandbox-noscope"), "scope");
    check(CENTER, "without the scope", |c| c.token("sandbox-noscope"), "token-refused");
    check(GITHUB, "may only read", |c| c.token("sandbox-reader"), "scope-hidden");
    check(GITLAB, "may only read", |c| c.token("sandbox-reader"), "no-permission");
    check(GITLAB, "a protected branch", |c| c.repository.branches[0].protected = true, "no-permission");
    let stranger = |c: &mut Case| c.repository.accounts[0].access = hook_builder::provider::receiver::Access::None;
    check(CENTER, "a stranger", stranger, "no-permission");
    let second = |c: &mut Case| {
        c.send();
        c.token("sandbox-other");
    };
    check(CLOUD, "another account's key", second, "other-account");
}

#[test]
fn a_wrong_header_is_found() {
    check(&[ALL[0]], "no program named", |c| c.header("User-Agent", ""), "user-agent-missing");
    check(GITHUB, "another version", |c| c.header("X-GitHub-Api-Version", "2020-01-01"), "api-version");
    check(&[ALL[2], ALL[5]], "another content type", |c| c.header("Content-Type", "text/plain"), "not-json");
    check(&ALL, "broken JSON", |c| c.text = Some("{\"state\": \"pend\"ing\"}".into()), "not-json");
    check(&[ALL[0], ALL[4], ALL[5]], "no body", |c| c.text = Some(String::new()), "body-missing");
}

#[test]
fn a_wrong_value_is_found() {
    let long = "x".repeat(500);
    check(&ALL, "no such state", |c| c.set(&["state"], "Done"), "state-refused");
    check(&ALL, "no state", |c| c.unset(&["state"]), "state-refused");
    let no_gitlab = [ALL[0], ALL[1], ALL[4], ALL[5]];
    check(&no_gitlab, "long key", |c| c.set(&["context", "name", "key"], &long), "key-too-long");
    check(GITLAB, "long name", |c| c.set(&["name"], &long), "fine");
    check(&no_gitlab, "empty key", |c| c.set(&["context", "key"], ""), "key-missing");
    check(GITLAB, "host of a link", |c| c.set(&["target_url"], "https://-a.b/"), "link-refused");
    check(&ALL, "long description", |c| c.set(&["description"], &long), "description-too-long");
    let link = ["https://acme.dev/", &long].concat();
    check(&ALL[2..], "long link", |c| c.set(&["target_url", "url"], &link), "link-too-long");
    check(&ALL, "link not expanded", |c| c.set(&["target_url", "url"], "{{ x }}"), "link-refused");
    check(CLOUD, "link without a dot", |c| c.set(&["url"], "http://localhost/x"), "link-refused");
    check(&[ALL[4], ALL[5]], "no link", |c| c.unset(&["url"]), "link-refused");
    check(&[ALL[4], ALL[5]], "no key", |c| c.unset(&["key", "name"]), "key-missing");
    check(GITLAB, "blank name", |c| c.set(&["name"], " "), "key-missing");
    check(CENTER, "bare branch", |c| c.body["ref"] = json!("main"), "branch-refused");
    check(GITLAB, "long branch", |c| c.body["ref"] = json!(long), "branch-refused");
}

#[test]
fn what_depends_on_what_was_sent_before_is_found() {
    let twice = |c: &mut Case| drop(c.send());
    check(GITLAB, "running twice", twice, "transition");
    check(
        GITLAB,
        "a job of that name",
        |c| c.repository.jobs.push(c.body["name"].as_str().unwrap().into()),
        "name-taken",
    );
    check(GITLAB, "no branch", |c| c.repository.branches.clear(), "no-ref");
    check(GITLAB, "no such pipeline", |c| c.body["pipeline_id"] = json!(7), "pipeline-not-found");
    let full = |c: &mut Case| {
        c.send();
        let record = c.repository.statuses[0].clone();
        c.repository.statuses = vec![record; 1000];
    };
    check(GITHUB, "1000 records", full, "statuses-limit");
    let other = |c: &mut Case| {
        c.repository.branches = vec![Branch { name: "next".into(), commits: vec![COMMIT.into()], protected: false }];
    };
    check(GITLAB, "another branch", other, "fine");
}
