//! Receiving commit statuses. Besides the page that the provider's file names, the rules are those of GitLab's own code
//! in <https://gitlab.com/gitlab-org/gitlab>: `app/services/ci/create_commit_status_service.rb` (which job a status
//! becomes, the order of the checks), `app/services/ci/pipelines/add_job_service.rb` (which others it hides),
//! `app/models/commit_status.rb` (transitions, lengths), `generic_commit_status.rb` (names taken by a CI job),
//! `gems/gitlab-http/lib/gitlab/http_v2/url_blocker.rb` (links), `lib/api/helpers.rb` (projects that moved, and that a blank
//! text counts as not sent) and `spec/requests/api/commit_statuses_spec.rb` (words of
//! the refusals). Tokens: <https://docs.gitlab.com/api/rest/authentication/>.
//!
//! Guesses: that fields nobody knows are ignored, what a body that is not JSON gives, that a short hash works from seven
//! characters on, and that whoever may not change a protected branch is refused only there.

use serde_json::{Map, Value};

use super::GitLab;
use super::jobs::{Status, pipelines, store};
use super::quirks::link_fault;
use crate::provider::Provider;
use crate::provider::receiver::{
    Access, Account, Credential, Received, Receiver, Reply, Repository, StatusRecord, number, text, text_or_null,
    too_long,
};
use crate::text::json::{self, Tree};
use crate::text::percent::decode;
use crate::text::word::is_number;

/// The fewest characters of a hash.
const HASH_MIN: usize = 7;

/// The most characters of `ref`; the vendor's page has it beside the others.
const REF_MAX: usize = 255;

impl Receiver for GitLab {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn receive(&self, request: &Received, repository: &mut Repository) -> Reply {
        self.take(request, repository).unwrap_or_else(|refusal| refusal)
    }

    fn guesses(&self) -> &'static str {
        "GitLab does not document which of two reports it refuses, nor what it says: that is read from its code, which may differ in your version."
    }

    /// Each branch has a pipeline of its own, and each pipeline its statuses.
    fn same_status(&self, a: &StatusRecord, b: &StatusRecord) -> bool {
        a.key == b.key && a.branch == b.branch
    }
}

impl GitLab {
    fn take(&self, request: &Received, repository: &mut Repository) -> Result<Reply, Reply> {
        repository.outage()?;
        if repository.rate_limited {
            return Err(Reply::text(429, "Retry later\n").with("Retry-After", "60"));
        }
        let no_route = || Reply::json(404, &Tree::object([("error", text("404 Not Found"))]));
        let (segments, query) = request.path(&repository.root).ok_or_else(no_route)?;
        let ["api", "v4", "projects", project, "statuses", hash] = segments[..] else { return Err(no_route()) };
        if hash.is_empty() {
            return Err(no_route());
        }
        if request.method != "POST" {
            return Err(Reply::json(405, &Tree::object([("error", text("405 Not Allowed"))])));
        }
        let account = account(request, repository).ok_or_else(|| refuse(401, "401 Unauthorized"))?.clone();
        if !account.scoped {
            let description = "The request requires higher privileges than provided by the access token.";
            let fields = [
                ("error", text("insufficient_scope")),
                ("error_description", text(description)),
                ("scope", text("api")),
            ];
            return Err(Reply::json(403, &Tree::object(fields)));
        }
        let fields = parameters(request, query)?;
        let status = self.read(&fields)?;
        let known = repository.number.as_deref() == Some(project) || repository.is_named(&[project]);
        if !known || account.access == Access::None {
            return Err(refuse(404, "404 Project Not Found"));
        }
        // The number stays when the name changes.
        if !is_number(project) && repository.moved_to.is_some() && repository.is_named_as_before(&[project]) {
            return Err(refuse(405, "Non GET methods are not allowed for moved projects"));
        }
        if account.access < Access::Write {
            return Err(refuse(403, "403 Forbidden"));
        }
        let hash = decode(hash);
        let commit = resolve(repository, &hash).ok_or_else(|| refuse(404, "404 Commit Not Found"))?;
        let pipelines = pipelines(repository, &commit);
        let asked = fields.get("pipeline_id").and_then(Value::as_u64);
        let fits = |pipeline: &&(u64, String)| {
            asked.is_none_or(|id| id == pipeline.0) && status.branch.as_ref().is_none_or(|name| *name == pipeline.1)
        };
        let pipeline = pipelines.iter().rev().find(fits);
        let branch = match (&status.branch, pipeline) {
            (Some(name), _) => name.clone(),
            (None, Some((_, name))) => name.clone(),
            (None, None) => repository
                .branches
                .iter()
                .find(|branch| branch.commits.contains(&commit))
                .map(|branch| branch.name.clone())
                .unwrap_or_default(),
        };
        if branch.is_empty() {
            return Err(refuse(404, "404 References for commit Not Found"));
        }
        if asked.is_some() && pipeline.is_none() {
            return Err(refuse(404, "404 Pipeline for pipeline_id, sha and ref Not Found"));
        }
        let protected = repository.branches.iter().any(|other| other.name == branch && other.protected);
        if protected && account.access < Access::Admin {
            return Err(refuse(403, "403 Forbidden"));
        }
        self.check(&status, &branch, repository)?;
        let id = store(repository, &commit, &branch, status, &account).map_err(|message| refuse(400, &message))?;
        let record = repository.statuses.iter().find(|record| record.id == id).cloned().unwrap_or_default();
        Ok(Reply::json(
            201,
            &Tree::object([
                ("id", number(record.id)),
                ("sha", text(&record.commit)),
                ("ref", text(&record.branch)),
                ("status", text(&record.state)),
                ("name", text(&record.key)),
                ("target_url", text_or_null(&record.link)),
                ("description", text_or_null(&record.description)),
                ("pipeline_id", number(pipeline.map_or(record.id, |(id, _)| *id))),
                ("author", Tree::object([("username", text(&record.account))])),
            ]),
        ))
    }

