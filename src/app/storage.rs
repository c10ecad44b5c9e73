//! What the page keeps between visits: the choice of light or dark, and nothing else.

use leptos::prelude::*;

const THEME: &str = "hook-builder.theme";

fn storage() -> Option<web_sys::Storage> {
    // A browser may refuse storage; then the choice lasts as long as the page.
    window().local_storage().ok().flatten()
}

/// The kept choice, empty for the system's.
pub fn theme() -> String {
    storage().and_then(|s| s.get_item(THEME).ok().flatten()).filter(|t| t == "light" || t == "dark").unwrap_or_default()
}

/// Keeps the choice.
pub fn keep_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = if theme.is_empty() { storage.remove_item(THEME) } else { storage.set_item(THEME, theme) };
    }
}
