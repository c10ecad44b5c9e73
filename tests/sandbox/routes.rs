//! The routes: which request asks for what, who may ask, and what the API then does.

use std::time::Duration;

use axum::http::HeaderMap;
use serde_json::{Value, json};

use super::answer::{Answer, Reaction};
use super::checks::{self, Direction};
use super::faults::{self, Act, Fault};
use super::hostile::{self, Hostile};
use super::paging::Page;
use super::serve::Call;
use super::state::State;
use super::world;

/// What a token may do.
#[derive(Clone, Copy)]
struct Holder {
    /// Whether it is a person's, and not a project's.
    person: bool,
    /// Whether it may write.
    writes: bool,
}

/// What a path names.
enum Target {
    Me,
    Projects,
    Project(u64),
    Environments(u64),
    Applications(u64),
    Application(u64),
    ApplicationHooks(u64),
    ApplicationPipelines(u64),
    Pipeline(u64),
    Hooks(u64),
    Create(u64, Direction),
    Hook(Direction, String),
}

/// Reacts to one request. The checks go from the outside in, as the API's framework runs them: the route, the method,
/// the headers, the token, and only then the resource and the body.
pub fn react(state: &State, call: &Call<'_>) -> Reaction {
    decide(state, call).unwrap_or_else(Reaction::from)
}

fn decide(state: &State, call: &Call<'_>) -> Result<Reaction, Answer> {
    let target = target(&call.segments).ok_or_else(|| faults::status(404))?;
    let methods: &[&str] = match target {
        Target::Create(..) => &["POST"],
        Target::Hook(..) => &["GET", "PUT", "DELETE"],
        _ => &["GET"],
    };
    if !methods.contains(&call.method.as_str()) {
        return Err(faults::status(405).with("allow", methods.join(", ")));
    }
    let holder = admit(call.headers)?;
    if !holder.writes && call.method != "GET" {
        return Err(faults::status(403));
    }
    let missing = || faults::status(404);
    let found = |value: Option<Value>| value.map(|value| Answer::json(200, &value)).ok_or_else(missing);
    let listed = |items: Option<Vec<Value>>| -> Result<Answer, Answer> {
        Ok(Page::parse(call.query)?.of(&items.ok_or_else(missing)?, Value::clone, &address(state, call)))
    };
    let answer = match target {
        Target::Me if !holder.person => Err(faults::status(403)),
        Target::Me => Ok(Answer::json(200, &world::me())),
        Target::Projects => listed(Some(vec![world::project_relation()])),
        Target::Project(id) => found((id == world::PROJECT).then(|| world::project(holder.writes))),
        Target::Environments(id) => listed((id == world::PROJECT).then(|| vec![world::environment()])),
        Target::Applications(id) => listed((id == world::ENVIRONMENT).then(world::applications)),
        Target::Application(id) => found(world::application(id)),
        Target::ApplicationPipelines(id) => listed(world::pipelines_of(id)),
        Target::ApplicationHooks(id) => listed(world::pipelines_of(id).map(|pipelines| {
            let mut inner = state.lock();
            let ids = pipelines.iter().filter_map(|pipeline| pipeline["id"].as_u64());
            ids.flat_map(|id| inner.hooks_of(id, &state.url).iter().map(world::relation).collect::<Vec<_>>()).collect()
        })),
        Target::Pipeline(id) => found(world::pipeline(id)),
        Target::Hook(direction, id) => hook(state, call, direction, &id),
        Target::Hooks(id) => return list(state, call, id),
        Target::Create(id, direction) => return create(state, call, id, direction),
    };
    answer.map(Reaction::from)
}

fn target(segments: &[&str]) -> Option<Target> {
    let id = |text: &str| text.parse::<u64>().ok().filter(|id| *id > 0 && !text.starts_with('+'));
    Some(match segments {
        ["users", "me"] => Target::Me,
        ["projects"] => Target::Projects,
        ["projects", project] => Target::Project(id(project)?),
        ["projects", project, "environments"] => Target::Environments(id(project)?),
        ["environments", environment, "applications"] => Target::Applications(id(environment)?),
        ["applications", application] => Target::Application(id(application)?),
        ["applications", application, "hooks"] => Target::ApplicationHooks(id(application)?),
        ["pipelines", "application", application] => Target::ApplicationPipelines(id(application)?),
        ["pipelines", pipeline] => Target::Pipeline(id(pipeline)?),
        ["pipelines", pipeline, "hooks"] => Target::Hooks(id(pipeline)?),
        ["pipelines", pipeline, "hooks", direction] => Target::Create(id(pipeline)?, Direction::of(direction)?),
        ["hooks", direction, hook] => Target::Hook(Direction::of(direction)?, (*hook).to_owned()),
        _ => return None,
    })
}

