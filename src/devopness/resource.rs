//! What the API tells of the things around a pipeline. Read leniently: what is missing or of another type is empty, and
//! only a value that is no object is none. Fields as in the vendor's API description (<https://api-docs.devopness.com>).

use serde_json::Value;

use crate::devopness::hook::BodyCondition;

/// The most characters that are kept of a name: more than the API takes for any.
const NAME_MAX: usize = 255;

/// The person whose token it is (`UserMe`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Me {
    /// The name.
    pub name: String,
}

/// A project (`Project`, `ProjectRelation`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Project {
    /// The id; 0 where the answer has none.
    pub id: u64,
    /// The name.
    pub name: String,
    /// What the token may do there, such as `hook:create`. Lists do not say it.
    pub permissions: Option<Vec<String>>,
}

/// An environment of a project (`EnvironmentRelation`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Environment {
    /// The id; 0 where the answer has none.
    pub id: u64,
    /// The name.
    pub name: String,
    /// The API's word: `development`, `production` or `staging`.
    pub kind: String,
    /// Whether it was put away.
    pub archived: bool,
    /// What the token may do there. Lists do not say it.
    pub permissions: Option<Vec<String>>,
}

/// An application (`Application`, `ApplicationRelation`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Application {
    /// The id; 0 where the answer has none.
    pub id: u64,
    /// The name.
    pub name: String,
    /// The repository's full name, such as `acme/shop`; with all its groups at GitLab.
    pub repository: String,
    /// The branch that is deployed when nothing says another.
    pub default_branch: String,
    /// What Devopness calls the repository's provider with.
    pub credential: Option<Credential>,
}

/// A credential at a provider (`CredentialRelation`). Its secret is in no answer.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Credential {
    /// The name.
    pub name: String,
    /// The provider's code: `github`, `gitlab` or `bitbucket` for one of source code.
    pub provider: String,
    /// How Devopness was let in.
    pub kind: AuthKind,
    /// Whether it can be used at present, if the answer says so.
    pub active: Option<bool>,
}

/// How a credential was made (`provider_auth_type`). The API description has `api_credentials` as an example; `oauth` and
/// `application` are words of the vendor's published packages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthKind {
    /// A person let Devopness in.
    OAuth,
    /// Devopness is installed as an app.
    App,
    /// A token that somebody pasted into Devopness.
    ApiCredentials,
    /// A word that is not known, or none.
    Other(String),
}

impl Default for AuthKind {
    fn default() -> Self {
        AuthKind::Other(String::new())
    }
}

/// A pipeline (`Pipeline`, `PipelineRelation`).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PipelineDetail {
    /// The id; 0 where the answer has none.
    pub id: u64,
    /// The name.
    pub name: String,
    /// What it does, such as `deploy`.
    pub operation: String,
    /// What it does it to, such as `application`.
    pub resource_type: String,
    /// The id of that.
    pub resource: Option<u64>,
    /// The id of the project.
    pub project: Option<u64>,
    /// The id of the environment.
    pub environment: Option<u64>,
    /// What a request must have in its body to start it, beside what an incoming hook wants.
    pub conditions: Vec<BodyCondition>,
}

impl Me {
    /// Reads `GET /users/me`.
    pub fn parse(value: &Value) -> Option<Me> {
        value.is_object().then(|| Me { name: text(value, "name") })
    }
}

impl Project {
    /// Reads a project.
    pub fn parse(value: &Value) -> Option<Project> {
        value.is_object().then(|| Project {
            id: id(value, "id").unwrap_or(0),
            name: text(value, "name"),
            permissions: permissions(value),
        })
    }

    /// Whether the token may do this there, if the answer says what it may. A list without any word counts as saying
    /// nothing, since a token that may read the project may do something.
    pub fn permits(&self, permission: &str) -> Option<bool> {
        permits(self.permissions.as_deref(), permission)
    }
}

impl Environment {
    /// Reads an environment.
    pub fn parse(value: &Value) -> Option<Environment> {
        value.is_object().then(|| Environment {
            id: id(value, "id").unwrap_or(0),
            name: text(value, "name"),
            kind: text(value, "type"),
            archived: value.get("archived_at").is_some_and(|at| !at.is_null())
                || value.get("is_archived") == Some(&Value::Bool(true)),
            permissions: permissions(value),
        })
    }

