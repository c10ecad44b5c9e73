//! Sharing and keeping: the form follows into the page's address and into a draft, and comes back from there. Both are the
//! same link ([`hook_builder::exchange::link`]), which holds no secret: while one stands in the form, neither is written.
//!
//! Two tabs have one draft. A tab writes it only over what it has read or written there itself; else it says that there is
//! another one, and a person decides.

#[cfg(target_arch = "wasm32")]
mod start;
mod token;
mod view;

#[cfg(target_arch = "wasm32")]
pub use start::{found_apis, start};
pub use token::{TOKEN, forget, show, typed};
pub use view::{draft, notice, share, tick};

use std::time::Duration;

use hook_builder::exchange::link;
use hook_builder::form::values::FormValues;
use hook_builder::page::{self, Notice, Origin};
use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

use super::later;
use super::part::Part;
use super::state::Page;
use super::storage::{local, read, write};

/// The draft: a link.
pub const DRAFT: &str = "hook-builder.draft";
/// Whether there are to be drafts: only `off` is kept.
pub const DRAFTS: &str = "hook-builder.drafts";
/// How long after the last change the form is written. Safari allows a page a hundred new addresses in 30 seconds.
const PAUSE: Duration = Duration::from_millis(300);

/// What somebody presses about keeping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Copy the link.
    Share,
    /// Keep drafts from now on, or no longer.
    Drafts,
    /// Show a fresh form.
    StartOver,
    /// Show the form again that another one has taken the place of.
    Undo,
    /// Write this tab's form over the draft.
    KeepMine,
    /// Show the draft in place of this tab's form.
    TakeOther,
    /// Choose the API that the link names.
    UseApi,
    /// Forget it.
    StayHere,
    /// Show the form that was put into the address.
    ShowOffered,
    /// The form was looked at.
    Looked,
    /// Say nothing any more.
    Close,
}

/// Says something, or nothing any more. What is said, and what can be pressed there, is in the exchange.
pub fn say(page: Page, notice: Option<Notice>) {
    if notice.is_some() {
        later::prepare(page, Part::Exchange);
    }
    page.update(|model| model.say(notice));
}

/// The form was changed: it will be written once that is over for a moment.
pub fn changed(page: Page) {
    let plan = page.peek(|model| model.plan().clone());
    set_timeout(
        move || {
            if page.peek(|model| model.plan().clone() == plan) {
                // Which shows what an address may mean as well, and what the form has no words for.
                if page.peek(|model| model.plan().doubt.is_some() || !model.form().conditions.is_empty()) {
                    later::prepare(page, Part::Exchange);
                }
                flush(page);
            }
        },
        PAUSE,
    );
}

/// Writes what is not written yet.
pub fn flush(page: Page) {
    if !page.peek(|model| model.is_written()) {
        write_all(page);
    }
}

/// Writes the form into the address and into the draft. A fresh form has neither.
pub fn write_all(page: Page) {
    let Some(link) = write_address(page) else { return };
    page.update(|model| model.write());
    if page.peek(|model| model.keep().is_off()) {
        return;
    }
    let draft = (link != link::FRESH).then(|| page.peek(|model| page::with(&link, model.origin())));
    let kept = read(local(), DRAFT);
    let is_ours = kept == draft || page.peek(|model| model.keep().known() == kept.as_deref());
    if kept.is_some() && !is_ours {
        return say(page, Some(Notice::Other));
    }
    write(local(), DRAFT, draft.as_deref());
    page.update(|model| model.know_draft(draft));
    if page.peek(|model| matches!(model.keep().notice(), Some(Notice::Draft | Notice::Other))) {
        say(page, None);
    }
}

/// Writes the form into the address, and gives it back as a link.
fn write_address(page: Page) -> Option<String> {
    let link = match page.peek(|model| model.link()) {
        Ok(link) => link,
        // What was written before the token was known to be one must go.
        Err(_) if page.peek(|model| model.holds_token()) => link::FRESH.into(),
        Err(_) => return None,
    };
    // The state tells the page's own addresses from those that somebody brings, and where their forms come from.
    let state = page.peek(|model| model.origin().map_or(JsValue::TRUE, |origin| origin.word().into()));
    let form = (link != link::FRESH).then_some(link.as_str());
    let location = window().location();
    if let Ok(history) = window().history()
        && (location.hash().ok().as_deref() != Some(form.unwrap_or_default())
            || form.is_some() && history.state().as_ref() != Ok(&state))
    {
        // Without a fragment.
        let address = [location.pathname(), location.search()].into_iter().flatten().collect::<String>();
        let _ = history.replace_state_with_url(&state, "", Some(form.unwrap_or(&address)));
    }
    Some(link)
}

/// Somebody has looked at the form. A draft of it that this tab has written is written anew.
pub fn looked(page: Page) {
    page.update(|model| model.looked());
    let is_ours = page.peek(|model| {
        let known = model.keep().known();
        known.is_some() && known == read(local(), DRAFT).as_deref()
    });
    if is_ours { write_all(page) } else { drop(write_address(page)) }
}

/// Shows a form that stood in the address or in a draft; the one before is given back. `own` is where it came from when the
/// page itself has written it there, and none where somebody else has.
pub fn open(page: Page, form: FormValues, own: Option<Option<Origin>>) -> (FormValues, Option<Origin>) {
    let is_foreign = own.is_none();
    let mut before = Default::default();
    page.update(|model| before = model.open_kept(form, own));
    if page.peek(|model| model.origin().is_some()) {
        later::prepare(page, Part::Exchange);
    }
    if is_foreign {
        // From now on it is this tab's, without the API.
        write_address(page);
        if page.peek(|model| model.keep().wanted().is_some()) {
            say(page, Some(Notice::Api));
        }
    } else {
        choose_api(page);
    }
    before
}

/// Chooses the API that a link names, if this page has it.
pub fn choose_api(page: Page) -> bool {
    let mut is_found = false;
    page.update(|model| is_found = model.choose_api());
    is_found
}
