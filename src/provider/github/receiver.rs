//! Receiving commit statuses. Besides the page that the provider's file names:
//!
//! - compulsory `User-Agent`, permissions and the codes of refusals:
//!   <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>,
//! - versions: <https://docs.github.com/en/rest/about-the-rest-api/api-versions>,
//! - form of the hash: <https://github.com/renovatebot/renovate/issues/7180>; unknown hash:
//!   <https://github.com/rust-lang/homu/issues/141>,
//! - 1000 records: <https://github.com/r-lib/gh/issues/229>,
//! - a repository that moved: <https://developer.github.com/changes/2015-04-17-preview-repository-redirects/>, “301 or 307,
//!   depending on the type of request”; a `POST` gets 307, with the address by the repository's number, which stays,
//! - an empty context: <https://github.com/woodpecker-ci/woodpecker/issues/2716>.
//!
//! Guesses: that fields nobody knows and the content type do not matter, that `null` and an empty link or description count
//! as none, that a description may have characters beyond the Basic Multilingual Plane (some reports up to 2023 say
//! otherwise, so the form warns), and the order of the checks.

use serde_json::{Map, Value};

use super::GitHub;
use crate::provider::Provider;
use crate::provider::receiver::{
    Access, Credential, Received, Receiver, Reply, Repository, StatusRecord, link_host, number, text, text_or_null,
    too_long,
};
use crate::text::json::{self, Tree};

/// The most records of one commit and context.
const RECORDS_MAX: usize = 1000;

/// The versions of the API. Enterprise Server has the newer one from 3.21 on; it is taken here as well.
const VERSIONS: [&str; 2] = ["2022-11-28", "2026-03-10"];

impl Receiver for GitHub {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn receive(&self, request: &Received, repository: &mut Repository) -> Reply {
        self.take(request, repository).unwrap_or_else(|refusal| refusal)
    }

    fn guesses(&self) -> &'static str {
        "GitHub does not document its limits of lengths: they are what others have met."
    }

    fn same_status(&self, a: &StatusRecord, b: &StatusRecord) -> bool {
        a.key.eq_ignore_ascii_case(&b.key)
    }
}

