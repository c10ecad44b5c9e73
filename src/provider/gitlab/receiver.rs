//! Receiving commit statuses: the rules follow.

use super::GitLab;
use crate::provider::Provider;
use crate::provider::receiver::{Received, Receiver, Reply, Repository};

impl Receiver for GitLab {
    fn id(&self) -> &'static str {
        Provider::id(self)
    }

    fn receive(&self, _request: &Received, _repository: &mut Repository) -> Reply {
        Reply { status: 404, headers: Vec::new(), body: String::new() }
    }
}
