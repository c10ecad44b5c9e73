//! Deliveries, one or more for each cause and provider, and what is said of them.

use serde_json::{Value, json};

use super::look::{look, provider_of_url};
use super::*;
use crate::provider::refusal::causes::CAUSES;
use crate::provider::tokens::FORMS;

const OAUTH_APPS: &str = "Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App \
     access restrictions, meaning that data access to third-parties is limited. For more information on these restrictions, including how to \
     enable this app, visit https://docs.github.com/articles/restricting-access-to-your-organization-s-data/";
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
        }), FORMS)
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

/// An answer of Data Center with the name of its exception.
fn raised(status: u16, message: &str, exception: &str) -> Row {
    let exception = ["com.atlassian.bitbucket.", exception].concat();
    let answer = json!({"errors": [{"context": null, "message": message, "exceptionName": exception}]});
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
        (row("https://api.github.com/repositories/42/statuses/", 404, not_found()), "hash-empty", "statuses/", "Commit hash variable"),
        (row(format!("https://api.github.com/repositories/42/statuses/{HASH}"), 404, not_found()), "scope-hidden", "404", "Repository"),
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
        (row([SERVER, HASH].concat(), 401, page()), "blocked", "web page refused", "let the requests"),
        (row([CENTER, HASH, "/builds"].concat(), 401, page()), "blocked", "web page refused", "let the requests"),
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
        (center(401, "x").auth("token abcdefghij0123456789"), "token-scheme", "“token”", "Bearer"),
        (on(GITHUB, 401, "Bad credentials").auth("ApiKey abcdefghij0123456789"), "token-scheme", "“apikey”", "Bearer"),
        (on(GITHUB, 403, "Your token has not been granted the required scopes to execute this query."), "scope", "required scopes", "repo:status"),
        (on(GITHUB, 403, "Resource not accessible by integration"), "no-permission", "not accessible", "Commit statuses"),
        (on(GITHUB, 403, "Must have push access"), "no-permission", "push access", "repo:status"),
        (on(GITLAB, 403, "403 Forbidden"), "no-permission", "403 Forbidden", "Developer"),
        (center(401, "You are not permitted to access this resource"), "no-permission", "not permitted", "read permission"),
        (row("https://example.com/x", 403, Value::Null), "no-permission", "may not write", "write access"),
        (row([GITLAB, HASH].concat(), 403, json!({"error": "insufficient_scope", "error_description": "The request requires higher privileges than provided by the access token.", "scope": "api"})), "scope", "higher privileges", "scope api"),
        (cloud(403, json!({"type": "error", "error": {"message": "Your credentials lack one or more required privilege scopes.", "detail": {"required": ["repository"], "granted": ["account"]}}})), "scope", "privilege scopes", "read:repository:bitbucket"),
        (cloud(403, error("Access denied")), "no-permission", "lacks a right", "write access"),
        (cloud(403, error("Access denied. You must have write or admin access.")), "no-permission", "write or admin access", "Repository permissions"),
        (cloud(403, error("Only the account that created this build status, or an admin of the repository, may change it.")), "other-account", "Another account", "one account"),
        (row([GITHUB, HASH].concat(), 404, not_found()), "scope-hidden", "may not write to", "repo:status"),
        (row([SERVER, HASH].concat(), 404, not_found()), "scope-hidden", "404", "Repository"),
        (on(GITLAB, 404, "404 Project Not Found"), "project-hidden", "hides it", "member"),
        (cloud(404, error("Repository acme/shop not found")), "repository-hidden", "acme/shop not found", "workspace"),
        (raised(404, "Repository ACME/shop does not exist.", "repository.NoSuchRepositoryException"), "repository-hidden", "ACME/shop", "such as a fork"),
        (raised(404, "Project ACME does not exist.", "project.NoSuchProjectException"), "repository-hidden", "Project ACME", "~ and the user"),
        (center(404, "Repository ACME/shop does not exist."), "repository-hidden", "does not exist", "project's key"),
        (on(GITHUB, 403, "Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."), "single-sign-on", "SAML", "authorise"),
        (on(GITHUB, 403, "Repository was archived so is read-only."), "archived", "archived", "Unarchive"),
        (row([GITHUB, HASH].concat(), 403, json!("\r\nRequest forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest).\r\n")), "user-agent-missing", "User-Agent header", "devopness"),
        (center(403, "XSRF check failed"), "forged-form", "XSRF", "no-check"),
        (cloud(401, error("You do not have access to view this workspace.")), "no-permission", "not see the workspace", "let the account in"),
        (cloud(403, error("You do not have access to view this workspace.")), "no-permission", "not see the workspace", "let the account in"),
        (cloud(403, error("Access denied. You must have write access.")), "no-permission", "must have write access", "write access"),
        (cloud(401, error("Token is invalid, expired, or not supported for this endpoint.")), "token-refused", "of a kind that", "access token of the repository"),
        (on(GITHUB, 415, "Unsupported 'Accept' header: 'text/xml'. Must accept 'application/json'.").header("Accept", "text/xml"), "accept-refused", "header Accept asks for", "vnd.github+json"),
        (row([CENTER, HASH, "/builds"].concat(), 409, json!({"errors": [{"context": null, "message": "The repository is archived.", "exceptionName": "com.atlassian.bitbucket.repository.RepositoryArchivedException"}]})), "archived", "“The repository is archived”", "out of the archive"),
        (row([SERVER, HASH].concat(), 403, page()), "blocked", "web page refused", "let the requests"),
        (on(GITHUB, 403, "Resource not accessible by personal access token"), "no-permission", "by personal access token", "token's own settings"),
        // Whom a provider lets in.
        (on(GITHUB, 403, OAUTH_APPS), "app-not-approved", "articles/restricting-access-to-your-organization-s-data/", "has to approve the app"),
        (on(GITHUB, 403, "Although you appear to have the correct authorization credentials, the `acme` organization has enabled third-party application restrictions."), "app-not-approved", "`acme`", "Third-party Access"),
        (on(GITHUB, 403, "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and 203.0.113.7 is not permitted to access this resource."), "address-not-allowed", "203.0.113.7", "IP allow list"),
        (on(GITHUB, 403, "Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource."), "address-not-allowed", "the one that Devopness sends from", "IP allow list"),
        (on(GITHUB, 403, "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/12885303"), "token-lives-too-long", "personal-access-tokens/12885303", "earlier end"),
        (on(GITHUB, 403, "The 'Acme Inc' enterprise forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 90 days."), "token-lives-too-long", "90 days", "earlier end"),
        (on(GITHUB, 403, "`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions."), "token-kind-forbidden", "(classic)", "kinds that the answer names"),
        (on(GITHUB, 403, "`acme` forbids access via a personal access token with fine-grained permissions. Please use a GitHub App, or an OAuth App."), "token-kind-forbidden", "with fine-grained permissions", "kinds that the answer names"),
        (on(GITHUB, 403, "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.").answered("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4U8yX1H3sCQIVnVgmjmon5fWxks5YrqhJgah0b2tlbl9pZM4EuMz4"), "single-sign-on", "sso?authorization_request=AZSCKtL4U8yX1H3sCQIVnVgmjmon5fWxks5YrqhJgah0b2tlbl9pZM4EuMz4", "authorise the token"),
        (on(GITHUB, 403, "Unauthorized: As an Enterprise Managed User, you cannot access this content"), "account-outside", "belongs to an enterprise", "outside the enterprise"),
        (on(GITHUB, 403, "Although you appear to have the correct authorization credentials, the `acme` organization has a new rule."), "organisation-policy", "keeps the token out", "An owner has to allow it"),
        (on(GITHUB, 403, "Sorry. Your account was suspended. Check with your installation administrator."), "account-blocked", "suspended", "owner of the enterprise"),
        (on(GITHUB, 403, "Sorry. Your account was suspended."), "account-blocked", "suspended", "another account"),
        (on(GITHUB, 403, "This installation has been suspended"), "app-suspended", "GitHub App", "unsuspend"),
        (on(GITHUB, 403, "Maximum number of login attempts exceeded. Please try again later."), "too-many-logins", "too many wrong tokens", "a few minutes"),
        (on(GITHUB, 401, "Must specify two-factor authentication OTP code."), "two-factor-missing", "two-factor", "Switch it on"),
        (on(GITHUB, 403, "Repository has been locked for migration."), "repository-locked", "moved to another place", "new place"),
        (row([GITHUB, HASH].concat(), 451, json!({"message": "Repository access blocked", "block": {"reason": "dmca", "created_at": "2026-03-17T15:39:46-07:00", "html_url": "https://github.com/github/dmca/blob/master/2026/03/2026-03-17-Acme.md"}})), "repository-blocked", "2026-03-17-Acme.md", "Its owner"),
        (row([GITHUB, HASH].concat(), 403, json!({"message": "Repository access blocked", "block": {"reason": "tos"}})), "repository-blocked", "(tos)", "Its owner"),
        (on(GITHUB, 403, "Due to U.S. trade controls law restrictions, this repository has been disabled."), "repository-blocked", "trade controls", "Its owner"),
        (on(GITHUB, 409, "Git Repository is empty."), "repository-empty", "no commits yet", "Push"),
        (on(GITHUB, 403, "Must have admin rights to Repository."), "no-permission", "admin rights", "role Write"),
        (on(GITHUB, 404, "Not Found").answered("X-OAuth-Scopes", "read:user, gist").answered("X-Accepted-OAuth-Scopes", "repo, repo:status"), "scope", "only the scopes “read:user, gist”", "repo:status"),
        (on(GITHUB, 404, "Not Found").answered("X-OAuth-Scopes", ""), "scope", "no scopes", "repo:status"),
        (on(GITHUB, 404, "Not Found").answered("X-OAuth-Scopes", "repo"), "scope-hidden", "may not write to", "letter by letter"),
        (on(GITLAB, 403, "403 Forbidden - You (@bot) must accept the Terms of Service in order to perform this action. To accept these terms, please access GitLab from a web browser at https://gitlab.com."), "account-must-act", "https://gitlab.com", "Sign in"),
        (on(GITLAB, 403, "403 Forbidden - Your password expired. Please access GitLab from a web browser to update your password."), "account-must-act", "password expired", "Sign in"),
        (on(MANAGED, 403, "403 Forbidden - Your account has been deactivated by your administrator. Please log back in from a web browser to reactivate your account at https://code.acme.dev/gitlab"), "account-must-act", "deactivated", "Sign in"),
        (on(GITLAB, 403, "403 Forbidden - Your primary email address is not confirmed. Please check your inbox for the confirmation instructions."), "account-must-act", "not confirmed", "Sign in"),
        (on(GITLAB, 403, "403 Forbidden - Your account has been blocked."), "account-blocked", "has been blocked", "administrator"),
        (on(GITLAB, 403, "403 Forbidden - Your account is pending approval from your administrator and hence blocked."), "account-blocked", "pending approval", "administrator"),
        (on(GITLAB, 403, "403 Forbidden - You must set up two-factor authentication to access this group."), "two-factor-missing", "two-factor", "Switch it on"),
        (on(GITLAB, 403, "403 Forbidden - IP address not allowed"), "address-not-allowed", "let in the address", "ask its support"),
        (on(MANAGED, 403, "You cannot perform write operations on a read-only instance"), "read-only", "takes nothing at present", "main server's address"),
        (on(MANAGED, 503, "GitLab is undergoing maintenance"), "read-only", "maintained", "once that is over"),
        (row([GITLAB, HASH].concat(), 403, json!({"error": "insufficient_granular_scope", "error_description": "Access denied: This operation requires a fine-grained personal access token with the following project permissions: [Commit Status: Create]."})), "scope", "[Commit Status: Create]", "for this project"),
        (row([GITLAB, HASH].concat(), 401, json!({"error": "invalid_token", "error_description": "Token was revoked. You have to re-authorize from the user."})), "token-expired", "revoked", "lasts longer"),
        (cloud(403, error("To access this repository, an admin must whitelist your IP.")), "address-not-allowed", "whitelist your IP", "Access controls"),
        (cloud(403, error("To access this repository, enable two-step verification.")), "two-factor-missing", "two-step", "Switch it on"),
        (cloud(401, json!("CAPTCHA required. Your Bitbucket account has been locked.")), "captcha", "wrong passwords", "solve the CAPTCHA"),
        (cloud(403, error("This account is inactive.")), "account-blocked", "may do nothing", "Sign in"),
        (cloud(410, json!("App passwords are deprecated and must be replaced with API tokens.")), "app-password", "must be replaced", "access token of the repository"),
        (cloud(410, error("This API is deprecated.")), "call-gone", "any more", "present address"),
        (cloud(403, json!("To make an API call, you need to use an app password.")), "token-scheme", "password of an account", "Bearer"),
        (cloud(402, error("The workspace has exceeded its user limit, so the repository is read-only.")), "read-only", "only be read", "change the plan"),
        (raised(401, "CAPTCHA required. Your Bitbucket account has been locked. To unlock it and log in again you must solve a CAPTCHA.", "auth.CaptchaRequiredAuthenticationException"), "captcha", "CAPTCHA required", "Sign in there"),
        (center(403, "XSRF check failed").answered("X-Authentication-Denied-Reason", "CAPTCHA_CHALLENGE; login-url=https://bb.acme.dev/login"), "captcha", "login-url=https://bb.acme.dev/login", "solve the CAPTCHA"),
        (raised(401, "You are not permitted to access this resource", "AuthorisationException"), "no-permission", "not permitted", "read permission"),
        (raised(401, "You are not permitted to access this resource", "AuthorisationException").auth(""), "token-missing", "no header Authorization", "Request headers"),
        (raised(401, "Authentication failed. Please check your credentials and try again.", "auth.IncorrectPasswordAuthenticationException"), "token-refused", "Authentication failed", "HTTP access token"),
        (center(401, "The access token has expired."), "token-expired", "no longer valid", "new HTTP access token"),
        (center(403, "Your license has expired."), "licence", "stands in the way", "renew"),
        (center(409, "Repository ACME/shop is archived."), "archived", "archived", "out of the archive"),
        (center(503, "Bitbucket is in read-only mode for maintenance."), "read-only", "takes nothing", "once that is over"),
        // Limits on calls.
        (on(GITHUB, 403, "You have triggered an abuse detection mechanism."), "rate-limit", "abuse detection", "later"),
        (on(GITHUB, 429, "x").answered("Retry-After", "1771404540"), "rate-limit", "more than 15 minutes; such limits end within an hour", "later"),
        (on(GITHUB, 429, "x").answered("Retry-After", "1771404540").answered("Date", "Wed, 18 Feb 2026 08:47:00 GMT"), "rate-limit", "wait for 2 minutes", "later"),
        (on(GITHUB, 429, "x").answered("Retry-After", "Wed, 18 Feb 2026 08:49:00 GMT").answered("Date", "Wed, 18 Feb 2026 08:48:00 GMT"), "rate-limit", "wait for 60 seconds", "later"),
        (on(GITHUB, 429, "x").answered("Retry-After", "Wed, 18 Feb 2026 08:49:00 GMT"), "rate-limit", "wait until Wed, 18 Feb 2026 08:49:00 GMT", "later"),
        (on(GITHUB, 429, "x").answered("Retry-After", "99999999999999999999"), "rate-limit", "wait for 15 minutes", "later"),
        (on(GITHUB, 429, "Slow down").answered("Retry-After", "soon"), "rate-limit", "no calls are left", "later"),
        (on(GITHUB, 403, "API rate limit exceeded for user ID 1.").answered("x-ratelimit-remaining", "0").answered("x-ratelimit-reset", "1771404540").answered("Date", "Wed, 18 Feb 2026 08:17:00 GMT"), "rate-limit", "more than 15 minutes", "an hour from then"),
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": [{"resource": "Status", "code": "custom", "field": "base", "message": "was submitted too quickly"}]})), "rate-limit", "too much to write", "a few minutes"),
        (cloud(429, json!("Rate limit for this resource has been exceeded")), "rate-limit", "exceeded", "later"),
        (on(GITHUB, 403, "You have exceeded a secondary rate limit.").answered("retry-after", "60"), "rate-limit", "60 seconds", "later"),
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
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"name": ["is too long (maximum is 255 characters)"]}})), "key-too-long", "too long", "Status key"),
        (cloud(400, bad_field("name", "Ensure this value has at most 255 characters (it has 300).")), "key-too-long", "255 for its name", "Status key"),
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
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": [{"resource": "Status", "code": "missing_field", "field": "context"}]})).with("context", ""), "key-missing", "empty context", "Status key"),
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": [{"resource": "Status", "code": "missing_field", "field": "state"}]})), "state-refused", "missing_field", "state"),
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": [{"resource": "Status", "code": "invalid", "field": "target_url"}]})), "link-refused", "target_url: invalid", "Details link"),
        (row([GITHUB, HASH].concat(), 422, invalid("target_url is too long (maximum is 1024 characters)")), "link-too-long", "1024", "Shorten"),
        (on(GITHUB, 422, "Invalid request.\n\nFor 'properties/target_url', 7 is not a string."), "value-refused", "is not a string", "More body fields"),
        (row([GITLAB, HASH].concat(), 400, json!({"error": "pipeline_id is invalid, coverage is invalid"})), "value-refused", "pipeline_id", "numbers"),
        (on(GITLAB, 400, "State is required"), "state-refused", "State is required", "state"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"target_url": ["is blocked: Hostname or IP address invalid"]}})), "link-refused", "Hostname or IP", "letter or a digit"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"target_url": ["is blocked: URI is invalid"]}})), "link-refused", "URI is invalid", "Details link"),
        (row([GITLAB, HASH].concat(), 400, json!({"message": {"target_url": ["must be a valid URL"]}})), "link-refused", "must be a valid URL", "Details link"),
        // The commit.
        (row([GITHUB, HASH].concat(), 422, json!({"message": "No commit found for SHA: 8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8"})), "commit-not-found", "no such commit", "forks"),
        (on(GITLAB, 404, "404 Commit Not Found"), "commit-not-found", "no such commit", "project"),
        (cloud(404, error("Commit not found")), "commit-not-found", "no such commit", "Repository"),
        (row([CLOUD, "8d1f5c0e2b7a/statuses/build"].concat(), 404, error("Commit not found")), "commit-not-found", "no such commit", "whole"),
        (center(404, "Commit 'x' does not exist in repository 'shop'."), "commit-not-found", "no such commit", "Repository"),
        (row([GITHUB, HASH].concat(), 422, json!({"message": "Validation Failed", "errors": ["This SHA and context has reached the maximum number of statuses."]})), "statuses-limit", "1000", "new commit"),
        (on(GITLAB, 404, "404 Not Found: Commit"), "commit-not-found", "no such commit", "project"),
        (row([GITLAB, HASH].concat(), 404, json!({"error": "404 Not Found"})), "path-spoiled", "%2F into a slash", "project's number"),
        (cloud(404, json!({"type": "error", "error": {"message": "Resource not found", "detail": "There is no API hosted at this URL.\n\nFor information about our API's, please refer to the documentation at: https://developer.atlassian.com/bitbucket/api/2/reference/"}})), "address-odd", "no API hosted", "save it"),
        (cloud(400, bad_field("refname", "Ensure this value has at most 255 characters")), "branch-refused", "refname", "Branch variable"),
        (on(GITLAB, 404, "404 References for commit Not Found"), "no-ref", "merge request from a fork", "Branch variable"),
        (on(GITLAB, 404, "404 Not Found: References for commit"), "no-ref", "No branch of the project", "forks"),
        (raised(404, "Commit '8d1f5c0' does not exist in repository 'shop'.", "commit.NoSuchCommitException"), "commit-not-found", "no such commit", "Repository"),
        (cloud(404, error("Changeset not found.")), "commit-not-found", "no such commit", "Repository"),
        (cloud(404, error("Repository acme/commit-bot not found")), "repository-hidden", "commit-bot", "workspace"),
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
        (on(GITLAB, 409, "Another update to this commit status is in progress"), "conflict", "same moment", "deploy again"),
        (on(GITLAB, 409, "Pipeline is locked"), "conflict", "busy", "deploy again"),
        (row("https://example.com/x", 409, Value::Null), "conflict", "busy", "deploy again"),
        // The host.
        (row([CENTER, HASH, "/builds"].concat(), 404, json!("<status><status-code>404</status-code><message>null for uri: https://bb.acme.dev/rest/api/latest/projects/ACME/repos/shop/commits/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8/builds</message></status>")), "server-too-old", "null for uri", "7.14"),
        (row([CENTER, HASH, "/builds"].concat(), 404, json!({"message": format!("null for uri: {CENTER}{HASH}/builds")})), "server-too-old", "does not know this call", "Of repository and commit this says nothing"),
        (row("https://bb.acme.dev/git/rest/api/latest/commits/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", 404, json!({"message": "null for uri: https://bb.acme.dev/git/rest/api/latest/commits/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8", "status-code": 404})), "server-too-old", "path is wrong", "Server address"),
        (row("https://bb.acme.dev/rest/api/latest/projects/ACME/repos", 404, json!({"message": "null for uri: https://bb.acme.dev/rest/api/latest/projects/ACME/repos"})), "server-too-old", "wrong", "Server address"),
        (row([CENTER, HASH, "/builds"].concat(), 404, page()), "server-too-old", "nothing at this address", "7.14"),
        (row([CENTER, HASH, "/builds"].concat(), 405, Value::Null), "server-too-old", "nothing at this address", "7.14"),
        (row([GITHUB, HASH].concat(), 301, json!({"message": "Moved Permanently", "url": "https://api.github.com/repositories/1/statuses/x"})), "moved", "/repositories/1/", "present address"),
        (row([GITHUB, HASH].concat(), 307, json!({"message": "Moved Permanently", "url": "https://api.github.com/repositories/1/statuses/x", "documentation_url": "https://docs.github.com/rest"})).answered("Location", "https://api.github.com/repositories/1/statuses/x"), "moved", "renamed or moved", "present address"),
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
        let (seen, causes) = look(&delivery, None);
        ids.push(diagnose(&delivery, None).cause);
        for rule in all_rules(causes) {
            if (rule.when)(&seen).is_some() {
                reached.push(rule);
            }
        }
    }
    let all = CAUSES.iter().flat_map(|causes| all_rules(Some(*causes)));
    for rule in all.chain(received::RULES) {
        let known = std::ptr::from_ref(rule);
        assert!(ids.contains(&rule.id), "{} is no row's cause", rule.id);
        let incoming = received::RULES.iter().any(|own| std::ptr::eq(own, rule));
        assert!(incoming || reached.contains(&known), "a rule of {} is never reached: {}", rule.id, rule.what);
    }
}

