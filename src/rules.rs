//! The rules of the form: each says what is wrong in its own sentence, at its own field.

use serde_json::Value;

use crate::event::Event;
use crate::field::Field;
use crate::form::{ExtraKind, ExtraRow, FormValues, HeaderRow, ProviderChoice};
use crate::hook::{HEADER_NAME_MAX, HEADER_VALUE_MAX, NAME_MAX};
use crate::json;
use crate::pipeline::parse_pipeline;
use crate::plan::PlannedHook;
use crate::problem::Problem;
use crate::provider::{Location, PROVIDERS, Provider, parse_server};
use crate::repository::parse_place;
use crate::status::{CommitStatus, Part};
use crate::template::{is_variable_name, validate_variables, worst};

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
    let place = match parse_place(&form.repository) {
        Ok(place) => place,
        Err(text) => {
            problems.push(Problem::error(Field::Repository, text));
            return (None, problems);
        }
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
                "? Choose GitHub Enterprise Server, GitLab self-managed or Bitbucket Data Center.",
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
        Err((field, text)) => {
            let empty = field == Field::Server && form.server.trim().is_empty();
            problems.push(if empty { Problem::missing(field, text) } else { Problem::error(field, text) });
            (None, problems)
        }
    }
}

/// The field that a key of the API's validation errors means, such as `settings.request_headers.0.value`.
pub fn field_of_key(form: &FormValues, provider: &'static dyn Provider, event: Event, key: &str) -> Option<Field> {
    let row = |text: &str| form.headers.get(text.parse::<usize>().ok()?).map(|row| row.id);
    match key.split('.').collect::<Vec<_>>().as_slice() {
        ["name"] => Some(Field::HookName(event)),
        ["target_url"] => Some(Field::Repository),
        ["action_type"] => Some(Field::ActionType),
        ["pipeline_id"] => Some(Field::Pipeline),
        ["active"] | ["trigger_when", ..] => Some(Field::On(event)),
        ["settings", "request_headers", at, "name"] => row(at).map(Field::HeaderName),
        ["settings", "request_headers", at, ..] => row(at).map(Field::HeaderValue),
        ["settings", "request_headers"] => Some(Field::Headers),
        ["settings", "request_body", name, ..] => match provider.part(name) {
            Some(Part::State) => Some(Field::State(event)),
            Some(Part::Key) => Some(Field::StatusKey),
            Some(Part::Description) => Some(Field::Description(event)),
            Some(Part::Link) => Some(Field::Link),
            Some(Part::Branch) => Some(Field::BranchVariable),
            None => form.extra.iter().find(|row| row.name.trim() == *name).map(|row| Field::ExtraValue(row.id)),
        },
        _ => None,
    }
}

/// All other rules.
pub fn check(form: &FormValues, provider: &'static dyn Provider, hooks: &[PlannedHook], problems: &mut Vec<Problem>) {
    check_pipeline(form, problems);
    check_variable_names(form, problems);
    check_status(form, provider, hooks, problems);
    check_events(form, problems);
    check_headers(form, problems);
    check_extra(form, provider, problems);
    check_templates(form, problems);
}

