//! Hosts beside the one that has the repositories.

use super::super::Provider;
use super::super::repository::Place;
use super::GitHub;
use crate::text::word::has_word;

/// What stands in front of the server's own host where GitHub Enterprise Server has a host for each service
/// (<https://docs.github.com/en/enterprise-server@latest/admin/configuring-settings/hardening-security-for-your-enterprise/enabling-subdomain-isolation>).
const SERVICES: &str = "assets avatars codeload containers docker gist maven media notebooks npm nuget pages raw render reply rubygems \
    uploads viewscreen";

impl GitHub {
    /// That a host of GitHub is another than that of the repositories: a full sentence. With data residency all of an
    /// enterprise's hosts stand below its own, as <https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency> has
    /// them, and that of the API alone is read.
    pub fn place_fault(&self, place: &Place) -> Option<String> {
        let host = place.host.as_deref()?;
        let (first, rest) = host.split_once('.')?;
        let is_beside = match rest.strip_suffix(".ghe.com") {
            Some(_) => first != "api",
            None => self.enterprise_server && rest.contains('.') && has_word(SERVICES, first),
        };
        is_beside.then(|| {
            let (name, example) = (self.name(), self.example());
            format!(
                "“{host}” is a host of {name}, but none that has repositories. Open the repository's page and copy its \
                 address, such as {example}."
            )
        })
    }
}
