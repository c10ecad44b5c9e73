//! The sandbox's own page, for people: press a button, and see what the hooks send and what the commits show. Plain HTML
//! that loads nothing.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use hook_builder::provider::sender::{Facts, Happening, Signature, payload, sender};
use serde_json::{Value, json};

use super::actions::Cause;
use super::answer::Answer;
use super::faults;
use super::providers::{self, Place};
use super::runs::{self, End};
use super::serve::Call;
use super::state::{Inner, State};
use super::trigger;
use super::world::{self, Application};

const STYLE: &str = include_str!("page.css");
/// How many deliveries, and how many commits of a repository, are shown.
const DELIVERIES: usize = 8;
const COMMITS: usize = 3;
/// How many characters of an answer are shown.
const ANSWER: usize = 200;

/// The page as it is now.
pub fn show(state: &State) -> Answer {
    let inner = state.lock();
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Sandbox of hook-builder</title>\
         <link rel=\"icon\" href=\"data:,\"><style>{STYLE}</style></head><body><main><header><h1>Sandbox</h1>\
         <p>A stand-in for the Devopness API at <code>{url}</code>, with stand-ins for GitHub, GitLab and Bitbucket. \
         Nothing here is real, and no request leaves this machine. Access token: <code>devopness_pat_sandbox</code>.</p>\
         </header>{happened}\
         <section aria-labelledby=\"pipelines\"><h2 id=\"pipelines\">Pipelines</h2>{pipelines}</section>\
         </main></body></html>",
        url = escape(&state.url),
        happened = happened(&inner),
        pipelines = inner.with_hooks().into_iter().map(|id| pipeline(&inner, id)).collect::<String>(),
    );
    let kind = Some("text/html; charset=utf-8");
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; \
                  frame-ancestors 'none'";
    Answer { body: html.into_bytes(), kind, ..Answer::empty(200) }
        .with("content-security-policy", policy.to_owned())
        .with("cache-control", "no-store".to_owned())
}

/// What the commits show, and what was sent last.
fn happened(inner: &Inner) -> String {
    let places: String = inner.places.iter().filter(|place| !place.repository.statuses.is_empty()).map(place).collect();
    let recent = inner.recent.iter().take(DELIVERIES).filter_map(|id| inner.delivery(id));
    let deliveries: String = recent.map(|own| delivery(inner, own)).collect();
    let or = |found: String, otherwise: &str| if found.is_empty() { otherwise.to_owned() } else { found };
    format!(
        "<section id=\"happened\" tabindex=\"0\" aria-labelledby=\"commits\"><h2 id=\"commits\">What commits show</h2>{}\
         <h2>Latest deliveries</h2><ul>{}</ul></section>",
        or(places, "<p>No commit has a status.</p>"),
        or(deliveries, "<li>Nothing was sent. Press a button at a pipeline.</li>"),
    )
}

fn pipeline(inner: &Inner, id: u64) -> String {
    let Some(pipeline) = world::pipeline(id) else { return String::new() };
    let name = pipeline["name"].as_str().unwrap_or_default();
    let what = world::PIPELINES.iter().find(|own| own.id == id).map_or("fails on purpose", |own| own.what);
    let hooks = inner.kept(id);
    let outgoing = hooks.iter().filter(|hook| hook["type"] == "out").count();
    let incoming = hooks.iter().filter(|hook| hook["type"] == "in").map(|hook| incoming(inner, hook));
    let incoming: String = incoming.collect();
    let running = runs::running(inner, id).map(|action| {
        let ends = [button("end-completed", "End it well", id, ""), button("end-failed", "End it badly", id, "")];
        format!("<p>Action {action} is running.</p>{}", ends.concat())
    });
    let push = |press: &str, label: &str| {
        // Without an incoming hook a push reaches nobody.
        let off = if incoming.is_empty() { " disabled" } else { "" };
        button(press, label, id, off)
    };
    format!(
        "<article id=\"p{id}\"><h3>{id}: {name}</h3><p>It {what}. Outgoing hooks: {outgoing}.</p>\
         <form method=\"post\" action=\"/sandbox/press\"><input type=\"hidden\" name=\"pipeline\" value=\"{id}\">{}{}\
         </form>{incoming}</article>",
        [
            push("push-completed", "Push a commit"),
            push("push-failed", "Push, and fail"),
            push("push-later", "Push, and let it run"),
            button("run-completed", "Run by hand", id, ""),
        ]
        .concat(),
        running.unwrap_or_default(),
        name = escape(name),
        what = escape(what),
    )
}

fn button(press: &str, label: &str, id: u64, off: &str) -> String {
    format!("<button name=\"press\" value=\"{press}\" aria-label=\"{label} ({id})\"{off}>{label}</button>")
}

/// Where a push goes, for those who want to send one themselves.
fn incoming(inner: &Inner, hook: &Value) -> String {
    let text = |name: &str| escape(hook[name].as_str().unwrap_or_default());
    let secret = if hook["requires_secret"] == true {
        let secret = inner.secret(hook["id"].as_str().unwrap_or_default()).unwrap_or_default();
        format!("<dt>Secret, for {}</dt><dd><code>{}</code></dd>", text("secret_header_name"), escape(secret))
    } else {
        String::new()
    };
    let paused = if hook["active"] == false { " (paused)" } else { "" };
    format!(
        "<details><summary>Incoming hook “{}”{paused}</summary><dl><dt>Address</dt><dd><code>{}</code></dd>{secret}</dl>\
         </details>",
        text("name"),
        text("url"),
    )
}

