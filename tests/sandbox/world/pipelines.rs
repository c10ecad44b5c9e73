//! The pipelines: one table, from which the requests are answered and the list for people is printed.

use serde_json::{Value, json};

use super::sets::{Incoming, Outgoing};
use super::{Application, BORN, application, organization, project_of, user};
use crate::sandbox::faults;

/// A pipeline that works.
#[derive(Debug)]
pub struct Pipeline {
    /// Its id.
    pub id: u64,
    /// The application that it works on.
    pub application: u64,
    /// What it does there.
    pub operation: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is here for: the end of a sentence.
    pub what: &'static str,
    /// The incoming hook it starts with.
    pub incoming: Incoming,
    /// The outgoing hooks it starts with.
    pub outgoing: Outgoing,
}

const fn deploys(id: u64, application: u64, name: &'static str, what: &'static str) -> Pipeline {
    let (incoming, outgoing) = (Incoming::Push, Outgoing::Nothing);
    Pipeline { id, application, operation: "deploy", name, what, incoming, outgoing }
}

const fn started(id: u64, name: &'static str, what: &'static str, incoming: Incoming) -> Pipeline {
    Pipeline { incoming, ..deploys(id, SHOP, name, what) }
}

const fn reports(id: u64, name: &'static str, what: &'static str, outgoing: Outgoing) -> Pipeline {
    Pipeline { outgoing, ..deploys(id, SHOP, name, what) }
}

/// The application of most pipelines: acme/shop at GitHub.
pub const SHOP: u64 = 34;
/// The pipeline with a condition of its own.
pub const CHOOSY: u64 = 535;
/// The pipeline with one delivery for each cause.
pub const RECORDED: u64 = 9080;

/// Every pipeline that works, but for those of [`MONOLITH`].
pub const PIPELINES: &[Pipeline] = &[
    deploys(512, SHOP, "Deploy shop from GitHub", "has an incoming hook, as it should be"),
    deploys(513, 35, "Deploy shop from GitLab", "has the same at GitLab"),
    deploys(514, 36, "Deploy shop from Bitbucket", "has the same at Bitbucket"),
    Pipeline {
        operation: "restart",
        incoming: Incoming::Nothing,
        ..deploys(520, SHOP, "Restart shop", "deploys nothing")
    },
    started(530, "Deploy shop by hand", "has no incoming hook", Incoming::Nothing),
    started(531, "Deploy shop, paused", "has an incoming hook that is not active", Incoming::Inactive),
    started(532, "Deploy shop by sha", "has an incoming hook that declares sha, not commit_hash", Incoming::OtherName),
    started(533, "Deploy shop, hash optional", "has a commit hash that may be missing", Incoming::OptionalHash),
    started(534, "Deploy shop, guarded", "has an incoming hook that declares its pipeline_id", Incoming::Guarded),
    deploys(CHOOSY, SHOP, "Deploy shop, by Ada alone", "has a condition of its own: who pushes must be ada"),
    reports(540, "Deploy shop, reported", "has the full set, identical to the page's own", Outgoing::Full),
    reports(541, "Deploy shop, reported otherwise", "has the full set with other descriptions", Outgoing::Changed),
    reports(542, "Deploy shop, failures unreported", "has a set without the hook for failed", Outgoing::Incomplete),
    reports(543, "Deploy shop, reported twice", "has the full set twice", Outgoing::Duplicates),
    reports(544, "Deploy shop, success unreported", "has a set whose last hook is not active", Outgoing::Inactive),
    deploys(550, 37, "Deploy frontend", "deploys from a nested group at GitLab, and from its branch develop"),
    deploys(551, 38, "Deploy without a credential", "has an application without a credential"),
    deploys(552, 39, "Deploy with an old credential", "has an application whose credential is not active"),
    deploys(553, 40, "Deploy by a GitHub App", "has an application whose credential is a GitHub App"),
    deploys(554, 41, "Deploy by API credentials", "has an application with API credentials of Bitbucket"),
    deploys(561, 51, "Deploy storefront", "is in the project that the project token does not reach"),
    deploys(562, 52, "Deploy blog", "is in that project too, at GitLab"),
    deploys(563, 53, "Deploy handbook", "is in that project too, at Bitbucket"),
    deploys(565, 55, "Deploy storefront of last year", "is in an archived environment"),
    reports(
        RECORDED,
        "Deploy shop, every way it fails",
        "has a delivery for each cause of failure",
        Outgoing::Recorded,
    ),
];

/// The application with very many pipelines.
pub const MONOLITH: u64 = 54;
/// The ids of its pipelines.
pub const MONOLITHS: std::ops::Range<u64> = 6000..6130;

/// Pipelines that no list shows, for tests that need many. Each deploys the first application, and has an incoming hook.
pub const SPARE: std::ops::Range<u64> = 70_000..71_000;

/// What [`MONOLITHS`] have: one of these after the other.
const OPERATIONS: [&str; 3] = ["restart", "deploy", "reload"];

/// The pipelines of an application, as lists show them; those with named failures are not among them.
pub fn pipelines_of(application: &Application) -> Vec<Value> {
    let own = PIPELINES.iter().filter(|pipeline| pipeline.application == application.id);
    let named = own.map(|pipeline| relation(pipeline.id, application, pipeline.operation, pipeline.name));
    let many = MONOLITHS.filter(|_| application.id == MONOLITH).map(|id| monolith(id, application));
    named.chain(many).collect()
}

fn monolith(id: u64, application: &Application) -> Value {
    let place = id - MONOLITHS.start;
    let operation = OPERATIONS[place as usize % OPERATIONS.len()];
    relation(id, application, operation, &format!("{} service {:03}", capital(operation), place / 3 + 1))
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn relation(id: u64, application: &Application, operation: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "environment_id": application.environment,
        "project_id": project_of(application.environment), "organization_id": organization()["id"],
        "resource_type": "application", "resource_type_human_readable": "Application", "resource_id": application.id,
        "operation": operation, "operation_human_readable": capital(operation), "max_parallel_actions": 2,
        "trigger_when": null, "created_by_user": user(), "created_at": BORN, "updated_at": BORN,
    })
}

/// One pipeline in full. Those with named failures deploy the first application.
pub fn pipeline(id: u64) -> Option<Value> {
    let mut pipeline = if MONOLITHS.contains(&id) {
        monolith(id, application(MONOLITH)?)
    } else if SPARE.contains(&id) {
        relation(id, application(SHOP)?, "deploy", "Deploy shop, spare")
    } else if let Some(known) = PIPELINES.iter().find(|pipeline| pipeline.id == id) {
        relation(id, application(known.application)?, known.operation, known.name)
    } else {
        let fault = faults::find(id).filter(|fault| fault.exists)?;
        relation(id, application(SHOP)?, "deploy", fault.what)
    };
    if id == CHOOSY {
        pipeline["trigger_when"] = json!({ "conditions": [
            { "name": "Author", "type": "request_body", "path": "sender.login", "accepted_values": ["ada"] },
        ] });
    }
    pipeline["steps"] = json!([]);
    Some(pipeline)
}
