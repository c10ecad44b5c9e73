//! What hooks have sent: lists of deliveries, and one of them.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;

async fn get(sandbox: &Sandbox, path: &str) -> Value {
    let got = call(sandbox, "GET", path, "").await;
    assert_eq!(got.status, 200, "{path}: {got:?}");
    got.json()
}

/// The hook of this name, and its deliveries in full, newest first.
async fn deliveries(sandbox: &Sandbox, name: &str) -> Vec<Value> {
    let hooks = sandbox.hooks(9080);
    let hook = hooks.iter().find(|hook| hook["name"] == name).unwrap_or_else(|| panic!("there is no {name}"));
    let list = get(sandbox, &format!("/hooks/outgoing/{}/requests", hook["id"].as_str().unwrap())).await;
    let mut full = Vec::new();
    for item in list.as_array().unwrap() {
        full.push(get(sandbox, &format!("/hook-requests/{}", item["id"].as_str().unwrap())).await);
    }
    full
}

#[tokio::test]
async fn a_delivery_has_every_field_of_its_kind() {
    let sandbox = sandbox().await;
    let id = sandbox.hooks(9080)[1]["id"].as_str().unwrap().to_owned();
    let list = get(&sandbox, &format!("/hooks/outgoing/{id}/requests")).await;
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let short = ["id", "hook_id", "action_id", "retry_of", "ip_address", "created_at", "updated_at"];
    assert_eq!(fields(&list[0]), short);
    let one = get(&sandbox, &format!("/hook-requests/{}", list[0]["id"].as_str().unwrap())).await;
    let more =
        ["url", "request_headers", "request_body", "response_status_code", "response_headers", "response_body", "hook"];
    assert_eq!(fields(&one), [&short[..5], &more[..], &short[5..]].concat());
    assert_eq!((&one["hook"]["id"], one["hook"].get("secret")), (&json!(id), None));
    assert_eq!(one["action_id"], get(&sandbox, "/pipelines/9080/actions").await[0]["id"]);
    let action = get(&sandbox, &format!("/actions/{}", one["action_id"])).await;
    assert_eq!((&action["status"], &action["triggered_from"]["trigger_type"]), (&json!("completed"), &json!("hook")));
    assert_eq!(action["triggered_from"].get("hook_parsed_variables"), None, "no schema has it");
}

#[tokio::test]
async fn each_cause_shows() {
    let sandbox = sandbox().await;
    let hash = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
    let github = "https://api.github.com/repos/acme/shop/statuses/";
    // The end of the address, the status, and a part of the answer.
    let cases: &[(&str, &str, Value, &str)] = &[
        ("Fine", &[github, hash].concat(), json!(201), "pending"),
        ("Hash empty", github, json!(404), "Not Found"),
        (
            "Hash not expanded",
            "statuses/{{ action.triggered_from.hook_parsed_variables.commit_hash }}",
            json!(422),
            "sha",
        ),
        ("Hash not expanded, encoded", "commit_hash%20%7D%7D", json!(422), "sha"),
        ("Hash short", "statuses/8d1f5c0e2b7a", json!(422), "40 character"),
        ("State refused at GitHub", hash, json!(422), "state is not included"),
        ("State refused at GitLab", hash, json!(400), "valid value"),
        ("Description too long", hash, json!(422), "too long"),
        ("Key too long", "/statuses/build", json!(400), "at most 40"),
        (
            "GitLab transition",
            "/projects/acme%2Fplatform%2Fshop/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
            json!(400),
            ":run from :running",
        ),
        ("GitLab name taken", hash, json!(400), "already been taken"),
        ("GitLab no ref", hash, json!(404), "References for commit"),
        ("Token refused at GitHub", hash, json!(401), "Bad credentials"),
        ("Permission missing at GitHub", hash, json!(403), "not accessible"),
        ("GitHub hides the repository", hash, json!(404), "Not Found"),
        (
            "GitLab path not encoded",
            "/projects/acme/platform/shop/statuses/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
            json!(404),
            "Not Found",
        ),
        ("Bitbucket key of another account", "/statuses/build", json!(403), "another account"),
        (
            "Bitbucket hash in the wrong place",
            "commit/statuses/build/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
            json!(404),
            "not found",
        ),
        ("Rate limit at GitHub", hash, json!(403), "rate limit"),
        ("Rate limit at GitLab", hash, json!(429), "Retry"),
        ("Repository moved", hash, json!(301), "Moved"),
        ("Provider down", hash, json!(503), "503"),
        ("No answer", hash, json!(null), "null"),
        ("User-Agent missing", hash, json!(403), "User-Agent"),
        ("App not approved", hash, json!(403), "OAuth App access restrictions"),
        ("Token lives too long", hash, json!(403), "personal-access-tokens/12885303"),
        ("Single sign-on", hash, json!(403), "SAML"),
    ];
    for (name, end, status, part) in cases {
        let one = &deliveries(&sandbox, name).await[0];
        assert!(one["url"].as_str().unwrap().ends_with(end), "{name}: {}", one["url"]);
        assert_eq!(one["response_status_code"], *status, "{name}");
        assert!(one["response_body"].to_string().contains(part), "{name}: {}", one["response_body"]);
    }
    // As many hooks as names, each with a delivery; and no body holds a variable.
    let hooks = sandbox.hooks(9080);
    let names: BTreeSet<_> = hooks.iter().map(|hook| hook["name"].to_string()).collect();
    assert_eq!((hooks.len(), names.len()), (40, 40));
    for hook in hooks.iter().filter(|hook| hook["type"] == "out") {
        let all = deliveries(&sandbox, hook["name"].as_str().unwrap()).await;
        assert!(!all.is_empty() && !all[0]["request_body"].to_string().contains("{{"), "{}", hook["name"]);
    }
}

