//! The token, which the tab keeps by choice: as much of it as is needed before the doctor is here, which does the rest.

use hook_builder::form::field::Field;
use hook_builder::secret::Secret;
use leptos::prelude::{document, event_target};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::app::later;
use crate::app::part::{Act, Part};
use crate::app::state::Page;
use crate::app::storage::{read, tab, write};

/// Where the tab keeps it.
pub const TOKEN: &str = "hook-builder.token";

/// Takes the token that was typed.
pub fn typed(page: Page, event: &Event) {
    let token = Secret::parse(&event_target::<HtmlInputElement>(event).value());
    page.update(|model| model.take_token(token));
    // It may have been typed before the program ran.
    later::prepare(page, Part::Doctor);
    if page.peek(|model| model.keep().keeps_token()) {
        later::press(page, Act::KeepToken);
    }
}

/// Lets the doctor take back what the tab had kept. It is kept again once the doctor has looked how old it is.
pub fn take_back(page: Page) {
    let kept = read(tab(), TOKEN);
    if kept.is_some() {
        write(tab(), TOKEN, None);
        page.update(|model| kept.into_iter().for_each(|kept| model.bring_token(kept)));
        later::press(page, Act::TakeToken);
    }
}

/// Forgets the token, and the secret of an incoming hook.
pub fn forget(page: Page, words: &str) {
    show("");
    page.update(|model| model.forget());
    write(tab(), TOKEN, None);
    page.announce(words);
}

/// Puts a token into its field.
pub fn show(token: &str) {
    let input = document().get_element_by_id(&Field::Token.id());
    if let Some(input) = input.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value(token);
    }
}
