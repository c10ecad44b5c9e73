//! A hook's life: created, read, replaced, deleted.

use super::*;

/// What every full hook shows.
const FIELDS: [&str; 23] = [
    "id",
    "name",
    "type",
    "action_type",
    "url",
    "target_url",
    "is_auto_generated",
    "requires_secret",
    "verify_ssl",
    "active",
    "project_id",
    "environment_id",
    "pipeline_id",
    "resource_type",
    "resource_id",
    "settings",
    "trigger_when",
    "secret",
    "secret_algorithm",
    "secret_header_name",
    "created_by_user",
    "created_at",
    "updated_at",
];

#[tokio::test]
async fn an_outgoing_hook_goes_round() {
    let sandbox = sandbox().await;
    let created = call(&sandbox, "POST", "/pipelines/512/hooks/outgoing", OUTGOING).await;
    assert_eq!(created.status, 201);
    let hook = created.json();
    assert_eq!(hook.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), FIELDS);
    assert_eq!((&hook["type"], &hook["url"]), (&Value::from("out"), &Value::Null));
    assert_eq!(hook["settings"], serde_json::from_str::<Value>(OUTGOING).unwrap()["settings"]);
    assert_eq!((&hook["pipeline_id"], &hook["action_type"]), (&Value::from(512), &Value::from("deploy")));
    let id = hook["id"].as_str().unwrap().to_owned();
    assert_eq!((id.len(), &id[14..15]), (36, "4"));
    assert!("89ab".contains(&id[19..20]));
    assert!(hook["created_at"].as_str().is_some_and(|time| time.ends_with(".000000Z") && time.len() == 27));

    let listed = call(&sandbox, "GET", "/pipelines/512/hooks", "").await.json();
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!((&listed[1]["id"], listed[1].as_object().unwrap().len()), (&hook["id"], 19));
    for private in ["secret", "secret_algorithm", "secret_header_name", "created_by_user"] {
        assert!(listed[1].get(private).is_none());
    }

    let path = format!("/hooks/outgoing/{id}");
    assert_eq!(call(&sandbox, "GET", &path, "").await.json(), sandbox.hooks(512)[1]);
    let update = format!(r#"{{"id":"{id}","name":"Other","target_url":"http://localhost/"}}"#);
    let updated = call(&sandbox, "PUT", &path, &update).await;
    assert_eq!((updated.status, updated.text.as_str(), updated.header("content-type")), (204, "", None));
    let now = call(&sandbox, "GET", &path, "").await.json();
    assert_eq!(
        (&now["name"], &now["settings"], &now["created_at"]),
        (&"Other".into(), &Value::Null, &hook["created_at"])
    );
    assert_ne!(now["updated_at"], hook["updated_at"]);

    assert_eq!(call(&sandbox, "GET", &format!("/hooks/incoming/{id}"), "").await.status, 404);
    assert_eq!(call(&sandbox, "DELETE", &format!("/hooks/incoming/{id}"), "").await.status, 404);
    let deleted = call(&sandbox, "DELETE", &path, "").await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    for method in ["GET", "DELETE"] {
        assert_eq!(call(&sandbox, method, &path, "").await.status, 404);
    }
    assert_eq!(sandbox.hooks(512).len(), 1);
}

#[tokio::test]
async fn an_incoming_secret_is_shown_once() {
    let sandbox = sandbox().await;
    let body = r#"{"name":"Push","requires_secret":true,"secret_algorithm":"sha256",
        "secret_header_name":"x-hub-signature-256",
        "settings":{"variables":[{"name":"commit_hash","path":"after","type":"string","required":true}]}}"#;
    let hook = call(&sandbox, "POST", "/pipelines/520/hooks/incoming", body).await.json();
    let (id, secret) = (hook["id"].as_str().unwrap(), hook["secret"].as_str().unwrap());
    assert_eq!(secret.len(), 32);
    assert_eq!(hook["url"], format!("{}/hooks/incoming/{id}", sandbox.url()));
    assert_eq!((&hook["action_type"], &hook["trigger_when"]), (&"restart".into(), &serde_json::json!([])));
    let later = call(&sandbox, "GET", &format!("/hooks/incoming/{id}"), "").await;
    assert_eq!(later.json()["secret"], "*****");
    assert!(!later.text.contains(secret) && !sandbox.hooks(520)[0].to_string().contains(secret));
}

#[tokio::test]
async fn names_need_not_be_unique() {
    let sandbox = sandbox().await;
    for _ in 0..3 {
        assert_eq!(call(&sandbox, "POST", "/pipelines/514/hooks/outgoing", OUTGOING).await.status, 201);
    }
    let mut ids: Vec<_> = sandbox.hooks(514).iter().map(|hook| hook["id"].to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}
