//! Deliveries, one or more for each cause and provider, and what is said of them.

use serde_json::{Value, json};

use super::*;
use crate::provider::causes::CAUSES;

const HASH: &str = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
const GITHUB: &str = "https://api.github.com/repos/acme/shop/statuses/";
const SERVER: &str = "https://git.acme.dev/api/v3/repos/acme/shop/statuses/";
const GITLAB: &str = "https://gitlab.com/api/v4/projects/acme%2Fweb%2Fshop/statuses/";
const MANAGED: &str = "https://code.acme.dev/gitlab/api/v4/projects/42/statuses/";
const CLOUD: &str = "https://api.bitbucket.org/2.0/repositories/acme/shop/commit/";
const CENTER: &str = "https://bb.acme.dev/rest/api/latest/projects/ACME/repos/shop/commits/";

/// One row of the table: a delivery with everything as it should be but what the row says.
struct Row {
    url: String,
    status: Value,
    auth: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Value,
    answer_headers: Vec<(&'static str, &'static str)>,
    answer: Value,
    hook: &'static str,
    action: Value,
}

fn row(url: impl Into<String>, status: u16, answer: Value) -> Row {
    let url = url.into();
    let body = match provider_of_url(&url).map_or("", |provider| provider.id()) {
        "gitlab" | "gitlab-self-managed" => {
            json!({"state": "running", "name": "CI(build)", "target_url": "https://app.devopness.com/actions/7"})
        }
        "bitbucket" | "bitbucket-data-center" => {
            json!({"state": "INPROGRESS", "key": "CI(build)", "name": "CI(build)", "url": "https://app.devopness.com/actions/7"})
        }
        _ => json!({"state": "pending", "context": "CI(build)", "target_url": "https://app.devopness.com/actions/7"}),
    };
    let status = if status == 0 { Value::Null } else { json!(status) };
    Row {
        url,
        status,
        auth: "Bearer abcdefghij0123456789",
        headers: vec![("Content-Type", "application/json")],
        body,
        answer_headers: Vec::new(),
        answer,
        hook: "out",
        action: json!(7),
    }
}

impl Row {
    fn auth(mut self, value: &'static str) -> Row {
        self.auth = value;
        self
    }

    fn with(mut self, field: &str, value: &str) -> Row {
        self.body[field] = json!(value);
        self
    }

    fn without(mut self, field: &str) -> Row {
        self.body.as_object_mut().unwrap().remove(field);
        self
    }

    fn body(mut self, body: Value) -> Row {
        self.body = body;
        self
    }

    fn header(mut self, name: &'static str, value: &'static str) -> Row {
        self.headers.retain(|(own, _)| *own != name);
        self.headers.push((name, value));
        self
    }

    fn answered(mut self, name: &'static str, value: &'static str) -> Row {
        self.answer_headers.push((name, value));
        self
    }

    fn incoming(mut self, action: Value) -> Row {
        (self.hook, self.action, self.auth) = ("in", action, "");
        self
    }

    fn delivery(&self) -> Delivery {
        let mut headers: Vec<Value> = self.headers.iter().map(|(name, value)| json!([name, value])).collect();
        if !self.auth.is_empty() {
            headers.push(json!(["Authorization", self.auth]));
        }
        Delivery::parse(&json!({
            "id": "d", "action_id": self.action, "url": self.url, "request_headers": headers, "request_body": self.body,
            "response_status_code": self.status, "response_body": self.answer, "hook": {"type": self.hook},
            "response_headers": self.answer_headers.iter().map(|(name, value)| json!([name, value])).collect::<Vec<_>>(),
        }))
        .unwrap()
    }
}

fn on(url: &str, status: u16, message: &str) -> Row {
    row([url, HASH].concat(), status, json!({ "message": message }))
}

fn cloud(status: u16, answer: Value) -> Row {
    row([CLOUD, HASH, "/statuses/build"].concat(), status, answer)
}

fn center(status: u16, message: &str) -> Row {
    let answer = json!({"errors": [{"context": null, "message": message, "exceptionName": "x"}]});
    row([CENTER, HASH, "/builds"].concat(), status, answer)
}

