//! What the page begins with: the link in its address, else the draft, else a fresh form.

use hook_builder::exchange::link::{self, LinkFault};
use hook_builder::page::{self, Notice, Origin};
use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsValue;

use super::{DRAFT, DRAFTS, TOKEN, choose_api, flush, open, say, token, write_address, write_all};
use crate::app::state::Page;
use crate::app::storage::{local, read, tab};

/// Opens what is there, and listens from now on.
pub fn start(page: Page) {
    open_first(page);
    token::take_back(page);
    let listen = |event: &str, act: fn(Page)| {
        window_event_listener_untyped(event, move |_| act(page));
    };
    listen("hashchange", follow);
    listen("pagehide", flush);
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Where the form in the address came from, if the page itself has written it there. None where somebody else has.
fn own() -> Option<Option<Origin>> {
    let state = window().history().and_then(|history| history.state()).ok()?;
    if state == JsValue::TRUE { Some(None) } else { Origin::of(&state.as_string()?).map(Some) }
}

/// Whether there is a token, which a form that somebody else brings must not meet unseen.
fn holds_token(page: Page) -> bool {
    page.peek(|model| model.token().is_some() || model.keep().has_kept_token()) || read(tab(), TOKEN).is_some()
}

fn open_first(page: Page) {
    let off = read(local(), DRAFTS).is_some();
    page.update(|model| model.turn_drafts(!off));
    let kept = read(local(), DRAFT).filter(|_| !off);
    let draft = kept.as_deref().map(page::split);
    let hash = hash();
    let found = link::read(&hash);
    let notice = match found {
        Ok(_) if own().is_none() && holds_token(page) => Some(Notice::Offered(hash.clone())),
        Ok(_) => None,
        Err(LinkFault::NoLink) => draft.is_some().then_some(Notice::Draft),
        Err(fault) => Some(Notice::Fault(fault)),
    };
    let is_link = notice.is_none() && !hash.is_empty();
    let text = if is_link { Some((hash.as_str(), own())) } else { draft.map(|(link, origin)| (link, Some(origin))) };
    // A link is none of this tab's drafts, unless they are the same.
    let known = kept.clone().filter(|_| draft.map(|draft| draft.0) == text.map(|text| text.0));
    page.update(|model| model.know_draft(known));
    let to_write = matches!(notice, Some(Notice::Draft | Notice::Offered(_)));
    if let Some((text, own)) = text {
        open_with_typed(page, text, own, to_write);
    } else if to_write {
        write_all(page);
    }
    if notice.is_some() {
        say(page, notice);
    }
}

/// Opens a link, with what was typed or chosen before the program ran: that is what somebody wants now, so it goes over
/// what was kept.
fn open_with_typed(page: Page, text: &str, own: Option<Option<Origin>>, to_write: bool) {
    let typed = page.peek(|model| link::render(model.form()));
    let more = typed.strip_prefix(link::FRESH).unwrap_or_default();
    if let Ok(form) = link::read(&[text, more].concat()) {
        open(page, form, own);
        // Each entry of the history must hold its form, so that going back brings it back.
        if to_write || !more.is_empty() {
            write_all(page);
        }
    }
}

/// Opens the link that the address holds now: it was pasted there, or somebody went back to it. A page that has opened this
/// one can put a link there, too: while a token is here, it is offered and not taken.
fn follow(page: Page) {
    let hash = hash();
    let own = own();
    let text = if hash.is_empty() { link::FRESH } else { &hash };
    match link::read(text) {
        Ok(_) if own.is_none() && holds_token(page) => {
            if write_address(page).as_deref() != Some(text) {
                say(page, Some(Notice::Offered(text.to_string())));
            }
        }
        Ok(form) => {
            say(page, None);
            open(page, form, own);
        }
        Err(LinkFault::NoLink) => {}
        Err(fault) => say(page, Some(Notice::Fault(fault))),
    }
}

/// The page has found out which APIs it has.
pub fn found_apis(page: Page) {
    if page.peek(|model| model.keep().is_agreed()) {
        choose_api(page);
    }
}