#[tokio::test]
async fn what_matters_beside_the_answer_is_in_the_request() {
    let sandbox = sandbox().await;
    let headers = async |name: &str| deliveries(&sandbox, name).await[0]["request_headers"].clone();
    assert_eq!(headers("Fine").await["Authorization"], "Bearer sandbox-writer");
    assert!(headers("Fine").await["User-Agent"].is_string());
    assert_eq!(headers("User-Agent missing").await.get("User-Agent"), None);
    let hidden = headers("Token in another header").await;
    assert!(hidden["PRIVATE-TOKEN"].as_str().unwrap().starts_with("glpat-") && hidden.get("Authorization").is_none());
    assert!(hidden["X-Trace"].as_str().unwrap().starts_with("ghp_"));
    assert!(deliveries(&sandbox, "Key too long").await[0]["request_body"]["key"].as_str().unwrap().len() == 48);
    let retried = deliveries(&sandbox, "Retried").await;
    assert_eq!((retried.len(), &retried[0]["retry_of"], &retried[1]["retry_of"]), (2, &retried[1]["id"], &Value::Null));
    assert_eq!((&retried[0]["response_status_code"], &retried[1]["response_status_code"]), (&json!(201), &json!(502)));
}

#[tokio::test]
async fn some_deliveries_mean_no_good() {
    let sandbox = sandbox().await;
    let markup = &deliveries(&sandbox, "Markup and control codes").await[0];
    assert!(markup["response_body"].as_str().unwrap().starts_with("<script>"));
    assert_eq!(markup["response_headers"]["__proto__"], "polluted");
    let long = deliveries(&sandbox, "Very long answer").await[0]["response_body"].to_string();
    assert!(long.len() > 300_000);
    let wrong = &deliveries(&sandbox, "Wrong types").await[0];
    assert!(
        wrong["url"].is_object() && wrong["response_status_code"].is_string() && wrong["request_headers"].is_array()
    );
}

#[tokio::test]
async fn deliveries_are_paged_and_guarded() {
    let sandbox = sandbox().await;
    let id = sandbox.hooks(9081)[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/hooks/outgoing/{id}/requests?per_page=100&page=100");
    let last = call(&sandbox, "GET", &path, "").await;
    assert_eq!(last.json().as_array().map(Vec::len), Some(100));
    assert!(last.header("link").is_some_and(|link| !link.contains("next") && link.contains("page=99")));
    let oldest = last.json()[99].clone();
    let request = format!("/hook-requests/{}", oldest["id"].as_str().unwrap());
    assert_eq!(get(&sandbox, &request).await["request_body"]["description"], "Deploy 0");
    let second = sandbox.hooks(9081)[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(get(&sandbox, &format!("/hooks/outgoing/{second}/requests")).await, json!([]));
    for token in ["devopness_pat_readonly", "devopness_proj_sandbox"] {
        for path in [&path, &request] {
            assert_eq!(send_as(token, "GET", &format!("{}{path}", sandbox.url()), b"").await.unwrap().status, 200);
        }
    }
    let cases = [
        ("GET", format!("/hooks/incoming/{id}/requests"), 404),
        ("GET", "/hooks/outgoing/none/requests".to_owned(), 404),
        ("GET", "/hook-requests/none".to_owned(), 404),
        ("GET", "/actions/1".to_owned(), 404),
        ("GET", "/pipelines/511/actions".to_owned(), 404),
        ("GET", format!("/hooks/outgoing/{id}/requests?per_page=101"), 422),
        ("POST", request.clone(), 405),
    ];
    for (method, path, status) in cases {
        assert_eq!(call(&sandbox, method, &path, "").await.status, status, "{method} {path}");
    }
    // A deleted hook takes its list with it; a delivery of it has no hook any more.
    assert_eq!(call(&sandbox, "DELETE", &format!("/hooks/outgoing/{id}"), "").await.status, 204);
    assert_eq!(call(&sandbox, "GET", &path, "").await.status, 404);
    assert_eq!(get(&sandbox, &request).await["hook"], Value::Null);
}