fn error(message: &str) -> Value {
    json!({"type": "error", "error": {"message": message}})
}

fn bad_field(field: &str, message: &str) -> Value {
    json!({"type": "error", "error": {"message": "Bad request", "fields": {field: [message]}}})
}

/// The table: the delivery, the cause, a word of what happened, a word of the way out.
#[rustfmt::skip]
fn rows() -> Vec<(Row, &'static str, &'static str, &'static str)> {
    let not_found = || json!({"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"});
    let invalid = |message: &str| json!({"message": "Validation Failed", "errors": [{"resource": "Status", "code": "custom", "field": "x", "message": message}], "status": "422"});
    let page = || json!("<!DOCTYPE html><html><title>Sign in</title></html>");
    let long = "x".repeat(300);
    let hook = || row("https://api.devopness.com/hooks/incoming/u", 200, json!({"message": "ok"}));
    vec![
        // Taken.
        (on(GITHUB, 201, ""), "fine", "GitHub took it", ""),
        (on(SERVER, 201, ""), "fine", "GitHub Enterprise Server took it", ""),
        (on(GITLAB, 201, ""), "fine", "GitLab took it", ""),
        (on(MANAGED, 200, ""), "fine", "self-managed took it", ""),
        (cloud(201, json!({"key": "x"})), "fine", "Bitbucket took it", ""),
        (row([CENTER, HASH, "/builds"].concat(), 204, Value::Null), "fine", "Data Center took it", ""),
        (row("https://example.com/x", 200, json!("ok")), "fine", "The provider took it", ""),
        (on(GITHUB, 201, "").with("description", "Deploy of {{ application.nam }}"), "taken-unexpanded", "{{ application.nam }}", "list of variables"),
        (row([GITHUB, "8d1f5c0"].concat(), 201, json!({})), "taken-short-hash", "8d1f5c0", "whole hash"),
        (row("https://git.acme.dev/api/v3/repos/acme/shop/statuses/main", 200, page()), "taken-by-a-page", "web page", "Server address"),
        (row([GITLAB, "main"].concat(), 201, json!({})), "taken-not-a-hash", "main", "not the branch"),
        // No answer.
        (on("https://https://api.github.com/repos/a/b/statuses/", 0, ""), "address-twice", "twice", "save it"),
        (row([SERVER, HASH].concat(), 0, json!("cURL error 6: Could not resolve host: git.acme.dev")), "name-not-found", "Could not resolve", "Repository"),
        (row([SERVER, HASH].concat(), 0, json!("cURL error 60: SSL certificate problem: unable to get local issuer certificate")), "tls", "certificate problem", "certificate must be valid"),
        (row([SERVER, HASH].concat(), 0, json!("x509: certificate has expired")), "tls", "x509", "certificate"),
        (row([SERVER, HASH].concat(), 0, json!("cURL error 28: Operation timed out after 5001 milliseconds")), "timed-out", "5001", "firewall"),
        (row([SERVER, HASH].concat(), 0, json!("connect ECONNREFUSED 203.0.113.5:443")), "connection-refused", "ECONNREFUSED", "port"),
        (row("https://10.0.0.7/api/v3/repos/a/b/statuses/x", 0, Value::Null), "private-host", "10.0.0.7", "public address"),
        (row([SERVER, HASH].concat(), 0, Value::Null), "no-answer", "No answer is recorded", "again in a minute"),
        // The hash.
        (row(GITHUB, 404, not_found()), "hash-empty", "statuses/", "Commit hash variable"),
        (row("https://api.github.com/repos/acme/shop/statuses", 404, not_found()), "hash-empty", "no commit hash", "incoming hook"),
        (row([SERVER, "null"].concat(), 422, not_found()), "hash-empty", "null", "incoming hook"),
        (row(GITLAB, 404, json!({"error": "404 Not Found"})), "hash-empty", "statuses/", "Only deploys that a hook started"),
        (row([CLOUD, "/statuses/build"].concat(), 404, error("Resource not found")), "hash-empty", "commit//statuses", "incoming hook"),
        (row("https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/", 301, Value::Null), "hash-empty", "statuses/build/", "incoming hook"),
        (row([CENTER, "/builds"].concat(), 404, Value::Null), "hash-empty", "commits//builds", "incoming hook"),
        (row([GITHUB, "{{ action.triggered_from.hook_parsed_variables.sha }}"].concat(), 422, invalid("No commit found for SHA: {{")), "hash-unexpanded", "hook_parsed_variables.sha", "Commit hash variable"),
        (row([GITLAB, "%7B%7B%20a.b%20%7D%7D"].concat(), 404, json!({"message": "404 Commit Not Found"})), "hash-unexpanded", "%7B%7B", "regard to case"),
        (row([CLOUD, "{{ a.b }}/statuses/build"].concat(), 404, error("Commit not found")), "hash-unexpanded", "{{ a.b }}", "Commit hash variable"),
        (row([GITLAB, &"0".repeat(40)].concat(), 404, json!({"message": "404 Commit Not Found"})), "hash-zeros", "zeros", "condition"),
        (row([GITHUB, "8d1f5c0"].concat(), 422, invalid("The SHA must be a 40 character SHA1")), "hash-short", "8d1f5c0", "whole hash"),
        (row([CENTER, "8d1f5c0/builds"].concat(), 400, json!({"errors": [{"message": "The commit ID is invalid"}]})), "hash-short", "8d1f5c0", "whole hash"),
        (row([GITLAB, "main"].concat(), 404, json!({"message": "404 Commit Not Found"})), "hash-not-one", "main", "not the branch"),
        (row([GITHUB, "refs"].concat(), 404, not_found()), "hash-not-one", "refs", "not the branch"),
        (row("https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, error("Not found")), "hash-place", "between /commit/", "save it"),
        (row("https://api.bitbucket.org/2.0/repositories/acme/shop/statuses/build/{{ a.b }}", 404, error("Not found")), "hash-place", "{{ a.b }}", "save it"),
        (row("https://bb.acme.dev/rest/api/latest/projects/ACME/repos/shop/commits/builds/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, Value::Null), "hash-place", "between /commits/", "save it"),
        (row("https://api.github.com/repos/{{ application.repository }}/shop/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, not_found()), "address-unexpanded", "{{ application.repository }}", "save it"),
        (row("https://github.com/acme/shop/commit/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, page()), "address-odd", "no address", "Repository"),
        // The token.
        (on(GITHUB, 401, "Requires authentication").auth("Bearer "), "token-empty", "Bearer without a token", "credential"),
        (on(GITLAB, 401, "401 Unauthorized").auth("Bearer null"), "token-empty", "no token", "credential"),
        (on(GITHUB, 401, "Bad credentials").auth("Bearer {{ application.source_provider.acces_token }}"), "token-unexpanded", "acces_token", "{{ application.source_provider.access_token }}"),
        (on(GITHUB, 401, "Requires authentication").auth(""), "token-missing", "no header Authorization", "Request headers"),
        (on(GITHUB, 401, "Bad credentials"), "token-refused", "Bad credentials", "credential"),
        (on(GITLAB, 401, "401 Unauthorized"), "token-refused", "401 Unauthorized", "PRIVATE-TOKEN"),
        (cloud(401, json!("")), "token-refused", "not know the token", "Bearer"),
        (center(401, "Authentication failed"), "token-refused", "401 for both", "HTTP access token"),
        (row("https://example.com/x", 401, Value::Null), "token-refused", "401", "Authorization"),
        (on(GITLAB, 401, "").auth("Bearer abcdefghij").body(json!({"state": "running", "name": "x"})).answered("x", "y"), "token-refused", "not know the token", "credential"),
        (row([GITLAB, HASH].concat(), 401, json!({"error": "invalid_token", "error_description": "Token is expired. You can either do re-authorization or token refresh."})), "token-expired", "Token is expired", "lasts longer"),
        (on(GITLAB, 401, "x").auth("Bearer gldt-abcdefghij0123456789"), "token-scheme", "GitLab deploy token", "scope api"),
        (on(GITHUB, 401, "Requires authentication").auth("Basic dXNlcjpwYXNzd29yZA=="), "token-scheme", "Basic", "Bearer"),
        (cloud(401, json!("")).auth("Bearer ATATT3xFfGF0abcdefghij0123456789"), "token-scheme", "Basic only", "email:token"),
        (cloud(401, json!("")).auth("token abcdefghij0123456789"), "token-scheme", "“token”", "Bearer"),
        (on(GITLAB, 401, "x").auth("token abcdefghij0123456789"), "token-scheme", "“token”", "Bearer"),
        (on(GITHUB, 401, "Bad credentials").auth("abcdefghij0123456789"), "token-scheme", "token alone", "Bearer"),
        (cloud(401, json!("")).auth("Bearer ATBBabcdefghij0123456789"), "app-password", "28 July 2026", "access token of the repository"),
        (on(GITHUB, 403, "Resource not accessible by integration"), "no-permission", "not accessible", "Commit statuses"),
        (on(GITHUB, 403, "Must have push access"), "no-permission", "push access", "repo:status"),
        (on(GITLAB, 403, "403 Forbidden"), "no-permission", "403 Forbidden", "Developer"),
        (center(401, "You are not permitted to access this resource"), "no-permission", "not permitted", "read permission"),
        (row("https://example.com/x", 403, Value::Null), "no-permission", "may not write", "write access"),
        (row([GITLAB, HASH].concat(), 403, json!({"error": "insufficient_scope", "error_description": "The request requires higher privileges than provided by the access token.", "scope": "api"})), "scope", "insufficient_scope", "scope api"),
        (cloud(403, json!({"type": "error", "error": {"message": "Your credentials lack one or more required privilege scopes.", "detail": {"required": ["repository"], "granted": ["account"]}}})), "scope", "privilege scopes", "read:repository:bitbucket"),
        (cloud(403, error("Access denied")), "other-account", "another account", "one account"),
        (row([GITHUB, HASH].concat(), 404, not_found()), "scope-hidden", "may not write to", "repo:status"),
        (row([SERVER, HASH].concat(), 404, not_found()), "scope-hidden", "404", "Repository"),
        (on(GITLAB, 404, "404 Project Not Found"), "project-hidden", "hides it", "member"),
        (cloud(404, error("Repository acme/shop not found")), "repository-hidden", "acme/shop not found", "workspace"),
        (center(404, "Repository ACME/shop does not exist."), "repository-hidden", "does not exist", "project's key"),
        (on(GITHUB, 403, "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."), "single-sign-on", "SAML", "authorise"),
        (on(GITHUB, 403, "Repository was archived so is read-only."), "archived", "archived", "Unarchive"),
        (row([GITHUB, HASH].concat(), 403, json!("\r\nRequest forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest).\r\n")), "user-agent-missing", "User-Agent header", "devopness"),
        (center(403, "XSRF check failed"), "forged-form", "XSRF", "no-check"),
        (row([SERVER, HASH].concat(), 403, page()), "blocked", "web page refused", "let the requests"),
        // Limits on calls.
        (on(GITHUB, 403, "You have exceeded a secondary rate limit.").answered("retry-after", "60"), "rate-limit", "Retry-After: 60", "later"),
        (on(GITHUB, 403, "API rate limit exceeded for user ID 1."), "rate-limit", "API rate limit", "later"),
        (on(GITHUB, 403, "x").answered("X-RateLimit-Remaining", "0"), "rate-limit", "no calls are left", "later"),
        (row([GITLAB, HASH].concat(), 429, json!("Retry later\n")), "rate-limit", "Retry later", "later"),
        (cloud(429, error("Rate limit for this resource has been exceeded")), "rate-limit", "exceeded", "later"),
        // What the status says.
        (row([GITHUB, HASH].concat(), 422, invalid("state is not included in the list")).with("state", "running"), "state-refused", "not included", "state"),
        (on(GITHUB, 422, "Validation Failed").with("state", "success "), "state-refused", "success", "state"),
        (on(GITLAB, 400, "x").with("state", "failure"), "state-refused", "failure", "offered words"),
        (row([GITLAB, HASH].concat(), 400, json!({"error": "state does not have a valid value"})).with("state", "skipped"), "state-refused", "valid value", "state"),
        (row([GITLAB, HASH].concat(), 400, json!({"error": "state is missing"})).without("state"), "state-refused", "is missing", "state"),
        (cloud(400, bad_field("state", "Value is not valid.")).with("state", "SUCCESS"), "state-refused", "STOPPED", "state"),
        (center(400, "bad").with("state", "SUCCESS"), "state-refused", "SUCCESS", "offered words"),
        (center(400, "bad").with("state", "CANCELLED"), "state-refused", "since 8.0", "FAILED"),
        (row([GITHUB, HASH].concat(), 422, invalid("description is too long (maximum is 140 characters)")), "description-too-long", "140", "Shorten"),
        (on(GITHUB, 422, "x").with("description", &long), "description-too-long", "300 characters", "Shorten"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"description": ["is too long (maximum is 255 characters)"]}})), "description-too-long", "255", "Shorten"),
        (cloud(400, bad_field("description", "Ensure this value has at most 255 characters")), "description-too-long", "at most", "Shorten"),
        (row([GITHUB, HASH].concat(), 422, invalid("description contains unicode characters above 0xffff")), "description-characters", "0xffff", "emoji"),
        (row([GITHUB, HASH].concat(), 422, invalid("context is too long (maximum is 255 characters)")), "key-too-long", "255", "Status key"),
        (cloud(400, bad_field("key", "Ensure this value has at most 40 characters (it has 57).")), "key-too-long", "at most 40", "Status key"),
        (cloud(400, json!("odd")).with("key", &long), "key-too-long", "40 are possible", "Status key"),
        (center(400, "The build key must be shorter than 255 characters"), "key-too-long", "255", "Status key"),
        (on(GITLAB, 400, "x").with("name", &long), "key-too-long", "300 characters", "Status key"),
        (row([GITHUB, HASH].concat(), 422, invalid("target_url must use http(s) scheme")), "link-refused", "must use http(s)", "Details link"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"target_url": ["is blocked: Only allowed schemes are http, https"]}})), "link-refused", "target_url: is blocked", "Details link"),
        (cloud(400, bad_field("url", "Enter a valid URL.")).with("url", "http://localhost/x"), "link-refused", "dot in it", "Details link"),
        (center(400, "Please specify a valid url"), "link-refused", "valid url", "Details link"),
        (on(GITHUB, 422, "x").with("target_url", "{{ action.url }}"), "link-refused", "{{ action.url }}", "Details link"),
        (cloud(400, json!("odd")).with("url", "https://localhost/x"), "link-refused", "localhost", "Details link"),
        (center(400, "bad").without("url"), "link-refused", "take this as a link", "Details link"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"target_url": ["is too long (maximum is 255 characters)"]}})), "link-too-long", "255", "Details link"),
        (cloud(400, bad_field("url", "Ensure this value has at most 450 characters")), "link-too-long", "450", "Details link"),
        (center(400, "bad").with("url", &["https://a.example/", &"x".repeat(450)].concat()), "link-too-long", "450 are possible", "Details link"),
        (center(400, "bad").with("ref", "main"), "branch-refused", "main", "bare name"),
        (center(400, "bad").with("ref", "refs/heads/refs/heads/main"), "branch-refused", "refs/heads/refs", "bare name"),
        (on(GITHUB, 422, "x").with("description", "{{ a.b }}"), "template-unexpanded", "{{ a.b }}", "list of variables"),
        (row("https://example.com/x", 400, Value::Null).header("X-A", "{{ a.b }}"), "template-unexpanded", "{{ a.b }}", "variable"),
        (on(GITHUB, 400, "x").body(Value::Null), "body-missing", "no body", "save it"),
        (on(GITHUB, 400, "Problems parsing JSON"), "not-json", "parsing JSON", "application/json"),
        (on(GITLAB, 415, "x").header("Content-Type", "text/plain"), "not-json", "text/plain", "application/json"),
        (cloud(400, json!("")).body(json!("state=x")), "not-json", "application/json", "line break"),
        (on(GITHUB, 400, "Invalid API version").header("X-GitHub-Api-Version", "2099-01-01"), "api-version", "Invalid API version", "2022-11-28"),
        // The commit.
        (row([GITHUB, HASH].concat(), 422, json!({"message": "No commit found for SHA: 8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8"})), "commit-not-found", "no such commit", "forks"),
        (on(GITLAB, 404, "404 Commit Not Found"), "commit-not-found", "no such commit", "project"),
        (cloud(404, error("Commit not found")), "commit-not-found", "no such commit", "Repository"),
        (row([CLOUD, "8d1f5c0e2b7a/statuses/build"].concat(), 404, error("Commit not found")), "commit-not-found", "no such commit", "whole"),
        (center(404, "Commit 'x' does not exist in repository 'shop'."), "commit-not-found", "no such commit", "Repository"),
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": ["This SHA and context has reached the maximum number of statuses."]})), "statuses-limit", "1000", "new commit"),
        (on(GITLAB, 404, "404 References for commit Not Found"), "no-ref", "no branch", "Branch variable"),
        (on(GITLAB, 400, "Cannot transition status via :run from :running (Reason(s): Status cannot transition via \"run\")"), "transition", ":run from :running", "second hook"),
        (on(MANAGED, 400, "Cannot transition status via :enqueue from :pending"), "transition", ":enqueue", "queued"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"name": ["has already been taken"]}})), "name-taken", "already been taken", "Status key"),
        (row("https://gitlab.com/api/v4/projects/acme/web/shop/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, json!({"error": "404 Not Found"})), "path-encoding", "acme/web/shop", "%2F"),
        (row("https://gitlab.com/api/v4/projects/acme%252Fshop/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, json!({"message": "404 Project Not Found"})), "path-encoding", "%252F", "number"),
        (on(GITLAB, 422, "The number of jobs has exceeded the limit"), "jobs-limit", "as many jobs", "pipeline_id"),
        (on(GITLAB, 405, "Non GET methods are not allowed for moved projects"), "moved", "renamed or moved", "number"),
        (on(GITLAB, 404, "404 Pipeline for pipeline_id, sha and ref Not Found"), "pipeline-not-found", "no pipeline", "pipeline_id"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"ref": ["is too long (maximum is 255 characters)"]}})), "branch-refused", "ref: is too long", "Branch variable"),
        (cloud(400, bad_field("key", "This field is required.")).without("key").without("name"), "key-missing", "no key", "Status key"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"name": ["can't be blank"]}})).with("name", " "), "key-missing", "no name", "Status key"),
        (on(GITLAB, 409, "Pipeline is locked"), "conflict", "same moment", "deploy again"),
        (row("https://example.com/x", 409, Value::Null), "conflict", "busy", "deploy again"),
        // The host.
        (row("https://bb.acme.dev/rest/api/latest/projects/ACME/repos/shop/commits/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8/builds", 404, json!("<status><message>null for uri: https://bb.acme.dev</message></status>")), "server-too-old", "null for uri", "7.14"),
        (row([GITHUB, HASH].concat(), 301, json!({"message": "Moved Permanently", "url": "https://api.github.com/repositories/1/statuses/x"})), "moved", "Moved Permanently", "present address"),
        (on(SERVER, 307, "").answered("Location", "https://new.acme.dev/api/v3"), "moved", "new.acme.dev", "Server address"),
        (on(MANAGED, 302, "").answered("location", "https://sso.acme.dev/login?x"), "sign-in", "sso.acme.dev", "sign-in page"),
        (row("https://example.com/x", 404, Value::Null), "not-found", "example.com/x", "letter by letter"),
        (row("https://example.com/x", 405, Value::Null), "method", "no POST", "save it"),
        (row("https://example.com/x", 413, Value::Null), "too-large", "larger", "Shorten"),
        (row([GITHUB, HASH].concat(), 502, page()), "provider-down", "not your fault", "status page"),
        (cloud(503, json!("")), "provider-down", "Bitbucket failed", "status page"),
        (on(GITLAB, 500, "500 Internal Server Error"), "provider-down", "GitLab failed", "Deploy again"),
        (on(GITHUB, 418, "I'm a teapot"), "unknown", "cannot tell", "cURL"),
        (on(GITHUB, 422, "Something new"), "unknown", "cannot tell", "cURL"),
        // What incoming hooks receive.
        (hook().incoming(json!(7)), "fine", "started the deploy 7", ""),
        (hook().incoming(Value::Null).header("X-GitHub-Event", "ping"), "received-ping", "ping", ""),
        (hook().incoming(Value::Null).header("X-Event-Key", "diagnostics:ping"), "received-ping", "diagnostics:ping", ""),
        (hook().incoming(Value::Null).header("X-GitHub-Event", "push"), "received-without-deploy", "condition", "accepted"),
        (Row { status: json!(403), ..hook() }.incoming(Value::Null), "received-unsigned", "no signature", "secret"),
        (Row { status: json!(403), ..hook() }.incoming(Value::Null).header("X-Hub-Signature-256", "sha256=0123456789abcdef"), "received-wrong-signature", "X-Hub-Signature-256", "secret"),
        (Row { status: json!(422), answer: json!({"message": "The given data was invalid.", "errors": {"commit_hash": ["required"]}}), ..hook() }.incoming(Value::Null), "received-without-variable", "invalid", "paths"),
        (Row { status: json!(404), ..hook() }.incoming(Value::Null), "received-gone", "did not find", "address"),
        (Row { status: json!(415), ..hook() }.incoming(Value::Null).header("Content-Type", "application/x-www-form-urlencoded"), "received-not-json", "urlencoded", "application/json"),
        (Row { status: json!(429), ..hook() }.incoming(Value::Null), "received-too-often", "too many", "in a minute"),
        (Row { status: json!(500), ..hook() }.incoming(Value::Null), "received-devopness-down", "Devopness failed", "in a while"),
        (Row { status: json!(418), ..hook() }.incoming(Value::Null), "unknown", "cannot tell", "answer"),
    ]
}

