//! The rules that a form with nothing but a pipeline and a repository at a provider's own host cannot break. They are apart
//! from the others, so that the page can load them after the first; before they are there nothing is sent.
//!
//! Among them are all that stand against what somebody else may have put into a form: a host that is not what it seems, a
//! secret where it would be seen, a header that makes another request.

use serde_json::Value;

use super::{
    doubt, events, extra, headers, holding, link, names, order, pasted, quirks, secrets, sender, status, templates,
};
use crate::form::field::Field;
use crate::form::problem::{Problem, Severity};
use crate::form::reading::{Reading, extra_values};
use crate::form::values::FormValues;
use crate::provider::fault::sentence;
use crate::provider::repository::{parse_place, place_fault};
use crate::provider::{Doubt, PROVIDERS, server_address};

/// The rules.
pub struct Guard {
    /// Those of the repository and its host, and what its address may mean as well.
    pub hosts: fn(&FormValues, &Reading, &mut Vec<Problem>) -> Option<Doubt>,
    /// Those of headers, body fields, variables and secrets.
    pub texts: fn(&FormValues, &Reading, &mut Vec<Problem>),
    /// Reads the values of the extra body fields.
    pub extra: fn(&FormValues) -> Vec<Option<Value>>,
    /// Puts problems in the order of the form. Without these rules there are so few that they stand in it from the first.
    pub sort: fn(&FormValues, &mut [Problem]),
    /// The fields that hold a secret beyond doubt, each with its sentence.
    pub secrets: fn(&FormValues) -> Vec<Problem>,
}

/// All of them.
pub static GUARD: Guard =
    Guard { hosts: check_hosts, texts: check_texts, extra: extra_values, sort: order::sort, secrets: secrets::secrets };

fn check_hosts(form: &FormValues, reading: &Reading, problems: &mut Vec<Problem>) -> Option<Doubt> {
    check_address(reading, problems);
    let typed = reading.provider.self_hosted().then(|| server_address(&form.server));
    let server = typed.as_ref().and_then(|text| Some((Field::Server, text.as_str(), parse_place(text).ok()?)));
    let repository = reading.place().map(|place| (Field::Repository, form.repository.as_str(), place));
    let both = repository.into_iter().chain(server.as_ref().map(|(field, text, place)| (*field, *text, place)));
    for (field, text, place) in both {
        if let Some(fault) = place_fault(place, text) {
            // Whatever else is wrong there has to wait, and so has the question what runs at such a host.
            problems.retain(|other| other.field != field && other.field != Field::Provider);
            problems.push(Problem::error(field, fault));
        }
    }
    if let Some(fault) = pasted::fault(&form.repository, reading.place()) {
        problems.retain(|other| !matches!(other.field, Field::Repository | Field::Provider));
        problems.push(Problem::error(Field::Repository, fault));
    }
    let alias = reading.place().filter(|place| place.ssh).and_then(|place| place.host.as_deref());
    if let Some(host) = alias.filter(|host| !host.contains('.')) {
        let text = format!(
            "“{host}” has no dot in it, so it may be a name from the ssh settings of your machine. Paste the address of the \
             repository's page instead, if it is."
        );
        problems.push(Problem::warning(Field::Repository, text));
    }
    let host = server.as_ref().map(|(.., place)| place.host.as_deref().unwrap_or_default());
    if let Some(owner) = host.and_then(|host| PROVIDERS.iter().find(|owner| owner.claims(host))) {
        let name = owner.name();
        let text = format!("This is a host of {name} itself. Choose that as the provider, and leave this out.");
        problems.push(Problem::error(Field::Server, text));
    }
    if problems
        .iter()
        .any(|problem| problem.blocks() && matches!(problem.field, Field::Repository | Field::Server | Field::Provider))
    {
        return None;
    }
    match doubt(&form.repository, reading.place(), reading.provider, reading.server()) {
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
fn check_address(reading: &Reading, problems: &mut Vec<Problem>) {
    let is_sound = !problems.iter().any(Problem::blocks);
    let wrong = problems.iter_mut().find(|other| other.field == Field::Repository && other.severity == Severity::Error);
    let located = match &reading.place {
        Ok(place) => {
            let located = reading.provider.locate(place, reading.server());
            located.map_err(|fault| sentence(reading.provider, &fault))
        }
        Err(fault) => Err(fault.sentence()),
    };
    match (located, wrong) {
        (Err(text), Some(problem)) => *problem = Problem::error(Field::Repository, text),
        (Ok(location), _) if is_sound && location.root.starts_with("http://") => problems.push(Problem::warning(
            Field::Repository,
            "Over http:// the provider's token can be read on the way. Use https:// if the server has it.",
        )),
        _ => {}
    }
}

fn check_texts(form: &FormValues, reading: &Reading, problems: &mut Vec<Problem>) {
    status::check(form, reading.provider, problems);
    events::check(form, reading.provider, problems);
    names::check_variable_names(form, problems);
    link::check(form, reading, problems);
    headers::check(form, problems);
    sender::check(form, problems);
    quirks::check(form, reading.provider, problems);
    extra::check(form, reading, problems);
    templates::check(form, reading.provider, problems);
    holding::check(form, reading, problems);
    secrets::check(form, problems);
}
