//! Reading the pipeline's hooks.

use hook_builder::endpoint::Target;
use hook_builder::error::ApiError;
use hook_builder::hook::Hook;
use leptos::task::spawn_local;

use super::call::{self, Caller};
use super::hooks::{self, Hooks};
use super::state::Place;
use crate::app::state::Page;

/// The list as the page shows it.
#[derive(Default)]
pub enum Listing {
    /// Not asked for yet.
    #[default]
    None,
    /// Being read; so many hooks came in.
    Loading(usize),
    /// Read.
    Read(Read),
    /// Could not be read.
    Failed(ApiError),
}

/// A list that was read.
pub struct Read {
    /// Of which API.
    pub target: Target,
    /// Of which pipeline.
    pub pipeline: u64,
    /// The hooks, in the API's order.
    pub hooks: Vec<Hook>,
    /// What each hook is found by.
    pub haystacks: Vec<String>,
    /// Whether there may be more than were read.
    pub cut: bool,
}

/// Reads the list again after something was changed, if it is on the screen. `made` are the ids of new hooks.
pub async fn follow(page: Page, caller: &Caller, pipeline: u64, made: Vec<String>) {
    let shown = page.peek(|model| {
        let read = model.later.state()?.hooks.read()?;
        Some(read.pipeline == pipeline && read.target == caller.target)
    });
    if shown == Some(true)
        && let Ok(listed) = caller.read_hooks(pipeline, |_| ()).await
    {
        show(page, Listing::Read(Read::new(caller.target.clone(), pipeline, listed.items, listed.cut)));
    }
    hooks::change(page, |hooks| hooks.made.extend(made));
}

/// The press of List hooks.
pub fn press(page: Page) {
    if page.peek(|model| model.later.state().is_some_and(|s| matches!(s.hooks.listing, Listing::Loading(_)))) {
        return;
    }
    let Some(pipeline) = call::pipeline(page) else { return };
    let Some(caller) = Caller::of(page) else { return };
    show(page, Listing::Loading(0));
    spawn_local(async move {
        let words = match read(page, &caller, pipeline.id).await {
            Ok(count) => match count {
                0 => "The pipeline has no hooks.".to_string(),
                1 => "One hook listed.".to_string(),
                count => [&count.to_string(), " hooks listed."].concat(),
            },
            Err(error) => {
                let words = ["The hooks could not be listed. ", &error.what()].concat();
                show(page, Listing::Failed(error));
                words
            }
        };
        page.announce(&words);
    });
}

/// Reads the list and shows it. What is typed into its filter stays.
async fn read(page: Page, caller: &Caller, pipeline: u64) -> Result<usize, ApiError> {
    let listed = caller.read_hooks(pipeline, |count| show(page, Listing::Loading(count))).await?;
    let count = listed.items.len();
    show(page, Listing::Read(Read::new(caller.target.clone(), pipeline, listed.items, listed.cut)));
    Ok(count)
}

impl Read {
    /// A list with what its hooks are found by.
    pub fn new(target: Target, pipeline: u64, hooks: Vec<Hook>, cut: bool) -> Read {
        let haystacks = hooks.iter().map(haystack).collect();
        Read { target, pipeline, hooks, haystacks, cut }
    }

    /// Puts a hook in the place of the one with its id, or behind the others.
    pub fn put(&mut self, hook: Hook) {
        let words = haystack(&hook);
        match self.hooks.iter().position(|own| own.id == hook.id) {
            Some(at) => (self.hooks[at], self.haystacks[at]) = (hook, words),
            None => {
                self.hooks.push(hook);
                self.haystacks.push(words);
            }
        }
    }

    /// Takes a hook out.
    pub fn remove(&mut self, id: &str) {
        if let Some(at) = self.hooks.iter().position(|own| own.id == id) {
            self.hooks.remove(at);
            self.haystacks.remove(at);
        }
    }
}

/// All words by which a hook may be looked for, in lower case.
fn haystack(hook: &Hook) -> String {
    let active = if hook.active == Some(false) { "paused" } else { "active" };
    let events = hook.events.join(" ");
    [&hook.name, " ", hook.direction.word(), " ", &events, " ", &hook.target_url, " ", &hook.id, " ", active]
        .concat()
        .to_lowercase()
}

/// Shows the list as it now stands.
pub fn show(page: Page, listing: Listing) {
    page.update(|model| {
        let Some(state) = model.later.state_mut() else { return };
        let filter = std::mem::take(&mut state.hooks.filter);
        let deleted = std::mem::take(&mut state.hooks.deleted);
        let made = std::mem::take(&mut state.hooks.made);
        state.hooks = Hooks { listing, filter, deleted, made, ..Hooks::default() };
        state.refresh(Place::Hooks);
    });
}
