//! What the page begins with: the link in its address, else the draft, else a fresh form.

use hook_builder::form::{Api, FormValues};
use hook_builder::link::{self, LinkFault};
use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsValue;

use super::{DRAFT, DRAFTS, Notice, choose_api, flush, say, token, write_all};
use crate::app::state::Page;
use crate::app::storage::{local, read};

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

/// Whether the page itself has written its address: then nobody else has named the API in it.
fn is_own() -> bool {
    window().history().and_then(|history| history.state()) == Ok(JsValue::TRUE)
}

fn open_first(page: Page) {
    let off = read(local(), DRAFTS).is_some();
    page.update(|model| model.keep.off = off);
    let kept = read(local(), DRAFT).filter(|_| !off);
    let hash = hash();
    let (mut text, mut own, mut notice) = (Some(hash.clone()), is_own(), None);
    if let Err(fault) = link::read(&hash) {
        (text, own) = (kept.clone().filter(|kept| link::read(kept).is_ok()), true);
        notice = match fault {
            LinkFault::NoLink => text.is_some().then_some(Notice::Draft),
            fault => Some(Notice::Fault(fault)),
        };
    }
    // A link is none of this tab's drafts, unless they are the same.
    page.update(|model| model.keep.known = kept.filter(|kept| Some(kept) == text.as_ref()));
    let is_draft = matches!(notice, Some(Notice::Draft));
    if let Some(text) = text {
        open_with_typed(page, &text, own, is_draft);
    }
    if notice.is_some() {
        say(page, notice);
    }
}

/// Opens a link, with what was typed or chosen before the program ran: that is what somebody wants now, so it goes over
/// what was kept.
fn open_with_typed(page: Page, text: &str, own: bool, is_draft: bool) {
    let typed = if page.peek(|model| model.plan_version) == 0 {
        Ok(String::new())
    } else {
        page.peek(|model| link::write(&model.form))
    };
    let Ok(typed) = typed else { return };
    let more = typed.strip_prefix(link::FRESH).unwrap_or_default();
    if let Ok(form) = link::read(&[text, more].concat()) {
        open(page, form, own);
        // Each entry of the history must hold its form, so that going back brings it back.
        if is_draft || !more.is_empty() {
            write_all(page);
        }
    }
}

/// Opens the link that the address holds now: it was pasted there, or somebody went back to it.
fn follow(page: Page) {
    let hash = hash();
    match link::read(&hash) {
        Ok(form) => {
            say(page, None);
            open(page, form, is_own());
        }
        Err(LinkFault::NoLink) if hash.is_empty() => open(page, FormValues::default(), true),
        Err(LinkFault::NoLink) => {}
        Err(fault) => say(page, Some(Notice::Fault(fault))),
    }
}

/// Shows a form. An API besides the two official ones waits: for its address, which the page may have to look for, and
/// where somebody else has named it, for a person to agree.
fn open(page: Page, mut form: FormValues, own: bool) {
    let official = matches!(form.api, Api::Production | Api::Staging);
    let wanted = if official { None } else { Some(std::mem::replace(&mut form.api, Api::Production)) };
    page.update(|model| {
        model.open(form);
        model.keep.written = model.plan_version;
        model.keep.agreed = own;
        model.keep.wanted = wanted;
    });
    if own {
        choose_api(page);
    } else if !official {
        say(page, Some(Notice::Api));
    }
}

/// The page has found out which APIs it has.
pub fn found_apis(page: Page) {
    if page.peek(|model| model.keep.agreed) {
        choose_api(page);
    }
}