    /// Whether the token may do this there, as [`Project::permits`] tells.
    pub fn permits(&self, permission: &str) -> Option<bool> {
        permits(self.permissions.as_deref(), permission)
    }
}

impl Application {
    /// Reads an application. Where the full name of the repository is missing, it is put together from its parts.
    pub fn parse(value: &Value) -> Option<Application> {
        let (owner, name) = (text(value, "repository_owner"), text(value, "repository_name"));
        let mut repository = text(value, "repository");
        if repository.is_empty() && !owner.is_empty() && !name.is_empty() {
            repository = [&owner, "/", &name].concat();
        }
        value.is_object().then(|| Application {
            id: id(value, "id").unwrap_or(0),
            name: text(value, "name"),
            repository,
            default_branch: text(value, "default_branch"),
            credential: value.get("credential").and_then(Credential::parse),
        })
    }

    /// The code of the provider that its credential is for; empty when the answer does not say.
    pub fn provider(&self) -> &str {
        self.credential.as_ref().map_or("", |credential| &credential.provider)
    }
}

impl Credential {
    fn parse(value: &Value) -> Option<Credential> {
        value.is_object().then(|| Credential {
            name: text(value, "name"),
            provider: value.get("provider").map(|provider| text(provider, "code")).unwrap_or_default(),
            kind: match text(value, "provider_auth_type").as_str() {
                "oauth" => AuthKind::OAuth,
                "application" => AuthKind::App,
                "api_credentials" => AuthKind::ApiCredentials,
                other => AuthKind::Other(other.to_string()),
            },
            active: value.get("active").and_then(Value::as_bool),
        })
    }
}

impl PipelineDetail {
    /// Reads a pipeline.
    pub fn parse(value: &Value) -> Option<PipelineDetail> {
        value.is_object().then(|| PipelineDetail {
            id: id(value, "id").unwrap_or(0),
            name: text(value, "name"),
            operation: text(value, "operation"),
            resource_type: text(value, "resource_type"),
            resource: id(value, "resource_id"),
            project: id(value, "project_id"),
            environment: id(value, "environment_id"),
            conditions: conditions(value),
        })
    }

    /// Whether it deploys an application, as far as its answer says.
    pub fn deploys(&self) -> bool {
        self.operation == "deploy" && self.resource_type == "application"
    }
}

fn permissions(value: &Value) -> Option<Vec<String>> {
    let words = |list: &Vec<Value>| list.iter().filter_map(Value::as_str).map(str::to_string).collect();
    value.get("current_user_permissions").and_then(Value::as_array).map(words)
}

fn permits(permissions: Option<&[String]>, permission: &str) -> Option<bool> {
    let permissions = permissions.filter(|list| !list.is_empty())?;
    Some(permissions.iter().any(|own| own == permission))
}

fn conditions(value: &Value) -> Vec<BodyCondition> {
    let list = value.get("trigger_when").and_then(|when| when.get("conditions")).and_then(Value::as_array);
    let condition = |value: &Value| {
        value.is_object().then(|| BodyCondition {
            name: text(value, "name"),
            path: text(value, "path"),
            accepted: value.get("accepted_values").and_then(Value::as_array).cloned().unwrap_or_default(),
        })
    };
    list.into_iter().flatten().filter_map(condition).collect()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).map(|text| text.chars().take(NAME_MAX).collect()).unwrap_or_default()
}

