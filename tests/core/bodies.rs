//! What each provider receives, against rules that were written by hand from the vendors' descriptions of their APIs and
//! not taken from the code.

use hook_builder::devopness::event::Event;
use hook_builder::form::plan::plan;
use hook_builder::form::planned::Sample;
use hook_builder::form::problem::Problem;
use hook_builder::form::values::FormValues;
use serde_json::Value;

use crate::forms::forms;

/// One provider's call, as its vendor describes it.
struct Rule {
    id: &'static str,
    /// Whether an address is the call's, given its scheme and host, and its path cut at the slashes.
    is_url: fn(&str, &[&str]) -> bool,
    words: &'static [&'static str],
    presets: [&'static str; 3],
    required: &'static [&'static str],
    /// Every text field of the call with the most characters it takes.
    texts: &'static [(&'static str, usize)],
    others: &'static [&'static str],
    key: &'static str,
    link: &'static str,
    dotted_link: bool,
    headers: &'static [(&'static str, &'static str)],
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const UNLIMITED: usize = usize::MAX;
const GITHUB_WORDS: &[&str] = &["error", "failure", "pending", "success"];
const GITHUB_TEXTS: &[(&str, usize)] =
    &[("state", 7), ("target_url", UNLIMITED), ("description", 140), ("context", 255)];
/// GitHub.com refuses a request without a user agent; the version is one that all supported servers know.
const GITHUB_HEADERS: &[(&str, &str)] = &[
    ("Accept", "application/vnd.github+json"),
    JSON,
    ("User-Agent", "devopness"),
    ("X-GitHub-Api-Version", "2022-11-28"),
];
const GITLAB_WORDS: &[&str] = &["pending", "running", "success", "failed", "canceled", "skipped"];
const GITLAB_TEXTS: &[(&str, usize)] =
    &[("state", 8), ("ref", 255), ("target_url", 255), ("description", 255), ("name", 255)];
const PLAIN_HEADERS: &[(&str, &str)] = &[("Accept", "application/json"), JSON];

const RULES: [Rule; 6] = [
    Rule {
        id: "github",
        is_url: |server, path| {
            let data_residency = server.strip_prefix("https://api.").and_then(|host| host.strip_suffix(".ghe.com"));
            (server == "https://api.github.com" || data_residency.is_some_and(|name| !name.contains('.')))
                && matches!(path, ["repos", owner, repo, "statuses", hash] if is_name(owner) && is_name(repo) && is_hash(hash))
        },
        words: GITHUB_WORDS,
        presets: ["pending", "failure", "success"],
        required: &["state"],
        texts: GITHUB_TEXTS,
        others: &[],
        key: "context",
        link: "target_url",
        dotted_link: false,
        headers: GITHUB_HEADERS,
    },
    Rule {
        id: "github-enterprise-server",
        is_url: |server, path| {
            server.contains("acme.dev")
                && matches!(path, ["api", "v3", "repos", owner, repo, "statuses", hash] if is_name(owner) && is_name(repo) && is_hash(hash))
        },
        words: GITHUB_WORDS,
        presets: ["pending", "failure", "success"],
        required: &["state"],
        texts: GITHUB_TEXTS,
        others: &[],
        key: "context",
        link: "target_url",
        dotted_link: false,
        headers: GITHUB_HEADERS,
    },
    Rule {
        id: "gitlab",
        is_url: |server, path| {
            server == "https://gitlab.com"
                && matches!(path, ["api", "v4", "projects", id, "statuses", hash] if is_gitlab_id(id) && is_hash(hash))
        },
        words: GITLAB_WORDS,
        presets: ["running", "failed", "success"],
        required: &["state"],
        texts: GITLAB_TEXTS,
        others: &["coverage", "pipeline_id"],
        key: "name",
        link: "target_url",
        dotted_link: false,
        headers: PLAIN_HEADERS,
    },
    Rule {
        id: "gitlab-self-managed",
        is_url: |server, path| {
            let path = path.strip_prefix(&["gitlab"]).unwrap_or(path);
            server.contains("acme.dev")
                && matches!(path, ["api", "v4", "projects", id, "statuses", hash] if is_gitlab_id(id) && is_hash(hash))
        },
        words: GITLAB_WORDS,
        presets: ["running", "failed", "success"],
        required: &["state"],
        texts: GITLAB_TEXTS,
        others: &["coverage", "pipeline_id"],
        key: "name",
        link: "target_url",
        dotted_link: false,
        headers: PLAIN_HEADERS,
    },
    Rule {
        id: "bitbucket",
        is_url: |server, path| {
            server == "https://api.bitbucket.org"
                && matches!(path, ["2.0", "repositories", workspace, slug, "commit", hash, "statuses", "build"]
                    if is_slug_or_uuid(workspace) && is_slug_or_uuid(slug) && is_hash(hash))
        },
        words: &["INPROGRESS", "SUCCESSFUL", "FAILED", "STOPPED"],
        presets: ["INPROGRESS", "FAILED", "SUCCESSFUL"],
        required: &["key", "state", "url"],
        texts: &[("key", 40), ("state", 10), ("url", 450), ("name", 255), ("description", 255), ("refname", UNLIMITED)],
        others: &[],
        key: "key",
        link: "url",
        dotted_link: true,
        headers: PLAIN_HEADERS,
    },
    Rule {
        id: "bitbucket-data-center",
        is_url: |server, path| {
            let path = path.strip_prefix(&["bitbucket"]).unwrap_or(path);
            server.contains("acme.dev")
                && matches!(path, ["rest", "api", "latest", "projects", key, "repos", slug, "commits", hash, "builds"]
                    if is_name(key.strip_prefix('~').unwrap_or(key)) && is_name(slug) && is_hash(hash))
        },
        words: &["INPROGRESS", "SUCCESSFUL", "FAILED", "CANCELLED", "UNKNOWN"],
        presets: ["INPROGRESS", "FAILED", "SUCCESSFUL"],
        required: &["key", "state", "url"],
        texts: &[
            ("key", 255),
            ("state", 10),
            ("url", 450),
            ("name", 255),
            ("description", 255),
            ("ref", 1024),
            ("buildNumber", 255),
        ],
        others: &["parent", "duration", "lastUpdated", "testResults"],
        key: "key",
        link: "url",
        dotted_link: false,
        headers: PLAIN_HEADERS,
    },
];