    /// The parameters, as far as their types and words go. Errors of this kind have the field `error`, no `message`.
    fn read(&self, fields: &Map<String, Value>) -> Result<Status, Reply> {
        let mut errors = Vec::new();
        let mut get = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(_) => {
                errors.push([name, " is invalid"].concat());
                None
            }
        };
        let (state, branch) = (get("state"), get("ref"));
        let mut get_told = |name: &str| get(name).filter(|text| !text.trim().is_empty());
        let (link, description) = (get_told("target_url"), get_told("description"));
        let key = get("name").or(get("context")).unwrap_or_else(|| "default".into());
        match &state {
            None if !fields.contains_key("state") => errors.push("state is missing".into()),
            Some(state) if self.states().contains(&state.as_str()) => {}
            _ => errors.push("state does not have a valid value".into()),
        }
        let number = |name: &str, whole: bool| match fields.get(name) {
            None | Some(Value::Null) => true,
            Some(Value::Number(number)) => !whole || number.as_u64().is_some(),
            Some(Value::String(text)) if whole => is_number(text),
            Some(Value::String(text)) => matches!(json::parse(text), Ok(Value::Number(_))),
            Some(_) => false,
        };
        for (name, whole) in [("coverage", false), ("pipeline_id", true)] {
            if !number(name, whole) {
                errors.push([name, " is invalid"].concat());
            }
        }
        if !errors.is_empty() {
            return Err(Reply::json(400, &Tree::object([("error", text(&errors.join(", ")))])));
        }
        Ok(Status { state: state.unwrap_or_default(), key, branch, link, description })
    }

    /// The values, as far as GitLab's own model looks at them: all that is wrong is told at once. No length of `name` is
    /// looked at.
    fn check(&self, status: &Status, branch: &str, repository: &Repository) -> Result<(), Reply> {
        let link = status.link.as_deref().map(str::trim).unwrap_or_default();
        let description = status.description.as_deref().unwrap_or_default();
        let mut errors: Vec<(&str, Vec<Tree>)> = Vec::new();
        let mut error = |field: &'static str, message: &str| match errors.iter_mut().find(|(known, _)| *known == field)
        {
            Some((_, messages)) => messages.push(text(message)),
            None => errors.push((field, vec![text(message)])),
        };
        if status.key.trim().is_empty() {
            error("name", "can't be blank");
        }
        for (field, value, max) in
            [("ref", branch, Some(REF_MAX)), ("target_url", link, None), ("description", description, None)]
        {
            let max = max.filter(|max| value.chars().count() > *max);
            if let Some(max) = max.or_else(|| Some(too_long(self, field, value)?.0)) {
                error(field, &["is too long (maximum is ", &max.to_string(), " characters)"].concat());
            }
        }
        if let Some(fault) = link_fault(link) {
            error("target_url", &["is blocked: ", fault].concat());
        }
        if repository.jobs.contains(&status.key) {
            error("name", "has already been taken");
        }
        if errors.is_empty() {
            return Ok(());
        }
        let fields = errors.into_iter().map(|(field, messages)| (field, Tree::List(messages)));
        Err(Reply::json(400, &Tree::object([("message", Tree::object(fields))])))
    }
}