#[test]
fn each_delivery_has_its_cause_and_its_way_out() {
    let mut wrong = Vec::new();
    for (row, cause, what, way_out) in rows() {
        let found = diagnose(&row.delivery(), None);
        if found.cause != cause || !found.what.contains(what) || !found.way_out.contains(way_out) {
            wrong.push(format!("{} {}: expected {cause}, “{what}”, “{way_out}”\n  {found:?}", row.url, row.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_reached() {
    let mut reached: Vec<*const Rule> = Vec::new();
    let mut ids = Vec::new();
    for (row, ..) in rows() {
        let delivery = row.delivery();
        let seen = Seen::new(&delivery, None);
        ids.push(diagnose(&delivery, None).cause);
        for rule in all_rules(seen.causes) {
            if (rule.when)(&seen).is_some() {
                reached.push(rule);
            }
        }
    }
    for rule in CAUSES.iter().flat_map(|causes| all_rules(Some(*causes))).chain(received::RULES) {
        let known = std::ptr::from_ref(rule);
        assert!(ids.contains(&rule.id), "{} is no row's cause", rule.id);
        let incoming = received::RULES.iter().any(|own| std::ptr::eq(own, rule));
        assert!(incoming || reached.contains(&known), "a rule of {} is never reached: {}", rule.id, rule.what);
    }
}

fn all_rules(causes: Option<&'static dyn crate::provider::causes::Causes>) -> Vec<&'static Rule> {
    let own = causes.map_or(vec![], |causes| vec![causes.rules(), causes.guesses()]);
    [BEFORE, BETWEEN, AFTER].concat().into_iter().chain(own).flatten().collect()
}

#[test]
fn texts_are_whole_sentences_and_say_when_they_guess() {
    for (row, ..) in rows() {
        let found = diagnose(&row.delivery(), None);
        for text in [&found.what, &found.way_out] {
            assert!(text.is_empty() || text.ends_with(['.', ')']), "{text}");
            assert!(!text.starts_with(char::is_lowercase) && !text.contains("“”") && !text.contains("{}"), "{text}");
            assert!(!text.contains("  ") && !text.contains("{p}") && !text.contains("{key}"), "{text}");
            assert!(!text.chars().any(|c| c.is_control() || crate::json::is_invisible(c)), "{text}");
        }
        assert_eq!(found.way_out.is_empty(), matches!(found.cause, "fine" | "received-ping"), "{}", found.cause);
        assert_eq!(found.sure == Sure::Unknown, matches!(found.cause, "unknown" | "no-answer"), "{}", found.cause);
        assert!(found.evidence.iter().any(|e| e.place == "Status code"), "{found:?}");
        assert!(found.evidence.iter().all(|e| !e.text.is_empty() && e.text.chars().count() <= 202), "{found:?}");
        assert!(!format!("{found:?}").contains("abcdefghij"), "{found:?}");
    }
}

#[test]
fn the_provider_is_that_of_the_address() {
    let id = |url: &str| provider_of_url(url).map_or("", |provider| provider.id());
    for (url, expected) in [
        (GITHUB, "github"),
        ("https://api.acme.ghe.com/repos/a/b/statuses/x", "github"),
        ("https://github.com/a/b", "github"),
        (SERVER, "github-enterprise-server"),
        ("https://github.acme.dev/x", "github-enterprise-server"),
        (GITLAB, "gitlab"),
        (MANAGED, "gitlab-self-managed"),
        (CLOUD, "bitbucket"),
        (CENTER, "bitbucket-data-center"),
        ("https://x.acme.dev/rest/build-status/1.0/commits/x", "bitbucket-data-center"),
        // Stand-ins on this machine have the paths of the real ones.
        ("http://127.0.0.1:8081/repos/a/b/statuses/x", "github"),
        ("http://127.0.0.1:8081/2.0/repositories/a/b/commit/x/statuses/build", "bitbucket"),
        // Gitea has GitHub's paths below its own beginning.
        ("https://git.acme.dev/api/v1/repos/a/b/statuses/x", ""),
        ("https://example.com/", ""),
        ("", ""),
    ] {
        assert_eq!(id(url), expected, "{url}");
    }
    let given = crate::provider::by_id("gitlab");
    let refused = |url: &str| diagnose(&on(url, 401, "x").delivery(), given).what;
    assert!(refused("https://example.com/").starts_with("GitLab does not know"));
    assert!(refused(GITHUB).starts_with("GitHub does not know"));
}

#[test]
fn no_delivery_is_too_odd() {
    let deep = (0..100).fold(json!("x"), |inner, _| json!([{ "a": inner }]));
    let odd = [
        json!(null),
        json!(""),
        json!("\u{0}\u{202e}{{"),
        json!("é".repeat(3_000)),
        json!([[], {}, null, 1e10]),
        deep,
        json!({"message": {"message": ["rate limit", "é".repeat(5000)]}, "errors": 7}),
        json!("x".repeat(500) + "É certificate " + &"y".repeat(500)),
    ];
    let urls =
        ["", "://", "https://", "https://[", "https://gitlab.com/api/v4/projects/statuses", GITHUB, CLOUD, CENTER, "é"];
    for url in urls {
        for value in &odd {
            for status in [0, 200, 301, 400, 403, 404, 422, 999] {
                let mut row = row(url, status, value.clone());
                row.body = value.clone();
                let found = diagnose(&row.delivery(), None);
                assert!(!found.what.is_empty() && found.what.chars().count() < 1500, "{found:?}");
                let found = diagnose(&row.incoming(value.clone()).delivery(), None);
                assert!(!found.what.is_empty(), "{found:?}");
            }
        }
    }
    assert_eq!(diagnose(&Delivery::default(), None).cause, "no-answer");
}
