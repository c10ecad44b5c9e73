//! Requests to incoming hooks: who may start a pipeline, and what is read from the request.

use serde_json::json;

use super::sandbox::world::COMMIT;
use super::*;

/// The incoming hook of a pipeline.
fn incoming(sandbox: &Sandbox, pipeline: u64) -> Value {
    sandbox.hooks(pipeline).into_iter().find(|hook| hook["type"] == "in").expect("the pipeline has an incoming hook")
}

/// Sends a body as a provider would, without a token of the API.
async fn push(url: &str, signature: Option<(&str, &str)>, body: &str) -> Got {
    let mut headers = vec![("content-type", "application/json"), ("accept", "*/*")];
    headers.extend(signature);
    send("POST", url, &headers, body.as_bytes()).await.unwrap()
}

#[tokio::test]
async fn a_signed_push_starts_the_pipeline() {
    let sandbox = sandbox().await;
    let hook = incoming(&sandbox, 512);
    let (id, url) = (hook["id"].as_str().unwrap(), hook["url"].as_str().unwrap());
    let body = json!({ "ref": "refs/heads/main", "after": COMMIT }).to_string();
    let signature = Sandbox::sign(&sandbox.secret(id).unwrap(), &body);
    assert_eq!((&signature[..7], signature.len()), ("sha256=", 71));
    for (place, url) in [url.to_owned(), format!("{}/hooks/{id}/trigger", sandbox.url())].iter().enumerate() {
        let got = push(url, Some(("X-Hub-Signature-256", &signature)), &body).await;
        assert_eq!(
            (got.status, got.json()),
            (200, json!({ "message": "Hook successfully triggered", "errors": null }))
        );
        let action = got.header("x-devopness-action-id").unwrap().to_owned();
        assert_eq!(action, (794_613_284_672 + place).to_string());
        let action = call(&sandbox, "GET", &format!("/actions/{action}"), "").await.json();
        assert_eq!(
            (&action["status"], &action["action_data"]["commit"]["hash"]),
            (&json!("completed"), &json!(COMMIT))
        );
        let from = &action["triggered_from"];
        assert_eq!(
            (&from["trigger_type"], &from["hook_id"], &from["name"]),
            (&json!("hook"), &hook["id"], &hook["name"])
        );
        let request = &action["hook_requests"]["incoming"];
        assert_eq!((&request["id"], &request["action_id"]), (&from["hook_request_id"], &action["id"]));
        let path = format!("/hook-requests/{}", request["id"].as_str().unwrap());
        let delivery = call(&sandbox, "GET", &path, "").await.json();
        assert_eq!(
            (&delivery["request_body"]["after"], &delivery["response_status_code"]),
            (&json!(COMMIT), &json!(200))
        );
        assert_eq!(delivery["request_headers"]["x-hub-signature-256"], signature);
    }
    let actions = call(&sandbox, "GET", "/pipelines/512/actions", "").await.json();
    assert_eq!((actions.as_array().map(Vec::len), &actions[0]["id"]), (Some(2), &json!(794_613_284_673_u64)));
}