/// The account behind the access token in `PRIVATE-TOKEN`, or in `Authorization: Bearer`.
fn account<'a>(request: &Received, repository: &'a Repository) -> Option<&'a Account> {
    if let Some(token) = request.header("PRIVATE-TOKEN") {
        return repository.account(token);
    }
    match request.authorization() {
        Credential::Bearer(token) => repository.account(&token),
        _ => None,
    }
}

/// The parameters of the query, and those of the body, which come first.
fn parameters(request: &Received, query: &str) -> Result<Map<String, Value>, Reply> {
    let mut fields = Map::new();
    let mut add = |pairs: &str| {
        for (name, value) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
            let plain = |text: &str| decode(&text.replace('+', " "));
            fields.insert(plain(name), Value::String(plain(value)));
        }
    };
    add(query);
    if request.is_json() {
        match json::parse(request.body) {
            Ok(Value::Object(body)) => {
                for (name, value) in body {
                    fields.insert(name, value);
                }
            }
            Ok(_) => {}
            Err(_) => {
                let fault = text("Problem processing request: the body is not valid JSON.");
                return Err(Reply::json(400, &Tree::object([("error", fault)])));
            }
        }
    } else {
        match request.media_type().as_str() {
            "" | "application/x-www-form-urlencoded" => add(request.body),
            media => {
                let fault = ["The provided content-type '", media, "' is not supported."].concat();
                return Err(Reply::json(415, &Tree::object([("error", text(&fault))])));
            }
        }
    }
    Ok(fields)
}

/// The commit that a hash, a branch or the beginning of a hash means.
fn resolve(repository: &Repository, hash: &str) -> Option<String> {
    let branch = repository.branches.iter().find(|branch| branch.name == hash);
    branch
        .and_then(|branch| branch.commits.last())
        .cloned()
        .or_else(|| repository.commit_that_begins(hash, HASH_MIN).map(str::to_string))
}

