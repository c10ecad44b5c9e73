//! One outgoing hook for each cause of a failed delivery, with the delivery that shows it: one table.
//!
//! The hooks are those of an untouched form, one field changed; the requests are made from them as in a real run. The
//! answers have the providers' own words, as far as public issues and documents show them; those marked as guesses are
//! not shown anywhere.

use serde_json::{Map, Value, json};

use super::{Application, RECORDED, SHOP, application, sets, user};
use crate::sandbox::actions::{self, Cause};
use crate::sandbox::deliveries::{self, Reply};

/// The commit of all these runs.
pub const COMMIT: &str = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
/// The action of all these runs. The next one has the number of the vendor's examples, as in the core's simulator.
pub const ACTION: u64 = 794_613_284_671;
/// The variable of the hash, as it stands in an address that was not expanded.
const UNEXPANDED: &str = "{{ action.triggered_from.hook_parsed_variables.commit_hash }}";

/// A row: a hook, and what came of it.
struct Row {
    /// The cause, which is also the hook's name.
    cause: &'static str,
    /// The application whose provider and repository the hook is for.
    application: u64,
    /// The event, as its place among started, failed, completed.
    event: usize,
    /// What the incoming hook read as commit hash.
    hash: &'static str,
    /// What is otherwise in this hook than in that of an untouched form.
    change: fn(&mut Value),
    /// The answer; its status is 0 when there was none.
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: fn() -> Value,
    /// Whether the delivery repeats that of the row before.
    retry: bool,
    /// Whether the delivery's fields have wrong types.
    wrong: bool,
}

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json; charset=utf-8")];
const SPENT: &[(&str, &str)] =
    &[JSON[0], ("X-RateLimit-Limit", "5000"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "1767607200")];
const MOVED: &[(&str, &str)] = &[
    JSON[0],
    ("Location", "https://api.github.com/repositories/4242/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8"),
];
const SSO: &[(&str, &str)] =
    &[JSON[0], ("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso?authorization_request=A1b2C3d4E5f6")];
const MARKUP: &[(&str, &str)] = &[("X-<b>Bold</b>", "<img src=x onerror=alert(1)>"), ("__proto__", "polluted")];
const HTML: &[(&str, &str)] = &[("Content-Type", "text/html"), ("Retry-After", "30")];

const fn row(cause: &'static str, application: u64, status: u16, body: fn() -> Value) -> Row {
    let (event, hash, headers) = (0, COMMIT, JSON);
    Row { cause, application, event, hash, change: |_| {}, status, headers, body, retry: false, wrong: false }
}

const fn hash(cause: &'static str, hash: &'static str, status: u16, body: fn() -> Value) -> Row {
    Row { hash, ..row(cause, SHOP, status, body) }
}

const fn changed(row: Row, change: fn(&mut Value)) -> Row {
    Row { change, ..row }
}

const fn with(row: Row, headers: &'static [(&'static str, &'static str)]) -> Row {
    Row { headers, ..row }
}

fn put(hook: &mut Value, field: &str, value: &str) {
    hook["settings"]["request_body"][field] = json!(value);
}

fn header(hook: &mut Value, name: &str, value: &str) {
    if let Some(headers) = hook["settings"]["request_headers"].as_array_mut() {
        headers.retain(|header| !header["name"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(name)));
        if !value.is_empty() {
            headers.push(json!({ "name": name, "value": value }));
        }
    }
}

fn address(hook: &mut Value, from: &str, to: &str) {
    hook["target_url"] = json!(hook["target_url"].as_str().unwrap_or_default().replace(from, to));
}

const GITLAB: u64 = 35;
const BITBUCKET: u64 = 36;
const LONG: &str = "ci/devopness(build and deploy of the whole shop)";

