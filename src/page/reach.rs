//! Which APIs the page offers. What only a browser knows is read once the page stands, so that the first
//! view is the same everywhere.

use crate::devopness::endpoint::Api;
use crate::devopness::policy::Policy;

/// What is said of a base URL that the policy does not allow.
pub const REFUSED: &str =
    "This copy of the page may not call that address. SECURITY.md says how its host can add another.";

/// What the page may call.
pub struct Reach {
    /// The page's own policy.
    pub policy: Policy,
    /// The choices of the API.
    pub apis: Vec<Choice>,
    /// The address under which the page's own host passes calls on, if it does.
    pub proxy: Option<String>,
}

/// A choice of the API.
pub struct Choice {
    /// Its value in the page.
    pub word: &'static str,
    /// What people read.
    pub text: &'static str,
    /// What it means.
    pub api: Api,
}

impl Default for Reach {
    fn default() -> Self {
        Reach { policy: Policy::default(), apis: official(), proxy: None }
    }
}

impl Reach {
    /// `local` has the addresses of the sandbox and the relay.
    pub fn new(policy: Policy, local: Option<(String, String)>, proxy: Option<String>) -> Reach {
        Reach { apis: choices(&policy, local, proxy.as_ref()), policy, proxy }
    }
}

/// Those that every copy of the page has.
fn official() -> Vec<Choice> {
    let choice = |word, text, api| Choice { word, text, api };
    vec![
        choice("production", "Production: api.devopness.com", Api::Production),
        choice("staging", "Staging: staging-api.devopness.com", Api::Staging),
    ]
}

fn choices(policy: &Policy, local: Option<(String, String)>, proxy: Option<&String>) -> Vec<Choice> {
    let mut apis = official();
    let mut add = |word, text, api| apis.push(Choice { word, text, api });
    if let Some(proxy) = proxy {
        add("production-proxy", "Production, through this page's host", Api::ProductionRelay(proxy.clone()));
        add("staging-proxy", "Staging, through this page's host", Api::StagingRelay(proxy.clone()));
    }
    if let Some((sandbox, relay)) = local {
        add("sandbox", "Local sandbox", Api::Sandbox(sandbox));
        add("production-relay", "Production, through this machine", Api::ProductionRelay(relay.clone()));
        add("staging-relay", "Staging, through this machine", Api::StagingRelay(relay));
    }
    if !policy.others().is_empty() {
        add("other", "Another base URL", Api::Other);
    }
    apis
}
