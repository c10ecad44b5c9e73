//! The routes: which request asks for what, and who may ask.

use axum::http::HeaderMap;
use serde_json::Value;

use super::answer::{Answer, Reaction};
use super::checks::Direction;
use super::faults::Verb;
use super::paging::Page;
use super::serve::Call;
use super::state::State;
use super::{actions, faults, hooks, page, providers, trigger, world};

/// What a token may do.
#[derive(Clone, Copy)]
struct Holder {
    /// Whether it is a person's, and not the token of one project.
    person: bool,
    /// Whether it may write.
    writes: bool,
}

impl Holder {
    fn sees(self, project: u64) -> bool {
        self.person || project == world::PROJECT
    }
}

/// What a path names.
enum Target {
    Me,
    Projects,
    Project(u64),
    Environments(u64),
    Environment(u64),
    Applications(u64),
    Application(u64),
    ApplicationHooks(u64),
    ApplicationPipelines(u64),
    Pipeline(u64),
    PipelineActions(u64),
    Action(u64),
    Hooks(u64),
    Create(u64, Direction),
    Hook(Direction, String),
    HookRequests(Direction, String),
    HookRequest(String),
    Trigger(String),
    Provider,
    Page,
    Press,
}

impl Target {
    fn methods(&self) -> &'static [&'static str] {
        match self {
            Target::Create(..) | Target::Trigger(_) | Target::Press => &["POST"],
            Target::Hook(Direction::Incoming, _) => &["GET", "PUT", "DELETE", "POST"],
            Target::Hook(..) => &["GET", "PUT", "DELETE"],
            Target::Provider => &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"],
            _ => &["GET"],
        }
    }

    /// The project that the thing belongs to, where the path alone says so and the thing exists.
    fn project(&self) -> Option<u64> {
        let of = |application: u64| world::project_of(world::application(application)?.environment);
        match self {
            Target::Project(id) | Target::Environments(id) => world::project_relation(*id).map(|_| *id),
            Target::Environment(id) | Target::Applications(id) => world::project_of(*id),
            Target::Application(id) | Target::ApplicationHooks(id) | Target::ApplicationPipelines(id) => of(*id),
            Target::Pipeline(id) | Target::PipelineActions(id) | Target::Hooks(id) | Target::Create(id, _) => {
                of(world::pipeline(*id)?["resource_id"].as_u64()?)
            }
            _ => None,
        }
    }
}

/// The methods that a path takes; none where nothing is.
pub fn methods(segments: &[&str]) -> &'static [&'static str] {
    target(segments).map_or(&[], |target| target.methods())
}

/// Reacts to one request. The checks go from the outside in, as the API's framework runs them: the route, the method,
/// the headers, the token, and only then the resource and the body.
pub fn react(state: &State, call: &Call<'_>) -> Reaction {
    decide(state, call).unwrap_or_else(Reaction::from)
}

