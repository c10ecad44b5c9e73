//! The applications.

use serde_json::{Value, json};

use super::{BORN, environment, project_of, user};

/// What an application signs in with at its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The person gave access by OAuth.
    OAuth,
    /// An installed GitHub App, whose word in the API is `application`.
    GitHubApp,
    /// A user name and a token.
    ApiCredentials,
    /// By OAuth, and no longer active.
    Inactive,
    /// None.
    Missing,
}

/// An application.
#[derive(Debug)]
pub struct Application {
    /// Its id.
    pub id: u64,
    /// Its environment.
    pub environment: u64,
    /// Its name.
    pub name: &'static str,
    /// The provider's code.
    pub code: &'static str,
    /// The owner of the repository: at GitLab, all groups.
    pub owner: &'static str,
    /// The name of the repository.
    pub repository: &'static str,
    /// The default branch.
    pub branch: &'static str,
    credential: Credential,
}

const fn from(
    id: u64,
    environment: u64,
    name: &'static str,
    code: &'static str,
    credential: Credential,
) -> Application {
    Application { id, environment, name, code, owner: "acme", repository: "shop", branch: "main", credential }
}

/// Every application.
pub const APPLICATIONS: &[Application] = &[
    from(34, 12, "shop-github", "github", Credential::OAuth),
    Application { owner: "acme/platform", ..from(35, 12, "shop-gitlab", "gitlab", Credential::OAuth) },
    from(36, 12, "shop-bitbucket", "bitbucket", Credential::OAuth),
    Application {
        owner: "acme/platform/web",
        repository: "frontend",
        branch: "develop",
        ..from(37, 12, "frontend", "gitlab", Credential::OAuth)
    },
    from(38, 12, "shop without a credential", "github", Credential::Missing),
    from(39, 12, "shop with an inactive credential", "github", Credential::Inactive),
    from(40, 12, "shop by a GitHub App", "github", Credential::GitHubApp),
    from(41, 12, "shop by API credentials", "bitbucket", Credential::ApiCredentials),
    Application { repository: "storefront", ..from(51, 21, "storefront", "github", Credential::OAuth) },
    Application { repository: "blog", ..from(52, 21, "blog", "gitlab", Credential::OAuth) },
    Application { repository: "handbook", ..from(53, 21, "handbook", "bitbucket", Credential::OAuth) },
    Application { repository: "monolith", ..from(54, 21, "monolith", "github", Credential::OAuth) },
    Application { repository: "storefront", ..from(55, 22, "storefront of last year", "github", Credential::OAuth) },
];

impl Application {
    /// The repository's address, as a person would paste it.
    pub fn address(&self) -> String {
        let host = match self.code {
            "bitbucket" => "bitbucket.org".to_owned(),
            code => format!("{code}.com"),
        };
        format!("https://{host}/{}/{}", self.owner, self.repository)
    }

    /// What a template variable gives for the credential's token. Which token the API gives for a GitHub App and for API
    /// credentials is not documented; here it is one that works. One that is not active has a token nobody knows.
    pub fn token(&self) -> Option<&'static str> {
        match self.credential {
            Credential::Missing => None,
            Credential::Inactive => Some("sandbox-former"),
            Credential::OAuth | Credential::GitHubApp | Credential::ApiCredentials => Some("sandbox-writer"),
        }
    }

    /// What template variables give for the application.
    pub fn values(&self) -> Value {
        let mut values = self.relation();
        if let Some(token) = self.token() {
            values["source_provider"] = json!({ "access_token": token });
        }
        values
    }

    fn provider(&self) -> &'static str {
        match self.code {
            "github" => "GitHub",
            "gitlab" => "GitLab",
            _ => "Bitbucket",
        }
    }

    fn credential(&self) -> Value {
        let (kind, words) = match self.credential {
            Credential::Missing => return Value::Null,
            Credential::OAuth | Credential::Inactive => ("oauth", "OAuth"),
            Credential::GitHubApp => ("application", "Application"),
            Credential::ApiCredentials => ("api_credentials", "API Credentials"),
        };
        json!({
            "id": self.id + 50, "name": format!("{} of Sam", self.provider()),
            "provider": {
                "active": true, "code": self.code, "code_human_readable": self.provider(), "type": "source_provider",
                "type_human_readable": "Source Provider",
            },
            "provider_type": "source_provider", "provider_type_human_readable": "Source Provider",
            "provider_auth_type": kind, "provider_auth_type_human_readable": words,
            "active": self.credential != Credential::Inactive,
            "created_by_user": user(), "last_action": null, "created_at": BORN, "updated_at": BORN,
        })
    }

    /// The application as lists show it.
    pub fn relation(&self) -> Value {
        json!({
            "id": self.id, "project_id": project_of(self.environment), "environment_id": self.environment,
            "created_by": 7, "name": self.name, "repository": format!("{}/{}", self.owner, self.repository),
            "repository_name": self.repository, "repository_owner": self.owner, "default_branch": self.branch,
            "programming_language": "php", "programming_language_human_readable": "PHP", "engine_version": "8.4",
            "framework": "laravel", "framework_human_readable": "Laravel", "root_directory": "/",
            "deployments_keep": 5, "install_dependencies_command": null, "build_command": null,
            "last_deployments": { "latest": null, "live": null },
            "credential": self.credential(), "created_at": BORN, "updated_at": BORN,
        })
    }

    /// The application in full.
    pub fn full(&self) -> Value {
        let mut application = self.relation();
        application["created_by_user"] = user();
        application["environment"] = environment(self.environment).unwrap_or_default();
        for list in ["servers", "services", "cronjobs", "virtual_hosts", "daemons"] {
            application[list] = json!([]);
        }
        application
    }
}

/// The application with this id.
pub fn application(id: u64) -> Option<&'static Application> {
    APPLICATIONS.iter().find(|application| application.id == id)
}

/// The applications of an environment, as lists show them.
pub fn applications_of(environment: u64) -> Option<Vec<Value>> {
    project_of(environment)?;
    let own = APPLICATIONS.iter().filter(|application| application.environment == environment);
    Some(own.map(Application::relation).collect())
}