/// For each cause, the other causes whose rules fit a delivery of it as well, of those that go by more than the status code.
/// Where one is sure all the same, its evidence leaves the others no room: why, stands behind.
const ALSO: &[(&str, &[&str], &str)] = &[
    ("accept-refused", &["not-json"], "The words are of the header Accept, and not of the body."),
    ("address-twice", &["no-answer", "private-host"], "The address shows it: its host is “https”."),
    ("body-missing", &["not-json", "state-refused"], "What is not there is neither JSON nor a state."),
    (
        "captcha",
        &["account-blocked", "forged-form"],
        "The lock is the CAPTCHA's, and comes before the form is looked at.",
    ),
    ("commit-not-found", &["hash-short"], "The words are of the commit, and a hash may be as short as this one."),
    ("connection-refused", &["no-answer"], ""),
    ("link-refused", &["template-unexpanded"], "The variable stands in the link."),
    ("name-not-found", &["no-answer"], ""),
    ("not-json", &["link-refused", "state-refused"], ""),
    ("private-host", &["no-answer"], ""),
    (
        "server-too-old",
        &["address-odd"],
        "The server says that it has no such call; which of both is wrong, it leaves open.",
    ),
    ("taken-by-a-page", &["fine", "taken-not-a-hash"], ""),
    ("taken-not-a-hash", &["fine"], ""),
    ("taken-short-hash", &["fine"], ""),
    ("taken-unexpanded", &["fine"], "It was taken as it stands, with the variable."),
    ("timed-out", &["no-answer"], ""),
    ("tls", &["no-answer"], ""),
];

