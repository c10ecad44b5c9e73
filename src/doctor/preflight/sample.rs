//! For tests: a form and evidence like those of the sandbox, in which every check that can passes.

use serde_json::{Value, json};

use super::evidence::Evidence;
use super::line::{Line, Verdict};
use super::lines;
use crate::devopness::endpoint::{Answer, Call};
use crate::devopness::error::ApiError;
use crate::devopness::hook::Hook;
use crate::devopness::resource::{Application, Me, PipelineDetail, Project};
use crate::doctor::change::wanted;
use crate::form::plan::plan;
use crate::form::values::FormValues;
use crate::secret::TokenKind;

/// What a checklist is made from.
pub struct Sample {
    pub form: FormValues,
    pub evidence: Evidence,
}

impl Sample {
    /// Of the pipeline that deploys from GitHub.
    pub fn good() -> Sample {
        Sample::of(512)
    }

    /// Of one of the three pipelines that deploy from GitHub, GitLab and Bitbucket.
    pub fn of(pipeline: u64) -> Sample {
        let (id, code, page, path) = match pipeline {
            512 => (34, "github", "https://github.com/acme/shop", "after"),
            513 => (35, "gitlab", "https://gitlab.com/acme/platform/shop", "checkout_sha"),
            _ => (36, "bitbucket", "https://bitbucket.org/acme/shop", "push.changes.0.new.target.hash"),
        };
        let form = FormValues::new(&pipeline.to_string(), page);
        let repository = if id == 35 { "acme/platform/shop" } else { "acme/shop" };
        let read = json!({
            "id": pipeline, "name": "Deploy shop", "operation": "deploy", "resource_type": "application",
            "resource_id": id, "project_id": 3, "environment_id": 12,
        });
        let project = json!({
            "id": 3, "name": "Sandbox",
            "current_user_permissions": ["project:read", "hook:read", "hook:create", "hook:update", "hook:delete"],
        });
        let variables = json!([
            {"name": "source_ref", "path": path, "type": "string", "required": true},
            {"name": "commit_hash", "path": path, "type": "string", "required": true},
        ]);
        let evidence = Evidence {
            asked: Some((plan(&form).target, Some(pipeline))),
            token: Some(TokenKind::Personal),
            me: Some(Ok(Me { name: "Sam Sandbox".into() })),
            pipeline: PipelineDetail::parse(&read).map(Ok),
            application: Some(Ok(application(code, repository))),
            project: Project::parse(&project).map(Ok),
            hooks: Some(Ok(vec![incoming("Push to main", true, variables)])),
            done: true,
            ..Evidence::default()
        };
        Sample { form, evidence }
    }

    /// The hooks of the form as the API would have them.
    pub fn planned_hooks(&self) -> Vec<Hook> {
        let planned = plan(&self.form).hooks;
        let hook = |(at, own): (usize, &crate::form::planned::PlannedHook)| Hook {
            id: (at + 1).to_string(),
            ..wanted(&own.hook)
        };
        planned.iter().enumerate().map(hook).collect()
    }

    /// With more hooks in the list.
    pub fn add_hooks(&mut self, hooks: Vec<Hook>) {
        if let Some(Ok(list)) = &mut self.evidence.hooks {
            list.extend(hooks);
        }
    }

    /// The whole checklist.
    pub fn lines(&self) -> Vec<Line> {
        lines(&self.evidence, &self.form, &plan(&self.form))
    }

    /// The line of that id.
    pub fn line(&self, id: &str) -> Line {
        self.lines().into_iter().find(|line| line.id == id).unwrap_or_else(|| panic!("no line {id}"))
    }

    /// The line of that id is like this. An empty `next` means that any will do, but on a line that passes none.
    pub fn expect(&self, id: &str, verdict: Verdict, text: &str, next: &str) {
        let line = self.line(id);
        assert_eq!(line.verdict, verdict, "{line:?}");
        assert!(line.text.contains(text) && !line.text.is_empty(), "{line:?}, expected “{text}”");
        assert!(line.next.contains(next), "{line:?}, expected “{next}”");
        assert!(verdict != Verdict::Pass || line.next.is_empty(), "{line:?}");
    }
}

/// An application with an OAuth credential.
pub fn application(code: &str, repository: &str) -> Application {
    let value = json!({
        "id": 34, "name": "shop", "repository": repository, "default_branch": "main",
        "credential": {
            "name": "Sam's", "provider": {"code": code}, "provider_auth_type": "oauth", "active": true,
        },
    });
    Application::parse(&value).unwrap_or_default()
}

/// The good sample with these incoming hooks in place of its own.
pub fn with(hooks: Vec<Hook>) -> Sample {
    let mut sample = Sample::good();
    sample.evidence.hooks = Some(Ok(hooks));
    sample
}

/// The variable for the commit's hash, read from this path.
pub fn hash(path: &str) -> Value {
    json!({"name": "commit_hash", "path": path, "type": "string", "required": true})
}

/// An incoming hook that reads these variables.
pub fn incoming(name: &str, active: bool, variables: Value) -> Hook {
    let value = json!({
        "id": name, "name": name, "type": "in", "active": active, "url": "https://h", "settings": {"variables": variables},
    });
    Hook::parse(&value).unwrap_or_default()
}

/// An error that the API answers.
pub fn refused(status: u16, message: &str) -> ApiError {
    failed(Call::Pipeline(512), status, message)
}

/// An error answer to this call.
pub fn failed(call: Call, status: u16, message: &str) -> ApiError {
    Answer::of(call, status, &json!({ "message": message }).to_string()).refused()
}
