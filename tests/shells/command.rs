//! What a shell is given, and what must arrive.

use hook_builder::devopness::endpoint::Api;
use hook_builder::devopness::request::{ApiRequest, HeaderValue};
use hook_builder::exchange::export::{FORMATS, Job, curl};
use hook_builder::form::plan::plan;
use hook_builder::form::values::FormValues;
use serde_json::Value;

use crate::server::Received;

/// One command, with the request that it stands for.
pub struct Command {
    pub name: String,
    pub text: String,
    pub request: ApiRequest,
    /// What a person typed and must arrive letter by letter: the names of the place in the body, and the text.
    typed: Vec<(Vec<String>, String)>,
}

/// The commands of a form, sent to this server instead of the API: each hook's, and the list's.
pub fn commands(name: &str, form: &FormValues, base: &str) -> Vec<Command> {
    let mut form = form.clone();
    form.api = Api::Other;
    form.api_other = base.into();
    let plan = plan(&form);
    let curl_format = FORMATS.iter().find(|format| format.id() == "curl").expect("cURL is one of the formats");
    let place = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<_>>();
    let hook_command = |hook: &hook_builder::form::planned::PlannedHook| {
        let mut typed = vec![(place(&["name"]), form.event(hook.event).hook_name.trim().to_string())];
        for (at, row) in form.headers.iter().enumerate() {
            let value = place(&["settings", "request_headers", &at.to_string(), "value"]);
            typed.push((value, row.value.clone()));
        }
        Command {
            name: format!("{name}/{}", hook.event.word()),
            text: curl_format.render(&Job::hook(&plan.list, hook)),
            request: hook.request.clone(),
            typed,
        }
    };
    let mut commands: Vec<Command> = plan.hooks.iter().map(hook_command).collect();
    commands.push(Command {
        name: format!("{name}/list"),
        text: curl(&plan.list),
        request: plan.list.clone(),
        typed: Vec::new(),
    });
    commands
}

/// What differs between the command's request and the one that arrived.
pub fn difference(command: &Command, got: &Received, token: &str) -> Option<String> {
    request_difference(&command.request, got, token).or_else(|| {
        let value = serde_json::from_slice::<Value>(&got.body).unwrap_or_default();
        command.typed.iter().find_map(|(place, text)| {
            let found = value.pointer(&["/", &place.join("/")].concat()).and_then(Value::as_str);
            (found != Some(text)).then(|| format!("{place:?} arrived as {found:?} instead of {text:?}"))
        })
    })
}

/// What differs between the request that was written and the one that arrived.
pub fn request_difference(request: &ApiRequest, got: &Received, token: &str) -> Option<String> {
    let behind_scheme = request.url.find("://").map_or(0, |at| at + 3);
    let path = request.url[behind_scheme..].find('/').map_or("", |at| &request.url[behind_scheme + at..]);
    if (request.method.name(), path) != (got.method.as_str(), got.path.as_str()) {
        return Some(format!("{} {} arrived as {} {}", request.method.name(), path, got.method, got.path));
    }
    for (name, value) in &request.headers {
        let wanted = match value {
            HeaderValue::Text(text) => text.to_string(),
            HeaderValue::BearerToken => ["Bearer ", token].concat(),
        };
        let values: Vec<&str> = got.headers.get_all(*name).iter().map(|v| v.to_str().unwrap_or("no ASCII")).collect();
        if values != [wanted.as_str()] {
            return Some(format!("the header {name} arrived as {values:?}"));
        }
    }
    let Some(body) = &request.body else {
        return (!got.body.is_empty()).then(|| "a body arrived where none was written".into());
    };
    let body = serde_json::to_value(body).expect("a hook can always be written");
    match serde_json::from_slice::<Value>(&got.body) {
        Err(why) => Some(format!("the body is no JSON: {why}")),
        Ok(value) if value != body => Some(format!("the body is another value:\n{body:#}\n{value:#}")),
        Ok(_) => None,
    }
}
