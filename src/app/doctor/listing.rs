//! Reading the pipeline's hooks.

use hook_builder::devopness::error::ApiError;
use hook_builder::page::list::Read;
use hook_builder::page::shared::Shared;
use leptos::task::spawn_local;

use super::call::{self, Caller};
use super::hooks;
use super::state::own;
use crate::app::state::Page;

/// The list as the page shows it.
#[derive(Clone, Default, PartialEq)]
pub enum Listing {
    /// Not asked for yet.
    #[default]
    None,
    /// Being read; so many hooks came in.
    Loading(usize),
    /// Read.
    Read(Shared<Read>),
    /// Could not be read.
    Failed(ApiError),
}

/// Reads the list again after something was changed, if it is on the screen. `made` are the ids of new hooks.
pub async fn follow(page: Page, caller: &Caller, pipeline: u64, made: Vec<String>) {
    let shown = page.peek(|model| {
        let read = own(model).hooks.read()?;
        Some(read.pipeline == pipeline && read.target == caller.target)
    });
    if shown == Some(true) {
        match caller.read_hooks(pipeline, |_| ()).await {
            Ok(listed) => {
                let read = Read::new(caller.target.clone(), pipeline, listed.items, listed.cut);
                show(page, Listing::Read(Shared::new(read)));
            }
            Err(_) => hooks::change(page, |hooks| {
                if let Listing::Read(read) = &mut hooks.listing {
                    read.change().stale = true;
                }
            }),
        }
    }
    hooks::change(page, |hooks| hooks.made.extend(made));
}

/// The press of List hooks.
pub fn press(page: Page) {
    if page.peek(|model| matches!(own(model).hooks.listing, Listing::Loading(_))) {
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
    let read = Read::new(caller.target.clone(), pipeline, listed.items, listed.cut);
    show(page, Listing::Read(Shared::new(read)));
    Ok(count)
}

/// Shows the list as it now stands. What is typed into its filter stays, and so does what still fits.
pub fn show(page: Page, listing: Listing) {
    hooks::change(page, |hooks| {
        let same = match (&hooks.listing, &listing) {
            (Listing::Read(old), Listing::Read(new)) => old.pipeline == new.pipeline && old.target == new.target,
            _ => false,
        };
        (hooks.listing, hooks.asked) = (listing, None);
        let (mut selected, panel) = (std::mem::take(&mut hooks.selected), hooks.deliveries.open.take());
        let has = |id: &str| same && hooks.read().is_some_and(|read| read.hooks.iter().any(|hook| hook.id == id));
        selected.retain(|id| has(id));
        let panel = panel.filter(|panel| has(&panel.hook().id));
        (hooks.selected, hooks.deliveries.open) = (selected, panel);
        if !same {
            hooks.more = 0;
        }
    });
}
