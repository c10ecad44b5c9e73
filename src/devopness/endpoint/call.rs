//! What a call is for: whoever made it knows what it asks of what, and so what its failure means and what to do about it.

use crate::devopness::hook::Direction;

/// A call of the API, with the ids that a person knows it by; 0 where the id is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Reads whose token it is.
    Me,
    /// Lists the projects.
    Projects,
    /// Reads a project.
    Project(u64),
    /// Lists the environments of a project.
    Environments(u64),
    /// Reads an environment.
    Environment(u64),
    /// Lists the applications of an environment.
    Applications(u64),
    /// Reads an application.
    Application(u64),
    /// Lists the pipelines of an application.
    Pipelines(u64),
    /// Reads a pipeline.
    Pipeline(u64),
    /// Lists the hooks of a pipeline.
    Hooks(u64),
    /// Creates a hook in a pipeline.
    Create(HookKind, u64),
    /// Reads a hook.
    Hook(HookKind),
    /// Puts something in the place of a hook.
    Update(HookKind),
    /// Deletes a hook.
    Delete(HookKind),
    /// Lists what a hook has sent or received.
    Deliveries(HookKind),
    /// Reads one of these.
    Delivery,
}

/// Which hooks a call is about, as a person calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookKind {
    /// Incoming ones.
    Incoming,
    /// Outgoing ones.
    Outgoing,
    /// Those of a kind that is not known.
    Other,
}

impl HookKind {
    /// The kind of the hooks that point this way.
    pub fn of(direction: &Direction) -> HookKind {
        match direction {
            Direction::Incoming => HookKind::Incoming,
            Direction::Outgoing => HookKind::Outgoing,
            Direction::Other(_) => HookKind::Other,
        }
    }

    fn hook(self) -> &'static str {
        match self {
            HookKind::Incoming => "incoming hook",
            HookKind::Outgoing => "outgoing hook",
            HookKind::Other => "hook",
        }
    }
}

/// A thing with its number, as in “pipeline 512”.
fn numbered(thing: &str, id: u64) -> String {
    if id == 0 { format!("the {thing}") } else { format!("{thing} {id}") }
}

impl Call {
    /// What is done, as in “The token may not …”.
    pub fn deed(self) -> String {
        match self {
            Call::Me => "read the account of the token's owner".into(),
            Call::Projects => "list the projects".into(),
            Call::Environments(_) => format!("list the environments of {}", self.subject()),
            Call::Applications(_) => format!("list the applications of {}", self.subject()),
            Call::Pipelines(_) => format!("list the pipelines of {}", self.subject()),
            Call::Hooks(_) => format!("list the hooks of {}", self.subject()),
            Call::Create(HookKind::Other, _) => format!("create a hook in {}", self.subject()),
            Call::Create(kind, _) => format!("create an {} in {}", kind.hook(), self.subject()),
            Call::Update(_) => format!("change {}", self.subject()),
            Call::Delete(_) => format!("delete {}", self.subject()),
            Call::Deliveries(_) => format!("list the deliveries of {}", self.subject()),
            _ => format!("read {}", self.subject()),
        }
    }

    /// What must be there for the call: it is missing where the API answers “not found”.
    pub fn subject(self) -> String {
        match self {
            Call::Me => "the account of the token's owner".into(),
            Call::Projects => "the list of projects".into(),
            Call::Project(id) | Call::Environments(id) => numbered("project", id),
            Call::Environment(id) | Call::Applications(id) => numbered("environment", id),
            Call::Application(id) | Call::Pipelines(id) => numbered("application", id),
            Call::Pipeline(id) | Call::Hooks(id) | Call::Create(_, id) => numbered("pipeline", id),
            Call::Hook(kind) | Call::Update(kind) | Call::Delete(kind) | Call::Deliveries(kind) => {
                format!("the {}", kind.hook())
            }
            Call::Delivery => "this delivery".into(),
        }
    }

    /// Whether it changes something.
    pub fn writes(self) -> bool {
        matches!(self, Call::Create(..) | Call::Update(_) | Call::Delete(_))
    }

    /// The permissions that it needs, by the vendor's list; empty where that is not published.
    pub fn permissions(self) -> &'static str {
        match self {
            Call::Applications(_) | Call::Application(_) => "the permission application:read",
            Call::Hooks(_) | Call::Hook(_) | Call::Deliveries(_) | Call::Delivery => "the permission hook:read",
            Call::Create(..) => "the permissions hook:read and hook:create",
            Call::Update(_) => "the permissions hook:read and hook:update",
            Call::Delete(_) => "the permissions hook:read, hook:update and hook:delete",
            _ => "",
        }
    }
}