#[rustfmt::skip]
const ROWS: &[Row] = &[
    hash("Fine", COMMIT, 201, || json!({ "id": 1, "state": "pending", "context": "ci/devopness(build)" })),
    hash("Hash empty", "", 404, not_found),
    hash("Hash not expanded", UNEXPANDED, 422, || refused("sha", "sha must be a 40 character SHA1")),
    hash("Hash not expanded, encoded", "%7B%7B%20action.triggered_from.hook_parsed_variables.commit_hash%20%7D%7D", 422,
        || refused("sha", "sha must be a 40 character SHA1")),
    hash("Hash short", "8d1f5c0e2b7a", 422, || refused("sha", "sha must be a 40 character SHA1")),
    hash("Hash unknown", "0000000000000000000000000000000000000001", 422,
        || json!({ "message": "No commit found for SHA: 0000000000000000000000000000000000000001",
            "documentation_url": STATUSES, "status": "422" })),
    changed(row("State refused at GitHub", SHOP, 422, || refused("state", "state is not included in the list")),
        |hook| put(hook, "state", "running")),
    changed(row("State refused at GitLab", GITLAB, 400, || json!({ "error": "state does not have a valid value" })),
        |hook| put(hook, "state", "failure")),
    changed(row("Description too long", SHOP, 422,
        || refused("description", "description is too long (maximum is 140 characters)")),
        |hook| put(hook, "description", &"Deploying. ".repeat(20))),
    changed(row("Key too long", BITBUCKET, 400, || bitbucket("key",
        "Ensure this value has at most 40 characters (it has 48).")), |hook| put(hook, "key", LONG)),
    changed(row("Link refused", BITBUCKET, 400, || bitbucket("url", "Enter a valid URL.")),
        |hook| put(hook, "url", "http://localhost/{{ action.id }}")),
    row("GitLab transition", GITLAB, 400, || json!({ "message": "Cannot transition status via :run from :running \
        (Reason(s): Status cannot transition via \"run\")" })),
    row("GitLab name taken", GITLAB, 400, || json!({ "message": { "name": ["has already been taken"] } })),
    row("GitLab no ref", GITLAB, 404, || json!({ "message": "404 References for commit Not Found" })),
    row("GitLab commit unknown", GITLAB, 404, || json!({ "message": "404 Commit Not Found" })),
    row("GitLab busy", GITLAB, 409, || json!({ "message": "409 Conflict" })),
    row("Token refused at GitHub", SHOP, 401, || json!({ "message": "Bad credentials",
        "documentation_url": "https://docs.github.com/rest", "status": "401" })),
    row("Token refused at GitLab", GITLAB, 401, || json!({ "message": "401 Unauthorized" })),
    row("Permission missing at GitHub", SHOP, 403, || json!({ "message": "Resource not accessible by integration",
        "documentation_url": STATUSES, "status": "403" })),
    row("Permission missing at GitLab", GITLAB, 403, || json!({ "message": "403 Forbidden" })),
    row("GitHub hides the repository", SHOP, 404, not_found),
    changed(row("GitLab path not encoded", GITLAB, 404, || json!({ "error": "404 Not Found" })),
        |hook| address(hook, "%2F", "/")),
    // The status and the words of this one are guesses; the rule itself is documented.
    row("Bitbucket key of another account", BITBUCKET, 403, || json!({ "type": "error", "error": { "message":
        "You cannot update a build status that another account created." } })),
    changed(row("Bitbucket hash in the wrong place", BITBUCKET, 404, || json!({ "type": "error", "error": { "message":
        "Resource not found" } })), |hook| hook["target_url"] = json!(
        ["https://api.bitbucket.org/2.0/repositories/acme/shop/commit/statuses/build/", UNEXPANDED].concat())),
    with(row("Rate limit at GitHub", SHOP, 403, || json!({ "message": "API rate limit exceeded for user ID 7.",
        "documentation_url": "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api", "status": "403" })),
        SPENT),
    with(row("Rate limit at GitLab", GITLAB, 429, || json!("Retry later\n")),
        &[("Content-Type", "text/plain"), ("Retry-After", "60")]),
    with(row("Repository moved", SHOP, 301, || json!({ "message": "Moved Permanently",
        "url": "https://api.github.com/repositories/4242/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
        "documentation_url": "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects"
        })), MOVED),
    with(row("Provider down", SHOP, 503, || json!("<html><head><title>503 Service Unavailable</title></head>\
        <body><h1>503</h1></body></html>")), HTML),
    changed(row("No answer", GITLAB, 0, || Value::Null), |hook| address(hook, "gitlab.com", "gitlab.acme.invalid")),
    with(changed(row("User-Agent missing", SHOP, 403, || json!("Request forbidden by administrative rules. Please make \
        sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api\
        #user-agent-required). Check https://developer.github.com for other possible causes.\n")),
        |hook| header(hook, "User-Agent", "")), &[("Content-Type", "text/html; charset=utf-8")]),
    changed(row("Token in another header", GITLAB, 201, || json!({ "id": 3, "status": "running", "name": "deploy" })),
        |hook| { header(hook, "Authorization", ""); header(hook, "PRIVATE-TOKEN", "glpat-not-a-real-token-0001");
            header(hook, "X-Trace", "ghp_notARealTokenButLooksLikeOne00000001"); }),
    row("Answer that nobody knows", BITBUCKET, 418, || json!({ "kettle": true })),
    with(row("Markup and control codes", SHOP, 400, || json!(
        "<script>alert(1)</script>\u{0}\u{1b}[31m\u{202e}\u{2066}</td>&amp;\r\n\u{feff}")), MARKUP),
    row("Very long answer", SHOP, 500, || json!({ "message": "W".repeat(300_000) })),
    Row { wrong: true, ..row("Wrong types", SHOP, 200, || json!([[{}]])) },
    Row { event: 2, ..row("Retried", SHOP, 502, || json!({ "message": "Server Error" })) },
    Row { event: 2, retry: true, ..row("Retried", SHOP, 201, || json!({ "id": 2, "state": "success" })) },
    row("App not approved", SHOP, 403, || json!({ "message": "Although you appear to have the correct authorization \
        credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to \
        third-parties is limited. For more information on these restrictions, including how to enable this app, visit \
        https://docs.github.com/articles/restricting-access-to-your-organization-s-data/",
        "documentation_url": STATUSES, "status": "403" })),
    row("Token lives too long", SHOP, 403, || json!({ "message": "The 'acme' organization forbids access via a fine-grained \
        personal access tokens if the token's lifetime is greater than 366 days. Please adjust your token's lifetime at the \
        following URL: https://github.com/settings/personal-access-tokens/12885303",
        "documentation_url": STATUSES, "status": "403" })),
    with(row("Single sign-on", SHOP, 403, || json!({ "message": "Resource protected by organization SAML enforcement. You \
        must grant your OAuth token access to this organization.", "documentation_url": STATUSES, "status": "403" })), SSO),
];