#[tokio::test]
async fn what_starts_nothing_says_why_and_is_kept() {
    let sandbox = sandbox().await;
    let created = call(
        &sandbox,
        "POST",
        "/pipelines/530/hooks/incoming",
        &json!({
            "name": "Push", "requires_secret": true, "secret_algorithm": "sha256", "secret_header_name": "x-signed",
            "trigger_when": { "conditions": [
                { "name": "Branch", "type": "request_body", "path": "ref", "accepted_values": ["refs/heads/main"] }] },
            "settings": { "variables": [{ "name": "commit_hash", "path": "after", "type": "string", "required": true }] },
        })
        .to_string(),
    )
    .await
    .json();
    let (url, secret) = (created["url"].as_str().unwrap(), created["secret"].as_str().unwrap());
    let main = json!({ "ref": "refs/heads/main", "after": COMMIT }).to_string();
    let cases = [
        (Some(secret), "x-signed", main.clone(), 200, "successfully"),
        (None, "", main.clone(), 403, "signature"),
        (Some("another secret"), "x-signed", main.clone(), 403, "signature"),
        (Some(secret), "x-hub-signature-256", main.clone(), 403, "signature"),
        (
            Some(secret),
            "x-signed",
            json!({ "ref": "refs/heads/other", "after": COMMIT }).to_string(),
            422,
            "refs/heads/other",
        ),
        (Some(secret), "x-signed", json!({ "ref": "refs/heads/main" }).to_string(), 422, "commit_hash"),
        (Some(secret), "x-signed", json!({ "ref": "refs/heads/main", "after": 7 }).to_string(), 422, "commit_hash"),
        // What a provider sends that is set to form encoding.
        (Some(secret), "x-signed", "payload=%7B%7D".to_owned(), 422, "application/json"),
        (Some(secret), "x-signed", "1".to_owned(), 422, "application/json"),
        (Some(secret), "x-signed", String::new(), 422, "application/json"),
    ];
    for (secret, header, body, status, part) in &cases {
        let signature = secret.map(|secret| Sandbox::sign(secret, body)).unwrap_or_default();
        let got = push(url, secret.map(|_| (*header, &*signature)), body).await;
        assert_eq!(got.status, *status, "{header} {body}");
        assert!(got.json()["message"].as_str().unwrap().contains(part), "{got:?}");
        assert_eq!(got.header("x-devopness-action-id").is_some(), *status == 200);
    }
    // A signature of another body, and texts that are none.
    for signature in [&*Sandbox::sign(secret, "{}"), "sha256=", "sha256=zz", "sha1=00", "é"] {
        assert_eq!(push(url, Some(("x-signed", signature)), &main).await.status, 403, "{signature}");
    }
    let path = format!("/hooks/incoming/{}/requests", created["id"].as_str().unwrap());
    let kept = call(&sandbox, "GET", &path, "").await.json();
    let started = kept.as_array().unwrap().iter().filter(|own| own["action_id"].is_u64()).count();
    assert_eq!((kept.as_array().unwrap().len(), started), (cases.len() + 5, 1));
}

#[tokio::test]
async fn paused_and_optional_hooks() {
    let sandbox = sandbox().await;
    let send_to = async |pipeline: u64, body: Value| {
        let hook = incoming(&sandbox, pipeline);
        let body = body.to_string();
        let signature = Sandbox::sign(&sandbox.secret(hook["id"].as_str().unwrap()).unwrap(), &body);
        push(hook["url"].as_str().unwrap(), Some(("x-hub-signature-256", &signature)), &body).await
    };
    assert_eq!(send_to(531, json!({ "after": COMMIT })).await.status, 422);
    assert_eq!(send_to(532, json!({ "after": COMMIT })).await.status, 200);
    assert_eq!(send_to(533, json!({})).await.status, 200);
    assert_eq!(send_to(512, json!({})).await.status, 422);
    // GitLab's is not signed: its address alone is the secret.
    let open = incoming(&sandbox, 513);
    assert_eq!(
        push(open["url"].as_str().unwrap(), None, &json!({ "checkout_sha": COMMIT }).to_string()).await.status,
        200
    );
}

#[tokio::test]
async fn a_pipeline_with_conditions_starts_only_where_they_hold() {
    let sandbox = sandbox().await;
    let hook = incoming(&sandbox, 535);
    let (id, url) = (hook["id"].as_str().unwrap(), hook["url"].as_str().unwrap());
    for (login, status) in [("ada", 200), ("bob", 422)] {
        let body = json!({ "ref": "refs/heads/main", "after": COMMIT, "sender": { "login": login } }).to_string();
        let signature = Sandbox::sign(&sandbox.secret(id).unwrap(), &body);
        let got = push(url, Some(("X-Hub-Signature-256", &signature)), &body).await;
        assert_eq!(got.status, status, "{login}: {got:?}");
    }
}
