//! A delivery as its provider's rules look at it.

use crate::devopness::delivery::Delivery;
use crate::devopness::delivery::mask::MASK;
use crate::provider::refusal::causes::{self, Causes};
use crate::provider::refusal::{Address, Seen, Spot, addresses};
use crate::provider::{PROVIDERS, Provider};

/// The provider of an address: by its host, else by the path of its API, else by what the host's name suggests.
pub fn provider_of_url(url: &str) -> Option<&'static dyn Provider> {
    let address = Address::parse(url);
    let find = |is: &dyn Fn(&dyn Provider) -> bool| PROVIDERS.iter().copied().find(|provider| is(*provider));
    find(&|provider| provider.claims(&address.host))
        .or_else(|| {
            let causes = causes::CAUSES.iter().find(|causes| causes.has_path(&address))?;
            crate::provider::by_id(causes.id())
        })
        .or_else(|| find(&|provider| provider.suggests(&address.host)))
}

/// Looks at a delivery, and finds the rules of its provider. That of its address comes before the one that is given.
pub fn look<'a>(
    delivery: &'a Delivery,
    provider: Option<&'static dyn Provider>,
) -> (Seen<'a>, Option<&'static dyn Causes>) {
    let provider = provider_of_url(&delivery.url).or(provider);
    let causes = provider.and_then(|provider| causes::by_id(provider.id()));
    let spot = |address: &Address<'a>| causes.map_or(Spot::Nowhere, |causes| causes.spot(address));
    (Seen::new(delivery, provider, spot), causes)
}

/// The first address in a text that leads to a page of the provider, and not to its API.
pub fn page(seen: &Seen, causes: Option<&dyn Causes>, text: &str) -> Option<String> {
    let provider = seen.provider?;
    let is_page = |url: &&str| {
        let address = Address::parse(url);
        let host = address.host.as_str();
        let within =
            |domain: &&str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        let own = if provider.self_hosted() {
            host == seen.address.host
        } else {
            host != seen.address.host && (provider.claims(host) || provider.domains().iter().any(within))
        };
        let api = causes.is_some_and(|causes| causes.has_path(&address));
        address.scheme == "https" && own && !api && !url.contains(MASK)
    };
    addresses(text).into_iter().map(|(start, end)| &text[start..end]).find(is_page).map(str::to_string)
}
