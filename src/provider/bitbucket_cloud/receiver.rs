//! Receiving commit statuses. Besides the pages that the provider's file names:
//!
//! - who may overwrite: <https://developer.atlassian.com/cloud/bitbucket/bitbucket-api-changes-commit-status/>,
//! - tokens: <https://developer.atlassian.com/cloud/bitbucket/rest/intro/#authentication>,
//! - short hashes, as pull requests send them: <https://github.com/runatlantis/atlantis/issues/2037>,
//! - form of the refusals: <https://github.com/buildbot/buildbot/issues/7049>.
//!
//! Guesses: that key, state and link are all required, the limit of the description, the words for a wrong state, how
//! another account's key is refused, that a repository that moved is not found, and the order of the checks.

use serde_json::{Map, Value};

use super::BitbucketCloud;
use crate::provider::Provider;
use crate::provider::receiver::{
    Access, Credential, Received, Receiver, Reply, Repository, StatusRecord, link_host, number, text, too_long,
};
use crate::text::json::{self, Tree};

/// The fewest characters of a hash. Twelve are known to work; fewer are a guess.
const HASH_MIN: usize = 7;

/// The most characters of `name`: <https://github.com/jenkinsci/bitbucket-branch-source-plugin/pull/928>.
const NAME_MAX: usize = 255;

impl Receiver for BitbucketCloud {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn receive(&self, request: &Received, repository: &mut Repository) -> Reply {
        self.take(request, repository).unwrap_or_else(|refusal| refusal)
    }

    fn guesses(&self) -> &'static str {
        "Atlassian does not document the limits, how it refuses another account’s key, nor what it does after a move: they are what others have met, or likely."
    }

    fn sends_short_hashes(&self) -> bool {
        true
    }
}