fn is_hash(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// A number, or the whole path with `%2F` in place of each slash.
fn is_gitlab_id(id: &str) -> bool {
    id.bytes().all(|b| b.is_ascii_digit()) || id.contains("%2F") && id.split("%2F").all(is_name)
}

fn is_slug_or_uuid(text: &str) -> bool {
    let uuid = text.strip_prefix("%7B").and_then(|text| text.strip_suffix("%7D"));
    uuid.map_or(is_name(text), |uuid| uuid.len() == 36 && uuid.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit()))
}

fn check(rule: &Rule, form: &FormValues, delivery: &Sample) -> Result<(), String> {
    let (scheme, rest) = delivery.url.split_once("://").ok_or("no scheme")?;
    let (host, path) = rest.split_once('/').ok_or("no path")?;
    let path: Vec<&str> = path.split('/').collect();
    let server = [scheme, "://", host].concat();
    if !(rule.is_url)(&server, &path) {
        return Err(format!("{} is not the call's address", delivery.url));
    }
    let added = |name: &str| form.extra.iter().any(|row| row.name == name);
    let text = |name: &str| delivery.body.get(name).and_then(Value::as_str);
    for (name, value) in &delivery.body.0 {
        match rule.texts.iter().find(|(own, _)| own == name) {
            Some((_, max)) => {
                let chars = value.as_str().ok_or(format!("{name} is no text"))?.chars().count();
                if chars == 0 || chars > *max {
                    return Err(format!("{name} has {chars} characters"));
                }
            }
            None if rule.others.contains(&name.as_str()) || added(name) => {}
            None => return Err(format!("{name} is no field of this call")),
        }
    }
    if let Some(name) = rule.required.iter().chain([&rule.key, &rule.link]).find(|name| text(name).is_none()) {
        return Err(format!("{name} is missing"));
    }
    if !rule.words.contains(&text("state").unwrap_or_default()) {
        return Err(format!("{:?} is no word of this provider", text("state")));
    }
    let link = text(rule.link).unwrap_or_default();
    let host = link.strip_prefix("https://").or(link.strip_prefix("http://")).ok_or(format!("{link} is no link"))?;
    let host = host.split('/').next().unwrap_or_default();
    if host.is_empty() || rule.dotted_link && !host.contains('.') {
        return Err(format!("{link} has no fitting host"));
    }
    if rule.id == "bitbucket-data-center" && text("ref").is_some_and(|name| !name.starts_with("refs/heads/")) {
        return Err("a ref is written in full there".into());
    }
    let value = |name: &str| delivery.headers.iter().find(|header| header.name == name).map(|header| &*header.value);
    if !value("Authorization").is_some_and(|value| value.starts_with("Bearer <")) {
        return Err("there is no token".into());
    }
    match rule.headers.iter().find(|(name, wanted)| value(name) != Some(wanted)) {
        Some((name, _)) => Err(format!("the header {name} is {:?}", value(name))),
        None => Ok(()),
    }
}

#[test]
fn each_provider_receives_what_its_vendor_describes() {
    let mut checked = 0;
    for (id, name, form) in forms().into_iter().filter(|(_, name, _)| *name != "hostile") {
        let rule = RULES.iter().find(|rule| rule.id == id).unwrap_or_else(|| panic!("no rule was written for {id}"));
        let plan = plan(&form);
        let blocking: Vec<&Problem> = plan.problems.iter().filter(|problem| problem.blocks()).collect();
        assert_eq!(blocking, Vec::<&Problem>::new(), "{id}/{name} is an ordinary form");
        let mut keys = Vec::new();
        for hook in &plan.hooks {
            let place = format!("{id}/{name}/{}", hook.event.word());
            check(rule, &form, &hook.sample).unwrap_or_else(|why| panic!("{place}: {why}\n{:#?}", hook.sample));
            let state = hook.sample.body.get("state").and_then(Value::as_str);
            if name != "extras" {
                assert_eq!(state, Some(rule.presets[hook.event.index()]), "{place}");
            }
            keys.push(hook.sample.body.get(rule.key).cloned());
            checked += 1;
        }
        assert_eq!(plan.hooks.iter().map(|hook| hook.event).collect::<Vec<_>>(), Event::USUAL, "{id}/{name}");
        // One entry changes its state only where the three name it alike.
        assert!(keys.iter().all(|key| *key == keys[0]), "{id}/{name}: {keys:?}");
    }
    assert_eq!(checked, 3 * (3 * 4 + 3 * 5), "a form was lost");
}
