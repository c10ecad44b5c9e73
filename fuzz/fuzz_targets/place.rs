//! The repository, at every provider. The input is the repository as typed; behind a line break may follow the address of
//! the provider's server.

#![no_main]

use hook_builder::provider::fault::sentence;
use hook_builder::provider::repository::{Place, parse_place};
use hook_builder::provider::{PROVIDERS, Provider, Server, parse_server};
use hook_builder::text::json::is_invisible;
use hook_builder::text::percent::{decode, encode};
use libfuzzer_sys::fuzz_target;

const HASH: &str = "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8";

fuzz_target!(|text: &str| {
    assert_eq!(decode(&encode(text)), text);
    let (repository, server) = text.split_once('\n').unwrap_or((text, ""));
    let server = parse_server(server).ok();
    let Ok(place) = parse_place(repository) else { return };
    check_place(repository, &place);
    for provider in PROVIDERS {
        check_location(*provider, repository, &place, server.as_ref());
    }
});

fn check_place(text: &str, place: &Place) {
    assert!(place.path.iter().all(|segment| !segment.is_empty() && !segment.contains('/')), "{place:?}");
    assert!(place.scheme.as_deref().is_none_or(|scheme| matches!(scheme, "http" | "https")), "{place:?}");
    assert!(place.scheme.is_none() || place.host.is_some(), "{place:?}");
    if let Some(host) = &place.host {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.:".contains(&b);
        assert!(host.bytes().all(plain) && !host.starts_with([':', '.']), "{place:?}");
    }
    if let Some(password) = password(text) {
        assert!(place.had_password);
        assert!(!holds(&format!("{place:?}"), password), "{place:?}");
    }
}

fn check_location(provider: &dyn Provider, text: &str, place: &Place, server: Option<&Server>) {
    let location = match provider.locate(place, server) {
        Ok(location) => location,
        Err(fault) => {
            let said = sentence(provider, &fault);
            return assert!(said.ends_with('.'), "{said}");
        }
    };
    let url = provider.target_url(&location, HASH);
    assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
    assert!(url.contains(HASH), "{url}");
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%/:".contains(&b);
    assert!(url.bytes().all(plain), "{url}");
    // A server or a proxy takes an empty or a dotted part of a path away, and so changes the repository.
    let path = url.split_once("://").map_or("", |(_, rest)| rest);
    assert!(!path.split('/').flat_map(|part| part.split("%2F")).any(|part| matches!(part, "" | "." | "..")), "{url}");
    assert!(!location.shown.chars().any(|c| c.is_control() || c.is_whitespace() && c != ' ' || is_invisible(c)));
    if let Some(password) = password(text) {
        assert!(!holds(&format!("{location:?}"), password), "{location:?}");
    }
    // Whoever pastes the address of the call means the same repository. Only in an address is a word taken for a page's.
    let again = parse_place(&url).unwrap_or_else(|why| panic!("{url}: {why:?}"));
    match provider.locate(&again, server) {
        Ok(again) => assert_eq!(again, location, "{url}"),
        Err(fault) => assert!(place.host.is_none(), "{url}: {fault:?}"),
    }
}

/// What stands between the first `:` and the last `@` of an address, where nothing else of the text could be taken for it.
fn password(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let (user, _) = rest.split('/').next()?.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let once = decode(text).to_ascii_lowercase().matches(&password.to_ascii_lowercase()).count() == 1;
    (password.len() >= 8 && once && password.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(password)
}

fn holds(text: &str, password: &str) -> bool {
    text.to_ascii_lowercase().contains(&password.to_ascii_lowercase())
}
