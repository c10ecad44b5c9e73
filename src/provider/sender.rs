//! What the source providers send when something happens in a repository: the webhooks that an incoming hook waits for.
//!
//! Kept apart from [`super::Provider`], since only the builder of the incoming hook, the simulator and the sandbox ask. As
//! there, nothing outside a provider's own folder knows its names and words.

use serde_json::{Number, Value};

use super::{bitbucket_cloud, bitbucket_data_center, github, gitlab};
use crate::text::json;

/// All senders: the providers of [`super::PROVIDERS`], in their order and under their ids.
pub const SENDERS: &[&dyn Sender] = &[
    &github::sender::CLOUD,
    &gitlab::sender::CLOUD,
    &bitbucket_cloud::sender::BitbucketCloud,
    &github::sender::ENTERPRISE_SERVER,
    &gitlab::sender::SELF_MANAGED,
    &bitbucket_data_center::sender::BitbucketDataCenter,
];

/// The sender with a provider's id.
pub fn sender(id: &str) -> Option<&'static dyn Sender> {
    SENDERS.iter().copied().find(|s| s.id() == id)
}

/// One provider in one edition, as it sends webhooks.
pub trait Sender: Sync {
    /// The provider's id.
    fn id(&self) -> &'static str;
    /// The vendor's page on creating a webhook.
    fn docs(&self) -> &'static str;
    /// The vendor's page on what the requests hold.
    fn payload_docs(&self) -> &'static str;
    /// What can start the pipeline.
    fn webhook(&self, trigger: Trigger) -> &'static Webhook;
    /// How requests are signed.
    fn signature(&self) -> Signature;
    /// Where the hook's address, and its secret if the hook is signed, go at the provider: one step each, in the words of its
    /// menus.
    fn steps(&self, trigger: Trigger, signed: bool) -> Vec<&'static str>;
    /// A request's body as the vendor documents it, cut to what matters, as JSON with the placeholders of [`payload`].
    /// `None` where the provider sends nothing of the kind.
    fn sample(&self, what: Happening) -> Option<&'static str>;
}

/// What starts the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Commits are pushed to a branch.
    Push,
    /// A pull or merge request is opened, or gets new commits.
    Request,
}

impl Trigger {
    /// Both triggers, the commoner first.
    pub const ALL: [Trigger; 2] = [Trigger::Push, Trigger::Request];

    /// A word that never changes, for ids.
    pub fn word(self) -> &'static str {
        match self {
            Trigger::Push => "push",
            Trigger::Request => "request",
        }
    }
}

/// The requests of one trigger: where in their bodies things stand, as dot paths.
#[derive(Debug)]
pub struct Webhook {
    /// The trigger in the provider's words.
    pub title: &'static str,
    /// The commit's hash.
    pub hash: &'static str,
    /// Whether the hash comes whole, with 40 characters.
    pub whole_hash: bool,
    /// The branch that is pushed to, or that the request wants to go into: what a condition on branches compares.
    pub into: BranchPath,
    /// The bare name of the branch that the commit is on, where the body has it.
    pub branch: Option<&'static str>,
    /// Number and title of the pull or merge request.
    pub request: Option<RequestPaths>,
    /// What must hold, so that pings, deletions and closed requests start nothing.
    pub guards: &'static [Guard],
    /// What must hold so that requests from forks start nothing, where the body has a value for it.
    pub fork: Option<Guard>,
    /// What else is worth knowing.
    pub remarks: &'static [Remark],
}

/// Where a branch stands.
#[derive(Clone, Copy, Debug)]
pub struct BranchPath {
    /// The path.
    pub path: &'static str,
    /// What stands there in front of the branch's name: `refs/heads/`, or nothing.
    pub prefix: &'static str,
}

/// Where a pull or merge request's own data stand.
#[derive(Clone, Copy, Debug)]
pub struct RequestPaths {
    /// Its number within the repository.
    pub number: &'static str,
    /// Its title.
    pub title: &'static str,
}

/// A condition on the body.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    /// A few words for it, which become the condition's name.
    pub name: &'static str,
    /// The path.
    pub path: &'static str,
    /// The values with which the pipeline starts.
    pub accepted: &'static [Accepted],
}

/// A value of a condition.
#[derive(Clone, Copy, Debug)]
pub enum Accepted {
    /// A text.
    Text(&'static str),
    /// True or false.
    Truth(bool),
}

impl Accepted {
    /// The value as JSON.
    pub fn value(self) -> Value {
        match self {
            Accepted::Text(text) => Value::String(text.into()),
            Accepted::Truth(truth) => Value::Bool(truth),
        }
    }
}

/// Something worth knowing: full sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The sentences.
    pub text: &'static str,
    /// Whether the vendor does not document it.
    pub guess: bool,
}

/// How a provider signs its requests. Devopness can check an HMAC-SHA-256 of the body, with the hook's secret as key, in a
/// header of a name that the hook gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// In this header, in the form of [`crate::doctor::incoming::SIGNATURE_PREFIX`].
    Header {
        /// The header's name, in lower case as in the guide of Devopness.
        name: &'static str,
        /// Whether the guide of Devopness shows this very header.
        in_guide: bool,
    },
    /// Not in a way that Devopness can check. The sentence says why.
    Unusable(&'static str),
}

/// What happens at the provider, for tests and for the simulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A branch is pushed.
    Push,
    /// A tag is pushed.
    Tag,
    /// A branch is deleted.
    Deletion,
    /// The webhook itself is tried out.
    Ping,
    /// A pull or merge request is opened.
    Opened,
    /// It gets new commits.
    Updated,
    /// It is merged or closed.
    Closed,
    /// One is opened from a fork.
    Fork,
}

