//! What the repository's address may mean as well.

use crate::field::Field;
use crate::form::FormValues;
use crate::provider::{self, Doubt, Provider, parse_server};
use crate::repository::parse_place;

/// The other meaning of an address that can be read, if there is one.
///
/// # Errors
/// Where it may mean too much: what to write instead.
pub fn doubt(form: &FormValues, provider: &dyn Provider) -> Result<Option<Doubt>, String> {
    let Ok(place) = parse_place(&form.repository) else { return Ok(None) };
    let server = if provider.self_hosted() { parse_server(&form.server).ok() } else { None };
    let Ok(location) = provider.locate(&place, server.as_ref()) else { return Ok(None) };
    let text = form.repository.trim();
    // Where a sentence ends behind the address, so does the address.
    if text.ends_with('.') && location.shown.ends_with('.') {
        let other = text.trim_end_matches('.').to_string();
        let text = "The “.” at the end was taken for a part of the name.".into();
        return Ok(Some(Doubt { text, field: Field::Repository, other }));
    }
    provider::doubt(provider, &place, server.as_ref())
}
