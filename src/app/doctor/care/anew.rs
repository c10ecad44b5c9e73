//! An incoming hook that Undo has made anew: its address and its secret are others now, and the secret is told this once.

use hook_builder::doctor::incoming::CreatedIncoming;
use hook_builder::text::json::visible;

use super::super::call::StayGuard;
use super::super::hooks;
use crate::app::Element;
use crate::app::clipboard;
use crate::app::element::{button, classed, el};
use crate::app::state::{Model, Page};

/// An incoming hook that was made anew.
pub struct MadeAnew {
    name: String,
    made: CreatedIncoming,
    shown: bool,
    /// As long as a secret is here, the tab is not closed without asking: it would be lost.
    _stay: Option<StayGuard>,
}

impl MadeAnew {
    /// Keeps what the answer told.
    pub fn new(name: &str, made: CreatedIncoming) -> MadeAnew {
        let _stay = made.secret.is_some().then(StayGuard::new);
        MadeAnew { name: name.to_string(), made, shown: false, _stay }
    }
}

/// Whether the secret is shown of each that a work has made anew: they are only ever added.
pub fn key(model: &Model, number: u64) -> Vec<bool> {
    of(model, number).iter().map(|anew| anew.shown).collect()
}

fn of(model: &Model, number: u64) -> &[MadeAnew] {
    hooks::hooks(model).work(number).map(|work| work.made_anew.as_slice()).unwrap_or_default()
}

/// All that a work has made anew.
pub fn view(page: Page, model: &Model, number: u64) -> Vec<Element> {
    of(model, number).iter().enumerate().map(|(at, anew)| one(page, number, at, anew)).collect()
}

/// What must be entered at the provider again. The secret is shown only when that is asked for: the API gives it this once.
fn one(page: Page, number: u64, at: usize, anew: &MadeAnew) -> Element {
    let tell = |words: &str| el("p").text(&["“", &visible(&anew.name), "” ", words].concat());
    let mut part = classed("div", "anew")
        .child(tell("has another address now. Enter it at the provider in place of the old one:"));
    part = part.child(classed("p", "anew__text").child(el("code").text(&visible(&anew.made.url))));
    let about = || classed("span", "visually-hidden").text(&[" of “", &visible(&anew.name), "”"].concat());
    let press = |text: &str, act: fn(Page, (u64, usize))| button(page, "button button--small", text, (number, at), act);
    let mut buttons = vec![press("Copy address", |page, at| copy(page, at, false)).child(about())];
    if let Some(secret) = &anew.made.secret {
        part = part.child(tell(
            "has another secret, too. The API gives it this once: it is kept in this page's memory until you hide this line or leave.",
        ));
        if anew.shown {
            part = part.child(classed("p", "anew__text").child(el("code").text(&visible(secret.reveal()))));
        }
        buttons.push(press("Copy secret", |page, at| copy(page, at, true)).child(about()));
        let show = if anew.shown { "Hide secret" } else { "Show secret" };
        buttons.push(
            press(show, |page, at| {
                change_anew(page, at, |anew| anew.shown = !anew.shown);
            })
            .attr("id", &["secret-", &number.to_string(), "-", &at.to_string()].concat())
            .child(about()),
        );
    }
    part.child(classed("div", "buttons").children(buttons))
}

fn change_anew(page: Page, (number, at): (u64, usize), change: impl FnOnce(&mut MadeAnew)) {
    hooks::change(page, |hooks| {
        if let Some(anew) = hooks.work_mut(number).and_then(|work| work.made_anew.get_mut(at)) {
            change(anew);
        }
    });
}

/// Copies the address or the secret, which is not read aloud.
fn copy(page: Page, (number, at): (u64, usize), secret: bool) {
    let text = page.peek(|model| {
        let made = &of(model, number).get(at)?.made;
        if secret { made.secret.as_ref().map(|secret| secret.reveal().to_string()) } else { Some(made.url.clone()) }
    });
    let Some(text) = text else { return };
    leptos::task::spawn_local(async move {
        let words = match (clipboard::write(&text).await, secret) {
            (true, true) => "Secret copied.",
            (true, false) => "Address copied.",
            (false, true) => "The browser refused to copy. Press Show secret, select it and copy it by hand.",
            (false, false) => "The browser refused to copy. Select the address and copy it by hand.",
        };
        page.announce(words);
    });
}
