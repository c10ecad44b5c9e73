//! Which provider a form is for.

use crate::provider::repository::Place;
use crate::provider::{DEFAULT, PROVIDERS, Provider};

/// How sure the form is of its provider.
#[derive(Clone)]
pub enum ProviderChoice {
    /// Chosen by hand.
    Chosen(&'static dyn Provider),
    /// Known by the repository's host.
    Host(&'static dyn Provider),
    /// A self-hosted provider, guessed by the host's name.
    Guessed(&'static dyn Provider),
    /// Nothing was said: the default.
    Assumed(&'static dyn Provider),
    /// A host of which nothing is known.
    Unknown(String),
}

impl ProviderChoice {
    /// The provider that a repository points to.
    pub fn of_place(place: Option<&Place>) -> ProviderChoice {
        let Some(place) = place else { return ProviderChoice::Assumed(DEFAULT) };
        let Some(host) = &place.host else {
            let own = PROVIDERS.iter().copied().find(|provider| provider.has_name(place));
            let is_sure = own.is_some() && place.number().is_some();
            let provider = own.unwrap_or(DEFAULT);
            return if is_sure { ProviderChoice::Host(provider) } else { ProviderChoice::Assumed(provider) };
        };
        if let Some(owner) = PROVIDERS.iter().find(|p| p.claims(host)) {
            return ProviderChoice::Host(*owner);
        }
        match PROVIDERS.iter().find(|p| p.suggests(host)) {
            Some(likely) => ProviderChoice::Guessed(*likely),
            None => ProviderChoice::Unknown(host.clone()),
        }
    }

    /// The provider to write texts for.
    pub fn provider(&self) -> &'static dyn Provider {
        match self {
            ProviderChoice::Chosen(p)
            | ProviderChoice::Host(p)
            | ProviderChoice::Guessed(p)
            | ProviderChoice::Assumed(p) => *p,
            ProviderChoice::Unknown(_) => DEFAULT,
        }
    }
}