/// Puts problems in the order of the form, from top to bottom; those of one field keep theirs.
///
/// There are a handful, nearly in order, so the plain insertion sort serves, at a tenth of the library's code in the page.
pub fn sort(form: &FormValues, problems: &mut [Problem]) {
    for end in 1..problems.len() {
        let mut at = end;
        while at > 0 && rank(form, problems[at].field) < rank(form, problems[at - 1].field) {
            problems.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// The place of a field in the form.
fn rank(form: &FormValues, field: Field) -> (usize, usize) {
    let header = |id| form.headers.iter().position(|r| r.id == id).unwrap_or(usize::MAX);
    let extra = |id| form.extra.iter().position(|r| r.id == id).unwrap_or(usize::MAX);
    match field {
        Field::Pipeline => (0, 0),
        Field::Repository => (1, 0),
        Field::Provider => (2, 0),
        Field::Server => (3, 0),
        Field::StatusKey => (4, 0),
        Field::On(e) => (5 + e.index(), 0),
        Field::State(e) => (5 + e.index(), 1),
        Field::Description(e) => (5 + e.index(), 2),
        Field::HookName(e) => (5 + e.index(), 3),
        Field::Link => (8, 0),
        Field::HashVariable => (9, 0),
        Field::BranchVariable => (10, 0),
        Field::Headers => (11, 0),
        Field::HeaderName(id) => (11, 2 * header(id).min(1 << 20) + 1),
        Field::HeaderValue(id) => (11, 2 * header(id).min(1 << 20) + 2),
        Field::ExtraName(id) => (12, 3 * extra(id).min(1 << 20)),
        Field::ExtraKind(id) => (12, 3 * extra(id).min(1 << 20) + 1),
        Field::ExtraValue(id) => (12, 3 * extra(id).min(1 << 20) + 2),
        Field::ActionType => (13, 0),
        Field::Api => (14, 0),
        Field::ApiOther => (15, 0),
        Field::Token => (16, 0),
    }
}

fn check_pipeline(form: &FormValues, problems: &mut Vec<Problem>) {
    if form.pipeline.trim().is_empty() {
        problems.push(Problem::missing(
            Field::Pipeline,
            "Which pipeline deploys it? Its number stands at the end of its page's address in the Devopness app.",
        ));
    } else if let Err(text) = parse_pipeline(&form.pipeline) {
        problems.push(Problem::error(Field::Pipeline, text));
    }
}

fn check_variable_names(form: &FormValues, problems: &mut Vec<Problem>) {
    let name = |field: Field, text: &str| {
        (!is_variable_name(text)).then(|| {
            Problem::error(
                field,
                "This is the variable's name as the incoming hook declares it: letters, digits, “_” and “-”, such as commit_hash. No braces, no path.",
            )
        })
    };
    if form.hash_variable.trim().is_empty() {
        problems.push(Problem::missing(
            Field::HashVariable,
            "Which variable of the incoming hook holds the commit hash? The vendor's guides call it commit_hash.",
        ));
    } else {
        problems.extend(name(Field::HashVariable, form.hash_variable.trim()));
    }
    if !form.branch_variable.trim().is_empty() {
        problems.extend(name(Field::BranchVariable, form.branch_variable.trim()));
    }
}

fn check_status(
    form: &FormValues,
    provider: &'static dyn Provider,
    hooks: &[PlannedHook],
    problems: &mut Vec<Problem>,
) {
    if form.status_key.trim().is_empty() {
        problems.push(Problem::missing(
            Field::StatusKey,
            [
                "The status needs a ",
                provider.key_term(),
                ", the same in all events, so that one status changes its colour.",
            ]
            .concat(),
        ));
    } else {
        problems.extend(check_length(provider, Part::Key, Field::StatusKey, form.status_key.trim()));
    }
    for event in Event::ALL.into_iter().filter(|e| form.event(*e).on) {
        let text = form.event(event).description.trim();
        problems.extend(check_length(provider, Part::Description, Field::Description(event), text));
    }
    let link = form.link.trim();
    if link.is_empty() {
        if provider.requires(Part::Link) {
            problems.push(Problem::missing(Field::Link, [provider.name(), " wants a link in every status."].concat()));
        }
    } else {
        problems.extend(check_length(provider, Part::Link, Field::Link, link));
        if let Some(hook) = hooks.first() {
            problems.extend(check_link(provider, link, &hook.delivery.status));
        }
    }
}

/// A text of the status against the provider's limit, in the worst case.
fn check_length(provider: &'static dyn Provider, part: Part, field: Field, text: &str) -> Option<Problem> {
    let (_, max) = provider.limits().iter().find(|(limited, _)| *limited == part)?;
    let worst = worst(text);
    if worst.chars > *max {
        let filled = text.contains("{{");
        let reach = if filled { "this can reach " } else { "this has " };
        let why = if filled { " once the variables are filled in" } else { "" };
        let (max, chars) = (max.to_string(), worst.chars.to_string());
        return Some(Problem::error(
            field,
            [provider.name(), " takes at most ", &max, " characters here; ", reach, &chars, why, "."].concat(),
        ));
    }
    // Of a variable that nobody knows something else is said.
    let path = worst.unlimited.filter(|path| crate::template::find(path).is_some())?;
    let left = (max - worst.chars).to_string();
    let name = provider.name();
    Some(Problem::warning(
        field,
        [
            "{{ ",
            path,
            " }} can be of any length; where it has more than ",
            &left,
            " characters, ",
            name,
            " will refuse the status.",
        ]
        .concat(),
    ))
}

fn check_link(provider: &'static dyn Provider, link: &str, sample: &CommitStatus) -> Option<Problem> {
    let rendered = &sample.link;
    // Nothing can be said of an address that begins with a variable that nobody knows.
    if rendered.starts_with('<') && link.starts_with("{{") {
        return None;
    }
    let rest = ["http://", "https://"].into_iter().find_map(|scheme| {
        rendered
            .get(..scheme.len())
            .filter(|start| start.eq_ignore_ascii_case(scheme))
            .map(|_| &rendered[scheme.len()..])
    });
    let sentence = match rest {
        None => "A link starts with https:// (or http://).".to_string(),
        Some(_) if rendered.chars().any(|c| c.is_whitespace() || c.is_control()) => {
            "A link has no spaces in it.".to_string()
        }
        Some(rest) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
            if host.is_empty() {
                "A link has a host behind https://, such as https://app.devopness.com.".to_string()
            } else if provider.dotted_link() && !host.trim_matches('.').contains('.') {
                [provider.name(), " takes only links whose host has a dot in it, such as app.devopness.com."].concat()
            } else {
                return None;
            }
        }
    };
    Some(Problem::error(Field::Link, sentence))
}

fn check_events(form: &FormValues, problems: &mut Vec<Problem>) {
    let on: Vec<Event> = Event::ALL.into_iter().filter(|e| form.event(*e).on).collect();
    if on.is_empty() {
        problems
            .push(Problem::error(Field::On(Event::Started), "Turn on at least one event: there is nothing to create."));
    } else {
        for (event, text) in [
            (Event::Failed, "Without this hook the status of a failed deploy never turns red."),
            (Event::Completed, "Without this hook the status never turns green."),
        ] {
            if !on.contains(&event) {
                problems.push(Problem::warning(Field::On(event), text));
            }
        }
    }
    for (at, &event) in on.iter().enumerate() {
        let field = Field::HookName(event);
        let name = form.event(event).hook_name.trim();
        if name.is_empty() {
            problems.push(Problem::missing(field, "A hook needs a name, by which it is found in the list."));
            continue;
        }
        let chars = name.chars().count();
        if chars > NAME_MAX {
            let (max, chars) = (NAME_MAX.to_string(), chars.to_string());
            problems.push(Problem::error(
                field,
                ["A hook's name has at most ", &max, " characters; this has ", &chars, "."].concat(),
            ));
        }
        if name.contains("{{") {
            problems.push(Problem::warning(
                field,
                "Variables are not filled in here: the name will be shown as it stands.",
            ));
        }
        let same = |other: &&Event| form.event(**other).hook_name.trim().eq_ignore_ascii_case(name);
        if let Some(first) = on[..at].iter().find(same) {
            problems.push(Problem::error(
                field,
                [
                    "This is also the name of the hook for “",
                    first.label(),
                    "”. Give each its own, so that they can be told apart.",
                ]
                .concat(),
            ));
        }
    }
}

fn check_headers(form: &FormValues, problems: &mut Vec<Problem>) {
    let is = |row: &HeaderRow, name: &str| row.name.trim().eq_ignore_ascii_case(name);
    for (at, row) in form.headers.iter().enumerate() {
        let (name, field) = (row.name.trim(), Field::HeaderName(row.id));
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        if name.is_empty() {
            problems.push(Problem::missing(field, "This header has no name. Name it, such as Accept, or remove it."));
        } else if !name.bytes().all(token) {
            problems.push(Problem::error(
                field,
                ["“", name, "” cannot be a header's name: use letters, digits and hyphens, without spaces or a colon."]
                    .concat(),
            ));
        } else if name.len() > HEADER_NAME_MAX {
            let (max, length) = (HEADER_NAME_MAX.to_string(), name.len().to_string());
            problems.push(Problem::error(
                field,
                ["A header's name has at most ", &max, " characters; this has ", &length, "."].concat(),
            ));
        } else if form.headers[..at].iter().any(|other| is(other, name)) {
            problems.push(Problem::error(
                field,
                [name, " stands here twice. Upper and lower case make no difference: keep one."].concat(),
            ));
        }
        let (value, field) = (row.value.as_str(), Field::HeaderValue(row.id));
        let chars = value.chars().count();
        let label = if name.is_empty() { "This header" } else { name };
        if value.trim().is_empty() {
            problems
                .push(Problem::missing(field, [label, " has no value. Fill it in, or remove the header."].concat()));
        } else if value.chars().any(|c| c.is_control()) {
            problems.push(Problem::error(
                field,
                ["The value of ", label, " has a line break or another control character in it. Write it in one line."]
                    .concat(),
            ));
        } else if chars > HEADER_VALUE_MAX {
            let (max, chars) = (HEADER_VALUE_MAX.to_string(), chars.to_string());
            problems.push(Problem::error(
                field,
                ["A header's value has at most ", &max, " characters; this has ", &chars, "."].concat(),
            ));
        } else if (is(row, "Authorization") || is(row, "PRIVATE-TOKEN")) && !value.contains("{{") {
            problems.push(Problem::warning(
                field,
                "This token will be stored in Devopness as part of the hook, and it stands in every text on this page: share them with care.",
            ));
        }
    }
    if !form.headers.iter().any(|row| is(row, "Authorization") || is(row, "PRIVATE-TOKEN")) {
        problems.push(Problem::warning(
            Field::Headers,
            "No header carries a token, so the provider will refuse the status. Put back Authorization.",
        ));
    }
}

fn check_extra(form: &FormValues, provider: &'static dyn Provider, problems: &mut Vec<Problem>) {
    let probe = CommitStatus {
        state: "s".into(),
        key: "k".into(),
        description: "d".into(),
        link: "l".into(),
        branch: (!form.branch_variable.trim().is_empty()).then(|| "b".into()),
    };
    let written = provider.body(&probe);
    for (at, row) in form.extra.iter().enumerate() {
        let (name, field) = (row.name.trim(), Field::ExtraName(row.id));
        if name.is_empty() {
            problems.push(Problem::missing(field, "This body field has no name. Name it, or remove it."));
        } else if written.iter().any(|(own, _)| *own == name) {
            problems.push(Problem::error(
                field,
                ["“", name, "” is written already, from the fields above. Change it there, or use another name."]
                    .concat(),
            ));
        } else if form.extra[..at].iter().any(|other| other.name.trim() == name) {
            problems.push(Problem::error(field, ["“", name, "” stands here twice: keep one."].concat()));
        } else if !provider.fields().contains(&name)
            && let Some(other) = PROVIDERS.iter().find(|p| p.fields().contains(&name))
        {
            problems.push(Problem::warning(
                field,
                ["“", name, "” is a field of ", other.name(), "; ", provider.name(), " does not list it."].concat(),
            ));
        }
        if let Err(text) = extra_value(row) {
            let empty = row.value.trim().is_empty();
            let field = Field::ExtraValue(row.id);
            problems.push(if empty { Problem::missing(field, text) } else { Problem::error(field, text) });
        }
    }
}

/// The JSON value of an extra body field.
///
/// # Errors
/// Why the text is none of the chosen type.
pub fn extra_value(row: &ExtraRow) -> Result<Value, String> {
    let text = row.value.trim();
    match row.kind {
        ExtraKind::Text => Ok(Value::String(row.value.clone())),
        ExtraKind::Number => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let plain = !digits.is_empty()
                && digits.bytes().all(|b| b.is_ascii_digit())
                && (digits == "0" || !digits.starts_with('0'));
            match json::parse(text) {
                Ok(number) if plain => Ok(number),
                _ => Err("A whole number has digits only, with “-” in front if need be, such as 87. For anything else choose JSON.".into()),
            }
        }
        ExtraKind::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err("Write true or false.".into()),
        },
        ExtraKind::Json => json::parse(text).map_err(|fault| {
            if text.is_empty() {
                "Write a JSON value, such as {\"a\": 1}. A text stands in double quotes.".to_string()
            } else {
                let (line, column) = (fault.line.to_string(), fault.column.to_string());
                ["This is not JSON: look at line ", &line, ", column ", &column, ". A text stands in double quotes."]
                    .concat()
            }
        }),
    }
}

fn check_templates(form: &FormValues, problems: &mut Vec<Problem>) {
    let mut fields = vec![Field::StatusKey, Field::Link];
    fields.extend(Event::ALL.into_iter().filter(|e| form.event(*e).on).map(Field::Description));
    fields.extend(form.headers.iter().map(|r| Field::HeaderValue(r.id)));
    fields.extend(
        form.extra
            .iter()
            .filter(|r| matches!(r.kind, ExtraKind::Text | ExtraKind::Json))
            .map(|r| Field::ExtraValue(r.id)),
    );
    for field in fields {
        // JSON may close two objects at once: only a text that opens a variable is looked at.
        if let Some(text) = validate_variables(form.text(field)) {
            problems.push(Problem::warning(field, text));
        }
    }
}
