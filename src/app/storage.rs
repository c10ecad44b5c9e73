//! What the browser keeps for the page: in local storage the choice of light or dark, the draft of the form and the choice
//! to have none, and in the tab's own storage the token, by choice.

use leptos::prelude::*;
use web_sys::Storage;

/// The script in the head of `index.html` reads it before anything is painted.
const THEME: &str = "hook-builder.theme";

/// Keeps the choice of light or dark.
pub fn keep_theme(theme: &str) {
    write(local(), THEME, Some(theme).filter(|theme| !theme.is_empty()));
}

/// What outlives the tab. A browser may refuse storage; then everything lasts as long as the page.
pub fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What ends with the tab.
pub fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What is kept under a name.
pub fn read(storage: Option<Storage>, name: &str) -> Option<String> {
    storage?.get_item(name).ok()?
}

/// Keeps a text under a name, or nothing any more.
pub fn write(storage: Option<Storage>, name: &str, text: Option<&str>) {
    if let Some(storage) = storage {
        let _ = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
    }
}
