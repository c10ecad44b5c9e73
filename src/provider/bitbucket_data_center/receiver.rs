//! Receiving commit statuses, by the resource of 7.14 and later and by the older one, `build-status`. The rules are those
//! of the vendor's description of its REST API 9.4 and of the page that the provider's file names; the words for a wrong
//! link stand in <https://github.com/danger/danger-js/issues/588>, those for an address without a call in
//! <https://github.com/sourcegraph/sourcegraph-public-snapshot/issues/8883>, and those for what is not there in
//! <https://github.com/jfrog/froggit-go> (`vcsclient/bitbucketserver_test.go`). Tokens:
//! <https://confluence.atlassian.com/bitbucketserver091/http-access-tokens-1443038354.html>.
//! `CANCELLED` and `UNKNOWN` are taken as by 8.0 and later
//! (<https://developer.atlassian.com/server/bitbucket/reference/api-changelog/#bitbucket-server-8-0>).
//!
//! Guesses: the limit of the description, that only http and https make a valid link, that the newer resource does not
//! know a commit which is not there, that a repository that moved is not found, all other words of the refusals, what a
//! body gives that does not say that it is JSON, and the order of the checks.

use serde_json::{Map, Value};

use super::BitbucketDataCenter;
use crate::provider::Provider;
use crate::provider::receiver::{
    Access, Credential, Received, Receiver, Reply, Repository, StatusRecord, link_host, number, text, text_or_null,
    too_long,
};
use crate::text::json::{self, Tree};

/// The most characters of fields that the plan does not write.
const LONG: [(&str, usize); 3] = [("buildNumber", 255), ("parent", 1024), ("ref", 1024)];

impl Receiver for BitbucketDataCenter {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn receive(&self, request: &Received, repository: &mut Repository) -> Reply {
        self.take(request, repository).unwrap_or_else(|refusal| refusal)
    }

    fn guesses(&self) -> &'static str {
        "Atlassian does not document in which words it refuses, nor what it does after a move: they are likely, no more."
    }
}

impl BitbucketDataCenter {
    fn take(&self, request: &Received, repository: &mut Repository) -> Result<Reply, Reply> {
        repository.outage()?;
        let no_resource = || {
            let message = text(&["null for uri: ", request.url].concat());
            Reply::json(404, &Tree::object([("message", message), ("status-code", number(404))]))
        };
        let (segments, _) = request.path(&repository.root).ok_or_else(no_resource)?;
        let (names, hash) = match segments[..] {
            ["rest", "api", "latest" | "1.0", "projects", key, "repos", name, "commits", hash, "builds"] => {
                (Some([key, name]), hash)
            }
            // Not tied to a repository, deprecated since 7.14.
            ["rest", "build-status", "latest" | "1.0", "commits", hash] => (None, hash),
            _ => return Err(no_resource()),
        };
        if hash.is_empty() {
            return Err(no_resource());
        }
        if request.method != "POST" {
            return Err(refuse(405, "Method not allowed"));
        }
        let account = match request.authorization() {
            Credential::Bearer(token) | Credential::Basic(token) => repository.account(&token).cloned(),
            _ => None,
        };
        let Some(account) = account.filter(|account| account.scoped) else {
            let message = "Authentication failed. Please check your credentials and try again.";
            return Err(error(401, Tree::Value(Value::Null), message, "auth.IncorrectPasswordAuthenticationException"));
        };
        if repository.rate_limited {
            return Err(refuse(429, "Too many requests. Try again later.").with("Retry-After", "60"));
        }
        if let Some(names) = names {
            let gone = repository.moved_to.is_some() && repository.is_named_as_before(&names);
            if !repository.is_named(&names) || gone {
                let message = ["Repository ", names[0], "/", names[1], " does not exist."].concat();
                let exception = "repository.NoSuchRepositoryException";
                return Err(error(404, Tree::Value(Value::Null), &message, exception));
            }
            if account.access == Access::None {
                let message = "You are not permitted to access this resource";
                return Err(error(401, Tree::Value(Value::Null), message, "AuthorisationException"));
            }
        }
        if !request.is_json() {
            return Err(refuse(415, "The body is not application/json."));
        }
        let fields = match json::parse(request.body) {
            Ok(Value::Object(fields)) => fields,
            _ => return Err(refuse(400, "The body is not a JSON object.")),
        };
        if !(hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit())) {
            return Err(refuse(400, "The commit must be a full hash of 40 characters."));
        }
        let record = self.read(&fields)?;
        if let Some([_, name]) = names
            && repository.commit(hash).is_none()
        {
            let message = ["Commit '", hash, "' does not exist in repository '", name, "'."].concat();
            return Err(error(404, Tree::Value(Value::Null), &message, "commit.NoSuchCommitException"));
        }
        repository.overwrite(StatusRecord { commit: hash.to_string(), account: account.name, ..record });
        Ok(Reply::empty(204))
    }

    /// The status in a body.
    fn read(&self, fields: &Map<String, Value>) -> Result<StatusRecord, Reply> {
        let get = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(""),
            Some(Value::String(text)) => Ok(text.as_str()),
            Some(_) => Err(invalid(name, "must be a text.")),
        };
        for name in ["key", "state", "url"] {
            if get(name)?.trim().is_empty() {
                return Err(invalid(name, "must not be blank."));
            }
        }
        let (state, url, branch) = (get("state")?, get("url")?, get("ref")?);
        if !self.states().contains(&state) {
            return Err(invalid("state", &["must be one of ", &self.states().join(", "), "."].concat()));
        }
        if link_host(url).is_none() {
            return Err(refuse(400, "Please specify a valid url"));
        }
        let at_most = |name, max: usize| invalid(name, &["has at most ", &max.to_string(), " characters."].concat());
        for name in ["key", "name", "url", "description"] {
            if let Some((max, _)) = too_long(self, name, get(name)?) {
                return Err(at_most(name, max));
            }
        }
        for (name, max) in LONG {
            if get(name)?.chars().count() > max {
                return Err(at_most(name, max));
            }
        }
        if !branch.is_empty() && !branch.starts_with("refs/") {
            return Err(invalid("ref", "must start with refs/."));
        }
        Ok(StatusRecord {
            key: get("key")?.to_string(),
            state: state.to_string(),
            description: get("description")?.to_string(),
            link: url.to_string(),
            branch: branch.to_string(),
            ..StatusRecord::default()
        })
    }
}