fn place(place: &Place) -> String {
    let repository = &place.repository;
    let commits: String = repository
        .commits
        .iter()
        .rev()
        .take(COMMITS)
        .map(|commit| {
            let shown = place.receiver.shown(repository, commit);
            let statuses: String = shown
                .iter()
                .map(|record| {
                    let light = place.provider.light(&record.state).word();
                    format!(
                        "<li><span class=\"dot {light}\"></span> {}: {} <small>{}</small></li>",
                        escape(&record.key),
                        escape(&record.state),
                        escape(&record.description),
                    )
                })
                .collect();
            let statuses = if statuses.is_empty() { "<li>no status</li>".to_owned() } else { statuses };
            format!("<li><code>{}</code><ul>{statuses}</ul></li>", escape(commit))
        })
        .collect();
    format!("<h3>{} at {}</h3><ul>{commits}</ul>", escape(&place.shown), escape(place.provider.name()))
}

fn delivery(inner: &Inner, delivery: &Value) -> String {
    let id = delivery["hook_id"].as_str().unwrap_or_default();
    let hook = inner.found(id).and_then(|hook| hook["name"].as_str()).unwrap_or("a deleted hook");
    let status = &delivery["response_status_code"];
    let (class, status) = match status.as_u64() {
        Some(code @ 200..300) => ("good", code.to_string()),
        Some(code) => ("bad", code.to_string()),
        None => ("bad", "no answer".to_owned()),
    };
    let answer: String = match class {
        "good" => String::new(),
        _ => delivery["response_body"].to_string().chars().take(ANSWER).collect(),
    };
    let action = delivery["action_id"].as_u64().map(|id| format!("action {id}, ")).unwrap_or_default();
    format!(
        "<li><span class=\"dot {class}\"></span> <strong>{status}</strong> {}, {action}<code>{}</code><br><small>{}</small></li>",
        escape(hook),
        escape(delivery["url"].as_str().unwrap_or_default()),
        escape(&answer),
    )
}

/// Escapes a text for an element and for an attribute in quotes.
fn escape(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        c => c.to_string(),
    });
    escaped.collect()
}

/// Does what a button says, and leads back to the page.
pub fn press(state: &State, call: &Call<'_>) -> Result<Answer, Answer> {
    // Another page must not press buttons here.
    if call.headers.get("origin").is_some_and(|origin| origin != state.url.as_str()) {
        return Err(faults::status(403));
    }
    let form = String::from_utf8_lossy(call.body);
    let field = |name: &str| form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let id = field("pipeline").and_then(|id| id.parse().ok()).ok_or_else(|| faults::status(404))?;
    let pipeline = world::pipeline(id).ok_or_else(|| faults::status(404))?;
    let application =
        pipeline["resource_id"].as_u64().and_then(world::application).ok_or_else(|| faults::status(404))?;
    match field("press").and_then(|press| press.split_once('-')) {
        Some(("push", end)) => push(state, id, application, end),
        Some(("run", end)) => {
            runs::run(state, &mut state.lock(), id, &Cause::manual(), End::of(end));
        }
        Some(("end", end)) => {
            let mut inner = state.lock();
            let action = runs::running(&inner, id).ok_or_else(|| faults::status(404))?;
            runs::finish(state, &mut inner, action, End::of(end));
        }
        _ => return Err(faults::status(404)),
    }
    Ok(Answer::empty(303).with("location", "/#happened".to_owned()))
}

/// A commit arrives at the provider, which tells the pipeline's incoming hook.
fn push(state: &State, pipeline: u64, application: &Application, end: &str) {
    let mut inner = state.lock();
    let hash = world::commit(inner.next());
    let secret_of = |inner: &Inner, hook: &Value| {
        inner.secret(hook["id"].as_str().unwrap_or_default()).unwrap_or_default().to_owned()
    };
    let hook = inner.kept(pipeline).iter().find(|hook| hook["type"] == "in").cloned();
    let Some(place) = providers::place_of(&mut inner.places, application) else { return };
    place.repository.commits.push(hash.clone());
    if let Some(branch) = place.repository.branches.first_mut() {
        branch.commits.push(hash.clone());
    }
    let (Some(hook), Some(sender)) = (hook, sender(place.provider.id())) else { return };
    let facts =
        Facts { hash: &hash, branch: application.branch, into: application.branch, number: 42, title: "Speed up" };
    let Some(mut body) = payload(sender, Happening::Push, &facts) else { return };
    if let Some(fields) = body.as_object_mut() {
        fields.insert(trigger::END.to_owned(), json!(end));
    }
    let body = body.to_string();
    let mut headers =
        HeaderMap::from_iter([(HeaderName::from_static("content-type"), HeaderValue::from_static("application/json"))]);
    if let Signature::Header { name, .. } = sender.signature()
        && let Ok(value) = HeaderValue::from_str(&trigger::sign(&secret_of(&inner, &hook), body.as_bytes()))
    {
        headers.insert(HeaderName::from_static(name), value);
    }
    drop(inner);
    // What it answers is among the deliveries.
    let _ = trigger::trigger(state, &headers, body.as_bytes(), hook["id"].as_str().unwrap_or_default());
}