fn decide(state: &State, call: &Call<'_>) -> Result<Reaction, Answer> {
    let target = target(&call.segments).ok_or_else(|| faults::status(404))?;
    let methods = target.methods();
    if !methods.contains(&call.method.as_str()) {
        return Err(faults::status(405).with("allow", methods.join(", ")));
    }
    // Who calls these has no token of the API.
    match &target {
        Target::Trigger(id) => return trigger::trigger(state, call.headers, call.body, id).map(Reaction::from),
        Target::Hook(_, id) if call.method == "POST" => {
            return trigger::trigger(state, call.headers, call.body, id).map(Reaction::from);
        }
        Target::Provider => return Ok(providers::serve(state, call).into()),
        Target::Page => return Ok(page::show(state).into()),
        Target::Press => return page::press(state, call).map(Reaction::from),
        _ => {}
    }
    let holder = admit(call.headers)?;
    if !holder.writes && call.method != "GET" || target.project().is_some_and(|project| !holder.sees(project)) {
        return Err(faults::status(403));
    }
    let missing = || faults::status(404);
    let address = format!("{}{}", state.url, call.path);
    let found = |value: Option<Value>| value.map(|value| Answer::json(200, &value)).ok_or_else(missing);
    let listed = |items: Option<Vec<Value>>| -> Result<Answer, Answer> {
        Ok(Page::parse(call.query)?.of(&items.ok_or_else(missing)?, Value::clone, &address))
    };
    let sees = |project: u64| holder.sees(project);
    let read = match target {
        Target::Me => Some((0, Verb::Me)),
        Target::Pipeline(id) => Some((id, Verb::Pipeline)),
        Target::Application(id) => Some((id, Verb::Application)),
        _ => None,
    };
    let answer = match target {
        Target::Me if !holder.person => Err(faults::status(403)),
        Target::Me => Ok(Answer::json(200, &world::me())),
        Target::Projects => listed(Some(world::projects(sees))),
        Target::Project(id) => found(world::project(id, holder.writes)),
        Target::Environments(id) => listed(world::environments_of(id)),
        Target::Environment(id) => found(world::environment_full(id, holder.writes)),
        Target::Applications(id) => listed(world::applications_of(id)),
        Target::Application(id) => found(world::application(id).map(world::Application::full)),
        Target::ApplicationPipelines(id) => listed(world::application(id).map(world::pipelines_of)),
        Target::ApplicationHooks(id) => listed(world::application(id).map(|application| {
            let mut inner = state.lock();
            let pipelines = world::pipelines_of(application);
            let ids = pipelines.iter().filter_map(|pipeline| pipeline["id"].as_u64());
            ids.flat_map(|id| inner.hooks_of(id, &state.url).iter().map(world::relation).collect::<Vec<_>>()).collect()
        })),
        Target::Pipeline(id) => found(world::pipeline(id)),
        Target::PipelineActions(id) => listed(world::pipeline(id).map(|_| {
            let inner = state.lock();
            inner.actions.iter().filter(|action| action["pipeline_id"] == id).map(actions::relation).collect()
        })),
        Target::Action(id) => {
            let action = state.lock().actions.iter().find(|action| action["id"] == id).cloned().ok_or_else(missing)?;
            if action["project"]["id"].as_u64().is_some_and(|project| !sees(project)) {
                return Err(faults::status(403));
            }
            Ok(Answer::json(200, &actions::full(&action)))
        }
        Target::Hook(direction, id) => return hooks::one(state, call, direction, &id, sees),
        Target::HookRequests(direction, id) => {
            return hooks::requests(state, call, (direction, &id), sees, &address);
        }
        Target::HookRequest(id) => return hooks::request(state, &id, sees),
        // Answered above.
        Target::Trigger(_) | Target::Provider | Target::Page | Target::Press => Err(missing()),
        Target::Hooks(id) => return hooks::list(state, call, id, &address),
        Target::Create(id, direction) => return hooks::create(state, call, id, direction),
    };
    match read {
        Some((id, verb)) => hooks::finish(&mut state.lock(), id, verb, answer?),
        None => answer.map(Reaction::from),
    }
}

fn target(segments: &[&str]) -> Option<Target> {
    let id = |text: &str| text.parse::<u64>().ok().filter(|id| *id > 0 && !text.starts_with('+'));
    Some(match segments {
        ["users", "me"] => Target::Me,
        ["projects"] => Target::Projects,
        ["projects", project] => Target::Project(id(project)?),
        ["projects", project, "environments"] => Target::Environments(id(project)?),
        ["environments", environment] => Target::Environment(id(environment)?),
        ["environments", environment, "applications"] => Target::Applications(id(environment)?),
        ["applications", application] => Target::Application(id(application)?),
        ["applications", application, "hooks"] => Target::ApplicationHooks(id(application)?),
        ["pipelines", "application", application] => Target::ApplicationPipelines(id(application)?),
        ["pipelines", pipeline] => Target::Pipeline(id(pipeline)?),
        ["pipelines", pipeline, "hooks"] => Target::Hooks(id(pipeline)?),
        ["pipelines", pipeline, "actions"] => Target::PipelineActions(id(pipeline)?),
        ["pipelines", pipeline, "hooks", direction] => Target::Create(id(pipeline)?, Direction::of(direction)?),
        ["actions", action] => Target::Action(id(action)?),
        ["hooks", hook, "trigger"] => Target::Trigger((*hook).to_owned()),
        ["hooks", direction, hook] => Target::Hook(Direction::of(direction)?, (*hook).to_owned()),
        ["hooks", direction, hook, "requests"] => Target::HookRequests(Direction::of(direction)?, (*hook).to_owned()),
        ["provider", _, ..] => Target::Provider,
        [""] => Target::Page,
        ["sandbox", "press"] => Target::Press,
        ["hook-requests", request] => Target::HookRequest((*request).to_owned()),
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
        // That an answer tells these apart is a guess: the API's description only has the three states of a token.
        "Bearer devopness_pat_expired" => Err(Answer::error(401, "Unauthenticated. The token has expired.")),
        "Bearer devopness_pat_revoked" => Err(Answer::error(401, "Unauthenticated. The token was revoked.")),
        _ => Err(faults::status(401)),
    }
}
