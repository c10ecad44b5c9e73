//! What the repository's address may mean as well.

use crate::provider::repository::Place;
use crate::provider::{self, Doubt, Input, Location, PROVIDERS, Provider, Server};

/// The other meaning of an address that can be read, if there is one. `place` is what `text` was read as.
///
/// # Errors
/// Where it may mean too much: what to write instead.
pub fn doubt(
    text: &str,
    place: Option<&Place>,
    provider: &dyn Provider,
    server: Option<&Server>,
) -> Result<Option<Doubt>, String> {
    let Some(place) = place else { return Ok(None) };
    let Ok(location) = provider.locate(place, server) else { return Ok(None) };
    if let Some(doubt) = end(text.trim(), &location)? {
        return Ok(Some(doubt));
    }
    let port = if server.is_none() { port(place) } else { None };
    match port.or_else(|| rest(place, provider, &location)) {
        Some(doubt) => Ok(Some(doubt)),
        None => provider::doubt(provider, place, server),
    }
}

/// Where a sentence ends behind the address, so does the address; and whoever has written `.GIT` may have meant `.git`.
fn end(text: &str, location: &Location) -> Result<Option<Doubt>, String> {
    let name = location.shown.rsplit('/').next().unwrap_or_default();
    if name.eq_ignore_ascii_case(".git") {
        return Err(
            "“.git” is a folder of git and no repository's name. Leave it out, and write the whole address.".into()
        );
    }
    let ending = if name.ends_with('.') {
        &text[text.trim_end_matches('.').len()..]
    } else {
        let git =
            name.len().checked_sub(4).and_then(|at| name.get(at..)).filter(|git| git.eq_ignore_ascii_case(".git"));
        git.unwrap_or_default()
    };
    let Some(other) = text.strip_suffix(ending).filter(|_| !ending.is_empty()) else { return Ok(None) };
    let sign = if ending.starts_with("..") { "." } else { ending };
    let text = format!("The “{sign}” at the end was taken for a part of the name.");
    Ok(Some(Doubt { text, input: Input::Repository, other: other.into() }))
}

/// A port in front of a clone address without a scheme, which may be that of ssh.
fn port(place: &Place) -> Option<Doubt> {
    let (host, port) = place.host.as_deref()?.split_once(':')?;
    if place.scheme.is_some() || !place.clone {
        return None;
    }
    let text = format!("{port} was taken for the port of the server's pages. If it is the one for ssh, leave it out.");
    Some(Doubt { text, input: Input::Repository, other: format!("https://{host}/{}.git", place.path.join("/")) })
}

/// A name of more parts than the chosen provider has, which another one may have.
fn rest(place: &Place, provider: &dyn Provider, location: &Location) -> Option<Doubt> {
    if place.host.is_some() || provider.self_hosted() {
        return None;
    }
    let others = PROVIDERS.iter().filter(|other| !other.self_hosted());
    let (other, longer) = others
        .filter_map(|other| Some((other, other.locate(place, None).ok()?)))
        .find(|(_, there)| there.shown.len() > location.shown.len())?;
    let (name, other_name, taken, there) = (provider.name(), other.name(), &location.shown, &longer.shown);
    let text =
        format!("A name at {name} ends where {taken} does, so that was taken. At {other_name} it may be {there}.");
    Some(Doubt { text, input: Input::Provider, other: other.id().into() })
}
