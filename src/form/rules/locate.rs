//! Repository, provider and server: they only make sense together.

use crate::form::choice::ProviderChoice;
use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::FormValues;
use crate::provider::fault::Fault;
use crate::provider::{Location, PROVIDERS, names};

/// Finds the repository, and says what is wrong with it, the provider's choice and the server's address.
pub fn locate(form: &FormValues, reading: &Reading) -> (Option<Location>, Vec<Problem>) {
    let mut problems = Vec::new();
    if reading.place().is_some_and(|place| place.had_password) {
        problems.push(Problem::warning(
            Field::Repository,
            "This address holds a password or token. It is not used, but it is better not to paste it: leave out what stands before the “@”.",
        ));
    }
    match find(form, reading) {
        Ok(location) => (Some(location), problems),
        Err(problem) => {
            problems.push(problem);
            (None, problems)
        }
    }
}

/// Finds the repository, or the first thing that keeps it from being found.
fn find(form: &FormValues, reading: &Reading) -> Result<Location, Problem> {
    let (provider, name, example) = (reading.provider, reading.provider.name(), reading.provider.example());
    if form.repository.trim().is_empty() {
        let text = format!("Which repository is deployed? Paste its address, such as {example}.");
        return Err(Problem::missing(Field::Repository, text));
    }
    // What exactly is wrong with it is said in the guard.
    let none = || {
        Problem::error(Field::Repository, format!("This is none of a repository of {name}: that is like {example}."))
    };
    let place = reading.place().ok_or_else(none)?;
    if let ProviderChoice::Unknown(host) = &reading.choice {
        let (clouds, editions) = (names(false, "and"), names(true, "or"));
        let text =
            format!("What runs at {host}? Devopness deploys from {clouds}: choose {editions}, if it is one of them.");
        return Err(Problem::missing(Field::Provider, text));
    }
    if let Some(host) = &place.host {
        let owner = PROVIDERS.iter().find(|owner| owner.claims(host));
        if let Some(owner) = owner.filter(|owner| owner.id() != provider.id()).map(|owner| owner.name()) {
            let text = format!("{host} is {owner}, not {name}. Choose {owner} or paste another repository.");
            return Err(Problem::error(Field::Provider, text));
        }
        if !provider.self_hosted() && !provider.claims(host) {
            let editions = names(true, "or");
            let text = format!("{host} is not a host of {name}. Choose the edition that runs there: {editions}.");
            return Err(Problem::error(Field::Provider, text));
        }
    }
    if let Some(Err(text)) = &reading.server {
        return Err(Problem::error(Field::Server, text));
    }
    provider.locate(place, reading.server()).map_err(|fault| match fault {
        Fault::Server(text) if form.server.trim().is_empty() => Problem::missing(Field::Server, text),
        Fault::Server(text) => Problem::error(Field::Server, text),
        _ => none(),
    })
}
