//! Repository, provider and server: they only make sense together.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::reading::Reading;
use crate::form::values::{FormValues, ProviderChoice};
use crate::provider::fault::Fault;
use crate::provider::{Location, PROVIDERS, names};

/// Finds the repository, and says what is wrong with it, the provider's choice and the server's address.
pub fn locate(form: &FormValues, reading: &Reading) -> (Option<Location>, Vec<Problem>) {
    let provider = reading.provider;
    let mut problems = Vec::new();
    if form.repository.trim().is_empty() {
        problems.push(Problem::missing(
            Field::Repository,
            ["Which repository is deployed? Paste its address, such as ", provider.example(), "."].concat(),
        ));
        return (None, problems);
    }
    // What exactly is wrong with it is said in the guard.
    let none = || {
        let text = ["This is none of a repository of ", provider.name(), ": that is like ", provider.example(), "."];
        Problem::error(Field::Repository, text.concat())
    };
    let Some(place) = reading.place() else {
        problems.push(none());
        return (None, problems);
    };
    if place.had_password {
        problems.push(Problem::warning(
            Field::Repository,
            "This address holds a password or token. It is not used, but it is better not to paste it: leave out what stands before the “@”.",
        ));
    }
    if let ProviderChoice::Unknown(host) = &reading.choice {
        problems.push(Problem::missing(
            Field::Provider,
            format!(
                "What runs at {host}? Devopness deploys from {}: choose {}, if it is one of them.",
                names(false, "and"),
                names(true, "or")
            ),
        ));
        return (None, problems);
    }
    if let (Some(host), Some(owner)) =
        (&place.host, place.host.as_ref().and_then(|host| PROVIDERS.iter().find(|p| p.claims(host))))
        && owner.id() != provider.id()
    {
        problems.push(Problem::error(
            Field::Provider,
            [
                host,
                " is ",
                owner.name(),
                ", not ",
                provider.name(),
                ". Choose ",
                owner.name(),
                " or paste another repository.",
            ]
            .concat(),
        ));
        return (None, problems);
    }
    if let (Some(host), false) = (&place.host, provider.self_hosted())
        && !provider.claims(host)
    {
        problems.push(Problem::error(
            Field::Provider,
            format!(
                "{host} is not a host of {}. Choose the edition that runs there: {}.",
                provider.name(),
                names(true, "or")
            ),
        ));
        return (None, problems);
    }
    if let Some(Err(text)) = &reading.server {
        problems.push(Problem::error(Field::Server, text));
        return (None, problems);
    }
    match provider.locate(place, reading.server()) {
        Ok(location) => (Some(location), problems),
        Err(Fault::Server(text)) => {
            let is_empty = form.server.trim().is_empty();
            let problem = if is_empty { Problem::missing } else { Problem::error };
            problems.push(problem(Field::Server, text));
            (None, problems)
        }
        Err(_) => {
            problems.push(none());
            (None, problems)
        }
    }
}