impl GitHub {
    fn take(&self, request: &Received, repository: &mut Repository) -> Result<Reply, Reply> {
        repository.outage()?;
        // Documented for GitHub.com and Enterprise Cloud alone.
        if !self.enterprise_server && request.header("User-Agent").is_none() {
            return Err(Reply::html(
                403,
                "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
            ));
        }
        if let Some(version) = request.header("X-GitHub-Api-Version")
            && !VERSIONS.contains(&version)
        {
            return Err(self.refuse(400, &["“", version, "” is not a supported version of the API."].concat()));
        }
        let credential = request.authorization();
        let account = match repository.account(credential.token()) {
            Some(account) => account.clone(),
            None if credential == Credential::Missing => return Err(self.refuse(401, "Requires authentication")),
            None => return Err(self.refuse(401, "Bad credentials")),
        };
        if repository.rate_limited {
            let refusal = self.refuse(403, "API rate limit exceeded for the user.");
            return Err(refusal.with("X-RateLimit-Remaining", "0").with("Retry-After", "60"));
        }
        let not_found = || self.refuse(404, "Not Found");
        let (segments, _) = request.path(&repository.root).ok_or_else(not_found)?;
        // By its name, or by its number, which stays when it is renamed.
        let (names, hash) = match &segments[..] {
            [first, names @ .., "statuses", hash]
                if matches!((*first, names.len()), ("repos", 2) | ("repositories", 1)) =>
            {
                (names, *hash)
            }
            _ => return Err(not_found()),
        };
        let is_named = repository.is_named(names) || matches!(names, [id] if repository.number.as_deref() == Some(id));
        // Whoever may not push learns no more than that there is nothing.
        if request.method != "POST" || hash.is_empty() || !is_named || account.access < Access::Write {
            return Err(not_found());
        }
        if !account.scoped {
            return Err(self.refuse(403, "Resource not accessible by personal access token"));
        }
        if repository.moved_to.is_some() && names.len() == 2 && repository.is_named_as_before(names) {
            let number = repository.number.as_deref().unwrap_or_default();
            let location = [&repository.root, "/repositories/", number, "/statuses/", hash].concat();
            let fields = vec![("message", text("Moved Permanently")), ("url", text(&location))];
            return Err(self.error(307, fields).with("Location", &location));
        }
        let fields = match json::parse(request.body) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err(self.refuse(400, "Body should be a JSON object")),
            Err(_) => return Err(self.refuse(400, "Problems parsing JSON")),
        };
        let record = self.read(&fields, hash)?;
        let Some(commit) = repository.commit(hash) else {
            return Err(self.refuse(422, &["No commit found for SHA: ", hash].concat()));
        };
        let record = StatusRecord { commit: commit.to_string(), account: account.name, ..record };
        let same = |other: &&StatusRecord| other.commit == record.commit && self.same_status(other, &record);
        if repository.statuses.iter().filter(same).count() >= RECORDS_MAX {
            let text = text("Validation failed: This SHA and context has reached the maximum number of statuses.");
            return Err(self.invalid(vec![text]));
        }
        let record = StatusRecord { id: repository.next_id(), ..record };
        let reply = Reply::json(
            201,
            &Tree::object([
                ("url", text(&[&repository.root, "/", &segments.join("/")].concat())),
                ("id", number(record.id)),
                ("state", text(&record.state)),
                ("description", text_or_null(&record.description)),
                ("target_url", text_or_null(&record.link)),
                ("context", text(&record.key)),
                ("creator", Tree::object([("login", text(&record.account))])),
            ]),
        );
        repository.statuses.push(record);
        Ok(reply)
    }

    /// The status in a body.
    fn read(&self, fields: &Map<String, Value>, hash: &str) -> Result<StatusRecord, Reply> {
        let get = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(""),
            Some(Value::String(text)) => Ok(text.as_str()),
            Some(other) => {
                let text = ["Invalid request.\n\nFor '", name, "', ", &other.to_string(), " is not a string."].concat();
                Err(self.refuse(422, &text))
            }
        };
        let (state, context) = (get("state")?, get("context")?);
        let (description, link) = (get("description")?, get("target_url")?);
        if !fields.contains_key("state") {
            return Err(self.refuse(422, "Invalid request.\n\n\"state\" wasn't supplied."));
        }
        let mut errors = Vec::new();
        if fields.get("context").is_some_and(Value::is_string) && context.trim().is_empty() {
            errors.push(Tree::object([
                ("resource", text("Status")),
                ("code", text("missing_field")),
                ("field", text("context")),
            ]));
        }
        let mut error = |field: &str, message: &[&str]| {
            errors.push(Tree::object([
                ("resource", text("Status")),
                ("code", text("custom")),
                ("field", text(field)),
                ("message", text(&[field, " ", &message.concat()].concat())),
            ]));
        };
        if !(hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit())) {
            error("sha", &["must be a 40 character SHA1"]);
        }
        if !self.states().contains(&state) {
            error("state", &["is not included in the list"]);
        }
        if !link.is_empty() && link_host(link).is_none() {
            error("target_url", &["must use http(s) scheme"]);
        }
        for (field, value) in [("description", description), ("context", context)] {
            if let Some((max, _)) = too_long(self, field, value) {
                error(field, &["is too long (maximum is ", &max.to_string(), " characters)"]);
            }
        }
        if !errors.is_empty() {
            return Err(self.invalid(errors));
        }
        Ok(StatusRecord {
            key: if context.is_empty() { "default" } else { context }.to_string(),
            state: state.to_string(),
            description: description.to_string(),
            link: link.to_string(),
            ..StatusRecord::default()
        })
    }

    fn refuse(&self, status: u16, message: &str) -> Reply {
        self.error(status, vec![("message", text(message))])
    }

    fn invalid(&self, errors: Vec<Tree>) -> Reply {
        self.error(422, vec![("message", text("Validation Failed")), ("errors", Tree::List(errors))])
    }

    fn error(&self, status: u16, mut fields: Vec<(&str, Tree)>) -> Reply {
        fields.push(("documentation_url", text(self.docs())));
        fields.push(("status", text(&status.to_string())));
        Reply::json(status, &Tree::object(fields))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::receiver::COMMIT;
    use crate::provider::receiver::case::{Case, check};

    const CLOUD: &str = "github";
    const SERVER: &str = "github-enterprise-server";

    fn row(what: &str, change: impl Fn(&mut Case), status: u16, says: &str) {
        for id in [CLOUD, SERVER] {
            check(id, what, &change, status, says);
        }
    }

    #[test]
    fn the_address_decides_first() {
        row("as planned", |_| {}, 201, "\"state\": \"pending\"");
        row("empty hash", |c| c.at(|url| url.replace(COMMIT, "")), 404, "Not Found");
        row("trailing slash", |c| c.at(|url| [url, "/"].concat()), 404, "Not Found");
        row("without the hash", |c| c.at(|url| url.replace(&["/", COMMIT].concat(), "")), 404, "Not Found");
        row("a branch with a slash", |c| c.at(|url| url.replace(COMMIT, "feat/x")), 404, "Not Found");
        row(
            "hash in the wrong place",
            |c| c.at(|url| url.replace("statuses", "commits") + "/statuses"),
            404,
            "Not Found",
        );
        row("another repository", |c| c.at(|url| url.replace("shop", "bakery")), 404, "Not Found");
        row("by its number", |c| c.at(|url| url.replace("repos/acme/shop", "repositories/4242")), 201, "");
        row("another number", |c| c.at(|url| url.replace("repos/acme/shop", "repositories/4243")), 404, "Not Found");
        row("an owner of that name", |c| c.at(|url| url.replace("acme/shop", "4242/bakery")), 404, "Not Found");
        row("in upper case", |c| c.at(|url| url.replace("acme/shop", "ACME/Shop")), 201, "");
        row("another host", |c| c.at(|url| url.replace("https://", "https://x.")), 404, "Not Found");
        row("another method", |c| c.method = "PUT", 404, "Not Found");
        row("short hash", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..12])), 422, "sha must be a 40 character SHA1");
        row("not expanded", |c| c.at(|url| url.replace(COMMIT, "{{ x }}")), 422, "sha must be a 40 character SHA1");
        row(
            "a branch in its place",
            |c| c.at(|url| url.replace(COMMIT, "main")),
            422,
            "sha must be a 40 character SHA1",
        );
        row("unknown hash", |c| c.at(|url| url.replace(COMMIT, &"0".repeat(40))), 422, "No commit found for SHA: 0000");
        row("down", |c| c.repository.down = Some(503), 503, "<html>");
        row("too many calls", |c| c.repository.rate_limited = true, 403, "rate limit");
    }

    #[test]
    fn a_repository_that_moved_says_where_it_is() {
        let mut case = Case::of(CLOUD);
        case.repository.moved_to = Some("acme/store".into());
        let reply = case.send();
        let location = ["https://api.github.com/repositories/4242/statuses/", COMMIT].concat();
        let found = reply.headers.iter().find(|header| header.name == "Location");
        assert_eq!((reply.status, found.map(|header| header.value.as_str())), (307, Some(location.as_str())));
        let body = json::parse(&reply.body).unwrap();
        assert_eq!(
            (body["message"].as_str(), body["url"].as_str()),
            (Some("Moved Permanently"), Some(location.as_str()))
        );
        assert_eq!(case.repository.statuses, []);
        for url in [&location, &["https://api.github.com/repos/acme/store/statuses/", COMMIT].concat()] {
            case.url.clone_from(url);
            assert_eq!(case.send().status, 201, "{url}");
        }
        case.url = location.replace("4242", "4243");
        assert_eq!(case.send().status, 404);
    }

    #[test]
    fn the_headers_are_looked_at() {
        check(CLOUD, "no user agent", |c| c.header("User-Agent", ""), 403, "User-Agent header");
        check(SERVER, "no user agent", |c| c.header("User-Agent", ""), 201, "");
        row("no version", |c| c.header("X-GitHub-Api-Version", ""), 201, "");
        row("the newer version", |c| c.header("X-GitHub-Api-Version", "2026-03-10"), 201, "");
        row("another version", |c| c.header("X-GitHub-Api-Version", "2020-01-01"), 400, "2020-01-01");
        row("no content type", |c| c.header("Content-Type", ""), 201, "");
        row("no credential", |c| c.header("Authorization", ""), 401, "Requires authentication");
        row("unknown token", |c| c.token("x"), 401, "Bad credentials");
        row("without scheme", |c| c.header("Authorization", "sandbox-writer"), 401, "Bad credentials");
        row("the older scheme", |c| c.header("Authorization", "token sandbox-writer"), 201, "");
        row(
            "a header of others",
            |c| {
                c.header("Authorization", "");
                c.header("PRIVATE-TOKEN", "sandbox-writer");
            },
            401,
            "Requires authentication",
        );
    }

    #[test]
    fn an_account_that_may_push_is_needed() {
        row("reader", |c| c.token("sandbox-reader"), 404, "Not Found");
        row("no permission", |c| c.token("sandbox-noscope"), 403, "Resource not accessible by personal access token");
        row("stranger", |c| c.repository.accounts[0].access = Access::None, 404, "Not Found");
        row("another that may", |c| c.token("sandbox-other"), 201, "\"login\": \"other\"");
    }

    #[test]
    fn each_value_has_its_rule() {
        row("not JSON", |c| c.body = "{".into(), 400, "Problems parsing JSON");
        row("a list", |c| c.body = "[]".into(), 400, "Body should be a JSON object");
        row("no state", |c| c.unset("state"), 422, "wasn't supplied");
        row("no such state", |c| c.set("state", json!("running")), 422, "state is not included in the list");
        row("state in upper case", |c| c.set("state", json!("SUCCESS")), 422, "state is not included in the list");
        row("state of a wrong type", |c| c.set("state", json!(1)), 422, "'state', 1 is not a string");
        row(
            "description too long",
            |c| c.set("description", json!("é".repeat(141))),
            422,
            "description is too long (maximum is 140 characters)",
        );
        row("description just right", |c| c.set("description", json!("é".repeat(140))), 201, "");
        row("no description", |c| c.set("description", json!(null)), 201, "\"description\": null");
        row(
            "context too long",
            |c| c.set("context", json!("x".repeat(256))),
            422,
            "context is too long (maximum is 255 characters)",
        );
        row("no context", |c| c.unset("context"), 201, "\"context\": \"default\"");
        row("null as context", |c| c.set("context", json!(null)), 201, "\"context\": \"default\"");
        for empty in ["", " "] {
            row("empty context", |c| c.set("context", json!(empty)), 422, "\"code\": \"missing_field\"");
        }
        row("emoji in the description", |c| c.set("description", json!("🚀")), 201, "");
        row(
            "link without scheme",
            |c| c.set("target_url", json!("{{ link }}")),
            422,
            "target_url must use http(s) scheme",
        );
        row("long link", |c| c.set("target_url", json!(["https://a.b/", &"x".repeat(5000)].concat())), 201, "");
        row("empty link", |c| c.set("target_url", json!("")), 201, "\"target_url\": null");
        row("fields of others", |c| c.set("key", json!({})), 201, "");
        row(
            "two faults",
            |c| {
                c.set("state", json!("x"));
                c.set("target_url", json!("y"));
            },
            422,
            "target_url must use",
        );
    }

    #[test]
    fn the_newest_of_a_context_is_shown_and_a_thousand_are_taken() {
        let mut case = Case::of(CLOUD);
        for _ in 0..RECORDS_MAX {
            assert_eq!(case.send().status, 201);
        }
        case.set("context", json!("CI/Devopness(build)"));
        let reply = case.send();
        assert_eq!(reply.status, 422);
        assert!(
            json::parse(&reply.body).unwrap()["errors"][0].as_str().unwrap().contains("maximum number of statuses")
        );
        case.set("context", json!("another"));
        assert_eq!(case.send().status, 201);
        let shown = super::super::CLOUD.shown(&case.repository, COMMIT);
        assert_eq!(shown.iter().map(|record| record.id).collect::<Vec<_>>(), [1000, 1001]);
    }

    #[test]
    fn contexts_are_the_same_in_upper_and_lower_case() {
        let mut case = Case::of(CLOUD);
        case.send();
        case.set("context", json!("CI/DEVOPNESS(BUILD)"));
        case.set("state", json!("success"));
        case.send();
        let shown = super::super::CLOUD.shown(&case.repository, COMMIT);
        assert_eq!(shown.iter().map(|record| record.state.as_str()).collect::<Vec<_>>(), ["success"]);
    }
}
