//! The calls for hooks: each does its work, or fails in the pipeline's way.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::answer::{Answer, Reaction};
use super::checks::{self, Direction};
use super::faults::{self, Act, Alter, Id, Less, Move, Verb};
use super::hostile::{self, Hostile};
use super::paging::Page;
use super::serve::Call;
use super::state::{Inner, State};
use super::{deliveries, world};

/// Lists a pipeline's hooks. `address` is the list's own.
pub fn list(state: &State, call: &Call<'_>, pipeline: u64, address: &str) -> Result<Reaction, Answer> {
    always(pipeline, Verb::List)?;
    if world::pipeline(pipeline).is_none() {
        return Err(faults::status(404));
    }
    let mut page = Page::parse(call.query)?;
    let mut inner = state.lock();
    let act = inner.act(pipeline, Verb::List);
    refusal(act)?;
    match act {
        Act::Hostile(kind) => return Ok(hostile::list(kind).into()),
        Act::BrokenPage(broken) if page.page == broken => return Err(faults::status(500)),
        Act::StuckPage => page.page = 1,
        _ => {}
    }
    let hooks = inner.hooks_of(pipeline, &state.url);
    let listed = match act {
        Act::Lists(Less::All) => &[],
        Act::Lists(Less::Newest) => hooks.split_last().map(|(_, older)| older).unwrap_or_default(),
        _ => hooks.as_slice(),
    };
    let answer = page.of(listed, world::relation, address);
    if let Act::Moves(how) = act {
        inner.move_on(pipeline, how);
    }
    Ok(dress(act, answer, &inner))
}

/// Creates a hook.
pub fn create(state: &State, call: &Call<'_>, id: u64, direction: Direction) -> Result<Reaction, Answer> {
    always(id, Verb::Create)?;
    let pipeline = world::pipeline(id).ok_or_else(|| faults::status(404))?;
    let mut body = checks::hook(call.body, direction, None)?;
    let mut inner = state.lock();
    let act = inner.act(id, Verb::Create);
    refusal(act)?;
    alter(act, &mut body);
    let mut hook = world::hook(&body, direction, &pipeline, inner.next(), &state.url);
    let others = inner.hooks_of(id, &state.url);
    let other = others.iter().find(|hook| hook["type"] == "out").or(others.first()).map(|hook| hook["id"].clone());
    if writes(act) {
        inner.keep(id, &hook);
    }
    if let Act::Misnames(name) = act {
        hook["id"] = match name {
            Id::Number => json!(41),
            Id::Dots => json!(".."),
            Id::Unknown => json!(world::uuid(u64::MAX)),
            Id::Other => other.unwrap_or(Value::Null),
        };
    }
    Ok(dress(act, noted(Answer::json(201, &hook), &hook), &inner))
}

/// Reads, replaces or deletes one hook; `sees` says which projects the token reaches.
pub fn one(
    state: &State,
    call: &Call<'_>,
    direction: Direction,
    id: &str,
    sees: impl Fn(u64) -> bool,
) -> Result<Reaction, Answer> {
    let mut inner = state.lock();
    let now = find(&mut inner, direction, id, sees)?;
    let pipeline = now["pipeline_id"].as_u64().unwrap_or_default();
    let verb = match call.method.as_str() {
        "PUT" => Verb::Update,
        "DELETE" => Verb::Delete,
        _ => Verb::Read,
    };
    always(pipeline, verb)?;
    let body = if verb == Verb::Update { Some(checks::hook(call.body, direction, Some(id))?) } else { None };
    let act = inner.act(pipeline, verb);
    refusal(act)?;
    let answer = match (verb, body) {
        (Verb::Update, Some(mut body)) if writes(act) => {
            alter(act, &mut body);
            let number = inner.next();
            if let Some(hook) = inner.hook(direction.kind(), id) {
                *hook = world::replaced(&now, &body, direction, number);
            }
            Answer::empty(204)
        }
        (Verb::Delete, _) if writes(act) => {
            inner.remove(direction.kind(), id);
            Answer::empty(204)
        }
        (Verb::Read, _) => {
            let mut shown = now.clone();
            shown.as_object_mut().into_iter().for_each(|hook| alter(act, hook));
            Answer::json(200, &shown)
        }
        _ => Answer::empty(204),
    };
    Ok(dress(act, noted(answer, &now), &inner))
}

/// Lists what a hook has sent or received, newest first: the API does not say in which order.
pub fn requests(
    state: &State,
    call: &Call<'_>,
    (direction, id): (Direction, &str),
    sees: impl Fn(u64) -> bool,
    address: &str,
) -> Result<Reaction, Answer> {
    let mut inner = state.lock();
    let hook = find(&mut inner, direction, id, sees)?;
    let answer = Page::parse(call.query)?.of(inner.deliveries_of(&hook), deliveries::relation, address);
    finish(&mut inner, hook["pipeline_id"].as_u64().unwrap_or_default(), Verb::Deliveries, answer)
}

