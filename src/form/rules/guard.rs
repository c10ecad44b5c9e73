//! The rules that a form with nothing but a pipeline and a repository at a provider's own host cannot break. They are apart
//! from the others, so that the page can load them after the first; before they are there nothing is sent.
//!
//! Among them are all that stand against what somebody else may have put into a form: a host that is not what it seems, a
//! secret where it would be seen, a header that makes another request.

use super::{
    doubt, events, extra, headers, holding, link, names, order, pasted, quirks, secrets, sender, status, templates,
};
use crate::form::field::Field;
use crate::form::problem::{Problem, Severity};
use crate::form::values::FormValues;
use crate::provider::fault::sentence;
use crate::provider::repository::{parse_place, place_fault};
use crate::provider::{Doubt, PROVIDERS, Provider, parse_server, server_address};

/// A function that looks at a form, and adds what is wrong.
type Check = fn(&FormValues, &'static dyn Provider, &mut Vec<Problem>);

/// The rules.
pub struct Guard {
    /// Those of the repository and its host, and what its address may mean as well.
    pub hosts: fn(&FormValues, &'static dyn Provider, &mut Vec<Problem>) -> Option<Doubt>,
    /// Those of headers, body fields, variables and secrets.
    pub texts: Check,
    /// Puts problems in the order of the form. Without these rules there are so few that they stand in it from the first.
    pub sort: fn(&FormValues, &mut [Problem]),
    /// The fields that hold a secret beyond doubt, each with its sentence.
    pub secrets: fn(&FormValues) -> Vec<Problem>,
}

/// All of them.
pub static GUARD: Guard =
    Guard { hosts: check_hosts, texts: check_texts, sort: order::sort, secrets: secrets::secrets };

fn check_hosts(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) -> Option<Doubt> {
    let server = provider.self_hosted().then(|| (Field::Server, server_address(&form.server)));
    check_address(form, provider, problems);
    for (field, text) in [(Field::Repository, form.repository.clone())].into_iter().chain(server) {
        if let Some(fault) = parse_place(&text).ok().and_then(|place| place_fault(&place, &text)) {
            // Whatever else is wrong there has to wait, and so has the question what runs at such a host.
            problems.retain(|other| other.field != field && other.field != Field::Provider);
            problems.push(Problem::error(field, fault));
        }
    }
    if let Some(fault) = pasted::fault(&form.repository) {
        problems.retain(|other| !matches!(other.field, Field::Repository | Field::Provider));
        problems.push(Problem::error(Field::Repository, fault));
    }
    let alias = parse_place(&form.repository).ok().filter(|place| place.ssh).and_then(|place| place.host);
    if let Some(host) = alias.filter(|host| !host.contains('.')) {
        let text = format!(
            "“{host}” has no dot in it, so it may be a name from the ssh settings of your machine. Paste the address of the \
             repository's page instead, if it is."
        );
        problems.push(Problem::warning(Field::Repository, text));
    }
    let server = parse_place(&server_address(&form.server)).ok().filter(|_| provider.self_hosted());
    let owner =
        server.and_then(|place| PROVIDERS.iter().find(|owner| owner.claims(place.host.as_deref().unwrap_or_default())));
    if let Some(owner) = owner {
        let text =
            ["This is a host of ", owner.name(), " itself. Choose that as the provider, and leave this out."].concat();
        problems.push(Problem::error(Field::Server, text));
    }
    if problems
        .iter()
        .any(|problem| problem.blocks() && matches!(problem.field, Field::Repository | Field::Server | Field::Provider))
    {
        return None;
    }
    match doubt(form, provider) {
        Ok(doubt) => {
            problems.extend(doubt.iter().map(|doubt| Problem::warning(Field::Repository, doubt.text.clone())));
            doubt
        }
        Err(text) => {
            problems.push(Problem::error(Field::Repository, text));
            None
        }
    }
}

/// Says of an address what exactly is wrong with it, and whether it is called in the open.
fn check_address(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let server = parse_server(&form.server).ok().filter(|_| provider.self_hosted());
    let is_sound = !problems.iter().any(Problem::blocks);
    let wrong = problems.iter_mut().find(|other| other.field == Field::Repository && other.severity == Severity::Error);
    let located = parse_place(&form.repository)
        .map_err(|fault| fault.sentence())
        .and_then(|place| provider.locate(&place, server.as_ref()).map_err(|fault| sentence(provider, &fault)));
    match (located, wrong) {
        (Err(text), Some(problem)) => *problem = Problem::error(Field::Repository, text),
        (Ok(location), _) if is_sound && location.root.starts_with("http://") => problems.push(Problem::warning(
            Field::Repository,
            "Over http:// the provider's token can be read on the way. Use https:// if the server has it.",
        )),
        _ => {}
    }
}

fn check_texts(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    status::check(form, provider, problems);
    events::check(form, problems);
    names::check_variable_names(form, problems);
    link::check(form, provider, problems);
    headers::check(form, problems);
    sender::check(form, problems);
    quirks::check(form, provider, problems);
    extra::check(form, provider, problems);
    templates::check(form, problems);
    holding::check(form, provider, problems);
    secrets::check(form, problems);
}
