//! Pausing, resuming and deleting one hook. Before each of them the whole hook is read, so that it can be put back.

use hook_builder::endpoint;
use hook_builder::error::ApiError;
use hook_builder::hook::{Direction, Hook, StoredHook};
use hook_builder::json::visible;
use leptos::task::spawn_local;

use super::call::{Caller, StayGuard};
use super::hooks::{self, Hooks};
use super::listing::Listing;
use crate::app::element::{Element, button, classed, el};
use crate::app::state::{Page, focus_id};

/// A hook that was deleted from here.
pub struct Deleted {
    hook: StoredHook,
    pipeline: u64,
    /// What went wrong when it was to be made anew.
    error: Option<ApiError>,
    busy: bool,
}

/// The buttons of a row. While its deletion is asked about, that question stands in their place.
pub fn actions(page: Page, hooks: &Hooks, at: usize, hook: &Hook) -> Vec<Element> {
    let name = if hook.name.is_empty() { "this hook".to_string() } else { visible(&hook.name) };
    if hook.id.is_empty() || matches!(hook.direction, Direction::Other(_)) {
        return Vec::new();
    }
    if hooks.busy.as_ref() == Some(&hook.id) {
        return vec![classed("span", "note").text("working …")];
    }
    let press = |text: &str, class, act: fn(Page, usize)| {
        let id = [text, "-", &hook.id].concat().to_lowercase();
        let about = classed("span", "visually-hidden").text(&[" ", &name].concat());
        button(page, class, text, at, act).attr("id", &id).child(about)
    };
    if hooks.asked.as_ref() == Some(&hook.id) {
        let question = ["Delete “", &name, "”? Its deliveries go with it."].concat();
        let confirm = press("Delete", "button button--bad", delete).attr("id", "confirm-delete");
        let keep = press("Keep", "button", |page, _| hooks::change(page, |hooks| hooks.asked = None));
        return vec![el("p").text(&question), classed("div", "table__buttons").child(confirm).child(keep)];
    }
    let pause = match hook.active {
        Some(false) => press("Resume", "button button--small", |page, at| set_active(page, at, true)),
        _ => press("Pause", "button button--small", |page, at| set_active(page, at, false)),
    };
    let delete = press("Delete", "button button--small", |page, at| {
        hooks::change(page, |hooks| hooks.asked = hooks.hook(at).map(|hook| hook.id.clone()));
        leptos::prelude::request_animation_frame(|| focus_id("confirm-delete"));
    });
    vec![classed("div", "table__buttons").child(pause).child(delete)]
}

/// The caller for the API that the list came from, and the hook in a place of it.
fn begin(page: Page, at: usize) -> Option<(Caller, Hook, u64)> {
    let found = page.peek(|model| {
        let hooks = &model.later.state()?.hooks;
        let read = hooks.read().filter(|_| hooks.busy.is_none())?;
        Some((read.target.clone(), read.hooks.get(at)?.clone(), read.pipeline))
    });
    let (target, hook, pipeline) = found?;
    let caller = Caller::of(page)?.to(target);
    hooks::change(page, |hooks| {
        (hooks.busy, hooks.said, hooks.asked) = (Some(hook.id.clone()), None, None);
    });
    Some((caller, hook, pipeline))
}

/// Reads a hook: as it is understood, and as it can be put back.
pub async fn read(caller: &Caller, direction: &Direction, id: &str) -> Result<(Hook, StoredHook), ApiError> {
    let answer = caller.send(&endpoint::hook(&caller.target, direction, id)).await?;
    endpoint::parse_hook(answer.status, &answer.body, answer.retry_after.as_deref())
}

fn set_active(page: Page, at: usize, active: bool) {
    let Some((caller, hook, _)) = begin(page, at) else { return };
    spawn_local(async move {
        let _guard = StayGuard::new();
        let changed = change_active(&caller, &hook, active).await;
        let word = if active { "Resumed." } else { "Paused: it does not fire until it is resumed." };
        finish(page, hook.id, word, changed.map(Some));
    });
}

/// `PUT` may be sent again without harm, so a lost answer is settled by what a look shows.
async fn change_active(caller: &Caller, hook: &Hook, active: bool) -> Result<Hook, ApiError> {
    let (_, stored) = read(caller, &hook.direction, &hook.id).await?;
    let request = endpoint::update_hook(&caller.target, &hook.direction, &hook.id, stored.with_active(active).update());
    let sent = match caller.send(&request).await {
        Ok(answer) => endpoint::parse_done(answer.status, &answer.body, answer.retry_after.as_deref()),
        Err(error) => Err(error),
    };
    match sent {
        Err(error) if !error.answer_lost() => return Err(error),
        _ => {}
    }
    let (now, _) = read(caller, &hook.direction, &hook.id).await?;
    match sent {
        Err(error) if now.active != Some(active) => Err(error),
        _ => Ok(now),
    }
}

