//! Repository, provider and server: they only make sense together.

use crate::form::field::Field;
use crate::form::problem::Problem;
use crate::form::values::{FormValues, ProviderChoice};
use crate::provider::fault::Fault;
use crate::provider::repository::parse_place;
use crate::provider::{Location, PROVIDERS, Provider, parse_server};

/// Finds the repository, and says what is wrong with it, the provider's choice and the server's address.
pub fn locate(form: &FormValues, provider: &'static dyn Provider) -> (Option<Location>, Vec<Problem>) {
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
    let Ok(place) = parse_place(&form.repository) else {
        problems.push(none());
        return (None, problems);
    };
    if place.had_password {
        problems.push(Problem::warning(
            Field::Repository,
            "This address holds a password or token. It is not used, but it is better not to paste it: leave out what stands before the “@”.",
        ));
    }
    if let ProviderChoice::Unknown(host) = form.provider() {
        problems.push(Problem::missing(
            Field::Provider,
            [
                "What runs at ",
                &host,
                "? Devopness deploys from GitHub, GitLab and Bitbucket: choose GitHub Enterprise Server, GitLab self-managed or Bitbucket Data Center, if it is one of them.",
            ]
            .concat(),
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
            [host, " is not a host of ", provider.name(), ". Choose the edition that runs there: GitHub Enterprise Server, GitLab self-managed or Bitbucket Data Center."].concat(),
        ));
        return (None, problems);
    }
    let server = match form.server.trim() {
        "" => None,
        _ if !provider.self_hosted() => None,
        text => match parse_server(text) {
            Ok(server) => Some(server),
            Err(text) => {
                problems.push(Problem::error(Field::Server, text));
                return (None, problems);
            }
        },
    };
    match provider.locate(&place, server.as_ref()) {
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
