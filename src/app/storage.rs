//! What the page keeps between visits: the choice of light or dark, and nothing else.

use leptos::prelude::*;

/// The script in the head of `index.html` reads it before anything is painted.
const THEME: &str = "hook-builder.theme";

fn storage() -> Option<web_sys::Storage> {
    // A browser may refuse storage; then the choice lasts as long as the page.
    window().local_storage().ok().flatten()
}

/// Keeps the choice.
pub fn keep_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = if theme.is_empty() { storage.remove_item(THEME) } else { storage.set_item(THEME, theme) };
    }
}