/// A whole number from 1.
fn id(value: &Value, key: &str) -> Option<u64> {
    value.get(key).and_then(Value::as_u64).filter(|id| *id > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_api_says_is_read() {
        assert_eq!(Me::parse(&json!({"id": 7, "name": "Sam"})), Some(Me { name: "Sam".into() }));
        let project = Project::parse(&json!({
            "id": 3, "name": "Sandbox", "current_user_permissions": ["hook:read", 7, "hook:create"],
        }));
        let permissions = Some(vec!["hook:read".to_string(), "hook:create".to_string()]);
        assert_eq!(project, Some(Project { id: 3, name: "Sandbox".into(), permissions }));
        let environment = |archived: Value| {
            Environment::parse(&json!({"id": 12, "name": "live", "type": "production", "archived_at": archived}))
        };
        let expected = |archived| {
            Some(Environment { id: 12, name: "live".into(), kind: "production".into(), archived, permissions: None })
        };
        assert_eq!(environment(Value::Null), expected(false));
        assert_eq!(environment(json!("2026-01-05T09:00:00.000000Z")), expected(true));
        let pipeline = PipelineDetail::parse(&json!({
            "id": 794_613_284_672_u64, "name": "Deploy", "operation": "deploy", "resource_type": "application",
            "resource_id": 34, "project_id": 3, "environment_id": 12, "steps": [],
        }))
        .unwrap();
        assert_eq!((pipeline.id, pipeline.resource), (794_613_284_672, Some(34)));
        assert_eq!((pipeline.project, pipeline.environment, pipeline.name.as_str()), (Some(3), Some(12), "Deploy"));
        let application = Application::parse(&json!({
            "id": 34, "name": "shop", "repository": "acme/platform/shop", "repository_owner": "x",
            "repository_name": "y", "default_branch": "main",
            "credential": {
                "name": "Sam's", "provider": {"code": "gitlab"}, "provider_auth_type": "oauth", "active": true,
            },
        }))
        .unwrap();
        assert_eq!((application.id, application.repository.as_str()), (34, "acme/platform/shop"));
        assert_eq!((application.name.as_str(), application.default_branch.as_str()), ("shop", "main"));
        let credential =
            Credential { name: "Sam's".into(), provider: "gitlab".into(), kind: AuthKind::OAuth, active: Some(true) };
        assert_eq!((application.provider(), application.credential.clone()), ("gitlab", Some(credential)));
    }

    #[test]
    fn what_is_missing_or_odd_is_empty() {
        for odd in [json!(null), json!([]), json!("x"), json!(7)] {
            assert!(Me::parse(&odd).is_none() && Project::parse(&odd).is_none(), "{odd}");
            assert!(Environment::parse(&odd).is_none() && Application::parse(&odd).is_none(), "{odd}");
            assert!(PipelineDetail::parse(&odd).is_none(), "{odd}");
        }
        let odd = json!({
            "id": "7", "name": 7, "type": null, "archived_at": null, "resource_id": 0, "project_id": -3,
            "current_user_permissions": {"hook:read": true}, "credential": [], "repository": null,
            "repository_owner": "acme",
        });
        assert_eq!(Me::parse(&odd), Some(Me::default()));
        assert_eq!(Project::parse(&odd), Some(Project::default()));
        assert_eq!(Environment::parse(&odd), Some(Environment::default()));
        assert_eq!(Application::parse(&odd), Some(Application::default()));
        assert_eq!(PipelineDetail::parse(&odd), Some(PipelineDetail::default()));
        let parts = json!({"repository_owner": "acme", "repository_name": "shop", "credential": {}});
        let parts = Application::parse(&parts).unwrap();
        assert_eq!((parts.repository.as_str(), parts.provider()), ("acme/shop", ""));
        assert_eq!(parts.credential, Some(Credential::default()));
        let long = Me::parse(&json!({"name": "é".repeat(9000)})).unwrap();
        assert_eq!(long.name.chars().count(), NAME_MAX);
    }

    #[test]
    fn each_kind_of_credential_is_known_by_its_word() {
        for (word, kind) in [
            ("oauth", AuthKind::OAuth),
            ("application", AuthKind::App),
            ("api_credentials", AuthKind::ApiCredentials),
            ("magic", AuthKind::Other("magic".into())),
        ] {
            let value = json!({"provider_auth_type": word});
            assert_eq!(Credential::parse(&value).map(|credential| credential.kind), Some(kind));
        }
    }

    #[test]
    fn a_project_permits_what_it_lists_and_says_nothing_with_an_empty_list() {
        let permits =
            |list: Value| Project::parse(&json!({"current_user_permissions": list})).unwrap().permits("hook:read");
        assert_eq!(permits(json!(["hook:read"])), Some(true));
        assert_eq!(permits(json!(["hook:reader", "hook"])), Some(false));
        assert_eq!(permits(json!([])), None);
        assert_eq!(permits(json!(null)), None);
    }

    #[test]
    fn only_a_deploy_of_an_application_deploys() {
        for (operation, resource_type, expected) in [
            ("deploy", "application", true),
            ("restart", "application", false),
            ("deploy", "daemon", false),
            ("", "", false),
        ] {
            let value = json!({"operation": operation, "resource_type": resource_type});
            assert_eq!(PipelineDetail::parse(&value).unwrap().deploys(), expected);
        }
    }
}