impl BitbucketCloud {
    fn take(&self, request: &Received, repository: &mut Repository) -> Result<Reply, Reply> {
        repository.outage()?;
        if repository.rate_limited {
            // As plain text, and without a word of how long to wait.
            return Err(Reply::text(429, "Rate limit for this resource has been exceeded"));
        }
        let no_resource = || refuse(404, "Resource not found");
        let (segments, _) = request.path(&repository.root).ok_or_else(no_resource)?;
        // The vendor's own examples end with a slash or without.
        let segments = match &segments[..] {
            [path @ .., ""] => path,
            path => path,
        };
        let ["repositories", workspace, slug, "commit", hash, "statuses", "build"] = *segments else {
            return Err(no_resource());
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
        let account =
            account.ok_or_else(|| refuse(401, "Token is invalid, expired, or not supported for this endpoint."))?;
        if !account.scoped {
            let required = Tree::List(vec![text("repository")]);
            let detail = Tree::object([("required", required)]);
            let message = "Your credentials lack one or more required privilege scopes.";
            return Err(error(403, vec![("message", text(message)), ("detail", detail)]));
        }
        if !repository.is_named(&[workspace, slug])
            || account.access == Access::None
            || repository.moved_to.is_some() && repository.is_named_as_before(&[workspace, slug])
        {
            let shown = [workspace, "/", slug].concat();
            return Err(refuse(404, &["Repository ", &shown, " not found"].concat()));
        }
        let commit = repository.commit_that_begins(hash, HASH_MIN).map(str::to_string);
        let commit = commit.ok_or_else(|| refuse(404, "Commit not found"))?;
        let record = StatusRecord { commit, account: account.name, ..self.read(request)? };
        let earlier = repository.statuses.iter().find(|other| other.commit == record.commit && other.key == record.key);
        let record = match earlier {
            Some(earlier) if earlier.account != record.account => {
                if account.access < Access::Admin {
                    let message = "Only the account that created this build status, or an admin of the repository, may change it.";
                    return Err(refuse(403, message));
                }
                StatusRecord { account: earlier.account.clone(), ..record }
            }
            _ => record,
        };
        let mut answer = vec![("type", text("build"))];
        answer.extend([
            ("key", text(&record.key)),
            ("state", text(&record.state)),
            ("url", text(&record.link)),
            ("description", text(&record.description)),
            ("refname", text(&record.branch)),
            ("commit", Tree::object([("hash", text(&record.commit))])),
            ("author", Tree::object([("nickname", text(&record.account))])),
        ]);
        answer.push(("id", number(repository.overwrite(record))));
        Ok(Reply::json(201, &Tree::object(answer)))
    }

    /// The status in a body.
    fn read(&self, request: &Received) -> Result<StatusRecord, Reply> {
        // A body that does not say that it is JSON is read as a form, in which there is nothing.
        let fields = match json::parse(request.body) {
            _ if !request.is_json() => Map::new(),
            Ok(Value::Object(fields)) => fields,
            _ => return Err(refuse(400, "The body is not a JSON object.")),
        };
        let get = |name: &str| match fields.get(name) {
            None | Some(Value::Null) => Ok(""),
            Some(Value::String(text)) => Ok(text.as_str()),
            Some(_) => Err(invalid(name, "Enter a text.")),
        };
        for name in ["key", "state", "url"] {
            if get(name)?.is_empty() {
                return Err(invalid(name, "This field is required."));
            }
        }
        let (state, url) = (get("state")?, get("url")?);
        if !self.states().contains(&state) {
            let message = ["Select a valid choice. ", state, " is not one of the available choices."];
            return Err(invalid("state", &message.concat()));
        }
        for name in ["key", "url", "description"] {
            if let Some((max, chars)) = too_long(self, name, get(name)?) {
                return Err(invalid(name, &at_most(max, chars)));
            }
        }
        let chars = get("name")?.chars().count();
        if chars > NAME_MAX {
            return Err(invalid("name", &at_most(NAME_MAX, chars)));
        }
        if !link_host(url).is_some_and(|host| host.trim_matches('.').contains('.')) {
            return Err(invalid("url", "Enter a valid URL."));
        }
        Ok(StatusRecord {
            key: get("key")?.to_string(),
            state: state.to_string(),
            description: get("description")?.to_string(),
            link: url.to_string(),
            branch: get("refname")?.to_string(),
            ..StatusRecord::default()
        })
    }
}

fn at_most(max: usize, chars: usize) -> String {
    ["Ensure this value has at most ", &max.to_string(), " characters (it has ", &chars.to_string(), ")."].concat()
}

fn refuse(status: u16, message: &str) -> Reply {
    error(status, vec![("message", text(message))])
}

fn invalid(field: &str, message: &str) -> Reply {
    let fields = Tree::object([(field, Tree::List(vec![text(message)]))]);
    error(400, vec![("message", text(&[field, ": ", message].concat())), ("fields", fields)])
}

fn error(status: u16, fields: Vec<(&str, Tree)>) -> Reply {
    Reply::json(status, &Tree::object([("type", text("error")), ("error", Tree::object(fields))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::provider::receiver::COMMIT;
    use crate::provider::receiver::case::{Case, check};

    fn row(what: &str, change: impl Fn(&mut Case), status: u16, says: &str) {
        check("bitbucket", what, change, status, says);
    }

    #[test]
    fn the_address_decides_first() {
        row("as planned", |_| {}, 201, "\"state\": \"INPROGRESS\"");
        row("slash at the end", |c| c.at(|url| [url, "/"].concat()), 201, "");
        row("empty hash", |c| c.at(|url| url.replace(COMMIT, "")), 404, "Resource not found");
        row(
            "hash at the end",
            |c| c.at(|url| url.replace(&[COMMIT, "/"].concat(), "") + "/" + COMMIT),
            404,
            "Resource not found",
        );
        row(
            "commits in place of commit",
            |c| c.at(|url| url.replace("/commit/", "/commits/")),
            404,
            "Resource not found",
        );
        row("another repository", |c| c.at(|url| url.replace("shop", "bakery")), 404, "not found");
        row("unknown hash", |c| c.at(|url| url.replace(COMMIT, &"0".repeat(40))), 404, "Commit not found");
        row("not expanded", |c| c.at(|url| url.replace(COMMIT, "%7B%7B%20x%20%7D%7D")), 404, "Commit not found");
        row("hash of a pull request", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..12])), 201, COMMIT);
        row("very short hash", |c| c.at(|url| url.replace(COMMIT, &COMMIT[..6])), 404, "Commit not found");
        row("another method", |c| c.method = "GET", 405, "");
        row("moved", |c| c.repository.moved_to = Some("acme/store".into()), 404, "not found");
        row("down", |c| c.repository.down = Some(503), 503, "<html>");
        row("too many calls", |c| c.repository.rate_limited = true, 429, "Rate limit");
        let mut case = Case::of("bitbucket");
        case.repository.rate_limited = true;
        let headers: Vec<String> = case.send().headers.into_iter().map(|header| header.value).collect();
        assert_eq!(headers, ["text/plain"]);
    }

    #[test]
    fn a_token_that_may_read_is_enough() {
        row("reader", |c| c.token("sandbox-reader"), 201, "");
        row("no scope", |c| c.token("sandbox-noscope"), 403, "lack one or more required privilege scopes");
        row("stranger", |c| c.repository.accounts[0].access = Access::None, 404, "not found");
        row("no credential", |c| c.header("Authorization", ""), 401, "Token is invalid");
        row("unknown token", |c| c.token("x"), 401, "Token is invalid");
        row("the scheme of others", |c| c.header("Authorization", "token sandbox-writer"), 401, "Token is invalid");
        // me@x.dev:sandbox-writer
        row("address and API token", |c| c.header("Authorization", "Basic bWVAeC5kZXY6c2FuZGJveC13cml0ZXI="), 201, "");
    }

    #[test]
    fn each_value_has_its_rule() {
        row("not JSON", |c| c.body = "{".into(), 400, "not a JSON object");
        row("no type", |c| c.header("Content-Type", ""), 400, "key: This field is required.");
        for name in ["key", "state", "url"] {
            row(name, |c| c.unset(name), 400, &[name, ": This field is required."].concat());
            row(name, |c| c.set(name, json!("")), 400, &[name, ": This field is required."].concat());
            row(name, |c| c.set(name, json!(1)), 400, &[name, ": Enter a text."].concat());
        }
        row("no such state", |c| c.set("state", json!("success")), 400, "success is not one of the available choices");
        row(
            "key too long",
            |c| c.set("key", json!("x".repeat(41))),
            400,
            "key: Ensure this value has at most 40 characters (it has 41).",
        );
        row("key just right", |c| c.set("key", json!("é".repeat(40))), 201, "");
        row("name longer than a key", |c| c.set("name", json!("x".repeat(255))), 201, "");
        row(
            "name too long",
            |c| c.set("name", json!("x".repeat(256))),
            400,
            "name: Ensure this value has at most 255 characters (it has 256).",
        );
        row("description too long", |c| c.set("description", json!("x".repeat(256))), 400, "description: Ensure");
        row(
            "link too long",
            |c| c.set("url", json!(["https://a.b/", &"x".repeat(439)].concat())),
            400,
            "url: Ensure this value has at most 450",
        );
        for link in ["app.devopness.com", "http://localhost:8080/x", "https://x./", "https://a.b/{{ action.id }}"] {
            row(link, |c| c.set("url", json!(link)), 400, "url: Enter a valid URL.");
        }
        row("a variable of Bitbucket's own", |c| c.set("url", json!("https://a.b/{repository.full_name}")), 201, "");
        row("fields of others", |c| c.set("context", json!({})), 201, "");
    }

    #[test]
    fn only_the_account_that_made_a_status_or_an_admin_may_change_it() {
        let after = |c: &mut Case| {
            c.send();
            c.set("state", json!("SUCCESSFUL"));
        };
        row("the same account", after, 201, "SUCCESSFUL");
        row(
            "another account",
            |c| {
                after(c);
                c.token("sandbox-other");
            },
            403,
            "Only the account that created this build status",
        );
        row(
            "another account, another key",
            |c| {
                after(c);
                c.set("key", json!("x"));
                c.token("sandbox-other");
            },
            201,
            "\"nickname\": \"other\"",
        );
        row(
            "an admin",
            |c| {
                after(c);
                c.repository.accounts[1].access = Access::Admin;
                c.token("sandbox-other");
            },
            201,
            "\"nickname\": \"writer\"",
        );
        row(
            "another commit",
            |c| {
                after(c);
                c.token("sandbox-other");
                let other = c.repository.commits[1].clone();
                c.at(|url| url.replace(COMMIT, &other));
            },
            201,
            "",
        );
    }
}