impl Happening {
    /// All of them.
    pub const ALL: [Happening; 8] = [
        Happening::Push,
        Happening::Tag,
        Happening::Deletion,
        Happening::Ping,
        Happening::Opened,
        Happening::Updated,
        Happening::Closed,
        Happening::Fork,
    ];
}

/// What stands in a sample in place of its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The commit's hash, for `$hash`; its first 12 characters for `$short`.
    pub hash: &'a str,
    /// The branch that the commit is on, for `$branch`.
    pub branch: &'a str,
    /// The branch that a request wants to go into, for `$into`.
    pub into: &'a str,
    /// The request's number, for a text that is `$number`, which becomes a number.
    pub number: u64,
    /// The request's title, for `$title`.
    pub title: &'a str,
}

/// The body that a provider sends; `None` where it sends nothing of the kind.
pub fn payload(sender: &dyn Sender, what: Happening, facts: &Facts) -> Option<Value> {
    let mut body = json::parse(sender.sample(what)?).ok()?;
    fill(&mut body, facts);
    Some(body)
}

fn fill(value: &mut Value, facts: &Facts) {
    match value {
        Value::String(text) if text == "$number" => *value = Value::Number(Number::from(facts.number)),
        Value::String(text) => *text = filled(text, facts),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, facts)),
        Value::Object(fields) => fields.values_mut().for_each(|item| fill(item, facts)),
        _ => {}
    }
}

fn filled(text: &str, facts: &Facts) -> String {
    let short = facts.hash.char_indices().nth(12).map_or(facts.hash, |(end, _)| &facts.hash[..end]);
    let words = [
        ("hash", facts.hash),
        ("short", short),
        ("branch", facts.branch),
        ("into", facts.into),
        ("title", facts.title),
    ];
    let mut parts = text.split('$');
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        match words.iter().find_map(|(word, value)| Some((value, part.strip_prefix(word)?))) {
            Some((value, rest)) => out.extend([*value, rest]),
            None => out.extend(["$", part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::PROVIDERS;
    use crate::text::template::is_variable_name;
    use serde_json::json;

    const FACTS: Facts = Facts {
        hash: "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
        branch: "feature/$title",
        into: "main",
        number: 42,
        title: "Pay $5",
    };

    #[test]
    fn every_provider_has_its_sender_at_its_place() {
        let senders: Vec<_> = SENDERS.iter().map(|s| s.id()).collect();
        assert_eq!(senders, PROVIDERS.iter().map(|p| p.id()).collect::<Vec<_>>());
        assert!(PROVIDERS.iter().all(|p| sender(p.id()).is_some_and(|s| s.id() == p.id())));
        assert!(sender("sourcehut").is_none());
    }

    #[test]
    fn every_sender_is_complete() {
        for s in SENDERS {
            let id = s.id();
            assert!(s.docs().starts_with("https://") && s.payload_docs().starts_with("https://"), "{id}");
            for trigger in Trigger::ALL {
                let webhook = s.webhook(trigger);
                assert_eq!(webhook.request.is_some(), trigger == Trigger::Request, "{id}");
                assert!(!webhook.guards.is_empty() && !webhook.title.is_empty(), "{id}");
                for guard in webhook.guards.iter().chain(&webhook.fork) {
                    assert!(!guard.accepted.is_empty() && !guard.name.is_empty(), "{id}: {}", guard.path);
                    assert!(guard.path.split('.').all(is_variable_name), "{id}: {}", guard.path);
                }
                for remark in webhook.remarks {
                    assert!(remark.text.ends_with('.'), "{id}: {}", remark.text);
                }
                let signed = s.steps(trigger, true);
                let bare = s.steps(trigger, false);
                assert!(signed.iter().chain(&bare).all(|step| step.ends_with('.')), "{id}");
                let secret = |steps: &[&str]| steps.iter().any(|step| step.contains("paste the secret"));
                let can_sign = matches!(s.signature(), Signature::Header { .. });
                assert_eq!((secret(&signed), secret(&bare)), (can_sign, false), "{id}");
                assert!(bare.iter().any(|step| step.contains("paste the hook's address")), "{id}");
            }
            assert_ne!(s.steps(Trigger::Push, true), s.steps(Trigger::Request, true), "{id}");
            for what in [Happening::Push, Happening::Tag, Happening::Deletion, Happening::Opened, Happening::Closed] {
                assert!(s.sample(what).is_some(), "{id}: {what:?}");
            }
            for what in Happening::ALL {
                let sample = s.sample(what);
                assert!(sample.is_none_or(|text| json::parse(text).is_ok()), "{id}: {what:?}");
                assert_eq!(sample.is_some(), payload(*s, what, &FACTS).is_some(), "{id}: {what:?}");
            }
        }
    }

    #[test]
    fn placeholders_are_filled_once_whatever_stands_in_the_facts() {
        let check = |text: &str, expected: &str| assert_eq!(filled(text, &FACTS), expected, "{text}");
        check("$hash", FACTS.hash);
        check("$short", "8d1f5c0e2b7a");
        check("refs/heads/$branch", "refs/heads/feature/$title");
        check("$title: $into", "Pay $5: main");
        check("$5 $other $", "$5 $other $");
        check("", "");
        assert_eq!(filled("$short", &Facts { hash: "é", ..FACTS }), "é");
        let mut body = json!({"a": ["$number", {"b": "no $number"}], "c": null});
        fill(&mut body, &FACTS);
        assert_eq!(body, json!({"a": [42, {"b": "no $number"}], "c": null}));
    }
}
