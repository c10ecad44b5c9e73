//! Copying, announced either way. Where the browser refuses, the text is selected, so that one key press copies it.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::state::Page;

/// Copies a text. `what` names it in the announcement; `element` is the id of the element that shows it.
pub fn copy(page: Page, text: String, what: &str, element: &'static str) {
    let what = what.to_string();
    leptos::task::spawn_local(async move {
        if write(&text).await {
            page.announce(&[what.as_str(), " copied."].concat());
        } else {
            select(element);
            page.announce(
                &[
                    what.as_str(),
                    " could not be copied: the browser refused. The text shown is selected: press Ctrl+C or Cmd+C.",
                ]
                .concat(),
            );
        }
    });
}

/// Puts a text on the clipboard; false where the browser refuses.
pub async fn write(text: &str) -> bool {
    match window().is_secure_context() {
        true => JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok(),
        false => false,
    }
}

fn select(element: &str) {
    let selection = window().get_selection().ok().flatten();
    if let (Some(selection), Some(element)) = (selection, document().get_element_by_id(element)) {
        let _ = selection.select_all_children(&element);
    }
}