/// Checks the three headers that every call must carry.
fn admit(headers: &HeaderMap) -> Result<Holder, Answer> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for name in ["accept", "content-type"] {
        let kind = text(name).split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(faults::status(415));
        }
    }
    match text("authorization") {
        "Bearer devopness_pat_sandbox" => Ok(Holder { person: true, writes: true }),
        "Bearer devopness_proj_sandbox" => Ok(Holder { person: false, writes: true }),
        "Bearer devopness_pat_readonly" => Ok(Holder { person: true, writes: false }),
        _ => Err(faults::status(401)),
    }
}

/// A list's own absolute address, for its links.
fn address(state: &State, call: &Call<'_>) -> String {
    format!("{}{}", state.url, call.path)
}

/// Lists a pipeline's hooks, or fails in the pipeline's way.
fn list(state: &State, call: &Call<'_>, pipeline: u64) -> Result<Reaction, Answer> {
    let act = faults::find(pipeline).map_or(Act::Works, |fault| fault.list);
    if let Some(failure) = refusal(act) {
        return Err(failure);
    }
    if world::pipeline(pipeline).is_none() {
        return Err(faults::status(404));
    }
    let mut page = Page::parse(call.query)?;
    if let Act::Hostile(kind) = act {
        return Ok(hostile::list(kind).into());
    }
    match act {
        Act::BrokenPage(broken) if page.page == broken => return Err(faults::status(500)),
        Act::StuckPage => page.page = 1,
        _ => {}
    }
    let mut inner = state.lock();
    let answer = page.of(inner.hooks_of(pipeline, &state.url), world::relation, &address(state, call));
    Ok(dress(act, answer, inner.late, inner.slow))
}

/// Creates a hook, or fails in the pipeline's way.
fn create(state: &State, call: &Call<'_>, id: u64, direction: Direction) -> Result<Reaction, Answer> {
    let act = faults::find(id).map_or(Act::Works, |fault: &Fault| fault.post);
    if let Some(failure) = refusal(act) {
        return Err(failure);
    }
    let pipeline = world::pipeline(id).ok_or_else(|| faults::status(404))?;
    let body = checks::hook(call.body, direction, None)?;
    let mut inner = state.lock();
    let count = inner.creates.entry(id).or_default();
    *count += 1;
    let act = match act {
        Act::Once(which, act) if *count == which => *act,
        Act::Once(..) => Act::Works,
        act => act,
    };
    if let Some(failure) = refusal(act) {
        return Err(failure);
    }
    let hook = world::hook(&body, direction, &pipeline, inner.next(), &state.url);
    if !matches!(act, Act::Cut { written: false } | Act::Late { written: false }) {
        inner.hooks_of(id, &state.url).push(world::masked(&hook));
    }
    let mut answer = Answer::json(201, &hook);
    answer.note = hook["name"].as_str().unwrap_or_default().to_owned();
    Ok(dress(act, answer, inner.late, inner.slow))
}

/// Reads, replaces or deletes one hook.
fn hook(state: &State, call: &Call<'_>, direction: Direction, id: &str) -> Result<Answer, Answer> {
    let mut inner = state.lock();
    let missing = || faults::status(404);
    let now = inner.hook(direction.kind(), id).cloned().ok_or_else(missing)?;
    let mut answer = match call.method.as_str() {
        "PUT" => {
            let body = checks::hook(call.body, direction, Some(id))?;
            let number = inner.next();
            *inner.hook(direction.kind(), id).ok_or_else(missing)? = world::replaced(&now, &body, direction, number);
            Answer::empty(204)
        }
        "DELETE" => {
            inner.remove(direction.kind(), id);
            Answer::empty(204)
        }
        _ => Answer::json(200, &now),
    };
    answer.note = now["name"].as_str().unwrap_or_default().to_owned();
    Ok(answer)
}

/// The answer of those acts that do nothing else.
fn refusal(act: Act) -> Option<Answer> {
    match act {
        Act::Status(status) => Some(faults::status(status)),
        Act::Limited(seconds) => Some(faults::status(429).with("retry-after", seconds.to_owned())),
        Act::Gateway => Some(Answer::html(503)),
        Act::Invalid(shape) => Some(faults::invalid(shape)),
        _ => None,
    }
}

/// What becomes of the answer once the work is done.
fn dress(act: Act, answer: Answer, late: Duration, slow: Duration) -> Reaction {
    match act {
        Act::Cut { .. } => Reaction { answer: None, wait: Duration::ZERO },
        Act::Late { .. } => Reaction { answer: Some(answer), wait: late },
        Act::Slow => Reaction { answer: Some(answer), wait: slow },
        Act::Html => Answer { note: answer.note, ..Answer::html(answer.status) }.into(),
        Act::Huge => Answer { note: answer.note, status: answer.status, ..hostile::list(Hostile::Huge) }.into(),
        Act::WrongShape => Answer { note: answer.note, ..Answer::json(answer.status, &json!([])) }.into(),
        _ => answer.into(),
    }
}
