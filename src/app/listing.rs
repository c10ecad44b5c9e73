//! Reading all hooks of a pipeline, page by page.

use hook_builder::endpoint::{self, PER_PAGE, Target};
use hook_builder::error::ApiError;
use hook_builder::field::Field;
use hook_builder::form::Api;
use hook_builder::hook::Hook;
use hook_builder::secret::Secret;
use leptos::prelude::request_animation_frame;

use super::state::{Page, focus};
use super::{client, reach};

/// The most pages that are read: 10,000 hooks. A pipeline with more is one that nobody looks after by eye.
const PAGES_MAX: usize = 100;

/// How many hooks are put on the screen at once.
pub const CHUNK: usize = 50;

/// The list as the page shows it.
pub enum Listing {
    /// Not asked for yet.
    None,
    /// Being read; so many hooks came in.
    Loading(usize),
    /// Read: the hooks of this pipeline.
    Read(u64, Listed),
    /// Could not be read.
    Failed(ApiError),
}

/// All hooks that were read.
pub struct Listed {
    /// The hooks.
    pub hooks: Vec<Hook>,
    /// Whether there may be more than were read.
    pub cut: bool,
}

/// Reads every page. The API's `Link` header may be hidden from a page of another origin, so the end is a page that is
/// not full. A server that gives the same page again is read once.
pub async fn read_all(
    target: &Target,
    pipeline: u64,
    token: &Secret,
    progress: impl Fn(usize),
) -> Result<Listed, ApiError> {
    let mut hooks: Vec<Hook> = Vec::new();
    let pipeline = pipeline.to_string();
    for page in 1..=PAGES_MAX {
        let answer = client::send(&endpoint::list_hooks_page(target, &pipeline, page), target, token).await?;
        let more = endpoint::parse_hooks(answer.status, &answer.body, answer.retry_after.as_deref())?;
        let full = more.len() >= PER_PAGE;
        let again = more.first().is_some_and(|first| !first.id.is_empty() && hooks.iter().any(|h| h.id == first.id));
        if again {
            return Ok(Listed { hooks, cut: true });
        }
        hooks.extend(more);
        if !full {
            return Ok(Listed { hooks, cut: false });
        }
        progress(hooks.len());
    }
    Ok(Listed { hooks, cut: true })
}

/// The token, if a call may be made with it; otherwise the word why not, and the cursor where it can be put right.
pub fn may_send(page: Page) -> Option<Secret> {
    if !page.peek(|model| model.may_call()) {
        page.announce(&["Nothing was sent. ", reach::REFUSED].concat());
        focus(if page.peek(|model| model.form.api == Api::Other) { Field::ApiOther } else { Field::Api });
        return None;
    }
    let token = page.peek(|model| model.token.clone()).filter(Secret::fits_header);
    if token.is_none() {
        page.touch(Field::Token);
        page.announce("Nothing was sent: an access token is needed.");
        focus(Field::Token);
    }
    token
}

/// The press of List hooks.
pub fn press(page: Page) {
    if page.peek(|model| matches!(model.listing, Listing::Loading(_))) {
        return;
    }
    let (pipeline, target) = page.peek(|model| (model.plan.pipeline, endpoint::target(&model.form)));
    let Some(pipeline) = pipeline else {
        page.touch(Field::Pipeline);
        page.announce("Nothing was sent: name the pipeline first.");
        return focus(Field::Pipeline);
    };
    let Ok(target) = target else {
        page.touch(Field::ApiOther);
        return focus(Field::ApiOther);
    };
    let Some(token) = may_send(page) else { return };
    show(page, Listing::Loading(0));
    leptos::task::spawn_local(async move {
        let read = read_all(&target, pipeline.id, &token, |count| show(page, Listing::Loading(count))).await;
        let (listing, words) = match read {
            Ok(listed) => {
                let words = match listed.hooks.len() {
                    0 => "The pipeline has no hooks.".to_string(),
                    1 => "One hook listed.".to_string(),
                    count => [&count.to_string(), " hooks listed."].concat(),
                };
                (Listing::Read(pipeline.id, listed), words)
            }
            Err(error) => {
                let words = ["The hooks could not be listed. ", &error.what()].concat();
                (Listing::Failed(error), words)
            }
        };
        show(page, listing);
        page.announce(&words);
    });
}

fn show(page: Page, listing: Listing) {
    page.update(|model| model.listing = listing);
    refresh(page);
}

/// Puts the list on the screen anew: it changed, or which of its hooks were just made.
pub fn refresh(page: Page) {
    page.update(|model| {
        model.listing_version += 1;
        model.chunks = 1;
    });
    request_animation_frame(move || reveal(page));
}

/// Puts one more chunk on the screen with every frame, so that a long list never holds up a key press.
fn reveal(page: Page) {
    let more = page
        .peek(|model| matches!(&model.listing, Listing::Read(_, listed) if model.chunks * CHUNK < listed.hooks.len()));
    if more {
        page.update(|model| model.chunks += 1);
        request_animation_frame(move || reveal(page));
    }
}