fn refuse(status: u16, message: &str) -> Reply {
    error(status, Tree::Value(Value::Null), message, "")
}

fn invalid(field: &str, message: &str) -> Reply {
    error(400, text(field), &[field, " ", message].concat(), "")
}

/// A refusal, with the name of the exception below the vendor's own package, where it is known.
fn error(status: u16, context: Tree, message: &str, exception: &str) -> Reply {
    let exception = if exception.is_empty() { String::new() } else { ["com.atlassian.bitbucket.", exception].concat() };
    let fields = [("context", context), ("message", text(message)), ("exceptionName", text_or_null(&exception))];
    Reply::json(status, &Tree::object([("errors", Tree::List(vec![Tree::object(fields)]))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::receiver::COMMIT;
    use crate::provider::receiver::case::{Case, check};

    fn row(what: &str, change: impl Fn(&mut Case), status: u16, says: &str) {
        check("bitbucket-data-center", what, change, status, says);
    }

    /// Sends to the older resource.
    fn older(case: &mut Case) {
        case.url = [&case.repository.root, "/rest/build-status/1.0/commits/", COMMIT].concat();
    }

    #[test]
    fn the_address_decides_first() {
        row("as planned", |_| {}, 204, "");
        row("slash at the end", |c| c.at(|url| [url, "/"].concat()), 404, "null for uri: https://");
        row("empty hash", |c| c.at(|url| url.replace(COMMIT, "")), 404, "null for uri: https://");
        row(
            "hash at the end",
            |c| c.at(|url| url.replace(&[COMMIT, "/"].concat(), "") + "/" + COMMIT),
            404,
            "null for uri: https://",
        );
        row(
            "commit in place of commits",
            |c| c.at(|url| url.replace("/commits/", "/commit/")),
            404,
            "null for uri: https://",
        );
        row("another repository", |c| c.at(|url| url.replace("shop", "bakery")), 404, "acme/bakery does not exist");
        row("short hash", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..12])), 400, "full hash of 40 characters");
        row("not expanded", |c| c.at(|url| url.replace(COMMIT, "{{x}}")), 400, "full hash of 40 characters");
        row("unknown hash", |c| c.at(|url| url.replace(COMMIT, &"0".repeat(40))), 404, "does not exist");
        row("version in the path", |c| c.at(|url| url.replace("latest", "1.0")), 204, "");
        row("another method", |c| c.method = "GET", 405, "");
        row("moved", |c| c.repository.moved_to = Some("acme/store".into()), 404, "does not exist");
        row("down", |c| c.repository.down = Some(503), 503, "<html>");
        row("too many calls", |c| c.repository.rate_limited = true, 429, "Too many requests");
    }

    #[test]
    fn the_older_resource_knows_no_repository() {
        row("as planned", older, 204, "");
        row(
            "unknown hash",
            |c| {
                older(c);
                c.at(|url| url.replace(COMMIT, &"0".repeat(40)));
            },
            204,
            "",
        );
        row(
            "short hash",
            |c| {
                older(c);
                c.at(|url| url.replace(COMMIT, &COMMIT[..12]));
            },
            400,
            "full hash of 40 characters",
        );
        row(
            "empty hash",
            |c| {
                older(c);
                c.at(|url| url.replace(COMMIT, ""));
            },
            404,
            "null for uri: https://",
        );
        row(
            "stranger",
            |c| {
                older(c);
                c.repository.accounts[0].access = Access::None;
            },
            204,
            "",
        );
    }

    #[test]
    fn a_token_that_may_read_is_enough() {
        row("reader", |c| c.token("sandbox-reader"), 204, "");
        row("no permission", |c| c.token("sandbox-noscope"), 401, "Authentication failed");
        row("stranger", |c| c.repository.accounts[0].access = Access::None, 401, "not permitted");
        row("no credential", |c| c.header("Authorization", ""), 401, "Authentication failed");
        row("unknown token", |c| c.token("x"), 401, "Authentication failed");
        row("user and token", |c| c.header("Authorization", "Basic bWVAeC5kZXY6c2FuZGJveC13cml0ZXI="), 204, "");
    }

    #[test]
    fn each_value_has_its_rule() {
        row("not JSON", |c| c.body = "{".into(), 400, "not a JSON object");
        row("no type", |c| c.header("Content-Type", ""), 415, "application/json");
        for name in ["key", "state", "url"] {
            row(name, |c| c.unset(name), 400, &[name, " must not be blank."].concat());
            row(name, |c| c.set(name, json!(" ")), 400, &[name, " must not be blank."].concat());
            row(name, |c| c.set(name, json!([])), 400, &[name, " must be a text."].concat());
        }
        row("a state of the cloud", |c| c.set("state", json!("STOPPED")), 400, "state must be one of INPROGRESS");
        row("link without scheme", |c| c.set("url", json!("app.devopness.com")), 400, "Please specify a valid url");
        row("host without a dot", |c| c.set("url", json!("http://jenkins/x")), 204, "");
        row(
            "link too long",
            |c| c.set("url", json!(["https://a.b/", &"x".repeat(439)].concat())),
            400,
            "url has at most 450",
        );
        for (name, max) in [("key", 255), ("name", 255), ("description", 255), ("buildNumber", 255), ("parent", 1024)] {
            row(name, |c| c.set(name, json!("x".repeat(max))), 204, "");
            row(name, |c| c.set(name, json!("x".repeat(max + 1))), 400, &[name, " has at most "].concat());
        }
        row("branch by its bare name", |c| c.set("ref", json!("main")), 400, "ref must start with refs/.");
        row(
            "branch too long",
            |c| c.set("ref", json!(["refs/heads/", &"x".repeat(1014)].concat())),
            400,
            "ref has at most 1024",
        );
        row("fields of others", |c| c.set("context", json!({})), 204, "");
    }

    #[test]
    fn any_account_may_overwrite() {
        let mut case = Case::of("bitbucket-data-center");
        case.send();
        case.set("state", json!("SUCCESSFUL"));
        case.token("sandbox-other");
        assert_eq!(case.send().status, 204);
        let records = &case.repository.statuses;
        assert_eq!(
            records.iter().map(|r| (r.state.as_str(), r.account.as_str())).collect::<Vec<_>>(),
            [("SUCCESSFUL", "other")]
        );
    }
}
