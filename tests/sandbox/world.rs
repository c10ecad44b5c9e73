//! The fixed world: projects, environments, applications, pipelines, and what these start with.

use serde_json::{Value, json};

mod applications;
mod hooks;
mod pipelines;
mod places;
mod recorded;
mod sets;

pub use applications::{APPLICATIONS, Application, application, applications_of};
pub use hooks::{MASK, commit, hook, masked, relation, replaced, time, uuid};
pub use pipelines::{MONOLITH, MONOLITHS, PIPELINES, Pipeline, RECORDED, SHOP, SPARE, pipeline, pipelines_of};
pub use places::{
    PROJECT, environment, environment_full, environments_of, organization, project, project_of, project_relation,
    projects,
};
pub use recorded::{ACTION as FIRST_ACTION, COMMIT, action as recorded_action, deliveries as recorded_deliveries};
pub use sets::{Incoming, Outgoing, seeded};

/// When everything here was made.
const BORN: &str = "2026-01-05T09:00:00.000000Z";

/// Answers `GET /users/me`.
pub fn me() -> Value {
    let mut me = user();
    me["social_accounts"] = json!([]);
    me
}

/// The person who made everything here.
pub fn user() -> Value {
    json!({
        "id": 7, "name": "Sam Sandbox", "email": "sam@example.com", "url_slug": "sam", "language": "en", "active": true,
        "created_at": BORN, "updated_at": BORN,
    })
}