fn delete(page: Page, at: usize) {
    let Some((caller, hook, pipeline)) = begin(page, at) else { return };
    spawn_local(async move {
        let _guard = StayGuard::new();
        let deleted = remove(&caller, &hook).await;
        let name = visible(&hook.name);
        match deleted {
            Ok(stored) => {
                let words = ["Deleted “", &name, "”."].concat();
                if let Some(hook) = stored {
                    hooks::change(page, |hooks| {
                        hooks.deleted.push(Deleted { hook, pipeline, error: None, busy: false });
                    });
                }
                finish(page, hook.id, &words, Ok(None));
            }
            Err(error) => finish(page, hook.id, "", Err(error)),
        }
    });
}

/// Deletes a hook and gives it as it was; nothing where it was gone before.
pub async fn remove(caller: &Caller, hook: &Hook) -> Result<Option<StoredHook>, ApiError> {
    let stored = match read(caller, &hook.direction, &hook.id).await {
        Ok((_, stored)) => stored,
        Err(ApiError::Refused { status: 404, .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let request = endpoint::delete_hook(&caller.target, &hook.direction, &hook.id);
    let sent = match caller.send(&request).await {
        Ok(answer) => endpoint::parse_done(answer.status, &answer.body, answer.retry_after.as_deref()),
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) | Err(ApiError::Refused { status: 404, .. }) => Ok(Some(stored)),
        Err(error) if error.answer_lost() => match read(caller, &hook.direction, &hook.id).await {
            Err(ApiError::Refused { status: 404, .. }) => Ok(Some(stored)),
            _ => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// After the last call on a hook: the row shows how it now stands.
fn finish(page: Page, id: String, words: &str, now: Result<Option<Hook>, ApiError>) {
    let (words, bad) = match &now {
        Ok(_) => (words.to_string(), false),
        Err(error) => ([&error.what(), " ", &error.next_step()].concat(), true),
    };
    page.announce(&words);
    hooks::change(page, |hooks| {
        hooks.busy = None;
        if let Listing::Read(list) = &mut hooks.listing {
            match now {
                Ok(Some(hook)) => list.put(hook),
                Ok(None) => list.remove(&id),
                Err(_) => {}
            }
        }
        hooks.said = Some((id, words, bad));
    });
}

/// The line of a hook that was deleted, with its way back.
pub fn deleted_line(page: Page, at: usize, deleted: &Deleted) -> Element {
    let words = match deleted.hook.direction {
        Direction::Incoming => "”. Undo makes it anew, with another id, another address and another secret.",
        _ => "”. Undo makes it anew, with another id.",
    };
    let name = visible(&deleted.hook.name);
    let line = classed("p", "hooks__deleted").child(el("span").text(&["Deleted “", &name, words].concat()));
    let undo = button(page, "button button--small", if deleted.busy { "working …" } else { "Undo" }, at, undo);
    let line = line.child(undo.child(classed("span", "visually-hidden").text(&[" deleting ", &name].concat())));
    match &deleted.error {
        Some(error) => {
            let words = [" ", &error.what(), " ", &error.next_step()].concat();
            line.child(classed("span", "note").attr("data-tone", "error").text(&words))
        }
        None => line,
    }
}

fn undo(page: Page, at: usize) {
    let found = page.peek(|model| {
        let hooks = &model.later.state()?.hooks;
        let deleted = hooks.deleted.get(at).filter(|deleted| !deleted.busy)?;
        Some((hooks.read()?.target.clone(), deleted.hook.clone(), deleted.pipeline))
    });
    let Some((target, hook, pipeline)) = found else { return };
    let Some(caller) = Caller::of(page).map(|caller| caller.to(target)) else { return };
    hooks::change(page, |hooks| hooks.deleted[at].busy = true);
    spawn_local(async move {
        let _guard = StayGuard::new();
        let made = create(&caller, pipeline, &hook).await;
        let words = match &made {
            Ok(made) => ["“", &visible(&made.name), "” exists again, with the id ", &visible(&made.id), "."].concat(),
            Err(error) => error.what(),
        };
        page.announce(&words);
        hooks::change(page, |hooks| {
            let Some(place) = hooks.deleted.iter().position(|deleted| deleted.hook.id == hook.id) else { return };
            match made {
                Ok(made) => {
                    hooks.deleted.remove(place);
                    hooks.made.push(made.id.clone());
                    if let Listing::Read(list) = &mut hooks.listing {
                        list.put(made);
                    }
                }
                Err(error) => (hooks.deleted[place].busy, hooks.deleted[place].error) = (false, Some(error)),
            }
        });
    });
}

/// Creates a deleted hook anew. When the answer is lost, the list shows whether it was made.
async fn create(caller: &Caller, pipeline: u64, hook: &StoredHook) -> Result<Hook, ApiError> {
    let before = caller.read_hooks(pipeline, |_| ()).await?.items;
    let request = endpoint::restore_hook(&caller.target, &pipeline.to_string(), hook);
    let made = match caller.send(&request).await {
        Ok(answer) => endpoint::parse_created(answer.status, &answer.body, answer.retry_after.as_deref()),
        Err(error) => Err(error),
    };
    match made {
        Err(error) if error.answer_lost() => {
            let now = caller.read_hooks(pipeline, |_| ()).await?.items;
            let is_new = |made: &&Hook| !before.iter().any(|old| old.id == made.id);
            let same = |made: &&Hook| made.name == hook.name && made.direction == hook.direction;
            now.iter().filter(is_new).find(same).cloned().ok_or(error)
        }
        made => made,
    }
}
