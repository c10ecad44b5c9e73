//! The token, kept in the tab's own storage while its box is ticked: until the tab closes, somebody forgets it, or nobody
//! has touched the page for half an hour. Beside it stands when the page was last in use, in seconds.

use std::time::Duration;

use hook_builder::field::Field;
use hook_builder::secret::Secret;
use leptos::prelude::{document, set_timeout};
use wasm_bindgen::JsCast;

use super::view::tick;
use crate::app::element::Element;
use crate::app::state::Page;
use crate::app::storage::{read, tab, write};

const TOKEN: &str = "hook-builder.token";
/// After how many seconds without a key or a pointer it is forgotten.
const IDLE: u64 = 30 * 60;
/// How often that is looked at while nothing happens.
const LOOK: Duration = Duration::from_secs(60);

/// The box under the token.
pub fn token_box(page: Page) -> Element {
    tick(
        page,
        "keep-token",
        "Keep it until this tab closes",
        |model| model.keep.token,
        |page, on| {
            page.update(|model| model.keep.token = on);
            keep(page);
            look(page);
        },
    )
}

/// Keeps the token as it is now, or none.
pub fn keep(page: Page) {
    let token = page.peek(|model| model.token.as_ref().filter(|_| model.keep.token).map(Secret::authorization));
    let text = token.map(|token| [&seconds().to_string(), " ", &token].concat());
    write(tab(), TOKEN, text.as_deref());
}

/// Forgets the token, and the secret of an incoming hook.
pub fn forget(page: Page, words: &str) {
    show("");
    page.update(|model| (model.token, model.hook_secret, model.keep.token) = (None, None, false));
    keep(page);
    page.announce(words);
}

fn seconds() -> u64 {
    (js_sys::Date::now() / 1000.0) as u64
}

fn show(token: &str) {
    let input = document().get_element_by_id(&Field::Token.id());
    if let Some(input) = input.and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        input.set_value(token);
    }
}

/// The token that is kept, and for how long the page was not in use.
fn kept() -> Option<(u64, String)> {
    let text = read(tab(), TOKEN)?;
    let (since, token) = text.split_once(' ')?;
    // A clock that was set back says nothing.
    Some((seconds().checked_sub(since.parse().ok()?).unwrap_or(IDLE), token.to_string()))
}

/// Whether it is over.
fn is_over(page: Page) -> bool {
    let over = kept().is_some_and(|(idle, _)| idle >= IDLE);
    if over {
        forget(page, "The token is forgotten: nobody used the page for half an hour.");
    }
    over
}

/// Looks again and again, as long as the box is ticked.
fn look(page: Page) {
    if page.peek(|model| model.keep.token) && !is_over(page) {
        set_timeout(move || look(page), LOOK);
    }
}

/// The page is in use.
#[cfg(target_arch = "wasm32")]
pub fn in_use(page: Page) {
    if page.peek(|model| model.keep.token) && !is_over(page) {
        keep(page);
    }
}

/// Takes the token back after the page was loaded anew. One that was typed meanwhile stays.
#[cfg(target_arch = "wasm32")]
pub fn take_back(page: Page) {
    let Some((idle, token)) = kept() else { return write(tab(), TOKEN, None) };
    let Some(secret) = Secret::parse(&token).filter(|_| idle < IDLE) else { return write(tab(), TOKEN, None) };
    page.update(|model| model.keep.token = true);
    if page.peek(|model| model.token.is_none()) {
        show(token.strip_prefix("Bearer ").unwrap_or_default());
        page.update(|model| model.token = Some(secret));
    }
    keep(page);
    look(page);
}