/// Shows one delivery. Its hook is null once that is deleted; the API's description does not say what becomes of it.
pub fn request(state: &State, id: &str, sees: impl Fn(u64) -> bool) -> Result<Reaction, Answer> {
    let mut inner = state.lock();
    let delivery = inner.delivery(id).ok_or_else(|| faults::status(404))?;
    let hook = inner.found(delivery["hook_id"].as_str().unwrap_or_default());
    if hook.and_then(|hook| hook["project_id"].as_u64()).is_some_and(|project| !sees(project)) {
        return Err(faults::status(403));
    }
    let pipeline = hook.and_then(|hook| hook["pipeline_id"].as_u64()).unwrap_or_default();
    let answer = Answer::json(200, &deliveries::full(delivery, hook));
    finish(&mut inner, pipeline, Verb::Delivery, answer)
}

/// Counts a call that only reads, and gives its answer, or what its failure makes of it.
pub fn finish(inner: &mut Inner, id: u64, verb: Verb, answer: Answer) -> Result<Reaction, Answer> {
    let act = inner.act(id, verb);
    refusal(act)?;
    Ok(dress(act, answer, inner))
}

fn find(inner: &mut Inner, direction: Direction, id: &str, sees: impl Fn(u64) -> bool) -> Result<Value, Answer> {
    let hook = inner.hook(direction.kind(), id).cloned().ok_or_else(|| faults::status(404))?;
    // The odd hooks of a long list lack fields, and belong to nobody else.
    if hook["project_id"].as_u64().is_some_and(|project| !sees(project)) {
        return Err(faults::status(403));
    }
    Ok(hook)
}

/// Names the hook in the log.
fn noted(mut answer: Answer, hook: &Value) -> Answer {
    answer.note = hook["name"].as_str().unwrap_or_default().to_owned();
    answer
}

/// The refusal of a pipeline that refuses each such call, whatever is sent.
fn always(pipeline: u64, verb: Verb) -> Result<(), Answer> {
    refusal(faults::find(pipeline).map_or(Act::Works, |fault| fault.act(verb)))
}

/// The answer of those acts that do nothing else.
fn refusal(act: Act) -> Result<(), Answer> {
    Err(match act {
        Act::Status(status) => faults::status(status),
        Act::Limited(seconds) => faults::status(429).with("retry-after", seconds.to_owned()),
        Act::Says(text) => faults::says(text),
        Act::Gateway => Answer::html(503),
        Act::Invalid(shape) => faults::invalid(shape),
        _ => return Ok(()),
    })
}

/// Whether the work of the call is done.
fn writes(act: Act) -> bool {
    !matches!(act, Act::Cut { written: false } | Act::Late { written: false } | Act::Pretends)
}

/// Changes what is written, or what is shown of it.
fn alter(act: Act, hook: &mut Map<String, Value>) {
    let Act::Alters(alter) = act else { return };
    match alter {
        Alter::Headers => {
            if let Some(settings) = hook.get_mut("settings").and_then(Value::as_object_mut) {
                settings.shift_remove("request_headers");
            }
        }
        Alter::Target => {
            if let Some(url) = hook.get("target_url").and_then(Value::as_str) {
                let url = url.replace("{{ ", "%7B%7B%20").replace(" }}", "%20%7D%7D");
                hook["target_url"] = json!(url);
            }
        }
        Alter::Host => hook["target_url"] = json!("https://elsewhere.example/{{ action.id }}"),
        Alter::Name => {
            if let Some(name) = hook.get("name").and_then(Value::as_str) {
                hook["name"] = json!(name.chars().take(20).collect::<String>());
            }
        }
    }
}

/// What becomes of the answer once the work is done.
fn dress(act: Act, answer: Answer, inner: &Inner) -> Reaction {
    match act {
        Act::Cut { .. } => Reaction { answer: None, wait: Duration::ZERO },
        Act::Late { .. } => Reaction { answer: Some(answer), wait: inner.late },
        Act::Slow => Reaction { answer: Some(answer), wait: inner.slow },
        Act::Denies(status) => Answer { note: answer.note, ..faults::status(status) }.into(),
        Act::Html => Answer { note: answer.note, ..Answer::html(answer.status) }.into(),
        Act::Huge => Answer { note: answer.note, status: answer.status, ..hostile::list(Hostile::Huge) }.into(),
        // A list where one thing is due, and the other way round.
        Act::WrongShape if answer.body.starts_with(b"[") => Answer::json(answer.status, &json!({})).into(),
        Act::WrongShape => Answer { note: answer.note, ..Answer::json(answer.status, &json!([])) }.into(),
        _ => answer.into(),
    }
}
