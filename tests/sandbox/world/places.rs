//! The projects and their environments.

use serde_json::{Value, json};

use super::{BORN, user};

/// The project of the project token, and of all pipelines that fail on purpose.
pub const PROJECT: u64 = 3;
const ORGANIZATION: u64 = 2;

/// The projects: id and name.
const PROJECTS: [(u64, &str); 2] = [(PROJECT, "Sandbox"), (5, "Storefront")];

/// The environments: id, project, type, name, and since when it is archived.
const ENVIRONMENTS: [(u64, u64, &str, &str, Option<&str>); 4] = [
    (12, PROJECT, "production", "production", None),
    (21, 5, "production", "production", None),
    (22, 5, "staging", "staging of last year", Some("2026-01-20T08:30:00.000000Z")),
    (23, 5, "development", "nothing here yet", None),
];

/// The organization of everything.
pub fn organization() -> Value {
    json!({ "id": ORGANIZATION, "name": "Acme", "url_slug": "acme", "created_at": BORN, "updated_at": BORN })
}

/// One project as lists show it.
pub fn project_relation(id: u64) -> Option<Value> {
    let (_, name) = PROJECTS.iter().find(|(own, _)| *own == id)?;
    Some(json!({
        "id": id, "user_id": 7, "name": name, "logo_url": null, "resource_summary": [], "os_users": [],
        "organization": organization(), "created_by_user": user(), "used_credits": 0, "created_at": BORN,
        "updated_at": BORN,
    }))
}

/// The projects that a token sees.
pub fn projects(sees: impl Fn(u64) -> bool) -> Vec<Value> {
    PROJECTS.iter().filter(|(id, _)| sees(*id)).filter_map(|(id, _)| project_relation(*id)).collect()
}

/// What a token may do.
fn permissions(writes: bool) -> Vec<&'static str> {
    let mut permissions = vec!["project:read", "environment:read", "application:read", "pipeline:read", "hook:read"];
    if writes {
        permissions.extend(["hook:create", "hook:update", "hook:delete"]);
    }
    permissions
}

/// One project in full; its permissions are those of the token that asks.
pub fn project(id: u64, writes: bool) -> Option<Value> {
    let mut project = project_relation(id)?;
    if let Some(fields) = project.as_object_mut() {
        fields.shift_remove("used_credits");
        fields.insert("current_user_permissions".to_owned(), json!(permissions(writes)));
    }
    Some(project)
}

/// The project of an environment.
pub fn project_of(environment: u64) -> Option<u64> {
    ENVIRONMENTS.iter().find(|(id, ..)| *id == environment).map(|(_, project, ..)| *project)
}

/// One environment as lists show it.
pub fn environment(id: u64) -> Option<Value> {
    let (_, project, kind, name, archived) = ENVIRONMENTS.iter().find(|(own, ..)| *own == id)?;
    let capital = kind[..1].to_uppercase() + &kind[1..];
    Some(json!({
        "id": id, "type": kind, "type_human_readable": capital, "name": name, "description": null, "used_credits": 0,
        "resource_summary": [], "created_at": BORN, "updated_at": BORN, "archived_at": archived,
        "project": project_relation(*project),
    }))
}

/// One environment in full; its permissions are those of the token that asks.
pub fn environment_full(id: u64, writes: bool) -> Option<Value> {
    let mut environment = environment(id)?;
    let fields = environment.as_object_mut()?;
    let archived = fields.shift_remove("archived_at").is_some_and(|at| !at.is_null());
    fields.shift_remove("used_credits");
    fields.shift_remove("project");
    fields.insert("is_archived".to_owned(), json!(archived));
    fields.insert("teams".to_owned(), json!([]));
    fields.insert("current_user_permissions".to_owned(), json!(permissions(writes)));
    fields.insert("created_by_user".to_owned(), user());
    Some(environment)
}

/// The environments of a project, the archived ones among them.
pub fn environments_of(project: u64) -> Option<Vec<Value>> {
    project_relation(project)?;
    let own = ENVIRONMENTS.iter().filter(|(_, of, ..)| *of == project);
    Some(own.filter_map(|(id, ..)| environment(*id)).collect())
}