fn refuse(status: u16, message: &str) -> Reply {
    Reply::json(status, &Tree::object([("message", text(message))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::receiver::COMMIT;
    use crate::provider::receiver::case::{Case, check};

    const IDS: [&str; 2] = ["gitlab", "gitlab-self-managed"];

    fn row(what: &str, change: impl Fn(&mut Case), status: u16, says: &str) {
        for id in IDS {
            check(id, what, &change, status, says);
        }
    }

    #[test]
    fn the_address_decides_first() {
        row("as planned", |_| {}, 201, "\"status\": \"running\"");
        row("empty hash", |c| c.at(|url| url.replace(COMMIT, "")), 404, "\"error\": \"404 Not Found\"");
        row("path not encoded", |c| c.at(|url| url.replace("%2F", "/")), 404, "\"error\": \"404 Not Found\"");
        row("encoded in lower case", |c| c.at(|url| url.replace("%2F", "%2f")), 201, "");
        row("by its number", |c| c.at(|url| url.replace("acme%2Fshop", "4242")), 201, "");
        row("another project", |c| c.at(|url| url.replace("shop", "bakery")), 404, "404 Project Not Found");
        row("another number", |c| c.at(|url| url.replace("acme%2Fshop", "4243")), 404, "404 Project Not Found");
        row(
            "hash in the wrong place",
            |c| c.at(|url| url.replace(&["statuses/", COMMIT].concat(), &[COMMIT, "/statuses"].concat())),
            404,
            "404 Not Found",
        );
        row("unknown hash", |c| c.at(|url| url.replace(COMMIT, &"0".repeat(40))), 404, "404 Commit Not Found");
        row("not expanded", |c| c.at(|url| url.replace(COMMIT, "%7B%7B%20x%20%7D%7D")), 404, "404 Commit Not Found");
        row("short hash", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..12])), 201, COMMIT);
        row("very short hash", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..6])), 404, "404 Commit Not Found");
        row("a branch in its place", |c| c.at(|url| url.replace(COMMIT, "main")), 201, "f04a7d3c");
        row("another method", |c| c.method = "PUT", 405, "405 Not Allowed");
        row(
            "moved",
            |c| c.repository.moved_to = Some("acme%2Fstore".into()),
            405,
            "Non GET methods are not allowed for moved projects",
        );
        row(
            "moved, by its number",
            |c| {
                c.repository.moved_to = Some("acme%2Fstore".into());
                c.at(|url| url.replace("acme%2Fshop", "4242"));
            },
            201,
            "",
        );
        row("down", |c| c.repository.down = Some(502), 502, "<html>");
        row("too many calls", |c| c.repository.rate_limited = true, 429, "Retry later");
    }

    #[test]
    fn an_access_token_of_a_developer_is_needed() {
        row("no header", |c| c.header("Authorization", ""), 401, "401 Unauthorized");
        row("unknown token", |c| c.header("Authorization", "Bearer x"), 401, "401 Unauthorized");
        row("the other scheme", |c| c.header("Authorization", "token sandbox-writer"), 401, "401 Unauthorized");
        row("without scheme", |c| c.header("Authorization", "sandbox-writer"), 401, "401 Unauthorized");
        row(
            "private token",
            |c| {
                c.header("Authorization", "");
                c.header("private-token", "sandbox-writer");
            },
            201,
            "",
        );
        row("wrong private token beside", |c| c.header("PRIVATE-TOKEN", "x"), 401, "");
        row("reporter", |c| c.token("sandbox-reader"), 403, "\"message\": \"403 Forbidden\"");
        row("no scope", |c| c.token("sandbox-noscope"), 403, "insufficient_scope");
        row("stranger", |c| c.repository.accounts[0].access = Access::None, 404, "404 Project Not Found");
        row("protected branch", |c| c.repository.branches[0].protected = true, 403, "403 Forbidden");
        row(
            "protected branch, maintainer",
            |c| {
                c.repository.branches[0].protected = true;
                c.repository.accounts[0].access = Access::Admin;
            },
            201,
            "",
        );
    }

    #[test]
    fn the_body_is_read_by_its_type() {
        row("not JSON", |c| c.body = "{".into(), 400, "\"error\"");
        row("no type", |c| c.header("Content-Type", ""), 400, "state is missing");
        row("another type", |c| c.header("Content-Type", "text/plain"), 415, "text/plain");
        row("a list", |c| c.body = "[]".into(), 400, "state is missing");
        row(
            "a form",
            |c| {
                c.header("Content-Type", "application/x-www-form-urlencoded");
                c.body = "state=running&name=a+b%21".into();
            },
            201,
            "\"name\": \"a b!\"",
        );
        row("in the query", |c| c.at(|url| [url, "?ref=main&state=success"].concat()), 201, "\"status\": \"running\"");
        row(
            "only in the query",
            |c| {
                c.at(|url| [url, "?state=success"].concat());
                c.body = "{}".into();
            },
            201,
            "\"status\": \"success\"",
        );
    }

    #[test]
    fn each_value_has_its_rule() {
        row("no state", |c| c.set("state", json!(null)), 400, "state does not have a valid value");
        row(
            "no such state",
            |c| c.set("state", json!("failure")),
            400,
            "\"error\": \"state does not have a valid value\"",
        );
        row("state of a wrong type", |c| c.set("state", json!(["running"])), 400, "state is invalid");
        row(
            "description too long",
            |c| c.set("description", json!("é".repeat(256))),
            400,
            "is too long (maximum is 255 characters)",
        );
        row("description just right", |c| c.set("description", json!("é".repeat(255))), 201, "");
        row(
            "link too long",
            |c| c.set("target_url", json!(["https://a.b/", &"x".repeat(244)].concat())),
            400,
            "is too long",
        );
        row(
            "link without scheme",
            |c| c.set("target_url", json!("app.devopness.com")),
            400,
            "is blocked: Only allowed schemes are http, https",
        );
        row("name of any length", |c| c.set("name", json!("x".repeat(3000))), 201, "");
        row("blank description", |c| c.set("description", json!("")), 201, "\"description\": null");
        row("empty link", |c| c.set("target_url", json!("")), 201, "\"target_url\": null");
        row("blank name", |c| c.set("name", json!("")), 400, "can't be blank");
        row(
            "name of a CI job",
            |c| c.repository.jobs = vec!["ci/devopness(build)".into()],
            400,
            "has already been taken",
        );
        row("name of another CI job", |c| c.repository.jobs = vec!["build".into()], 201, "");
        row("no name", |c| c.set("name", json!(null)), 201, "\"name\": \"default\"");
        row(
            "context in its place",
            |c| {
                c.set("name", json!(null));
                c.set("context", json!("x"));
            },
            201,
            "\"name\": \"x\"",
        );
        row("name before context", |c| c.set("context", json!("x")), 201, "\"name\": \"ci/devopness(build)\"");
        row("coverage", |c| c.set("coverage", json!(87.5)), 201, "");
        row("coverage of a wrong type", |c| c.set("coverage", json!("much")), 400, "coverage is invalid");
        row(
            "a pipeline that is not there",
            |c| c.set("pipeline_id", json!(9)),
            404,
            "404 Pipeline for pipeline_id, sha and ref Not Found",
        );
        row("pipeline of a wrong type", |c| c.set("pipeline_id", json!("x")), 400, "pipeline_id is invalid");
        row("fields of others", |c| c.set("key", json!({})), 201, "");
    }

    #[test]
    fn a_link_is_looked_at_as_gitlabs_own_code_does() {
        let (invalid, scheme, host) =
            ("URI is invalid", "Only allowed schemes are http, https", "Hostname or IP address invalid");
        for (link, says) in [
            ("https://app.devopness.com/actions/1", ""),
            (" http://localhost:8080/x y?{{ z }} ", ""),
            ("https://user:pass@a.b/x", ""),
            ("https://[2001:db8::1]:8080/x", ""),
            ("https://8.8.8.8", ""),
            ("https://é.example/", ""),
            ("https:///x", ""),
            ("app.devopness.com", scheme),
            ("/x", scheme),
            ("ftp://a.b", scheme),
            ("javascript:alert(1)", scheme),
            ("HTTPS://a.b", scheme),
            ("https://", invalid),
            ("https://a b/x", invalid),
            ("https://{{ x }}/", invalid),
            ("https://<host>/", invalid),
            ("https://a.b:port/", invalid),
            ("https://a.b/x\ny", invalid),
            ("https://-a.b/x", host),
            ("https://_a.b/x", host),
            ("https://.a.b/x", host),
            ("https://[x/", host),
        ] {
            let status = if says.is_empty() { 201 } else { 400 };
            row(link, |c| c.set("target_url", json!(link)), status, says);
        }
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let mut case = Case::of("gitlab");
        case.repository.jobs = vec!["ci/devopness(build)".into()];
        case.set("target_url", json!(["ftp://a.b/", &"x".repeat(255)].concat()));
        case.set("description", json!("x".repeat(256)));
        case.set("ref", json!("x".repeat(256)));
        let reply = case.send();
        let long = "is too long (maximum is 255 characters)";
        let told = json!({"message": {
            "ref": [long],
            "target_url": [long, "is blocked: Only allowed schemes are http, https"],
            "description": [long],
            "name": ["has already been taken"],
        }});
        assert_eq!((reply.status, json::parse(&reply.body).unwrap()), (400, told));
    }

    #[test]
    fn a_branch_is_sent_or_found() {
        row("found", |c| c.set("ref", json!(null)), 201, "\"ref\": \"main\"");
        row("sent, not looked at", |c| c.set("ref", json!("other")), 201, "\"ref\": \"other\"");
        row("empty", |c| c.set("ref", json!("")), 404, "404 References for commit Not Found");
        row("too long", |c| c.set("ref", json!("x".repeat(256))), 400, "is too long");
        row(
            "none has the commit",
            |c| {
                c.set("ref", json!(null));
                c.repository.branches.clear();
            },
            404,
            "404 References for commit Not Found",
        );
        row(
            "that of the newest pipeline",
            |c| {
                c.repository.branches.clear();
                for branch in ["main", "other"] {
                    c.set("ref", json!(branch));
                    c.send();
                }
                c.set("ref", json!(null));
                c.set("state", json!("success"));
            },
            201,
            "\"ref\": \"other\"",
        );
    }
}
