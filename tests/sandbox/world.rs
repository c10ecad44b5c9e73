//! The fixed world: one project, one environment, three applications and their pipelines.

use serde_json::{Value, json};

use super::faults;

mod hooks;

pub use hooks::{hook, masked, push_to_main, relation, replaced};

/// The project's id.
pub const PROJECT: u64 = 3;
/// The environment's id.
pub const ENVIRONMENT: u64 = 12;
const ORGANIZATION: u64 = 2;
const BORN: &str = "2026-01-05T09:00:00.000000Z";

/// The applications: id, provider code, provider name, repository owner, repository name.
const APPLICATIONS: [(u64, &str, &str, &str, &str); 3] = [
    (34, "github", "GitHub", "acme", "shop"),
    (35, "gitlab", "GitLab", "acme/platform", "shop"),
    (36, "bitbucket", "Bitbucket", "acme", "shop"),
];

/// The pipelines: id, application, operation, name.
pub const PIPELINES: [(u64, u64, &str, &str); 4] = [
    (512, 34, "deploy", "Deploy shop from GitHub"),
    (513, 35, "deploy", "Deploy shop from GitLab"),
    (514, 36, "deploy", "Deploy shop from Bitbucket"),
    (520, 34, "restart", "Restart shop"),
];

/// Answers `GET /users/me`.
pub fn me() -> Value {
    json!({
        "id": 7, "name": "Sam Sandbox", "email": "sam@example.com", "url_slug": "sam", "language": "en", "active": true,
        "social_accounts": [], "created_at": BORN, "updated_at": BORN,
    })
}

/// The person who made everything here.
fn user() -> Value {
    json!({
        "id": 7, "name": "Sam Sandbox", "email": "sam@example.com", "url_slug": "sam", "language": "en", "active": true,
        "created_at": BORN, "updated_at": BORN,
    })
}

/// The project as lists show it.
pub fn project_relation() -> Value {
    json!({
        "id": PROJECT, "user_id": 7, "name": "Sandbox", "logo_url": null, "resource_summary": [], "os_users": [],
        "organization": {
            "id": ORGANIZATION, "name": "Acme", "url_slug": "acme", "created_at": BORN, "updated_at": BORN,
        },
        "created_by_user": user(), "used_credits": 0, "created_at": BORN, "updated_at": BORN,
    })
}

/// The project in full; its permissions are those of the token that asks.
pub fn project(writes: bool) -> Value {
    let mut permissions = vec!["project:read", "environment:read", "application:read", "pipeline:read", "hook:read"];
    if writes {
        permissions.extend(["hook:create", "hook:update", "hook:delete"]);
    }
    let mut project = project_relation();
    if let Some(fields) = project.as_object_mut() {
        fields.shift_remove("used_credits");
        fields.insert("current_user_permissions".to_owned(), json!(permissions));
    }
    project
}

/// The environment as lists show it.
pub fn environment() -> Value {
    json!({
        "id": ENVIRONMENT, "type": "production", "type_human_readable": "Production", "name": "production",
        "description": null, "used_credits": 0, "resource_summary": [], "created_at": BORN, "updated_at": BORN,
        "archived_at": null, "project": project_relation(),
    })
}

/// The applications as lists show them.
pub fn applications() -> Vec<Value> {
    APPLICATIONS.iter().map(|(id, ..)| bare_application(*id).unwrap_or_default()).collect()
}

fn bare_application(id: u64) -> Option<Value> {
    let (_, code, provider, owner, name) = APPLICATIONS.iter().find(|(own, ..)| *own == id)?;
    Some(json!({
        "id": id, "project_id": PROJECT, "environment_id": ENVIRONMENT, "created_by": 7,
        "name": format!("shop-{code}"), "repository": format!("{owner}/{name}"), "repository_name": name,
        "repository_owner": owner, "default_branch": "main", "programming_language": "php",
        "programming_language_human_readable": "PHP", "engine_version": "8.4", "framework": "laravel",
        "framework_human_readable": "Laravel", "root_directory": "/", "deployments_keep": 5,
        "install_dependencies_command": null, "build_command": null,
        "last_deployments": { "latest": null, "live": null },
        "credential": {
            "id": id + 50, "name": format!("{provider} of Sam"),
            "provider": {
                "active": true, "code": code, "code_human_readable": provider, "type": "source_provider",
                "type_human_readable": "Source Provider",
            },
            "provider_type": "source_provider", "provider_type_human_readable": "Source Provider",
            "provider_auth_type": "oauth", "provider_auth_type_human_readable": "OAuth", "active": true,
            "created_by_user": user(), "last_action": null, "created_at": BORN, "updated_at": BORN,
        },
        "created_at": BORN, "updated_at": BORN,
    }))
}

/// One application in full.
pub fn application(id: u64) -> Option<Value> {
    let mut application = bare_application(id)?;
    application["created_by_user"] = user();
    application["environment"] = environment();
    for list in ["servers", "services", "cronjobs", "virtual_hosts", "daemons"] {
        application[list] = json!([]);
    }
    Some(application)
}

/// The pipelines of an application, as lists show them; those with named failures are not among them.
pub fn pipelines_of(application: u64) -> Option<Vec<Value>> {
    bare_application(application)?;
    let own = PIPELINES.iter().filter(|(_, own, ..)| *own == application);
    Some(own.map(|(id, _, operation, name)| bare_pipeline(*id, application, operation, name)).collect())
}

fn bare_pipeline(id: u64, application: u64, operation: &str, name: &str) -> Value {
    let capital = operation[..1].to_uppercase() + &operation[1..];
    json!({
        "id": id, "name": name, "environment_id": ENVIRONMENT, "project_id": PROJECT, "organization_id": ORGANIZATION,
        "resource_type": "application", "resource_type_human_readable": "Application", "resource_id": application,
        "operation": operation, "operation_human_readable": capital, "max_parallel_actions": 1, "trigger_when": null,
        "created_by_user": user(), "created_at": BORN, "updated_at": BORN,
    })
}

/// One pipeline in full. Those with named failures deploy the first application.
pub fn pipeline(id: u64) -> Option<Value> {
    let known = PIPELINES.iter().find(|(own, ..)| *own == id);
    let mut pipeline = match known {
        Some((_, application, operation, name)) => bare_pipeline(id, *application, operation, name),
        None => {
            let fault = faults::find(id).filter(|fault| fault.exists)?;
            bare_pipeline(id, APPLICATIONS[0].0, "deploy", fault.what)
        }
    };
    pipeline["steps"] = json!([]);
    Some(pipeline)
}
