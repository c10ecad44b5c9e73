//! The token, kept in the tab's own storage while its box is ticked: until the tab closes, somebody forgets it, or nobody
//! has touched the page for half an hour. Beside it stands when the page was last in use, in seconds.

use std::time::Duration;

use hook_builder::form::field::Field;
use hook_builder::form::problem::Problem;
use hook_builder::form::rules;
use hook_builder::form::values::FormValues;
use hook_builder::provider::tokens::FORMS;
use hook_builder::secret::Secret;
use leptos::prelude::{set_timeout, window_event_listener_untyped};

use super::state::{change, own};
use crate::app::Element;
use crate::app::keep::{TOKEN, forget, show, tick};
use crate::app::state::{Model, Page};
use crate::app::storage::{read, tab, write};

/// After how many seconds without a key or a pointer it is forgotten.
const IDLE: u64 = 30 * 60;
/// How often that is looked at while nothing happens.
const LOOK: Duration = Duration::from_secs(60);

/// The box under the token.
pub fn view(page: Page) -> Element {
    let turn = |page: Page, on: bool| {
        page.update(|model| model.keep_token(on));
        keep(page);
        if on {
            watch(page);
        }
    };
    tick(page, "keep-token", "Keep it until this tab closes", |model| model.keep().keeps_token(), turn)
}

/// Takes the token out of a form. What cannot be a token of Devopness stays where it is, and is not called with.
pub fn take_out(token: &Secret, form: &mut FormValues) -> Vec<Problem> {
    match token.fault(FORMS) {
        Some(fault) => vec![Problem::error(Field::Token, fault)],
        None => rules::take_out(form, token),
    }
}

/// Keeps the token as it is now, or none.
pub fn keep(page: Page) {
    let is_kept = |model: &&Model| model.keep().keeps_token() && model.misplaced(Field::Token).is_none();
    let token = page.peek(|model| Some(model).filter(is_kept)?.token().map(Secret::authorization));
    let text = token.map(|token| [&seconds().to_string(), " ", &token].concat());
    write(tab(), TOKEN, text.as_deref());
}

fn seconds() -> u64 {
    (js_sys::Date::now() / 1000.0) as u64
}

/// The token in a text that was kept, and for how long the page was not in use.
fn read_kept(text: &str) -> Option<(u64, &str)> {
    let (since, token) = text.split_once(' ')?;
    // A clock that was set back says nothing.
    Some((seconds().checked_sub(since.parse().ok()?).unwrap_or(IDLE), token))
}

/// Whether it is over.
fn is_over(page: Page) -> bool {
    let over = read(tab(), TOKEN).is_some_and(|text| read_kept(&text).is_none_or(|(idle, _)| idle >= IDLE));
    if over {
        forget(page, "The token is forgotten: nobody used the page for half an hour.");
    }
    over
}

/// From now on each use of the page counts.
fn watch(page: Page) {
    if !page.peek(|model| own(model).watched) {
        change(page, |state| state.watched = true);
        for event in ["pointerdown", "keydown"] {
            let listener = window_event_listener_untyped(event, move |_| in_use(page));
            // It is there as long as the page.
            std::mem::forget(listener);
        }
        look(page);
    }
}

/// Looks again and again.
fn look(page: Page) {
    is_over(page);
    set_timeout(move || look(page), LOOK);
}

/// The page is in use.
fn in_use(page: Page) {
    if page.peek(|model| model.keep().keeps_token()) && !is_over(page) {
        keep(page);
    }
}

/// Takes the token back after the page was loaded anew. One that was typed meanwhile stays.
pub fn take_back(page: Page) {
    let mut text = None;
    page.update(|model| text = model.take_kept_token());
    let kept = text.as_deref().and_then(read_kept).filter(|(idle, _)| *idle < IDLE);
    let Some((token, secret)) = kept.and_then(|(_, token)| Some((token, Secret::parse(token)?))) else { return };
    page.update(|model| model.keep_token(true));
    if page.peek(|model| model.token().is_none()) {
        show(token.strip_prefix("Bearer ").unwrap_or_default());
        page.update(|model| model.take_token(Some(secret)));
    }
    keep(page);
    watch(page);
}