#[test]
fn what_is_sure_leaves_room_for_nothing_else() {
    let mut also: std::collections::BTreeMap<&str, std::collections::BTreeSet<&str>> =
        std::collections::BTreeMap::new();
    let mut sure = std::collections::BTreeSet::new();
    for (row, ..) in rows() {
        let delivery = row.delivery();
        if delivery.direction == Direction::Incoming {
            continue;
        }
        let (seen, causes) = look(&delivery, None);
        let found = diagnose(&delivery, None);
        let fits = narrow_rules(causes).into_iter().filter(|rule| (rule.when)(&seen).is_some()).map(|rule| rule.id);
        let others: Vec<&str> = fits.filter(|id| *id != found.cause).collect();
        if found.sure == Sure::Sure && !others.is_empty() {
            sure.insert(found.cause);
        }
        also.entry(found.cause).or_default().extend(others);
    }
    also.retain(|_, others| !others.is_empty());
    let listed: Vec<(&str, Vec<&str>)> =
        also.into_iter().map(|(cause, others)| (cause, others.into_iter().collect())).collect();
    let expected: Vec<(&str, Vec<&str>)> = ALSO.iter().map(|(cause, others, _)| (*cause, others.to_vec())).collect();
    assert_eq!(listed, expected);
    for (cause, _, why) in ALSO {
        assert_eq!(sure.contains(cause), !why.is_empty(), "{cause}");
    }
}

