//! What the refusals of a provider mean: its addresses and its words, for explaining a delivery.
//!
//! A trait of its own, and not a part of [`crate::provider::Provider`], because only the second part of the page needs it.

use super::{Address, Rule, Spot};
use crate::devopness::hook::Header;

/// All of them, in the order in which an address on an unknown host is tried.
pub const CAUSES: &[&dyn Causes] = &[
    &crate::provider::github::causes::ENTERPRISE_SERVER,
    &crate::provider::gitlab::causes::SELF_MANAGED,
    &crate::provider::bitbucket_data_center::causes::DataCenter,
    &crate::provider::github::causes::CLOUD,
    &crate::provider::gitlab::causes::CLOUD,
    &crate::provider::bitbucket_cloud::causes::Cloud,
];

/// The one of the provider with that id.
pub fn by_id(id: &str) -> Option<&'static dyn Causes> {
    CAUSES.iter().copied().find(|causes| causes.id() == id)
}

/// What one provider's refusals mean.
pub trait Causes: Sync {
    /// The provider's id, as in [`crate::provider::Provider::id`].
    fn id(&self) -> &'static str;
    /// Whether an address on a host that nobody claims has the path of this provider's API.
    fn has_path(&self, address: &Address) -> bool;
    /// Where the hash stands in an address.
    fn spot<'a>(&self, address: &Address<'a>) -> Spot<'a>;
    /// What is known by the provider's own words or by its own rules. These are looked at first.
    fn rules(&self) -> &'static [&'static [Rule]];
    /// What the provider means by a status code when nothing else says more.
    fn guesses(&self) -> &'static [Rule];
    /// The event of a request that it sends to an incoming hook, if it is one of its own.
    fn event_of<'a>(&self, headers: &'a [Header]) -> Option<&'a str>;
    /// The events by which it only tries whether the address works.
    fn pings(&self) -> &'static [&'static str] {
        &[]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::PROVIDERS;

    #[test]
    fn every_provider_has_its_causes_once() {
        assert_eq!(CAUSES.len(), PROVIDERS.len());
        for provider in PROVIDERS {
            assert_eq!(CAUSES.iter().filter(|c| c.id() == provider.id()).count(), 1, "{}", provider.id());
        }
        assert!(by_id("sourcehut").is_none());
    }

    #[test]
    fn the_address_that_a_provider_writes_is_known_again_with_its_hash() {
        const HASH: &str = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";
        for provider in PROVIDERS {
            let causes = by_id(provider.id()).unwrap();
            for hash in [HASH, "", "{{ a.b }}", "main"] {
                let url = provider.target_url(&provider.placeholder(), hash);
                assert!(causes.has_path(&Address::parse(&url)), "{url}");
                assert_eq!(causes.spot(&Address::parse(&url)), Spot::Hash(hash), "{url}");
            }
            assert_eq!(causes.spot(&Address::parse("https://h/")), Spot::Nowhere, "{}", provider.id());
        }
    }
}