const STATUSES: &str = "https://docs.github.com/rest/commits/statuses#create-a-commit-status";

fn not_found() -> Value {
    json!({ "message": "Not Found", "documentation_url": STATUSES, "status": "404" })
}

fn refused(field: &str, message: &str) -> Value {
    json!({ "message": "Validation Failed", "documentation_url": STATUSES, "status": "422", "errors": [
        { "resource": "Status", "code": "custom", "field": field, "message": message }] })
}

fn bitbucket(field: &str, message: &str) -> Value {
    json!({ "type": "error", "error": { "message": format!("{field}: {message}"), "fields": { field: [message] } } })
}

/// The hooks of the table, in its order; a row that repeats a delivery has none of its own.
pub fn hooks() -> Vec<Map<String, Value>> {
    let bodies = [SHOP, GITLAB, BITBUCKET].map(|id| {
        let address = application(id).map(Application::address).unwrap_or_default();
        (id, sets::untouched(RECORDED, &address))
    });
    let hook = |row: &Row| {
        let (_, bodies) = bodies.iter().find(|(id, _)| *id == row.application)?;
        let mut hook = Value::Object(bodies.get(row.event)?.clone());
        hook["name"] = json!(row.cause);
        (row.change)(&mut hook);
        hook.as_object().cloned()
    };
    ROWS.iter().filter(|row| !row.retry).filter_map(hook).collect()
}

/// The deliveries of these hooks, oldest first.
pub fn deliveries(hooks: &[Value]) -> Vec<Value> {
    let mut made: Vec<Value> = Vec::new();
    for (row, number) in ROWS.iter().zip(1..) {
        let Some(hook) = hooks.iter().find(|hook| hook["name"] == row.cause) else { continue };
        let Some(application) = application(row.application) else { continue };
        let values = json!({ "application": application.values(), "user": user(), "hook": hook, "action": {
            "id": ACTION, "status": "in-progress",
            "triggered_from": { "trigger_type": "hook", "hook_parsed_variables": { "commit_hash": row.hash } },
        } });
        let headers = row.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let reply = Reply { status: row.status, headers, body: (row.body)() };
        let sent = deliveries::outgoing(hook, &values);
        // Numbers of their own, so that no delivery made later has the same id.
        let number = RECORDED * 100_000 + number;
        let mut delivery = deliveries::record(hook, Some(ACTION), &sent, (row.status > 0).then_some(&reply), number);
        if row.wrong {
            for (field, value) in [
                ("action_id", json!("seven")),
                ("url", json!({})),
                ("request_headers", json!(["a", 1, [], { "name": 2 }])),
                ("request_body", json!(true)),
                ("response_status_code", json!("201")),
                ("response_headers", json!("Content-Type: application/json")),
                ("created_at", json!(17)),
            ] {
                delivery[field] = value;
            }
        }
        if let Some(first) = made.last().filter(|_| row.retry) {
            delivery["retry_of"] = first["id"].clone();
            // A server may just as well list the values of each header.
            for headers in ["request_headers", "response_headers"] {
                if let Some(fields) = delivery[headers].as_object_mut() {
                    fields.values_mut().for_each(|value| *value = json!([value]));
                }
            }
        }
        made.push(delivery);
    }
    made
}

/// The action that all of them are about, started by the incoming hook among these.
pub fn action(hooks: &[Value]) -> Option<Value> {
    let incoming = hooks.iter().find(|hook| hook["type"] == "in")?;
    let cause = Cause::hook(incoming, &Value::Null, json!({ "commit_hash": COMMIT }));
    let mut action = actions::new(ACTION, RECORDED, &cause, 1)?;
    for (status, number) in ["queued", "in-progress", "completed"].into_iter().zip(2..) {
        actions::enter(&mut action, status, number);
    }
    Some(action)
}