fn all_rules(causes: Option<&'static dyn crate::provider::refusal::causes::Causes>) -> Vec<&'static Rule> {
    let last = causes.map_or(&[][..], |causes| causes.guesses());
    narrow_rules(causes).into_iter().chain(last).chain(AFTER.iter().copied().flatten()).collect()
}

/// All rules that go by more than the status code.
fn narrow_rules(causes: Option<&'static dyn crate::provider::refusal::causes::Causes>) -> Vec<&'static Rule> {
    let own = causes.map_or(&[][..], |causes| causes.rules());
    [BEFORE, own, BETWEEN].concat().into_iter().flatten().collect()
}

#[test]
fn texts_are_whole_sentences_and_say_when_they_guess() {
    for (row, ..) in rows() {
        let found = diagnose(&row.delivery(), None);
        for text in [&found.what, &found.way_out] {
            assert!(text.is_empty() || text.ends_with(['.', ')']), "{text}");
            assert!(!text.starts_with(char::is_lowercase) && !text.contains("“”") && !text.contains("{}"), "{text}");
            assert!(!text.contains("  ") && !text.contains("{p}") && !text.contains("{key}"), "{text}");
            assert!(!text.chars().any(|c| c.is_control() || crate::text::json::is_invisible(c)), "{text}");
        }
        assert_eq!(found.way_out.is_empty(), matches!(found.cause, "fine" | "received-ping"), "{}", found.cause);
        assert_eq!(found.sure == Sure::Unknown, matches!(found.cause, "unknown" | "no-answer"), "{}", found.cause);
        assert!(found.evidence.iter().any(|e| e.place == "Status code"), "{found:?}");
        let short = |text: &str| text.chars().count() <= 202 || text.contains("://");
        assert!(found.evidence.iter().all(|e| !e.text.is_empty() && short(&e.text)), "{found:?}");
        assert!(!format!("{found:?}").contains("abcdefghij"), "{found:?}");
    }
}

#[test]
fn the_page_that_the_answer_names_is_the_providers_own() {
    let check = |row: Row, expected: Option<&str>| {
        assert_eq!(diagnose(&row.delivery(), None).page.as_deref(), expected, "{} {}", row.url, row.answer);
    };
    check(
        on(GITHUB, 403, OAUTH_APPS),
        Some("https://docs.github.com/articles/restricting-access-to-your-organization-s-data/"),
    );
    let settings =
        |host: &str| format!("The token's lifetime is greater than 9 days. See https://{host}/settings/x?y=z#w.");
    check(on(GITHUB, 403, &settings("github.com")), Some("https://github.com/settings/x?y=z#w"));
    let sso = "https://github.com/orgs/acme/sso?authorization_request=AZSCKtL4U8yX1H3sCQIVnVgmjmon5fWxks5YrqhJgah0b2tlbl9pZM4EuMz4";
    let header: &'static str = format!("required; url={sso}").leak();
    check(on(GITHUB, 403, "SAML enforcement").answered("X-GitHub-SSO", header), Some(sso));
    let login = "CAPTCHA_CHALLENGE; login-url=https://bb.acme.dev/login?x=y";
    check(center(401, "x").answered("X-Authentication-Denied-Reason", login), Some("https://bb.acme.dev/login?x=y"));
    let terms =
        "You must accept the Terms of Service. To accept these terms, please access GitLab at https://gitlab.com.";
    check(
        on("https://code.acme.dev/api/v4/projects/42/statuses/", 403, &terms.replace("gitlab.com", "code.acme.dev")),
        Some("https://code.acme.dev"),
    );
    // Another's page, one that is not safe, and the API itself are no way out.
    for host in ["evilgithub.com", "github.com.evil.example", "evil.example", "api.github.com"] {
        check(on(GITHUB, 403, &settings(host)), None);
    }
    check(on(GITHUB, 403, &settings("github.com").replace("https", "http")), None);
    check(on(MANAGED, 403, terms), None);
    check(center(404, &format!("null for uri: {CENTER}{HASH}/builds")), None);
    check(
        row(
            [GITHUB, HASH].concat(),
            307,
            json!({"message": "Moved Permanently", "url": "https://api.github.com/repositories/1/statuses/x"}),
        ),
        None,
    );
    // A token in an address is masked, and what is left leads nowhere.
    check(on(GITHUB, 403, "The lifetime is greater than 1 day: https://github.com/x?token=abcdefghij0123456789"), None);
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
        ("http://127.0.0.1:8081/repositories/42/statuses/x", "github"),
        ("https://git.acme.dev/api/v3/repositories/42/statuses/x", "github-enterprise-server"),
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
